"""The picture that goes with a shared link: the page's question over its main figure, 1200 by 630 pixels, as PNG."""

from __future__ import annotations

from html import escape
from pathlib import Path

from brief.book import BOOK
from brief.charts import theme
from brief.sphinx_ext import dom, downloads, png_files
from brief.sphinx_ext.build_cache import Shelf
from brief.sphinx_ext.page import Page

FOLDER = "previews"
WIDTH, HEIGHT = 1200, 630
COLOURS = 64  # of the palette: flat areas and their soft edges need no more, and the file stays below 60 kB
SQUARISH = 1.75  # width to height
_MARGIN, _TITLE, _LINE, _FOOT = 56, 50, 57.5, 22


def take(page: Page, shelf: Shelf) -> dict[str, bytes]:
    """The page's preview, {name in the site: PNG}; none for a page without a drawn figure in the open."""
    figures = page.article.xpath('.//figure[.//div[contains(@class, "fa-wide")]//fa-svg][not(ancestor::details)]')
    if not figures:
        return {}
    note = BOOK.boundaries["short"] if dom.find(figures[0], "p", "fa-borders") else ""
    drawn = svg(page.title, page.picture(dom.find(figures[0], "div", "fa-wide")[0]), note)
    return {f"{FOLDER}/{Path(page.name).stem}.png": png_files.take(shelf, drawn, 1, COLOURS)}


def svg(question: str, figure: str, note: str = "") -> str:
    """Question, figure and book's name on paper colour.

    A wide figure stands under the question, a squarish one at its right, as tall as the card.
    """
    width, height = downloads.size_of(figure)
    room = WIDTH - 2 * _MARGIN, HEIGHT - 2 * _MARGIN
    if width / height < SQUARISH:
        scale = min(room[1] / height, room[0] * 0.62 / width)
        x, y = WIDTH - _MARGIN - width * scale, (HEIGHT - height * scale) / 2
        lines = downloads.wrapped(question, (x - 2 * _MARGIN) / (_TITLE * 0.54))
    else:
        lines = downloads.wrapped(question, room[0] / (_TITLE * 0.54))
        x, y = _MARGIN, _MARGIN + len(lines) * _LINE + 18
        scale = min(room[0] / width, (HEIGHT - y - _MARGIN - 2 * _FOOT) / height)
    first = _MARGIN + 0.8 * _LINE
    title = "".join(
        f'<text x="{_MARGIN}" y="{first + place * _LINE:.1f}" font-size="{_TITLE}" font-weight="700" '
        f'fill="{theme.colour("ink")}">{escape(line)}</text>'
        for place, line in enumerate(lines)
    )
    return theme.solid(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<rect width="100%" height="100%" fill="{theme.colour("page")}"/>{title}'
        f'<g transform="translate({x:.1f} {y:.1f}) scale({scale:.4f})">{figure}</g>'
        f'<text x="{_MARGIN}" y="{HEIGHT - _MARGIN + _FOOT / 2:.1f}" font-size="{_FOOT}" '
        f'fill="{theme.colour("soft")}">{escape(BOOK.title)}</text>'
        f'<text x="{_MARGIN}" y="{HEIGHT - _MARGIN + 1.6 * _FOOT:.1f}" font-size="{0.7 * _FOOT:.1f}" '
        f'fill="{theme.colour("soft")}">{note}</text></svg>'
    )
