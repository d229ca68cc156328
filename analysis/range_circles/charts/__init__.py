"""The figures of range-circles, apart from the map (`circles`)."""

from functools import partial

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
    "som-250": ("SOM, if sold", "Turkish, air-launched", "ink", "ink"),
}
GROUNDS = {"most": "the largest area held", "held": "the smallest area held", "legal": "legal territory"}
CROWDED = 400  # km from which a label has no room at the right


def _looked(looks, systems, *columns):
    """What the chart says of some systems, by column, beside their ranges: ours with both its figures."""
    frame = pd.DataFrame.from_dict(looks, orient="index", columns=columns)
    frame = frame.join(systems.set_index("id")[["range_low", "range_high"]])
    frame.loc["som-250", "range_high"] = value("older_range")
    return frame


def _missiles(systems):
    """A row for each missile: its range, and what is written above its bar and beside it."""
    frame = _looked(MISSILES, systems, "name", "kind", "tone", "word")
    frame = frame.rename(columns=lambda name: name.removeprefix("range_"))
    ours = f"{text('missile_range', bare=True)}, or {text('older_range')}"
    frame["said"] = [text("tochka_range"), text("vilkha_range"), f"{text('neptune_test')} in a test", ours]
    return marks.painted(frame, "tone", "word").assign(
        head=frame["name"] + 2 * NBSP + frame["kind"], test=frame.index == "neptune"
    )


def _strip(cities):
    """A row for each city, nearest first: its distances, what is said of them, and where."""
    frame = cities.set_index("id").loc[STRIP, ["name", "to_most", "to_held", "to_legal"]].sort_values("to_held")
    frame.columns = ["name", *GROUNDS]
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
        group="Distance from Ukraine",
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
    return marks.layered(
        marks.interval(ranges, "tone", y, size=10),
        hollow.encode(x="high:Q", y=y, **marks.own(stroke="tone")),
        marks.words(base, "head:N", x=alt.value(0), y=y, dy=-15, **word, **marks.HEAD),
        marks.words(base, "said:N", x="high:Q", y=y, dx=7, **word),
    )


def _city_dots(cities, x):
    shown, ink = marks.headed(cities, "group"), colour("ink")
    y = alt.Y("name:N", sort=None, axis=None, scale=alt.Scale(domain=list(shown["name"]), padding=0))
    rows = alt.Chart(shown).transform_filter("isValid(datum.held)")
    both = rows.transform_filter("datum.both")
    ring = both.mark_point(fill=colour("page"), stroke=ink, strokeWidth=1.6, size=46, opacity=1)
    return marks.layered(
        rows.mark_rule(color=colour("hair")).encode(y=y),
        both.mark_rule(color=ink, strokeWidth=2).encode(x="held:Q", x2="legal:Q", y=y),
        rows.transform_filter("datum.doubt").mark_rule(color=ink, strokeWidth=7).encode(x="most:Q", x2="held:Q", y=y),
        ring.encode(x="legal:Q", y=y),
        rows.mark_point(color=ink, size=50, opacity=1).encode(x="held:Q", y=y),
        marks.beside(rows, "said:N", x=x, y=y, fontWeight=alt.expr("datum.weight")),
        marks.heads(alt.Chart(shown), y),
    )


def _draw_adds(width, missiles, cities):
    ticks = [0, *map(value, LIMITS), value("moscow_km")]
    said = f"format(datum.value, '.0f') + (datum.value > {CROWDED} ? '{NBSP}km' : '')"
    axis = alt.Axis(values=ticks, labelExpr=said, title=None, grid=False, domain=False, ticks=False)
    scale = alt.Scale(domain=[0, 520], nice=False)
    x, plain = alt.X("at:Q", scale=scale, axis=axis), alt.X("at:Q", scale=scale, axis=None)
    above = marks.layered(_limits(plain), _missile_bars(missiles), height=alt.Step(34 if width == WIDE else 40))
    below = marks.layered(_limits(x), _city_dots(cities, x), height=alt.Step(24))
    return alt.vconcat(*(part.properties(width=width - 2) for part in (above, below)), spacing=0, bounds="flush")


def reach_adds(systems, cities):
    """Ranges over distances: `systems` known by the cut-off, and `cities` with their distances to each ground."""
    missiles, cities = _missiles(systems), _strip(cities)
    table = cities[["name", *GROUNDS]].round()
    table.columns = ["city", *(f"from {ground}, km" for ground in GROUNDS.values())]
    for key in LIMITS:
        table[f"within {text(key)}"] = cities["held"] <= value(key)
    rows = {"systems": [*MISSILES, "som-300"], "cities": STRIP, **numbers.ground("to_held", "to_legal")}
    draw = partial(_draw_adds, missiles=missiles, cities=cities)
    return Figure("reach-adds", table, rows=rows, draw=draw, boundary=True)


