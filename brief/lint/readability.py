"""How hard a page is to read: the Flesch-Kincaid grade of its answer and of its reasoning.

The grade counts words a sentence and syllables a word. What isn't prose is made neutral first, so that a page isn't
graded by its subject: a published number counts as the one word *ten*; a name (capitals inside a sentence, or a word
with a digit in it) as *Paris*, a run of names as one. Labels, headings and fragments without a full stop don't count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import textstat

from brief.lint.book import Book, Problem
from brief.sphinx_ext import sentences

LIMITS = {"the answer": 10, "the reasoning": 13, "the page": 13}  # grades
_NUMBER, _NAME = "ten", "Paris"
_NAMED = re.compile(r"(?<=[a-z,;:] )(?:[A-ZÀ-ÞİŞĞ][\w’-]*|\w*\d\w*)(?:[ -](?:[A-ZÀ-ÞİŞĞ][\w’-]*|\w*\d\w*))*")


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


RULES = (plain_enough,)
