"""The figures of diffusion: counts by measure, controlled parts, Turkey's supplier, and what came later."""

from __future__ import annotations

from html import escape

import pandas as pd

from analysis.diffusion import numbers as published
from analysis.diffusion.charts.buyers import diffusion_customers, year_of
from brief import dates
from brief.charts.canvas import Canvas
from brief.charts.figure import WIDE, Figure, colour
from brief.data import tables
from brief.numbers import NBSP, high, low, text, value

__all__ = ["diffusion_counts", "diffusion_customers", "diffusion_controls", "diffusion_shares", "diffusion_since"]

# ---- counts, one measure a panel ------------------------------------------------------------------------------------

PER_COUNTRY = 1.55  # px, the same in each panel; enough to keep the label of nine between axis and line
# (heading, countries its scale holds, joined pairs, single counts); a count is (key, year, place of its label).
# Only two counts by one publisher under one rule are joined.
PANELS = (
    (
        "Any military drone",
        100,
        (
            (("held_2005", 2005, "GAO", "right", 10, 15), ("held_2011", 2011, "GAO", "right", -8, -10)),
            (("held_2010", 2010, "Bard", "left", 4, 13), ("held_2019", 2019, "Bard", "right", 8, 14)),
        ),
        (("held_2015", 2015, "New America", "right", 6, -14),),
    ),
    (
        "Armed drones",
        34,
        ((("armed_before", 2010, "", "right", -10, -5), ("armed_2019", 2019, "Horowitz and others", "right", 8, -13)),),
        (("armed_2015", 2015, "New America", "left", 9, 2),),
    ),
    (
        "Making drones, armed or not",
        76,
        (),
        (("makers_2012", 2012, "GAO", "right", -9, 0), ("makers_2015", 2015, "New America", "left", 9, 0)),
    ),
)


def _draw_counts(width: int):
    wide = width == WIDE
    gap, head, foot = 20, 22, 22
    per = PER_COUNTRY if wide else 1.5
    height = sum(head + most * per + gap for _, most, _, _ in PANELS) + foot - gap
    canvas = Canvas([2003, 2020.5], 4, width - 4, height)
    years = [{"x": year, "y": 0, "y2": height - foot} for year in (2005, 2010, 2015, 2020)]
    canvas.rule(years, color=colour("hair"), strokeWidth=1)
    canvas.words(
        [year | {"y": height - 9, "said": str(year["x"])} for year in years],
        color=colour("soft"),
        align="center",
        halo=False,
    )
    top = 0.0
    for heading, most, pairs, singles in PANELS:
        base = top + head + most * per
        ours = heading == "Armed drones"
        canvas.words([{"x": 2003, "y": top + 9, "said": heading}], fontWeight="bold", fontSize=13)
        canvas.rule([{"x": 2003, "y": base, "x2": 2020.5}], color=colour("rule"), strokeWidth=1)

        def at(count, base=base):
            key, year, *_ = count
            return {"x": year, "y": base - value(key) * per}

        for pair in pairs:
            start, end = map(at, pair)
            look = {"color": colour("ink" if ours else "soft"), "strokeWidth": 3 if ours else 1.5}
            canvas.rule([{"x": start["x"], "y": start["y"], "x2": end["x"], "y2": end["y"]}], **look)
            canvas.point([start, end], color=colour("ink"), size=64 if ours else 46)
        hollow = {"fill": colour("page"), "stroke": colour("ink"), "strokeWidth": 1.6, "size": 50}
        canvas.point([at(count) for count in singles], **hollow)
        for count in (*(one for pair in pairs for one in pair), *singles):
            key, _, who, align, dx, dy = count
            special = {"makers_2012": f"over {text(key)}", "armed_before": f"{text(key)}, before 2011"}
            said = special.get(key, text(key))
            words = f"{who} {said}".strip() if align == "right" else f"{said} {who}".strip()
            look = {"fontWeight": "bold"} if ours and who != "New America" else {"color": colour("soft")}
            canvas.words([at(count) | {"said": words}], align=align, dx=dx, dy=dy, **look)
        top = base + gap
    return canvas.chart()


