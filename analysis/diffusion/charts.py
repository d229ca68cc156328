"""The figures of diffusion: counts by measure, buyers, controlled parts, Turkey's supplier, and what came later."""

from collections.abc import Sequence
from functools import partial

import altair as alt
import pandas as pd

from analysis.diffusion import measures, numbers
from brief import dates
from brief.charts import marks
from brief.charts.figure import Figure, colour
from brief.charts.marks import WIDE
from brief.numbers import high, low, text, value
from brief.templates import render

COUNTRY = {
    "QAT": "Qatar", "UKR": "Ukraine", "LBY": "Libya", "AZE": "Azerbaijan", "MAR": "Morocco", "TKM": "Turkmenistan",
    "POL": "Poland", "ETH": "Ethiopia", "KGZ": "Kyrgyzstan", "NER": "Niger", "ALB": "Albania",
}  # fmt: skip
ROOM = 8  # px at a picture's right edge, for half of the last year's label


# ---- counts of three measures on one scale ---------------------------------------------------------------------------
# Over each measure's marks, in a part of the picture that they leave free: its name, year, countries, side.
HEADING = {
    "any military drone": ("Any military drone", 2003, 104, "left"),
    "making drones": ("Making drones, armed or not", 2020.5, 43, "right"),
    "armed drones": ("Armed drones", 2003, 19, "left"),
}
OURS = "armed drones"  # the measure that the title speaks of
# Whom the words beside a count name, and where they stand.
COUNTED = {
    "held-gao-2005": ("GAO", "below"), "held-gao-2011": ("GAO", "above left"),
    "held-bard-2009": ("Bard", "below right"), "held-bard-2019": ("Bard", "below left"),
    "held-newamerica-2015": ("New America", "above left"), "armed-hsf-2010": ("before 2011", "above left"),
    "armed-hsf-sum": ("Horowitz and others", "above left"), "armed-newamerica-2015": ("New America", "right"),
    "makers-gao-2012": ("GAO", "left"), "makers-newamerica-2015": ("New America", "right"),
}  # fmt: skip


def _words(row: pd.Series) -> str:
    """A count and whom it is by, the number next to its mark."""
    who, side = COUNTED[row.name]
    said = "over " * (row["qualifier"] == "over") + f"{row['value']:.0f}"
    if who.startswith("before"):
        return f"{said}, {who}"
    return f"{said} {who}" if "right" in side else f"{who} {said}"


def counts_drawn(counts: pd.DataFrame) -> pd.DataFrame:
    """The counts shown, by id, with their sum of the armed by 2019, and what is drawn of each: said, side, twice."""
    total = counts.loc[["armed-hsf-2010"]].assign(id="armed-hsf-sum", year=2019, value=value("armed_2019"))
    shown = pd.concat([counts, total.set_index("id", drop=False)]).loc[list(COUNTED)]
    return shown.assign(
        said=shown.apply(_words, axis=1),
        side=[side for _, side in COUNTED.values()],
        series=shown["publisher"] + ": " + shown["rule"],
        twice=measures.taken_twice(shown),
    )


def _draw_counts(shown: pd.DataFrame, width: int) -> alt.LayerChart:
    axis = alt.Axis(values=[2005, 2010, 2015, 2020], format="d", title=None, grid=True, ticks=False)
    x = alt.X("year:Q", scale=alt.Scale(domain=[2003, 2020.5]), axis=axis)
    y = alt.Y("value:Q", scale=alt.Scale(domain=[0, 108], nice=False), axis=None)
    base = alt.Chart(shown[["year", "value", "said", "side", "series", "twice", "measure"]])
    twice, once = base.transform_filter("datum.twice"), base.transform_filter("!datum.twice")
    heads = pd.DataFrame(HEADING.values(), columns=["said", "year", "value", "align"])
    ours = f"datum.twice && datum.measure == '{OURS}'"
    look: dict = {
        name: alt.expr(f"{ours} ? '{strong}' : '{other}'")
        for name, strong, other in (("fontWeight", "bold", "normal"), ("color", colour("ink"), colour("soft")))
    }
    tone = alt.condition(ours, alt.value(colour("ink")), alt.value(colour("soft")))
    size = alt.condition(ours, alt.value(90), alt.value(40))
    point: dict = {"fill": colour("page"), "stroke": colour("ink"), "strokeWidth": 1.6, "size": 50, "opacity": 1}
    return marks.layered(
        twice.mark_line(color=colour("soft"), strokeWidth=1.5).encode(x, y, detail="series:N"),
        twice.transform_filter(ours).mark_line(color=colour("ink"), strokeWidth=4).encode(x, y),
        twice.mark_point(opacity=1).encode(x, y, color=tone, size=size),
        marks.beside(base, "said:N", x=x, y=y, **look),
        once.mark_point(**point).encode(x, y),
        marks.words(alt.Chart(heads), "said:N", x=x, y=y, align=alt.expr("datum.align"), **marks.HEAD),
    ).properties(width=width - ROOM, height=300)


