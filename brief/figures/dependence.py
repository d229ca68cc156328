"""The figures of trade-dependence. Each function makes one figure from published numbers and known rows."""

from __future__ import annotations

import altair as alt
import pandas as pd

from brief import clock, register, tables
from brief.clock import CUTOFF, EDITION
from brief.figures.house import WIDE, Figure, Number, Sentence, colour
from brief.measures import dependence as measure
from brief.register import high, low, text

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")
SIDES = {"tur": "Turkey", "rus": "Russia"}

# Flow: heading, what it is for Turkey, what it is for Russia. Heaviest first.
FLOWS = {
    "wheat": ("Wheat that Turkey buys", "share of Turkey’s wheat imports", "share of Russia’s wheat exports"),
    "gas": ("Gas that Turkey buys", "share of Turkey’s gas imports", "share of Gazprom’s sales outside the former USSR"),
    "visitors": ("Russians who travel to Turkey", "share of Turkey’s foreign visitors", "share of Russians’ trips abroad"),
    "goods": ("All goods that Turkey buys", "share of Turkey’s imports", "share of Russia’s exports"),
}
YEAR_BEFORE = {"wheat_tur": None}  # the one weight that has no figure for 2019


def known(table: str, as_of=CUTOFF) -> pd.DataFrame:
    return clock.known(tables.load(table), as_of)


def weights() -> pd.DataFrame:
    """One row per flow and side: the weight in 2020 and the year before, per cent, as intervals."""
    rows = []
    for flow, (heading, *labels) in FLOWS.items():
        for side, label in zip(SIDES, labels, strict=True):
            key = f"{flow}_share_{side}"
            before = None if f"{flow}_{side}" in YEAR_BEFORE else f"{key}_2019"
            rows.append({
                "flow": flow, "heading": heading, "side": side, "label": label, "key": key, "shown": text(key),
                "low": low(key), "high": high(key), "low_2019": low(before) if before else None,
                "high_2019": high(before) if before else None, "shown_2019": text(before) if before else None,
            })
    return pd.DataFrame(rows)


def _ties_named(side: str, frame: pd.DataFrame) -> str:
    """A Vega expression: the flows of one side whose printed weight reaches the threshold, in words."""
    own = frame[frame["side"] == side]
    terms = "+".join(f"({round(row.low)}>=threshold?'{row.flow}, ':'')" for row in own.itertuples())
    return f"replace(slice({terms},0,-2), regexp(', ([^,]*)$'), ' and $1')"


def _ties_sentence(threshold: float, frame: pd.DataFrame) -> str:
    """The same sentence in Python."""
    named = {}
    for side in SIDES:
        own = frame[frame["side"] == side]
        found = measure.weight_at_least({row.flow: float(round(row.low)) for row in own.itertuples()}, threshold)
        named[side] = " and ".join(filter(None, [", ".join(found[:-1]), found[-1]])) if found else "nothing"
    return f"At *{threshold:g}\u00a0%* or more: *{named['tur']}* for Turkey, *{named['rus']}* for Russia."


