"""What Moscow named as a ground: its texts in order, and the themes that each names."""

import altair as alt
import pandas as pd

from brief.charts import marks
from brief.charts.figure import WIDE, Figure, colour

THEMES = {"drones": "Turkish\ndrones", "missiles": "Missiles\n", "nato": "NATO\n", "arms": "Other\narms"}


def _draw(texts: pd.DataFrame, width: int):
    wide = width == WIDE
    day = [f"{date.day} {date:%b}" + ("" if date.year == 2021 else f" {date.year}") for date in texts["date"]]
    short = texts["speaker"].replace("Foreign ministry", "Ministry")
    short = short.mask(texts.duplicated(["date", "speaker"], keep=False), texts["occasion"])  # two calls of one day
    who = texts["speaker"] + " " + texts["occasion"] if wide else short
    label = [f"{on}  {one}" for on, one in zip(day, who, strict=True)]
    long = texts.assign(row=label).melt(["row"], list(THEMES), "theme", "said").dropna()
    long["theme"] = long["theme"].map(THEMES)
    looks = {"labelExpr": "split(datum.label,'\\n')", "labelAngle": 0, "orient": "top", "domain": False, "ticks": False}
    looks |= {
        "labelFontWeight": "bold",
        "labelColor": colour("ink"),
        "labelFontSize": 13 if wide else 12,
        "grid": False,
    }
    x = alt.X("theme:N", sort=list(THEMES.values()), title=None, axis=alt.Axis(**looks, labelPadding=26))
    beside = {
        "labelFontSize": 13 if wide else 12,
        "labelLimit": 260,
        "domain": False,
        "ticks": False,
        "gridColor": colour("hair"),
    }
    y = alt.Y("row:N", sort=label, title=None, axis=alt.Axis(**beside, labelColor=colour("ink"), labelPadding=8))

    def those(said: str) -> alt.Chart:
        return alt.Chart(long[long["said"] == said])

    return alt.layer(
        those("named").mark_point(**marks.RING, size=90).encode(x=x, y=y),
        those("a ground").mark_point(**marks.DOT, size=190).encode(x=x, y=y),
        marks.words(those("not found"), alt.value("–"), x=x, y=y, align="center", fontSize=16, color=colour("soft")),
    ).properties(height=alt.Step(25 if wide else 23))


def harm_pretext(texts: pd.DataFrame, since: bool = False) -> Figure:
    """The Russian texts known by a day; those of after the cut-off with `since`."""
    table = texts[["date", "speaker", "occasion", *THEMES, "what"]].assign(date=texts["date"].dt.strftime("%Y-%m-%d"))
    return Figure(
        key="harm-pretext-since" if since else "harm-pretext",
        rows={"pretext": texts},
        since=since,
        table=table.fillna("").reset_index(drop=True),
        draw=lambda width: _draw(texts, width),
    )
