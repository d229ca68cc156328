"""Numbers and findings on order: the list of decisions, and what came first."""

from __future__ import annotations

import pandas as pd

from analysis.embargo_timeline import measures
from analysis.embargo_timeline.numbers.rows import (
    BOUND,
    HALTED_2019,
    HAND,
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
from brief.numbers import finding, number, value


@number(
    unit="decisions",
    date="2017 to 2021",
    rows={"decisions": ids(deciding)},
    sure=HAND,
    how="Decisions that the rule picks, in the lanes of halts and of deals.",
    claims=("c43",),
)
def deciding_total():
    """Well-attested halts towards Turkey, and deals with Ukraine, that bound somebody on aircraft or all arms."""
    return len(deciding())


@number(
    unit="deals",
    date="2019 to 2021",
    rows={"decisions": ids(deciding, "ukraine")},
    sure=HAND,
    how="The deals in the list.",
    claims=("c43",),
)
def deciding_deals():
    """Deals between Turkey and Ukraine in the list."""
    return len(deciding("ukraine"))


@number(
    unit="halts",
    date="2017 to 2021",
    rows={"decisions": ids(deciding, "halts")},
    sure=HAND,
    how="The halts in the list.",
    claims=("c42",),
)
def deciding_halts():
    """Western halts and holds in the list."""
    return len(deciding("halts"))


def deals_around_october_2019():
    return measures.counted(measures.days(deciding("ukraine")), first_day("october-2019"))


@number(
    date="to October 2019",
    rows={"decisions": ids(deciding, "ukraine")},
    sure=HAND,
    how="Deals in the list dated before 9 October 2019.",
    claims=("c43",),
)
def deals_before():
    """Deals in the list that came before the halts of October 2019."""
    return deals_around_october_2019()[0]


@number(
    date="October 2019 to December 2021",
    rows={"decisions": ids(deciding, "ukraine")},
    sure=HAND,
    how="Deals in the list dated on 9 October 2019 or later.",
    claims=("c43",),
)
def deals_after():
    """Deals in the list that came after the halts of October 2019 began."""
    return deals_around_october_2019()[1]


def _states_of_october_2019():
    found = table("events")
    found = found[(found["decision"] == "october-2019") & (found["kind"] == "halt")]
    return found[found["actors"].isin(HALTED_2019)]


@number(
    unit="states",
    date="9 to 15 October 2019",
    rows={"events": ids(_states_of_october_2019)},
    sure="Each by two publishers, Norway by one agency. Not complete: by 30 October Italy’s minister counted 13 states "
    "of the European Union alone.",
    how="States with a halt dated in that week; the Flemish region left out.",
    claims=("c42",),
)
def october_states():
    """States found to have stopped or limited arms licences for Turkey in the week of October 2019."""
    return _states_of_october_2019()["actors"].nunique()


@number(
    unit="days",
    date="January to October 2019",
    rows={"decisions": ["tb2-2019", "october-2019"]},
    sure="Both dates by two publishers.",
    how="From 12 January to 9 October 2019.",
    claims=("c43",),
)
def contract_lead():
    """How long the first drone contract came before the halts of October 2019."""
    return between("tb2-2019", "october-2019")


@number(
    unit="days",
    date="September 2017 to January 2019",
    rows={"decisions": ["germany-2017", "tb2-2019"]},
    sure="Both dates by two publishers.",
    how="From 11 September 2017 to 12 January 2019.",
    claims=("c28",),
)
def germany_lead():
    """How long Germany’s word that large requests were on hold came before the first drone contract was announced."""
    return between("germany-2017", "tb2-2019")


def western_arms() -> pd.DataFrame:
    """Binding Western decisions to arm Ukraine, refusals left out."""
    found = lane("west")
    return found[found["binding"].astype(bool) & (found["kind"] != "refusal")]


@number(
    unit="decisions",
    date="2017 to 2021",
    rows={"decisions": ids(western_arms)},
    sure=HAND,
    how="Binding decisions in the lane of Western arms, refusals left out.",
    claims=("c15",),
)
def western_decisions():
    """Western decisions to give or sell arms to Ukraine, to finance them or to promise support."""
    return len(western_arms())


@finding("deals_before", "deals_after")
def deals_on_both_sides():
    """Deals with Ukraine came before the halts of October 2019, and more of them after."""
    return 0 < value("deals_before") < value("deals_after")


@finding("contract_lead", "deals_before")
def deals_came_first():
    """The first deals came before the halts of October 2019."""
    return value("contract_lead") > 0 and value("deals_before") >= 2


@finding("germany_lead")
def friction_came_first():
    """Germany’s hold came before the first drone contract, by more than a year."""
    return value("germany_lead") > 365


@finding("deciding_deals", "signed_ukraine", "germany_lead")
def both_older_than_the_list():
    """Work with Ukraine was signed, and a halt was made, before the first deal of the list."""
    first, work, halt = (int(measures.days(frame)[0]) for frame in (deciding("ukraine"), signed("ukraine"), halts()))
    return work < first and halt < first


@finding("deciding_total", "germany_lead")
def list_opens_with_a_halt():
    """The list of all years opens with a halt; what it has from 2019 on opens with a deal."""
    found = deciding().sort_values("date")
    return list(found["lane"])[0] == "halts" and list(found.loc[found["date"].dt.year >= 2019, "lane"])[0] == "ukraine"


@finding("deciding_total", "deciding_deals", "deciding_halts")
def rule_picks_the_list():
    """The list is exactly what the rule picks from the events; the American measures over the S-400 stand apart."""
    found = table("events")
    fits = (
        found["lane"].isin(["halts", "ukraine"])
        & found["kind"].isin([*BOUND, *SIGNED[:2]])
        & found["binding"].astype(bool)
        & found["subject"].isin(["air", "all"])
        & (found["confidence"] == "high")
    )
    return set(found.loc[fits, "decision"]) == set(deciding()["id"])
