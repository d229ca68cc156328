"""Where a number is quoted or drawn, and where a finding is stated: lines of pages, figures, rows of tables."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path

from brief import accepted_outputs
from brief import numbers as register
from brief.book import BOOK
from brief.sphinx_ext import html_snippets as words

_ROLE = re.compile(r"\{(num|holds)\}`([^`|]+)(?:\|(\w+))?`")
_GUARD = re.compile(r"\{holds\}`[^`]+`")
_FIGURE = re.compile(r"<figure[^>]*>")
_FILL = re.compile(r"\{(\w+)(?:\|\w+)?\}")


@dataclass(frozen=True)
class Line:
    """A line of the book: its sentence as a reader sees it, and the keys it rests on."""

    file: str
    line: int
    text: str
    numbers: tuple[str, ...]
    findings: tuple[str, ...]

    def __str__(self) -> str:
        return f'{self.place} "{self.text}"'

    @property
    def place(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file

    @property
    def page(self) -> str:
        """The page, or the row of a table, as one names it in speech."""
        file, _, row = self.file.partition(", ")
        return f"{Path(file).stem} {row}".strip()


def lines(root: Path) -> list[Line]:
    """Every line of a page, every figure and every cell of a table that quotes a number or states a finding."""
    pages = sorted((root / "chapters").glob("*.md"))
    found = [line for page in pages for read in (_of_page, _of_figures) for line in read(root, page)]
    return found + [line for table in sorted((root / "data").glob("claims*.csv")) for line in _of_table(root, table)]


def _of_page(root: Path, page: Path):
    for at, raw in enumerate(page.read_text(encoding="utf-8").splitlines(), 1):
        roles = _ROLE.findall(raw)
        if roles:
            yield Line(page.relative_to(root).as_posix(), at, as_read(raw), *_keys(roles))


def as_read(source: str) -> str:
    """A piece of a page's source as its reader sees it, numbers filled in."""
    return " ".join(_GUARD.sub("", words.with_numbers(source)).split())


def _keys(roles) -> tuple[tuple[str, ...], tuple[str, ...]]:
    numbers, findings = (tuple(key for kind, key, _ in roles if kind == wanted) for wanted in ("num", "holds"))
    return numbers, findings


def _of_figures(root: Path, page: Path):
    """Figures as last stored: which numbers each draws, by what it says of itself."""
    for cell in accepted_outputs.read(root, page.stem):
        for output in cell["outputs"]:
            for tag in _FIGURE.findall("".join(output.get("data", {}).get("text/html", ""))):
                said = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
                name = said.get("id", "figure")
                yield Line(
                    page.relative_to(root).as_posix(),
                    0,
                    f"figure {name}",
                    tuple(said.get("data-numbers", "").split()),
                    tuple(said.get("data-holds", "").split()),
                )


def _of_table(root: Path, table: Path):
    with table.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            words = row.get("reason_then") or row.get("reason_since") or ""
            numbers = (*_FILL.findall(words), *(row.get("numbers") or "").split())
            findings = (*(row.get("guards") or "").split(), *(row.get("finding") or "").split())
            if numbers or findings:
                text = _FILL.sub(lambda key: register.fill(key[0]), words)
                yield Line(f"data/{table.name}, {row['id']}", 0, text, numbers, findings)


def sources_of_figure(root: Path, key: str) -> tuple[str, set[str]]:
    """Where a figure names its main sources (file, line, figure), and which; as written now, not as last stored."""
    for path in sorted((root / BOOK.analysis).rglob("*.py")):
        written = path.read_text(encoding="utf-8")
        if found := re.search(rf'\bkey="{key}",.*?\bsources=\(([^)]*)\)', written, re.DOTALL):
            line = 1 + written[: found.start(1)].count("\n")
            return f"{path.relative_to(root).as_posix()}:{line}, figure {key},", set(re.findall(r'"(\w+)"', found[1]))
    return f"figure {key}", set()
