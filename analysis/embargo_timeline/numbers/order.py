"""Numbers and findings on order: the list of decisions, and what came first."""

from __future__ import annotations

import pandas as pd

from analysis.embargo_timeline import measures
from analysis.embargo_timeline.numbers.rows import (
    BOUND,
    HALTED_2019,
    SIGNED,
    between,
    deciding,
    first_day,
    halts,
    ids,
    lane,
    signed,
    table,
)
from brief.numbers import guard, publish, value

publish("deciding_total", lambda: len(deciding()), rows={"decisions": ids(deciding)})


publish("deciding_deals", lambda: len(deciding("ukraine")), rows={"decisions": ids(deciding, "ukraine")})


publish("deciding_halts", lambda: len(deciding("halts")), rows={"decisions": ids(deciding, "halts")})


def deals_around_october_2019():
    return measures.counted(measures.days(deciding("ukraine")), first_day("october-2019"))


publish("deals_before", lambda: deals_around_october_2019()[0], rows={"decisions": ids(deciding, "ukraine")})


publish("deals_after", lambda: deals_around_october_2019()[1], rows={"decisions": ids(deciding, "ukraine")})


def _states_of_october_2019():
    found = table("events")
    found = found[(found["decision"] == "october-2019") & (found["kind"] == "halt")]
    return found[found["actors"].isin(HALTED_2019)]


publish(
    "october_states",
    lambda: _states_of_october_2019()["actors"].nunique(),
    rows={"events": ids(_states_of_october_2019)},
)


publish("contract_lead", lambda: between("tb2-2019", "october-2019"), rows={"decisions": ["tb2-2019", "october-2019"]})


publish("germany_lead", lambda: between("germany-2017", "tb2-2019"), rows={"decisions": ["germany-2017", "tb2-2019"]})


def western_arms() -> pd.DataFrame:
    """Binding Western decisions to arm Ukraine, refusals left out."""
    found = lane("west")
    return found[found["binding"].astype(bool) & (found["kind"] != "refusal")]


publish("western_decisions", lambda: len(western_arms()), rows={"decisions": ids(western_arms)})


guard("deals_on_both_sides", lambda: 0 < value("deals_before") < value("deals_after"))


guard("deals_came_first", lambda: value("contract_lead") > 0 and value("deals_before") >= 2)


guard("friction_came_first", lambda: value("germany_lead") > 365)


def _both_older_than_the_list():
    first, work, halt = (int(measures.days(frame)[0]) for frame in (deciding("ukraine"), signed("ukraine"), halts()))
    return work < first and halt < first


guard("both_older_than_the_list", _both_older_than_the_list)


def _list_opens_with_a_halt():
    found = deciding().sort_values("date")
    return list(found["lane"])[0] == "halts" and list(found.loc[found["date"].dt.year >= 2019, "lane"])[0] == "ukraine"


guard("list_opens_with_a_halt", _list_opens_with_a_halt)


def _rule_picks_the_list():
    found = table("events")
    fits = (
        found["lane"].isin(["halts", "ukraine"])
        & found["kind"].isin([*BOUND, *SIGNED[:2]])
        & found["binding"].astype(bool)
        & found["subject"].isin(["air", "all"])
        & (found["confidence"] == "high")
    )
    return set(found.loc[fits, "decision"]) == set(deciding()["id"])


guard("rule_picks_the_list", _rule_picks_the_list)
