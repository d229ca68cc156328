"""The figures of embargo-timeline: the timeline itself, engine by engine, where Turkey turned, and what came later."""

import datetime as dt
from functools import partial
from itertools import pairwise

import altair as alt
import numpy as np
import pandas as pd

from analysis.embargo_timeline import measures, numbers
from brief.charts import marks
from brief.charts.figure import WIDE, Choice, Figure, Number, Sentence, colour
from brief.charts.live_sentences import vega_text
from brief.dates import CUTOFF
from brief.numbers import text
from brief.templates import render

# lane: its heading, the places of the heading and of its line on a desk (px from the top), its colour, its mark
LANES = {
    "war": ("Wars in Syria and Karabakh", 8, 28, "neutral", "square"),
    "halts": ("Western halts and sanctions", 58, 126, "west", "triangle-up"),
    "ukraine": ("Signed between Turkey and Ukraine", 196, 246, "ukr", "square"),
    "engines": ("Ukrainian engines in Turkish arms", 306, 330, "ukr", "square"),
    "motor sich": ("Motor Sich, Ukraine’s engine maker", 424, 474, "neutral", "circle"),
    "russia": ("Russian build-ups near Ukraine", 528, 548, "rus", "square"),
}
HEIGHT, ENGINE = 566, 22  # px: the whole, and a line of the lane of engines
OTHER_LANES = {
    "halts": "Western halts, easings and debates",
    "dispute": "S-400 dispute",
    "ukraine": "Deals with Ukraine",
    "west": "Western arms for Ukraine",
    "russia": "Russia: build-up and objections",
    "motor sich": "The fight over Motor Sich",
    "other": "Other suppliers and own industry",
    "use": "Drones in use",
    "words": "Statements of autumn 2021, in no count",
}
# A step of `engine_purchases`: the design's line, and its words in the list for a phone.
ENGINE_STEPS = {
    "akinci-2019-08": ("Akıncı drone", "Akıncı: Ukrainian engines fitted"),
    "akinci-2019-12": ("Akıncı drone", ""),
    "akinci-2021-08": ("Akıncı drone", ""),
    "akinci-2021-11": ("Akıncı drone", ""),
    "gezgin-2020": ("Gezgin missile, by one report", "Gezgin missile: engines on order"),
    "t929-2021-03": ("T929 helicopter", ""),
    "t929-2021-06": ("T929 helicopter", "T929 helicopter: engines ordered"),
    "mius-supply-2021-11": ("MIUS jet drone", "MIUS jet drone: engines ordered"),
}
SIGNED_ENGINES = {"t929-2021-06": "helicopter-engines-2021", "mius-supply-2021-11": "jet-engines-2021"}
"""Steps that are signings too: they count as deals, and stand in the lane of engines alone."""
STRETCHES = (
    ("war", "Syria, on the ground", "left", "october-2019", "us-listing-ended-2019"),
    ("war", "Idlib, drones", "right", "idlib-2020", "idlib-2020"),
    ("war", "Karabakh, drones", "right", "karabakh-2020", "karabakh-2020-end"),
    ("russia", "first", "left", "buildup-spring-2021", "pullback-2021"),
    ("russia", "second", "left", "buildup-autumn-2021", ""),
)
"""lane, words, on which side they stand, the decision that begins it, the one that ends it (none: to the cut-off)"""


def when(row) -> str:
    """A date in words, never finer than its source."""
    first, last = measures.span(row.date, row.date_precision, row.date_end)
    if row.date_precision in ("month", "year"):
        return f"{first:%B %Y}" if row.date_precision == "month" else f"{first:%Y}"
    days = f"{first.day}" if first == last else f"{first.day}–{last.day}"
    return f"{days} {first:%B %Y}"


# The timeline: what is drawn, and the labels that don't touch.
START, END = 2016.95, measures.year_of(CUTOFF)
EARLIER = "2014: Russian market lost; 2016: Chinese loan"  # what of Motor Sich lies to the left
HEIGHTS = (-15, 20, -32, 37, -49, 54)  # px from a lane's line: where a label may stand, in this order
STEM = 25  # px: a label farther out than this is tied to its mark
LETTER = 6.4  # px, a letter of 12 px on average


