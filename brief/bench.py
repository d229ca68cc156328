"""How long the book takes to build: clean, unchanged, after a prose edit, and each chapter's cells."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from brief import accepted_outputs, build, checkouts
from brief.sphinx_ext import sentences

LIMITS = {"clean build": 60, "nothing changed": 8, "prose edit": 12}


def run(root: Path) -> None:
    """Time a copy of the book at `root`, so that its own site and cache stay as they are."""
    with tempfile.TemporaryDirectory() as folder:
        book = checkouts.as_it_stands(root, Path(folder) / "book")
        page = book / "chapters" / "methods.md"
        steps: dict[str, Callable[[], object]] = {
            "clean build": lambda: None,
            "nothing changed": lambda: None,
            "prose edit": lambda: page.write_text(page.read_text(encoding="utf-8") + "\nAnother line.\n"),
        }
        for name, prepare in steps.items():
            prepare()
            print(f"{name:18}{_seconds(lambda: build.build_book(book)):7.1f} s   (limit {LIMITS[name]} s)")
        for chapter in sentences.notebooks(book / "chapters"):
            took = _seconds(partial(accepted_outputs.store, book, [chapter]))
            print(f"{chapter:18}{took:7.1f} s   to run its cells")


def _seconds(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start
