"""Accepting an edit: new outputs, the record of what is published and a dated line in CHANGELOG, all or nothing.

Everything is tried on a copy of the book, with refreshed tables in place; the book itself is touched only at the end.
"""

from __future__ import annotations

import datetime as dt
import json
import tempfile
from collections.abc import Callable
from pathlib import Path

from brief import accepted_outputs, atomic_write, build_lock, checkouts, processes
from brief.book import in_words
from brief.editor import changes, snapshot
from brief.errors import Stopped

CHANGELOG = "CHANGELOG.md"
UNRELEASED = "## Since the last edition"
REFRESHED = ".refreshed.csv"
LISTED = 12  # values and rows of one edit, in CHANGELOG


def accept(root: Path, why: list[str]) -> None:
    """Store what the notebooks now show, what is published and why it changed, or nothing. Raises Stopped."""
    reason = " ".join(" ".join(why).split())
    if not reason.strip('. "'):
        raise Stopped(f"say why, since readers will ask: {changes.ACCEPT}")
    store(root, take_refreshed, lambda log, told: with_line(log, reason, told))
    print(f"Next: {changes.TEST}")


def store(root: Path, edit: Callable[[Path], None], log: Callable[[str, dict], str]) -> None:
    """Do `edit` to a copy of the book, judge it, run its notebooks, and only then bring back all that changed, at once.

    `log` gets CHANGELOG's text and what was judged, and gives the new text. Raises Stopped with the book untouched.
    """
    with tempfile.TemporaryDirectory() as folder:
        copy = checkouts.as_it_stands(root, Path(folder) / "book")
        before = _files(copy)
        edit(copy)
        judged = judge(copy, root)
        print(judged["told"], flush=True)
        if judged["fallen"]:
            raise Stopped(f"{judged['fallen'][0]}; nothing was stored")
        accepted_outputs.store(copy, [], quiet=True)
        (copy / snapshot.PATH).write_text(judged["record"], encoding="utf-8", newline="\n")
        changelog = copy / CHANGELOG
        changelog.write_text(log(changelog.read_text(encoding="utf-8"), judged), encoding="utf-8", newline="\n")
        after = _files(copy)
    changed = {path: content for path, content in after.items() if content != before.get(path)}
    gone = sorted(before.keys() - after.keys())
    with build_lock.of(root):
        for path in (*changed, *gone):
            if atomic_write.bytes_of(root / path) != before.get(path, b""):
                raise Stopped(f"{path} was edited meanwhile; nothing was stored; run it again")
        atomic_write.write(root, changed, remove=gone)
    print(*(f"stored {path}" for path in changed), sep="\n")


def take_refreshed(book: Path) -> None:
    """Put refreshed tables in the place of the old ones."""
    for path in (book / "data").glob(f"*{REFRESHED}"):
        path.replace(path.with_name(path.name.replace(REFRESHED, ".csv")))


def with_line(log: str, why: str, told: dict) -> str:
    """CHANGELOG with one more dated line, under what came since the last edition.

    A row is named even where no printed number moved. What earlier commits had moved stands in a line of its own: the
    reason isn't theirs.
    """
    today = in_words(dt.date.today())
    line = f"- {today}: {why.rstrip('.')}{_listed([*told['moved'], *told['rows']])}.\n"
    if told["earlier"]:
        line += f"- {today}: Stored along with it, moved by earlier commits{_listed(told['earlier'])}.\n"
    if UNRELEASED in log:
        before, after = log.split(UNRELEASED, 1)
        return f"{before}{UNRELEASED}\n\n{line}{after.lstrip()}"
    before, mark, after = log.partition("\n## ")
    return f"{before}\n{UNRELEASED}\n\n{line}{mark}{after}"


def _listed(moved: list[str]) -> str:
    more = f"; and {len(moved) - LISTED} more" if len(moved) > LISTED else ""
    return f" ({'; '.join(' '.join(one.split()) for one in moved[:LISTED])}{more})" if moved else ""


def _files(book: Path) -> dict[str, bytes]:
    """Everything in a book but what is made from it: {path: content}."""
    paths = (path for path in book.rglob("*") if path.is_file() and not {"__pycache__", "_build"} & set(path.parts))
    return {path.relative_to(book).as_posix(): path.read_bytes() for path in paths}


def judge(copy: Path, root: Path) -> dict:
    """What `changes` says of the copy, by the copy's own package."""
    ended = processes.python(copy, "-m", "brief.editor.changes", str(copy), str(root))
    if ended.returncode:
        # Its last line says what is wrong, and where.
        raise Stopped(f"{ended.stderr.strip().splitlines()[-1]}; nothing was stored")
    return json.loads(ended.stdout)
