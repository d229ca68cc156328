"""Numbers and findings of entrapment: when an ally's sale does more harm than good.

Numbers of the model follow from assumptions of this book (`model_settings`, `model_presets`). No number here is a
chance that a sale does harm: that would be our own guesses.
"""

from collections.abc import Callable
from functools import cache, partial
from itertools import pairwise

import pandas as pd

from analysis.entrapment.measures import model
from analysis.shared.readers import agreement
from brief.data import tables
from brief.dates import CUTOFF, EDITION, known, table
from brief.numbers import guard, high, low, publish, quote, value

PREVENTED = (2, 4, 6, 8, 10)  # per cent: the values for which the tipping point is printed
PATIENCE = (50, 70, 80, 90)  # per cent: what next year may count for Moscow, for which the window is printed
FEARS = (1, 2, 3)  # per cent more odds of war for each per cent prevented: the lines of the figure


# ---- what the model takes ----------------------------------------------------------------------------------------
@cache
def settings():
    """The model's settings by id: low, start, high."""
    return tables.load("model_settings").set_index("id", drop=False)


def at(key: str, column: str = "start") -> float:
    """A setting as the model wants it: fractions of 1, or times."""
    row = settings().loc[key]
    return float(row[column]) / (1 if row["unit"] == "times" else 100)


def start() -> dict[str, float]:
    """The sale at the start of the charts, as the model wants it."""
    return {"war": at("war"), "ratio": 1 + at("likelier"), "prevented": at("prevented")}


def moved() -> dict[str, list[dict[str, float]]]:
    """The assumptions that are moved, and what the model takes at the low and at the high end of each range."""
    ends = ("low", "high")
    return {
        "How much likelier war gets": [{"ratio": 1 + at("likelier", end)} for end in ends],
        "Damage prevented": [{"prevented": at("prevented", end)} for end in ends],
        "Washington drawn in": [{"drawn": at("drawn", end), "cost": at("cost", "high")} for end in ends],
        "Ukraine’s losses counted": [{}, ukraine()],
        "Wars brought forward": [{"early": at("early", end), "sooner": at("sooner")} for end in ends],
        "Gain in peacetime": [{"gain": at("gain", end)} for end in ends],
        "War without the sale": [{"war": at("war", end)} for end in ends],
    }


def ukraine(**prevented: float) -> dict[str, float]:
    """What the model takes where Ukraine's losses count too; `prevented` may give another shield."""
    return {"theirs": at("theirs"), "shield": at("shield")} | prevented


def grave() -> dict[str, float]:
    """What the model takes where the sale may, rarely, draw the guarantor into a far worse war."""
    return {"drawn": at("rare"), "cost": at("grave")}


def tip(**sale: float) -> float:
    """How much likelier, in per cent, war must become before the sale does harm; other settings as at the start."""
    return 100 * (float(model.value("tip", **({"war": at("war"), "prevented": at("prevented")} | sale))) - 1)


def window(of_100: float) -> float:
    """How much waiting may take off each later year, in per cent, where next year counts for so much of this one."""
    return 100 * model.value("window", patience=of_100 / 100)


def ceiling(end: str) -> float:
    """The most harm that the start's sale can do, per 100 situations; `end` is of the range of the chance of war."""
    return 100 * model.value("ceiling", war=at("war", end), prevented=at("prevented"))


def size_change(fear: float, of_100: float) -> float:
    """Change in wars' worth of damage per 100 situations of a sale that prevents so much, at so much fear per unit."""
    prevented = of_100 / 100
    ratio = model.value("one_capability", war=at("war"), prevented=prevented, fear=fear)
    return 100 * float(model.value("change", war=at("war"), ratio=ratio, prevented=prevented))


@cache
def presets():
    """The made-up sales by id, with the change each brings: wars' worth of damage per 100 situations."""
    rows = tables.load("model_presets").set_index("id", drop=False)
    ratio, prevented = 1 + rows["likelier"].to_numpy() / 100, rows["prevented"].to_numpy() / 100
    rows["change"] = 100 * model.value("change", war=at("war"), ratio=ratio, prevented=prevented)
    return rows


studies, no_sale = partial(table, "studies"), partial(table, "no_sale")  # as known on the cut-off


def later(name: str = "pretext"):
    """The rows of a table, at first of the Russian texts, that came to be known only after the cut-off."""
    found = known(tables.load(name), EDITION)
    return found[found["known_on"] > pd.Timestamp(CUTOFF)]


