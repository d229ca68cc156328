"""Every word that a reader sees: none from the workshop, by the list in the book's style sheet, and none contracted."""

from __future__ import annotations

import ast
import csv
import io
import re
from collections.abc import Iterable, Iterator

from brief.lint.book import Book, Problem, shown
from brief.lint.characters import texts

SHEET = "STYLE.md"
_ROW = re.compile(r"(?m)^\| (`.+`) \| (.+) \|$")  # of the sheet's table: patterns, and what to say in their place
CONTRACTED = r"\w+n[’']t|(it|that|there|here|what|who|how|let|s?he)[’']s|(I|you|we|they|s?he|it)[’'](d|ll|m|re|ve)"
# Other people's words, and what no reader sees of a line: roles and directives, code, addresses, tags.
_NOT_OURS = re.compile(r"“[^”]*”|\{[a-z:-]+\}(`[^`]*`)?|`[^`]*`|\]\([^)]*\)|<[^>]*>")
_PROSE = (".md", ".toml", ".html")
_THEIRS = ("title", "quote")  # columns in their writers' words


def in_plain_words(book: Book) -> Iterator[Problem]:
    """What a reader sees is free of private words, and written out (does not, it is) but in quotations."""
    sheet = book.root / SHEET
    rows = _ROW.findall(sheet.read_text(encoding="utf-8")) if sheet.exists() else []
    rules = {one: f"say {say}" for cell, say in rows for one in cell[1:-1].split("`, `")}
    rules[CONTRACTED] = "write it out in full"
    patterns = [(re.compile(rf"\b({one})\b", re.IGNORECASE), rule) for one, rule in rules.items()]
    for file, text in texts(book.root, "chapters", "data", "analysis", "brief"):
        for line, said in _seen(file, text):
            ours = _NOT_OURS.sub(" ", said)
            for pattern, rule in patterns:
                if found := pattern.search(ours):
                    yield Problem(file, line, shown(said), f'"{found[0]}": {rule} ({SHEET})')


def _seen(file: str, text: str) -> Iterable[tuple[int, str]]:
    """(line, text) of the lines of a page, card or template, of a table's cells, and of a module's strings but its
    docstrings."""
    if file.endswith(".csv"):
        rows = csv.DictReader(io.StringIO(text))
        return ((rows.line_num, str(cell)) for row in rows for name, cell in row.items() if name not in _THEIRS)
    if not file.endswith(".py"):
        return enumerate(text.split("\n"), 1) if file.endswith(_PROSE) else ()
    nodes = list(ast.walk(ast.parse(text)))
    docs = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    strings = (node for node in nodes if isinstance(node, ast.Constant) and id(node) not in docs)
    return ((node.lineno, node.value) for node in strings if isinstance(node.value, str))


RULES = (in_plain_words,)
