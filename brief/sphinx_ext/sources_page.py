"""The sources page: every source with its grade, what is still open, and the tables with their terms.

Written when the pages are read; the pass over the built pages (`usage`) fills in which pages use each source.
"""

from __future__ import annotations

import pandas as pd

from brief.data import tables
from brief.sphinx_ext import data_package
from brief.templates import render

# In the order in which a reader should trust them; the last are those that nobody has sorted yet.
KINDS = {
    "official statistics": "Official statistics",
    "official statement": "Official statements",
    "law": "Laws",
    "dataset": "Datasets",
    "research": "Research",
    "company": "Companies",
    "press": "Press",
    "advocacy": "Advocacy",
    "state media": "State media",
    "article": "The article itself",
    "": "Kind still open",
}
GRADED = {"primary": "first-hand", "secondary": "second-hand", "weak": "weak"}
OPEN = {
    "date": "no date",
    "kind": "no kind",
    "reliability": "no grade",
    "licence": "no terms of use",
    "read": "not said how much was read",
}


def _frame() -> pd.DataFrame:
    return tables.load("sources").fillna("")


def counts_html() -> str:
    """One sentence on how many there are, and of which standing; counted here, so that it can't go stale."""
    frame = _frame()
    return render(
        "source_counts.html",
        links=len(tables.load("row_sources")),
        all=len(frame),
        dated=(frame["date"] != "").sum(),
        primary=(frame["reliability"] == "primary").sum(),
        weak=(frame["reliability"] == "weak").sum(),
        state=(frame["kind"] == "state media").sum(),
    )


def sources_html() -> str:
    """The form, and all sources grouped by kind, each group a fold."""
    frame = _frame().sort_values(["publisher", "date", "id"], key=lambda column: column.str.casefold())
    rows = tables.load("row_sources").groupby(["source_id", "table"]).size()
    used = {source: group.droplevel(0).to_dict() for source, group in rows.groupby(level=0)}
    groups = [(label, frame[frame["kind"] == kind].to_dict("records")) for kind, label in KINDS.items()]
    return render("sources.html", groups=groups, used=used, graded=GRADED)


def open_html() -> str:
    """What is still unknown about which sources: one fold per field."""
    frame = _frame()
    fields = [(field, label, frame[frame[field] == ""].to_dict("records")) for field, label in OPEN.items()]
    return render("open_fields.html", fields=fields)


def tables_html() -> str:
    """The tables to take away, those that may not be passed on with where to get them, and the same for machines."""
    listed = [_table(name) for name in tables.names()]
    return render(
        "tables.html",
        package=data_package.ZIP,
        held=[one for one in listed if not one["redistributable"]],
        kept=[one for one in listed if one["redistributable"]],
        data=data_package.json_ld(),
    )


def _table(name: str) -> dict:
    """What a table is, how large, under which terms, and what it rests on."""
    said = tables.describe(name)
    return said | {
        "name": name,
        "rows": len(tables.load(name)),
        "terms": "; ".join(one.get("title", one["name"]) for one in said["licenses"]),
        "behind": data_package.named_sources(name),
    }
