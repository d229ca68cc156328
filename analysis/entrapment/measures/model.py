"""The model, once: symbols, formulas and what they are worth for given numbers.

All losses are of those who are counted, in units of what they would lose if war came and nothing had been sold: the
guarantor and its alliance alone, or the defender too (`theirs`). Chances and shares are fractions of 1.

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
    "early": ("w", "share of all wars that the sale brings forward, before the arms are in use: none prevented"),
    "sooner": ("h", "what a war brought forward costs more, as a share of its damage: a year of peace is lost"),
    "theirs": ("a", "the defender's part of all the damage that is counted; 0 where NATO's alone counts"),
    "shield": ("rhoU", "share of the defender's damage that the sale prevents if war comes"),
    "drawn": ("q", "chance that the sale draws the guarantor into the war, if war comes"),
    "cost": ("c", "what being drawn in costs"),
    "gain": ("b", "gain in peacetime from the sale: an industry kept, an ally bound"),
    "fear": ("k", "rise in the log-odds of war per unit of damage prevented, when one capability does both"),
    "share": ("sigma", "part of the added loss that falls on the ally who sells"),
    "profit": ("g", "what the ally itself earns by the sale, less what Moscow makes it pay"),
    "patience": ("delta", "what next year counts for the rival against this one"),
    "trend": ("t", "what a year of waiting takes from what an attack could win, without the sale; see `haste`"),
    "shift": ("s", "what the sale adds to that"),
}
"""Name: (letter in the derivation, meaning)."""

WITHOUT = dict.fromkeys(SYMBOLS, 0.0) | {"war": 0.35, "ratio": 1.0, "share": 1.0, "patience": 0.9}
"""What a formula takes where the caller says nothing: no sale's effect at all."""


def _formulas() -> dict[str, sp.Expr]:
    every = (sp.Symbol(name, real=True) for name in SYMBOLS)
    p0, ratio, rho, w, h, a, rho_u, q, c, b, k, sigma, g, delta, t, s = every
    with_sale = p0 * ratio
    in_use = rho + a * (rho_u - rho)  # spared of all the damage that is counted, once the arms are in use
    spared = (1 - w) * in_use
    hastened = w * h
    entrapment = (1 - a) * q * c
    gain = (1 - a) * b
    left = 1 - spared + hastened + entrapment
    worse = with_sale * left - p0
    return {
        # Wars with the sale; never more than certain.
        "with_sale": with_sale,
        "entrapment": entrapment,
        "spared": spared,
        # The five parts of the change, and their sum: harm when it is above zero.
        "more_war": with_sale - p0,
        "averted": -with_sale * spared,
        "hastened": with_sale * hastened,
        "drawn_in": with_sale * entrapment,
        "peacetime": -gain,
        "change": worse - gain,
        # The same condition in the form of the derivation: harm when `net_share` is below `caused_share`.
        "net_share": spared - hastened - entrapment + gain / with_sale,
        "caused_share": 1 - 1 / ratio,
        # Where it tips, as a ratio; where, if the added wars and no others are brought forward (`early` at zero); and
        # what is left of harm when the sale makes war certain.
        "tip": (1 + gain / p0) / left,
        "tip_added": 1 + (in_use - entrapment + gain / p0) / (1 + h + entrapment),
        "ceiling": left - p0 - gain,
        # One capability behind both: the ratio follows from the damage prevented; and the fear at which it tips.
        "one_capability": 1 / (p0 + (1 - p0) * sp.exp(-k * rho)),
        "fear_tip": -sp.log(1 - rho / (1 - p0)) / rho,
        # The ally sells below this added loss, the alliance loses above the gain in peacetime.
        "ally_tolerates": g / sigma,
        # The window. Attacking now wins a stream a less a cost K once, in a year's time only a - m (t + s), for good;
        # waiting is worth m = x - a + (1 - delta) K a year if nothing moves. So now beats then when `haste` exceeds 1,
        # and t + s, in parts of m, exceeds `window`.
        "haste": delta / (1 - delta) * (t + s),
        "window": (1 - delta) / delta,
        # Never attacking is worth m a year more than attacking now. If waiting takes as much off every later quiet year
        # too, now beats never when t + s exceeds this.
        "never": 1 / delta,
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


PARTS = ("more_war", "averted", "hastened", "drawn_in", "peacetime", "change")


def parts(**numbers) -> dict[str, float]:
    """The change in five parts, wars' worth of damage per 100 situations; they add up to "change".

    more_war and averted fall on all, the seller or not; drawn_in alone comes near entrapment."""
    return {name: 100 * value(name, **numbers) for name in PARTS}


def swings(name: str, start: dict[str, float], moved: dict[str, list[dict[str, float]]]) -> pd.DataFrame:
    """How far a formula moves from `start` as one assumption at a time does, the widest first: low and high by what.

    `moved` has for each assumption what the model takes at both ends of its range."""
    found = {what: sorted(value(name, **(start | end)) for end in ends) for what, ends in moved.items()}
    rows = pd.DataFrame.from_dict(found, orient="index", columns=["low", "high"])
    return rows.loc[(rows["low"] - rows["high"]).sort_values(kind="stable").index]


def symbols() -> list[tuple[str, str, str]]:
    """(letter, name, meaning) of every symbol, for a table."""
    return [(letter, name, meaning) for name, (letter, meaning) in SYMBOLS.items()]


def derivation() -> list[tuple[str, str]]:
    """The steps from the losses to the condition, as (what, formula in letters); each follows from FORMULAS."""
    letters = {sp.Symbol(name, real=True): sp.Symbol(letter) for name, (letter, _) in SYMBOLS.items()}
    said = {name: str(formula.xreplace(letters)) for name, formula in FORMULAS.items()}
    return [
        ("loss without the sale", "p0"),
        ("loss with it", f"{said['change']} + p0"),
        ("change", said["change"]),
        ("harm when", f"{said['net_share']} < {said['caused_share']}"),
        ("tips at", f"RR = {said['tip']}"),
        ("most harm, at p1 = 1", said["ceiling"]),
        ("one capability", f"RR = {said['one_capability']}"),
        ("tips at", f"k = {said['fear_tip']}"),
        ("the ally sells up to", said["ally_tolerates"]),
        ("tips at, if the added wars alone come sooner", f"RR = {said['tip_added']}"),
        ("the rival attacks now, not next year, when", f"1 < {said['haste']}"),
        ("the rival attacks now, not never, when", f"t + s > {said['never']}"),
    ]
