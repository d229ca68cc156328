"""Accepting an edit: new outputs, the record of what is published and a dated line in CHANGELOG, all or nothing.

Everything is tried on a copy of the book, with refreshed tables in place; the book itself is touched only at the end.
"""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from brief import bench, build
from brief.desk import record, together

CHANGELOG = "CHANGELOG.md"
UNRELEASED = "## Since the last edition"
REFRESHED = ".refreshed.csv"


class NotAccepted(RuntimeError):
    """Nothing was stored, and this is why."""


def accept(root: Path, why: str) -> None:
    """Store what the notebooks now show, what is published and why it changed. Raises NotAccepted; stores all or nothing."""
    why = " ".join(why.split())
    if not why.strip('. "'):
        raise NotAccepted('say why, since readers will ask: make accept WHY="..." (python -m brief accept "...")')
    with tempfile.TemporaryDirectory() as folder:
        copy = bench.copy_book(root, Path(folder) / "book")
        taken = take_refreshed(copy)
        seen = {path: _bytes(copy / path) for path in _stored(copy)}
        judged = _judge(copy, root)
        print(judged["told"], flush=True)
        if judged["fallen"]:
            raise NotAccepted(f"{judged['fallen'][0]}; nothing was stored")
        build.store_outputs(copy, [])
        (copy / record.PATH).write_text(judged["record"], encoding="utf-8", newline="\n")
        log = copy / CHANGELOG
        log.write_text(with_line(log.read_text(encoding="utf-8"), why, judged["moved"]), encoding="utf-8", newline="\n")
        new = {path: _bytes(copy / path) for path in _stored(copy)}
    if meanwhile := [path for path, was in seen.items() if _bytes(root / path) != was]:
        raise NotAccepted(f"{meanwhile[0]} was edited meanwhile; nothing was stored; run it again")
    changed = {path: content for path, content in new.items() if content != seen[path]}
    tables = {target: content for target, content in taken.items()}
    together.write(root, changed | tables, remove=[path.replace(".csv", REFRESHED) for path in taken])
    for path in changed | tables:
        print(f"stored {path}")
    print("Next: make test, then commit   (without make: python -m brief test)")


def take_refreshed(copy: Path) -> dict[str, bytes]:
    """Put refreshed tables in the place of the old ones in a copy; gives {path of the table: new content}."""
    taken = {}
    for path in sorted((copy / "data").glob(f"*{REFRESHED}")):
        target = path.with_name(path.name.replace(REFRESHED, ".csv"))
        taken[target.relative_to(copy).as_posix()] = path.read_bytes()
        path.replace(target)
    return taken


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


def _stored(root: Path) -> list[str]:
    notebooks = sorted(path.relative_to(root).as_posix() for path in (root / "chapters").glob("*.ipynb"))
    return [*notebooks, record.PATH, CHANGELOG]


def _judge(copy: Path, root: Path) -> dict:
    """What `changes` says of the copy, by the copy's own package."""
    ended = subprocess.run([sys.executable, "-m", "brief.desk.changes", str(copy), str(root)], cwd=copy,
                           env=build.environment(copy), capture_output=True, text=True, check=False)
    if ended.returncode:
        raise NotAccepted(f"{ended.stderr.strip().splitlines()[-1]}; nothing was stored")
    return json.loads(ended.stdout)


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.exists() else b""
