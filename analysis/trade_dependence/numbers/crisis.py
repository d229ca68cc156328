"""The crisis of 2015-16, against 2014."""

from __future__ import annotations

from functools import cache

from analysis.trade_dependence import measures
from analysis.trade_dependence.numbers.readings import gas, goods, then, visitors
from brief.numbers import finding, high, low, number, value

CRISIS = range(2013, 2018)


@cache
def crisis() -> dict:
    """Every flow by year, 2013 to 2017, as intervals."""
    sold = then("crisis_goods")
    others = {
        year: tuple(a - b for a, b in zip(visitors(year, "WLD"), visitors(year, "RUS"), strict=True)) for year in CRISIS
    }
    return {
        "vegetables": {y: measures.reading(sold, year=y, series="vegetables sold to Russia") for y in CRISIS},
        "visitors": {y: visitors(y, "RUS") for y in CRISIS},
        "exports": {y: goods(y, "export") for y in CRISIS},
        "imports": {y: goods(y, "import") for y in CRISIS},
        "wheat": {y: measures.reading(sold, year=y, series="wheat bought from Russia") for y in CRISIS},
        "gas": {y: gas(y, "RUS") for y in CRISIS},
        "others": others,
    }


def on_2014(series: str, year: int):
    """A flow as per cent of its level in 2014."""
    return measures.on_base(crisis()[series], 2014)[year]


def _pair(table: str, name: str, year: int):
    return {table: [name.format(2014), name.format(year)]}


@number(
    unit="%",
    date="2016, of 2014",
    rows=_pair("crisis_goods", "{}-vegetables", 2016),
    sure="Good: the statistical office's figures, in an excerpt.",
    how="Value in 2016 over value in 2014.",
)
def crisis_vegetables():
    """What Turkey sold Russia in vegetables, a banned good, against 2014."""
    return on_2014("vegetables", 2016)


@number(
    unit="%",
    date="2016, of 2014",
    rows=_pair("visitors", "{}-rus", 2016),
    sure="Good: the ministry's count, in a table that a news agency printed.",
    how="Arrivals in 2016 over arrivals in 2014.",
)
def crisis_visitors():
    """Russian visitors in Turkey against 2014."""
    return on_2014("visitors", 2016)


@number(
    unit="%",
    date="2016, of 2014",
    rows=_pair("goods_trade", "{}-tur-export-rus", 2016),
    sure="Good: the statistical office's figures, the headings of an excerpt added.",
    how="Value in 2016 over value in 2014.",
)
def crisis_exports():
    """All goods that Turkey sold Russia against 2014."""
    return on_2014("exports", 2016)


@number(
    unit="%",
    date="2015, of 2014",
    rows=_pair("goods_trade", "{}-tur-export-rus", 2015),
    sure="Good: the statistical office's figures, the headings of an excerpt added.",
    how="Value in 2015 over value in 2014; the crisis began on 24 November 2015.",
)
def crisis_exports_2015():
    """All goods that Turkey sold Russia in 2015 against 2014."""
    return on_2014("exports", 2015)


@number(
    unit="%",
    date="2016, of 2014",
    rows=_pair("goods_trade", "{}-tur-import-rus", 2016),
    sure="Good: the statistical office's figures; value is price.",
    how="Value in 2016 over value in 2014.",
)
def crisis_imports():
    """All goods that Turkey bought from Russia, in dollars, against 2014."""
    return on_2014("imports", 2016)


@number(
    unit="%",
    date="2016, of 2014",
    rows=_pair("crisis_goods", "{}-wheat", 2016),
    sure="Good: the statistical office's figures, in an excerpt; 2014 was a peak.",
    how="Tonnes in 2016 over tonnes in 2014.",
)
def crisis_wheat():
    """The wheat that Turkey bought from Russia, in tonnes, against 2014."""
    return on_2014("wheat", 2016)


@number(
    unit="%",
    date="2016, of 2014",
    rows=_pair("gas_imports", "{}-rus-iea", 2016),
    sure="Good: one count by entry point.",
    how="Volume in 2016 over volume in 2014.",
)
def crisis_gas():
    """The gas that Turkey bought from Russia, in volume, against 2014."""
    return on_2014("gas", 2016)


@number(
    unit="%",
    date="2016, of 2014",
    sure="Good: the ministry's count, totals rounded.",
    how="All foreigners less Russians, 2016 over 2014.",
    rows={"visitors": ["2014-wld", "2016-wld", "2014-rus", "2016-rus"]},
)
def crisis_others():
    """Visitors from all other countries against 2014: a comparison, for bombs and a coup attempt kept them away too."""
    return on_2014("others", 2016)


@number(
    unit="billion dollars",
    places=2,
    date="estimate for 2015 to 2017",
    rows={"ties": ["crisis-loss"]},
    sure="Marked: the estimate of one working paper.",
    how="As printed.",
)
def crisis_loss():
    """Turkish exports lost through the Russian measures, by a comparison of goods, countries and years."""
    return measures.reading(then("ties"), id="crisis-loss")[0]


@finding("crisis_vegetables", "crisis_visitors", "crisis_exports", "crisis_imports", "crisis_wheat", "crisis_gas")
def what_russia_bought_fell_most():
    """By 2016 each flow that Russia bought had fallen further than each that it sold, and gas had fallen least."""
    bought = [high(f"crisis_{flow}") for flow in ("vegetables", "visitors", "exports")]
    sold = [low(f"crisis_{flow}") for flow in ("imports", "wheat", "gas")]
    return max(bought) < min(sold) and low("crisis_gas") == max(sold)


@finding("crisis_exports", "crisis_exports_2015")
def the_fall_began_before():
    """More than half of the fall of Turkish exports to Russia from 2014 to 2016 had happened within 2015."""
    return 100 - value("crisis_exports_2015") > (100 - value("crisis_exports")) / 2


@finding("crisis_others", "crisis_visitors")
def others_fell_less():
    """Visitors from other countries fell too, but they kept more than three times the share that Russians did."""
    return low("crisis_others") > 3 * high("crisis_visitors") and high("crisis_others") < 100