def who_needs_whom() -> Figure:
    """Each flow's weight for Turkey beside its weight for Russia, with a threshold that the reader moves."""
    frame, threshold = weights(), 25

    def draw(width):
        wide = width == WIDE
        left, full = (356, 290) if wide else (0, 268)
        marks, y = [], 4
        for flow, part in frame.groupby("flow", sort=False):
            if marks:
                marks.append({"mark": "line", "y": y - 2, "x": 0, "x2": width})
            y += 22 if not wide else 20
            marks.append({"mark": "heading", "y": y - 8, "x": 0, "text": part["heading"].iloc[0]})
            for row in part.itertuples():
                y += 18 if not wide else 4
                bar = y + (12 if not wide else 10)
                end, before = left + full * row.high / 100, row.low_2019
                marks.append({"mark": row.side + "-word", "y": bar if wide else y - 1, "x": 0, "text": row.label})
                marks.append({"mark": row.side, "y": bar, "x": left, "x2": left + full * row.low / 100})
                marks.append({"mark": row.side + "-pale", "y": bar, "x": left + full * row.low / 100, "x2": end})
                marks.append({"mark": "limit", "y": bar, "x": left})
                if pd.notna(before):
                    dots = [left + full * share / 100 for share in (before, row.high_2019)]
                    marks.append({"mark": "range", "y": bar, "x": dots[0], "x2": dots[1]})
                    marks.append({"mark": "dot", "y": bar, "x": sum(dots) / 2})
                    end = max(end, dots[1] + 5)
                marks.append({"mark": row.side + "-value", "y": bar, "x": end + 6, "text": row.shown})
                if pd.isna(before):
                    marks.append({"mark": "gap", "y": bar if wide else y - 1, "x": width, "text": "2019: no figure"})
                y = bar + 9
            y += 8
        return _weights_chart(pd.DataFrame(marks), width, y, left, full, threshold, frame)

    shown = frame.assign(side=frame["side"].map(SIDES))
    return Figure(
        key="who-needs-whom",
        title="Wheat and gas weighed far more on Turkey than on Russia; visitors weighed almost evenly",
        unit="Per cent of each side’s total. Bar: 2020, a pandemic year (wheat: season to June 2021). Ring: 2019.",
        sources=("apk_2021_10", "iea_gtf", "yazeco2021", "mgimo_site", "haber7_2021", "afp_2021_02", "bloomberg_2021_01",
                 "ng_2021_02", "tass_2021_10", "apk_2020_03"),
        holds=("wheat_and_gas_several_times", "visitors_almost_even", "all_four_heavier_for_turkey", "a_threshold_between_parts_them"),
        controls=(Number("threshold", "Count a tie when it weighs at least", 2, 90, 1, "%", threshold,
                         ((10, "a tenth"), (25, "a quarter"), (50, "Spain’s legal limit for gas from one country"))),),
        sentence=Sentence(_ties_sentence(threshold, frame)),
        note="Above {wheat_share_rus} none of Russia’s ties is left; of Turkey’s, gas stays up to {gas_share_tur} and wheat up to "
             "{wheat_share_tur}. A share is not a cost: it does not say what a side could do instead. The wheat figures rest on "
             "single press sources.",
        description=(
            "Four pairs of bars: wheat, gas, visitors and all goods, each with its weight for Turkey above its weight for Russia.",
            "Wheat {wheat_share_tur} and {wheat_share_rus}; gas {gas_share_tur} and {gas_share_rus}; visitors {visitors_share_tur} and "
            "{visitors_share_rus}; goods {goods_share_tur} and {goods_share_rus}. In 2019: gas {gas_share_tur_2019} and "
            "{gas_share_rus_2019}, visitors {visitors_share_tur_2019} and {visitors_share_rus_2019}, goods {goods_share_tur_2019} and "
            "{goods_share_rus_2019}, wheat for Russia {wheat_share_rus_2019}, for Turkey no figure.",
            "Every pair is heavier for Turkey: wheat and gas by more than three times, goods by half as much again, visitors hardly.",
            "Turkey had more to lose by share. The figure does not show what either side could buy or sell elsewhere.",
        ),
        table=pd.DataFrame({
            "flow": shown["heading"], "side": shown["side"], "what": shown["label"],
            "low, %": shown["low"].round(1), "high, %": shown["high"].round(1),
            "2019 low, %": shown["low_2019"].astype(float).round(1), "2019 high, %": shown["high_2019"].astype(float).round(1),
        }),
        draw=draw,
    )


