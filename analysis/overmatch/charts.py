"""The figures of overmatch: money, forces, what was sold beside them, and the case against."""

import altair as alt
import pandas as pd

from analysis.overmatch import measures, numbers
from brief import numbers as published
from brief.charts import marks
from brief.charts.figure import WIDE, Choice, Figure, Number, Sentence, colour
from brief.charts.live_sentences import vega_text
from brief.data import tables
from brief.numbers import NBSP, high, text, value
from brief.templates import render

__all__ = ["balance_money", "balance_forces", "balance_counts", "balance_karabakh", "balance_search", "balance_since"]

MOST = 500  # drones, where the slider ends
START = alt.value(0)  # px: where words above their bar begin


def _along(field, most, **axis):
    """A quantity along the bars from nothing to `most`, without an axis unless one is asked for."""
    shown = alt.Axis(title=None, domain=False, ticks=False, **axis) if axis else None
    return alt.X(f"{field}:Q", title=None, scale=alt.Scale(domain=[0, most], nice=False), axis=shown)


# ---- money --------------------------------------------------------------------------------------------------------
def prices():
    """What one drone cost, million dollars, on either reading of the price."""
    return {"contract": value("drone_price"), "alone": high("drone_alone")}


SAYS = (  # an underscore is a no-break space
    "*{drones}_{word}* at {each} million dollars each: *{cost}_million*, or *{ukr}_%* of what Ukraine spent in 2020 "
    "and *{rus}_%* of what Russia spent. It would take *{worth}* to be worth the difference."
).replace("_", NBSP)


def sentence(drones, price):
    """The live sentence, in Python."""
    each = prices()[price]
    said = {name: f"{million:,.1f}".removesuffix(".0") for name, million in (("each", each), ("cost", drones * each))}
    for side in ("ukr", "rus"):
        said[side] = f"{measures.percent(drones * each, 1000 * value(f'{side}_spending')):.2g}"
    worth = measures.drones_worth(1000 * value("spending_gap"), each)
    return SAYS.format(drones=drones, word="drone" if drones == 1 else "drones", worth=f"{worth:,}", **said)


def _params(drones, price):
    """The two settings, what follows from them, and the sentence in the chart's own language."""
    said = {name: f"format({name}, ',.1~f')" for name in ("each", "cost")}
    said |= {side: f"format(cost / {10 * value(f'{side}_spending'):.9g}, '.2~r')" for side in ("ukr", "rus")}
    worth = f"format(ceil({1000 * value('spending_gap'):.9g} / each - 1e-9), ',')"
    said |= {"drones": "drones", "word": "(drones == 1 ? 'drone' : 'drones')", "worth": worth}
    given = {"drones": drones, "price": price, "costs": prices()}
    made = {"each": "costs[price]", "cost": "drones * each", "sentence": vega_text(SAYS, **said)}
    return marks.params(given, made)


def _draw_money(width, spending, drones, price):
    rows = [
        ("Russia", *spending["RUS"], text("rus_spending"), "rus", "rus"),
        ("Ukraine", *spending["UKR"], text("ukr_spending"), "ukr", "ukr-word"),
        ("drones", None, None, "", "ink", "ink"),  # drawn as the reader sets them
    ]
    frame = pd.DataFrame(rows, columns=["name", "before", "spent", "said", "tone", "word"])
    frame = marks.painted(frame, "tone", "word")
    y = alt.Y("name:N", sort=None, axis=None)
    said = f"drones + (drones == 1 ? ' drone' : ' drones') + '{2 * NBSP}' + format(cost / 1000, '.3~f')"
    head = f"isValid(datum.spent) ? datum.name + '{2 * NBSP}' + datum.said : {said} + '{NBSP}bn dollars'"
    base = alt.Chart(frame).transform_calculate(amount="isValid(datum.spent) ? datum.spent : cost / 1000")
    base = base.transform_calculate(head=head)
    unit = f"datum.value == 60 ? '60{NBSP}bn' : datum.label"
    x = _along("amount", 70, values=[0, 20, 40, 60], labelExpr=unit)
    # A stroke, since the first contract is thinner than a pixel at this scale.
    bars = base.mark_bar(size=16, strokeWidth=1.5).encode(x=x, y=y, **marks.own(fill="tone", stroke="tone"))
    year_before = base.mark_point(fill=colour("page"), stroke=colour("ink"), strokeWidth=1.6, opacity=1)
    heads = marks.words(base, "head:N", x=START, y=y, dy=-19, **marks.own(color="word"), **marks.HEAD)
    drawn = bars + year_before.encode(x="before:Q", y=y) + heads
    return drawn.add_params(*_params(drones, price)).properties(height=alt.Step(50 if width == WIDE else 54))


