"""The figures of alliance-web: the web, the cases by the parts of a rule, reprisals, protests, and later cases."""

from collections.abc import Callable, Iterable
from functools import partial
from itertools import product

import altair as alt
import pandas as pd

from analysis.alliance_web import measures, numbers
from brief.book import in_words
from brief.charts import marks
from brief.charts.figure import WIDE, Choice, Figure, Sentence, colour
from brief.charts.live_sentences import listed
from brief.numbers import NBSP
from brief.templates import render

# Of each part of the rule: its words over a column, there on a phone, in a table; what it asks, in a sentence.
PARTS = pd.DataFrame.from_dict({
    "guarantee": ("treaty ally", "ally", "treaty ally", "the supplier has a treaty with Washington"),
    "partner": ("partner", "partner", "partner", "the buyer is an American partner without one"),
    "rival": ("rival", "rival", "named rival", "Washington had named the other side a rival"),
    "dispute": ("force", "force", "force used", "buyer and rival had used force of late"),
    "arms": ("major arms", "arms", "major arms", "the arms are major ones"),
    "alone": ("alone", "alone", "acting alone", "the supplier acts alone"),
    "both": ("both sides", "both", "both sides", "the supplier deals with both sides"),
}, orient="index", columns=["long", "short", "listed", "asks"])  # fmt: skip
RULES = {"strict": "Strict rule", "wide": "Doubt counts as yes", "widest": "One part may fail"}
LEAVES = {measures.NOTHING: "All parts"} | {part: f"Without {short}" for part, short in PARTS["short"].items()}
RULE, LEAVE = "strict", measures.NOTHING  # where a reader begins
NAMES_MAX = 6  # beyond that the sentence names those that fail
LEADING = ("unomig_200805", "civil_2005", "thestar_20211027", "bbc_20010426")
"""Sources to name first under the matrix, since the line names only four."""


# The cases by the parts of the rule.
def sentence(rule: str, leave: str) -> str:
    """How many cases pass, and which sales."""
    sales, refused = numbers.listed("supplied"), numbers.listed("refused")
    names = sales["label"].str.partition(",")[0]
    found = names.index.isin(numbers.passing("supplied", rule, leave))
    caught = len(numbers.passing("refused", rule, leave))
    said = f"*{found.sum() or 'None'}{NBSP}of{NBSP}{len(sales)}* sales pass"
    if found.sum() > NAMES_MAX:
        said += ": all but " + listed(list(names[~found])) if not found.all() else ""
    elif found.any():
        said += ": " + listed(list(names[found]))
    return f"{said}. Of the refusals *{caught or 'none'}{NBSP}of{NBSP}{len(refused)}* would pass."


def case_matrix(codes: pd.DataFrame | None = None) -> Figure:
    """The codings of each case, and which cases pass a rule that the reader sets."""
    order = [*numbers.listed("supplied").index, *numbers.listed("refused").index]
    codes, cases = (numbers.codes() if codes is None else codes).loc[order], numbers.listed().loc[order]
    table = cases[["label", "outcome"]].rename(columns={"label": "case"}).join(codes[PARTS.index])
    return Figure(
        "case-matrix",
        table.rename(columns=PARTS["listed"]),
        sources=LEADING,
        rows={"case_codings": numbers.coding_ids(order)},
        draw=lambda width: _draw_matrix(codes, width).add_params(*_settings(codes)),
        controls=(
            Choice("rule", "Rule", tuple(RULES.items()), RULE),
            Choice("leave", "Parts asked", tuple(LEAVES.items()), LEAVE),
        ),
        sentence=Sentence(),
    )


def _settings(codes: pd.DataFrame) -> list[alt.Parameter]:
    """What the reader may set, and for every setting which cases pass (1 or 0, in order) and the sentence."""
    settings = {f"{rule} {leave}": (rule, leave) for rule, leave in product(RULES, LEAVES)}
    passes = {name: measures.passes(codes, *setting).astype(int).tolist() for name, setting in settings.items()}
    said = {name: sentence(*setting) for name, setting in settings.items()}
    given = {"rule": RULE, "leave": LEAVE, "passes": passes, "said": said}
    return marks.params(given, {"sentence": "said[rule + ' ' + leave]"})


