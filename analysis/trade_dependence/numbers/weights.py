"""Who needs whom: each flow's weight for the one beside its weight for the other."""

from __future__ import annotations

from analysis.trade_dependence import measures
from analysis.trade_dependence.numbers.readings import gas, gas_share, goods, russian, then, visitors
from brief.numbers import finding, high, low, number


@number(
    unit="%",
    date="season July 2020 to June 2021",
    rows={"wheat_imports": ["2021-rus-share"]},
    claims=("c35",),
    sure="Marked: one trade consultancy, and no customs table could be opened.",
    how="As printed by the consultancy.",
)
def wheat_share_tur():
    """Russia's share of the wheat that Turkey imported."""
    return measures.reading(then("wheat_imports"), year=2021, partner="RUS", what="share of imports")


@number(
    unit="%",
    date="season July 2018 to June 2019",
    rows={"wheat_imports": ["2019-world-tonnes", "2019-both-tonnes", "2019-ukr-of-both"]},
    sure="Marked: one trade consultancy.",
    how="Wheat from Russia and Ukraine, less Ukraine's part of it, over all wheat imported.",
)
def wheat_share_tur_before():
    """Russia's share of the wheat that Turkey imported, two seasons earlier."""
    wheat = then("wheat_imports")
    both = measures.reading(wheat, year=2019, partner="RUS and UKR")[0]
    ukraine = measures.reading(wheat, year=2019, partner="UKR")[0]
    return measures.share(both * (1 - ukraine / 100), measures.reading(wheat, year=2019, partner="WLD"))


@number(
    unit="%",
    date="season July 2020 to June 2021",
    claims=("c35",),
    rows={"wheat_imports": ["2021-rus-share", "2021-world-tonnes"], "russian_totals": ["2021-wheat-exports"]},
    sure="Marked: press relays of a consultancy and of the Russian ministry; Turkey's imports are worked back from an "
    "American forecast for the season after.",
    how="Russia's share of Turkey's imports times those imports, over Russia's wheat exports.",
)
def wheat_share_rus():
    """Turkey's share of the wheat that Russia exported."""
    wheat = then("wheat_imports")
    share = low("wheat_share_tur") / 100
    bought = measures.reading(wheat, year=2021, partner="WLD", what="imports")
    sold = tuple(share * end for end in bought)
    return measures.share(sold, russian(2021, "wheat exports", "July 2020 to June 2021"))


@number(
    unit="%",
    date="July to December 2019",
    rows={"russian_totals": ["2019h2-wheat-turkey", "2019h2-wheat-exports"]},
    sure="Marked: a grain trader's figures through one press report; no primary publisher could be opened.",
    how="Wheat shipped to Turkey over all wheat shipped.",
)
def wheat_share_rus_2019():
    """Turkey's share of the wheat that Russia exported in the second half of 2019."""
    half = "July to December"
    return measures.share(russian(2019, "wheat exports to Turkey", half), russian(2019, "wheat exports", half))


@number(
    unit="%",
    date="2020",
    claims=("c35", "c46"),
    rows={"gas_imports": ["2020-rus-iea", "2020-wld-iea", "2020-rus-regulator", "2020-wld-regulator"]},
    sure="Good: the regulator's rounded volumes and the entry points agree within half a point.",
    how="Gas from Russia over all gas imported, by volume, in both counts.",
)
def gas_share_tur():
    """Russia's share of the gas that Turkey imported."""
    return gas_share(2020)


@number(
    unit="%",
    date="2019",
    rows={"gas_imports": ["2019-rus-iea", "2019-wld-iea", "2019-rus-regulator", "2019-wld-regulator"]},
    claims=("c46",),
    sure="Good: the regulator's rounded volumes and the entry points agree within a point. The regulator's volume from "
    "Russia is worked out from that of 2020 and its growth.",
    how="Gas from Russia over all gas imported, by volume, in both counts.",
)
def gas_share_tur_2019():
    """Russia's share of the gas that Turkey imported, the year before."""
    return gas_share(2019)