def rest_on(settings: str, **numbers: Callable[[], float]) -> None:
    """Publish numbers that rest on these settings of the model."""
    for key, compute in numbers.items():
        publish(key, compute, rows={"model_settings": settings})


def rising(keys: str) -> bool:
    """Whether each of these numbers lies above the one before."""
    return all(less < more for less, more in pairwise(value(key) for key in keys.split()))


# ---- the start of the charts -------------------------------------------------------------------------------------
quote("model_settings", "start", war_without="war", start_likelier="likelier", start_prevented="prevented")
quote("model_settings", "high", drawn_chance="drawn")
quote("model_settings", "start", drawn_cost="cost")
quote("model_settings", "high", drawn_cost_high="cost", gain_high="gain")
quote("model_settings", "start", share_start="share")
quote("model_settings", "high", close_call="close")
quote("model_settings", "low high", war_range="war", prevented_range="prevented")

START = "war likelier prevented"
rest_on(
    START,
    war_with=lambda: 100 * model.value("with_sale", **start()),
    damage_with=lambda: 100 * at("war") + model.parts(**start())["change"],
)
PRESETS = {"model_presets": "*", "model_settings": START}
publish("presets_made", rows={"model_presets": "*"})
publish("presets_harm", lambda: (presets()["change"] > value("close_call")).sum(), rows=PRESETS)
publish("presets_help", lambda: (presets()["change"] < -value("close_call")).sum(), rows=PRESETS)

guard("start_too_close", lambda: abs(value("damage_with") - value("war_without")) <= value("close_call"))
guard("start_short_of_the_tip", lambda: rising("war_without war_with tip_wars"))
guard("tip_at_the_start", lambda: value("start_prevented") == 6)
guard("presets_on_both_sides", lambda: [value(f"presets_{of}") for of in ("made", "harm", "help")] == [5, 2, 2])

# ---- whose losses count, and when the arms come -------------------------------------------------------------------
quote("model_settings", "start", theirs_start="theirs", shield_start="shield")
quote("model_settings", "high", early_high="early")
quote("model_settings", "start", sooner_start="sooner", grave_chance="rare", grave_cost="grave")
rest_on(
    "prevented theirs shield",
    tip_ukraine=lambda: tip(**ukraine()),
    tip_same_shield=lambda: tip(**ukraine(shield=at("prevented"))),
)
rest_on("prevented early sooner", tip_early=lambda: tip(early=at("early", "high"), sooner=at("sooner")))
rest_on(
    "prevented sooner",
    tip_added=lambda: 100 * model.value("tip_added", prevented=at("prevented"), sooner=at("sooner")) - 100,
)
rest_on("prevented rare grave", tip_grave=lambda: tip(**grave()))
rest_on("prevented drawn grave", tip_gravest=lambda: tip(**grave() | {"drawn": at("drawn", "high")}))
rest_on("prevented rare grave theirs shield", tip_grave_ukraine=lambda: tip(**grave(), **ukraine()))
guard("ukraine_moves_the_line", lambda: 1.8 * value("tip_6") < value("tip_ukraine") < 2.2 * value("tip_6"))
guard("only_shielding_moves_it", lambda: abs(value("tip_same_shield") - value("tip_6")) < 1e-9)
guard("hastening_alone_harms", lambda: value("tip_early") < 0 and value("early_high") == 50)
guard("added_wars_hardly_move_it", lambda: 0.8 * value("tip_6") < value("tip_added") < value("tip_6"))
guard(
    "grave_entrapment_decides",
    lambda: (
        value("grave_chance") == 0.1
        and value("grave_cost") == 100
        and value("tip_gravest") < value("tip_grave") < 0 < value("tip_grave_ukraine") < value("tip_ukraine")
    ),
)

# ---- the window that closes ----------------------------------------------------------------------------------------
quote("model_settings", "start", patience_start="patience", trend_start="trend", shift_start="shift")
rest_on("patience", **{f"window_{of_100}": partial(window, of_100) for of_100 in PATIENCE})
rest_on("patience", never_90=lambda: 100 * model.value("never", patience=0.9))
guard("never_is_far", lambda: value("never_90") > 100 > value("window_90"))
guard("patience_hastens", lambda: rising("window_90 window_80 window_70 window_50"))
guard(
    "start_waits",
    lambda: value("trend_start") + value("shift_start") < value("window_80") and value("patience_start") == 80,
)

