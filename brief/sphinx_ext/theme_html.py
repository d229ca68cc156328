"""All that this book knows of the stock theme's pages: where the article and the menu are.

Jupyter Book builds with its own theme, untouched; a release that changes its HTML breaks this file and
no other. Pictures (`<svg>`) are put aside before parsing and put back after, since an HTML parser would
lower-case their attributes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from lxml import html
from lxml.html import HtmlElement

from brief.sphinx_ext import dom
from brief.sphinx_ext.addresses import resolved

_SVG = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_SLOT = re.compile(r'<fa-svg data-n="(\d+)"></fa-svg>')


class PageError(ValueError):
    """A built page is not what the pass expects, or not what the site may publish."""


@dataclass
class Page:
    """A built page: its name in the site (`chapters/brief.html`), its article, its pictures put aside."""

    name: str
    article: HtmlElement
    pictures: list[str] = field(repr=False, default_factory=list)

    @property
    def title(self) -> str:
        """The question that the page answers."""
        headings = dom.find(self.article, "h1")
        if len(headings) != 1:
            raise PageError(f"{self.name}: {len(headings)} main headings instead of one")
        return dom.words(headings[0])

    def refuse(self, problem: str):
        raise PageError(f"{self.name}: {problem}")


@dataclass(frozen=True)
class MenuGroup:
    """Links under one caption of `_toc.yml`: (label, page name) pairs."""

    caption: str
    links: tuple[tuple[str, str], ...]


def is_furniture(name: str) -> bool:
    """True for what Sphinx and the theme write beside the pages of the book."""
    return name in ("index.html", "genindex.html", "search.html") or name.startswith("_static/")


def root_name(folder: Path) -> str:
    """The page that the bare refresh in `index.html` points to, for example `chapters/brief.html`."""
    found = re.search(r'url=([^"]+)"', (folder / "index.html").read_text(encoding="utf-8"))
    if not found:
        raise PageError("index.html: no refresh to the book's root page")
    return found[1]


def parse(path: Path) -> tuple[HtmlElement, list[str]]:
    """A page's document, each picture in it replaced by a slot, and its pictures."""
    pictures: list[str] = []

    def aside(match):
        pictures.append(match[0])
        return f'<fa-svg data-n="{len(pictures) - 1}"></fa-svg>'

    return html.document_fromstring(_SVG.sub(aside, path.read_text(encoding="utf-8"))), pictures


def read(folder: Path, name: str) -> tuple[Page, HtmlElement]:
    """A page, and its whole document for what else is wanted from it."""
    document, pictures = parse(folder / name)
    articles = dom.find(document, "article", "bd-article")
    if len(articles) != 1:
        raise PageError(f"{name}: {len(articles)} articles instead of one; has the theme changed?")
    page = Page(name, articles[0], pictures)
    _clean(page)
    return page, document


def restore(text: str, pictures: list[str]) -> str:
    """The page's HTML with its pictures back in their places."""
    return _SLOT.sub(lambda match: pictures[int(match[1])], text)


def picture(page: Page, slot: HtmlElement) -> str:
    """The picture that a slot stands for."""
    return page.pictures[int(slot.get("data-n"))]


def menu(document: HtmlElement, name: str) -> list[MenuGroup]:
    """The book's menu as `_toc.yml` has it, read from the root page, called `name`; without the root itself."""
    navs = dom.find(document, "nav", "bd-links")
    if not navs:
        raise PageError(f"{name}: no menu; has the theme changed?")
    groups, caption = [], ""
    for element in navs[0].iter("p", "ul"):
        if element.tag == "p" and dom.has_class(element, "caption"):
            caption = dom.words(element)
        elif element.tag == "ul" and dom.has_class(element, "bd-sidenav"):
            links = [(dom.words(a), resolved(name, a.get("href"))[0]) for a in element.xpath("./li/a")]
            links = [(label, target) for label, target in links if target != name]
            if links:
                groups.append(MenuGroup(caption, tuple(links)))
            caption = ""
    return groups


def _clean(page: Page) -> None:
    """Take out what the theme and its plug-ins put into the article beside the author's text."""
    article = page.article
    for extra in [*dom.find(article, "a", "headerlink"), *dom.find(article, "div", "toctree-wrapper")]:
        dom.drop(extra)
    for script in dom.find(article, "script"):
        if script.get("type") == "text/x-thebe-config" or (script.text or "").startswith("kernelName"):
            dom.drop(script)
    for wrapper in [*dom.find(article, "div", "pst-scrollable-table-container"), *dom.find(article, "span", "std")]:
        dom.unwrap(wrapper)
    for link in dom.find(article, "a", "reference"):
        del link.attrib["class"]