def _decided() -> pd.DataFrame:
    """Halts, signings and what befell Motor Sich, by lane; `follows` are the signings, which may follow a halt."""
    deals = numbers.signed()
    deals = deals[~deals["id"].isin(SIGNED_ENGINES.values())]
    parts = {"halts": numbers.halted(), "ukraine": deals, "motor sich": numbers.lane("motor sich")}
    frame = pd.concat(own.assign(lane=lane) for lane, own in parts.items())
    return frame.assign(y=[LANES[lane][2] for lane in frame["lane"]], follows=frame["lane"] == "ukraine", design="")


def _bought() -> pd.DataFrame:
    """The steps of the Ukrainian engines, one line for each design."""
    steps = numbers.table("engine_purchases").set_index("id", drop=False).loc[[*ENGINE_STEPS]]
    design, label = zip(*ENGINE_STEPS.values(), strict=True)
    lines = list(dict.fromkeys(design))
    return steps.assign(
        date=steps["happened_on"],
        date_precision=steps["happened_precision"],
        date_end=pd.NaT,
        lane="engines",
        label=label,
        design=design,
        what=[f"{row.platform}: {row.stage}, {row.engine}. {row.note}" for row in steps.itertuples()],
        y=[LANES["engines"][2] + ENGINE * lines.index(one) for one in design],
        follows=steps["id"].isin(SIGNED_ENGINES),
        deciding=True,
    )


def _waves(choice: str) -> np.ndarray:
    return measures.waves(measures.days(numbers.halted(choice)))


def timeline_rows() -> pd.DataFrame:
    """Every mark of the timeline, in order of date, with the days since the last halt of each choice (lag_…)."""
    rows = pd.concat([_decided(), _bought()], ignore_index=True)
    days = measures.middle_days(rows)
    for choice in numbers.CHOICES:
        waves = _waves(choice)
        rows[f"lag_{choice}"] = [measures.since_last(waves, day) for day in days]
        rows[f"over_{choice}"] = rows["over"].isin(numbers.CHOICES[choice])
    rows = rows.assign(at=measures.middles(rows), label=rows["label"].fillna(""), day=days)
    return rows.sort_values("day", kind="stable", ignore_index=True)


def windows() -> pd.DataFrame:
    """The waves of halts of each choice: its day in years, and the days to the next wave or the cut-off."""
    found = [
        (choice, measures.year_of(dt.date.fromordinal(day)), later - day)
        for choice in numbers.CHOICES
        for day, later in pairwise([*_waves(choice).tolist(), numbers.END])
    ]
    return pd.DataFrame(found, columns=["choice", "at", "gap"])


def stretches() -> pd.DataFrame:
    """Wars and build-ups: the decision that begins one, lane, words and their side, first day, from and to in years."""
    decisions = numbers.table("decisions").set_index("id", drop=False)
    rows = []
    for lane, said, side, start, stop in STRETCHES:
        first = measures.spans(decisions.loc[[start]])[0][0]
        last = measures.spans(decisions.loc[[stop]])[0][1] if stop else CUTOFF
        rows.append((start, lane, said, side, first.toordinal(), measures.year_of(first), measures.year_of(last)))
    return pd.DataFrame(rows, columns=["id", "lane", "said", "side", "day", "at", "end"])


def labelled(rows: pd.DataFrame, year: float) -> pd.DataFrame:
    """Labels of one lane that don't touch, `year` being px: each takes the first of the heights (`dy`) that has room.

    A label stands over its mark, at the page's edge within it (`x`, years); what stands far out has a stem, on which
    no later label may stand."""
    found: list[dict] = []

    def free(x: float, half: float, dy: int) -> bool:
        beside = all(abs(x - other["x"]) > half + other["half"] for other in found if other["dy"] == dy)
        stems = [other["at"] for other in found if abs(other["dy"]) > STEM and 0 < dy / other["dy"] < 1]
        return beside and all(abs(x - stem) >= half for stem in stems)

    for row in rows[rows["label"] != ""].sort_values("at").itertuples():
        half = (LETTER * len(row.label) / 2 + 4) / year
        x = min(max(row.at, START + half), END - half)
        dy = next((dy for dy in HEIGHTS if free(x, half, dy)), HEIGHTS[-1])
        found.append({"y": row.y, "label": row.label, "at": row.at, "x": x, "half": half, "dy": dy})
    return pd.DataFrame(found)


