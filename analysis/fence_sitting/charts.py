"""The figures of fence-sitting: who deals with both sides, votes, the jet, the guarantee, five explanations."""

from functools import partial

import altair as alt
import pandas as pd

from analysis.fence_sitting import measures, numbers
from brief.book import in_words
from brief.charts import marks
from brief.charts.figure import WIDE, Choice, Figure, Number, Sentence, colour
from brief.charts.live_sentences import listed, vega_listed, vega_text
from brief.dates import CUTOFF
from brief.templates import render

# Who deals with both sides: a threshold and a choice that the reader moves.
NAMES = {
    "TUR": "Turkey", "GRC": "Greece", "HUN": "Hungary", "IND": "India", "EGY": "Egypt", "SAU": "Saudi Arabia",
    "ARE": "Emirates", "ISR": "Israel",
}  # fmt: skip
COUNTS = {
    "arms": ("Arms alone", "and nothing else does"),
    "orders": ("Russian weapons too", "and so do Russian weapons or an American treaty"),
    "energy": ("Energy too", "and so do Russian weapons, Russian energy or an American treaty"),
}
SAYS = "If *{least}\u00a0%* of arms makes a tie, {counts}, we find *{bound}* with a guarantee and *{free}* without one."
GROUPS = {True: "With NATO’s guarantee", False: "Without a treaty"}


def said(least: float, counts: str, states: pd.DataFrame) -> str:
    """The live sentence, in Python."""
    passing = states[measures.both(states, least, counts)]

    def who(treaty: bool) -> str:
        return listed([NAMES[iso] for iso in passing.index[passing["treaty"] == treaty]]) or "nobody"

    return SAYS.format(least=f"{least:g}", counts=COUNTS[counts][1], bound=who(True), free=who(False))


def _passes(row: str) -> str:
    """The rule of `measures.both` as an expression; `row` goes before the name of a column."""
    return (
        f"({row}russia >= least || counts != 'arms' && {row}weapons || counts == 'energy' && {row}energy)"
        f" && ({row}america >= least || counts != 'arms' && {row}treaty)"
    )


def _params(states: pd.DataFrame) -> list[alt.Parameter]:
    """What the reader sets, and the same sentence in the chart's own language."""
    given = states.to_dict("index")

    def who(treaty: bool) -> str:
        own = states.index[states["treaty"] == treaty]
        terms = " + ".join(f"({_passes(f'states.{iso}.')} ? '{NAMES[iso]}, ' : '')" for iso in own)
        return f"{vega_listed(f'({terms})')} || 'nobody'"

    counted = " : ".join([*(f"counts == '{name}' ? '{words}'" for name, (_, words) in COUNTS.items()), "''"])
    made = {"bound": who(True), "free": who(False), "counted": counted}
    sentence = vega_text(SAYS, least="least", counts="counted", bound="bound", free="free")
    start = {"states": given, "least": numbers.LEAST, "counts": numbers.COUNTS}
    return marks.params(start, made | {"sentence": sentence})


def both_sides(states: pd.DataFrame | None = None) -> Figure:
    """Each state's arms from either side and its other ties to Moscow, and who deals with both."""
    states = numbers.states() if states is None else states
    heads = {
        "russia": "arms from Russia, %", "america": "arms from the United States, %", "treaty": "NATO’s guarantee",
        "weapons": "Russian weapons", "energy": "long gas contract or oil",
    }  # fmt: skip
    named = states.rename(index=NAMES, columns=heads).rename_axis("state")
    return Figure(
        "both-sides",
        named.replace({True: "yes", False: "no"}).reset_index(),
        rows={"hedgers": numbers.rows_of()},
        draw=lambda width: _draw_sides(states, width).add_params(*_params(states)),
        controls=(
            Number("least", "Share of arms that makes a tie, at least", 1, 40, 1, "%", numbers.LEAST,
                   ((5, "a twentieth, as in the text"), (10, "a tenth, our stricter rule"))),
            Choice("counts", "What counts as a tie", tuple((one, label) for one, (label, _) in COUNTS.items()),
                   numbers.COUNTS),
        ),
        sentence=Sentence(said(numbers.LEAST, numbers.COUNTS, states)),
    )  # fmt: skip


