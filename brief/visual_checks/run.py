"""The verb: look at every figure, write the gallery, say what failed and what changed."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from brief import build, checkouts, processes
from brief.visual_checks import browser, report
from brief.visual_checks.capture import look

FOLDER = Path("_build") / "gallery"
BUILD = "import sys; from brief.__main__ import run; sys.exit(run(['book']))"


def run(root: Path, against: str = "") -> int:
    """Build the site at `root` and look at it; 1 if a figure fails. `against` names an older site."""
    with older_site(root, against) as before:
        site = build.build_book(root)
        began = time.perf_counter()
        with browser.started() as chromium:
            looks = list(look(chromium, site))
            # Moved settings are for measuring, and what was wrong with an older site is past.
            changes = report.differences(look(chromium, before, moved=False), looks) if before else None
    page = report.write(root / FOLDER, looks, changes)
    failed = report.faults(looks)
    print(*failed, sep="\n", end="\n" if failed else "")
    if changes is None:
        print("Compared with nothing; AGAINST names a commit or the folder of an older site")
    else:
        changed = {one.name for pair in changes for one in pair if one}
        print(f"{len(changed)} figures look otherwise than in {against or 'the last edition'}")
    print(
        f"{len(failed)} to mend" if failed else "Nothing to mend",
        f"({len({one.name for one in looks})} figures, {len(looks)} looks in "
        f"{time.perf_counter() - began:.0f} s). The gallery is at {page.relative_to(root)}",
    )
    return int(bool(failed))


@contextmanager
def older_site(root: Path, against: str) -> Iterator[Path | None]:
    """The site to compare with: a folder that holds one, or a commit or tag of the book, built by its own package.

    Unasked it is the last edition, the last tag; None where there is none. Raises ValueError for a commit that isn’t
    there, RuntimeError for anything else.
    """
    try:
        against = against or checkouts.last_edition(root)
    except checkouts.NoHistory as why:
        print(f"The last edition is not known, since {why}")
    with tempfile.TemporaryDirectory() as folder:
        if not against:
            yield None
        elif not Path(against).is_dir():
            yield _built(root, against, Path(folder))
        elif (Path(against) / "index.html").exists():
            yield Path(against)
        else:
            raise RuntimeError(f"{against} holds no site to compare with (no index.html)")


def _built(root: Path, commit: str, folder: Path) -> Path:
    try:
        book = checkouts.at_commit(root, commit, folder)
    except checkouts.NoHistory as why:
        raise RuntimeError(f"{commit} is no folder, and no commit: {why}") from None
    print(f"Building the book as {commit} has it ...", flush=True)
    built = processes.python(book, "-c", BUILD)
    if built.returncode:
        said = (built.stderr or built.stdout).strip().splitlines()[-1]
        raise RuntimeError(f"the book as {commit} has it cannot be built with what is installed now: {said}")
    return book / "_build" / "html"
