"""Numbers and findings of range-circles: what a 250 km missile could reach."""

import math
from functools import cache, partial

import numpy as np

from analysis.range_circles import measures
from brief.data import tables
from brief.dates import CUTOFF, table
from brief.numbers import guard, high, low, publish, quote, value

BIG, LARGE, SMALL = 500_000, 300_000, 50_000  # people: half a million, what the map’s sentence counts, the list’s end
SETBACK = 100  # km an aircraft stays behind the edge of its own ground, in the test
HELD = ("to_most", "to_held")  # the two readings of what Ukraine’s government held: the nearer, the farther


@cache
def lands():
    return measures.territories(*map(tables.load, ("oblasts", "ground", "held_towns")))


@cache
def cities():
    """All cities with their distance to each territory, km."""
    return measures.city_distances(tables.load("cities"), lands()).set_index("id", drop=False)


def ground(*columns):
    """The rows of the shapes behind columns of distances."""
    code, towns = tables.load("oblasts").set_index("id")["code"], tables.load("held_towns")["id"]
    lost, divided = code.isin(measures.LOST), code.isin(measures.DIVIDED)
    drawn = {
        "to_held": {"ground": ["ukr"], "oblasts": code.index[~lost], "held_towns": towns},
        "to_legal": {"ground": ["ukr"]},
        "to_left_out": {"ground": ["ukr"], "oblasts": code.index[lost | divided], "held_towns": towns},
        "to_belarus": {"ground": ["blr"]},
        "to_russia": {"ground": ["rus"]},
    }
    rows = {}
    for name, ids in (one for column in columns for one in drawn[column].items()):
        rows[name] = sorted({*rows.get(name, []), *ids})
    return rows


def across(people, *countries):
    """Cities with so many people or more in these countries, or in Russia and Belarus."""
    chosen = cities()["iso3"].isin(countries or ["RUS", "BLR"]) & (cities()["population"] >= people)
    return cities()[chosen]


def largest(count):
    """The largest cities that Ukraine’s government surely held."""
    return measures.held_cities(cities()).nlargest(count, "population")


@cache
def exported():
    """Exported missiles of the table, the article’s own among them with both its figures, nearest range first."""
    return measures.exported(table("systems"), ours="som-250", farther="som-300")


# ---- published ranges: the figure of a row ------------------------------------------------------------------------
quote("systems", "range_high", missile_range="som-250", older_range="som-300", tochka_range="tochka-u")
quote("systems", "range_low range_high", vilkha_range="vilkha")
quote("systems", "range_high", vilkha_m_test="vilkha-m", neptune_test="neptune")
quote("systems", "range_low range_high", smerch_range="smerch", kalibr_range="kalibr")
quote("systems", "range_low range_high", disputed_range="iskander-k-9m729")
quote("systems", "range_high", iskander_range="iskander-m", kinzhal_range="kinzhal", kh101_range="kh-101")
quote("systems", "range_low", regime_range="mtcr-category-1")
quote("systems", "payload_kg", regime_payload="mtcr-category-1", akinci_load="akinci")
quote("systems", "range_high", taurus_range="taurus")
quote("systems", "payload_kg", taurus_payload="taurus")
quote("systems", "range_low range_high", brahmos_range="brahmos")
quote("systems", "range_high", storm_shadow_range="storm-shadow-ukr", atacms_first_range="atacms-165-ukr")
quote("systems", "range_high", atacms_later_range="atacms-300-ukr", regular_limit="before-storm-shadow")
quote("systems", "range_high", turkish_limit="bora")


def _storm_shadow_after():
    day = tables.load("systems").set_index("id").at["storm-shadow-ukr", "known_on"]
    return (day.year - CUTOFF.year) * 12 + day.month - CUTOFF.month


def _reports(row):
    """How many sources but the article itself give a range."""
    return len(set(tables.sources_of("systems", [row])) - {"stein_2021"})


