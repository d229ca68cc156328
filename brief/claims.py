"""The article's claims and their verdicts: what was known at the time, and what came of them since.

`data/claims.csv` holds every claim in our words with its kind; the kind decides the rule:

    date or existence    found with two independent publishers                     `existence`
    magnitude            a published number against a threshold of named origin    `magnitude`
    universal            falls to one counter-example                              `universal`
    causal               a named process-tracing test; the editor's judgement, never a count
    modal, conditional, question, normative, definition: no verdict, outside every count

Verdicts that a rule can give are computed here and compared with the table: when the two differ, the book stops and
says so, since the sentence that gives the reason would be false. All other verdicts are an editor's judgement and carry
that word (`how_known`). What was known then and what came since rest on sources of their own, in tables of their own.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

import pandas as pd

from brief import dates, numbers
from brief.book import BOOK
from brief.data import tables

ORDER = ["holds", "holds in part", "depends on the source", "disputed", "cannot be checked", "does not hold"]
NO_FORECAST = "too early or no forecast"
# A universal holds or falls: it never holds in part. A number against a threshold can also hang on the source.
ALLOWED = {
    "date or existence": {"holds", "holds in part", "disputed", "cannot be checked", "does not hold"},
    "magnitude": {"holds", "holds in part", "depends on the source", "disputed", "cannot be checked", "does not hold"},
    "universal": {"holds", "disputed", "cannot be checked", "does not hold"},
    "causal": {"holds", "holds in part", "disputed", "cannot be checked", "does not hold"},
    **dict.fromkeys(["modal", "conditional", "question", "normative", "definition"], frozenset()),
}
# A condition that has come true by now makes a conditional a forecast that can be scored; the others never are one.
FORECASTS = {kind for kind, words in ALLOWED.items() if words} | {"conditional"}

# Whose reports others relay.
_AGENCY = re.compile(r"\b(" + "|".join(map(re.escape, BOOK.agencies)) + r")\b" if BOOK.agencies else r"(?!)")


class ClaimsError(ValueError):
    """A verdict in the table that its rule doesn't give, or a claim that doesn't exist."""


# The rules, one per kind.


def magnitude(value: float | tuple[float, float], threshold: float, side: str = "above") -> str:
    """Where a number, or an interval, lies against a threshold, in the same unit.

    `side` is where the claim holds. An interval that lies on both sides makes the verdict depend on the source; the
    threshold itself counts as not yet passed.
    """
    low, high = value if isinstance(value, tuple) else (value, value)
    if side not in ("above", "below"):
        raise ValueError(f"side must be above or below, not {side!r}")
    passed = [end > threshold if side == "above" else end < threshold for end in (low, high)]
    return "holds" if all(passed) else "depends on the source" if any(passed) else "does not hold"


def universal(counter_examples: int) -> str:
    """A claim about every case: without a counter-example it can't be checked, since no list is known to be whole."""
    return "does not hold" if counter_examples else "cannot be checked"


def existence(independent: int) -> str:
    """That something was there, or happened on a day: two independent publishers of the time say so."""
    return "holds" if independent >= 2 else "cannot be checked"


def origin(publisher: str) -> str:
    """Whose report it is: the agency or paper that a publisher only relays, else the publisher itself."""
    agency = _AGENCY.search(publisher)
    return agency.group(1) if agency else re.split(r" via |, via |, in ", publisher)[0]


def independent(source_ids: Iterable[str]) -> int:
    """How many independent publishers stand behind a claim: copies of one agency count once, and neither the article
    itself nor state media can confirm it."""
    sources = tables.load("sources").set_index("id").loc[list(source_ids)]
    counted = sources[~sources["kind"].isin(["article", "state media"])]
    return counted["publisher"].map(origin).nunique()


def weakest(verdicts: Iterable[str]) -> str:
    """The verdict of a step: it is no stronger than the weakest of its claims. Claims without a verdict don't count."""
    return max((word for word in verdicts if word), key=ORDER.index, default="")


def together(verdicts: Iterable[str]) -> str:
    """What came of a step: true or not when so for all its claims; partly when only some could be scored."""
    found = set(verdicts)
    if found in ({"came true"}, {"did not"}):
        return found.pop()
    return "partly" if found & {"came true", "partly", "did not"} else NO_FORECAST


def by_rule(claim) -> str | None:
    """The verdict that a rule gives a claim (a row of `claims.csv`); None when it is an editor's judgement."""
    if claim["how_known"] == "calculated":
        if claim["finding"]:
            return "holds" if numbers.get_finding(claim["finding"]).holds() else "does not hold"
        ends = [numbers.get(key).bounds for key in claim["numbers"].split()]
        hull = min(low for low, _ in ends), max(high for _, high in ends)
        return magnitude(hull, claim["threshold"], claim["side"])
    if claim["how_known"] == "documented" and claim["kind"] in ("date or existence", "universal"):
        found = independent(tables.sources_of("claims", [claim["id"]]))
        return existence(found) if claim["kind"] == "date or existence" else universal(int(found >= 2))
    return None