# ---- where a sale tips from help to harm, and what moves that point ----------------------------------------------
rest_on("prevented", **{f"tip_{of_100}": partial(tip, prevented=of_100 / 100) for of_100 in PREVENTED})
rest_on("prevented", tip_prevented=lambda: float(PREVENTED[0]))
rest_on(
    "prevented drawn cost",
    tip_drawn=lambda: tip(drawn=at("drawn", "high"), cost=at("cost")),
    tip_drawn_dear=lambda: tip(drawn=at("drawn", "high"), cost=at("cost", "high")),
)
rest_on("prevented gain war", tip_gain=lambda: tip(gain=at("gain", "high")))  # elsewhere the chance of war cancels out
rest_on("prevented war", tip_war_low=lambda: tip(war=at("war", "low")), tip_war_high=lambda: tip(war=at("war", "high")))
rest_on(
    "prevented",
    tip_prevented_low=lambda: tip(prevented=at("prevented", "low")),
    tip_prevented_high=lambda: tip(prevented=at("prevented", "high")),
)
rest_on("war prevented", tip_wars=lambda: 100 * at("war") * (1 + value("tip_6") / 100))
rest_on("prevented drawn", drawn_cancels=lambda: at("prevented") / at("drawn", "high"))
rest_on("war prevented", ceiling_far=partial(ceiling, "low"), ceiling_near=partial(ceiling, "high"))

guard(
    "tips_just_above_prevented",
    lambda: all(of_100 < value(f"tip_{of_100}") < 1.15 * of_100 + 0.05 for of_100 in PREVENTED),
)
guard(
    "tip_ignores_the_chance_of_war",
    lambda: all(abs(value(key) - value("tip_6")) < 1e-9 for key in ("tip_war_low", "tip_war_high")),
)


def _move(*keys: str) -> float:
    """How far the tipping point moves between these and where it starts, percentage points."""
    ends = [value(key) for key in (*keys, "tip_6")]
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
guard(
    "likelier_moves_damage_most",
    lambda: model.swings("change", start(), moved()).index[0] == "How much likelier war gets",
)
guard("entrapment_eats_the_margin", lambda: 0 < value("tip_drawn") < value("tip_6") / 2 and value("tip_drawn_dear") < 0)
guard("gain_widens_the_margin", lambda: 1.8 < value("tip_gain") / value("tip_6") < 2)
guard("drawn_cancels_between", lambda: rising("drawn_cost drawn_cancels drawn_cost_high"))
guard("nearer_war_less_to_add", lambda: value("ceiling_near") < value("ceiling_far"))

# ---- one capability behind protection and provocation; the wedge between ally and alliance ------------------------
rest_on(
    "war prevented fear",
    fear_tip_small=lambda: model.value("fear_tip", war=at("war"), prevented=0.01),
    fear_tip_large=lambda: model.value("fear_tip", war=at("war"), prevented=0.15),
)
rest_on("patience", patience_weight=lambda: value("window_50") / value("window_90"))
rest_on("share", ally_tolerates=lambda: 1 / at("share"))

guard("size_hardly_moves_the_line", lambda: 0 < value("fear_tip_large") / value("fear_tip_small") - 1 < 0.2)
guard(
    "size_decides_no_sign",
    lambda: all(size_change(1, of) < 0 < min(size_change(2, of), size_change(3, of)) for of in range(1, 16)),
)
guard("wedge_is_wide", lambda: abs(value("ally_tolerates") - 10) < 1e-9)
guard("patience_stands_in_for_fear", lambda: abs(value("patience_weight") - 9) < 1e-9)

# ---- what studies say, and what explains that no missile was sold -------------------------------------------------
publish("studies_read", rows={"studies": studies})
for key, column, said in (
    ("studies_raise", "pulls", ["raises the risk"]),
    ("studies_lower", "pulls", ["lowers the risk"]),
    ("studies_both", "pulls", ["either way"]),
    ("studies_real", "pulls", ["entrapment is real"]),
    ("studies_rare", "pulls", ["entrapment is rare"]),
    ("studies_of_one_sale", "measures", ["attacks set off by one sale"]),
    ("studies_of_war_at_home", "measures", ["the buyer’s conduct", "war in the buyer’s country"]),
):
    publish(key, lambda column=column, said=said: studies()[column].isin(said).sum(), rows={"studies": studies})
quote("studies", "cases", beckley_cases="beckley-2015", huth_cases="huth-russett-1984")
quote("studies", "found", kinsella_found="kinsella-1999")
quote("studies", "cases", kinsella_tested="kinsella-1999")