def _draw_sides(states: pd.DataFrame, width: int) -> alt.LayerChart:
    wide = width == WIDE
    names = states.index.map(NAMES).str.replace("Saudi Arabia", "Saudi Arabia" if wide else "S. Arabia")
    rows = states.reset_index(names="iso").assign(name=names, left=-states["russia"].to_numpy())
    lines = ["heads", "bound", *rows.loc[rows["treaty"], "iso"], "free", *rows.loc[~rows["treaty"], "iso"]]
    y = alt.Y("iso:N", axis=None, scale=alt.Scale(domain=lines, padding=0))
    x = alt.Scale(domain=[-56, 92], range=[126, 540] if wide else [74, 214], nice=False)
    places = {"weapons": (606, 258), "energy": (690, 308)}
    ties = {name: alt.value(at[0 if wide else 1]) for name, at in places.items()}
    far = {"russia_end": "-max(datum.russia, min(least, 12))", "america_end": "max(datum.america, min(least, 12))"}
    passed = alt.Chart(rows).transform_calculate(passed=_passes("datum."), **far)

    def bar(field: str, tone: str) -> alt.Chart:
        return passed.mark_bar(size=11, color=colour(tone)).encode(alt.X(f"{field}:Q", scale=x, axis=None), y)

    def share(field: str, align: str, dx: int) -> alt.LayerChart | alt.Chart:
        """The value at its bar's end, or beyond the reader's line where that is near."""
        return marks.words(passed, f"{field}:Q", x=alt.X(f"{field}_end:Q", scale=x), y=y, align=align, dx=dx)

    def line(sign: str) -> alt.Chart:
        spot = alt.Chart(pd.DataFrame({"iso": ["bound"]})).transform_calculate(at=f"{sign}least")
        ends = {"y": alt.value(2 * step), "y2": alt.value(step * len(lines))}
        return spot.mark_rule(color=colour("ink"), strokeDash=[2, 3]).encode(alt.X("at:Q", scale=x), **ends)

    def tie(name: str, counted: str) -> alt.Chart:
        opacity = alt.condition(counted, alt.value(1), alt.value(0.25))
        held = passed.transform_filter(f"datum.{name}").mark_point(shape="square", size=95, color=colour("rus"))
        return held.encode(y, x=ties[name], opacity=opacity)

    step = 25 if wide else 23
    arms = "arms from " if wide else ""
    heads = [(0, f"{arms}Russia", -3, "right", "rus"), (0, f"{arms}America", 3, "left", "west")]
    heads = pd.DataFrame(heads, columns=["at", "said", "dx", "align", "tone"])
    heads = marks.painted(heads.assign(iso="heads", dy=0, weight="bold"), "tone")
    groups = pd.DataFrame({"iso": ["bound", "free"], "said": [GROUPS[True], GROUPS[False]]})
    named = {name: alt.Chart(pd.DataFrame({"iso": ["heads"], "said": [name]})) for name in places}
    soft = {"y": y, "align": "center", "color": colour("soft")}
    over = [marks.words(named[name], "said:N", halo=False, x=ties[name], **soft) for name in places]
    name = partial(marks.words, text="name:N", halo=False, x=alt.value(4), y=y)
    strip = passed.transform_filter("datum.passed").mark_rect(color=colour("surface"), stroke=colour("hair"))
    return marks.layered(
        strip.encode(y, x=alt.value(1), x2=alt.value(width - 1)),
        bar("left", "rus"),
        bar("america", "west"),
        line("-"),
        line(""),
        share("russia", "right", -5),
        share("america", "left", 5),
        name(passed.transform_filter("datum.passed"), fontWeight="bold"),
        name(passed.transform_filter("!datum.passed"), color=colour("soft")),
        tie("weapons", "counts != 'arms'"),
        tie("energy", "counts == 'energy'"),
        marks.words(alt.Chart(groups), "said:N", x=alt.value(0), y=y, **marks.HEAD),
        marks.placed(alt.Chart(heads), alt.X("at:Q", scale=x), y, halo=False),
        *over,
    ).properties(height=alt.Step(step))


# Votes, sanctions and alignment over the years.
LANES = {"votes": 196, "sanctions": 228}  # px from the top
HEADS = [
    "Share of the Union’s positions that Ankara joined",
    "Votes in the General Assembly",
    "Sanctions on Russia: did not join",
]
GAPS = {
    False: [("2016-06-01", "2017-06-01", "2016-12-01"), ("2019-03-01", "2021-11-30", "2020-07-15")],
    True: [("2016-06-01", "2017-06-01", "2016-12-01"), ("2019-03-01", "2024-06-01", "2020-07-15")],
}
"""Where reports that could not be read would stand: from, to, middle."""