def balance_money(spending=None, drones=6, price="contract"):
    """What both states spent in 2019 and 2020, billion dollars by year and state, and what so many drones cost."""
    if spending is None:
        spending = numbers.spending().loc[[2019, 2020], ["RUS", "UKR"]] / 1000
    presets = ((6, "first contract"), (12, "held, lower figure"), (24, "held, higher figure"), (48, "with plans"))
    names = {"RUS": "Russia", "UKR": "Ukraine"}
    years = [(f"{name}, {year}", spending.loc[year, iso]) for iso, name in names.items() for year in (2020, 2019)]
    return Figure(
        key="balance-money",
        sources=["sipri_milex_2021"],  # the publisher before those who printed its figures
        rows={"milex": [*numbers.release(2020), *numbers.release(2019)], **numbers.CONTRACT, "losses": ["tb2-price"]},
        table=pd.DataFrame(
            [*years, ("first drone contract", value("contract_value") / 1000)], columns=["what", "billion dollars"]
        ).round(3),
        draw=lambda width: _draw_money(width, spending, drones, price),
        controls=(
            Number("drones", "Drones", 1, MOST, 1, "drones", drones, presets),
            Choice("price", "Price", (("contract", "Contract"), ("alone", "Analysts’ estimate")), price),
        ),
        sentence=Sentence(sentence(drones, price)),
    )


# ---- forces -------------------------------------------------------------------------------------------------------
WHOLE, NEAR = "Whole forces, Russia to Ukraine", "Russian troops for each Ukrainian one"
COUNTS = {
    "spending_ratio": ("Military spending, 2020", WHOLE),
    "air_ratio": ("Air force, about", WHOLE),
    "armour_ratio": ("Armoured vehicles", WHOLE),
    "active_ratio": ("Active troops", WHOLE),
    "reserve_ratio": ("Reserve", WHOLE),
    "near_share": ("Near Ukraine, as counted", NEAR),
    "planned_share": ("Near Ukraine, as planned", NEAR),
}


def _forces(ratios):
    """A row for each count, with what is said of it and where: beyond the lines that it would stand on."""
    frame = pd.DataFrame(COUNTS.values(), index=list(COUNTS), columns=["name", "group"]).join(ratios)
    each = frame["group"] == NEAR
    frame["said"] = [text(key, bare=True) for key in frame.index]
    frame.loc[each, "said"] = [f"{row.low:.2f}{published.DASH}{row.high:.2f}" for row in frame[each].itertuples()]
    frame["before"] = pd.Series({"spending_ratio": value("spending_ratio_2019")})
    frame["said_before"] = pd.Series({"spending_ratio": text("spending_ratio_2019", bare=True)})
    return frame


def _draw_forces(width, frame):
    wide, rule = width == WIDE, value("attack_rule")
    # On a phone the rows are too near the lines for words between them.
    beyond = f"datum.high < {rule} ? max(datum.high, {1 if wide else rule}) : datum.high"
    shown = marks.headed(frame, "group")
    base, y = alt.Chart(shown).transform_calculate(at=beyond), marks.named(width, domain=list(shown["name"]), padding=0)
    ticks = {"labelAlign": "left", "labelOffset": -4, "labelFlush": False, "grid": False}
    named = f"datum.value == {rule} ? '{rule:.0f}, rule of thumb' : datum.label"
    x = _along("at", 13.4, values=[1, rule], labelExpr=named, **ticks)
    # Beside the bars only, so that no line runs through a name or a heading.
    beside = {"y": y.copy().bandPosition(0.24), "y2": alt.Y2("name:N", bandPosition=0.76)}
    lines = alt.layer(
        *(
            base.transform_filter("isValid(datum.high)")
            .mark_rule(color=colour("ink"), strokeWidth=1.5, strokeDash=dash)
            .encode(x=alt.datum(at, type="quantitative"), **beside)
            for at, dash in ((1, [1, 0]), (rule, [4, 3]))
        )
    )
    single = base.transform_filter("isValid(datum.low) && !isValid(datum.before)")
    ringed = base.transform_filter("isValid(datum.before)")  # the ring of 2019 stands where the figure would
    ring = ringed.mark_point(fill=colour("page"), stroke=colour("ink"), strokeWidth=1.6, opacity=1)
    inside = {"halo": False, "align": "right", "dx": -6, "fontWeight": "bold", "color": colour("page")}
    return (
        marks.interval(base, "rus", y)
        + lines
        + marks.words(single, "said:N", x=x, y=y, dx=9, fontWeight="bold", color=colour("rus"))
        + marks.words(ringed, "said:N", x="high:Q", y=y, **inside)
        + ring.encode(x="before:Q", y=y)
        + marks.words(ringed, "said_before:N", x="before:Q", y=y, dx=8, color=colour("soft"))
        + marks.above(base, y, width, lift=16, halo=True)
        + marks.heads(base, y)
    ).properties(height=alt.Step(30 if wide else 42))


