"""Forty settings and their answers, one function per chapter: pure functions of frames and numbers.

Each returns a frame with one row per number of the class list (index 1 to 40, called `number`): first the columns of the
setting, then those of the answer. Amounts are rounded first to what the class table prints, so that a key can be
recomputed by hand from that table.
"""

from __future__ import annotations

import datetime as dt
from itertools import combinations, product

import pandas as pd

from brief.measures import cases, diffusion, sequence
from brief.measures.escalation import model

NUMBERS = range(1, 41)


def _frame(rows: list[dict]) -> pd.DataFrame:
    return pd.DataFrame(rows, index=pd.Index(NUMBERS, name="number"))


def distances(cities: pd.DataFrame, large: int) -> pd.DataFrame:
    """Setting: a distance, km. Answer: how many cities of `large` people or more lie within it.

    `cities` has name, people, held and legal: km to the nearest government-held and to the nearest legal ground.
    """
    big = cities[cities["people"] >= large]

    def row(km):
        beyond = big[big["held"] > km].sort_values("held")
        first = beyond.iloc[0] if len(beyond) else None
        return {
            "distance, km": km,
            "cities within, from held ground": int((big["held"] <= km).sum()),
            "cities within, from legal ground": int((big["legal"] <= km).sum()),
            "next city beyond held ground's reach": "none" if first is None else first["name"],
            "km short of it": 0.0 if first is None else round(float(first["held"]) - km, 1),
        }

    return _frame([row(90 + 10 * n) for n in NUMBERS])


DRONES, PRICES = (6, 12, 18, 24, 30, 36, 48, 60), (2, 5, 8, 11.5, 16)


def bills(ukraine: float, russia: float, rise: float) -> pd.DataFrame:
    """Setting: drones and a price each, million dollars. Answer: the bill, and what it is beside three yearly amounts.

    `ukraine` and `russia` are yearly spending and `rise` the growth of Ukraine's, billion dollars.
    """

    def row(drones, price):
        bill = drones * price
        return {
            "drones": drones,
            "price of each, million dollars": price,
            "bill, million dollars": bill,
            "% of Ukraine's spending": round(bill / ukraine / 10, 1),
            "% of Russia's spending": round(bill / russia / 10, 2),
            "bills in the rise of Ukraine's spending": round(1000 * rise / bill, 1),
        }

    return _frame([row(*setting) for setting in product(DRONES, PRICES)])


LEVELS = (100, 90, 80, 70)
MONTHS = [f"{dt.date(2020, month, 1):%B}" for month in range(1, 13)]


def winters(cover: pd.Series) -> pd.DataFrame:
    """Setting: a month, and how much of their best ever the other routes bring. Answer: what they cover, per cent.

    `cover` is, by month (1 to 12), what the other routes at their best would cover of the month's gas, per cent.
    """

    def row(n):
        month, level = (n - 1) % 12 + 1, LEVELS[(n - 1) // 12]
        covered = round(level * float(cover[month]) / 100, 1)
        return {
            "month": MONTHS[month - 1],
            "others bring, % of their best": level,
            "covered, % of the month's gas": covered,
            "missing, %": round(max(0.0, 100 - covered), 1),
            "enough?": "yes" if covered >= 100 else "no",
        }

    return _frame([row(n) for n in NUMBERS])


def openings(events: pd.DataFrame) -> pd.DataFrame:
    """Setting: the month in which the list begins. Answer: what it then opens with, and how many of each follow.

    `events` has day, lane ("halt" or "deal") and what, in the order of days. A list that begins later leaves out all
    that came before.
    """

    def row(n):
        begins = dt.date(2017 + (n - 1) // 12, (n - 1) % 12 + 1, 1)
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

    return _frame([row(n) for n in NUMBERS])


COUNTED = {
    "had it, press reports left out": (diffusion.recipients, 0),
    "had it, press reports counted": (diffusion.recipients, 1),
    "named as a buyer, doubtful left out": (diffusion.named_buyers, 0),
    "named as a buyer, doubtful counted": (diffusion.named_buyers, 1),
}
DAYS = tuple(dt.date(year, month, day) for year, month, day in (
    (2018, 12, 31), (2019, 6, 30), (2019, 12, 31), (2020, 6, 30), (2020, 12, 31),
    (2021, 4, 30), (2021, 6, 30), (2021, 9, 30), (2021, 10, 31), (2021, 12, 15)))


def owners(customers: pd.DataFrame, system: str) -> pd.DataFrame:
    """Setting: a day, and a rule for counting. Answer: the countries that count, of what was public on that day.

    `customers` is the table drone_customers.
    """

    def row(day, rule):
        count, end = COUNTED[rule]
        public = customers[customers["known_on"] <= pd.Timestamp(day)]
        return {"public by": f"{day.day} {day:%B %Y}", "count whoever": rule, "countries": count(public, system)[end]}

    return _frame([row(*setting) for setting in product(DAYS, COUNTED)])


RISES, RELIEF = (-5, 0, 2, 5, 7, 10, 15, 20), (0, 4, 6, 10, 15)


def sales(war: float, close: float) -> pd.DataFrame:
    """Setting: how much likelier a sale makes war, %, and what it prevents of the damage, of 100. Answer: does it harm?

    `war` is the chance of war without the sale, of 100; within `close` wars' worth of damage it is too close to call.
    """

    def row(likelier, prevented):
        sale = {"war": war / 100, "ratio": 1 + likelier / 100, "prevented": prevented / 100}
        change = round(100 * model.value("change", **sale), 2)
        return {
            "war likelier by, %": likelier,
            "damage prevented, of 100": prevented,
            "wars with the sale, of 100": round(100 * model.value("with_sale", **sale), 2),
            "change in damage, wars' worth": change,
            "it tips at, %": round(100 * model.value("tip", **sale) - 100, 1),
            "so it": "is too close to call" if abs(change) <= close else "does harm" if change > 0 else "helps",
        }

    return _frame([row(*setting) for setting in product(RISES, RELIEF)])


def rules(codes: pd.DataFrame, labels: dict[str, str]) -> pd.DataFrame:
    """Setting: which parts of the rule aren't asked, and what doubt counts as. Answer: how many sales pass, and which.

    `codes` is the matrix of codings of the sales (cases by parts); `labels` names the cases.
    """
    leaves = [(), *((part,) for part in cases.PARTS), *combinations(cases.PARTS, 2)]
    settings = [(leave, doubt) for leave in leaves for doubt in ("no", "yes")][: len(NUMBERS)]

    def row(leave, doubt):
        asked = codes.drop(columns=list(leave))
        met = asked.isin(["yes", "uncertain"] if doubt == "yes" else ["yes"]).all(axis=1)
        return {
            "parts not asked": " and ".join(leave) or "none",
            "doubt counts as": doubt,
            "sales that pass": int(met.sum()),
            "which": "; ".join(labels[case] for case in met[met].index) or "none",
        }

    return _frame([row(*setting) for setting in settings])


def dated(decisions: pd.DataFrame, lane: str) -> pd.DataFrame:
    """Rows of decisions as day, lane and what, each on the first day that its date may mean."""
    first = [span[0] for span in sequence.spans(decisions)]
    return pd.DataFrame({"day": first, "lane": lane, "what": decisions["what"].to_numpy()})
