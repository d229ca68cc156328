"""What no page, table or line of code should hold: what a merge, a foreign program or an unfinished draft has left."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from brief.data.files import flaws
from brief.lint.book import Book, Problem, shown
from brief.sphinx_ext import build_cache

BESIDE = (".md", ".yml", ".bib", ".toml", ".cff")  # the book's own files in its root
ESCAPE = re.compile(r"(?<!\\)\\u([0-9a-fA-F]{4})")  # a letter as some programs write it in JSON
DRAFT = re.compile(r"\b(?:TODO|FIXME|TBD|[Ll]orem ipsum)\b")


def texts(root: Path, *folders: str) -> Iterator[tuple[str, str]]:
    """(file, text) of all in these folders. What isn't UTF-8 becomes the sign for a letter that can't be read."""
    for path in sorted(path for folder in folders for path in build_cache.files(root / folder)):
        text = path.read_bytes().decode(errors="replace").replace("\r\n", "\n")
        if path.suffix in (".ipynb", ".json", ".geojson"):
            text = ESCAPE.sub(lambda letter: chr(int(letter[1], 16)), text)
        if "\0" not in text:  # else a font
            yield path.relative_to(root).as_posix(), text


def nothing_foreign(book: Book) -> Iterator[Problem]:
    """No file has marks of a merge, letters that a program has garbled, or signs that can't be seen."""
    beside = [path.name for path in book.root.iterdir() if path.suffix in BESIDE]
    for file, text in texts(book.root, *beside, "brief", "chapters", "data", "tests/outputs"):
        for line, odd, rule in flaws(text):
            yield Problem(file, line, shown(text.split("\n")[line - 1]), f'"{odd}" {rule}')


def nothing_unfinished(book: Book) -> Iterator[Problem]:
    """No page or table says that something is still to be written."""
    for file, text in texts(book.root, "chapters", "data"):
        for number, line in enumerate(text.split("\n"), 1):
            if draft := DRAFT.search(line):
                yield Problem(file, number, shown(line), f'"{draft[0]}" is of a draft: finish it')


RULES = (nothing_foreign, nothing_unfinished)
