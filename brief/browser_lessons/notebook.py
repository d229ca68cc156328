"""A lesson's text as a notebook. The text is plain Python, its cells parted by `# %%` lines."""

from __future__ import annotations

import re

from brief import book, notebooks
from brief.book import BOOK

LESSONS = book.ROOT / BOOK.analysis / "browser_lessons" / "lessons"

_MARK = re.compile(r"^# %%( \[markdown\])?\n", re.MULTILINE)


def source(name: str) -> str:
    return (LESSONS / f"{name}.py").read_text(encoding="utf-8")


def cells(name: str) -> list[tuple[str, str]]:
    """(kind, text) of each cell: markdown without its comment signs, or code."""
    parts = _MARK.split(source(name))[1:]
    found = []
    for mark, body in zip(parts[::2], parts[1::2], strict=True):
        text = re.sub(r"^# ?", "", body, flags=re.MULTILINE) if mark else body
        found.append(("markdown" if mark else "code", text.strip()))
    return found


def notebook(name: str) -> str:
    """The lesson in Jupyter's format."""
    return notebooks.written(cells(name), {"display_name": "Python", "language": "python", "name": "python"})


def title(name: str) -> str:
    """A lesson's heading."""
    return cells(name)[0][1].splitlines()[0].removeprefix("# ")


def address(name: str) -> str:
    """A lesson's address within the folder."""
    return f"notebooks/index.html?path={name}.ipynb"
