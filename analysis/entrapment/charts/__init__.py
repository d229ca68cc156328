"""The figures of entrapment: studies, size, explanations. Gauge, bars, plane and guesses stand in `harm...` beside."""

from html import escape

import altair as alt
import pandas as pd

from analysis.entrapment import numbers
from analysis.entrapment.charts.bars import harm_moves, harm_tornado
from analysis.entrapment.charts.beliefs import harm_beliefs
from analysis.entrapment.charts.gauge import harm_gauge
from analysis.entrapment.charts.plane import harm_plane
from brief import dates
from brief.charts.canvas import HALO
from brief.charts.figure import WIDE, Figure, colour
from brief.data import tables
from brief.numbers import NBSP

__all__ = [
    "harm_beliefs",
    "harm_gauge",
    "harm_moves",
    "harm_no_sale",
    "harm_plane",
    "harm_size",
    "harm_studies",
    "harm_tornado",
]


# ---- what studies say ---------------------------------------------------------------------------------------------

ORDER = ("raises the risk", "either way", "lowers the risk", "entrapment is rare", "names the fear")


def _studies_html() -> str:
    known = numbers.studies()
    items = []
    for pulls in ORDER:
        rows = known[known["pulls"] == pulls].sort_values("year")
        names = "; ".join(f"{row.authors} {row.year}" for row in rows.itertuples())
        items.append(f"<li><strong>{pulls[0].upper()}{pulls[1:]}:</strong> {escape(names)}</li>")
    return f"<ul>{''.join(items)}</ul>"


def harm_studies() -> Figure:
    known = numbers.studies()
    table = known[["authors", "year", "about", "measures", "says", "pulls"]].assign(year=known["year"].astype(str))
    return Figure(
        key="harm-studies",
        sources=tuple(tables.sources_of("studies", list(known["id"]))),
        table=table,
        html=_studies_html,
    )


# ---- one capability behind both -----------------------------------------------------------------------------------


def _size_rows() -> pd.DataFrame:
    """Change in wars' worth per 100 situations, by fear (per cent odds per 1 of 100) and damage prevented (of 100)."""
    return pd.DataFrame(
        [
            {"fear": fear, "prevented": p, "change": numbers.size_change(fear, p) if p else 0.0}
            for fear in numbers.FEARS
            for p in range(0, 16)
        ]
    )


def _draw_size(width):
    rows, last = _size_rows(), 15
    x = alt.X(
        "prevented:Q",
        scale=alt.Scale(domain=[0, 18 if width == WIDE else 20], nice=False),
        title="damage prevented, of 100",
        axis=alt.Axis(values=[0, 5, 10, 15], grid=False, titleAnchor="start"),
    )
    y = alt.Y(
        "change:Q",
        scale=alt.Scale(domain=[-3, 5], nice=False),
        title=None,
        axis=alt.Axis(values=[-2, 2, 4], domain=False, ticks=False, labelExpr="(datum.value>0?'+':'')+datum.label"),
    )
    base = alt.Chart(rows).encode(x=x, y=y)
    zero = [{"change": 0, "prevented": 0, "said": "no change"}]
    layers = [
        alt.Chart(alt.Data(values=zero)).mark_rule(color=colour("ink"), strokeWidth=1.5).encode(y=y),
        *(
            base.transform_filter(alt.datum.fear == fear).mark_line(color=colour("ink"), strokeWidth=3)
            for fear in numbers.FEARS
        ),
    ]
    ends = rows[rows["prevented"] == last].assign(said=[f"odds +{fear}{NBSP}%" for fear in numbers.FEARS])
    sides = [
        {"prevented": 0.3, "change": 4.6, "said": "more harm"},
        {"prevented": 0.3, "change": -2.7, "said": "less harm"},
    ]
    for values, look in (
        (
            ends[["prevented", "change", "said"]].to_dict("records"),
            {"dx": 6, "fontWeight": "bold", "color": colour("ink")},
        ),
        (sides, {"fontSize": 13, "fontWeight": "bold", "color": colour("soft")}),
    ):
        for style in (look | HALO, look):
            layers.append(
                alt.Chart(alt.Data(values=values))
                .mark_text(align="left", baseline="middle", **style)
                .encode(x=x, y=y, text="said:N")
            )
    return alt.layer(*layers).properties(height=260)


def harm_size() -> Figure:
    rows = _size_rows()
    shown = rows[rows["prevented"].isin([1, 5, 10, 15])]
    return Figure(
        key="harm-size",
        sources=("own_assumption", "metaculus_ukraine"),
        table=pd.DataFrame(
            {
                "damage prevented, of 100": [int(p) for p in (1, 5, 10, 15)],
                **{
                    f"change at odds +{fear} %, wars’ worth": [
                        round(c, 2) for c in shown.loc[shown["fear"] == fear, "change"]
                    ]
                    for fear in numbers.FEARS
                },
            }
        ),
        draw=_draw_size,
    )


# ---- why no missile was sold --------------------------------------------------------------------------------------


def harm_no_sale() -> Figure:
    rows = dates.known(tables.load("no_sale"), dates.CUTOFF)

    def listed():
        items = "".join(
            f"<li><strong>{escape(row.explanation)}.</strong> {escape(row.fact)}</li>" for row in rows.itertuples()
        )
        return f"<ol>{items}</ol>"

    return Figure(
        key="harm-no-sale",
        sources=tuple(tables.sources_of("no_sale", list(rows["id"]))),
        table=pd.DataFrame({"explanation": rows["explanation"], "what is known": rows["fact"], "day": rows["day"]}),
        html=listed,
    )