def _weights_chart(marks, width, height, left, full, threshold, frame):
    base = alt.Chart(marks)

    def at(kind, chart, **extra):
        return chart.transform_filter(alt.datum.mark == kind).encode(
            x=alt.X("x:Q", scale=alt.Scale(domain=[0, width], range=[0, width]), axis=None),
            y=alt.Y("y:Q", scale=alt.Scale(domain=[0, height], range=[0, height]), axis=None), **extra)

    bars = []
    for side in SIDES:
        bars.append(at(side, base.mark_bar(size=12, color=colour(side)), x2="x2:Q"))
        bars.append(at(side + "-pale", base.mark_bar(size=12, color=colour(side), opacity=0.4), x2="x2:Q"))
        bars.append(at(side + "-word", base.mark_text(align="left", fontSize=13, color=colour(side)), text="text:N"))
        bars.append(at(side + "-value", base.mark_text(align="left", fontSize=13, fontWeight="bold", color=colour(side)), text="text:N"))
    limit = base.mark_tick(orient="vertical", size=24, thickness=2.5, color=colour("ink"))
    limit = at("limit", limit.transform_calculate(x=f"datum.x + {full / 100} * threshold"))
    return alt.layer(
        at("line", base.mark_rule(color=colour("hair")), x2="x2:Q"),
        *bars,
        at("range", base.mark_rule(color=colour("ink")), x2="x2:Q"),
        at("dot", base.mark_point(filled=True, fill=colour("page"), stroke=colour("ink"), strokeWidth=1.5, size=54)),
        limit,
        at("heading", base.mark_text(align="left", fontSize=13, fontWeight="bold"), text="text:N"),
        at("gap", base.mark_text(align="right", color=colour("soft")), text="text:N"),
    ).properties(height=height).add_params(
        alt.param(name="threshold", value=threshold),
        alt.param(name="forturkey", expr=_ties_named("tur", frame)),
        alt.param(name="forrussia", expr=_ties_named("rus", frame)),
        alt.param(name="sentence", expr="'At *' + threshold + '\u00a0%* or more: *' + (forturkey || 'nothing') + '* for Turkey, *' "
                                        "+ (forrussia || 'nothing') + '* for Russia.'"),
    )


def gas_swing(as_of=CUTOFF) -> Figure:
    """Russia's share of Turkey's gas by year, over the range of its months."""
    swing = measure.swing(measure.one_reading(known("gas_months", as_of))).loc[2010:2020]
    gas = known("gas_imports", as_of).query("reading == 'IEA entry points'")
    frame = swing.reset_index(names="year").assign(share=[
        measure.share(measure.reading(gas, year=year, partner="RUS"), measure.reading(gas, year=year, partner="WLD"))[0]
        for year in swing.index])

    def draw(width):
        wide = width == WIDE
        rus = colour("rus")
        x = alt.X("year:O", axis=alt.Axis(labelAngle=0, labelExpr="datum.label" if wide else "'’' + slice(datum.label, 2)", title=None))
        y = alt.Y("share:Q", scale=alt.Scale(domain=[0, 75]), axis=alt.Axis(values=[0, 25, 50, 75], labelExpr="datum.value == 75 ? '75 %' : datum.label", title=None, domain=False, ticks=False))
        base = alt.Chart(frame).encode(x=x)
        named = pd.DataFrame([
            {"year": 2011, "share": frame.set_index("year").at[2011, "highest"], "text": text("gas_share_2011", bare=True), "up": -9},
            {"year": 2020, "share": high("gas_high_2020"), "text": f"October {text('gas_high_2020', bare=True)}", "up": -9},
            {"year": 2020, "share": low("gas_low_2020"), "text": f"June {text('gas_low_2020', bare=True)}", "up": 11},
        ])
        names = [alt.Chart(part).mark_text(align="right" if year == 2020 else "center", dx=22 if year == 2020 else 0, dy=up, fontSize=12,
                                           fontWeight="bold" if year == 2011 else "normal", color=rus if year == 2011 else colour("ink"))
                 .encode(x=x, y=y, text="text:N") for (year, up), part in named.groupby(["year", "up"])]
        ends = alt.Chart(frame[frame["year"] == 2020]).mark_text(align="left", dx=8, fontWeight="bold", fontSize=13, color=rus)
        return alt.layer(
            base.mark_bar(size=26 if wide else 14, color=rus, opacity=0.28, cornerRadius=2).encode(y=alt.Y("lowest:Q", title=None), y2="highest:Q"),
            base.mark_line(color=rus).encode(y=y),
            base.mark_point(filled=True, color=rus, size=50).encode(y=y),
            *names,
            ends.encode(x=x, y=y, text=alt.value(text("gas_share_tur", bare=True))),
        ).properties(height=300 if wide else 260, padding={"left": 0, "right": 14, "top": 4, "bottom": 2})

    return Figure(
        key="gas-swing",
        title="Russia’s share of Turkey’s gas fell from {gas_share_2011} in 2011 to {gas_share_tur}, and swung widely within 2020",
        unit="Russia’s share of the volume of gas imports, per cent. Line: the year. Bars: lowest to highest month.",
        sources=("iea_gtf", "mobsearch_2020_05", "report_az_2020_05", "todayaz_2020_09", "azernews_2020_07", "seanews_2020_10",
                 "urdupoint_2020_12", "azerbaycan24_2020_11"),
        holds=("gas_share_fell", "gas_swing_widest"),
        note="Months of 2020 as the Turkish regulator printed them, where its report could be found; others summed from border points. "
             "The two counts lie within {gas_readings_apart} of each other, but for March and April 2020.",
        description=(
            "A line of yearly shares from 2010 to 2020 over bars from the lowest to the highest month of each year.",
            "{gas_share_2010} in 2010, {gas_share_2011} in 2011, {gas_share_tur_2019} in 2019 and {gas_share_tur} in 2020. The months of "
            "2020 range from {gas_low_2020} in June to {gas_high_2020} in October.",
            "The share falls after 2016. The range of 2020, {gas_swing_2020}, is the widest; a usual year has {gas_swing_before}.",
            "Buyers could leave Russian gas when other gas was cheap and demand was low, and came back to it when winter came.",
        ),
        table=pd.DataFrame({
            "year": frame["year"], "year’s share, %": frame["share"].round(1), "lowest month, %": frame["lowest"].round(1),
            "in": [MONTHS[m - 1] for m in frame["in_month"]], "highest month, %": frame["highest"].round(1),
            "at": [MONTHS[m - 1] for m in frame["at_month"]],
        }),
        draw=draw,
    )


