"""The live figures of entrapment for readers who want every assumption: the plane, and the reader's own guesses."""

import altair as alt
import pandas as pd

from brief.figures.formula import expression
from brief.figures.harmgauge import MINUS, NBSP, rounded, vega_rounded
from brief.figures.house import WIDE, Choice, Figure, Number, Sentence, colour
from brief.measures.escalation import beliefs, model
from brief.register import escalation as numbers

LEVELS = (-5, -2, 0, 2, 5)  # wars' worth of damage per 100 situations: the lines of equal change
STEPS = [-5 + i / 2 for i in range(41)]  # of 100 prevented: 41 x 5 points make the surface
CLOUD = 200
LINKS = {
    "apart": "no link between the two",
    "together": "what protects more provoking more",
    "against": "what protects more provoking less",
}


def _signed(expr: str) -> str:
    """A number with its sign, in the chart's language."""
    return f"((10*({expr})+0.500001>=1?'+':'')+{vega_rounded(expr)})"


def _plus(amount: float) -> str:
    return ("+" if 10 * amount + 0.500001 >= 1 else "") + rounded(amount)


# ---- the plane ----------------------------------------------------------------------------------------------------

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
        f"Per 100 situations, in wars’ worth of damage: wars that the sale adds *{_plus(parts['more_war'])}*, "
        f"damage it prevents "
        f"*{_plus(parts['averted'])}*, Washington drawn in *{_plus(parts['drawn_in'])}*, gain in peacetime "
        f"*{_plus(parts['peacetime'])}*; together *{_plus(parts['change'])}*. Only the third part is entrapment. "
        f"It tips at *{_plus(tip)}{NBSP}%*."
    )


