"""Putting the built site where the world reads it: a folder that a web server serves.

The book is checked, the site built, tested and copied beside the target, and only then takes its place. Whatever stops
that, before or in the middle, the old site is whole: in its place or, after a kill between two renames, under its other
name, from where the next run puts it back.

    target/                the site, and `published.json`, which says which book and edition it is
    target/editions/0.1.0/ an edition that keeps its address for good
"""

from __future__ import annotations

import json
import shutil
import tomllib
from pathlib import Path

from brief import build, build_lock, dates, processes
from brief.book import BOOK
from brief.browser_lessons import publish as lessons
from brief.editor import changes
from brief.errors import Stopped
from brief.lint import book, run
from brief.sphinx_ext import site_checks

MARK, EDITIONS = "published.json", "editions"


def publish(root: Path, folder: Path, edition: bool = False) -> None:
    """Build, check and publish the book at `root` into `folder`. Raises Stopped."""
    to = folder.resolve()
    _restore(to)
    if to.exists() and not to.is_dir():
        raise Stopped(f"{to} is a file; name a folder")
    if to.exists() and any(to.iterdir()) and not (to / MARK).exists():
        raise Stopped(f"{to} holds something else than a published site (no {MARK}), so nothing was touched")
    with build_lock.of(root):
        was = build.own_files(root)
        refuse_unready(root)
        make_lessons(root)
        site = build.build_book(root)
        check(site)
        test(root)
        if build.own_files(root) != was:
            raise Stopped("the book was edited meanwhile; nothing was published; run it again")
        version = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
        put(site, to, version, edition)
    print(f"Published at {to}, edition {version}: checked, as accepted, its pages tested; the whole suite is `test`")


def refuse_unready(root: Path) -> None:
    """A book is published as it was accepted, and with nothing that `make check` would have mended. The whole suite is
    `make test`'s."""
    if found := run.problems(root):
        raise Stopped(f"{found[0]}\n{len(found)} to mend before it is published; all of them: {book.AGAIN}")
    told = changes.report(root)
    if told.to_mend or not told.stored:
        raise Stopped(f"what the book shows is no longer what was accepted. Next: {changes.AGAIN}")


def make_lessons(root: Path) -> None:
    """The lessons that run in the browser, unless they are there: a published site has them where they can be had."""
    from brief.browser_lessons import make

    try:
        if not lessons.is_current(root):
            make.build(root)
    except RuntimeError as lack:
        print(f"Left out, the lessons that run in the browser: {lack}")


def check(site: Path) -> None:
    """What every copy must pass: nothing loads from elsewhere, no link is dead, no page is too heavy."""
    if problems := [*site_checks.outside(site), *site_checks.dead(site)] or site_checks.too_heavy(site):
        raise Stopped("the built site is not fit to publish\n" + "\n".join(problems[:20]))


def test(root: Path) -> None:
    """The tests of the built pages. Raises Stopped with the end of what they say."""
    ended = processes.python(root, "-m", "pytest", "tests/test_site.py", "-q")
    if ended.returncode:
        raise Stopped(f"the built site fails its tests\n{ended.stdout[-3000:]}")


def put(site: Path, to: Path, version: str, edition: bool) -> None:
    """Copy `site` beside `to`, bring the editions along, and let the copy take the place of `to`."""
    fresh, old = _beside(to, "new"), _beside(to, "old")
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(site, fresh)
    kept = to / EDITIONS
    if kept.exists():
        shutil.copytree(kept, fresh / EDITIONS)
    if edition:
        if (fresh / EDITIONS / version).exists():
            raise Stopped(f"edition {version} is published already and keeps its address; raise the version")
        shutil.copytree(site, fresh / EDITIONS / version)
    said = {"book": BOOK.title, "version": version, "edition": f"{dates.EDITION}"}
    (fresh / MARK).write_text(json.dumps(said) + "\n")
    # GitHub Pages would otherwise leave out folders whose names begin with an underscore.
    (fresh / ".nojekyll").touch()
    to.parent.mkdir(parents=True, exist_ok=True)
    if to.exists():
        to.rename(old)
    try:
        fresh.rename(to)
    except BaseException:
        _restore(to)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _beside(to: Path, what: str) -> Path:
    return to.with_name(f".{to.name}.{what}")


def _restore(to: Path) -> None:
    """Put an old site back that an earlier run had moved aside when it was stopped."""
    old = _beside(to, "old")
    if old.exists() and not to.exists():
        old.rename(to)
    shutil.rmtree(old, ignore_errors=True)
