"""How the article reasoned, criterion by criterion, and beside it what came of its forecasts: never added up."""

from __future__ import annotations

from brief import claims as ledger
from brief.book import BOOK
from brief.data import tables
from brief.sphinx_ext.html_snippets import render

GRADES = {"beyond": "goes beyond", "meets": "meets it", "short": "falls short"}


def grades_html() -> str:
    """Every criterion with what meets it, the grade and its reason."""
    return render("grades.html", rubric=tables.load("rubric").to_dict("records"), grades=GRADES)


def columns_html() -> str:
    """Reasoning and outcomes in two columns of one row, each a list; no score joins them."""
    claims = ledger.claims().set_index("id", drop=False)
    return render(
        "outcomes.html",
        rubric=tables.load("rubric").to_dict("records"),
        grades=GRADES,
        forecasts=[claims.loc[key] for key in BOOK.forecasts],
    )
