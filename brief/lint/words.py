"""Every word that a reader sees: none private, by the list in the book's style sheet, and none contracted; and how hard
a page is to read: the Flesch-Kincaid grade of its answer and of its reasoning.

The grade counts words a sentence and syllables a word. What isn't prose is made neutral first, so that a page isn't
graded by its subject: a published number counts as the one word *ten*; a name (capitals inside a sentence, or a word
with a digit in it) as *Paris*, a run of names as one. Labels, headings and fragments without a full stop don't count.
"""

from __future__ import annotations

import ast
import csv
import io
import re
from collections.abc import Iterable, Iterator

import textstat

from brief.lint.book import Book, Problem, shown
from brief.lint.characters import texts
from brief.sphinx_ext import sentences

SHEET = "STYLE.md"
_ROW = re.compile(r"(?m)^\| (`.+`) \| (.+) \|$")  # of the sheet's table: patterns, and what to say in their place
CONTRACTED = r"\w+n[’']t|(it|that|there|here|what|who|how|let|s?he)[’']s|(I|you|we|they|s?he|it)[’'](d|ll|m|re|ve)"
# Other people's words, and what no reader sees of a line: roles and directives, code, addresses, tags.
_NOT_OURS = re.compile(r"“[^”]*”|\{[a-z:-]+\}(`[^`]*`)?|`[^`]*`|\]\([^)]*\)|<[^>]*>")
_PROSE = (".md", ".toml", ".html")
_THEIRS = ("title", "quote")  # columns in their writers' words
LIMITS = {"the answer": 10, "the reasoning": 13, "the page": 13}  # grades
_NUMBER, _NAME = "ten", "Paris"
_NAMED = re.compile(r"(?<=[a-z,;:] )(?:[A-ZÀ-ÞİŞĞ][\w’-]*|\w*\d\w*)(?:[ -](?:[A-ZÀ-ÞİŞĞ][\w’-]*|\w*\d\w*))*")


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


def neutral(text: str) -> str:
    """Prose whose numbers and names count the same on every page."""
    text = re.sub(r"\{num\}`[^`]*`(?: %)?", _NUMBER, text)
    text = re.sub(r"\{[a-z:]+\}`[^`]*`", "", text)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"[*`“”\"()]|\{[^}]*\}", "", text)
    found = []
    for piece in sentences.split(text):
        if re.search(r"[.?!][’']?$", piece.strip()):
            plain = re.sub(r"[.?!](?=\S)|[.?!]+$", "", re.sub(r"\s+", " ", piece).strip())
            found.append(_NAMED.sub(_NAME, plain) + ".")
    return " ".join(found)


def grade(text: str) -> float | None:
    """The grade of a level's text; None where it has no sentence."""
    plain = neutral(text)
    return round(textstat.flesch_kincaid_grade(plain), 1) if plain else None


def levels(book: Book, page: str) -> dict[str, str]:
    """{level: its text}: the answer and the reasoning; on a page without levels all of it but its tables."""
    if page in book.evidence:
        return {level: book.text(page, level.capitalize()) for level in ("the answer", "the reasoning")}
    return {"the page": "\n".join(part.text for part in book.parts(page) if not part.text.startswith("|"))}


def plain_enough(book: Book) -> Iterator[Problem]:
    """The answer reads at grade 10 or below, the reasoning and any other page at 13 or below."""
    for page in book.pages:
        for level, text in levels(book, page).items():
            if (found := grade(text)) is not None and found > LIMITS[level]:
                longest = max((piece for part in text.splitlines() for piece in sentences.split(part)), key=len)
                rule = f"{level} reads at grade {found}, above {LIMITS[level]}; its longest sentence"
                yield book.problem(page, longest, rule)


RULES = (in_plain_words, plain_enough)
