"""How one side's spending and forces compare with the other's, and what a sale is against them.

A figure is a pair (lower, upper), the two equal where sources agree. A quotient of pairs is taken at its extremes, so
that an interval is never narrower than its sources allow.
"""

import math

import pandas as pd

from brief import dates


def figure(found, ids):
    """(low, high) of rows by id, from the lowest to the highest: observations that differ may each be right."""
    rows = found.loc[list(ids)]
    return float(rows["low"].min()), float(rows["high"].max())


def times(more, less):
    """How many times `less` goes into `more`, both pairs in the same unit: (least, most)."""
    return more[0] / less[1], more[1] / less[0]


def per_hundred(part, whole):
    """`part` for every hundred of `whole`, both pairs: (least, most). With the same unit it is a percentage."""
    least, most = times(part, whole)
    return 100 * least, 100 * most


def ratios(table, pairs):
    """How many times one side's figure the other's is: columns low and high, by the keys of `pairs`.

    `pairs` is {key: (ids of rows, ids of the other side's rows)}; rows of a side that differ make an interval. Without
    rows of the other side the figure is itself a ratio, as some sources print it.
    """
    found, ends = table.set_index("id"), {}
    for key, (more, less) in pairs.items():
        ends[key] = times(figure(found, more), figure(found, less)) if less else figure(found, more)
    return pd.DataFrame.from_dict(ends, orient="index", columns=["low", "high"])


def spending(milex, as_of, measure="current", publisher="sipri"):
    """Spending of both states by year, million dollars, as it could be known on a day, and the ratio.

    `milex` has iso3, year, measure, value, edition and known_on. Of several editions of a year the newest known counts.
    Columns: RUS, UKR, ratio; index: year. A year with one state only is left out.
    """
    rows = milex[(milex["measure"] == measure) & milex["edition"].str.startswith(publisher)]
    years = dates.latest(rows, ["iso3", "year"], as_of).pivot(index="year", columns="iso3", values="value").dropna()
    return years.assign(ratio=years["RUS"] / years["UKR"])


def editions(milex):
    """Both states' spending at current prices and the ratio for each year and edition, in the order of publication."""
    rows = milex[milex["measure"] == "current"]
    wide = rows.pivot(index=["year", "edition", "known_on"], columns="iso3", values="value").dropna().reset_index()
    return wide.assign(ratio=wide["RUS"] / wide["UKR"]).sort_values(["year", "known_on"], ignore_index=True)


def percent(part, whole):
    """`part` in per cent of `whole`, or `part` for every hundred of it."""
    return 100 * part / whole


def drones_worth(amount, price):
    """How many whole drones at `price` it takes to be worth at least `amount`, both in million dollars."""
    return math.ceil(round(amount / price, 9))
