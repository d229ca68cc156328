"""An older site to compare with: a folder, a commit, or the last edition."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from brief import build, checkouts

BUILD = "import sys; from brief.__main__ import run; sys.exit(run(['book']))"


@contextmanager
def site(root: Path, against: str) -> Iterator[Path | None]:
    """The site to compare with: a folder that holds one, or a commit or tag of the book, built by its own package.

    Unasked it is the last edition, the last tag; None where there is none. Raises ValueError for a
    commit that isn’t there, RuntimeError for anything else.
    """
    try:
        against = against or checkouts.last_edition(root)
    except checkouts.NoHistory as why:
        print(f"The last edition isn’t known, since {why}")
    if not against:
        yield None
    elif Path(against).is_dir():
        if not (Path(against) / "index.html").exists():
            raise RuntimeError(f"{against} holds no site to compare with (no index.html)")
        yield Path(against)
    else:
        with _built(root, against) as made:
            yield made


@contextmanager
def _built(root: Path, commit: str) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        try:
            book = checkouts.at_commit(root, commit, Path(folder))
        except checkouts.NoHistory as why:
            raise RuntimeError(f"{commit} is no folder, and no commit: {why}") from None
        print(f"Building the book as {commit} has it ...", flush=True)
        built = subprocess.run(
            [sys.executable, "-c", BUILD],
            cwd=book,
            env=build.environment(book),
            check=False,
            capture_output=True,
            encoding="utf-8",
        )
        if built.returncode:
            raise RuntimeError(
                f"the book as {commit} has it can’t be built with what is installed now: "
                f"{(built.stderr or built.stdout).strip().splitlines()[-1]}"
            )
        yield book / "_build" / "html"