def gas_without_russia(as_of=CUTOFF) -> Figure:
    """Turkey's gas by month of 2020 against what the other entries could bring at their best ever."""
    found = known("gas_months", as_of).query("reading == 'IEA entry points' and year == 2020").sort_values("month")
    best = known("gas_entries", as_of)["highest"].sum()
    cover = measure.supply_without(known("gas_entries", as_of)["highest"], found.set_index("month")["total"])
    frame = pd.DataFrame({"month": found["month"].astype(int), "russia": found["russia"] / 1000, "total": found["total"] / 1000,
                          "short": (cover < 100).to_numpy()})

    def draw(width):
        wide = width == WIDE
        letters = "slice(['January','February','March','April','May','June','July','August','September','October','November','December'][datum.value-1], 0, %d)"
        x = alt.X("month:O", axis=alt.Axis(labelAngle=0, labelExpr=letters % (3 if wide else 1), title=None,
                                           labelColor=colour("ink"), labelFontSize=12))
        y = alt.Y("total:Q", scale=alt.Scale(domain=[0, 7]), axis=alt.Axis(values=[0, 2, 4, 6], title=None, domain=False, ticks=False))
        base, size = alt.Chart(frame).encode(x=x), 34 if wide else 17
        line = alt.Chart(pd.DataFrame({"total": [best / 1000]}))
        word = alt.Chart(pd.DataFrame({"total": [best / 1000], "month": [6]}))
        names = pd.DataFrame([{"month": 9, "total": 0.9, "text": "from Russia"}, {"month": 4, "total": 1.7, "text": "from others"}])
        return alt.layer(
            base.mark_bar(size=size, color=colour("neutral"), opacity=0.35).encode(y=y),
            base.mark_bar(size=size, filled=False, stroke=colour("rule"), strokeWidth=1).encode(y=y),
            base.mark_bar(size=size, color=colour("rus")).encode(y="russia:Q"),
            line.mark_rule(color=colour("ink"), strokeWidth=2.5).encode(y=y),
            word.mark_text(dy=-10, fontSize=13, fontWeight="bold").encode(x=x, y=y, text=alt.value(f"all other routes at their best: {text('others_at_best', bare=True)}")),
        ).properties(height=280 if wide else 240)

    return Figure(
        key="gas-without-russia",
        title="In {months_short} of 2020, all in winter, the other routes at their best could not have covered Turkey’s gas",
        unit="Gas imported in each month of 2020, billion cubic metres. Dark: from Russia. Pale: from all others.",
        sources=("iea_gtf", "eu_2017_1938"),
        holds=("winter_needed_russia",),
        note="The line adds the highest month ever seen at each other entry, up to December 2020; together they never brought more than "
             "{others_at_once}. After the idea of European Union law that {cover_by_law} must be left when the largest source stops, but "
             "not its formula: no capacities, no peak day, no storage, no savings.",
        description=(
            "Twelve bars, one per month of 2020, split into Russian and other gas, and a line across them.",
            "The line stands at {others_at_best}. Demand is above it in January, February, November and December; in December the other "
            "routes at their best would have covered {winter_cover}.",
            "From March to October the other routes at their best would have covered everything.",
            "Turkey could do without Russia in a mild month and not in a cold one. Storage and savings, left out, would soften this.",
        ),
        table=pd.DataFrame({
            "month": [MONTHS[m - 1] for m in frame["month"]], "from Russia, billion m3": frame["russia"].round(2).to_numpy(),
            "from all, billion m3": frame["total"].round(2).to_numpy(), "others at their best cover, %": cover.round(0).to_numpy(),
        }),
        draw=draw,
    )


