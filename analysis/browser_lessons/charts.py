"""The notebooks' charts, drawn ahead of time: whole but for the title and the rows that a student calculates.

JupyterLab knows Vega-Lite to version 5, so nothing here may need a later one. Its pages don't define the book's colours
as variables: each is replaced by its value for light paper.
"""

import json

import altair as alt

from analysis.range_circles.charts import circles
from analysis.shared import mapping
from brief.charts import theme
from brief.charts.marks import HALO
from brief.charts.theme import colour

WIDTH, HEIGHT, KM_PER_PX = 600, 480, 3.3
CENTRE = (50.2, 34.5)
WAYS = ("in the year", "what if")
GAP, NOBODY = "missing", "Nobody"
SELLERS = {"RUS": "Russia", "AZE": "Azerbaijan", "IRN": "Iran", "LNG": "Liquefied gas"}
CROWDED = "Volzhsky"  # its name would lie on Volgograd's


def reach_map() -> dict:
    """The map: `edge` (lat, lon in order), `start` (name, lat, lon) and `cities` (name, lat, lon, within) are empty."""
    ink, border, line = colour("ink"), colour("border"), colour("ukraine-line")
    cities = alt.Chart(alt.NamedData(name="cities")).encode(**circles.AT)
    start = alt.Chart(alt.NamedData(name="start")).encode(**circles.AT)
    words = cities.transform_filter(f"datum.name != '{CROWDED}'")
    named: dict = {"align": "left", "dx": 7, "fontSize": 12}
    layers = [
        circles.shape("land", fill=colour("land"), stroke=border, strokeWidth=0.8),
        circles.shape("solid", stroke=border, strokeWidth=1),
        circles.shape("dashed", stroke=border, strokeWidth=1, strokeDash=[3, 2]),
        circles.shape("ukraine", fill=colour("ukraine-land"), stroke=line, strokeWidth=1.2),
        circles.shape("hatch", stroke=line, strokeWidth=1),
        alt.Chart(alt.NamedData(name="edge"))
        .transform_window(turn="row_number()")
        .mark_line(clip=True, fill=ink, fillOpacity=circles.SHADE, stroke=ink, strokeWidth=1.8)
        .encode(**circles.AT, order="turn:Q"),
        words.mark_text(clip=True, **named, **HALO).encode(text="name:N"),
        words.mark_text(clip=True, color=ink, **named).encode(text="name:N"),
        cities.mark_point(clip=True, filled=True, opacity=1, size=40, stroke=ink, strokeWidth=1.3).encode(
            fill=alt.condition("datum.within", alt.value(ink), alt.value(colour("page")))
        ),
        start.mark_point(shape="square", filled=True, opacity=1, size=90, color=ink),
        start.mark_text(align="right", dx=-9, fontWeight="bold", **HALO).encode(text="name:N"),
        start.mark_text(align="right", dx=-9, fontWeight="bold", color=ink).encode(text="name:N"),
    ]
    lat, lon = CENTRE
    view = mapping.conic(lat, [-lon, 0, 0], KM_PER_PX, WIDTH, HEIGHT)
    empty: dict[str, list] = {"edge": [], "cities": [], "start": []}
    chart = alt.layer(*(layer.project(**view) for layer in layers), datasets=circles.shapes(18) | empty)
    return _ready(chart.properties(width=WIDTH, height=HEIGHT))


def gas_bars() -> dict:
    """Bars by seller, the year above the student's case: `bars` (seller, way, amount in billion m3) is empty."""
    tint = alt.Scale(domain=[*WAYS, GAP], range=[colour("neutral"), colour("ink"), colour("warn")])
    base = alt.Chart(alt.NamedData(name="bars")).encode(
        x=alt.X("amount:Q", title="", axis=alt.Axis(labels=False, grid=False, ticks=False, domain=False)),
        y=alt.Y(
            "seller:N",
            sort=[*SELLERS.values(), NOBODY],
            title="",
            axis=alt.Axis(labelFontSize=13, labelColor=colour("ink")),
        ),
        yOffset=alt.YOffset("way:N", sort=[*WAYS, GAP]),
        color=alt.Color("way:N", scale=tint),
    )
    words = base.transform_calculate(said="format(datum.amount, '.1f') + '  ' + datum.way")
    chart = alt.layer(
        base.mark_bar(),
        words.mark_text(align="left", dx=6, fontSize=12).encode(text="said:N", color=alt.value(colour("ink"))),
        datasets={"bars": []},
    )
    return _ready(chart.properties(width=WIDTH - 200, height=300, padding={"right": 120}))


def _ready(chart) -> dict:
    """The specification with a place for the title, on paper, without the menu that leads to another site."""
    spec = _without_null(chart.to_dict())
    spec.pop("$schema")
    spec["title"] = {"text": ""}
    spec["background"] = colour("page")
    spec["usermeta"] = {"embedOptions": {"actions": False}}
    return json.loads(theme.solid(json.dumps(spec, ensure_ascii=False)))


def _without_null(node, name: str = ""):
    """The browser's Python drops what is null on its way to the chart, so "no colour" must be said in a word."""
    if isinstance(node, dict):
        return {key: _without_null(value, key) for key, value in node.items()}
    if isinstance(node, list):
        return [_without_null(value, name) for value in node]
    if node is None:
        if name not in ("fill", "stroke", "background"):
            raise ValueError(f"the chart needs {name} to be null, which would be lost in the browser")
        return "transparent"
    return node