@number(
    unit="%",
    date="2020",
    rows={"gas_imports": ["2020-rus-iea", "2020-rus-regulator"], "russian_totals": ["2020-gazprom-far"]},
    sure="Fair: Turkish volumes over the company's preliminary total; their cubic metres differ by some percent.",
    how="Gas that Turkey counted from Russia over what Gazprom sold outside the former Soviet Union.",
)
def gas_share_rus():
    """Turkey's share of the gas that Gazprom sold outside the former Soviet Union."""
    sold = measures.hull([gas(2020, "RUS"), gas(2020, "RUS", "regulator")])
    return measures.share(sold, russian(2020, "Gazprom exports outside the former USSR"))


@number(
    unit="%",
    date="2019",
    rows={"russian_totals": ["2019-gazprom-turkey", "2019-gazprom-far"]},
    sure="Fair: both figures are the company's, through the press.",
    how="Gazprom's sales to Turkey over its sales outside the former Soviet Union.",
)
def gas_share_rus_2019():
    """Turkey's share of the gas that Gazprom sold outside the former Soviet Union, the year before."""
    return measures.share(
        russian(2019, "Gazprom sales to Turkey"), russian(2019, "Gazprom exports outside the former USSR")
    )


@number(
    unit="%",
    date="2020",
    claims=("c35",),
    rows={"goods_trade": ["2020-tur-import-rus", "2020-tur-import-wld"]},
    sure="Good: the statistical office's figures, in a later copy that agrees with the press of January 2021.",
    how="Goods imported from Russia over all goods imported, in dollars, general trade system.",
)
def goods_share_tur():
    """Russia's share of the goods that Turkey imported."""
    return measures.share(goods(2020, "import"), goods(2020, "import", "WLD"))


@number(
    unit="%",
    date="2019",
    rows={"goods_trade": ["2019-tur-import-rus", "2019-tur-import-wld"]},
    sure="Good: the statistical office's figures, general trade system.",
    how="Goods imported from Russia over all goods imported, in dollars, general trade system.",
)
def goods_share_tur_2019():
    """Russia's share of the goods that Turkey imported, the year before."""
    general = then("goods_trade").query("system == 'general'")
    return measures.share(goods(2019, "import", frame=general), goods(2019, "import", "WLD"))


@number(
    unit="%",
    date="2020",
    rows={"goods_trade": ["2020-tur-import-rus"], "russian_totals": ["2020-goods-exports"]},
    sure="Fair: a Turkish figure over a Russian one; importers count freight, so it leans high.",
    how="Goods that Turkey counted from Russia over Russia's exports, in dollars.",
)
def goods_share_rus():
    """Turkey's share of the goods that Russia exported."""
    return measures.share(goods(2020, "import"), russian(2020, "goods exports"))


@number(
    unit="%",
    date="2019",
    rows={
        "goods_trade": ["2019-tur-import-rus", "2019-tur-import-rus-special"],
        "russian_totals": ["2019-goods-exports"],
    },
    sure="Fair: two trade systems on the Turkish side, and Russia's total is worked back from 2020.",
    how="Goods that Turkey counted from Russia, in both trade systems, over Russia's exports.",
)
def goods_share_rus_2019():
    """Turkey's share of the goods that Russia exported, the year before."""
    return measures.share(goods(2019, "import"), russian(2019, "goods exports"))


@number(
    unit="%",
    date="2020",
    claims=("c47",),
    rows={"visitors": ["2020-rus", "2020-wld"]},
    sure="Good: the ministry's count, the total added from eleven months and December.",
    how="Arrivals of Russian citizens over arrivals of all foreigners.",
)
def visitors_share_tur():
    """Russians among the foreign visitors who entered Turkey."""
    return measures.share(visitors(2020, "RUS"), visitors(2020, "WLD"))


