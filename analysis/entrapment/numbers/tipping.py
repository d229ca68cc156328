"""Where a sale tips from help to harm, and what moves that point."""

from __future__ import annotations

from analysis.entrapment.measures import model
from analysis.entrapment.numbers.readings import MODEL, OURS, PREVENTED, at, assumed, tip
from brief.numbers import finding, number, value

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


@number(
    unit="of 100",
    places=1,
    date="assumed for December 2021",
    rows={"model_settings": ["war", "prevented"]},
    sure=MODEL,
    how="The chance of war without the sale times one plus the tipping point.",
)
def tip_wars():
    """Wars in 100 such situations at which the sale of the start begins to do harm."""
    return 100 * at("war") * (1 + value("tip_6") / 100)


@number(
    unit="times",
    date="assumed for December 2021",
    rows={"model_settings": ["prevented", "drawn"]},
    sure=MODEL,
    how="The damage prevented over the chance of being drawn in.",
    claims=("c67",),
)
def drawn_cancels():
    """What being drawn in would have to add to a war’s cost, as a multiple of it, to cancel what the sale prevents."""
    return at("prevented") / at("drawn", "high")


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


@finding("tip_2", "tip_4", "tip_6", "tip_8", "tip_10")
def tips_just_above_prevented():
    """For small weapons war must become a little more likely, in per cent, than the damage prevented, of 100."""
    return all(of_100 < value(f"tip_{of_100}") < 1.15 * of_100 + 0.05 for of_100 in PREVENTED)


@finding("tip_war_low", "tip_war_high", "tip_6")
def tip_ignores_the_chance_of_war():
    """With no gain in peacetime the tipping point is the same however likely war already was."""
    return (
        abs(value("tip_war_low") - value("tip_war_high")) < 1e-9 and abs(value("tip_war_low") - value("tip_6")) < 1e-9
    )


def _move(*keys: str) -> float:
    """How far the tipping point moves between these and where it starts, percentage points."""
    ends = [value(key) for key in keys] + [value("tip_6")]
    return max(ends) - min(ends)


@finding(
    "tip_6",
    "tip_prevented_low",
    "tip_prevented_high",
    "tip_drawn",
    "tip_drawn_dear",
    "tip_gain",
    "tip_war_low",
    "tip_war_high",
)
def prevented_moves_most():
    """Protection moves the tipping point most over our ranges, then entrapment, then the gain; nearness of war not."""
    return (
        _move("tip_prevented_low", "tip_prevented_high")
        > _move("tip_drawn", "tip_drawn_dear")
        > _move("tip_gain")
        > _move("tip_war_low", "tip_war_high")
    )


@finding("damage_with", "start_likelier")
def likelier_moves_damage_most():
    """Over our ranges, from the start, how much likelier war gets moves the damage more than any other number."""
    start = {"war": at("war"), "ratio": 1 + at("likelier"), "prevented": at("prevented"), "cost": at("cost", "high")}

    def spread(name, ends):
        changes = [model.value("change", **(start | {name: end})) for end in ends]
        return max(changes) - min(changes)

    first = spread("ratio", [1 + at("likelier", end) for end in ("low", "high")])
    return all(
        first > spread(name, [at(name, end) for end in ("low", "high")])
        for name in ("prevented", "drawn", "gain", "war")
    )


@finding("tip_drawn", "tip_drawn_dear", "tip_6")
def entrapment_eats_the_margin():
    """Being drawn into 1 of 100 wars takes most of the margin at five times the cost, and all of it at ten times."""
    return 0 < value("tip_drawn") < value("tip_6") / 2 and value("tip_drawn_dear") < 0


@finding("tip_gain", "tip_6")
def gain_widens_the_margin():
    """The largest gain in peacetime nearly doubles the margin."""
    return 1.8 < value("tip_gain") / value("tip_6") < 2


@finding("drawn_cancels", "drawn_cost", "drawn_cost_high")
def drawn_cancels_between():
    """Six times the cost cancels all that the sale prevents; that lies between the middle and the highest cost."""
    return value("drawn_cost") < value("drawn_cancels") < value("drawn_cost_high")


@finding("ceiling_far", "ceiling_near")
def nearer_war_less_to_add():
    """The nearer war already is, the less a sale can add."""
    return value("ceiling_near") < value("ceiling_far")
