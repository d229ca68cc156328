"""The figures of embargo-timeline: lanes, pace, signings and what came later; lists are in `sequencelists`."""

from __future__ import annotations

import altair as alt
import pandas as pd

from analysis.embargo_timeline import measures
from analysis.embargo_timeline import numbers as published
from analysis.embargo_timeline.charts.lanes import across, down, year_of
from analysis.embargo_timeline.charts.lists import (
    LANES,
    SOURCES_DEALS,
    SOURCES_HALTS,
    all_events,
    decisions,
    parts,
    when,
)
from analysis.embargo_timeline.numbers import endings
from brief import dates
from brief.charts.figure import WIDE, Figure, colour
from brief.data import tables
from brief.dates import CUTOFF

__all__ = ["all_events", "decisions", "lanes", "liftings", "pace", "parts", "signings"]

HEADS = {
    "halts": ("Western", "halts"),
    "dispute": ("S-400", "dispute"),
    "ukraine": ("Deals with", "Ukraine"),
    "west": ("Arms for", "Ukraine"),
}


def _lane_rows() -> pd.DataFrame:
    """Every binding or signed decision of the four lanes, with its span in years and whether the list has it."""
    known = dates.known(tables.load("decisions"), CUTOFF)
    keep = (
        known["lane"].isin(LANES)
        & (known["binding"].astype(bool) | known["kind"].isin(published.SIGNED))
        & (known["kind"] != "easing")
    )
    rows = []
    for row in known[keep].itertuples():
        first, last = measures.span(row.date, row.date_precision, row.date_end)
        solid = (
            bool(row.deciding) if row.lane in ("halts", "ukraine") else bool(row.binding) and row.confidence == "high"
        )
        rows.append(
            {
                "id": row.id,
                "lane": row.lane,
                "first": year_of(first),
                "last": year_of(last),
                "solid": solid,
                "label": row.label if solid and row.label and row.lane != "west" else "",
                "what": row.what,
                "when": when(row),
            }
        )
    return pd.DataFrame(rows)


def lanes() -> Figure:
    """The same decisions and those around them, in four lanes."""
    frame, hold, start = _lane_rows(), ("us-holds", 2018.5), 2016.5

    def draw(width):
        if width == WIDE:
            return across(frame, LANES, hold, start, CUTOFF, width)
        return down(frame, LANES, HEADS, hold, start, CUTOFF, width)

    return Figure(
        key="lanes",
        sources=(
            *SOURCES_HALTS,
            *SOURCES_DEALS,
            "c4d_20170327",
            "csis_20170912",
            "dw_20190401",
            "state_caatsa",
            "hill_20180301",
            "crs_0822",
            "lords_uk_ukraine",
        ),
        table=pd.DataFrame(
            {"date": frame["when"], "lane": [LANES[name][0] for name in frame["lane"]], "decision": frame["what"]}
        ),
        draw=draw,
    )


def pace() -> Figure:
    """Pace after a halt against pace before it, under every combination of choices."""
    series = []
    for name, words, tint in (("ukraine", "with Ukraine", "ukr"), ("other", "with others and at home", "neutral")):
        found = published.specifications(name)
        found["share"] = [100 * (place + 0.5) / len(found) for place in range(len(found))]
        series.append(found.assign(lane=words, tint=tint))
    frame = pd.concat(series, ignore_index=True)

    def draw(width):
        wide = width == WIDE
        base = alt.Chart(frame).encode(
            x=alt.X(
                "ratio:Q",
                scale=alt.Scale(type="log", domain=[0.45, 9], nice=False),
                axis=alt.Axis(values=[0.5, 1, 2, 4, 8], labelExpr="datum.value + '×'", title=None, grid=True),
            ),
            y=alt.Y("share:Q", scale=alt.Scale(domain=[0, 106]), axis=None),
        )
        names = ["with Ukraine", "with others and at home"]
        dots = base.mark_point(filled=True, size=30 if wide else 22, opacity=1).encode(
            color=alt.Color("lane:N", scale=alt.Scale(domain=names, range=[colour("ukr"), colour("neutral")])),
            shape=alt.Shape("lane:N", scale=alt.Scale(domain=names, range=["square", "circle"])),
        )
        even = (
            alt.Chart(pd.DataFrame({"ratio": [1]})).mark_rule(color=colour("ink"), strokeWidth=1.5).encode(x="ratio:Q")
        )
        notes = pd.DataFrame(
            {
                "ratio": [1, 2.0, 4.1],
                "share": [104, 80, 40],
                "text": ["same pace", "others", "Ukraine"],
                "align": ["left", "right", "left"],
            }
        )
        said = [
            alt.Chart(notes[notes["align"] == side])
            .mark_text(align=side, dx=6 if side == "left" else -8, fontSize=13, fontWeight="bold")
            .encode(x="ratio:Q", y="share:Q", text="text:N")
            for side in ("left", "right")
        ]
        return alt.layer(even, dots, *said).properties(height=300 if wide else 280)

    return Figure(
        key="pace",
        sources=(
            *SOURCES_DEALS,
            "defnews_20210308",
            "shephard_20210825",
            "janes_t129",
            "mydef_201912",
            "aresdifesa_anka",
        ),
        table=pd.DataFrame(
            {
                "work": frame["lane"],
                "from": frame["start"],
                "cut": frame["cut"],
                "what counts": frame["cooperation"],
                "which decisions": frame["universe"],
                "before": frame["before"],
                "after": frame["after"],
                "multiple": frame["ratio"].round(2),
            }
        ),
        draw=draw,
    )