def diffusion_counts(counts: pd.DataFrame) -> Figure:
    """States with any drone, with armed drones, and making drones: each measure on its own."""
    listed = counts[counts["year"].between(2005, 2020)].sort_values(["measure", "year"])
    drawn = counts_drawn(counts.set_index("id", drop=False))
    table = listed[["rule", "period", "publisher", "qualifier", "value"]].fillna({"qualifier": ""})
    heads = ["counted", "period", "publisher", "how exact", "countries"]
    table = table.astype({"value": int}).set_axis(heads, axis=1)
    return Figure("diffusion-counts", table, rows={"drone_counts": listed}, draw=partial(_draw_counts, drawn))


# ---- who bought the TB2 ---------------------------------------------------------------------------------------------
HAD: dict = {"fill": colour("ink"), "stroke": colour("ink")}
REPORTED, ORDERED = HAD | {"fillOpacity": 0.3}, HAD | {"fill": colour("page")}
ASKED = ORDERED | {"strokeDash": [2, 2]}
UNNAMED = {"fill": colour("page"), "stroke": colour("soft"), "strokeDash": [3, 3]}
NAMES, UNITS = 96, 110  # px: room for the buyers' names, and for the aircraft that they ordered
GAP = 1.7  # boxes between two kinds, so that their words have room


def boxes() -> pd.DataFrame:
    """The maker's contracts, a row each, by what was public of them: kind, and where the box stands, in boxes."""
    firm, had = low("tb2_recipients"), high("tb2_recipients")
    counts = {"had it": firm, "had it, by report": had - firm, "ordered": value("tb2_waiting")}
    counts["not named"] = low("tb2_unnamed")
    rows = [(kind, place) for place, (kind, count) in enumerate(counts.items()) for _ in range(int(count))]
    frame = pd.DataFrame(rows, columns=["kind", "place"])
    return frame.assign(at=frame.index + GAP * frame["place"], end=lambda boxes: boxes["at"] + 0.88)


def _draw_boxes(width: int) -> alt.LayerChart:
    frame = boxes()
    kinds = frame.groupby("kind", sort=False).agg(at=("at", "min"), count=("at", "size")).reset_index()
    short = {} if width == WIDE else {"had it, by report": "reported", "not named": "unnamed"}
    kinds["said"] = [f"{count} {short.get(kind, kind)}" for kind, count in kinds[["kind", "count"]].to_numpy()]
    x = alt.X("at:Q", scale=alt.Scale(domain=[0, frame["end"].max() + 1], nice=False), axis=None)
    look = marks.looks("kind", dict(zip(kinds["kind"], (HAD, REPORTED, ORDERED, UNNAMED), strict=True)))
    drawn = alt.Chart(frame).mark_bar(size=18, strokeWidth=1.4).encode(x, x2="end:Q", y=alt.value(11), **look)
    said = marks.words(alt.Chart(kinds), "said:N", halo=False, x=x, y=alt.value(33), color=colour("soft"))
    heading = f"The maker’s {text('contracts_2021')} contracts"
    heading += ", by what was public of them" if width == WIDE else ""
    return marks.layered(drawn, said, width=width - 4, height=40, title=heading)


def steps_drawn(steps: pd.DataFrame) -> pd.DataFrame:
    """The public steps of the TB2's buyers, those first who have it, with name, kind of step, and where it is drawn."""
    order = list(measures.journeys(steps)["country"])
    frame = measures.calendar(steps).sort_values("country", key=lambda codes: codes.map(order.index), kind="stable")
    by_report = (frame["step"] == "arrived") & ~frame["basis"].isin(measures.FIRM)
    return frame.assign(
        name=frame["country"].map(COUNTRY),
        kind=frame["step"].mask(by_report, "reported"),
        aircraft=frame["units"].map("{:.0f} aircraft".format),
        **{column: frame[column].dt.strftime("%Y-%m-%d") for column in ("first", "at", "last")},
    )


