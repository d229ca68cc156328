"""What a build costs in seconds of processor: clean, unchanged, after an edited sentence and an edited row."""

from __future__ import annotations

import os
import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path

from brief import build, checkouts
from brief.data import tables

RUNS = 5
LIMITS = {"clean build": 60, "nothing changed": 4, "edited sentence": 5, "edited row": 25}


def run(root: Path) -> None:
    """Time a copy of the book at `root`, so that its own site and cache stay as they are. Medians of `RUNS`, since a
    machine is never quite quiet; seconds of processor, since a reader of the figures has other processors."""
    with tempfile.TemporaryDirectory() as folder:
        book = checkouts.as_it_stands(root, Path(folder) / "book")
        before = {
            "clean build": lambda: build.clean(book),
            "nothing changed": lambda: None,
            "edited sentence": lambda: _write_on(_largest(book / "chapters", "*.md"), "\nAnother line.\n"),
            "edited row": lambda: _edit_row(book),
        }
        for step, limit in LIMITS.items():
            took = statistics.median(seconds(book, before[step]) for _ in range(RUNS))
            print(f"{step:18}{took:7.1f} s   (limit {limit} s)", flush=True)


def seconds(book: Path, before: Callable[[], None] = lambda: None) -> float:
    """What a build takes of the processors, after what `before` does."""
    before()
    start = sum(os.times()[:4])
    build.build_book(book)
    return sum(os.times()[:4]) - start


def _largest(folder: Path, pattern: str) -> Path:
    return max(folder.glob(pattern), key=lambda path: path.stat().st_size)


def _write_on(page: Path, words: str) -> None:
    with page.open("a", encoding="utf-8") as file:
        file.write(words)


def _edit_row(book: Path) -> None:
    """Change the remark on the last row of the first table that has such a column, as an editor does most often."""
    name = next(one for one in tables.names(book / "data") if tables.load(one, book / "data").columns[-1] == "note")
    path = book / "data" / tables.describe(name, book / "data")["path"]
    text = path.read_text(encoding="utf-8").rstrip("\n")
    path.write_text(f"{text}.\n" if not text.endswith('"') else f'{text[:-1]}."\n', encoding="utf-8")
