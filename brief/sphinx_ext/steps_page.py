"""The steps of the argument: with their verdicts (`steps_html`), as strands that join (`outline_html`), and
the objections against each (`strains_html`). All three read one table, so that a step reads the same everywhere.
"""

from __future__ import annotations

from html import escape

import pandas as pd

from brief import claims as ledger
from brief.book import BOOK
from brief.data import tables
from brief.sphinx_ext import html_snippets, verdict_marks

OUTSIDE = {"qualifies": "From outside the article, qualifying", "contrasts": "From outside the article, in contrast"}
INSIDE = {"qualifies": "Qualified by", "contrasts": "In contrast to"}


def number_of(step: str) -> str:
    """``step-3`` is step 3."""
    return step.removeprefix("step-")


def _said(text: str) -> str:
    return escape(text, quote=False)


def _claim(key: str) -> str:
    return f'<a href="ledger.html#claim-{key}">{key}</a>'


def steps_html() -> str:
    """The steps as an open list: sentence, both verdicts with a sentence each, chapter and claims."""
    raw = {name: tables.load(name).set_index("id") for name in ("steps", "steps_since")}
    items = []
    for step in ledger.steps().to_dict("records"):
        key = step["id"]
        reason = html_snippets.linked(raw["steps"].loc[key, "reason_then"])
        then = f"{verdict_marks.html(step['verdict_then'])}<p>{reason}</p>"
        later = raw["steps_since"]["reason_since"].get(key)
        since = verdict_marks.html(step["verdict_since"]) + (f"<p>{html_snippets.linked(later)}</p>" if later else "")
        claims = "".join(f'<a href="#claim-{one}">{one}</a>' for one in step["claims"])
        items.append(
            f'<li class="fa-step" id="{key}"><h3><span class="fa-step-numeral">{number_of(key)}</span> '
            f"{_said(step['sentence'])}</h3>"
            f'<dl class="fa-step-verdicts"><div><dt>At the time</dt><dd>{then}</dd></div>'
            f'<div class="fa-since-mark"><dt>Since then</dt><dd>{since}</dd></div></dl>'
            f'<p class="fa-step-links"><a class="fa-to-page" href="{step["chapter"]}.html">{step["chapter"]}</a> '
            f'<span class="fa-step-claims">Claims {claims}</span></p></li>'
        )
    return f'<ol class="fa-steps" role="list">{"".join(items)}</ol>'


def outline_html() -> str:
    """The strands that join in the conclusion: each step, what hangs on it, and where it strains."""
    parts = []
    for strand, group in ledger.steps().groupby("strand", sort=False):
        items = "".join(_outlined(step) for step in group.to_dict("records"))
        first = number_of(group["id"].iloc[0])
        parts.append(
            f'<section class="fa-strand fa-strand-{strand.lower()}"><h3>{BOOK.strands[strand]}</h3>'
            f'<ol start="{first}" role="list">{items}</ol></section>'
        )
    return f'<div class="fa-strands">{"".join(parts)}</div>'


def _outlined(step: dict) -> str:
    said = [("fa-step-says", _said(step["sentence"])), ("fa-step-matters", _said(step["matters"]))]
    if step["strain"]:
        said.append(("fa-strain", f"<strong>Strain</strong> {_said(step['strain'])}"))
    paragraphs = "".join(f'<p class="{name}">{text}</p>' for name, text in said)
    return f'<li id="{step["id"]}"><span class="fa-step-numeral">{number_of(step["id"])}</span>{paragraphs}</li>'


def strains_html() -> str:
    """Every objection, under the step whose claim it meets; those that meet no step come last."""
    found = ledger.strains()
    claims = tables.load("claims").set_index("id")["paraphrase"]
    groups = [
        (f"Step {number_of(step['id'])}: {step['sentence']}", step["id"], found[found["step"] == step["id"]])
        for step in ledger.steps().to_dict("records")
    ]
    groups.append(("Claims beside the steps", "beside", found[found["step"].isna()]))
    folds = []
    for title, name, group in groups:
        if group.empty:
            continue
        items = "".join(_strain(one, claims) for one in group.to_dict("records"))
        folds.append(
            f'<details class="fa-row" id="strains-{name}"><summary><h3>{_said(title)}</h3>'
            f'<span class="fa-count">{html_snippets.count(len(group), "objection")}</span></summary>'
            f'<div class="fa-row-body"><ul class="fa-strain-list">{items}</ul></div></details>'
        )
    return f'<div class="fa-strain-folds">{"".join(folds)}</div>'


def _strain(one: dict, claims: pd.Series) -> str:
    """One objection: the claim it meets, then what stands against it."""
    against = f"<p>{_claim(one['claim'])} {_said(claims[one['claim']])}</p>"
    if one["by"] in claims.index:
        note = f" ({_said(one['words'])})" if one["words"] else ""
        other = f"{_claim(one['by'])} {_said(claims[one['by']])}{note}"
        return f"<li>{against}<p><strong>{INSIDE[one['relation']]}</strong> {other}</p></li>"
    cited = html_snippets.sources(tables.sources_of("counter_evidence", [one["by"]]))
    return (
        f"<li>{against}<p><strong>{OUTSIDE[one['relation']]}</strong> {_said(one['words'])}</p>"
        f'<p class="fa-strain-sources">Sources: {cited}</p></li>'
    )
