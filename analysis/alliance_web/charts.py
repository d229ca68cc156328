"""The figures of alliance-web: the cases by the parts of a rule, who armed whom, protests, and later cases."""

from html import escape

import altair as alt
import pandas as pd

from analysis.alliance_web import measures
from analysis.alliance_web import numbers as published
from brief.charts.canvas import Canvas
from brief.charts.figure import WIDE, Choice, Figure, Sentence, colour
from brief.charts.name_lists import listed, vega_listed
from brief.data import tables
from brief.numbers import NBSP

HEADS = {
    "guarantee": "treaty ally",
    "partner": "partner",
    "rival": "named rival",
    "dispute": "force used",
    "arms": "major arms",
    "alone": "alone",
}
SHORT = {
    "guarantee": "ally",
    "partner": "partner",
    "rival": "rival",
    "dispute": "force",
    "arms": "arms",
    "alone": "alone",
}
CHOICES = {
    "guarantee": "Treaty ally",
    "partner": "Partner",
    "rival": "Named rival",
    "dispute": "Force used",
    "arms": "Major arms",
    "alone": "Acting alone",
}
LEAVES = {
    "guarantee": "Without ally",
    "partner": "Without partner",
    "rival": "Without rival",
    "dispute": "Without force",
    "arms": "Without arms",
    "alone": "Without alone",
}
RULES = {"strict": "Strict rule", "wide": "Doubt counts", "widest": "One may fail"}
NAMES_MAX = 6  # beyond that the sentence names those that fail

LEADING = ("unomig_200805", "civil_2005", "thestar_20211027", "bbc_20010426")


def _sources(table, ids):
    """The sources of these rows; some weighty ones first, since the line under a picture names only four."""
    found = tables.sources_of(table, ids)
    return [source for source in LEADING if source in found] + [s for s in found if s not in LEADING]


# ---- the matrix ---------------------------------------------------------------------------------------------------


def _name(label):
    return label.split(",")[0]


def sentence(rule, leave):
    """The live sentence, in Python."""
    sales, refused = published.listed("supplied"), published.listed("refused")
    found = published.passing("supplied", rule, leave)
    rest = [_name(sales.at[case, "label"]) for case in sales.index if case not in found]
    names = [_name(sales.at[case, "label"]) for case in found]
    caught = len(published.passing("refused", rule, leave))
    said = f"*{len(found) or 'None'}{NBSP}of{NBSP}{len(sales)}* sales pass"
    if len(found) > NAMES_MAX:
        said += f": all but {listed(rest)}." if rest else "."
    else:
        said += f": {listed(names)}." if names else "."
    return f"{said} Of the refusals *{caught or 'none'}{NBSP}of{NBSP}{len(refused)}* would."


def _params(rule, leave):
    sales, refused = published.listed("supplied"), published.listed("refused")
    lines, order = {"no": {}, "unsure": {}}, [*sales.index, *refused.index]
    for left in (measures.NOTHING, *measures.PARTS):
        codes = published.codes().drop(columns=left, errors="ignore").loc[order]
        lines["no"][left] = [int(n) for n in (codes == "no").sum(axis=1)]
        lines["unsure"][left] = [int(n) for n in (codes == "uncertain").sum(axis=1)]

    def met(i):
        return f"(no[leave][{i}] <= allowed && (rule != 'strict' || unsure[leave][{i}] == 0))"

    def total(places):
        return " + ".join(f"({met(i)} ? 1 : 0)" for i in places)

    def names(wanted):
        return " + ".join(
            f"({'' if wanted else '!'}{met(i)} ? '{_name(label)}, ' : '')" for i, label in enumerate(sales["label"])
        )

    n = len(sales)
    said = (
        f"'*' + (count ? count : 'None') + '{NBSP}of{NBSP}{n}* sales pass' + "
        f"(count > {NAMES_MAX} ? (length(failing) ? ': all but ' + {vega_listed('failing')} + '.' : '.')"
        f" : (count ? ': ' + {vega_listed('passing')} + '.' : '.'))"
        f" + ' Of the refusals *' + (caught ? caught : 'none') + '{NBSP}of{NBSP}{len(refused)}* would.'"
    )
    return [
        alt.param(name="rule", value=rule),
        alt.param(name="leave", value=leave),
        alt.param(name="no", value=lines["no"]),
        alt.param(name="unsure", value=lines["unsure"]),
        alt.param(name="allowed", expr="rule == 'widest' ? 1 : 0"),
        alt.param(name="count", expr=total(range(n))),
        alt.param(name="caught", expr=total(range(n, len(order)))),
        alt.param(name="passing", expr=names(True)),
        alt.param(name="failing", expr=names(False)),
        alt.param(name="sentence", expr=said),
    ]


