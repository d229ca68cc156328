"""Set-up on a fresh machine: `.venv` from the hash-locked list, made once and again when that changes.

Uses the standard library only, since it runs before anything is installed, and nothing newer than Python 3.8, so that
an older Python can say what is missing.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

from brief.errors import Stopped

MINORS = range(11, 15)  # of Python 3, as `requires-python` in pyproject.toml says
_ABOUT = "import sys, importlib.util as util; print(sys.version_info[1], int(bool(util.find_spec('ensurepip'))))"


def ensure(root: Path) -> Path:
    """Return the Python of `root/.venv`, making or renewing it where needed."""
    venv = root / ".venv"
    python = venv / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    stamp, wanted = venv / "made-from", _wanted(root)
    if python.exists() and stamp.exists() and stamp.read_text() == wanted:
        return python
    base = _base()
    print("Setting up .venv (once; two to five minutes) ...", flush=True)
    shutil.rmtree(venv, ignore_errors=True)
    _run([base, "-m", "venv", str(venv)])
    install = [str(python), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    _run([*install, "--require-hashes", "-r", str(root / "requirements.lock")])
    # The package itself has no hash: it is this folder, which pip would misread if its name ended in brackets.
    _run([*install, "--no-deps", "--no-build-isolation", "--editable", "."], root)
    stamp.write_text(wanted)
    return python


def _wanted(root: Path) -> str:
    files = (root / "requirements.lock", root / "pyproject.toml")
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


def _base() -> str:
    """The first suitable Python that brings pip, this one before others on the path."""
    # Run from `.venv`, this Python is about to be removed; the one that made it stays.
    this = getattr(sys, "_base_executable", None) or sys.executable
    names = [this, *(f"python3.{minor}" for minor in reversed(MINORS))]
    found = [(minor, name, has_pip) for name in names for minor, has_pip in _about(name) if minor in MINORS]
    for _, name, has_pip in found:
        if has_pip:
            return name
    if found:
        name = f"python3.{found[0][0]}"
        raise Stopped(f"{name} comes without pip; install it (Debian, Ubuntu: apt install {name}-venv)")
    here, known = sys.version.split()[0], f"3.{MINORS[0]} to 3.{MINORS[-1]}"
    raise Stopped(f"the book works with Python {known}; this is {here}, and none of them is on the path")


def _about(name: str) -> list[tuple[int, bool]]:
    """The minor version of a Python, and whether it brings pip; nothing where it can't be run."""
    try:
        minor, has_pip = subprocess.run([name, "-c", _ABOUT], capture_output=True, check=True).stdout.split()
    except (OSError, subprocess.CalledProcessError):
        return []
    return [(int(minor), has_pip == b"1")]


def _run(command: list[str], folder: Path | None = None) -> None:
    if subprocess.run(command, cwd=folder, check=False).returncode:
        raise Stopped(f"set-up stopped at: {' '.join(command[1:4])}")
