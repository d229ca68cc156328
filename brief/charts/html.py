"""A figure's data (`Figure.data`) as HTML, and what its template (`charts/figure.html`) shows beside them: the cells of
its table, how to cite it."""

from __future__ import annotations

import re

import pandas as pd

from brief.book import BOOK, in_words
from brief.charts import controls, theme  # noqa: F401 - they lend the template filters
from brief.numbers import MINUS
from brief.templates import as_filter, render

MISSING = "no figure"
NAMED_SOURCES = 4  # publishers named under a picture and in a citation; the rest stand with them under Cite


def figure(data: dict, still: bool = False) -> str:
    """The whole of a figure. A `still` one has no controls and no specification."""
    named, more = named_sources(data)
    words, of_bibtex = citation(data)
    given = {"figure": data, "still": still, "named": named, "more": more, "citation": words, "bibtex": of_bibtex}
    return render("charts/figure.html", **given)


def named_sources(data: dict) -> tuple[list[dict], int]:
    """The sources named under a figure, one of each publisher, and how many more publishers there are."""
    first: dict = {}
    for source in data["sources"]:
        first.setdefault(source["publisher"], source)
    return _few([*first.values()])


def _few(listed: list) -> tuple[list, int]:
    """The first of them, and how many more there are."""
    more = len(listed) - NAMED_SOURCES
    return (listed[:NAMED_SOURCES], more) if more > 1 else (listed, 0)  # "and 1 more" would hide a name for a word


@as_filter
def publisher(source: dict) -> str:
    """Who published a source, state media marked."""
    return source["publisher"] + (" (state media)" if source["kind"] == "state media" else "")


def citation(data: dict) -> tuple[str, str]:
    """How to cite the figure: in words, and for BibTeX."""
    edition = f"edition of {in_words(BOOK.edition)}"
    named, more = _few([*dict.fromkeys(map(publisher, data["sources"]))])
    of, key, title = "; ".join(named) + (f" and {more} more" if more else ""), data["key"], data["title"]
    said = f"“{title}.” {BOOK.title}, {edition}, figure {key}. Data: {of}."
    return said, bibtex(key, title, f"Figure {key}, {edition}. Data: {_for_tex(of)}")


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