publish("storm_shadow_after", _storm_shadow_after, rows={"systems": "storm-shadow-ukr"})
publish("before_range", lambda: max(value("tochka_range"), high("vilkha_range")), rows={"systems": "tochka-u vilkha"})
for km in (250, 300):
    publish(f"reports_{km}", partial(_reports, f"som-{km}"), rows={"systems": f"som-{km}"})


# ---- exported missiles --------------------------------------------------------------------------------------------
def _exports(chosen):
    named = {"line": value("regime_range"), "ours": value("missile_range")}
    return len(exported().query(chosen, local_dict=named))


for key, chosen in {
    "exports": "range_low > 0", "exports_within": "range_high <= @line", "exports_beyond": "range_low > @line",
    "exports_bunched": "range_low >= @ours and range_high <= @line",
}.items():  # fmt: skip
    publish(key, partial(_exports, chosen), rows={"systems": lambda: [*exported()["id"], "som-300"]})


# ---- distances ----------------------------------------------------------------------------------------------------
# Key of the number, without its unit: which ground is meant where it isn't the held.
DISTANCES = (
    "moscow moscow_legal minsk gomel belgorod kursk voronezh lipetsk rostov rostov_legal krasnodar krasnodar_legal "
    "volgograd volgograd_legal sevastopol simferopol kyiv_belarus kyiv_russia"
)


def one_or_both(near, far):
    """Two ends as one figure where they are less than 50 m apart."""
    return (near, far) if far - near >= 0.05 else far


def distance(city, to):
    return one_or_both(*cities().loc[city, list(HELD) if to == "to_held" else [to, to]])


def margin(far, near):
    return one_or_both(low(far) - high(near), high(far) - low(near))


for key in DISTANCES.split():
    name, _, land = key.partition("_")
    city, to = {"rostov": "rostov-on-don", "gomel": "homyel"}.get(name, name), f"to_{land or 'held'}"
    publish(f"{key}_km", partial(distance, city, to), rows={"cities": city, **ground(to)})

for key, far, near in (
    ("moscow_gap_km", "moscow_km", "missile_range"),
    ("krasnodar_margin_km", "missile_range", "krasnodar_km"),
    ("minsk_margin_km", "missile_range", "minsk_km"),
):
    behind = {"cities": key.partition("_")[0], "systems": "som-250", **ground("to_held")}
    publish(key, partial(margin, far, near), rows=behind)

for key, towns in (("towns_held", "side == 'government'"), ("towns_other", "side == 'other'")):
    publish(key, rows={"held_towns": tables.load("held_towns").query(towns)})


# ---- counts of cities ---------------------------------------------------------------------------------------------
def people_of(*sides):
    """Ids of the cities whose people are counted for these sides."""
    counted = {side: of for side, of, _, _ in measures.DIRECTIONS}
    return [one for side in sides for one in counted[side](cities())["id"]]


def by_reading(people, far, near="", setback=0):
    """Cities within one published distance of held ground and beyond another: a set of ids for each reading of it."""
    before, after = (value(key) - setback if key else 0 for key in (near, far))
    return [set(measures.added(across(people), to, before, after)["id"]) for to in HELD]


COUNTS = {
    "big_within": (BIG, "missile_range"),
    "big_before": (BIG, "before_range"),
    "big_added": (BIG, "missile_range", "before_range"),
    "big_within_300": (BIG, "older_range"),
    "big_setback": (BIG, "missile_range", "", SETBACK),
    "large_within": (LARGE, "missile_range"),
    "large_flip": (LARGE, "older_range", "missile_range"),
}
for key, which in COUNTS.items():
    behind = {"cities": partial(across, which[0]), **ground("to_held")}
    publish(key, lambda which=which: tuple(sorted(map(len, by_reading(*which)))), rows=behind)
publish("homyel_people", lambda: cities().at["homyel", "population"], rows={"cities": "homyel"})
publish("large_city", lambda: LARGE, rows={"cities": partial(across, LARGE)})
publish("smallest_city", lambda: SMALL, rows={"cities": lambda: people_of("RUS", "UKR")})
publish("setback", lambda: SETBACK, rows={"systems": ["som-250"]})


