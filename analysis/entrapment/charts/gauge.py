"""The gauge of entrapment: one bar, a tipping line for NATO's losses alone and one with Ukraine's, the reader's dot."""

import altair as alt
import pandas as pd

from analysis.entrapment import numbers
from analysis.entrapment.charts.vega_formulas import expression, rounded, vega_plus, vega_rounded
from brief.charts import marks
from brief.charts.figure import Buttons, Figure, Number, Sentence, colour
from brief.charts.live_sentences import vega_text
from brief.numbers import NBSP, value

LOW, HIGH = -10, 25  # per cent likelier: the bar, wide enough for every place that the lines can take
TICKS = (-10, 0, 10, 20)
WHOSE = {"nato": "NATO’s alone", "both": "Ukraine’s too"}
# By side: 1 harms, -1 helps, 0 too close to call.
VERDICTS = {1: "the sale does harm", -1: "the sale helps", 0: "it is too close to call"}
CANCELS = {
    1: ", but {spared} less damage offsets a rise of only about {tip}",
    -1: ", but {spared} less damage offsets a rise of up to about {tip}",
}
SAYS = (
    "With the numbers as you set them, which nobody can observe, *{verdict}* if {counted}. The sale makes war "
    "{war}{reason}. Say that of 100 situations like December 2021 war comes in {start} without the sale and in "
    "*{wars}* with it. Each of those does {spared} less damage, so together they are about as bad as *{total}* wars "
    "at full damage{tie}. "
    "Such a sale tips into harm near *{nato}* for NATO’s losses alone, and near *{both}* with Ukraine’s."
)
COUNTED = {"nato": "NATO’s losses alone count", "both": "Ukraine’s losses count too"}


def sale(whose: str) -> dict[str, float]:
    """The sale of the start as the model wants it, its ratio apart, with the losses that count."""
    made = {"war": numbers.at("war"), "prevented": numbers.at("prevented")}
    return made | (numbers.ukraine() if whose == "both" else {})


def _sentence() -> str:
    """The live sentence; `wars`, `change`, `side` and the tips are parameters of the chart."""
    start, tie = (rounded(amount) for amount in (100 * numbers.at("war"), value("close_call")))

    def bold(expr: str, places: int = 1) -> str:
        return f"'*'+{vega_rounded(expr, places)}+'{NBSP}%*'"

    spared = bold("abs(spared)")
    harms, helps = (vega_text(CANCELS[side], spared=spared, tip=bold("tip", 0)) for side in (1, -1))
    return vega_text(
        SAYS,
        verdict=f"(side==0?'{VERDICTS[0]}':(side>0?'{VERDICTS[1]}':'{VERDICTS[-1]}'))",
        counted="counted[whose]",
        war=f"(likelier==0?'no likelier':{bold('abs(likelier)')}+(likelier>0?' likelier':' less likely'))",
        reason=f"(likelier>0&&side!=0?(side>0?{harms}:{helps}):'')",
        start=f"'{start}'",
        wars=vega_rounded("wars"),
        spared=spared,
        total=vega_rounded(f"{start}+change", 0),
        tie=f"(side==0?', and a difference of up to {tie} is a tie':'')",
        **{one: f"{vega_plus(f'tip_{one}', 0)}+'{NBSP}%'" for one in WHOSE},
    )


def params(likelier: float, whose: str) -> list:
    def formula(name: str, **more) -> str:
        return f"100*({expression(name, **sale('nato'), ratio='1+likelier/100', **more)})"

    counted = {key: f"(whose=='both'?{part}:0)" for key, part in numbers.ukraine().items()}
    made = {
        **{f"tip_{one}": f"100*({expression('tip', **sale(one))}-1)" for one in WHOSE},
        "tip": "whose=='both'?tip_both:tip_nato",
        "other": "whose=='both'?tip_nato:tip_both",
        "spared": formula("spared", **counted),
        "wars": formula("with_sale"),
        "change": formula("change", **counted),
        "side": f"abs(change)<={value('close_call')}?0:(change>0?1:-1)",
        # How far either side of the line a setting is too close to call: a change in wars' worth, back in per cent.
        "close": f"{value('close_call')}/({numbers.at('war')}*(1-spared/100))",
        # The other assumptions, each alone: the grave case of being drawn in, and the largest gain in peacetime.
        "tip_low": f"{formula('tip', **numbers.grave(), **counted)}-100",
        "tip_high": f"{formula('tip', gain=numbers.at('gain', 'high'), **counted)}-100",
        "sentence": _sentence(),
    }
    return marks.params({"likelier": likelier, "whose": whose, "counted": COUNTED}, made)


TOP, BOTTOM, EDGE = 48, 96, 8  # px: the bar, with words above it and below, and the room at its ends


def _across(field: str, **axis) -> alt.X:
    """A place on the bar's scale; an axis where one is described."""
    scale = alt.Scale(domain=[LOW, HIGH], nice=False, padding=EDGE)
    quiet: dict = {"values": TICKS, "orient": "bottom", "titleX": EDGE, "titleAlign": "left"}
    quiet |= {"domain": False, "grid": False}
    quiet["labelAlign"] = alt.condition(f"datum.value=={LOW}", alt.value("left"), alt.value("center"))
    return alt.X(f"{field}:Q", scale=scale, title=None, axis=alt.Axis(**quiet | axis) if axis else None)


