"""Claim by claim: how many of each kind got which verdict, then every claim as a card.

Verdicts and reasons come from `brief.claims`; what was known only later is marked (`fa-since-mark`) and disappears
with the reader's choice. The cards stand in the article's order, under the article's own headings.
"""

from __future__ import annotations

from functools import lru_cache
from html import escape

import pandas as pd

from brief import claims as ledger
from brief import numbers as register
from brief.data import tables
from brief.sphinx_ext import citation, filter_form, html_snippets, verdict_marks

AT_ONCE = 10
KINDS = {
    "date or existence": ("Fact", "Facts"),
    "magnitude": ("Size", "Sizes"),
    "universal": ("Every case", "Every case"),
    "causal": ("Cause", "Causes"),
    "modal": ("Possibility", "Possibilities"),
    "conditional": ("If … then", "If … then"),
    "question": ("Question", "Questions"),
    "normative": ("Value judgement", "Value judgements"),
    "definition": ("Definition", "Definitions"),
}
KNOWN = {
    "calculated": "Calculated",
    "documented": "Documented",
    "judgement": "Judgement",
    "cannot be checked": "Can’t be checked",
}
SINCE = ("came true", "partly", "did not", ledger.NO_FORECAST)
UNSCORED = "no-verdict"


def slug(verdict: str | None) -> str:
    """A verdict as it stands in an address; the lack of one too."""
    return verdict.replace(" ", "-") if verdict else UNSCORED


@lru_cache(maxsize=1)
def _numbers_on() -> dict[str, list]:
    """{claim: the published numbers that speak to it}."""
    found: dict[str, list] = {}
    for entry in register.numbers():
        for claim in entry.claims:
            found.setdefault(claim, []).append(entry)
    return found


def counts_html(counts: pd.DataFrame | None = None, claims: pd.DataFrame | None = None) -> str:
    """How many of each kind got which verdict, kind by kind: never added up, never a percentage."""
    counts = ledger.counts_by_kind() if counts is None else counts
    claims = ledger.claims() if claims is None else claims

    def row(pairs):
        items = "".join(f"<li>{what} <span>{number}</span></li>" for what, number in pairs if number)
        return f'<ul role="list">{items}</ul>' if items else ""

    rows = [
        (KINDS[kind][1], row((verdict_marks.html(word), number) for word, number in of_kind.items()))
        for kind, of_kind in counts.iterrows()
    ]
    unscored = claims[claims["verdict_then"].isna()].groupby("kind", sort=False).size()
    rows.append(("No verdict", row((KINDS[kind][1], number) for kind, number in unscored.items())))
    return f'<div class="fa-kinds">{html_snippets.listed(rows)}</div>'


def claims_html() -> str:
    """The form, and the cards grouped by the article's sections."""
    claims = ledger.claims()
    raw = {name: tables.load(name).set_index("id") for name in ("claims", "claims_since")}
    # The reasons as the tables have them, so that the numbers in them can be links.
    claims["reason_then"] = claims["id"].map(raw["claims"]["reason_then"])
    claims["reason_since"] = claims["id"].map(raw["claims_since"]["reason_since"])
    parts, place = [], 0
    for section, group in claims.groupby("section", sort=False):
        later = f' class="{filter_form.LATER}"' if place >= AT_ONCE else ""
        cards = []
        for claim in group.to_dict("records"):
            cards.append(card(claim, place >= AT_ONCE))
            place += 1
        parts.append(
            f"<section{later} {filter_form.GROUP}><h3>{escape(section, quote=False)}</h3>"
            f'<div class="fa-claims">{"".join(cards)}</div></section>'
        )
    return (
        filter_form.form("claims", "Search the claims", _choice(), AT_ONCE)
        + f'<div class="fa-found">{"".join(parts)}</div>'
        + filter_form.more("ten")
    )


def _choice() -> str:
    then = [(slug(word), verdict_marks.word(word)) for word in ledger.ORDER] + [(UNSCORED, "No verdict")]
    since = [(slug(word), verdict_marks.word(word)) for word in SINCE]
    return filter_form.select(
        "claims",
        "Verdict",
        [("", "", [("", "Any verdict")]), ("At the time", "", then), ("Since then", "fa-since-mark", since)],
    )


