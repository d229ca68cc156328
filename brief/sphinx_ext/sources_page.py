"""The sources page: every source with its grade, what is still open, and the tables with their terms.

Written when the pages are read; the pass over the built pages (`usage`) fills in which pages use each source.
"""

from __future__ import annotations

from html import escape

import pandas as pd

from brief.data import tables
from brief.sphinx_ext import data_package, filter_form, html_snippets

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


def _said(text: str) -> str:
    return escape(text, quote=False)


def counts_html() -> str:
    """One sentence on how many there are, and of which standing; counted here, so that it can't go stale."""
    frame = _frame()
    dated, primary = (frame["date"] != "").sum(), (frame["reliability"] == "primary").sum()
    weak, state = (frame["reliability"] == "weak").sum(), (frame["kind"] == "state media").sum()
    links = len(tables.load("row_sources"))
    return (
        f'<p class="fa-source-counts">The rows of the tables point {links:,} times to {len(frame)} sources. '
        f"{primary} are first-hand, {weak} weak; {state} are state media. {dated} carry a date. First-hand: by whoever "
        "decided, measured or made the thing. Second-hand: a report about it. Weak: a report that others should "
        "confirm.</p>"
    )


def sources_html() -> str:
    """The form, and all sources grouped by kind, each group a fold."""
    frame = _frame()
    rows = tables.load("row_sources").groupby(["source_id", "table"]).size()
    used = {source: group.droplevel(0).to_dict() for source, group in rows.groupby(level=0)}
    groups = []
    for kind, label in KINDS.items():
        group = frame[frame["kind"] == kind].sort_values(["publisher", "date", "id"], key=lambda c: c.str.casefold())
        if len(group):
            entries = "".join(_entry(one, used.get(one["id"], {})) for one in group.to_dict("records"))
            groups.append(
                f'<details open class="fa-row fa-group" {filter_form.GROUP}><summary><h3>{label}</h3>'
                f'<span class="fa-count">{html_snippets.count(len(group), "source")}</span></summary>'
                f'<div class="fa-row-body"><ul class="fa-source-list" role="list">{entries}</ul></div></details>'
            )
    return filter_form.form("sources", "Search the sources") + f'<div class="fa-found">{"".join(groups)}</div>'


def _entry(source: dict, used: dict[str, int]) -> str:
    """Publisher, title, date, grade, terms, and what rests on it."""
    title = f'<a href="{escape(source["link"])}">{_said(source["title"])}</a>'
    facts = [
        _said(source["date"]) or "no date",
        GRADED.get(source["reliability"], "not graded"),
        f"read: {_said(source['read'])}" if source["read"] else "",
        _said(source["licence"]) or "terms open",
    ]
    rests = ", ".join(f"{html_snippets.count(number, 'row')} of <code>{table}</code>" for table, number in used.items())
    note = f'<p class="fa-source-note">{_said(source["note"])}</p>' if source["note"] else ""
    key = source["id"]
    return (
        f'<li id="source-{key}" {filter_form.ITEM}><p><strong>{_said(source["publisher"])}</strong> {title}</p>'
        f'<p class="fa-source-facts">{" · ".join(filter(None, facts))}</p>{note}'
        f'<p class="fa-source-facts">{rests or "no row"}<span class="fa-used" data-source="{key}"></span></p></li>'
    )


def open_html() -> str:
    """What is still unknown about which sources: one fold per field."""
    frame = _frame()
    folds = []
    for field, label in OPEN.items():
        group = frame[frame[field] == ""]
        if group.empty:
            continue
        items = "".join(
            f'<li><a href="#source-{one.id}">{_said(one.publisher)}: {_said(one.title)}</a></li>'
            for one in group.itertuples(index=False)
        )
        folds.append(
            f'<details class="fa-row" id="open-{field}"><summary><h3>{label[0].upper()}{label[1:]}</h3>'
            f'<span class="fa-count">{html_snippets.count(len(group), "source")}</span></summary>'
            f'<div class="fa-row-body"><ul class="fa-open-list">{items}</ul></div></details>'
        )
    return "".join(folds) or "<p>Nothing: every field of every source is filled.</p>"


def tables_html() -> str:
    """The tables to take away, those that may not be passed on with where to get them, and the same for machines."""
    kept, held = list[str](), list[str]()
    for name in tables.names():
        said = tables.describe(name)
        (kept if said["redistributable"] else held).append(_table(name, said))
    missing = (
        "<h3>Not passed on</h3><p>Their publishers’ terms don’t allow it. The book ships sums made from them, and says "
        f"where to get the rows.</p>{''.join(held)}"
        if held
        else ""
    )
    return (
        f'<p class="fa-find-files"><a href="downloads/{data_package.ZIP}" download>All tables that may be passed on, '
        f"with their schema and sources (Data Package, ZIP)</a></p>{missing}<h3>In the package</h3>{''.join(kept)}"
        + data_package.json_ld()
    )


def _table(name: str, said: dict) -> str:
    """A fold: what the table is, how large, under which terms; and where to get it if the package lacks it."""
    rows = html_snippets.count(len(tables.load(name)), "row")
    licence = "; ".join(_said(one.get("title", one["name"])) for one in said["licenses"])
    where = ""
    if not said["redistributable"]:
        links = "; ".join(
            f'<a href="{escape(one["path"])}">{_said(one["title"])}</a>' if one.get("path") else _said(one["title"])
            for one in data_package.named_sources(name)
        )
        where = f'<p class="fa-source-facts">Where to get it: {links}</p>'
    return (
        f'<details class="fa-row" id="table-{name}"><summary><h4>{_said(said["title"])}</h4>'
        f'<span class="fa-count">{rows}</span></summary><div class="fa-row-body fa-table-terms">'
        f'<p>{_said(said["description"])}</p><p class="fa-source-facts"><code>data/{said["path"]}</code> · '
        f"{licence}</p>{where}</div></details>"
    )
