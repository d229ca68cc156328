"""What a build makes at some cost, kept for the next one: executed notebooks, numbers, pages, cards, pictures.

Each thing is filed under a hash of all that it depends on, so a stale one can't be found; a file that a build didn't
use is removed at its end.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from brief import atomic_write, book, numbers, processes
from brief.charts import captions

ENGINE = Path(__file__).parents[1]
MAKING = ("sphinx_ext", "theme", "templates", "lessons.py")  # what makes pages beside what chapters rest on
LOCK = processes.engine(book.ROOT) / "requirements.lock"
TIMEOUT = 120  # seconds that a cell may run, as in _config.yml
# What a chapter may rest on. A figure leaves its cell as data, so what lays it out isn't in it; nor is what runs in the
# page, goes on paper, checks, builds or serves the editor.
ROOMS = ("book.py", "templates/__init__.py", "data", "dates.py", "numbers.py", "claims.py", "charts")


def content_key(root: Path = book.ROOT) -> str:
    """A hash of all that a notebook’s outputs depend on beside its own text: data, code, lock, settings, words."""
    lock = files(processes.engine(root) / "requirements.lock")
    said = f"{book.read(root)}{captions.blocks(root / 'chapters')}"
    return hash_of(root, [*files(root / "data"), *code(root), *lock], said)


def code(root: Path, rooms: Iterable[str] = ROOMS) -> list[Path]:
    """The files of some rooms of the engine that the book at `root` runs with, and of the book's own analysis."""
    engine = processes.engine(root) / "brief"
    return [
        path
        for folder in (root / book.read(root).analysis, *(engine / room for room in rooms))
        for path in files(folder)
    ]


def made_by() -> list[Path]:
    """The files of the engine that make the pages."""
    return [path for room in MAKING for path in files(ENGINE / room)]


def executed(made: Path, root: Path = book.ROOT) -> Path:
    """The folder of executed notebooks, beside Sphinx's site in `made`; another one whenever the key changes."""
    return made.parent / "cache" / content_key(root)


def compute(kept: Path) -> None:
    """Let this process, and the kernels that it starts, read all numbers from a file beside the executed notebooks in
    `kept`, computed now if it isn't there. Numbers that can't be computed are complained of where they are quoted."""
    file = kept / "numbers.json"
    if not file.exists():
        kept.mkdir(parents=True, exist_ok=True)
        with suppress(Exception):
            numbers.keep(file)
        if kept.name != content_key():  # data or code were changed meanwhile
            file.unlink(missing_ok=True)
    os.environ[numbers.KEPT] = str(file)


def files(folder: Path) -> list[Path]:
    """All files below a folder, or the one file that it is; compiled Python left out."""
    return [path for path in (folder, *folder.rglob("*")) if path.is_file() and path.suffix != ".pyc"]


def hash_of(root: Path, paths: list[Path], more: str = "") -> str:
    """A hash of files of a book or its engine, names and content, and of what else is said."""
    digest = hashlib.sha256(more.encode())
    for path in sorted(paths):
        home = root if path.is_relative_to(root) else processes.engine(root)
        digest.update(path.relative_to(home).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


class Shelf:
    """A folder of made things. Without a folder nothing is kept and everything is made."""

    def __init__(self, folder: Path | None = None):
        self.folder = folder
        self._used: set[str] = set()
        self._lock = LOCK.read_bytes()

    def take(self, kind: str, source: bytes, make: Callable[[], bytes]) -> bytes:
        """What `make` returns, kept under `source`: all that it reads beside the packages of the lock.

        What it takes from the shelf itself stays there as long as it does: the pictures of a page that hasn't changed.
        """
        if self.folder is None:
            return make()
        path = self.folder / f"{kind}-{hashlib.sha256(source + self._lock).hexdigest()[:24]}"
        if not path.exists():
            before, self._used = self._used, set()
            content = make()
            path.parent.mkdir(parents=True, exist_ok=True)
            atomic_write.swap(path, " ".join(sorted(self._used)).encode() + b"\n" + content)
            self._used |= before
        inside, _, content = path.read_bytes().partition(b"\n")
        self._used |= {path.name, *inside.decode().split()}
        return content

    def tidy(self) -> None:
        """Remove what no build since this shelf was opened has used."""
        for path in self.folder.iterdir() if self.folder and self.folder.exists() else ():
            if path.name not in self._used:
                path.unlink()
