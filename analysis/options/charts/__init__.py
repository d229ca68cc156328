"""The figures of options: how often each leads, the judgements, and what flips the leader; lists are in
`optionlists`."""

from __future__ import annotations

import math

import altair as alt
import pandas as pd

from analysis.options import measures, numbers
from analysis.options.charts.lists import as_range, done_since, evidence, precedents, readings, sources_of_cells
from analysis.options.measures import of_hundred
from brief.charts.canvas import HALO, Canvas
from brief.charts.figure import WIDE, Buttons, Figure, Sentence, colour

__all__ = ["done_since", "evidence", "flips", "judgements", "lead", "precedents", "readings"]

NOT_MEASURED = (
    "The scores are judgements, not measurements; each range spans three readings. A share counts weightings: it is "
    "no chance that an option works."
)
PHRASES = {
    numbers.NONE: "no priority set",
    "avoid-war": "*avoiding war* first",
    "keep-turkey": "*keeping Turkey* first",
    "arm-ukraine": "*arming Ukraine* first",
    "keep-it-easy": "*cost and feasibility* first",
}
SPARE = {
    "war": "the risk of war",
    "kyiv": "Kyiv’s defence",
    "ankara": "the hold on Ankara",
    "veto": "the question of a veto",
    "cost": "cost and feasibility",
}


def names() -> list[str]:
    return list(numbers.table("options")["name"])


def buttons() -> dict[str, str]:
    """What the reader can put first: {slug: label}."""
    labels = numbers.table("option_criteria")["priority"].dropna()
    return {numbers.NONE: "No priority"} | dict(zip(numbers.priorities(), labels, strict=True))


def counts() -> dict[str, list[int]]:
    """Weightings of 100 in which each option leads, by priority: {slug: eight whole numbers}."""
    return {slug: of_hundred(found) for slug, found in numbers.settings().items()}


# ---- how often each leads ------------------------------------------------------------------------------------------


def says(priority: str) -> str:
    """The live sentence: who leads in how many of 100 weightings under that priority."""
    found = sorted(zip(counts()[priority], names(), strict=True), key=lambda pair: -pair[0])
    leading = [f"*{name}* in *{count}*" for count, name in found if count]
    silent = len(found) - len(leading)
    first, rest = leading[0].replace("* in *", "* leads in *"), leading[1:]
    return (
        f"Under these judgements, with {PHRASES[priority]}: {first} of 100 weightings, "
        + ", ".join(rest[:-1])
        + f" and {rest[-1]}. The other {_word(silent)} lead in none."
    )


def _word(count: int) -> str:
    return ["none", "one", "two", "three", "four", "five", "six", "seven", "eight"][count]


def _draw_lead(width: int):
    wide, found = width == WIDE, counts()
    left, right, step, top = (214, 690, 34, 14) if wide else (8, 298, 37, 24)
    rows = [
        {"i": i, "y": top + i * step, "name": name, "low": min(each), "high": max(each)}
        for i, (name, each) in enumerate(zip(names(), zip(*found.values(), strict=True), strict=True))
    ]
    last = 20 * math.ceil((max(row["high"] for row in rows) + 8) / 20)  # room for the number beside the last dot
    height = top + len(rows) * step + 14
    scale = alt.Scale(domain=[0, last], range=[left, right])
    x = alt.X("x:Q", scale=scale, axis=None)
    y = alt.Y("y:Q", scale=alt.Scale(domain=[0, height], range=[0, height]), axis=None)
    base = alt.Chart(alt.Data(values=rows)).encode(y=y)
    dots = base.transform_calculate(x="weightings[priority][datum.i]", said="weightings[priority][datum.i]+''")
    grid = alt.Chart(alt.Data(values=[{"x": at, "y": top - 12, "y2": height - 22} for at in range(0, last + 1, 20)]))
    ticks = alt.Chart(alt.Data(values=[
        {"x": at, "y": height - 10, "said": f"{at} of 100" if at == last else str(at)} for at in range(0, last + 1, 20)
    ]))  # fmt: skip
    beside: dict = {
        "align": "left",
        "baseline": "middle",
        "dx": 11,
        "fontSize": 14,
        "fontWeight": "bold",
        "color": colour("ink"),
    }
    above: dict = {
        "align": "left",
        "baseline": "middle",
        "dy": 0 if wide else -17,
        "fontSize": 14 if wide else 13,
        "color": colour("ink"),
    }
    return (
        alt.layer(
            grid.mark_rule(color=colour("hair"), strokeWidth=1).encode(x=x, y=y, y2="y2:Q"),
            ticks.mark_text(baseline="middle", color=colour("soft")).encode(x=x, y=y, text="said:N"),
            base.mark_rule(color=colour("neutral"), strokeWidth=8, opacity=0.45, strokeCap="round").encode(
                x=alt.X("low:Q", scale=scale, axis=None), x2="high:Q"
            ),
            dots.mark_point(
                shape="circle",
                filled=True,
                fill=colour("ink"),
                stroke=colour("page"),
                strokeWidth=2,
                size=190,
                opacity=1,
            ).encode(x=x),
            *(dots.mark_text(**beside | look).encode(x=x, text="said:N") for look in (HALO, {})),
            *(base.mark_text(**above | look).encode(x=alt.value(2), text="name:N") for look in (HALO, {})),
        )
        .properties(height=height)
        .add_params(
            alt.param(name="priority", value=numbers.NONE),
            alt.param(name="weightings", value=found),
            alt.param(name="sentences", value={slug: says(slug) for slug in found}),
            alt.param(name="sentence", expr="sentences[priority]"),
        )
    )


