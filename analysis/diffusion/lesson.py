"""In class: each student has a day and a rule for counting, and says how many countries had the drone."""

import datetime as dt
from itertools import product

import pandas as pd

from analysis.diffusion import measures
from analysis.diffusion.charts import COUNTRY
from brief.data import tables
from brief.dates import CUTOFF, known
from brief.lessons import Sheet

SYSTEM = "TB2"
DAYS = [
    dt.date.fromisoformat(day) for day in (
        "2018-12-31", "2019-06-30", "2019-12-31", "2020-06-30", "2020-12-31", "2021-04-30", "2021-06-30", "2021-09-30",
        "2021-10-31", "2021-12-15",
    )
]  # fmt: skip


def counted(customers: pd.DataFrame, system: str) -> dict[str, int]:
    """How many countries each of four rules counts as owners of a type; `customers` is the table drone_customers."""
    had, named = measures.recipients(customers, system), measures.named_buyers(customers, system)
    return {
        "had it, press reports left out": had[0],
        "had it, press reports counted": had[1],
        "named as a buyer, doubtful left out": named[0],
        "named as a buyer, doubtful counted": named[1],
    }


def owned(customers: pd.DataFrame, system: str, day: dt.date, rule: str) -> dict:
    """How many countries a rule counts, of what was public on a day."""
    public = customers[customers["known_on"] <= pd.Timestamp(day)]
    return {"public by": f"{day.day} {day:%B %Y}", "count whoever": rule, "countries": counted(public, system)[rule]}


def answers() -> list[dict]:
    """Each day with each rule."""
    customers = tables.load("drone_customers")
    rules = counted(customers, SYSTEM)
    return [owned(customers, SYSTEM, day, rule) for day, rule in product(DAYS, rules)]


def steps() -> pd.DataFrame:
    """The class table: every step of a buyer that was public on the cut-off, in that order."""
    found = known(tables.load("drone_customers"), CUTOFF).query("system == @SYSTEM").sort_values("known_on")
    found = found.assign(country=found["country"].map(COUNTRY), known_on=found["known_on"].dt.date)
    heads = {"country": "country", "step": "step", "basis": "rests on", "known_on": "public on"}
    return found[[*heads]].rename(columns=heads).reset_index(drop=True)


SHEET = Sheet(
    asked=2,
    answers=answers,
    data=steps,
    about="Every public step of a buyer of the TB2 by 15 December 2021.",
    code=(measures, counted, owned),
)
