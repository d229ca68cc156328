"""What a figure offers to take away: its table as CSV with a README, its picture as SVG that can stand alone; and the
picture that goes with a shared link, of the page's question, what its main figure found and the figure itself."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

from lxml.html import HtmlElement

from brief.book import BOOK, in_words
from brief.charts import theme
from brief.data import tables
from brief.sphinx_ext import data_files, dom, png_files
from brief.sphinx_ext.build_cache import Shelf
from brief.sphinx_ext.page import Page, relative
from brief.templates import render

FOLDER, PREVIEWS = "downloads", "previews"
UNSAID = "What does this figure show?"
WIDTH, HEIGHT = 1200, 630  # of a preview, whose margin is wider
COLOURS = 56  # of its palette: flat areas and their soft edges need no more, and the file stays below 60 kB
SQUARISH = 2.3  # width to height
_MARGIN, _WIDER = 20, 48
_LOOKS = ((20, "soft", "400"), (28, "ink", "700"), (17, "soft", "400"))  # of question, finding and unit line
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
    columns = figure.xpath('(.//details[contains(@class, "fa-table")]//tr)[1]/*')
    sources = tables.load("sources").fillna("").set_index("id")
    text = render(
        "packs/figure-readme.txt",
        key=figure.get("data-figure"),
        title=_line(figure, "fa-figure-title"),
        unit=_line(figure, "fa-unit-line"),
        later="fa-since" in figure.classes,
        columns=map(dom.words, columns),
        notes=_notes(figure),
        sources=sources.loc[figure.get("data-sources", "").split()].to_dict("records"),
        cited=map(dom.words, dom.find(figure, "p", "fa-citation")),
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
    column.legend(_legend(page, figure))
    column.y += 6
    for words in [_source(figure), *(_notes(figure) if finding else []), _dated(figure)]:
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
        length = (self.width - indent) / (size * (0.56 if weight == "700" else 0.52))
        for line in textwrap.wrap(words, int(length), break_long_words=False, break_on_hyphens=False):
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


def _legend(page: Page, figure: HtmlElement) -> list[tuple[str, str]]:
    """The key of a figure: (swatch, what it means)."""
    return [(page.picture(item), dom.words(item)) for item in figure.xpath('.//ul[@class="fa-legend"]/li')]


def _notes(figure: HtmlElement) -> list[str]:
    """What stands under a figure, its borders' rule among it."""
    return [dom.words(line) for line in dom.find(figure, "p", "fa-note")]


def _source(figure: HtmlElement) -> str:
    """All publishers, as the citation has them; the line under the chart may name the first few only."""
    return f"Source: {_line(figure, 'fa-citation').partition('Data: ')[2]}"


def _dated(figure: HtmlElement) -> str:
    """To which day a figure's evidence reaches, and where it comes from."""
    day = BOOK.edition if "fa-since" in figure.classes else BOOK.cutoff
    return f"As known on {in_words(day)}. {BOOK.title}, edition of {in_words(BOOK.edition)}. {BOOK.licence.name}."


def preview(page: Page, shelf: Shelf) -> dict[str, bytes]:
    """The page's preview, {name in the site: PNG}; none for a page without a drawn figure in the open."""
    figures = page.article.xpath('.//figure[.//div[contains(@class, "fa-wide")]//fa-svg][not(ancestor::details)]')
    if not figures:
        return {}
    figure = figures[0]
    said = [_line(figure, name) for name in ("fa-figure-title", "fa-unit-line")]
    notes = re.split(r"(?<=[.)]) (?=[A-Z])", " ".join(reversed(_notes(figure))))  # that on borders first
    foot = [_source(figure), _dated(figure), *notes]
    drawn = page.picture(dom.find(figure, "div", "fa-wide")[0])
    made = card_svg(page.title, drawn, said, foot, _legend(page, figure))
    return {f"{PREVIEWS}/{Path(page.name).stem}.png": png_files.take(shelf, made, 1, COLOURS)}


def card_svg(asked: str, figure: str, said: Sequence[str], foot: Sequence[str], legend: list[tuple[str, str]]) -> str:
    """Question, finding and unit, figure with key, and foot on paper colour, so that the card can stand alone; of the
    foot's last sentences those that find room.

    A wide figure stands between the words, a squarish one at the right of words and key, as tall as the card."""
    width, height = size_of(figure)
    across, down = WIDTH - 2 * _WIDER, HEIGHT - 2 * _WIDER
    beside = width / height < SQUARISH
    scale = min(down / height, across * 0.62 / width)
    x, y = WIDTH - _WIDER - width * scale, (HEIGHT - height * scale) / 2
    column = Column(_WIDER, _WIDER - 8, x - 2 * _WIDER if beside else across)
    for words, (size, tone, weight) in zip((asked, *said), _LOOKS, strict=False):
        column.text(words, size, tone, weight)
        column.y += 4
    if beside:
        column.y += 8
        column.legend(legend)
    end = _foot(foot, column.width, HEIGHT - _WIDER - column.y - 12 if beside else 76)
    if not beside:
        x, y = _WIDER, column.y + 18
        scale = min(across / width, (HEIGHT - _WIDER - end.y - 12 - y) / height)
    return theme.solid(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<rect width="100%" height="100%" fill="{theme.colour("page")}"/>{"".join(column.parts)}'
        f'<g transform="translate({x:.1f} {y:.1f}) scale({scale:.4f})">{figure}</g>'
        f'<g transform="translate(0 {HEIGHT - _WIDER - end.y:.1f})">{"".join(end.parts)}</g></svg>'
    )


def _foot(sentences: Sequence[str], width: float, room: float) -> Column:
    """As many of the sentences as `room` px hold, the first two in any case."""
    made = Column(_WIDER, 0, width)
    made.text(" ".join(sentences), 14, "soft")
    return made if made.y <= room or len(sentences) < 3 else _foot(sentences[:-1], width, room)
