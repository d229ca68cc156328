"""What each class sheet works with: its settings with their key, and its table, from the book's own data.

A sheet's words stand in `chapters/class-CHAPTER.md`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

import pandas as pd

from analysis.alliance_web import numbers as cases
from analysis.diffusion.charts.buyers import COUNTRY
from analysis.embargo_timeline import numbers as rows
from analysis.range_circles import measures as reach
from analysis.trade_dependence import measures
from brief import numbers
from brief.data import tables
from brief.dates import CUTOFF, known
from brief.lessons import assignments

LARGE, SMALLER = 500_000, 300_000  # people: cities that a key counts, and those that the class table lists


@dataclass(frozen=True)
class Sheet:
    """Of one chapter: `asked` counts the key's first columns, which are the setting; `data` has at most 60 rows.

    `marking` stands above the key: how it is rounded, and what else to accept.
    """

    chapter: str
    asked: int
    make_key: Callable[[], pd.DataFrame] = field(repr=False)
    data: Callable[[], pd.DataFrame] = field(repr=False)
    about: str
    marking: str = ""

    def key(self) -> pd.DataFrame:
        """All forty settings with their answers; index: the number on the class list."""
        return _made(self.make_key).copy()

    def settings(self) -> pd.DataFrame:
        """The settings alone."""
        return self.key().iloc[:, : self.asked]


@cache
def _made(make_key: Callable[[], pd.DataFrame]) -> pd.DataFrame:
    """A key is asked for on the sheet, on paper and in the packs, and worked out once."""
    return make_key()


@cache
def _cities() -> pd.DataFrame:
    lands = reach.territories(tables.load("oblasts"), tables.load("ground"))
    found = reach.city_distances(tables.load("cities"), lands)
    found = found[found["iso3"].isin(["RUS", "BLR"]) & (found["population"] >= SMALLER)].sort_values("to_held")
    return pd.DataFrame(
        {
            "name": found["name"],
            "country": found["iso3"].map({"RUS": "Russia", "BLR": "Belarus"}),
            "people": found["population"],
            "held": found["to_held"].round(1),
            "legal": found["to_legal"].round(1),
        }
    ).reset_index(drop=True)


def _city_table() -> pd.DataFrame:
    return _cities().rename(
        columns={"name": "city", "held": "km from government-held ground", "legal": "km from legal territory"}
    )


def _printed(key: str) -> float:
    """A number as the page prints it: what a student can work with."""
    return float(numbers.text(key, "bare"))


def _money_table() -> pd.DataFrame:
    keys = (
        "ukr_spending",
        "rus_spending",
        "ukr_rise",
        "contract_drones",
        "contract_value",
        "drone_alone",
        "price_reaper",
    )
    return pd.DataFrame(
        [
            {
                "what": numbers.get(key).meaning,
                "value": numbers.text(key, "bare"),
                "unit": numbers.get(key).unit,
                "date": numbers.get(key).when,
            }
            for key in keys
        ]
    )


@cache
def _cover() -> pd.Series:
    """By month of 2020, per cent of the month's gas, as the class table prints it."""
    seen = known(tables.load("gas_months"), CUTOFF).query("reading == 'IEA entry points' and year == 2020")
    found = measures.supply_without(tables.load("gas_entries")["highest"], seen.set_index("month")["total"])
    return found.round(1)


def _gas_table() -> pd.DataFrame:
    return pd.DataFrame(
        {"month of 2020": assignments.MONTHS, "others at their best cover, % of the month's gas": _cover().to_numpy()}
    )


@cache
def _events() -> pd.DataFrame:
    both = [assignments.dated(rows.halts(), "halt"), assignments.dated(rows.signed("ukraine"), "deal")]
    return pd.concat(both).sort_values("day", kind="stable", ignore_index=True)


def _steps() -> pd.DataFrame:
    found = known(tables.load("drone_customers"), CUTOFF).query("system == 'TB2'").sort_values("known_on")
    return pd.DataFrame(
        {
            "country": found["country"].map(COUNTRY),
            "step": found["step"],
            "rests on": found["basis"],
            "public on": found["known_on"].dt.date,
        }
    ).reset_index(drop=True)


def _codings() -> pd.DataFrame:
    """One row per sale, one column per part."""
    return cases.codes("supplied").rename(index=cases.listed()["label"]).rename_axis("sale").reset_index()


def _given() -> pd.DataFrame:
    """What the model takes for the whole class; the rest is each student's setting."""
    return pd.DataFrame(
        [
            {"what": "wars without the sale", "value": _printed("war_without"), "unit": "of 100"},
            {
                "what": "too close to call, either way up to",
                "value": _printed("close_call"),
                "unit": "wars' worth of damage",
            },
        ]
    )


SHEETS = {
    sheet.chapter: sheet
    for sheet in (
        Sheet(
            "range-circles",
            1,
            lambda: assignments.distances(_cities(), LARGE),
            _city_table,
            "Cities of 300,000 people or more in Russia and Belarus. "
            "The big ones, which you count, have 500,000 or more.",
        ),
        Sheet(
            "overmatch",
            2,
            lambda: assignments.bills(_printed("ukr_spending"), _printed("rus_spending"), _printed("ukr_rise")),
            _money_table,
            "Amounts as the chapter prints them; the key is calculated from these.",
        ),
        Sheet(
            "trade-dependence",
            2,
            lambda: assignments.winters(_cover()),
            _gas_table,
            "What all routes but Russia's could cover if each ran at its best month ever.",
            "Rounded to one place; accept 0.1 either way.",
        ),
        Sheet(
            "embargo-timeline",
            1,
            lambda: assignments.openings(_events()),
            _events,
            "Binding Western halts and holds, and what was signed with Ukraine; a date known to the month or week "
            "stands on its first day.",
        ),
        Sheet(
            "diffusion",
            2,
            lambda: assignments.owners(tables.load("drone_customers"), "TB2"),
            _steps,
            "Every public step of a buyer of the TB2 by 15 December 2021.",
        ),
        Sheet(
            "entrapment",
            2,
            lambda: assignments.sales(numbers.value("war_without"), numbers.value("close_call")),
            _given,
            "The same for everybody; “war likelier by” and “damage prevented” are your own setting.",
            "Rounded to two places; accept 0.01 either way.",
        ),
        Sheet(
            "alliance-web",
            2,
            lambda: assignments.rules(_codings().set_index("sale")),
            _codings,
            "Each sale and each part of the rule, as coded.",
        ),
    )
}
