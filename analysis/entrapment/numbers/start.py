"""What the chart starts with and what its sentence says there."""

from __future__ import annotations

from analysis.entrapment.measures import model
from analysis.entrapment.numbers.readings import OURS, assumed, at, presets, settings
from brief.data import tables
from brief.numbers import guard, publish, value

publish(
    "war_without",
    lambda: float(tables.load("forecasts").set_index("id").loc["metaculus-december", "chance"]),
    rows={"forecasts": ["metaculus-december"]},
)


for _key, _setting, _column, _unit, _meaning in (
    ("start_likelier", "likelier", "start", "%", "How much likelier the sale makes war, at the start of the chart."),
    (
        "start_prevented",
        "prevented",
        "start",
        "%",
        "How much of the damage the sale prevents, at the start of the chart.",
    ),
    ("drawn_chance", "drawn", "high", "of 100", "Highest chance, of 100 wars, that the sale draws the guarantor in."),
    ("drawn_cost", "cost", "start", "times", "What being drawn in costs, against the same war without it."),
    ("drawn_cost_high", "cost", "high", "times", "Highest cost of being drawn in, against the same war without it."),
    ("gain_high", "gain", "high", "of 100", "Largest gain in peacetime, in wars' worth of damage per 100 situations."),
    ("share_start", "share", "start", "of 100", "Part of the added damage that falls on the ally who sells."),
    ("close_call", "close", "high", "of 100", "Within this much, in wars' worth of damage, we call it too close."),
):
    assumed(
        _key,
        _meaning,
        lambda setting=_setting, column=_column: float(settings().loc[setting, column]),
        unit=_unit,
        places=1 if _setting == "close" else 0,
        rows={"model_settings": [_setting]},
        how="The value in the row.",
        sure=OURS,
    )

assumed(
    "war_range",
    "The range over which the chance of war without the sale is moved.",
    lambda: (float(settings().loc["war", "low"]), float(settings().loc["war", "high"])),
    unit="of 100",
    rows={"model_settings": ["war"]},
    how="The lowest and the highest value in the row.",
    sure=OURS,
)
assumed(
    "prevented_range",
    "The range over which the damage prevented is moved; below zero the sale makes the war worse.",
    lambda: (float(settings().loc["prevented", "low"]), float(settings().loc["prevented", "high"])),
    unit="%",
    rows={"model_settings": ["prevented"]},
    how="The lowest and the highest value in the row.",
    sure=OURS,
)

START = {"model_settings": ["war", "likelier", "prevented"]}


publish("war_with", lambda: 100 * model.value("with_sale", war=at("war"), ratio=1 + at("likelier")), rows=START)


publish(
    "damage_with",
    lambda: 100 * at("war") + model.parts(war=at("war"), ratio=1 + at("likelier"), prevented=at("prevented"))["change"],
    rows=START,
)


publish("presets_made", lambda: len(presets()), rows={"model_presets": "*"})


assumed(
    "presets_harm",
    "Made-up sales that land on the harm side, beyond what is too close to call.",
    lambda: int((presets()["change"] > value("close_call")).sum()),
    rows={"model_presets": "*", **START},
    how="Rows counted.",
)
assumed(
    "presets_help",
    "Made-up sales that land on the side of help, beyond what is too close to call.",
    lambda: int((presets()["change"] < -value("close_call")).sum()),
    rows={"model_presets": "*", **START},
    how="Rows counted.",
)


guard("start_too_close", lambda: abs(value("damage_with") - value("war_without")) <= value("close_call"))


guard("start_short_of_the_tip", lambda: value("war_without") < value("war_with") < value("tip_wars"))


guard("tip_at_the_start", lambda: value("start_prevented") == 6)


guard(
    "presets_on_both_sides",
    lambda: value("presets_made") == 5 and value("presets_harm") == 2 and value("presets_help") == 2,
)