CRISIS = (
    ("Russia buys from Turkey", "tur", (("vegetables", "Vegetables (banned)"), ("visitors", "Visitors (tours stopped)"), ("exports", "All goods, value"))),
    ("Turkey buys from Russia", "rus", (("imports", "All goods, value"), ("wheat", "Wheat, tonnes"), ("gas", "Gas, volume"))),
    ("For comparison", "soft", (("others", "Other foreign visitors"),)),
)


def crisis_2015(as_of=CUTOFF) -> Figure:
    """Seven flows in 2015 and 2016 against 2014, grouped by who buys."""
    from brief.register.dependence import on_2014  # the flows are put together once, for prose and picture

    rows, y = [], 0
    for heading, side, flows in CRISIS:
        rows.append({"y": y, "kind": "heading", "side": side, "text": heading})
        for flow, label in flows:
            y += 1
            first, second = (sum(on_2014(flow, year)) / 2 for year in (2015, 2016))
            rows.append({"y": y, "kind": "flow", "side": side, "text": label, "first": first, "second": second, "shown": f"{second:.0f}", "group": heading})
        y += 1.5
    frame, height = pd.DataFrame(rows), y

    def draw(width):
        wide = width == WIDE
        left, right = (230, 690) if wide else (146, 318)
        step = 26
        xs = alt.Scale(domain=[0, 105], range=[left, right])
        ys = alt.Scale(domain=[-0.4, height], range=[0, height * step])
        base = alt.Chart(frame)

        def layer(chart, kind, side=None, field="second", **extra):
            chart = chart.transform_filter(alt.datum.kind == kind)
            if side:
                chart = chart.transform_filter(alt.datum.side == side)
            place = alt.value(0) if field is None else alt.X(f"{field}:Q", scale=xs, axis=None)
            return chart.encode(x=place, y=alt.Y("y:Q", scale=ys, axis=None), **extra)

        grid = pd.DataFrame({"at": [0, 50, 100], "top": -0.4, "bottom": height - 0.6})
        lines = alt.Chart(grid).encode(x=alt.X("at:Q", scale=xs, axis=None))
        parts = [
            lines.mark_rule(color=colour("hair")).encode(y=alt.Y("top:Q", scale=ys, axis=None), y2="bottom:Q"),
            lines.mark_text(color=colour("soft"), baseline="top", dy=4).encode(y=alt.Y("bottom:Q", scale=ys, axis=None), text="at:N"),
            layer(base.mark_text(align="left", fontSize=13), "flow", field=None, text="text:N"),
        ]
        for _, side, _ in CRISIS:
            tint = colour(side)
            parts += [
                layer(base.mark_text(align="left", fontSize=13, fontWeight="bold", color=tint), "heading", side, None, text="text:N"),
                layer(base.mark_rule(color=tint, strokeWidth=4, opacity=0.45), "flow", side, x2="first:Q"),
                layer(base.mark_point(filled=True, fill=colour("page"), stroke=tint, strokeWidth=2, size=80), "flow", side, "first"),
                layer(base.mark_point(filled=True, color=tint, size=90), "flow", side),
                layer(base.mark_text(align="right", dx=-9, fontSize=13, fontWeight="bold", color=tint), "flow", side, text="shown:N"),
            ]
        return alt.layer(*parts).properties(height=height * step)

    flows = frame[frame["kind"] == "flow"]
    return Figure(
        key="crisis-2015",
        title="In 2016 what Russia bought from Turkey collapsed; what it sold held up better, and gas best",
        unit="2014 = 100. Ring: 2015. Dot: 2016. The crisis began on 24 November 2015, so a ring mostly shows what fell before it.",
        sources=("itc_mef", "trend2018", "iea_gtf", "hdn_2018_q2", "trt2019"),
        holds=("what_russia_bought_fell_most", "the_fall_began_before", "others_fell_less"),
        note="Values in dollars move with prices: the oil price had halved. Wheat had a peak in 2014, so the base makes its fall look larger. "
             "Totals of visitors are rounded.",
        description=(
            "Seven flows as pairs of marks on a scale where 2014 is 100, grouped by who buys.",
            "In 2016: vegetables {crisis_vegetables|bare}, Russian visitors {crisis_visitors|bare}, Turkey’s exports {crisis_exports|bare}; "
            "Turkey’s imports {crisis_imports|bare}, wheat {crisis_wheat|bare}, gas {crisis_gas|bare}; other visitors {crisis_others|bare}. "
            "Turkey’s exports stood at {crisis_exports_2015|bare} in 2015 already.",
            "All seven fell. Each flow that Russia bought fell further than each that it sold, and gas fell least.",
            "One case, chosen by Moscow, with bombs and a coup attempt in the same months: it shows what could be cut, not what a cut costs.",
        ),
        table=pd.DataFrame({"who buys": flows["group"], "flow": flows["text"], "2015, of 2014 = 100": flows["first"].round(1),
                            "2016, of 2014 = 100": flows["second"].round(1)}).reset_index(drop=True),
        draw=draw,
    )


