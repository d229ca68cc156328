"""The map of range-circles: what lies within a range of a place, with Moscow's distance in words.

Borders, cities and people; no route, no site, no flight. The filled edge belongs to the chosen place; from "anywhere", the
dashed edge is the other reading of Ukraine's ground.
"""

from functools import lru_cache

import altair as alt
import numpy as np
import shapely

from brief import tables
from brief.figures.house import WIDE, Choice, Figure, Number, Sentence, colour
from brief.measures import mapping, reach
from brief.register import reach as numbers
from brief.register import text, value

NBSP = "\u00a0"
RANGES = range(50, 601, 50)             # km at which the edge around all ground is calculated; between them it is interpolated
BEARINGS = range(0, 361, 3)
CENTRE = {"held": (49.0, 32.0), "legal": (48.6, 32.4)}     # any point from which the edge is seen once in each direction
WINDOW = (14, 41, 56, 61)
SHADE = 0.09                            # of ink, over what lies within the range
LOOK = {
    True: {"height": 500, "km_per_px": 3.1, "centre": (50.0, 34.5), "hatch": 16, "scale_at": (14, 484)},
    False: {"height": 372, "km_per_px": 3.95, "centre": (49.9, 35.4), "hatch": 24, "scale_at": (8, 358)},
}
ANYWHERE = {"held": "From anywhere on government-held ground", "legal": "From anywhere in Ukraine’s legal territory"}
# Labels on either map: (city, align, dx, dy, on the narrow map too). What else is written stands in WORDS.
LABELS = (("moscow", "right", -7, 4, True), ("minsk", "center", 0, 17, True), ("voronezh", "left", 7, -3, True),
          ("rostov-on-don", "left", 7, 5, True), ("krasnodar", "left", 7, 5, True), ("kursk", "center", 0, -9, False),
          ("belgorod", "left", 7, -3, False), ("bryansk", "right", -7, 4, False), ("lipetsk", "left", 7, -3, False),
          ("smolensk", "left", 7, 4, False), ("gomel", "left", 7, 4, False), ("volgograd", "right", -7, 4, False))
SHORT = {"rostov-on-don": "Rostov"}     # on the narrow map
WORDS = (("UKRAINE", 49.0, 30.6, True), ("RUSSIA", 54.0, 42.5, False), ("BELARUS", 53.0, 28.0, False), ("POLAND", 51.9, 20.6, False),
         ("ROMANIA", 46.2, 24.9, False), ("Black Sea", 43.75, 31.5, False), ("Crimea", 45.55, 34.3, False))


@lru_cache(maxsize=None)
def places():
    """{slug: name or None}: the six largest government-held cities, then the two readings of "anywhere"."""
    return {"held": None, "legal": None} | {row["id"]: row["name"] for _, row in numbers.largest(6).iterrows()}


@lru_cache(maxsize=None)
def seen():
    """Cities of 300,000 or more in Russia and Belarus, with a column of km for each place, the largest first."""
    found = numbers.across(numbers.LARGE).sort_values("population", ascending=False).copy()
    for place, name in places().items():
        if name is None:
            found[place] = found[f"to_{place}"]
        else:
            launch = numbers.cities().loc[place]
            found[place] = reach.distance_km(launch["lat"], launch["lon"], found["lat"].to_numpy(), found["lon"].to_numpy())
    return found[(found[list(places())] <= RANGES[-1]).any(axis=1) | (found["id"] == "moscow")]


def join(names):
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]


def takes_in(place, count):
    """What the nearest so many cities are called in the sentence."""
    near = seen().sort_values(place)
    of = f"{text('large_city', bare=True)} people or more"
    if count == 0:
        first = near.iloc[0]
        return f"*no city of {of}* in Russia or Belarus; the nearest, {first['name']}, is {first[place]:,.0f}{NBSP}km away"
    chosen = near.head(count).sort_values("population", ascending=False)["name"].tolist()
    if count < 4:
        return f"*{join(chosen)}* and no other city of {of} in Russia or Belarus"
    return f"*{count} cities of {of}* in Russia and Belarus, the largest *{join(chosen[:3])}*"


def sentence(km, place):
    """The live sentence for a range and a place, in Python; the chart says the same in its own language."""
    moscow = seen().loc["moscow", place]
    far = "Moscow is within it" if km >= moscow else f"Moscow is {moscow - km:,.0f}{NBSP}km too far"
    inside = takes_in(place, int((seen()[place] <= km).sum()))
    return f"{_from(place)}, *{km:,.0f}{NBSP}km* takes in {inside}. *{far}.*"


