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
        largest = max((book / "chapters").glob("*.md"), key=lambda path: path.stat().st_size)
        before = {
            "clean build": lambda: build.clean(book),
            "nothing changed": lambda: None,
            "edited sentence": lambda: _edit(largest, "\nAnother line."),
            "edited row": lambda: _edit(_noted(book / "data"), "."),
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


def _edit(path: Path, more: str) -> None:
    """Write on at the end of a file, inside the quotation marks of its last cell."""
    text = path.read_text(encoding="utf-8").rstrip("\n")
    path.write_text(f"{text[:-1]}{more}{text[-1]}\n" if text.endswith('"') else f"{text}{more}\n", encoding="utf-8")


def _noted(data: Path) -> Path:
    """The first table whose last column is a remark, which editors change most often."""
    name = next(one for one in tables.names(data) if tables.load(one, data).columns[-1] == "note")
    return data / tables.describe(name, data)["path"]
