"""The book that is worked on: where it lies, and what it says of itself under `brief:` in its `_config.yml`.

The engine knows no book of its own. What is about one article, its name, its days, the colours of its parties, stands
in that part; Jupyter Book passes over keys that it doesn't know. `BOOK` has it, typed, and `analysis` imports a module
of the book's own calculations, which no other module of the engine names.
"""

from __future__ import annotations

import datetime as dt
import importlib
from dataclasses import dataclass, field, fields
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

import yaml

from brief import processes

ROOT = processes.book()
CONFIG = "_config.yml"


class BookError(ValueError):
    """What `_config.yml` says of the book can't be used; the message says what is missing or wrong."""


@dataclass(frozen=True)
class Article:
    """The argument that the book is about; `date` is a year, or a year and month."""

    author: str
    title: str
    short: str  # its title where there is little room
    publisher: str
    date: str
    link: str

    @property
    def when(self) -> str:
        """The date in words: ``December 2021`` or ``1855``."""
        year, _, month = self.date.partition("-")
        return f"{dt.date(int(year), int(month), 1):%B %Y}" if month else year


@dataclass(frozen=True)
class Licence:
    """The terms of text and figures."""

    name: str
    link: str


@dataclass(frozen=True)
class Book:
    """What a book says of itself. Days are dates; lists and tables may be left out."""

    title: str
    author: str
    short: str  # its name in a narrow bar
    slug: str  # begins the names of files to take away, and the keys of citations
    subtitle: str
    home: str  # the menu's words for the first page
    cutoff: dt.date  # what was known by this day stands in a chapter's body
    edition: dt.date  # the day to which this edition's evidence reaches
    article: Article
    licence: Licence
    analysis: str = "analysis"  # the package of the book's own calculations
    chapters: tuple[str, ...] = ()  # pages with numbers, in the order in which *Look it up* has them
    colours: dict[str, tuple[str, str]] = field(default_factory=dict)  # (light, dark)
    boundaries: dict[str, str] = field(default_factory=dict)  # `note`, under every map
    names: tuple[str, ...] = ()  # patterns of names that hold digits or numerals without being a quantity
    later: tuple[str, ...] = ()  # words that nobody used before the cut-off
    strands: dict[str, str] = field(default_factory=dict)  # of the argument's steps
    agencies: tuple[str, ...] = ()  # whose reports others relay; a longer name before one that it contains
    lessons: dict[str, str] = field(default_factory=dict)  # what packs for classes say of the subject
    browser_lessons: tuple[str, ...] = ()
    refresh: dict[str, dict] = field(default_factory=dict)  # {table: how its publisher is asked}
    pdf: dict[str, Any] = field(default_factory=dict)  # the two pages on paper; a book without has none


@lru_cache(maxsize=100)
def from_yaml(text: str) -> Any:
    """What a text says, read by the library in C where it is there, in a tenth of the time. Not to be changed."""
    return yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def read(root: Path) -> Book:
    """What the `_config.yml` of the book at `root` says of it. Raises BookError."""
    config = from_yaml((root / CONFIG).read_text(encoding="utf-8"))
    said: dict[str, Any] = {"title": config.get("title"), "author": config.get("author")} | (config.get("brief") or {})
    try:
        said |= {"article": Article(**said["article"]), "licence": Licence(**said["licence"])}
        said |= {name: tuple(value) for name, value in said.items() if isinstance(value, list)}
        return Book(**said)
    except (KeyError, TypeError) as problem:
        known = ", ".join(one.name for one in fields(Book))
        raise BookError(f"{CONFIG}, brief: {problem}; a book says {known}") from None


def analysis(*names: str) -> ModuleType:
    """A module of the book's calculations: ``analysis("overmatch", "numbers")``."""
    return importlib.import_module(".".join((BOOK.analysis, *names)))


def in_words(day: dt.date) -> str:
    """A day as the pages say it: ``15 December 2021``."""
    return f"{day.day} {day:%B} {day.year}"


BOOK = read(ROOT)
