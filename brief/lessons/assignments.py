"""Forty settings and their answers, two pure functions per chapter: the answer to one setting, and all forty.

The second returns a frame with one row per number of the class list (index 1 to 40, called `number`): first the columns
of the setting, then those of the answer. Amounts are rounded first to what the class table prints, so that a key can
be recomputed by hand from that table.
"""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations, product

import pandas as pd

from analysis.alliance_web import measures
from analysis.diffusion import measures as diffusion
from analysis.embargo_timeline import measures as sequence
from analysis.entrapment.measures import model

NUMBERS = range(1, 41)


def _frame(rows: list[dict]) -> pd.DataFrame:
    return pd.DataFrame(rows, index=pd.Index(NUMBERS, name="number"))


def rounded(amount: float, places: int) -> Decimal:
    """To decimal places as by hand, half away from zero, needless zeros kept.

    The ninth place shaves what binary fractions add or leave short: no setting has so many.
    """
    return Decimal(f"{amount:.9f}").quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) + 0


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


def distances(cities: pd.DataFrame, large: int) -> pd.DataFrame:
    """Setting: a distance."""
    return _frame([within(cities, large, 90 + 10 * n) for n in NUMBERS])


DRONES, PRICES = (6, 12, 18, 24, 30, 36, 48, 60), (2, 5, 8, 11.5, 16)


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


def bills(ukraine: float, russia: float, rise: float) -> pd.DataFrame:
    """Setting: drones and their price."""
    return _frame([bill(ukraine, russia, rise, *setting) for setting in product(DRONES, PRICES)])


LEVELS = (100, 90, 80, 70)
MONTHS = [f"{dt.date(2020, month, 1):%B}" for month in range(1, 13)]


def winter(cover: pd.Series, month: int, level: float) -> dict:
    """What the other routes cover of a month's gas when they bring `level` per cent of their best ever.

    `cover` is, by month (1 to 12), what they would cover at their best, per cent. How far they could fall before the
    month runs short rests on the month alone.
    """
    best = float(cover[month])
    covered = rounded(level * best / 100, 1)
    return {
        "month": MONTHS[month - 1],
        "others bring, % of their best": level,
        "covered, % of the month's gas": covered,
        "missing, %": max(rounded(0, 1), 100 - covered),
        "enough?": "yes" if covered >= 100 else "no",
        "could fall to, % of their best": rounded(100 * 100 / best, 1) if best >= 100 else "already short",
    }


def winters(cover: pd.Series) -> pd.DataFrame:
    """Setting: a month, and a level."""
    return _frame([winter(cover, (n - 1) % 12 + 1, LEVELS[(n - 1) // 12]) for n in NUMBERS])


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


def openings(events: pd.DataFrame) -> pd.DataFrame:
    """Setting: the month in which the list begins."""
    return _frame([opening(events, dt.date(2017 + (n - 1) // 12, (n - 1) % 12 + 1, 1)) for n in NUMBERS])


COUNTED = {
    "had it, press reports left out": (diffusion.recipients, 0),
    "had it, press reports counted": (diffusion.recipients, 1),
    "named as a buyer, doubtful left out": (diffusion.named_buyers, 0),
    "named as a buyer, doubtful counted": (diffusion.named_buyers, 1),
}
DAYS = tuple(
    dt.date(year, month, day)
    for year, month, day in (
        (2018, 12, 31),
        (2019, 6, 30),
        (2019, 12, 31),
        (2020, 6, 30),
        (2020, 12, 31),
        (2021, 4, 30),
        (2021, 6, 30),
        (2021, 9, 30),
        (2021, 10, 31),
        (2021, 12, 15),
    )
)


def owned(customers: pd.DataFrame, system: str, day: dt.date, rule: str) -> dict:
    """How many countries a rule counts, of what was public on a day; `customers` is the table drone_customers."""
    count, end = COUNTED[rule]
    public = customers[customers["known_on"] <= pd.Timestamp(day)]
    return {"public by": f"{day.day} {day:%B %Y}", "count whoever": rule, "countries": count(public, system)[end]}


def owners(customers: pd.DataFrame, system: str) -> pd.DataFrame:
    """Setting: a day, and a rule for counting."""
    return _frame([owned(customers, system, *setting) for setting in product(DAYS, COUNTED)])


RISES, RELIEF = (-5, 0, 2, 5, 7, 10, 15, 20), (0, 4, 6, 10, 15)


def sale(war: float, close: float, likelier: float, prevented: float) -> dict:
    """Whether a sale harms that makes war `likelier`, %, and prevents so much of the damage, of 100.

    `war` is the chance of war without the sale, of 100; within `close` wars' worth of damage it is too close to call.
    """
    made = {"war": war / 100, "ratio": 1 + likelier / 100, "prevented": prevented / 100}
    change = rounded(100 * model.value("change", **made), 2)
    return {
        "war likelier by, %": likelier,
        "damage prevented, of 100": prevented,
        "wars with the sale, of 100": rounded(100 * model.value("with_sale", **made), 2),
        "change in damage, wars' worth": change,
        "it tips at, %": rounded(100 * model.value("tip", **made) - 100, 1),
        "so it": "is too close to call" if abs(change) <= close else "does harm" if change > 0 else "helps",
    }


def sales(war: float, close: float) -> pd.DataFrame:
    """Setting: what the sale does to the risk of war and to its damage."""
    return _frame([sale(war, close, *setting) for setting in product(RISES, RELIEF)])


def rule(codes: pd.DataFrame, leave: tuple[str, ...], doubt: str) -> dict:
    """Which sales pass the rule without some of its parts, doubt counting as yes or no.

    `codes` is the matrix of codings, sales by parts.
    """
    asked = codes.drop(columns=list(leave))
    met = asked.isin(["yes", "uncertain"] if doubt == "yes" else ["yes"]).all(axis=1)
    return {
        "parts not asked": " and ".join(leave) or "none",
        "doubt counts as": doubt,
        "sales that pass": int(met.sum()),
        "which": "; ".join(met[met].index) or "none",
    }


def rules(codes: pd.DataFrame) -> pd.DataFrame:
    """Setting: which parts of the rule aren't asked, and what doubt counts as."""
    leaves = [(), *((part,) for part in measures.PARTS), *combinations(measures.PARTS, 2)]
    settings = [(leave, doubt) for leave in leaves for doubt in ("no", "yes")]
    return _frame([rule(codes, *setting) for setting in settings[: len(NUMBERS)]])


def dated(decisions: pd.DataFrame, lane: str) -> pd.DataFrame:
    """Rows of decisions as day, lane and what, each on the first day that its date may mean."""
    first = [span[0] for span in sequence.spans(decisions)]
    return pd.DataFrame({"day": first, "lane": lane, "what": decisions["what"].to_numpy()})