def _draw_matrix(width, rule, leave):
    sales, refused = published.listed("supplied"), published.listed("refused")
    wide = width == WIDE
    first, gap = (290, 70) if wide else (180, 23)
    top, between, step = 28, 30, 23 if wide else 20  # on a phone the controls and the chart share one screen
    height = top + step * (len(sales) + len(refused)) + between
    canvas = Canvas([0, width], 0, width, height)
    heads = HEADS if wide else SHORT
    columns = {part: first + (place + 0.5) * gap for place, part in enumerate(measures.PARTS)}
    for place, (part, at) in enumerate(columns.items()):
        # A part that is left out fades with its marks; its name only steps back, so that it can still be read.
        asked = {"condition": {"test": f"leave == '{part}'", "value": colour("soft")}, "value": colour("ink")}
        low = not wide and place % 2
        head = alt.Chart(alt.Data(values=[{"x": at, "y": top - (4 if low or wide else 18), "said": heads[part]}]))
        head = head.mark_text(align="center", baseline="bottom", fontSize=12)
        canvas.layers.append(head.encode(x=canvas.x, y=canvas.y, text="said:N", color=asked))
    rows, marks = [], []
    for place, case in enumerate([*sales.index, *refused.index]):
        y = top + step * (place + 0.5) + (between if place >= len(sales) else 0)
        label = published.listed().at[case, "label"]
        said = label if wide else _phone(label)
        rows.append(
            {"x": 1, "y": y, "i": place, "said": said, "x2": width - 1, "top": y - step / 2, "end": y + step / 2}
        )
        marks += [
            {"x": columns[part], "y": y, "part": part, "code": code, "i": place}
            for part, code in published.codes().loc[case].items()
        ]
    passed = "no[leave][datum.i] <= allowed && (rule != 'strict' || unsure[leave][datum.i] == 0)"
    base = alt.Chart(alt.Data(values=rows))
    strip = base.transform_filter(passed).mark_rect(color=colour("surface"), stroke=colour("hair"))
    band = alt.Y("top:Q", scale=alt.Scale(domain=[0, height], range=[0, height]), axis=None)
    canvas.layers.append(strip.encode(x=canvas.x, x2="x2:Q", y=band, y2="end:Q"))
    for test, look in (
        (passed, {"fontWeight": "bold", "color": colour("ink")}),
        (f"!({passed})", {"color": colour("soft")}),
    ):
        words = base.transform_filter(test).mark_text(align="left", baseline="middle", fontSize=12, dx=4, **look)
        canvas.layers.append(words.encode(x=canvas.x, y=canvas.y, text="said:N"))
    y = top + step * len(sales) + between - 9
    canvas.words([{"x": 4, "y": y, "said": "Refused"}], halo=False, fontSize=12, fontWeight="bold")
    for part in measures.PARTS:
        faint = {"condition": {"test": f"leave == '{part}'", "value": 0.15}, "value": 1}
        mine = [mark for mark in marks if mark["part"] == part]
        for code, look in (
            ("yes", {"shape": "square", "filled": True, "size": 130, "fill": colour("ink")}),
            (
                "uncertain",
                {
                    "shape": "square",
                    "filled": True,
                    "size": 130,
                    "fill": colour("ink"),
                    "fillOpacity": 0.3,
                    "stroke": colour("ink"),
                    "strokeWidth": 1.2,
                },
            ),
            ("no", {"shape": "stroke", "filled": False, "size": 110, "stroke": colour("ink"), "strokeWidth": 1.6}),
        ):
            some = [mark for mark in mine if mark["code"] == code]
            if some:
                points = alt.Chart(alt.Data(values=some)).mark_point(**({"opacity": 1} | look))
                canvas.layers.append(points.encode(x=canvas.x, y=canvas.y, opacity=faint))
    return canvas.chart().add_params(*_params(rule, leave))


