"""The figures of embargo-timeline: lanes, pace, signings and what came later; lists are in `sequencelists`."""

from __future__ import annotations

import altair as alt
import pandas as pd

from analysis.embargo_timeline import measures
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
from analysis.embargo_timeline.numbers import rows as published
from analysis.embargo_timeline.numbers.since import endings
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
        title="Germany’s hold on large Turkish requests stands {germany_lead} before the first drone contract",
        unit=(
            "Binding or signed decisions by day, mid-2016 to 15 December 2021. Solid: in the list above, or "
            "binding and well sourced."
        ),
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
        holds=("friction_came_first",),
        legend=(
            ("triangle", "west", "by Western states or firms"),
            ("square", "ukr", "with Ukraine"),
            ("pale", "west", "American holds, not yet public"),
        ),
        note=(
            "Hollow: memoranda, tanks, ships, radios, small parts, or one source. A month stands at its middle. "
            "Germany’s hold is the foreign minister’s word; the chancellor spoke of deciding case by case."
        ),
        description=(
            "Four lanes over time: Western halts, the dispute over the S-400, deals with Ukraine, and Western "
            "arms for Ukraine.",
            "Germany’s hold of September 2017 comes {germany_lead} before the first drone contract, of January "
            "2019. "
            "The halts of October 2019 were those of {october_states}. The West decided to arm or back Ukraine "
            "itself in {western_decisions}.",
            "Halts crowd into late 2020, deals and Western arms for Ukraine into 2021.",
            "Lanes show order and crowding. What crowds together need not be cause and effect.",
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
        title="On nearly every choice Turkey worked faster with Ukraine after a halt; with others it mostly did too",
        unit=(
            "Decisions a year after a halt, as a multiple of those before it. One mark is one combination of "
            "choices, 2016 to 2021."
        ),
        sources=(
            *SOURCES_DEALS,
            "defnews_20210308",
            "shephard_20210825",
            "janes_t129",
            "mydef_201912",
            "aresdifesa_anka",
        ),
        holds=("faster_on_most_choices", "comparison_rose_less"),
        legend=(
            ("square", "ukr", "with Ukraine"),
            ("circle", "neutral", "with Pakistan, South Korea, Malaysia and Kazakhstan, and at home"),
        ),
        note=(
            "Choices: three years to start from, five days to cut at, four meanings of cooperation, three selections "
            "of decisions. Combinations with nothing before the cut are left out."
        ),
        description=(
            "Two rising rows of marks on a scale of multiples, one for work with Ukraine, one for work with "
            "others and at home.",
            "Ukraine: {spec_count} combinations, {spec_range}, the middle {spec_middle}. Others: "
            "{spec_range_other}, the middle {spec_middle_other}.",
            "All but {spec_slower} of the marks for Ukraine stand right of the line of equal pace; for the others most "
            "do.",
            "A faster pace after a halt is also what plain growth gives, and lists made by hand thicken towards "
            "the present.",
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
        title=(
            "Turkey signed {signed_ukraine} deals or memoranda with Ukraine, and {signed_other} with four other "
            "partners"
        ),
        unit="Contracts, agreements and memoranda on arms in our list, by year, 2016 to 15 December 2021",
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
        holds=("more_signed_with_ukraine",),
        legend=(
            ("bar", "ukr", "with Ukraine"),
            ("bar", "neutral", "with Pakistan, South Korea, Malaysia or Kazakhstan"),
        ),
        description=(
            "Two bars for each year: signings with Ukraine and with others.",
            "Ukraine {signed_ukraine} in all, others {signed_other}. After October 2019 the pace was "
            "{pace_ukraine_2019} and {pace_other_2019} that before.",
            "Those with Ukraine are most in 2021; the others equal there what they were in 2018.",
            "If Western halts had pushed Turkey to Kyiv alone, the others would not have risen too.",
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
    for code, name in names.items():
        found = ends.get(code)
        rows.append(
            {
                "state": name,
                "from": 2019.78,
                "to": year_of(found["span"][1]) if found else 2025.0,
                "dated": bool(found),
                "text": f"{found['span'][1]:%B %Y}" if found else "no date found",
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
        title=(
            "Since then {states_lifted} of the {october_states|bare} that halted in October 2019 have lifted "
            "their limits"
        ),
        unit=(
            "Limits on arms licences for Turkey, from October 2019 to their dated end. Shaded: known after 15 "
            "December 2021."
        ),
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
        holds=("more_than_half_lifted",),
        since=True,
        note=(
            "Pale: no dated end was found. Germany approved large deals in September 2024 without a formal end. "
            "The Netherlands had eased in October 2021 and Britain in December 2021."
        ),
        description=(
            "A bar for each state from October 2019 to the end of its limits.",
            "Dated ends: Britain May 2022, Sweden September 2022, Finland January 2023, the Netherlands July "
            "2023, Canada January 2024, Norway September 2024.",
            "{states_lifted} of {october_states} have a dated end, all of them after the article.",
            "The end of a policy isn’t the return of a supply, and no dated end was found for five.",
        ),
        table=pd.DataFrame({"state": frame["state"], "end of its limits": frame["text"]}),
        draw=draw,
    )
