"""The lists that the book makes of its data: numbers, steps, claims, sources and tables, each by a template.

They are made when the pages are read. What other pages say of an entry, where a number is quoted or a source used,
`cross_references` fills in; it also takes the numbers' data out of their page, as `downloads/numbers.json` and `.csv`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from functools import lru_cache, partial

import pandas as pd

from brief import claims, dates, numbers
from brief.book import BOOK, in_words
from brief.charts.html import bibtex
from brief.data import tables
from brief.sphinx_ext import packages, provenance
from brief.sphinx_ext.data_files import json_block
from brief.sphinx_ext.html_snippets import SINCE, first_hand_first, word
from brief.templates import as_filter, render

SHOWN_RUNS = 12  # runs of lines named before the rest is only counted
CLAIMS_AT_ONCE = 10
CLAIM_KINDS = {
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
# In the order in which a reader should trust them; the last are those that nobody has sorted yet.
SOURCE_KINDS = {
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


def html(name: str) -> str:
    """The list that a directive of this name puts into its page."""
    template, values = LISTS[name]
    return render(template, **values())


def numbers_by_chapter() -> dict:
    """Every published number with its trail, in the order of definition."""
    listed = provenance.entries()
    groups = [(page, [one for one in listed if one["page"] == page]) for page in numbers.CHAPTERS.values()]
    return {"groups": groups, "data": json_block("fa-numbers", listed)}


@as_filter
def lines_in_words(file: str, runs: list[list[int]]) -> str:
    """``lines 4, 9–12`` of a table, ``features 4, 9–12`` of shapes; many are cut short."""
    noun = "feature" if file.endswith(".geojson") else "line"
    shown = [str(first) if first == last else f"{first}\u2013{last}" for first, last in runs[:SHOWN_RUNS]]
    one = len(runs) == 1 and runs[0][0] == runs[0][1]
    rest = sum(last - first + 1 for first, last in runs[SHOWN_RUNS:])
    return f"{noun}{'' if one else 's'} {', '.join(shown)}" + (f" and {rest} more" if rest else "")


def _with_reasons(frame: pd.DataFrame, table: str) -> pd.DataFrame:
    """Claims or steps with their reasons as the tables have them, so that the numbers in them can be links."""
    then, since = (tables.load(name).set_index("id") for name in (table, f"{table}_since"))
    reasons = {"reason_then": then["reason_then"], "reason_since": since["reason_since"]}
    return frame.assign(**{name: frame["id"].map(reason).fillna("") for name, reason in reasons.items()})


def steps() -> dict:
    """The steps of the argument, each with both verdicts and a sentence on each."""
    return {"steps": _with_reasons(claims.steps(), "steps").to_dict("records")}


def strands() -> dict:
    """The strands that join in the conclusion: each step, what hangs on it, and where it strains."""
    return {"strands": [(name, of.to_dict("records")) for name, of in claims.steps().groupby("strand", sort=False)]}


def strains() -> dict:
    """Every objection, under the step whose claim it meets; those that meet no step come last."""
    found = claims.strains()
    said = tables.load("claims").set_index("id")["paraphrase"].to_dict()
    found["sources"] = [[] if by in said else tables.sources_of("counter_evidence", [by]) for by in found["by"]]
    groups = [(step, found[found["step"] == step["id"]].to_dict("records")) for step in steps()["steps"]]
    return {"groups": groups, "beside": found[found["step"].isna()].to_dict("records"), "claims": said}


def sentences_by_section() -> dict:
    """Every sentence of the article in our words, its claims, and its part, of like length, for a group of a class."""
    frame, said = tables.load("sentences"), claims.claims(dates.CUTOFF).set_index("id", drop=False)
    said["kind"] = [CLAIM_KINDS[kind][0] for kind in said["kind"]]
    frame["claims"] = [said.loc[(keys or "").split()].to_dict("records") for keys in frame["claims"]]
    ends = frame.groupby(["section", "paragraph"], sort=False).size().cumsum().to_numpy()
    cuts = [0, *(ends[abs(ends - len(frame) * one / 5).argmin()] for one in (1, 2, 3, 4))]  # five groups
    frame["part"] = [sum(cut <= place for cut in cuts) for place in range(len(frame))]
    return {"sections": [(name, of.to_dict("records")) for name, of in frame.groupby("section", sort=False)]}


def texts(kind: str, later: bool = False) -> dict:
    """Quotations of a kind, those of then or those known later, by set or pair, each with the pages that have it."""
    frame = tables.load("texts").fillna("")
    frame = frame[(frame["kind"] == kind) & ((frame["known_on"] > pd.Timestamp(dates.CUTOFF)) == later)]
    frame["pages"] = [[page for _, page in first_hand_first(tables.sources_of("texts", [key]))] for key in frame["id"]]
    return {"parts": [(name, of.to_dict("records")) for name, of in frame.groupby("part", sort=False)]}


def claims_by_kind() -> dict:
    """How many of each kind got which verdict, kind by kind: never added up, never a percentage."""
    frame = claims.claims()
    judged = [
        (CLAIM_KINDS[kind][1], [(verdict, number) for verdict, number in verdicts.items() if number])
        for kind, verdicts in claims.counts_by_kind().iterrows()
    ]
    unscored = frame[frame["verdict_then"].isna()].groupby("kind", sort=False).size()
    return {"judged": judged, "unscored": [(CLAIM_KINDS[kind][1], number) for kind, number in unscored.items()]}


def claims_by_section() -> dict:
    """Every claim as a card, in the article's order under its own headings; what its form offers to choose from."""
    frame = _with_reasons(claims.claims(), "claims")
    frame["later"] = [place >= CLAIMS_AT_ONCE for place in range(len(frame))]
    grouped = frame.groupby("section", sort=False)
    sections = [(section, [_card(claim) for claim in of.to_dict("records")]) for section, of in grouped]
    return {"sections": sections, "at_once": CLAIMS_AT_ONCE, "then": claims.ORDER, "since": SINCE}


