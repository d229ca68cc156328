"""Accepting an edit: new outputs, the record of what is published and a dated line in CHANGELOG, all or nothing.

Everything is tried on a copy of the book, with refreshed tables in place; the book itself is touched only at the end.
"""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from brief import bench, build
from brief.desk import record, together

CHANGELOG = "CHANGELOG.md"
UNRELEASED = "## Since the last edition"
REFRESHED = ".refreshed.csv"


class NotAccepted(RuntimeError):
    """Nothing was stored, and this is why."""


def accept(root: Path, why: str) -> None:
    """Store what the notebooks now show, what is published and why it changed, or nothing. Raises NotAccepted."""
    why = " ".join(why.split())
    if not why.strip('. "'):
        raise NotAccepted('say why, since readers will ask: make accept WHY="..." (python -m brief accept "...")')
    store(root, take_refreshed, lambda log, moved: with_line(log, why, moved))
    print("Next: make test, then commit   (without make: python -m brief test)")


def store(root: Path, edit: Callable[[Path], None], log: Callable[[str, list[str]], str]) -> None:
    """Do `edit` to a copy of the book, judge it, run its notebooks, and only then bring back all that changed, at once.

    `log` gets CHANGELOG's text and what moved, and gives the new text. Raises NotAccepted with the book untouched.
    """
    with tempfile.TemporaryDirectory() as folder:
        copy = bench.copy_book(root, Path(folder) / "book")
        before = _files(copy)
        edit(copy)
        judged = judge(copy, root)
        print(judged["told"], flush=True)
        if judged["fallen"]:
            raise NotAccepted(f"{judged['fallen'][0]}; nothing was stored")
        build.store_outputs(copy, [], quiet=True)
        (copy / record.PATH).write_text(judged["record"], encoding="utf-8", newline="\n")
        told = copy / CHANGELOG
        told.write_text(log(told.read_text(encoding="utf-8"), judged["moved"]), encoding="utf-8", newline="\n")
        after = _files(copy)
    changed = {path: content for path, content in after.items() if content != before.get(path)}
    gone = before.keys() - after.keys()
    for path in changed.keys() | gone:
        if _bytes(root / path) != before.get(path, b""):
            raise NotAccepted(f"{path} was edited meanwhile; nothing was stored; run it again")
    together.write(root, changed, remove=sorted(gone))
    for path in changed:
        print(f"stored {path}")


def take_refreshed(book: Path) -> None:
    """Put refreshed tables in the place of the old ones."""
    for path in (book / "data").glob(f"*{REFRESHED}"):
        path.replace(path.with_name(path.name.replace(REFRESHED, ".csv")))


def with_line(log: str, why: str, moved: list[str]) -> str:
    """CHANGELOG with one more dated line, under what came since the last edition."""
    day = dt.date.today()
    told = f" ({'; '.join(moved[:12])}{f'; and {len(moved) - 12} more' if len(moved) > 12 else ''})" if moved else ""
    line = f"- {day.day} {day:%B %Y}: {why.rstrip('.')}{told}.\n"
    if UNRELEASED in log:
        before, after = log.split(UNRELEASED, 1)
        return f"{before}{UNRELEASED}\n\n{line}{after.lstrip()}"
    before, mark, after = log.partition("\n## ")
    return f"{before}\n{UNRELEASED}\n\n{line}{mark}{after}"


def _files(book: Path) -> dict[str, bytes]:
    """Everything in a book but what is made from it: {path: content}."""
    paths = (path for path in book.rglob("*") if path.is_file() and not {"__pycache__", "_build"} & set(path.parts))
    return {path.relative_to(book).as_posix(): path.read_bytes() for path in paths}


def judge(copy: Path, root: Path) -> dict:
    """What `changes` says of the copy, by the copy's own package."""
    ended = subprocess.run([sys.executable, "-m", "brief.desk.changes", str(copy), str(root)], cwd=copy,
                           env=build.environment(copy), capture_output=True, text=True, check=False)
    if ended.returncode:
        # Its last line says what is wrong, and where.
        raise NotAccepted(f"{ended.stderr.strip().splitlines()[-1]}; nothing was stored")
    return json.loads(ended.stdout)


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.exists() else b""