def balance_forces(ratios=None):
    """How many times Ukraine's figure Russia's is: `ratios` has low and high by the key of each count."""
    if ratios is None:
        ratios = numbers.ratios().copy()
        ratios.loc["spending_ratio"] = value("spending_ratio")
    frame = _forces(ratios)
    return Figure(
        key="balance-forces",
        sources=["sipri_milex_2021"],
        drawn=["spending_ratio", "spending_ratio_2019", *COUNTS, "attack_rule"],
        table=frame[["name", "low", "high"]].round(2).set_axis(["count", "lower, times", "upper, times"], axis=1),
        draw=lambda width: _draw_forces(width, frame),
    )


# ---- counts of the sale -------------------------------------------------------------------------------------------
HUNDREDS = {
    "drones_per_aircraft": ("Turkish drones", "Russian aircraft near Ukraine", "tur"),
    "javelins_per_tank": ("Javelin missiles", "tanks massed or planned", "west"),
    "javelins_per_armour": ("Javelin missiles", "armoured vehicles that Russia had", "west"),
}


def _draw_counts(width, frame):
    wide = width == WIDE
    base = alt.Chart(frame).transform_calculate(
        head=f"datum.weapon + ', for every hundred' + '{' ' if wide else chr(92) + 'n'}' + datum.of", full="100"
    )
    x, y = _along("full", 100), alt.Y("key:N", sort=None, axis=None)
    box = base.mark_bar(size=18, fill=colour("page"), stroke=colour("rule")).encode(x=x, y=y)
    bars = marks.interval(base, "tone", y, size=18)
    said = {"dx": 7, **marks.own(color="tone")} | marks.HEAD
    lifted = {"dy": -20 if wide else -35, "lineBreak": "\n", **marks.own(color="tone")} | marks.HEAD
    heads = marks.words(base, "head:N", x=START, y=y, **lifted)
    drawn = box + bars + marks.words(base, "said:N", x="high:Q", y=y, **said) + heads
    return drawn.properties(height=alt.Step(66 if wide else 76))


def balance_counts(shares=None):
    """Weapons for every hundred Russian ones: `shares` are published numbers as rows."""
    shares = published.frame(*HUNDREDS) if shares is None else shares
    kinds = pd.DataFrame(HUNDREDS.values(), index=list(HUNDREDS), columns=["weapon", "of", "tone"])
    frame = shares.join(kinds, on="key")
    return Figure(
        key="balance-counts",
        drawn=list(frame["key"]),
        table=frame[["weapon", "of", "low", "high"]]
        .round(1)
        .set_axis(["weapon", "for every hundred", "lower", "upper"], axis=1),
        draw=lambda width: _draw_counts(width, marks.painted(frame, "tone")),
    )


# ---- the case against ---------------------------------------------------------------------------------------------
LOST, PER = "Tanks lost in the autumn of 2020", "Armenia’s losses, per hundred of"
LOSSES = {  # key: group, name
    "armenia_tanks": (LOST, "Armenia"),
    "azerbaijan_tanks": (LOST, "Azerbaijan, with the drones"),
    "karabakh_of_all": (PER, "all Russian armoured vehicles"),
    "karabakh_of_massed": (PER, "the tanks massed or planned"),
}
SCALES = pd.DataFrame(
    {"full": [240, 100], "box": [None, 1], "tone": ["neutral", "rus"], "word": ["ink", "rus"]}, index=[LOST, PER]
)


def _draw_karabakh(width, frame):
    wide = width == WIDE
    shown = frame.join(SCALES, on="group")
    shown = marks.painted(shown, "tone", "word")
    shown[["low", "high"]] = shown[["low", "high"]].div(shown["full"], axis=0)
    shown = marks.headed(shown, "group")
    base, y = alt.Chart(shown), marks.named(width, domain=list(shown["name"]), padding=0)
    x = _along("box", 1.12)
    box = base.mark_bar(size=14, fill=colour("page"), stroke=colour("rule")).encode(x=x, y=y)
    said = marks.words(base, "said:N", x="high:Q", y=y, dx=7, fontWeight="bold", **marks.own(color="word"))
    drawn = (
        box
        + marks.interval(base, "tone", y)
        + said
        + marks.above(base, y, width, lift=16, halo=True)
        + marks.heads(base, y)
    )
    return drawn.properties(height=alt.Step(28 if wide else 40))


