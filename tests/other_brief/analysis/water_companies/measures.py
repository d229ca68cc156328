"""Deaths by water company: pure functions of the tables."""

from __future__ import annotations

import pandas as pd


def rates(counts: pd.DataFrame) -> pd.Series:
    """Deaths for each 10,000 houses; `counts` has the columns houses and deaths."""
    return 10_000 * counts["deaths"] / counts["houses"]


def later(first: pd.DataFrame, weeks: pd.DataFrame) -> pd.DataFrame:
    """The two companies' houses of the first table with their deaths in the weeks of the second, by supply."""
    counts = first.set_index("supply")[["houses"]].loc[["Southwark and Vauxhall", "Lambeth"]]
    return counts.assign(deaths=[weeks["southwark"].sum(), weeks["lambeth"].sum()])
