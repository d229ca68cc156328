"""Numbers and findings of range-circles: what a 250 km missile could reach."""

import math
from functools import cache

from analysis.range_circles import measures
from brief import dates
from brief.data import tables
from brief.numbers import guard, high, low, number, publish, value

BIG, LARGE, SMALL = 500_000, 300_000, 50_000  # people: half a million, what the map’s sentence counts, the list’s end
SETBACK = 100  # km an aircraft stays behind the edge of its own ground, in the test
SURE = (
    "Calculated from borders drawn at 1:10 million. Beside OpenStreetMap’s finer ones the distances that we compared "
    "come out up to 6 km nearer, and none crosses a limit named here. Where a city’s centre lies is a convention of "
    "several kilometres too."
)
OLD = (
    "City populations are GeoNames figures of March 2020 and older, of mixed years. Those of the largest Russian "
    "cities, Moscow, Voronezh and Krasnodar among them, run low: so the Russian sums are too low once these count, "
    "most of all with Moscow, and no interval here covers that. The sums measure nearness, not harm."
)
KRASNODAR = " Krasnodar lies within by less than 5 km."
GOMEL = " That Gomel has half a million rests on a weak copy of the official figure; the list has it smaller."
RULE = "A rule of this book."


@cache
def cities():
    """All cities with their distance to each territory, km."""
    lands = measures.territories(tables.load("oblasts"), tables.load("ground"))
    return measures.city_distances(tables.load("cities"), lands).set_index("id", drop=False)


def _shapes(*columns):
    """The rows of the shapes behind columns of distances."""
    divisions = tables.load("oblasts")
    out = divisions["code"].isin(measures.LEFT_OUT)
    rows = {
        "to_held": {"oblasts": list(divisions.loc[~out, "id"])},
        "to_legal": {"oblasts": list(divisions["id"])},
        "to_left_out": {"oblasts": list(divisions.loc[out, "id"])},
        "to_belarus": {"ground": ["blr"]},
        "to_russia": {"ground": ["rus"]},
    }
    return {
        table: sorted({one for column in columns for one in rows[column].get(table, [])})
        for table in dict.fromkeys(table for column in columns for table in rows[column])
    }


@cache
def systems():
    """What was known of ranges on the cut-off, by id."""
    return dates.known(tables.load("systems"), dates.CUTOFF).set_index("id", drop=False)


def across(people):
    """Cities of Russia and Belarus with so many people or more."""
    known = cities()
    return known[known["iso3"].isin(["RUS", "BLR"]) & (known["population"] >= people)]


def largest(count):
    """The largest Ukrainian cities outside the divisions left out."""
    return measures.outside_the_areas(cities()).nlargest(count, "population")


def exported():
    """Exported missiles of the table, the article’s own among them with both its figures, nearest range first."""
    known = systems()
    rows = known[(known["role"] == "exported") | (known["id"] == "som-250")].copy()
    rows.loc["som-250", "range_high"] = value("older_range")
    return rows.sort_values(["range_high", "range_low"])


def _publish(key, meaning, compute, **card):
    """Publish a number from a line of a list instead of a function of its own."""
    compute.__name__, compute.__doc__, compute.__module__ = key, meaning, __name__
    number(**card)(compute)


def _figure(row, field):
    """The figure of a row of `systems`, or its lower and upper one where `field` names two."""
    return tuple(systems().loc[row, name] for name in field) if isinstance(field, tuple) else systems().loc[row, field]


# ---- published ranges: the figure of a row ------------------------------------------------------------------------

