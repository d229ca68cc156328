"""How long the book takes to build: clean, unchanged, after a prose edit, and each chapter's cells."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from brief import accepted_outputs, build, checkouts
from brief.sphinx_ext import sentences


def run(root: Path) -> None:
    """Time a copy of the book at `root`, so that its own site and cache stay as they are."""
    with tempfile.TemporaryDirectory() as folder:
        book = checkouts.as_it_stands(root, Path(folder) / "book")
        for step, limit in {"clean build": 60, "nothing changed": 8, "prose edit": 12}.items():
            if step == "prose edit":
                with min((book / "chapters").glob("*.md")).open("a", encoding="utf-8") as page:
                    page.write("\nAnother line.\n")
            print(f"{step:18}{_seconds(partial(build.build_book, book)):7.1f} s   (limit {limit} s)")
        for chapter in sentences.notebooks(book / "chapters"):
            took = _seconds(partial(accepted_outputs.store, book, [chapter]))
            print(f"{chapter:18}{took:7.1f} s   to run its cells")


def _seconds(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start