def _places(width: int) -> alt.Chart:
    """One row whose columns follow the parameters: ends, the reader's dot, and where words stand to stay inside."""
    unit = (HIGH - LOW) / (width - 2 * EDGE)  # of the scale, in a pixel

    def inside(expr: str, half_px: float) -> str:
        return f"clamp({expr},{LOW + half_px * unit:.3f},{HIGH - half_px * unit:.3f})"

    apart = 68 * unit
    return alt.Chart(alt.Data(values=[{"low": LOW, "high": HIGH}])).transform_calculate(
        tip="tip",
        other="other",
        you="likelier",
        near="tip-close",
        far="tip+close",
        others_low="tip_low",
        others_high="tip_high",
        tip_words=inside("tip", 48),
        other_words=inside(f"(other>tip?max(other,tip+{apart:.3f}):min(other,tip-{apart:.3f}))", 64),
        you_words=inside("likelier", 75),
        others_words=inside("(tip_low+tip_high)/2", 68),
        tip_said=f"'tips at '+{vega_plus('tip', 0)}+'{NBSP}%'",
        other_said=f"(whose=='both'?'NATO’s alone: ':'Ukraine’s too: ')+{vega_plus('other', 0)}+'{NBSP}%'",
        you_said=f"'you: '+{vega_plus('likelier')}+'{NBSP}%, '+(likelier<=tip?'short of it':'past it')",
    )


def _bar(row: alt.Chart) -> alt.LayerChart:
    """The two sides with their names and both scales, the lines between them, and the band of what is too close."""

    def band(low: str, high: str, axis: dict = {}, **look) -> alt.Chart:  # noqa: B006
        shape = row.mark_rect(strokeWidth=1, **look)
        return shape.encode(x=_across(low, **axis), x2=high, y=alt.value(TOP), y2=alt.value(BOTTOM))

    def side(end: str, words: str, align: str, dx: int):
        look = {"align": align, "dx": dx, "fontSize": 13, "fontWeight": "bold"}
        return marks.words(row, alt.value(words), False, x=_across(end), y=alt.value(TOP + 11), **look)

    def line(at: str, above: int, **look) -> alt.Chart:
        return row.mark_rule(**look).encode(x=_across(at), y=alt.value(TOP - above), y2=alt.value(BOTTOM + 6))

    signed = f"{vega_plus('datum.value')}+(datum.value?'{NBSP}%':'')"
    of_100 = vega_rounded(f"{rounded(100 * numbers.at('war'))}*(1+datum.value/100)")
    title = ["How much likelier the sale makes war;", "below, wars in 100 such situations"]
    scales = {"title": title, "labelExpr": f"[{signed}, {of_100}]", "labelLineHeight": 16}
    return marks.layered(
        band("low", "tip", scales, fill=colour("surface"), stroke=colour("rule")),
        band("tip", "high", fill=colour("neutral"), fillOpacity=0.42, stroke=colour("rule")),
        # Half transparent over both sides: as long as the dot is in it, the sentence gives no side.
        band("near", "far", fill=colour("page"), fillOpacity=0.55, stroke=colour("soft"), strokeDash=[2, 2]),
        side("low", "helps", "left", 6),
        side("high", "does harm", "right", -6),
        line("other", 10, color=colour("soft"), strokeWidth=2, strokeDash=[5, 3]),
        line("tip", 26, color=colour("ink"), strokeWidth=4),
    ).resolve_axis(x="independent")


def _draw(width: int, likelier: float, whose: str):
    row = _places(width)

    def rule(low: str, high: str, y: int, **look) -> alt.Chart:
        return row.mark_rule(**look).encode(x=_across(low), x2=high, y=alt.value(y))

    def words(field: str, text, y: int, **look):
        look = {"align": "center", "fontSize": 13, "fontWeight": "bold"} | look
        return marks.words(row, text, False, x=_across(field), y=alt.value(y), **look)

    soft = {"fontSize": 12, "fontWeight": "normal", "color": colour("soft")}
    return (
        marks.layered(
            _bar(row),
            # What lies between the reader and the line, drawn.
            rule("you", "tip", TOP + 30, color=colour("ink"), strokeWidth=2, strokeDash=[3, 2]),
            row.mark_point(**marks.DOT, size=300).encode(x=_across("you"), y=alt.value(TOP + 30)),
            words("tip_words", "tip_said:N", 12, fontSize=14),
            words("other_words", "other_said:N", 30, **soft),
            words("you_words", "you_said:N", BOTTOM + 17),
            rule("others_low", "others_high", BOTTOM + 36, color=colour("neutral"), strokeWidth=6),
            words("others_words", alt.value("our other assumptions"), BOTTOM + 51, **soft),
        )
        .properties(height=BOTTOM + 64)
        .resolve_axis(x="independent")
        .add_params(*params(likelier, whose))
    )


def harm_gauge(tips: pd.DataFrame) -> Figure:
    """`tips` has where a sale tips, as RR, by the damage to NATO prevented, of 1, under each assumption by name."""
    low, start, high = numbers.settings().loc["likelier", ["low", "start", "high"]].astype(float)
    rise = (100 * (tips.drop(columns="prevented") - 1)).rename(columns="{}, % likelier".format)
    rise.insert(0, "damage to NATO prevented, %", (100 * tips["prevented"]).round().astype(int))
    return Figure(
        key="harm-gauge",
        rows={"model_settings": "war likelier prevented theirs shield early sooner rare grave gain close"},
        sources=("own_assumption", "stein_2021"),
        controls=(
            Number("likelier", "How much likelier does it make war?", low, high, 0.5, "%", start),
            Buttons("whose", "Whose losses count?", tuple(WHOSE.items()), "nato"),
        ),
        sentence=Sentence(),
        table=rise.round(),
        draw=lambda width: _draw(width, start, "nato"),
    )
