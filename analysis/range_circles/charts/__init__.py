"""The figures of range-circles, apart from the map (`circles`)."""

import altair as alt
import pandas as pd

from analysis.range_circles import measures, numbers
from analysis.range_circles.charts.circles import reach_map
from brief import dates
from brief.charts import marks
from brief.charts.figure import WIDE, Figure, colour
from brief.numbers import DASH, NBSP, text, value

__all__ = ["reach_map", "reach_adds", "reach_people", "reach_ranges", "reach_since"]


# ---- what 250 km adds ---------------------------------------------------------------------------------------------
STRIP = [
    "homyel", "belgorod", "kursk", "voronezh", "rostov-on-don", "minsk", "krasnodar", "lipetsk", "moscow", "volgograd",
]  # fmt: skip
LIMITS = ["before_range", "missile_range", "older_range"]
MISSILES = {  # name in the chart, kind, colour of the bar and of the words
    "tochka-u": ("Tochka-U", "ballistic, in service", "ukr", "ukr-word"),
    "vilkha": ("Vilkha", "guided rocket, adopted", "ukr", "ukr-word"),
    "neptune": ("Neptune", "anti-ship, new", "ukr", "ukr-word"),
    "som-250": ("SOM, if sold", "from the air, Turkish", "ink", "ink"),
}
CROWDED = 400  # km from which a label has no room at the right


def _missiles(systems):
    """A row for each missile: its range, and what is written above its bar and beside it."""
    frame = pd.DataFrame(MISSILES.values(), index=list(MISSILES), columns=["name", "kind", "tone", "word"])
    frame = frame.join(
        systems.set_index("id")[["range_low", "range_high"]].rename(columns=lambda name: name.removeprefix("range_"))
    )
    frame.loc["som-250", "high"] = value("older_range")
    ours = f"{text('missile_range', bare=True)}, or {text('older_range')}"
    frame["said"] = [text("tochka_range"), text("vilkha_range"), f"{text('neptune_test')} in a test", ours]
    return marks.painted(frame, "tone", "word").assign(
        head=frame["name"] + 2 * NBSP + frame["kind"], test=frame.index == "neptune"
    )


def _strip(cities):
    """A row for each city, nearest first: its distances, what is said of them, and where."""
    frame = (
        cities.set_index("id")
        .loc[STRIP, ["name", "to_most", "to_held", "to_legal"]]
        .rename(columns=lambda name: name.removeprefix("to_"))
        .sort_values("held")
    )
    moscow, far = frame.index == "moscow", frame["held"] > CROWDED
    both = frame["held"].round() != frame["legal"].round()
    after = frame["legal"].map(" ({:.0f})".format).where(both, "").mask(moscow, f"{NBSP}km")
    ends = frame[["most", "held"]].round().astype(int).astype(str)
    doubt = ends["most"] != ends["held"]
    return frame.assign(
        both=both,
        doubt=doubt,
        said=frame["name"] + " " + ends["held"].where(~doubt, ends["most"] + DASH + ends["held"]) + after,
        at=frame["held"].where(~far, frame[["held", "legal"]].min(axis=1)),
        side=far.map({True: "left", False: "right"}),
        weight=["bold" if row else "normal" for row in moscow],
        group="How far from Ukraine to",
    )


def _limits(x):
    """The three ranges as lines, with what the second adds to the first shaded."""
    frame = pd.DataFrame({"at": map(value, LIMITS), "tone": ["ukr", "ink", "ink"], "dash": [[1, 0], [1, 0], [4, 3]]})
    lines = alt.Chart(marks.painted(frame, "tone")).mark_rule(strokeWidth=1.5)
    shade = alt.Chart(frame.iloc[[0]].assign(end=frame["at"][1])).mark_rect(color=colour("surface"))
    return shade.encode(x=x, x2="end:Q") + lines.encode(x=x, **marks.own(color="tone", strokeDash="dash"))


def _missile_bars(missiles):
    y = alt.Y("name:N", sort=None, axis=None, scale=alt.Scale(domain=list(missiles["name"]), paddingOuter=0.25))
    base, word = alt.Chart(missiles), marks.own(color="word")
    ranges, test = (base.transform_filter(one) for one in ("!datum.test", "datum.test"))
    hollow = test.mark_bar(fill=colour("page"), strokeDash=[4, 3], strokeWidth=1.2, size=10)
    return (
        marks.interval(ranges, "tone", y, size=10)
        + hollow.encode(x="high:Q", y=y, **marks.own(stroke="tone"))
        + marks.words(base, "head:N", x=alt.value(0), y=y, dy=-15, **word, **marks.HEAD)
        + marks.words(base, "said:N", x="high:Q", y=y, dx=7, **word)
    )


