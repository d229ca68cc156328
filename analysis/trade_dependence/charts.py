"""The figures of trade-dependence: what weighs how much on whom, gas, the crisis of 2015-16, and since then."""

import calendar

import altair as alt
import pandas as pd

from analysis.trade_dependence import measures
from analysis.trade_dependence.numbers import crisis_rows
from brief.charts import marks
from brief.charts.figure import WIDE, Figure, Number, Sentence, colour
from brief.charts.live_sentences import listed, vega_listed, vega_text
from brief.data import tables
from brief.dates import CUTOFF
from brief.numbers import MINUS, high, low, text, value

SIDES = {"tur": "Turkey", "rus": "Russia"}
TONES = alt.Scale(domain=list(SIDES), range=[colour(side) for side in SIDES])


def _axis(**look) -> alt.Axis:
    """A quiet value axis: grid only; the unit stands on the top tick."""
    return alt.Axis(title=None, domain=False, ticks=False, **look)


# ---- the main figure: each flow's weight for both, and a threshold that the reader moves --------------------------
THRESHOLD = 25  # per cent, where the control starts
SAYS = (
    "If only shares of *{threshold}\u00a0%* or more count, Turkey is tied to Russia by *{tur}*, "
    "and Russia to Turkey by *{rus}*."
)

# Flow: heading, what its share is of for Turkey, and for Russia; what the article names first.
FLOWS = {
    "gas": ("Gas that Turkey buys", "share of Turkey’s gas imports", "share of Gazprom’s sales beyond the old USSR"),
    "visitors": (
        "Russians who travel to Turkey", "share of Turkey’s foreign visitors", "share of Russians’ trips abroad",
    ),
    "goods": ("All goods that Turkey buys", "share of Turkey’s imports", "share of Russia’s exports"),
    "wheat": ("Wheat that Turkey buys", "share of Turkey’s wheat imports", "share of Russia’s wheat exports"),
}  # fmt: skip
WITHOUT_2019 = "wheat_share_tur"


def weights() -> pd.DataFrame:
    """One row per flow and side: its weight, per cent, in 2020 and the year before, as intervals."""
    rows = []
    for flow, (heading, *labels) in FLOWS.items():
        for side, label in zip(SIDES, labels, strict=True):
            key = f"{flow}_share_{side}"
            before = (None, None) if key == WITHOUT_2019 else (low(f"{key}_2019"), high(f"{key}_2019"))
            rows.append((flow, heading, side, label, key, low(key), high(key), text(key), *before))
    columns = ["flow", "heading", "side", "label", "key", "low", "high", "shown", "low_2019", "high_2019"]
    return pd.DataFrame(rows, columns=columns)


def printed(frame: pd.DataFrame, side: str) -> dict[str, float]:
    """The weights of one side as the page prints them, so that the threshold cuts what the reader sees."""
    return {row.flow: float(round(row.low)) for row in frame.itertuples() if row.side == side}


def said(threshold: float, frame: pd.DataFrame) -> str:
    """The live sentence, in Python."""
    ties = {side: listed(measures.weight_at_least(printed(frame, side), threshold)) or "nothing" for side in SIDES}
    return SAYS.format(threshold=f"{threshold:g}", **ties)


def _params(frame: pd.DataFrame) -> list[alt.Parameter]:
    """The threshold, and the same sentence in the chart's own language."""

    def names(side):
        terms = "+".join(f"({weight:g}>=threshold?'{flow}, ':'')" for flow, weight in printed(frame, side).items())
        return f"{vega_listed(terms)} || 'nothing'"

    sentence = vega_text(SAYS, threshold="threshold", tur="forturkey", rus="forrussia")
    made = {"forturkey": names("tur"), "forrussia": names("rus"), "sentence": sentence}
    return marks.params({"threshold": THRESHOLD}, made)


