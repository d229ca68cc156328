"""Put the folder that `make` has built into the site, and links to it on the pages that have a place for them.

A place is an empty `<div class="fa-run fa-script" data-lessons="range trade">`. Without the folder, or when it is older
than the book, the places stay empty and nobody is led to a page that isn't there.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

from brief import book
from brief.browser_lessons import notebook
from brief.sphinx_ext import build_cache
from brief.sphinx_ext.packages import LITE
from brief.templates import render

if TYPE_CHECKING:
    from brief.sphinx_ext.site import Site

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


def add(site: Site) -> None:
    """Add `_build/lite` to the site and link it, or say that it is too old."""
    made = book.ROOT / "_build" / LITE
    if not (made / ABOUT).exists():
        return
    if not is_current(book.ROOT):
        print("The notebooks for the browser are older than the book and are left out; `make lite` renews them")
        return
    about = json.loads((made / ABOUT).read_text(encoding="utf-8"))
    for name in [name for name in site.files if name.endswith(".html")]:
        text = site.files[name].decode()
        linked = _linked(text, "../" * name.count("/"), about["megabytes"])
        site.files[name] = linked.encode()
    site.files |= {f"{LITE}/{path.relative_to(made).as_posix()}": path for path in build_cache.files(made)}


def _linked(page: str, up: str, megabytes: int) -> str:
    """A page with its places filled."""

    def filled(place):
        lessons = [(notebook.title(name), f"{up}{LITE}/{notebook.address(name)}") for name in place[2].split()]
        links = render("browser_lessons/links.html", lessons=lessons, megabytes=megabytes)
        return f"{place[1]}{links}{place[3]}"

    return _PLACE.sub(filled, page)