def _city_dots(cities, x):
    shown, ink = marks.headed(cities, "group"), colour("ink")
    y = alt.Y("name:N", sort=None, axis=None, scale=alt.Scale(domain=list(shown["name"]), padding=0))
    rows = alt.Chart(shown).transform_filter("isValid(datum.held)")
    both = rows.transform_filter("datum.both")
    ring = both.mark_point(fill=colour("page"), stroke=ink, strokeWidth=1.6, size=46, opacity=1)
    return (
        rows.mark_rule(color=colour("hair")).encode(y=y)
        + both.mark_rule(color=ink, strokeWidth=2).encode(x="held:Q", x2="legal:Q", y=y)
        + rows.transform_filter("datum.doubt").mark_rule(color=ink, strokeWidth=7).encode(x="most:Q", x2="held:Q", y=y)
        + ring.encode(x="legal:Q", y=y)
        + rows.mark_point(color=ink, size=50, opacity=1).encode(x="held:Q", y=y)
        + marks.beside(rows, "said:N", x=x, y=y, fontWeight=alt.expr("datum.weight"))
        + marks.heads(alt.Chart(shown), y)
    )


def _draw_adds(width, missiles, cities):
    ticks = [0, *map(value, LIMITS), value("moscow_km")]
    said = f"format(datum.value, '.0f') + (datum.value > {CROWDED} ? '{NBSP}km' : '')"
    axis = alt.Axis(values=ticks, labelExpr=said, title=None, grid=False, domain=False, ticks=False)
    scale = alt.Scale(domain=[0, 520], nice=False)
    x, plain = alt.X("at:Q", scale=scale, axis=axis), alt.X("at:Q", scale=scale, axis=None)
    above = (_limits(plain) + _missile_bars(missiles)).properties(height=alt.Step(34 if width == WIDE else 40))
    below = (_limits(x) + _city_dots(cities, x)).properties(height=alt.Step(24))
    return alt.vconcat(*(part.properties(width=width - 2) for part in (above, below)), spacing=0, bounds="flush")


def reach_adds(systems=None, cities=None):
    """Ranges over distances: `systems` known by the cut-off, and `cities` with their distances to each ground."""
    missiles = _missiles(numbers.systems() if systems is None else systems)
    cities = _strip(numbers.cities() if cities is None else cities)
    table = cities[["name", "most", "held", "legal"]].round()
    grounds = ("ground held at the most", "ground held at the least", "legal territory")
    table.columns = ["city", *(f"from {ground}, km" for ground in grounds)]
    for key in LIMITS:
        table[f"within {text(key)}"] = cities["held"] <= value(key)
    return Figure(
        key="reach-adds",
        rows={"systems": [*MISSILES, "som-300"], "cities": STRIP, **numbers.ground("to_held", "to_legal")},
        table=table,
        draw=lambda width: _draw_adds(width, missiles, cities),
        boundary=True,
    )


# ---- people, both directions --------------------------------------------------------------------------------------
PEOPLE_AT = (120, 200, 250, 300, 500)
LINES = pd.DataFrame(  # which people, in the table and in the chart; fill, outline and words
    {
        "people": ["in Ukrainian cities", "in Russian cities", "in Russian cities, aircraft {} behind the edge"],
        "wide": ["in Ukraine", "in Russia", "in Russia, the aircraft set back"],
        "narrow": ["in Ukraine", "in Russia", "aircraft set back"],
        "fill": ["ukr", "rus", "page"],
        "tone": ["ukr", "rus", "rus"],
        "word": ["ukr-word", "rus", "rus"],
    },
    index=["UKR", "RUS", "back"],
)


def _people(plain, back):
    """One row per distance and line, in millions: in Ukraine, in Russia, in Russia with the aircraft set back."""
    rows = pd.concat([plain.assign(line=plain["side"]), back[back["side"] == "RUS"].assign(line="back")])
    rows[["low", "high"]] /= 1e6
    rows["line"] = pd.Categorical(rows["line"], LINES.index)
    return rows.sort_values(["km", "line"], ignore_index=True).astype({"line": str}).join(LINES, on="line")


