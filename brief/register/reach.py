"""Numbers and findings of range-circles: what a 250 km missile could reach."""

from functools import lru_cache

from brief import clock, tables
from brief.measures import reach
from brief.register import finding, high, low, number, value

BIG, LARGE = 500_000, 300_000           # people: half a million, and the cities that the map's sentence counts
SETBACK = 100                           # km an aircraft stays behind the edge of its own ground
SHAPES = {"oblasts": "*", "ground": "*"}
WGS = "Geodesic on WGS 84 from the city's centre to the nearest point of the ground, at 1:10 million."
SURE = "Calculated. The shapes are good to about half a kilometre; a city's centre is a convention of several kilometres."
OLD = "City populations are GeoNames figures of March 2020 and older, of mixed years; they measure nearness, not harm."


@lru_cache(maxsize=None)
def cities():
    """All cities with their distance to each territory, km."""
    lands = reach.territories(tables.load("oblasts"), tables.load("ground"))
    return reach.city_distances(tables.load("cities"), lands).set_index("id", drop=False)


@lru_cache(maxsize=None)
def systems():
    """What was known of ranges on the cut-off, by id."""
    return clock.known(tables.load("systems"), clock.CUTOFF).set_index("id", drop=False)


def across(people):
    """Cities of Russia and Belarus with so many people or more."""
    known = cities()
    return known[known["iso3"].isin(["RUS", "BLR"]) & (known["population"] >= people)]


def largest(count):
    """The largest Ukrainian cities outside the divisions left out."""
    return reach.outside_the_areas(cities()).nlargest(count, "population")


def _counted(people):
    return {"cities": lambda: list(across(people)["id"]), **SHAPES}


def _system(*ids):
    return {"systems": list(ids)}


# ---- the range ----------------------------------------------------------------------------------------------------


@number(unit="km", date="August 2021", rows=_system("som-250"), claims=("c03",),
        how="The figure in the row.", sure="Few sources: the article, and press reports on the drone that was to carry it. No page of the maker was found.")
def missile_range():
    """Published range of the missile that the article names (SOM)."""
    return systems().loc["som-250", "range_high"]


@number(unit="km", date="September 2012", rows=_system("som-300"), claims=("c03",),
        how="The figure in the row.", sure="Press texts of one summer, perhaps one chain. Used to test whether the finding turns.")
def older_range():
    """Range given for the same missile in reports of 2012."""
    return systems().loc["som-300", "range_high"]


@number(unit="", date="December 2021", rows=_system("som-250"), sure="What was found; a search is never complete.",
        how="Sources of the row for 250 km, without the article.")
def reports_250():
    """Press reports found that give 250 km, besides the article."""
    return len(set(tables.sources_of("systems", ["som-250"])) - {"stein_2021"})


@number(unit="", date="2012", rows=_system("som-300"), sure="What was found; the texts may rest on one another.",
        how="Sources of the row for 300 km.")
def reports_300():
    """Press reports found that give 300 km."""
    return len(tables.sources_of("systems", ["som-300"]))


@number(unit="km", date="July 2014", rows=_system("tochka-u"), how="Lower and upper figure in the row.",
        sure="Press and research figures for the family of models. That Ukraine operated it: United States officials in 2014, its own minister in 2021.")
def tochka_range():
    """Published range of Tochka-U, a ballistic missile that Ukraine had."""
    return systems().loc["tochka-u", "range_low"], systems().loc["tochka-u", "range_high"]


@number(unit="km", date="December 2021", rows=_system("tochka-u", "vilkha"), how="Highest published range of Tochka-U and Vilkha.",
        sure="Press and official figures; the same for both systems.")
def before_range():
    """The farthest that a Ukrainian missile against land targets was said to reach."""
    return systems().loc[["tochka-u", "vilkha"], "range_high"].max()


@number(unit="km", date="December 2018", rows=_system("neptune"), how="The figure in the row.",
        sure="An official's statement about one test against a target at sea, carried by two outlets.")
def neptune_test():
    """Distance at which Ukraine's anti-ship missile Neptune hit in a test."""
    return systems().loc["neptune", "range_high"]


# ---- distances ----------------------------------------------------------------------------------------------------


def _publish(key, meaning, compute, **card):
    """Publish a number from a line of a list instead of a function of its own."""
    compute.__name__, compute.__doc__, compute.__module__ = key, meaning, __name__
    number(**card)(compute)


