"""The figures of overmatch: the theatre, forces as a whole, what was sold beside them, and the case against."""

from functools import partial

import altair as alt
import pandas as pd

from analysis.overmatch import measures, numbers
from brief import numbers as published
from brief.charts import marks
from brief.charts.figure import WIDE, Choice, Figure, Number, Sentence, colour
from brief.charts.live_sentences import vega_text
from brief.numbers import DASH, NBSP, high, low, text, value
from brief.templates import render

MOST = 500  # drones, where the slider ends
START = alt.value(0)  # px: where words above their bar begin


def _along(field, most, **axis):
    """A quantity along the bars from nothing to `most`, without an axis unless one is asked for."""
    shown = alt.Axis(title=None, domain=False, ticks=False, **axis) if axis else None
    return alt.X(f"{field}:Q", title=None, scale=alt.Scale(domain=[0, most], nice=False), axis=shown)


def _across(rows, y, x, dash=(1, 0)):
    """A line at `x` beside the bars of some rows only, so that it runs through no name and no heading."""
    beside = {"y": y.copy().bandPosition(0.28), "y2": alt.Y2("name:N", bandPosition=0.76)}
    return rows.mark_rule(color=colour("ink"), strokeWidth=1.5, strokeDash=list(dash)).encode(x=x, **beside)


# ---- the theatre --------------------------------------------------------------------------------------------------
RUSSIAN, UKRAINIAN, CHOSEN = "Russian side", "Ukraine", "The force chosen above"
TROOPS, WHOM = 120, "all"  # where the controls start
THEATRE = {  # number: group, name, colour of the bar and of the words, whether it is a plan or the other side's word
    "rus_active": (RUSSIAN, "All active troops, by IISS", "rus", "rus", False),
    "near_usa": (RUSSIAN, "Near Ukraine, by Washington", "rus", "rus", False),
    "near_land": (RUSSIAN, "On land, by Kyiv", "rus", "rus", False),
    "near_all": (RUSSIAN, "With air and navy, by Kyiv", "rus", "rus", False),
    "planned_troops": (RUSSIAN, "As planned, by Washington", "rus", "rus", True),
    "donbas_corps": (RUSSIAN, "Fighters in Donbas, by Kyiv", "rus", "rus", False),
    "ukr_troops": (UKRAINIAN, "All troops, by law and IISS", "ukr", "ukr-word", False),
    "ukr_zone": (UKRAINIAN, "In Donbas, by Moscow", "ukr", "ukr-word", True),
}
MET = (  # an underscore is a no-break space
    "*{troops}_thousand* Russian troops against {whom}_thousand Ukrainian ones make *{ratio}* for each Ukrainian. "
    "Massed in one place, they could outnumber *{met}_thousand*, *{share}_%* of these Ukrainians, by {rule}_to_1."
).replace("_", NBSP)


def against():
    """Thousands of Ukrainian troops, fewest and most, on either reading of whom the Russian ones meet."""
    return {"all": (low("ukr_troops") / 1000, high("ukr_troops") / 1000), "zone": (value("ukr_zone") / 1000,) * 2}


def met_sentence(troops, whom):
    """The live sentence of the theatre, in Python."""
    (least, most), rule = against()[whom], value("attack_rule")

    def span(first, last, places=0):
        return DASH.join(dict.fromkeys(f"{end:.{places}f}" for end in (first, last)))

    share = span(*(min(100, 100 * troops / rule / end) for end in (most, least)))
    ratio = span(troops / most, troops / least, 2)
    said = {"ratio": ratio, "whom": span(least, most), "met": f"{troops / rule:.0f}", "share": share}
    return MET.format(troops=troops, rule=f"{rule:.0f}", **said)


def _met_params():
    """The two settings, what follows from them, and the sentence in the chart's own language."""

    def span(first, last, places=0):
        ends = [f"format({end}, '.{places}f')" for end in (first, last)]
        return f"({ends[0]} + ({ends[0]} == {ends[1]} ? '' : '{DASH}' + {ends[1]}))"

    share = span("min(100, 100 * met / theirs[1])", "min(100, 100 * met / theirs[0])")
    said = {"ratio": span("troops / theirs[1]", "troops / theirs[0]", 2), "whom": span("theirs[0]", "theirs[1]")}
    said |= {"troops": "troops", "rule": f"{value('attack_rule'):.0f}", "met": "format(met, '.0f')", "share": share}
    given = {"troops": TROOPS, "whom": WHOM, "readings": against()}
    made = {"theirs": "readings[whom]", "met": f"troops / {value('attack_rule')}"}
    return marks.params(given, made | {"sentence": vega_text(MET, **said)})


