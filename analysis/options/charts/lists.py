"""The lists of options: precedents, the evidence for every score, and what was done later."""

from __future__ import annotations

from html import escape

import pandas as pd

from analysis.options import numbers
from analysis.options.measures import of_hundred
from brief.charts.figure import Figure
from brief.data import tables

OUTCOMES = {"worked": "Worked", "failed": "Failed", "mixed": "Mixed", "undone": "Worked, then undone"}
STATES = {
    "done": "Done",
    "in part": "In part",
    "in another form": "In another form",
    "the reverse": "The reverse",
    "dropped": "Dropped",
    "not found": "Not found",
}
WHOM = {
    "TUR": "Turkey",
    "ISR": "Israel",
    "EU": "European Union",
    "DEU": "Germany",
    "TWN": "Taiwan",
    "KOR": "South Korea",
    "UKR": "Ukraine",
    "ESP": "Spain",
}


def sources_of_cells() -> list[str]:
    """Source ids of all the scores, the most used first."""
    links = tables.load("row_sources")
    used = links[links["table"] == "option_cells"]["source_id"].value_counts()
    return sorted(used.index, key=lambda source: (-used[source], source))


def as_range(low: float, high: float) -> str:
    return f"{low:g}" if low == high else f"{low:g} to {high:g}"


def _spelled(reading: str) -> list[str]:
    """A reading's ranges in words, in the order of the editors' cells."""
    low, high = numbers.scores(reading)
    cells = numbers.table("option_cells")
    places = [
        (numbers.options().index(o), numbers.criteria().index(c))
        for o, c in zip(cells["option"], cells["criterion"], strict=True)
    ]
    return [as_range(low[at], high[at]) for at in places]


def _options() -> pd.DataFrame:
    return numbers.table("options")


def precedents() -> Figure:
    """Earlier cases, option by option."""
    known, rows = numbers.table("precedents"), _options()

    def html():
        parts = []
        for option, own in known.groupby("option", sort=False):
            items = "".join(
                f"<li><strong>{escape(row.name)}, {row.year}: {OUTCOMES[row.outcome].lower()}.</strong> "
                f"{escape(row.what)} "
                f'<span class="fa-what">{escape(row.limit)}</span></li>'
                for row in own.drop(columns="name")
                .assign(title=own["name"])
                .rename(columns={"title": "name"})
                .itertuples(index=False)
            )
            parts.append(f'<p class="fa-year"><strong>{escape(rows.loc[option, "name"])}</strong></p><ul>{items}</ul>')
        return "\n".join(parts)

    return Figure(
        key="options-precedents",
        sources=tuple(tables.sources_of("precedents", list(known["id"]))),
        table=pd.DataFrame(
            {
                "case": known["name"],
                "year": known["year"],
                "option": [rows.loc[o, "name"] for o in known["option"]],
                "towards": [WHOM[w] for w in known["whom"]],
                "what happened": known["what"],
                "outcome": [OUTCOMES[o] for o in known["outcome"]],
                "how it differs": known["limit"],
            }
        ).reset_index(drop=True),
        html=html,
    )


def _leaders(found) -> str:
    """Who is in front, with the weightings of 100."""
    count = dict(zip(numbers.options(), of_hundred(found), strict=True))
    return " and ".join(f"{_options().loc[name, 'name']} {count[name]}" for name in numbers.in_front(found))


