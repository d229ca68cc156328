"""How decisions are drawn in lanes: across the page, or down it on a phone.

A row has `lane`, `first` and `last` (years with their fraction), `solid` and `label`; a lane has words, a colour and a
shape. Marks stand at the middle of their span, so that a month is never drawn as its first day.
"""

from __future__ import annotations

import datetime as dt

import pandas as pd

from brief.charts.canvas import Canvas
from brief.charts.theme import colour

SHAPES = {"triangle": "triangle-up", "diamond": "diamond", "square": "square"}
HEIGHTS = (-15, 20, -32, 37)  # px from a lane's line: where a label may stand, in this order
STEM = 25  # px: a label farther out than this is tied to its mark
LETTER = 6.4  # px, a letter of 12 px on average


def year_of(day: dt.date) -> float:
    """A day as a year with its fraction."""
    start = dt.date(day.year, 1, 1)
    return day.year + (day - start).days / (dt.date(day.year + 1, 1, 1) - start).days


def across(rows: pd.DataFrame, lanes: dict, hold: tuple[str, float], start: float, cut: dt.date, width: int):
    """Lanes one under the other. `hold` is a decision and the year from which it ran unknown to the public."""
    end, gap, last = year_of(cut) + 0.05, 100, width - 6
    height = gap * len(lanes) + 18
    canvas = Canvas([start, end], 2, last, height)
    scale = lambda year: 2 + (year - start) / (end - start) * (last - 2)  # noqa: E731
    years = range(int(start) + 1, cut.year + 1)
    canvas.rule([{"x": year, "y": 4, "y2": height - 18} for year in years], color=colour("hair"))
    canvas.words(
        [{"x": year, "y": height - 7, "said": str(year)} for year in years],
        halo=False,
        dx=3,
        color=colour("soft"),
        fontSize=12,
    )
    canvas.rule([{"x": year_of(cut), "y": 4, "y2": height - 18}], color=colour("ink"), strokeDash=[4, 3])
    for place, (name, (words, tint, shape)) in enumerate(lanes.items()):
        own, y = rows[rows["lane"] == name], gap * place + 60
        canvas.rule([{"x": start, "x2": end, "y": y}], color=colour(tint))
        if hold[0] in set(own["id"]):
            told = own.loc[own["id"] == hold[0], "first"].iloc[0]
            canvas.rect([{"x": hold[1], "x2": told, "y": y - 5, "y2": y + 5}], color=colour(tint), opacity=0.3)
        labels = placed(own, scale, scale(year_of(cut)))
        canvas.rule(
            [{"x": label["at"], "y": y, "y2": y + label["dy"] * 0.72} for label in labels if abs(label["dy"]) > STEM],
            color=colour(tint),
        )
        _marks(canvas, own, shape, tint, lambda row, y=y: {"x": (row.first + row.last) / 2, "y": y})
        # A stem that runs behind a nearer label would show between its words.
        near = [label for label in labels if abs(label["dy"]) <= STEM]
        canvas.rect(
            [
                {
                    "x": label["x"] - label["half"],
                    "x2": label["x"] + label["half"],
                    "y": y + label["dy"] - 7,
                    "y2": y + label["dy"] + 6,
                }
                for label in near
            ],
            color=colour("page"),
        )
        for label in labels:
            canvas.words([{"x": label["x"], "y": y + label["dy"], "said": label["said"]}], align="center", fontSize=12)
        canvas.words([{"x": start, "y": y - 46, "said": words}], fontSize=13, fontWeight="bold")
    canvas.words(
        [{"x": year_of(cut), "y": 10, "said": f"{cut.day} {cut:%B} {cut.year}"}], align="right", dx=-5, fontSize=12
    )
    return canvas.chart()


def down(rows: pd.DataFrame, lanes: dict, heads: dict, hold: tuple[str, float], start: float, cut: dt.date, width: int):
    """Lanes side by side, time running down."""
    top, step, column, first = 46, 78, 70, 74
    end = year_of(cut)
    height = int(top + (end - start) * step + 26)
    canvas = Canvas([0, width], 0, width, height)
    place_of = lambda year: top + (year - start) * step  # noqa: E731
    years = range(int(start) + 1, cut.year + 1)
    canvas.rule([{"x": 36, "x2": width, "y": place_of(year)} for year in years], color=colour("hair"))
    canvas.words(
        [{"x": 0, "y": place_of(year), "said": str(year)} for year in years],
        halo=False,
        color=colour("soft"),
        fontSize=12,
    )
    canvas.rule([{"x": 0, "x2": width, "y": place_of(end)}], color=colour("ink"), strokeDash=[4, 3])
    canvas.words([{"x": 0, "y": place_of(end) + 14, "said": f"{cut.day} {cut:%B} {cut.year}"}], halo=False, fontSize=12)
    for place, (name, (_, tint, shape)) in enumerate(lanes.items()):
        own, x = rows[(rows["lane"] == name) & (rows["first"] >= start)], first + column * place
        canvas.words(
            [{"x": x, "y": 10 + 15 * line, "said": said} for line, said in enumerate(heads[name])],
            halo=False,
            align="center",
            fontSize=12,
            fontWeight="bold",
        )
        canvas.rule([{"x": x, "y": top - 8, "y2": place_of(end)}], color=colour(tint))
        if hold[0] in set(own["id"]):
            told = own.loc[own["id"] == hold[0], "first"].iloc[0]
            canvas.rect(
                [{"x": x - 5, "x2": x + 5, "y": place_of(hold[1]), "y2": place_of(told)}],
                color=colour(tint),
                opacity=0.3,
            )
        _marks(canvas, own, shape, tint, lambda row, x=x: {"x": x, "y": place_of((row.first + row.last) / 2)})
    return canvas.chart()


def placed(rows: pd.DataFrame, scale, width: float) -> list[dict]:
    """Labels that don't touch: each takes the first of the heights where it has room.

    `at` is its mark's year, `half` half its width in years. Below a label that stands far out runs its stem, where none
    of the later ones has room."""
    taken: dict[int, list] = {}
    stems: list[tuple[int, float]] = []
    found = []
    for row in rows[rows["label"] != ""].sort_values("first").itertuples():
        at, half = (row.first + row.last) / 2, LETTER * len(row.label) / 2 + 4
        centre = min(max(scale(at), half), width - half)
        free = [
            dy
            for dy in HEIGHTS
            if all(abs(centre - other) > half + room for other, room in taken.get(dy, []))
            and not any(abs(centre - x) < half and 0 < dy / far < 1 for far, x in stems)
        ]
        dy = free[0] if free else HEIGHTS[-1]
        stems += [(dy, scale(at))] if abs(dy) > STEM else []
        taken.setdefault(dy, []).append((centre, half))
        # Back from pixels, since the canvas counts in years.
        year = scale(at + 1) - scale(at)
        x = at + (centre - scale(at)) / year
        found.append({"x": x, "half": half / year, "at": at, "dy": dy, "said": row.label})
    return found


def _marks(canvas: Canvas, rows: pd.DataFrame, shape: str, tint: str, where) -> None:
    hollow = [where(row) for row in rows.itertuples() if not row.solid]
    solid = [where(row) for row in rows.itertuples() if row.solid]
    canvas.point(hollow, shape=SHAPES[shape], fill=colour("page"), stroke=colour(tint), strokeWidth=1.6, size=60)
    canvas.point(solid, shape=SHAPES[shape], fill=colour(tint), stroke=colour("page"), strokeWidth=1, size=110)