INDICES = (
    ("Share of all trade", (("2020", "trade_share_{}"), ("2019", "trade_share_{}_2019"), ("2000, imports only", "imports_share_{}_2000"))),
    ("Share of output (GDP)", (("2020", "trade_gdp_{}"), ("2019", "trade_gdp_{}_2019"), ("2000, imports only", "imports_gdp_{}_2000"))),
)


def two_indices() -> Figure:
    """The same trade over all trade and over output, both ways."""
    rows, y = [], 0
    for heading, entries in INDICES:
        rows.append({"y": y, "kind": "heading", "text": heading})
        for label, key in entries:
            y += 1
            ends = {side: (low(key.format(side)), high(key.format(side)), text(key.format(side), bare=True)) for side in SIDES}
            mids = {side: (ends[side][0] + ends[side][1]) / 2 for side in SIDES}
            rows.append({"y": y, "kind": "flow", "text": label, "group": heading, "tur": mids["tur"], "rus": mids["rus"],
                         "shown_tur": ends["tur"][2], "shown_rus": ends["rus"][2],
                         "side_tur": 1 if mids["tur"] > mids["rus"] else -1, "low_tur": ends["tur"][0], "high_tur": ends["tur"][1],
                         "low_rus": ends["rus"][0], "high_rus": ends["rus"][1]})
        y += 1.5
    frame, height = pd.DataFrame(rows), y

    def draw(width):
        wide = width == WIDE
        left, right, step = (230, 650, 28) if wide else (128, 280, 28)
        xs = alt.Scale(domain=[0, 7.2], range=[left, right])
        ys = alt.Scale(domain=[-0.5, height], range=[0, height * step])
        flows = alt.Chart(frame[frame["kind"] == "flow"]).encode(y=alt.Y("y:Q", scale=ys, axis=None))
        heads = alt.Chart(frame[frame["kind"] == "heading"]).encode(y=alt.Y("y:Q", scale=ys, axis=None))
        parts = [
            heads.mark_text(align="left", fontSize=13, fontWeight="bold").encode(x=alt.value(0), text="text:N"),
            flows.mark_text(align="left", fontSize=13, color=colour("soft")).encode(x=alt.value(0), text="text:N"),
            flows.mark_rule(color=colour("rule"), strokeWidth=1).encode(x=alt.X("rus:Q", scale=xs, axis=None), x2="tur:Q"),
        ]
        for side, shape in (("tur", "circle"), ("rus", "square")):
            tint = colour(side)
            spot = flows.encode(x=alt.X(f"{side}:Q", scale=xs, axis=None))
            parts += [
                flows.mark_rule(color=tint, strokeWidth=5, opacity=0.5).encode(x=alt.X(f"low_{side}:Q", scale=xs, axis=None), x2=f"high_{side}:Q"),
                spot.mark_point(filled=True, color=tint, shape=shape, size=70),
            ]
            for ahead, align, dx in ((1, "left", 10), (-1, "right", -10)):
                test = f"datum.side_tur == {ahead if side == 'tur' else -ahead}"
                parts.append(spot.transform_filter(test).mark_text(align=align, dx=dx, fontSize=12, fontWeight="bold", color=tint).encode(text=f"shown_{side}:N"))
        return alt.layer(*parts).properties(height=height * step)

    flows = frame[frame["kind"] == "flow"]
    return Figure(
        key="two-indices",
        title="Two measures of the same trade put more weight on Turkey in 2020; in 2000 they ranked opposite ways",
        unit="Trade between the two, both ways, per cent. Each value stands beside its mark.",
        sources=("mgimo_site", "mgimo_chart", "yourmaninturkey_2021", "afp_2021_02", "wb_gdp_2021", "datasets_gdp", "wits_summary"),
        holds=("both_indices_agree", "indices_disagreed_in_2000"),
        legend=(("circle", "tur", "of Turkey’s total"), ("square", "rus", "of Russia’s total")),
        note="Share of all trade is Barbieri’s trade share; share of output is the dependence of Oneal and Russett. Turkey’s exports to "
             "Russia are read off a chart, about 300 million dollars either way; for 2000 they are not known, so imports stand alone.",
        description=(
            "Two groups of three lines; on each line a circle for Turkey and a square for Russia.",
            "Of all trade in 2020: {trade_share_tur} of Turkey’s and {trade_share_rus} of Russia’s. Of output: {trade_gdp_tur} and {trade_gdp_rus}. "
            "In 2000, imports only: {imports_share_tur_2000} and {imports_share_rus_2000} of trade, {imports_gdp_tur_2000} and {imports_gdp_rus_2000} of output.",
            "In 2020 and 2019 both measures put Turkey ahead. In 2000 the measure over output put Russia ahead.",
            "The denominator can pick the winner, so both are shown; for the years in question they agree.",
        ),
        table=pd.DataFrame({"measure": flows["group"], "year": flows["text"], "Turkey low, %": flows["low_tur"].round(2), "Turkey high, %": flows["high_tur"].round(2),
                            "Russia low, %": flows["low_rus"].round(2), "Russia high, %": flows["high_rus"].round(2)}).reset_index(drop=True),
        draw=draw,
    )