# ---- what Moscow named as a ground ---------------------------------------------------------------------------------
def pretext(**named: str):
    """The Russian texts before the cut-off; `named` picks those that say so of a theme: drones="a ground"."""
    found = table("pretext")
    for theme, said in named.items():
        found = found[found[theme].isin(said.split(" or "))]
    return found


def lines():
    """Those in which missiles or NATO's presence are a ground."""
    found = pretext()
    return found[(found[["missiles", "nato"]] == "a ground").any(axis=1)]


def both():
    """Those of them that name Turkish drones or arms as well."""
    return lines()[lines()["drones"] != "not found"]


for key, named in {
    "pretext_read": {},
    "pretext_drones": {"drones": "named or a ground"},
    "pretext_drones_ground": {"drones": "a ground"},
    "pretext_missiles_ground": {"missiles": "a ground"},
    "pretext_nato_ground": {"nato": "a ground"},
}.items():
    publish(key, rows={"pretext": partial(pretext, **named)})
publish("pretext_lines", rows={"pretext": lines})
publish("pretext_lines_with_drones", lambda: len(both()), rows={"pretext": lines})
publish("pretext_later", rows={"pretext": later})
publish("pretext_later_drones", lambda: later()["drones"].isin(["named", "a ground"]).sum(), rows={"pretext": later})
guard(
    "drones_join_the_lines_late",
    lambda: len(both()) == 2 < value("pretext_drones_ground") and both()["date"].min() > lines()["date"].iloc[-5],
)
guard(
    "more_often_missiles_and_nato", lambda: rising("pretext_drones_ground pretext_missiles_ground pretext_nato_ground")
)
guard(
    "last_address_names_no_drones",
    lambda: value("pretext_later_drones") == 2 and later()["drones"].iloc[-1] == "not found",
    since=True,
)
guard("nato_in_each_later_text", lambda: (later()["nato"] == "a ground").all(), since=True)


def twice(**equal: str):
    """The cells of the texts known by the cut-off that a second reader coded: `first` and `code`, by text and theme."""
    found = table("pretext_recodings")
    return found[(found[[*equal]] == pd.Series(equal)).all(axis=1)]


TWICE = {"pretext_recodings": twice, "pretext": pretext}  # the second coding has its sources from the texts
publish("pretext_recoded_cells", rows=TWICE)
publish("pretext_recoded_alike", lambda: 100 * agreement(twice()["first"], twice()["code"])[0], rows=TWICE)
publish("pretext_recoded_kappa", lambda: agreement(twice()["first"], twice()["code"])[1], rows=TWICE)
publish(
    "pretext_recoded_ground",
    lambda: len(twice(theme="drones", code="a ground")),
    rows=TWICE | {"pretext_recodings": partial(twice, theme="drones")},
)
guard("moscow_readers_agree", lambda: value("pretext_recoded_alike") > 80 and value("pretext_recoded_kappa") > 0.6)
guard(
    "second_reader_finds_no_ground",
    lambda: value("pretext_recoded_ground") == 0 < len(twice(theme="drones", first="a ground")),
)
publish("no_sale_readings", rows={"no_sale": no_sale})
guard("no_study_measures_one_sale", lambda: value("studies_of_one_sale") == 0)
guard("studies_disagree", lambda: min(value("studies_raise"), value("studies_lower"), value("studies_both")) >= 2)
guard("pattern_is_a_minority", lambda: value("kinsella_found") / value("kinsella_tested") < 0.2)
guard("several_readings_fit", lambda: value("no_sale_readings") >= 4)

# ---- since then --------------------------------------------------------------------------------------------------
FORECASTS = {f"forecast_{month}": f"metaculus-{month}" for month in ("december", "january", "february")}
quote("forecasts", "chance", **FORECASTS, forecast_elpais="elpais-december")
publish("studies_later", rows={"studies": partial(later, "studies")})
publish("no_sale_later", rows={"no_sale": "later-export later-veto"})

guard("forecast_rose", lambda: rising("forecast_december forecast_january forecast_february"), since=True)
guard(
    "elpais_within_the_range",
    lambda: low("war_range") < value("forecast_december") < value("forecast_elpais") < high("war_range"),
    since=True,
)
guard("later_readings_gained", lambda: value("no_sale_later") == 2, since=True)
guard(
    "later_studies_find_less_risk",
    lambda: value("studies_later") == 2 and set(later("studies")["pulls"]) == {"lowers the risk"},
    since=True,
)
