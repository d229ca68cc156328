"""Who deals with both sides, by shares of arms and by other ties, and how five explanations fare.

`states` has one row a state: `russia` and `america` (the share of its arms imports that each sent, per cent), `treaty`
(a treaty of mutual defence with the United States), `weapons` (Russian air defence or fighters ordered or held) and
`energy` (a contract for Russian gas of ten years or more, or half its crude oil from Russia).
"""

import re

import pandas as pd

COUNTS = ("arms", "orders", "energy")
"""What may tie a state to Moscow, each way beside those before it: shares of arms, orders of weapons, energy."""
WINDOW = "2016-2020"
LONG, HALF = 10, 50  # years of a gas contract, per cent of crude oil: from where energy counts as a tie


def states(hedgers: pd.DataFrame) -> pd.DataFrame:
    """One row for each state that has a share of arms from Russia and from America, in the order of the rows."""
    shares = hedgers[hedgers["period"] == WINDOW].pivot(index="iso3", columns="measure", values="value")
    shares = shares[["arms from Russia", "arms from the United States"]].set_axis(["russia", "america"], axis=1)
    order = [iso for iso in hedgers["iso3"].drop_duplicates() if iso in shares.dropna().index]

    measure = hedgers["measure"]
    gas = hedgers.loc[measure == "gas contract", "period"].map(years).reindex(hedgers.index)
    oil = (measure == "crude oil from Russia") & (hedgers["value"] >= HALF)
    ties = {
        "treaty": hedgers["bond"] == "treaty",
        "weapons": measure == "Russian weapons ordered or held",
        "energy": oil | (gas >= LONG),
    }
    found = shares.loc[order].rename_axis(None)
    return found.assign(**{tie: found.index.isin(hedgers.loc[has, "iso3"]) for tie, has in ties.items()})


def years(period: str) -> int:
    """Years from the first to the last of a period such as ``2021-2036``. Raises ValueError for anything else."""
    found = re.fullmatch(r"(\d{4})-(\d{4})", period)
    if not found or found[2] < found[1]:
        raise ValueError(f"{period!r} is no period of years")
    return int(found[2]) - int(found[1])


def both(states: pd.DataFrame, least: float, counts: str) -> pd.Series:
    """Whether each state deals with both sides when a share of arms of `least` per cent or more is a tie.

    With `arms` both ties are shares of arms; with `orders` and `energy` a treaty ties to Washington as well, and the
    ties of that name to Moscow. Raises ValueError for another name.
    """
    if counts not in COUNTS:
        raise ValueError(f"{counts!r} is none of {', '.join(COUNTS)}")
    moscow = states["russia"] >= least
    washington = states["america"] >= least
    if counts != "arms":
        moscow, washington = moscow | states["weapons"], washington | states["treaty"]
    if counts == "energy":
        moscow = moscow | states["energy"]
    return moscow & washington


def lesser(states: pd.DataFrame) -> pd.Series:
    """The smaller of the two shares, per cent: up to here a state deals with both sides by arms alone."""
    return states[["russia", "america"]].min(axis=1)


def fits(coded: pd.DataFrame) -> pd.DataFrame:
    """Rows: explanations; columns: how many observations fit, are silent, strain. `coded` has explanation and fit."""
    found = coded.groupby(["explanation", "fit"], sort=False).size().unstack(fill_value=0)
    return found.reindex(columns=["fits", "silent", "strains"], fill_value=0)