# ---- people and published ranges, both directions -----------------------------------------------------------------
PEOPLE_AT, FARTHEST, LINE = range(0, 701, 10), 700, 300  # km; the last is the regime’s
NEAR = pd.DataFrame(  # whose cities, where the band is named (km, and px from its upper bound), in which colour
    [("in Ukrainian cities", 560, -12, "ukr", "ukr-word"), ("in Russian cities", 560, -26, "rus", "rus")],
    index=["UKR", "RUS"], columns=["people", "at", "dy", "tone", "word"],
)  # fmt: skip
TOWARDS = {"RUS": "Ranges towards Russia", "UKR": "Ranges towards Ukraine"}
REACH = {  # system: name in the chart, towards whom, colour of the bar and of the words
    "vilkha": ("Vilkha", "RUS", "ukr", "ukr-word"),
    "tochka-u": ("Tochka-U", "RUS", "ukr", "ukr-word"),
    "som-250": ("SOM, if sold", "RUS", "ink", "ink"),
    "neptune": ("Neptune, against ships", "RUS", "ukr", "ukr-word"),
    "smerch": ("Smerch", "UKR", "rus", "rus"),
    "iskander-m": ("Iskander-M", "UKR", "rus", "rus"),
    "iskander-k-9m729": ("9M729, disputed", "UKR", "rus", "ink"),
    "kalibr": ("Kalibr, from ships", "UKR", "rus", "rus"),
    "kinzhal": ("Kinzhal, from the air", "UKR", "rus", "rus"),
    "kh-101": ("Kh-101, from the air", "UKR", "rus", "rus"),
}


def _reach(systems):
    """A row for each system: its range, as far as the chart goes, and what is said of it."""
    frame = _looked(REACH, systems, "name", "towards", "tone", "word")
    beyond, said = frame["range_high"] > FARTHEST, frame.apply(_span, axis=1)
    return frame.assign(
        low=frame["range_low"].clip(upper=FARTHEST),
        high=frame["range_high"].clip(upper=FARTHEST),
        said=(said + NBSP + "→").where(beyond, said),
        side=beyond.map({True: "left", False: "right"}),
        ink=[colour("page" if row.range_low > FARTHEST else row.word) for row in frame.itertuples()],
        group=frame["towards"].map(TOWARDS),
    )


def _draw_bands(both, x, unit):
    """People within each distance of the other side's ground, from the lower to the upper reading, one band a side."""
    base = alt.Chart(marks.painted(both.join(NEAR, on="side"), "tone", "word"))
    axis = alt.Axis(values=[10, 20, 30], labelExpr=f"datum.label + '{unit}'", domain=False, ticks=False)
    y = alt.Y("low:Q", title=None, scale=alt.Scale(domain=[0, 37], nice=False), axis=axis)
    band = base.mark_area(fillOpacity=0.45, strokeWidth=1.5, line=False)
    said = base.transform_filter("datum.km == datum.at")
    return band.encode(x=x, y=y, y2="high:Q", **marks.own(fill="tone", stroke="tone")) + marks.words(
        said, "people:N", x=x, y="high:Q", dy=alt.expr("datum.dy"), fontWeight="bold", align="center",
        **marks.own(color="word"),
    )  # fmt: skip


def _draw_people(width, both, systems):
    wide, scale = width == WIDE, alt.Scale(domain=[0, FARTHEST], nice=False)
    # With more values than ticks, Vega would leave out every other one.
    lines = {"values": [0, *map(value, LIMITS), 500, 700], "tickCount": 6}
    lines |= {"title": None, "domain": False, "ticks": False, "gridDash": [2, 3]}
    # On a phone there is no room for the regime's line beside the missile's range.
    label = f"datum.value == 700 ? '700{NBSP}km' : {int(not wide)} && datum.value == {LINE} ? '' : datum.label"
    named = alt.Axis(labelExpr=label, labelOverlap=False, **lines)
    shown = marks.headed(marks.painted(systems, "tone", "word"), "group")
    base, y = alt.Chart(shown), marks.named(width, domain=list(shown["name"]), padding=0)
    rows = base.transform_filter("isValid(datum.high)")
    grid = alt.X("low:Q", scale=scale, axis=alt.Axis(labels=False, **lines))
    bars = marks.layered(
        rows.mark_rule(opacity=0).encode(x=grid, y=y),
        marks.interval(rows, "tone", y, size=15),
        marks.beside(rows, "said:N", gap=7, halo=False, x="high:Q", y=y, fontWeight="bold", **marks.own(color="ink")),
        marks.above(base, y, width, lift=15, halo=True),
        marks.heads(base, y),
        height=alt.Step(24 if wide else 38),
    )
    unit = f"{NBSP}million" if wide else ""
    bands = _draw_bands(both, alt.X("km:Q", scale=scale, axis=named), unit).properties(height=230)
    room = 166 if wide else 34
    return alt.vconcat(*(part.properties(width=width - room) for part in (bands, bars)), spacing=20, bounds="flush")


