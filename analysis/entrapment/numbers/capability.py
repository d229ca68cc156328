"""One capability behind protection and provocation; and the wedge between ally and alliance."""

from __future__ import annotations

from analysis.entrapment.measures import model
from analysis.entrapment.numbers.readings import FEARS, assumed, at, size_change
from brief.numbers import guard, publish, value

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


publish(
    "patience_weight",
    lambda: model.perception(at("patience", "high"), 1) / model.perception(at("patience", "low"), 1),
    rows={"model_settings": ["patience"]},
)


publish("ally_tolerates", lambda: 1 / at("share"), rows={"model_settings": ["share"]})


guard("size_hardly_moves_the_line", lambda: 0 < value("fear_tip_large") / value("fear_tip_small") - 1 < 0.2)


def _size_decides_no_sign():
    grid = range(1, 16)
    return all(size_change(1, of_100) < 0 for of_100 in grid) and all(
        size_change(fear, of_100) > 0 for fear in (2, 3) for of_100 in grid
    )


guard("size_decides_no_sign", _size_decides_no_sign)


guard("wedge_is_wide", lambda: abs(value("ally_tolerates") - 10) < 1e-9)


guard("patience_stands_in_for_fear", lambda: abs(value("patience_weight") - 9) < 1e-9)