# The sentence, in Python and in the chart's own language.
OVER = {"karabakh": "over Karabakh", "both": "over Syria or Karabakh", "all": "over any quarrel"}
SAYS = (
    "*{followed} of {deals}* deals with Ukraine came within *{months}\u00a0{unit}* after a halt {over}. *Chance can "
    "explain that*: dates set at random usually put *{typical}* there, and at least {followed} "
    "in {share} of 100 tries."
)


def said(months: int, choice: str) -> str:
    """The live sentence, in Python."""
    followed, typical, share = numbers.paces()[choice][months - 1]
    unit = "month" if months == 1 else "months"
    words = {"months": months, "unit": unit, "over": OVER[choice], "deals": len(numbers.signed())}
    return SAYS.format(**words, followed=followed, typical=f"{typical:g}", share=share)


def _params() -> list[alt.Parameter]:
    """What the reader sets, what follows from it, and the sentence."""
    given = {"months": numbers.MONTHS, "choice": numbers.CHOICE, "paces": numbers.paces()}
    over = " : ".join([*(f"choice == '{one}' ? '{words}'" for one, words in OVER.items()), "''"])
    names = {"followed": 0, "typical": 1, "share": 2}
    made = {name: f"paces[choice][months - 1][{at}]" for name, at in names.items()}
    made |= {"over": over, "unit": "months == 1 ? 'month' : 'months'", "deals": str(len(numbers.signed()))}
    sentence = vega_text(SAYS, months="months", **{name: name for name in made})
    return marks.params(given, made | {"sentence": sentence})


FITTED = "akinci-2019-08"  # the step from which the title counts
FOLLOWS = f"isValid(datum['lag_' + choice]) && datum['lag_' + choice] <= round(months * {numbers.MONTH})"


def decisions() -> Figure:
    """The timeline: halts, deals, engines, the maker's troubles and Russia's troops, with the reader's window."""
    rows = timeline_rows()
    names = {lane: head for lane, (head, *_) in LANES.items()}
    table = pd.DataFrame({
        "date": [when(row) for row in rows.itertuples()],
        "lane": rows["lane"].map(names),
        "decision": rows["what"],
        "over": rows["over"].fillna(""),
    })  # fmt: skip
    steps = rows.loc[rows["lane"] == "engines", "id"]
    return Figure(
        "decisions",
        table,
        rows={"decisions": rows.loc[rows["lane"] != "engines", "id"], "engine_purchases": steps},
        drawn=["chance_share"],
        draw=lambda width: (_across(rows) if width == WIDE else _down(rows)).add_params(*_params()),
        controls=(
            Number("months", "A deal follows a halt within", 1, numbers.MOST_MONTHS, 1, "months", numbers.MONTHS,
                   ((3, "a quarter"), (6, "half a year"), (12, "a year"))),
            Choice("choice", "Halts over", tuple(numbers.OPTIONS.items()), numbers.CHOICE),
        ),
        sentence=Sentence(said(numbers.MONTHS, numbers.CHOICE)),
    )  # fmt: skip


def _marks(rows: pd.DataFrame, **place) -> list[alt.Chart]:
    """The decisions, filled where they count: a halt that was over the quarrel chosen, a deal that follows one."""
    kept = ["lane", "at", "y", "follows", "deciding", *(f"{a}_{b}" for a in ("lag", "over") for b in numbers.CHOICES)]
    base = alt.Chart(rows[[name for name in (*kept, "order") if name in rows]])
    point: dict = {"strokeWidth": 1.6, "opacity": 1}

    def mark(lane: str, counts: str) -> alt.Chart:
        *_, tint, shape = LANES[lane]
        size = alt.condition("datum.deciding", alt.value(125), alt.value(60))
        fill = alt.condition(counts, alt.value(colour(tint)), alt.value(colour("page")))
        own = base.transform_filter(f"datum.lane == '{lane}'" + (" && datum.follows" if lane == "engines" else ""))
        return own.mark_point(shape=shape, stroke=colour(tint), **point).encode(fill=fill, size=size, **place)

    steps = base.transform_filter("datum.lane == 'engines' && !datum.follows")
    return [
        mark("motor sich", "true"),
        steps.mark_point(shape="circle", size=55, fill=colour("ukr"), stroke=colour("page"), opacity=1).encode(**place),
        mark("halts", "datum['over_' + choice]"),
        mark("ukraine", FOLLOWS),
        mark("engines", FOLLOWS),
    ]


