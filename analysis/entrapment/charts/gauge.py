"""The gauge of entrapment: one bar, a tipping line that the reader moves with one control, a dot with the other."""

import altair as alt
import pandas as pd

from analysis.entrapment import numbers
from analysis.entrapment.charts.formula import expression
from analysis.entrapment.charts.words import rounded, vega_plus, vega_rounded
from analysis.entrapment.measures import model
from brief.charts.figure import Figure, Number, Presets, Sentence, colour
from brief.numbers import MINUS, NBSP, value

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
NOTE = (
    "This is the article’s reasoning turned into arithmetic. It is no forecast: the number that decides it can’t be "
    "observed. Counted is NATO’s damage; Ukraine’s own losses are outside."
)


def model_in_vega(name: str, **more) -> str:
    """A formula of the model with the reader's two settings in it and the rest as in the figure's start."""
    return expression(
        name, **({"war": numbers.at("war"), "ratio": "1+likelier/100", "prevented": "prevented/100"} | more)
    )


def says(likelier: float, prevented: float) -> str:
    """The live sentence in Python, for a sale that makes war `likelier` and takes `prevented` off its damage, in %."""
    sale = {"war": numbers.at("war"), "ratio": 1 + likelier / 100, "prevented": prevented / 100}
    wars, change = 100 * model.value("with_sale", **sale), 100 * model.value("change", **sale)
    tip = 100 * (model.value("tip", war=sale["war"], prevented=sale["prevented"]) - 1)
    start, with_it, side = rounded(100 * numbers.at("war")), rounded(wars, 2), _side(change)
    return (
        f"*{VERDICTS[side]}.* It makes war {_by(likelier, 'likelier', 'less likely')}"
        f"{_reason(likelier, prevented, tip, side)}. "
        f"Of 100 situations like December 2021, say war comes in {start} without the sale and in *{with_it}* with it, "
        f"{_by(likelier, 'more', 'fewer', mark='')}. Each of those does NATO "
        f"{_by(prevented, 'less', 'more')} damage, in all as bad as *{rounded(100 * numbers.at('war') + change)}* wars "
        f"at full damage, against {start} without the sale{_tie() if side == 0 else ''}."
    )


def _side(change: float) -> int:
    """1 where the sale harms, −1 where it helps, 0 where the gap is too small to give a side."""
    return 0 if abs(change) <= value("close_call") else 1 if change > 0 else -1


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
        joined = {name: f"'+{sized(name)}+'" for name in ("prevented", "tip")}
        return f"(side>0?'{said[1].format(**joined)}':'{said[-1].format(**joined)}')"

    plain = f"' and '+{by('prevented', 'less', 'more')}+' damaging'+(likelier*prevented>0?'{EVEN}':'')"
    reason = f"(likelier*prevented>0&&side!=0?', '+(prevented>0?{by_side(CANCELS)}:{by_side(TAKES)}):{plain})"
    wars = vega_rounded("wars", 2)
    return (
        f"'*'+(side==0?'{VERDICTS[0]}':{by_side(VERDICTS)})+'.* It makes war '+"
        f"{by('likelier', 'likelier', 'less likely')}+{reason}+'. "
        f"Of 100 situations like December 2021, say war comes in {start} without the sale and in *'+{wars}+'* with it, "
        f"'+{by('likelier', 'more', 'fewer', mark='')}+'. Each of those does NATO "
        f"'+{by('prevented', 'less', 'more')}+' damage, in all as bad as *'+{vega_rounded(f'{start}+change')}+'* wars "
        f"at full damage, against {start} without the sale'+(side==0?'{_tie()}':'')+'.'"
    )


