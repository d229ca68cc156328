"""Small pieces of HTML that lists share, numbers, sources and verdicts; templates know them as filters.

A verdict is a mark and a word, always both. Round marks: at the time. Diamonds: since then. Ink, never green or red: a
verdict isn't a traffic light, and red is an actor's colour.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from markupsafe import Markup, escape

from brief import numbers
from brief.data import tables
from brief.templates import as_filter, render

_QUOTED = re.compile(r"\{num\}`([^`|]+)(?:\|(\w+))?`")
_KEY = re.compile(r"\{(\w+)(?:\|(\w+))?\}")
_RING = '<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="1.6"{}/>'
_DIAMOND = '<path d="M8 1.5 14.5 8 8 14.5 1.5 8Z" fill="{}" stroke="currentColor" stroke-width="1.6"{}/>'
_BROKEN = ' stroke-dasharray="3 2.4"'
MARKS = {
    "holds": _RING.format("") + '<circle cx="8" cy="8" r="6" fill="currentColor"/>',
    "holds in part": _RING.format("") + '<path d="M8 2a6 6 0 0 0 0 12Z" fill="currentColor"/>',
    "depends on the source": _RING.format("") + '<circle cx="8" cy="8" r="2.6" fill="currentColor"/>',
    "disputed": '<g fill="none" stroke="currentColor" stroke-width="1.6">'
    '<circle cx="5.6" cy="8" r="4.6"/><circle cx="10.4" cy="8" r="4.6"/></g>',
    "does not hold": _RING.format("") + '<path d="M4 4 12 12M12 4 4 12" stroke="currentColor" stroke-width="1.6"/>',
    "cannot be checked": _RING.format(_BROKEN),
    "came true": _DIAMOND.format("currentColor", ""),
    "partly": _DIAMOND.format("none", "") + '<path d="M8 1.5V14.5L1.5 8Z" fill="currentColor"/>',
    "did not": _DIAMOND.format("none", ""),
    "too early or no forecast": _DIAMOND.format("none", _BROKEN),
}
SINCE = ("came true", "partly", "did not", "too early or no forecast")


@as_filter
def word(verdict: str) -> str:
    """The verdict as the page writes it. Raises ValueError for one that there isn't."""
    if verdict not in MARKS:
        raise ValueError(f"no verdict is called {verdict!r}; they are: {', '.join(MARKS)}")
    return verdict[0].upper() + verdict[1:]


@as_filter
def marked(verdict: str) -> Markup:
    """The verdict as inline HTML; the mark is hidden from screen readers, the word is not."""
    said = word(verdict)
    return Markup(render("verdict.html", since=verdict in SINCE, mark=MARKS[verdict], word=said))


@as_filter
def number(key: str, style: str = "") -> Markup:
    """A published number as a link that opens its card."""
    link = Markup('<a class="fa-num" data-num="{0}" href="numbers.html#num-{0}">{1}</a>')
    return link.format(key, numbers.text(key, style))


def with_numbers(source: str) -> str:
    """A page's source with the numbers that it quotes as printed; an unknown key stays, for the build to refuse."""

    def printed(quoted: re.Match) -> str:
        try:
            return numbers.text(quoted[1], quoted[2] or "")
        except ValueError:
            return quoted[0]

    return _QUOTED.sub(printed, source)


@as_filter
def linked(text: str) -> Markup:
    """Text of a table as HTML, each ``{key}`` in it a number link."""
    return Markup(_KEY.sub(lambda found: number(found[1], found[2] or ""), escape(text)))


@lru_cache(maxsize=1)
def _sources() -> dict:
    return tables.load("sources").set_index("id").to_dict("index")


def source_name(source_id: str, titled: bool = False) -> str:
    """Publisher and year, state media marked: ``TASS (state media), 2019``; titled: ``World Bank, “GDP”, 2021``."""
    row = _sources()[source_id]
    kind = " (state media)" if row["kind"] == "state media" else ""
    title = f", “{row['title']}”" if titled else ""
    return f"{row['publisher']}{kind}{title}" + (f", {row['date'][:4]}" if row["date"] else "")


@as_filter
def sources(ids) -> Markup:
    """Sources in short, each linked to its entry, which grades it and leads to the original."""
    link = Markup('<a href="sources.html#source-{}">{}</a>')
    return Markup("; ").join(link.format(one, source_name(one)) for one in ids)


@as_filter
def originals(ids) -> list[Markup]:
    """Sources, first-hand ones first, each linked to the original in a new tab: a form stays as it is."""
    link = Markup('<a href="{}" target="_blank" rel="noopener">{}</a>')
    return [link.format(one["link"], source_name(key, titled=True)) for key, one in first_hand_first(ids)]


def first_hand_first(ids: Iterable[str]) -> list[tuple[str, dict]]:
    """(id, row) of sources: what a publisher says of its own before what others say, else in the order given."""
    return sorted(((one, _sources()[one]) for one in ids), key=lambda pair: pair[1]["reliability"] != "primary")
