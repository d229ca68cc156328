"""The figures of entrapment: bars, size, studies, explanations and Moscow's grounds; the live ones stand beside."""

from functools import partial
from itertools import product

import altair as alt
import pandas as pd

from analysis.entrapment import numbers
from analysis.entrapment.charts.gauge import harm_gauge
from analysis.entrapment.charts.plane import harm_beliefs, harm_plane
from analysis.entrapment.charts.vega_formulas import plus
from analysis.entrapment.charts.window import harm_window
from brief.charts import marks
from brief.charts.figure import WIDE, Figure, colour
from brief.numbers import MINUS, NBSP, text, value
from brief.templates import render

__all__ = ["harm_beliefs", "harm_gauge", "harm_plane", "harm_window"]  # and the figures below


# ---- what moves the tipping point, and what moves the damage itself ------------------------------------------------
def _spans() -> dict[str, str]:
    """Over which range each assumption is moved, in words."""

    def ends(key):
        return " to ".join(f"{numbers.settings().loc[key, end]:g}".replace("-", MINUS) for end in ("low", "high"))

    drawn, cost, gain = text("drawn_chance"), text("drawn_cost_high", "bare"), text("gain_high", "bare")
    return {
        "How much likelier war gets": f"{ends('likelier')}{NBSP}%",
        "Damage prevented": f"{ends('prevented')}{NBSP}%",
        "Ukraine’s losses counted": f"no, or yes with {text('shield_start')} spared",
        "Wars brought forward": f"{ends('early')}{NBSP}%, by a year",
        "Washington drawn in": f"never, to {drawn} of wars at {cost} times the cost",
        "Gain in peacetime": f"none to {gain} wars’ worth of 100",
        "War without the sale": f"{ends('war')} of 100",
    }


def _names(rows: alt.Chart, width: int) -> alt.LayerChart:
    """What is moved, bold, and from where to where below it: beside the bars on a desk, above them on a phone."""
    layers = []
    for line, field, weight, tone in ((0, "what", "bold", "ink"), (1, "span", "normal", "soft")):
        look = {"orient": "left", "labelFontWeight": weight, "labelColor": colour(tone), "labelOffset": 16 * line - 8}
        y = marks.named(width, "row", look | {"labelExpr": f"split(datum.label,': ')[{line}]"}, type="band", padding=0)
        layers += [
            rows.mark_point(opacity=0).encode(y=y),  # carries the axis
            marks.above(rows, y.axis(None), width, field, 32 - 16 * line, True, fontWeight=weight, color=colour(tone)),
        ]
    return marks.layered(*layers).resolve_axis(y="independent")


def _draw_bars(frame: pd.DataFrame, start: float, heading: str, domain: list, unit: str, width: int):
    """A bar from low to high for each row, with its ends' values in `unit`; `start` is where all begin."""
    frame = frame.rename_axis("what").reset_index().assign(start=start)
    frame["span"] = frame["what"].map(_spans())
    frame["row"] = frame["what"] + ": " + frame["span"]
    frame[["said_low", "said_high"]] = frame[["low", "high"]].map(lambda end: plus(end, 0 if unit else 1) + unit)
    rows, wide = alt.Chart(frame), width == WIDE

    def x(field: str, **axis) -> alt.X:
        across = alt.Scale(domain=domain, nice=False)
        return alt.X(f"{field}:Q", title=None, scale=across, axis=alt.Axis(**axis) if axis else None)

    above: dict = {"values": [start], "orient": "top", "labelExpr": f"'{heading}'", "labelFontWeight": "bold"}
    above |= {"labelColor": colour("ink"), "tickColor": colour("ink"), "tickWidth": 2, "domain": False, "grid": False}
    y = alt.Y("row:N", sort=None, axis=None, scale=alt.Scale(type="band", padding=0))
    moved, still = (rows.transform_filter(f"datum.high-datum.low{sign}0.05") for sign in (">=", "<"))
    low, high = (moved.transform_filter(f"abs(datum.{end}-datum.start)>0.05") for end in ("low", "high"))
    bars = moved.mark_bar(size=14, fill=colour("neutral"), fillOpacity=0.45, stroke=colour("ink"), strokeWidth=1)
    return (
        marks.layered(
            rows.mark_rule(color=colour("ink"), strokeWidth=2).encode(
                x=x("start", **above), y=y.bandPosition(0), y2=alt.Y2("row", bandPosition=1)
            ),
            bars.encode(x=x("low"), x2="high", y=y),
            still.mark_point(**marks.RING, size=110).encode(x=x("low"), y=y),
            marks.words(still, alt.value("no move"), x=x("low"), y=y, dx=12),
            marks.words(low, "said_low:N", x=x("low"), y=y, align="right", dx=-5, fontWeight="bold"),
            marks.words(high, "said_high:N", x=x("high"), y=y, dx=5, fontWeight="bold"),
            _names(rows, width),
        )
        .resolve_axis(x="independent", y="independent")
        .properties(height=alt.Step(44 if wide else 72))
    )


