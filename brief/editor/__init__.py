"""The editor's verbs: what an edit moves, accepting it, refreshing a table, a new chapter, a release.

Nothing here is imported by a chapter or by the rest of the package, so a change here leaves every output as it was.
"""
