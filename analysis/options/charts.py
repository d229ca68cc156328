"""The figures of options: the map of what is best, the judgements, the scorers, and four lists."""

from functools import partial

import altair as alt
import numpy as np
import pandas as pd

from analysis.options import numbers
from brief.book import in_words
from brief.charts import marks
from brief.charts.figure import WIDE, Figure, Number, Sentence, colour
from brief.charts.live_sentences import vega_text
from brief.templates import render

OURS = ("own_assumption",)  # named before the sources that the scores rest on
HEADS = {  # of two lines each
    "war": "Risk\nof war", "kyiv": "Kyiv’s\ndefence", "ankara": "Influence\nin Ankara", "veto": "No veto\nby Moscow",
    "cost": "Cost and\nfeasibility",
}  # fmt: skip
FILLS = {  # of the grey, by what is best, upwards on the map
    "accept": 0.0, "substitute": 0.35, "status-quo": 0.22, "consult": 0.5, "limits": 0.7,
}  # fmt: skip
SHORT = {
    "accept": "accept openly", "status-quo": "leave as is", "consult": "ask to consult", "limits": "agree limits",
    "substitute": "send arms",
}  # fmt: skip
LABELS = {"labelFontSize": 14, "labelPadding": 12}  # of the options' names
OUTCOMES = {"worked": "Worked", "failed": "Failed", "mixed": "Mixed", "undone": "Worked, then undone"}
WHOM = {
    "TUR": "Turkey", "ISR": "Israel", "EU": "European Union", "DEU": "Germany", "TWN": "Taiwan", "KOR": "South Korea",
    "UKR": "Ukraine", "ESP": "Spain", "FRA": "France",
}  # fmt: skip


def as_range(low: float, high: float) -> str:
    return f"{low:g}" if low == high else f"{low:g} to {high:g}"


# ---- what is best, by what you believe -----------------------------------------------------------------------------
SAYS = (
    "If you think it *{belief}\u00a0%* likely that arms for Kyiv provoke, and avoiding war is *{weight}\u00a0%* of "
    "what counts, then *{best}* comes out best, {ahead} ahead of *{next}*."
)
HARDLY, WELL = 0.1, 0.5  # points of 4: a lead below the one, or from the other on


def says(belief: float, weight: float) -> str:
    """The live sentence; both in per cent, the rest of the weight shared evenly."""
    total = _totals(belief / 100, weight / 100)
    best, second = sorted(total, key=lambda name: -total[name])[:2]
    lead = round(total[best] - total[second], 9)
    ahead = "hardly" if lead < HARDLY else "somewhat" if lead < WELL else "well"
    return SAYS.format(belief=f"{belief:g}", weight=f"{weight:g}", best=best, next=second, ahead=ahead)


def _totals(belief: float, weight: float) -> dict[str, float]:
    """The weighted score of each option left, by what it does."""
    weights = numbers.measures.even(len(numbers.criteria()), numbers.war(), weight)
    doing, own = numbers.table("options")["doing"], (numbers.points(belief) @ weights).round(9)
    return {doing[name]: own[numbers.options().index(name)] for name in numbers.left()}


def _params(start: dict[str, float]) -> list:
    """The same in the chart's language: each total is linear in the belief and in the weight."""
    deter, provoke, rest = (list(_totals(belief, weight).values()) for belief, weight in ((0, 1), (1, 1), (0, 0)))
    doing = list(_totals(0, 0))
    made = {
        f"s{i}": f"round(1e9*(weight/100*({never}+belief/100*({surely - never}))+(1-weight/100)*{other}))/1e9"
        for i, (never, surely, other) in enumerate(zip(deter, provoke, rest, strict=True))
    }
    every = list(made)
    made["first"] = f"indexof([{','.join(every)}],max({','.join(every)}))"
    others = ",".join(f"first=={i}?-1:{total}" for i, total in enumerate(every))
    made["second"] = f"indexof([{others}],max({others}))"
    totals, named = f"[{','.join(every)}]", {name: f"doing[{name}]" for name in ("first", "second")}
    shown = {"belief": "format(belief,'.0f')", "weight": "format(weight,'.0f')"}
    shown |= {"best": named["first"], "next": named["second"]}
    made["lead"] = f"round(1e9*({totals}[first]-{totals}[second]))/1e9"
    made["sentence"] = vega_text(SAYS, **shown, ahead=f"(lead<{HARDLY}?'hardly':lead<{WELL}?'somewhat':'well')")
    return marks.params(start | {"doing": doing}, made)