def _draw_people(width, rows):
    wide = width == WIDE
    least = 0.25 if wide else 0.45  # a range narrower than its bar is high would vanish; its label has the figures
    end = rows["high"].where(rows["high"] > rows["low"] + least, rows["low"] + least)
    left = end > 25  # no room to the right
    named = rows["wide" if wide else "narrow"].where(rows["km"] == rows["km"].min(), "")
    frame = rows.assign(
        end=end,
        at=end.where(~left, rows["low"]),
        said=[f"{row.low:.1f}{DASH}{row.high:.1f}" for row in rows.itertuples()]
        + (2 * NBSP + named).where(named != "", ""),
        side=left.map({True: "left", False: "right"}),
    )
    unit = f"datum.value == 30 ? '30{NBSP}million' : datum.label"
    ticks = alt.Axis(values=[0, 10, 20, 30], labelExpr=unit, domain=False, ticks=False)
    x = alt.X("low:Q", title=None, scale=alt.Scale(domain=[0, 36], nice=False), axis=ticks)
    look = {"labelFontSize": 13, "labelFontWeight": "bold", "labelColor": colour("ink"), "labelPadding": 12}
    labels = alt.Axis(labelExpr=f"datum.label + '{NBSP}km'", **look)
    y = alt.Y("km:O", title=None, axis=labels, scale=alt.Scale(paddingInner=0.2, paddingOuter=0.1))
    base = alt.Chart(marks.painted(frame, "fill", "tone", "word"))
    base = base.encode(y=y, yOffset=alt.YOffset("line:N", sort=list(LINES.index)))
    bars = base.mark_bar(size=10, strokeWidth=1.2).encode(x=x, x2="end:Q", **marks.own(fill="fill", stroke="tone"))
    said = marks.beside(base, "said:N", gap=6, halo=False, x="at:Q", **marks.own(color="word"))
    return (bars + said).properties(height=68 * len(PEOPLE_AT))


def reach_people(plain=None, back=None):
    """People near the other side, both ways, from `measures.both_directions`; `back` with the aircraft set back."""
    if plain is None or back is None:
        plain, back = (measures.both_directions(numbers.cities(), PEOPLE_AT, km) for km in (0, numbers.SETBACK))
    rows = _people(plain, back)
    table = rows[["km", "people", "low", "high", "cities_low", "cities_high"]].round(2).astype({"km": str})
    table["people"] = table["people"].str.replace("{}", text("setback"))
    heads = ["distance, km", "people", "lower, million", "upper, million", "cities, lower", "cities, upper"]
    grounds = numbers.ground("to_held", "to_legal", "to_russia", "to_belarus")
    return Figure(
        key="reach-people",
        rows={"cities": numbers.people_of("UKR", "RUS"), **grounds},
        table=table.set_axis(heads, axis=1),
        draw=lambda width: _draw_people(width, rows),
        boundary=True,
    )


# ---- published ranges of exported missiles ------------------------------------------------------------------------
def _span(row):
    low, high = (f"{end:,.0f}" for end in (row["range_low"], row["range_high"]))
    return low if low == high else f"{low}{DASH}{high}"


def _draw_ranges(width, found):
    ours = found["id"] == "som-250"
    frame = found[["name", "range_low", "range_high"]].set_axis(["name", "low", "high"], axis=1)
    frame["name"], frame["said"] = frame["name"].str.split(" (", regex=False).str[0], found.apply(_span, axis=1)
    frame["tone"] = ours.map({True: colour("ink"), False: colour("neutral")})
    bold = alt.expr("datum.label == 'SOM' ? 'bold' : 'normal'")
    base, y = alt.Chart(frame), marks.named(WIDE, axis={"labelPadding": 5, "labelFontWeight": bold})
    unit = f"datum.value == 1000 ? '1,000{NBSP}km' : datum.label"
    axis = alt.Axis(values=[0, 300, 500, 1000], labelExpr=unit, domain=False, ticks=False)
    x = alt.X("high:Q", title=None, scale=alt.Scale(domain=[0, 1280], nice=False), axis=axis)
    line = alt.Chart(pd.DataFrame({"high": [value("regime_range")]}))
    line = line.mark_rule(color=colour("ink"), strokeWidth=1.5, strokeDash=[4, 3]).encode(x=x)
    drawn = marks.interval(base, "tone", y, size=11) + line + marks.words(base, "said:N", x="high:Q", y=y, dx=6)
    return drawn.properties(height=alt.Step(26 if width == WIDE else 28))


