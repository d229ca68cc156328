"""The map of range-circles: what lies within a range of a place, with Moscow's distance in words.

Borders, cities and people; no route, no site, no flight. The filled edge belongs to the chosen place; from "anywhere",
the dashed edge is the other reading of Ukraine's ground.
"""

from functools import cache

import altair as alt
import pandas as pd

from analysis.range_circles import numbers
from analysis.range_circles.charts.map_sentence import ANYWHERE, FARTHEST, away, params, places, seen, sentence, unheld
from analysis.shared import mapping
from brief.charts.figure import WIDE, Choice, Figure, Number, Sentence, colour
from brief.charts.marks import HALO, layered
from brief.data import tables
from brief.numbers import NBSP, value

STEP = 50  # km between the ranges whose edge around all ground is calculated
RANGES = list(range(STEP, FARTHEST + 1, STEP))  # between them it is interpolated
BEARINGS = list(range(0, 361, 3))
CENTRE = {"held": (49.0, 32.0), "legal": (48.6, 32.4)}  # any point from which the edge is seen once each way
WINDOW = (14, 41, 56, 61)
SHADE = 0.09  # of ink, over what lies within the range
WIDE_MAP = {"height": 500, "km_per_px": 3.1, "centre": (50.0, 34.5), "hatch": 16, "scale_at": (14, 484)}
NARROW_MAP = {"height": 344, "km_per_px": 3.95, "centre": (50.25, 35.4), "hatch": 24, "scale_at": (8, 332)}

# What is written beside cities: (city, align, dx, dy, on the narrow map too).
LABELS = (
    ("moscow", "right", -7, 4, True), ("minsk", "center", 0, 17, True), ("voronezh", "left", 7, -3, True),
    ("rostov-on-don", "left", 7, 5, True), ("krasnodar", "left", 7, 5, True), ("kursk", "center", 0, -9, True),
    ("belgorod", "left", 7, -3, False), ("bryansk", "right", -7, 4, False), ("lipetsk", "left", 7, -3, False),
    ("smolensk", "left", 7, 4, False), ("homyel", "left", 7, 4, False), ("volgograd", "right", -7, 4, False),
)  # fmt: skip
SHORT = {"rostov-on-don": "Rostov"}  # on the narrow map
WORDS = (
    ("UKRAINE", 49.0, 30.6, True), ("RUSSIA", 54.0, 42.5, False), ("BELARUS", 53.0, 28.0, False),
    ("POLAND", 51.9, 20.6, False), ("ROMANIA", 46.2, 24.9, False), ("Black Sea", 43.75, 31.5, False),
    ("Crimea", 45.55, 34.3, False),
)  # fmt: skip
LAYERS = ("countries", "oblasts", "ground", "held_towns")
AT = {"longitude": "lon:Q", "latitude": "lat:Q"}


# ---- shapes and edges ---------------------------------------------------------------------------------------------
@cache
def edges():
    """Rows by bearing: km to the edge of everything within each range of all ground, on both readings."""
    both = {name: mapping.outline(numbers.lands()[name], *CENTRE[name], BEARINGS, RANGES) for name in CENTRE}
    return [
        {"b": b} | {name: km[i].round().astype(int).tolist() for name, km in both.items()}
        for i, b in enumerate(BEARINGS)
    ]


@cache
def shapes(hatch):
    countries = tables.load("countries")
    others, ukraine = mapping.land(countries, "UKR", WINDOW)
    solid, dashed = mapping.borders(countries, "UKR", WINDOW)
    lines = mapping.hatching(numbers.lands()["left_out"], hatch)
    drawn = {"land": others, "solid": solid, "dashed": dashed, "ukraine": ukraine, "hatch": lines}
    return {kind: [mapping.feature(kind, shape)] for kind, shape in drawn.items()}


def shape(kind, **style):
    return alt.Chart(alt.NamedData(name=kind)).mark_geoshape(clip=True, **({"fill": None} | style))


