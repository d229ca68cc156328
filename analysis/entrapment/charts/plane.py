"""The plane of entrapment: every number of the model live, lines of equal change, and the change in its parts."""

import altair as alt
import pandas as pd

from analysis.entrapment import numbers
from analysis.entrapment.charts.formula import expression
from analysis.entrapment.charts.words import plus, vega_plus
from analysis.entrapment.measures import model
from brief.charts.canvas import HALO
from brief.charts.figure import WIDE, Figure, Number, Sentence, colour
from brief.numbers import NBSP

LEVELS = (-5, -2, 0, 2, 5)  # wars' worth of damage per 100 situations: the lines of equal change
STEPS = [-5 + i / 2 for i in range(41)]  # of 100 prevented: 41 x 5 points make the surface
PLANE = {
    "war": "war/100",
    "ratio": "1+more/100",
    "prevented": "off/100",
    "drawn": "drawn/100",
    "cost": "times",
    "gain": "peace/100",
}
PARTS = ("more_war", "averted", "drawn_in", "peacetime", "change")


def plane_says(war: float, more: float, off: float, drawn: float, times: float, peace: float) -> str:
    """The sentence under the plane, in Python; units as on the controls."""
    sale = {
        "war": war / 100,
        "ratio": 1 + more / 100,
        "prevented": off / 100,
        "drawn": drawn / 100,
        "cost": times,
        "gain": peace / 100,
    }
    parts = model.parts(**sale)
    tip = 100 * (model.value("tip", **sale) - 1)
    return (
        f"Per 100 situations, in wars’ worth of damage: wars added *{plus(parts['more_war'])}*, damage prevented "
        f"*{plus(parts['averted'])}*, Washington drawn in *{plus(parts['drawn_in'])}*, peacetime "
        f"*{plus(parts['peacetime'])}*; together *{plus(parts['change'])}*. Only the third is entrapment. "
        f"It tips at *{plus(tip)}{NBSP}%*."
    )


def _plane_params(start: dict) -> list:
    said = {name: vega_plus(name) for name in PARTS}
    sentence = (
        f"'Per 100 situations, in wars’ worth of damage: wars added *'+{said['more_war']}+'*, damage prevented *'"
        f"+{said['averted']}+'*, Washington drawn in *'+{said['drawn_in']}+'*, peacetime *'+{said['peacetime']}"
        f"+'*; together *'+{said['change']}+'*. Only the third is entrapment. It tips at "
        f"*'+{vega_plus('tips')}+'{NBSP}%*.'"
    )
    return [
        *(alt.param(name=name, value=value) for name, value in start.items()),
        *(alt.param(name=name, expr=f"100*({expression(name, **PLANE)})") for name in PARTS),
        alt.param(name="tips", expr=f"100*({expression('tip', **PLANE)}-1)"),
        alt.param(name="sentence", expr=sentence),
    ]