def flips(claim) -> str | None:
    """What would change a verdict: the table's words, or where it has none the limit of the rule that gave it."""
    if claim["flips_if"] or not claim["how_known"]:
        return claim["flips_if"]
    if claim["how_known"] == "calculated" and claim["finding"]:
        return "The finding on which it rests no longer holds."
    if claim["how_known"] == "calculated":
        limit, verdict = f"{claim['threshold']:g} {claim['unit']}", claim["verdict_then"]
        if verdict == "depends on the source":
            return f"Every figure lies {claim['side']} {limit}, or none does."
        beyond = {"above": "or less", "below": "or more"}[claim["side"]]
        return f"A figure of {limit} {beyond}." if verdict == "holds" else f"A figure {claim['side']} {limit}."
    what = "the counter-example" if claim["kind"] == "universal" else "it"
    return f"Fewer than two independent publishers of the time are left that report {what}."


# What the chapters and pages ask for.


def claims(as_of: dt.date = dates.EDITION) -> pd.DataFrame:
    """All claims in the order of the table, with `computed` (a rule gave the verdict), `flips_if` (what would change
    it), `reason_then` with its numbers filled in and, when `as_of` is after the cut-off, `verdict_since` and
    `reason_since` of what was known by that day.

    Raises ClaimsError when the table's verdict isn't the one that the rule gives, or when a finding that guards the
    reason no longer holds.
    """
    frame = tables.load("claims")
    for key, guards in zip(frame["id"], frame["guards"], strict=True):
        if fallen := [one for one in (guards or "").split() if not numbers.get_finding(one).holds()]:
            raise ClaimsError(f"data/claims.csv, {key}: its reason rests on {fallen[0]!r}, which no longer holds")
    ruled = [by_rule(row) for _, row in frame.iterrows()]
    for key, given, found in zip(frame["id"], frame["verdict_then"], ruled, strict=True):
        if found and found != given:
            raise ClaimsError(f"data/claims.csv, {key}: the table says {given!r}, its rule gives {found!r}")
    frame["computed"] = [found is not None for found in ruled]
    frame["flips_if"] = [flips(row) for _, row in frame.iterrows()]
    frame["reason_then"] = [numbers.fill(words) for words in frame["reason_then"]]
    return _with_since(frame, "claims_since", as_of)


def _with_since(frame, table, as_of) -> pd.DataFrame:
    if as_of <= dates.CUTOFF:
        return frame
    later = dates.known(tables.load(table), as_of).set_index("id")
    frame["verdict_since"] = frame["id"].map(later["verdict_since"]).astype(object)
    reasons = frame["id"].map(later["reason_since"])
    frame["reason_since"] = [numbers.fill(words) if isinstance(words, str) else None for words in reasons]
    silent = ~frame["id"].isin(later.index)
    scored = frame["kind"].isin(FORECASTS - {"conditional"}) if "kind" in frame else True
    frame.loc[silent & scored, "verdict_since"] = NO_FORECAST
    frame["verdict_since"] = frame["verdict_since"].where(frame["verdict_since"].notna(), None)
    return frame


def steps(as_of: dt.date = dates.EDITION) -> pd.DataFrame:
    """The steps of the argument in order, with `claims` (a list of ids), their verdicts and their strain.

    Raises ClaimsError when a step is given a verdict that its claims don't bear.
    """
    frame, mine = tables.load("steps"), claims(as_of)
    frame["claims"] = [list(mine.loc[mine["step"] == key, "id"]) for key in frame["id"]]
    frame = _with_since(frame, "steps_since", as_of)
    pairs = [("verdict_then", weakest)] + [("verdict_since", together)] * (as_of > dates.CUTOFF)
    for column, rule in pairs:
        for _, step in frame.iterrows():
            found = rule(mine.set_index("id").loc[step["claims"], column].dropna())
            if found != step[column]:
                raise ClaimsError(f"{step['id']}, {column}: the table says {step[column]!r}, its claims give {found!r}")
    return frame


def strains() -> pd.DataFrame:
    """Where the argument strains: claims and outside evidence that qualify or contrast with a claim.

    Columns: claim, step (None when no step rests on it), relation, by (id of the claim or evidence), nature, words. A
    position, which is what an interested party holds, is listed but is no weighty objection to a step.
    """
    edges, evidence = tables.load("claim_edges"), tables.load("counter_evidence")
    edges = edges.rename(columns={"to": "claim", "from": "by", "note": "words"})
    found = pd.concat([edges, evidence.rename(columns={"id": "by", "evidence": "words"})])
    found = found[found["relation"].isin(["qualifies", "contrasts"])]
    step_of = tables.load("claims").set_index("id")["step"]
    found = found.assign(step=found["claim"].map(step_of))
    return found[["claim", "step", "relation", "by", "nature", "words"]].reset_index(drop=True)


def counts_by_kind() -> pd.DataFrame:
    """How many claims of each kind got which verdict at the time. One row per kind that gets verdicts, one column per
    verdict; never summed over kinds, since claims don't weigh the same."""
    frame = claims(dates.CUTOFF)
    counted = pd.crosstab(frame["kind"], frame["verdict_then"])
    kinds = [kind for kind, words in ALLOWED.items() if words]
    return counted.reindex(index=kinds, columns=ORDER, fill_value=0).rename_axis(index="kind", columns="verdict")
