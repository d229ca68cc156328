"""Two indices of the same trade, both ways, and what each side reports for one flow."""

from __future__ import annotations

from analysis.trade_dependence import measures
from analysis.trade_dependence.numbers.readings import EXPORTS_MARK, gas, gdp, goods, russian, then
from brief.numbers import finding, high, low, number, value


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


@number(
    unit="%",
    places=1,
    date="2020",
    sure=EXPORTS_MARK,
    how="Trade with Russia, both ways, over all of Turkey's trade in goods.",
    rows={"goods_trade": lambda: [*_bilateral_rows(2020), "2020-tur-import-wld", "2020-tur-export-wld"]},
)
def trade_share_tur():
    """Trade with Russia in Turkey's trade (Barbieri's trade share)."""
    return _trade_share_tur(2020)


@number(
    unit="%",
    places=1,
    date="2020",
    sure=EXPORTS_MARK,
    how="Trade with Turkey, both ways, as Turkey counts it, over all of Russia's trade in goods.",
    rows={"goods_trade": lambda: _bilateral_rows(2020), "russian_totals": ["2020-goods-turnover"]},
)
def trade_share_rus():
    """Trade with Turkey, as Turkey counts it, in Russia's trade (Barbieri's trade share)."""
    return _trade_share_rus(2020)


@number(
    unit="%",
    places=1,
    date="2019",
    sure=EXPORTS_MARK + " Two trade systems.",
    how="As for 2020; trade with Russia in both trade systems, all trade in the general one.",
    rows={"goods_trade": lambda: [*_bilateral_rows(2019), "2019-tur-import-wld", "2019-tur-export-wld"]},
)
def trade_share_tur_2019():
    """Trade with Russia in Turkey's trade (Barbieri's trade share), the year before."""
    return _trade_share_tur(2019)


@number(
    unit="%",
    places=1,
    date="2019",
    sure=EXPORTS_MARK + " Two trade systems.",
    how="As for 2020; trade with Turkey in both of its trade systems.",
    rows={"goods_trade": lambda: _bilateral_rows(2019), "russian_totals": ["2019-goods-turnover"]},
)
def trade_share_rus_2019():
    """Trade with Turkey, as Turkey counts it, in Russia's trade (Barbieri's trade share), the year before."""
    return _trade_share_rus(2019)


@number(
    unit="%",
    places=1,
    date="2020",
    sure=EXPORTS_MARK,
    how="Trade with Russia, both ways, over Turkey's output in dollars.",
    rows={"goods_trade": lambda: _bilateral_rows(2020), "gdp": ["2020-tur"]},
)
def trade_gdp_tur():
    """Trade with Russia over Turkey's gross domestic product (the measure of Oneal and Russett)."""
    return measures.trade_over_gdp(*_bilateral(2020), gdp(2020, "TUR"))


@number(
    unit="%",
    places=1,
    date="2020",
    sure=EXPORTS_MARK,
    how="Trade with Turkey, both ways, as Turkey counts it, over Russia's output in dollars.",
    rows={"goods_trade": lambda: _bilateral_rows(2020), "gdp": ["2020-rus"]},
)
def trade_gdp_rus():
    """Trade with Turkey over Russia's gross domestic product (the measure of Oneal and Russett)."""
    return measures.trade_over_gdp(*_bilateral(2020), gdp(2020, "RUS"))


@number(
    unit="%",
    places=1,
    date="2019",
    sure=EXPORTS_MARK + " Two trade systems; output in a later edition.",
    how="As for 2020, in both trade systems.",
    rows={"goods_trade": lambda: _bilateral_rows(2019), "gdp": ["2019-tur"]},
)
def trade_gdp_tur_2019():
    """Trade with Russia over Turkey's gross domestic product, the year before."""
    return measures.trade_over_gdp(*_bilateral(2019), gdp(2019, "TUR"))


@number(
    unit="%",
    places=1,
    date="2019",
    sure=EXPORTS_MARK + " Two trade systems; output in a later edition.",
    how="As for 2020, in both trade systems.",
    rows={"goods_trade": lambda: _bilateral_rows(2019), "gdp": ["2019-rus"]},
)
def trade_gdp_rus_2019():
    """Trade with Turkey over Russia's gross domestic product, the year before."""
    return measures.trade_over_gdp(*_bilateral(2019), gdp(2019, "RUS"))


def _old(year: int, whole):
    return measures.share(goods(year, "import"), whole)


@number(
    unit="%",
    places=1,
    date="2000",
    sure="Fair: imports only, since exports of that year are not known.",
    how="Turkey's imports from Russia over Turkey's imports.",
    rows={"goods_trade": ["2000-tur-import-rus", "2000-tur-import-wld"]},
)
def imports_share_tur_2000():
    """Russia's share of the goods that Turkey imported in 2000."""
    return _old(2000, goods(2000, "import", "WLD"))


@number(
    unit="%",
    places=1,
    date="2000",
    sure="Fair: imports only, since exports of that year are not known.",
    how="Turkey's imports from Russia over Russia's exports.",
    rows={"goods_trade": ["2000-tur-import-rus"], "russian_totals": ["2000-goods-exports"]},
)
def imports_share_rus_2000():
    """Turkey's share of the goods that Russia exported in 2000."""
    return _old(2000, russian(2000, "goods exports"))