def _theatre():
    """A row for each count, thousands, in its group, and one for the Russian force that the reader chooses."""
    kinds = pd.DataFrame.from_dict(THEATRE, "index", columns=["group", "name", "tone", "word", "claim"])
    frame = published.frame(*THEATRE).join(kinds, on="key")
    frame[["low", "high"]] /= 1000
    ends = frame[["low", "high"]].round().astype(int).astype(str)
    frame["said"] = ends["low"].where(ends["low"] == ends["high"], ends["low"] + DASH + ends["high"])
    chosen = pd.DataFrame([{"group": RUSSIAN, "name": CHOSEN, "tone": "ink", "word": "ink", "claim": False}])
    return pd.concat([frame, chosen]).sort_values("group", key=lambda group: group == UKRAINIAN, kind="stable")


def _draw_theatre(width, frame):
    wide = width == WIDE
    shown = marks.headed(marks.painted(frame, "tone", "word"), "group")
    base, y = alt.Chart(shown), marks.named(width, domain=list(shown["name"]), padding=0)
    # The reader's own row has no figures but the setting's.
    own = {field: f"isValid(datum.{field}) ? datum.{field} : troops" for field in ("low", "high", "said")}
    rows = base.transform_filter("isValid(datum.tone)").transform_calculate(met="met", **own)
    hollow = rows.transform_filter("datum.claim").mark_bar(size=14, fill=colour("page"), strokeWidth=1.4)
    unit = f"datum.value == 500 ? '500{NBSP}thousand' : datum.label"
    x = _along("high", 960 if wide else 1040, values=[0, 500], labelExpr=unit, grid=False)
    drawn = marks.layered(
        hollow.encode(x=x, y=y, **marks.own(stroke="tone")),
        marks.interval(rows.transform_filter("!datum.claim"), "tone", y),
        _across(rows.transform_filter(f"datum.group == '{UKRAINIAN}'"), y, "met:Q", [4, 3]),
        marks.words(rows, "said:N", x=x, y=y, dx=7, fontWeight="bold", **marks.own(color="word")),
        marks.above(base, y, width, lift=16, halo=True),
        marks.heads(base, y),
    )
    return drawn.add_params(*_met_params()).properties(height=alt.Step(30 if wide else 34))


def balance_theatre():
    """What each government said of the troops on both sides, and whom a Russian force could outnumber at one point."""
    frame = _theatre()
    named = {"American, lower": low("near_usa"), "Kyiv’s, higher": high("near_all"), "plan": value("planned_troops")}
    presets = tuple((number / 1000, name) for name, number in named.items())
    table = frame[["name", "low", "high"]].set_axis(["count", "lower, thousand", "upper, thousand"], axis=1)
    return Figure(
        key="balance-theatre",
        drawn=[*THEATRE, "attack_rule"],
        table=table.dropna().round(1),
        draw=lambda width: _draw_theatre(width, frame),
        controls=(
            Number("troops", "Russian troops", 50, 250, 5, "thousand", TROOPS, presets),
            Choice("whom", "Against", (("all", "all of Ukraine’s"), ("zone", "those in Donbas")), WHOM),
        ),
        sentence=Sentence(met_sentence(TROOPS, WHOM)),
    )


# ---- money --------------------------------------------------------------------------------------------------------
def prices():
    """What one drone cost, million dollars, on either reading of the price."""
    return {"contract": value("drone_price"), "alone": high("drone_alone")}


