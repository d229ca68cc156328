"""What a figure's template (`charts/figure.html`) shows beside the figure itself: its table's cells, how to cite it."""

from __future__ import annotations

import re

import pandas as pd

from brief.book import BOOK, in_words
from brief.numbers import MINUS
from brief.templates import as_filter, render

MISSING = "no figure"
NAMED_SOURCES = 4  # publishers named under a picture and in a citation; the rest stand with them under Cite


def figure(entry, still: bool = False) -> str:
    """The whole of a figure; `entry` is a `Figure`. A `still` one has no controls and no specification."""
    first: dict = {}
    for row in entry.source_rows:
        first.setdefault(row.publisher, row)
    named, more = _few([*first.values()])
    words, entry_of_bibtex = citation(entry)
    return render(
        "charts/figure.html",
        figure=entry,
        still=still,
        named=named,
        more=more,
        citation=words,
        bibtex=entry_of_bibtex,
        borders=BOOK.boundaries.get("note", ""),
        **cells(entry.table),
    )


def _few(listed: list) -> tuple[list, int]:
    """The first of them, and how many more there are."""
    more = len(listed) - NAMED_SOURCES
    return (listed[:NAMED_SOURCES], more) if more > 1 else (listed, 0)  # "and 1 more" would hide a name for a word


@as_filter
def publisher(row) -> str:
    """Who published a source, state media marked."""
    return row.publisher + (" (state media)" if row.kind == "state media" else "")


def citation(entry) -> tuple[str, str]:
    """How to cite the figure: in words, and for BibTeX."""
    edition = f"edition of {in_words(BOOK.edition)}"
    named, more = _few([*dict.fromkeys(map(publisher, entry.source_rows))])
    data = "; ".join(named) + (f" and {more} more" if more else "")
    said = f"“{entry.title}.” {BOOK.title}, {edition}, figure {entry.key}. Data: {data}."
    return said, bibtex(entry.key, entry.title, f"Figure {entry.key}, {edition}. Data: {_for_tex(data)}")


def bibtex(key: str, title: str, note: str) -> str:
    """The BibTeX entry of a part of the book; `note` says which."""
    return (
        f"@misc{{{BOOK.slug}-{key},\n  title = {{{{{_for_tex(title)}}}}},\n  howpublished = {{{BOOK.title}}},\n"
        f"  year = {{{BOOK.edition.year}}},\n  note = {{{note}}}\n}}"
    )


def _for_tex(words: str) -> str:
    return re.sub(r"([&%$#_])", r"\\\1", words)


def cells(frame: pd.DataFrame) -> dict[str, list]:
    """The figure's data for its table: `heads` as (words, whether over numbers); `rows` of cells."""
    kinds = pd.api.types
    numeric = [kinds.is_numeric_dtype(kind) and not kinds.is_bool_dtype(kind) for kind in frame.dtypes]
    rows = [[_cell(*one) for one in zip(row, numeric, strict=True)] for row in frame.itertuples(index=False)]
    return {"heads": [*zip(map(str, frame.columns), numeric, strict=True)], "rows": rows}


def _cell(value, of_numbers: bool) -> dict:
    """A cell's words; `value` where they hide something; whether it is to be set as a number."""
    if value is None or value is pd.NaT or (pd.api.types.is_scalar(value) and pd.isna(value)):
        return {"words": MISSING if of_numbers else "", "value": "", "is_number": of_numbers}
    if pd.api.types.is_bool(value):
        return {"words": "yes" if value else "no", "value": str(bool(value)).lower(), "is_number": False}
    if hasattr(value, "isoformat"):
        return {"words": in_words(value), "value": value.isoformat()[:10], "is_number": False}
    if not of_numbers:
        return {"words": str(value), "value": None, "is_number": False}
    raw = f"{value:.10g}"
    # Years stay whole: only five digits and more are grouped.
    shown = (f"{float(raw):,.10g}" if abs(value) >= 10_000 else raw).replace("-", MINUS)
    return {"words": shown, "value": raw if raw != shown else None, "is_number": True}
