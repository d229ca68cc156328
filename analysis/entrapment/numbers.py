"""Numbers and findings of entrapment: when an ally's sale does more harm than good.

Numbers of the model follow from assumptions of this book (`model_settings`, `model_presets`). No number here is a
chance that a sale does harm: that would be our own guesses.
"""

from functools import cache, partial

import pandas as pd

from analysis.entrapment.measures import model
from analysis.shared.readers import agreement
from brief.data import tables
from brief.dates import CUTOFF, EDITION, known
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
    """How much likelier, in per cent, war must become before the sale does harm; the chance of war as at the start."""
    return 100 * (float(model.value("tip", **({"war": at("war")} | sale))) - 1)


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


def studies(as_of=CUTOFF):
    """The studies read that had come out by a day."""
    return known(tables.load("studies"), as_of)


# ---- the start of the charts -------------------------------------------------------------------------------------
quote("model_settings", "start", war_without="war", start_likelier="likelier", start_prevented="prevented")
quote("model_settings", "high", drawn_chance="drawn")
quote("model_settings", "start", drawn_cost="cost")
quote("model_settings", "high", drawn_cost_high="cost", gain_high="gain")
quote("model_settings", "start", share_start="share")
quote("model_settings", "high", close_call="close")
quote("model_settings", "low high", war_range="war", prevented_range="prevented")

START = {"model_settings": "war likelier prevented"}
publish("war_with", lambda: 100 * model.value("with_sale", **start()), rows=START)
publish("damage_with", lambda: 100 * at("war") + model.parts(**start())["change"], rows=START)
PRESETS = {"model_presets": "*", **START}
publish("presets_made", rows={"model_presets": "*"})
for key, side in (("presets_harm", 1), ("presets_help", -1)):
    publish(key, lambda side=side: (side * presets()["change"] > value("close_call")).sum(), rows=PRESETS)

guard("start_too_close", lambda: abs(value("damage_with") - value("war_without")) <= value("close_call"))
guard("start_short_of_the_tip", lambda: value("war_without") < value("war_with") < value("tip_wars"))
guard("tip_at_the_start", lambda: value("start_prevented") == 6)
guard(
    "presets_on_both_sides",
    lambda: value("presets_made") == 5 and value("presets_harm") == 2 and value("presets_help") == 2,
)

# ---- whose losses count, and when the arms come -------------------------------------------------------------------
quote("model_settings", "start", theirs_start="theirs", shield_start="shield")
quote("model_settings", "high", early_high="early")
quote("model_settings", "start", sooner_start="sooner", grave_chance="rare", grave_cost="grave")
THEIRS = {"model_settings": "prevented theirs shield"}
publish("tip_ukraine", lambda: tip(prevented=at("prevented"), **ukraine()), rows=THEIRS)
publish("tip_same_shield", lambda: tip(prevented=at("prevented"), **ukraine(shield=at("prevented"))), rows=THEIRS)
publish(
    "tip_early",
    lambda: tip(prevented=at("prevented"), early=at("early", "high"), sooner=at("sooner")),
    rows={"model_settings": "prevented early sooner"},
)
publish(
    "tip_added",
    lambda: 100 * model.value("tip_added", prevented=at("prevented"), sooner=at("sooner")) - 100,
    rows={"model_settings": "prevented sooner"},
)
GRAVE = "prevented rare grave"
publish("tip_grave", lambda: tip(prevented=at("prevented"), **grave()), rows={"model_settings": GRAVE})
publish(
    "tip_gravest",
    lambda: tip(prevented=at("prevented"), **grave() | {"drawn": at("drawn", "high")}),
    rows={"model_settings": "prevented drawn grave"},
)
publish(
    "tip_grave_ukraine",
    lambda: tip(prevented=at("prevented"), **grave(), **ukraine()),
    rows={"model_settings": f"{GRAVE} theirs shield"},
)
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
for of_100 in PATIENCE:
    publish(
        f"window_{of_100}",
        lambda of_100=of_100: 100 * model.value("window", patience=of_100 / 100),
        rows={"model_settings": "patience"},
    )
publish("never_90", lambda: 100 * model.value("never", patience=0.9), rows={"model_settings": "patience"})
guard("never_is_far", lambda: value("never_90") > 100 > value("window_90"))
guard("patience_hastens", lambda: value("window_90") < value("window_80") < value("window_70") < value("window_50"))
guard(
    "start_waits",
    lambda: value("trend_start") + value("shift_start") < value("window_80") and value("patience_start") == 80,
)

# ---- where a sale tips from help to harm, and what moves that point ----------------------------------------------
for of_100 in PREVENTED:
    publish(f"tip_{of_100}", lambda of_100=of_100: tip(prevented=of_100 / 100), rows={"model_settings": ["prevented"]})
publish("tip_prevented", lambda: float(PREVENTED[0]), rows={"model_settings": ["prevented"]})