def diffusion_counts() -> Figure:
    """States with any drone, with armed drones, and making drones: each measure on its own."""
    frame = published.known("drone_counts")
    shown = frame[frame["year"].between(2005, 2020)].sort_values(["measure", "year"])
    return Figure(
        key="diffusion-counts",
        sources=(
            "horowitz_2020",
            "gao_12_536",
            "aviationweek_bard_2019",
            "newamerica_2015",
            "dn_gao_2012",
            "dd_bard_2019",
        ),
        table=pd.DataFrame(
            {
                "counted": shown["rule"],
                "period": shown["period"],
                "publisher": shown["publisher"],
                "how exact": shown["qualifier"].fillna(""),
                "countries": shown["value"].astype(int),
            }
        ),
        draw=_draw_counts,
    )


# ---- which parts were controlled ------------------------------------------------------------------------------------

STATUS = {"yes": "Needed a permit", "no": "Was said to need none", "not established": "No word found"}


def diffusion_controls() -> Figure:
    """Control status of each Western part of the TB2, as a table."""
    frame = published.controls()

    def html():
        body = []
        for status, heading in STATUS.items():
            own = frame[frame["controlled"] == status]
            body.append(
                f'<tr class="fa-group"><th scope="rowgroup" colspan="2">{heading}: {len(own)} of {len(frame)}</th></tr>'
            )
            body += [
                f'<tr><th scope="row">{escape(row.name)}<br><span class="fa-what">{escape(row.maker)}</span></th>'
                f"<td>{escape(_who_says(row))}</td></tr>"
                for row in own.itertuples(index=False)
            ]
        head = '<tr><th scope="col">Part, maker</th><th scope="col">Who says so</th></tr>'
        return f'<table class="fa-table fa-parts"><thead>{head}</thead><tbody>{"".join(body)}</tbody></table>'

    return Figure(
        key="diffusion-controls",
        sources=tuple(
            dict.fromkeys(
                ["faae_report9", "globe_29permits", "evrensel_2021", *tables.sources_of("controls", list(frame["id"]))]
            )
        ),
        table=pd.DataFrame(
            {
                "part": frame["name"],
                "maker": frame["maker"],
                "permit needed": frame["controlled"],
                "list": frame["list"].fillna(""),
                "who says so": frame["authority"].fillna(""),
                "remarks": frame["note"].fillna(""),
            }
        ),
        html=html,
    )


def _who_says(row) -> str:
    if row.controlled == "yes":
        return f"{row.list}: {row.authority}"
    if row.controlled == "no":
        return f"Not on the {row.list}: {row.authority}"
    return "Commercial part by its maker’s word or trade" if row.maker in ("Garmin", "Andair") else "No word on a list"


# ---- who supplied Turkey --------------------------------------------------------------------------------------------

WINDOWS = (("share_2006", "2006–10"), ("share_2011", "2011–15"), ("share_2016", "2016–20"))


def _draw_shares(width: int):
    wide, step = width == WIDE, 34
    height = len(WINDOWS) * step + 24
    canvas = Canvas([0, 100], 72, width - 8, height)
    for tick in (0, 25, 50, 75, 100):
        canvas.rule([{"x": tick, "y": 0, "y2": height - 22}], color=colour("hair"), strokeWidth=1)
        said = f"{tick}{NBSP}%" if tick == 100 else str(tick)
        canvas.words(
            [{"x": tick, "y": height - 9, "said": said}],
            align="right" if tick == 100 else "center",
            color=colour("soft"),
            halo=False,
        )
    for i, (key, window) in enumerate(WINDOWS):
        y = i * step + 8
        bar = {"y": y, "y2": y + 18, "x": 0}
        canvas.rect(
            [bar | {"x2": high(key)}], fill=colour("west"), fillOpacity=0.35, stroke=colour("west"), strokeWidth=1
        )
        canvas.rect([bar | {"x2": low(key)}], color=colour("west"))
        canvas.words([{"x": high(key), "y": y + 9, "said": text(key)}], dx=7, color=colour("west"), fontWeight="bold")
        canvas.words(
            [{"x": 0, "y": y + 9, "said": window}], align="right", dx=-8, halo=False, fontSize=13 if wide else 12
        )
    return canvas.chart()


