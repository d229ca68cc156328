"""How the article reasoned, criterion by criterion, and beside it what came of its forecasts: never added up."""

from __future__ import annotations

from html import escape

from brief import claims as ledger
from brief.book import BOOK
from brief.data import tables
from brief.sphinx_ext import verdict_marks

GRADES = {"beyond": "goes beyond", "meets": "meets it", "short": "falls short"}


def grades_html() -> str:
    """Every criterion with what meets it, the grade and its reason."""
    rows = "".join(
        f'<tr><th scope="row">{escape(row.name)}: {GRADES[row.grade]}</th>'
        f"<td>{escape(row.reason)} <em>It takes:</em> {escape(row.meets_when)}</td></tr>"
        for row in tables.load("rubric").drop(columns="id").itertuples(index=False)
    )
    head = _head("Criterion and grade", "Why, and what it takes to meet it")
    return f'<div class="fa-html"><table class="fa-table fa-parts">{head}<tbody>{rows}</tbody></table></div>'


def _head(*columns: str) -> str:
    return "<thead><tr>" + "".join(f'<th scope="col">{name}</th>' for name in columns) + "</tr></thead>"


def columns_html() -> str:
    """Reasoning and outcomes in two columns of one row, each a list; no score joins them."""
    reasoned = "".join(
        f"<li>{escape(name)}: {GRADES[grade]}</li>"
        for name, grade in tables.load("rubric")[["name", "grade"]].itertuples(index=False)
    )
    claims = ledger.claims().set_index("id", drop=False)
    came = "".join(
        f"<li>{escape(claims.loc[key, 'paraphrase'])} {verdict_marks.html(claims.loc[key, 'verdict_since'])}</li>"
        for key in BOOK.forecasts
    )
    head = _head("How it reasoned, on what was known then", "What came of it")
    return (
        f'<div class="fa-html"><table class="fa-table fa-parts">{head}<tbody><tr><td><ul>{reasoned}</ul></td>'
        f"<td><ul>{came}</ul></td></tr></tbody></table></div>"
    )