def stance(later: bool = False) -> pd.DataFrame:
    """Alignment and votes by day: what, value (per cent, for alignment), how."""
    rates = numbers.table("eu_alignment", later)
    own = rates["known_on"].dt.year == rates["year"]  # a rate that was read later stands at the end of October
    days = rates["known_on"].where(own, pd.to_datetime(rates["year"].astype(str) + "-10-30"))
    rates = pd.DataFrame({"day": days, "what": "alignment", "rate": rates["rate"], "how": "joined"})
    votes = numbers.votes(later)
    if later:
        more = numbers.table("positions", later)
        votes = pd.concat([votes, more[more["id"] == "ga-2022-03-02"]]).drop_duplicates("id")
    votes = pd.DataFrame({"day": votes["date"], "what": "vote", "rate": float("nan"), "how": votes["turkey"]})
    return pd.concat([rates, votes]).sort_values("day", kind="stable").reset_index(drop=True)


def _draw_stance(frame: pd.DataFrame, end: str, later: bool, width: int) -> alt.LayerChart:
    wide = width == WIDE
    days = [pd.Timestamp("2013-10-01"), pd.Timestamp(end)]
    label = "timeFormat(datum.value, '%Y')" if wide else "'’' + timeFormat(datum.value, '%y')"
    axis = alt.Axis(title=None, grid=False, labelExpr=label, tickCount={"interval": "year", "step": 2 if later else 1})
    scale = alt.Scale(domain=[day.strftime("%Y-%m-%d") for day in days], type="utc", nice=False)
    x = alt.X("day:T", scale=scale, axis=axis)
    y = alt.Y("rate:Q", axis=None, scale=alt.Scale(domain=[0, 50], range=[150, 18]))
    data = frame.assign(day=frame["day"].dt.strftime("%Y-%m-%d"))
    rates, votes = (alt.Chart(data[data["what"] == what]) for what in ("alignment", "vote"))
    box: dict = {"shape": "square", "strokeWidth": 1.6, "opacity": 1}
    last = days[1].strftime("%Y-%m-%d")
    since = alt.Chart(pd.DataFrame({"day": ["2014-07-31"], "end": [last]}))
    gaps = alt.Chart(pd.DataFrame(GAPS[later], columns=["day", "end", "middle"]).assign(said="not seen", rate=0))
    middle = alt.X("middle:T", scale=scale)
    heads = pd.DataFrame({"y": [8, LANES["votes"] - 18, LANES["sanctions"] - 12], "said": HEADS})
    percent = rates.transform_calculate(said="datum.rate + '\u00a0%'")
    read = votes.transform_filter("datum.how == 'voted for'")
    unread = votes.transform_filter("datum.how != 'voted for'")
    lane = {name: alt.value(place) for name, place in LANES.items()}
    above: dict = {"x": x, "y": y, "align": "center"}
    layers = [
        gaps.mark_rule(color=colour("soft"), strokeDash=[3, 4]).encode(x, y, x2="end:T"),
        marks.words(gaps, "said:N", False, dy=-10, color=colour("soft"), **above | {"x": middle}),
        rates.mark_rule(color=colour("tur"), strokeWidth=2).encode(x, y, y2=alt.datum(0)),
        rates.mark_point(color=colour("tur"), size=80, opacity=1).encode(x, y),
        marks.words(percent, "said:N", dy=-13, fontWeight="bold", **above),
        read.mark_point(fill=colour("tur"), stroke=colour("page"), size=110, **box).encode(x, y=lane["votes"]),
        unread.mark_point(fill=colour("page"), stroke=colour("tur"), size=90, **box).encode(x, y=lane["votes"]),
        since.mark_bar(size=9, color=colour("rus")).encode(x, x2="end:T", y=alt.value(LANES["sanctions"] + 4)),
        marks.words(alt.Chart(heads), "said:N", x=alt.value(0), y=alt.Y("y:Q", scale=None), **marks.HEAD),
    ]
    if later:
        shade = alt.Chart(pd.DataFrame({"day": [CUTOFF.isoformat()], "end": [last]}))
        tint = shade.mark_rect(color=colour("since-tint")).encode(x, x2="end:T", y=alt.value(0), y2=alt.value(245))
        edge = shade.mark_rule(color=colour("since"), strokeWidth=1.5).encode(x, y=alt.value(0), y2=alt.value(245))
        layers = [tint, edge, *layers]
    return marks.layered(*layers).properties(height=245)


def _stance(key: str, later: bool, end: str) -> Figure:
    frame = stance(later)
    table = frame.assign(day=list(map(in_words, frame["day"])), rate=frame["rate"])
    votes = numbers.votes(later)
    ids = [*votes["id"], "sanctions-2014", *(["ga-2022-03-02", "sanctions-2022"] if later else [])]
    return Figure(
        key,
        table.rename(columns={"rate": "joined, %", "how": "what Turkey did"}),
        rows={"eu_alignment": numbers.table("eu_alignment", later), "positions": ids},
        since=later,
        draw=lambda width: _draw_stance(frame, end, later, width),
    )