LAW = "Text of the rule, in European Union law."
for key, row, field, unit, when, meaning, sure in (
    (
        "missile_range",
        "som-250",
        "range_high",
        "km",
        "August 2021",
        "Published range of the article’s missile, which it doesn’t name and we take to be the SOM.",
        "Two sources: the article, and one press report on the drone that was to carry it. No page of the maker "
        "was found.",
    ),
    (
        "older_range",
        "som-300",
        "range_high",
        "km",
        "September 2012",
        "Range given for the same missile in reports of 2012.",
        "Press texts of one summer, most of them one story. Used to test whether the finding turns.",
    ),
    (
        "tochka_range",
        "tochka-u",
        ("range_low", "range_high"),
        "km",
        "July 2014",
        "Published range of Tochka-U, a ballistic missile that Ukraine had.",
        "Press and research figures, by model. That Ukraine operated it: United States officials in 2014, its own "
        "defence minister in 2021.",
    ),
    (
        "vilkha_range",
        "vilkha",
        "range_high",
        "km",
        "April 2018",
        "Range of Vilkha, a Ukrainian guided rocket, by comparison with an older system.",
        "The defence minister’s comparison; the paper gives the older system’s range.",
    ),
    (
        "neptune_test",
        "neptune",
        "range_high",
        "km",
        "December 2018",
        "Distance at which Ukraine’s anti-ship missile Neptune hit in a test.",
        "An official’s statement about one test against a target at sea, carried by two outlets.",
    ),
    (
        "regime_range",
        "mtcr-category-1",
        "range_low",
        "km",
        "November 2007",
        "Range from which the Missile Technology Control Regime’s strictest category applies, with 500 kg or more.",
        LAW,
    ),
    (
        "regime_payload",
        "mtcr-category-1",
        "payload_kg",
        "kg",
        "November 2007",
        "Payload from which the regime’s strictest category applies, with 300 km or more.",
        LAW,
    ),
    (
        "taurus_range",
        "taurus",
        "range_high",
        "km",
        "December 2016",
        "Published range of Taurus, sold to South Korea.",
        "Press reports give 500 km, or more than 500 km.",
    ),
    (
        "taurus_payload",
        "taurus",
        "payload_kg",
        "kg",
        "December 2016",
        "Warhead of Taurus as reported.",
        "One press report.",
    ),
    (
        "brahmos_range",
        "brahmos",
        ("range_low", "range_high"),
        "km",
        "March 2017",
        "Published range of BrahMos before India joined the regime, and after.",
        "Press reports that name the regime as the reason.",
    ),
):
    _publish(
        key,
        meaning,
        lambda row=row, field=field: _figure(row, field),
        unit=unit,
        date=when,
        rows={"systems": [row]},
        how="The figure in the row.",
        sure=sure,
        claims=("c03",),
    )

for key, row, when, meaning, sure in (
    (
        "storm_shadow_range",
        "storm-shadow-ukr",
        "May 2023",
        "Published range of Storm Shadow: more than this figure.",
        "Public figure of the maker’s governments, by the press.",
    ),
    (
        "atacms_first_range",
        "atacms-165-ukr",
        "October 2023",
        "Range of the first ATACMS that Ukraine received.",
        "White House statement.",
    ),
    (
        "atacms_later_range",
        "atacms-300-ukr",
        "April 2024",
        "Range of the ATACMS that Ukraine received in 2024.",
        "Statements of two United States officials; press figures for the range.",
    ),
    (
        "regular_limit",
        "before-storm-shadow",
        "May 2023",
        "The longest range at which Ukraine could regularly strike before Storm Shadow.",
        "One newspaper.",
    ),
    (
        "turkish_limit",
        "bora",
        "December 2022",
        "The range beyond which Turkey had built no missile before Tayfun, by a newspaper.",
        "One newspaper.",
    ),
):
    _publish(
        key,
        meaning,
        lambda row=row: tables.load("systems").set_index("id").loc[row, "range_high"],
        unit="km",
        date=when,
        rows={"systems": [row]},
        how="The figure in the row.",
        sure=sure,
        since=True,
    )


def _storm_shadow_after():
    day = tables.load("systems").set_index("id").loc["storm-shadow-ukr", "known_on"]
    return (day.year - dates.CUTOFF.year) * 12 + day.month - dates.CUTOFF.month


publish("storm_shadow_after", _storm_shadow_after, rows={"systems": ["storm-shadow-ukr"]})


publish(
    "before_range", lambda: max(high("tochka_range"), value("vilkha_range")), rows={"systems": ["tochka-u", "vilkha"]}
)


publish(
    "reports_250",
    lambda: len(set(tables.sources_of("systems", ["som-250"])) - {"stein_2021"}),
    rows={"systems": ["som-250"]},
)


publish("reports_300", lambda: len(tables.sources_of("systems", ["som-300"])), rows={"systems": ["som-300"]})


# ---- exported missiles --------------------------------------------------------------------------------------------

CHOICE = (
    "The table holds the exports for which a source was found. It is no sample: the counts describe it alone. That the "
    "article’s missile was exported is the article’s word."
)
for key, meaning, how, chosen in (
    (
        "exports",
        "Exported missiles with a published range in the table.",
        "Rows, the article’s missile counted once.",
        lambda rows, line: rows["range_low"] > 0,
    ),
    (
        "exports_within",
        "Of these, missiles published at 300 km or less.",
        "Rows whose upper figure is at most 300 km.",
        lambda rows, line: rows["range_high"] <= line,
    ),
    (
        "exports_beyond",
        "Of these, missiles published beyond 300 km.",
        "Rows whose lower figure is above 300 km.",
        lambda rows, line: rows["range_low"] > line,
    ),
    (
        "exports_bunched",
        "Of these, missiles published between 250 and 300 km.",
        "Rows with both figures from 250 to 300 km.",
        lambda rows, line: (rows["range_low"] >= value("missile_range")) & (rows["range_high"] <= line),
    ),
):
    _publish(
        key,
        meaning,
        lambda chosen=chosen: int(chosen(exported(), value("regime_range")).sum()),
        date="December 2021",
        rows={"systems": lambda: [*exported()["id"], "som-300"]},
        how=how,
        sure=CHOICE,
    )


