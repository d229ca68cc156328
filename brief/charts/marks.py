"""Marks that many figures share, written in Altair's grammar: rows by name, bars of an interval, words beside a mark.

A function takes a chart with its data (`alt.Chart(frame)`) and returns a layer; layers are put together by `+`.
"""

from __future__ import annotations

import altair as alt

from brief.charts.theme import colour

WIDE = 720  # px: the page's wide measure; the other width is a phone's
HALO: dict = {"stroke": colour("page"), "strokeWidth": 3, "strokeJoin": "round"}
DOT: dict = {  # a point that stands out from lines and bars; its size is given with it
    "shape": "circle",
    "filled": True,
    "fill": colour("ink"),
    "stroke": colour("page"),
    "strokeWidth": 2,
    "opacity": 1,
}


def named(width: int, field: str = "name", axis: dict = {}, **scale) -> alt.Y:  # noqa: B006
    """Rows by name in the order of the frame: axis labels on a desk; on a phone none, since they stand `above`."""
    labels = alt.Axis(**{"title": None, "labelPadding": 8, "labelColor": colour("ink")} | axis)
    return alt.Y(f"{field}:N", sort=None, title=None, axis=labels if width == WIDE else None, scale=alt.Scale(**scale))


def above(
    chart: alt.Chart, y: alt.Y, width: int, field: str = "name", lift: int = 14, halo: bool = False, **look
) -> alt.LayerChart | alt.Chart:
    """On a phone, the rows' names above their marks; on a desk nothing, since the axis has them."""
    shown = chart if width != WIDE else chart.transform_filter("false")
    return words(shown, f"{field}:N", halo, x=alt.value(0), y=y, dy=-lift, **look)


def words(chart: alt.Chart, text: str, halo: bool = True, **look) -> alt.LayerChart | alt.Chart:
    """Text at a place; `look` holds channels (x, y, color …) and settings of the mark. A halo parts it from lines."""
    channels = {name: look.pop(name) for name in ("x", "y", "x2", "y2", "xOffset", "yOffset") if name in look}
    look = {"align": "left", "baseline": "middle"} | look
    written = chart.mark_text(**look).encode(text=text, **channels)
    if not halo:
        return written
    return chart.mark_text(**HALO | look | {"color": colour("page")}).encode(text=text, **channels) + written


def interval(chart: alt.Chart, tone: str, y: alt.Y, low: str = "low", high: str = "high", size: int = 14):
    """A bar to the lower figure, and pale from there to the upper one."""
    pale = chart.mark_bar(size=size, fill=colour(tone), fillOpacity=0.35, stroke=colour(tone), strokeWidth=1)
    solid = chart.mark_bar(size=size, color=colour(tone))
    return pale.encode(x=f"{high}:Q", y=y) + solid.encode(x=f"{low}:Q", y=y)


def since(days: str, cut_off: str, end: str) -> alt.LayerChart:
    """What became known after the cut-off, shaded to `end`, with a line at the cut-off; dates as YYYY-MM-DD."""
    frame = alt.Chart(alt.Data(values=[{days: cut_off, "end": end}]))
    x = alt.X(f"{days}:T")
    shade = frame.mark_rect(color=colour("since-tint")).encode(x=x, x2="end:T")
    return shade + frame.mark_rule(color=colour("since"), strokeWidth=1.5).encode(x=x)
