"""Who had the TB2, who waited for it, and how many its maker counted."""

from __future__ import annotations

import pandas as pd

from analysis.diffusion import measures
from analysis.diffusion import numbers as published
from brief.charts.canvas import Canvas
from brief.charts.figure import WIDE, Figure, colour
from brief.data import tables
from brief.numbers import high, low, text, value

COUNTRY = {
    "QAT": "Qatar", "UKR": "Ukraine", "LBY": "Libya", "AZE": "Azerbaijan", "MAR": "Morocco", "TKM": "Turkmenistan",
    "POL": "Poland", "ETH": "Ethiopia", "KGZ": "Kyrgyzstan", "NER": "Niger", "ALB": "Albania",
}  # fmt: skip


def year_of(day) -> float:
    """A day as a year with its fraction."""
    day = pd.Timestamp(day)
    return day.year + (day.dayofyear - 1) / (366 if day.is_leap_year else 365)


def _journeys() -> pd.DataFrame:
    """Buyers of the TB2 on the cut-off: those who have it, those who wait, then one that only has the money."""
    found = published.of_type(measures.status(published.customers()), "TB2")
    place = found["step"].map({"delivered": 0, "ordered": 1, "asked": 2})
    return found.assign(place=place).sort_values(["place", "happened_on"], kind="stable", ignore_index=True)


def boxes() -> list[tuple[str, int]]:
    """The maker's thirteen, by what was public of them."""
    firm, had = low("tb2_recipients"), high("tb2_recipients")
    waiting = value("tb2_waiting")
    return [
        ("had it", int(firm)),
        ("had it, by report", int(had - firm)),
        ("ordered", int(waiting)),
        ("not named", int(low("tb2_unnamed"))),
    ]


LOOKS: dict[str, dict] = {
    "had it": {"fill": colour("ink"), "stroke": colour("ink")},
    "had it, by report": {"fill": colour("ink"), "fillOpacity": 0.3, "stroke": colour("ink")},
    "ordered": {"fill": colour("page"), "stroke": colour("ink")},
    "not named": {"fill": colour("page"), "stroke": colour("soft"), "strokeDash": [3, 3]},
}


def _draw_customers(width: int):
    wide = width == WIDE
    rows, left, step, top = _journeys(), 96, 26, 92
    height = top + len(rows) * step + 24
    start, end = 2018.0, 2022.0
    right = width - (110 if wide else 10)
    canvas = Canvas([start, end], left, right, height)
    # The thirteen, as boxes in pixels: the scale is in years, so pixels are turned back into years.
    years = (end - start) / (right - left)

    def px(pixel):
        return start + (pixel - left) * years

    box, space = (30, 14) if wide else (17, 7)
    heading = f"The maker’s {text('contracts_2021')} contracts" + (", by what was public of them" if wide else "")
    canvas.words([{"x": px(0), "y": 10, "said": heading}], fontWeight="bold", fontSize=13)
    at = 1.0
    for kind, count in boxes():
        spans = [
            {"x": px(at + i * (box + 2)), "x2": px(at + i * (box + 2) + box), "y": 24, "y2": 42} for i in range(count)
        ]
        canvas.rect(spans, strokeWidth=1.4, **LOOKS[kind])
        short = {"had it, by report": "reported", "not named": "unnamed"}.get(kind, kind) if not wide else kind
        said = f"{count} {short}"
        canvas.words([{"x": px(at), "y": 55, "said": said}], color=colour("soft"))
        at += max(count * (box + 2), 6.1 * len(said)) + space
    canvas.words(
        [{"x": px(0), "y": top - 12, "said": "Order and delivery, as far as public"}], fontWeight="bold", fontSize=13
    )
    bottom = height - 22
    for year in range(2018, 2022):
        canvas.rule([{"x": year, "y": top, "y2": bottom}], color=colour("hair"), strokeWidth=1)
        canvas.words([{"x": year, "y": height - 9, "said": str(year)}], color=colour("soft"), halo=False)
    names, units, steps = [], [], []
    for i, code in enumerate(rows["country"]):
        y, own = top + i * step + 13, _steps_of(code)
        names.append({"x": px(0), "y": y, "said": COUNTRY[code]})
        steps += [one | {"y": y, "line_from": own.get("ordered", one)["x"]} for one in own.values()]
        if not pd.isna(ordered := _ordered(own)):
            units.append({"x": end, "y": y, "said": f"{ordered:.0f} aircraft"})
    canvas.words(names, halo=False)
    if wide:
        canvas.words(units, dx=6, color=colour("soft"), halo=False)
    _draw_steps(canvas, steps)
    return canvas.chart()


