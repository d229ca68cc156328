"""The verb: look at every figure, write the gallery, say what failed and what changed."""

from __future__ import annotations

import time
from pathlib import Path

from brief import build
from brief.visual_checks import browser, compare, last_edition, report
from brief.visual_checks.capture import look

FOLDER = Path("_build") / "gallery"


def run(root: Path, against: str = "") -> int:
    """Build the site at `root` and look at it; 1 if a figure fails. `against` names an older site."""
    with last_edition.site(root, against) as before:
        site = build.build_book(root)
        began = time.perf_counter()
        with browser.started() as chromium:
            looks = list(look(chromium, site))
            # Moved settings are for measuring, and what was wrong with an older site is past.
            old = list(look(chromium, before, moved=False)) if before else []
            changes = list(compare.differences(chromium, old, looks)) if before else None
    page = report.write(root / FOLDER, looks, changes)
    failed = report.problems(looks)
    for same in failed.values():
        print(report.line(same))
    figures = {one.name for one in looks}
    if changes is None:
        print("Compared with nothing; AGAINST names a commit or the folder of an older site")
    else:
        changed = {one.look.name for one in changes}
        print(f"{len(changed)} figures look otherwise than in {against or 'the last edition'}")
    print(
        f"{len(failed)} to mend" if failed else "Nothing to mend",
        f"({len(figures)} figures, {len(looks)} looks in "
        f"{time.perf_counter() - began:.0f} s). The gallery is at {page.relative_to(root)}",
    )
    return 1 if failed else 0