def _draw_matrix(codes: pd.DataFrame, width: int) -> alt.LayerChart:
    wide = width == WIDE
    labels = numbers.listed().loc[codes.index, "label"]
    rows = pd.DataFrame({"row": codes.index, "place": range(len(codes)), "said": labels if wide else _short(labels)})
    refused = rows["row"].isin(numbers.listed("refused").index)
    lines = ["above", "heads", *rows.loc[~refused, "row"], "refused", *rows.loc[refused, "row"]]
    heads = pd.DataFrame({"part": PARTS.index, "said": PARTS["long" if wide else "short"]})
    heads["row"] = "heads" if wide else [("above", "heads")[n % 2] for n in range(len(heads))]  # they would touch
    y = alt.Y("row:N", axis=None, scale=alt.Scale(domain=lines[1:] if wide else lines, padding=0))
    columns = alt.Scale(domain=list(PARTS.index), range=[290, 712] if wide else [180, 322])
    x = alt.X("part:N", axis=None, scale=columns)
    codings = codes.rename_axis("row").melt(ignore_index=False, var_name="part", value_name="code").reset_index()
    looks: dict = {"domain": ["yes", "uncertain", "no"]}
    squares = alt.Chart(codings).mark_point(size=120, fill=colour("ink"), stroke=colour("ink"), strokeWidth=1.5)
    passed = "passes[rule + ' ' + leave][datum.place] == 1"
    names, said = alt.Chart(rows), partial(marks.words, text="said:N", halo=False, x=alt.value(4), y=y)
    strip = names.transform_filter(passed).mark_rect(color=colour("surface"), stroke=colour("hair"))
    left_out = "leave == datum.part"  # its marks fade; its name only steps back, so that it can still be read
    tint = alt.condition(left_out, alt.value(colour("soft")), alt.value(colour("ink")))
    return marks.layered(
        strip.encode(y, x=alt.value(1), x2=alt.value(width - 1)),
        alt.Chart(heads).mark_text(baseline="middle").encode(x, y, text="said:N", color=tint),
        said(names.transform_filter(passed), fontWeight="bold"),
        said(names.transform_filter(f"!({passed})"), color=colour("soft")),
        said(alt.Chart(pd.DataFrame({"row": ["refused"], "said": ["Refused"]})), fontWeight="bold"),
        squares.encode(
            x,
            y,
            alt.Shape("code:N", scale=alt.Scale(range=["square", "square", "stroke"], **looks)),
            alt.FillOpacity("code:N", scale=alt.Scale(type="ordinal", range=[1, 0.3, 0], **looks)),
            opacity=alt.condition(left_out, alt.value(0.15), alt.value(1)),
        ),
    ).properties(height=alt.Step(23 if wide else 20))  # on a phone the controls and the chart share one screen


def _short(labels: pd.Series) -> pd.Series:
    """The labels for a phone, whose column has room for 27 letters."""
    for long, short in (("Netherlands", "Neth."), ("Saudi", "S."), ("South", "S."), (", June 2021", ", 2021")):
        labels = labels.str.replace(long, short)
    return labels


