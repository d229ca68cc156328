"""The figures of trade-dependence, apart from the main one (`tradeweights`) and gas (`tradegas`)."""

from __future__ import annotations

import altair as alt
import pandas as pd

from analysis.trade_dependence.charts.gas import gas_swing, gas_without_russia
from analysis.trade_dependence.charts.weights import SIDES, who_needs_whom
from analysis.trade_dependence.numbers import on_2014
from brief import dates, numbers
from brief.charts.canvas import Canvas
from brief.charts.figure import WIDE, Figure, colour
from brief.data import tables
from brief.dates import CUTOFF, EDITION
from brief.numbers import high, low, text

__all__ = [
    "who_needs_whom", "gas_swing", "gas_without_russia", "two_indices", "crisis_2015", "mirror", "imports_since",
]  # fmt: skip


# ---- two indices of the same trade --------------------------------------------------------------------------------

YEARS = (("2020", "trade_{}_{{}}"), ("2019", "trade_{}_{{}}_2019"), ("2000, imports", "imports_{}_{{}}_2000"))
INDICES = tuple(
    (heading, tuple((year, pattern.format(kind)) for year, pattern in YEARS))
    for heading, kind in (("Of all trade in goods", "share"), ("Of output (GDP)", "gdp"))
)


def _draw_indices(width: int):
    left, right = (200, 640) if width == WIDE else (112, 272)
    step, edge = 28, -left * 7.2 / (right - left)
    canvas, y = Canvas([0, 7.2], left, right, 8 * step + 24), 14
    for heading, lines in INDICES:
        canvas.words([{"x": edge, "y": y, "said": heading}], halo=False, fontSize=13, fontWeight="bold")
        for label, pattern in lines:
            y += step
            keys = {side: pattern.format(side) for side in SIDES}
            middle = {side: (low(key) + high(key)) / 2 for side, key in keys.items()}
            first, last = sorted(middle, key=middle.__getitem__)
            canvas.words([{"x": edge, "y": y, "said": label}], halo=False, fontSize=13, color=colour("soft"))
            canvas.rule([{"x": middle[first], "x2": middle[last], "y": y}], color=colour("rule"))
            for side, shape in (("tur", "circle"), ("rus", "square")):
                tint, key = colour(side), keys[side]
                canvas.rule([{"x": low(key), "x2": high(key), "y": y}], color=tint, strokeWidth=5, opacity=0.5)
                canvas.point([{"x": middle[side], "y": y}], shape=shape, color=tint, size=70)
                at, align, dx = (low(key), "right", -9) if side == first else (high(key), "left", 9)
                word = {"x": at, "y": y, "said": text(key, bare=True)}
                canvas.words([word], fontWeight="bold", color=tint, align=align, dx=dx)
        y += step + 14
    return canvas.chart()


def two_indices() -> Figure:
    """The same trade over all trade and over output, both ways."""
    entries = [(heading, label, pattern) for heading, lines in INDICES for label, pattern in lines]
    table = pd.DataFrame({"measure": [one[0] for one in entries], "year": [one[1] for one in entries]})
    for side, name in SIDES.items():
        for end, bound in (("low", low), ("high", high)):
            table[f"{name}, {end}, %"] = [round(bound(pattern.format(side)), 2) for _, _, pattern in entries]
    return Figure(
        key="two-indices",
        sources=(
            "mgimo_site", "mgimo_chart", "yourmaninturkey_2021", "afp_2021_02", "wb_gdp_2021", "datasets_gdp",
            "wits_summary",
        ),
        table=table,
        draw=_draw_indices,
    )  # fmt: skip


# ---- the crisis of 2015-16 ----------------------------------------------------------------------------------------

# Who buys, colour, flow, words.
CRISIS = (
    ("Russia buys from Turkey", "tur", "vegetables", "Vegetables (banned)"),
    ("Russia buys from Turkey", "tur", "visitors", "Visitors (tours ended)"),
    ("Russia buys from Turkey", "tur", "exports", "All goods, value"),
    ("Turkey buys from Russia", "rus", "imports", "All goods, value"),
    ("Turkey buys from Russia", "rus", "wheat", "Wheat, tonnes"),
    ("Turkey buys from Russia", "rus", "gas", "Gas, volume"),
    ("For comparison", "soft", "others", "Other visitors"),
)


def _crisis_rows():
    """Who buys, colour, what, and its level in 2015 and 2016, middle of the interval."""
    for heading, tone, flow, label in CRISIS:
        yield heading, tone, label, *(sum(on_2014(flow, year)) / 2 for year in (2015, 2016))


def _draw_crisis(width: int):
    left, right = (240, 690) if width == WIDE else (152, 318)
    step, edge, rows = 26, -left * 105 / (right - left), list(_crisis_rows())
    canvas = Canvas([0, 105], left, right, 7 * step + 3 * 34 + 12)
    bottom, seen, y = canvas.height - 20, None, 0
    lines = [{"x": at, "y": 0, "y2": bottom} for at in (0, 50, 100)]
    canvas.rule(lines, color=colour("hair"))
    ticks = [{"x": line["x"], "y": canvas.height - 8, "said": f"{line['x']}"} for line in lines]
    canvas.words(ticks, halo=False, align="center", color=colour("soft"))
    for heading, tone, label, before, after in rows:
        tint = colour(tone)
        if heading != seen:
            seen, y = heading, y + (12 if seen is None else 34)
            canvas.words([{"x": edge, "y": y, "said": heading}], fontSize=13, fontWeight="bold", color=tint)
        y += step
        canvas.words([{"x": edge, "y": y, "said": label}], halo=False, fontSize=13)
        canvas.rule([{"x": after, "x2": before, "y": y}], color=tint, strokeWidth=4, opacity=0.45)
        canvas.point([{"x": before, "y": y}], fill=colour("page"), stroke=tint, strokeWidth=2, size=80)
        canvas.point([{"x": after, "y": y}], color=tint, size=90)
        value = {"x": after, "y": y, "said": f"{after:.0f}"}
        canvas.words([value], align="right", dx=-9, fontSize=13, fontWeight="bold", color=tint)
    return canvas.chart()


