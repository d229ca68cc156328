"""Since then: how the halts ended, and what became of the work with Ukraine."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from analysis.embargo_timeline import measures
from analysis.embargo_timeline.numbers.rows import HALTED_2019, first_day, ids, table
from brief.dates import CUTOFF, EDITION
from brief.numbers import finding, number, value


def endings(as_of: dt.date = EDITION) -> dict[str, dict]:
    """For each state of October 2019 with a dated end of its limits: the row that says so, and its span."""
    found = table("events", as_of)
    found = found[
        (found["lane"] == "halts")
        & (found["kind"] == "easing")
        & (found["subject"] == "all")
        & (found["known_on"] > pd.Timestamp(CUTOFF))
    ]
    ends: dict[str, dict] = {}
    for event in found.sort_values("date").itertuples():
        actor = event.actors.split(";")[0]
        if actor in HALTED_2019 and event.id not in EASED_ONLY:
            ends.setdefault(
                actor, {"id": event.id, "span": measures.span(event.date, event.date_precision, event.date_end)}
            )
    return ends


EASED_ONLY = ("gbr-2021-12-lift", "deu-2024-09-30-approvals")  # a step, and large approvals: no end of the limits


@number(
    unit="states",
    date="2022 to 2024",
    rows={"events": lambda: [e["id"] for e in endings().values()]},
    since=True,
    sure="Each by one agency report or more.",
    how="States of October 2019 with a dated end of their limits.",
)
def states_lifted():
    """States of October 2019 that had lifted their limits, by the dates that were found."""
    return len(endings())


def _attacks():
    found = table("events", EDITION)
    return found[(found["lane"] == "aftermath") & (found["kind"] == "attack")]


@number(
    unit="times",
    date="2022 to 2025",
    rows={"events": ids(_attacks)},
    since=True,
    sure="A lower bound: press reports speak of more. Two of these by Russia’s own claim only.",
    how="Reported strikes on the makers’ works in the table, which is not complete.",
)
def works_struck():
    """Reported Russian strikes on the works of Ukrainian engine makers or of Baykar in Ukraine, at the least."""
    return len(_attacks())


@number(
    unit="days",
    date="April 2021 to January 2024",
    rows={"decisions": ["canada-cancels-2021", "canada-lifted-2024"]},
    since=True,
    sure="The first from the state’s own report; the second from a law firm’s note on its notice and from the press.",
    how="From 12 April 2021 to 29 January 2024.",
)
def canada_ban():
    """From Canada’s cancellation of the camera permits to the end of its presumption of denial."""
    found = table("decisions", EDITION)
    return first_day("canada-lifted-2024", found) - first_day("canada-cancels-2021", found)


@finding("states_lifted", "october_states", since=True)
def more_than_half_lifted():
    """More than half of the states of October 2019 have a dated end of their limits."""
    return value("states_lifted") > value("october_states") / 2


@finding("canada_ban", since=True)
def own_engine_in_the_end():
    """The engine that in the end came for the TB2 is Turkish, not Ukrainian."""
    found = table("parts", EDITION)
    return list(found.loc[found["id"] == "tb2-engine-since", "replaced_by"]) == ["TUR"]


@finding("works_struck", since=True)
def framework_before_invasion():
    """The framework of February 2022 came three weeks before the full-scale invasion."""
    found = table("decisions", EDITION)
    return first_day("invasion-2022", found) - first_day("framework-2022", found) == 21