def signings() -> Figure:
    """What was signed each year with Ukraine and with other partners."""
    years = list(range(2016, 2022))
    frame = pd.DataFrame(
        [
            {"year": str(year), "lane": words, "signed": count, "place": place}
            for place, (name, words) in enumerate((("ukraine", "Ukraine"), ("other", "others")))
            for year, count in zip(years, measures.by_year(measures.days(published.signed(name)), years), strict=True)
        ]
    )

    def draw(width):
        wide = width == WIDE
        base = alt.Chart(frame).encode(
            x=alt.X("year:N", axis=alt.Axis(title=None, labelAngle=0, domain=True, ticks=False)),
            xOffset=alt.XOffset("lane:N", sort=["Ukraine", "others"]),
            y=alt.Y("signed:Q", axis=None, scale=alt.Scale(domain=[0, 5.6])),
        )
        tints = alt.Scale(domain=["Ukraine", "others"], range=[colour("ukr"), colour("neutral")])
        bars = base.mark_bar(width={"band": 0.86}, stroke=colour("rule"), strokeWidth=1).encode(
            color=alt.Color("lane:N", scale=tints)
        )
        counts = base.mark_text(dy=-8, fontSize=13 if wide else 12, fontWeight="bold").encode(text="signed:Q")
        return alt.layer(bars, counts).properties(height=200 if wide else 190)

    return Figure(
        key="signings",
        sources=(
            *SOURCES_DEALS,
            "c4d_20170327",
            "interfax_420546",
            "defturkey_agosta",
            "shephard_20161205",
            "janes_t129",
            "tdo_milgem",
            "mydef_201912",
            "shephard_20210825",
            "aresdifesa_anka",
            "amr_202111",
        ),
        table=frame.pivot(index="year", columns="lane", values="signed")[["Ukraine", "others"]]
        .reset_index()
        .rename_axis(columns=None),
        draw=draw,
    )


def liftings() -> Figure:
    """Since then: how long the limits of October 2019 lasted, state by state."""
    names = {
        "FIN": "Finland",
        "NOR": "Norway",
        "NLD": "Netherlands",
        "DEU": "Germany",
        "FRA": "France",
        "ITA": "Italy",
        "CZE": "Czech Republic",
        "CAN": "Canada",
        "ESP": "Spain",
        "GBR": "United Kingdom",
        "SWE": "Sweden",
    }
    ends, rows = endings(), []
    last_days = dict(zip(ends.index, (last for _, last in measures.spans(ends)), strict=True))
    for code, name in names.items():
        found = last_days.get(code)
        rows.append(
            {
                "state": name,
                "from": 2019.78,
                "to": year_of(found) if found else 2025.0,
                "dated": bool(found),
                "text": f"{found:%B %Y}" if found else "no date found",
            }
        )
    frame = pd.DataFrame(rows).sort_values(["dated", "to"], ascending=[False, True], kind="stable", ignore_index=True)

    def draw(width):
        wide = width == WIDE
        order = list(frame["state"])
        last = 2026.6 if wide else 2029.4
        scale = alt.Scale(domain=[2019.5, last])
        x = alt.X("from:Q", scale=scale, axis=alt.Axis(values=[2020, 2022, 2024], format="d", title=None, grid=False))
        y = alt.Y("state:N", sort=order, axis=alt.Axis(title=None, labelLimit=110))
        shade = (
            alt.Chart(pd.DataFrame({"from": [year_of(CUTOFF)], "to": [last]}))
            .mark_rect(color=colour("since-tint"))
            .encode(x=x, x2="to:Q")
        )
        cut = (
            alt.Chart(pd.DataFrame({"from": [year_of(CUTOFF)]}))
            .mark_rule(color=colour("ink"), strokeDash=[4, 3])
            .encode(x=x)
        )
        base = alt.Chart(frame)
        bars = [
            base.transform_filter(f"datum.dated == {str(dated).lower()}")
            .mark_bar(height=12, color=colour("west"), **look)
            .encode(x=x, x2="to:Q", y=y)
            for dated, look in (
                (True, {}),
                (False, {"fillOpacity": 0.25, "stroke": colour("west"), "strokeDash": [3, 2]}),
            )
        ]
        said = base.mark_text(align="left", dx=5, fontSize=12).encode(x=alt.X("to:Q", scale=scale), y=y, text="text:N")
        return alt.layer(shade, cut, *bars, said).properties(height=26 * len(frame))

    return Figure(
        key="liftings",
        sources=(
            "mee_uk2022",
            "reuters_20220930",
            "observer_20230126",
            "airfreight_nl",
            "cassidy_2024",
            "reuters_20240130",
            "mem_20240912",
            "tmin_20241212",
        ),
        since=True,
        table=pd.DataFrame({"state": frame["state"], "end of its limits": frame["text"]}),
        draw=draw,
    )