def _draw_weights(width: int, frame: pd.DataFrame):
    wide, ink = width == WIDE, colour("ink")
    y = alt.Y("label:N", sort=None, axis=None)
    scale = alt.Scale(domain=[0, 100], range=[318 if wide else 0, width - 20])

    def x(field):
        return alt.X(f"{field}:Q", scale=scale, axis=None)

    bars = alt.Chart().mark_bar(size=12).encode(y=y, color=alt.Color("side:N", scale=TONES))
    before = alt.Chart().transform_filter("isValid(datum.low_2019)")
    without = alt.Chart().transform_filter("!isValid(datum.low_2019)").transform_calculate(none="'2019: no figure'")
    ticks = alt.Chart().transform_calculate(threshold="threshold")
    ticks = ticks.mark_tick(color=ink, opacity=1, thickness=2.5, size=16, orient="vertical")
    # A value stands behind bar and ring, and behind the reader's stroke where that would cross it.
    ended = alt.Chart().transform_calculate(end="max(datum.high, datum.high_2019)")
    ended = ended.transform_calculate(end="inrange(threshold - datum.end, [-2, 15]) ? threshold : datum.end")
    side: dict = {"y": y, "color": alt.Color("side:N", scale=TONES), "fontSize": 13, "halo": False}
    lift: dict = {} if wide else {"dy": -16}  # on a phone the words stand above their bar
    beside = {"x": alt.value(306), "align": "right"} if wide else {"x": alt.value(width), "align": "right"} | lift
    layers = marks.layered(
        bars.encode(x=x("low")),
        bars.encode(x=x("low"), x2="high:Q", opacity=alt.value(0.45)),
        before.mark_rule(color=ink, strokeWidth=1.5).encode(x=x("low_2019"), x2="high_2019:Q", y=y),
        before.transform_calculate(middle="(datum.low_2019 + datum.high_2019) / 2")
        .mark_point(fill=colour("page"), fillOpacity=1, stroke=ink, strokeWidth=1.5, size=50)
        .encode(x=x("middle"), y=y),
        ticks.encode(x=x("threshold"), y=y),
        marks.words(alt.Chart(), "label:N", x=alt.value(0), **side, **lift),
        marks.words(ended, "shown:N", x=x("end"), dx=10, fontWeight="bold", **side | {"halo": True}),
        marks.words(without, "none:N", halo=False, y=y, color=colour("soft"), **beside),
        data=frame.drop(columns="key"),
    ).properties(width=width, height=alt.Step(26 if wide else 32))
    drawn = marks.under_headings(layers, "heading", [*frame["heading"].unique()], 14 if wide else 6)
    return drawn.add_params(*_params(frame))


def who_needs_whom(frame: pd.DataFrame | None = None) -> Figure:
    """Each flow's weight for Turkey beside its weight for Russia."""
    frame = weights() if frame is None else frame
    marks_named = ((10, "a tenth"), (25, "a quarter"), (50, "Spain’s legal limit for gas from one country"))
    table = frame.assign(side=frame["side"].map(SIDES)).astype({"low_2019": float, "high_2019": float}).round(1)
    ends = ["lowest figure, %", "highest figure, %"]
    heads = ["flow", "for", "share of what", *ends, *(f"2019: {end}" for end in ends)]
    return Figure(
        key="who-needs-whom",
        drawn=[*frame["key"], *(f"{key}_2019" for key in frame["key"] if key != WITHOUT_2019)],
        controls=(Number("threshold", "Count a tie that weighs at least", 2, 90, 1, "%", THRESHOLD, marks_named),),
        sentence=Sentence(said(THRESHOLD, frame)),
        table=table.drop(columns=["flow", "key", "shown"]).set_axis(heads, axis=1),
        draw=lambda width: _draw_weights(width, frame),
    )


# ---- gas: Russia's share by year over its months, and a winter without it -----------------------------------------
def _month_names(months) -> list[str]:
    return [calendar.month_name[month] for month in months]


def _swing_labels(frame: pd.DataFrame, wide: bool) -> pd.DataFrame:
    """Words of the years and of two months, and how they stand there, as `marks.placed` takes it."""
    october, june = (calendar.month_name[month][: None if wide else 3] for month in (10, 6))
    year, month = (colour("rus"), "bold"), (colour("ink"), "normal")
    rows = [
        (2011, frame.at[2011, "highest"], text("gas_share_2011", bare=True), 0, -9, "center", *year),
        (2020, high("gas_high_2020"), f"{october} {text('gas_high_2020', bare=True)}", 22, -9, "right", *month),
        (2020, low("gas_low_2020"), f"{june} {text('gas_low_2020', bare=True)}", 22, 11, "right", *month),
        # Right of the bar, not on its edge.
        (2020, frame.at[2020, "share"], text("gas_share_tur", bare=True), 17 if wide else 11, 0, "left", *year),
    ]
    return pd.DataFrame(rows, columns=["year", "share", "said", "dx", "dy", "align", "tone", "weight"])