SAYS = (  # an underscore is a no-break space
    "*{drones}_{word}* at {each} million dollars each would cost *{cost}_million*, or *{ukr}_%* of what Ukraine spent "
    "in 2020 and *{rus}_%* of what Russia spent. It would take *{worth}* to match the difference between the two."
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
    said = f"drones + (drones == 1 ? ' drone' : ' drones') + '{2 * NBSP}' + format(cost, ',.1~f')"
    head = f"isValid(datum.spent) ? datum.name + '{2 * NBSP}' + datum.said : {said} + '{NBSP}million dollars'"
    base = alt.Chart(frame).transform_calculate(amount="isValid(datum.spent) ? datum.spent : cost / 1000")
    base = base.transform_calculate(head=head)
    unit = f"datum.value == 60 ? '60{NBSP}bn' : datum.label"
    x = _along("amount", 70, values=[0, 20, 40, 60], labelExpr=unit)
    # A stroke, since the first contract is thinner than a pixel at this scale.
    bars = base.mark_bar(size=16, strokeWidth=1.5).encode(x=x, y=y, **marks.own(fill="tone", stroke="tone"))
    year_before = base.mark_point(fill=colour("page"), stroke=colour("ink"), strokeWidth=1.6, opacity=1)
    heads = marks.words(base, "head:N", x=START, y=y, dy=-19, **marks.own(color="word"), **marks.HEAD)
    drawn = marks.layered(bars, year_before.encode(x="before:Q", y=y), heads)
    return drawn.add_params(*_params(drones, price)).properties(height=alt.Step(50 if width == WIDE else 54))


def balance_money(spending=None, drones=6, price="contract"):
    """What both states spent in 2019 and 2020, billion dollars by year and state, and what so many drones cost."""
    if spending is None:
        spending = numbers.spending().loc[[2019, 2020], ["RUS", "UKR"]] / 1000
    presets = ((6, "first contract"), (12, "held, lower figure"), (24, "held, higher figure"), (48, "with plans"))
    names = {"RUS": "Russia", "UKR": "Ukraine"}
    spent = {f"{name}, {year}": spending.loc[year, iso] for iso, name in names.items() for year in (2020, 2019)}
    spent["first drone contract"] = value("contract_value") / 1000
    return Figure(
        key="balance-money",
        sources=["sipri_milex_2021"],  # the publisher before those who printed its figures
        rows={"milex": [*numbers.release(2020), *numbers.release(2019)], **numbers.CONTRACT, "losses": ["tb2-price"]},
        table=pd.DataFrame(spent.items(), columns=["what", "billion dollars"]).round(3),
        draw=lambda width: _draw_money(width, spending, drones, price),
        controls=(
            Number("drones", "Drones", 1, MOST, 1, "drones", drones, presets),
            Choice("price", "Price", (("contract", "Contract"), ("alone", "Analysts’ estimate")), price),
        ),
        sentence=Sentence(sentence(drones, price)),
    )


# ---- forces as a whole --------------------------------------------------------------------------------------------
COUNTS = {
    "spending_ratio": "Military spending, 2020",
    "air_ratio": "Air force, about",
    "armour_ratio": "Armoured vehicles",
    "active_ratio": "Active troops",
    "reserve_ratio": "Reserve",
}


def _draw_forces(width, frame):
    wide, rule = width == WIDE, value("attack_rule")
    # On a phone the rows are too near the lines for words between them.
    beyond = f"datum.high < {rule} ? max(datum.high, {1 if wide else rule}) : datum.high"
    base = alt.Chart(frame).transform_calculate(at=beyond)
    y = marks.named(width, domain=list(frame["name"]), padding=0)
    ticks = {"labelAlign": "left", "labelOffset": -4, "labelFlush": False, "grid": False}
    named = f"datum.value == {rule} ? '{rule:.0f}, rule of thumb' : datum.label"
    x = _along("at", 13.4, values=[1, rule], labelExpr=named, **ticks)
    single = base.transform_filter("!isValid(datum.before)")
    ringed = base.transform_filter("isValid(datum.before)")  # the ring of 2019 stands where the figure would
    ring = ringed.mark_point(fill=colour("page"), stroke=colour("ink"), strokeWidth=1.6, opacity=1)
    inside = {"halo": False, "align": "right", "dx": -6, "fontWeight": "bold", "color": colour("page")}
    return marks.layered(
        marks.interval(base, "rus", y),
        _across(base, y, alt.datum(1, type="quantitative")),
        _across(base, y, alt.datum(rule, type="quantitative"), [4, 3]),
        marks.words(single, "said:N", x=x, y=y, dx=9, fontWeight="bold", color=colour("rus")),
        marks.words(ringed, "said:N", x="high:Q", y=y, **inside),
        ring.encode(x="before:Q", y=y),
        marks.words(ringed, "said_before:N", x="before:Q", y=y, dx=8, color=colour("soft")),
        marks.above(base, y, width, lift=16, halo=True),
        height=alt.Step(30 if wide else 38),
    )


def balance_forces(ratios):
    """How many times Ukraine's figure Russia's is: `ratios` has low and high by the key of each count."""
    frame = pd.DataFrame({"name": COUNTS}).join(ratios)
    frame["said"] = [text(key, bare=True) for key in frame.index]
    # The ring of 2019 stands beside spending alone.
    frame["before"] = pd.Series({"spending_ratio": value("spending_ratio_2019")})
    frame["said_before"] = pd.Series({"spending_ratio": text("spending_ratio_2019", bare=True)})
    return Figure(
        key="balance-forces",
        sources=["sipri_milex_2021"],
        drawn=["spending_ratio_2019", *COUNTS, "attack_rule"],
        table=frame[["name", "low", "high"]].round(2).set_axis(["count", "lower, times", "upper, times"], axis=1),
        draw=lambda width: _draw_forces(width, frame),
    )


# ---- counts of the sale -------------------------------------------------------------------------------------------
HUNDREDS = {
    "drones_per_aircraft": ("Turkish drones", "Russian aircraft near Ukraine", "tur"),
    "javelins_per_tank": ("Javelin missiles", "Russian tanks near Ukraine", "west"),
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
    words = marks.words(base, "said:N", x="high:Q", y=y, **said)
    return marks.layered(box, bars, words, heads, height=alt.Step(66 if wide else 76))


def balance_counts(shares):
    """Weapons for every hundred Russian ones: `shares` are published numbers as rows."""
    frame = shares.join(pd.DataFrame.from_dict(HUNDREDS, "index", columns=["weapon", "of", "tone"]), on="key")
    table = frame[["weapon", "of", "low", "high"]].round(1)
    table = table.set_axis(["weapon", "for every hundred", "lower", "upper"], axis=1)
    shown = marks.painted(frame, "tone")
    return Figure("balance-counts", table, drawn=[*frame["key"]], draw=lambda width: _draw_counts(width, shown))


# ---- the case against ---------------------------------------------------------------------------------------------
LOST, PER = "Tanks lost in the autumn of 2020", "Armenia’s losses, per hundred of"
LOSSES = {  # key: group, name
    "armenia_tanks": (LOST, "Armenia"),
    "azerbaijan_tanks": (LOST, "Azerbaijan, with the drones"),
    "karabakh_of_all": (PER, "all Russian armoured vehicles"),
    "karabakh_of_near": (PER, "the tanks near Ukraine"),
}
SCALES = pd.DataFrame(
    {"full": [240, 100], "box": [None, 1], "tone": ["neutral", "rus"], "word": ["ink", "rus"]}, index=[LOST, PER]
)


def _draw_karabakh(width, frame):
    shown = marks.painted(frame.join(SCALES, on="group"), "tone", "word")
    shown[["low", "high"]] = shown[["low", "high"]].div(shown["full"], axis=0)
    shown = marks.headed(shown, "group")
    base, y = alt.Chart(shown), marks.named(width, domain=list(shown["name"]), padding=0)
    x = _along("box", 1.12)
    box = base.mark_bar(size=14, fill=colour("page"), stroke=colour("rule")).encode(x=x, y=y)
    return marks.layered(
        box,
        marks.interval(base, "tone", y),
        marks.words(base, "said:N", x="high:Q", y=y, dx=7, fontWeight="bold", **marks.own(color="word")),
        marks.above(base, y, width, lift=16, halo=True),
        marks.heads(base, y),
        height=alt.Step(28 if width == WIDE else 40),
    )


def balance_karabakh(losses):
    """Tanks lost, and the same number against Russian figures: `losses` are published numbers as rows."""
    frame = losses.join(pd.DataFrame.from_dict(LOSSES, "index", columns=["group", "name"]), on="key")
    lost = "tanks that " + frame["name"].str.split(",").str[0] + " lost"
    what = lost.where(frame["group"] == LOST, PER.replace(",", "") + " " + frame["name"])
    table = pd.DataFrame({"what": what, "lower": frame["low"].round(1), "upper": frame["high"].round(1)})
    return Figure("balance-karabakh", table, drawn=[*frame["key"]], draw=lambda width: _draw_karabakh(width, frame))


# ---- the search for a counter-example -----------------------------------------------------------------------------
GROUPS = {
    "against the rule": "Speaks against the article’s claim",
    "either way": "Can be read either way",
    "for the rule": "Speaks for the article’s claim",
}


def balance_search(found):
    """What a search for one sale that deterred by itself came to."""
    table = found[["name", "kind", "year", "speaks", "found", "limit"]].astype({"year": str})
    heads = {"name": "case or text", "found": "what it says", "limit": "what it cannot show"}
    shown = partial(render, "overmatch/search.html", found=found, groups=GROUPS)
    return Figure("balance-search", table.rename(columns=heads), {"deterrence": found}, html=shown)


# ---- since then ---------------------------------------------------------------------------------------------------
GROWTH = {  # weapon: the number by the end of 2021, the later one, colour, what the first figure is
    "Javelin missiles": ("javelins", "javelins_register", "west", "arrived or authorised by December 2021"),
    "TB2 drones": ("drones_register_2021", "drones_register_2024", "tur", "arrived by the end of 2021"),
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
    heads = marks.words(earlier, "weapon:N", x=START, dy=-20, **marks.own(color="tone"), **rows, **marks.HEAD)
    said = [
        marks.words(part, "said:N", x="share:Q", dx=7, fontWeight=weight, **rows)
        for part, weight in ((earlier, "normal"), (later, "bold"))
    ]
    return marks.layered(shade, bars, heads, *said, height=len(GROWTH) * 76)


def balance_since(frame):
    """What had arrived by the end of 2021 beside what came later, from the rows of `growth`."""
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
