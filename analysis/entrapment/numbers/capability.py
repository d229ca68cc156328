"""One capability behind protection and provocation; and the wedge between ally and alliance."""

from __future__ import annotations

from analysis.entrapment.measures import model
from analysis.entrapment.numbers.readings import FEARS, MODEL, at, assumed, size_change
from brief.numbers import finding, number, value

for _key, _of_100, _words in (("fear_tip_small", 1, "a small sale"), ("fear_tip_large", 15, "a large sale")):
    assumed(
        _key,
        (
            f"How much the odds of war must rise, on a log scale, per 1 of 100 of damage prevented before {_words} "
            f"({_of_100} of 100) does harm."
        ),
        lambda of_100=_of_100: float(model.value("fear_tip", war=at("war"), prevented=of_100 / 100)),
        unit="%",
        places=1,
        rows={"model_settings": ["war", "prevented", "fear"]},
        how="From the condition, with both effects tied to one capability. On a log scale 1 % is nearly plain 1 %.",
        claims=("c15", "c20"),
    )
for _fear in FEARS:
    assumed(
        f"size_change_{_fear}",
        (
            f"Change from the smallest to the largest sale when the odds of war rise {_fear} % per 1 of 100 "
            f"prevented; wars' worth per 100."
        ),
        lambda fear=_fear: tuple(sorted(size_change(fear, of_100) for of_100 in (1, 15))),
        unit="",
        places=1,
        rows={"model_settings": ["war", "prevented", "fear"]},
        how="The change at 1 and at 15 of 100 of damage prevented.",
        claims=("c15", "c20"),
    )


@number(
    unit="times",
    date="assumed for December 2021",
    rows={"model_settings": ["patience"]},
    sure=MODEL,
    how="Nine tenths over one tenth; one half over one half is once.",
    claims=("c16",),
)
def patience_weight():
    """How many times heavier a feared future weighs when next year counts nine tenths of this one than at half."""
    return model.perception(at("patience", "high"), 1) / model.perception(at("patience", "low"), 1)


@number(
    unit="times",
    date="assumed for December 2021",
    rows={"model_settings": ["share"]},
    sure=MODEL,
    how="One over the ally's share.",
    claims=("c23", "c34"),
)
def ally_tolerates():
    """Added damage that an ally accepts, against its own gain, when it bears a tenth of it."""
    return 1 / at("share")


@finding("fear_tip_small", "fear_tip_large")
def size_hardly_moves_the_line():
    """From a small to a large sale the fear at which it tips moves by less than a fifth."""
    return 0 < value("fear_tip_large") / value("fear_tip_small") - 1 < 0.2


@finding("size_change_1", "size_change_2", "size_change_3")
def size_decides_no_sign():
    """At 1 % a sale of any size helps; at 2 % and at 3 % a sale of any size does harm."""
    grid = range(1, 16)
    return all(size_change(1, of_100) < 0 for of_100 in grid) and all(
        size_change(fear, of_100) > 0 for fear in (2, 3) for of_100 in grid
    )


@finding("ally_tolerates")
def wedge_is_wide():
    """An ally that bears a tenth of the damage accepts ten times its own gain in added damage."""
    return abs(value("ally_tolerates") - 10) < 1e-9


@finding("patience_weight")
def patience_stands_in_for_fear():
    """Counting the future at nine tenths instead of half weighs like fearing nine times as much."""
    return abs(value("patience_weight") - 9) < 1e-9
