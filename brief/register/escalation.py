"""Numbers and findings of entrapment: when an ally's sale does more harm than good.

Numbers of the model follow from assumptions of this book (`model_settings`, `model_presets`); only the chance of war
starts at something published. No number here is a chance that a sale does harm: that would be our guesses, printed back.
"""

from __future__ import annotations

from functools import cache

from brief import tables
from brief.clock import CUTOFF, EDITION, known
from brief.measures.escalation import model
from brief.register import finding, high, low, number, value

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
        "change", war=at("war"), ratio=1 + rows["likelier"].to_numpy() / 100, prevented=rows["prevented"].to_numpy() / 100
    )
    return rows


def studies(as_of=CUTOFF):
    return known(tables.load("studies"), as_of)


def study_ids():
    return list(studies()["id"])


def _publish(key, meaning, compute, **card):
    """Publish a number from a line of a list instead of a function of its own."""
    compute.__name__, compute.__doc__, compute.__module__ = key, meaning, __name__
    number(**({"date": "assumed for December 2021", "sure": MODEL} | card))(compute)


# ---- settings and what the sentence says at the start -------------------------------------------------------------


@number(unit="of 100", date="12 December 2021", rows={"forecasts": ["metaculus-december"]}, claims=("c69",),
        sure="One forecasting community, public on the day; we read it in a list printed later. It reckons with all "
             "that had been sold by then, so it is not the chance without any sale.",
        how="The figure in the row.")
def war_without():
    """Chance that Russia would invade Ukraine in 2022, as a forecasting community gave it."""
    return float(tables.load("forecasts").set_index("id").loc["metaculus-december", "chance"])


for _key, _setting, _column, _unit, _meaning in (
    ("start_likelier", "likelier", "start", "%", "How much likelier the sale makes war, at the start of the chart."),
    ("start_prevented", "prevented", "start", "of 100", "How much of the damage the sale prevents, at the start of the chart."),
    ("drawn_chance", "drawn", "high", "of 100", "Highest chance, of 100 wars, that the sale draws the guarantor in."),
    ("drawn_cost", "cost", "start", "times", "What being drawn in costs, against the same war without it."),
    ("drawn_cost_high", "cost", "high", "times", "Highest cost of being drawn in, against the same war without it."),
    ("gain_high", "gain", "high", "of 100", "Largest gain in peacetime, in wars' worth of damage per 100 situations."),
    ("share_start", "share", "start", "of 100", "Part of the added damage that falls on the ally who sells."),
    ("close_call", "close", "high", "of 100", "Within this much, in wars' worth of damage, we call it too close."),
):
    _publish(
        _key, _meaning, lambda setting=_setting, column=_column: float(settings().loc[setting, column]), unit=_unit,
        places=1 if _setting == "close" else 0, rows={"model_settings": [_setting]}, how="The value in the row.", sure=OURS,
    )

_publish("war_range", "The range over which the chance of war without the sale is moved.",
         lambda: (float(settings().loc["war", "low"]), float(settings().loc["war", "high"])), unit="of 100",
         rows={"model_settings": ["war"]}, how="The lowest and the highest value in the row.", sure=OURS)
_publish("prevented_range", "The range over which the damage prevented is moved; below zero the sale makes the war worse.",
         lambda: (float(settings().loc["prevented", "low"]), float(settings().loc["prevented", "high"])), unit="of 100",
         rows={"model_settings": ["prevented"]}, how="The lowest and the highest value in the row.", sure=OURS)

START = {"model_settings": ["war", "likelier", "prevented"]}


@number(unit="of 100", places=1, date="assumed for December 2021", rows=START, sure=MODEL,
        how="The chance of war without the sale times one plus the rise.")
def war_with():
    """Wars in 100 such situations with the sale, at the start of the chart."""
    return 100 * model.value("with_sale", war=at("war"), ratio=1 + at("likelier"))


@number(unit="", places=1, date="assumed for December 2021", rows=START, sure=MODEL,
        how="Wars with the sale times the damage that is left, in units of a war without the sale.")
def damage_with():
    """All the damage of 100 such situations with the sale, counted in wars without it, at the start of the chart."""
    return 100 * at("war") + model.parts(war=at("war"), ratio=1 + at("likelier"), prevented=at("prevented"))["change"]


