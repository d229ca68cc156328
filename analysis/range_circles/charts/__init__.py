"""The figures of range-circles, apart from the map (`reachmap`)."""

import altair as alt
import pandas as pd

from analysis.range_circles import measures, numbers
from analysis.range_circles.charts.circles import reach_map
from brief import dates as clock
from brief.charts.canvas import HALO, Canvas
from brief.charts.figure import WIDE, Figure, colour
from brief.data import tables
from brief.numbers import DASH, NBSP, text, value

__all__ = ["reach_map", "reach_adds", "reach_people", "reach_ranges", "reach_since"]

SHAPES = ("natural_earth", "natural_earth_divisions", "geonames")


def _span(low, high, unit=""):
    ends = f"{low:,.0f}" if round(low) == round(high) else f"{low:,.0f}{DASH}{high:,.0f}"
    return ends + (f"{NBSP}{unit}" if unit else "")


# ---- what 250 km adds ---------------------------------------------------------------------------------------------

STRIP = (
    "gomel",
    "belgorod",
    "kursk",
    "voronezh",
    "rostov-on-don",
    "minsk",
    "krasnodar",
    "lipetsk",
    "moscow",
    "volgograd",
)
LIMITS = ("before_range", "missile_range", "older_range")


def _strip_systems():
    """Name, kind, lower and upper range, and what is written beside the bar."""
    known, km = numbers.systems(), f"{NBSP}km"
    tochka, vilkha, neptune = (known.loc[key] for key in ("tochka-u", "vilkha", "neptune"))
    low, high = value("missile_range"), value("older_range")
    return [
        ("Tochka-U", "ballistic, in service", tochka["range_low"], tochka["range_high"], text("tochka_range")),
        ("Vilkha", "guided rocket, adopted", vilkha["range_low"], vilkha["range_high"], text("vilkha_range")),
        ("Neptune", "anti-ship, new", 0, neptune["range_high"], f"{text('neptune_test')} in a test"),
        ("SOM, if sold", "from the air, Turkish", low, high, f"{low:.0f}, or {high:.0f}{km}"),
    ]


def _long(name: str) -> float:
    """Pixels that a name takes in bold type of 13 px."""
    return sum(3.9 if letter in " ,-filt" else 9.4 if letter.isupper() else 7.5 for letter in name)


def _draw_adds(width):
    systems = _strip_systems()
    step, gap = (34, 38) if width == WIDE else (40, 42)
    first = len(systems) * step + gap
    height = first + len(STRIP) * 24 + 22
    canvas = Canvas([0, 520], 6, width - 8, height)
    bottom, ink, ukr = height - 22, colour("ink"), colour("ukr")
    before, ours, older = ({"x": value(key), "y": 0, "y2": bottom} for key in LIMITS)
    canvas.rect([before | {"x2": ours["x"]}], color=colour("surface"))
    canvas.rule([before], color=ukr, strokeWidth=1.5)
    canvas.rule([ours], color=ink, strokeWidth=1.5)
    canvas.rule([older], color=ink, strokeWidth=1.5, strokeDash=[4, 3])
    for i, (name, kind, low, high, said) in enumerate(systems):
        top = 25 + i * step
        bar, mine, test = {"x": 0, "y": top, "y2": top + 10}, name.startswith("SOM"), name == "Neptune"
        tone, word = (ink, ink) if mine else (ukr, colour("ukr-word"))
        look = {"fill": colour("page"), "strokeDash": [4, 3]} if test else {"fill": tone, "fillOpacity": 0.35}
        canvas.rect([bar | {"x2": high}], stroke=tone, strokeWidth=1.2, **look)
        canvas.rect([bar | {"x2": low}] if low else [], color=tone)
        canvas.words([{"x": 0, "y": top - 9, "said": name}], fontSize=13, fontWeight="bold", color=word)
        canvas.words([{"x": 0, "y": top - 9, "said": kind}], dx=_long(name) + 8, color=colour("soft"))
        canvas.words([{"x": high, "y": top + 5, "said": said}], dx=7, color=word)
    canvas.words([{"x": 0, "y": first - 10, "said": "How far from Ukraine to"}], fontSize=13, fontWeight="bold")
    _strip_cities(canvas, first)
    ticks = [(0, "0"), *((value(key), text(key, bare=True)) for key in LIMITS), (value("moscow_km"), text("moscow_km"))]
    canvas.words([{"x": at, "y": height - 8, "said": said} for at, said in ticks], align="center", color=colour("soft"))
    return canvas.chart()


