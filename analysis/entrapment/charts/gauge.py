"""The gauge of entrapment: one bar, a tipping line that the reader moves with one control, a dot with the other."""

import altair as alt
import pandas as pd

from analysis.entrapment import numbers
from analysis.entrapment.charts.vega_formulas import expression, rounded, vega_plus, vega_rounded
from analysis.entrapment.measures import model
from brief.charts import marks
from brief.charts.figure import Figure, Number, Presets, Sentence, colour
from brief.charts.live_sentences import vega_text
from brief.numbers import NBSP, value

LOW, HIGH = -10, 25  # per cent likelier: the bar, wide enough for every place that the line can take
TICKS = (-10, 0, 10, 20)
# By side: 1 harms, -1 helps, 0 too close to call.
VERDICTS = {1: "The sale harms NATO", -1: "The sale helps NATO", 0: "Too close to call"}
# What pulls apart: how much of the one effect the other cancels out.
CANCELS = {
    1: "but {prevented} less damage cancels out a rise of only {tip}",
    -1: "but {prevented} less damage cancels out a rise of up to {tip}",
}
TAKES = {
    1: "but to cancel out {prevented} more damage takes a fall of {tip}",
    -1: "and to cancel out {prevented} more damage takes a fall of only {tip}",
}
EVEN = "; the two all but cancel out"
SAYS = (
    "*{verdict}.* It makes war {war}{reason}. Of 100 situations like December 2021, say war comes in {start} without "
    "the sale and in *{wars}* with it, {more}. Each of those does NATO {damage} damage, in all as bad as *{total}* "
    "wars at full damage, against {start} without the sale{tie}."
)


def model_in_vega(name: str, **more) -> str:
    """A formula of the model with the reader's two settings in it and the rest as in the figure's start."""
    return expression(
        name, **({"war": numbers.at("war"), "ratio": "1+likelier/100", "prevented": "prevented/100"} | more)
    )


def says(likelier: float, prevented: float) -> str:
    """The live sentence in Python, for a sale that makes war `likelier` and takes `prevented` off its damage, in %."""
    sale = {"war": numbers.at("war"), "ratio": 1 + likelier / 100, "prevented": prevented / 100}
    change = 100 * model.value("change", **sale)
    tip = 100 * (model.value("tip", war=sale["war"], prevented=sale["prevented"]) - 1)
    side = 0 if abs(change) <= value("close_call") else 1 if change > 0 else -1
    return SAYS.format(
        verdict=VERDICTS[side],
        war=_by(likelier, "likelier", "less likely"),
        reason=_reason(likelier, prevented, tip, side),
        start=rounded(100 * sale["war"]),
        wars=rounded(100 * model.value("with_sale", **sale), 2),
        more=_by(likelier, "more", "fewer", mark=""),
        damage=_by(prevented, "less", "more"),
        total=rounded(100 * sale["war"] + change),
        tie=_tie() if side == 0 else "",
    )


def _tie() -> str:
    return f". Within {rounded(value('close_call'))} is a tie"


def _reason(likelier: float, prevented: float, tip: float, side: int) -> str:
    """Why, before any sum."""
    apart = likelier * prevented > 0
    if apart and side:
        words = (CANCELS if prevented > 0 else TAKES)[side]
        return f", {words.format(prevented=f'*{_size(prevented)}*', tip=f'*{_size(tip)}*')}"
    return f" and {_by(prevented, 'less', 'more')} damaging{EVEN if apart else ''}"


def _by(amount: float, up: str, down: str, mark: str = "*") -> str:
    return f"no {up}" if amount == 0 else f"{mark}{_size(amount)}{mark} {up if amount > 0 else down}"


def _size(amount: float) -> str:
    return f"{rounded(abs(amount))}{NBSP}%"


