"""The figures of alliance-web: the cases by the parts of a rule, who armed whom, protests, and later cases."""

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

# part of the rule: over its column, there on a phone, in a table
PARTS = {
    "guarantee": ("treaty ally", "ally", "treaty ally"),
    "partner": ("partner", "partner", "partner"),
    "rival": ("named rival", "rival", "named rival"),
    "dispute": ("force used", "force", "force used"),
    "arms": ("major arms", "arms", "major arms"),
    "alone": ("alone", "alone", "acting alone"),
}
RULES = {"strict": "Strict rule", "wide": "Doubt counts", "widest": "One may fail"}
LEAVES = {measures.NOTHING: "All parts"} | {part: f"Without {short}" for part, (_, short, _) in PARTS.items()}
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
    return f"{said}. Of the refusals *{caught or 'none'}{NBSP}of{NBSP}{len(refused)}* would."


def case_matrix(codes: pd.DataFrame | None = None, rule: str = "strict", leave: str = measures.NOTHING) -> Figure:
    """The codings of each case, and which cases pass a rule that the reader sets."""
    order = [*numbers.listed("supplied").index, *numbers.listed("refused").index]
    codes, cases = (numbers.codes() if codes is None else codes).loc[order], numbers.listed().loc[order]
    table = cases[["label", "outcome"]].rename(columns={"label": "case"}).join(codes[[*PARTS]])
    return Figure(
        "case-matrix",
        table.rename(columns={part: words for part, (*_, words) in PARTS.items()}).reset_index(drop=True),
        sources=LEADING,
        rows={"case_codings": numbers.coding_ids(order)},
        draw=lambda width: _draw_matrix(codes, width).add_params(*_settings(codes, rule, leave)),
        controls=(
            Choice("rule", "Rule", tuple(RULES.items()), rule),
            Choice("leave", "Parts asked", tuple(LEAVES.items()), leave),
        ),
        sentence=Sentence(sentence(rule, leave)),
    )


def _settings(codes: pd.DataFrame, rule: str, leave: str) -> list[alt.Parameter]:
    """What the reader may set, and for every setting which cases pass (1 or 0, in order) and the sentence."""
    settings = {f"{one} {left}": (one, left) for one, left in product(RULES, LEAVES)}
    passes = {name: measures.passes(codes, *setting).astype(int).tolist() for name, setting in settings.items()}
    said = {name: sentence(*setting) for name, setting in settings.items()}
    given = {"rule": rule, "leave": leave, "passes": passes, "said": said}
    return marks.params(given, {"sentence": "said[rule + ' ' + leave]"})