def _card(claim: dict) -> dict:
    """What the card of a claim, a row of `claims.claims()`, says."""
    key, verdict = claim["id"], claim["verdict_then"]
    spoken = _numbers_on()[key]
    deciding = numbers.get_finding(claim["finding"]).numbers if claim["finding"] else (claim["numbers"] or "").split()
    has_threshold = pd.notna(claim["threshold"])
    return claim | {
        "kind": CLAIM_KINDS[claim["kind"]][0],
        "known": (claim["how_known"] or "").capitalize(),
        # The number that decides a calculated verdict, or the one that carries its reason.
        "figure": numbers.get(deciding[0]) if deciding else None,
        "drawn": [entry.key for entry in spoken if not entry.since],
        "spoken_to": len(spoken),
        "holds_if": "{side} {threshold:g} {unit} ({threshold_origin})".format(**claim) if has_threshold else "",
        "sources_then": tables.sources_of("claims", [key]),
        "sources_since": tables.sources_of("claims_since", [key]) if claim["reason_since"] else [],
        "cited": _cited(key, claim["paraphrase"].rstrip("."), f" Verdict: {word(verdict).lower()}." if verdict else ""),
    }


def _cited(key: str, paraphrase: str, judged: str) -> tuple[str, str]:
    """How to cite a claim: in words, and for BibTeX."""
    edition = f"edition of {in_words(BOOK.edition)}"
    words = f"“{paraphrase}.”{judged} {BOOK.title}, {edition}, claim {key}."
    return words, bibtex(key, paraphrase, f"Claim {key}, {edition}.{judged}")


@lru_cache(maxsize=1)
def _numbers_on() -> dict[str, list]:
    """{claim: the published numbers that speak to it}."""
    found = defaultdict(list)
    for entry in numbers.numbers():
        for claim in entry.claims:
            found[claim].append(entry)
    return found


@as_filter
def slug(verdict: str | None) -> str:
    """A verdict as it stands in an address; the lack of one too."""
    return verdict.replace(" ", "-") if verdict else "no-verdict"


def sources_counted() -> dict:
    """All sources, and how often the rows of the tables point to one."""
    return {"sources": tables.load("sources").fillna("").to_dict("records"), "links": len(tables.load("row_sources"))}


def sources_by_kind() -> dict:
    """All sources grouped by kind, and how many rows of which table rest on each."""
    frame = tables.load("sources").fillna("")
    frame = frame.sort_values(["publisher", "date", "id"], key=lambda column: column.str.casefold())
    rows = tables.load("row_sources").groupby(["source_id", "table"]).size()
    used = {source: group.droplevel(0).to_dict() for source, group in rows.groupby(level=0)}
    groups = [(label, frame[frame["kind"] == kind].to_dict("records")) for kind, label in SOURCE_KINDS.items()]
    return {"groups": groups, "used": used, "graded": GRADED}


def sources_with_gaps() -> dict:
    """What is still unknown about which sources, field by field."""
    frame = tables.load("sources").fillna("")
    return {"fields": [(field, label, frame[frame[field] == ""].to_dict("records")) for field, label in OPEN.items()]}


def tables_by_terms() -> dict:
    """The tables to take away, those that may not be passed on with where to get them, and the same for machines."""
    listed = [
        tables.describe(name) | {"rows": len(tables.load(name)), "behind": packages.named_sources(name)}
        for name in tables.names()
    ]
    return {"tables": listed, "package": packages.TABLES, "data": packages.datasets()}


LISTS: dict[str, tuple[str, Callable[[], dict]]] = {
    "numbers-list": ("numbers.html", numbers_by_chapter),
    "step-list": ("steps.html", steps),
    "step-outline": ("outline.html", strands),
    "strain-list": ("strains.html", strains),
    "sentence-list": ("sentences.html", sentences_by_section),
    "primary-texts": ("texts.html", partial(texts, "primary text")),
    "rival-readings": ("texts.html", partial(texts, "rival reading")),
    "later-readings": ("texts.html", partial(texts, "rival reading", later=True)),
    "claim-counts": ("claim_counts.html", claims_by_kind),
    "claim-cards": ("claims.html", claims_by_section),
    "source-counts": ("source_counts.html", sources_counted),
    "source-list": ("sources.html", sources_by_kind),
    "open-fields": ("open_fields.html", sources_with_gaps),
    "table-list": ("tables.html", tables_by_terms),
}
