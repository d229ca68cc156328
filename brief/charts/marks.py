"""Marks that many figures share, written in Altair's grammar: rows by name, bars of an interval, words beside a mark.

A function takes a chart with its data (`alt.Chart(frame)`) and returns a layer; `layered` puts layers together.
"""

from __future__ import annotations

from collections.abc import Mapping

import altair as alt
import pandas as pd

from brief.charts.theme import PALETTE, colour

WIDE = 720  # px: the page's wide measure; the other width is a phone's
HALO: dict = {"stroke": colour("page"), "strokeWidth": 3, "strokeJoin": "round", "color": colour("page")}
DOT: dict = {  # a point that stands out from lines and bars; its size is given with it
    "shape": "circle",
    "filled": True,
    "fill": colour("ink"),
    "stroke": colour("page"),
    "strokeWidth": 2,
    "opacity": 1,
}
RING: dict = DOT | {"fill": colour("page"), "stroke": colour("ink")}
HEAD: dict = {"fontSize": 13, "fontWeight": "bold"}


def layered(*charts: alt.Chart | alt.LayerChart, **properties) -> alt.LayerChart:
    """One upon the other, the last on top. Layers of layers are opened first, because Altair copies a nest anew for
    each level above it, which took two fifths of a chapter's time."""
    return alt.layer(*(layer for chart in charts for layer in _opened(chart)), **properties)


def _opened(chart) -> list:
    """The layers of a chart that has nothing of its own but the data that they share; any other chart as it is."""
    own = ("encoding", "height", "name", "params", "projection", "resolve", "transform", "view", "width")
    if not isinstance(chart, alt.LayerChart) or any(chart[name] is not alt.Undefined for name in own):
        return [chart]
    layers = chart.layer if chart.data is alt.Undefined else [one.properties(data=chart.data) for one in chart.layer]
    return [one for layer in layers for one in _opened(layer)]


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


def headed(frame: pd.DataFrame, group: str, field: str = "name") -> pd.DataFrame:
    """The frame with a row before each group, whose column `head` has the group's name and whose own name is blank."""
    parts = []
    for place, (name, rows) in enumerate(frame.groupby(group, sort=False)):
        parts += [pd.DataFrame({field: [" " * (place + 1)], "head": [name]}), rows]
    return pd.concat(parts, ignore_index=True)


def heads(chart: alt.Chart, y: alt.Y) -> alt.LayerChart | alt.Chart:
    """The names of the groups, in the rows that `headed` made for them."""
    return words(chart.transform_filter("isValid(datum.head)"), "head:N", x=alt.value(0), y=y, **HEAD)


def words(chart: alt.Chart, text, halo: bool = True, **look) -> alt.LayerChart | alt.Chart:
    """Text at a place; `look` holds channels (x, y, a color by field …) and settings of the mark. A halo parts it from
    lines."""
    channels = {name: look.pop(name) for name in ("x", "y", "x2", "y2", "xOffset", "yOffset") if name in look}
    tone = {"color": look.pop("color")} if isinstance(look.get("color"), alt.Color) else {}
    look = {"align": "left", "baseline": "middle"} | look
    written = chart.mark_text(**look).encode(text=text, **channels, **tone)
    if not halo:
        return written
    return chart.mark_text(**HALO | look | {"color": HALO["color"]}).encode(text=text, **channels) + written


def placed(chart: alt.Chart, x, y, **look) -> alt.LayerChart | alt.Chart:
    """Words at places of their own: columns `said`, `dx` and `dy` (px), `align`, `weight`, `tone`."""
    columns = {"align": "align", "dx": "dx", "dy": "dy", "fontWeight": "weight", "color": "tone"}
    own: dict = {name: alt.expr(f"datum.{column}") for name, column in columns.items()}
    return words(chart, "said:N", x=x, y=y, **own, **look)