def alignment_and_votes() -> Figure:
    """How Ankara voted on Crimea, and how much of the Union's foreign policy it joined, by day."""
    return _stance("alignment-and-votes", False, "2021-12-31")


def alignment_since() -> Figure:
    """The same, carried on: since then."""
    return _stance("alignment-since", True, "2026-02-01")


# The crisis of the jet, day by day.
WHO = {
    "nato": ("The allies", "west", "triangle-up"),
    "turkey": ("Turkey", "tur", "circle"),
    "arms": ("Moscow, by arms", "rus", "square"),
    "trade": ("Moscow, by trade", "rus", "circle"),
    "words": ("Moscow, in words", "rus", "triangle-up"),
}
HOLLOW = ("trade", "words")
STEPS = {
    "jet": ("turkey", "a Russian bomber is shot down"),
    "nato-jet": ("nato", "the Council voices solidarity, urges calm"),
    "no-war": ("words", "foreign minister: no war on Turkey"),
    "missiles-to-syria": ("arms", "air defence to Syria, military ties cut"),
    "decree": ("trade", "a decree limits goods, tours and workers"),
    "pipeline-halted": ("trade", "pipeline talks stop, but gas flows on"),
    "no-sabre": ("words", "Putin: Moscow will not rattle its sabre"),
    "worst-is-war": ("words", "prime minister: war would be the worst"),
    "shots-at-sea": ("arms", "warning shots near a fishing boat"),
    "nato-package": ("nato", "radar aircraft and ships for Turkey"),
    "ban": ("trade", "the ban on goods begins, visas return"),
    "not-about-nato": ("words", "Putin: the quarrel is not about NATO"),
    "airspace-again": ("arms", "a jet crosses in; Moscow denies it"),
    "arms-for-pkk": ("turkey", "accuses Moscow of arming the PKK"),
    "letter": ("turkey", "the president sends a letter of regret"),
    "tours-back": ("trade", "tours may be sold again"),
}


def steps() -> pd.DataFrame:
    """The steps of the crisis in order: id, day, who, what."""
    found = numbers.table("ties").loc[[*STEPS]]
    who, what = zip(*STEPS.values(), strict=True)
    return found.assign(who=who, said=what).sort_values("date", kind="stable")


def jet_crisis() -> Figure:
    """What each side did from the day of the jet to the end of the ban on tours."""
    frame = steps()
    who = [WHO[who][0] for who in frame["who"]]
    table = pd.DataFrame({"day": frame["date"].map(in_words), "who": who, "what": frame["what"]}).reset_index(drop=True)
    return Figure("jet-crisis", table, rows={"ties": frame}, draw=lambda width: _draw_steps(frame, width))


COLUMNS = {"Turkey, the allies": ("nato", "turkey"), "Moscow: words": ("words",), "Moscow: trade": ("trade",),
           "Moscow: arms": ("arms",)}  # fmt: skip


def _draw_steps(frame: pd.DataFrame, width: int) -> alt.LayerChart:
    """One line a step: a list on a phone; on a desk in columns by who acted and how, so that the mildness shows."""
    wide = width == WIDE
    looks = [WHO[who] for who in frame["who"]]
    left = {who: 98 + 118 * place if wide else 62 for place, kinds in enumerate(COLUMNS.values()) for who in kinds}
    rows = pd.DataFrame({
        "id": frame["id"], "said": frame["said"], "shape": [shape for *_, shape in looks],
        "tone": [colour(tone) for _, tone, _ in looks],
        "fill": [colour("page" if who in HOLLOW else WHO[who][1]) for who in frame["who"]],
        "day": [f"{day.day} {day:%b}" + (f" {day.year}" if wide else "") for day in frame["date"]],
        "at": frame["who"].map(left),
    })  # fmt: skip
    heads = pd.DataFrame([("heads", said, left[kinds[0]] - 7) for said, kinds in COLUMNS.items()])
    heads = alt.Chart(heads.set_axis(["id", "said", "at"], axis=1))
    domain = ["heads", *rows["id"]] if wide else [*rows["id"]]
    y = alt.Y("id:N", axis=None, scale=alt.Scale(domain=domain, padding=0))
    x = alt.X("at:Q", axis=None, scale=alt.Scale(domain=[0, width], range=[0, width]))
    base = alt.Chart(rows)
    points = base.mark_point(size=95, strokeWidth=1.8, opacity=1)
    spine = base.mark_line(color=colour("hair")).encode(x, y)
    return marks.layered(
        marks.words(heads, "said:N", False, x=x, y=y, **marks.HEAD) if wide else spine,
        points.encode(x, y, **marks.own(shape="shape", fill="fill", stroke="tone")),
        marks.words(base, "day:N", halo=False, x=alt.value(0), y=y, color=colour("soft")),
        marks.words(base, "said:N", halo=False, x=x, y=y, dx=16),
    ).properties(height=alt.Step(23))


