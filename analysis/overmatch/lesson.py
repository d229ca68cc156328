"""In class: each student has drones at a price, and sets their bill beside what Ukraine and Russia spend."""

from itertools import product

import pandas as pd

from brief import numbers
from brief.lessons import Sheet, printed

DRONES, PRICES = (6, 12, 18, 24, 30, 36, 48, 60), (2, 5, 8, 11.5, 16)
SPENDING = ("ukr_spending", "rus_spending", "ukr_rise")
PRICED = ("contract_drones", "contract_value", "drone_alone", "price_reaper")


def bill(ukraine: float, russia: float, rise: float, drones: int, price: float) -> dict:
    """What drones at a price each, million dollars, cost, and what that is beside three yearly amounts.

    `ukraine` and `russia` are yearly spending and `rise` the growth of Ukraine's, billion dollars.
    """
    cost = drones * price
    return {
        "drones": drones,
        "price of each, million dollars": price,
        "bill, million dollars": cost,
        "% of Ukraine's spending": round(cost / ukraine / 10, 1),
        "% of Russia's spending": round(cost / russia / 10, 2),
        "bills in the rise of Ukraine's spending": round(1000 * rise / cost, 1),
    }


def answers() -> list[dict]:
    """Each number of drones at each price."""
    ukraine, russia, rise = map(printed, SPENDING)
    return [bill(ukraine, russia, rise, drones, price) for drones, price in product(DRONES, PRICES)]


def amounts() -> pd.DataFrame:
    """What the bill is worked out from, and prices to judge it by, as the chapter prints them."""
    found = [numbers.get(key) for key in SPENDING + PRICED]
    rows = [{"what": one.meaning, "value": one.text(bare=True), "unit": one.unit, "date": one.when} for one in found]
    return pd.DataFrame(rows)


SHEET = Sheet(
    asked=2,
    answers=answers,
    data=amounts,
    about="Amounts as the chapter prints them; the key is calculated from these.",
    code=(bill,),
)
