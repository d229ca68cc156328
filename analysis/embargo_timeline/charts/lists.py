"""The lists and tables of embargo-timeline: the decisions in order, part by part, all events."""

from __future__ import annotations

from html import escape

import pandas as pd

from analysis.embargo_timeline import measures
from analysis.embargo_timeline import numbers as published
from brief import dates
from brief.charts.figure import Figure, colour
from brief.charts.theme import anywhere
from brief.data import tables
from brief.dates import CUTOFF

LANES = {
    "halts": ("Western halts", "west", "triangle"),
    "dispute": ("S-400 dispute", "neutral", "diamond"),
    "ukraine": ("Deals with Ukraine", "ukr", "square"),
    "west": ("Western arms for Ukraine", "west", "triangle"),
}
SINGULAR = {"halts": "Western halt", "ukraine": "Deal with Ukraine"}
MARKS = {
    "triangle": '<path d="M7 2l6 10H1Z" fill="{c}"/>',
    "square": '<path d="M2 2h10v10H2Z" fill="{c}"/>',
    "circle": '<circle cx="7" cy="7" r="5.5" fill="{c}"/>',
    "ring": '<circle cx="7" cy="7" r="4.7" fill="none" stroke="{c}" stroke-width="1.8"/>',
    "hollow circle": '<circle cx="7" cy="7" r="4.7" fill="none" stroke="{c}" stroke-width="1.8"/>',
    "hollow square": '<path d="M2.9 2.9h8.2v8.2H2.9Z" fill="none" stroke="{c}" stroke-width="1.8"/>',
}
SOURCES_HALTS = (
    "local_20191011",
    "aa_bams_20191013",
    "ctk_20191014",
    "tagesspiegel_20170911",
    "rci_20201024",
    "gac_finalreport",
    "armclub_20200813",
)
SOURCES_DEALS = (
    "interfax_558573",
    "defpost_20201125",
    "interfax_70151",
    "modua_20201215",
    "panarm_20210702",
    "ukrinform_3349669",
)
REPLACED = {
    "TUR": ("Turkish", "tur", "circle", "hollow circle"),
    "UKR": ("Ukrainian", "ukr", "square", "hollow square"),
}
GROUPS = (
    ("Drone TB2", ("TB2",)),
    ("Other arms", ("helicopter", "tank")),
    ("Chosen, nothing withheld", ("Akıncı drone", "jet drone")),
)


def mark(shape: str, name: str) -> str:
    """A small sign that goes with a word."""
    drawn = anywhere(MARKS[shape].format(c=colour(name)))
    return f'<svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">{drawn}</svg>'


def when(row, year: bool = True) -> str:
    """A date in words, never finer than its source."""
    first, last = measures.span(row.date, row.date_precision, row.date_end)
    tail = f" {first.year}" if year else ""
    if row.date_precision == "month":
        return f"{first:%B}{tail}"
    if row.date_precision == "year":
        return f"{first.year}"
    days = f"{first.day}" if first == last else f"{first.day}–{last.day}"
    return f"{days} {first:%B}{tail}"


def decisions() -> Figure:
    """The decisions that the rule picks, in order, as a list."""
    frame = published.deciding()

    def html():
        parts = []
        for year, rows in frame.groupby(frame["date"].dt.year):
            items = "".join(_item(row) for row in rows.itertuples())
            parts.append(f'<p class="fa-year"><strong>{year}</strong></p><ol class="fa-decisions">{items}</ol>')
        return "\n".join(parts)

    return Figure(
        key="decisions",
        sources=(*SOURCES_HALTS, *SOURCES_DEALS),
        table=pd.DataFrame(
            {
                "date": [when(row) for row in frame.itertuples()],
                "lane": [SINGULAR[name] for name in frame["lane"]],
                "decision": frame["what"],
            }
        ).reset_index(drop=True),
        html=html,
    )


def _item(row) -> str:
    _, name, shape = LANES[row.lane]
    first, _ = measures.span(row.date, row.date_precision, row.date_end)
    return (
        f'<li class="fa-decision"><div class="fa-when"><time datetime="{first.isoformat()}">'
        f"{when(row, year=False)}</time> "
        f'{mark(shape, name)} <strong class="fa-lane">{SINGULAR[row.lane]}</strong></div>'
        f'<div class="fa-what">{escape(row.what)}</div></li>'
    )