def card(claim: dict, later: bool = False) -> str:
    """One claim (a row of `ledger.claims()` as a dict)."""
    key, name = claim["id"], f"claim-{claim['id']}"
    given = " ".join([slug(claim["verdict_then"]), *([slug(claim["verdict_since"])] if claim["verdict_since"] else [])])
    known = KNOWN.get(claim["how_known"] or "", "")
    return (
        f'<article class="fa-claim{f" {filter_form.LATER}" if later else ""}" id="{name}" '
        f'aria-labelledby="{name}-says" data-claims="{given}" {filter_form.ITEM}>'
        f'<p class="fa-claim-head"><span>{KINDS[claim["kind"]][0]} · {key}, in our words</span><span>{known}</span></p>'
        f'<h4 id="{name}-says">{escape(claim["paraphrase"], quote=False)}</h4>'
        f"{_key_figure(claim)}{_verdicts(claim)}{_links(claim)}{_more(claim)}</article>"
    )


def _key_figure(claim: dict) -> str:
    """The number that decides a calculated verdict, or the one that carries its reason."""
    keys = (claim["numbers"] or "").split()
    if claim["finding"]:
        keys = list(register.get_finding(claim["finding"]).numbers)
    if not keys:
        return ""
    entry = register.get(keys[0])
    return (
        f'<p class="fa-claim-figure">{html_snippets.number(entry.key)}</p>'
        f'<p class="fa-claim-unit">{escape(entry.meaning, quote=False)} {escape(entry.when, quote=False)}.</p>'
    )


def _verdicts(claim: dict) -> str:
    given = claim["verdict_then"]
    then = verdict_marks.html(given) if given else '<span class="fa-verdict">No verdict</span>'
    rows = [("", "At the time", f"{then}<p>{html_snippets.linked(claim['reason_then'])}</p>")]
    if claim["verdict_since"] or isinstance(claim["reason_since"], str):
        mark = verdict_marks.html(claim["verdict_since"]) if claim["verdict_since"] else ""
        said = f"<p>{html_snippets.linked(claim['reason_since'])}</p>" if isinstance(claim["reason_since"], str) else ""
        rows.append((' class="fa-since-mark"', "Since then", mark + said))
    if claim["flips_if"]:
        rows.append(("", "What would change it", f"<p>{html_snippets.linked(claim['flips_if'])}</p>"))
    body = "".join(f"<div{mark}><dt>{term}</dt><dd>{said}</dd></div>" for mark, term, said in rows)
    return f'<dl class="fa-claim-verdicts">{body}</dl>'


def _links(claim: dict) -> str:
    """Where else the claim stands. The pass over the pages gives the chapter its label and finds the figure."""
    numbers = _numbers_on().get(claim["id"], [])
    keys = " ".join(entry.key for entry in numbers if not entry.since)
    step = claim["step"]
    found = [
        f'<a class="fa-to-page" href="{claim["chapter"]}.html">{claim["chapter"]}</a>' if claim["chapter"] else "",
        f'<a class="fa-to-figure" data-numbers="{keys}" href="{claim["chapter"]}.html">figure</a>' if keys else "",
        f'<a href="#{step}">Step {step.removeprefix("step-")}</a>' if step else "",
        f'<a href="numbers.html#find={claim["id"]}">{html_snippets.count(len(numbers), "number")}</a>'
        if numbers
        else "",
    ]
    items = "".join(f"<li>{link}</li>" for link in found if link)
    return f'<ul class="fa-claim-links" role="list">{items}</ul>' if items else ""


def _more(claim: dict) -> str:
    """The rule, its threshold, the sources (those of the time apart from later ones), and how to cite the claim."""
    then = tables.sources_of("claims", [claim["id"]])
    later = tables.sources_of("claims_since", [claim["id"]]) if isinstance(claim["reason_since"], str) else []
    threshold = ""
    if pd.notna(claim["threshold"]):
        threshold = escape(f"{claim['side']} {claim['threshold']:g} {claim['unit']} ({claim['threshold_origin']})")
    rows = [
        ("Test", escape(claim["rule"], quote=False)),
        ("Holds if", threshold),
        ("Sources", html_snippets.sources(then)),
    ]
    body = "".join(f"<dt>{term}</dt><dd>{said}</dd>" for term, said in rows if said)
    if later:
        body += (
            f'<dt class="fa-since-mark">Sources since</dt><dd class="fa-since-mark">{html_snippets.sources(later)}</dd>'
        )
    body += f"<dt>Cite</dt><dd>{_cite(claim)}</dd>"
    return f'<details class="fa-claim-more"><summary>Test, sources, citation</summary><dl>{body}</dl></details>'


def _cite(claim: dict) -> str:
    verdict = verdict_marks.word(claim["verdict_then"]).lower() if claim["verdict_then"] else ""
    return citation.of_claim(claim["id"], claim["paraphrase"], verdict)