def _strip_cities(canvas, first):
    """A dot for each city on a line of its own, a ring where legal territory is nearer than government-held ground."""
    rows = []
    for i, key in enumerate(STRIP):
        row = numbers.cities().loc[key]
        held, legal = row["to_held"], row["to_legal"]
        rows.append({"x": held, "x2": legal, "y": first + i * 24 + 10, "key": key, "both": round(held) != round(legal)})
        rows[-1]["said"] = f"{row['name']} {held:.0f}" + (f" ({legal:.0f})" if rows[-1]["both"] else "")
    canvas.rule([{"x": 0, "x2": 520, "y": row["y"]} for row in rows], color=colour("hair"), strokeWidth=1)
    both = [row for row in rows if row["both"]]
    canvas.rule(both, color=colour("ink"), strokeWidth=2)
    canvas.point(
        [{"x": row["x2"], "y": row["y"]} for row in both],
        fill=colour("page"),
        stroke=colour("ink"),
        strokeWidth=1.6,
        size=46,
    )
    canvas.point([{"x": row["x"], "y": row["y"]} for row in rows], color=colour("ink"), size=50)
    near = [{"x": row["x"], "y": row["y"], "said": row["said"]} for row in rows if row["x"] <= 400]
    canvas.words(near, dx=9)
    for row in rows:
        if row["x"] > 400:  # no room to the right
            said = row["said"] + (f"{NBSP}km" if row["key"] == "moscow" else "")
            canvas.words(
                [{"x": min(row["x"], row["x2"]), "y": row["y"], "said": said}],
                align="right",
                dx=-9,
                fontWeight="bold" if row["key"] == "moscow" else "normal",
            )


def reach_adds():
    cities = numbers.cities().loc[list(STRIP)]
    table = pd.DataFrame(
        {
            "city": cities["name"],
            "from government-held ground, km": cities["to_held"].round(),
            "from legal territory, km": cities["to_legal"].round(),
        }
    )
    for key in LIMITS:
        table[f"within {text(key)}"] = cities["to_held"] <= value(key)
    used = tables.sources_of("systems", ["tochka-u", "vilkha", "neptune", "som-250", "som-300"])
    return Figure(key="reach-adds", sources=(*used, *SHAPES), table=table, draw=_draw_adds, boundary=True)


# ---- people, both directions --------------------------------------------------------------------------------------

PEOPLE_AT = (120, 200, 250, 300, 500)
LINES = ("UKR", "RUS", "back")


def _people_rows():
    """One row per distance and line (in Ukraine, in Russia, in Russia with the aircraft set back), in millions."""
    plain = measures.both_directions(numbers.cities(), PEOPLE_AT)
    back = measures.both_directions(numbers.cities(), PEOPLE_AT, numbers.SETBACK).query("side == 'RUS'")
    rows = pd.concat([plain.assign(line=plain["side"]), back.assign(line="back")])
    rows[["low", "high"]] /= 1e6
    return rows.sort_values(
        ["km", "line"],
        ignore_index=True,
        key=lambda column: column.map(LINES.index) if column.name == "line" else column,
    )


