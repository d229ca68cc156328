"""The verb: look at every figure, say what failed and what changed, and write the gallery, one page with its pictures
beside it: what failed, what changed, then every figure in every view."""

from __future__ import annotations

import re
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from brief import build, checkouts, processes
from brief.charts.theme import PALETTE
from brief.templates import as_filter, render
from brief.visual_checks import browser, capture
from brief.visual_checks.capture import LIVE, STILL, Look

FOLDER = Path("_build") / "gallery"
BUILD = "import sys; from brief.__main__ import run; sys.exit(run(['book']))"
PADDING = 12  # px, around a picture
Change = tuple[Look | None, Look | None]


def run(root: Path, against: str = "") -> int:
    """Build the site at `root` and look at it; 1 if a figure fails. `against` names an older site."""
    with older_site(root, against) as before:
        site = build.build_book(root)
        began = time.perf_counter()
        with browser.started() as chromium:
            looks = list(capture.look(chromium, site))
            # Moved settings are for measuring, and what was wrong with an older site is past.
            changes = differences(capture.look(chromium, before, moved=False), looks) if before else None
    page = write(root / FOLDER, looks, changes)
    failed = faults(looks)
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


def differences(older: Iterable[Look], newer: Iterable[Look]) -> list[Change]:
    """(before, now) of each figure that looks otherwise in a view, still or live; None where one site hasn't it.

    The same browser draws both, so equal figures are the same bytes.
    """
    sites = [{(*one.name, one.view): one for one in looks if one.state in (STILL, LIVE)} for looks in (older, newer)]
    pairs = [tuple(site.get(place) for site in sites) for place in sorted({*sites[0], *sites[1]})]
    return [(old, now) for old, now in pairs if not (old and now and old.picture == now.picture)]


def faults(looks: Iterable[Look]) -> list[str]:
    """A line for each fault: page, figure, what is wrong, in which views."""
    found: dict[tuple[str, ...], list[str]] = {}
    for look in looks:
        for one in look.problems:
            found.setdefault((*look.name, one.said, one.rule), []).append(look.view)
    return [
        f"{page} #{figure}: {said} ({rule}; {views[0]}{_more(len(views) - 1)})"
        for (page, figure, said, rule), views in found.items()
    ]


def _more(views: int) -> str:
    return f" and {views} more view{'s' if views > 1 else ''}" if views else ""


def write(folder: Path, looks: Iterable[Look], changes: list[Change] | None) -> Path:
    """Fill `folder` with the page and its pictures and return the page. `changes` is None if nothing was compared."""
    shutil.rmtree(folder, ignore_errors=True)
    looks = [look for look in looks if look.picture]
    now = [*looks, *(new for _, new in changes or [] if new)]
    for kind, of_kind in (("now", now), ("old", [old for old, _ in changes or [] if old])):
        (folder / kind).mkdir(parents=True)
        for look in of_kind:
            (folder / file(look, kind)).write_bytes(look.picture)
    figures = [
        (same[0], faults(same), _grouped(same, lambda look: look.state))
        for same in _grouped(looks, lambda look: look.name)
    ]
    page = folder / "index.html"
    said = {"faults": faults(looks), "changes": changes, "figures": figures}
    page.write_text(render("gallery.html", padding=PADDING, paper=PALETTE["page"], **said), encoding="utf-8")
    return page


def _grouped(looks: Iterable[Look], key: Callable[[Look], object]) -> list[list[Look]]:
    """The looks with the same key together, in the order in which each key is first met."""
    found: dict[object, list[Look]] = {}
    for look in looks:
        found.setdefault(key(look), []).append(look)
    return [*found.values()]


@as_filter
def file(look: Look, kind: str) -> str:
    """The name of a look's picture beside the page."""
    state = re.sub(r"[^\w.-]", "_", look.state)
    return f"{kind}/{Path(look.page).stem}--{look.figure}--{look.width}-{look.mode}--{state}.png"
