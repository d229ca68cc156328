"""What a figure offers to take away: its table as CSV with a README, its picture as SVG that can stand alone."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable
from html import escape

from lxml.html import HtmlElement

from brief.book import BOOK, in_words
from brief.charts import theme
from brief.data import tables
from brief.sphinx_ext import data_files, dom
from brief.sphinx_ext.page import Page, relative
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
            link.set("href", relative(page.name, name))
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
        later="fa-since" in figure.classes,
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
    title, column = _line(figure, "fa-figure-title") if finding else UNSAID, Column(0, _MARGIN, width)
    column.text(title, 20, "ink", "700")
    column.text(_line(figure, "fa-unit-line"), 14, "soft")
    column.y += 12
    column.put(svg, height + 4)
    column.legend(legend(page, figure))
    column.y += 6
    for words in [source(figure), *(notes(figure) if finding else []), dated(figure)]:
        column.text(words, 12, "soft")
    whole = (f"{width + 2 * _MARGIN:g}", f"{column.y + _MARGIN:.1f}")
    drawn = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{whole[0]}" height="{whole[1]}" '
        f'viewBox="0 0 {whole[0]} {whole[1]}" font-family="{_SANS}"><title>{escape(title)}</title>'
        f'<rect width="100%" height="100%" fill="{theme.colour("page")}"/>'
        f'<g transform="translate({_MARGIN} 0)">{"".join(column.parts)}</g></svg>\n'
    )
    return theme.solid(drawn)


class Column:
    """Words and pictures one below the other, from `y` down, `width` px wide, as SVG in `parts`."""

    def __init__(self, x: float, y: float, width: float):
        self.x, self.y, self.width, self.parts = x, y, width, list[str]()

    def text(self, words: str, size: float, tone: str, weight: str = "400", indent: float = 0) -> None:
        for line in wrapped(words, (self.width - indent) / (size * (0.56 if weight == "700" else 0.52))):
            self.y += size * 1.3
            self.parts.append(
                f'<text x="{self.x + indent:g}" y="{self.y:.1f}" font-size="{size:g}" font-weight="{weight}" '
                f'fill="{theme.colour(tone)}">{escape(line)}</text>'
            )

    def put(self, svg: str, height: float, down: float = 0) -> None:
        """A picture that takes `height` px; 0 where words stand beside it."""
        self.parts.append(f'<svg x="{self.x:g}" y="{self.y + down:.1f}"{svg.removeprefix("<svg")}')
        self.y += height

    def legend(self, items: Iterable[tuple[str, str]]) -> None:
        for swatch, words in items:
            self.put(swatch, 0, down=5)
            self.text(words, 13, "ink", indent=32)


def size_of(svg: str) -> tuple[float, float]:
    """Width and height of a picture."""
    width, height = (re.findall(rf'\b{side}="([\d.]+)', svg)[0] for side in ("width", "height"))
    return float(width), float(height)


def legend(page: Page, figure: HtmlElement) -> list[tuple[str, str]]:
    """The key of a figure: (swatch, what it means)."""
    return [(page.picture(item), dom.words(item)) for item in figure.xpath('.//ul[@class="fa-legend"]/li')]


def notes(figure: HtmlElement) -> list[str]:
    """What stands under a figure, its borders' rule among it."""
    return [dom.words(line) for line in dom.find(figure, "p", "fa-note")]


def source(figure: HtmlElement) -> str:
    """All publishers, as the citation has them; the line under the chart may name the first few only."""
    cited = dom.find(figure, "p", "fa-citation")
    named = re.search(r"Data: (.*)", dom.words(cited[0])) if cited else None
    if named:
        return f"Source: {named[1]}"
    return re.sub(r"^Figure\s\d+\.\s", "", dom.words(dom.find(figure, "p", "fa-source")[0]))


def dated(figure: HtmlElement) -> str:
    """To which day a figure's evidence reaches, and where it comes from."""
    day = BOOK.edition if "fa-since" in figure.classes else BOOK.cutoff
    return f"As known on {in_words(day)}. {BOOK.title}, edition of {in_words(BOOK.edition)}. {BOOK.licence.name}."


def wrapped(words: str, length: float) -> list[str]:
    """Lines of at most `length` characters."""
    return textwrap.wrap(words, int(length), break_long_words=False, break_on_hyphens=False)