def _plane_params(start: dict) -> list:
    said = {name: _signed(name) for name in PARTS}
    sentence = (
        f"'Per 100 situations, in wars’ worth of damage: wars that the sale adds *'+{said['more_war']}+'*, "
        f"damage it prevents *'"
        f"+{said['averted']}+'*, Washington drawn in *'+{said['drawn_in']}+'*, gain in peacetime *'+{said['peacetime']}"
        f"+'*; together *'+{said['change']}+'*. Only the third part is entrapment. It tips at "
        f"*'+{_signed('tips')}+'{NBSP}%*.'"
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
    labels = lines.transform_filter("datum.x==-4 && datum.y>-9 && datum.y<23").transform_calculate(
        said="datum.n==0?'tips':(datum.n>0?'+':'')+format(datum.n,'.0f')"
    )
    halo = {"stroke": colour("page"), "strokeWidth": 3, "color": colour("page")}
    named = [
        labels.mark_text(clip=True, **(look | {"fontWeight": "bold"})).encode(text="said:N")
        for look in (halo, {"color": colour("ink")})
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
            for look in (halo, {"color": colour("soft")})
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
            for look in (halo, {"color": colour("ink")})
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
        .properties(height=360)
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
                    f"change {_plus(n) if n else '0'}, % likelier": round(
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
        title="A sale does harm when it adds more to the risk of war than it takes off the damage",
        unit=(
            "Up: how much likelier the sale makes war, per cent. Thick line: the tipping point. Thin lines: "
            "equal change in wars’ worth of damage per 100 situations. Rings: the made-up sales"
        ),
        holds=("tips_just_above_prevented", "presets_on_both_sides"),
        sources=("own_assumption", "metaculus_ukraine", "stein_2021"),
        controls=(
            Number("more", "War gets likelier by", -10, 25, 0.5, "%", start["more"]),
            Number("off", "Damage prevented", -5, 15, 1, "of 100", start["off"]),
            Number("war", "War without the sale", 5, 80, 5, "of 100", start["war"]),
            Number("drawn", "Washington drawn in, of 100 wars", 0, 5, 0.5, "", start["drawn"]),
            Number("times", "What that costs, against the war", 1, 50, 1, "times", start["times"]),
            Number("peace", "Gain in peacetime, wars’ worth", 0, 10, 0.5, "of 100", start["peace"]),
        ),
        sentence=Sentence(initial=plane_says(**start)),
        description=(
            (
                "A plane with the damage prevented to the right and the rise in the risk of war upwards, parted "
                "by a thick line from help to harm, with thinner lines of equal change and five made-up sales."
            ),
            (
                "At the start the line passes through no effect at all, {tip_2} at 2 of 100, {tip_6} at 6 and "
                "{tip_10} at 10."
            ),
            (
                "Above the line a sale does harm. A chance of drawing Washington in lowers the whole line; a "
                "gain in peacetime lifts it."
            ),
            "The made-up sales lie on both sides because we put them there.",
        ),
        table=table,
        draw=lambda width: _draw_plane(width, start),
    )


# ---- the reader's own guesses -------------------------------------------------------------------------------------


def beliefs_say(guess: float, around: float, shield: float, about: float, link: str) -> str:
    """The sentence under the cloud, in Python; units as on the controls."""
    share = beliefs.share_of_harm(guess / 100, shield / 100, around / 100, about / 100, beliefs.CORRELATIONS[link])
    return (
        f"You guess that the sale makes war *{_plus(guess)}{NBSP}%* likelier, give or take {rounded(around)}, "
        f"and prevents "
        f"*{rounded(shield)} of 100* of the damage, give or take {rounded(about)}, with {LINKS[link]}. Of 100 "
        f"guesses as wide as yours, "
        f"*{_whole(100 * share)}* lie on the harm side. That is what you put in, not something found out."
    )


def _whole(number: float) -> str:
    return str(int(number + 0.5))


def _beliefs_params(start: dict) -> list:
    correlation = "correlations[link]"
    spread = f"sqrt(pow(around/100,2)+pow(about/100,2)-2*{correlation}*around*about/10000)"
    sentence = (
        f"'You guess that the sale makes war *'+{_signed('guess')}+'{NBSP}%* likelier, give or take "
        f"'+{vega_rounded('around')}"
        f"+', and prevents *'+{vega_rounded('shield')}+' of 100* of the damage, give or take '+{vega_rounded('about')}"
        "+', with '+links[link]+'. Of 100 guesses as wide as yours, *'+format(floor(100*share+0.5),'.0f')"
        "+'* lie on the harm side. That is what you put in, not something found out.'"
    )
    return [
        *(alt.param(name=name, value=value) for name, value in start.items()),
        alt.param(name="correlations", value=beliefs.CORRELATIONS),
        alt.param(name="links", value=LINKS),
        # As beliefs.share_of_harm: the condition is linear in the two logarithms, so the share has a closed form.
        alt.param(name="share", expr=f"cumulativeNormal((log(1+guess/100)+log(1-shield/100))/{spread},0,1)"),
        alt.param(name="sentence", expr=sentence),
    ]


def _draw_beliefs(width, start):
    x = alt.X(
        "x:Q",
        scale=alt.Scale(domain=[-20, 20], nice=False),
        title="damage the sale prevents, of 100",
        axis=alt.Axis(values=[-20, -10, 0, 10, 20], titleAnchor="start"),
    )
    y = alt.Y(
        "y:Q",
        scale=alt.Scale(domain=[-30, 40], nice=False),
        title=None,
        axis=alt.Axis(
            values=[-20, 0, 20, 40], labelExpr=f"(datum.value>0?'+':'')+datum.label+(datum.value==40?'{NBSP}%':'')"
        ),
    )
    line = (
        alt.Chart(alt.sequence(-20, 21, 1, as_="x"))
        .transform_calculate(y=f"100*({expression('tip', prevented='datum.x/100')}-1)")
        .encode(x=x, y=y)
    )
    cloud = (
        alt.Chart(alt.Data(values=[{"u": u, "v": v} for u, v in beliefs.fixed_pairs(CLOUD).tolist()]))
        .transform_calculate(linked="correlations[link]*datum.u+sqrt(1-pow(correlations[link],2))*datum.v")
        .transform_calculate(
            y="100*((1+guess/100)*exp(around/100*datum.u)-1)", x="100*(1-(1-shield/100)*exp(-about/100*datum.linked))"
        )
        .transform_calculate(harm=f"{expression('change', war=1, ratio='1+datum.y/100', prevented='datum.x/100')}>0")
        .encode(x=x, y=y)
    )
    harm = line.mark_area(clip=True, color=colour("neutral"), fillOpacity=0.25).encode(y2=alt.datum(40))
    points = [
        cloud.transform_filter("datum.harm").mark_point(
            clip=True, shape="circle", filled=True, color=colour("ink"), size=26, opacity=0.9
        ),
        cloud.transform_filter("!datum.harm").mark_point(
            clip=True,
            shape="circle",
            filled=True,
            fill=colour("page"),
            stroke=colour("ink"),
            strokeWidth=1,
            size=26,
            opacity=0.9,
        ),
    ]
    tip = line.mark_line(clip=True, color=colour("ink"), strokeWidth=2.5)
    words = [
        alt.Chart(alt.Data(values=[{"x": -19.5, "y": 37, "said": "harm side"}]))
        .mark_text(align="left", fontSize=13, fontWeight="bold")
        .encode(x=x, y=y, text="said:N"),
        alt.Chart(alt.Data(values=[{"x": 19.5, "y": -27, "said": "help side"}]))
        .mark_text(align="right", fontSize=13, fontWeight="bold")
        .encode(x=x, y=y, text="said:N"),
    ]
    return alt.layer(harm, tip, *points, *words).properties(height=300).add_params(*_beliefs_params(start))


def harm_beliefs() -> Figure:
    rows = numbers.settings()
    start = {
        "guess": 0.0,
        "around": float(rows.loc["spread-likelier", "start"]),
        "shield": 0.0,
        "about": float(rows.loc["spread-prevented", "start"]),
        "link": "apart",
    }
    table = pd.DataFrame(
        {
            "setting": ["war likelier by, %", "give or take", "damage prevented, of 100", "give or take"],
            "lowest": [-10, 1, -5, 1],
            "at the start": [start[name] for name in ("guess", "around", "shield", "about")],
            "highest": [25, 20, 15, 10],
        }
    )
    return Figure(
        key="harm-beliefs",
        title="Your own guesses decide the share on the harm side, so that share is no finding",
        unit=(
            "Each dot is one guess of a reader who is unsure of both numbers: filled on the harm side, hollow on "
            "the other. 200 fixed dots, moved by your settings"
        ),
        sources=("own_assumption",),
        controls=(
            Number("guess", "War gets likelier by", -10, 25, 0.5, "%", start["guess"]),
            Number("around", "Give or take", 1, 20, 1, "%", start["around"]),
            Number("shield", "Damage prevented", -5, 15, 1, "of 100", start["shield"]),
            Number("about", "Give or take", 1, 10, 1, "of 100", start["about"]),
            Choice(
                "link",
                "Link between the two",
                (("apart", "None"), ("together", "Both rise (0.8)"), ("against", f"Opposite ({MINUS}0.8)")),
                "apart",
            ),
        ),
        sentence=Sentence(initial=beliefs_say(**start)),
        description=(
            (
                "A plane with the damage prevented to the right and the rise in the risk of war upwards, a line "
                "from help to harm, and 200 dots around the reader’s guess."
            ),
            "At the start the guess is no effect either way, with as much room for harm as for help.",
            "A wider guess spreads the dots; a link between the two turns the cloud along the line or across it.",
            "The share follows from the guess. It is not evidence, and this book draws nothing from it.",
        ),
        table=table,
        draw=lambda width: _draw_beliefs(width, start),
    )
