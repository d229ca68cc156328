"""The case against a chapter's finding: as long as the case for it, and with evidence of its own.

*The case against* is the section of that name in the reasoning. *The finding's own case* is the longest other section
of the reasoning, limits apart: the place where the chapter argues most. Words of prose are counted, figures aren't.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from brief import accepted_outputs
from brief.lint.book import Book, Problem
from brief.lint.pages import words

REASONING, AGAINST, LIMITS = "The reasoning", "The case against", "What it cannot show"
NUMBER = re.compile(r"\{num\}`([a-z0-9_]+)")
LOW, HIGH = 0.6, 1.5


def sections(book: Book, page: str) -> dict[str, str]:
    """{section of the reasoning: its text}, in the page's order; what stands before the first is *The reasoning*."""
    found: dict[str, str] = {}
    for part in book.parts(page):
        if part.section == REASONING:
            found[part.heading] = f"{found.get(part.heading, '')}\n{part.text}"
    return found


def weights(book: Book, page: str) -> tuple[int, int]:
    """Words of the case against and of the finding's own case."""
    sizes = {name: words(text) for name, text in sections(book, page).items()}
    own = [size for name, size in sizes.items() if name not in (REASONING, AGAINST, LIMITS)]
    return sizes.get(AGAINST, 0), max(own, default=0)


def evidence(book: Book, page: str) -> list[str]:
    """What the case against has to itself: figures and tables in its section, numbers quoted nowhere else in the
    reasoning. The answer may repeat them, which takes nothing from them."""
    inside, shown, cells = False, [], iter(book.outputs(page))
    for mark in re.finditer(r"(?m)^(?:#{2,3} (.*)|```\{code-cell\}.*)$", book.written(page)):
        if mark[1]:
            inside = mark[1] == AGAINST
        elif (cell := next(cells, None)) and inside:
            table = ["table"] if "<table" in str(cell["outputs"]) else []
            shown += ["figure" for _ in accepted_outputs.figures(cell)] or table
    quoted = {name: NUMBER.findall(text) for name, text in sections(book, page).items()}
    own = quoted.pop(AGAINST, [])
    return shown + [key for key in dict.fromkeys(own) if not any(key in keys for keys in quoted.values())]


def as_long(book: Book) -> Iterator[Problem]:
    """The case against has 0.6 to 1.5 times the words of the finding's own case."""
    for page in book.notebooks:
        against, own = weights(book, page)
        if not against:
            yield book.problem(page, "## The reasoning", f"there is no section {AGAINST!r}")
        elif not LOW <= against / own <= HIGH:
            yield book.problem(
                page,
                f"### {AGAINST}",
                f"it has {against} words against {own} for the finding: {against / own:.2f}, not {LOW} to {HIGH}",
            )


def with_evidence(book: Book) -> Iterator[Problem]:
    """It has a figure, a table or a number of its own."""
    for page in book.notebooks:
        if not evidence(book, page):
            yield book.problem(page, f"### {AGAINST}", "it has no figure, table or number of its own; give it one")


RULES = (as_long, with_evidence)
