"""A page as Sphinx has written it, to be shaped: its article as a tree, its pictures put aside; and addresses within
the site, from a page's link to a name in the site, and back.

Pictures (`<svg>`) are put aside before parsing and put back after, since an HTML parser would lower-case their
attributes.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from itertools import count

from lxml import html
from lxml.html import HtmlElement

from brief.sphinx_ext import dom

# An address with a scheme or a host of its own.
OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_SVG = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_SLOT = re.compile(r'<fa-svg data-n="(\d+)"></fa-svg>')


def _parted(address: str) -> tuple[str, str]:
    """The path, and what follows it: query and fragment."""
    path = re.split(r"[?#]", address, maxsplit=1)[0]
    return path, address[len(path) :]


def resolved(page: str, href: str) -> tuple[str, str]:
    """The name in the site that a relative link of `page` leads to, and its query and fragment."""
    path, rest = _parted(href)
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page, rest


def relative(page: str, target: str) -> str:
    """The relative address of `target` (a name in the site, with query and fragment) from `page`."""
    path, rest = _parted(target)
    return posixpath.relpath(path, posixpath.dirname(page) or ".") + rest


class PageError(ValueError):
    """A page is not what its shape expects, or not what the site may publish."""


@dataclass
class Page:
    """A page: its name in the site (`chapters/brief.html`), its article, its pictures put aside."""

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

    def picture(self, within: HtmlElement) -> str:
        """The first picture in an element."""
        return self.pictures[int(next(within.iter("fa-svg")).get("data-n"))]

    def links(self):
        """All links that lead to another page of the site: (link, page, query and fragment)."""
        for link in self.article.iter("a"):
            href = link.get("href", "")
            if href and not href.startswith("#") and not OUTSIDE.match(href):
                yield link, *resolved(self.name, href)

    def html(self) -> str:
        """The article as HTML, with its pictures back in their places."""
        return _SLOT.sub(lambda match: self.pictures[int(match[1])], dom.source(self.article))


@dataclass(frozen=True)
class Frame:
    """What the theme's layout needs to know of a page. Page names are those of the site (`chapters/brief.html`)."""

    name: str
    title: str
    description: str
    kind: str  # root, chapter, page or search
    main: str = ""  # HTML; the index, the search and what stands in for a missing page have a template of their own
    cards: str = ""  # its numbers' cards, as data
    contents: list[tuple[str, str]] = field(default_factory=list)
    scripts: tuple[str, ...] = ()
    following: tuple[str, str] | None = None  # (question, page name) of the next page of the menu
    canonical: str = ""  # page name, where the same page also has another
    source: str = ""  # the file that the page is made from (`chapters/brief.md`)
    notebook: str = ""  # its notebook to download, as a name in the site


def read(name: str, body: str) -> Page:
    """A page from its body: the content of its article, or the article itself. What Sphinx and its plug-ins put there
    beside the author's text is taken out."""
    whole = body if body.startswith("<article>") else f"<article>{body.strip()}</article>"
    pictures, place = _SVG.findall(whole), count()
    article = html.fragment_fromstring(_SVG.sub(lambda _: f'<fa-svg data-n="{next(place)}"></fa-svg>', whole))
    for wrapper in dom.find(article, "div", "toctree-wrapper"):
        wrapper.drop_tree()
    for script in article.xpath('.//script[@type="text/x-thebe-config" or starts-with(., "kernelName")]'):
        script.drop_tree()
        article[-1].tail = None  # the space between them
    for wrapper in dom.find(article, "span", "std"):
        wrapper.drop_tag()
    for link in dom.find(article, "a", "reference"):
        del link.attrib["class"]
    return Page(name, article, pictures)