def _bars(key: str, frame: pd.DataFrame, heads: str, places: int, **drawn) -> Figure:
    table = frame.round(places).rename(columns=lambda end: heads.format(end)).rename_axis("what is moved").reset_index()
    table.insert(1, "from and to", table["what is moved"].map(_spans()))
    ends = product({"longest": 0, "shortest": -1}.items(), frame)
    return Figure(
        key=key,
        rows={"model_settings": "war likelier prevented theirs shield early sooner drawn cost gain"},
        sources=("own_assumption",),
        says={f"{row}_{end}": plus(frame.iloc[at][end]) for (row, at), end in ends},
        table=table,
        draw=lambda width: _draw_bars(frame, width=width, **drawn),
    )


def harm_moves(tips: pd.DataFrame) -> Figure:
    """`tips` has, by assumption, where the sale tips at both ends of its range: per cent likelier."""
    drawn = {"heading": f"start: tips at +{text('tip_6')}", "domain": [-9, 22], "unit": f"{NBSP}%"}
    return _bars("harm-moves", tips, "tips at, {}, %", 0, start=value("tip_6"), **drawn)


def harm_tornado(changes: pd.DataFrame) -> Figure:
    """`changes` has, by assumption, the change at both ends of its range: wars' worth of damage per 100 situations."""
    start = value("damage_with") - value("war_without")
    drawn = {"heading": f"start: {plus(start)}", "domain": [-8, 9], "unit": ""}
    return _bars("harm-tornado", changes, "change, {}, wars’ worth", 2, start=start, **drawn)


# ---- one capability behind both -----------------------------------------------------------------------------------
def _draw_size(sizes: pd.DataFrame, width: int):
    below, room = alt.Axis(values=[0, 5, 10, 15], grid=False, titleAnchor="start"), 17 if width == WIDE else 20
    across = alt.Scale(domain=[0, room], nice=False)
    x = alt.X("prevented:Q", scale=across, title="damage prevented, %", axis=below)
    signed = alt.Axis(values=[-2, 0, 2, 4], labelExpr="(datum.value>0?'+':'')+datum.label", grid=False, domain=False)
    y = alt.Y("change:Q", scale=alt.Scale(domain=[-3, 5], nice=False), title=None, axis=signed)
    ends = sizes[sizes["prevented"] == sizes["prevented"].max()]
    ends = ends.assign(said=[f"odds +{fear}{NBSP}%" for fear in ends["fear"]])
    sides = pd.DataFrame({"prevented": 0.3, "change": [4.5, -2.5], "said": ["sale does harm", "sale helps"]})
    harm = alt.Chart(pd.DataFrame({"change": [0], "top": 5, "prevented": 0, "end": room}))
    return marks.layered(
        harm.mark_rect(color=colour("neutral"), fillOpacity=0.3).encode(x=x, x2="end:Q", y=y, y2="top:Q"),
        harm.mark_rule(color=colour("ink"), strokeWidth=1.5).encode(x=x, x2="end:Q", y=y),
        alt.Chart(sizes).mark_line(color=colour("ink"), strokeWidth=3).encode(x=x, y=y, detail="fear:N"),
        marks.words(alt.Chart(ends), "said:N", x=x, y=y, dx=6, fontWeight="bold"),
        marks.words(alt.Chart(sides), "said:N", x=x, y=y, halo=False, **marks.HEAD),
    ).properties(height=260)


def harm_size(sizes: pd.DataFrame) -> Figure:
    """`sizes` has the change in wars' worth per 100 situations by fear and by the damage prevented (%)."""
    wide, ends = sizes.pivot(index="prevented", columns="fear", values="change"), {"smallest": 1, "largest": 15}
    table = wide.loc[[1, 5, 10, 15]].round(2).rename(columns="change at odds +{} %, wars’ worth".format)
    return Figure(
        key="harm-size",
        rows={"model_settings": ["war", "prevented", "fear"]},
        sources=("own_assumption",),
        says={f"{size}_{fear}": plus(wide.loc[at, fear]) for fear in wide for size, at in ends.items()},
        table=table.rename_axis("damage prevented, %").rename_axis(None, axis=1).reset_index(),
        draw=lambda width: _draw_size(sizes, width),
    )


# ---- what studies say, and why no missile was sold ----------------------------------------------------------------
ORDER = (
    "raises the risk", "either way", "lowers the risk", "entrapment is real", "entrapment is rare", "names the fear",
)  # fmt: skip


