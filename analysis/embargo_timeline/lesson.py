"""In class: each student has a month in which the list of halts and deals begins, and says what it opens with."""

import datetime as dt
from functools import cache

import pandas as pd

from analysis.embargo_timeline import measures, numbers
from brief.lessons import NUMBERS, Sheet


def opening(events: pd.DataFrame, begins: dt.date) -> dict:
    """What a list opens with that begins on a day, and how many of each kind follow.

    `events` has day, lane ("halt" or "deal") and what, in the order of days. A list that begins later leaves out all
    that came before.
    """
    kept = events[events["day"] >= begins]
    first = kept.iloc[0]
    other = kept[kept["lane"] != first["lane"]]
    return {
        "the list begins": f"{begins:%B %Y}",
        "it opens with a": first["lane"],
        "days to the first of the other kind": (other.iloc[0]["day"] - first["day"]).days if len(other) else None,
        "halts from then on": int((kept["lane"] == "halt").sum()),
        "deals from then on": int((kept["lane"] == "deal").sum()),
    }


@cache
def events() -> pd.DataFrame:
    """Halts, and deals with Ukraine, in order: day (the first that the date may mean), lane, what."""
    lanes = {"halt": numbers.halts(), "deal": numbers.signed()}
    both = [
        pd.DataFrame({"day": [first for first, *_ in measures.spans(found)], "lane": lane, "what": found["what"].array})
        for lane, found in lanes.items()
    ]
    return pd.concat(both).sort_values("day", kind="stable", ignore_index=True)


SHEET = Sheet(
    asked=1,
    answers=lambda: [opening(events(), dt.date(2017 + (n - 1) // 12, (n - 1) % 12 + 1, 1)) for n in NUMBERS],
    data=events,
    about="Binding Western halts and holds, and what Turkey signed with Ukraine; a date that is known only to the "
    "month or week stands on its first day.",
    code=(opening,),
)
