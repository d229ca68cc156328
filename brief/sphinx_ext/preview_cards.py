"""The picture that goes with a shared link: the page's question, what its main figure found and the figure itself, with
key, notes, source and date, so that it can stand alone; 1200 by 630 pixels, as PNG."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from brief.charts import theme
from brief.sphinx_ext import dom, downloads, png_files
from brief.sphinx_ext.build_cache import Shelf
from brief.sphinx_ext.page import Page

FOLDER = "previews"
WIDTH, HEIGHT = 1200, 630
COLOURS = 56  # of the palette: flat areas and their soft edges need no more, and the file stays below 60 kB
SQUARISH = 2.3  # width to height
_MARGIN = 48
_LOOKS = ((20, "soft", "400"), (28, "ink", "700"), (17, "soft", "400"))  # of question, finding and unit line


def take(page: Page, shelf: Shelf) -> dict[str, bytes]:
    """The page's preview, {name in the site: PNG}; none for a page without a drawn figure in the open."""
    figures = page.article.xpath('.//figure[.//div[contains(@class, "fa-wide")]//fa-svg][not(ancestor::details)]')
    if not figures:
        return {}
    figure = figures[0]
    said = [dom.words(dom.find(figure, "*", name)[0]) for name in ("fa-figure-title", "fa-unit-line")]
    notes = re.split(r"(?<=[.)]) (?=[A-Z])", " ".join(reversed(downloads.notes(figure))))  # that on borders first
    foot = [downloads.source(figure), downloads.dated(figure), *notes]
    drawn = page.picture(dom.find(figure, "div", "fa-wide")[0])
    made = svg(page.title, drawn, said, foot, downloads.legend(page, figure))
    return {f"{FOLDER}/{Path(page.name).stem}.png": png_files.take(shelf, made, 1, COLOURS)}


def svg(question: str, figure: str, said: Sequence[str], foot: Sequence[str], legend: list[tuple[str, str]]) -> str:
    """Question, finding and unit, figure and foot on paper colour; of the foot's last sentences those that find room.

    A wide figure stands between the words, a squarish one at the right of words and key, as tall as the card."""
    width, height = downloads.size_of(figure)
    across, down = WIDTH - 2 * _MARGIN, HEIGHT - 2 * _MARGIN
    beside = width / height < SQUARISH
    scale = min(down / height, across * 0.62 / width)
    x, y = WIDTH - _MARGIN - width * scale, (HEIGHT - height * scale) / 2
    column = downloads.Column(_MARGIN, _MARGIN - 8, x - 2 * _MARGIN if beside else across)
    for words, (size, tone, weight) in zip((question, *said), _LOOKS, strict=False):
        column.text(words, size, tone, weight)
        column.y += 4
    if beside:
        column.y += 8
        column.legend(legend)
    end = _foot(foot, column.width, HEIGHT - _MARGIN - column.y - 12 if beside else 76)
    if not beside:
        x, y = _MARGIN, column.y + 18
        scale = min(across / width, (HEIGHT - _MARGIN - end.y - 12 - y) / height)
    return theme.solid(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<rect width="100%" height="100%" fill="{theme.colour("page")}"/>{"".join(column.parts)}'
        f'<g transform="translate({x:.1f} {y:.1f}) scale({scale:.4f})">{figure}</g>'
        f'<g transform="translate(0 {HEIGHT - _MARGIN - end.y:.1f})">{"".join(end.parts)}</g></svg>'
    )


def _foot(sentences: Sequence[str], width: float, room: float) -> downloads.Column:
    """As many of the sentences as `room` px hold, the first two in any case."""
    made = downloads.Column(_MARGIN, 0, width)
    made.text(" ".join(sentences), 14, "soft")
    return made if made.y <= room or len(sentences) < 3 else _foot(sentences[:-1], width, room)
