"""What no page of the site may contain. A page that does is not published: the build fails with its name."""

from __future__ import annotations

import re

from lxml import html

from brief.sphinx_ext.page import PageError

# Elements that load what they point at; an `<a>` only goes there when a reader says so.
_LOADS = ("script", "link", "img", "source", "iframe", "object", "embed", "video", "audio", "track", "use", "image")
# A link of these kinds only names an address.
_NAMES = ("canonical", "alternate")
_OUTSIDE = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
_DATA_TYPES = ("application/json", "application/ld+json")


def check(name: str, text: str) -> None:
    """Raise PageError for inline style, inline code, an outside address that would load, or a double id."""
    document = html.document_fromstring(text)
    seen = set()
    for element in document.iter():
        if not isinstance(element.tag, str):
            continue
        for attribute, value in element.attrib.items():
            if attribute == "style":
                _refuse(name, element, "an inline style")
            if attribute.startswith("on"):
                _refuse(name, element, f"an inline handler, {attribute}")
            if _loads_outside(element, attribute, value):
                _refuse(name, element, f"an outside address that loads: {value}")
            if attribute == "href" and value.strip().lower().startswith("javascript:"):
                _refuse(name, element, "code in a link")
        if element.tag == "script" and not element.get("src") and element.get("type") not in _DATA_TYPES:
            _refuse(name, element, "an inline script")
        if element.tag in ("style", "iframe", "object", "embed"):
            _refuse(name, element, f"<{element.tag}>")
        if (key := element.get("id")) is not None:
            if key in seen:
                _refuse(name, element, f"a second element with the id {key!r}")
            seen.add(key)


def outside(document: html.HtmlElement) -> list[str]:
    """The outside addresses that a page would load."""
    return [
        value
        for element in document.iter()
        if isinstance(element.tag, str)
        for attribute, value in element.attrib.items()
        if _loads_outside(element, attribute, value)
    ]


def _loads_outside(element, attribute: str, value: str) -> bool:
    loads = element.tag in _LOADS and attribute in ("src", "href", "data", "srcset", "poster", "xlink:href")
    named_only = element.get("rel") in _NAMES
    return loads and not named_only and bool(_OUTSIDE.match(value)) and not value.startswith("data:")


def _refuse(name: str, element, what: str):
    shown = html.tostring(element, encoding="unicode", with_tail=False)[:160]
    raise PageError(f"{name}: the page has {what}: {shown}")