# What tested the guarantee, and what five explanations say.
GAVE = {
    "forces": "NATO sent forces", "words": "NATO answered with words only",
    "not searched": "We did not look for NATO’s answer",
}  # fmt: skip


def guarantee_tested() -> Figure:
    """The occasions on which the guarantee was tested, in order, as a list."""
    tests = numbers.tests()
    found = tests.assign(
        day=tests["date"].map(in_words),
        where=tests["place"].map({"Turkey": "In Turkey", "Syria": "In Syria", "at sea": "At sea"}),
        dead=tests["turkish_dead"].map("{:.0f}".format, na_action="ignore").fillna(""),
        asked=tests["request"].where(tests["request"] == "Article 4", ""),
        answer=tests["gave"].map(GAVE),
    )
    heads = ["day", "what", "where", "Turkish soldiers killed", "asked under", "NATO’s answer"]
    table = found[["day", "what", "where", "dead", "asked", "answer"]].set_axis(heads, axis=1).reset_index(drop=True)
    shown = partial(render, "fence_sitting/tested.html", found=found)
    return Figure("guarantee-tested", table, {"guarantee": tests}, html=shown)


EXPLAIN = {
    "NATO’s guarantee": ("guarantee", "NATO"),
    "Mutual dependence": ("dependence", "trade"),
    "Size and geography": ("size", "size"),
    "The leader’s choice": ("leader", "leader"),
    "Exposure": ("exposure", "fire"),
}
SHORT = {
    "Moscow answered the jet with trade, not arms": "Trade, not arms, in reply",
    "Incidents with Russia killed soldiers in Syria only": "Soldiers died in Syria only",
    "Gas was spared": "Gas was spared",
    "Ankara wrote a letter of regret": "A letter of regret",
    "India and Egypt do it without a guarantee": "India, Egypt: no treaty",
    "Other allies buy next to no arms from Russia": "Other allies hardly buy",
}
FITS = {"fits": ("square", "tur", "tur"), "silent": ("stroke", "soft", "soft"), "strains": ("circle", "page", "rus")}
"""Mark, fill and outline of each coding."""


def explanations(coded: pd.DataFrame) -> Figure:
    """Which observation fits which explanation, as a matrix."""
    wide = coded.pivot(index="observation", columns="explanation", values="fit").loc[[*SHORT], [*EXPLAIN]]
    table = wide.reset_index().rename_axis(None, axis=1)
    rows = {"explanations": coded}
    return Figure("explanations", table, rows, draw=lambda width: _draw_explanations(coded, width))


def _draw_explanations(coded: pd.DataFrame, width: int) -> alt.LayerChart:
    wide = width == WIDE
    names = pd.DataFrame({"observation": [*SHORT], "said": [*SHORT] if wide else [*SHORT.values()]})
    heads = pd.DataFrame({"explanation": [*EXPLAIN], "said": [words[0 if wide else 1] for words in EXPLAIN.values()]})
    y = alt.Y("observation:N", axis=None, scale=alt.Scale(domain=["heads", *SHORT], padding=0))
    places = alt.Scale(domain=[*EXPLAIN], range=[330, 718] if wide else [146, 326])
    x = alt.X("explanation:N", axis=None, scale=places)
    looks = pd.DataFrame.from_dict(FITS, orient="index", columns=["shape", "fill", "line"])
    points = coded[["explanation", "observation", "fit"]].join(looks, on="fit").drop(columns="fit")
    points = alt.Chart(marks.painted(points, "fill", "line")).mark_point(size=120, strokeWidth=1.8, opacity=1)
    return marks.layered(
        marks.words(alt.Chart(heads.assign(observation="heads")), "said:N", halo=False, x=x, y=y, align="center"),
        marks.words(alt.Chart(names), "said:N", halo=False, x=alt.value(0), y=y),
        points.encode(x, y, **marks.own(shape="shape", fill="fill", stroke="line")),
    ).properties(height=alt.Step(28))
