"""In class: each student has so many houses, and works out the deaths to be expected with either company."""

from __future__ import annotations

import pandas as pd

from brief.data import tables
from brief.lessons import NUMBERS, Sheet, rounded


def expected(houses: int, table: pd.DataFrame) -> dict:
    """Deaths to be expected in so many houses at each company's rate; `table` has supply, houses and deaths."""
    rates = (table["deaths"] / table["houses"]).set_axis(table["supply"])
    return {"houses": houses} | {f"deaths, {name}": rounded(houses * rate, 1) for name, rate in rates.items()}


def data() -> pd.DataFrame:
    return tables.load("seven_weeks")[["supply", "houses", "deaths"]].head(2)


SHEET = Sheet(
    asked=1,
    answers=lambda: [expected(500 * number, data()) for number in NUMBERS],
    data=data,
    about="Houses supplied in 1853 and deaths in the first seven weeks.",
    code=(rounded, expected),
)