def _draw_swing(width: int, frame: pd.DataFrame):
    wide, rus = width == WIDE, colour("rus")
    label = "datum.label" if wide else "'’' + slice(datum.label, 2)"
    x = alt.X("year:O", axis=alt.Axis(title=None, labelAngle=0, labelExpr=label))
    percent = _axis(values=[0, 25, 50, 75], labelExpr="datum.value == 75 ? '75 %' : datum.label")
    y = alt.Y("share:Q", scale=alt.Scale(domain=[0, 75]), axis=percent)
    base = alt.Chart(frame.reset_index(names="year")).encode(x=x)
    bars = base.mark_bar(size=26 if wide else 14, fill=rus, fillOpacity=0.25, stroke=rus, strokeWidth=1, cornerRadius=2)
    return marks.layered(
        bars.encode(y=alt.Y("lowest:Q", title=None, axis=percent), y2="highest:Q"),
        base.mark_line(color=rus).encode(y=y),
        base.mark_point(opacity=1, color=rus, size=50).encode(y=y),
        marks.placed(alt.Chart(_swing_labels(frame, wide)), x=x, y=y, fontSize=12.5),
    ).properties(height=300 if wide else 260, padding={"left": 0, "right": 14, "top": 4, "bottom": 2})


def gas_swing(frame: pd.DataFrame) -> Figure:
    """Russia's share of Turkey's gas (`share`, per cent) by year, over the range of its months (`measures.swing`)."""
    table = pd.DataFrame({
        "year": frame.index, "year’s share, %": frame["share"].round(1),
        "lowest month, %": frame["lowest"].round(1), "lowest in": _month_names(frame["in_month"]),
        "highest month, %": frame["highest"].round(1), "highest in": _month_names(frame["at_month"]),
    })  # fmt: skip
    rows = {"gas_imports": [f"{year}-{partner}-iea" for year in frame.index for partner in ("rus", "wld")]}
    drawn = ["gas_swing_2020", "gas_swing_before"]
    return Figure("gas-swing", table, rows, drawn, draw=lambda width: _draw_swing(width, frame))


def _draw_without(width: int, frame: pd.DataFrame):
    wide = width == WIDE
    label = f"slice(monthFormat(datum.value - 1), 0, {3 if wide else 1})"
    x = alt.X("month:O", axis=alt.Axis(title=None, labelAngle=0, labelColor=colour("ink"), labelExpr=label))
    y = alt.Y("total:Q", scale=alt.Scale(domain=[0, 7]), axis=_axis(values=[0, 2, 4, 6]))
    base = alt.Chart((frame[["russia", "total"]] / 1000).reset_index()).encode(x=x)
    size = 34 if wide else 17
    said = f"all other routes at their best: {text('others_at_best', bare=True)}"
    line = alt.Chart(pd.DataFrame({"total": [value("others_at_best")], "month": 6, "said": said}))
    key = pd.DataFrame({"month": 5, "total": [3.9, 3.3], "tone": ["soft", "rus"]})
    key = alt.Chart(marks.painted(key, "tone").assign(said=["from others", "from Russia"]))
    short = base.transform_calculate(best=f"{value('others_at_best')}", by="datum.total - datum.best")
    short = short.transform_filter("datum.by > 0").transform_calculate(said=f"'{MINUS}' + format(datum.by, '.1f')")
    return marks.layered(
        base.mark_bar(size=size, color=colour("neutral"), opacity=0.35).encode(y=y),
        base.mark_bar(size=size, filled=False, stroke=colour("rule"), strokeWidth=1).encode(y=y),
        base.mark_bar(size=size, color=colour("rus")).encode(y="russia:Q"),
        short.mark_bar(size=size, color=colour("ink")).encode(y=y, y2="best:Q"),
        marks.words(short, "said:N", y=y, dy=-9, align="center", fontWeight="bold"),
        marks.words(key, "said:N", x=x, y=y, align="center", fontWeight="bold", **marks.own(color="tone")),
        line.mark_rule(color=colour("ink"), strokeWidth=2.5).encode(y=y),
        line.mark_text(dy=-10, dx=9, fontSize=12.5, fontWeight="bold").encode(x=x, y=y, text="said:N"),
    ).properties(height=280 if wide else 240)


