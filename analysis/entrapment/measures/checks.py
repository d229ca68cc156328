"""The model's answers found without its formulas: by adding up every branch of the tree, and by trying values.

What could happen is a tree: war or no war; if war, the guarantor drawn in or not. The expected loss is the sum over the
leaves. Where the loss with the sale first exceeds the loss without it is found by trying.
"""

import math
from collections.abc import Callable

from analysis.entrapment.measures import model


def expected_loss(
    war: float,
    prevented: float = 0.0,
    drawn: float = 0.0,
    cost: float = 0.0,
    gain: float = 0.0,
    early: float = 0.0,
    sooner: float = 0.0,
    theirs: float = 0.0,
    shield: float = 0.0,
) -> float:
    """Loss of those who are counted, in units of a war without the sale, summed over the leaves of the tree."""
    ours, loss = 1 - theirs, 0.0
    for chance, in_use in ((early, 0), (1 - early, 1)):
        damage = ours * (1 - prevented * in_use) + theirs * (1 - shield * in_use) + sooner * (1 - in_use)
        loss += war * chance * ((1 - drawn) * damage + drawn * (damage + ours * cost))
    return loss - ours * gain


def found_by_trying(harms: Callable[[float], bool], low: float, high: float, steps: int = 60) -> float:
    """The value between `low` (no harm) and `high` (harm) where harm begins, halving the range `steps` times.

    A ValueError if the ends don't differ."""
    if harms(low) or not harms(high):
        raise ValueError(f"harm does not begin between {low} and {high}")
    for _ in range(steps):
        middle = (low + high) / 2
        low, high = (low, middle) if harms(middle) else (middle, high)
    return high


def tip(war: float, **sale: float) -> float:
    """How many times likelier war must become before the sale does harm; `sale` as in `expected_loss`."""
    without = expected_loss(war)
    return found_by_trying(lambda ratio: expected_loss(war * ratio, **sale) > without, 0.2, 5.0)


def fear_tip(war: float, prevented: float) -> float:
    """How much fear per unit of damage prevented makes one capability do harm: the log-odds of war are moved by it."""

    def harms(fear: float) -> bool:
        odds = math.log(war / (1 - war)) + fear * prevented
        return expected_loss(1 / (1 + math.exp(-odds)), prevented) > expected_loss(war)

    return found_by_trying(harms, 0.0, 100.0)


def beside_the_formulas(cases: list[dict[str, float]]) -> list[dict[str, float]]:
    """For each case the tip by formula, by trying, and how far apart they are, to nine decimals."""
    rows = []
    for case in cases:
        formula, tried = float(model.value("tip", **case)), tip(**case)
        found = {"by formula": formula, "by trying": tried, "apart": abs(formula - tried)}
        rows.append(case | {name: round(amount, 9) for name, amount in found.items()})
    return rows