def lead() -> Figure:
    found = counts()
    table = pd.DataFrame({"option": names()} | {f"{label}, of 100": found[slug] for slug, label in buttons().items()})
    spread = "; ".join(
        f"{label}: " + ", ".join(f"{name} {count}" for name, count in zip(names(), found[slug], strict=True) if count)
        for slug, label in buttons().items()
    )
    return Figure(
        key="options-lead",
        sources=("own_assumption", *sources_of_cells()),
        controls=(Buttons("priority", "What counts most?", tuple(buttons().items()), numbers.NONE),),
        sentence=Sentence(initial=says(numbers.NONE)),
        note=NOT_MEASURED
        + " A guarantee leads only while cost and feasibility count for little; nobody in power offered one.",
        description=(
            "A row for each of {option_count|words} options: a dot for the weightings of 100 in which it leads under "
            "the priority chosen, a pale bar from its lowest to its highest count under all settings.",
            f"{spread}.",
            "Three options stand at the left end under every priority. The others move far with what comes first.",
            "The counts show which judgements and weights agree, not what would happen. The score that moves them "
            "most, the risk of war, is the one that nobody can check.",
        ),
        table=table,
        draw=_draw_lead,
    )


# ---- the judgements ------------------------------------------------------------------------------------------------


def _draw_judgements(width: int):
    wide, (low, high) = width == WIDE, numbers.scores()
    inner_low, inner_high = measures.meeting(numbers.each_reading())
    left, column, bar = (214, 100, 84) if wide else (4, 65, 54)
    top, step, lift = (62, 30, 0) if wide else (78, 44, 18)
    heads = {
        "war": "Risk\nof war",
        "kyiv": "Kyiv’s\ndefence",
        "ankara": "Hold on\nAnkara",
        "veto": "No veto\nby Moscow",
        "cost": "Cost and\nfeasibility",
    }
    height = top + len(low) * step
    canvas = Canvas([0, width], 0, width, height)

    def at(j, score):
        return left + j * column + 4 + score * (bar - 8) / 4

    ends, middles, spans = [], [], []
    inner, points = list[dict](), list[dict]()
    for j in range(low.shape[1]):
        bottom = height - 8
        ends += [{"x": at(j, 0), "x2": at(j, 4), "y": top + i * step} for i in range(len(low))]
        middles.append({"x": at(j, 2), "y": top - 14, "y2": bottom})
        for i in range(len(low)):
            y = top + i * step
            spans.append({"x": at(j, low[i, j]), "x2": at(j, high[i, j]), "y": y})
            common = {"x": at(j, inner_low[i, j]), "x2": at(j, inner_high[i, j]), "y": y}
            (points if inner_low[i, j] == inner_high[i, j] else inner).append(common)
    canvas.rule(ends, color=colour("hair"), strokeWidth=1)
    canvas.rule(middles, color=colour("rule"), strokeWidth=1, strokeDash=[2, 2])
    canvas.rule(spans, color=colour("neutral"), strokeWidth=8, opacity=0.45, strokeCap="round")
    canvas.rule(inner, color=colour("ink"), strokeWidth=6, strokeCap="round")
    canvas.point([{"x": p["x"], "y": p["y"]} for p in points], fill=colour("ink"), size=60)
    for line in (0, 1):
        said = [
            {"x": left + j * column + bar / 2, "y": 8 + 15 * line, "said": heads[name].split("\n")[line]}
            for j, name in enumerate(heads)
        ]
        canvas.words(said, halo=False, align="center", fontSize=12, fontWeight="bold", color=colour("ink"))
    scale = [{"x": at(j, score), "y": 42, "said": str(score)} for j in range(low.shape[1]) for score in (0, 2, 4)]
    canvas.words(scale, halo=False, align="center", fontSize=12, color=colour("soft"))
    canvas.words(
        [{"x": 2, "y": top + i * step - lift, "said": name} for i, name in enumerate(names())],
        fontSize=14 if wide else 13,
    )
    return canvas.chart()


