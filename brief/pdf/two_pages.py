"""Setting the sheet: words, figures, steps and marks go to the layout in `brief.typ`, and come back as PDF.

Its two figures are taken from the finished pages: the map as drawn there, the bars with their words. A page's figure is
set for a screen of either colour. On paper the ground is white, and grey must do: land and country part more, and the
variables become values.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import segno
import typst
from lxml import etree

from brief import book
from brief.book import BOOK
from brief.charts import theme
from brief.pdf import text
from brief.sphinx_ext import dom, html_snippets
from brief.sphinx_ext.build_cache import files, hash_of
from brief.sphinx_ext.page import Page

if TYPE_CHECKING:
    from brief.sphinx_ext.site import Site

FILES = {"a4": "downloads/brief.pdf", "us-letter": "downloads/brief-letter.pdf"}
FOLDER = Path(__file__).parent
PAPER = {"page": "#FFFFFF", "land": "#E9E6DE"} | BOOK.pdf.get("paper", {})
_SHADE = ('opacity="0.09"', 'opacity="0.15"')


def add(site: Site) -> None:
    """Add the PDFs to the site, if the book asks for them and has the page of the second figure."""
    if not BOOK.pdf or BOOK.pdf["bars"][0] not in site.bodies:
        return
    rooms = hash_of(book.ROOT, [*files(FOLDER), *files(text.FOLDER), *files(theme.FACES)])
    shown = site.kept("drawn", [site.main(BOOK.pdf[name][0]) for name in ("map", "bars")], partial(drawn, site.page))
    said = cache(partial(content, shown, site.address))
    for paper, name in FILES.items():
        site.files[name] = site.kept(f"pdf-{paper}", (rooms, shown), lambda paper=paper: pages(said(), paper))


def drawn(page_of: Callable[[str], Page]) -> dict[str, dict]:
    """The two figures as their pages show them; `page_of` gives a page by its name in the site."""
    return {name: take(page_of(page), key) for name in ("map", "bars") for page, key in [BOOK.pdf[name]]}


def content(shown: dict[str, dict], address: str = "") -> dict:
    """All that the layout prints, as JSON-ready values: `shown` the figures as `drawn` gives them, `address` where the
    book is published, if anywhere."""
    sheet, day = text.read(), BOOK.edition
    return {
        "title": sheet.title,
        "sections": sheet.sections,
        "sources": sheet.numbered(),
        **shown,
        "bars": shown["bars"] | {"rows": bars(), "sides": BOOK.pdf["sides"]},
        "verdicts": {
            name: {"word": html_snippets.word(name), "svg": on_paper(_framed(mark))}
            for name, mark in html_snippets.MARKS.items()
        },
        "edition": {"words": book.in_words(day), "year": day.year, "month": day.month, "day": day.day},
        "book": {"title": BOOK.title, "author": BOOK.author, "licence": BOOK.licence.name},
        "keywords": BOOK.pdf["keywords"],
        "cutoff": book.in_words(BOOK.cutoff),
        "address": address,
        "code": segno.make(address, error="m").svg_inline(border=0) if address else "",
        "palette": {name: light for name, (light, _) in theme.PALETTE.items()},
    }


def pages(said: dict, paper: str) -> bytes:
    """The sheet on `paper` (a key of FILES) as PDF/UA-1. Raises PrintError when it can't be set.

    No clock, no font of this machine, no package from elsewhere: the same content gives the same bytes.
    """
    try:
        return typst.compile(
            FOLDER / "brief.typ",
            root=FOLDER,
            font_paths=[FOLDER / "fonts", theme.FACES],
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards="ua-1",
            timestamp=0,
            sys_inputs={"paper": paper, "content": json.dumps(said, ensure_ascii=False)},
        )
    except typst.TypstError as problem:
        raise text.PrintError(f"brief.typ: {problem}") from problem


def _framed(mark: str) -> str:
    return f'<svg width="16" height="16" viewBox="0 0 16 16">{mark}</svg>'


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
    for label in list(root.iter("{*}text")):
        halo = first.setdefault((label.get("transform"), label.text), label)
        if halo is not label:
            halo.set("paint-order", "stroke")
            halo.set("fill", label.get("fill"))
            label.getparent().remove(label)
    return etree.tostring(root, encoding="unicode")


def take(page: Page, key: str) -> dict:
    """A figure of a page: title, unit, alt (its description), legend, source, note, and its narrow picture.

    Raises PrintError when the page has no such figure.
    """
    found = page.article.xpath(".//figure[@data-figure=$key]", key=key)
    if not found:
        raise text.PrintError(f"{page.name} has no figure {key}, which the printed brief shows")
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