def _draw_steps(frame: pd.DataFrame, width: int) -> alt.LayerChart:
    wide, quiet = width == WIDE, {"title": None, "domain": False, "ticks": False}
    axis = alt.Axis(format="%Y", tickCount="year", grid=True, labelAlign="left", labelFlush=False, **quiet)
    room = alt.Scale(domain=["2018-01-01", "2021-12-31"], range=[NAMES, width - (UNITS if wide else 10)])
    x, y = alt.X("at:T", scale=room, axis=axis), alt.Y("name:N", sort=list(frame["name"].unique()), axis=None)
    base = alt.Chart(frame[["name", "kind", "precision", "step", "first", "at", "last", "aircraft", "units"]])
    vague, bought = base.transform_filter("datum.precision == 'year'"), base.transform_filter("datum.step != 'asked'")
    units = base.transform_filter("isValid(datum.units) && datum.step == 'ordered'" if wide else "false")
    points = base.mark_point(size=74, strokeWidth=1.6, opacity=1)
    kinds = {"asked": ASKED, "ordered": ORDERED, "arrived": HAD, "reported": REPORTED}
    return marks.layered(
        vague.mark_bar(size=10, color=colour("ink"), fillOpacity=0.15).encode(x=alt.X("first:T"), x2="last:T", y=y),
        bought.mark_line(color=colour("soft"), strokeWidth=1.5).encode(x, y, detail="name:N"),
        points.encode(x, y, fill=alt.value(colour("page"))),
        points.encode(x, y, **marks.looks("kind", kinds)),
        marks.words(base.transform_aggregate(groupby=["name"]), "name:N", halo=False, x=alt.value(0), y=y),
        marks.words(units, "aircraft:N", halo=False, x=alt.value(width - UNITS + 6), y=y, color=colour("soft")),
        width=width - 4,
        height=alt.Step(26),
        title="Order and delivery, as far as public",
    )


def diffusion_customers(customers: pd.DataFrame) -> Figure:
    """Who had the TB2, who waited, and how many the maker counted."""
    steps = numbers.of_type(customers, "TB2")
    buyers = measures.journeys(steps)
    ordered = steps.sort_values("step", key=lambda step: step != "ordered", kind="stable").drop_duplicates("country")

    def draw(width: int) -> alt.VConcatChart:
        both = alt.vconcat(_draw_boxes(width), _draw_steps(steps_drawn(steps), width), spacing=10)
        return both.resolve_scale(**dict.fromkeys(("fill", "fillOpacity", "stroke", "strokeDash"), "independent"))

    units = buyers["country"].map(ordered.set_index("country")["units"])
    table = pd.DataFrame({
        "country": buyers["country"].map(COUNTRY), "furthest step": buyers["step"],
        "on": [_day(row) for _, row in buyers.iterrows()], "rests on": buyers["basis"], "aircraft first ordered": units,
    })  # fmt: skip
    drawn = ["contracts_2021", "delivered_2021"]
    return Figure("diffusion-customers", table, rows={"drone_customers": steps}, drawn=drawn, draw=draw)


def _day(row: pd.Series) -> str:
    day = row["happened_on"]
    return {"day": f"{day.day} {day:%B %Y}", "month": f"{day:%B %Y}", "year": f"{day:%Y}"}[row["precision"]]


# ---- which parts were controlled ------------------------------------------------------------------------------------
STATUS = {"yes": "Needed a permit", "no": "Said to need no permit", "not established": "Not established"}


def diffusion_controls(controls: pd.DataFrame) -> Figure:
    """Control status of each Western part of the TB2, as a table."""
    controls = controls.assign(said=[_who_says(row) for row in controls.itertuples()])
    table = controls[["name", "maker", "controlled", "list", "authority", "note"]].fillna("")
    table.columns = ["part", "maker", "permit needed", "list", "who says so", "remarks"]
    html = partial(render, "diffusion/controls.html", controls=controls, headings=STATUS)
    return Figure("diffusion-controls", table, rows={"controls": controls}, html=html)


