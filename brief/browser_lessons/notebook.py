"""A lesson's text as a notebook. The text is plain Python, its cells parted by `# %%` lines."""

from __future__ import annotations

import re

from brief import book
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


def notebook(name: str) -> dict:
    """The lesson in Jupyter's format, without outputs: they come when a student runs it."""
    made = []
    for place, (kind, text) in enumerate(cells(name)):
        more: dict = {"execution_count": None, "outputs": []} if kind == "code" else {}
        made.append({"cell_type": kind, "id": f"{name}-{place}", "metadata": {}, "source": text} | more)
    kernel = {"display_name": "Python", "language": "python", "name": "python"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    return {"cells": made, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def title(name: str) -> str:
    """A lesson's heading."""
    return cells(name)[0][1].splitlines()[0].removeprefix("# ")


def address(name: str) -> str:
    """A lesson's address within the folder."""
    return f"notebooks/index.html?path={name}.ipynb"