def _along(strip: pd.DataFrame, width: int, height: int) -> pd.DataFrame:
    """The name of a narrow region, in its middle near the right end, and the angle (degrees) at which it lies along."""
    part = strip[strip["belief"].between(70, 96)]
    middle = (part["low"] + part["high"]) / 2
    slope = np.polyfit(part["belief"], middle, 1)[0]
    angle = -np.degrees(np.arctan(slope * height / (width - 34)))  # px: the axis beside takes the rest
    place = {"belief": part["belief"].mean(), "low": middle.mean(), "angle": angle}
    return pd.DataFrame([place | {"said": SHORT["status-quo"].capitalize()}])


def _draw_best(areas: pd.DataFrame, start: dict[str, float], width: int):
    wide, scale = width == WIDE, alt.Scale(domain=[0, 100], nice=False)
    height = 330 if wide else 300
    below = alt.Axis(values=[0, 50, 100], title="how likely arms for Kyiv provoke, %", grid=False, titleAnchor="start")
    beside = alt.Axis(values=[0, 25, 50, 75, 100], title=None, grid=False)
    x, y = alt.X("belief:Q", scale=scale, axis=below), alt.Y("low:Q", scale=scale, axis=beside)
    regions = [
        alt.Chart(own)
        .mark_area(color=colour("neutral"), fillOpacity=FILLS[name], line={"color": colour("ink"), "strokeWidth": 1.5})
        .encode(x=x, y=y, y2="high:Q")
        for name, own in areas.groupby("option")
    ]
    edge = 9 if wide else 22  # of 100 across: the room that half a name needs
    inside = areas[areas["belief"].between(edge, 100 - edge)].assign(room=lambda own: own["high"] - own["low"])
    inside = inside[inside["room"] > 0.85 * inside.groupby("option")["room"].transform("max")]
    inside = inside.loc[[own.index[len(own) // 2] for _, own in inside.groupby("option")]]  # in the middle of its room
    inside = inside.assign(low=inside["low"] + 0.4 * inside["room"], said=inside["option"].map(SHORT).str.capitalize())
    strip = inside["option"] == "status-quo"  # its name lies along it
    look = {"x": x, "y": y, "align": "center", "fontWeight": "bold"}
    along = alt.Chart(_along(areas[areas["option"] == "status-quo"], width, height))
    you = alt.Chart(alt.Data(values=[{}])).transform_calculate(belief="belief", low="weight")
    side = {"align": alt.expr("belief < 20 ? 'left' : 'right'"), "dx": alt.expr("belief < 20 ? 13 : -13")}
    return (
        marks.layered(
            *regions,
            marks.words(alt.Chart(inside[~strip]), "said:N", fontSize=14, **look),
            marks.words(along, "said:N", fontSize=13, angle=alt.expr("datum.angle"), **look),
            you.mark_point(**marks.DOT, size=260).encode(x=x, y=y),
            marks.words(you, alt.value("you"), fontSize=13, **look | side),
        )
        .properties(height=height)
        .add_params(*_params(start))
    )


def _regions() -> pd.DataFrame:
    """Between which weights each option leads, belief by belief. Where one does not lead, low and high are the weight
    at which its neighbours meet, so that a region ends in a point and leaves no gap."""
    rows = []
    for belief in np.linspace(0, 1, 51):
        leads, edge = {name: (low, high) for name, low, high in numbers.up(belief)}, 0.0
        for name in FILLS:
            low, edge = leads.get(name, (edge, edge))
            rows.append((100 * belief, name, 100 * low, 100 * edge))
    return pd.DataFrame(rows, columns=["belief", "option", "low", "high"]).round(6)


def best() -> Figure:
    """Which option is best, by how likely arms provoke and by how much the risk of war counts, the rest even."""
    start = {"belief": 50.0, "weight": 50.0}
    areas = _regions()
    told = areas[(areas["belief"] % 25 < 1e-9) & (areas["low"] < areas["high"])].set_index("option").round().astype(int)
    table = told.reset_index(names="best").assign(best=_named(told.index))[["belief", "best", "low", "high"]]
    asked = {"belief": "How likely do arms for Kyiv provoke?", "weight": "How much does avoiding war count?"}
    return Figure(
        key="options-lead",
        rows=numbers.CELLS,
        sources=OURS,
        controls=[Number(name, label, 0, 100, 5, "%", start[name]) for name, label in asked.items()],
        sentence=Sentence(initial=says(**start)),
        table=table.set_axis(["arms provoke, %", "best", "avoiding war counts from, %", "to"], axis=1),
        draw=partial(_draw_best, areas, start),
    )


# ---- the judgements ------------------------------------------------------------------------------------------------
def _draw_judgements(spanned, met, width: int):
    wide = width == WIDE
    frame = pd.DataFrame(
        {"name": name, "criterion": head, "low": low, "high": high, "from": inner_low, "to": inner_high}
        for name, *rows in zip(numbers.table("options")["name"], *spanned, *met, strict=True)
        for head, low, high, inner_low, inner_high in zip(HEADS.values(), *rows, strict=True)
    )
    across = alt.Scale(domain=[0, 4])
    ticks = alt.Axis(values=[0, 2, 4], orient="top", grid=False, domain=False, ticks=False)
    y, rows = marks.named(width, axis=LABELS, type="band", paddingOuter=0 if wide else 0.35), alt.Chart(frame)

    def bars(low, high, **look):
        ends = alt.X(f"{low}:Q", scale=across, title=None, axis=ticks)
        return rows.mark_rule(**look).encode(x=ends, x2=high, y=y)

    points = rows.transform_filter("datum.from==datum.to").mark_point(shape="circle", color=colour("ink"), opacity=1)
    first = rows.transform_filter(alt.datum.criterion == HEADS["war"])
    heads = alt.Header(labelExpr="split(datum.label,'\\n')", labelFontWeight="bold", labelColor=colour("ink"))
    return (
        marks.layered(
            rows.mark_rule(color=colour("hair")).encode(x=alt.datum(0), x2=alt.datum(4), y=y),
            rows.mark_rule(strokeDash=[2, 2]).encode(
                x=alt.datum(2), y=y.bandPosition(0 if wide else 0.3), y2=alt.Y2("name", bandPosition=1)
            ),
            bars("low", "high", color=colour("neutral"), strokeWidth=8, opacity=0.45),
            bars("from", "to", color=colour("ink"), strokeWidth=6),
            points.encode(x="from:Q", y=y),
            marks.above(first, y, width, lift=18, halo=True, fontSize=13),
        )
        .properties(width=97 if wide else 48, height=alt.Step(30 if wide else 44))
        .facet(
            column=alt.Column("criterion:N", sort=list(HEADS.values()), title=None, header=heads),
            spacing=14 if wide else 18,
        )
        .properties(bounds="flush")  # a name above its row reaches into the next column
    )


def judgements(spanned, met) -> Figure:
    """The ranges that span all scorers and the part of each that all allow; each a pair (low, high) of arrays."""
    table = numbers.table("options")[["name"]].set_axis(["option"], axis=1)
    for name, low, high in zip(numbers.table("option_criteria")["name"], spanned[0].T, spanned[1].T, strict=True):
        table[f"{name}, 0 to 4"] = [as_range(*ends) for ends in zip(low, high, strict=True)]
    return Figure(
        "options-scores", table, rows=numbers.CELLS, sources=OURS, draw=partial(_draw_judgements, spanned, met)
    )


# ---- the scorers ----------------------------------------------------------------------------------------------------
def _draw_scorers(frame: pd.DataFrame, width: int):
    wide = width == WIDE
    ticks = alt.Axis(values=[0, 50, 100], labelExpr="datum.label+' %'", grid=False, domain=False, ticks=False)
    x = alt.X("from:Q", scale=alt.Scale(domain=[0, 100], nice=False), title=None, axis=ticks)
    y, rows = marks.named(width, "scorer", LABELS, type="band", padding=0), alt.Chart(frame)
    bars = rows.mark_bar(size=26 if wide else 22, stroke=colour("ink"), strokeWidth=1, color=colour("neutral"))
    look: dict = {"align": "center", "fontSize": 13 if wide else 12, "fontWeight": "bold"}
    first = rows.transform_filter("datum.from==0")
    return marks.layered(
        bars.encode(x=x, x2="to", y=y, fillOpacity=alt.FillOpacity("fill:Q", scale=None)),
        marks.words(rows, "said:N", x="middle:Q", y=y, **look),
        marks.above(first, y, width, "scorer", lift=22, fontSize=13),
    ).properties(height=alt.Step(38 if wide else 58))


def scorers() -> Figure:
    """What is best as arms are believed to provoke more, on each scorer’s scores, the risk of war at half."""
    every = {"All together": "", **{words: scorer for scorer, words in numbers.SCORERS.items()}}
    frame = pd.DataFrame(
        (words, name, 100 * low, 100 * high)
        for words, scorer in every.items()
        for name, low, high in numbers.along(numbers.HALF, scorer)
    ).set_axis(["scorer", "option", "from", "to"], axis=1)
    said, wide = frame["option"].map(SHORT), frame["to"] - frame["from"]  # the whole name, its first word, or nothing
    frame["said"] = said.where(wide > 24, said.str.split().str[0].where(wide > 10, ""))
    frame = frame.assign(fill=frame["option"].map(FILLS), middle=(frame["from"] + frame["to"]) / 2)
    frame["name"] = _named(frame["option"])
    runs = frame["name"] + " " + frame[["from", "to"]].round().astype(int).astype(str).agg(" to ".join, axis=1)
    told = runs.groupby(frame["scorer"], sort=False).agg(", ".join)
    says = {"runs": "; ".join(told.index + ": " + told)}
    heads = {"scorer": "scorer", "name": "best", "from": "arms provoke from, %", "to": "to, %"}
    table, draw = frame[[*heads]].rename(columns=heads).round(), partial(_draw_scorers, frame)
    return Figure("options-scorers", table, rows=numbers.CELLS, sources=OURS, says=says, draw=draw)


def levers(laws: pd.DataFrame) -> Figure:
    """Rules that could touch the sale: whom each binds, and what it doesn't reach."""
    table = laws[["law", "provision", "who_binds", "says", "not_bound"]]
    table.columns = ["law", "which part", "whom it binds", "what it says", "what it does not reach"]
    return Figure("options-levers", table, rows={"laws": laws}, html=partial(render, "options/levers.html", laws=laws))


# ---- lists ---------------------------------------------------------------------------------------------------------
def _named(found: pd.Series, table: str = "options") -> list[str]:
    """The names of options or criteria that a column has by id."""
    return list(numbers.table(table)["name"].loc[found])


def precedents(known: pd.DataFrame) -> Figure:
    """Earlier cases, option by option."""
    known = known.assign(title=known["name"], option=_named(known["option"]), outcome=known["outcome"].map(OUTCOMES))
    table = known[["name", "year", "option", "whom", "what", "outcome", "limit"]].replace({"whom": WHOM})
    table.columns = ["case", "year", "option", "towards", "what happened", "outcome", "how it differs"]
    html = partial(render, "options/precedents.html", known=known)
    return Figure("options-precedents", table, rows={"precedents": known}, html=html)


def evidence(cells: pd.DataFrame, ratings: pd.DataFrame) -> Figure:
    """The evidence for each option and criterion, and what each scorer made of it."""
    cells = cells.assign(named=_named(cells["criterion"], "option_criteria"))
    spans = list(map(as_range, ratings["low"], ratings["high"]))
    ratings = ratings.assign(span=spans, scorer=ratings["scorer"].map(numbers.SCORERS))
    spans = ratings.pivot(index=["option", "criterion"], columns="scorer", values="span")
    spans = spans.rename(columns=lambda scorer: f"{scorer.lower()}, lowest to highest")
    table = cells[["option", "criterion", "evidence"]].join(spans, on=["option", "criterion"])
    table = table.assign(option=_named(cells["option"]), criterion=cells["named"])
    reasons = dict(list(ratings.groupby(["option", "criterion"])))
    html = partial(render, "options/evidence.html", options=numbers.table("options"), cells=cells, reasons=reasons)
    return Figure("options-evidence", table, rows=numbers.CELLS | {"option_cells": "*"}, sources=OURS, html=html)


def done_since(frame: pd.DataFrame) -> Figure:
    """Since then: what became of each option."""
    frame = frame.assign(option=_named(frame["option"]), state=frame["state"].str.capitalize())
    frame["day"] = list(map(in_words, frame["date"]))
    table = frame[["day", "option", "state", "what"]].set_axis(["date", "option", "state", "what happened"], axis=1)
    html = partial(render, "options/since.html", done=frame)
    return Figure("options-since", table, rows={"options_since": frame}, since=True, html=html)
