"""What the chart starts with and what its sentence says there."""

from __future__ import annotations

from analysis.entrapment.measures import model
from analysis.entrapment.numbers.readings import MODEL, OURS, at, presets, assumed, settings
from brief.data import tables
from brief.numbers import finding, number, value


@number(
    unit="of 100",
    date="12 December 2021",
    rows={"forecasts": ["metaculus-december"]},
    claims=("c69",),
    sure="One forecasting community, public on the day; we read it in a list printed later. It reckons with all "
    "that had been sold by then, so it is not the chance without any sale.",
    how="The figure in the row.",
)
def war_without():
    """Chance that Russia would invade Ukraine in 2022, as a forecasting community gave it."""
    return float(tables.load("forecasts").set_index("id").loc["metaculus-december", "chance"])


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


@number(
    unit="of 100",
    places=1,
    date="assumed for December 2021",
    rows=START,
    sure=MODEL,
    how="The chance of war without the sale times one plus the rise.",
)
def war_with():
    """Wars in 100 such situations with the sale, at the start of the chart."""
    return 100 * model.value("with_sale", war=at("war"), ratio=1 + at("likelier"))


@number(
    unit="",
    places=1,
    date="assumed for December 2021",
    rows=START,
    sure=MODEL,
    how="Wars with the sale times the damage that is left, in units of a war without the sale.",
)
def damage_with():
    """All the damage of 100 such situations with the sale, counted in wars without it, at the start of the chart."""
    return 100 * at("war") + model.parts(war=at("war"), ratio=1 + at("likelier"), prevented=at("prevented"))["change"]


@number(
    unit="", places=0, date="assumed for December 2021", rows={"model_presets": "*"}, sure=OURS, how="Rows counted."
)
def presets_made():
    """Made-up sales to start from."""
    return len(presets())


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


@finding("damage_with", "war_without", "close_call")
def start_too_close():
    """At the start the damage with and without the sale is too close to call."""
    return abs(value("damage_with") - value("war_without")) <= value("close_call")


@finding("war_with", "tip_wars", "war_without")
def start_short_of_the_tip():
    """At the start the sale makes war likelier, and not enough to tip it."""
    return value("war_without") < value("war_with") < value("tip_wars")


@finding("start_prevented", "tip_6")
def tip_at_the_start():
    """The sale of the start prevents 6 % of the damage, the value for which the title gives the tipping point."""
    return value("start_prevented") == 6


@finding("presets_made", "presets_harm", "presets_help")
def presets_on_both_sides():
    """Two of the five made-up sales land on each side, and one is too close to call."""
    return value("presets_made") == 5 and value("presets_harm") == 2 and value("presets_help") == 2
