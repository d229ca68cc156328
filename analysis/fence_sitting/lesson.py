"""In class: each student sets what counts as dealing with both sides, and says which states do."""

from itertools import product

import pandas as pd

from analysis.fence_sitting import charts, measures, numbers
from brief.lessons import NUMBERS, Sheet

LEAST = (1, 2, 4, 5, 6, 8, 9, 10, 11, 12, 14, 15, 20, 30)  # per cent


def both_sides(states: pd.DataFrame, least: float, counts: str) -> dict:
    """Which states deal with both sides when a tie needs `least` per cent of a state's arms or more.

    `counts` is `arms`, `orders` or `energy`: with the last two a treaty ties to Washington too, and Russian weapons,
    then energy, tie to Moscow. `states` is the class table with the states' names as its index.
    """
    yes = states[["treaty", "Russian weapons", "long gas contract or oil"]] == "yes"
    moscow, washington = states["arms from Russia, %"] >= least, states["arms from America, %"] >= least
    if counts != "arms":
        moscow, washington = moscow | yes["Russian weapons"], washington | yes["treaty"]
    if counts == "energy":
        moscow = moscow | yes["long gas contract or oil"]
    found = moscow & washington
    return {
        "threshold, %": least,
        "what counts": {"arms": "arms alone", "orders": "Russian weapons too", "energy": "energy too"}[counts],
        "with a treaty": ", ".join(states.index[found & yes["treaty"]]) or "none",
        "without": ", ".join(states.index[found & ~yes["treaty"]]) or "none",
    }


def states() -> pd.DataFrame:
    """The class table: one row a state."""
    heads = {
        "russia": "arms from Russia, %", "america": "arms from America, %",
        "weapons": "Russian weapons", "energy": "long gas contract or oil",
    }  # fmt: skip
    found = numbers.states().replace({True: "yes", False: "no"}).rename(index=charts.NAMES, columns=heads)
    return found.rename_axis("state").reset_index()


def answers() -> list[dict]:
    """Every threshold under each meaning of a tie, in turn."""
    table = states().set_index("state")
    return [both_sides(table, *setting) for setting in list(product(LEAST, measures.COUNTS))[: len(NUMBERS)]]


SHEET = Sheet(
    asked=2,
    answers=answers,
    data=states,
    about="Arms from either side, 2016 to 2020, and other ties. Weapons: air defence or fighters, ordered or held.",
    code=(both_sides,),
    marking="Names may come in any order.",
)
