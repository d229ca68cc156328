"""The planes of entrapment, damage prevented across and the rise in the risk of war up: every number of the model live,
with lines of equal change; and a reader's own guesses, the one place where a share on the harm side is printed."""

import altair as alt
import pandas as pd

from analysis.entrapment import numbers
from analysis.entrapment.charts.vega_formulas import expression, plus, vega_plus
from analysis.entrapment.measures import beliefs
from brief.charts import marks
from brief.charts.figure import WIDE, Choice, Figure, Number, Sentence, colour
from brief.charts.live_sentences import vega_text
from brief.numbers import MINUS, NBSP

LEVELS = (-5, -2, 0, 2, 5)  # wars' worth of damage per 100 situations: the lines of equal change
STEPS = [-5 + i / 2 for i in range(41)]  # per cent prevented: 41 x 5 points make the surface
PLANE = {
    "war": "war/100", "ratio": "1+more/100", "prevented": "off/100", "drawn": "drawn/100", "cost": "times",
    "gain": "peace/100",
}  # fmt: skip
PARTS = ("more_war", "averted", "drawn_in", "peacetime", "change")
SAYS = (
    "Wars’ worth of damage in 100 situations: *{more_war}* from the chance of war, *{averted}* from what the arms "
    "prevent, *{drawn_in}* from drawing Washington in, *{peacetime}* from gains in peacetime; *{change}* in all. "
    f"It tips into harm near *{{tips}}{NBSP}%*."
)


def _params(start: dict) -> list:
    made = {name: f"100*({expression(name, **PLANE)})" for name in PARTS}
    made["tips"] = f"100*({expression('tip', **PLANE)}-1)"  # to draw; the sentence rounds it
    said = vega_text(SAYS, **{name: vega_plus(name, 0 if name == "tips" else 1) for name in made})
    return marks.params(start, made | {"sentence": said})


def _axes(across: list, ticks_across: list, up: list, ticks_up: list) -> dict:
    """The damage that a sale prevents, and how much likelier it makes war: domains and ticks."""
    signed = f"(datum.value>0?'+':'')+datum.label+(datum.value=={ticks_up[-1]}?'{NBSP}%':'')"
    x, y = (alt.Scale(domain=domain, nice=False) for domain in (across, up))
    below, beside = alt.Axis(values=ticks_across, titleAnchor="start"), alt.Axis(values=ticks_up, labelExpr=signed)
    return {
        "x": alt.X("x:Q", scale=x, title="damage the sale prevents, %", axis=below),
        "y": alt.Y("y:Q", scale=y, title=None, axis=beside),
    }


def _lines(place: dict):
    """The harm side, and the lines of equal change, the tipping point among them, each with its name."""
    height = expression("tip", **PLANE | {"prevented": "datum.x/100", "gain": "peace/100+datum.n/100"})
    steps = pd.DataFrame([(step, n) for n in LEVELS for step in STEPS], columns=["x", "n"])
    lines = alt.Chart(steps).transform_calculate(y=f"100*({height}-1)")
    tip, others = lines.transform_filter("datum.n==0"), lines.transform_filter("datum.n!=0")
    labels = lines.transform_filter("datum.x==-3 && datum.y>-9 && datum.y<23").transform_calculate(
        said="datum.n==0?'tips':(datum.n>0?'+':'')+format(datum.n,'.0f')"
    )
    zero = alt.Chart(alt.Data(values=[{"x": 0, "y": 0}])).mark_rule(strokeWidth=1)
    return marks.layered(
        tip.mark_area(clip=True, color=colour("neutral"), fillOpacity=0.3, line=False).encode(
            **place, y2=alt.datum(25)
        ),
        zero.encode(x=place["x"]),
        zero.encode(y=place["y"]),
        others.mark_line(clip=True, color=colour("rule"), strokeWidth=1.2).encode(**place, detail="n:N"),
        tip.mark_line(clip=True, color=colour("ink"), strokeWidth=3).encode(**place),
        marks.words(labels, "said:N", **place, clip=True, align="center", fontWeight="bold"),
    )


def _corner(said: str, x: float, y: float, align: str, place: dict):
    """The name of a side of the plane."""
    side = alt.Chart(alt.Data(values=[{"x": x, "y": y}]))
    return marks.words(side, alt.value(said), False, **place, align=align, fontSize=13, fontWeight="bold")


def _draw(width: int, start: dict):
    place = _axes([-5, 15 if width == WIDE else 15.5], [-5, 0, 5, 10, 15], [-10, 25], [-10, 0, 10, 20])
    sales = numbers.presets().rename(columns={"prevented": "x", "likelier": "y"})[["x", "y", "label"]]
    sales, you = alt.Chart(sales), alt.Chart(alt.Data(values=[{}])).transform_calculate(x="off", y="more", tip="tips")
    return (
        marks.layered(
            _lines(place),
            sales.mark_point(**marks.RING, size=60).encode(**place),
            marks.words(sales, "label:N", **place, dx=9, color=colour("soft")),
            you.mark_rule(clip=True, color=colour("ink"), strokeWidth=2, strokeDash=[3, 2]).encode(**place, y2="tip:Q"),
            you.mark_point(**marks.DOT, clip=True, size=260).encode(**place),
            marks.words(you, alt.value("you"), **place, align="right", dx=-12, fontSize=13, fontWeight="bold"),
            _corner("sale does harm", 2.5, 23, "left", place),
            _corner("sale helps", 14.7, -8.5, "right", place),
        )
        .properties(height=360 if width == WIDE else 258)
        .add_params(*_params(start))
    )


