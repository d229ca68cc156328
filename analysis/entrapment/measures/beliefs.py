"""A reader's own guesses with their spread: how many of 100 of them lie on the harm side.

A guess is a middle and a "give or take" (one standard deviation) for each of two numbers: how much likelier the sale
makes war, and how much of the damage it prevents. Both are taken on a log scale, ln RR and -ln(1 - rho), where the
condition for harm (without entrapment and without a gain in peacetime) is that the first exceeds the second: so the
share has a closed form. The result says what the guesses say, and nothing about the world.

The ceiling RR <= 1/p0 is left out: it could matter only where a sale prevents more of the damage than 1 - p0.
"""

import math
from statistics import NormalDist

import numpy as np

SEED = 20211215
CORRELATIONS = {"against": -0.8, "apart": 0.0, "together": 0.8}
"""Whether what protects more also provokes more: less, no link, more."""


def on_log_scale(likelier: float, prevented: float, take_likelier: float, take_prevented: float) -> tuple[float, ...]:
    """(middle of ln RR, its spread, middle of -ln(1 - rho), its spread); all four arguments are fractions of 1."""
    return (math.log(1 + likelier), take_likelier, -math.log(1 - prevented), take_prevented)


def share_of_harm(
    likelier: float, prevented: float, take_likelier: float, take_prevented: float, correlation: float = 0.0
) -> float:
    """The share (0 to 1) of the reader's guesses that lie on the harm side. Spreads must be above zero.

    `correlation` (-1 to 1) links the two guesses: above zero, what protects more also provokes more."""
    war, war_spread, shield, shield_spread = on_log_scale(likelier, prevented, take_likelier, take_prevented)
    variance = war_spread**2 + shield_spread**2 - 2 * correlation * war_spread * shield_spread
    return NormalDist().cdf((war - shield) / math.sqrt(variance))


def drawn(
    count: int,
    likelier: float,
    prevented: float,
    take_likelier: float,
    take_prevented: float,
    correlation: float = 0.0,
    seed: int = SEED,
) -> tuple[np.ndarray, np.ndarray]:
    """`count` random guesses: (RR, rho), two arrays. The Monte Carlo that the closed form replaces."""
    pairs = np.random.default_rng(seed).standard_normal((2, count))
    return _placed(pairs, on_log_scale(likelier, prevented, take_likelier, take_prevented), correlation)


def fixed_pairs(count: int) -> np.ndarray:
    """Evenly scattered standard normal pairs, the same on every machine: an array of shape (count, 2), 3 decimals.

    Multiples of the first two powers of 1/1.3247..., whose fractions fill a square evenly, through the normal
    quantile."""
    plastic = 1.324717957244746
    uniform = np.mod(0.5 + np.outer(np.arange(1, count + 1), [1 / plastic, 1 / plastic**2]), 1)
    return np.vectorize(NormalDist().inv_cdf)(uniform).round(3)


def _placed(pairs: np.ndarray, scale: tuple[float, ...], correlation: float) -> tuple[np.ndarray, np.ndarray]:
    war, war_spread, shield, shield_spread = scale
    linked = correlation * pairs[0] + math.sqrt(1 - correlation**2) * pairs[1]
    return np.exp(war + war_spread * pairs[0]), 1 - np.exp(-(shield + shield_spread * linked))