HELD, LEGAL = "ground that Ukraine's government held", "any of Ukraine's legal territory"
FROM = {"to_held": HELD, "to_legal": LEGAL, "to_belarus": "Belarusian ground", "to_russia": "Russia's own ground"}
for key, city, column in (
    ("moscow_km", "moscow", "to_held"), ("moscow_legal_km", "moscow", "to_legal"),
    ("minsk_km", "minsk", "to_held"), ("belgorod_km", "belgorod", "to_held"), ("kursk_km", "kursk", "to_held"),
    ("voronezh_km", "voronezh", "to_held"), ("lipetsk_km", "lipetsk", "to_held"),
    ("rostov_km", "rostov-on-don", "to_held"), ("rostov_legal_km", "rostov-on-don", "to_legal"),
    ("krasnodar_km", "krasnodar", "to_held"), ("krasnodar_legal_km", "krasnodar", "to_legal"),
    ("volgograd_km", "volgograd", "to_held"), ("volgograd_legal_km", "volgograd", "to_legal"),
    ("kyiv_belarus_km", "kyiv", "to_belarus"), ("kyiv_russia_km", "kyiv", "to_russia"),
):
    _publish(key, f"Shortest distance from {FROM[column]} to the centre of {city.title().replace('-On-', '-on-')}.",
             lambda city=city, column=column: cities().loc[city, column],
             unit="km", date="December 2021", rows={"cities": [city], **SHAPES}, how=WGS, sure=SURE, claims=("c03",))


@number(unit="km", date="December 2021", rows={"cities": ["moscow"], **SHAPES, **_system("som-250")}, how="Distance to Moscow less the published range.", sure=SURE, claims=("c03",))
def moscow_gap_km():
    """How far short of Moscow the published range stops, from the nearest ground Ukraine's government held."""
    return value("moscow_km") - value("missile_range")


@number(unit="km", date="December 2021", rows={"cities": ["krasnodar"], **SHAPES, **_system("som-250")}, how="Published range less the distance to Krasnodar.",
        sure="Smaller than the doubt about where a city's centre lies.")
def krasnodar_margin_km():
    """By how much Krasnodar lies within the published range of government-held ground."""
    return value("missile_range") - value("krasnodar_km")


@number(unit="km", date="December 2021", rows={"cities": ["minsk"], **SHAPES, **_system("som-250")}, how="Published range less the distance to Minsk.", sure=SURE)
def minsk_margin_km():
    """By how much Minsk lies within the published range of government-held ground."""
    return value("missile_range") - value("minsk_km")


# ---- counts of cities -----------------------------------------------------------------------------------------------


@number(unit="people", date="list of March 2020", rows={}, how="Chosen: half a million.", sure="A rule of this book.")
def big_city():
    """Size from which this chapter calls a city of Russia or Belarus big."""
    return BIG


@number(unit="people", date="list of March 2020", rows={}, how="Chosen, so that the map's sentence counts regional capitals too.", sure="A rule of this book.")
def large_city():
    """Size from which the sentence over the map counts a city of Russia or Belarus."""
    return LARGE


@number(unit="people", date="list of March 2020", rows={}, how="The limit of the table of cities.", sure="A rule of this book.")
def smallest_city():
    """Smallest city whose people are counted."""
    return tables.load("cities")["population"].min() // 10_000 * 10_000


def _big_within(km, column="to_held", people=BIG):
    return int((across(people)[column] <= km).sum())


@number(date="December 2021", rows=_counted(BIG), how="Cities of half a million or more in Russia and Belarus within the published range of government-held ground.", sure=SURE)
def big_within():
    """Cities of half a million people or more in Russia and Belarus within 250 km of government-held ground."""
    return _big_within(value("missile_range"))


@number(date="December 2021", rows=_counted(BIG), how="The same, within the range of what Ukraine had.", sure=SURE)
def big_before():
    """Cities of half a million people or more in Russia and Belarus within 120 km of government-held ground."""
    return _big_within(value("before_range"))


@number(date="December 2021", rows=_counted(BIG), how="The first count less the second.", sure=SURE)
def big_added():
    """Cities of half a million people or more that 250 km adds to 120 km."""
    return value("big_within") - value("big_before")


@number(date="December 2021", rows=_counted(BIG), how="The same, within 300 km.", sure=SURE)
def big_within_300():
    """Cities of half a million people or more in Russia and Belarus within 300 km of government-held ground."""
    return _big_within(value("older_range"))


