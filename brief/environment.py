"""Set-up on a fresh machine: `.venv` from the hash-locked list, made once and again when that changes.

Uses the standard library only, since it runs before anything is installed.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

TESTED = (3, 11)


class NotReady(RuntimeError):
    """The environment could not be made."""


def ensure(root: Path) -> Path:
    """Return the Python of `root/.venv`, making or renewing it where needed."""
    venv = root / ".venv"
    python = venv / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    stamp, wanted = venv / "made-from", _wanted(root)
    if python.exists() and stamp.exists() and stamp.read_text() == wanted:
        return python
    print("Setting up .venv (once; two to five minutes) ...", flush=True)
    _run([_tested_python(), "-m", "venv", "--clear", str(venv)])
    pip = [str(python), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    _run([*pip, "--require-hashes", "-r", str(root / "requirements.lock")])
    # The package itself has no hash: it is this folder.
    _run([*pip, "--no-deps", "--no-build-isolation", "--editable", str(root)])
    stamp.write_text(wanted)
    return python


def _wanted(root: Path) -> str:
    files = (root / "requirements.lock", root / "pyproject.toml")
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


def _tested_python() -> str:
    if sys.version_info[:2] == TESTED:
        return sys.executable
    name = "python" + ".".join(map(str, TESTED))
    found = shutil.which(name)
    if found is None:
        here = ".".join(map(str, sys.version_info[:2]))
        raise NotReady(f"this book is tested with {name}, which isn't on this machine (this is Python {here})")
    return found


def _run(command: list[str]) -> None:
    if subprocess.run(command, check=False).returncode:
        raise NotReady(f"set-up stopped at: {' '.join(command[1:4])}")