# ---- distances ----------------------------------------------------------------------------------------------------

SOUTHEAST = ("rostov_km", "krasnodar_km", "volgograd_km")
NEARER = " Kyiv held parts of Donetsk and Luhansk too; from there it may be less."
FROM = {
    "to_held": "ground that Ukraine’s government held, Donetsk and Luhansk left out whole,",
    "to_legal": "any of Ukraine’s legal territory",
    "to_belarus": "Belarusian ground",
    "to_russia": "Russia’s own ground",
}
for key, city, name, column in (
    ("moscow_km", "moscow", "Moscow", "to_held"),
    ("moscow_legal_km", "moscow", "Moscow", "to_legal"),
    ("minsk_km", "minsk", "Minsk", "to_held"),
    ("gomel_km", "gomel", "Gomel", "to_held"),
    ("belgorod_km", "belgorod", "Belgorod", "to_held"),
    ("kursk_km", "kursk", "Kursk", "to_held"),
    ("voronezh_km", "voronezh", "Voronezh", "to_held"),
    ("lipetsk_km", "lipetsk", "Lipetsk", "to_held"),
    ("rostov_km", "rostov-on-don", "Rostov-on-Don", "to_held"),
    ("rostov_legal_km", "rostov-on-don", "Rostov-on-Don", "to_legal"),
    ("krasnodar_km", "krasnodar", "Krasnodar", "to_held"),
    ("krasnodar_legal_km", "krasnodar", "Krasnodar", "to_legal"),
    ("volgograd_km", "volgograd", "Volgograd", "to_held"),
    ("volgograd_legal_km", "volgograd", "Volgograd", "to_legal"),
    ("kyiv_belarus_km", "kyiv", "Kyiv", "to_belarus"),
    ("kyiv_russia_km", "kyiv", "Kyiv", "to_russia"),
):
    _publish(
        key,
        f"Shortest distance from {FROM[column]} to the centre of {name}.",
        lambda city=city, column=column: cities().loc[city, column],
        unit="km",
        date="December 2021",
        rows={"cities": [city], **_shapes(column)},
        sure=SURE + NEARER * (key in SOUTHEAST),
        claims=("c03",),
        how="Geodesic on WGS 84 from the city’s centre to the nearest point of the ground, at 1:10 million.",
    )

for key, city, meaning, compute, sure in (
    (
        "moscow_gap_km",
        "moscow",
        "How far short of Moscow the published range stops, from ground Ukraine’s government held.",
        lambda: value("moscow_km") - value("missile_range"),
        SURE,
    ),
    (
        "krasnodar_margin_km",
        "krasnodar",
        "By how much Krasnodar lies within the published range of government-held ground.",
        lambda: value("missile_range") - value("krasnodar_km"),
        "Smaller than the doubt about where a city’s centre lies.",
    ),
    (
        "minsk_margin_km",
        "minsk",
        "By how much Minsk lies within the published range of government-held ground.",
        lambda: value("missile_range") - value("minsk_km"),
        SURE,
    ),
):
    _publish(
        key,
        meaning,
        compute,
        unit="km",
        date="December 2021",
        sure=sure,
        claims=("c03",),
        rows={"cities": [city], "systems": ["som-250"], **_shapes("to_held")},
        how="Difference of distance and published range.",
    )


# ---- counts of cities -----------------------------------------------------------------------------------------------


def _counted(people):
    return {"cities": lambda: list(across(people)["id"])}


def _people_of(*sides):
    """Ids of the cities whose people are counted for these sides."""
    counted = {side: of for side, of, _, _ in measures.DIRECTIONS}
    return [one for side in sides for one in counted[side](cities())["id"]]


def _within(km, people=BIG):
    return int((across(people)["to_held"] <= km).sum())


