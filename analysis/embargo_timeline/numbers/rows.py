"""What the numbers of embargo-timeline are computed from: lanes, what was signed, halts, parts, statements.

Everything here takes rows that were public on the cut-off. Counts are of decisions: acts of one actor, or of one joint
policy, that lie within 30 days of each other are one.
"""

from __future__ import annotations

import datetime as dt
from functools import cache

import pandas as pd

from analysis.embargo_timeline import measures
from brief.data import tables
from brief.dates import CUTOFF, known

START, END = dt.date(2016, 1, 1).toordinal(), CUTOFF.toordinal()
# Where the count begins is a choice as well: the lane of Ukraine has no signing before March 2017, so an earlier start
# adds empty time before every cut and makes the pace after it look quicker.
STARTS = {str(year): dt.date(year, 1, 1).toordinal() for year in (2016, 2017, 2018)}
WINDOW = 180
HAND = "Collected by hand from public reports; not a census."
BOUND = ("halt", "company halt", "hold")
SIGNED = ("contract", "agreement", "memorandum")
MEANINGS = {
    "contracts and agreements": SIGNED[:2],
    "memoranda too": SIGNED,
    "deliveries and plans too": (*SIGNED, "delivery", "own product", "plan"),
    "visits and statements too": (*SIGNED, "delivery", "own product", "plan", "visit", "statement"),
}
UNIVERSES = {
    "all decisions": {},
    "high confidence only": {"confidence": ["high"]},
    "aircraft only": {"subject": ["air", "all"]},
}
CUTS = {
    "Germany’s hold, September 2017": "germany-2017",
    "F-35 stop, April 2019": "f35-2019-suspended",
    "halts of October 2019": "october-2019",
    "Canada’s stop, October 2020": "canada-camera-2020",
    "US sanctions, December 2020": "caatsa-2020",
}
HALTED_2019 = ("FIN", "NOR", "NLD", "DEU", "FRA", "ITA", "CZE", "CAN", "ESP", "GBR", "SWE")


@cache
def table(name: str, as_of: dt.date = CUTOFF) -> pd.DataFrame:
    return known(tables.load(name), as_of)


def lane(name: str, decisions: pd.DataFrame | None = None) -> pd.DataFrame:
    """The decisions of a lane: of those known on the cut-off, or of the ones given."""
    found = table("decisions") if decisions is None else decisions
    return found[found["lane"] == name]


def deciding(name: str | None = None) -> pd.DataFrame:
    """The decisions that the rule picks, of one lane or of both, in order."""
    found = table("decisions")
    found = found[found["deciding"].astype(bool)]
    return found if name is None else found[found["lane"] == name]


def signed(name: str, decisions: pd.DataFrame | None = None) -> pd.DataFrame:
    """What was signed in a lane: contracts, agreements and memoranda."""
    found = lane(name, decisions)
    return found[found["kind"].isin(SIGNED)]


def halts(decisions: pd.DataFrame | None = None) -> pd.DataFrame:
    """Binding Western halts, holds and supply stops, easings and requests left out."""
    found = lane("halts", decisions)
    return found[found["kind"].isin(BOUND) & found["binding"].astype(bool)]


def first_day(decision: str, frame: pd.DataFrame | None = None) -> int:
    """The first day that a decision's date may mean, as an ordinal."""
    frame = table("decisions") if frame is None else frame
    return measures.spans(frame[frame["id"] == decision])[0][0].toordinal()


def specifications(name: str, decisions: pd.DataFrame | None = None) -> pd.DataFrame:
    """The ratio of pace after to pace before, under every combination of choices, for a lane."""
    decisions = table("decisions") if decisions is None else decisions
    cuts = {words: first_day(decision, decisions) for words, decision in CUTS.items()}
    return measures.specifications(decisions[decisions["lane"] == name], cuts, MEANINGS, UNIVERSES, STARTS, END)


def surprise(name: str = "ukraine", window: int = WINDOW, decisions: pd.DataFrame | None = None) -> dict[str, float]:
    """How often chance gives as many signings within `window` days after a wave of halts."""
    causes = measures.waves(measures.days(halts(decisions)))
    return measures.surprise(causes, measures.days(signed(name, decisions)), START, END, window)


def surprises(windows: tuple[int, ...] = (90, 180, 365)) -> pd.DataFrame:
    """The test of chance for both lanes and several windows, one row each."""
    return pd.DataFrame(
        [
            {"signings with": name, "window, days": window} | surprise(name, window)
            for name in ("ukraine", "other")
            for window in windows
        ]
    )


def parts(platform: str | None = None) -> pd.DataFrame:
    """The parts as known on the cut-off."""
    found = table("parts")
    return found if platform is None else found[found["platform"] == platform]


def statements(**equal: str) -> pd.DataFrame:
    """Statements known on the cut-off whose columns have these values."""
    found = table("statements")
    for column, wanted in equal.items():
        found = found[found[column] == wanted]
    return found


def ids(make, *arguments, **named):
    return lambda: list(make(*arguments, **named)["id"])


def between(earlier: str, later: str) -> int:
    """Days from one decision to another, by their first days."""
    return first_day(later) - first_day(earlier)
