"""Which tables and published numbers a notebook has read, so that it runs again only when one of these has changed.

A process whose `FILE` names a file writes there, a line each, what it reads: ``table gdp``, ``number gas_share``.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

FILE = "BRIEF_READS"


@cache
def note(kind: str, name: str) -> None:
    """Write down that something was read, the first time."""
    if path := os.environ.get(FILE):
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(f"{kind} {name}\n")


def noted(path: Path) -> list[str]:
    """What a process has read, each once."""
    return sorted(set(path.read_text(encoding="utf-8").splitlines()))