@number(date="December 2021", rows=_counted(LARGE), how="Cities of 300,000 or more in Russia and Belarus within the published range of government-held ground.", sure=SURE)
def large_within():
    """Cities of 300,000 people or more in Russia and Belarus within 250 km of government-held ground."""
    return _big_within(value("missile_range"), people=LARGE)


@number(date="December 2021", rows=_counted(LARGE), how="The same within 300 km, less the count within 250 km.", sure=SURE)
def large_flip():
    """Cities of 300,000 people or more that lie between 250 and 300 km from government-held ground."""
    return _big_within(value("older_range"), people=LARGE) - value("large_within")


@number(date="December 2021", rows=_counted(BIG), how="As within 250 km, with the aircraft 100 km behind the edge of government-held ground.", sure=SURE)
def big_setback():
    """Cities of half a million people or more that 250 km takes in when the aircraft stays 100 km behind the edge."""
    return _big_within(value("missile_range") - SETBACK)


@number(unit="km", date="December 2021", rows={}, how="Chosen as a coarse test.", sure="A rule of this book; nothing is known about how such an aircraft would fly.")
def setback():
    """How far behind the edge of its own ground an aircraft is taken to stay, in the test."""
    return SETBACK


def _seen_from(launch, people=LARGE):
    """Cities of Russia of a size within the published range of another city's centre."""
    found = across(people)[lambda f: f["iso3"] == "RUS"]
    return found[reach.distance_km(launch["lat"], launch["lon"], found["lat"].to_numpy(), found["lon"].to_numpy()) <= value("missile_range")]


@number(date="December 2021", rows={"cities": lambda: [*largest(6)["id"], *across(LARGE)["id"]]}, sure=SURE,
        how="Geodesics between centres, six largest Ukrainian cities under government control against Russian cities of 300,000 or more.")
def launch_cities_near_russian():
    """How many of the six largest government-held cities have a Russian city of 300,000 or more within 250 km."""
    return sum(len(_seen_from(launch)) > 0 for _, launch in largest(6).iterrows())


# ---- people, both directions --------------------------------------------------------------------------------------


@lru_cache(maxsize=None)
def people(km, setback=0):
    """{side: (low, high)} in millions."""
    both = reach.both_directions(cities(), [km], setback).set_index("side")
    return {side: (both.loc[side, "low"] / 1e6, both.loc[side, "high"] / 1e6) for side in both.index}


SIDES = {
    "russians": ("RUS", "Russian cities within {} km of Ukrainian ground", "government-held ground (low) or legal territory (high)"),
    "ukrainians": ("UKR", "Ukrainian cities outside the three areas, within {} km of the other side's ground",
                   "Russia's own ground (low), or Russian, Belarusian or left-out ground (high)"),
}
for name, km, behind in (*((name, km, 0) for km in (120, 250, 300, 500) for name in SIDES), ("russians", 250, SETBACK)):
    side, near, bounds = SIDES[name]
    _publish(f"{name}_setback" if behind else f"{name}_{km}",
             f"People in {near.format(km)}" + (f", from an aircraft that stays {behind} km behind its edge." if behind else "."),
             lambda side=side, km=km, behind=behind: people(km, behind)[side],
             unit="million people", places=1, date="list of March 2020", sure=OLD, how=f"Sum of cities of 50,000 or more, measured from {bounds}.",
             rows={"cities": lambda side=side: list(cities().loc[cities()["iso3"] == side, "id"]), **SHAPES})


def _spans():
    """Distances at which Ukraine's count is higher whichever readings are taken, km by km from 150 to 600."""
    apart = reach.ranges_apart(reach.both_directions(cities(), range(150, 601)))
    return [km for km, side in apart.items() if side == "UKR"]


@number(unit="km", date="list of March 2020", rows={"cities": "*", **SHAPES}, how="Smallest distance above 150 km, by whole kilometres.", sure=OLD)
def apart_from():
    """From this distance on, more people in Ukrainian cities are near the other side than in Russian ones, on any reading."""
    return min(_spans())


@number(unit="km", date="list of March 2020", rows={"cities": "*", **SHAPES}, how="Largest distance up to 600 km, by whole kilometres, without a gap from the first.", sure=OLD)
def apart_to():
    """Up to this distance, more people in Ukrainian cities are near the other side than in Russian ones, on any reading."""
    found = _spans()
    return next((km for km in found if km + 1 not in found), found[-1])