def _draw_people(width):
    wide, line = width == WIDE, 18
    group = len(LINES) * line + 14
    bottom = len(PEOPLE_AT) * group
    canvas = Canvas([0, 36], 58, width - 4, bottom + 26)
    for million in (0, 10, 20, 30):
        canvas.rule([{"x": million, "y": 0, "y2": bottom}], color=colour("hair"), strokeWidth=1)
        said = f"{million}" + (f"{NBSP}million" if million == 30 else "")
        canvas.words([{"x": million, "y": bottom + 12, "said": said}], align="center", color=colour("soft"))
    rus = colour("rus")
    looks = {
        "UKR": (colour("ukr"), colour("ukr"), colour("ukr-word"), "in Ukraine"),
        "RUS": (rus, rus, rus, "in Russia"),
        "back": (colour("page"), rus, rus, "in Russia, the aircraft set back" if wide else "aircraft set back"),
    }
    least = 0.25 if wide else 0.45  # a range narrower than its bar is high would vanish; its label has the figures
    for place, row in enumerate(_people_rows().itertuples()):
        fill, stroke, word, name = looks[row.line]
        top = place // 3 * group + LINES.index(row.line) * line + 4
        end = max(row.high, row.low + least)
        canvas.rect([{"x": row.low, "x2": end, "y": top, "y2": top + 10}], fill=fill, stroke=stroke, strokeWidth=1.2)
        said = f"{row.low:.1f}{DASH}{row.high:.1f}" + (f"{NBSP}{NBSP}{name}" if place < 3 else "")
        left = end > 25  # no room to the right
        canvas.words(
            [{"x": row.low if left else end, "y": top + 5, "said": said}],
            halo=False,
            color=word,
            align="right" if left else "left",
            dx=-6 if left else 6,
        )
    for i, km in enumerate(PEOPLE_AT):
        head = {"x": 0, "y": i * group + line + 9, "said": f"{km}{NBSP}km"}
        canvas.words([head], dx=-58, fontSize=13, fontWeight="bold")
    return canvas.chart()


def reach_people():
    rows = _people_rows()
    line = {
        "UKR": "in Ukrainian cities",
        "RUS": "in Russian cities",
        "back": f"in Russian cities, aircraft {text('setback')} behind the edge",
    }
    return Figure(
        key="reach-people",
        sources=SHAPES,
        table=pd.DataFrame(
            {
                "distance, km": rows["km"].map(str),
                "people": rows["line"].map(line),
                "lower, million": rows["low"].round(2),
                "upper, million": rows["high"].round(2),
                "cities, lower": rows["cities_low"],
                "cities, upper": rows["cities_high"],
            }
        ),
        draw=_draw_people,
        boundary=True,
    )


# ---- published ranges of exported missiles ------------------------------------------------------------------------


def _draw_ranges(width):
    rows = [
        {
            "name": row["name"].split(" (")[0],
            "low": row["range_low"],
            "high": row["range_high"],
            "zero": 0,
            "said": _span(row["range_low"], row["range_high"]),
            "ours": row["id"] == "som-250",
        }
        for _, row in numbers.exported().iterrows()
    ]
    bold = alt.expr("datum.label=='SOM' ? 'bold' : 'normal'")
    y = alt.Y(
        "name:N",
        sort=None,
        title=None,
        scale=alt.Scale(domain=[row["name"] for row in rows]),
        axis=alt.Axis(labelColor=colour("ink"), labelLimit=0, labelFontWeight=bold),
    )

    def x(field):
        ticks = alt.Axis(
            values=[0, 300, 500, 1000],
            domain=False,
            ticks=False,
            labelExpr=f"datum.value == 1000 ? '1,000{NBSP}km' : datum.label",
        )
        return alt.X(f"{field}:Q", title=None, scale=alt.Scale(domain=[0, 1280], nice=False), axis=ticks)

    tone = alt.condition("datum.ours", alt.value(colour("ink")), alt.value(colour("neutral")))
    base = alt.Chart(alt.Data(values=rows)).encode(y=y)
    solid = base.mark_bar(height=11).encode(x=x("zero"), x2="low:Q", color=tone)
    pale = base.mark_bar(height=11, fillOpacity=0.35, strokeWidth=1)
    pale = pale.encode(x=x("low"), x2="high:Q", color=tone, stroke=tone)
    line = alt.Chart(alt.Data(values=[{"low": value("regime_range")}]))
    said = [base.mark_text(align="left", dx=6, **look).encode(x=x("high"), text="said:N") for look in (HALO, {})]
    rule = line.mark_rule(color=colour("ink"), strokeWidth=1.5, strokeDash=[4, 3]).encode(x=x("low"))
    return alt.layer(solid, pale, rule, *said).properties(height=len(rows) * (26 if width == WIDE else 28))


def reach_ranges():
    found = numbers.exported()
    return Figure(
        key="reach-ranges",
        sources=tuple(tables.sources_of("systems", [*found["id"], "som-300", "mtcr-category-1"])),
        table=pd.DataFrame(
            {
                "missile": found["name"],
                "range, km": list(map(_span, found["range_low"], found["range_high"])),
                "payload, kg": found["payload_kg"],
                "basis": found["basis"],
                "made in": found["origin"].str.replace(";", ", "),
                "sold to": found["recipients"].str.replace(";", ", "),
            }
        ),
        draw=_draw_ranges,
    )