def _from(place):
    return ANYWHERE.get(place) or f"From {places()[place]}"


def _params(km, place):
    """The two settings, what they look up, and the sentence that they make."""
    longest = len(seen())
    known = {}
    for slug, name in places().items():
        near = sorted(round(each, 2) for each in seen()[slug] if each <= RANGES[-1])
        lat, lon = CENTRE.get(slug) or numbers.cities().loc[slug, ["lat", "lon"]]
        known[slug] = {"from": _from(slug), "far": near + [9999] * (longest - len(near)), "moscow": round(seen().loc["moscow", slug], 2),
                       "says": [takes_in(slug, count) for count in range(len(near) + 1)], "lat": lat, "lon": lon}
    inside = "+".join(f"(range>=seen[place].far[{i}]?1:0)" for i in range(longest))
    said = (f"seen[place].from + ', *' + format(range, ',.0f') + '{NBSP}km* takes in ' + seen[place].says[inside] + '. *'"
            f" + (range >= seen[place].moscow ? 'Moscow is within it' : 'Moscow is ' + format(seen[place].moscow - range, ',.0f') + '{NBSP}km too far') + '.*'")
    return [alt.param(name="range", value=km), alt.param(name="place", value=place), alt.param(name="seen", value=known),
            alt.param(name="inside", expr=inside), alt.param(name="sentence", expr=said)]


@lru_cache(maxsize=None)
def _edges():
    """Rows by bearing: km to the edge of everything within each range of all ground, on both readings."""
    lands = reach.territories(tables.load("oblasts"), tables.load("ground"))
    both = {name: mapping.outline(lands[name], *CENTRE[name], list(BEARINGS), list(RANGES)) for name in CENTRE}
    return [{"b": b, "held": [int(km) for km in both["held"][i].round()], "legal": [int(km) for km in both["legal"][i].round()]}
            for i, b in enumerate(BEARINGS)]


@lru_cache(maxsize=None)
def _shapes(hatch):
    countries, oblasts = tables.load("countries"), tables.load("oblasts")
    others, ukraine = mapping.land(countries, "UKR", WINDOW)
    solid, dashed = mapping.borders(countries, "UKR", WINDOW)
    out = shapely.union_all(oblasts.geometry[oblasts["code"].isin(reach.LEFT_OUT)].values)
    return {"land": mapping.feature("land", others), "solid": mapping.feature("solid", solid), "dashed": mapping.feature("dashed", dashed),
            "ukraine": mapping.feature("ukraine", ukraine), "hatch": mapping.feature("hatch", mapping.hatching(out, hatch))}


def _edge(place, **look):
    """The edge of the range around a place as a closed line; `place` is an expression for the reading to follow."""
    step, last = RANGES[1] - RANGES[0], len(RANGES) - 2
    rays = f"datum[{place}]"
    return (
        alt.Chart(alt.NamedData(name="edges"))
        .transform_calculate(i=f"clamp(floor(range/{step})-1,0,{last})", o=f"seen[{place}]")
        .transform_calculate(km=f"isArray({rays}) ? {rays}[datum.i]+({rays}[datum.i+1]-{rays}[datum.i])*(range/{step}-1-datum.i) : range")
        .transform_calculate(a=f"datum.km/{mapping.SPHERE_KM}", t="datum.b*PI/180", f="datum.o.lat*PI/180")
        .transform_calculate(s="asin(sin(datum.f)*cos(datum.a)+cos(datum.f)*sin(datum.a)*cos(datum.t))")
        .transform_calculate(
            lat="datum.s*180/PI",
            lon="datum.o.lon+180/PI*atan2(sin(datum.t)*sin(datum.a)*cos(datum.f),cos(datum.a)-sin(datum.f)*sin(datum.s))")
        .mark_line(clip=True, **look)
        .encode(longitude="lon:Q", latitude="lat:Q", order="b:Q")
    )


def _city(row, **more):
    return {"name": row["name"], "lat": row["lat"], "lon": row["lon"]} | more


def _away(row):
    return {place: round(row[place], 2) for place in places()}


