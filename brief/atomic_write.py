"""Several files written at once or not at all, whatever stops the machine in between; one file whole or not at all.

New contents are first laid down in `_build/desk/next`, then a list of them is written, and only then are they moved
into place. Stopped before the list is there, nothing has happened; stopped after, the next verb finishes the moves.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from brief import build_lock

STAGE = Path("_build") / "desk" / "next"
LIST = "list.json"


def write(root: Path, contents: dict[str, bytes], remove: Iterable[str] = ()) -> None:
    """Write `contents` ({path from `root`: bytes}) and remove the files named in `remove`, all or nothing."""
    stage = root / STAGE
    with build_lock.of(root):
        shutil.rmtree(stage, ignore_errors=True)
        stage.mkdir(parents=True)
        for place, content in enumerate(contents.values()):
            _put(stage / str(place), content)
        _put(stage / "list.part", json.dumps({"write": list(contents), "remove": list(remove)}).encode())
        os.replace(stage / "list.part", stage / LIST)
        finish(root)


def finish(root: Path) -> bool:
    """Finish the moves that a `write` had begun; says whether there were any."""
    stage = root / STAGE
    if not (stage / LIST).exists():
        return False
    with build_lock.of(root):
        if not (stage / LIST).exists():  # its writer was only at work
            return False
        todo = json.loads((stage / LIST).read_text(encoding="utf-8"))
        for place, name in enumerate(todo["write"]):
            if (stage / str(place)).exists():
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                os.replace(stage / str(place), root / name)
        for name in todo["remove"]:
            (root / name).unlink(missing_ok=True)
        # The list goes first: contents without a list count for nothing.
        (stage / LIST).unlink(missing_ok=True)
        shutil.rmtree(stage, ignore_errors=True)
    return True


def swap(path: Path, content: bytes) -> None:
    """Write one file beside and swap it in, so that whoever reads it finds the old content or the new, never a part."""
    beside = path.with_suffix(f".{os.getpid()}")
    try:
        beside.write_bytes(content)
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def bytes_of(path: Path) -> bytes:
    """A file's content, nothing where there is no file."""
    return path.read_bytes() if path.exists() else b""


def _put(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