# The web: who is bound to whom, who armed whom against whom, and who dealt with the other side.
SUPPLIERS = {
    "ISR": "Israel", "POL": "Poland", "CZE": "Czech Rep.", "BGR": "Bulgaria", "TUR": "Turkey", "GBR": "Britain",
    "NLD": "Netherlands", "DEU": "Germany", "FRA": "France",
}  # fmt: skip
SIDES = {
    "RUS": ("Russia", {"GEO": "Georgia", "UKR": "Ukraine", "LBY": "Libya"}),
    "ARM": ("Armenia", {"AZE": "Azerbaijan"}),
    "IRN": ("Iran", {"SAU": "S. Arabia"}),
    "PRK": ("N. Korea", {"KOR": "S. Korea"}),
    "CHN": ("China", {"TWN": "Taiwan", "IND": "India"}),
}
"""From top to bottom: suppliers, so ordered that few lines cross; rivals, each with the buyers in dispute with it."""
PARTIES = {"TUR": "tur", "RUS": "rus", "UKR": "ukr-word"}
NAMED = SUPPLIERS | {
    iso: name for rival, (name, buyers) in SIDES.items() for iso, name in {rival: name, **buyers}.items()
}
KINDS = {  # of line: its look, and how far it stands from the middle, since a pair may have several
    "refused": ({"color": colour("ink"), "strokeWidth": 1.4, "strokeDash": [2, 4]}, 0),
    "supplied": ({"color": colour("ink"), "strokeWidth": 1.4}, 0),
    "clear": ({"color": colour("ink"), "strokeWidth": 4}, 0),
    "arms": ({"color": colour("neutral"), "strokeWidth": 4}, -0.24),
    "energy": ({"color": colour("neutral"), "strokeWidth": 1.4}, 0.14),
    "reprisal": ({"color": colour("warn"), "strokeWidth": 1.6, "strokeDash": [5, 3]}, 0.42),
}
REPRISALS = {
    "Russia": "Russia is blamed for explosions on its soil and denies them",
    "China": "China replied by diplomacy",
}
ALL = "all"


def _states(wide: bool = True) -> pd.DataFrame:
    """Each state by its code: column (x 0, 1.5 or 3) and place (y) in the web, its name and its look; headings have no
    code."""
    found, y = [("", 0, -1.4, "buyers"), ("", 1.5, -1.4, "suppliers"), ("", 1.5, 1.5, "treaty allies")], 0.0
    found.append(("", 3, -1.4, "the other side" if wide else "rivals"))
    for rival, (name, buyers) in SIDES.items():
        found.append(("", 0, y, f"against {name}" if wide else f"vs {name}"))
        found += [(iso, 0, y + place, said) for place, (iso, said) in enumerate(buyers.items(), 1)]
        found.append((rival, 3, y + (len(buyers) + 1) / 2, name))
        y += len(buyers) + 1.3
    places = [0.2, *(2.5 + 1.53 * place for place in range(len(SUPPLIERS) - 1))]
    found += [(iso, 1.5, place, said) for place, (iso, said) in zip(places, SUPPLIERS.items(), strict=True)]
    states = pd.DataFrame(found, columns=["iso", "x", "y", "said"])
    return states.assign(
        align=states["x"].map({0: "right", 1.5: "center", 3: "left"}),
        dx=states["x"].map({0: -6, 1.5: 0, 3: 6}),
        dy=0,
        tone=states["iso"].map(PARTIES | {"": "soft"}).fillna("ink").map(colour),
        weight=["bold" if iso in PARTIES else "normal" for iso in states["iso"]],
    )


def _lines() -> pd.DataFrame:
    """A line for each supplier and buyer of a case, each supplier and rival that it dealt with, and each reprisal."""
    clear = numbers.passing("supplied", "strict")
    cases = numbers.listed().assign(kind=lambda rows: rows["outcome"].mask(rows["id"].isin(clear), "clear"))
    cases = cases.assign(seller=cases["seller"].str.split(";")).explode("seller")
    deals = measures.dealt(numbers.dealings(), *measures.DEALINGS)
    acts = numbers.paid().assign(kind="reprisal")
    acts["seller"] = acts["territory"].where(acts["territory"].isin(SUPPLIERS), acts["supplier"])
    right = pd.concat([deals, acts])[["kind", "seller", "rival"]].drop_duplicates().rename(columns={"rival": "to"})
    left = cases[["kind", "seller", "buyer"]].drop_duplicates().rename(columns={"buyer": "to"})
    lines = pd.concat([left.assign(x=1, x2=0), right.assign(x=2, x2=3)])
    place = _states().query("iso != ''").set_index("iso")["y"]
    off = lines["kind"].map(lambda kind: KINDS[kind][1])
    return lines.assign(y=lines["seller"].map(place) + off, y2=lines["to"].map(place) + off)


