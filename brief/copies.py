"""The book in another folder: as it stands, without what is made from it, or as a commit has it."""

from __future__ import annotations

import io
import shutil
import subprocess
import tarfile
from pathlib import Path

from brief import processes


def as_it_stands(root: Path, to: Path) -> Path:
    """Copy the book at `root` to the new folder `to`."""
    ignored = shutil.ignore_patterns(".venv", "_build", ".git", "__pycache__", "*.egg-info", ".*_cache")
    return Path(shutil.copytree(root, to, ignore=ignored))


def at_commit(root: Path, commit: str, to: Path, *parts: str) -> Path | None:
    """Lay a commit, or some folders of it, out in `to`; None where there is no history. Raises ValueError for a commit
    that isn't there."""
    made = _git(root, "archive", commit, *parts)
    if made is None:
        return None
    if made.returncode and commit != "HEAD":
        raise ValueError(f"no commit {commit!r} is known here")
    if made.returncode:
        return None
    with tarfile.open(fileobj=io.BytesIO(made.stdout)) as archive:
        archive.extractall(to, filter="data")
    return to


def last_edition(root: Path) -> str:
    """The last tag before the present commit; empty where there is none, or no history."""
    told = _git(root, "describe", "--tags", "--abbrev=0")
    return told.stdout.decode().strip() if told else ""


def _git(root: Path, *words: str) -> subprocess.CompletedProcess[bytes] | None:
    """What git did; None on a machine without it."""
    try:
        return subprocess.run(
            ["git", *words], cwd=root, env=processes.environment(root), capture_output=True, check=False
        )
    except FileNotFoundError:
        return None