# ---- published ranges of exported missiles ------------------------------------------------------------------------


def exported():
    """Exported missiles of the table, the article's own among them with both its figures, nearest range first."""
    known = systems()
    rows = known[(known["role"] == "exported") | (known["id"] == "som-250")].copy()
    rows.loc["som-250", "range_high"] = value("older_range")
    return rows.sort_values(["range_high", "range_low"])


EXPORTED = {"systems": lambda: [*exported()["id"], "som-300"]}
CHOICE = "The table holds the exports for which a source was found. It is no sample, so the counts describe it and nothing else."


@number(date="December 2021", rows=EXPORTED, how="Rows of the table, the article's missile counted once.", sure=CHOICE)
def exports():
    """Exported missiles with a published range in the table."""
    return len(exported())


@number(date="December 2021", rows=EXPORTED, how="Rows whose upper figure is at most 300 km.", sure=CHOICE)
def exports_within():
    """Of these, missiles published at 300 km or less."""
    return int((exported()["range_high"] <= value("regime_range")).sum())


@number(date="December 2021", rows=EXPORTED, how="Rows whose lower figure is above 300 km.", sure=CHOICE)
def exports_beyond():
    """Of these, missiles published beyond 300 km."""
    return int((exported()["range_low"] > value("regime_range")).sum())


@number(date="December 2021", rows=EXPORTED, how="Rows with both figures between 250 and 300 km.", sure=CHOICE)
def exports_bunched():
    """Of these, missiles published between 250 and 300 km."""
    found = exported()
    return int(((found["range_low"] >= 250) & (found["range_high"] <= 300)).sum())


@number(unit="km", date="November 2007", rows=_system("mtcr-category-1"), how="The figure in the annex.", sure="Text of the rule, in European Union law.")
def regime_range():
    """Range from which the Missile Technology Control Regime's strictest category applies, with 500 kg or more."""
    return systems().loc["mtcr-category-1", "range_low"]


@number(unit="kg", date="November 2007", rows=_system("mtcr-category-1"), how="The figure in the annex.", sure="Text of the rule, in European Union law.")
def regime_payload():
    """Payload from which the regime's strictest category applies, with 300 km or more."""
    return systems().loc["mtcr-category-1", "payload_kg"]


@number(unit="km", date="December 2016", rows=_system("taurus"), how="The figure in the row.", sure="Three press reports agree.")
def taurus_range():
    """Published range of Taurus, sold to South Korea."""
    return systems().loc["taurus", "range_high"]


@number(unit="kg", date="December 2016", rows=_system("taurus"), how="The figure in the row.", sure="One press report.")
def taurus_payload():
    """Warhead of Taurus as reported."""
    return systems().loc["taurus", "payload_kg"]


@number(unit="km", date="March 2017", rows=_system("brahmos"), how="The two figures in the row.", sure="Press reports that name the regime as the reason.")
def brahmos_range():
    """Published range of BrahMos before India joined the regime, and after."""
    return systems().loc["brahmos", "range_low"], systems().loc["brahmos", "range_high"]


# ---- how wrong a flat circle is -----------------------------------------------------------------------------------


def _flat(row, side):
    return reach.naive_circle(cities().loc["kharkiv", "lat"], value("missile_range")).set_index("drawn in").loc[row, side]


@number(unit="km", date="any", rows={"cities": ["kharkiv"]}, how="250 km divided by the length of a degree on the equator, measured back on WGS 84 at Kharkiv's latitude.", sure="Geometry.")
def degrees_east_km():
    """How far a 250 km circle drawn in degrees really reaches to the east at Kharkiv's latitude."""
    return _flat("degrees", "east")


@number(unit="km", date="any", rows={"cities": ["kharkiv"]}, how="250 km of Web Mercator units to the north, measured back on WGS 84 at Kharkiv's latitude.", sure="Geometry.")
def mercator_north_km():
    """How far a 250 km circle drawn in Web Mercator really reaches to the north at Kharkiv's latitude."""
    return _flat("Web Mercator", "north")


# ---- since then ---------------------------------------------------------------------------------------------------


def _later(row, field="range_high"):
    return tables.load("systems").set_index("id").loc[row, field]


def _months_after(row):
    day = _later(row, "known_on")
    return (day.year - clock.CUTOFF.year) * 12 + day.month - clock.CUTOFF.month


