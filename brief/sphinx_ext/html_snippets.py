"""Small pieces of HTML that several generated pages share: linked numbers, sources, counts."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape

from brief import numbers
from brief.data import tables

_QUOTED = re.compile(r"\{num\}`([^`|]+)(?:\|(\w+))?`")
_KEY = re.compile(r"\{(\w+)(?:\|(\w+))?\}")


def number(key: str, style: str = "") -> str:
    """A published number as a link that opens its card."""
    return f'<a class="fa-num" data-num="{key}" href="numbers.html#num-{key}">{escape(numbers.text(key, style))}</a>'


def with_numbers(source: str) -> str:
    """A page's source with the numbers that it quotes as printed; an unknown key stays, for the build to refuse."""

    def printed(quoted: re.Match) -> str:
        try:
            return numbers.text(quoted[1], quoted[2] or "")
        except ValueError:
            return quoted[0]

    return _QUOTED.sub(printed, source)


def linked(template: str) -> str:
    """Text of a table as HTML, each ``{key}`` in it a number link."""
    pieces, end = [], 0
    for found in _KEY.finditer(template):
        pieces += [escape(template[end : found.start()], quote=False), number(found[1], found[2] or "")]
        end = found.end()
    return "".join(pieces) + escape(template[end:], quote=False)


@lru_cache(maxsize=1)
def _sources() -> dict:
    return tables.load("sources").set_index("id").to_dict("index")


def source_name(source_id: str, titled: bool = False) -> str:
    """Publisher and year, state media marked: ``TASS (state media), 2019``; titled: ``World Bank, “GDP”, 2021``."""
    row = _sources()[source_id]
    kind = " (state media)" if row["kind"] == "state media" else ""
    title = f", “{row['title']}”" if titled else ""
    return f"{row['publisher']}{kind}{title}" + (f", {row['date'][:4]}" if row["date"] else "")


def sources(ids) -> str:
    """Sources in short, each linked to its entry, which grades it and leads to the original."""
    return "; ".join(f'<a href="sources.html#source-{one}">{escape(source_name(one), quote=False)}</a>' for one in ids)


def count(number: int, noun: str) -> str:
    """``1 source``, ``3 sources``, with a no-break space."""
    return f"{number}\u00a0{noun}" if number == 1 else f"{number}\u00a0{noun}s"


def listed(pairs) -> str:
    """A description list from (term, HTML) pairs; empty ones are left out."""
    rows = "".join(f"<div><dt>{term}</dt><dd>{said}</dd></div>" for term, said in pairs if said)
    return f"<dl>{rows}</dl>" if rows else ""
