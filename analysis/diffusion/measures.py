"""Who ordered, who received, at what price, and who supplied the supplier: counts and shares with their doubt.

Nothing here joins counts of different rules; the callers ask for one row, or for two of one publisher.
"""

from __future__ import annotations

import datetime as dt

import pandas as pd

STEPS = ("asked", "ordered", "arrived")
FIRM = ("official words", "seen or found by inquiry")
"""What a step may rest on without being only a press report."""
STARTS: dict[str, dict[str, int]] = {"day": {}, "month": {"day": 1}, "year": {"month": 1, "day": 1}}
"""By the precision of a date: what to replace in the last day that it may mean, to get the first such day."""


def status(customers: pd.DataFrame) -> pd.DataFrame:
    """The furthest known step of each buyer of each type: one row per system and country, in the order they got there.

    `customers` has one row per step (system, country, step, basis, happened_on, known_on); pass only what was known on
    the day asked about. Columns of the result: those of the furthest step, and `ordered_on`, the day of the order (NaT
    if no order is known).
    """
    order = customers.assign(rank=customers["step"].map(STEPS.index)).sort_values(
        ["rank", "happened_on"], kind="stable"
    )
    furthest = order.drop_duplicates(["system", "country"], keep="last")
    ordered = customers[customers["step"] == "ordered"].set_index(["system", "country"])["happened_on"]
    keys = pd.MultiIndex.from_frame(furthest[["system", "country"]])
    found = furthest.assign(ordered_on=ordered.reindex(keys).to_numpy()).drop(columns="rank")
    return found.sort_values(["happened_on", "country"], kind="stable", ignore_index=True)


def recipients(customers: pd.DataFrame, system: str) -> tuple[int, int]:
    """(low, high) number of countries with a delivery: not counting, and counting, what only press reports say."""
    had = _furthest(customers, system, "arrived")
    return int(had["basis"].isin(FIRM).sum()), len(had)


def named_buyers(customers: pd.DataFrame, system: str) -> tuple[int, int]:
    """(low, high) number of countries named as buyers, by an order or a delivery.

    The lower count leaves out a country for which nothing but the press reports a delivery and no order is known.
    """
    found = _furthest(customers, system, "ordered", "arrived")
    doubtful = ~found["basis"].isin(FIRM) & found["ordered_on"].isna()
    return int((~doubtful).sum()), len(found)


def _furthest(customers: pd.DataFrame, system: str, *steps: str) -> pd.DataFrame:
    found = status(customers)
    return found[(found["system"] == system) & found["step"].isin(steps)]


def journeys(steps: pd.DataFrame) -> pd.DataFrame:
    """The furthest step of each buyer of one type: first those who have it, then those who wait, then those who ask."""
    found = status(steps)
    return found.sort_values("step", key=lambda steps: -steps.map(STEPS.index), kind="stable", ignore_index=True)


def calendar(steps: pd.DataFrame) -> pd.DataFrame:
    """The steps of one type with the days between which each lies: `first` and `last`, and `at`, where a mark stands.

    A step known to the year only may be any day of it after the buyer's order, and stands in the middle.
    """
    ordered = steps["country"].map(steps[steps["step"] == "ordered"].set_index("country")["happened_on"])
    last, vague = steps["happened_on"], steps["precision"] == "year"
    first = last.where(~vague, last.dt.to_period("Y").dt.start_time)
    first = first.where(~vague | ordered.isna() | (ordered < first), ordered)
    return steps.assign(first=first, last=last, at=first + (last - first) / 2)


def taken_twice(counts: pd.DataFrame) -> pd.Series:
    """Whether the publisher of each count took another by the same rule: only such counts may be joined."""
    return counts.groupby(["publisher", "rule"])["rule"].transform("size") > 1


def months_between(order: pd.Series, delivery: pd.Series) -> tuple[float, float]:
    """(low, high) months from an order to a delivery; each is a row with happened_on and precision.

    A date known to the month or year may be any day of it.
    """
    first, last = _span(order), _span(delivery)
    month = 365.25 / 12
    return max((last[0] - first[1]).days, 0) / month, (last[1] - first[0]).days / month


def _span(row: pd.Series) -> tuple[dt.date, dt.date]:
    end = pd.Timestamp(row["happened_on"]).date()
    return end.replace(**STARTS[row["precision"]]), end


def per_aircraft(price: pd.Series) -> float:
    """Million dollars per aircraft, with its part of the package; a row of the table of prices."""
    return price["million_dollars"] / price["units"]


Interval = tuple[float, float]


def printed(row: pd.Series) -> Interval:
    """The values that a printed figure may stand for, given its rounding."""
    return row["value"] - row["rounding"], row["value"] + row["rounding"]


def share_of(part: Interval, whole: Interval) -> Interval:
    """Percent that one interval of positive amounts is of another."""
    return 100 * part[0] / whole[1], 100 * part[1] / whole[0]


def share_from_shares(in_exports: Interval, in_world: Interval, buyer: Interval) -> Interval:
    """Percent of a buyer's imports that come from a supplier, all arguments in percent.

    `in_exports` is the buyer's part of the supplier's exports, `in_world` the supplier's part of the world's exports,
    `buyer` the buyer's part of the world's imports: world exports and imports are the same transfers.
    """
    return in_exports[0] * in_world[0] / buyer[1], in_exports[1] * in_world[1] / buyer[0]


def share_after_change(before: Interval, supplier: Interval, total: Interval) -> Interval:
    """Percent share after volumes from the supplier and from all changed by so many percent."""
    low = before[0] * (100 + supplier[0]) / (100 + total[1])
    high = before[1] * (100 + supplier[1]) / (100 + total[0])
    return low, high


def supplier_shares(imports: pd.DataFrame, edition: str) -> pd.DataFrame:
    """Share of the United States in each window of an edition: window_start, window_end, low and high, in percent."""
    of = imports[imports["edition"] == edition].set_index(["window_start", "window_end"])
    parts, wholes = (of[of["figure"] == f"volume from {whom}"] for whom in ("the United States", "all"))
    windows = [window for window in parts.index if window in wholes.index]
    rows = [(*window, *share_of(printed(parts.loc[window]), printed(wholes.loc[window]))) for window in windows]
    return pd.DataFrame(rows, columns=["window_start", "window_end", "low", "high"])