def harm_plane(lines: pd.DataFrame) -> Figure:
    """`lines` has where a sale brings so much change (columns, wars' worth per 100), as RR, by the damage prevented."""
    settings = numbers.settings()["start"].astype(float)
    start = {"war": settings["war"], "more": settings["likelier"], "off": settings["prevented"]}
    start |= {"drawn": 0.0, "times": settings["cost"], "peace": 0.0}
    heads = {n: f"change {plus(n) if n else '0'}, % likelier" for n in LEVELS}
    table = (100 * (lines - 1)).round().rename(columns=heads).rename_axis("damage prevented, %").reset_index()
    return Figure(
        key="harm-plane",
        rows={"model_settings": ["war", "likelier", "prevented", "drawn", "cost", "gain"], "model_presets": "*"},
        sources=("own_assumption", "stein_2021"),
        controls=(
            Number("more", "War gets likelier by", -10, 25, 0.5, "%", start["more"]),
            Number("off", "Damage prevented", -5, 15, 1, "%", start["off"]),
            Number("war", "War without the sale", 5, 80, 5, "of 100", start["war"]),
            Number("drawn", "Wars drawing in the US", 0, 5, 0.5, "%", start["drawn"]),
            Number("times", "Its cost, against the war", 1, 50, 1, "times", start["times"]),
            Number("peace", "Peacetime gain, in wars", 0, 10, 0.5, "of 100", start["peace"]),
        ),
        sentence=Sentence(),
        table=table,
        draw=lambda width: _draw(width, start),
    )


# ---- a reader's own guesses ---------------------------------------------------------------------------------------
CLOUD = 200  # dots
LINKS = {
    "apart": "no link between protection and provocation",
    "together": "more protection going with more provocation",
    "against": "more protection going with less provocation",
}
GUESSES_SAY = (
    "Of 100 guesses as wide as yours, with {link}, *{share}* lie on the harm side. That only gives back what you put "
    "in, so it is no finding."
)


def _guess_params(start: dict) -> list:
    correlation = "correlations[link]"
    spread = f"sqrt(pow(around/100,2)+pow(about/100,2)-2*{correlation}*around*about/10000)"
    said = vega_text(GUESSES_SAY, link="links[link]", share="format(floor(100*share+0.5),'.0f')")
    # As beliefs.share_of_harm: the condition is linear in the two logarithms, so the share has a closed form.
    share = f"cumulativeNormal((log(1+guess/100)+log(1-shield/100))/{spread},0,1)"
    given = start | {"correlations": beliefs.CORRELATIONS, "links": LINKS}
    return marks.params(given, {"share": share, "sentence": said})


def _cloud() -> alt.Chart:
    """The fixed pairs of the guesses, moved to the reader's middle and spread, and the side on which each lies."""
    return (
        alt.Chart(pd.DataFrame(beliefs.fixed_pairs(CLOUD), columns=["u", "v"]))
        .transform_calculate(linked="correlations[link]*datum.u+sqrt(1-pow(correlations[link],2))*datum.v")
        .transform_calculate(
            y="100*((1+guess/100)*exp(around/100*datum.u)-1)", x="100*(1-(1-shield/100)*exp(-about/100*datum.linked))"
        )
        .transform_calculate(harm=f"{expression('change', war=1, ratio='1+datum.y/100', prevented='datum.x/100')}>0")
    )


def _draw_guesses(width: int, start: dict):
    place = _axes([-20, 20], [-20, -10, 0, 10, 20], [-30, 40], [-20, 0, 20, 40])
    tip = f"100*({expression('tip', prevented='datum.x/100')}-1)"
    line = alt.Chart(alt.sequence(-20, 21, 1, as_="x")).transform_calculate(y=tip)
    look = marks.RING | {"strokeWidth": 1, "opacity": 0.9}
    side = alt.condition("datum.harm", alt.value(colour("ink")), alt.value(colour("page")))
    return (
        marks.layered(
            line.mark_area(clip=True, color=colour("neutral"), fillOpacity=0.25).encode(**place, y2=alt.datum(40)),
            line.mark_line(clip=True, color=colour("ink"), strokeWidth=2.5).encode(**place),
            _cloud().mark_point(**look, clip=True, size=26).encode(**place, fill=side),
            _corner("harm side", -19.5, 37, "left", place),
            _corner("help side", 19.5, -27, "right", place),
        )
        .properties(height=300 if width == WIDE else 270)
        .add_params(*_guess_params(start))
    )


def harm_beliefs() -> Figure:
    settings = numbers.settings()["start"].astype(float)
    spread, about = settings["spread-likelier"], settings["spread-prevented"]
    start: dict = {"guess": 0.0, "around": spread, "shield": 0.0, "about": about, "link": "apart"}
    controls = (
        Number("guess", "War gets likelier by", -10, 25, 0.5, "%", 0.0),
        Number("around", "Give or take", 1, 20, 1, "%", spread),
        Number("shield", "Damage prevented", -5, 15, 1, "%", 0.0),
        Number("about", "Give or take", 1, 10, 1, "%", about),
    )
    heads = ["war likelier by, %", "give or take", "damage prevented, %", "give or take"]
    rows = [(head, one.minimum, one.value, one.maximum) for head, one in zip(heads, controls, strict=True)]
    table = pd.DataFrame(rows, columns=["setting", "lowest", "at the start", "highest"])
    links = (("apart", "None"), ("together", "Both rise (0.8)"), ("against", f"Opposite ({MINUS}0.8)"))
    return Figure(
        key="harm-beliefs",
        rows={"model_settings": ["likelier", "prevented", "spread-likelier", "spread-prevented"]},
        controls=(*controls, Choice("link", "Link between the two", links, "apart")),
        sentence=Sentence(),
        table=table,
        draw=lambda width: _draw_guesses(width, start),
    )