@number(
    unit="%",
    places=2,
    date="2000",
    sure="Fair: imports only; output in a later edition.",
    how="Turkey's imports from Russia over Turkey's output.",
    rows={"goods_trade": ["2000-tur-import-rus"], "gdp": ["2000-tur"]},
)
def imports_gdp_tur_2000():
    """Turkey's imports from Russia over Turkey's gross domestic product in 2000."""
    return _old(2000, gdp(2000, "TUR"))


@number(
    unit="%",
    places=2,
    date="2000",
    sure="Fair: imports only; output in a later edition.",
    how="Turkey's imports from Russia over Russia's output.",
    rows={"goods_trade": ["2000-tur-import-rus"], "gdp": ["2000-rus"]},
)
def imports_gdp_rus_2000():
    """Turkey's imports from Russia over Russia's gross domestic product in 2000."""
    return _old(2000, gdp(2000, "RUS"))


@finding(
    "trade_share_tur",
    "trade_share_rus",
    "trade_gdp_tur",
    "trade_gdp_rus",
    "trade_share_tur_2019",
    "trade_share_rus_2019",
    "trade_gdp_tur_2019",
    "trade_gdp_rus_2019",
)
def both_indices_agree():
    """By both measures, in 2020 and in 2019, the trade weighed more for Turkey than for Russia."""
    pairs = [
        (f"trade_{kind}_tur{year}", f"trade_{kind}_rus{year}") for kind in ("share", "gdp") for year in ("", "_2019")
    ]
    return all(low(turkey) > high(russia) for turkey, russia in pairs)


@finding("imports_share_tur_2000", "imports_share_rus_2000", "imports_gdp_tur_2000", "imports_gdp_rus_2000")
def indices_disagreed_in_2000():
    """In 2000 the two measures ranked opposite ways: by trade it weighed more for Turkey, by output more for Russia."""
    return value("imports_share_tur_2000") > value("imports_share_rus_2000") and value("imports_gdp_tur_2000") < value(
        "imports_gdp_rus_2000"
    )


# What each side reports, and ties without trade.


@number(
    unit="%",
    date="2008",
    rows={"goods_trade": ["2008-tur-import-rus", "2008-rus-export-tur"]},
    sure="Good: both states' own reports, in a later copy.",
    how="Turkey's imports over Russia's exports, less one.",
)
def mirror_2008():
    """How much more Turkey reported buying from Russia than Russia reported selling."""
    return measures.mirror_gap(goods(2008, "import"), goods(2008, "export", "TUR", "RUS"))


@number(
    unit="%",
    date="2016",
    rows={"goods_trade": ["2016-tur-import-rus", "2016-rus-export-tur"]},
    sure="Fair: Russia's figure is rounded and through the press.",
    how="Turkey's imports over Russia's exports, less one.",
)
def mirror_2016():
    """How much more Turkey reported buying from Russia than Russia reported selling."""
    return measures.mirror_gap(goods(2016, "import"), goods(2016, "export", "TUR", "RUS"))


@number(
    unit="%",
    date="2016",
    rows={"goods_trade": ["2016-tur-export-rus", "2016-rus-import-tur"]},
    sure="Fair: Russia's figure is rounded and through the press.",
    how="Russia's imports over Turkey's exports, less one.",
)
def mirror_2016_back():
    """How much more Russia reported buying from Turkey than Turkey reported selling."""
    return measures.mirror_gap(goods(2016, "import", "TUR", "RUS"), goods(2016, "export"))


@number(
    unit="%",
    date="2019",
    rows={"russian_totals": ["2019-gazprom-turkey"], "gas_imports": ["2019-rus-iea"]},
    sure="Fair: part of it is the measure, since Gazprom's cubic metre is warmer and so holds less.",
    how="Gazprom's sales to Turkey over the gas that Turkey counted, less one.",
)
def mirror_gas_2019():
    """How much more gas Gazprom reported selling to Turkey than was counted at the entry points."""
    return measures.mirror_gap(russian(2019, "Gazprom sales to Turkey"), gas(2019, "RUS"))


@finding("mirror_2008", "mirror_2016", "mirror_2016_back")
def importers_report_more():
    """In every pair the importer reports more than the exporter."""
    return all(low(key) > 0 for key in ("mirror_2008", "mirror_2016", "mirror_2016_back"))


@number(
    unit="billion dollars",
    date="as printed in 2018",
    rows={"ties": ["akkuyu-cost"]},
    sure="Fair: press reports of an estimate that is older; it was printed in 2012 too.",
    how="As printed.",
)
def akkuyu_cost():
    """What the nuclear plant at Akkuyu, which Russia's Rosatom builds and owns, was to cost."""
    return measures.reading(then("ties"), id="akkuyu-cost")[0]


@number(
    unit="soldiers",
    date="February 2020",
    rows={"ties": ["idlib-soldiers"]},
    sure="Fair: counts of the press run a little higher; who struck is disputed.",
    how="As printed.",
)
def idlib_soldiers():
    """Turkish soldiers killed in the Syrian province of Idlib in one month, at least."""
    return measures.reading(then("ties"), id="idlib-soldiers")[0]