def _edge(place, **look):
    """The edge of the range around a place as a closed line; `place` is an expression that names a reading or a city.

    Around a city it is a circle; around all ground its rays are interpolated between the calculated ranges. Then the
    spherical direct formula, as in `mapping.destination`."""
    rays = f"datum[{place}]"
    between = f"{rays}[datum.i] + ({rays}[datum.i+1] - {rays}[datum.i]) * (range/{STEP} - 1 - datum.i)"
    east = "atan2(sin(datum.t)*sin(datum.a)*cos(datum.f), cos(datum.a) - sin(datum.f)*sin(datum.s))"
    return (
        alt.Chart(alt.NamedData(name="edges"))
        .transform_calculate(i=f"clamp(floor(range/{STEP}) - 1, 0, {len(RANGES) - 2})", o=f"seen[{place}]")
        .transform_calculate(km=f"isArray({rays}) ? {between} : range")
        .transform_calculate(a=f"datum.km/{mapping.SPHERE_KM}", t="datum.b*PI/180", f="datum.o.lat*PI/180")
        .transform_calculate(s="asin(sin(datum.f)*cos(datum.a) + cos(datum.f)*sin(datum.a)*cos(datum.t))")
        .transform_calculate(lat="datum.s*180/PI", lon=f"datum.o.lon + 180/PI*{east}")
        .mark_line(clip=True, **look)
        .encode(**AT, order="b:Q")
    )


# ---- cities and words ---------------------------------------------------------------------------------------------
def _city(row, **more):
    return {"name": row["name"], "lat": row["lat"], "lon": row["lon"]} | more


def _labels(wide):
    """What is written beside cities: rows, each with the places for which it is hidden."""
    rows, here = [], list(places())
    # On the phone Kursk takes Krasnodar's turn where only Kursk matters: eight labels, not nine.
    turns = {} if wide else {"krasnodar": ["kharkiv"], "kursk": [place for place in here if place != "kharkiv"]}
    for slug, align, dx, dy, both in LABELS:
        if wide or both:
            row, look = seen().loc[slug], {"align": align, "dx": dx, "dy": dy, "hide": turns.get(slug, [])}
            name = row["name"] if wide else SHORT.get(slug, row["name"])
            rows.append(_city(row, name=name, km=away(row), moscow=slug == "moscow", **look))
    for slug in here[len(ANYWHERE) :]:
        # On the phone only the chosen city is named, and Kyiv when none is.
        shown = here if wide else [slug, *ANYWHERE] if slug == "kyiv" else [slug]
        right = slug == "kharkiv" or (not wide and slug != "kyiv")
        look = {"align": "left" if right else "right", "dx": 8 if right else -8, "dy": 12 if slug == "kharkiv" else 4}
        hide = [place for place in here if place not in shown]
        rows.append(_city(numbers.cities().loc[slug], **look, hide=hide, moscow=False))
    return rows


def _written(rows):
    """Names and distances, over a halo: two layers, since the cities' dots lie between them."""
    short = "(range < datum.km[place] ? ', ' + format(datum.km[place] - range, ',.0f') + ' too far' : ', within')"
    km = f"' ' + format(datum.km[place], ',.0f') + (datum.moscow ? '{NBSP}km' + {short} : '')"
    look = {name: alt.expr(f"datum.{name}") for name in ("align", "dx", "dy")} | {
        "fontSize": alt.expr("datum.moscow ? 13 : 12"),
        "fontWeight": alt.expr("datum.moscow ? 'bold' : 'normal'"),
        "color": colour("ink"),
    }
    shown = (
        alt.Chart(alt.Data(values=rows))
        .transform_filter("indexof(datum.hide, place) < 0")
        .transform_calculate(said=f"datum.km ? datum.name + {km} : datum.name")
        .encode(**AT, text="said:N")
    )
    return shown.mark_text(**look | HALO), shown.mark_text(**look)


def _names(wide):
    rows = [{"name": name, "lat": lat, "lon": lon} for name, lat, lon, both in WORDS if wide or both]
    base, look = alt.Chart(alt.Data(values=rows)).encode(**AT, text="name:N"), {"fontSize": 12, "fontStyle": "italic"}
    return [base.mark_text(**look, **HALO, strokeOpacity=0.8), base.mark_text(**look, color=colour("soft"))]


def _dots():
    """Cities filled where they lie within the range, and the launch cities, the chosen one large and filled."""
    cities = [_city(row, km=away(row)) for _, row in seen().iterrows()]
    launch = [_city(numbers.cities().loc[slug], slug=slug) for slug, name in places().items() if name]
    look = {"clip": True, "filled": True, "opacity": 1, "stroke": colour("ink")}

    def fill(test):
        return alt.expr(f"{test} ? '{colour('ink')}' : '{colour('page')}'")

    size = alt.expr("datum.slug == place ? 90 : 40")
    both = (
        (cities, {"size": 26, "strokeWidth": 1.3, "fill": fill("datum.km[place] <= range")}),
        (launch, {"size": size, "strokeWidth": 1.6, "fill": fill("datum.slug == place"), "shape": "square"}),
    )
    return [alt.Chart(alt.Data(values=rows)).encode(**AT).mark_point(**look, **own) for rows, own in both]