def under_headings(chart, group: str, order: list[str], spacing: int = 14) -> alt.FacetChart:
    """A small chart for each group, one below the other, its name above it in bold; the layers share their data."""
    header = alt.Header(
        title=None, labelOrient="top", labelAnchor="start", labelFontSize=13, labelFontWeight="bold",
        labelColor=colour("ink"), labelPadding=6,
    )  # fmt: skip
    return chart.facet(row=alt.Row(f"{group}:N", sort=order, header=header), spacing=spacing).resolve_scale(
        y="independent"
    )


def beside(chart: alt.Chart, text: str, side: str = "side", gap: int = 9, **look) -> alt.LayerChart | alt.Chart:
    """Words beside a mark, where the column `side` says: left, right, above, below; words `above left` end at it."""

    def at(*cases: tuple[str, str], other: str) -> alt.ExprRef:
        tests = [f"test(/{name}/, datum.{side}) ? {then}" for name, then in cases]
        return alt.ExprRef(" : ".join([*tests, other]))

    place: dict = {
        "align": at(("left", "'right'"), ("right", "'left'"), other="'center'"),
        "dx": at(("^left", f"{-gap}"), ("^right", f"{gap}"), (" left", f"{gap}"), (" right", f"{-gap}"), other="0"),
        "dy": at(("above", f"{-gap - 4}"), ("below", f"{gap + 5}"), other="0"),
    }
    return words(chart, text, **place | look)


def looks(field: str, kinds: Mapping[str, Mapping]) -> dict:
    """The channels by which marks of each kind look: {kind: {fill, fillOpacity, stroke or strokeDash: its value}}."""
    plain = {"fill": colour("page"), "fillOpacity": 1, "stroke": colour("ink"), "strokeDash": [1, 0]}
    scales = {
        name: {"type": "ordinal", "domain": list(kinds), "range": [look.get(name, usual) for look in kinds.values()]}
        for name, usual in plain.items()
        if any(name in look for look in kinds.values())
    }
    return {name: {"field": field, "type": "nominal", "legend": None, "scale": scale} for name, scale in scales.items()}


def interval(chart: alt.Chart, tone: str, y: alt.Y, low: str = "low", high: str = "high", size: int = 14):
    """A bar to the lower figure, and pale from there to the upper one, in a colour or in that of a field."""
    tones = own(fill=tone, stroke=tone)
    if tone in PALETTE:
        tones = dict.fromkeys(tones, alt.value(colour(tone)))
    pale = chart.transform_filter(f"datum.{high} > datum.{low}").mark_bar(size=size, fillOpacity=0.35, strokeWidth=1)
    solid = chart.mark_bar(size=size).encode(x=f"{low}:Q", y=y, fill=tones["fill"])
    return solid + pale.encode(x=f"{low}:Q", x2=f"{high}:Q", y=y, **tones)


def params(given: Mapping[str, object], made: Mapping[str, str]) -> list[alt.Parameter]:
    """A chart's parameters by name: those with a value of their own, then those made from others by an expression."""
    values = [alt.param(name=name, value=value) for name, value in given.items()]
    return values + [alt.param(name=name, expr=expr) for name, expr in made.items()]


def painted(frame: pd.DataFrame, *fields: str) -> pd.DataFrame:
    """The frame with the palette's colours in place of their names."""
    return frame.assign(**{field: frame[field].map(colour) for field in fields})


def own(**fields: str) -> dict:
    """Channels whose values stand in the frame itself: own(fill="tone") fills each mark with the colour in `tone`."""
    kinds = {channel: getattr(alt, channel[0].upper() + channel[1:]) for channel in fields}
    return {channel: kinds[channel](f"{field}:N", scale=None) for channel, field in fields.items()}


def since(days: str, cut_off: str, end: str) -> alt.LayerChart:
    """What became known after the cut-off, shaded to `end`, with a line at the cut-off; dates as YYYY-MM-DD."""
    frame = alt.Chart(alt.Data(values=[{days: cut_off, "end": end}]))
    x = alt.X(f"{days}:T")
    shade = frame.mark_rect(color=colour("since-tint")).encode(x=x, x2="end:T")
    return shade + frame.mark_rule(color=colour("since"), strokeWidth=1.5).encode(x=x)
