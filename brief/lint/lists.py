"""Lists that must agree: claims and the chapters that test them, keys and what is published, references."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from pybtex.database import parse_file

from brief import numbers
from brief.data import tables
from brief.lint.book import Book, Problem
from brief.sphinx_ext import html_snippets

CLAIM = re.compile(r"\bc\d{2}\b")
SECTION = "Sources and claims"
REFERENCES = "references.bib"
FIELDS = ("title", "year", "annotation", "pages_here", "checked")
# Where something was published, by kind of entry.
WHERE = ("journal", "publisher", "institution", "howpublished")
# What a page may name in its text, and who knows it.
_NAMED: dict[str, Callable[[str, str], object]] = {
    "num": numbers.text,
    "holds": lambda key, _: numbers.get_finding(key),
    "verdict": lambda word, _: html_snippets.marked(word),
}


def claims_of(book: Book, page: str) -> list[str]:
    """The claims that a chapter names in *Sources and claims*; on a page without that section, in all its text."""
    parts = list(book.parts(page))
    named = [part.text for part in parts if part.heading == SECTION] or [part.text for part in parts]
    return list(dict.fromkeys(CLAIM.findall(" ".join(named))))


def claims_and_chapters_agree(book: Book) -> Iterator[Problem]:
    """A claim is named by the chapter that `claims.csv` gives it, and a chapter names no claim that isn't there."""
    home = tables.load("claims").set_index("id")["chapter"]
    named = {page: claims_of(book, page) for page in book.pages}
    for page, keys in named.items():
        for key in keys:
            if key not in home.index:
                yield book.problem(page, key, f"{key} is no claim of data/claims.csv")
    for page, group in home.groupby(home):
        missing = [key for key in group.index if key not in named.get(page, ())]
        nowhere = [key for key in missing if not any(key in keys for keys in named.values())]
        if page not in named:
            yield Problem("data/claims.csv", 0, ", ".join(missing), f"their chapter, {page}, does not exist")
        elif missing:
            rule = f"the page does not name {', '.join(missing)}, which data/claims.csv gives to it"
            yield book.problem(page, f"### {SECTION}", f"{rule}; named on no page: {', '.join(nowhere) or 'none'}")


def keys_are_published(book: Book) -> Iterator[Problem]:
    """A quoted number, a finding and a verdict exist by the name that the page gives them."""
    for page, markdown in book.pages.items():
        for kind, look_up in _NAMED.items():
            for found in re.finditer(rf"(?<!`)\{{{kind}\}}`([^`|\n]+)(?:\|(\w+))?`", markdown):
                try:
                    look_up(found[1], found[2] or "")
                except ValueError as problem:
                    line = markdown[markdown.rfind("\n", 0, found.start()) + 1 :].partition("\n")[0]
                    listed = "; the page Look it up lists all numbers" if kind == "num" else ""
                    yield book.problem(page, line, f"{problem}{listed}")


def references_are_whole(book: Book) -> Iterator[Problem]:
    """Each entry says who, what, when and where, leads to a record, and says what it argues and how it was checked."""
    path = book.root / REFERENCES
    if not path.exists():
        return
    source = path.read_text(encoding="utf-8")
    groups = re.findall(r'keywords % "(\w+)"', book.pages.get("bibliography", ""))
    for key, entry in parse_file(str(path)).entries.items():
        line = 1 + source[: source.index("{" + key + ",")].count("\n")
        lacks = [name for name in FIELDS if not entry.fields.get(name)]
        lacks += [] if entry.persons.get("author") else ["author"]
        lacks += [] if any(name in entry.fields for name in WHERE) else ["publisher or journal"]
        lacks += [] if {"doi", "url", "isbn"} & set(entry.fields) else ["link, DOI or ISBN"]
        if lacks:
            yield Problem(REFERENCES, line, key, f"the entry lacks {', '.join(lacks)}")
        if groups.count(entry.fields.get("keywords", "")) != 1:
            yield Problem(REFERENCES, line, key, "chapters/bibliography.md must list its group (keywords) once")
        for page in filter(None, entry.fields.get("pages_here", "").split(", ")):
            if page not in book.pages:
                yield Problem(REFERENCES, line, key, f"it serves {page}, which is no page of the book")


RULES = (claims_and_chapters_agree, keys_are_published, references_are_whole)
