"""Since then: how the halts ended, and what became of the work with Ukraine."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from analysis.embargo_timeline import measures
from analysis.embargo_timeline.numbers.rows import HALTED_2019, first_day, ids, table
from brief.dates import CUTOFF, EDITION
from brief.numbers import guard, publish, value


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


publish("states_lifted", lambda: len(endings()), rows={"events": lambda: [e["id"] for e in endings().values()]})


def _attacks():
    found = table("events", EDITION)
    return found[(found["lane"] == "aftermath") & (found["kind"] == "attack")]


publish("works_struck", lambda: len(_attacks()), rows={"events": ids(_attacks)})


def _canada_ban():
    found = table("decisions", EDITION)
    return first_day("canada-lifted-2024", found) - first_day("canada-cancels-2021", found)


publish("canada_ban", _canada_ban, rows={"decisions": ["canada-cancels-2021", "canada-lifted-2024"]})


guard("more_than_half_lifted", lambda: value("states_lifted") > value("october_states") / 2, since=True)


def _own_engine_in_the_end():
    found = table("parts", EDITION)
    return list(found.loc[found["id"] == "tb2-engine-since", "replaced_by"]) == ["TUR"]


guard("own_engine_in_the_end", _own_engine_in_the_end, since=True)


def _framework_before_invasion():
    found = table("decisions", EDITION)
    return first_day("invasion-2022", found) - first_day("framework-2022", found) == 21


guard("framework_before_invasion", _framework_before_invasion, since=True)
