"""The frame round every article, `layout.html`, and the pages that have no file in the book."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import partial

from brief import templates
from brief.charts.theme import PALETTE
from brief.sphinx_ext.addresses import link
from brief.sphinx_ext.theme_html import MenuGroup

NOT_FOUND = "404.html"
_RELATIVE = re.compile(r'\b(href|src|action)="(?![a-z][a-z0-9+.-]*:|/|#)([^"]*)"')


@dataclass(frozen=True)
class Frame:
    """What the shell needs to know of a page. Page names are those of the site (`chapters/brief.html`)."""

    name: str
    title: str
    description: str
    kind: str  # root, chapter, page or search
    main: str  # HTML
    contents: list[tuple[str, str]] = field(default_factory=list)
    scripts: tuple[str, ...] = ()
    following: tuple[str, str] | None = None  # (question, page name) of the next page of the menu
    canonical: str = ""  # page name, where the same page also has another
    source: str = ""  # the file that the page is made from (`chapters/brief.md`)
    notebook: str = ""  # its notebook to download, as a name in the site


@dataclass(frozen=True)
class Site:
    """What all pages share: the menu, and the address of each file of `_static` with its content's mark."""

    menu: list[MenuGroup]
    files: dict[str, str]
    repository: tuple[str, str] = ("", "")  # what stands before a file's name where it is shown, and where edited


def render(frame: Frame, site: Site, head: str = "", address: str = "") -> str:
    """The whole page; `head` is what it tells machines (`head_tags.tags`), `address` where it is published."""
    shown, edited = site.repository
    return templates.render(
        "layout.html",
        page=frame,
        head=head,
        address=address,
        to=partial(link, frame.name),
        menu=site.menu,
        files=site.files,
        scripts=("page.js", *frame.scripts),
        shown=shown,
        edited=edited,
        colours=zip(("light", "dark"), PALETTE["page"], strict=True),
    )


def not_found() -> Frame:
    """What a host shows for an address that isn't there, `404.html`."""
    said = "The address is wrong, or the page has moved."
    return Frame(NOT_FOUND, "Where is this page?", said, "page", templates.render("not_found.html"))


def at_any_depth(text: str, path: str) -> str:
    """A page with addresses from the host's root: a host shows `404.html` under whatever address was asked for."""
    return _RELATIVE.sub(lambda found: f'{found[1]}="{path}{found[2]}"', text)


def search(scripts: tuple[str, ...]) -> Frame:
    """The search page."""
    said = "Look for words in every page of the book."
    return Frame("search.html", "Search", said, "search", templates.render("search.html"), scripts=scripts)


def index(entries: list[tuple[str, str]]) -> Frame:
    """The index of the terms and names that the book explains, as (name, address)."""
    said = "Where the book explains a term or a name."
    main = templates.render("genindex.html", entries=entries, description=said)
    return Frame("genindex.html", "Index", said, "page", main)