def web_sentence(supplier: str) -> str:
    """What one supplier did, or what the list as a whole shows."""
    apart = set(numbers.apart("supplied")["seller"])
    if supplier == ALL:
        sales, both = len(numbers.listed("supplied")), len(numbers.two_sided("supplied"))
        alone = listed([SUPPLIERS[iso] for iso in sorted(apart)])
        said = f"In *{both}{NBSP}of{NBSP}{sales}* sales the ally also dealt with the other side"
        return f"{said}, but only *{alone}* stayed out of the sanctions on it."
    lines = _lines().query("seller == @supplier").replace({"kind": {"clear": "supplied"}, "to": NAMED})
    did = lines.groupby("kind")["to"].unique().map(list)
    sides = sorted({name for kind in did.index.intersection(measures.DEALINGS) for name in did[kind]})
    deals = listed([kind for kind in measures.DEALINGS if kind in did])
    doubts = numbers.dealings().query("seller == @supplier and kind != 'apart' and code == 'uncertain'")
    unseen = "We did not see it deal with" if doubts.empty else "We could not settle whether it dealt with"
    parts = [
        f"*{SUPPLIERS[supplier]}* "
        + " and ".join(f"{one} {listed(did[one])}" for one in ("supplied", "refused") if one in did),
        f"It dealt with {listed(sides)} in {deals}" if deals else f"{unseen} the other side",
        *[REPRISALS[name] for name in did.get("reprisal", [])],
    ]
    parts[1] += ", and it stayed out of the sanctions" * (supplier in apart)
    return ". ".join(parts) + "."


def _draw_web(width: int) -> alt.LayerChart:
    wide, lines, states = width == WIDE, _lines(), _states(width == WIDE)
    left, inner, outer, right = (140, 285, 415, 590) if wide else (72, 124, 208, 264)
    mine = f"supplier == '{ALL}' || supplier == lower(datum.seller)"
    ours = partial(alt.condition, "datum.seller == 'TUR'", alt.value(colour(PARTIES["TUR"])))
    ends: dict = {"x2": "x2:Q", "y2": "y2:Q", "opacity": alt.condition(mine, alt.value(1), alt.value(0.12))}
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, 1, 2, 3], range=[left, inner, outer, right]))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[-1.8, 13.9], reverse=True, nice=False))
    box = {"color": colour("surface"), "stroke": colour("hair")}
    allies = alt.Chart(pd.DataFrame({"y": [0.95], "y2": [13.9]})).mark_rect(**box)
    apart = alt.Chart(states[states["iso"].isin(numbers.apart("supplied")["seller"])])
    beside = marks.words(apart, alt.value("kept out of sanctions"), x=alt.value(outer), y=y, dx=12, dy=12)
    return marks.layered(
        allies.encode(x=alt.value(inner), x2=alt.value(outer), y=y, y2="y2:Q"),
        *[
            alt.Chart(lines[lines["kind"] == kind])
            .mark_rule(**look)
            .encode(x, y, color=ours(alt.value(look["color"])), **ends)
            for kind, (look, _) in KINDS.items()
        ],
        apart.mark_point(**marks.RING, size=70).encode(x=alt.value(outer), y=y),
        *([beside] if wide else []),
        marks.placed(alt.Chart(states), x, y, halo=False),
    ).properties(height=390 if wide else 370)


def case_web() -> Figure:
    """Who supplied or refused whom, against whom, and who dealt with the other side; the reader picks a supplier."""
    table = _lines()[["seller", "kind", "to"]].replace({"seller": SUPPLIERS, "to": NAMED})
    table["kind"] = table["kind"].replace({"clear": "supplied, a clear case", "reprisal": "reprisal by"})
    settings = {ALL: "All suppliers"} | {iso.lower(): name for iso, name in SUPPLIERS.items()}
    said = {one: web_sentence(one if one == ALL else one.upper()) for one in settings}
    params = marks.params({"supplier": ALL, "said": said}, {"sentence": "said[supplier]"})
    guarantees = [f"{case}-guarantee" for case in numbers.listed().index]
    cases = {"cases": numbers.listed(), "dealings": numbers.dealings(), "reprisals": numbers.paid()}
    return Figure(
        "case-web",
        table.rename(columns={"seller": "supplier", "to": "whom"}),
        rows=cases | {"case_codings": guarantees},
        sources=("civil_2005", "thestar_20211027", "sipri_tiv_2022", "reuters_20210428_bgr"),
        draw=lambda width: _draw_web(width).add_params(*params),
        controls=(Choice("supplier", "Supplier", tuple(settings.items()), ALL),),
        sentence=Sentence(),
    )