def _labels(wide):
    """What is written beside cities: rows, each with the places for which it is hidden."""
    rows = []
    for slug, align, dx, dy, both in LABELS:
        if wide or both or slug == "kursk":
            row = seen().loc[slug]
            # On the phone Kursk takes Krasnodar's turn where only Kursk matters: eight labels, not nine.
            hide = {"krasnodar": ["kharkiv"], "kursk": [p for p in places() if p != "kharkiv"]}.get(slug, []) if not wide else []
            name = row["name"] if wide else SHORT.get(slug, row["name"])
            rows.append(_city(row, name=name, km=_away(row), moscow=slug == "moscow", align=align, dx=dx, dy=dy, hide=hide))
    for slug, name in places().items():
        if name:
            hide = [p for p in places() if p != slug and not (slug == "kyiv" and p in ANYWHERE)] if not wide else []
            right = slug == "kharkiv" or (not wide and slug != "kyiv")
            rows.append(_city(numbers.cities().loc[slug], align="left" if right else "right", dx=8 if right else -8,
                              dy=12 if slug == "kharkiv" else 4, hide=hide))
    return rows


def _written(rows, on):
    """Text over its halo, for each alignment (alignment can't be a field of a text mark here)."""
    said = ("datum.km ? datum.name + ' ' + format(datum.km[place], ',.0f') + (datum.moscow ? '" + NBSP + "km' + (range < datum.km[place] ? ', ' + "
            "format(datum.km[place] - range, ',.0f') + ' too far' : ', within') : '') : datum.name")
    layers = []
    for halo in (True, False):
        for align, dx, dy, bold in sorted({(r["align"], r["dx"], r["dy"], r.get("moscow", False)) for r in rows}):
            mine = [r for r in rows if (r["align"], r["dx"], r["dy"], r.get("moscow", False)) == (align, dx, dy, bold)]
            look = {"stroke": colour("page"), "strokeWidth": 3, "strokeJoin": "round", "color": colour("page")} if halo else {"color": colour("ink")}
            layers.append(on(
                alt.Chart(alt.Data(values=mine)).transform_filter("indexof(datum.hide, place) < 0").transform_calculate(said=said)
                .mark_text(align=align, dx=dx, dy=dy, fontSize=13 if bold else 12, fontWeight="bold" if bold else "normal", **look)
                .encode(longitude="lon:Q", latitude="lat:Q", text="said:N")))
    return layers


def _names(wide, on):
    rows = [{"name": name, "lat": lat, "lon": lon} for name, lat, lon, both in WORDS if wide or both]
    base = alt.Chart(alt.Data(values=rows)).encode(longitude="lon:Q", latitude="lat:Q", text="name:N")
    halo = base.mark_text(fontSize=12, fontStyle="italic", stroke=colour("page"), strokeWidth=3, strokeJoin="round", strokeOpacity=0.6, color=colour("page"))
    return [on(halo), on(base.mark_text(fontSize=12, fontStyle="italic", color=colour("soft")))]


def _scale_bar(x, y, km, km_per_px):
    line = {"x": alt.value(x), "x2": alt.value(x + km / km_per_px), "y": alt.value(y)}
    one = alt.Chart(alt.Data(values=[{"words": f"{km}{NBSP}km"}]))
    return [one.mark_rule(color=colour("ink"), strokeWidth=1.5).encode(**line),
            one.mark_text(align="left", color=colour("ink")).encode(x=alt.value(x), y=alt.value(y - 9), text="words:N")]