def crisis_2015() -> Figure:
    """Seven flows in 2015 and 2016 against 2014, grouped by who buys."""
    columns = ["who buys", "tone", "flow", "2015, of 2014 = 100", "2016, of 2014 = 100"]
    table = pd.DataFrame(_crisis_rows(), columns=columns).drop(columns="tone").round(1)
    return Figure(
        key="crisis-2015",
        sources=("itc_mef", "trend2018", "iea_gtf", "hdn_2018_q2", "trt2019"),
        table=table,
        draw=_draw_crisis,
    )  # fmt: skip


# ---- what each side reports ---------------------------------------------------------------------------------------

MIRROR = (
    ("Goods, Russia to Turkey", 2008, "2008-tur-import-rus", "2008-rus-export-tur", "mirror_2008"),
    ("Goods, Russia to Turkey", 2016, "2016-tur-import-rus", "2016-rus-export-tur", "mirror_2016"),
    ("Goods, Turkey to Russia", 2016, "2016-rus-import-tur", "2016-tur-export-rus", "mirror_2016_back"),
)


def mirror() -> pd.DataFrame:
    """What each side reports for the same flow, billion dollars, and by how much the importer's figure is larger."""
    value = tables.load("goods_trade").set_index("id")["value"] / 1000
    return pd.DataFrame(
        [
            {"flow": flow, "year": year, "the buyer reports, billion dollars": round(value[buyer], 2),
             "the seller reports, billion dollars": round(value[seller], 2), "difference": numbers.text(gap)}
            for flow, year, buyer, seller, gap in MIRROR
        ]
    )  # fmt: skip


# ---- since then ---------------------------------------------------------------------------------------------------

LABELLED = (2020, 2021, 2022, 2025)


def _draw_since(width: int, frame: pd.DataFrame):
    wide, rus = width == WIDE, colour("rus")
    first, last = int(frame["year"].min()) - 0.6, int(frame["year"].max()) + 0.6
    ticks = list(frame["year"])[:: 1 if wide else 2]
    # A year stands under the middle of its bar; the axis of a number would leave some out.
    x = alt.X("year:Q", scale=alt.Scale(domain=[first, last], nice=False), axis=None)
    height = 280 if wide else 250
    years = [{"year": tick, "said": str(tick) if wide else f"’{tick % 100}"} for tick in ticks]
    unit = "datum.value == 60 ? '60 bn' : datum.label"
    dollars = alt.Axis(title=None, values=[0, 20, 40, 60], labelExpr=unit, domain=False, ticks=False)
    y = alt.Y("bill:Q", scale=alt.Scale(domain=[0, 80]), axis=dollars)
    edge = min(frame.loc[frame["known"] > pd.Timestamp(CUTOFF), "year"]) - 0.5
    years = alt.Chart(alt.Data(values=years)).mark_text(baseline="top", color=colour("soft"))
    later = alt.Chart(alt.Data(values=[{"year": edge, "end": last, "said": ["known only after", "15 December 2021"]}]))
    base = alt.Chart(frame.drop(columns="known")).encode(x=x)

    def bars(kind, **look):
        return base.transform_filter(alt.datum.kind == kind).mark_bar(size=34 if wide else 15, **look).encode(y=y)

    return alt.layer(
        later.mark_rect(color=colour("since-tint")).encode(x=x, x2="end:Q"),
        later.mark_rule(color=colour("since"), strokeWidth=1.5, strokeDash=[4, 3]).encode(x=x),
        bars("special", fill=rus, fillOpacity=0.35, stroke=rus, strokeWidth=1),
        bars("general", color=rus),
        bars("computed", filled=False, stroke=rus, strokeDash=[3, 2], strokeWidth=1.5),
        # In ink: on the tint of what came later Russia's own colour is too faint for words.
        base.mark_text(dy=-8, fontSize=13, fontWeight="bold", color=colour("ink")).encode(y=y, text="label:N"),
        later.mark_text(align="left", baseline="top", dx=6, lineHeight=15).encode(x=x, y=alt.value(4), text="said:N"),
        years.encode(x=x, y=alt.value(height + 6), text="said:N"),
    ).properties(height=height)


def imports_since(as_of=EDITION) -> Figure:
    """Since then: what Turkey paid for Russian goods, by year."""
    trade = dates.known(tables.load("goods_trade"), as_of)
    found = trade.query("reporter == 'TUR' and partner == 'RUS' and flow == 'import' and year >= 2013")
    # 2019 is there in both systems; the general one goes on.
    found = found[~found["id"].str.endswith("-special")].sort_values("year")
    frame = pd.DataFrame({
        "year": found["year"].astype(int), "bill": found["value"] / 1000, "known": found["known_on"],
        "kind": found["system"].mask(found["origin"] == "computed", "computed"),
    }).reset_index(drop=True)  # fmt: skip
    frame["label"] = [f"{row.bill:.0f}" if row.year in LABELLED else "" for row in frame.itertuples()]
    return Figure(
        key="imports-since",
        sources=("mgimo_site", "itc_mef", "albawaba2019", "urdupoint2022", "serbestgorus2023"),
        since=True,
        table=pd.DataFrame({
            "year": frame["year"], "imports from Russia, billion dollars": frame["bill"].round(2),
            "counted as": frame["kind"], "known on": frame["known"],
        }),
        draw=lambda width: _draw_since(width, frame),
    )  # fmt: skip
