"""A few words for working on HTML trees with lxml, so that the passes read as what they do."""

from __future__ import annotations

import re

from lxml import html
from lxml.html import HtmlElement

from brief.templates import render

VERBATIM = ("code", "kbd", "pre", "script", "style", "textarea")


def make(tag: str, *children: HtmlElement | str, **attributes: str) -> HtmlElement:
    """A new element. `class_` is written `class`, `data_num` is written `data-num`; text is a child."""
    element = html.Element(tag)
    for name, value in attributes.items():
        element.set(name.rstrip("_").replace("_", "-"), value)
    for child in children:
        append(element, child)
    return element


def filled(template: str, **values) -> HtmlElement:
    """A template of one element, filled in."""
    return html.fragment_fromstring(render(template, **values).strip())


def append(parent: HtmlElement, child: HtmlElement | str) -> None:
    """Add an element or text at the end."""
    if not isinstance(child, str):
        parent.append(child)
    elif len(parent):
        parent[-1].tail = (parent[-1].tail or "") + child
    else:
        parent.text = (parent.text or "") + child


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


def by_id(root: HtmlElement, name: str) -> HtmlElement | None:
    """The element with that id, or nothing."""
    return next(iter(root.xpath(".//*[@id=$name]", name=name)), None)


def add_class(element: HtmlElement, *names: str) -> None:
    """Add classes, each once, after those that are there."""
    element.set("class", " ".join(dict.fromkeys((element.get("class") or "").split() + list(names))))


def has_class(element: HtmlElement, name: str) -> bool:
    """Whether the element carries the class."""
    return name in (element.get("class") or "").split()


def words(element: HtmlElement) -> str:
    """The text of an element as a reader sees it, on one line."""
    return re.sub(r"[ \t\r\n]+", " ", "".join(element.itertext())).strip()


def source(element: HtmlElement) -> str:
    """The element as HTML, without the text that follows it."""
    return html.tostring(element, encoding="unicode", with_tail=False)