def _phone(label):
    """The label with a short year, since the column has room for 27 letters."""
    for long, short in (
        ("Netherlands", "Neth."),
        ("Saudi Arabia", "S. Arabia"),
        ("South Korea", "S. Korea"),
        (", June 2021", ", 2021"),
    ):
        label = label.replace(long, short)
    return label


def case_matrix(rule="strict", leave=measures.NOTHING):
    frame, codes = published.listed(), published.codes()
    order = [*published.listed("supplied").index, *published.listed("refused").index]
    table = pd.DataFrame({"case": frame.loc[order, "label"], "outcome": frame.loc[order, "outcome"]})
    for part, words in CHOICES.items():
        table[words.lower()] = codes.loc[order, part]
    return Figure(
        key="case-matrix",
        sources=_sources("case_codings", [f"{case}-{part}" for case in order for part in measures.PARTS]),
        table=table.reset_index(drop=True),
        draw=lambda width: _draw_matrix(width, rule, leave),
        controls=(
            Choice("rule", "Rule", tuple(RULES.items()), rule),
            Choice("leave", "Parts asked", ((measures.NOTHING, "All parts"), *LEAVES.items()), leave),
        ),
        sentence=Sentence(sentence(rule, leave)),
    )


# ---- who armed whom -----------------------------------------------------------------------------------------------

NAMES = {
    "POL": "Poland",
    "CZE": "Czech Rep.",
    "ISR": "Israel",
    "TUR": "Turkey",
    "GBR": "Britain",
    "DEU": "Germany",
    "NLD": "Netherlands",
    "FRA": "France",
    "GEO": "Georgia",
    "UKR": "Ukraine",
    "LBY": "Libya",
    "AZE": "Azerbaijan",
    "SAU": "S. Arabia",
    "KOR": "S. Korea",
    "TWN": "Taiwan",
    "IND": "India",
    "RUS": "Russia",
    "ARM": "Armenia",
    "IRN": "Iran",
    "PRK": "N. Korea",
    "CHN": "China",
}
SELLERS = ("ISR", "POL", "CZE", "TUR", "GBR", "DEU", "NLD", "FRA")
BUYERS = ("GEO", "UKR", "LBY", "AZE", "SAU", "KOR", "TWN", "IND")
RIVALS = {"RUS": 1, "ARM": 3, "IRN": 4, "PRK": 5, "CHN": 6.5}
WORDS = {"TUR": "tur", "RUS": "rus", "UKR": "ukr-word"}


