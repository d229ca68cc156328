"""The shape of a new chapter, in place: a page in three levels, and the modules and tests that it leans on.

The files are those of the folder `chapter`, with the chapter's name where theirs have braces. Each says what is to be
written there, and the tests fail until it is.
"""

from __future__ import annotations

import re
from pathlib import Path
from string import Template

from brief import atomic_write, book, numbers
from brief.book import BOOK

TEMPLATES = Path(__file__).with_name("chapter")
LABEL = 24  # characters that the menu has room for


class NotMade(ValueError):
    """Nothing was written, and this is why."""


def make(root: Path, name: str, label: str = "") -> None:
    """Make chapters/NAME.md and its modules. `name` is its subject: small letters and hyphens. Raises NotMade."""
    module, label = name.replace("-", "_"), label or name.replace("-", " ").capitalize()
    if not re.fullmatch("[a-z]+(-[a-z]+)*", name):
        raise NotMade(f"{name!r}: a chapter is named by its subject, small letters and hyphens, like range-circles")
    if len(label) > LABEL:
        raise NotMade(f"{label!r} has {len(label)} characters; a menu label has at most {LABEL} (LABEL=...)")
    said = {"module": module, "page": name, "label": label, "analysis": BOOK.analysis}
    said["cutoff"] = book.in_words(BOOK.cutoff)
    files = {}
    for path in sorted(TEMPLATES.rglob("*.*")):
        # Code ends in `.txt`, since it is none before it is filled.
        place = path.relative_to(TEMPLATES).as_posix().removesuffix(".txt").format(**said)
        files[place] = Template(path.read_text(encoding="utf-8")).substitute(said)
    taken = [file for file in files if (root / file).exists()]
    if taken or module in numbers.CHAPTERS:
        raise NotMade(f"{taken[0] if taken else module} is there already; nothing was written")
    toc = (root / "_toc.yml").read_text(encoding="utf-8")
    config = (root / book.CONFIG).read_text(encoding="utf-8")
    part = rf"( *)- file: chapters/{BOOK.chapters[0]}\n(?:\1[ -] .*\n)*"
    files["_toc.yml"] = _after(part, toc, f"- file: chapters/{name}\n  title: {label}\n")
    files[book.CONFIG] = _after(r"  chapters:\n(?:( +)- .*\n)+", config, f"- {name}\n")
    atomic_write.write(root, {file: text.encode() for file, text in files.items()})
    print(*(f"wrote {file}" for file in files), sep="\n")
    print(f"Next: write them, then pytest tests/test_{module}.py, whose tests fail until you have")


def _after(pattern: str, text: str, lines: str) -> str:
    """The text with lines after what a pattern finds, as far in as its group says."""
    found = list(re.finditer(rf"(?m)^{pattern}", text))
    if len(found) != 1:
        raise NotMade(f"no single place in _toc.yml or _config.yml fits {pattern!r}; nothing was written")
    indented = "".join(f"{found[0][1]}{line}" for line in lines.splitlines(keepends=True))
    return text[: found[0].end()] + indented + text[found[0].end() :]
