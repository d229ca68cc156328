"""The figures of options: how often each leads, the judgements, what flips the leader, and four lists."""

import math

import altair as alt
import numpy as np
import pandas as pd

from analysis.options import numbers
from analysis.options.measures import of_hundred
from brief.book import in_words
from brief.charts import marks
from brief.charts.figure import WIDE, Buttons, Figure, Sentence, colour
from brief.numbers import SPELLED
from brief.templates import render

PHRASES = {
    numbers.NONE: "no priority set",
    "avoid-war": "*avoiding war* first",
    "keep-turkey": "*keeping Turkey* first",
    "arm-ukraine": "*arming Ukraine* first",
    "keep-it-easy": "*cost and feasibility* first",
}
OURS = ("own_assumption",)  # named before the sources that the scores rest on
HEADS = {  # of two lines each
    "war": "Risk\nof war", "kyiv": "Kyiv’s\ndefence", "ankara": "Hold on\nAnkara", "veto": "No veto\nby Moscow",
    "cost": "Cost and\nfeasibility",
}  # fmt: skip
LABELS = {"labelFontSize": 14, "labelPadding": 12}  # of the options' names
OUTCOMES = {"worked": "Worked", "failed": "Failed", "mixed": "Mixed", "undone": "Worked, then undone"}
WHOM = {
    "TUR": "Turkey", "ISR": "Israel", "EU": "European Union", "DEU": "Germany", "TWN": "Taiwan", "KOR": "South Korea",
    "UKR": "Ukraine", "ESP": "Spain",
}  # fmt: skip


def names() -> list[str]:
    return list(numbers.table("options")["name"])


def buttons() -> dict[str, str]:
    """What the reader can put first: {slug: label}."""
    labels = numbers.table("option_criteria")["priority"].dropna()
    return {numbers.NONE: "No priority"} | dict(zip(numbers.priorities(), labels, strict=True))


def counts(led: dict[str, np.ndarray]) -> dict[str, dict[str, int]]:
    """Weightings of 100 in which each option leads, by setting: {slug: {option: whole number}}."""
    return {slug: dict(zip(names(), of_hundred(found), strict=True)) for slug, found in led.items()}


def as_range(low: float, high: float) -> str:
    return f"{low:g}" if low == high else f"{low:g} to {high:g}"


# ---- how often each leads ------------------------------------------------------------------------------------------
def says(found: dict[str, int], priority: str) -> str:
    """The live sentence: who leads in how many of 100 weightings under that priority."""
    leading = [f"*{name}* in *{count}*" for name, count in sorted(found.items(), key=lambda pair: -pair[1]) if count]
    first, *rest, last = [leading[0].replace("* in *", "* leads in *") + " of 100 weightings", *leading[1:]]
    silent = SPELLED[str(len(found) - len(leading))]
    return (
        f"Under these judgements, with {PHRASES[priority]}: {', '.join([first, *rest])} and {last}. "
        f"The other {silent} lead in none."
    )


def _draw_lead(found: dict[str, dict[str, int]], width: int):
    each = pd.DataFrame(found)
    frame = pd.DataFrame({"name": each.index, "low": each.min(axis=1), "high": each.max(axis=1)})
    last = 20 * math.ceil((frame["high"].max() + 8) / 20)  # room for the number beside the last dot
    unit = f"datum.label+(datum.value=={last}?' of 100':'')"
    ticks = alt.Axis(values=list(range(0, last + 1, 20)), labelExpr=unit, domain=False, ticks=False)
    said = {slug: says(each, slug) for slug, each in found.items()}
    given = {"priority": numbers.NONE, "weightings": found, "sentences": said}
    scale = alt.Scale(domain=[-2, last], nice=False)
    y, x = marks.named(width, axis=LABELS), alt.X("count:Q", scale=scale, title=None, axis=ticks)
    rows = alt.Chart(frame)
    dots = rows.transform_calculate(count="weightings[priority][datum.name]")
    bars = rows.mark_rule(color=colour("neutral"), strokeWidth=8, opacity=0.45, strokeCap="round")
    return (
        alt.layer(
            bars.encode(x=alt.X("low:Q", scale=scale, title=None, axis=ticks), x2="high:Q", y=y),
            dots.mark_point(**marks.DOT, size=190).encode(x=x, y=y),
            marks.words(dots, "count:Q", x=x, y=y, dx=11, fontSize=14, fontWeight="bold"),
            marks.above(rows, y, width, lift=17, halo=True, fontSize=13),
        )
        .properties(height=alt.Step(34 if width == WIDE else 37))
        .add_params(*marks.params(given, {"sentence": "sentences[priority]"}))
    )