@number(unit="", places=0, date="assumed for December 2021", rows={"model_presets": "*"}, sure=OURS, how="Rows counted.")
def presets_made():
    """Made-up sales to start from."""
    return len(presets())


_publish("presets_harm", "Made-up sales that land on the harm side, beyond what is too close to call.",
         lambda: int((presets()["change"] > value("close_call")).sum()), rows={"model_presets": "*", **START}, how="Rows counted.")
_publish("presets_help", "Made-up sales that land on the side of help, beyond what is too close to call.",
         lambda: int((presets()["change"] < -value("close_call")).sum()), rows={"model_presets": "*", **START}, how="Rows counted.")

# ---- where it tips ------------------------------------------------------------------------------------------------

for _of_100 in PREVENTED:
    _publish(
        f"tip_{_of_100}", f"How much likelier war must become before a sale that prevents {_of_100} of 100 of the damage does harm.",
        lambda of_100=_of_100: tip(prevented=of_100 / 100), unit="%", places=1, rows={"model_settings": ["war", "prevented"]},
        how="One over the damage that is left, less one.", claims=("c07",),
    )
_publish("tip_prevented", "The smallest protection for which the tipping point is printed.", lambda: float(PREVENTED[0]),
         unit="of 100", rows={"model_settings": ["prevented"]}, how="Chosen within the range of the row.", sure=OURS)
for _key, _meaning, _sale, _rows, _how in (
    ("tip_drawn", "The same tipping point when the sale may draw the guarantor in, at the middle cost.",
     {"drawn": "high", "cost": "start"}, ["drawn", "cost"], "One over the damage that is left with that risk added, less one."),
    ("tip_drawn_dear", "The same tipping point when the sale may draw the guarantor in, at the highest cost.",
     {"drawn": "high", "cost": "high"}, ["drawn", "cost"], "One over the damage that is left with that risk added, less one."),
    ("tip_gain", "The same tipping point with the largest gain in peacetime.",
     {"gain": "high"}, ["gain"], "One plus the gain over the chance of war, over the damage that is left, less one."),
    ("tip_war_low", "The same tipping point when war was least likely.",
     {"war": "low"}, [], "One over the damage that is left, less one."),
    ("tip_war_high", "The same tipping point when war was most likely.",
     {"war": "high"}, [], "One over the damage that is left, less one."),
    ("tip_prevented_low", "The tipping point when the sale makes the war worse, at the lowest value.",
     {"prevented": "low"}, [], "One over the damage that is left, less one."),
    ("tip_prevented_high", "The tipping point when the sale prevents most.",
     {"prevented": "high"}, [], "One over the damage that is left, less one."),
):
    _publish(
        _key, _meaning,
        lambda sale=_sale: tip(**({"prevented": at("prevented")} | {name: at(name, column) for name, column in sale.items()})),
        unit="%", places=1, rows={"model_settings": ["war", "prevented", *_rows]}, how=_how, claims=("c07",),
    )


@number(unit="of 100", places=1, date="assumed for December 2021", rows={"model_settings": ["war", "prevented"]}, sure=MODEL,
        how="The chance of war without the sale times one plus the tipping point.")
def tip_wars():
    """Wars in 100 such situations at which the sale of the start begins to do harm."""
    return 100 * at("war") * (1 + value("tip_6") / 100)


@number(unit="times", date="assumed for December 2021", rows={"model_settings": ["prevented", "drawn"]}, sure=MODEL,
        how="The damage prevented over the chance of being drawn in.", claims=("c67",))
def drawn_cancels():
    """What being drawn in would have to cost, against the war without it, to cancel all that the sale prevents."""
    return at("prevented") / at("drawn", "high")


for _key, _column, _words in (("ceiling_far", "low", "least"), ("ceiling_near", "high", "most")):
    _publish(
        _key, f"Most harm that the sale could do when war was {_words} likely: it makes war certain. Wars' worth of damage per 100.",
        lambda column=_column: 100 * float(model.value("ceiling", war=at("war", column), prevented=at("prevented"))),
        unit="", rows={"model_settings": ["war", "prevented"]}, how="The damage that is left, less the chance of war.", claims=("c69",),
    )

