"""Where a sale tips from help to harm, and what moves that point."""

from __future__ import annotations

from analysis.entrapment.measures import model
from analysis.entrapment.numbers.readings import OURS, PREVENTED, assumed, at, tip
from brief.numbers import guard, publish, value

for _of_100 in PREVENTED:
    assumed(
        f"tip_{_of_100}",
        f"How much likelier war must become before a sale that prevents {_of_100} of 100 of the damage does harm.",
        lambda of_100=_of_100: tip(prevented=of_100 / 100),
        unit="%",
        places=1,
        rows={"model_settings": ["prevented"]},
        how="One over the damage that is left, less one.",
        claims=("c07",),
    )
assumed(
    "tip_prevented",
    "The smallest protection for which the tipping point is printed.",
    lambda: float(PREVENTED[0]),
    unit="of 100",
    rows={"model_settings": ["prevented"]},
    how="Chosen within the range of the row.",
    sure=OURS,
)
for _key, _case, _sale, _rows, _how in (
    (
        "tip_drawn",
        "if it may draw the guarantor in, at the middle cost",
        {"drawn": "high", "cost": "start"},
        ["drawn", "cost"],
        "One over the damage that is left with that risk added, less one.",
    ),
    (
        "tip_drawn_dear",
        "if it may draw the guarantor in, at the highest cost",
        {"drawn": "high", "cost": "high"},
        ["drawn", "cost"],
        "One over the damage that is left with that risk added, less one.",
    ),
    (
        "tip_gain",
        "if the gain in peacetime is the largest",
        {"gain": "high"},
        ["war", "gain"],
        "One plus the gain over the chance of war, over the damage that is left, less one.",
    ),
    ("tip_war_low", "if war was least likely", {"war": "low"}, ["war"], "One over the damage that is left, less one."),
    ("tip_war_high", "if war was most likely", {"war": "high"}, ["war"], "One over the damage that is left, less one."),
    (
        "tip_prevented_low",
        "if it makes the war itself worse, at the lowest value",
        {"prevented": "low"},
        [],
        "One over the damage that is left, less one.",
    ),
    (
        "tip_prevented_high",
        "if it prevents most",
        {"prevented": "high"},
        [],
        "One over the damage that is left, less one.",
    ),
):
    assumed(
        _key,
        f"How much likelier war must become before the sale does harm, {_case}.",
        lambda sale=_sale: tip(
            **({"prevented": at("prevented")} | {name: at(name, column) for name, column in sale.items()})
        ),
        unit="%",
        places=1,
        rows={"model_settings": ["prevented", *_rows]},
        how=_how,
        claims=("c07",),
    )


publish("tip_wars", lambda: 100 * at("war") * (1 + value("tip_6") / 100), rows={"model_settings": ["war", "prevented"]})


publish("drawn_cancels", lambda: at("prevented") / at("drawn", "high"), rows={"model_settings": ["prevented", "drawn"]})


for _key, _column, _words in (("ceiling_far", "low", "least"), ("ceiling_near", "high", "most")):
    assumed(
        _key,
        (
            f"Most harm that the sale could do when war was {_words} likely: it makes war certain. Wars' worth of "
            f"damage per 100."
        ),
        lambda column=_column: 100 * float(model.value("ceiling", war=at("war", column), prevented=at("prevented"))),
        unit="",
        rows={"model_settings": ["war", "prevented"]},
        how="The damage that is left, less the chance of war.",
        claims=("c69",),
    )


guard(
    "tips_just_above_prevented",
    lambda: all(of_100 < value(f"tip_{of_100}") < 1.15 * of_100 + 0.05 for of_100 in PREVENTED),
)


guard(
    "tip_ignores_the_chance_of_war",
    lambda: (
        abs(value("tip_war_low") - value("tip_war_high")) < 1e-9 and abs(value("tip_war_low") - value("tip_6")) < 1e-9
    ),
)


def _move(*keys: str) -> float:
    """How far the tipping point moves between these and where it starts, percentage points."""
    ends = [value(key) for key in keys] + [value("tip_6")]
    return max(ends) - min(ends)


guard(
    "prevented_moves_most",
    lambda: (
        _move("tip_prevented_low", "tip_prevented_high")
        > _move("tip_drawn", "tip_drawn_dear")
        > _move("tip_gain")
        > _move("tip_war_low", "tip_war_high")
    ),
)


def _likelier_moves_damage_most():
    start = {"war": at("war"), "ratio": 1 + at("likelier"), "prevented": at("prevented"), "cost": at("cost", "high")}

    def spread(name, ends):
        changes = [model.value("change", **(start | {name: end})) for end in ends]
        return max(changes) - min(changes)

    first = spread("ratio", [1 + at("likelier", end) for end in ("low", "high")])
    return all(
        first > spread(name, [at(name, end) for end in ("low", "high")])
        for name in ("prevented", "drawn", "gain", "war")
    )


guard("likelier_moves_damage_most", _likelier_moves_damage_most)


guard("entrapment_eats_the_margin", lambda: 0 < value("tip_drawn") < value("tip_6") / 2 and value("tip_drawn_dear") < 0)


guard("gain_widens_the_margin", lambda: 1.8 < value("tip_gain") / value("tip_6") < 2)


guard("drawn_cancels_between", lambda: value("drawn_cost") < value("drawn_cancels") < value("drawn_cost_high"))


guard("nearer_war_less_to_add", lambda: value("ceiling_near") < value("ceiling_far"))
