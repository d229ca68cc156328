"""In class: each student has a month without Russia's gas, and a level at which the other routes run."""

import calendar
from functools import cache
from itertools import product

import pandas as pd

from analysis.trade_dependence.numbers import without_russia
from brief.lessons import NUMBERS, Sheet, rounded

LEVELS = (100, 90, 80, 70)


def winter(cover: pd.Series, month: int, level: float) -> dict:
    """What the other routes cover of a month's gas when they bring `level` per cent of their best ever.

    `cover` is, by month (1 to 12), what they would cover at their best, per cent. How far they could fall before the
    month runs short rests on the month alone.
    """
    best = float(cover[month])
    covered = rounded(level * best / 100, 1)
    return {
        "month": calendar.month_name[month],
        "others bring, % of their best": level,
        "covered, % of the month's gas": covered,
        "missing, %": max(rounded(0, 1), 100 - covered),
        "enough?": "yes" if covered >= 100 else "no",
        "could fall to, % of their best": rounded(100 * 100 / best, 1) if best >= 100 else "already short",
    }


@cache
def cover() -> pd.Series:
    """By month of 2020, per cent of the month's gas, as the class table prints it."""
    return without_russia().round(1)


def months() -> pd.DataFrame:
    """The class table: `cover` with the months' names."""
    best = "others at their best cover, % of the month's gas"
    return pd.DataFrame({"month of 2020": calendar.month_name[1:], best: cover().to_numpy()})


SHEET = Sheet(
    asked=2,
    answers=lambda: [winter(cover(), month, level) for level, month in product(LEVELS, range(1, 13))][: len(NUMBERS)],
    data=months,
    about="What all routes but Russia’s could have covered if each had run as in its best month ever.",
    code=(rounded, winter),
    marking="Answers are rounded to one place, so accept 0.1 either way.",
)