def gas_without_russia(frame: pd.DataFrame) -> Figure:
    """Turkey's gas by month of 2020 against what the other entries could bring at their best ever.

    `frame` has, by month, `russia` and `total` (million cubic metres) and `covered` by the others (per cent).
    """
    table = pd.DataFrame({
        "month": _month_names(frame.index), "from Russia, billion m³": (frame["russia"] / 1000).round(2),
        "from all, billion m³": (frame["total"] / 1000).round(2),
        "covered by the others at their best, %": frame["covered"].round(0),
    })  # fmt: skip
    drawn = ["winter_cover", "cover_by_law"]
    return Figure("gas-without-russia", table, drawn=drawn, draw=lambda width: _draw_without(width, frame))


# ---- two indices of the same trade --------------------------------------------------------------------------------
INDICES = {
    "Of all trade in goods": {"2020": "trade_share_{}", "2019": "trade_share_{}_2019",
                              "2000, imports": "imports_share_{}_2000"},
    "Of output (GDP)": {"2020": "trade_gdp_{}", "2019": "trade_gdp_{}_2019", "2000, imports": "imports_gdp_{}_2000"},
}  # fmt: skip


def indices() -> pd.DataFrame:
    """One row per measure, year and side: its key, its value as an interval, per cent, and whether it is the lesser."""
    rows = [
        (measure, year, side, key.format(side), low(key.format(side)), high(key.format(side)))
        for measure, years in INDICES.items()
        for year, key in years.items()
        for side in SIDES
    ]
    frame = pd.DataFrame(rows, columns=["measure", "year", "side", "key", "low", "high"])
    frame["middle"] = (frame["low"] + frame["high"]) / 2
    lesser = frame.groupby(["measure", "year"], sort=False)["middle"].transform("min") == frame["middle"]
    return frame.assign(lesser=lesser, said=[text(key, bare=True) for key in frame["key"]])


def _draw_indices(width: int, frame: pd.DataFrame):
    scale = alt.Scale(domain=[0, 7.2], range=[200, 640] if width == WIDE else [112, 272])
    y = alt.Y("year:N", sort=None, axis=None)
    tone = alt.Color("side:N", scale=TONES)
    shape = alt.Shape("side:N", scale=alt.Scale(domain=list(SIDES), range=["circle", "square"]))

    def x(field):
        return alt.X(field, scale=scale, axis=None, title=None)

    def value_beside(lesser, field, **look):
        part = alt.Chart().transform_filter(f"datum.lesser == {str(lesser).lower()}")
        return marks.words(part, "said:N", x=x(field), y=y, color=tone, fontWeight="bold", **look)

    base = alt.Chart().encode(y=y)
    years = base.transform_filter("datum.side == 'tur'")
    layers = marks.layered(
        base.mark_rule(color=colour("rule")).encode(x=x("min(middle):Q"), x2="max(middle):Q"),
        base.mark_rule(strokeWidth=5, opacity=0.5).encode(x=x("low:Q"), x2="high:Q", color=tone),
        base.mark_point(opacity=1, size=70).encode(x=x("middle:Q"), color=tone, shape=shape),
        value_beside(True, "low:Q", align="right", dx=-9),
        value_beside(False, "high:Q", dx=9),
        marks.words(years, "year:N", halo=False, x=alt.value(0), fontSize=13, color=colour("soft")),
        data=frame.drop(columns="key"),
    ).properties(width=width, height=alt.Step(28))
    return marks.under_headings(layers, "measure", list(INDICES))


def two_indices(frame: pd.DataFrame) -> Figure:
    """The same trade over all trade and over output, both ways, from the rows of `indices`."""
    ends = frame.pivot(index=["measure", "year"], columns="side", values=["low", "high"]).round(2)
    lines = frame[["measure", "year"]].drop_duplicates()
    table = lines.assign(**{
        f"{name}, {end}est figure, %": list(ends[end, side].reindex(pd.MultiIndex.from_frame(lines)))
        for side, name in SIDES.items() for end in ("low", "high")
    })  # fmt: skip
    return Figure("two-indices", table, drawn=[*frame["key"]], draw=lambda width: _draw_indices(width, frame))


# ---- the crisis of 2015-16 ----------------------------------------------------------------------------------------
# Flow: who buys, colour, words.
BOUGHT = {
    "vegetables": ("Russia buys from Turkey", "tur", "Vegetables (banned)"),
    "visitors": ("Russia buys from Turkey", "tur", "Visitors (tours ended)"),
    "exports": ("Russia buys from Turkey", "tur", "All goods, value"),
    "imports": ("Turkey buys from Russia", "rus", "All goods, value"),
    "wheat": ("Turkey buys from Russia", "rus", "Wheat, tonnes"),
    "gas": ("Turkey buys from Russia", "rus", "Gas, volume"),
    "others": ("For comparison", "soft", "Other visitors"),
}