# ---- one capability behind both -----------------------------------------------------------------------------------

for _key, _of_100, _words in (("fear_tip_small", 1, "a small sale"), ("fear_tip_large", 15, "a large sale")):
    _publish(
        _key, f"How much the odds of war must rise per 1 of 100 of damage prevented before {_words} ({_of_100} of 100) does harm.",
        lambda of_100=_of_100: float(model.value("fear_tip", war=at("war"), prevented=of_100 / 100)), unit="%", places=1,
        rows={"model_settings": ["war", "prevented", "fear"]}, how="From the condition, with both effects tied to one capability.",
        claims=("c15", "c20"),
    )
for _fear in FEARS:
    _publish(
        f"size_change_{_fear}",
        f"Change from the smallest to the largest sale when the odds of war rise {_fear} % per 1 of 100 prevented; wars' worth per 100.",
        lambda fear=_fear: tuple(sorted(size_change(fear, of_100) for of_100 in (1, 15))), unit="", places=1,
        rows={"model_settings": ["war", "prevented", "fear"]}, how="The change at 1 and at 15 of 100 of damage prevented.",
        claims=("c15", "c20"),
    )


def size_change(fear: float, of_100: float) -> float:
    """Change in wars' worth of damage per 100 situations of a sale that prevents so much, at so much fear per unit."""
    prevented = of_100 / 100
    ratio = model.value("one_capability", war=at("war"), prevented=prevented, fear=fear)
    return 100 * float(model.value("change", war=at("war"), ratio=ratio, prevented=prevented))


@number(unit="times", date="assumed for December 2021", rows={"model_settings": ["patience"]}, sure=MODEL,
        how="Nine tenths over one tenth; one half over one half is once.", claims=("c16",))
def patience_weight():
    """How many times heavier a feared future weighs on a Moscow that counts next year at nine tenths than on one that counts it at half."""
    return model.perception(at("patience", "high"), 1) / model.perception(at("patience", "low"), 1)


@number(unit="times", date="assumed for December 2021", rows={"model_settings": ["share"]}, sure=MODEL,
        how="One over the ally's share.", claims=("c23", "c34"))
def ally_tolerates():
    """Added damage that an ally accepts, against its own gain, when it bears a tenth of it."""
    return 1 / at("share")


# ---- what studies say ---------------------------------------------------------------------------------------------

_STUDIES = {"rows": {"studies": study_ids}, "date": "published by December 2021", "how": "Rows counted.",
            "sure": "A hand-picked list, not a review. Abstracts only."}
_publish("studies_read", "Studies of arms, allies and war whose abstracts were read.", lambda: len(studies()), **_STUDIES)
for _key, _pulls, _words in (("studies_raise", "raises the risk", "that arms or allies raise the risk"),
                             ("studies_lower", "lowers the risk", "that they lower it"),
                             ("studies_both", "either way", "that it goes either way"),
                             ("studies_rare", "entrapment is rare", "that entrapment is rare")):
    _publish(_key, f"Of those, studies that say {_words}.",
             lambda pulls=_pulls: int((studies()["pulls"] == pulls).sum()), **_STUDIES)
_publish("studies_of_one_sale", "Of those, studies that measure whether one sale set off an attack.",
         lambda: int((studies()["measures"] == "attacks set off by one sale").sum()), **_STUDIES)
_publish("studies_of_war_at_home", "Of those, studies of the buyer's own conduct or of war in its own country.",
         lambda: int(studies()["measures"].isin(["the buyer’s conduct", "war in the buyer’s country"]).sum()), **_STUDIES)

