"""Who needs whom: shares, concentration, what is left without a supplier, swings, and a crisis against a base.

Values travel as intervals `(low, high)`, so that two readings of one flow, or a rounded one, stay two ends all the
way to the page. Frames are the tables of `data/`, already cut to what was known. Shares are per cent.
"""

from collections.abc import Iterable, Mapping

import pandas as pd

Interval = tuple[float, float]

# Of the two counts of a month's gas the regulator's comes first: it is the publisher, the other derives from it.
FIRST_READING = "regulator"


def interval(amount: float | Interval) -> Interval:
    """A number as an interval; a pair must be in order."""
    low, high = amount if isinstance(amount, tuple) else (amount, amount)
    if not low <= high:
        raise ValueError(f"{amount!r} is not a low and a high value")
    return float(low), float(high)


def hull(amounts: Iterable[float | Interval]) -> Interval:
    """From the lowest to the highest of several readings of one quantity."""
    pairs = [interval(amount) for amount in amounts]
    if not pairs:
        raise ValueError("no reading to take")
    return min(low for low, _ in pairs), max(high for _, high in pairs)


def reading(frame: pd.DataFrame, **keys) -> Interval:
    """The value of the rows that match `keys` exactly, from lowest to highest; `low` and `high` count where given.

    Unit: that of the table. Raises ValueError when no row matches: a gap is never filled.
    """
    found = frame
    for column, wanted in keys.items():
        found = found[found[column] == wanted]
    if found.empty:
        raise ValueError(f"no row with {keys}")
    bounds = found.reindex(columns=["low", "value", "high"])
    return float(bounds.min(axis=1).min()), float(bounds.max(axis=1).max())


def add(*amounts: float | Interval) -> Interval:
    pairs = [interval(amount) for amount in amounts]
    return sum(low for low, _ in pairs), sum(high for _, high in pairs)


def share(part: float | Interval, whole: float | Interval) -> Interval:
    """Part of a whole, per cent; the ends take the part and the whole at their least and most favourable."""
    (part_low, part_high), (whole_low, whole_high) = interval(part), interval(whole)
    if whole_low <= 0 or part_low < 0:
        raise ValueError(f"a share of {part!r} in {whole!r} has no meaning")
    return 100 * part_low / whole_high, 100 * part_high / whole_low


def trade_share(imports, exports, all_imports, all_exports) -> Interval:
    """Barbieri's trade share: trade with the partner in all trade, per cent (Barbieri 1996)."""
    return share(add(imports, exports), add(all_imports, all_exports))


def trade_over_gdp(imports, exports, gdp) -> Interval:
    """Dependence of Oneal and Russett: trade with the partner over gross domestic product, per cent (1997)."""
    return share(add(imports, exports), gdp)


def concentration(volumes: Iterable[float]) -> float:
    """Herfindahl-Hirschman index by volume, 0 to 1: the sum of squared shares. 1 is a single supplier."""
    amounts = [float(volume) for volume in volumes]
    total = sum(amounts)
    if total <= 0 or min(amounts) < 0:
        raise ValueError("volumes must be positive to share them")
    return sum((amount / total) ** 2 for amount in amounts)


def concentration_with_block(named: Iterable[float], block: float) -> Interval:
    """The index when the origin of `block` is unknown: endlessly many suppliers at the low end, one at the high end."""
    amounts = [float(volume) for volume in named]
    whole = concentration([*amounts, block])
    return whole - (block / (sum(amounts) + block)) ** 2, whole


def supply_without(best_by_entry: Iterable[float], demand: pd.Series) -> pd.Series:
    """What the other entries, each at its highest flow ever seen, could cover of demand, per cent.

    After the N-1 idea of Regulation (EU) 2017/1938, Annex II, which asks for 100 per cent or more. Not its formula:
    that takes technical capacities, storage and a peak day; this takes observed months and no storage.
    """
    if (demand <= 0).any():
        raise ValueError("demand must be positive")
    return 100 * sum(best_by_entry) / demand


def missing(brought: float | pd.Series, demand: pd.Series) -> pd.Series:
    """What the entries leave missing of each month's demand, in its unit; nothing where they bring enough."""
    return (demand - brought).clip(lower=0)


def left_by_stores(gap: pd.Series, volume: float, most: pd.Series) -> pd.Series:
    """What stores that are full at the start still leave missing, month by month, in the unit of `gap`.

    `gap` and `most`, what the stores can give in a month, are in order of time; nothing is put back between months.
    """
    left = []
    for wanted, limit in zip(gap, most, strict=True):
        given = min(wanted, limit, volume)
        volume -= given
        left.append(wanted - given)
    return pd.Series(left, index=gap.index)


def one_reading(months: pd.DataFrame) -> pd.DataFrame:
    """One row per month, the regulator's where there is one. Same columns, in order of time."""
    second = (months["reading"] != FIRST_READING).rename("second")
    ordered = months.assign(second=second).sort_values(["year", "month", "second"])
    return ordered.drop_duplicates(["year", "month"]).drop(columns="second").reset_index(drop=True)


def swing(months: pd.DataFrame) -> pd.DataFrame:
    """Per year: lowest and highest monthly share, their distance in points, and the months. Index: year."""
    by_year = months.dropna(subset=["share"]).groupby("year")["share"]
    lowest, highest = (months.loc[rows].set_index("year") for rows in (by_year.idxmin(), by_year.idxmax()))
    found = {"lowest": lowest["share"], "in_month": lowest["month"], "highest": highest["share"]}
    found |= {"at_month": highest["month"], "width": highest["share"] - lowest["share"], "months": by_year.size()}
    return pd.DataFrame(found).rename_axis(None)


def yearly_share(frame: pd.DataFrame, part: str, whole: str) -> pd.Series:
    """What one partner sends of what another (all of them together) does, per cent. Index: year, then increasing."""
    by_partner = frame.pivot(index="year", columns="partner", values="value")
    return 100 * by_partner[part] / by_partner[whole]


def on_base(amounts: Mapping[int, float | Interval], base: int) -> dict[int, Interval]:
    """A series as per cent of its value in the base year. The base year itself is 100 exactly."""
    return {year: (100.0, 100.0) if year == base else share(amount, amounts[base]) for year, amount in amounts.items()}


def mirror_gap(importer: float | Interval, exporter: float | Interval) -> Interval:
    """How much more the importer reports than the exporter, per cent. Freight and insurance make it positive."""
    low, high = share(importer, exporter)
    return low - 100, high - 100


def weight_at_least(weights: Mapping[str, float | Interval], threshold: float) -> list[str]:
    """The ties whose weight reaches the threshold even at its low end, in the order given."""
    return [name for name, weight in weights.items() if interval(weight)[0] >= threshold]