def harm_studies(studies: pd.DataFrame) -> Figure:
    table = studies[["authors", "year", "about", "measures", "says", "pulls"]].astype({"year": str})
    names = (table["authors"] + " " + table["year"]).loc[table["year"].sort_values().index].groupby(table["pulls"])
    pulling = {pulls: names.get_group(pulls) for pulls in ORDER}
    html = partial(render, "entrapment/studies.html", pulling=pulling)
    return Figure(key="harm-studies", rows={"studies": studies}, table=table, html=html)


def harm_no_sale(readings: pd.DataFrame) -> Figure:
    table = readings[["explanation", "fact", "day"]].rename(columns={"fact": "what is known"})
    html = partial(render, "entrapment/no_sale.html", readings=readings)
    return Figure(key="harm-no-sale", rows={"no_sale": readings}, table=table, html=html)


# ---- what Moscow named as a ground: its texts in order of date, each a column, with a lane for each theme -----------
THEMES = {"nato": "NATO", "missiles": "Missiles", "drones": "Turkish drones", "arms": "Other arms"}
TOGETHER = ["nato", "missiles", "drones"]  # as grounds in one text: what the article feared
FEW = 6  # texts whose speakers find room under their columns
LANE, TOP, EDGE = 46, 48, 10  # px: a lane; its first marks; from a picture's side to the first text


def _draw_texts(texts: pd.DataFrame, width: int):
    last, few = len(texts) - 1, len(texts) <= FEW
    side = width / len(texts) / 2 if few else EDGE
    foot = TOP + LANE * len(THEMES) - 16
    frame = texts.assign(at=range(len(texts)), day=[f"{date.day} {date:%b}" for date in texts["date"]])
    frame["foot"] = frame["day"] + ("/" + frame["speaker"].replace("Foreign ministry", "Ministry") if few else "")
    step = 1 if few else 4 if width == WIDE else 8
    frame["align"] = "center" if few else frame["at"].map({0: "left", last: "right"}).fillna("center")
    frame["dx"] = frame["align"].map({"left": -EDGE, "right": EDGE}).fillna(0)
    long = frame.melt(["at"], list(THEMES), "theme", "said").dropna()
    counts = pd.crosstab(long["theme"], long["said"]).reindex(list(THEMES))
    heads = pd.DataFrame({"theme": counts.index, "head": THEMES.values()})
    heads["count"] = [f"a ground in {ground}" for ground in counts["a ground"]]
    feared = frame[frame[TOGETHER].eq("a ground").all(axis=1)]
    when = feared["day"] + (" " + feared["occasion"] if width == WIDE else "")
    told = feared[["at"]].tail(1).assign(said="all three are grounds: " + " and ".join(when))
    y = alt.Y("theme:N", axis=None, scale=alt.Scale(domain=list(THEMES), range=[TOP, foot - LANE + 16], padding=0))
    x = alt.X("at:Q", axis=None, scale=alt.Scale(domain=[0, last], range=[side, width - side], nice=False))
    days = alt.Chart(frame.loc[frame["at"] % step == 0, ["at", "foot", "align", "dx"]])
    under = {"align": alt.expr("datum.align"), "dx": alt.expr("datum.dx"), "color": colour("soft")}

    def those(said: str) -> alt.Chart:
        return alt.Chart(long[long["said"] == said])

    def head(field: str, at: int, **look):
        return marks.words(alt.Chart(heads), field, x=alt.value(at), y=y, dy=-21, **look)

    return marks.layered(
        alt.Chart(feared[["at"]]).mark_rule(strokeWidth=2 * EDGE, color=colour("hair")).encode(
            x=x, y=alt.value(18), y2=alt.value(TOP + 2 * LANE + 13)
        ),
        marks.words(alt.Chart(told), "said:N", x=x, y=alt.value(8), dx=EDGE, align="right", fontWeight="bold"),
        those("named").mark_point(**marks.RING, size=80).encode(x=x, y=y),
        those("a ground").mark_point(**marks.DOT, size=150).encode(x=x, y=y),
        marks.words(those("not found"), alt.value("–"), x=x, y=y, align="center", color=colour("soft")),
        head("head:N", 0, **marks.HEAD),
        head("count:N", 104, color=colour("soft")),
        marks.words(days, "foot:N", False, x=x, y=alt.value(foot), lineBreak="/", **under),
    ).properties(height=foot + (26 if few else 10))  # fmt: skip


def harm_pretext(texts: pd.DataFrame, since: bool = False) -> Figure:
    """The Russian texts known by a day; those of after the cut-off with `since`."""
    table = texts[["date", "speaker", "occasion", *THEMES, "what"]].assign(date=texts["date"].dt.strftime("%Y-%m-%d"))
    return Figure(
        key="harm-pretext-since" if since else "harm-pretext",
        rows={"pretext": texts},
        since=since,
        table=table.fillna("").reset_index(drop=True),
        draw=lambda width: _draw_texts(texts, width),
    )
