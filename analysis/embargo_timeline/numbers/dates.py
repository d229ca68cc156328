"""What changes with each disputed date."""

from __future__ import annotations

from functools import cache

import pandas as pd

from analysis.embargo_timeline import measures
from analysis.embargo_timeline.numbers.order import deals_around_october_2019
from analysis.embargo_timeline.numbers.rows import first_day, ids, specifications, surprise, table
from brief.numbers import finding, number, value


def _disputed():
    found = table("events")
    found = found[found["disputed_dates"].notna() & found["lane"].isin(["halts", "dispute", "ukraine", "other"])]
    return found[~found.duplicated("decision")]


@cache
def verdicts_by_date() -> pd.DataFrame:
    """For each disputed date: does each of four findings still hold on the other date? Columns are the findings."""
    rows = []
    for event in _disputed().itertuples():
        other = measures.redated(table("decisions"), event.decision, event.disputed_dates.date())
        deals = measures.days(other[(other["lane"] == "ukraine") & other["deciding"].astype(bool)])
        before, after = measures.counted(deals, first_day("october-2019", other))
        pace = {lane: specifications(lane, other)["ratio"] for lane in ("ukraine", "other")}
        rows.append(
            {
                "decision": event.decision,
                "date": event.date.date().isoformat(),
                "other date": event.disputed_dates.date().isoformat(),
                "deals on both sides": (before, after) == deals_around_october_2019(),
                "faster on nearly every choice": bool((pace["ukraine"] > 1).mean() > 0.9),
                "others sped up less": bool(pace["other"].median() < pace["ukraine"].median()),
                "chance would do": bool(surprise(decisions=other)["share"] > 10),
            }
        )
    return pd.DataFrame(rows)


@number(
    unit="dates",
    date="2016 to 2021",
    rows={"events": ids(_disputed)},
    sure="As far as the sources read differ.",
    how="Decisions for which a source gives another day.",
)
def disputed_dates():
    """Dates on which sources differ, in the four lanes that the findings use."""
    return len(_disputed())


@number(
    unit="findings",
    date="2016 to 2021",
    rows={"events": ids(_disputed)},
    sure="Recomputed with each other date in turn.",
    how="Findings that fail on some other date.",
)
def disputed_flips():
    """Findings that change when a disputed date is moved to the other day."""
    found = verdicts_by_date()
    return int((~found.select_dtypes(bool)).to_numpy().sum())


@finding("disputed_flips", "disputed_dates")
def dates_change_nothing():
    """No finding changes with a disputed date."""
    return value("disputed_flips") == 0 and value("disputed_dates") > 0