for key, sale in {  # the assumptions that differ from the sale of the start, and the end of the range that each takes
    "tip_drawn": {"drawn": "high", "cost": "start"},
    "tip_drawn_dear": {"drawn": "high", "cost": "high"},
    "tip_gain": {"gain": "high"},
    "tip_war_low": {"war": "low"},
    "tip_war_high": {"war": "high"},
    "tip_prevented_low": {"prevented": "low"},
    "tip_prevented_high": {"prevented": "high"},
}.items():
    publish(
        key,
        lambda sale=sale: tip(**{name: at(name, end) for name, end in ({"prevented": "start"} | sale).items()}),
        # A gain is weighed against the chance of war, which cancels out otherwise.
        rows={"model_settings": ["prevented", *sale, *(["war"] if "gain" in sale else [])]},
    )

SALE = {"model_settings": "war prevented"}
publish("tip_wars", lambda: 100 * at("war") * (1 + value("tip_6") / 100), rows=SALE)
publish("drawn_cancels", lambda: at("prevented") / at("drawn", "high"), rows={"model_settings": "prevented drawn"})
for key, end in (("ceiling_far", "low"), ("ceiling_near", "high")):
    publish(key, lambda end=end: 100 * model.value("ceiling", war=at("war", end), prevented=at("prevented")), rows=SALE)

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
guard("drawn_cancels_between", lambda: value("drawn_cost") < value("drawn_cancels") < value("drawn_cost_high"))
guard("nearer_war_less_to_add", lambda: value("ceiling_near") < value("ceiling_far"))

# ---- one capability behind protection and provocation; the wedge between ally and alliance ------------------------
ONE = {"model_settings": "war prevented fear"}
for key, of_100 in (("fear_tip_small", 1), ("fear_tip_large", 15)):
    publish(key, lambda of=of_100: model.value("fear_tip", war=at("war"), prevented=of / 100), rows=ONE)
publish(
    "patience_weight",
    lambda: value(f"window_{PATIENCE[0]}") / value(f"window_{PATIENCE[-1]}"),
    rows={"model_settings": "patience"},
)
publish("ally_tolerates", lambda: 1 / at("share"), rows={"model_settings": "share"})

guard("size_hardly_moves_the_line", lambda: 0 < value("fear_tip_large") / value("fear_tip_small") - 1 < 0.2)
guard(
    "size_decides_no_sign",
    lambda: all(
        size_change(1, of_100) < 0 < min(size_change(2, of_100), size_change(3, of_100)) for of_100 in range(1, 16)
    ),
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
def pretext(as_of=CUTOFF, **named: str):
    """The Russian texts known by a day; `named` picks those that say so of a theme: drones="a ground"."""
    found = known(tables.load("pretext"), as_of)
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


def later():
    """The texts after the cut-off."""
    found = pretext(EDITION)
    return found[~found["id"].isin(pretext()["id"])]


publish("pretext_later", rows={"pretext": later})
publish("pretext_later_drones", lambda: later()["drones"].isin(["named", "a ground"]).sum(), rows={"pretext": later})
guard(
    "drones_join_the_lines_late",
    lambda: len(both()) == 2 < value("pretext_drones_ground") and both()["date"].min() > lines()["date"].iloc[-5],
)
guard(
    "more_often_missiles_and_nato",
    lambda: value("pretext_drones_ground") < value("pretext_missiles_ground") < value("pretext_nato_ground"),
)
guard(
    "last_address_names_no_drones",
    lambda: value("pretext_later_drones") == 2 and later()["drones"].iloc[-1] == "not found",
    since=True,
)
guard("nato_in_each_later_text", lambda: (later()["nato"] == "a ground").all(), since=True)


def twice(**equal: str):
    """The cells of the texts known by the cut-off that a second reader coded: `first` and `code`, by text and theme."""
    found = known(tables.load("pretext_recodings"), CUTOFF)
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


def no_sale():
    """The explanations of the missing sale that were known on the cut-off."""
    return known(tables.load("no_sale"), CUTOFF)


publish("no_sale_readings", rows={"no_sale": no_sale})

guard("no_study_measures_one_sale", lambda: value("studies_of_one_sale") == 0)
guard("studies_disagree", lambda: min(value("studies_raise"), value("studies_lower"), value("studies_both")) >= 2)
guard("pattern_is_a_minority", lambda: value("kinsella_found") / value("kinsella_tested") < 0.2)
guard("several_readings_fit", lambda: value("no_sale_readings") >= 4)

# ---- since then --------------------------------------------------------------------------------------------------
FORECASTS = {f"forecast_{month}": f"metaculus-{month}" for month in ("december", "january", "february")}
quote("forecasts", "chance", **FORECASTS, forecast_elpais="elpais-december")


def _later_studies():
    later = studies(EDITION)
    return later[~later["id"].isin(studies()["id"])]


publish("studies_later", rows={"studies": _later_studies})
publish("no_sale_later", rows={"no_sale": "later-export later-veto"})

guard(
    "forecast_rose",
    lambda: value("forecast_december") < value("forecast_january") < value("forecast_february"),
    since=True,
)
guard(
    "elpais_within_the_range",
    lambda: low("war_range") < value("forecast_december") < value("forecast_elpais") < high("war_range"),
    since=True,
)
guard("later_readings_gained", lambda: value("no_sale_later") == 2, since=True)
guard(
    "later_studies_find_less_risk",
    lambda: value("studies_later") == 2 and set(_later_studies()["pulls"]) == {"lowers the risk"},
    since=True,
)