def lead(led: dict[str, np.ndarray]) -> Figure:
    """How often each option leads; `led` has the shares of weightings by setting, in the order of the options."""
    found = counts(led)
    spread = (
        f"{label}: " + ", ".join(f"{name} {count}" for name, count in found[slug].items() if count)
        for slug, label in buttons().items()
    )
    table = {f"{buttons()[slug]}, of 100": list(each.values()) for slug, each in found.items()}
    return Figure(
        key="options-lead",
        rows=numbers.CELLS,
        sources=OURS,
        controls=(Buttons("priority", "What counts most?", tuple(buttons().items()), numbers.NONE),),
        sentence=Sentence(initial=says(found[numbers.NONE], numbers.NONE)),
        says={"spread": "; ".join(spread)},
        table=pd.DataFrame({"option": names()} | table),
        draw=lambda width: _draw_lead(found, width),
    )


# ---- the judgements ------------------------------------------------------------------------------------------------
def _draw_judgements(spanned, met, width: int):
    wide = width == WIDE
    frame = pd.DataFrame(
        {"name": name, "criterion": head, "low": low, "high": high, "from": inner_low, "to": inner_high}
        for name, *rows in zip(names(), *spanned, *met, strict=True)
        for head, low, high, inner_low, inner_high in zip(HEADS.values(), *rows, strict=True)
    )
    across = alt.Scale(domain=[0, 4])
    ticks = alt.Axis(values=[0, 2, 4], orient="top", grid=False, domain=False, ticks=False)
    y, rows = marks.named(width, axis=LABELS, type="band"), alt.Chart(frame)

    def bars(low, high, **look):
        ends = alt.X(f"{low}:Q", scale=across, title=None, axis=ticks)
        return rows.mark_rule(strokeCap="round", **look).encode(x=ends, x2=high, y=y)

    points = rows.transform_filter("datum.from==datum.to").mark_point(shape="circle", color=colour("ink"), opacity=1)
    first = rows.transform_filter(alt.datum.criterion == HEADS["war"])
    heads = alt.Header(labelExpr="split(datum.label,'\\n')", labelFontWeight="bold", labelColor=colour("ink"))
    return (
        alt.layer(
            rows.mark_rule(color=colour("hair")).encode(x=alt.datum(0), x2=alt.datum(4), y=y),
            rows.mark_rule(strokeDash=[2, 2]).encode(
                x=alt.datum(2), y=y.bandPosition(0 if wide else 0.3), y2=alt.Y2("name", bandPosition=1)
            ),
            bars("low", "high", color=colour("neutral"), strokeWidth=8, opacity=0.45),
            bars("from", "to", color=colour("ink"), strokeWidth=6),
            points.encode(x="from:Q", y=y),
            marks.above(first, y, width, lift=18, halo=True, fontSize=13),
        )
        .properties(width=97 if wide else 52, height=alt.Step(30 if wide else 44))
        .facet(
            column=alt.Column("criterion:N", sort=list(HEADS.values()), title=None, header=heads),
            spacing=14 if wide else 13,
        )
        .properties(bounds="flush")  # a name above its row reaches into the next column
    )


def judgements(spanned, met) -> Figure:
    """The ranges that span all readings and the part of each that all allow; each a pair (low, high) of arrays."""
    table = pd.DataFrame({"option": names()})
    for name, low, high in zip(numbers.table("option_criteria")["name"], spanned[0].T, spanned[1].T, strict=True):
        table[f"{name}, 0 to 4"] = [as_range(*ends) for ends in zip(low, high, strict=True)]
    return Figure(
        key="options-scores",
        rows=numbers.CELLS,
        sources=OURS,
        table=table,
        draw=lambda width: _draw_judgements(spanned, met, width),
    )


# ---- what flips the leader -----------------------------------------------------------------------------------------
def _draw_flips(frame: pd.DataFrame, width: int):
    wide = width == WIDE
    frame = frame.assign(
        row=frame["group"] + ": " + frame["changed"], said=frame["leader"] + " " + frame["count"].astype(str)
    )
    heads = frame.drop_duplicates("group").assign(row=lambda first: first["group"])
    order = [row for group, own in frame.groupby("group", sort=False) for row in (group, *own["row"])]
    labels = {
        "labelExpr": "split(datum.label,': ')[1]||datum.label",
        "labelFontSize": 13,
        "labelFontWeight": alt.condition("indexof(datum.value,': ')<0", alt.value("bold"), alt.value("normal")),
    }
    y = marks.named(width, "row", labels, domain=order)
    rows = alt.Chart(frame.assign(none=0, all=100, beside=107))
    scale = alt.Scale(domain=[0, 210 if wide else 222], nice=False)
    none, count, beside = (alt.X(f"{field}:Q", scale=scale, axis=None) for field in ("none", "count", "beside"))
    return alt.layer(
        rows.mark_rule(color=colour("hair")).encode(x=none, x2="all:Q", y=y),
        rows.mark_rule(color=colour("ink"), strokeWidth=3).encode(x=none, x2="count:Q", y=y),
        rows.mark_point(shape="circle", color=colour("ink"), size=80, opacity=1).encode(x=count, y=y),
        marks.words(rows, "said:N", False, x=beside, y=y, fontSize=13 if wide else 12, fontWeight="bold"),
        marks.above(rows, y, width, "changed", lift=17, fontSize=13, color=colour("soft")),
        marks.above(alt.Chart(heads), y, width, "row", lift=0, fontSize=14, fontWeight="bold"),
    ).properties(height=alt.Step(28 if wide else 40))