def _draw_crisis(width: int, frame: pd.DataFrame, top: int = 105):
    """Each flow's `after` as a dot and `before` as a ring, per cent, under the headings of the column `buys`."""
    scale = alt.Scale(domain=[0, top], range=[240, 690] if width == WIDE else [152, 318], nice=False)
    y = alt.Y("flow:N", sort=None, axis=None)
    tones = alt.Scale(domain=["tur", "rus", "soft"], range=[colour(one) for one in ("tur", "rus", "soft")])
    tone = alt.Color("tone:N", scale=tones)
    after = alt.X("after:Q", scale=scale, axis=_axis(values=[0, 50, 100], labelFlush=False))
    before = alt.X("before:Q", scale=scale, title=None)
    ring: dict = {"fill": colour("page"), "fillOpacity": 1, "strokeWidth": 2, "size": 80}
    base = alt.Chart().encode(y=y)
    layers = marks.layered(
        base.mark_rule(strokeWidth=4, opacity=0.45).encode(x=after, x2="before:Q", color=tone),
        base.mark_point(**ring).encode(x=before, stroke=alt.Stroke("tone:N", scale=tones)),
        base.mark_point(opacity=1, size=90).encode(x=after, color=tone),
        marks.words(base, "said:N", x=after, color=tone, align="right", dx=-9, fontSize=13, fontWeight="bold"),
        marks.words(base, "flow:N", halo=False, x=alt.value(0), fontSize=13),
        data=frame.assign(said=frame["after"].map("{:.0f}".format)),
    ).properties(width=width, height=alt.Step(26))
    return marks.under_headings(layers, "buys", list(frame["buys"].unique()))


def crisis_2015(levels: dict) -> Figure:
    """Seven flows in 2015 and 2016 against 2014, grouped by who buys; `levels` has {flow: {year: per cent of 2014}}."""
    frame = pd.DataFrame([BOUGHT[flow] for flow in levels], columns=["buys", "tone", "flow"])
    frame["before"], frame["after"] = ([sum(level[year]) / 2 for level in levels.values()] for year in (2015, 2016))
    columns = ["who buys", "flow", "2015, of 2014 = 100", "2016, of 2014 = 100"]
    table = frame.drop(columns="tone").set_axis(columns, axis=1).round(1)
    rows = crisis_rows((2014, 2015, 2016))
    return Figure("crisis-2015", table, rows, draw=lambda width: _draw_crisis(width, frame))


# ---- who could punish whom ----------------------------------------------------------------------------------------
CUT = (  # who cut, colour, flow, what was left of it from others and from the one that was cut
    ("Cut by Moscow", "rus", "Visitors, 2016", "crisis_others", "crisis_visitors"),
    ("Cut by Moscow", "rus", "Vegetables, 2016", None, "crisis_vegetables"),
    ("Cut by Moscow", "rus", "Visitors, May 2021", "may_2021_others", "may_2021_russia"),
    ("Taxed or bought less by Turkey", "tur", "Wheat, 2017", None, "wheat_2017"),
    ("Taxed or bought less by Turkey", "tur", "Gas, 2019", "gas_2019_others", "gas_2019_russia"),
)


def punished() -> Figure:
    """What was left of each flow that one side cut, beside what others sent or took."""
    frame = pd.DataFrame(CUT, columns=["buys", "tone", "flow", "before", "after"])
    drawn = [*frame["after"], *frame["before"].dropna()]
    middle = {key: (low(key) + high(key)) / 2 for key in drawn}
    others, left = frame["before"].map(middle), frame["after"].map(middle)
    columns = ["what was done", "flow", "what was left, %", "what was left of the flow from others, %"]
    table = frame[["buys", "flow"]].assign(left=left.round(0), others=others.round(0)).set_axis(columns, axis=1)
    frame = frame.assign(before=others.fillna(left), after=left)
    return Figure("punished", table, drawn=drawn, draw=lambda width: _draw_crisis(width, frame, top=120))