def balance_karabakh(losses=None):
    """Tanks lost, and the same number against Russian figures: `losses` are published numbers as rows."""
    losses = published.frame(*LOSSES) if losses is None else losses
    frame = losses.join(pd.DataFrame(LOSSES.values(), index=list(LOSSES), columns=["group", "name"]), on="key")
    lost = "tanks that " + frame["name"].str.split(",").str[0] + " lost"
    what = lost.where(frame["group"] == LOST, PER.replace(",", "") + " " + frame["name"])
    return Figure(
        key="balance-karabakh",
        drawn=list(frame["key"]),
        table=pd.DataFrame({"what": what, "lower": frame["low"].round(1), "upper": frame["high"].round(1)}),
        draw=lambda width: _draw_karabakh(width, frame),
    )


# ---- the search for a counter-example -----------------------------------------------------------------------------
GROUPS = {
    "against the rule": "Points against the rule",
    "either way": "Can be read either way",
    "for the rule": "Points to the rule",
}


def balance_search(found=None):
    """What a search for one sale that deterred by itself came to."""
    found = tables.load("deterrence") if found is None else found
    table = found[["name", "kind", "year", "speaks", "found", "limit"]].astype({"year": str})
    heads = {"name": "case or text", "speaks": "points", "found": "what it says", "limit": "what it can’t show"}
    return Figure(
        key="balance-search",
        rows={"deterrence": found},
        table=table.rename(columns=heads),
        html=lambda: render("overmatch/search.html", found=found, groups=GROUPS),
    )


# ---- since then ---------------------------------------------------------------------------------------------------
GROWTH = {  # weapon: the number by the end of 2021, the later one, colour, what the first figure is
    "Javelin missiles": ("javelins", "javelins_register", "west", "approved or delivered by December 2021"),
    "TB2 drones": ("drones_register_2021", "drones_register_2024", "tur", "delivered by the end of 2021"),
    "Long-range missiles": (None, "long_range_later", "west", "none on record"),
}


def growth():
    """A row for each weapon and time: how many, and that as a share of the later figure."""
    rows = [
        (weapon, key is later, value(key) if key else None, text(key, bare=True) if key else first, tone)
        for weapon, (earlier, later, tone, first) in GROWTH.items()
        for key in (earlier, later)
    ]
    frame = pd.DataFrame(rows, columns=["weapon", "later", "number", "said", "tone"])
    return frame.assign(share=frame["number"] / frame.groupby("weapon")["number"].transform("max"))


def _draw_since(width, frame):
    tone = frame["tone"].map(colour)
    base = alt.Chart(frame.assign(tone=tone, fill=tone.where(frame["later"], colour("page"))).fillna({"share": 0}))
    later, earlier = (base.transform_filter(test) for test in ("datum.later", "!datum.later"))
    x = _along("share", 1.1 if width == WIDE else 1.22)
    apart = alt.Scale(paddingInner=0.36, paddingOuter=0.36)
    rows = {"y": alt.Y("weapon:N", sort=None, axis=None, scale=apart), "yOffset": "later:N"}
    shade = later.mark_rect(color=colour("since-tint")).encode(x=START, x2=alt.value("width"), **rows)
    looks = marks.own(fill="fill", stroke="tone")
    bars = base.transform_filter("datum.share > 0").mark_bar(size=14, strokeWidth=1.6).encode(x=x, **looks, **rows)
    drawn = (
        shade
        + bars
        + marks.words(earlier, "weapon:N", x=START, dy=-20, **marks.own(color="tone"), **rows, **marks.HEAD)
    )
    for part, weight in ((earlier, "normal"), (later, "bold")):
        drawn += marks.words(part, "said:N", x="share:Q", dx=7, fontWeight=weight, **rows)
    return drawn.properties(height=len(GROWTH) * 76)


def balance_since(frame=None):
    """What was delivered by the end of 2021 beside what came later, from the rows of `growth`."""
    frame = growth() if frame is None else frame
    earlier, later = (list(frame.loc[frame["later"] == is_later, "number"]) for is_later in (False, True))
    table = pd.DataFrame({"weapon": list(GROWTH), "by the end of 2021": earlier, "later": later})
    table["what the first figure is"] = [first for *_, first in GROWTH.values()]
    return Figure(
        key="balance-since",
        sources=["sipri_at_2026"],
        drawn=[key for before, after, *_ in GROWTH.values() for key in (before, after) if key],
        table=table,
        draw=lambda width: _draw_since(width, frame),
        since=True,
    )
