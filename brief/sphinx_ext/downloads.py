"""What a figure offers to take away: its table as CSV with a README, its picture as SVG with title and source in it."""

from __future__ import annotations

import re
import textwrap
from html import escape

from lxml.html import HtmlElement

from brief.book import BOOK
from brief.charts import theme
from brief.data import tables
from brief.sphinx_ext import addresses, data_files, dom
from brief.sphinx_ext.page import Page
from brief.templates import render

FOLDER = "downloads"
UNSAID = "What does this figure show?"
_MARGIN = 20
_SANS = theme.FONT.replace('"', "'")


def take(page: Page) -> dict[str, bytes]:
    """The files of a page's figures, {name in the site: content}, their links pointed at them."""
    files: dict[str, bytes] = {}
    for figure in dom.find(page.article, "figure", "fa-figure"):
        key = figure.get("data-figure")
        made = {}
        for table in figure.xpath('.//details[contains(@class, "fa-table")]//table')[:1]:
            made[f"{FOLDER}/{key}.csv"] = _csv(table)
            made[f"{FOLDER}/{key}.txt"] = readme(figure)
            for listed in dom.find(figure, "ul", "fa-files"):
                about = dom.make("a", "What the table holds, TXT", href=f"{FOLDER}/{key}.txt", download="")
                listed.append(dom.make("li", about))
        for wide in dom.find(figure, "div", "fa-wide")[:1]:
            made[f"{FOLDER}/{key}.svg"] = picture(page, figure, page.picture(wide)).encode()
        for link in figure.xpath(".//a[@download]"):
            name = link.get("href")
            if name not in made:
                page.refuse(f"figure {key} offers {name}, which nothing makes")
            link.set("href", addresses.link(page.name, name))
        files |= made
    return files


def _csv(table: HtmlElement) -> bytes:
    """The table as it stands, with each cell's exact value where the page shows it in words."""
    return data_files.as_csv([cell.get("data-value", dom.words(cell)) for cell in row] for row in table.xpath(".//tr"))


def readme(figure: HtmlElement) -> bytes:
    """What the table beside it holds, in which unit, from whom, under which terms, how to cite it."""

    def words(found) -> list[str]:
        return [dom.words(one) for one in found]

    sources = tables.load("sources").fillna("").set_index("id")
    text = render(
        "packs/figure-readme.txt",
        key=figure.get("data-figure"),
        title=_line(figure, "fa-figure-title"),
        unit=_line(figure, "fa-unit-line"),
        later=dom.has_class(figure, "fa-since"),
        columns=words(figure.xpath('(.//details[contains(@class, "fa-table")]//tr)[1]/*')),
        notes=words(dom.find(figure, "p", "fa-note")),
        sources=sources.loc[figure.get("data-sources", "").split()].to_dict("records"),
        cited=words(dom.find(figure, "p", "fa-citation")),
    )
    return text.encode()


def _line(figure: HtmlElement, name: str) -> str:
    return dom.words(dom.find(figure, "*", name)[0])


def picture(page: Page, figure: HtmlElement, svg: str, finding: bool = True) -> str:
    """The wide picture on paper colour, with title, unit line, key and source set round it.

    Without `finding` a question stands in place of the title, and the notes are left out: for guessing.
    """
    width, height = size_of(svg)
    y, parts = float(_MARGIN), []

    def text(words: str, size: float, colour: str, weight: str = "400", x: float = 0):
        nonlocal y
        for line in wrapped(words, (width - x) / (size * (0.56 if weight == "700" else 0.52))):
            y += size * 1.3
            parts.append(
                f'<text x="{x:g}" y="{y:.1f}" font-size="{size:g}" font-weight="{weight}" '
                f'fill="{theme.colour(colour)}">{escape(line)}</text>'
            )

    title = _line(figure, "fa-figure-title") if finding else UNSAID
    text(title, 20, "ink", "700")
    text(_line(figure, "fa-unit-line"), 14, "soft")
    y += 12
    parts.append(f'<svg y="{y:.1f}"{svg.removeprefix("<svg")}')
    y += height + 4
    for item in figure.xpath('.//ul[@class="fa-legend"]/li'):
        swatch = page.picture(item)
        parts.append(f'<svg x="0" y="{y + 5:.1f}"{swatch.removeprefix("<svg")}')
        text(dom.words(item), 13, "ink", x=32)
    y += 6
    text(_sources(figure), 12, "soft")
    for line in dom.find(figure, "p", "fa-note") if finding else []:
        text(dom.words(line), 12, "soft")
    text(f"{BOOK.title}. {BOOK.licence.name}.", 12, "soft")
    whole = (f"{width + 2 * _MARGIN:g}", f"{y + _MARGIN:.1f}")
    drawn = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{whole[0]}" height="{whole[1]}" '
        f'viewBox="0 0 {whole[0]} {whole[1]}" font-family="{_SANS}"><title>{escape(title)}</title>'
        f'<rect width="100%" height="100%" fill="{theme.colour("page")}"/>'
        f'<g transform="translate({_MARGIN} 0)">{"".join(parts)}</g></svg>\n'
    )
    return theme.solid(drawn)


def size_of(svg: str) -> tuple[float, float]:
    """Width and height of a picture."""
    width, height = (re.findall(rf'\b{side}="([\d.]+)', svg)[0] for side in ("width", "height"))
    return float(width), float(height)


def _sources(figure: HtmlElement) -> str:
    """All publishers, as the citation has them; the line under the chart may name the first few only."""
    cited = dom.find(figure, "p", "fa-citation")
    named = re.search(r"Data: (.*)", dom.words(cited[0])) if cited else None
    if named:
        return f"Source: {named[1]}"
    return re.sub(r"^Figure\s\d+\.\s", "", dom.words(dom.find(figure, "p", "fa-source")[0]))


def wrapped(words: str, length: float) -> list[str]:
    """Lines of at most `length` characters."""
    return textwrap.wrap(words, int(length), break_long_words=False, break_on_hyphens=False)