# ---- what each side reports ---------------------------------------------------------------------------------------
MIRROR = (
    ("Goods, Russia to Turkey", 2008, "2008-tur-import-rus", "2008-rus-export-tur", "mirror_2008"),
    ("Goods, Russia to Turkey", 2016, "2016-tur-import-rus", "2016-rus-export-tur", "mirror_2016"),
    ("Goods, Turkey to Russia", 2016, "2016-rus-import-tur", "2016-tur-export-rus", "mirror_2016_back"),
)


def mirror() -> pd.DataFrame:
    """What each side reports for the same flow, billion dollars, and by how much the importer's figure is larger."""
    billions = tables.load("goods_trade").set_index("id")["value"] / 1000
    heads = ("flow", "year", *(f"the {who} reports, billion dollars" for who in ("buyer", "seller")), "difference")
    frame = pd.DataFrame(MIRROR, columns=heads)
    for who in heads[2:4]:
        frame[who] = frame[who].map(billions).round(2)
    return frame.assign(difference=frame["difference"].map(text))


# ---- since then ---------------------------------------------------------------------------------------------------
LABELLED = (2020, 2021, 2022, 2025)
COUNTED = {"special": 0.35, "general": 1, "computed": 0}  # how the year's goods were counted: how full its bar is


def _draw_since(width: int, frame: pd.DataFrame):
    wide, rus = width == WIDE, colour("rus")
    label = "datum.label" if wide else "datum.value % 2 ? '’' + slice(datum.label, 2) : ''"
    years = alt.Axis(title=None, labelAngle=0, labelExpr=label, labelFlush=False, domain=False)
    x = alt.X("year:O", scale=alt.Scale(padding=0), axis=years)
    edge = alt.X("year:O", bandPosition=0, axis=years)
    unit = "datum.value == 60 ? '60 bn' : datum.label"
    y = alt.Y("bill:Q", scale=alt.Scale(domain=[0, 80]), axis=_axis(values=[0, 20, 40, 60], labelExpr=unit))
    base = alt.Chart(frame).encode(x=x)
    bars = base.mark_bar(size=34 if wide else 15, fill=rus, stroke=rus, strokeWidth=1.5)
    later = alt.Chart(frame[frame["later"]].agg({"year": ["min", "max"]}).T.rename(columns={"min": "year"}))
    kinds = {"domain": list(COUNTED)}
    full = alt.FillOpacity("kind:N", scale=alt.Scale(**kinds, range=list(COUNTED.values()), type="ordinal"))
    dash = alt.StrokeDash("kind:N", scale=alt.Scale(**kinds, range=[[1, 0], [1, 0], [3, 2]]))
    since = ["known only after", "15 December 2021"]
    return marks.layered(
        later.mark_rect(color=colour("since-tint")).encode(x=edge, x2=alt.X2("max:O", bandPosition=1)),
        later.mark_rule(color=colour("since"), strokeWidth=1.5, strokeDash=[4, 3]).encode(x=edge),
        bars.encode(y=y, fillOpacity=full, strokeDash=dash),
        # In ink: on the tint of what came later Russia's own colour is too faint for words.
        base.mark_text(dy=-8, fontSize=13, fontWeight="bold").encode(y=y, text="label:N"),
        later.mark_text(align="left", baseline="top", dx=6, lineHeight=15, text=since).encode(x=edge, y=alt.value(4)),
    ).properties(height=280 if wide else 250)


def imports_since(rows: pd.DataFrame) -> Figure:
    """Since then: what Turkey paid for Russian goods, by year, from rows of `goods_trade`."""
    # 2019 is there in both systems; the general one goes on.
    found = rows[~rows["id"].str.endswith("-special")].sort_values("year", ignore_index=True)
    frame = pd.DataFrame({
        "year": found["year"].astype(int), "bill": found["value"] / 1000,
        "kind": found["system"].mask(found["origin"] == "computed", "computed"),
        "later": found["known_on"] > pd.Timestamp(CUTOFF),
    })  # fmt: skip
    frame["label"] = frame["bill"].map("{:.0f}".format).where(frame["year"].isin(LABELLED), "")
    table = pd.DataFrame({
        "year": frame["year"], "imports from Russia, billion dollars": frame["bill"].round(2),
        "counted as": frame["kind"], "known on": found["known_on"],
    })  # fmt: skip
    behind = {"goods_trade": found}
    return Figure("imports-since", table, behind, since=True, draw=lambda width: _draw_since(width, frame))
