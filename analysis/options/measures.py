"""Options scored by criteria: which are beaten whatever the weights, and what you must believe for one to be best.

Scores are judged ranges on a scale from 0 to 4, higher is better, as arrays `low` and `high` of shape (options,
criteria); a point is a quarter of the scale. A belief is how likely, from 0 to 1, arms for Kyiv provoke rather than
deter. A weighting has one number for each criterion, not negative, adding up to 1: how much a point there counts.
Nothing here is measured: a condition says which values, joined to these judgements, would choose an option.
"""

from collections.abc import Sequence
from itertools import product
from typing import Any

import numpy as np
import pandas as pd

SAME = 1e-9  # points: sums closer than this are equal
REACH = 1.0  # points on cost and feasibility: an option that can't score so much is out of reach


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


def no_better(option_high: np.ndarray, other_low: np.ndarray) -> np.ndarray:
    """For every pair: is the first at its highest no better than the second at its lowest, on every criterion given?

    Shape (options, options); the diagonal, an option against itself, is False."""
    beaten = np.all(option_high[:, None, :] <= other_low[None, :, :], axis=2)
    np.fill_diagonal(beaten, False)
    return beaten


def believed(low: np.ndarray, high: np.ndarray, arms: Sequence[str], criterion: int, belief: float) -> np.ndarray:
    """The middle of every range, but on one criterion what a belief about arms makes of it: shape (options, criteria).

    `arms` says for each option whether it leaves Kyiv with more, the same or fewer. If arms provoke for sure, more
    stands at the low end and fewer at the high end; if they deter for sure, the other way round; the same keeps its
    middle. Between the two the score is the expected one."""
    scores = (low + high) / 2
    for i, amount in enumerate(arms):
        if amount != "same":
            if_provoke, if_deter = (low, high) if amount == "more" else (high, low)
            scores[i, criterion] = belief * if_provoke[i, criterion] + (1 - belief) * if_deter[i, criterion]
    return scores


def even(criteria: int, first: int, weight: float) -> np.ndarray:
    """A weighting with `weight` on one criterion and the rest shared evenly by the others."""
    weights = np.full(criteria, (1 - weight) / (criteria - 1))
    weights[first] = weight
    return weights


def mixes(steps: int, criteria: int) -> np.ndarray:
    """Every weighting in steps of one over `steps`: shape (mixes, criteria)."""
    shares = product(range(steps + 1), repeat=criteria - 1)
    return np.array([(*some, steps - sum(some)) for some in shares if sum(some) <= steps]) / steps


def best(scores: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Which options no other beats, for each weighting: booleans (weightings, options)."""
    total = weights @ scores.T
    return total >= total.max(axis=1, keepdims=True) - SAME


def needed(scores: np.ndarray, weights: np.ndarray, option: int) -> tuple[np.ndarray, np.ndarray]:
    """The lowest and the highest weight of every criterion among the weightings under which an option is best.

    ValueError where there are none."""
    own = weights[best(scores, weights)[:, option]]
    if not len(own):
        raise ValueError(f"option {option} is best under none of the weightings")
    return own.min(axis=0), own.max(axis=0)


def runs(leaders: Sequence[Any]) -> list[tuple[Any, int, int]]:
    """(leader, first place, last place) of each stretch of a line along which one option leads."""
    starts = [0, *(i for i in range(1, len(leaders)) if leaders[i] != leaders[i - 1])]
    return [(leaders[a], a, b) for a, b in zip(starts, [*starts[1:], len(leaders) - 1], strict=True)]
