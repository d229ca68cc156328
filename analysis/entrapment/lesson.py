"""In class: each student has what a sale does to the risk of war and to its damage, and says whether it harms."""

from itertools import product

import pandas as pd

from analysis.entrapment.measures import model
from brief import numbers
from brief.lessons import Sheet, printed, rounded

RISES, RELIEF = (-5, 0, 2, 5, 7, 10, 15, 20), (0, 4, 6, 10, 15)


def sale(war: float, close: float, likelier: float, prevented: float) -> dict:
    """Whether a sale harms that makes war `likelier`, %, and prevents so much of the damage, %.

    `war` is the chance of war without the sale, of 100; within `close` wars' worth of damage it is too close to call.
    """
    made = {"war": war / 100, "ratio": 1 + likelier / 100, "prevented": prevented / 100}
    change = rounded(100 * model.value("change", **made), 2)
    return {
        "war likelier by, %": likelier,
        "damage prevented, %": prevented,
        "wars with the sale, of 100": rounded(100 * model.value("with_sale", **made), 2),
        "change in damage, wars' worth": change,
        "it tips at, %": rounded(100 * model.value("tip", **made) - 100, 1),
        "so it": "is too close to call" if abs(change) <= close else "does harm" if change > 0 else "helps",
    }


def answers() -> list[dict]:
    """Each rise in the risk of war with each relief of its damage."""
    war, close = numbers.value("war_without"), numbers.value("close_call")
    return [sale(war, close, *setting) for setting in product(RISES, RELIEF)]


def given() -> pd.DataFrame:
    """What the model takes for the whole class; the rest is each student's setting."""
    close = "too close to call, either way up to"
    return pd.DataFrame(
        [
            {"what": "wars without the sale", "value": printed("war_without"), "unit": "of 100"},
            {"what": close, "value": printed("close_call"), "unit": "wars' worth of damage"},
        ]
    )


SHEET = Sheet(
    asked=2,
    answers=answers,
    data=given,
    about="The same for everybody; “war likelier by” and “damage prevented” are your own setting.",
    code=(model, rounded, sale),
    marking="Rounded to two places; accept 0.01 either way.",
)