def _who_says(row) -> str:
    if row.controlled == "yes":
        return f"{row.list}: {row.authority}"
    if row.controlled == "no":
        return f"Not on the {row.list}: {row.authority}"
    told = {"Andair": "A civil part, judging by its maker’s business", "Garmin": "A commercial product, says its maker"}
    return told.get(row.maker, "Nothing was found")


# ---- who supplied Turkey --------------------------------------------------------------------------------------------
WINDOWS = {"share_2006": "2006–10", "share_2011": "2011–15", "share_2016": "2016–20"}


def diffusion_shares(shares: Sequence[measures.Interval]) -> Figure:
    """The part of the United States in Turkey's arms imports, per cent by five-year window: (low, high) of each."""
    frame = pd.DataFrame(shares, columns=["low", "high"])
    frame = frame.assign(window=list(WINDOWS.values()), said=list(map(text, WINDOWS)))

    def draw(width: int) -> alt.LayerChart:
        y = marks.named(WIDE, "window", padding=0)
        x = alt.X("high:Q", scale=alt.Scale(domain=[0, 100]), axis=None)  # each bar says its value
        base = alt.Chart(frame)
        bars = marks.interval(base, "west", y, size=18).encode(x=x)
        said = marks.words(base, "said:N", x=x, y=y, dx=7, color=colour("west"), fontWeight="bold")
        return marks.layered(bars, said, height=alt.Step(34))

    table = frame[["window", "low", "high"]].round(1).set_axis(["window", "lower, %", "upper, %"], axis=1)
    return Figure("diffusion-shares", table, drawn=[*WINDOWS, "lump_2012"], draw=draw)


# ---- since then -----------------------------------------------------------------------------------------------------
# (heading on a desk, on a phone)
LATER = {
    "armed drones of medium altitude": ("States with armed long-endurance drones (Drone Wars UK)",
                                        "Armed long-endurance drones"),
    "TB2 contracts": ("Countries with TB2 contracts (the maker)", "TB2 contracts, by the maker"),
}  # fmt: skip
MOST, PER_LATER = 52, 1.9  # countries on the scale, px for each


def _later_panel(counts: pd.DataFrame, width: int, last: bool) -> alt.LayerChart:
    measure, tone = counts["measure"].iloc[0], colour("tur" if last else "ink")
    axis = alt.Axis(format="%Y", tickCount="year", title=None, grid=False, ticks=last, labels=last)
    x = alt.X("known_on:T", scale=alt.Scale(domain=["2021-06-01", "2025-09-30"]), axis=axis)
    y = alt.Y("value:Q", scale=alt.Scale(domain=[0, MOST]), axis=None)
    days, quoted = counts["known_on"].dt.strftime("%Y-%m-%d"), counts["id"].isin(numbers.COUNTS.values())
    frame = counts[["value"]].assign(known_on=days, quoted=quoted, side="above")
    base = alt.Chart(frame)
    said = "known after 15 Dec 2021" if last else ""
    known = alt.Chart(pd.DataFrame({"known_on": [f"{dates.CUTOFF}"], "said": [said]}))
    return marks.layered(
        marks.since("known_on", f"{dates.CUTOFF}", "2025-09-30"),
        base.mark_line(color=tone).encode(x, y),
        base.mark_point(color=tone, size=56, opacity=1).encode(x, y),
        marks.beside(base.transform_filter("datum.quoted"), "value:Q", x=x, y=y, color=tone, fontWeight="bold"),
        marks.words(known, "said:N", halo=False, x=x, y=alt.value(9), dx=6, color=colour("since")),
        width=width - ROOM,
        height=MOST * PER_LATER,
        title=LATER[measure][width != WIDE],
    )


def diffusion_since(counts: pd.DataFrame) -> Figure:
    """Two later counts, each by one publisher: states with armed drones, and the maker's contracts."""
    panels = [counts[counts["measure"] == measure].sort_values("known_on") for measure in LATER]
    shown = pd.concat(panels)
    table = shown[["measure", "period", "publisher", "known_on", "value"]].astype({"value": int})
    table.columns = ["counted", "period", "publisher", "public on", "countries"]

    def draw(width: int) -> alt.VConcatChart:
        return alt.vconcat(*(_later_panel(own, width, own is panels[-1]) for own in panels), spacing=12)

    return Figure("diffusion-since", table, rows={"drone_counts": shown}, draw=draw, since=True)