def diffusion_shares() -> Figure:
    """The part of the United States in Turkey's arms imports, by five-year window, from editions of the time."""
    return Figure(
        key="diffusion-shares",
        sources=(
            "sipri_usa_2018",
            "wdi_imports_2020",
            "hurriyet_2016",
            "ahval_sipri2021",
            "railly_sipri2021",
            "quatro_2016",
        ),
        table=pd.DataFrame(
            {
                "window": [window for _, window in WINDOWS],
                "lower, %": [round(low(key), 1) for key, _ in WINDOWS],
                "upper, %": [round(high(key), 1) for key, _ in WINDOWS],
            }
        ),
        draw=_draw_shares,
    )


# ---- since then -----------------------------------------------------------------------------------------------------

LATER = (
    (
        "States with armed long-endurance drones (Drone Wars UK)",
        "Armed long-endurance drones",
        "ink",
        ("male-2022", "male-2023", "male-2025"),
    ),
    (
        "Countries with TB2 contracts (the maker)",
        "TB2 contracts, by the maker",
        "tur",
        ("contracts-2021-10", "contracts-2022-09", "contracts-2022-12", "contracts-2023-01", "contracts-2023-06"),
    ),
)
LABELLED = ("male-2022", "male-2023", "male-2025", "contracts-2021-10", "contracts-2022-09", "contracts-2023-06")


def _later_rows() -> pd.DataFrame:
    return published.known("drone_counts", later=True).loc[[key for *_, keys in LATER for key in keys]]


def _draw_later(width: int):
    wide = width == WIDE
    per, most, head, gap, foot = 1.9, 52, 22, 16, 40
    height = 2 * (head + most * per) + gap + foot
    start, end = year_of("2021-06-01"), year_of("2025-09-30")
    canvas = Canvas([start, end], 4, width - 10, height)
    cut = year_of(dates.CUTOFF)
    bands = [{"y": top + head, "y2": top + head + most * per} for top in (0, head + most * per + gap)]  # below headings
    canvas.rect([band | {"x": cut, "x2": end} for band in bands], color=colour("since-tint"))
    canvas.rule([band | {"x": cut} for band in bands], color=colour("since"), strokeWidth=1.5)
    for year in range(2022, 2026):
        canvas.words(
            [{"x": year, "y": height - foot + 12, "said": str(year)}], align="center", color=colour("soft"), halo=False
        )
        canvas.rule([{"x": year, "y": height - foot - 4, "y2": height - foot + 2}], color=colour("rule"), strokeWidth=1)
    known = "known after 15 Dec 2021"
    canvas.words([{"x": cut, "y": height - 8, "said": known}], color=colour("since"), halo=False)
    rows, top = _later_rows(), 0.0
    for long, short, tone, keys in LATER:
        base = top + head + most * per
        canvas.words([{"x": start, "y": top + 10, "said": long if wide else short}], fontWeight="bold", fontSize=13)
        canvas.rule([{"x": start, "x2": end, "y": base}], color=colour("rule"), strokeWidth=1)
        own = rows.loc[list(keys)]
        points = [
            {"x": year_of(day), "y": base - count * per, "key": key, "said": f"{count:.0f}"}
            for key, day, count in zip(keys, own["known_on"], own["value"], strict=True)
        ]
        lines = [a | {"x2": b["x"], "y2": b["y"]} for a, b in zip(points, points[1:], strict=False)]
        canvas.rule(lines, color=colour(tone), strokeWidth=2)
        canvas.point(points, color=colour(tone), size=56)
        said = [point for point in points if point["key"] in LABELLED]
        canvas.words(said, dy=-13, align="center", color=colour(tone), fontWeight="bold")
        top = base + gap
    return canvas.chart()


def diffusion_since() -> Figure:
    """Two later counts, each by one publisher: states with armed drones, and the maker's contracts."""
    rows = _later_rows()
    return Figure(
        key="diffusion-since",
        sources=(
            "dronewars_2022",
            "dronewars_2023",
            "dronewars_2025",
            "today_az_2021",
            "mem_24_2022",
            "azernews_kw_2023",
            "hepcanli_al_2022",
        ),
        table=pd.DataFrame(
            {
                "counted": rows["measure"],
                "period": rows["period"],
                "publisher": rows["publisher"],
                "public on": rows["known_on"],
                "countries": rows["value"].astype(int),
            }
        ),
        draw=_draw_later,
        since=True,
    )
