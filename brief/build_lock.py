"""One owner of `_build` at a time: whoever builds, swaps or clears there, or writes files together, holds its lock.

Another one waits a little, and says for whom, or stops. The system takes the lock back when its holder has ended,
however it ended; what the holder has started may hold it too, since a killed build's children still write.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from brief.errors import Stopped

LOCK = Path("_build") / "owner"
WAIT = 300.0  # seconds; a first build takes a minute or two
_FAR = 1 << 30  # Windows lets nobody read the bytes that are locked: one that isn't there does as well

verb = "a build"  # what this process is asked to do, for those who wait
_held: dict[Path, IO[str]] = {}


@contextmanager
def of(root: Path, wait: float | None = None) -> Iterator[None]:
    """Own `_build` of the book at `root`, inside an owner too. Raises Stopped when another one doesn't end in time."""
    root = root.resolve()
    if root in _held:
        yield
        return
    (root / LOCK).parent.mkdir(parents=True, exist_ok=True)
    with (root / LOCK).open("a+", encoding="utf-8") as file:
        _take(file, WAIT if wait is None else wait)
        file.truncate(0)
        file.write(f"{verb} (process {os.getpid()}, since {dt.datetime.now():%H:%M:%S})")
        file.flush()
        _held[root] = file
        try:
            yield
        finally:
            del _held[root]


def shared(root: Path) -> dict:
    """What makes `subprocess` hand the lock on to a child that writes in `_build`; Windows can't."""
    held = _held.get(root.resolve())
    return {"pass_fds": [held.fileno()]} if held and sys.platform != "win32" else {}


def _take(file: IO[str], wait: float) -> None:
    until, told = time.monotonic() + wait, False
    while not _locked(file):
        file.seek(0)
        holder = file.read() or "another verb"
        if time.monotonic() >= until:
            raise Stopped(f"{holder} is at work in _build; nothing was done; run this again when that has ended")
        if not told:
            print(f"waiting for {holder}, which is at work in _build", file=sys.stderr, flush=True)
        told = True
        time.sleep(0.2)


def _locked(file: IO[str]) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(_FAR)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True
