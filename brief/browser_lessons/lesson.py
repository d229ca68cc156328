"""What the notebooks need beside Python: the book's tables, and its charts waiting for data.

Nothing here is fetched: tables and charts lie beside this file.
"""

import json
import textwrap
from pathlib import Path

_HERE = Path(__file__).parent


def table(name):
    """The rows of a table, each a dict. Its source stands in `about`."""
    return _read(name)["rows"]


def about(name):
    """What a table holds, who published it, and its licence, in short lines."""
    return textwrap.fill(_read(name)["about"], 80)


def edge(ground, km):
    """Points on the edge of all that lies within km of a ground: dicts of lat and lon.

    The book calculated it every 50 km, from 50 to 600; between two of them it is interpolated.
    """
    rows = [row for row in table("edges") if row["ground"] == ground]
    step, last = rows[0]["km"], rows[-1]["km"]
    if not step <= km <= last:
        raise ValueError(f"the edge is known from {step} to {last} km")
    place = min(int(km // step) - 1, len(rows) - 2)
    inner, outer = rows[place], rows[place + 1]
    part = (km - inner["km"]) / step
    points = zip(inner["lat"], inner["lon"], outer["lat"], outer["lon"], strict=True)
    return [{"lat": a + part * (c - a), "lon": b + part * (d - b)} for a, b, c, d in points]


class chart:
    """A chart of the book with your rows in it: chart("gas", "A title", bars=rows)."""

    def __init__(self, name, title, **rows):
        self.spec = _read(name)
        self.spec["title"]["text"] = title
        unknown = set(rows) - set(self.spec["datasets"])
        if unknown:
            raise ValueError(f"the chart {name} has no place for {', '.join(sorted(unknown))}")
        self.spec["datasets"].update(rows)

    def _repr_mimebundle_(self, include=None, exclude=None):
        # JupyterLab draws the fifth version of this format by itself, and no later one.
        return {"application/vnd.vegalite.v5+json": self.spec, "text/plain": self.spec["title"]["text"]}


def _read(name):
    return json.loads((_HERE / f"{name}.json").read_text(encoding="utf-8"))