def _sentence() -> str:
    """The live sentence in the chart's language; `wars`, `change`, `side` and `tip` are parameters of the chart."""
    start = rounded(100 * numbers.at("war"))

    def sized(name: str, mark: str = "*") -> str:
        return f"'{mark}'+{vega_rounded(f'abs({name})')}+'{NBSP}%{mark}'"

    def by(name: str, up: str, down: str, mark: str = "*") -> str:
        return f"({name}==0?'no {up}':{sized(name, mark)}+({name}>0?' {up}':' {down}'))"

    def by_side(said: dict[int, str]) -> str:
        harms, helps = (vega_text(said[side], prevented=sized("prevented"), tip=sized("tip")) for side in (1, -1))
        return f"(side>0?{harms}:{helps})"

    plain = f"' and '+{by('prevented', 'less', 'more')}+' damaging'+(likelier*prevented>0?'{EVEN}':'')"
    return vega_text(
        SAYS,
        verdict=f"(side==0?'{VERDICTS[0]}':{by_side(VERDICTS)})",
        war=by("likelier", "likelier", "less likely"),
        reason=f"(likelier*prevented>0&&side!=0?', '+(prevented>0?{by_side(CANCELS)}:{by_side(TAKES)}):{plain})",
        start=f"'{start}'",
        wars=vega_rounded("wars", 2),
        more=by("likelier", "more", "fewer", mark=""),
        damage=by("prevented", "less", "more"),
        total=vega_rounded(f"{start}+change"),
        tie=f"(side==0?'{_tie()}':'')",
    )


def params(likelier: float, prevented: float) -> list:
    def tip(**more) -> str:
        return f"100*({expression('tip', prevented='prevented/100', **more)}-1)"

    made = {
        "tip": tip(),
        "wars": f"100*({model_in_vega('with_sale')})",
        "change": f"100*({model_in_vega('change')})",
        "side": f"abs(change)<={value('close_call')}?0:(change>0?1:-1)",
        # How far either side of the line a setting is too close to call: a change in wars' worth, back in per cent.
        "close": f"{value('close_call')}/({numbers.at('war')}*(1-prevented/100))",
        # The other assumptions, each alone: drawn in at the middle cost, and the largest gain in peacetime.
        "tip_low": tip(drawn=numbers.at("drawn", "high"), cost=numbers.at("cost")),
        "tip_high": tip(war=numbers.at("war"), gain=numbers.at("gain", "high")),
        "sentence": _sentence(),
    }
    return marks.params({"likelier": likelier, "prevented": prevented}, made)


TOP, BOTTOM, EDGE = 34, 82, 8  # px: the bar, with words above it and below, and the room at its ends


def _across(field: str, **axis) -> alt.X:
    """A place on the bar's scale; an axis where one is described."""
    scale = alt.Scale(domain=[LOW, HIGH], nice=False, padding=EDGE)
    quiet: dict = {"values": TICKS, "orient": "bottom", "titleX": EDGE, "titleAlign": "left"}
    quiet |= {"domain": False, "grid": False}
    quiet["labelAlign"] = alt.condition(f"datum.value=={LOW}", alt.value("left"), alt.value("center"))
    return alt.X(f"{field}:Q", scale=scale, title=None, axis=alt.Axis(**quiet | axis) if axis else None)


def _places(width: int) -> alt.Chart:
    """One row whose columns follow the parameters: ends, the reader's dot, and where words stand to stay inside."""

    def inside(expr: str, half_px: float) -> str:
        half = half_px * (HIGH - LOW) / (width - 2 * EDGE)
        return f"clamp({expr},{LOW + half:.3f},{HIGH - half:.3f})"

    return alt.Chart(alt.Data(values=[{"low": LOW, "high": HIGH}])).transform_calculate(
        tip="tip",
        you="likelier",
        near="tip-close",
        far="tip+close",
        others_low="tip_low",
        others_high="tip_high",
        tip_words=inside("tip", 48),
        you_words=inside("likelier", 100),
        others_words=inside("(tip_low+tip_high)/2", 68),
        tip_said=f"'tips at '+{vega_plus('tip')}+'{NBSP}%'",
        you_said=f"'you: '+{vega_plus('likelier')}+'{NBSP}%, '+{vega_rounded('abs(tip-likelier)')}"
        "+(likelier<=tip?' points short of it':' points past it')",
    )