def readings() -> Figure:
    """Who leads under each setting on the scores of each reading alone."""
    named = {numbers.NONE: "No priority"} | dict(
        zip(numbers.priorities(), numbers.table("option_criteria")["priority"].dropna(), strict=True)
    )
    table = pd.DataFrame({"what counts most": list(named.values())})
    for reading, words in numbers.READINGS.items():
        table[words.lower()] = [_leaders(numbers.settings(reading)[slug]) for slug in named]

    def html():
        head = "".join(f'<th scope="col">{escape(words)}</th>' for words in ("First", *numbers.READINGS.values()))
        body = "".join(
            f'<tr><th scope="row">{escape(row[0])}</th>'
            + "".join(f"<td>{escape(cell)}</td>" for cell in row[1:])
            + "</tr>"
            for row in table.itertuples(index=False)
        )
        return f'<table class="fa-table"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'

    return Figure(
        key="options-readings",
        sources=("own_assumption",),
        description=(
            "A table with a row for what counts most and a column for each of {option_readings|words} readings.",
            "; ".join(
                f"{row[0]}: "
                + ", ".join(
                    f"{name.lower()} {cell}" for name, cell in zip(numbers.READINGS.values(), row[1:], strict=True)
                )
                for row in table.itertuples(index=False)
            )
            + ".",
            "The ranges of the readings meet in all {option_ranges_meet} judgements, yet with avoiding war or arming "
            "Ukraine first they don’t all put the same option in front.",
            "Wide ranges meet easily, and two of the readings are one person’s. This is no panel of experts.",
        ),
        table=table,
        html=html,
    )


def evidence() -> Figure:
    """The sentence behind every score."""
    cells, rows, criteria = numbers.table("option_cells"), _options(), numbers.table("option_criteria")

    others = numbers.table("option_ratings")

    def other(row) -> str:
        own = others[(others["option"] == row.option) & (others["criterion"] == row.criterion)]
        return "".join(
            f'<br><span class="fa-what">{numbers.READINGS[one.reading]}, {as_range(one.low, one.high)}: '
            f"{escape(one.reason)}</span>"
            for one in own.itertuples()
        )

    def html():
        parts = []
        for option in rows.index:
            own = cells[cells["option"] == option]
            items = "".join(
                f"<li><strong>{escape(criteria.loc[row.criterion, 'name'])}: {as_range(row.low, row.high)}</strong> "
                f'<span class="fa-what">(confidence: {row.confidence})</span><br>'
                f"{escape(row.evidence)}{other(row)}</li>"
                for row in own.itertuples()
            )
            what = rows.loc[option]
            parts.append(
                f'<p class="fa-year"><strong>{escape(what["name"])}</strong></p><p>{escape(what["what"])} '
                f'<span class="fa-what">Whose idea: {escape(what["whose"])}.</span></p><ul>{items}</ul>'
            )
        return "\n".join(parts)

    return Figure(
        key="options-evidence",
        sources=("own_assumption", *sources_of_cells()),
        table=pd.DataFrame(
            {
                "option": [rows.loc[o, "name"] for o in cells["option"]],
                "criterion": [criteria.loc[c, "name"] for c in cells["criterion"]],
                "lowest": cells["low"],
                "highest": cells["high"],
                "confidence": cells["confidence"],
                "evidence": cells["evidence"],
            }
            | {
                f"{numbers.READINGS[reading].lower()}, lowest to highest": _spelled(reading)
                for reading in others["reading"].unique()
            }
        ).reset_index(drop=True),
        html=html,
    )


def done_since() -> Figure:
    """Since then: what became of each option."""
    frame, rows = tables.load("options_since"), _options()
    frame = frame.sort_values("date", kind="stable")

    def html():
        items = "".join(
            f'<li class="fa-decision"><div class="fa-when"><time datetime="{row.date:%Y-%m-%d}">{row.date.day} '
            f"{row.date:%B %Y}</time> "
            f'<strong class="fa-lane">{escape(rows.loc[row.option, "name"])}: '
            f"{STATES[row.state].lower()}</strong></div>"
            f'<div class="fa-what">{escape(row.what)}</div></li>'
            for row in frame.itertuples()
        )
        return f'<ol class="fa-decisions">{items}</ol>'

    return Figure(
        key="options-since",
        sources=tuple(tables.sources_of("options_since", list(frame["id"]))),
        since=True,
        table=pd.DataFrame(
            {
                "date": [f"{day.day} {day:%B %Y}" for day in frame["date"]],
                "option": [rows.loc[o, "name"] for o in frame["option"]],
                "state": [STATES[s] for s in frame["state"]],
                "what happened": frame["what"],
            }
        ).reset_index(drop=True),
        html=html,
    )
