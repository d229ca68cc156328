"""What the search page searches: the places of the book, each with its words, from the finished pages.

A place is the smallest thing with an address: a claim, a number, a term, a name, a source, a work, else the section.
What only became known later is kept apart, so that a result can say so. The theme's `search.js` looks them up.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from lxml.html import HtmlElement

from brief.sphinx_ext import dom
from brief.sphinx_ext.page import Page

if TYPE_CHECKING:
    from brief.sphinx_ext.site import Made

FILE = "searchindex.js"
# How much a kind of place counts beside the words found in it.
KINDS = {"claim": 2, "num": 1, "term": 3, "name": 3, "section": 1, "source": -2, "ref": 0}
_PLACE = re.compile(rf"^({'|'.join(sorted(KINDS))})-(?!.*-says$)")
# Holds text that a reader would look for; the innermost counts.
_BLOCKS = ("p", "li", "dd", "dt", "td", "th", "h3", "h4", "summary", "figcaption")
_SKIPPED = ("script", "pre", "svg", "fa-svg", "button", "fieldset", "form", "nav")
# Beside what is no text of its own: what is found on its own page (claims, sources), what the search of its own page
# finds (facts), what a table to take away holds, and of a class sheet the forty settings, the key and what explains an
# answer.
_QUIET = {
    "fa-hint", "fa-then-strip", "fa-level-note", "fa-furniture", "fa-find-said", "fa-find-files", "fa-figure",
    "fa-count", "fa-open-list", "fa-cell-name", "fa-data", "fa-course", "fa-claim-lines", "fa-text-from",
    "fa-source-note", "fa-source-facts", "fa-entry-facts", "fa-class-data", "fa-told", "fa-table-about",
}  # fmt: skip


def index(made: Mapping[str, Made], labels: dict[str, str], moved: dict[str, str]) -> bytes:
    """The index as a script, of all pages, each with its `heading` and its `places`.

    `labels` are the menu's words, {page name: label}, in the order of equal results; `moved` pages go by another name.
    """
    names = [name for name in labels if name in made] + [name for name in made if name not in labels]
    places = []
    for number, name in enumerate(names):
        for anchor, (kind, title, text, later) in made[name].places.items():
            places.append([number, anchor, kind, title, " ".join(text), " ".join(later)])
    listed = [[moved.get(name, name), labels.get(name, made[name].heading)] for name in names]
    said = {"pages": listed, "kinds": KINDS, "places": places}
    return f"faSearch({json.dumps(said, ensure_ascii=False, separators=(',', ':'))});\n".encode()


def places(page: Page) -> dict[str, tuple[str, str, list[str], list[str]]]:
    """{address: (kind, title, texts, texts known only later)}, in the page's order."""
    found: dict[str, tuple[str, str, list[str], list[str]]] = {}
    for element in _shown(page.article):
        words = own_words(element)
        home = _home(element, page.article)
        anchor = home.get("id", "")
        kind = (_PLACE.match(anchor) or ["", "section"])[1]
        _, title, texts, since = found.setdefault(anchor, (kind, _title(home, kind), [], []))
        if words and words not in title:
            words += ":" if element.tag == "dt" else ""
            if kind in ("source", "num"):  # a number's title ends with its meaning
                words = words.replace(title.rpartition(" · ")[2], "·")
            later = element.xpath("ancestor-or-self::*[contains(@class, 'fa-since')]")
            (since if later else texts).append(words)
    return found


def _shown(element: HtmlElement) -> Iterator[HtmlElement]:
    """The blocks of an element in the page's order, without what is hidden and all that is inside it."""
    if _hidden(element):
        return
    if element.tag in _BLOCKS:
        yield element
    for child in element.iterchildren("*"):
        yield from _shown(child)


def _hidden(element: HtmlElement) -> bool:
    value = element.getnext() if element.tag == "dt" else element
    return (
        element.tag in _SKIPPED
        or (element.tag in ("dt", "dd", "span") and bool(value.xpath("self::*[@data-find-not] | ./*[@data-find-not]")))
        or not _QUIET.isdisjoint(element.classes)
    )


def own_words(element: HtmlElement) -> str:
    """The words of a block without those of blocks inside it."""
    said = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _BLOCKS and not _hidden(child):
            said.append(own_words(child))
        # Neighbours that stand apart on the page needn't have a space between them.
        said.append(child.tail or (" " if child.getnext() is not None else ""))
    return re.sub(r"\s+", " ", "".join(said)).strip()


def _home(element: HtmlElement, article: HtmlElement) -> HtmlElement:
    """The nearest thing with an address of its own; the article, where there is none."""
    for one in element.xpath("ancestor-or-self::*[@id]")[::-1]:
        if _PLACE.match(one.get("id")) or one.tag == "section" or "fa-since" in one.classes:
            return one
    return article


def _title(home: HtmlElement, kind: str) -> str:
    """What a result is called: a claim's sentence, a number with its meaning, a term, else the heading."""
    if kind == "num":
        meaning = dom.find(home, "span", "fa-entry-meaning")
        return " · ".join(dom.words(one) for one in [*home.xpath(".//h3")[:1], *meaning])
    first = {"claim": ".//h4", "term": "./dt", "name": "./*", "source": ".//a", "ref": ".//a | .//em"}.get(kind)
    heads = home.xpath(first or "./h1 | ./h2 | ./h3 | ./summary//h2 | ./summary//h3")
    return dom.words(heads[0]) if heads else dom.words(next(home.iter("h1", "h2", "h3"), home))[:80]
