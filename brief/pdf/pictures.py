"""The sheet's two figures, taken from the finished pages: the map as drawn there, the bars with their words.

A page's figure is set for a screen of either colour. On paper the ground is white, and grey must do: land and country
part more, and the variables become values.
"""

from __future__ import annotations

import re

from lxml import etree

from brief import book
from brief.book import BOOK
from brief.charts import theme
from brief.pdf.text import PrintError
from brief.sphinx_ext import dom
from brief.sphinx_ext.page import Page

PAPER = {"page": "#FFFFFF", "land": "#E9E6DE"} | BOOK.pdf.get("paper", {})
_SHADE = ('opacity="0.09"', 'opacity="0.15"')


def on_paper(svg: str) -> str:
    """A picture in the palette of paper, readable without the page, each word in it once."""
    for name, value in PAPER.items():
        svg = re.sub(rf"var\(--fa-{name}(?:,#\w+)?\)", value, svg)
    svg = svg.replace(*_SHADE).replace("currentColor", theme.PALETTE["ink"][0])
    if "xmlns=" not in svg:
        svg = svg.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    return _said_once(theme.solid(theme.in_face(svg)))


def _said_once(svg: str) -> str:
    """A label's halo is a copy of the label beneath it; paper needs one, with the halo painted first."""
    root = etree.fromstring(svg.encode())
    first: dict = {}
    for text in list(root.iter("{*}text")):
        halo = first.setdefault((text.get("transform"), text.text), text)
        if halo is not text:
            halo.set("paint-order", "stroke")
            halo.set("fill", text.get("fill"))
            text.getparent().remove(text)
    return etree.tostring(root, encoding="unicode")


def take(page: Page, key: str) -> dict:
    """A figure of a page: title, unit, alt (its description), legend, source, note, and its narrow picture.

    Raises PrintError when the page has no such figure.
    """
    found = page.article.xpath(".//figure[@data-figure=$key]", key=key)
    if not found:
        raise PrintError(f"{page.name} has no figure {key}, which the printed brief shows")
    figure = found[0]

    def words(tag, name):
        return [dom.words(one) for one in dom.find(figure, tag, name)]

    def picture(element):
        return on_paper(page.picture(element))

    source = words("p", "fa-source")[0]
    return {
        "title": words("p", "fa-figure-title")[0],
        "unit": words("p", "fa-unit-line")[0],
        "alt": dom.words(figure.xpath(f'.//p[@id="fig-{key}-description"]')[0]),
        "legend": [
            {"svg": picture(item), "words": dom.words(item)} for item in figure.xpath('.//ul[@class="fa-legend"]/li')
        ],
        "source": source[source.index("Source:") :],
        "borders": " ".join(words("p", "fa-borders")),
        "svg": picture(dom.find(figure, "div", "fa-narrow")[0]),
    }


def bars() -> list[dict]:
    """The rows of the second figure, per flow and side, which paper draws smaller than the page: per cent."""
    module, _, function = BOOK.pdf["rows"].rpartition(".")
    frame = getattr(book.analysis(module), function)()
    frame = frame.astype(object).where(frame.notna(), None)
    return [
        {"flow": flow.capitalize(), "bars": part.to_dict("records")} for flow, part in frame.groupby("flow", sort=False)
    ]