def flips(led: dict[tuple[str, str], np.ndarray]) -> Figure:
    """Who leads in how many of 100 weightings; `led` has the shares by (priority, what was changed)."""
    frame = pd.DataFrame(
        [(*tried, names()[found.argmax()], max(of_hundred(found))) for tried, found in led.items()],
        columns=["group", "changed", "leader", "count"],
    )
    tried = (f"{row.group}, {row.changed}: {row.leader} {row.count} of 100" for row in frame.itertuples())
    return Figure(
        key="options-flips",
        rows=numbers.CELLS,
        sources=OURS,
        says={"tried": "; ".join(tried)},
        table=frame.set_axis(["priority", "what was changed", "leads most often", "weightings of 100"], axis=1),
        draw=lambda width: _draw_flips(frame, width),
    )


# ---- lists ---------------------------------------------------------------------------------------------------------
def _named(found: pd.Series, table: str = "options") -> list[str]:
    """The names of options or criteria that a column has by id."""
    return list(numbers.table(table)["name"].loc[found])


def precedents(known: pd.DataFrame) -> Figure:
    """Earlier cases, option by option."""
    known = known.assign(title=known["name"], option=_named(known["option"]), outcome=known["outcome"].map(OUTCOMES))
    table = known[["name", "year", "option", "whom", "what", "outcome", "limit"]].replace({"whom": WHOM})
    heads = ["case", "year", "option", "towards", "what happened", "outcome", "how it differs"]
    return Figure(
        key="options-precedents",
        rows={"precedents": known},
        table=table.set_axis(heads, axis=1).reset_index(drop=True),
        html=lambda: render("options/precedents.html", known=known),
    )


def _leaders(found: np.ndarray) -> str:
    """Who is in front, with the weightings of 100."""
    count = dict(zip(numbers.options(), of_hundred(found), strict=True))
    front = numbers.in_front(found)
    return " and ".join(f"{name} {count[key]}" for key, name in zip(front, _named(front), strict=True))


def readings(alone: dict[str, dict[str, np.ndarray]]) -> Figure:
    """Who leads under each setting on the scores of each reading alone: {reading in words: {slug: shares}}."""
    table = pd.DataFrame({"what counts most": list(buttons().values())})
    for words, led in alone.items():
        table[words.lower()] = [_leaders(led[slug]) for slug in buttons()]
    rows = table.to_numpy().tolist()
    leaders = (
        f"{first}: " + ", ".join(f"{words.lower()} {cell}" for words, cell in zip(alone, rest, strict=True))
        for first, *rest in rows
    )
    return Figure(
        key="options-readings",
        rows=numbers.CELLS,
        sources=OURS,
        says={"leaders": "; ".join(leaders)},
        table=table,
        html=lambda: render("options/readings.html", heads=["First", *alone], rows=rows),
    )


def evidence(cells: pd.DataFrame, ratings: pd.DataFrame) -> Figure:
    """The sentence behind every score of the editors, and the scores and reasons of the other readings."""
    cells, ratings = (one.assign(span=list(map(as_range, one["low"], one["high"]))) for one in (cells, ratings))
    cells["named"] = _named(cells["criterion"], "option_criteria")
    ratings["reading"] = ratings["reading"].map(numbers.READINGS)
    spans = ratings.pivot(index=["option", "criterion"], columns="reading", values="span")
    spans = spans.rename(columns=lambda reading: f"{reading.lower()}, lowest to highest")
    table = cells[["option", "criterion", "low", "high", "confidence", "evidence"]]
    table = table.join(spans, on=["option", "criterion"]).rename(columns={"low": "lowest", "high": "highest"})
    reasons = dict(list(ratings.groupby(["option", "criterion"])))
    return Figure(
        key="options-evidence",
        rows=numbers.CELLS,
        sources=OURS,
        table=table.assign(option=_named(cells["option"]), criterion=cells["named"]).reset_index(drop=True),
        html=lambda: render("options/evidence.html", options=numbers.table("options"), cells=cells, reasons=reasons),
    )


def done_since(frame: pd.DataFrame) -> Figure:
    """Since then: what became of each option."""
    frame = frame.assign(option=_named(frame["option"]), state=frame["state"].str.capitalize())
    frame["day"] = list(map(in_words, frame["date"]))
    table = frame[["day", "option", "state", "what"]].reset_index(drop=True)
    return Figure(
        key="options-since",
        rows={"options_since": frame},
        since=True,
        table=table.set_axis(["date", "option", "state", "what happened"], axis=1),
        html=lambda: render("options/since.html", done=frame),
    )