def parts() -> Figure:
    """What replaced each withheld part, as a table."""
    frame = published.parts()

    def html():
        body = []
        for heading, platforms in GROUPS:
            body.append(f'<tr class="fa-group"><th scope="rowgroup" colspan="4">{heading}</th></tr>')
            body += [_part(row) for row in frame[frame["platform"].isin(platforms)].itertuples()]
        head = "".join(
            f'<th scope="col">{words}</th>' for words in ("Part, maker", "Turkish", "Ukrainian", "Not known")
        )
        return f'<table class="fa-table fa-parts"><thead><tr>{head}</tr></thead><tbody>{"".join(body)}</tbody></table>'

    return Figure(
        key="parts",
        sources=(
            "hdn_20201006",
            "plough_wescam",
            "faae_report9",
            "newarab_andair",
            "rci_20201024",
            "panarm_beringer",
            "armenpress_20201104",
            "proto_20191128",
            "shephard_t929",
            "armclub_20200813",
            "defnews_20210308",
            "amr_202111",
            "c4d_20170327",
        ),
        table=pd.DataFrame(
            {
                "part": frame["part"],
                "maker": frame["maker"],
                "belongs to": frame["platform"],
                "supply": [_supply(row) for row in frame.itertuples()],
                "replaced by": frame["replacement"],
                "rests on": frame["basis"],
            }
        ),
        html=html,
    )


def _supply(row) -> str:
    day = row.withheld_on
    if row.withheld == "nothing withheld":
        return f"chosen {day:%Y}"
    return f"{row.withheld} {'mid-' if row.platform == 'helicopter' else f'{day:%b} '}{day:%Y}"


def _part(row) -> str:
    cells = {"TUR": "", "UKR": "", "": ""}
    where = row.replaced_by or ""
    if where == "KOR":
        marks = '<td colspan="3">South Korean, after a Ukrainian one was offered</td>'
    else:
        words, tint, full, hollow = REPLACED.get(where, ("Not known", "neutral", "ring", "ring"))
        shape = full if row.basis == "two sources" else hollow
        said = (
            words
            if row.basis in ("two sources", "none")
            else f"{words}, on {row.basis.replace('maker’s', 'the maker’s')}"
        )
        cells[where] = f'{mark(shape, tint)}<span class="fa-visually-hidden">{said}</span>'
        marks = "".join(f"<td>{cell}</td>" for cell in cells.values())
    said = f"{escape(row.maker)}, {_supply(row)}"
    return f'<tr><th scope="row">{escape(row.part)}<br><span class="fa-what">{said}</span></th>{marks}</tr>'


def all_events() -> Figure:
    """Every event known on the cut-off, lane by lane, as a table."""
    frame = dates.known(tables.load("events"), CUTOFF)
    words = {name: lane[0] for name, lane in LANES.items()} | {
        "russia": "Russia: build-up and objections",
        "other": "Other suppliers and own industry",
        "use": "Drones in use",
    }

    def html():
        rows = []
        for name, heading in words.items():
            own = frame[frame["lane"] == name]
            rows.append(f'<tr class="fa-group"><th scope="rowgroup" colspan="2">{heading}: {len(own)}</th></tr>')
            rows += [
                f'<tr><th scope="row">{when(row)}</th><td>{escape(row.what)}</td></tr>' for row in own.itertuples()
            ]
        head = '<thead><tr><th scope="col">Date</th><th scope="col">Event</th></tr></thead>'
        return f'<table class="fa-table fa-events">{head}<tbody>{"".join(rows)}</tbody></table>'

    return Figure(
        key="all-events",
        sources=("stein_2021", *SOURCES_HALTS, *SOURCES_DEALS),
        table=pd.DataFrame(
            {
                "date": [when(row) for row in frame.itertuples()],
                "lane": [words.get(name, name) for name in frame["lane"]],
                "kind": frame["kind"],
                "event": frame["what"],
                "how sure": frame["confidence"],
            }
        ),
        html=html,
    )
