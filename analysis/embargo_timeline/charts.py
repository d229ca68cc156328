"""The figures of embargo-timeline: decisions in order and in lanes, part by part, the pace, and what came later."""

import altair as alt
import pandas as pd

from analysis.embargo_timeline import measures, numbers
from brief.charts import marks
from brief.charts.figure import WIDE, Figure, colour
from brief.dates import CUTOFF
from brief.templates import render

# lane: what its heading says, its colour, its mark
LANES = {
    "halts": ("Western halts", "west", "triangle-up"),
    "dispute": ("S-400 dispute", "neutral", "diamond"),
    "ukraine": ("Deals with Ukraine", "ukr", "square"),
    "west": ("Western arms for Ukraine", "west", "triangle-up"),
}
OTHER_LANES = {
    "russia": "Russia: build-up and objections",
    "motor sich": "The fight over Motor Sich",
    "other": "Other suppliers and own industry",
    "use": "Drones in use",
    "words": "Words of autumn 2021, in no count",
}
SINGULAR = {"halts": "Western halt", "ukraine": "Deal with Ukraine"}
REPLACED = {"TUR": ("Turkish", "tur", "circle"), "UKR": ("Ukrainian", "ukr", "square")}
GROUPS = {
    "Drone TB2": ["TB2"],
    "Other arms": ["helicopter", "tank"],
    "Chosen, nothing withheld": ["Akıncı drone", "jet drone"],
}
PARTNERS = {"ukraine": "with Ukraine", "other": "with others and at home"}


def when(row, year: bool = True) -> str:
    """A date in words, never finer than its source."""
    first, last = measures.span(row.date, row.date_precision, row.date_end)
    tail = f" {first.year}" if year else ""
    if row.date_precision == "month":
        return f"{first:%B}{tail}"
    if row.date_precision == "year":
        return f"{first.year}"
    days = f"{first.day}" if first == last else f"{first.day}–{last.day}"
    return f"{days} {first:%B}{tail}"


