"""The window of entrapment: how much Moscow may lose by waiting a year before it attacks now, and the sale's part."""

import altair as alt
import pandas as pd

from analysis.entrapment import numbers
from analysis.entrapment.charts.vega_formulas import expression, vega_rounded
from analysis.entrapment.measures import model
from brief.charts import marks
from brief.charts.figure import WIDE, Figure, Number, Presets, Sentence, colour
from brief.charts.live_sentences import vega_text
from brief.numbers import NBSP

END, TOP, BOTTOM = 55, 30, 74  # per cent: the bar's end; px: the bar, with words above it and below
WAITS = (
    "*Moscow waits*, with the sale or without",
    "*the sale tips it*",
    "*Moscow attacks now*, with the sale or without",
)
SAYS = (
    f"Say that Moscow values next year at *{{patience}}{NBSP}%* of this one. Then it stops waiting once a year’s delay "
    f"takes more than *{{line}}{NBSP}%* of a quiet year’s worth off every later year. The delay takes off "
    f"*{{trend}}{NBSP}%* without the sale and *{{both}}{NBSP}%* with it, so {{waits}}."
)


def _params(start: dict[str, float]) -> list:
    given = {"patience": "patience/100", "trend": "trend/100"}
    made = {
        "line": f"100*({expression('window', patience='patience/100')})",
        "both": "trend+shift",
        "hasty": f"(({expression('haste', **given, shift='shift/100')})>1)+(({expression('haste', **given)})>1)",
    }
    shown = {name: vega_rounded(name) for name in ("patience", "line", "trend", "both")}
    made["sentence"] = vega_text(SAYS, waits="waits[hasty]", **shown)
    return marks.params(start | {"waits": WAITS}, made)


def _draw(width: int, start: dict[str, float]):
    half = (70 if width == WIDE else 80) * END / width
    row = alt.Chart(alt.Data(values=[{"none": 0, "end": END}])).transform_calculate(
        line=f"min(line,{END})", trend=f"min(trend,{END})", both=f"min(both,{END})",
        line_words=f"clamp(line,{half:.2f},{END - half:.2f})",
        line_said=f"'attacks from '+{vega_rounded('line')}+'{NBSP}%'",
        said=f"'without the sale '+{vega_rounded('trend')}+'{NBSP}%, with it '+{vega_rounded('both')}+'{NBSP}%'",
    )  # fmt: skip

    def x(field: str, **axis) -> alt.X:
        scale = alt.Scale(domain=[0, END], nice=False)
        return alt.X(f"{field}:Q", scale=scale, title=None, axis=alt.Axis(**axis) if axis else None)

    def band(low: str, high: str, top: int, bottom: int, axis: dict = {}, **look) -> alt.Chart:  # noqa: B006
        shape = row.mark_rect(strokeWidth=1, **look)
        return shape.encode(x=x(low, **axis), x2=high, y=alt.value(top), y2=alt.value(bottom))

    ticks = {"values": [0, 10, 20, 30, 40, 50], "domain": False, "grid": False}
    bold: dict = {"fontSize": 13, "fontWeight": "bold"}
    return (
        marks.layered(
            band("none", "line", TOP, BOTTOM, ticks, fill=colour("surface"), stroke=colour("rule")),
            band("line", "end", TOP, BOTTOM, fill=colour("neutral"), fillOpacity=0.42, stroke=colour("rule")),
            band("none", "trend", TOP + 16, BOTTOM - 14, fill=colour("soft"), stroke=colour("soft")),
            band("trend", "both", TOP + 16, BOTTOM - 14, fill=colour("page"), stroke=colour("ink")),
            row.mark_rule(color=colour("ink"), strokeWidth=4).encode(
                x=x("line"), y=alt.value(TOP - 10), y2=alt.value(BOTTOM + 6)
            ),
            marks.words(row, "line_said:N", False, x=x("line_words"), y=alt.value(10), align="center", **bold),
            marks.words(row, "said:N", False, x=x("none"), y=alt.value(BOTTOM + 22), **bold),
        )
        .properties(height=BOTTOM + 34)
        .resolve_axis(x="independent")
        .add_params(*_params(start))
    )


def moscows(start: dict[str, float], most_patient: float) -> dict[str, dict[str, float]]:
    """Three invented examples, by what the sale of the start changes for each: nothing, all, and nothing again."""
    line = 100 * model.value("window", patience=start["patience"] / 100)
    close = start | {"trend": float(round(line) - 1)}
    return {"Far from attack": start, "Close to attack": close, "Past that point": start | {"patience": most_patient}}


def harm_window(lines: pd.Series) -> Figure:
    """`lines` has, by what next year counts for (%), what waiting may take off each later year (%)."""
    rows = numbers.settings().loc[["patience", "trend", "shift"], ["low", "start", "high"]].astype(float)
    start = rows["start"].to_dict()
    made_up = moscows(start, rows.loc["patience", "high"])
    asked = {"patience": "Next year counts for Moscow", "trend": "Lost by waiting, no sale", "shift": "The sale adds"}
    return Figure(
        key="harm-window",
        rows={"model_settings": "patience trend shift"},
        sources=("own_assumption",),
        controls=(
            Presets("Invented examples", tuple(made_up.items())),
            *(
                Number(key, asked[key], low, high, 5 if key == "patience" else 1, "%", at)
                for key, low, at, high in rows.itertuples()
            ),
        ),
        sentence=Sentence(),
        table=lines.round(1)
        .rename_axis("next year counts for, %")
        .rename("waits while each later year loses up to, %")
        .reset_index(),
        draw=lambda width: _draw(width, start),
    )
