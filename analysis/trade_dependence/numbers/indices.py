"""Two indices of the same trade, both ways, and what each side reports for one flow."""

from __future__ import annotations

from analysis.trade_dependence import measures
from analysis.trade_dependence.numbers.readings import gas, gdp, goods, russian, then
from brief.numbers import guard, high, low, publish, value


def _bilateral(year: int) -> tuple[measures.Interval, measures.Interval]:
    """Imports, exports: all readings of the year."""
    return goods(year, "import"), goods(year, "export")


def _bilateral_rows(year: int):
    found = then("goods_trade").query("year == @year and reporter == 'TUR' and partner == 'RUS'")
    return list(found["id"])


def _trade_share_tur(year: int):
    return measures.trade_share(*_bilateral(year), goods(year, "import", "WLD"), goods(year, "export", "WLD"))


def _trade_share_rus(year: int):
    return measures.share(measures.add(*_bilateral(year)), russian(year, "goods turnover"))


publish(
    "trade_share_tur",
    lambda: _trade_share_tur(2020),
    rows={"goods_trade": lambda: [*_bilateral_rows(2020), "2020-tur-import-wld", "2020-tur-export-wld"]},
)


publish(
    "trade_share_rus",
    lambda: _trade_share_rus(2020),
    rows={"goods_trade": lambda: _bilateral_rows(2020), "russian_totals": ["2020-goods-turnover"]},
)


publish(
    "trade_share_tur_2019",
    lambda: _trade_share_tur(2019),
    rows={"goods_trade": lambda: [*_bilateral_rows(2019), "2019-tur-import-wld", "2019-tur-export-wld"]},
)


publish(
    "trade_share_rus_2019",
    lambda: _trade_share_rus(2019),
    rows={"goods_trade": lambda: _bilateral_rows(2019), "russian_totals": ["2019-goods-turnover"]},
)


publish(
    "trade_gdp_tur",
    lambda: measures.trade_over_gdp(*_bilateral(2020), gdp(2020, "TUR")),
    rows={"goods_trade": lambda: _bilateral_rows(2020), "gdp": ["2020-tur"]},
)


publish(
    "trade_gdp_rus",
    lambda: measures.trade_over_gdp(*_bilateral(2020), gdp(2020, "RUS")),
    rows={"goods_trade": lambda: _bilateral_rows(2020), "gdp": ["2020-rus"]},
)


publish(
    "trade_gdp_tur_2019",
    lambda: measures.trade_over_gdp(*_bilateral(2019), gdp(2019, "TUR")),
    rows={"goods_trade": lambda: _bilateral_rows(2019), "gdp": ["2019-tur"]},
)


publish(
    "trade_gdp_rus_2019",
    lambda: measures.trade_over_gdp(*_bilateral(2019), gdp(2019, "RUS")),
    rows={"goods_trade": lambda: _bilateral_rows(2019), "gdp": ["2019-rus"]},
)


def _old(year: int, whole):
    return measures.share(goods(year, "import"), whole)


publish(
    "imports_share_tur_2000",
    lambda: _old(2000, goods(2000, "import", "WLD")),
    rows={"goods_trade": ["2000-tur-import-rus", "2000-tur-import-wld"]},
)


publish(
    "imports_share_rus_2000",
    lambda: _old(2000, russian(2000, "goods exports")),
    rows={"goods_trade": ["2000-tur-import-rus"], "russian_totals": ["2000-goods-exports"]},
)


publish(
    "imports_gdp_tur_2000",
    lambda: _old(2000, gdp(2000, "TUR")),
    rows={"goods_trade": ["2000-tur-import-rus"], "gdp": ["2000-tur"]},
)


publish(
    "imports_gdp_rus_2000",
    lambda: _old(2000, gdp(2000, "RUS")),
    rows={"goods_trade": ["2000-tur-import-rus"], "gdp": ["2000-rus"]},
)


def _both_indices_agree():
    pairs = [
        (f"trade_{kind}_tur{year}", f"trade_{kind}_rus{year}") for kind in ("share", "gdp") for year in ("", "_2019")
    ]
    return all(low(turkey) > high(russia) for turkey, russia in pairs)


guard("both_indices_agree", _both_indices_agree)


guard(
    "indices_disagreed_in_2000",
    lambda: (
        value("imports_share_tur_2000") > value("imports_share_rus_2000")
        and value("imports_gdp_tur_2000") < value("imports_gdp_rus_2000")
    ),
)


# What each side reports, and ties without trade.


publish(
    "mirror_2008",
    lambda: measures.mirror_gap(goods(2008, "import"), goods(2008, "export", "TUR", "RUS")),
    rows={"goods_trade": ["2008-tur-import-rus", "2008-rus-export-tur"]},
)


publish(
    "mirror_2016",
    lambda: measures.mirror_gap(goods(2016, "import"), goods(2016, "export", "TUR", "RUS")),
    rows={"goods_trade": ["2016-tur-import-rus", "2016-rus-export-tur"]},
)


publish(
    "mirror_2016_back",
    lambda: measures.mirror_gap(goods(2016, "import", "TUR", "RUS"), goods(2016, "export")),
    rows={"goods_trade": ["2016-tur-export-rus", "2016-rus-import-tur"]},
)


publish(
    "mirror_gas_2019",
    lambda: measures.mirror_gap(russian(2019, "Gazprom sales to Turkey"), gas(2019, "RUS")),
    rows={"russian_totals": ["2019-gazprom-turkey"], "gas_imports": ["2019-rus-iea"]},
)


guard("importers_report_more", lambda: all(low(key) > 0 for key in ("mirror_2008", "mirror_2016", "mirror_2016_back")))


publish("akkuyu_cost", lambda: measures.reading(then("ties"), id="akkuyu-cost")[0], rows={"ties": ["akkuyu-cost"]})


publish(
    "idlib_soldiers", lambda: measures.reading(then("ties"), id="idlib-soldiers")[0], rows={"ties": ["idlib-soldiers"]}
)
