"""What the numbers of entrapment are computed from: settings, made-up sales and studies as the model wants them."""

from __future__ import annotations

from functools import cache

from analysis.entrapment.measures import model
from brief.data import tables
from brief.dates import CUTOFF, known
from brief.numbers import number

MODEL = "Exact, given the assumptions in the rows. Whether they fit, nobody can observe."
OURS = "An assumption of this book. No source gives it."
ABSTRACT = "From the study’s abstract."
PREVENTED = (2, 4, 6, 8, 10)  # of 100: the values for which the tipping point is printed
FEARS = (1, 2, 3)  # per cent more odds of war for each 1 of 100 prevented: the lines of the figure


@cache
def settings():
    """The model's settings by id: low, start, high."""
    return tables.load("model_settings").set_index("id", drop=False)


def at(key: str, column: str = "start") -> float:
    """A setting as the model wants it: fractions of 1, or times."""
    row = settings().loc[key]
    return float(row[column]) / (100 if row["unit"] in ("of 100", "%") else 1)


def tip(**sale: float) -> float:
    """How much likelier, in per cent, war must become before the sale does harm; the chance of war as at the start."""
    return 100 * (float(model.value("tip", **({"war": at("war")} | sale))) - 1)


@cache
def presets():
    """The made-up sales by id, with the change each brings: wars' worth of damage per 100 situations."""
    rows = tables.load("model_presets").set_index("id", drop=False)
    rows["change"] = 100 * model.value(
        "change",
        war=at("war"),
        ratio=1 + rows["likelier"].to_numpy() / 100,
        prevented=rows["prevented"].to_numpy() / 100,
    )
    return rows


def studies(as_of=CUTOFF):
    return known(tables.load("studies"), as_of)


def study_ids():
    return list(studies()["id"])


def assumed(key, meaning, compute, **card):
    """Publish a number from a line of a list instead of a function of its own."""
    compute.__name__, compute.__doc__, compute.__module__ = key, meaning, __name__
    number(**({"date": "assumed for December 2021", "sure": MODEL} | card))(compute)


def size_change(fear: float, of_100: float) -> float:
    """Change in wars' worth of damage per 100 situations of a sale that prevents so much, at so much fear per unit."""
    prevented = of_100 / 100
    ratio = model.value("one_capability", war=at("war"), prevented=prevented, fear=fear)
    return 100 * float(model.value("change", war=at("war"), ratio=ratio, prevented=prevented))