def _bar(row: alt.Chart) -> alt.LayerChart:
    """The two sides with their names and both scales, the line between them, and the band of what is too close."""

    def band(low: str, high: str, axis: dict = {}, **look) -> alt.Chart:  # noqa: B006
        shape = row.mark_rect(strokeWidth=1, **look)
        return shape.encode(x=_across(low, **axis), x2=high, y=alt.value(TOP), y2=alt.value(BOTTOM))

    def side(end: str, words: str, align: str, dx: int):
        look = {"align": align, "dx": dx, "fontSize": 13, "fontWeight": "bold"}
        return marks.words(row, alt.value(words), False, x=_across(end), y=alt.value(TOP + 11), **look)

    signed = f"{vega_plus('datum.value')}+(datum.value?'{NBSP}%':'')"
    rises = {"title": "How much likelier the sale makes war", "labelExpr": signed}
    of_100 = vega_rounded(f"{rounded(100 * numbers.at('war'))}*(1+datum.value/100)")
    wars = {"title": "War in how many of 100 such situations", "labelExpr": of_100, "offset": 42}
    return alt.layer(
        band("low", "tip", rises, fill=colour("surface"), stroke=colour("rule")),
        band("tip", "high", wars, fill=colour("neutral"), fillOpacity=0.42, stroke=colour("rule")),
        # Half transparent over both sides: as long as the dot is in it, the sentence gives no side.
        band("near", "far", fill=colour("page"), fillOpacity=0.55, stroke=colour("soft"), strokeDash=[2, 2]),
        side("low", "helps NATO", "left", 6),
        side("high", "harms NATO", "right", -6),
        row.mark_rule(color=colour("ink"), strokeWidth=4).encode(
            x=_across("tip"), y=alt.value(TOP - 10), y2=alt.value(BOTTOM + 6)
        ),
    ).resolve_axis(x="independent")


def _draw(width: int, likelier: float, prevented: float):
    row = _places(width)

    def rule(low: str, high: str, y: int, **look) -> alt.Chart:
        return row.mark_rule(**look).encode(x=_across(low), x2=high, y=alt.value(y))

    def words(field: str, text, y: int, **look):
        look = {"align": "center", "fontSize": 13, "fontWeight": "bold"} | look
        return marks.words(row, text, False, x=_across(field), y=alt.value(y), **look)

    soft = {"fontSize": 12, "fontWeight": "normal", "color": colour("soft")}
    return (
        alt.layer(
            _bar(row),
            # What lies between the reader and the line, drawn.
            rule("you", "tip", 64, color=colour("ink"), strokeWidth=2, strokeDash=[3, 2]),
            row.mark_point(**marks.DOT, size=300).encode(x=_across("you"), y=alt.value(64)),
            words("tip_words", "tip_said:N", 12, fontSize=14),
            words("you_words", "you_said:N", BOTTOM + 17),
            rule("others_low", "others_high", BOTTOM + 36, color=colour("neutral"), strokeWidth=6),
            words("others_words", alt.value("our other assumptions"), BOTTOM + 51, **soft),
        )
        .properties(height=BOTTOM + 64)
        .resolve_axis(x="independent")
        .add_params(*params(likelier, prevented))
    )


def harm_gauge(tips: pd.DataFrame) -> Figure:
    """`tips` has where a sale tips, as RR, by the damage prevented, of 1: plainly, drawn in, with the largest gain."""
    rows = numbers.settings()
    likelier, prevented = (float(rows.loc[key, "start"]) for key in ("likelier", "prevented"))
    rise = 100 * (tips[["plain", "drawn in", "gain"]] - 1)
    table = pd.DataFrame({
        "damage prevented, of 100": (100 * tips["prevented"]).round().astype(int), "tips at, % likelier": rise["plain"],
        "tips at, wars of 100": 100 * numbers.at("war") * tips["plain"],
        "the same, guarantor drawn in, %": rise["drawn in"], "the same, gain in peacetime, %": rise["gain"],
    }).round(1)  # fmt: skip
    sales = numbers.presets()
    starts = tuple(zip(sales["label"], sales[["likelier", "prevented"]].to_dict("records"), strict=True))

    def control(key: str, question: str, step: float) -> Number:
        low, start, high = rows.loc[key, ["low", "start", "high"]].astype(float)
        return Number(key, question, low, high, step, "%", start)

    return Figure(
        key="harm-gauge",
        rows={"model_settings": "war likelier prevented drawn cost gain close", "model_presets": "*"},
        sources=("own_assumption", "stein_2021"),
        controls=(
            Presets("Made-up sales, and how Moscow takes them", starts),
            control("likelier", "How much likelier does it make war?", 0.5),
            control("prevented", "How much of NATO’s damage does it prevent?", 1),
        ),
        sentence=Sentence(initial=says(likelier, prevented)),
        table=table,
        draw=lambda width: _draw(width, likelier, prevented),
    )
