"""What changes with each disputed date."""

from __future__ import annotations

from functools import cache

import pandas as pd

from analysis.embargo_timeline import measures
from analysis.embargo_timeline.numbers.order import deals_around_october_2019
from analysis.embargo_timeline.numbers.rows import first_day, ids, specifications, surprise, table
from brief.numbers import guard, publish, value


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


publish("disputed_dates", lambda: len(_disputed()), rows={"events": ids(_disputed)})


def _disputed_flips():
    found = verdicts_by_date()
    return int((~found.select_dtypes(bool)).to_numpy().sum())


publish("disputed_flips", _disputed_flips, rows={"events": ids(_disputed)})


guard("dates_change_nothing", lambda: value("disputed_flips") == 0 and value("disputed_dates") > 0)