def _across(rows: pd.DataFrame) -> alt.LayerChart:
    """Lanes one under the other, with labels: for a desk."""
    years = {"values": [*range(2017, CUTOFF.year + 1)], "format": "d", "title": None, "domain": False, "ticks": False}
    axis = alt.Axis(**years, labelFlush=False, labelAlign="left", labelOffset=3, gridDash=[1, 3])
    at = alt.X("at:Q", scale=alt.Scale(domain=[START, END + 0.03], nice=False), axis=axis)
    y = alt.Y("y:Q", scale=alt.Scale(domain=[0, HEIGHT], range=[0, HEIGHT]), axis=None)
    shown = rows[rows["at"] >= START]
    earlier = pd.DataFrame({"lane": ["motor sich"], "at": [START], "y": [LANES["motor sich"][2]], "label": [EARLIER]})
    told = pd.concat([shown[shown["lane"] != "engines"], earlier])
    labels = alt.Chart(pd.concat(labelled(own, WIDE / (END - START)) for _, own in told.groupby("lane")))
    stems = labels.transform_filter(f"abs(datum.dy) > {STEM}").mark_rule(color=colour("rule"))
    heads = pd.DataFrame([(head, y) for head, y, *_ in LANES.values()], columns=["head", "y"])
    lines = [LANES[lane][2] for lane in ("halts", "ukraine", "motor sich")]
    lines = alt.Chart(pd.DataFrame({"y": lines, "at": START, "end": END}))
    bought = shown[shown["lane"] == "engines"].groupby("design", sort=False)
    designs = alt.Chart(bought.agg(y=("y", "first"), at=("at", "min"), end=("at", "max")).reset_index())
    spans = stretches()
    spans = spans.assign(
        y=[LANES[lane][2] for lane in spans["lane"]],
        tint=[colour(LANES[lane][3]) for lane in spans["lane"]],
        end=spans["end"].clip(lower=spans["at"] + 0.02),  # years: what a single day needs to be seen
    )
    wars = alt.Chart(spans)
    fitted, halted = shown.set_index("id").loc[[FITTED, numbers.FIRST_OVER_DRONES], "at"]
    said = f"{text('akinci_lead')} or more to the first halt over drones"
    lead = alt.Chart(pd.DataFrame({"at": [halted], "from": fitted, "y": LANES["engines"][2] - 10, "said": said}))
    after = alt.Chart(windows()).transform_filter("datum.choice == choice")
    after = after.transform_calculate(end=f"datum.at + min(months * {numbers.MONTH}, datum.gap) / 365.25")
    bands = {"y": alt.value(LANES["halts"][1] + 14), "y2": alt.value(LANES["motor sich"][1] - 14)}
    drones = {"y": alt.value(LANES["halts"][2]), "y2": alt.value(LANES["motor sich"][1] - 14)}
    return marks.layered(
        after.mark_rect(color=colour("west"), opacity=0.12).encode(at, x2="end:Q", **bands),
        lines.mark_rule(color=colour("hair")).encode(at, y, x2="end:Q"),
        designs.mark_rule(color=colour("ukr"), strokeWidth=2, opacity=0.6).encode(at, y, x2="end:Q"),
        stems.mark_rule(color=colour("rule"), y2Offset=alt.expr("datum.dy * 0.72")).encode(at, y, y2="y:Q"),
        lead.mark_rule(color=colour("ink"), strokeDash=[2, 3]).encode(at, **drones),
        lead.mark_rule(color=colour("ink"), strokeWidth=3).encode(at, y, x2="from:Q"),
        wars.mark_bar(height=9).encode(at, y, x2="end:Q", **marks.own(fill="tint")),
        marks.words(wars.transform_filter("datum.side == 'right'"), "said:N", x="end:Q", y=y, dx=6),
        marks.words(wars.transform_filter("datum.side == 'left'"), "said:N", x=at, y=y, dx=-6, align="right"),
        *_marks(shown, x=at, y=y),
        marks.words(designs, "design:N", x=at, y=y, dx=-10, align="right"),
        marks.words(labels, "label:N", x="x:Q", y=y, dy=alt.expr("datum.dy"), align="center"),
        marks.words(lead, "said:N", x=at, y=y, dx=-5, dy=-12, align="right", fontWeight="bold"),
        marks.words(alt.Chart(heads), "head:N", x=alt.value(0), y=y, **marks.HEAD),
    ).properties(height=HEIGHT)


