"""The verb: look at every figure, write the gallery, say what failed and what changed."""

from __future__ import annotations

import time
from pathlib import Path

from brief import build
from brief.gallery import browser, differ, sheet
from brief.gallery.look import look

FOLDER = Path("_build") / "gallery"


def run(root: Path, against: str = "") -> int:
    """Build the site at `root` and look at it; 1 if a figure fails. `against` is the folder of an older site."""
    older = _site(Path(against)) if against else None
    site = build.build_book(root)
    began = time.perf_counter()
    with browser.started() as chromium:
        looks = list(look(chromium, site))
        # Moved settings are for measuring, and what was wrong with an older site is past.
        old = list(look(chromium, older, moved=False)) if older else []
        changes = list(differ.differences(chromium, old, looks)) if older else None
    page = sheet.write(root / FOLDER, looks, changes)
    failed = sheet.problems(looks)
    for same in failed.values():
        print(sheet.line(same))
    figures = {one.name for one in looks}
    if changes is not None:
        print(f"{len({one.look.name for one in changes})} figures look otherwise than in {against}")
    print(f"{len(failed)} to mend" if failed else "Nothing to mend", f"({len(figures)} figures, {len(looks)} looks in "
          f"{time.perf_counter() - began:.0f} s). The gallery is at {page.relative_to(root)}")
    return 1 if failed else 0


def _site(folder: Path) -> Path:
    """A published site or one of its editions; anything else is refused before the build."""
    if not (folder / "index.html").exists():
        raise RuntimeError(f"{folder} holds no site to compare with (no index.html)")
    return folder