def launch_cities():
    """Of the six largest cities under Kyiv’s control, those with a large Russian city within the published range."""
    there, here = across(LARGE, "RUS"), largest(6)
    km = [measures.distance_km(lat, lon, there["lat"], there["lon"]).min() for lat, lon in here[["lat", "lon"]].values]
    return list(here["id"][np.array(km) <= value("missile_range")])


LAUNCH = {"cities": lambda: [*largest(6)["id"], *across(LARGE, "RUS")["id"]]}
publish("launch_cities_near_russian", lambda: len(launch_cities()), rows=LAUNCH)


# ---- people, both directions --------------------------------------------------------------------------------------
@cache
def people(km, behind=0):
    """{side: (low, high)} in millions."""
    both = measures.both_directions(cities(), [km], behind).set_index("side")[["low", "high"]] / 1e6
    return {side: tuple(ends) for side, ends in both.iterrows()}


SIDES = {"russians": ("RUS", "to_held", "to_legal"), "ukrainians": ("UKR", "to_russia", "to_belarus", "to_left_out")}


def _people(key, name, *reach):
    """Publish how many people of a side live within a distance."""
    side, *columns = SIDES[name]
    publish(key, lambda: people(*reach)[side], rows={"cities": partial(people_of, side), **ground(*columns)})


for km in (120, 250, 300, 500):
    for name in SIDES:
        _people(f"{name}_{km}", name, km)
_people("russians_setback", "russians", 250, SETBACK)


HELD_CITIES = {"cities": partial(people_of, "UKR"), **ground("to_held")}
FROM_RUSSIA = HELD_CITIES | ground("to_held", "to_russia")
publish("ukr_city_people", lambda: measures.held_cities(cities())["population"].sum() / 1e6, rows=HELD_CITIES)
publish("farthest_ukrainian_km", lambda: measures.held_cities(cities())["to_russia"].max(), rows=FROM_RUSSIA)


@cache
def _spans():
    """Distances, km by km from 150 to 600, at which Ukraine’s count is higher whichever readings are taken."""
    apart = measures.ranges_apart(measures.both_directions(cities(), list(range(150, 601))))
    return [km for km, side in apart.items() if side == "UKR"]


BOTH = {"cities": lambda: people_of("RUS", "UKR"), **ground("to_held", "to_legal", "to_russia", "to_belarus")}
publish("apart_from", lambda: min(_spans()), rows=BOTH)
publish("apart_to", lambda: next(km for km in _spans() if km + 1 not in _spans()), rows=BOTH)


# ---- how wrong a flat circle is -----------------------------------------------------------------------------------
@cache
def _flat():
    return measures.naive_circle(cities().at["kharkiv", "lat"], value("missile_range")).set_index("drawn in")


publish("degrees_east_km", lambda: _flat().at["degrees", "east"], rows={"cities": "kharkiv"})
publish("mercator_north_km", lambda: _flat().at["Web Mercator", "north"], rows={"cities": "kharkiv"})


# ---- findings: distances ------------------------------------------------------------------------------------------
def only(ids, *chosen):
    """Whether these cities and no others are chosen, on both readings of held ground."""
    return all(found == set(ids.split()) for found in by_reading(*chosen))


