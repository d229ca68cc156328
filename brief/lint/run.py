"""All rules on one checkout: what is to be mended, and on request a line a page."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from brief.lint import characters, lists, pages, tools, words
from brief.lint.book import Book, Problem

RULES = tuple(rule for room in (characters, tools, pages, words, lists) for rule in room.RULES)
_HEAD = ("page", "answer", "reasoning", "grade", "grade", "against", "own case", "ratio", "its own evidence")
_LINE = "{:17} {:>6} {:>9}  {:>5} {:>5}  {:>7} {:>8} {:>5}  {}"


def run(root: Path, levels: bool = False) -> int:
    """Print the problems, and the table first where it is asked for; 1 if there is a problem."""
    began = time.perf_counter()
    if levels:
        print("\n".join(table(Book(root))), end="\n\n")
    found = problems(root)
    for problem in found:
        print(f"{problem}\n")
    took = time.perf_counter() - began
    files = len({one.file for one in found})
    print(
        f"{len(found)} to mend, in {files} file{'s' if files > 1 else ''}" if found else "Nothing to mend",
        f"({len(RULES) + len(tools.PROGRAMS)} checks in {took:.0f} s)",
    )
    return 1 if found else 0


def problems(root: Path) -> list[Problem]:
    """All that is to be mended, by rules and by the programs that run beside them."""
    book = Book(root)
    if found := list(characters.nothing_foreign(book)):
        return found  # what has marks of a merge in it no other rule can read
    programs = [(tools.start(book, one.command), one.name, one.mend) for one in tools.PROGRAMS]
    found = [problem for rule in RULES for problem in rule(book)]
    for process, name, mend in programs:
        found += tools.problems(process, name, mend)
    return found


def table(book: Book) -> Iterator[str]:
    """Per page: words of answer and reasoning, their reading grades, the case against and what it has to itself."""
    yield _LINE.format(*_HEAD)
    for page in sorted(book.pages, key=lambda name: name not in book.notebooks):
        sizes = [pages.words(book.text(page, name)) or "" for name in ("The answer", "The reasoning")]
        levels = words.levels(book, page)
        texts = (levels.get("the answer", ""), levels.get("the reasoning") or levels.get("the page", ""))
        grades = ["" if grade is None else f"{grade:.1f}" for grade in map(words.grade, texts)]
        weighed: list[object] = [""] * 4
        if page in book.notebooks:
            against, own = pages.weights(book, page)
            weighed = [against, own, f"{against / own:.2f}" if own else "", _counted(pages.evidence(book, page))]
        yield _LINE.format(page, *sizes, *grades, *weighed).rstrip()


def _counted(evidence: list[str]) -> str:
    """Figures and tables by their kind, numbers by how many."""
    shown = [kind for kind in evidence if kind in ("figure", "table")]
    numbers = len(evidence) - len(shown)
    return ", ".join(shown + ([f"{numbers} number{'s' if numbers > 1 else ''}"] if numbers else []))
