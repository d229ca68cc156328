"""What the book's own processes see of the machine they run on: none of its user's settings.

Verbs, kernels, git and tests all start from `environment`, so that a start-up file, a profile, a code page or a signing
key that somebody has set up for other work changes nothing here.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

BOOK = "BRIEF_BOOK"  # the variable that says which book a process works on
ENGINE = Path(__file__).resolve().parents[1]
JUPYTER_BOOK = "import brief; from jupyter_book.cli.main import main; main()"  # brief first: it spares an import
# Variables by which a user sets Python, its tools, git, colours and language.
OTHERS = ("PYTHON", "PYTEST", "PY_COLORS", "IPYTHON", "JUPYTER", "MYPY", "RUFF_", "FORCE_COLOR", "GIT_", "LC_", "LANG")


def book() -> Path:
    """The root of the book that this process works on: as it was told, else the nearest folder above that has a
    `_config.yml`, else the one that the engine lies in."""
    if told := os.environ.get(BOOK):
        return Path(told)
    here = Path.cwd()
    return next((folder for folder in (here, *here.parents) if (folder / "_config.yml").is_file()), ENGINE)


def engine(root: Path) -> Path:
    """The folder whose `brief/` a book runs with: its own root, where it carries the engine, else this one."""
    return root if (root / "brief" / "__init__.py").is_file() else ENGINE


def environment(root: Path) -> dict[str, str]:
    """The environment of a process that works on the book at `root`: its own package, UTF-8, nothing random."""
    nobody = str(root / "_build" / "nobody")  # in place of the folders in the user's home
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OTHERS)}
    return kept | {
        BOOK: str(root),
        "PYTHONPATH": os.pathsep.join(dict.fromkeys((str(root), str(engine(root))))),
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "LC_ALL": "C.UTF-8",
        # 1980: the first year that a zip can hold; from Python 3.14 on zips made by packages follow it too.
        "SOURCE_DATE_EPOCH": "315532800",
        "TZ": "UTC",
        "IPYTHONDIR": nobody,
        "JUPYTER_CONFIG_DIR": nobody,
        "JUPYTER_DATA_DIR": nobody,
        # A kernel started here must be this environment's, not one that the system has.
        "JUPYTER_PREFER_ENV_PATH": "1",
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        # Else git refuses a checkout that belongs to somebody else, as in a container.
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "safe.directory",
        "GIT_CONFIG_VALUE_0": "*",
    }


def python(root: Path, *words: str, **how) -> subprocess.CompletedProcess[str]:
    """This Python with those words, for the book at `root`; what it says is kept.

    `how` goes to `subprocess.run`: where it runs, what it inherits, where its complaints go.
    """
    usual: dict[str, Any] = {"cwd": root, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "check": False}
    command = [sys.executable, *words]
    return subprocess.run(command, env=environment(root), encoding="utf-8", errors="replace", **usual | how)
