"""The crisis of 2015-16, against 2014."""

from __future__ import annotations

from functools import cache

from analysis.trade_dependence import measures
from analysis.trade_dependence.numbers.readings import gas, goods, then, visitors
from brief.numbers import guard, high, low, publish, value

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


publish("crisis_vegetables", lambda: on_2014("vegetables", 2016), rows=_pair("crisis_goods", "{}-vegetables", 2016))


publish("crisis_visitors", lambda: on_2014("visitors", 2016), rows=_pair("visitors", "{}-rus", 2016))


publish("crisis_exports", lambda: on_2014("exports", 2016), rows=_pair("goods_trade", "{}-tur-export-rus", 2016))


publish("crisis_exports_2015", lambda: on_2014("exports", 2015), rows=_pair("goods_trade", "{}-tur-export-rus", 2015))


publish("crisis_imports", lambda: on_2014("imports", 2016), rows=_pair("goods_trade", "{}-tur-import-rus", 2016))


publish("crisis_wheat", lambda: on_2014("wheat", 2016), rows=_pair("crisis_goods", "{}-wheat", 2016))


publish("crisis_gas", lambda: on_2014("gas", 2016), rows=_pair("gas_imports", "{}-rus-iea", 2016))


publish(
    "crisis_others",
    lambda: on_2014("others", 2016),
    rows={"visitors": ["2014-wld", "2016-wld", "2014-rus", "2016-rus"]},
)


publish("crisis_loss", lambda: measures.reading(then("ties"), id="crisis-loss")[0], rows={"ties": ["crisis-loss"]})


def _what_russia_bought_fell_most():
    bought = [high(f"crisis_{flow}") for flow in ("vegetables", "visitors", "exports")]
    sold = [low(f"crisis_{flow}") for flow in ("imports", "wheat", "gas")]
    return max(bought) < min(sold) and low("crisis_gas") == max(sold)


guard("what_russia_bought_fell_most", _what_russia_bought_fell_most)


guard("the_fall_began_before", lambda: 100 - value("crisis_exports_2015") > (100 - value("crisis_exports")) / 2)


guard("others_fell_less", lambda: low("crisis_others") > 3 * high("crisis_visitors") and high("crisis_others") < 100)