def _draw_matrix(codes: pd.DataFrame, width: int) -> alt.LayerChart:
    wide = width == WIDE
    labels = numbers.listed().loc[codes.index, "label"]
    rows = pd.DataFrame({"row": codes.index, "place": range(len(codes)), "said": labels if wide else _short(labels)})
    refused = rows["row"].isin(numbers.listed("refused").index)
    lines = ["above", "heads", *rows.loc[~refused, "row"], "refused", *rows.loc[refused, "row"]]
    heads = pd.DataFrame({"part": [*PARTS], "said": [long if wide else short for long, short, _ in PARTS.values()]})
    heads["row"] = "heads" if wide else ["above", "heads"] * 3  # on a phone they would touch in one line
    y = alt.Y("row:N", axis=None, scale=alt.Scale(domain=lines[1:] if wide else lines, padding=0))
    columns = alt.Scale(domain=[*PARTS], range=[290, 710] if wide else [180, 318])
    x = alt.X("part:N", axis=None, scale=columns)
    codings = codes.rename_axis("row").melt(ignore_index=False, var_name="part", value_name="code").reset_index()
    looks: dict = {"domain": ["yes", "uncertain", "no"]}
    squares = alt.Chart(codings).mark_point(size=120, fill=colour("ink"), stroke=colour("ink"), strokeWidth=1.5)
    passed = "passes[rule + ' ' + leave][datum.place] == 1"
    names, said = alt.Chart(rows), partial(marks.words, text="said:N", halo=False, x=alt.value(4), y=y)
    strip = names.transform_filter(passed).mark_rect(color=colour("surface"), stroke=colour("hair"))
    left_out = "leave == datum.part"  # its marks fade; its name only steps back, so that it can still be read
    tint = alt.condition(left_out, alt.value(colour("soft")), alt.value(colour("ink")))
    return alt.layer(
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


# Who armed whom.
NAMES = {
    "supplier": {
        "ISR": "Israel",
        "BGR": "Bulgaria",
        "POL": "Poland",
        "CZE": "Czech Rep.",
        "TUR": "Turkey",
        "GBR": "Britain",
        "DEU": "Germany",
        "NLD": "Netherlands",
        "FRA": "France",
    },
    "buyer": {
        "GEO": "Georgia",
        "UKR": "Ukraine",
        "LBY": "Libya",
        "AZE": "Azerbaijan",
        "SAU": "S. Arabia",
        "KOR": "S. Korea",
        "TWN": "Taiwan",
        "IND": "India",
    },
    "other side": {"RUS": "Russia", "ARM": "Armenia", "IRN": "Iran", "PRK": "N. Korea", "CHN": "China"},
}
"""The states of each column from top to bottom, so ordered that few lines cross; who stands on the other side stands
at the middle of the buyers that it is in dispute with."""
COLUMNS = {"supplier": (0, "right", -6), "buyer": (1.5, "center", 0), "other side": (3, "left", 6)}
"""Where a column's names stand: lines run from 0 to 1 and from 2 to 3."""
PARTIES = {"TUR": "tur", "RUS": "rus", "UKR": "ukr-word"}


def _links(cases: pd.DataFrame) -> pd.DataFrame:
    """One line for each supplier of a case, and one for each buyer and the other side: kind, x and y of both ends."""
    place = {iso: place for column in ("supplier", "buyer") for place, iso in enumerate(NAMES[column])}
    clear = numbers.passing("supplied", "strict")
    lines = cases.assign(kind=cases["outcome"].mask(cases["id"].isin(clear), "clear"), x=0, x2=1)
    lines = lines.assign(seller=cases["seller"].str.split(";")).explode("seller")
    lines["y"], lines["y2"] = lines["seller"].map(place), lines["buyer"].map(place)
    pairs = cases[["buyer", "rival"]].drop_duplicates().assign(kind="dispute", x=2, x2=3)
    pairs["y"] = pairs["buyer"].map(place)
    pairs["y2"] = pairs.groupby("rival")["y"].transform("mean")
    return pd.concat([lines, pairs])[["kind", "rival", "x", "y", "x2", "y2"]]


def _states(links: pd.DataFrame) -> pd.DataFrame:
    """The names and the columns' headings, each with its place and its look."""
    rivals = links[links["kind"] == "dispute"].groupby("rival")["y2"].first()
    found = []
    for column, names in NAMES.items():
        x, align, dx = COLUMNS[column]
        look = {"x": x, "align": align, "dx": dx, "dy": 0}
        found.append(look | {"y": -1.4, "said": column, "tone": colour("soft"), "weight": "normal"})
        for place, (iso, name) in enumerate(names.items()):
            tone, weight = colour(PARTIES.get(iso, "ink")), "bold" if iso in PARTIES else "normal"
            found.append(look | {"y": rivals.get(iso, place), "said": name, "tone": tone, "weight": weight})
    return pd.DataFrame(found)


def _draw_web(cases: pd.DataFrame, width: int) -> alt.LayerChart:
    links = _links(cases)
    ends = [170, 320, 440, 560] if width == WIDE else [78, 146, 214, 258]
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, 1, 2, 3], range=ends))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[-2, 8.5], reverse=True, nice=False))
    looks = {
        "dispute": {"color": colour("neutral"), "strokeWidth": 1},
        "refused": {"color": colour("ink"), "strokeWidth": 1.4, "strokeDash": [2, 4]},
        "supplied": {"color": colour("ink"), "strokeWidth": 1.4},
        "clear": {"color": colour("ink"), "strokeWidth": 4},
    }
    lines = [
        alt.Chart(links[links["kind"] == kind]).mark_rule(**look).encode(x, y, x2="x2:Q", y2="y2:Q")
        for kind, look in looks.items()
    ]
    states = marks.placed(alt.Chart(_states(links)), x, y, halo=False)
    return alt.layer(*lines, states).properties(height=312)


def case_web(cases: pd.DataFrame | None = None) -> Figure:
    """Who supplied or refused whom, and who stood on the other side."""
    cases = numbers.listed() if cases is None else cases
    sellers, buyers, rivals = NAMES.values()
    table = cases[["seller", "buyer", "rival", "year", "outcome", "what"]].replace({"buyer": buyers, "rival": rivals})
    table["seller"] = [listed([sellers[iso] for iso in seller.split(";")]) for seller in cases["seller"]]
    table = table.rename(columns={"seller": "supplier", "rival": "other side"})
    return Figure(
        "case-web",
        table.reset_index(drop=True),
        rows={"cases": cases["id"]},
        draw=lambda width: _draw_web(cases, width),
    )


# Protests, and later cases.
def case_protests(protested: pd.DataFrame | None = None) -> Figure:
    """The sales against which the other side protested, by the first day of the protest."""
    protested = numbers.sales(protest="yes") if protested is None else protested
    protested = protested.sort_values("protest_on")
    protested = protested.assign(day=list(map(in_words, protested["protest_on"])))
    table = protested[["label", "day", "protest_words", "american_forces"]].reset_index(drop=True)
    found = protested.set_index("label")["day"] + ". " + protested.set_index("label")["protest_words"]
    return Figure(
        "case-protests",
        table.set_axis(["case", "day", "protest", "american forces fought"], axis=1),
        rows={"cases": protested},
        drawn=["sales_fought"],
        html=lambda: render("alliance_web/found.html", found=found),
    )


def case_later() -> Figure:
    """Since then: the later cases, and the parts of the rule that each fails or leaves open."""
    cases, codes = numbers.listed(later=True), numbers.codes(later=True)
    words = {part: words for part, (*_, words) in PARTS.items()}

    def found(case: str) -> str:
        coded = codes.rename(columns=words).loc[case]
        parts = {"fails": coded.index[coded == "no"], "doubtful": coded.index[coded == "uncertain"]}
        said = "; ".join(f"{code}: {listed(list(names))}" for code, names in parts.items() if len(names))
        return f"{cases.at[case, 'what']} {said.capitalize()}."

    table = cases[["label"]].join(codes[[*PARTS]]).rename(columns={"label": "case"} | words)
    return Figure(
        "case-later",
        table.reset_index(drop=True),
        rows={"cases": cases},
        since=True,
        html=lambda: render(
            "alliance_web/found.html", found={cases.at[case, "label"]: found(case) for case in cases.index}
        ),
    )
