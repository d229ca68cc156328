"""The book in another folder: as it stands, without what is made from it, or as a commit has it."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import tarfile
from pathlib import Path

from brief import processes
from brief.errors import Stopped

SHALLOW = "this clone holds the last commits only: git fetch --unshallow --tags"


def as_it_stands(root: Path, to: Path) -> Path:
    """Copy the book at `root` to the new folder `to`; compiled Python comes along, since compiling it takes longer."""
    ignored = shutil.ignore_patterns(".venv", "_build", ".git", "*.egg-info", ".*_cache")
    return Path(shutil.copytree(root, to, ignore=ignored))


class NoHistory(Stopped):
    """Git can't say what an earlier commit held; the message says why, and what helps."""


def at_commit(root: Path, commit: str, to: Path, *parts: str) -> Path:
    """Lay a commit, or some folders of it, out in `to`. Raises NoHistory, or ValueError for an unknown commit."""
    with tarfile.open(fileobj=io.BytesIO(_git(root, "archive", commit, *parts))) as archive:
        # Python has filters from 3.11.4 on, and Debian 12 has 3.11.2; what git packs of this clone is safe either way.
        archive.extraction_filter = getattr(tarfile, "data_filter", lambda member, path: member)
        archive.extractall(to)
    return to


def last_edition(root: Path) -> str:
    """The last tag before the present commit; empty where there is none. Raises NoHistory."""
    if _git(root, "tag", "--merged", "HEAD"):
        return _git(root, "describe", "--tags", "--abbrev=0").decode().strip()
    if _is_shallow(root):
        raise NoHistory(SHALLOW)
    return ""


def _is_shallow(root: Path) -> bool:
    return _git(root, "rev-parse", "--is-shallow-repository").strip() == b"true"


def _git(root: Path, *words: str) -> bytes:
    """What git says, or why it says nothing."""
    try:
        ended = subprocess.run(["git", *words], cwd=root, env=processes.environment(root), capture_output=True)
    except FileNotFoundError:
        raise NoHistory("git is not installed here") from None
    if not ended.returncode:
        return ended.stdout
    why = ended.stderr.decode(errors="replace").strip()
    if "not a git repository" in why:
        raise NoHistory("this folder is no git clone (a zip file carries no history)")
    if re.search("directory is untracked|did not match any files", why):  # before git 2.43, and since
        raise NoHistory("this folder is not part of the git clone that it lies in")
    if re.search("not a valid object name|malformed object name", why):
        if "HEAD" in words:
            raise NoHistory("nothing is committed yet")
        raise ValueError(f"no commit {words[1]!r} is known here{f'; {SHALLOW}' if _is_shallow(root) else ''}")
    raise NoHistory(f"git says: {why.splitlines()[0] if why else f'nothing, and ends with {ended.returncode}'}")