def _scale_bar(x, y, km, km_per_px):
    line = {"x": alt.value(x), "x2": alt.value(x + km / km_per_px), "y": alt.value(y)}
    one = alt.Chart(alt.Data(values=[{"words": f"{km}{NBSP}km"}]))
    words = {"x": alt.value(x), "y": alt.value(y - 9), "text": "words:N"}
    rule = one.mark_rule(color=colour("ink"), strokeWidth=1.5).encode(**line)
    return [rule, one.mark_text(align="left", color=colour("ink")).encode(**words)]


# ---- the map ------------------------------------------------------------------------------------------------------
def draw(width, km, place):
    """The map at a width, starting at a range and a place."""
    wide = width == WIDE
    look = WIDE_MAP if wide else NARROW_MAP
    anywhere, other = "(place=='held' || place=='legal')", "(place=='held' ? 'legal' : 'held')"
    ink, border, line = colour("ink"), colour("border"), colour("ukraine-line")
    halo, words = _written(_labels(wide))
    on_the_map = [
        shape("land", fill=colour("land"), stroke=border, strokeWidth=0.8),
        shape("solid", stroke=border, strokeWidth=1),
        shape("dashed", stroke=border, strokeWidth=1, strokeDash=[3, 2]),
        # Around all of Ukraine's ground the shade lies under the country; around one city it must show on it too.
        _edge("place", fill=ink, stroke=None, opacity=alt.expr(f"{anywhere} ? {SHADE} : 0")),
        shape("ukraine", fill=colour("ukraine-land"), stroke=line, strokeWidth=1.2),
        shape("hatch", stroke=line, strokeWidth=1),
        _edge("place", fill=ink, stroke=None, opacity=alt.expr(f"{anywhere} ? 0 : {SHADE}")),
        _edge("place", stroke=ink, strokeWidth=1.8),
        _edge(other, stroke=ink, strokeWidth=1.2, strokeDash=[4, 3], opacity=alt.expr(f"{anywhere} ? 1 : 0")),
        *_names(wide),
        halo,
        *_dots(),
        words,
    ]
    lat, lon = look["centre"]
    # The phone's crop ends east of Lviv; it moves only when Lviv is chosen.
    turn = [-lon, 0, 0] if wide else alt.expr(f"[place=='lviv' ? -29.4 : {-lon}, 0, 0]")
    view = mapping.conic(lat, turn, look["km_per_px"], width, look["height"])
    layers = [layer.project(**view) for layer in on_the_map] + _scale_bar(*look["scale_at"], 200, look["km_per_px"])
    cities = numbers.cities()
    centres = {slug: CENTRE.get(slug) or (cities.loc[slug, "lat"], cities.loc[slug, "lon"]) for slug in places()}
    chart = layered(*layers).add_params(*params(km, place, centres))
    chart = chart.properties(width=width, height=look["height"], autosize=alt.AutoSizeParams(type="none"))
    # Data are named once: four layers share the edges. They come last, since each step copies what is there.
    chart["datasets"] = {"edges": edges()} | shapes(look["hatch"])
    return chart


def reach_map():
    km, place = int(value("missile_range")), "held"
    shown = pd.concat([seen(), unheld()])[["name", "iso3", "population", *places()]].sort_values("held")
    shown[list(places())] = shown[list(places())].round(0)
    heads = {"held": "government-held ground, km", "legal": "legal territory, km"}
    heads |= {slug: f"{name}, km" for slug, name in places().items() if name}
    named = {"before": "Tochka-U", "missile": "this missile", "older": "export limit", "taurus": "Taurus"}
    presets = tuple((value(f"{key}_range"), name) for key, name in named.items())
    cities = [(slug, name) for slug, name in places().items() if name]
    return Figure(
        key="reach-map",
        sources=("natural_earth", "openstreetmap_2017", "geonames", "crimea_platform_68262"),  # the whole map's first
        rows=dict.fromkeys(LAYERS, "*") | {"cities": [*shown.index, *(slug for slug, _ in cities)]},
        table=shown.rename(columns={"name": "city", "iso3": "country"} | heads),
        draw=lambda width: draw(width, km, place),
        controls=(
            Number("range", "Range", STEP, FARTHEST, 10, "km", km, presets),
            Choice("place", "From", (("held", "government-held"), ("legal", "legal territory"), *cities), place),
        ),
        sentence=Sentence(sentence(km, place)),
        boundary=True,
    )