for _key, _id, _column, _unit, _when, _meaning, _claims in (
    ("beckley_cases", "beckley-2015", "cases", "cases", "1945 to 2015", "Cases since 1945 that might count as entanglement of the United States.", ("c67",)),
    ("huth_cases", "huth-russett-1984", "cases", "cases", "1900 to 1980", "Cases of deterrence on another state's behalf that were studied.", ("c19",)),
    ("kinsella_found", "kinsella-1999", "found", "countries", "1999", "Countries that show the pattern of more arms, harsher conduct, less so with few suppliers.", ("c20",)),
    ("kinsella_tested", "kinsella-1999", "cases", "countries", "1999", "Countries that were tested for that pattern.", ("c20",)),
):
    _publish(_key, _meaning, lambda key=_id, column=_column: int(tables.load("studies").set_index("id").loc[key, column]),
             unit=_unit, rows={"studies": [_id]}, date=_when, how="The figure in the row.", sure=ABSTRACT, claims=_claims)


@number(unit="", date="by 15 December 2021", rows={"no_sale": lambda: list(known(tables.load("no_sale"), CUTOFF)["id"])},
        sure="A list made by hand; others may fit too.", how="Rows counted.", claims=("c04", "c52"))
def no_sale_readings():
    """Explanations that fit the fact that no sale of the missile to Ukraine was on record."""
    return len(known(tables.load("no_sale"), CUTOFF))


# ---- since then ---------------------------------------------------------------------------------------------------

for _key, _id, _when, _meaning in (
    ("forecast_january", "metaculus-january", "18 January 2022", "The same community's chance of an invasion in 2022, in January."),
    ("forecast_february", "metaculus-february", "12 February 2022", "The same community's chance of an invasion in 2022, in February."),
    ("forecast_elpais", "elpais-december", "December 2021", "The community's chance in December 2021 as a newspaper gave it later."),
):
    _publish(_key, _meaning, lambda key=_id: float(tables.load("forecasts").set_index("id").loc[key, "chance"]), unit="of 100",
             rows={"forecasts": [_id]}, date=_when, how="The figure in the row.", sure="One source.", claims=("c69",), since=True)
_publish("studies_later", "Studies on the list that came out after the cut-off.",
         lambda: len(studies(EDITION)) - len(studies(CUTOFF)), rows={"studies": "*"}, date="published by 2024", how="Rows counted.",
         sure="Abstracts only.", since=True)


# ---- findings -----------------------------------------------------------------------------------------------------


@finding("tip_2", "tip_4", "tip_6", "tip_8", "tip_10")
def tips_just_above_prevented():
    """For small weapons war must become a little more likely, in per cent, than the damage prevented, of 100."""
    return all(of_100 < value(f"tip_{of_100}") < 1.15 * of_100 + 0.05 for of_100 in PREVENTED)


@finding("start_prevented", "tip_6")
def tip_at_the_start():
    """The sale of the start prevents 6 of 100, the value for which the title gives the tipping point."""
    return value("start_prevented") == 6


@finding("damage_with", "war_without", "close_call")
def start_too_close():
    """At the start the damage with and without the sale is too close to call."""
    return abs(value("damage_with") - value("war_without")) <= value("close_call")


@finding("war_with", "tip_wars", "war_without")
def start_short_of_the_tip():
    """At the start the sale makes war likelier, and not enough to tip it."""
    return value("war_without") < value("war_with") < value("tip_wars")


@finding("presets_made", "presets_harm", "presets_help")
def presets_on_both_sides():
    """Two of the five made-up sales land on each side, and one is too close to call."""
    return value("presets_made") == 5 and value("presets_harm") == 2 and value("presets_help") == 2


@finding("tip_war_low", "tip_war_high", "tip_6")
def tip_ignores_the_chance_of_war():
    """With no gain in peacetime the tipping point is the same however likely war already was."""
    return abs(value("tip_war_low") - value("tip_war_high")) < 1e-9 and abs(value("tip_war_low") - value("tip_6")) < 1e-9


def _move(*keys: str) -> float:
    """How far the tipping point moves between these and where it starts, percentage points."""
    ends = [value(key) for key in keys] + [value("tip_6")]
    return max(ends) - min(ends)


@finding("tip_prevented_low", "tip_prevented_high", "tip_drawn_dear", "tip_gain", "tip_war_low", "tip_war_high")
def prevented_moves_most():
    """Over our ranges the damage prevented moves the tipping point most, then entrapment, then the gain, and the chance of war not at all."""
    return (_move("tip_prevented_low", "tip_prevented_high") > _move("tip_drawn", "tip_drawn_dear") > _move("tip_gain")
            > _move("tip_war_low", "tip_war_high"))


