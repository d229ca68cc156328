"""Small pieces of HTML that several lists share, numbers, sources, verdicts, which their templates know as filters.

A list takes `render` from here, so that its template has them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import zip_longest

from markupsafe import Markup

from brief import numbers
from brief.data import tables
from brief.sphinx_ext.verdict_marks import marked
from brief.templates import as_filter, render

__all__ = ["linked", "marked", "number", "render", "source_name", "sources", "with_numbers"]

_QUOTED = re.compile(r"\{num\}`([^`|]+)(?:\|(\w+))?`")
_KEY = re.compile(r"\{(\w+)(?:\|(\w+))?\}")


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
    # Words, key and style by turns.
    pieces = _KEY.split(text)
    links = map(number, pieces[1::3], (style or "" for style in pieces[2::3]))
    return Markup().join(piece for pair in zip_longest(pieces[::3], links, fillvalue="") for piece in pair)


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
