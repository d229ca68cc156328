"""What was accepted last: every published number as printed, and every verdict, in `tests/outputs/accepted.csv`.

A small file of its own, so that old and new can be compared without git, and a second run costs nothing.
"""

from __future__ import annotations

import csv
import hashlib
import json
import sys
from collections.abc import Iterable
from pathlib import Path

from brief import claims, numbers
from brief.data import files, tables
from brief.sphinx_ext import build_cache, sentences

PATH = "tests/outputs/accepted.csv"
COLUMNS = ("kind", "key", "printed")

VERDICTS = ("claims", "steps", "claims_since", "steps_since")  # tables that give some
BESIDE = (".tidy.csv", ".refreshed.csv")
CONTENT = ("content", "tables, code and cells")

Record = dict[tuple[str, str], str]


def current(root: Path) -> Record:
    """{(kind, key): printed} as the book now stands; kind is number, verdict then or verdict since, or content: a hash
    of all that the stored outputs come from."""
    found = {CONTENT: content(root)} | {("number", one.key): one.text() for one in numbers.numbers()}
    for name in VERDICTS:
        if name in tables.names():
            column = "verdict_since" if name.endswith("_since") else "verdict_then"
            given = tables.load(name).set_index("id")[column]
            found |= {(column.replace("_", " "), key): verdict for key, verdict in given.items() if verdict}
    return found


def content(root: Path) -> str:
    """A hash of what the stored outputs come from, the same on every system."""
    digest = hashlib.sha256()
    tables = [path for path in build_cache.files(root / "data") if not path.name.endswith(BESIDE)]
    for path in sorted([*tables, *build_cache.code(root)]):
        # Git may give Windows other line ends.
        digest.update(path.name.encode() + path.read_bytes().replace(b"\r\n", b"\n"))
    for path in sorted((root / "chapters").glob("*.md")):
        digest.update(json.dumps(sentences.code(path.read_text(encoding="utf-8"))).encode())
    return digest.hexdigest()[:16]


def broken_verdicts() -> list[str]:
    """What is refused: verdicts that their rule or their claims don't give, reasons that no longer hold."""
    said: dict[str, None] = {}
    for name, check in (("claims", claims.claims), ("steps", claims.steps)):
        if name in tables.names():
            try:
                check()
            except claims.ClaimsError as problem:
                said[str(problem)] = None
    return list(said)


def moved(old: Record, new: Record) -> list[tuple[str, str]]:
    """The keys under which two records differ."""
    return [key for key in {**old, **new} if old.get(key) != new.get(key)]


def read(root: Path) -> Record:
    """What the book at `root` says was accepted last; nothing for a book that has accepted nothing yet."""
    path = root / PATH
    return parse(path.read_text(encoding="utf-8").splitlines()) if path.exists() else {}


def parse(lines: Iterable[str]) -> Record:
    """A record from its lines as CSV."""
    return {(row["kind"], row["key"]): row["printed"] for row in csv.DictReader(lines)}


def as_csv(record: Record) -> bytes:
    # Sorted, so that two editors' changes meet only where both moved the same number.
    return files.as_csv([COLUMNS, *((*key, printed) for key, printed in sorted(record.items()))])


if __name__ == "__main__":
    print(as_csv(current(Path(sys.argv[1]))).decode(), end="")
