"""The lessons as notebooks, from plain Python whose cells are parted by `# %%` lines; and the folder that `make` has
built of them, put into the site, with links to it on the pages that have a place for them.

A place is an empty `<div class="fa-run fa-script" data-lessons="range trade">`. Without the folder, or when it is older
than the book, the places stay empty and nobody is led to a page that isn't there.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

from brief import book, notebooks
from brief.book import BOOK
from brief.sphinx_ext import build_cache
from brief.sphinx_ext.packages import LITE
from brief.templates import render

if TYPE_CHECKING:
    from brief.sphinx_ext.site import Site

LESSONS = book.ROOT / BOOK.analysis / "browser_lessons" / "lessons"
ABOUT = "about.json"  # in the folder: from what it was made, and its size
ROOMS = ("book.py", "browser_lessons", "charts", "numbers.py", "data", "templates/browser_lessons")
_MARK = re.compile(r"^# %%( \[markdown\])?\n", re.MULTILINE)
_PLACE = re.compile(r'(<div class="fa-run fa-script" data-lessons="([a-z ]+)">)\s*(</div>)')


def source(name: str) -> str:
    return (LESSONS / f"{name}.py").read_text(encoding="utf-8")


def cells(name: str) -> list[tuple[str, str]]:
    """(kind, text) of each cell: markdown without its comment signs, or code."""
    parts = _MARK.split(source(name))[1:]
    return [
        ("markdown", re.sub(r"(?m)^# ?", "", body).strip()) if mark else ("code", body.strip())
        for mark, body in zip(parts[::2], parts[1::2], strict=True)
    ]


def notebook(name: str) -> str:
    """The lesson in Jupyter's format."""
    return notebooks.written(cells(name), {"display_name": "Python", "language": "python", "name": "python"})


def title(name: str) -> str:
    """A lesson's heading."""
    return cells(name)[0][1].splitlines()[0].removeprefix("# ")


def address(name: str) -> str:
    """A lesson's address within the folder."""
    return f"notebooks/index.html?path={name}.ipynb"


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
        linked = _linked(site.files[name].decode(), "../" * name.count("/"), about["megabytes"])
        site.files[name] = linked.encode()
    site.files |= {f"{LITE}/{path.relative_to(made).as_posix()}": path for path in build_cache.files(made)}


def _linked(page: str, up: str, megabytes: int) -> str:
    """A page with its places filled."""

    def filled(place):
        lessons = [(title(name), f"{up}{LITE}/{address(name)}") for name in place[2].split()]
        links = render("browser_lessons/links.html", lessons=lessons, megabytes=megabytes)
        return f"{place[1]}{links}{place[3]}"

    return _PLACE.sub(filled, page)