@number(unit="months", date="May 2023", rows=_system("storm-shadow-ukr"), since=True, how="Calendar months from December 2021.", sure="The announcement was made in public on that day.")
def storm_shadow_after():
    """How long after the cut-off Britain said that it was giving Ukraine Storm Shadow."""
    return _months_after("storm-shadow-ukr")


@number(unit="km", date="May 2023", rows=_system("storm-shadow-ukr"), since=True, how="The figure in the row.", sure="Public figure: more than this.")
def storm_shadow_range():
    """Published range of Storm Shadow: more than this figure."""
    return _later("storm-shadow-ukr")


@number(unit="km", date="October 2023", rows=_system("atacms-165-ukr"), since=True, how="The figure in the row.", sure="White House statement.")
def atacms_first_range():
    """Range of the first ATACMS that Ukraine received."""
    return _later("atacms-165-ukr")


@number(unit="km", date="April 2024", rows=_system("atacms-300-ukr"), since=True, how="The figure in the row.", sure="Statements of two United States officials, press figures for the range.")
def atacms_later_range():
    """Range of the ATACMS that Ukraine received in 2024."""
    return _later("atacms-300-ukr")


@number(unit="km", date="May 2023", rows=_system("before-storm-shadow"), since=True, how="The figure in the row.", sure="One statement of Ukraine's defence minister.")
def regular_limit():
    """What Ukraine's defence minister called the longest regular range before Storm Shadow."""
    return _later("before-storm-shadow")


@number(unit="km", date="December 2022", rows=_system("bora"), since=True, how="The figure in the row.", sure="One newspaper; its explanation is its own.")
def turkish_limit():
    """The range beyond which Turkey had built no missile until then, by a newspaper."""
    return _later("bora")


# ---- findings -----------------------------------------------------------------------------------------------------


@finding("moscow_km", "missile_range")
def moscow_beyond_250():
    """Moscow lies farther than 250 km from any ground that Ukraine held."""
    return low("moscow_km") > value("missile_range")


@finding("moscow_km", "moscow_legal_km", "older_range")
def moscow_beyond_300():
    """Moscow lies farther than 300 km too, from all of Ukraine's legal territory as from the part it held."""
    return min(value("moscow_km"), value("moscow_legal_km")) > value("older_range")


@finding("moscow_km", "moscow_legal_km")
def moscow_same_reading():
    """The distance to Moscow is the same on both readings of Ukraine's ground."""
    return abs(value("moscow_km") - value("moscow_legal_km")) < 0.1


@finding("minsk_km", "missile_range", "before_range")
def minsk_newly_within():
    """Minsk, a capital, lies within 250 km and beyond 120."""
    return value("before_range") < value("minsk_km") <= value("missile_range")


@finding("voronezh_km", "rostov_km", "krasnodar_km", "minsk_km", "big_within")
def big_four():
    """The big cities within 250 km of government-held ground are Minsk, Rostov-on-Don, Voronezh and Krasnodar."""
    found = across(BIG)[lambda f: f["to_held"] <= value("missile_range")]
    return set(found["id"]) == {"minsk", "rostov-on-don", "voronezh", "krasnodar"} and value("big_within") == 4


@finding("big_before")
def none_before():
    """No city of half a million in Russia or Belarus lies within 120 km of government-held ground."""
    return value("big_before") == 0


@finding("rostov_legal_km", "before_range")
def rostov_turns_on_the_ground():
    """From all of Ukraine's legal territory, Rostov-on-Don lies within 120 km already; from government-held ground it doesn't."""
    return value("rostov_legal_km") <= value("before_range") < value("rostov_km")


@finding("krasnodar_margin_km")
def krasnodar_by_a_hair():
    """Krasnodar lies within 250 km by less than 5 km, and would fall out at any shorter range."""
    return 0 < value("krasnodar_margin_km") < 5


@finding("big_within_300", "big_within", "lipetsk_km")
def only_lipetsk_turns():
    """Of the cities of half a million, only Lipetsk lies between 250 and 300 km."""
    between = reach.added(across(BIG), "to_held", value("missile_range"), value("older_range"))
    return list(between["id"]) == ["lipetsk"]


@finding("large_flip")
def three_large_turn():
    """Smolensk, Lipetsk and Kaluga, each of 300,000 or more, lie between 250 and 300 km."""
    between = reach.added(across(LARGE), "to_held", value("missile_range"), value("older_range"))
    return set(between["id"]) == {"smolensk", "lipetsk", "kaluga"}


