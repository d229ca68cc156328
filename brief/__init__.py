"""The engine of an executable policy brief.

CONTRIBUTING.md lists its rooms, in the order in which they may import one another.
"""

import sys

# jsonschema, which altair and nbformat import, compiles 39 grammars of internationalised addresses at import: 2.3 s in
# every process, of which a build starts a dozen. The book checks no such address, and jsonschema does without them.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
