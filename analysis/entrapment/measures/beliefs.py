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

CORRELATIONS = {"against": -0.8, "apart": 0.0, "together": 0.8}
"""Whether what protects more also provokes more: less, no link, more."""


def share_of_harm(
    likelier: float, prevented: float, take_likelier: float, take_prevented: float, correlation: float = 0.0
) -> float:
    """The share (0 to 1) of the reader's guesses that lie on the harm side: middles and spreads as fractions of 1, the
    spreads above zero.

    `correlation` (-1 to 1) links the two guesses: above zero, what protects more also provokes more."""
    variance = take_likelier**2 + take_prevented**2 - 2 * correlation * take_likelier * take_prevented
    return NormalDist().cdf((math.log(1 + likelier) + math.log(1 - prevented)) / math.sqrt(variance))


def fixed_pairs(count: int) -> np.ndarray:
    """Evenly scattered standard normal pairs, the same on every machine: an array of shape (count, 2), 3 decimals.

    Multiples of the first two powers of 1/1.3247..., whose fractions fill a square evenly, through the normal
    quantile."""
    plastic = 1.324717957244746
    uniform = np.mod(0.5 + np.outer(np.arange(1, count + 1), [1 / plastic, 1 / plastic**2]), 1)
    return np.vectorize(NormalDist().inv_cdf)(uniform).round(3)
