"""The main figure of trade-dependence: what weighs how much on whom, and a threshold that the reader moves."""

from __future__ import annotations

import altair as alt
import pandas as pd

from analysis.trade_dependence import measures
from brief.charts.canvas import Canvas
from brief.charts.figure import WIDE, Figure, Number, Sentence, colour
from brief.charts.name_lists import listed, vega_listed
from brief.numbers import high, low, text

SIDES = {"tur": "Turkey", "rus": "Russia"}
THRESHOLD = 25  # per cent, where the control starts

# Flow: heading, what its share is of for Turkey, and for Russia. Heaviest first.
FLOWS = {
    "wheat": ("Wheat that Turkey buys", "share of Turkey’s wheat imports", "share of Russia’s wheat exports"),
    "gas": ("Gas that Turkey buys", "share of Turkey’s gas imports", "share of Gazprom’s sales beyond the old USSR"),
    "visitors": (
        "Russians who travel to Turkey",
        "share of Turkey’s foreign visitors",
        "share of Russians’ trips abroad",
    ),
    "goods": ("All goods that Turkey buys", "share of Turkey’s imports", "share of Russia’s exports"),
}
WITHOUT_2019 = {("wheat", "tur")}
NO_FIGURE = "2019: no figure"


def weights() -> pd.DataFrame:
    """One row per flow and side: its weight, per cent, in 2020 and the year before, as intervals."""
    rows = []
    for flow, (heading, *labels) in FLOWS.items():
        for side, label in zip(SIDES, labels, strict=True):
            key = f"{flow}_share_{side}"
            row: dict = {"flow": flow, "heading": heading, "side": side, "label": label}
            row |= {"low": low(key), "high": high(key), "shown": text(key), "low_2019": None, "high_2019": None}
            if (flow, side) not in WITHOUT_2019:
                row |= {"low_2019": low(f"{key}_2019"), "high_2019": high(f"{key}_2019")}
            rows.append(row)
    return pd.DataFrame(rows)


def printed(frame: pd.DataFrame, side: str) -> dict[str, float]:
    """The weights of one side as the page prints them, so that the threshold cuts what the reader sees."""
    return {row.flow: float(round(row.low)) for row in frame.itertuples() if row.side == side}


def said(threshold: float, frame: pd.DataFrame) -> str:
    """The live sentence, in Python."""
    named = {}
    for side in SIDES:
        found = measures.weight_at_least(printed(frame, side), threshold)
        named[side] = listed(found) or "nothing"
    return f"At *{threshold:g}\u00a0%* or more: *{named['tur']}* for Turkey, *{named['rus']}* for Russia."


def _names(side: str, frame: pd.DataFrame) -> str:
    """The list of one side's ties for the same sentence, as a Vega expression."""
    terms = "+".join(f"({weight:g}>=threshold?'{flow}, ':'')" for flow, weight in printed(frame, side).items())
    return f"{vega_listed(terms)} || 'nothing'"


def _params(frame: pd.DataFrame) -> list[alt.Parameter]:
    sentence = (
        "'At *' + threshold + '\u00a0%* or more: *' + forturkey + '* for Turkey, *' + forrussia + '* for Russia.'"
    )
    return [
        alt.param(name="threshold", value=THRESHOLD),
        alt.param(name="forturkey", expr=_names("tur", frame)),
        alt.param(name="forrussia", expr=_names("rus", frame)),
        alt.param(name="sentence", expr=sentence),
    ]


def _draw(width: int, frame: pd.DataFrame):
    wide = width == WIDE
    left, right = (330, width - 52) if wide else (0, width - 46)
    step, lift = (26, 0) if wide else (32, -16)  # px per bar; how far above it its words stand
    gap = 34 if wide else 28
    canvas = Canvas([0, 100], left, right, len(frame) * step + len(FLOWS) * gap - 4)
    to_share = 100 / (right - left)  # words stand at pixels, the scale is in per cent
    edge, end = -left * to_share, (width - left - 3) * to_share
    ink, soft, limits, y = colour("ink"), colour("soft"), [], 0
    for flow, part in frame.groupby("flow", sort=False):
        if y:
            canvas.rule([{"x": edge, "x2": end, "y": y + 2}], color=colour("hair"))
        heading = {"x": edge, "y": y + 16, "said": part["heading"].iloc[0]}
        canvas.words([heading], halo=False, fontSize=13, fontWeight="bold")
        y += gap - 6
        for row in part.itertuples():
            bar, tint = y + (12 if wide else 27), colour(row.side)
            box = {"y": bar - 6, "y2": bar + 6}
            canvas.rect([box | {"x": 0, "x2": row.low}], color=tint)
            canvas.rect([box | {"x": row.low, "x2": row.high}], color=tint, opacity=0.45)
            limits.append({"y": bar - 8, "y2": bar + 8})
            if (flow, row.side) not in WITHOUT_2019:
                span = {"x": row.low_2019, "x2": row.high_2019, "y": bar}
                canvas.rule([span], color=ink, strokeWidth=1.5)
                dot = {"x": (row.low_2019 + row.high_2019) / 2, "y": bar}
                canvas.point([dot], fill=colour("page"), stroke=ink, strokeWidth=1.5, size=50)
            elif wide:
                canvas.words(
                    [{"x": -12 * to_share, "y": bar, "said": NO_FIGURE}], halo=False, align="right", color=soft
                )
            else:
                canvas.words([{"x": end, "y": bar + lift, "said": NO_FIGURE}], halo=False, align="right", color=soft)
            canvas.words([{"x": edge, "y": bar + lift, "said": row.label}], halo=False, fontSize=13, color=tint)
            value = {"x": end, "y": bar, "said": row.shown}
            canvas.words([value], halo=False, align="right", fontSize=13, fontWeight="bold", color=tint)
            y += step
        y += 6
    moved = alt.Chart(alt.Data(values=limits)).transform_calculate(x="threshold").mark_rule(color=ink, strokeWidth=2.5)
    canvas.layers.append(moved.encode(x=canvas.x, y=canvas.y, y2="y2:Q"))
    return canvas.chart().add_params(*_params(frame))


def who_needs_whom() -> Figure:
    """Each flow's weight for Turkey beside its weight for Russia."""
    frame = weights()
    return Figure(
        key="who-needs-whom",
        sources=(
            "apk_2021_10",
            "iea_gtf",
            "yazeco2021",
            "mgimo_site",
            "haber7_2021",
            "afp_2021_02",
            "bloomberg_2021_01",
            "ng_2021_02",
            "ukragro_2021_10",
            "apk_2020_03",
        ),
        controls=(
            Number(
                "threshold",
                "Count a tie that weighs at least",
                2,
                90,
                1,
                "%",
                THRESHOLD,
                ((10, "a tenth"), (25, "a quarter"), (50, "Spain’s legal limit for gas from one country")),
            ),
        ),
        sentence=Sentence(said(THRESHOLD, frame)),
        table=pd.DataFrame(
            {
                "flow": frame["heading"],
                "side": frame["side"].map(SIDES),
                "what": frame["label"],
                "low, %": frame["low"].round(1),
                "high, %": frame["high"].round(1),
                "2019 low, %": frame["low_2019"].astype(float).round(1),
                "2019 high, %": frame["high_2019"].astype(float).round(1),
            }
        ),
        draw=lambda width: _draw(width, frame),
    )