def _draw_web(width):
    wide = width == WIDE
    step, top = 34, 40
    height = top + step * len(SELLERS)
    ends = (170, 320, 440, 560) if wide else (78, 146, 214, 258)
    canvas = Canvas([0, width], 0, width, height)
    row = lambda place: top + step * (place + 0.5)  # noqa: E731
    sellers = {iso: row(place) for place, iso in enumerate(SELLERS)}
    buyers = {iso: row(place) for place, iso in enumerate(BUYERS)}
    rivals = {iso: row(place) for iso, place in RIVALS.items()}
    frame = published.listed()
    opposed = [
        {"x": ends[2], "x2": ends[3], "y": buyers[buyer], "y2": rivals[rival]}
        for buyer, rival in frame[["buyer", "rival"]].drop_duplicates().itertuples(index=False)
    ]
    canvas.rule(opposed, color=colour("neutral"), strokeWidth=1)
    clear = {*published.passing("supplied", "strict")}
    lines = {True: [], False: [], "refused": []}
    for case in frame.itertuples():
        kind = "refused" if case.outcome == "refused" else case.id in clear
        lines[kind] += [
            {"x": ends[0], "x2": ends[1], "y": sellers[seller], "y2": buyers[case.buyer]}
            for seller in case.seller.split(";")
        ]
    canvas.rule(lines["refused"], color=colour("ink"), strokeWidth=1.4, strokeDash=[2, 4])
    canvas.rule(lines[False], color=colour("ink"), strokeWidth=1.4)
    canvas.rule(lines[True], color=colour("ink"), strokeWidth=4)
    for x, align, places in (
        (ends[0] - 6, "right", sellers),
        ((ends[1] + ends[2]) / 2, "center", buyers),
        (ends[3] + 6, "left", rivals),
    ):
        for iso, y in places.items():
            canvas.words(
                [{"x": x, "y": y, "said": NAMES[iso]}],
                halo=False,
                align=align,
                fontSize=12,
                color=colour(WORDS.get(iso, "ink")),
                fontWeight="bold" if iso in WORDS else "normal",
            )
    heads = (
        ("supplier", ends[0] - 6, "right"),
        ("buyer", (ends[1] + ends[2]) / 2, "center"),
        ("other side", ends[3] + 6, "left"),
    )
    for said, x, align in heads:
        canvas.words([{"x": x, "y": 16, "said": said}], halo=False, align=align, fontSize=12, color=colour("soft"))
    return canvas.chart()


def case_web():
    frame = published.listed()
    table = pd.DataFrame(
        {
            "supplier": [listed([NAMES[iso] for iso in seller.split(";")]) for seller in frame["seller"]],
            "buyer": frame["buyer"].map(NAMES),
            "other side": frame["rival"].map(NAMES),
            "year": frame["year"],
            "outcome": frame["outcome"],
            "what": frame["what"],
        }
    )
    return Figure(
        key="case-web", sources=_sources("cases", list(frame["id"])), table=table.reset_index(drop=True), draw=_draw_web
    )


# ---- protests, and later cases ------------------------------------------------------------------------------------


def _listing(rows):
    body = "".join(f'<tr><th scope="row">{escape(head)}</th><td>{escape(text)}</td></tr>' for head, text in rows)
    head = '<thead><tr><th scope="col">Case</th><th scope="col">What was found</th></tr></thead>'
    return f'<table class="fa-table fa-events">{head}<tbody>{body}</tbody></table>'


def case_protests():
    frame = published.listed("supplied")
    frame = frame[frame["protest"] == "yes"].sort_values("protest_on")
    days = [f"{day.day} {day:%B} {day.year}" for day in frame["protest_on"]]
    rows = [
        (label, f"{day}. {words}")
        for label, day, words in zip(frame["label"], days, frame["protest_words"], strict=True)
    ]
    return Figure(
        key="case-protests",
        sources=[*_sources("cases", list(frame["id"])), "snyder1984"],
        table=pd.DataFrame(
            {
                "case": frame["label"],
                "day": days,
                "protest": frame["protest_words"],
                "american forces fought": frame["american_forces"],
            }
        ).reset_index(drop=True),
        html=lambda: _listing(rows),
    )


def case_later():
    frame, codes = published.listed(later=True), published.codes(later=True)
    rows = []
    for case, label in frame["label"].items():
        parts = {
            code: [CHOICES[part].lower() for part, got in codes.loc[case].items() if got == code]
            for code in ("no", "uncertain")
        }
        said = [f"fails: {listed(parts['no'])}"] if parts["no"] else []
        said += [f"doubtful: {listed(parts['uncertain'])}"] if parts["uncertain"] else []
        rows.append((label, f"{frame.at[case, 'what']} {'; '.join(said).capitalize()}."))
    table = pd.DataFrame({"case": frame["label"]})
    for part, words in CHOICES.items():
        table[words.lower()] = codes[part]
    return Figure(
        key="case-later",
        sources=_sources("cases", list(frame["id"])),
        since=True,
        table=table.reset_index(drop=True),
        html=lambda: _listing(rows),
    )
