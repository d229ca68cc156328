"""A reader's own guesses in entrapment: how many of them lie on the harm side. Only here is such a share printed."""

import altair as alt
import pandas as pd

from analysis.entrapment import numbers
from analysis.entrapment.charts.plane import axes, corner
from analysis.entrapment.charts.vega_formulas import expression
from analysis.entrapment.measures import beliefs
from brief.charts import marks
from brief.charts.figure import WIDE, Choice, Figure, Number, Sentence, colour
from brief.charts.live_sentences import vega_text
from brief.numbers import MINUS

CLOUD = 200  # dots
LINKS = {
    "apart": "no link between protection and provocation",
    "together": "more protection going with more provocation",
    "against": "more protection going with less provocation",
}
SAYS = (
    "Of 100 guesses as wide as yours, with {link}, *{share}* lie on the harm side. That only gives back what you put "
    "in, so it is no finding."
)


def _params(start: dict) -> list:
    correlation = "correlations[link]"
    spread = f"sqrt(pow(around/100,2)+pow(about/100,2)-2*{correlation}*around*about/10000)"
    said = vega_text(SAYS, link="links[link]", share="format(floor(100*share+0.5),'.0f')")
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


def _draw(width: int, start: dict):
    place = axes([-20, 20], [-20, -10, 0, 10, 20], [-30, 40], [-20, 0, 20, 40])
    tip = f"100*({expression('tip', prevented='datum.x/100')}-1)"
    line = alt.Chart(alt.sequence(-20, 21, 1, as_="x")).transform_calculate(y=tip)
    look = marks.RING | {"strokeWidth": 1, "opacity": 0.9}
    side = alt.condition("datum.harm", alt.value(colour("ink")), alt.value(colour("page")))
    return (
        alt.layer(
            line.mark_area(clip=True, color=colour("neutral"), fillOpacity=0.25).encode(**place, y2=alt.datum(40)),
            line.mark_line(clip=True, color=colour("ink"), strokeWidth=2.5).encode(**place),
            _cloud().mark_point(**look, clip=True, size=26).encode(**place, fill=side),
            corner("harm side", -19.5, 37, "left", place),
            corner("help side", 19.5, -27, "right", place),
        )
        .properties(height=300 if width == WIDE else 270)
        .add_params(*_params(start))
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
        draw=lambda width: _draw(width, start),
    )
