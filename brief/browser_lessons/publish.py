"""Put the folder that `make` has built into the site, and links to it on the pages that have a place for them.

A place is an empty `<div class="fa-run fa-script" data-lessons="range trade">`. Without the folder, or when it is older
than the book, the places stay empty and nobody is led to a page that isn't there.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

from brief import book
from brief.browser_lessons import notebook
from brief.sphinx_ext import build_cache
from brief.sphinx_ext.site_zip import LITE
from brief.templates import render

ABOUT = "about.json"  # in the folder: from what it was made, and its size
ROOMS = ("book.py", "browser_lessons", "charts", "numbers.py", "data", "templates/browser_lessons")
_PLACE = re.compile(r'(<div class="fa-run fa-script" data-lessons="([a-z ]+)">)\s*(</div>)')


def key(root: Path) -> str:
    """A hash of all that the folder is made from: tables, the package's rooms that the lessons draw on, the lock."""
    made_from = [*build_cache.files(root / "data"), *build_cache.code(root, ROOMS), build_cache.LOCK]
    return build_cache.hash_of(root, made_from, str(book.read(root)))


def is_current(root: Path) -> bool:
    """Whether the folder is there, and made from the book as it stands."""
    about = root / "_build" / LITE / ABOUT
    return about.exists() and json.loads(about.read_text(encoding="utf-8"))["key"] == key(root)


def add(root: Path, site: Path) -> bool:
    """Copy `_build/lite` into the site and link it. Returns False, and says why, when it isn't there or is too old."""
    made = root / "_build" / LITE
    if not (made / ABOUT).exists():
        return False
    if not is_current(root):
        print("The notebooks for the browser are older than the book and are left out; `make lite` renews them")
        return False
    shutil.copytree(made, site / LITE)
    about = json.loads((made / ABOUT).read_text(encoding="utf-8"))
    for page in sorted(site.glob("**/*.html")):
        if (site / LITE) not in page.parents:
            _link(page, "../" * len(page.relative_to(site).parent.parts), about["megabytes"])
    return True


def _link(page: Path, up: str, megabytes: int) -> None:
    text = page.read_text(encoding="utf-8")

    def filled(place):
        lessons = [(notebook.title(name), f"{up}{LITE}/{notebook.address(name)}") for name in place[2].split()]
        links = render("browser_lessons/links.html", lessons=lessons, megabytes=megabytes)
        return f"{place[1]}{links}{place[3]}"

    linked = _PLACE.sub(filled, text)
    if linked != text:
        page.write_text(linked, encoding="utf-8")
