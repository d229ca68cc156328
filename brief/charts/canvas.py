"""A plain canvas: one horizontal scale in data units, vertical places in pixels, marks added one kind at a time.

Rows are dicts with x and y, with x2 and y2 for what has an extent, and with said for words.
"""

from __future__ import annotations

import altair as alt

from brief.charts.theme import colour

HALO: dict = {"stroke": colour("page"), "strokeWidth": 3, "strokeJoin": "round", "color": colour("page")}


class Canvas:
    """Marks over the scale `domain`, drawn from pixel `left` to pixel `right`, `height` pixels high."""

    def __init__(self, domain, left, right, height):
        self.height, self.layers = height, []
        self.x = alt.X("x:Q", scale=alt.Scale(domain=domain, range=[left, right]), axis=None)
        self.y = alt.Y("y:Q", scale=alt.Scale(domain=[0, height], range=[0, height]), axis=None)

    def _add(self, rows, mark, look, **channels):
        if rows:
            chart = getattr(alt.Chart(alt.Data(values=rows)), f"mark_{mark}")(**look)
            ends = {end: f"{end}:Q" for end in ("x2", "y2") if end in rows[0]}
            self.layers.append(chart.encode(x=self.x, y=self.y, **ends, **channels))

    def rect(self, rows, **look):
        self._add(rows, "rect", look)

    def rule(self, rows, **look):
        self._add(rows, "rule", look)

    def point(self, rows, **look):
        self._add(rows, "point", {"filled": True, "opacity": 1, "shape": "circle"} | look)

    def words(self, rows, halo=True, **look):
        look = {"baseline": "middle", "align": "left", "color": colour("ink")} | look
        for style in (look | HALO, look) if halo else (look,):
            self._add(rows, "text", style, text="said:N")

    def chart(self):
        return alt.layer(*self.layers).properties(height=self.height)