@finding("damage_with", "start_likelier")
def likelier_moves_damage_most():
    """Over our ranges, from the start, how much likelier war gets moves the damage more than any other number."""
    start = {"war": at("war"), "ratio": 1 + at("likelier"), "prevented": at("prevented"), "cost": at("cost", "high")}

    def spread(name, ends):
        changes = [model.value("change", **(start | {name: end})) for end in ends]
        return max(changes) - min(changes)

    first = spread("ratio", [1 + at("likelier", end) for end in ("low", "high")])
    return all(first > spread(name, [at(name, end) for end in ("low", "high")]) for name in ("prevented", "drawn", "gain", "war"))


@finding("tip_drawn", "tip_drawn_dear", "tip_6")
def entrapment_eats_the_margin():
    """A chance of 1 of 100 of being drawn in takes most of the margin at five times the cost, and all of it at ten times."""
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


@finding("fear_tip_small", "fear_tip_large")
def size_hardly_moves_the_line():
    """From a small to a large sale the fear at which it tips moves by less than a fifth."""
    return 0 < value("fear_tip_large") / value("fear_tip_small") - 1 < 0.2


@finding("size_change_1", "size_change_2", "size_change_3")
def size_decides_no_sign():
    """At 1 % a sale of any size helps; at 2 % and at 3 % a sale of any size does harm."""
    grid = range(1, 16)
    return (all(size_change(1, of_100) < 0 for of_100 in grid)
            and all(size_change(fear, of_100) > 0 for fear in (2, 3) for of_100 in grid))


@finding("ally_tolerates")
def wedge_is_wide():
    """An ally that bears a tenth of the damage accepts ten times its own gain in added damage."""
    return abs(value("ally_tolerates") - 10) < 1e-9


@finding("patience_weight")
def patience_stands_in_for_fear():
    """Counting the future at nine tenths instead of half weighs like fearing nine times as much."""
    return abs(value("patience_weight") - 9) < 1e-9


@finding("studies_of_one_sale", "studies_read")
def no_study_measures_one_sale():
    """None of the studies read measures whether one sale set off an attack."""
    return value("studies_of_one_sale") == 0


@finding("studies_raise", "studies_lower", "studies_both")
def studies_disagree():
    """Studies pull in each direction: some find more risk, some less, some either way."""
    return min(value("studies_raise"), value("studies_lower"), value("studies_both")) >= 2


@finding("kinsella_found", "kinsella_tested")
def pattern_is_a_minority():
    """Fewer than a fifth of the countries tested show the pattern."""
    return value("kinsella_found") / value("kinsella_tested") < 0.2


@finding("no_sale_readings")
def several_readings_fit():
    """At least three explanations other than restraint fit the fact that no missile was sold."""
    return value("no_sale_readings") >= 4


@finding("forecast_january", "forecast_february", "war_without", since=True)
def forecast_rose():
    """The community's chance rose from December to January and to February."""
    return value("war_without") < value("forecast_january") < value("forecast_february")


@finding("forecast_elpais", "war_without", "war_range", since=True)
def elpais_within_the_range():
    """The newspaper's figure for December lies above the start and inside the range that we try."""
    return value("war_without") < value("forecast_elpais") < high("war_range") and low("war_range") < value("war_without")


@number(unit="", date="January and September 2022", rows={"no_sale": ["later-export", "later-veto"]}, since=True,
        sure="One report each.", how="Rows counted.", claims=("c52", "c62"))
def no_sale_later():
    """Reports after the cut-off that bear on why no missile was sold."""
    frame = tables.load("no_sale")
    return len(frame) - len(known(frame, CUTOFF))


@finding("no_sale_later", since=True)
def later_readings_gained():
    """Two later reports support explanations other than restraint: the carrier and the engine."""
    return value("no_sale_later") == 2


@finding("studies_later", since=True)
def later_studies_find_less_risk():
    """Both studies that came later find that arms did not raise the risk of civil war."""
    later = studies(EDITION)
    later = later[~later["id"].isin(study_ids())]
    return value("studies_later") == 2 and set(later["pulls"]) == {"lowers the risk"}