def _steps_of(country: str) -> dict[str, dict]:
    """The public steps of one buyer of the TB2, by kind, with the place `x` of each and `from`, its earliest place."""
    steps = published.of_type(published.customers(), "TB2")
    own = {one["step"]: one for one in steps[steps["country"] == country].to_dict("records")}
    for one in own.values():
        one["x"] = one["from"] = year_of(one["happened_on"])
        if one["precision"] == "year":
            ordered = year_of(own["ordered"]["happened_on"]) if "ordered" in own else 0
            one["from"] = max(one["x"] - 1, ordered)
            one["x"] = (one["from"] + one["x"]) / 2
    return own


def _ordered(own: dict[str, dict]) -> float:
    """Aircraft of the first order, NaN where no number was public."""
    return own.get("ordered", next(iter(own.values())))["units"]


def _draw_steps(canvas: Canvas, steps: list[dict]) -> None:
    """Lines from order to delivery, bars for what is known to the year only, and a mark for each step."""

    def places(chosen) -> list[dict]:
        return [{"x": one["x"], "y": one["y"]} for one in steps if chosen(one)]

    years = [one for one in steps if one["precision"] == "year"]
    spans = [
        {"x": one["from"], "x2": 2 * one["x"] - one["from"], "y": one["y"] - 5, "y2": one["y"] + 5} for one in years
    ]
    canvas.rect(spans, color=colour("ink"), fillOpacity=0.15)
    delivered = [one for one in steps if one["step"] == "delivered"]
    lines = [{"x": one["line_from"], "x2": one["x"], "y": one["y"]} for one in delivered]
    canvas.rule(lines, color=colour("soft"), strokeWidth=1.5)
    edge = {"stroke": colour("ink"), "strokeWidth": 1.6, "size": 74}
    canvas.point(places(lambda one: one["step"] == "ordered"), fill=colour("page"), **edge)
    canvas.point(places(lambda one: one["step"] == "asked"), fill=colour("page"), strokeDash=[2, 2], **edge)
    canvas.point(places(lambda one: one["step"] == "delivered"), fill=colour("page"), **edge)
    for firm, opacity in ((True, 1), (False, 0.3)):
        own = places(lambda one, firm=firm: one["step"] == "delivered" and (one["basis"] in measures.FIRM) == firm)
        canvas.point(own, fill=colour("ink"), fillOpacity=opacity, **edge)


def diffusion_customers() -> Figure:
    """Who had the TB2, who waited, and how many the maker counted."""
    rows = _journeys()
    steps = published.of_type(published.customers(), "TB2")
    return Figure(
        key="diffusion-customers",
        sources=tuple(
            dict.fromkeys(
                ["today_az_2021", "reuters_factbox_2021", *tables.sources_of("drone_customers", list(steps["id"]))]
            )
        ),
        table=pd.DataFrame(
            {
                "country": [COUNTRY[code] for code in rows["country"]],
                "furthest step": rows["step"],
                "on": [_day(row) for _, row in rows.iterrows()],
                "rests on": rows["basis"],
                "aircraft first ordered": [_ordered(_steps_of(code)) for code in rows["country"]],
            }
        ),
        draw=_draw_customers,
    )


def _day(row) -> str:
    day = pd.Timestamp(row["happened_on"])
    return {"day": f"{day.day} {day:%B %Y}", "month": f"{day:%B %Y}", "year": f"{day:%Y}"}[row["precision"]]