def reach_people(both, systems):
    """People near the other side, both ways, from `measures.both_directions`, over the ranges of `systems`."""
    table = measures.within_reach(systems[systems["role"].isin(["ukraine", "article", "russia"])], numbers.cities())
    millions = both.assign(low=both["low"] / 1e6, high=both["high"] / 1e6)
    table = table.assign(range=table.apply(_span, axis=1))[["name", "range", "side", "low", "high"]].round(1)
    grounds = numbers.ground("to_held", "to_legal", "to_russia", "to_belarus")
    rows = {"cities": numbers.people_of("UKR", "RUS"), "systems": [*REACH, "som-300"], **grounds}
    table.columns = ["system", "range, km", "whose cities", "lower, million", "upper, million"]
    draw = partial(_draw_people, both=millions, systems=_reach(systems))
    return Figure("reach-people", table, rows=rows, draw=draw, boundary=True)


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
    bars, said = marks.interval(base, "tone", y, size=11), marks.words(base, "said:N", x="high:Q", y=y, dx=6)
    return marks.layered(bars, line, said, height=alt.Step(26 if width == WIDE else 28))


def reach_ranges(found):
    """Published ranges of missiles that were exported: `found` as `measures.exported` gives them."""
    table = found[["name", "range_low", "payload_kg", "basis", "origin", "recipients"]].replace(";", ", ", regex=True)
    table["range_low"] = found.apply(_span, axis=1)
    table.columns = ["missile", "range, km", "payload, kg", "basis", "made in", "sold to"]
    rows = {"systems": [*found["id"], "som-300", "mtcr-category-1"]}
    return Figure("reach-ranges", table, rows=rows, draw=partial(_draw_ranges, found=found))


# ---- since then ---------------------------------------------------------------------------------------------------
WEST = ("triangle-up", "west", "west", "west")
LATER = {  # name, what it is; its shape, fill and outline; colour and side of its words
    "neptune": ("Neptune", "Ukrainian, in a test at sea", "square", "page", "ukr", "ukr-word", "right"),
    "som-250": ("the article’s", "the missile of the article", "diamond", "page", "ink", "ink", "left"),
    "storm-shadow-ukr": ("Storm Shadow", "sent by Britain", *WEST, "above"),
    "atacms-165-ukr": ("ATACMS", "sent by the United States", *WEST, "above"),
    "atacms-300-ukr": ("ATACMS", "sent by the United States", *WEST, "above left"),
}


def _later(systems):
    """The missiles of the figure: drawn at the day each entered the public record, the article's own at the article."""
    looks = ["called", "what", "shape", "fill", "tone", "word", "side"]
    rows = pd.DataFrame.from_dict(LATER, orient="index", columns=looks).join(systems.set_index("id"))
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
    before["said"] = f"Ukraine had {text('before_range')}"
    had = alt.Chart(pd.DataFrame([before])).encode(x=x, y=y)
    known = alt.Chart(pd.DataFrame({"at": [cut], "said": ["known after 15 Dec 2021"]}))
    if width != WIDE:
        known = known.transform_calculate(said="replace(datum.said, 'after ', 'after\\n')")
    top = {"baseline": "top", "dx": 5, "dy": 2, "lineBreak": "\n", "color": colour("since")}
    drawn = marks.layered(
        marks.since("at", cut, end),
        marks.words(known, "said:N", halo=False, x=x, y=alt.value(0), **top),
        had.mark_rule(color=colour("ukr"), strokeWidth=2).encode(x2="end:T"),
        marks.words(had, "said:N", halo=False, dx=4, dy=-9, color=colour("ukr-word")),
        points,
        marks.beside(base, "said:N", halo=False, **marks.own(color="word")),
    )
    return drawn.properties(height=250)


def reach_since(systems):
    """Missiles by the day each was first on the public record: `systems` with the later rows."""
    rows = _later(systems)
    heads = ["missile", "published range, km", "on public record", "what"]
    table = rows[["name", "range_high", "known_on", "what"]].set_axis(heads, axis=1)
    draw = partial(_draw_since, rows=rows)
    return Figure("reach-since", table, rows={"systems": list(LATER)}, draw=draw, since=True)