# ---- since then ---------------------------------------------------------------------------------------------------

LATER = {
    "neptune": "Neptune",
    "som-250": "the article’s",
    "storm-shadow-ukr": "Storm Shadow",
    "atacms-165-ukr": "ATACMS",
    "atacms-300-ukr": "ATACMS",
}


def _later_rows():
    """The missiles of the figure: drawn at the day each entered the public record, the article's own at the article."""
    rows = tables.load("systems").set_index("id", drop=False).loc[list(LATER)]
    at = rows["known_on"].where(rows["id"] != "som-250", pd.Timestamp(clock.CUTOFF)).dt.strftime("%Y-%m-%d")
    said = [f"{LATER[key]} {km:.0f}" for key, km in rows["range_high"].items()]
    return rows.assign(at=at, km=rows["range_high"], said=said)


def _draw_since(width):
    wide, rows = width == WIDE, _later_rows()
    start, end, cut = "2018-07-01", "2024-12-31", clock.CUTOFF.isoformat()
    years = [f"{year}-01-01" for year in range(2019, 2025)]
    dates = alt.Axis(format="%Y", values=years, grid=False)
    x = alt.X("at:T", title=None, scale=alt.Scale(domain=[start, end]), axis=dates)
    ticks = alt.Axis(
        values=[0, 100, 200, 300],
        labelExpr=f"datum.value == 300 ? '300{NBSP}km' : datum.label",
        domain=False,
        ticks=False,
    )
    y = alt.Y("km:Q", title=None, scale=alt.Scale(domain=[0, 420]), axis=ticks)

    def on(*values):
        return alt.Chart(alt.Data(values=list(values))).encode(x=x, y=y)

    known = "known after 15 Dec 2021" if wide else "known after\n15 Dec 2021"
    later = on({"at": cut, "end": end, "km": 0, "top": 420, "said": known})
    before = f"what Ukraine had {text('before_range', bare=True)}"
    had = on({"at": start, "end": end, "km": value("before_range"), "said": before})
    layers = [
        later.mark_rect(color=colour("since-tint")).encode(x2="end:T", y2="top:Q"),
        alt.Chart(alt.Data(values=[{"at": cut}])).mark_rule(color=colour("since"), strokeWidth=1.5).encode(x=x),
        later.mark_text(align="left", baseline="top", dx=5, dy=2, lineBreak="\n", color=colour("since")).encode(
            y=alt.value(0), text="said:N"
        ),
        had.mark_rule(color=colour("ukr"), strokeWidth=2).encode(x2="end:T"),
        had.mark_text(align="left", dx=4, dy=-9, color=colour("ukr-word")).encode(text="said:N"),
    ]
    west = ("triangle-up", True, "west", "west")
    for key, (shape, filled, tone, word), (align, dx, dy) in (
        ("neptune", ("square", False, "ukr", "ukr-word"), ("left", 9, 4)),
        ("som-250", ("diamond", False, "ink", "ink"), ("right", -9, 14)),
        ("storm-shadow-ukr", west, ("center", 0, -14)),
        ("atacms-165-ukr", west, ("center", 0, -14)),
        ("atacms-300-ukr", west, ("right", 14, -14)),
    ):
        one = on(rows.loc[key, ["at", "km", "said"]].to_dict())
        layers += [
            one.mark_point(shape=shape, filled=filled, color=colour(tone), size=80, opacity=1, strokeWidth=2),
            one.mark_text(align=align, dx=dx, dy=dy, color=colour(word)).encode(text="said:N"),
        ]
    return alt.layer(*layers).properties(height=250)


def reach_since():
    rows = _later_rows()
    what = ["Ukrainian, in a test", "in the article", "sent by Britain", *["sent by the United States"] * 2]
    return Figure(
        key="reach-since",
        sources=tuple(tables.sources_of("systems", list(LATER))),
        table=pd.DataFrame(
            {
                "missile": rows["name"],
                "published range, km": rows["km"],
                "on public record": rows["known_on"],
                "what": what,
            }
        ),
        draw=_draw_since,
        since=True,
    )