@number(
    unit="%",
    date="2019",
    rows={"visitors": ["2019-rus", "2019-wld"]},
    sure="Good: the ministry's count, the total rounded.",
    how="Arrivals of Russian citizens over arrivals of all foreigners.",
)
def visitors_share_tur_2019():
    """Russians among the foreign visitors who entered Turkey, the year before."""
    return measures.share(visitors(2019, "RUS"), visitors(2019, "WLD"))


def _trips(year: int):
    millions = tuple(end / 1e6 for end in visitors(year, "RUS"))
    return measures.share(millions, russian(year, "trips of Russians abroad"))


@number(
    unit="%",
    date="2020",
    rows={"visitors": ["2020-rus"], "russian_totals": ["2020-trips-abroad"]},
    sure="Marked: Turkish entries over Russian exits, the latter from one press report.",
    how="Arrivals of Russians in Turkey over all trips of Russians abroad; trips to Belarus are not counted.",
)
def visitors_share_rus():
    """Turkey's share of the trips that Russians made abroad."""
    return _trips(2020)


@number(
    unit="%",
    date="2019",
    rows={"visitors": ["2019-rus"], "russian_totals": ["2019-trips-abroad"]},
    sure="Marked: Turkish entries over Russian exits, the latter from one press report; the fall printed for 2020 "
    "agrees.",
    how="Arrivals of Russians in Turkey over all trips of Russians abroad; trips to Belarus are not counted.",
)
def visitors_share_rus_2019():
    """Turkey's share of the trips that Russians made abroad, the year before."""
    return _trips(2019)


@finding("wheat_share_tur", "wheat_share_rus", "gas_share_tur", "gas_share_rus")
def wheat_and_gas_several_times():
    """Wheat and gas each weighed more than three times as much for Turkey as for Russia."""
    return all(low(f"{flow}_share_tur") > 3 * high(f"{flow}_share_rus") for flow in ("wheat", "gas"))


@finding("visitors_share_tur", "visitors_share_rus", "visitors_share_tur_2019", "visitors_share_rus_2019")
def visitors_almost_even():
    """Visitors weighed about the same on both sides, within a quarter, in 2020 and in 2019."""
    pairs = [("visitors_share_tur", "visitors_share_rus"), ("visitors_share_tur_2019", "visitors_share_rus_2019")]
    return all(low(a) / high(b) > 0.8 and high(a) / low(b) < 1.25 for a, b in pairs)


@finding("goods_share_tur", "goods_share_rus", "goods_share_tur_2019", "goods_share_rus_2019")
def goods_heavier_for_turkey():
    """Goods weighed more for Turkey than for Russia, in 2020 and in 2019."""
    return low("goods_share_tur") > high("goods_share_rus") and low("goods_share_tur_2019") > high(
        "goods_share_rus_2019"
    )


@finding(
    "wheat_share_tur",
    "wheat_share_rus",
    "gas_share_tur",
    "gas_share_rus",
    "goods_share_tur",
    "goods_share_rus",
    "visitors_share_tur",
    "visitors_share_rus",
)
def all_four_heavier_for_turkey():
    """Each of the four flows weighed more for Turkey than for Russia."""
    return all(low(f"{flow}_share_tur") > high(f"{flow}_share_rus") for flow in ("wheat", "gas", "goods", "visitors"))


@finding("gas_share_tur_2019", "gas_share_rus_2019", "goods_share_tur_2019", "goods_share_rus_2019")
def the_year_before_agrees():
    """In 2019 gas and goods, too, weighed more for Turkey than for Russia."""
    return all(low(f"{flow}_share_tur_2019") > high(f"{flow}_share_rus_2019") for flow in ("gas", "goods"))


@finding("wheat_share_rus", "gas_share_tur", "wheat_share_tur")
def a_threshold_between_parts_them():
    """A threshold above Turkey's heaviest weight for Russia is passed by some of Turkey's ties, by none of Russia's."""
    heaviest = max(high(f"{flow}_share_rus") for flow in ("wheat", "gas", "goods", "visitors"))
    return heaviest == high("wheat_share_rus") and low("gas_share_tur") > heaviest < low("wheat_share_tur")