LINE = 17  # px: a line of the list, which shares a phone's screen with controls and sentence
SHORT = {
    "motor-sich-russia-2014", "germany-2017", "f35-2019-removed", "karabakh-2020", "caatsa-2020",
    "motor-sich-list-2021", "buildup-spring-2021", "motor-sich-turkey-2021", "centre-2021", "buildup-autumn-2021",
}  # fmt: skip
"""What the list has beside what is large on a desk"""


def _down(rows: pd.DataFrame) -> alt.LayerChart:
    """One line a decision, the weightier ones, in order of date, with a stretch at its beginning: for a phone."""
    spans = stretches()
    words = {"war": "War: ", "russia": "Russian build-up: "}
    spans = spans.assign(label=spans["lane"].map(words) + spans["said"], follows=False)
    maker = (rows["lane"] == "motor sich") & ~rows["label"].str.startswith("Motor Sich")
    rows = rows.assign(label=rows["label"].mask(maker & (rows["label"] != ""), "Motor Sich: " + rows["label"]))
    spans = spans[spans["id"].isin(SHORT)]
    rows = rows[(rows["label"] != "") & (rows["deciding"] | rows["id"].isin(SHORT))]
    listed = pd.concat([rows, spans]).sort_values("day", kind="stable", ignore_index=True)
    days = listed["day"].map(dt.date.fromordinal)
    year, month = (days.map(lambda day, part=part: format(day, part)) for part in ("%Y", "%b"))
    year = year.astype(int)
    month = month.mask(listed["date_precision"] == "year", "")
    listed = listed.assign(order=listed.index, y=0, year=year.where(year.ne(year.shift())), month=month)
    y = alt.Y("order:O", axis=None, scale=alt.Scale(padding=0))
    base = alt.Chart(listed[["order", "year", "month", "label", "lane"]])
    place = {"x": alt.value(76), "y": y}

    def stretch(lane: str) -> alt.Chart:
        own = base.transform_filter(f"datum.lane == '{lane}'")
        return own.mark_bar(height=9, width=14, color=colour(LANES[lane][3])).encode(**place)

    years = base.transform_filter("isValid(datum.year)")
    # What the title says: a bracket from the engine to the halt, whose lines are bold, with the days beside it.
    ends = listed.index[listed["id"].isin((FITTED, numbers.FIRST_OVER_DRONES))]
    lead = pd.DataFrame({"order": ends[:1], "end": ends[1:], "middle": (sum(ends) + 1) // 2})
    lead = alt.Chart(lead.assign(said=f"{text('akinci_lead')} or more"))
    middle = lead.transform_calculate(order="datum.middle")
    strong = f"indexof({[*ends]}, datum.order) >= 0"
    return marks.layered(
        stretch("war"),
        stretch("russia"),
        *_marks(listed, **place),
        marks.words(years, "year:Q", False, x=alt.value(0), y=y, fontWeight="bold"),
        marks.words(base, "month:N", False, x=alt.value(38), y=y, color=colour("soft")),
        lead.mark_rule(color=colour("ink"), strokeWidth=3).encode(y=y, y2="end:O", x=alt.value(320)),
        marks.words(middle, "said:N", False, x=alt.value(314), y=y, align="right", fontWeight="bold"),
        marks.words(base, "label:N", False, x=alt.value(92), y=y, fontWeight=alt.expr(f"{strong} ? 'bold' : 'normal'")),
    ).properties(height=alt.Step(LINE))


# Engine by engine.
ORIGINS = {"TUR": ("Turkish", "tur", "circle"), "UKR": ("Ukrainian", "ukr", "square"),
           "KOR": ("South Korean", "neutral", "diamond"), "USA": ("American", "west", "triangle-up")}  # fmt: skip
UNKNOWN = ("none known", "neutral", "circle")
KINDS = {True: "Had lost a Western engine", False: "Had lost none that we know of"}
FROM = 2011.3  # the year from which engines are drawn


def engine_rows(frame: pd.DataFrame) -> pd.DataFrame:
    """Designs by group and day: where the loss and the choice stand (years), and how the choice looks."""

    def years(name: str) -> list[float | None]:
        dated = zip(frame[f"{name}_on"], frame[f"{name}_precision"], strict=True)
        return [sum(map(measures.year_of, measures.span(*one))) / 2 if pd.notna(one[0]) else None for one in dated]

    origin, tint, shape = zip(*(ORIGINS.get(to, UNKNOWN) for to in frame["turned_to"]), strict=True)
    found = frame.assign(
        name=frame["platform"] + ", " + frame["kind"],
        lost_at=years("lost"),
        at=years("turned"),
        harmed=frame["lost"] != numbers.UNHARMED,
        origin=origin,
        said=[", ".join(filter(None, one)) for one in zip(origin, frame["stage"], strict=True)],
        tint=list(map(colour, tint)),
        shape=shape,
    )
    found["first"] = found[["lost_at", "at"]].min(axis=1)
    return found.sort_values(["harmed", "first"], ascending=[False, True], ignore_index=True)


def engines(frame: pd.DataFrame) -> Figure:
    """Design by design: when a Western engine was lost, and whose engine came in its place or was chosen."""
    rows = engine_rows(frame)

    def days(name: str) -> list[str]:
        dated = rows[[f"{name}_on", f"{name}_precision"]].set_axis(["date", "date_precision"], axis=1)
        return ["" if pd.isna(row.date) else when(row) for row in dated.assign(date_end=None).itertuples()]

    table = pd.DataFrame({
        "design": rows["name"], "Western engine": rows["lost"], "lost on": days("lost"), "engine": rows["engine"],
        "from": rows["origin"], "stage": rows["stage"].fillna(""), "since": days("turned"), "remarks": rows["note"],
    })  # fmt: skip
    return Figure("engines", table, rows={"engines": rows}, draw=lambda width: _draw_engines(rows, width))


def _draw_engines(rows: pd.DataFrame, width: int) -> alt.LayerChart:
    wide = width == WIDE
    kept = rows[["name", "harmed", "lost_at", "at", "said", "tint", "shape"]]
    frame = marks.headed(kept.assign(group=kept["harmed"].map(KINDS)), "group")
    said = frame["said"].where(frame["at"].notna() | frame["lost_at"].notna())
    frame["told"] = (frame["name"] + ": " + said).fillna("")  # a phone has both above the marks, clear of the line
    y = marks.named(width, domain=[*frame["name"]])
    scale = alt.Scale(domain=[FROM, 2026 if wide else 2022.5], nice=False)
    axis = alt.Axis(values=[2012, 2015, 2018, 2021], format="d", title=None, grid=False)
    at, lost = (alt.X(f"{field}:Q", scale=scale, axis=axis) for field in ("at", "lost_at"))
    base = alt.Chart(frame)
    chosen, harmed = base.transform_filter("isValid(datum.at)"), base.transform_filter("isValid(datum.lost_at)")
    halted = measures.middles(numbers.table("decisions").query("id == @numbers.FIRST_OVER_DRONES"))
    first = alt.Chart(pd.DataFrame({"at": halted, "said": "first halt over drones"}))
    unknown = harmed.transform_filter("!isValid(datum.at)")
    told = [
        marks.words(first, "said:N", x=at, y=alt.value(12), dx=6),
        marks.words(chosen, "said:N", x=at, y=y, dx=10),
        marks.words(unknown, "said:N", x=lost, y=y, dx=10, color=colour("soft")),
    ]
    told = told if wide else [marks.above(base, y, width, "told", halo=True)]
    return marks.layered(
        first.mark_rule(color=colour("ink"), strokeDash=[2, 3]).encode(at),
        harmed.transform_filter("isValid(datum.at)").mark_rule(color=colour("rule")).encode(lost, y, x2="at:Q"),
        harmed.mark_point(shape="cross", angle=45, size=90, color=colour("west"), opacity=1).encode(lost, y),
        chosen.mark_point(size=110, opacity=1).encode(at, y, **marks.own(shape="shape", fill="tint", stroke="tint")),
        *told,
        marks.heads(base, y),
    ).properties(height=alt.Step(26 if wide else 36))


# Where Turkey turned.
TURNED = {"TUR": "Turkey itself", "KOR": "South Korea", "USA": "United States", "UKR": "Ukraine", None: "not known"}
TASKS = {True: "To replace what was lost", False: "For designs that had lost nothing"}


def suppliers() -> Figure:
    """Where Turkey turned: one mark for each thing lost, and for each design that had lost nothing."""
    new = numbers.engines(lost=False).rename(columns={"platform": "of"}).assign(item="Engine", task=TASKS[False])
    rows = pd.concat([numbers.lost_items().assign(task=TASKS[True]), new], ignore_index=True)
    rows["where"] = [TURNED[to if isinstance(to, str) else None] for to in rows["turned_to"]]
    table = rows[["task", "item", "of", "where"]].rename(columns={"where": "turned to"})
    behind = {"parts": numbers.table("parts"), "engines": numbers.engines()}
    return Figure("suppliers", table, rows=behind, draw=lambda width: _draw_suppliers(rows, width))


def _draw_suppliers(rows: pd.DataFrame, width: int) -> alt.LayerChart:
    wide = width == WIDE
    lines: list[dict] = []
    left, step = (130, 24) if wide else (104, 22)
    for task in TASKS.values():
        lines.append({"line": task, "task": task})
        for to, where in TURNED.items():
            own = rows[(rows["task"] == task) & (rows["where"] == where)]
            if len(own) or to == "UKR":  # a nought is shown where it answers the question
                # An engine is named by the design that it drives, any other part by its own name.
                names = ", ".join(own["of"].where(own["item"] == "Engine", own["item"].str.lower())) if to else ""
                lines.append({"line": f"{task}: {where}", "where": where, "count": len(own), "said": names})
    frame = pd.DataFrame(lines)
    looks = {where: ORIGINS.get(to or "", UNKNOWN)[1:] for to, where in TURNED.items()}
    tint = rows["where"].map(lambda where: colour(looks[where][0]))
    dots = rows.assign(
        line=rows["task"] + ": " + rows["where"],
        place=rows.groupby(["task", "where"]).cumcount(),
        tint=tint,
        fill=tint.mask(rows["where"] == TURNED[None], colour("page")),
        shape=rows["where"].map(lambda where: looks[where][1]),
    )
    y = alt.Y("line:N", axis=None, scale=alt.Scale(domain=[*frame["line"]], padding=0))
    x = alt.X("place:Q", axis=None, scale=alt.Scale(domain=[0, 10], range=[left + 34, left + 34 + 10 * step]))
    points = alt.Chart(dots[["line", "place", "tint", "fill", "shape"]]).mark_point(
        size=110, strokeWidth=1.6, opacity=1
    )
    counted = alt.Chart(frame).transform_filter("isValid(datum.count)").transform_calculate(place="datum.count - 1")
    names = marks.words(counted, "said:N", False, x=x, y=y, dx=16, color=colour("soft"))
    heads = alt.Chart(frame).transform_filter("!isValid(datum.count)")
    return marks.layered(
        points.encode(x, y, **marks.own(shape="shape", fill="fill", stroke="tint")),
        marks.words(counted, "where:N", False, x=alt.value(0), y=y),
        marks.words(counted, "count:Q", False, x=alt.value(left + 12), y=y, align="right", fontWeight="bold"),
        *([names] if wide else []),
        marks.words(heads, "task:N", False, x=alt.value(0), y=y, **marks.HEAD),
    ).properties(height=alt.Step(25))


# Part by part.
def parts() -> Figure:
    """What replaced each withheld part of the TB2, as a table."""
    frame = numbers.table("parts")
    marked = pd.DataFrame([_replaced(row) for row in frame.itertuples()], frame.index, ["said", "tint", "shape"])
    frame = frame.assign(supply=frame["withheld"] + frame["withheld_on"].dt.strftime(" %b %Y")).join(marked)
    table = frame[["part", "maker", "supply", "replacement", "basis"]]
    table = table.rename(columns={"replacement": "replaced by", "basis": "rests on"})
    shown = partial(render, "embargo_timeline/parts.html", parts=frame)
    return Figure("parts", table, {"parts": frame}, html=shown)


def _replaced(row) -> tuple[str, str, str]:
    """Where a substitute came from, in words, and the colour and shape of its mark, hollow on a weaker basis."""
    said, tint, shape = ORIGINS.get(row.replaced_by, ("Not known", "neutral", "circle"))
    sure = row.basis == "two sources"
    if not sure and row.basis != "none":
        said += f", on {row.basis.replace('maker’s', 'the maker’s')}"
    return said, colour(tint), shape if sure else f"hollow {shape}"


# Since then.
NO_END = 2025.0  # where the bar of a state without a dated end stops


def liftings(ends: pd.DataFrame) -> Figure:
    """Since then: how long the limits of October 2019 lasted, state by state, from the rows of `endings`."""
    last = pd.Series([end for _, end in measures.spans(ends)], ends.index, dtype=object)
    frame = pd.DataFrame({"state": numbers.HALTED_2019}).join(last.rename("last"))
    frame["dated"] = frame["last"].notna()
    frame["to"] = frame["last"].map(measures.year_of, na_action="ignore").fillna(NO_END).astype(float)
    frame["said"] = frame["last"].map("{:%B %Y}".format, na_action="ignore").fillna("no date found")
    frame = frame.sort_values(["dated", "to"], ascending=[False, True], kind="stable", ignore_index=True)
    frame["from"] = min(measures.middles(numbers.halts_of_october_2019()))
    frame = frame.drop(columns="last")
    table = frame[["state", "said"]].rename(columns={"said": "end of its limits"})
    rows = {"events": [*ends["id"], *numbers.EASED_ONLY]}
    return Figure("liftings", table, rows, since=True, draw=lambda width: _draw_liftings(frame, width))


def _draw_liftings(frame: pd.DataFrame, width: int) -> alt.LayerChart:
    last = 2026.6 if width == WIDE else 2029.4  # leaves room for the words beside the longest bar
    axis = alt.Axis(values=[2020, 2022, 2024], format="d", title=None, grid=False)
    scale = alt.Scale(domain=[2019.5, last], nice=False)
    x = alt.X("from:Q", scale=scale, axis=axis)
    y = alt.Y("state:N", sort=None, title=None)
    later = alt.Chart(pd.DataFrame({"from": [measures.year_of(CUTOFF)], "to": [last]}))
    base = alt.Chart(frame)
    bars, pale = base.transform_filter("datum.dated"), base.transform_filter("!datum.dated")
    look = {"fill": colour("west"), "fillOpacity": 0.25, "stroke": colour("west"), "strokeDash": [3, 2]}
    return marks.layered(
        later.mark_rect(color=colour("since-tint")).encode(x, x2="to:Q"),
        later.mark_rule(color=colour("ink"), strokeDash=[4, 3]).encode(x),
        bars.mark_bar(size=12, color=colour("west")).encode(x, y, x2="to:Q"),
        pale.mark_bar(size=12, **look).encode(x, y, x2="to:Q"),
        marks.words(base, "said:N", halo=False, x=alt.X("to:Q", scale=scale), y=y, dx=5),
    )


def all_events(known: pd.DataFrame) -> Figure:
    """Every event known on the cut-off, lane by lane, as a table."""
    frame = known.assign(day=[when(row) for row in known.itertuples()])
    table = frame[["day", "lane", "kind", "what", "confidence"]].replace({"lane": OTHER_LANES})
    table = table.set_axis(["date", "lane", "kind", "event", "how sure"], axis=1)
    shown = partial(render, "embargo_timeline/events.html", events=frame, lanes=OTHER_LANES)
    return Figure("all-events", table, {"events": frame}, html=shown)