def judgements() -> Figure:
    low, high = numbers.scores()
    table = pd.DataFrame({"option": names()})
    for j, name in enumerate(numbers.table("option_criteria")["name"]):
        table[f"{name}, 0 to 4"] = [as_range(*ends) for ends in zip(low[:, j], high[:, j], strict=True)]
    return Figure(
        key="options-scores", sources=("own_assumption", *sources_of_cells()), table=table, draw=_draw_judgements
    )


# ---- what flips the leader -----------------------------------------------------------------------------------------


def _settings() -> pd.DataFrame:
    """The tests of the case against: group, what was changed, who leads then and in how many of 100 weightings."""
    beliefs = {"as judged": None, "arms provoke": "provoke", "arms deter": "deter"}
    tried = [("Avoid war first", words, numbers.shares("war", belief)) for words, belief in beliefs.items()]
    tried += [("No priority", "as judged", numbers.shares())]
    tried += [("No priority", f"without {SPARE[name]}", numbers.shares(without=name)) for name in numbers.criteria()]
    by_id = numbers.table("options")["name"]
    rows = [
        (group, words, by_id[numbers.leader(found)], of_hundred(found)[int(found.argmax())])
        for group, words, found in tried
    ]
    return pd.DataFrame(rows, columns=["group", "changed", "leader", "count"])


def _draw_flips(width: int):
    wide, frame = width == WIDE, _settings()
    left, right, step = (220, 470, 28) if wide else (4, 150, 40)
    canvas, y, base, bars, dots, said, heads, leaders = None, 0, [], [], [], [], [], []
    for group, rows in frame.groupby("group", sort=False):
        heads.append({"x": 2, "y": y + 12, "said": group})
        y += 40 if wide else 54
        for row in rows.itertuples():
            at = left + row.count * (right - left) / 100
            base.append({"x": left, "x2": right, "y": y})
            bars.append({"x": left, "x2": at, "y": y})
            dots.append({"x": at, "y": y})
            said.append({"x": 2, "y": y if wide else y - 17, "said": row.changed})
            leaders.append({"x": right + 14, "y": y, "said": f"{row.leader} {row.count}"})
            y += step
        y += 4
    canvas = Canvas([0, width], 0, width, y)
    canvas.rule(base, color=colour("hair"), strokeWidth=1)
    canvas.rule(bars, color=colour("ink"), strokeWidth=3)
    canvas.point(dots, fill=colour("ink"), size=80)
    canvas.words(heads, halo=False, fontSize=14, fontWeight="bold")
    canvas.words(said, halo=False, fontSize=13, color=colour("soft"))
    canvas.words(leaders, halo=False, fontSize=13 if wide else 12, fontWeight="bold")
    return canvas.chart()


def flips() -> Figure:
    frame = _settings()
    return Figure(
        key="options-flips",
        sources=("own_assumption", *sources_of_cells()),
        note=NOT_MEASURED
        + " Arms provoke: options that give Kyiv more stand at the worst end of their range on the risk of war, "
        "options that give less at the best. Arms deter: the other way round.",
        description=(
            "Two groups of bars. Each names what was changed, and the option that then leads most often.",
            "; ".join(f"{row.group}, {row.changed}: {row.leader} {row.count} of 100" for row in frame.itertuples())
            + ".",
            "With avoiding war first, the belief that arms provoke puts private limits in front, the belief that "
            "they deter puts open acceptance there. Without one of the criteria the status quo or a guarantee "
            "can lead.",
            "What leads depends on a belief that can’t be tested and on a list of criteria that somebody chose.",
        ),
        table=frame.rename(
            columns={
                "group": "priority",
                "changed": "what was changed",
                "leader": "leads most often",
                "count": "weightings of 100",
            }
        ),
        draw=_draw_flips,
    )
