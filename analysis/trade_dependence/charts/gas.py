"""Gas in trade-dependence: Russia's share by year and month, and a winter without it."""

from __future__ import annotations

import calendar

import altair as alt
import pandas as pd

from analysis.trade_dependence import measures
from brief import dates
from brief.charts.canvas import HALO
from brief.charts.figure import WIDE, Figure, colour
from brief.data import tables
from brief.dates import CUTOFF
from brief.numbers import high, low, text

YEARS = range(2010, 2021)


def _known(table: str, as_of) -> pd.DataFrame:
    return dates.known(tables.load(table), as_of)


def _months(numbers) -> list[str]:
    return [calendar.month_name[number] for number in numbers]


def _axis(**look) -> alt.Axis:
    """A quiet value axis: grid only; the unit stands on the top tick."""
    return alt.Axis(title=None, domain=False, ticks=False, **look)


# ---- Russia's share, by year, over its months ---------------------------------------------------------------------


def _draw_swing(width: int, frame: pd.DataFrame):
    wide, rus = width == WIDE, colour("rus")
    label = "datum.label" if wide else "'’' + slice(datum.label, 2)"
    x = alt.X("year:O", axis=alt.Axis(title=None, labelAngle=0, labelExpr=label))
    percent = _axis(values=[0, 25, 50, 75], labelExpr="datum.value == 75 ? '75 %' : datum.label")
    y = alt.Y("share:Q", scale=alt.Scale(domain=[0, 75]), axis=percent)
    base, at = alt.Chart(frame).encode(x=x), frame.set_index("year")
    october, june = ("October", "June") if wide else ("Oct", "Jun")
    bold, month = {"fontWeight": "bold", "color": rus}, {"align": "right", "dx": 22}
    beside = bold | {"dx": 17 if wide else 11, "align": "left"}  # right of the bar, not on its edge
    named: tuple[tuple[int, float, str, dict], ...] = (
        (2011, at.at[2011, "highest"], text("gas_share_2011", bare=True), bold | {"dy": -9}),
        (2020, high("gas_high_2020"), f"{october} {text('gas_high_2020', bare=True)}", month | {"dy": -9}),
        (2020, low("gas_low_2020"), f"{june} {text('gas_low_2020', bare=True)}", month | {"dy": 11}),
        (2020, at.at[2020, "share"], text("gas_share_tur", bare=True), beside),
    )
    words = [
        alt.Chart(alt.Data(values=[{"year": year, "share": float(share), "said": said}]))
        .mark_text(**{"fontSize": 12.5, "color": colour("ink")} | look | halo)
        .encode(x=x, y=y, text="said:N")
        for year, share, said, look in named
        for halo in (HALO, {})
    ]
    return alt.layer(
        base.mark_bar(
            size=26 if wide else 14, fill=rus, fillOpacity=0.25, stroke=rus, strokeWidth=1, cornerRadius=2
        ).encode(y=alt.Y("lowest:Q", title=None, axis=percent), y2="highest:Q"),
        base.mark_line(color=rus).encode(y=y),
        base.mark_point(filled=True, opacity=1, color=rus, size=50).encode(y=y),
        *words,
    ).properties(height=300 if wide else 260, padding={"left": 0, "right": 14, "top": 4, "bottom": 2})


def gas_swing(as_of=CUTOFF) -> Figure:
    """Russia's share of Turkey's gas by year, over the range of its months."""
    swing = measures.swing(measures.one_reading(_known("gas_months", as_of))).loc[YEARS[0] : YEARS[-1]]
    gas = _known("gas_imports", as_of).query("reading == 'IEA entry points'")
    frame = swing.reset_index(names="year")
    frame["share"] = [
        measures.share(measures.reading(gas, year=y, partner="RUS"), measures.reading(gas, year=y, partner="WLD"))[0]
        for y in YEARS
    ]
    return Figure(
        key="gas-swing",
        sources=(
            "iea_gtf", "mobsearch_2020_05", "report_az_2020_05", "todayaz_2020_09", "azernews_2020_07",
            "seanews_2020_10", "urdupoint_2020_12", "azerbaycan24_2020_11",
        ),
        table=pd.DataFrame({
            "year": frame["year"], "year’s share, %": frame["share"].round(1),
            "lowest month, %": frame["lowest"].round(1), "lowest in": _months(frame["in_month"]),
            "highest month, %": frame["highest"].round(1), "highest in": _months(frame["at_month"]),
        }),
        draw=lambda width: _draw_swing(width, frame),
    )  # fmt: skip


# ---- a winter without Russia --------------------------------------------------------------------------------------


def _draw_without(width: int, frame: pd.DataFrame, best: float):
    wide = width == WIDE
    short = 3 if wide else 1
    label = f"slice(monthFormat(datum.value - 1), 0, {short})"
    x = alt.X("month:O", axis=alt.Axis(title=None, labelAngle=0, labelColor=colour("ink"), labelExpr=label))
    y = alt.Y("total:Q", scale=alt.Scale(domain=[0, 7]), axis=_axis(values=[0, 2, 4, 6]))
    base, size, line = alt.Chart(frame).encode(x=x), 34 if wide else 17, alt.Data(values=[{"total": best, "month": 6}])
    said = f"all other routes at their best: {text('others_at_best', bare=True)}"
    return alt.layer(
        base.mark_bar(size=size, color=colour("neutral"), opacity=0.35).encode(y=y),
        base.mark_bar(size=size, filled=False, stroke=colour("rule"), strokeWidth=1).encode(y=y),
        base.mark_bar(size=size, color=colour("rus")).encode(y="russia:Q"),
        alt.Chart(line).mark_rule(color=colour("ink"), strokeWidth=2.5).encode(y=y),
        alt.Chart(line).mark_text(dy=-10, dx=9, fontSize=12.5, fontWeight="bold").encode(
            x=x, y=y, text=alt.value(said)
        ),
    ).properties(height=280 if wide else 240)  # fmt: skip


def gas_without_russia(as_of=CUTOFF) -> Figure:
    """Turkey's gas by month of 2020 against what the other entries could bring at their best ever."""
    found = _known("gas_months", as_of).query("reading == 'IEA entry points' and year == 2020").sort_values("month")
    entries = _known("gas_entries", as_of)["highest"]
    cover = measures.supply_without(entries, found["total"])
    frame = pd.DataFrame(
        {"month": found["month"].astype(int), "russia": found["russia"] / 1000, "total": found["total"] / 1000}
    )
    return Figure(
        key="gas-without-russia",
        sources=("iea_gtf", "eu_2017_1938"),
        table=pd.DataFrame({
            "month": _months(frame["month"]), "from Russia, billion m³": frame["russia"].round(2).to_numpy(),
            "from all, billion m³": frame["total"].round(2).to_numpy(),
            "covered by the others at their best, %": cover.round(0).to_numpy(),
        }),
        draw=lambda width: _draw_without(width, frame, entries.sum() / 1000),
    )  # fmt: skip