for key, size, meaning, compute in (
    ("big_within", BIG, "within 250 km of government-held ground", lambda: _within(value("missile_range"))),
    ("big_before", BIG, "within 120 km of government-held ground", lambda: _within(value("before_range"))),
    (
        "big_added",
        BIG,
        "that 250 km adds to 120 km, from government-held ground",
        lambda: value("big_within") - value("big_before"),
    ),
    ("big_within_300", BIG, "within 300 km of government-held ground", lambda: _within(value("older_range"))),
    (
        "big_setback",
        BIG,
        "within 250 km of an aircraft 100 km behind the edge of government-held ground",
        lambda: _within(value("missile_range") - SETBACK),
    ),
    ("large_within", LARGE, "within 250 km of government-held ground", lambda: _within(value("missile_range"), LARGE)),
    (
        "large_flip",
        LARGE,
        "between 250 and 300 km from government-held ground",
        lambda: _within(value("older_range"), LARGE) - _within(value("missile_range"), LARGE),
    ),
):
    _publish(
        key,
        f"Cities of {size:,} people or more in Russia and Belarus {meaning}.",
        compute,
        date="December 2021",
        rows=_counted(size) | _shapes("to_held"),
        how="Count of cities by their distance.",
        # Gomel lies nearer than 120 km, so what is added doesn’t turn on it, but on Krasnodar.
        sure=SURE + (KRASNODAR if key == "big_added" else GOMEL * (size == BIG)),
    )

for key, size, rows, meaning in (
    (
        "large_city",
        LARGE,
        _counted(LARGE),
        "Size from which the sentence over the map counts a city of Russia or Belarus.",
    ),
    ("smallest_city", SMALL, {"cities": lambda: _people_of("RUS", "UKR")}, "Smallest city whose people are counted."),
):
    _publish(
        key,
        meaning,
        lambda size=size: size,
        unit="people",
        date="list of March 2020",
        rows=rows,
        how="Chosen.",
        sure=RULE,
    )


publish("setback", lambda: SETBACK, rows={"systems": ["som-250"]})


def _russian(people):
    return across(people)[lambda f: f["iso3"] == "RUS"]


def _russian_from(launch):
    """Russian cities of 300,000 or more within the published range of another city’s centre."""
    found = _russian(LARGE)
    return measures.distance_km(launch["lat"], launch["lon"], found["lat"], found["lon"]) <= value("missile_range")


publish(
    "launch_cities_near_russian",
    lambda: sum(_russian_from(launch).any() for _, launch in largest(6).iterrows()),
    rows={"cities": lambda: [*largest(6)["id"], *_russian(LARGE)["id"]]},
)


# ---- people, both directions --------------------------------------------------------------------------------------


@cache
def people(km, behind=0):
    """{side: (low, high)} in millions."""
    both = measures.both_directions(cities(), [km], behind).set_index("side")
    return {side: (both.loc[side, "low"] / 1e6, both.loc[side, "high"] / 1e6) for side in both.index}


SIDES = {
    "russians": (
        "RUS",
        ("to_held", "to_legal"),
        "Russian cities within {} km of Ukrainian ground",
        "ground without all of Crimea, Donetsk and Luhansk (low), less than was held, or legal territory (high)",
    ),
    "ukrainians": (
        "UKR",
        ("to_russia", "to_belarus", "to_left_out"),
        "Ukrainian cities outside the three areas, within {} km of the other side’s ground",
        "Russia’s own ground (low), or Russian, Belarusian or left-out ground (high)",
    ),
}
for name, km, behind in (*((name, km, 0) for km in (120, 250, 300, 500) for name in SIDES), ("russians", 250, SETBACK)):
    side, columns, near, bounds = SIDES[name]
    _publish(
        f"{name}_setback" if behind else f"{name}_{km}",
        f"People in {near.format(km)}" + (f", from an aircraft {behind} km behind its edge." if behind else "."),
        lambda side=side, km=km, behind=behind: people(km, behind)[side],
        unit="million people",
        places=1,
        date="list of March 2020",
        sure=OLD,
        how=f"Sum of cities of 50,000 or more, measured from {bounds}.",
        rows={"cities": lambda side=side: _people_of(side), **_shapes(*columns)},
    )


@cache
def _spans():
    """Distances, km by km from 150 to 600, at which Ukraine’s count is higher whichever readings are taken."""
    apart = measures.ranges_apart(measures.both_directions(cities(), list(range(150, 601))))
    return [km for km, side in apart.items() if side == "UKR"]


