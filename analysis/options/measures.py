"""Options scored by criteria: how often each leads, and which are beaten whatever the weights.

Scores are judged ranges on a scale from 0 to 4, higher is better, as arrays `low` and `high` of shape (options,
criteria). Weightings are rows of shape (criteria,) that are not negative and add up to 1. Nothing here is measured:
a share says how many weightings agree with a set of judgements, not how likely anything is.

After Lahdelma and Salminen (2001), stochastic multicriteria acceptability analysis: first ranks only.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

SEED = 20211215
TOP = 4.0  # points: the upper end of the scale; the lower is 0
CHUNK = 5_000  # weightings scored at a time, so that memory stays at some megabytes


def ranges(cells: pd.DataFrame, options: Sequence[str], criteria: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """Lowest and highest scores as two arrays (options, criteria). ValueError names a cell that is missing or doubled,
    or whose range runs backwards."""
    found = []
    for row in cells[cells.duplicated(["option", "criterion"])].itertuples():
        raise ValueError(f"{row.option} is scored twice on {row.criterion}")
    for end in ("low", "high"):
        grid = cells.pivot(index="option", columns="criterion", values=end).reindex(index=options, columns=criteria)
        if grid.isna().any(axis=None):
            option, criterion = grid.isna().stack()[lambda empty: empty].index[0]
            raise ValueError(f"{option} has no score on {criterion}")
        found.append(grid.to_numpy(dtype=float))
    low, high = found
    if (low > high).any():
        i, j = np.argwhere(low > high)[0]
        raise ValueError(f"{options[i]} on {criteria[j]}: the range runs backwards")
    return low, high


def spanning(each: Sequence[tuple[np.ndarray, np.ndarray]]) -> tuple[np.ndarray, np.ndarray]:
    """The ranges from the lowest to the highest score of several readers, each a pair (low, high)."""
    return np.min([low for low, _ in each], axis=0), np.max([high for _, high in each], axis=0)


def meeting(each: Sequence[tuple[np.ndarray, np.ndarray]]) -> tuple[np.ndarray, np.ndarray]:
    """The part of each range that every reader allows; where there is none, low is above high."""
    return np.max([low for low, _ in each], axis=0), np.min([high for _, high in each], axis=0)


def weightings(count: int, criteria: int, seed: int = SEED) -> np.ndarray:
    """`count` weightings of `criteria` criteria, every mix as likely as any other: shape (count, criteria)."""
    drawn = np.random.default_rng(seed).exponential(size=(count, criteria))
    return drawn / drawn.sum(axis=1, keepdims=True)


def led_by(weights: np.ndarray, criterion: int) -> np.ndarray:
    """The same weightings with their largest weight moved to one criterion: every mix in which it counts most."""
    moved, rows = weights.copy(), np.arange(len(weights))
    largest = weights.argmax(axis=1)
    moved[rows, largest] = weights[:, criterion]
    moved[rows, criterion] = weights.max(axis=1)
    return moved


def shares(low: np.ndarray, high: np.ndarray, weights: np.ndarray, seed: int = SEED) -> np.ndarray:
    """Share of the weightings in which each option has the highest weighted score: shape (options,), adds up to 1.

    Each weighting meets one draw of all scores, each even and alone within its range. Options that tie share."""
    rng, led = np.random.default_rng(seed), np.zeros(len(low))
    for start in range(0, len(weights), CHUNK):
        some = weights[start : start + CHUNK]
        scores = rng.uniform(low, high, size=(len(some), *low.shape))
        total = np.einsum("noc,nc->no", scores, some)
        first = np.isclose(total, total.max(axis=1, keepdims=True), rtol=0, atol=1e-12)
        led += (first / first.sum(axis=1, keepdims=True)).sum(axis=0)
    return led / len(weights)


def of_hundred(found: np.ndarray) -> list[int]:
    """Shares as whole weightings of 100 that add up to 100 (largest remainders)."""
    whole = np.floor(100 * found + 1e-9).astype(int)
    for i in np.argsort(-(100 * found - whole), kind="stable")[: 100 - whole.sum()]:
        whole[i] += 1
    return [int(count) for count in whole]


def no_better(option_high: np.ndarray, other_low: np.ndarray) -> np.ndarray:
    """For every pair: is the first at its highest no better than the second at its lowest, on every criterion given?

    Shape (options, options); the diagonal, an option against itself, is False."""
    beaten = np.all(option_high[:, None, :] <= other_low[None, :, :], axis=2)
    np.fill_diagonal(beaten, False)
    return beaten


def believed(
    low: np.ndarray, high: np.ndarray, arms: Sequence[str], criterion: int, provoke: bool
) -> tuple[np.ndarray, np.ndarray]:
    """Ranges narrowed on one criterion by a belief: that arms for Kyiv provoke, or that they deter.

    `arms` says for each option whether it leaves Kyiv with more, the same or fewer. Where arms provoke, more stands at
    the low end and fewer at the high end; where they deter, the other way round; the same keeps its range."""
    narrow_low, narrow_high = low.copy(), high.copy()
    for i, amount in enumerate(arms):
        if amount != "same":
            end = low if (amount == "more") == provoke else high
            narrow_low[i, criterion] = narrow_high[i, criterion] = end[i, criterion]
    return narrow_low, narrow_high


def widened(low: np.ndarray, high: np.ndarray, by: float, keep: Sequence[int] = ()) -> tuple[np.ndarray, np.ndarray]:
    """Every range longer by `by` points at both ends, within the scale; options in `keep` stay."""
    wide_low, wide_high = np.clip(low - by, 0, TOP), np.clip(high + by, 0, TOP)
    for i in keep:
        wide_low[i], wide_high[i] = low[i], high[i]
    return wide_low, wide_high
