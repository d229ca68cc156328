"""Who needs whom: each flow's weight for the one beside its weight for the other."""

from __future__ import annotations

from analysis.trade_dependence import measures
from analysis.trade_dependence.numbers.readings import gas, gas_share, goods, russian, then, visitors
from brief.numbers import guard, high, low, publish

publish(
    "wheat_share_tur",
    lambda: measures.reading(then("wheat_imports"), year=2021, partner="RUS", what="share of imports"),
    rows={"wheat_imports": ["2021-rus-share"]},
)


def _wheat_share_tur_before():
    wheat = then("wheat_imports")
    both = measures.reading(wheat, year=2019, partner="RUS and UKR")[0]
    ukraine = measures.reading(wheat, year=2019, partner="UKR")[0]
    return measures.share(both * (1 - ukraine / 100), measures.reading(wheat, year=2019, partner="WLD"))


publish(
    "wheat_share_tur_before",
    _wheat_share_tur_before,
    rows={"wheat_imports": ["2019-world-tonnes", "2019-both-tonnes", "2019-ukr-of-both"]},
)


def _wheat_share_rus():
    wheat = then("wheat_imports")
    share = low("wheat_share_tur") / 100
    bought = measures.reading(wheat, year=2021, partner="WLD", what="imports")
    sold = tuple(share * end for end in bought)
    return measures.share(sold, russian(2021, "wheat exports", "July 2020 to June 2021"))


publish(
    "wheat_share_rus",
    _wheat_share_rus,
    rows={"wheat_imports": ["2021-rus-share", "2021-world-tonnes"], "russian_totals": ["2021-wheat-exports"]},
)


def _wheat_share_rus_2019():
    half = "July to December"
    return measures.share(russian(2019, "wheat exports to Turkey", half), russian(2019, "wheat exports", half))


publish(
    "wheat_share_rus_2019",
    _wheat_share_rus_2019,
    rows={"russian_totals": ["2019h2-wheat-turkey", "2019h2-wheat-exports"]},
)


publish(
    "gas_share_tur",
    lambda: gas_share(2020),
    rows={"gas_imports": ["2020-rus-iea", "2020-wld-iea", "2020-rus-regulator", "2020-wld-regulator"]},
)


publish(
    "gas_share_tur_2019",
    lambda: gas_share(2019),
    rows={"gas_imports": ["2019-rus-iea", "2019-wld-iea", "2019-rus-regulator", "2019-wld-regulator"]},
)


def _gas_share_rus():
    sold = measures.hull([gas(2020, "RUS"), gas(2020, "RUS", "regulator")])
    return measures.share(sold, russian(2020, "Gazprom exports outside the former USSR"))


publish(
    "gas_share_rus",
    _gas_share_rus,
    rows={"gas_imports": ["2020-rus-iea", "2020-rus-regulator"], "russian_totals": ["2020-gazprom-far"]},
)


publish(
    "gas_share_rus_2019",
    lambda: measures.share(
        russian(2019, "Gazprom sales to Turkey"), russian(2019, "Gazprom exports outside the former USSR")
    ),
    rows={"russian_totals": ["2019-gazprom-turkey", "2019-gazprom-far"]},
)


publish(
    "goods_share_tur",
    lambda: measures.share(goods(2020, "import"), goods(2020, "import", "WLD")),
    rows={"goods_trade": ["2020-tur-import-rus", "2020-tur-import-wld"]},
)


def _goods_share_tur_2019():
    general = then("goods_trade").query("system == 'general'")
    return measures.share(goods(2019, "import", frame=general), goods(2019, "import", "WLD"))


publish(
    "goods_share_tur_2019", _goods_share_tur_2019, rows={"goods_trade": ["2019-tur-import-rus", "2019-tur-import-wld"]}
)


publish(
    "goods_share_rus",
    lambda: measures.share(goods(2020, "import"), russian(2020, "goods exports")),
    rows={"goods_trade": ["2020-tur-import-rus"], "russian_totals": ["2020-goods-exports"]},
)


publish(
    "goods_share_rus_2019",
    lambda: measures.share(goods(2019, "import"), russian(2019, "goods exports")),
    rows={
        "goods_trade": ["2019-tur-import-rus", "2019-tur-import-rus-special"],
        "russian_totals": ["2019-goods-exports"],
    },
)


publish(
    "visitors_share_tur",
    lambda: measures.share(visitors(2020, "RUS"), visitors(2020, "WLD")),
    rows={"visitors": ["2020-rus", "2020-wld"]},
)


publish(
    "visitors_share_tur_2019",
    lambda: measures.share(visitors(2019, "RUS"), visitors(2019, "WLD")),
    rows={"visitors": ["2019-rus", "2019-wld"]},
)


def _trips(year: int):
    millions = tuple(end / 1e6 for end in visitors(year, "RUS"))
    return measures.share(millions, russian(year, "trips of Russians abroad"))


publish(
    "visitors_share_rus", lambda: _trips(2020), rows={"visitors": ["2020-rus"], "russian_totals": ["2020-trips-abroad"]}
)


publish(
    "visitors_share_rus_2019",
    lambda: _trips(2019),
    rows={"visitors": ["2019-rus"], "russian_totals": ["2019-trips-abroad"]},
)


guard(
    "wheat_and_gas_several_times",
    lambda: all(low(f"{flow}_share_tur") > 3 * high(f"{flow}_share_rus") for flow in ("wheat", "gas")),
)


def _visitors_almost_even():
    pairs = [("visitors_share_tur", "visitors_share_rus"), ("visitors_share_tur_2019", "visitors_share_rus_2019")]
    return all(low(a) / high(b) > 0.8 and high(a) / low(b) < 1.25 for a, b in pairs)


guard("visitors_almost_even", _visitors_almost_even)


guard(
    "goods_heavier_for_turkey",
    lambda: (
        low("goods_share_tur") > high("goods_share_rus") and low("goods_share_tur_2019") > high("goods_share_rus_2019")
    ),
)


guard(
    "all_four_heavier_for_turkey",
    lambda: all(low(f"{flow}_share_tur") > high(f"{flow}_share_rus") for flow in ("wheat", "gas", "goods", "visitors")),
)


guard(
    "the_year_before_agrees",
    lambda: all(low(f"{flow}_share_tur_2019") > high(f"{flow}_share_rus_2019") for flow in ("gas", "goods")),
)


def _a_threshold_between_parts_them():
    heaviest = max(high(f"{flow}_share_rus") for flow in ("wheat", "gas", "goods", "visitors"))
    return heaviest == high("wheat_share_rus") and low("gas_share_tur") > heaviest < low("wheat_share_tur")


guard("a_threshold_between_parts_them", _a_threshold_between_parts_them)
