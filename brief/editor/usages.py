"""Where a number is quoted or drawn, and where a finding is stated: lines of pages, figures, rows of tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from brief import accepted_outputs, numbers
from brief.data.files import typed_rows
from brief.sphinx_ext import html_snippets

_ROLE = re.compile(r"\{(num|holds)\}`([^`|]+)(?:\|\w+)?`")
_GUARD = re.compile(r"\{holds\}`[^`]+`")


class Usage(NamedTuple):
    """A line of a page, a figure (line 0) or a row of a table, as a reader sees it, and the keys that it rests on."""

    file: str
    line: int
    text: str
    numbers: tuple[str, ...]
    findings: tuple[str, ...]

    def __str__(self) -> str:
        return f'{self.file}:{self.line} "{self.text}"' if self.line else f'{self.file} "{self.text}"'

    @property
    def place(self) -> str:
        """The page, or the row of a table, as one names it in speech, and the figure where it is one."""
        file, _, row = self.file.partition(", ")
        figure = f"({self.text})" if self.text.startswith("figure ") else ""
        return " ".join(filter(None, (Path(file).stem, row, figure)))

    def rests_on(self) -> set[str]:
        """The numbers that it quotes, and those that the findings it states read."""
        known = {one.key: one for one in numbers.findings()}
        return {*self.numbers, *(key for name in self.findings if name in known for key in known[name].numbers)}


def usages(root: Path) -> list[Usage]:
    """Every line of a page, every figure and every cell of a table that quotes a number or states a finding."""
    pages = sorted((root / "chapters").glob("*.md"))
    found = [one for page in pages for read in (_of_page, _of_figures) for one in read(root, page)]
    return found + [one for table in sorted((root / "data").glob("claims*.csv")) for one in _of_table(table)]


def _of_page(root: Path, page: Path) -> Iterator[Usage]:
    file = page.relative_to(root).as_posix()
    for line, raw in enumerate(page.read_text(encoding="utf-8").splitlines(), 1):
        if roles := _ROLE.findall(raw):
            keys = (tuple(key for kind, key in roles if kind == wanted) for wanted in ("num", "holds"))
            yield Usage(file, line, as_read(raw), *keys)


def as_read(source: str) -> str:
    """A piece of a page's source as its reader sees it, numbers filled in."""
    return " ".join(_GUARD.sub("", html_snippets.with_numbers(source)).split())


def _of_figures(root: Path, page: Path) -> Iterator[Usage]:
    """Figures as last stored: which numbers each draws, by what it says of itself."""
    for cell in accepted_outputs.read(root, page.stem):
        for figure in accepted_outputs.figures(cell):
            keys = (tuple(figure[name]) for name in ("numbers", "holds"))
            yield Usage(page.relative_to(root).as_posix(), 0, f"figure fig-{figure['key']}", *keys)


def _of_table(table: Path) -> Iterator[Usage]:
    for row in typed_rows(table):
        words = row.get("reason_then") or row.get("reason_since") or ""
        quoted = (*(key for key, _ in numbers.FILLED.findall(words)), *(row.get("numbers") or "").split())
        findings = (*(row.get("guards") or "").split(), *(row.get("finding") or "").split())
        if quoted or findings:
            yield Usage(f"data/{table.name}, {row['id']}", 0, numbers.fill(words), quoted, findings)
