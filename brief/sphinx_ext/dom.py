"""A few words for working on HTML trees with lxml, so that the passes read as what they do."""

from __future__ import annotations

import re

from lxml import html
from lxml.builder import ElementMaker
from lxml.html import HtmlElement

from brief.templates import render

_MAKER = ElementMaker(makeelement=html.html_parser.makeelement)


def make(tag: str, *children: HtmlElement | str, **attributes: str) -> HtmlElement:
    """A new element. `class_` is written `class`, `data_num` is written `data-num`; text is a child."""
    named = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
    return _MAKER(tag, named, *children)


def filled(template: str, **values) -> HtmlElement:
    """A template of one element, filled in."""
    return html.fragment_fromstring(render(template, **values).strip())


def insert_after(place: HtmlElement, new: HtmlElement) -> None:
    """Put `new` right after `place`; the text that followed `place` now follows `new`."""
    new.tail, place.tail = place.tail, None
    place.addnext(new)


def replace(old: HtmlElement, new: HtmlElement) -> None:
    """Put `new` where `old` stands."""
    new.tail, old.tail = old.tail, None
    old.getparent().replace(old, new)


def find(root: HtmlElement, tag: str = "*", class_: str = "") -> list[HtmlElement]:
    """All elements below `root` with a tag and, if given, a class."""
    having = f'[contains(concat(" ", normalize-space(@class), " "), " {class_} ")]' if class_ else ""
    return root.xpath(f".//{tag}{having}")


def words(element: HtmlElement) -> str:
    """The text of an element as a reader sees it, on one line."""
    return re.sub(r"[ \t\r\n]+", " ", "".join(element.itertext())).strip()


def source(element: HtmlElement) -> str:
    """The element as HTML, without the text that follows it."""
    return html.tostring(element, encoding="unicode", with_tail=False)
