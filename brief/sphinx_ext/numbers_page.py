"""The numbers page: every published number, what it means, where it comes from, where it is quoted, how to change it.

Written when the pages are read; the pass over the built pages (`usage`) fills in where each number is quoted and takes
the data block out, as `downloads/numbers.json` and `numbers.csv`.
"""

from __future__ import annotations

from brief import numbers
from brief.sphinx_ext import json_files, provenance
from brief.sphinx_ext.html_snippets import render
from brief.templates import as_filter

SHOWN_RUNS = 12  # runs of lines named before the rest is only counted
FILES = ("numbers.csv", "numbers.json")


def numbers_html() -> str:
    """The form, the downloads, and all entries by chapter, in the order of their definition."""
    listed = provenance.entries()
    groups = [(page, [one for one in listed if one["page"] == page]) for page in numbers.CHAPTERS.values()]
    return render("numbers.html", groups=groups, files=FILES, data=json_files.block("fa-numbers", listed))


@as_filter
def lines_in_words(file: str, runs: list[list[int]]) -> str:
    """``lines 4, 9–12`` of a table, ``features 4, 9–12`` of shapes; many are cut short."""
    noun = "feature" if file.endswith(".geojson") else "line"
    shown = [str(first) if first == last else f"{first}\u2013{last}" for first, last in runs[:SHOWN_RUNS]]
    one = len(runs) == 1 and runs[0][0] == runs[0][1]
    rest = sum(last - first + 1 for first, last in runs[SHOWN_RUNS:])
    return f"{noun}{'' if one else 's'} {', '.join(shown)}" + (f" and {rest} more" if rest else "")
