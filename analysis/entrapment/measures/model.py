"""The model, once: symbols, formulas and what they are worth for given numbers.

All losses are the guarantor's and its alliance's, in units of what they would lose if war came and nothing had been
sold. The defender's own losses are outside. Chances and shares are fractions of 1.

>>> value("tip", prevented=0.06)
1.0638...
"""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd
import sympy as sp

SYMBOLS = {
    "war": ("p0", "chance of war without the sale; it is the chance with all that was sold before"),
    "ratio": ("RR", "chance of war with the sale over the chance without it; below 1 the sale deters"),
    "prevented": ("rho", "share of the damage that the sale prevents if war comes; below 0 it makes the war worse"),
    "drawn": ("q", "chance that the sale draws the guarantor into the war, if war comes"),
    "cost": ("c", "what being drawn in costs"),
    "gain": ("b", "gain in peacetime from the sale: an industry kept, an ally bound"),
    "fear": ("k", "rise in the log-odds of war per unit of damage prevented, when one capability does both"),
    "share": ("sigma", "part of the added loss that falls on the ally who sells"),
    "profit": ("g", "what the ally itself earns by the sale, less what Moscow makes it pay"),
}
"""Name: (letter in the derivation, meaning)."""

WITHOUT = {
    "war": 0.35,
    "ratio": 1.0,
    "prevented": 0.0,
    "drawn": 0.0,
    "cost": 0.0,
    "gain": 0.0,
    "fear": 0.0,
    "share": 1.0,
    "profit": 0.0,
}
"""What a formula takes where the caller says nothing: no sale's effect at all."""


def _formulas() -> dict[str, sp.Expr]:
    p0, ratio, rho, q, c, b, k, sigma, g = (sp.Symbol(name, real=True) for name in SYMBOLS)
    with_sale = p0 * ratio
    entrapment = q * c
    worse = with_sale * (1 - rho + entrapment) - p0
    return {
        # Wars with the sale; never more than certain.
        "with_sale": with_sale,
        "entrapment": entrapment,
        # The four parts of the change, and their sum: harm when it is above zero.
        "more_war": with_sale - p0,
        "averted": -with_sale * rho,
        "drawn_in": with_sale * entrapment,
        "peacetime": -b,
        "change": worse - b,
        # The same condition in the form of the derivation: harm when `net_share` is below `caused_share`.
        "net_share": rho - entrapment + b / with_sale,
        "caused_share": 1 - 1 / ratio,
        # Where it tips, as a ratio; and what is left of harm when the sale makes war certain.
        "tip": (1 + b / p0) / (1 - rho + entrapment),
        "ceiling": 1 - rho + entrapment - p0 - b,
        # One capability behind both: the ratio follows from the damage prevented; and the fear at which it tips.
        "one_capability": 1 / (p0 + (1 - p0) * sp.exp(-k * rho)),
        "fear_tip": -sp.log(1 - rho / (1 - p0)) / rho,
        # The ally sells below this added loss, the alliance loses above the gain in peacetime.
        "ally_tolerates": g / sigma,
        # Who wants the sale: 0 both, 1 the ally alone (the wedge), 2 neither, 3 the alliance alone.
        "parting": sp.Piecewise(
            (0, sp.And(worse <= b, worse < g / sigma)), (1, worse < g / sigma), (2, worse > b), (3, True)
        ),
    }


FORMULAS = _formulas()


@cache
def _compiled(name: str):
    used = sorted(FORMULAS[name].free_symbols, key=str)
    return [str(symbol) for symbol in used], sp.lambdify(used, FORMULAS[name], "numpy")


def value(name: str, **numbers):
    """The formula's value for numbers or arrays of one shape; names as in SYMBOLS, fractions of 1.

    A name left out counts as in WITHOUT. An unknown formula or name is a KeyError."""
    unknown = set(numbers) - set(SYMBOLS)
    if unknown:
        raise KeyError(f"the model has no {sorted(unknown)[0]!r}")
    used, function = _compiled(name)
    found = function(*(np.asarray(numbers.get(symbol, WITHOUT[symbol]), float) for symbol in used))
    return float(found) if np.ndim(found) == 0 else np.asarray(found, float)


def parts(**numbers) -> dict[str, float]:
    """The change in four parts, wars' worth of damage per 100 situations; they add up to "change".

    more_war and averted are the moral hazard of a third party; drawn_in alone is entrapment in the strict sense."""
    return {name: 100 * value(name, **numbers) for name in ("more_war", "averted", "drawn_in", "peacetime", "change")}


def swings(name: str, start: dict[str, float], moved: dict[str, list[dict[str, float]]]) -> pd.DataFrame:
    """How far a formula moves from `start` as one assumption at a time does, the widest first: low and high by what.

    `moved` has for each assumption what the model takes at both ends of its range."""
    found = {what: sorted(value(name, **(start | end)) for end in ends) for what, ends in moved.items()}
    rows = pd.DataFrame.from_dict(found, orient="index", columns=["low", "high"])
    return rows.loc[(rows["low"] - rows["high"]).sort_values(kind="stable").index]


def harms(**numbers):
    """Whether the sale does harm: a truth value, or an array of them."""
    return value("change", **numbers) > 0


def perception(patience: float, foreseen: float) -> float:
    """How a delivered capability weighs on a rival who fears what comes next: patience/(1-patience) x foreseen.

    `patience` (0 to 1) is what next year counts against this one; `foreseen` the capability feared over the one
    delivered. Only this product, against how near the rival is to indifference, shows in what he does."""
    return patience / (1 - patience) * foreseen


def symbols() -> list[tuple[str, str, str]]:
    """(letter, name, meaning) of every symbol, for a table."""
    return [(letter, name, meaning) for name, (letter, meaning) in SYMBOLS.items()]


WANTED_BY = ("both", "the ally alone", "neither", "the alliance alone")


def wedge(ratios, **sale) -> list[dict]:
    """Who wants the sale, for each RR: the change for the alliance, wars' worth per 100, and the answer in words."""
    return [
        {
            "RR": ratio,
            "change, wars' worth": round(100 * value("change", ratio=ratio, **sale), 2),
            "wanted by": WANTED_BY[int(value("parting", ratio=ratio, **sale))],
        }
        for ratio in ratios
    ]


def derivation() -> list[tuple[str, str]]:
    """The steps from the losses to the condition, as (what, formula in letters); each follows from FORMULAS."""
    letters = {sp.Symbol(name, real=True): sp.Symbol(letter) for name, (letter, _) in SYMBOLS.items()}
    said = {name: str(formula.xreplace(letters)) for name, formula in FORMULAS.items()}
    return [
        ("loss without the sale", "p0"),
        ("loss with it", str(sp.factor((FORMULAS["change"].xreplace(letters)) + sp.Symbol("p0")))),
        ("change", said["change"]),
        ("harm when", f"{said['net_share']} < {said['caused_share']}"),
        ("tips at", f"RR = {said['tip']}"),
        ("most harm, at p1 = 1", said["ceiling"]),
        ("one capability", f"RR = {said['one_capability']}"),
        ("tips at", f"k = {said['fear_tip']}"),
        ("the ally sells up to", said["ally_tolerates"]),
    ]