# Reprisals, protests, and later cases.
ACTS = {
    "bulgaria-2011-11": "Store, Bulgaria",
    "vrbetice-2014-10": "Depot, Vrbětice (two dead)",
    "vrbetice-2014-12": "The depot again",
    "bulgaria-2015-03": "Store, Bulgaria",
    "bulgaria-2015-04": "Workshop, Bulgaria",
    "gebrev-2015": "Trader poisoned, Bulgaria",
    "bulgaria-2020": "Store, Bulgaria",
}


def case_costs() -> Figure:
    """Acts of violence against suppliers, each with the day on which it was put on Russian agents."""
    acts = numbers.struck().sort_values("happened_on", ignore_index=True)
    words = ["act", "happened_on", "attributed_by", "attributed_on", "motive_stated", "denied_by", "disputed"]
    table = acts[words].rename(columns=lambda name: name.replace("_", " "))
    late = acts["happened_on"].dt.year > 2018  # its name would leave a phone, so it ends at the ring
    frame = acts[["id", "happened_on", "attributed_on"]].assign(
        said=acts["id"].map(ACTS), at=acts["happened_on"].mask(late, acts["attributed_on"]),
        align=late.map({True: "right", False: "left"}), dx=late.map({True: 5, False: -4}), dy=-13,
        tone=colour("ink"), weight="normal",
    )  # fmt: skip

    def draw(width: int) -> alt.LayerChart:
        y = alt.Y("id:N", sort=None, axis=None, scale=alt.Scale(padding=0.5))
        axis = alt.Axis(title=None, format="%Y", tickCount={"interval": "year", "step": 2 if width == WIDE else 3})
        x = alt.X("happened_on:T", axis=axis, scale=alt.Scale(domain=["2011-01-01", "2021-12-31"]))
        chart = alt.Chart(frame)
        return marks.layered(
            chart.mark_rule(color=colour("warn"), strokeWidth=1.6).encode(x, y, x2="attributed_on:T"),
            chart.mark_point(**marks.DOT | {"fill": colour("warn")}, size=110).encode(x, y),
            chart.mark_point(**marks.RING | {"stroke": colour("warn")}, size=80).encode(x="attributed_on:T", y=y),
            marks.placed(chart, "at:T", y),
        ).properties(height=alt.Step(38))

    return Figure("case-costs", table, rows={"reprisals": acts}, draw=draw)


def case_protests(protested: pd.DataFrame) -> Figure:
    """The sales against which the other side protested, by the first day of the protest."""
    protested = protested.assign(day=list(map(in_words, protested["protest_on"])))
    table = protested[["label", "day", "protest_words", "american_forces"]]
    return Figure(
        "case-protests",
        table.set_axis(["case", "day", "protest", "american forces fought"], axis=1),
        rows={"cases": protested},
        drawn=["sales_fought"],
        html=_found(protested["label"], protested["day"] + ". " + protested["protest_words"]),
    )


def _found(names: pd.Series, words: Iterable[str]) -> Callable[[], str]:
    """A list of cases by name, each with what was found."""
    return partial(render, "alliance_web/found.html", found=dict(zip(names, words, strict=True)))


def case_later() -> Figure:
    """Since then: the later cases, and the parts of the rule that each fails or leaves open."""
    cases, codes = numbers.listed(later=True), numbers.codes(later=True)

    def found(case: str) -> str:
        said = cases.at[case, "what"]
        for start, that, code in (("It fails the rule", "that", "no"), ("It is in doubt", "whether", "uncertain")):
            if parts := [f"{that} {asks}" for part, asks in PARTS["asks"].items() if codes.at[case, part] == code]:
                said += f" {start} {listed(parts)}."
        return said

    table = cases[["label"]].join(codes[PARTS.index])
    return Figure(
        "case-later",
        table.rename(columns={"label": "case"} | PARTS["listed"].to_dict()),
        rows={"cases": cases},
        since=True,
        html=_found(cases["label"], map(found, cases.index)),
    )