def imports_since(as_of=EDITION) -> Figure:
    """Since then: what Turkey paid for Russian goods, by year."""
    found = known("goods_trade", as_of).query("reporter == 'TUR' and partner == 'RUS' and flow == 'import' and year >= 2013")
    found = found[~found["id"].str.endswith("-special")].sort_values("year")
    frame = pd.DataFrame({
        "year": found["year"].astype(int), "bill": found["value"] / 1000, "known": found["known_on"],
        "kind": ["computed" if row.origin == "computed" else row.system for row in found.itertuples()],
    }).reset_index(drop=True)
    named = {year: text(f"imports_{year}", bare=True).partition(".")[0] for year in (2020, 2021, 2022, 2025)}
    frame["label"] = [f"{row.bill:.0f}" if row.year in named else "" for row in frame.itertuples()]

    def draw(width):
        wide = width == WIDE
        years = list(frame["year"])
        x = alt.X("year:O", scale=alt.Scale(domain=years), axis=alt.Axis(labelAngle=0, title=None, labelExpr="datum.label" if wide else "'’' + slice(datum.label, 2)",
                  values=years if wide else years[::2]))
        y = alt.Y("bill:Q", scale=alt.Scale(domain=[0, 72]), axis=alt.Axis(values=[0, 20, 40, 60], title=None, domain=False, ticks=False))
        size, rus = (34, colour("rus")) if wide else (15, colour("rus"))
        step = (width - 26) / len(years)
        first = years.index(2021)
        shade = alt.Chart(pd.DataFrame({"from": [2021], "to": [years[-1]]}))
        later = shade.mark_rect(color=colour("since-tint"), xOffset=0).encode(
            x=alt.X("from:O", bandPosition=0), x2=alt.X2("to:O", bandPosition=1), y=alt.value(0))
        edge = shade.mark_rule(color=colour("since"), strokeWidth=1.5, strokeDash=[4, 3]).encode(x=alt.X("from:O", bandPosition=0))
        words = alt.Chart(pd.DataFrame({"year": [2021], "text": ["known only after\n15 December 2021"]}))
        base = alt.Chart(frame).encode(x=x)
        _ = (step, first)

        def bars(kind, **look):
            return base.transform_filter(alt.datum.kind == kind).mark_bar(size=size, **look).encode(y=y)

        return alt.layer(
            later, edge,
            bars("special", color=rus, opacity=0.45),
            bars("general", color=rus),
            bars("computed", filled=False, stroke=rus, strokeDash=[3, 2], strokeWidth=1.5),
            base.mark_text(dy=-8, fontSize=13, fontWeight="bold", color=rus).encode(y=y, text="label:N"),
            words.mark_text(align="left", baseline="top", lineBreak="\n", dx=-4 if not wide else -10, fontSize=12, color=colour("ink")).encode(
                x=x, y=alt.value(4), text="text:N"),
        ).properties(height=280 if wide else 250)

    return Figure(
        key="imports-since",
        title="Turkey’s bill for Russian goods doubled in 2022 and has stayed above 40 billion dollars",
        unit="Turkey’s imports of goods from Russia, billion dollars of the day. Value, not volume.",
        sources=("mgimo_site", "itc_mef", "albawaba2019", "urdupoint2022", "serbestgorus2023"),
        holds=("bill_doubled", "bill_stayed_high", "bill_rose_on_price"),
        since=True,
        legend=(("pale", "rus", "special trade system (to 2017)"), ("bar", "rus", "general trade system (from 2019)"), ("dash", "rus", "computed from two press reports (2018)")),
        note="Part of the rise is price: in 2022 the volume of gas from Russia fell by {gas_volume_fall_2022}.",
        description=(
            "Thirteen bars, one per year from 2013 to 2025; those published after 15 December 2021 stand on a tint.",
            "{imports_2020} in 2020, {imports_2021} in 2021, {imports_2022} in 2022, {imports_2025} in 2025.",
            "The bill doubled in 2022 and then came down slowly, still above every year before 2022.",
            "A larger bill is not a larger dependence: much of it is price, and less gas came.",
        ),
        table=pd.DataFrame({"year": frame["year"], "imports from Russia, billion dollars": frame["bill"].round(2), "counted as": frame["kind"],
                            "known on": [day.date() for day in frame["known"]]}),
        draw=draw,
    )


def mirror() -> pd.DataFrame:
    """What each side reports for the same flow, and how far apart they are."""
    goods = known("goods_trade")

    def pair(what, year, importer, exporter, gap):
        return {"flow": what, "year": year, "importer reports": importer, "exporter reports": exporter, "importer’s lead": register.text(gap)}

    def billions(**keys):
        return f"{measure.reading(goods, **keys)[0] / 1000:.2f} billion dollars"

    return pd.DataFrame([
        pair("Goods, Russia to Turkey", 2008, billions(id="2008-tur-import-rus"), billions(id="2008-rus-export-tur"), "mirror_2008"),
        pair("Goods, Russia to Turkey", 2016, billions(id="2016-tur-import-rus"), billions(id="2016-rus-export-tur"), "mirror_2016"),
        pair("Goods, Turkey to Russia", 2016, billions(id="2016-rus-import-tur"), billions(id="2016-tur-export-rus"), "mirror_2016_back"),
    ])
