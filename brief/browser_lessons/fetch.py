"""What is fetched from the registries, by their own clients: each thing pinned in `pins.csv`, and kept once it fits."""

from __future__ import annotations

import base64
import csv
import hashlib
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

PINS = Path(__file__).with_name("pins.csv")
PYTHON = "3.14"  # what Pyodide runs


@dataclass(frozen=True)
class Pin:
    """A package of a registry (npm, or wheel for Python's), its version, and its hash in the registry's own writing."""

    registry: str
    name: str
    version: str
    hash: str

    def fits(self, content: bytes) -> bool:
        """True when the content has the pinned hash: base64 for npm, hexadecimal for a wheel."""
        kind, _, wanted = self.hash.partition("-")
        digest = hashlib.new(kind, content)
        return wanted in (digest.hexdigest(), base64.b64encode(digest.digest()).decode())


def pins() -> list[Pin]:
    with PINS.open(encoding="utf-8", newline="") as file:
        return [Pin(**row) for row in csv.DictReader(file)]


def fetch(shelf: Path) -> dict[str, Path]:
    """{package name: its file}, from the shelf where it lies there. RuntimeError, one line, when it can't be had."""
    shelf.mkdir(parents=True, exist_ok=True)
    missing = [pin for pin in pins() if not _kept(pin, shelf)]
    with tempfile.TemporaryDirectory(dir=shelf) as folder:
        for pin in (pin for pin in missing if pin.registry == "npm"):
            _npm(pin, Path(folder))
        _pip([pin for pin in missing if pin.registry == "wheel"], Path(folder))
        for pin in missing:
            path = _kept(pin, Path(folder))
            if path is None:
                raise RuntimeError(f"what came for {pin.name} {pin.version} hasn't the pinned hash")
            shutil.move(path, shelf / path.name)
    return {pin.name: path for pin in pins() if (path := _kept(pin, shelf))}


def _kept(pin: Pin, folder: Path) -> Path | None:
    stem = pin.name.replace("-", "[-_]") + f"-{pin.version}"
    return next(
        (path for end in (".tgz", "-*.whl") for path in folder.glob(stem + end) if pin.fits(path.read_bytes())), None
    )


def _npm(pin: Pin, folder: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        raise RuntimeError(f"npm isn't on this machine, and {pin.name} comes by it; the book builds without")
    _run([npm, "pack", f"{pin.name}@{pin.version}", "--silent"], pin.name, folder)


def _pip(wanted: list[Pin], folder: Path) -> None:
    if not wanted:
        return
    listed = folder / "wheels.txt"
    listed.write_text("".join(f"{pin.name}=={pin.version} --hash={pin.hash.replace('-', ':', 1)}\n" for pin in wanted))
    words = f"""-m pip download --quiet --disable-pip-version-check --no-deps --only-binary=:all: --require-hashes
        --python-version {PYTHON} --platform any --implementation py --abi none -r {listed.name} -d ."""
    _run([sys.executable, *words.split()], "the Python wheels", folder)


def _run(command: list[str], what: str, folder: Path) -> None:
    if subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode:
        raise RuntimeError(f"{what} could not be fetched (no network?); the book builds without")