guard("moscow_beyond_250", lambda: low("moscow_km") > value("missile_range"))
guard("moscow_beyond_300", lambda: min(low("moscow_km"), low("moscow_legal_km")) > value("older_range"))
guard("moscow_same_reading", lambda: high("moscow_km") - low("moscow_legal_km") < 0.1)
guard(
    "minsk_newly_within", lambda: value("before_range") < low("minsk_km") and high("minsk_km") <= value("missile_range")
)
guard("big_four", lambda: only("minsk rostov-on-don voronezh krasnodar", BIG, "missile_range"))
guard("none_before", lambda: high("big_before") == 0)
guard(
    "homyel_just_below", lambda: 0.95 * BIG < value("homyel_people") < BIG and high("gomel_km") <= value("before_range")
)
guard("rostov_turns_on_the_ground", lambda: high("rostov_legal_km") <= value("before_range") < low("rostov_km"))
guard("krasnodar_near_the_edge", lambda: 0 < low("krasnodar_margin_km") <= high("krasnodar_margin_km") < 10)
guard("only_lipetsk_turns", lambda: only("lipetsk", BIG, "older_range", "missile_range"))
guard("three_large_turn", lambda: only("smolensk lipetsk kaluga", LARGE, "older_range", "missile_range"))
guard("only_kharkiv", lambda: launch_cities() == ["kharkiv"])
guard("setback_leaves_rostov", lambda: only("rostov-on-don", BIG, "missile_range", "", SETBACK))
guard("crimea_within", lambda: max(high("sevastopol_km"), high("simferopol_km")) <= value("missile_range"))
guard("kyiv_nearer", lambda: max(value("kyiv_belarus_km"), value("kyiv_russia_km")) < value("moscow_km"))
guard(
    "flat_circles_short",
    lambda: max(map(value, ("degrees_east_km", "mercator_north_km"))) < 2 / 3 * value("missile_range"),
)


# ---- findings: people ---------------------------------------------------------------------------------------------
def _more_russians_from_moscow():
    comes_in = math.ceil(value("moscow_km"))
    apart = measures.ranges_apart(measures.both_directions(cities(), list(range(comes_in - 1, 501))))
    return apart.pop(comes_in - 1) != "RUS" and set(apart.values()) == {"RUS"}


guard("more_ukrainians_250", lambda: low("ukrainians_250") > high("russians_250"))
guard(
    "overlap_120",
    lambda: low("ukrainians_120") <= high("russians_120") and low("russians_120") <= high("ukrainians_120"),
)
guard(
    "apart_holds_both",
    lambda: value("apart_from") <= value("missile_range") and value("apart_to") >= value("older_range"),
)
guard("more_russians_from_moscow", _more_russians_from_moscow)
guard("setback_halves", lambda: all(end("russians_setback") <= 2 / 3 * end("russians_250") for end in (low, high)))


# ---- findings: published ranges -----------------------------------------------------------------------------------
def _russian_ranges_longer():
    russian = table("systems").query("role == 'russia' and id != 'smerch'")
    return russian["range_low"].min() > value("older_range")


guard("neptune_beyond", lambda: value("neptune_test") > value("missile_range"))
guard("exports_on_both_sides", lambda: 0 < value("exports_beyond") <= value("exports_within") < value("exports"))
guard("more_beyond", lambda: value("exports_beyond") > value("exports_bunched") > 0)
guard(
    "taurus_counters",
    lambda: (
        value("taurus_range") > value("regime_range") and 0 < value("regime_payload") - value("taurus_payload") <= 25
    ),
)
guard("brahmos_crossed", lambda: low("brahmos_range") < value("regime_range") < high("brahmos_range"))
guard("storm_shadow_same_class", lambda: value("storm_shadow_range") >= value("missile_range"), since=True)
guard("limit_was_short", lambda: value("regular_limit") < value("storm_shadow_range") / 2, since=True)
SENT = ("storm_shadow_range", "atacms_first_range", "atacms_later_range")
guard("later_missiles_short_of_moscow", lambda: max(map(value, SENT)) < value("moscow_km"), since=True)
guard("russian_ranges_longer", _russian_ranges_longer)
guard("iskander_twice", lambda: value("iskander_range") == 2 * value("missile_range"))
guard("nearly_all_within_500", lambda: low("ukrainians_500") > 0.85 * value("ukr_city_people"))
guard(
    "far_systems_take_in_all",
    lambda: min(low(f"{key}_range") for key in ("kalibr", "kinzhal", "kh101")) > value("farthest_ukrainian_km"),
)


MEMBERS = "id.str.startswith('mtcr') and what == 'member'"
guard("all_three_members", lambda: {"RUS", "TUR", "UKR"} <= set(table("regimes").query(MEMBERS)["states"]))
guard("below_the_line", lambda: value("missile_range") < value("regime_range"))
guard("akinci_over_the_line", lambda: value("akinci_load") >= value("regime_payload"))
