"""A new brief to start from: the small one of `tests/other_brief`, complete, with the engine beside it."""

from __future__ import annotations

import shutil
from pathlib import Path

from brief import processes

EXAMPLE = Path("tests", "other_brief")
WITH_IT = ("brief", "Makefile", "pyproject.toml", "requirements.lock", ".codespellrc", ".gitattributes", ".gitignore")


class NotMade(ValueError):
    """Nothing was written, and this is why."""


def make(root: Path, folder: Path) -> None:
    """Make a brief that builds in `folder`, which must not be there or be empty. Raises NotMade."""
    engine, to = processes.engine(root), root / folder
    example = engine / EXAMPLE
    if not example.is_dir():
        raise NotMade(f"{EXAMPLE.as_posix()} is not here, and a new brief is made from it: run this in the book itself")
    if to.exists() and (not to.is_dir() or any(to.iterdir())):
        raise NotMade(f"{to} is there already and is not empty; name another folder")
    made = shutil.ignore_patterns("__pycache__", "_build")
    shutil.copytree(example, to, ignore=made, dirs_exist_ok=True)
    for name in WITH_IT:
        source = engine / name
        if source.is_dir():
            shutil.copytree(source, to / name, ignore=made)
        else:
            shutil.copy(source, to / name)
    print(f"Made {to}. Next: cd there, make book, and read README.md, which says what to put in whose place")
