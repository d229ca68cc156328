"""What came before what: decisions in order, how many follow a halt, and how much of that chance would give.

Frames are the tables `events` and `decisions`, already cut to what was known. A date is a span of days: a month is all
its days, and nothing here is more exact than its source. Days are ordinals (`date.toordinal`), windows and lags are
days.
"""

import datetime as dt
from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

Days = Sequence[int] | np.ndarray
GAP = 30  # days: acts of one actor or one joint policy that lie no farther apart are one decision


def span(date, precision: str, date_end=None) -> tuple[dt.date, dt.date]:
    """First and last day that a date may mean. Raises ValueError on an unknown precision or a range backwards."""
    first = pd.Timestamp(date)
    if pd.notna(date_end):
        last = pd.Timestamp(date_end)
    elif precision in ("month", "year"):
        last = (first + pd.offsets.DateOffset(**{f"{precision}s": 1})) - pd.Timedelta(days=1)
    elif precision in ("day", "week"):
        last = first + pd.Timedelta(days=0 if precision == "day" else 6)
    else:
        raise ValueError(f"{precision!r} is not a precision")
    if last < first:
        raise ValueError(f"{date} to {date_end} runs backwards")
    return first.date(), last.date()


def spans(frame: pd.DataFrame) -> list[tuple[dt.date, dt.date]]:
    """The span of every row, from the columns date, date_precision and date_end."""
    return [span(*row) for row in zip(frame["date"], frame["date_precision"], frame["date_end"], strict=True)]


def middle_days(frame: pd.DataFrame) -> list[int]:
    """One ordinal day per row: the middle of its span, so that a month is never read as its first day."""
    return [(first.toordinal() + last.toordinal()) // 2 for first, last in spans(frame)]


def days(frame: pd.DataFrame) -> np.ndarray:
    """The same, sorted."""
    return np.sort(np.array(middle_days(frame), dtype=np.int64))


def year_of(day: dt.date) -> float:
    """A day as a year with its fraction."""
    start = dt.date(day.year, 1, 1)
    return day.year + (day - start).days / (dt.date(day.year + 1, 1, 1) - start).days


def middles(frame: pd.DataFrame) -> list[float]:
    """The middle of every row's span, in years, so that a month is never drawn as its first day."""
    return [(year_of(first) + year_of(last)) / 2 for first, last in spans(frame)]


def chains(frame: pd.DataFrame, gap: int = GAP) -> list[int]:
    """The number of the chain that each row belongs to, in the order of the rows: a new chain starts after `gap` days
    without a row. Spans are compared by their nearest ends."""
    dated = pd.DataFrame(spans(frame), columns=["first", "last"], dtype="datetime64[ns]").sort_values(["first", "last"])
    quiet = dated["first"] - dated["last"].cummax().shift()
    return (quiet.dt.days > gap).cumsum().sort_index().tolist()


def waves(at: Iterable[int], gap: int = GAP) -> np.ndarray:
    """First days of the runs in which no two neighbours lie more than `gap` days apart."""
    ordered = np.sort(np.asarray(list(at), dtype=np.int64))
    return ordered[np.diff(ordered, prepend=ordered[:1] - gap - 1) > gap]


def followed(causes: Days, effects: Days, window: int) -> int:
    """How many effects come 1 to `window` days after some cause."""
    return int(followed_each(np.asarray(causes), np.asarray(effects)[None, :], window)[0])


def followed_each(causes: np.ndarray, effects: np.ndarray, window: int) -> np.ndarray:
    """The same for many series at once: `effects` has one series a row, shape (series, effects)."""
    lag = effects[:, :, None] - np.asarray(causes)[None, None, :]
    return ((lag >= 1) & (lag <= window)).any(axis=2).sum(axis=1)


def since_last(causes: Days, day: int) -> int | None:
    """Days from the last cause before a day to that day; None where none came before."""
    before = [cause for cause in causes if cause < day]
    return int(day - max(before)) if before else None


def slope(share: np.ndarray) -> float:
    """Linear trend of a series on 0 to 1, from its mean: the density is 1 + slope * (2u - 1), slope kept in [-1, 1]."""
    return float(np.clip(6 * (np.mean(share) - 0.5), -1, 1))


def shifted(at: Days, start: int, end: int, shifts: np.ndarray) -> np.ndarray:
    """The series moved round the period, once for each shift (0 to 1), shape (shifts, days); whole days.

    It is moved in the time in which its own trend is flat, so each copy keeps the number of days, the order round the
    circle, the clustering and the trend, and loses only its place beside other series."""
    share = (np.asarray(at, dtype=float) - start) / (end - start)
    trend = slope(share)
    flat = share + trend * (share**2 - share)
    moved = (flat[None, :] + np.asarray(shifts, dtype=float)[:, None]) % 1.0
    back = moved if abs(trend) < 1e-9 else ((trend - 1) + np.sqrt((1 - trend) ** 2 + 4 * trend * moved)) / (2 * trend)
    return np.rint(start + back * (end - start)).astype(np.int64)


def surprise(
    causes: Days, effects: Days, start: int, end: int, window: int, draws: int = 4000, seed: int = 20211215
) -> dict[str, float]:
    """How often a shifted series of effects follows the causes as often as the real one does.

    `observed` effects within the window; `typical`, the median of the shifted series; `share`, per cent of the draws
    that reach the observed number. The seed fixes the draws."""
    observed = followed(causes, effects, window)
    series = shifted(effects, start, end, np.random.default_rng(seed).random(draws))
    found = followed_each(np.asarray(causes), series, window)
    return {"observed": observed, "typical": float(np.median(found)), "share": 100 * float(np.mean(found >= observed))}


def redated(decisions: pd.DataFrame, decision: str, date: dt.date) -> pd.DataFrame:
    """The decisions with one of them on another day. Raises ValueError when there is no such decision."""
    if decision not in set(decisions["id"]):
        raise ValueError(f"no decision {decision!r}")
    changed = decisions.copy()
    dated = ["date", "date_precision", "date_end"]
    changed.loc[changed["id"] == decision, dated] = [pd.Timestamp(date), "day", pd.NaT]
    return changed