def draw(width, km, place):
    wide = width == WIDE
    look = LOOK[wide]
    lat, lon = look["centre"]
    view = {"type": "conicConformal", "parallels": list(mapping.PARALLELS), "rotate": [-lon, 0, 0], "center": [0, lat],
            "scale": mapping.SPHERE_KM / look["km_per_px"], "translate": [width / 2, look["height"] / 2]}
    shapes = _shapes(look["hatch"])

    def on(chart):
        return chart.project(**view)

    def shape(kind, **style):
        return on(alt.Chart(alt.NamedData(name=kind)).mark_geoshape(clip=True, **({"fill": None} | style)))

    other = "place=='held' ? 'legal' : 'held'"
    anywhere = "(place=='held' || place=='legal')"
    dots = [_city(row, km=_away(row)) for _, row in seen().iterrows()]
    launch = [_city(numbers.cities().loc[slug], slug=slug) for slug, name in places().items() if name]
    points = {"longitude": "lon:Q", "latitude": "lat:Q"}
    labels = _written(_labels(wide), on)
    layers = [
        shape("land", fill=colour("land"), stroke=colour("border"), strokeWidth=0.8),
        shape("solid", stroke=colour("border"), strokeWidth=1),
        shape("dashed", stroke=colour("border"), strokeWidth=1, strokeDash=[3, 2]),
        # Around all of Ukraine's ground the shade lies under the country; around one city it must show on it too.
        on(_edge("place", fill=colour("ink"), stroke=None, opacity=alt.expr(f"{anywhere} ? {SHADE} : 0"))),
        shape("ukraine", fill=colour("ukraine-land"), stroke=colour("ukraine-line"), strokeWidth=1.2),
        shape("hatch", stroke=colour("ukraine-line"), strokeWidth=1),
        on(_edge("place", fill=colour("ink"), stroke=None, opacity=alt.expr(f"{anywhere} ? 0 : {SHADE}"))),
        on(_edge("place", stroke=colour("ink"), strokeWidth=1.8)),
        on(_edge(f"({other})", stroke=colour("ink"), strokeWidth=1.2, strokeDash=[4, 3], opacity=alt.expr(f"{anywhere} ? 1 : 0"))),
        *_names(wide, on),
        *labels[:len(labels) // 2],
        on(alt.Chart(alt.Data(values=dots)).mark_point(clip=True, filled=True, size=26, stroke=colour("ink"), strokeWidth=1.3,
                                                        fill=alt.expr(f"datum.km[place] <= range ? '{colour('ink')}' : '{colour('page')}'"), opacity=1).encode(**points)),
        on(alt.Chart(alt.Data(values=launch)).mark_point(clip=True, filled=True, shape="square", strokeWidth=1.6, stroke=colour("ink"), opacity=1,
                                                          size=alt.expr("datum.slug == place ? 90 : 40"),
                                                          fill=alt.expr(f"datum.slug == place ? '{colour('ink')}' : '{colour('page')}'")).encode(**points)),
        *labels[len(labels) // 2:],
        *_scale_bar(*look["scale_at"], 200, look["km_per_px"]),
    ]
    # Named once: eight layers share the edges, and a picture is checked row by row.
    data = {"edges": _edges()} | {kind: [one] for kind, one in shapes.items()}
    chart = alt.layer(*layers, datasets=data).add_params(*_params(km, place))
    return chart.properties(width=width, height=look["height"], autosize=alt.AutoSizeParams(type="none"))


def reach_map():
    km, place = int(value("missile_range")), "held"
    shown = seen()[["name", "iso3", "population", *places()]].sort_values("held").copy()
    shown[list(places())] = shown[list(places())].round(0)
    heads = {"held": "government-held ground, km", "legal": "legal territory, km"} | {p: f"{n}, km" for p, n in places().items() if n}
    return Figure(
        key="reach-map",
        title="{missile_range} stops {moscow_gap_km} short of Moscow",
        unit="Distance in km from Ukrainian ground to city centres, December 2021",
        holds=("moscow_beyond_250",),
        sources=("natural_earth", "natural_earth_divisions", "geonames", "crimea_platform_68262"),
        description=(
            "A map of Ukraine and its neighbours with the area within a chosen distance of a chosen place; it opens at {missile_range} from anywhere on government-held ground.",
            "Minsk lies {minsk_km} away, Voronezh {voronezh_km}, Rostov-on-Don {rostov_km}, Krasnodar {krasnodar_km}, Moscow {moscow_km}. "
            "{large_within} cities of {large_city|bare} people or more in Russia and Belarus lie within {missile_range}.",
            "Moscow is as far from all of Ukraine’s legal territory as from the part its government held. Rostov-on-Don is {rostov_legal_km} from legal territory and {rostov_km} from government-held ground.",
            "An edge on a map is a convention, not a capability: a missile carried by an aircraft starts at the aircraft. Nothing here shows accuracy, numbers or flight.",
        ),
        table=shown.rename(columns={"name": "city", "iso3": "country"} | heads),
        draw=lambda width: draw(width, km, place),
        controls=(
            Number("range", "Range", 50, 600, 10, "km", km, ((120, "Tochka-U"), (250, "this missile"), (300, "export limit"), (500, "Taurus"))),
            Choice("place", "From", (("held", "government-held ground"), ("legal", "legal territory"), *((p, n) for p, n in places().items() if n)), place),
        ),
        sentence=Sentence(sentence(km, place)),
        legend=(("line", "ink", "the range, from the chosen place"), ("dash", "ink", "the same on the other reading of Ukraine’s ground"),
                ("hatch", "ukraine-line", "left out of government-held ground: Crimea, Donetsk, Luhansk"),
                ("circle", "ink", "city of {large_city|bare} people or more within it"), ("ring", "ink", "beyond it")),
        note="Government-held ground leaves out four whole divisions, Sevastopol among them, so it is smaller than what Kyiv held in Donetsk and Luhansk. Kosovo’s border is dashed (Security Council resolution 1244).",
        boundary=True,
    )