def _draw_plane(width, start):
    wide = width == WIDE
    x = alt.X(
        "x:Q",
        scale=alt.Scale(domain=[-5, 15 if wide else 15.5], nice=False),
        title="damage the sale prevents, of 100",
        axis=alt.Axis(values=[-5, 0, 5, 10, 15], titleAnchor="start"),
    )
    y = alt.Y(
        "y:Q",
        scale=alt.Scale(domain=[-10, 25], nice=False),
        title=None,
        axis=alt.Axis(
            values=[-10, 0, 10, 20], labelExpr=f"(datum.value>0?'+':'')+datum.label+(datum.value==20?'{NBSP}%':'')"
        ),
    )
    surface = alt.Data(values=[{"x": step, "n": n} for n in LEVELS for step in STEPS])
    height_of = expression(
        "tip", war="war/100", prevented="datum.x/100", drawn="drawn/100", cost="times", gain="peace/100+datum.n/100"
    )
    lines = alt.Chart(surface).transform_calculate(y=f"100*({height_of}-1)").encode(x=x, y=y)
    zero = lines.transform_filter("datum.n==0")
    harm = zero.mark_area(clip=True, color=colour("neutral"), fillOpacity=0.3, line=False).encode(y2=alt.datum(25))
    others = (
        lines.transform_filter("datum.n!=0")
        .mark_line(clip=True, color=colour("rule"), strokeWidth=1.2)
        .encode(detail="n:N")
    )
    tip = zero.mark_line(clip=True, color=colour("ink"), strokeWidth=3)
    axes = [
        alt.Chart(alt.Data(values=[{name: 0}])).mark_rule(color=colour("rule"), strokeWidth=1).encode(**{name: channel})
        for name, channel in (("x", x), ("y", y))
    ]
    labels = lines.transform_filter("datum.x==-3 && datum.y>-9 && datum.y<23").transform_calculate(
        said="datum.n==0?'tips':(datum.n>0?'+':'')+format(datum.n,'.0f')"
    )
    named = [
        labels.mark_text(clip=True, baseline="middle", **(look | {"fontWeight": "bold"})).encode(text="said:N")
        for look in (HALO, {"color": colour("ink")})
    ]
    dots = alt.Chart(
        alt.Data(
            values=[
                {"x": row.prevented, "y": row.likelier, "said": row.label} for row in numbers.presets().itertuples()
            ]
        )
    )
    presets = [
        dots.mark_point(
            shape="circle", filled=True, fill=colour("page"), stroke=colour("ink"), strokeWidth=1.6, size=60, opacity=1
        ).encode(x=x, y=y),
        *(
            dots.mark_text(align="left", dx=9, baseline="middle", **look).encode(x=x, y=y, text="said:N")
            for look in (HALO, {"color": colour("soft")})
        ),
    ]
    you = alt.Chart(alt.Data(values=[{}])).transform_calculate(x="off", y="more", tip="tips")
    reader = [
        you.mark_rule(clip=True, color=colour("ink"), strokeWidth=2, strokeDash=[3, 2]).encode(x=x, y=y, y2="tip:Q"),
        you.mark_point(
            shape="circle", filled=True, fill=colour("ink"), stroke=colour("page"), strokeWidth=2, size=260, opacity=1
        ).encode(x=x, y=y),
        *(
            you.mark_text(align="right", dx=-12, fontWeight="bold", fontSize=13, **look).encode(
                x=x, y=y, text=alt.value("you")
            )
            for look in (HALO, {"color": colour("ink")})
        ),
    ]
    sides = [
        {"x": 14.7, "y": -8.5, "said": "sale helps", "align": "right"},
        {"x": 2.5, "y": 23, "said": "sale does harm", "align": "left"},
    ]
    words = [
        alt.Chart(alt.Data(values=[side]))
        .mark_text(align=side["align"], baseline="middle", fontSize=13, fontWeight="bold")
        .encode(x=x, y=y, text="said:N")
        for side in sides
    ]
    return (
        alt.layer(harm, *axes, others, tip, *named, *presets, *reader, *words)
        .properties(height=360 if wide else 258)
        .add_params(*_plane_params(start))
    )


def harm_plane() -> Figure:
    rows = numbers.settings()
    start = {
        "war": float(rows.loc["war", "start"]),
        "more": float(rows.loc["likelier", "start"]),
        "off": float(rows.loc["prevented", "start"]),
        "drawn": 0.0,
        "times": float(rows.loc["cost", "start"]),
        "peace": 0.0,
    }
    table = pd.DataFrame(
        [
            {
                "damage prevented, of 100": step,
                **{
                    f"change {plus(n) if n else '0'}, % likelier": round(
                        100 * (model.value("tip", war=start["war"] / 100, prevented=step / 100, gain=n / 100) - 1), 1
                    )
                    for n in LEVELS
                },
            }
            for step in (-5, 0, 5, 10, 15)
        ]
    )
    return Figure(
        key="harm-plane",
        sources=("own_assumption", "metaculus_ukraine", "stein_2021"),
        controls=(
            Number("more", "War gets likelier by", -10, 25, 0.5, "%", start["more"]),
            Number("off", "Damage prevented", -5, 15, 1, "of 100", start["off"]),
            Number("war", "War without the sale", 5, 80, 5, "of 100", start["war"]),
            Number("drawn", "Wars drawing in the US", 0, 5, 0.5, "of 100", start["drawn"]),
            Number("times", "Its cost, against the war", 1, 50, 1, "times", start["times"]),
            Number("peace", "Peacetime gain, in wars", 0, 10, 0.5, "of 100", start["peace"]),
        ),
        sentence=Sentence(initial=plane_says(**start)),
        table=table,
        draw=lambda width: _draw_plane(width, start),
    )