for key, meaning, compute in (
    ("apart_from", "Start", lambda: min(_spans())),
    ("apart_to", "End", lambda: next(km for km in _spans() if km + 1 not in _spans())),
):
    _publish(
        key,
        f"{meaning} of the span of distances in which more people in Ukrainian cities than in Russian ones are near "
        "the other side, on any reading.",
        compute,
        unit="km",
        date="list of March 2020",
        sure=OLD,
        rows={"cities": lambda: _people_of("RUS", "UKR"), **_shapes("to_legal", "to_russia", "to_belarus")},
        how="By whole kilometres from 150 to 600; the first span without a gap. From where Moscow comes in, the "
        "Russian figure is the higher one.",
    )


# ---- how wrong a flat circle is -----------------------------------------------------------------------------------

for key, drawn, side in (("degrees_east_km", "degrees", "east"), ("mercator_north_km", "Web Mercator", "north")):
    _publish(
        key,
        f"How far a 250 km circle drawn in {drawn} really reaches to the {side} at Kharkiv’s latitude.",
        lambda drawn=drawn, side=side: (
            measures.naive_circle(cities().loc["kharkiv", "lat"], value("missile_range"))
            .set_index("drawn in")
            .loc[drawn, side]
        ),
        unit="km",
        date="any",
        rows={"cities": ["kharkiv"]},
        sure="Geometry.",
        how="Drawn flat, then measured back on WGS 84.",
    )


# ---- findings: distances ------------------------------------------------------------------------------------------


guard("moscow_beyond_250", lambda: low("moscow_km") > value("missile_range"))


guard("moscow_beyond_300", lambda: min(value("moscow_km"), value("moscow_legal_km")) > value("older_range"))


guard("moscow_same_reading", lambda: abs(value("moscow_km") - value("moscow_legal_km")) < 0.1)


guard("minsk_newly_within", lambda: value("before_range") < value("minsk_km") <= value("missile_range"))


def _big_five():
    found = across(BIG)[lambda f: f["to_held"] <= value("missile_range")]
    return set(found["id"]) == {"gomel", "minsk", "rostov-on-don", "voronezh", "krasnodar"}


guard("big_five", _big_five)


guard("only_gomel_before", lambda: value("big_before") == 1 and value("gomel_km") <= value("before_range"))


guard("rostov_turns_on_the_ground", lambda: value("rostov_legal_km") <= value("before_range") < value("rostov_km"))


guard("krasnodar_by_a_hair", lambda: 0 < value("krasnodar_margin_km") < 5)


guard(
    "only_lipetsk_turns",
    lambda: (
        list(measures.added(across(BIG), "to_held", value("missile_range"), value("older_range"))["id"]) == ["lipetsk"]
    ),
)


def _three_large_turn():
    between = measures.added(across(LARGE), "to_held", value("missile_range"), value("older_range"))
    return set(between["id"]) == {"smolensk", "lipetsk", "kaluga"}


guard("three_large_turn", _three_large_turn)


guard(
    "only_kharkiv",
    lambda: [launch["id"] for _, launch in largest(6).iterrows() if _russian_from(launch).any()] == ["kharkiv"],
)


guard(
    "setback_leaves_gomel", lambda: value("big_setback") == 1 and value("gomel_km") <= value("missile_range") - SETBACK
)


guard("kyiv_nearer", lambda: max(value("kyiv_belarus_km"), value("kyiv_russia_km")) < value("moscow_km"))


guard(
    "flat_circles_short",
    lambda: max(value("degrees_east_km"), value("mercator_north_km")) < 2 / 3 * value("missile_range"),
)


# ---- findings: people ---------------------------------------------------------------------------------------------


guard("more_ukrainians_250", lambda: low("ukrainians_250") > high("russians_250"))


guard(
    "overlap_120",
    lambda: low("ukrainians_120") <= high("russians_120") and low("russians_120") <= high("ukrainians_120"),
)


guard(
    "apart_holds_both",
    lambda: value("apart_from") <= value("missile_range") and value("apart_to") >= value("older_range"),
)


def _more_russians_from_moscow():
    comes_in = math.ceil(value("moscow_km"))
    apart = measures.ranges_apart(measures.both_directions(cities(), list(range(comes_in - 1, 501))))
    return apart.pop(comes_in - 1) != "RUS" and set(apart.values()) == {"RUS"}


guard("more_russians_from_moscow", _more_russians_from_moscow)


def _setback_halves():
    after, before = ("russians_setback", "russians_250")
    return low(after) <= 2 / 3 * low(before) and high(after) <= 2 / 3 * high(before)


guard("setback_halves", _setback_halves)


# ---- findings: published ranges -----------------------------------------------------------------------------------


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


guard(
    "later_missiles_short_of_moscow",
    lambda: (
        max(value(k) for k in ("storm_shadow_range", "atacms_first_range", "atacms_later_range")) < value("moscow_km")
    ),
    since=True,
)
