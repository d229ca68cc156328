"""Claim by claim: how many of each kind got which verdict, then every claim as a card.

Verdicts and reasons come from `brief.claims`; what was known only later is marked (`fa-since-mark`) and disappears
with the reader's choice. The cards stand in the article's order, under the article's own headings.
"""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from brief import claims, numbers
from brief.data import tables
from brief.sphinx_ext import citation, verdict_marks
from brief.sphinx_ext.html_snippets import render
from brief.templates import as_filter

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
SINCE = ("came true", "partly", "did not", claims.NO_FORECAST)
UNSCORED = "no-verdict"


@as_filter
def slug(verdict: str | None) -> str:
    """A verdict as it stands in an address; the lack of one too."""
    return verdict.replace(" ", "-") if verdict else UNSCORED


@lru_cache(maxsize=1)
def _numbers_on() -> dict[str, list]:
    """{claim: the published numbers that speak to it}."""
    found: dict[str, list] = {}
    for entry in numbers.numbers():
        for claim in entry.claims:
            found.setdefault(claim, []).append(entry)
    return found


def counts_html() -> str:
    """How many of each kind got which verdict, kind by kind: never added up, never a percentage."""
    frame = claims.claims()
    judged = [
        (KINDS[kind][1], [(word, number) for word, number in verdicts.items() if number])
        for kind, verdicts in claims.counts_by_kind().iterrows()
    ]
    unscored = frame[frame["verdict_then"].isna()].groupby("kind", sort=False).size()
    named = [(KINDS[kind][1], number) for kind, number in unscored.items()]
    return render("claim_counts.html", judged=judged, unscored=named)


def claims_html() -> str:
    """The form, and the cards grouped by the article's sections."""
    frame = claims.claims()
    # The reasons as the tables have them, so that the numbers in them can be links.
    then, since = (tables.load(name).set_index("id") for name in ("claims", "claims_since"))
    frame["reason_then"] = frame["id"].map(then["reason_then"])
    frame["reason_since"] = frame["id"].map(since["reason_since"]).fillna("")
    frame["later"] = range(len(frame))
    frame["later"] = frame["later"] >= AT_ONCE
    sections = [
        (section, [_card(claim) for claim in group.to_dict("records")])
        for section, group in frame.groupby("section", sort=False)
    ]
    return render("claims.html", sections=sections, at_once=AT_ONCE, then=claims.ORDER, since=SINCE)


def _card(claim: dict) -> dict:
    """What the card of a claim, a row of `claims.claims()`, says."""
    key, verdict = claim["id"], claim["verdict_then"]
    spoken = _numbers_on().get(key, [])
    deciding = numbers.get_finding(claim["finding"]).numbers if claim["finding"] else (claim["numbers"] or "").split()
    has_threshold = pd.notna(claim["threshold"])
    return claim | {
        "kind": KINDS[claim["kind"]][0],
        "known": KNOWN.get(claim["how_known"] or "", ""),
        # The number that decides a calculated verdict, or the one that carries its reason.
        "figure": numbers.get(deciding[0]) if deciding else None,
        "drawn": [entry.key for entry in spoken if not entry.since],
        "spoken_to": len(spoken),
        "holds_if": "{side} {threshold:g} {unit} ({threshold_origin})".format(**claim) if has_threshold else "",
        "sources_then": tables.sources_of("claims", [key]),
        "sources_since": tables.sources_of("claims_since", [key]) if claim["reason_since"] else [],
        "cited": citation.of_claim(key, claim["paraphrase"], verdict_marks.word(verdict).lower() if verdict else ""),
    }