def reach_ranges(found=None):
    """Published ranges of missiles that were exported: `found` as `numbers.exported` gives them."""
    found = numbers.exported() if found is None else found
    table = found[["name", "range_low", "payload_kg", "basis", "origin", "recipients"]].replace(";", ", ", regex=True)
    table["range_low"] = found.apply(_span, axis=1)
    return Figure(
        key="reach-ranges",
        rows={"systems": [*found["id"], "som-300", "mtcr-category-1"]},
        table=table.set_axis(["missile", "range, km", "payload, kg", "basis", "made in", "sold to"], axis=1),
        draw=lambda width: _draw_ranges(width, found),
    )


# ---- since then ---------------------------------------------------------------------------------------------------
WEST = ("triangle-up", "west", "west", "west")
LATER = {  # name, what it is; its shape, fill and outline; colour and side of its words
    "neptune": ("Neptune", "Ukrainian, in a test", "square", "page", "ukr", "ukr-word", "right"),
    "som-250": ("the article’s", "in the article", "diamond", "page", "ink", "ink", "left"),
    "storm-shadow-ukr": ("Storm Shadow", "sent by Britain", *WEST, "above"),
    "atacms-165-ukr": ("ATACMS", "sent by the United States", *WEST, "above"),
    "atacms-300-ukr": ("ATACMS", "sent by the United States", *WEST, "above left"),
}


def _later(systems):
    """The missiles of the figure: drawn at the day each entered the public record, the article's own at the article."""
    looks = ["called", "what", "shape", "fill", "tone", "word", "side"]
    rows = pd.DataFrame(LATER.values(), index=list(LATER), columns=looks).join(systems.set_index("id"))
    at = rows["known_on"].where(rows.index != "som-250", pd.Timestamp(dates.CUTOFF)).dt.strftime("%Y-%m-%d")
    return rows.assign(at=at, said=rows["called"] + rows["range_high"].map(" {:.0f}".format))


def _draw_since(width, rows):
    cut, start, end = dates.CUTOFF.isoformat(), "2018-07-01", "2024-12-31"
    shown = rows[["at", "said", "range_high", "shape", "fill", "tone", "word", "side"]]
    years = alt.Axis(format="%Y", values=[f"{year}-01-01" for year in range(2019, 2025)], grid=False)
    x = alt.X("at:T", title=None, scale=alt.Scale(domain=[start, end]), axis=years)
    unit = f"datum.value == 300 ? '300{NBSP}km' : datum.label"
    ticks = alt.Axis(values=[0, 100, 200, 300], labelExpr=unit, domain=False, ticks=False)
    y = alt.Y("range_high:Q", title=None, scale=alt.Scale(domain=[0, 420]), axis=ticks)
    base = alt.Chart(marks.painted(shown, "fill", "tone", "word")).encode(x=x, y=y)
    looks = marks.own(shape="shape", fill="fill", stroke="tone")
    points = base.mark_point(size=80, opacity=1, strokeWidth=2).encode(**looks)
    before = {"at": start, "end": end, "range_high": value("before_range")}
    before["said"] = f"what Ukraine had {text('before_range', bare=True)}"
    had = alt.Chart(pd.DataFrame([before])).encode(x=x, y=y)
    known = alt.Chart(pd.DataFrame({"at": [cut], "said": ["known after 15 Dec 2021"]}))
    if width != WIDE:
        known = known.transform_calculate(said="replace(datum.said, 'after ', 'after\\n')")
    top = {"baseline": "top", "dx": 5, "dy": 2, "lineBreak": "\n", "color": colour("since")}
    drawn = (
        marks.since("at", cut, end)
        + marks.words(known, "said:N", halo=False, x=x, y=alt.value(0), **top)
        + had.mark_rule(color=colour("ukr"), strokeWidth=2).encode(x2="end:T")
        + marks.words(had, "said:N", halo=False, dx=4, dy=-9, color=colour("ukr-word"))
        + points
        + marks.beside(base, "said:N", halo=False, **marks.own(color="word"))
    )
    return drawn.properties(height=250)


def reach_since(systems=None):
    """Missiles by the day each was first on the public record: `systems` with the later rows."""
    rows = _later(numbers.later_systems() if systems is None else systems)
    return Figure(
        key="reach-since",
        rows={"systems": list(LATER)},
        table=rows[["name", "range_high", "known_on", "what"]].set_axis(
            ["missile", "published range, km", "on public record", "what"], axis=1
        ),
        draw=lambda width: _draw_since(width, rows),
        since=True,
    )