@finding("launch_cities_near_russian")
def only_kharkiv():
    """Of the six largest government-held cities, only Kharkiv has a Russian city of 300,000 or more within 250 km."""
    return [launch["id"] for _, launch in largest(6).iterrows() if len(_seen_from(launch))] == ["kharkiv"]


@finding("big_setback", "setback")
def setback_empties():
    """From an aircraft 100 km behind government-held ground's edge, 250 km takes in no city of half a million."""
    return value("big_setback") == 0


@finding("kyiv_belarus_km", "moscow_km")
def kyiv_nearer():
    """Kyiv lies nearer to Belarus, and to Russia, than Moscow lies to Ukraine."""
    return max(value("kyiv_belarus_km"), value("kyiv_russia_km")) < value("moscow_km")


@finding("ukrainians_250", "russians_250")
def more_ukrainians_250():
    """At 250 km more people in Ukrainian cities are near the other side than in Russian ones, on any reading."""
    return low("ukrainians_250") > high("russians_250")


@finding("ukrainians_300", "russians_300")
def more_ukrainians_300():
    """At 300 km too, on any reading."""
    return low("ukrainians_300") > high("russians_300")


@finding("ukrainians_120", "russians_120")
def overlap_120():
    """At 120 km the two ranges overlap, so neither side is surely higher."""
    return low("ukrainians_120") <= high("russians_120") and low("russians_120") <= high("ukrainians_120")


@finding("apart_from", "apart_to", "missile_range", "older_range")
def apart_holds_both():
    """The span of distances at which Ukraine is higher on any reading holds both 250 and 300 km."""
    return value("apart_from") <= value("missile_range") and value("apart_to") >= value("older_range")


@finding("ukrainians_500", "russians_500", "moscow_km")
def more_russians_500():
    """At 500 km Russia is higher on any reading, since Moscow lies within it."""
    return low("russians_500") > high("ukrainians_500") and value("moscow_km") < 500


@finding("russians_setback", "russians_250")
def setback_halves():
    """A set-back of 100 km takes at least a third off the people in Russian cities within 250 km, on either reading."""
    return low("russians_setback") < 2 / 3 * low("russians_250") and high("russians_setback") < 2 / 3 * high("russians_250")


@finding("neptune_test", "missile_range")
def neptune_beyond():
    """Neptune's test distance is greater than 250 km."""
    return value("neptune_test") > value("missile_range")


@finding("exports_beyond", "exports_within", "exports")
def exports_on_both_sides():
    """Some exported missiles are published beyond 300 km, and no fewer at it or below."""
    return 0 < value("exports_beyond") <= value("exports_within") < value("exports")


@finding("exports_bunched", "exports_beyond")
def as_many_beyond():
    """As many are published between 250 and 300 km as beyond 300 km."""
    return value("exports_bunched") == value("exports_beyond")


@finding("taurus_range", "taurus_payload", "regime_range", "regime_payload")
def taurus_counters():
    """Taurus was exported with a range beyond the regime's line and a warhead just under it."""
    return value("taurus_range") > value("regime_range") and 0 < value("regime_payload") - value("taurus_payload") <= 25


@finding("brahmos_range", "regime_range")
def brahmos_crossed():
    """BrahMos stood under the line before India joined the regime, and beyond it after."""
    return low("brahmos_range") < value("regime_range") < high("brahmos_range")


@finding("degrees_east_km", "mercator_north_km", "missile_range")
def flat_circles_short():
    """A circle drawn in degrees or in Web Mercator falls short by more than a third."""
    return max(value("degrees_east_km"), value("mercator_north_km")) < 2 / 3 * value("missile_range")


@finding("storm_shadow_range", "missile_range", since=True)
def storm_shadow_same_class():
    """Storm Shadow's public figure is at least 250 km."""
    return value("storm_shadow_range") >= value("missile_range")


@finding("regular_limit", "storm_shadow_range", "before_range", since=True)
def limit_was_short():
    """The minister's figure for what Ukraine regularly had before is less than half of 250 km."""
    return value("regular_limit") < value("storm_shadow_range") / 2


@finding("storm_shadow_range", "atacms_first_range", "atacms_later_range", "moscow_km", since=True)
def later_missiles_short_of_moscow():
    """None of the published ranges of the missiles sent later comes to Moscow from the ground that Ukraine held in 2021."""
    return max(value("storm_shadow_range"), value("atacms_first_range"), value("atacms_later_range")) < value("moscow_km")