def params(likelier: float, prevented: float) -> list:
    tip = f"100*({expression('tip', prevented='prevented/100')}-1)"
    soft = {"drawn": numbers.at("drawn", "high"), "cost": numbers.at("cost"), "prevented": "prevented/100"}
    gain = {"war": numbers.at("war"), "gain": numbers.at("gain", "high"), "prevented": "prevented/100"}
    return [
        alt.param(name="likelier", value=likelier),
        alt.param(name="prevented", value=prevented),
        alt.param(name="tip", expr=tip),
        alt.param(name="wars", expr=f"100*({model_in_vega('with_sale')})"),
        alt.param(name="change", expr=f"100*({model_in_vega('change')})"),
        alt.param(name="side", expr=f"abs(change)<={value('close_call')}?0:(change>0?1:-1)"),
        # How far either side of the line a setting is too close to call: a change in wars' worth, back in per cent.
        alt.param(name="close", expr=f"{value('close_call')}/({numbers.at('war')}*(1-prevented/100))"),
        # The other assumptions, each alone: drawn in at the middle cost, and the largest gain in peacetime.
        alt.param(name="tip_low", expr=f"100*({expression('tip', **soft)}-1)"),
        alt.param(name="tip_high", expr=f"100*({expression('tip', **gain)}-1)"),
        alt.param(name="sentence", expr=_sentence()),
    ]


def _draw(width: int, likelier: float, prevented: float):
    left, right, bar, bottom = 8, width - 8, (34, 82), 224
    per_px = (HIGH - LOW) / (right - left)
    x = alt.X("x:Q", scale=alt.Scale(domain=[LOW, HIGH], range=[left, right]), axis=None)
    y = alt.Y("y:Q", scale=alt.Scale(domain=[0, bottom], range=[0, bottom]), axis=None)

    def at(x_expr, y_px, x2=None, y2=None, said=None):
        """One mark whose place follows the parameters; labels are kept inside the bar."""
        chart = alt.Chart(alt.Data(values=[{"y": y_px} | ({"y2": y2} if y2 else {})]))
        ends = {"x": x_expr} | ({"x2": x2} if x2 else {}) | ({"said": said} if said else {})
        for name, expr in ends.items():
            chart = chart.transform_calculate(**{name: expr})
        extra = ({"x2": "x2:Q"} if x2 else {}) | ({"y2": "y2:Q"} if y2 else {}) | ({"text": "said:N"} if said else {})
        return chart.encode(x=x, y=y, **extra)

    def inside(expr: str, half_px: float) -> str:
        return f"clamp({expr},{LOW + half_px * per_px:.3f},{HIGH - half_px * per_px:.3f})"

    middle = sum(bar) / 2
    words: dict = {"baseline": "middle", "color": colour("soft")}
    layers = [
        at(str(LOW), bar[0], "tip", bar[1]).mark_rect(fill=colour("surface"), stroke=colour("rule"), strokeWidth=1),
        at("tip", bar[0], str(HIGH), bar[1]).mark_rect(
            fill=colour("neutral"), fillOpacity=0.42, stroke=colour("rule"), strokeWidth=1
        ),
        # Half transparent over both sides: as long as the dot is in it, the sentence gives no side.
        at("tip-close", bar[0], "tip+close", bar[1]).mark_rect(
            fill=colour("page"), fillOpacity=0.55, stroke=colour("soft"), strokeWidth=1, strokeDash=[2, 2]
        ),
        at(str(LOW), bar[0] + 11, said="'helps NATO'").mark_text(
            align="left", dx=6, baseline="middle", fontSize=13, fontWeight="bold"
        ),
        at(str(HIGH), bar[0] + 11, said="'harms NATO'").mark_text(
            align="right", dx=-6, baseline="middle", fontSize=13, fontWeight="bold"
        ),
        # What lies between the reader and the line, drawn.
        at("likelier", middle + 6, "tip").mark_rule(color=colour("ink"), strokeWidth=2, strokeDash=[3, 2]),
        at("tip", bar[0] - 10, y2=bar[1] + 6).mark_rule(color=colour("ink"), strokeWidth=4),
        at(inside("tip", 48), 12, said=f"'tips at '+{vega_plus('tip')}+'{NBSP}%'").mark_text(
            baseline="middle", fontSize=14, fontWeight="bold"
        ),
        at("likelier", middle + 6).mark_point(
            shape="circle", filled=True, fill=colour("ink"), stroke=colour("page"), strokeWidth=2, size=300, opacity=1
        ),
        at(
            inside("likelier", 100),
            bar[1] + 17,
            said=f"'you: '+{vega_plus('likelier')}+'{NBSP}%, '+{vega_rounded('abs(tip-likelier)')}"
            "+(likelier<=tip?' points short of it':' points past it')",
        ).mark_text(baseline="middle", fontSize=13, fontWeight="bold"),
        at("tip_low", bar[1] + 36, "tip_high").mark_rule(color=colour("neutral"), strokeWidth=6),
        at(inside("(tip_low+tip_high)/2", 68), bar[1] + 51, said="'our other assumptions'").mark_text(**words),
    ]
    scales = (
        (
            "How much likelier the sale makes war",
            [f"{'+' if t > 0 else ''}{t}{NBSP}%".replace("-", MINUS) if t else "0" for t in TICKS],
        ),
        ("War in how many of 100 such situations", [rounded(100 * numbers.at("war") * (1 + t / 100)) for t in TICKS]),
    )
    for i, (heading, labels) in enumerate(scales):
        top = bar[1] + 74 + i * 38
        layers.append(
            alt.Chart(alt.Data(values=[{"x": LOW, "y": top, "said": heading}]))
            .mark_text(align="left", **words)
            .encode(x=x, y=y, text="said:N")
        )
        for tick, label in zip(TICKS, labels, strict=True):
            first = tick == LOW
            layers.append(
                alt.Chart(alt.Data(values=[{"x": tick, "y": top + 17, "said": label}]))
                .mark_text(align="left" if first else "center", baseline="middle")
                .encode(x=x, y=y, text="said:N")
            )
    layers.append(
        alt.Chart(alt.Data(values=[{"x": t, "y": bar[1], "y2": bar[1] + 5} for t in TICKS]))
        .mark_rule(color=colour("rule"), strokeWidth=1)
        .encode(x=x, y=y, y2="y2:Q")
    )
    return alt.layer(*layers).properties(height=bottom).add_params(*params(likelier, prevented))


