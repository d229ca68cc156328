"""What is fetched from the registries, by their own clients, and kept once it has the hashes pinned here.

Wheels are pinned in `wheels.txt`, which pip reads and checks; Python for the browser, which comes by npm, below.
"""

from __future__ import annotations

import base64
import hashlib
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

WHEELS = Path(__file__).with_name("wheels.txt")
PYODIDE = "314.0.6"
PYODIDE_SHA512 = "BKDTJyIqFxC4BExLqeRS3f5xvXZIjOt8C3zGLN/Cc7tFxSwvKVhVkchQQ2AGLOtR4YrVOIFxbV8poyDOOmWwxQ=="
PYTHON = "3.14"  # what Pyodide runs


def fetch(shelf: Path) -> Path:
    """The folder with all wheels and Pyodide's archive, made on the shelf unless it is there. Raises RuntimeError, one
    line, when something can't be had or isn't what was pinned."""
    pinned = WHEELS.read_bytes() + PYODIDE_SHA512.encode()
    kept = shelf / hashlib.sha256(pinned).hexdigest()[:12]
    if not kept.exists():
        shelf.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=shelf) as folder:
            fresh = Path(folder) / "whole"
            fresh.mkdir()
            _npm(fresh)
            _pip(fresh)
            fresh.rename(kept)
    return kept


def _npm(folder: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        raise RuntimeError("npm is not on this machine, and Pyodide comes by it; the book builds without")
    _run([npm, "pack", f"pyodide@{PYODIDE}", "--silent"], "Pyodide", folder)
    came = hashlib.sha512(archive(folder).read_bytes()).digest()
    if came != base64.b64decode(PYODIDE_SHA512):
        raise RuntimeError(f"what came for pyodide {PYODIDE} does not have the pinned hash")


def _pip(folder: Path) -> None:
    words = f"""-m pip download --quiet --disable-pip-version-check --no-deps --only-binary=:all: --require-hashes
        --python-version {PYTHON} --platform any --implementation py --abi none -d . -r"""
    _run([sys.executable, *words.split(), str(WHEELS)], "the Python wheels", folder)


def archive(folder: Path) -> Path:
    """Pyodide as npm packs it."""
    return folder / f"pyodide-{PYODIDE}.tgz"


def _run(command: list[str], what: str, folder: Path) -> None:
    if subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode:
        raise RuntimeError(f"{what} could not be fetched as pinned (no network?); the book builds without")
