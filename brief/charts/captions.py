"""What a figure says in words, from the chapter's own file: title, unit line, description, note, legend.

    ```{chart} balance-forces
    title: One side had {reserve_ratio} the other's figure or more in each count shown
    unit: one side's figure for each one of the other's
    holds: [leads_everywhere]
    description: [what is drawn, the figures, what they show, what they leave out]
    ```

The block stands before the cell that draws the figure; `holds` names the findings that the title states.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import yaml

from brief import book

FIELDS = {"title": str, "unit": str, "note": str, "holds": list, "description": list, "legend": list}
BLOCK = re.compile(r"^```\{chart\} *([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class CaptionError(ValueError):
    """A figure's words that can't be read, or are not there."""


def of(key: str) -> dict:
    """The words of a figure by field; nothing for a figure that has no block. Raises CaptionError."""
    return _all(book.ROOT / "chapters").get(key, {})


def blocks(folder: Path) -> str:
    """The words of all figures as written: what their pictures' pages rest on beside code and data."""
    return "".join(found[0] for _, written in _pages(folder) for found in BLOCK.finditer(written))


def _pages(folder: Path) -> Iterator[tuple[Path, str]]:
    return ((page, page.read_text(encoding="utf-8")) for page in sorted(folder.glob("*.md")))


@lru_cache(maxsize=4)
def _all(folder: Path) -> dict[str, dict]:
    said: dict[str, dict] = {}
    for page, written in _pages(folder):
        for block in BLOCK.finditer(written):
            where = f"chapters/{page.name}:{1 + written[: block.start()].count(chr(10))}, chart {block[1]}"
            if block[1] in said:
                raise CaptionError(f"{where}: another figure has this key")
            said[block[1]] = _read(block[2], where)
    return said


def _read(written: str, where: str) -> dict:
    try:
        words = book.from_yaml(written)
    except yaml.YAMLError as problem:
        mark = getattr(problem, "problem_mark", None)
        line = f" in its line {mark.line + 1}" if mark else ""
        rule = "put quotation marks round words that hold a colon or begin with {"
        raise CaptionError(f"{where}:{line} {rule}") from None
    if not isinstance(words, dict):
        raise CaptionError(f"{where}: a block has lines like `title: words`")
    for name, value in words.items():
        if name not in FIELDS:
            raise CaptionError(f"{where}: {name!r} is not a line of a chart block; there are {', '.join(FIELDS)}")
        if not isinstance(value, FIELDS[name]):
            raise CaptionError(f"{where}, {name}: {value!r} is no {'list' if FIELDS[name] is list else 'text'}")
    return words
