"""In class: each student holds a belief about arms and a weight for the risk of war, and says which option is best."""

from itertools import product

import pandas as pd

from analysis.options import numbers as published
from brief.dates import table
from brief.lessons import Sheet, rounded

BELIEFS, WEIGHTS = (20, 40, 60, 80, 100), (10, 25, 35, 40, 45, 55, 65, 80)


def best(options: pd.DataFrame, belief: float, weight: float) -> dict:
    """Which option is best if arms provoke with `belief` per cent and avoiding war counts `weight` per cent.

    `options` has the options' names as its index and, in points of 4: what each scores on the risk of war if arms deter
    and if they provoke, and its average on all else, each of which counts the same.
    """
    deter, provoke = options["risk of war, if arms deter"], options["risk of war, if arms provoke"]
    war = deter + (provoke - deter) * belief / 100
    points = (weight * war + (100 - weight) * options["all else, on average"]) / 100
    order = points.sort_values(ascending=False, kind="stable")
    return {
        "arms provoke, %": belief,
        "avoiding war counts, %": weight,
        "best option": order.index[0],
        "its points": rounded(order.iloc[0], 2),
        "second": order.index[1],
        "points of the second": rounded(order.iloc[1], 2),
    }


def options() -> pd.DataFrame:
    """The class table: the options that are left, each at the middle of its ranges."""
    names, war = published.left(), published.war()
    found = pd.DataFrame({"option": table("options")["name"].loc[names].to_numpy()})
    at = [published.options().index(name) for name in names]
    for column, belief in (("risk of war, if arms deter", 0.0), ("risk of war, if arms provoke", 1.0)):
        found[column] = published.points(belief)[at, war].round(3)
    others = [i for i in range(len(published.criteria())) if i != war]
    return found.assign(**{"all else, on average": published.points(0.5)[at][:, others].mean(axis=1).round(3)})


def answers() -> list[dict]:
    """Each weight with each belief, so that neighbours on the class list differ in what they believe."""
    scored = options().set_index("option")
    return [best(scored, belief, weight) for weight, belief in product(WEIGHTS, BELIEFS)]


SHEET = Sheet(
    asked=2,
    answers=answers,
    data=options,
    about="The options that can be best, in points from 0 to 4; “all else” is Kyiv’s defence, influence in Ankara, "
    "no Russian veto, and cost.",
    code=(rounded, best),
    marking="Rounded to two places; accept 0.01 either way.",
)
