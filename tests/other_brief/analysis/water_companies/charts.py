"""The figure of the two water companies."""

from __future__ import annotations

import altair as alt
import pandas as pd

from brief.charts import marks
from brief.charts.figure import Buttons, Figure, Sentence, colour

PERIODS = {"first": "First seven weeks", "later": "Second seven weeks"}
COMPANIES = ["Southwark and Vauxhall", "Lambeth"]


def says(rates: pd.Series, period: str) -> str:
    """The live sentence: how many times the deaths."""
    times = rates[COMPANIES[0]] / rates[COMPANIES[1]]
    return f"{PERIODS[period]}: *{times:.1f} times* as many deaths in each house of the Southwark and Vauxhall Company."


def _draw(rates: dict[str, pd.Series], width: int) -> alt.LayerChart:
    frame = pd.DataFrame({"name": name, "period": period, "rate": round(rates[period][name], 1)}
                         for period in PERIODS for name in COMPANIES)  # fmt: skip
    shown = alt.Chart(frame).transform_filter("datum.period == period")
    y = marks.named(width)
    x = alt.X("rate:Q", title=None, scale=alt.Scale(domain=[0, 700]), axis=None)
    tone = alt.Color("name:N", scale=alt.Scale(domain=COMPANIES, range=[colour("river"), colour("clean")]))
    return (
        alt.layer(
            shown.mark_bar(size=18).encode(x=x, y=y, color=tone),
            marks.words(shown, "rate:Q", x=x, y=y, dx=6, fontSize=14, fontWeight="bold"),
            marks.above(shown, y, width, lift=19),
        )
        .properties(height=alt.Step(46))
        .add_params(
            alt.param(name="period", value="first"),
            alt.param(name="said", value={period: says(rates[period], period) for period in PERIODS}),
            alt.param(name="sentence", expr="said[period]"),
        )
    )


def deaths_by_company(first: pd.Series, later: pd.Series) -> Figure:
    """Deaths for each 10,000 houses by company, in the period that the reader chooses."""
    rates = {"first": first, "later": later}
    return Figure(
        key="deaths-by-company",
        rows={"seven_weeks": ["southwark", "lambeth"], "later_weeks": "*"},
        controls=(Buttons("period", "Which weeks?", tuple(PERIODS.items()), "first"),),
        sentence=Sentence(says(first, "first")),
        table=pd.DataFrame({"company": COMPANIES} | {PERIODS[one]: rates[one][COMPANIES].round(1) for one in PERIODS}),
        draw=lambda width: _draw(rates, width),
    )
