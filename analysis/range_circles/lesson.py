"""In class: each student has a distance, and counts the big cities within it."""

from functools import cache

import pandas as pd

from analysis.range_circles import numbers
from brief.lessons import NUMBERS, Sheet

LARGE, SMALLER = 500_000, 300_000  # people: cities that a key counts, and those that the class table lists


def within(cities: pd.DataFrame, large: int, km: float) -> dict:
    """How many cities of `large` people or more lie within a distance, and which comes next.

    `cities` has name, people, held and legal: km to the nearest government-held and to the nearest legal ground.
    """
    big = cities[cities["people"] >= large]
    beyond = big[big["held"] > km].sort_values("held")
    first = beyond.iloc[0] if len(beyond) else None
    return {
        "distance, km": km,
        "cities within, from held ground": int((big["held"] <= km).sum()),
        "cities within, from legal ground": int((big["legal"] <= km).sum()),
        "next city beyond held ground's reach": "none" if first is None else first["name"],
        "km short of it": 0.0 if first is None else round(float(first["held"]) - km, 1),
    }


@cache
def cities() -> pd.DataFrame:
    """Cities of Russia and Belarus, nearest first: name, country, people, held and legal, km with one decimal."""
    heads = {"name": "name", "iso3": "country", "population": "people", "to_held": "held", "to_legal": "legal"}
    found = numbers.across(SMALLER).sort_values("to_held")[[*heads]].rename(columns=heads)
    return found.round(1).replace({"country": {"RUS": "Russia", "BLR": "Belarus"}}).reset_index(drop=True)


SHEET = Sheet(
    asked=1,
    answers=lambda: [within(cities(), LARGE, 90 + 10 * number) for number in NUMBERS],
    data=lambda: cities().rename(
        columns={"name": "city", "held": "km from government-held ground", "legal": "km from legal territory"}
    ),
    about="Cities of 300,000 people or more in Russia and Belarus. "
    "The big ones, which you count, have 500,000 or more.",
    code=(within,),
)