def _toned(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows with the colour and the mark of their lane."""
    looks = [LANES[lane] for lane in frame["lane"]]
    return frame.assign(tint=[colour(tint) for _, tint, _ in looks], shape=[shape for *_, shape in looks])


# The decisions in order.
def decisions(chosen: pd.DataFrame | None = None) -> Figure:
    """The decisions that the rule picks, in order, as a list."""
    chosen = numbers.deciding() if chosen is None else chosen
    chosen = _toned(chosen).assign(
        said=chosen["lane"].map(SINGULAR),
        first=[first for first, _ in measures.spans(chosen)],
        day=[when(row, year=False) for row in chosen.itertuples()],
    )
    table = {"date": [when(row) for row in chosen.itertuples()], "lane": chosen["said"], "decision": chosen["what"]}
    return Figure(
        "decisions",
        pd.DataFrame(table).reset_index(drop=True),
        rows={"decisions": chosen},
        html=lambda: render("embargo_timeline/decisions.html", chosen=chosen),
    )


# The lanes.
START, END = 2016.5, measures.year_of(CUTOFF)
HELD = 2018.5  # the year from which the American holds ran, unknown to the public
HEADS = {
    "halts": ["Western", "halts"],
    "dispute": ["S-400", "dispute"],
    "ukraine": ["Deals with", "Ukraine"],
    "west": ["Arms for", "Ukraine"],
}
LANE, YEAR = 100, 78  # px: a lane's height on a desk, a year's on a phone
HEIGHTS = (-15, 20, -32, 37)  # px from a lane's line: where a label may stand, in this order
STEM = 25  # px: a label farther out than this is tied to its mark
LETTER = 6.4  # px, a letter of 12 px on average


def lane_rows(known: pd.DataFrame | None = None) -> pd.DataFrame:
    """Every decision of the four lanes that bound, was signed or was said to hold, at the middle of its span (years).

    `solid` are those of the list, and of the other lanes the binding and well sourced; a label stands at these and at
    a hold that was only said."""
    found = numbers.table("decisions") if known is None else known
    bound, signed = found["binding"].astype(bool), found["kind"].isin(numbers.SIGNED)
    said = found["kind"].isin(numbers.BOUND)
    found = found[found["lane"].isin(LANES) & (bound | signed | said) & (found["kind"] != "easing")]
    sourced = found["binding"].astype(bool) & (found["confidence"] == "high")
    solid = found["deciding"].astype(bool).where(found["lane"].isin(SINGULAR), sourced)
    return found.assign(
        at=measures.middles(found),
        solid=solid,
        label=found["label"].where((solid | found["kind"].isin(numbers.BOUND)) & (found["lane"] != "west")).fillna(""),
        when=[when(row) for row in found.itertuples()],
    )


def labelled(rows: pd.DataFrame, year: float) -> pd.DataFrame:
    """Labels of one lane that don't touch, `year` being px: each takes the first of the heights (`dy`) that has room.

    A label stands over its mark, at the page's edge within it (`x`, years); what stands far out has a stem, on which
    no later label may stand."""
    found: list[dict] = []

    def free(x: float, half: float, dy: int) -> bool:
        beside = all(abs(x - other["x"]) > half + other["half"] for other in found if other["dy"] == dy)
        stems = [other["at"] for other in found if abs(other["dy"]) > STEM and 0 < dy / other["dy"] < 1]
        return beside and all(abs(x - stem) >= half for stem in stems)

    for row in rows[rows["label"] != ""].sort_values("at").itertuples():
        half = (LETTER * len(row.label) / 2 + 4) / year
        x = min(max(row.at, START + half), END - half)
        dy = next((dy for dy in HEIGHTS if free(x, half, dy)), HEIGHTS[-1])
        found.append({"lane": row.lane, "label": row.label, "at": row.at, "x": x, "half": half, "dy": dy})
    return pd.DataFrame(found)


def _lane_layers(rows: pd.DataFrame, at: alt.X | alt.Y, lane: alt.X | alt.Y, stems: list[alt.Chart]) -> list[alt.Chart]:
    """Lines, the holds before they were known, and the decisions, along either axis; stems lie under the marks."""
    end = {"x2" if isinstance(at, alt.X) else "y2": "end:Q"}
    tint, shape = {"scale": None, "legend": None}, alt.Shape("shape:N", scale=None)
    held = rows.loc[rows["id"] == "us-holds", ["lane", "at"]].rename(columns={"at": "end"}).assign(at=HELD)
    lines = alt.Chart(_toned(pd.DataFrame({"lane": [*LANES], "at": START, "end": END}))).mark_rule()
    points = alt.Chart(_toned(rows[["lane", "at", "solid"]]))
    hollow = points.transform_filter("!datum.solid").mark_point(fill=colour("page"), strokeWidth=1.6, opacity=1)
    solid = points.transform_filter("datum.solid").mark_point(stroke=colour("page"), strokeWidth=1, size=110, opacity=1)
    return [
        lines.encode(at, lane, alt.Color("tint:N", **tint), **end),
        alt.Chart(_toned(held)).mark_bar(size=10, opacity=0.3).encode(at, lane, alt.Color("tint:N", **tint), **end),
        *stems,
        hollow.encode(at, lane, shape, alt.Stroke("tint:N", **tint)),
        solid.encode(at, lane, shape, alt.Fill("tint:N", **tint)),
    ]


YEARS: dict = {"values": [*range(2017, CUTOFF.year + 1)], "format": "d", "title": None, "domain": False, "ticks": False}
PLACES: dict = {"scale": alt.Scale(domain=[*LANES], padding=0)}


def _cut() -> tuple[alt.Chart, alt.Chart]:
    """The cut-off: what is written beside it, and its line."""
    day = alt.Chart(pd.DataFrame({"at": [END], "said": [f"{CUTOFF.day} {CUTOFF:%B} {CUTOFF.year}"]}))
    return day, day.mark_rule(color=colour("ink"), strokeDash=[4, 3])


def _across(rows: pd.DataFrame) -> alt.LayerChart:
    """Lanes one under the other, with labels."""
    axis = alt.Axis(**YEARS, labelFlush=False, labelAlign="left", labelOffset=3)
    at = alt.X("at:Q", scale=alt.Scale(domain=[START, END + 0.05], nice=False), axis=axis)
    lane = alt.Y("lane:N", axis=None, **PLACES)
    apart = [labelled(own, WIDE / (END - START)) for _, own in rows.groupby("lane")]
    labels = alt.Chart(_toned(pd.concat(apart)))
    stems = labels.transform_filter(f"abs(datum.dy) > {STEM}").mark_rule(y2Offset=alt.expr("datum.dy * 0.72"))
    heads = alt.Chart(pd.DataFrame({"lane": [*LANES], "head": [head for head, *_ in LANES.values()]}))
    day, dashed = _cut()
    return alt.layer(
        *_lane_layers(rows, at, lane, [stems.encode(at, lane, alt.Color("tint:N", scale=None), y2="lane:N")]),
        dashed.encode(at),
        # The halo is wide enough to part the words of a label from a stem that runs behind it.
        marks.words(labels, "label:N", x="x:Q", y=lane, dy=alt.expr("datum.dy"), align="center", strokeWidth=7),
        marks.words(heads, "head:N", x=alt.value(0), y=lane, dy=-41, **marks.HEAD),
        marks.words(day, "said:N", x=at, y=alt.value(8), dx=-5, align="right"),
    ).properties(height=LANE * len(LANES))


def _down(rows: pd.DataFrame) -> alt.LayerChart:
    """Lanes side by side, time running down: for a phone, without labels."""
    look = {"labelAngle": 0, "labelFlush": False, "labelPadding": 20, "labelFontWeight": "bold"}
    heads = alt.Axis(orient="top", title=None, labelExpr=f"{HEADS}[datum.label]", labelColor=colour("ink"), **look)
    last = END + 0.3  # years: room for the words under the last line
    at = alt.Y("at:Q", scale=alt.Scale(domain=[START, last], reverse=True), axis=alt.Axis(**YEARS))
    day, dashed = _cut()
    return alt.layer(
        *_lane_layers(rows, at, alt.X("lane:N", axis=heads, **PLACES), []),
        dashed.encode(at),
        marks.words(day, "said:N", halo=False, x=alt.value(0), y=at, dy=14),
    ).properties(height=YEAR * (last - START))


def lanes(known: pd.DataFrame | None = None) -> Figure:
    """The decisions of the list and those around them, in four lanes."""
    rows = lane_rows(known)
    table = {"date": rows["when"], "lane": [LANES[name][0] for name in rows["lane"]], "decision": rows["what"]}

    def draw(width: int) -> alt.LayerChart:
        return _across(rows) if width == WIDE else _down(rows)

    solid_first = rows.sort_values("solid", ascending=False, kind="stable")["id"]
    return Figure("lanes", pd.DataFrame(table), rows={"decisions": solid_first}, draw=draw)


# Part by part.
def parts(known: pd.DataFrame | None = None) -> Figure:
    """What replaced each withheld part, as a table."""
    frame = numbers.parts() if known is None else known
    marked = pd.DataFrame([_replaced(row) for row in frame.itertuples()], frame.index, ["said", "tint", "shape"])
    frame = frame.assign(supply=[_supply(row) for row in frame.itertuples()]).join(marked)
    return Figure(
        "parts",
        frame[["part", "maker", "platform", "supply", "replacement", "basis"]].rename(
            columns={"platform": "belongs to", "replacement": "replaced by", "basis": "rests on"}
        ),
        rows={"parts": frame},
        html=lambda: render("embargo_timeline/parts.html", parts=frame, groups=GROUPS),
    )


def _supply(row) -> str:
    day = row.withheld_on
    if row.withheld == "nothing withheld":
        return f"chosen {day:%Y}"
    if row.withheld_precision == "year":
        return f"{row.withheld} {day:%Y}"
    return f"{row.withheld} {'mid-' if row.platform == 'helicopter' else f'{day:%b} '}{day:%Y}"


def _replaced(row) -> tuple[str, str, str]:
    """Where a substitute came from, in words, and the colour and shape of its mark, hollow on a weaker basis."""
    said, tint, shape = REPLACED.get(row.replaced_by, ("Not known", "neutral", "circle"))
    sure = row.basis == "two sources"
    if not sure and row.basis != "none":
        said += f", on {row.basis.replace('maker’s', 'the maker’s')}"
    return said, colour(tint), shape if sure else f"hollow {shape}"


# The pace, by every choice and by year.
PACE_WORDS = {"ukraine": (36, "Ukraine", "left", 24), "other": (76, "others", "right", -20)}
"""partner: at which share of the combinations its name stands, the name, and how it is set beside the marks"""


def pace(ways: dict[str, pd.DataFrame] | None = None) -> Figure:
    """Pace after a halt against pace before it, under every combination of choices, in rising order by partner."""
    ways = ways or {partner: numbers.specifications(partner) for partner in PARTNERS}
    frame = pd.concat(
        found.assign(lane=PARTNERS[partner], partner=partner, share=100 * (found.index + 0.5) / len(found))
        for partner, found in ways.items()
    )
    named = {"start": "from", "cooperation": "what counts", "universe": "which decisions", "lane": "work"}
    table = frame.assign(multiple=frame["ratio"].round(2)).rename(columns=named)
    table = table[["work", "from", "cut", "what counts", "which decisions", "before", "after", "multiple"]]
    return Figure(
        "pace",
        table.reset_index(drop=True),
        drawn=["spec_range", "spec_range_other"],
        draw=lambda width: _draw_pace(frame[["partner", "share", "ratio"]], width),  # the rest stands in the table
    )


def _draw_pace(frame: pd.DataFrame, width: int) -> alt.LayerChart:
    scale = alt.Scale(type="log", domain=[0.45, 9], nice=False)
    axis = alt.Axis(values=[0.5, 1, 2, 4, 8], labelExpr="datum.value + '×'", title=None, grid=True)
    x = alt.X("ratio:Q", scale=scale, axis=axis)
    y = alt.Y("share:Q", scale=alt.Scale(domain=[0, 106]), axis=None)
    looks = {"domain": [*PARTNERS]}
    dots = alt.Chart(frame).mark_point(size=30 if width == WIDE else 22, opacity=1)
    dots = dots.encode(
        x,
        y,
        alt.Color("partner:N", scale=alt.Scale(range=[colour("ukr"), colour("neutral")], **looks)),
        alt.Shape("partner:N", scale=alt.Scale(range=["square", "circle"], **looks)),
    )
    said = [(1, 102, "same pace", "left", 6)]
    for partner, (share, *words) in PACE_WORDS.items():
        own = frame[frame["partner"] == partner]
        said.append((own.iloc[(own["share"] - share).abs().argmin()]["ratio"], share, *words))
    notes = pd.DataFrame(said, columns=["ratio", "share", "said", "align", "dx"])
    notes = alt.Chart(notes.assign(dy=0, weight="bold", tone=colour("ink")))
    even = notes.transform_filter("datum.ratio == 1").mark_rule(color=colour("ink"), strokeWidth=1.5).encode(x)
    return alt.layer(even, dots, marks.placed(notes, x, y, fontSize=13)).properties(height=290)


def signings(signed: pd.DataFrame | None = None) -> Figure:
    """What was signed each year (the index) with Ukraine and with other partners (the columns)."""
    signed = numbers.signed_by_year() if signed is None else signed
    table = signed.rename(columns={"ukraine": "Ukraine", "other": "others"}).rename_axis("year").reset_index()
    table["year"] = table["year"].astype(str)
    frame = table.melt("year", var_name="partner", value_name="signed")
    return Figure(
        "signings", table, drawn=["signed_ukraine", "signed_other"], draw=lambda width: _draw_signings(frame, width)
    )


def _draw_signings(frame: pd.DataFrame, width: int) -> alt.LayerChart:
    partners = ["Ukraine", "others"]
    base = alt.Chart(frame).encode(
        alt.X("year:N", axis=alt.Axis(title=None, labelAngle=0, domain=True)),
        alt.XOffset("partner:N", sort=partners),
        alt.Y("signed:Q", axis=None),
    )
    tints = alt.Scale(domain=partners, range=[colour("ukr"), colour("neutral")])
    bars = base.mark_bar(width={"band": 0.86}, stroke=colour("rule"), strokeWidth=1)
    counts = base.mark_text(dy=-8, fontSize=13 if width == WIDE else 12, fontWeight="bold").encode(text="signed:Q")
    return alt.layer(bars.encode(alt.Color("partner:N", scale=tints)), counts).properties(height=190)


# Since then.
NO_END = 2025.0  # where the bar of a state without a dated end stops


def liftings(ends: pd.DataFrame | None = None) -> Figure:
    """Since then: how long the limits of October 2019 lasted, state by state."""
    ends = numbers.endings() if ends is None else ends
    last = {state: end for state, (_, end) in zip(ends.index, measures.spans(ends), strict=True)}
    rows = [
        (name, True, measures.year_of(last[iso]), f"{last[iso]:%B %Y}")
        if iso in last
        else (name, False, NO_END, "no date found")
        for iso, name in numbers.HALTED_2019.items()
    ]
    frame = pd.DataFrame(rows, columns=["state", "dated", "to", "said"])
    frame = frame.sort_values(["dated", "to"], ascending=[False, True], kind="stable", ignore_index=True)
    frame["from"] = min(measures.middles(numbers.halts_of_october_2019()))
    return Figure(
        "liftings",
        frame[["state", "said"]].rename(columns={"said": "end of its limits"}),
        rows={"events": [*ends["id"], *numbers.EASED_ONLY]},
        since=True,
        draw=lambda width: _draw_liftings(frame, width),
    )


def _draw_liftings(frame: pd.DataFrame, width: int) -> alt.LayerChart:
    last = 2026.6 if width == WIDE else 2029.4  # leaves room for the words beside the longest bar
    axis = alt.Axis(values=[2020, 2022, 2024], format="d", title=None, grid=False)
    scale = alt.Scale(domain=[2019.5, last], nice=False)
    x = alt.X("from:Q", scale=scale, axis=axis)
    y = alt.Y("state:N", sort=None, title=None)
    later = alt.Chart(pd.DataFrame({"from": [measures.year_of(CUTOFF)], "to": [last]}))
    base = alt.Chart(frame)
    bars, pale = base.transform_filter("datum.dated"), base.transform_filter("!datum.dated")
    look = {"fill": colour("west"), "fillOpacity": 0.25, "stroke": colour("west"), "strokeDash": [3, 2]}
    return alt.layer(
        later.mark_rect(color=colour("since-tint")).encode(x, x2="to:Q"),
        later.mark_rule(color=colour("ink"), strokeDash=[4, 3]).encode(x),
        bars.mark_bar(size=12, color=colour("west")).encode(x, y, x2="to:Q"),
        pale.mark_bar(size=12, **look).encode(x, y, x2="to:Q"),
        marks.words(base, "said:N", halo=False, x=alt.X("to:Q", scale=scale), y=y, dx=5),
    )


def all_events(known: pd.DataFrame | None = None) -> Figure:
    """Every event known on the cut-off, lane by lane, as a table."""
    frame = numbers.table("events") if known is None else known
    words = {name: head for name, (head, *_) in LANES.items()} | OTHER_LANES
    frame = frame.assign(day=[when(row) for row in frame.itertuples()])
    table = frame[["day", "lane", "kind", "what", "confidence"]].replace({"lane": words})
    return Figure(
        "all-events",
        table.set_axis(["date", "lane", "kind", "event", "how sure"], axis=1),
        rows={"events": frame},
        html=lambda: render("embargo_timeline/events.html", events=frame, lanes=words),
    )
