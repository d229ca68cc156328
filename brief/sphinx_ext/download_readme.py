"""The README beside a figure's table: what it holds, in which unit, from whom, under which terms, how to cite it."""

from __future__ import annotations

from lxml.html import HtmlElement

from brief.book import BOOK
from brief.data import tables
from brief.sphinx_ext import dom


def of_figure(figure: HtmlElement) -> bytes:
    """Plain text, UTF-8; read from the figure as it stands on the page and from the list of sources."""
    title, unit = (dom.words(dom.find(figure, "*", name)[0]) for name in ("fa-figure-title", "fa-unit-line"))
    columns = [dom.words(cell) for cell in figure.xpath('(.//details[contains(@class, "fa-table")]//tr)[1]/*')]
    notes = [dom.words(note) for note in dom.find(figure, "p", "fa-note")]
    cited = [dom.words(one) for one in dom.find(figure, "p", "fa-citation")]
    later = [f"Known only after {BOOK.cutoff:%Y-%m-%d}."] if dom.has_class(figure, "fa-since") else []
    wanted = figure.get("data-sources", "").split()
    known = tables.load("sources").fillna("").set_index("id")
    lines = [
        title,
        unit,
        *later,
        "",
        f"Columns of {figure.get('data-figure')}.csv: " + "; ".join(columns) + ".",
        *notes,
        "",
        "Sources",
        *(_source(known.loc[one]) for one in wanted),
        "",
        f"Licence of our selection and wording: {BOOK.licence.name}, {BOOK.licence.link}",
        "Each publisher's own terms hold for its figures.",
        "",
        "Cite",
        *cited,
        "",
    ]
    return "\n".join(lines).encode()


def _source(row) -> str:
    """Publisher, title, date, address and terms on one line."""
    parts = [
        f"{row['publisher']}: {row['title']}",
        row["date"] or "no date",
        row["link"],
        f"terms: {row['licence']}" if row["licence"] else "terms open",
    ]
    return "- " + ". ".join(parts)