def harm_gauge() -> Figure:
    likelier, prevented = (float(numbers.settings().loc[key, "start"]) for key in ("likelier", "prevented"))
    rows = numbers.settings()
    of_100 = list(numbers.PREVENTED)
    soft = {"drawn": numbers.at("drawn", "high"), "cost": numbers.at("cost")}
    table = pd.DataFrame(
        {
            "damage prevented, of 100": of_100,
            "tips at, % likelier": [round(numbers.tip(prevented=p / 100), 1) for p in of_100],
            "tips at, wars of 100": [round(35 * (1 + numbers.tip(prevented=p / 100) / 100), 1) for p in of_100],
            "the same, guarantor drawn in, %": [round(numbers.tip(prevented=p / 100, **soft), 1) for p in of_100],
            "the same, gain in peacetime, %": [
                round(numbers.tip(prevented=p / 100, gain=numbers.at("gain", "high")), 1) for p in of_100
            ],
        }
    )
    starts = tuple(
        (row.label, {"likelier": row.likelier, "prevented": row.prevented}) for row in numbers.presets().itertuples()
    )
    return Figure(
        key="harm-gauge",
        sources=("own_assumption", "metaculus_ukraine", "stein_2021"),
        controls=(
            Presets("Made-up sales, and how Moscow takes them", starts),
            Number(
                "likelier",
                "How much likelier does it make war?",
                rows.loc["likelier", "low"],
                rows.loc["likelier", "high"],
                0.5,
                "%",
                likelier,
            ),
            Number(
                "prevented",
                "How much of NATO’s damage does it prevent?",
                rows.loc["prevented", "low"],
                rows.loc["prevented", "high"],
                1,
                "%",
                prevented,
            ),
        ),
        sentence=Sentence(initial=says(likelier, prevented)),
        table=table,
        draw=lambda width: _draw(width, likelier, prevented),
        note=NOTE,
    )
