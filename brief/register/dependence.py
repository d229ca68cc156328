"""Numbers and findings of the chapter trade-dependence.

Body values take only rows that were public on the cut-off (`_then`); those of *Since then* take all (`_now`).
"""

from __future__ import annotations

from brief import tables
from brief.clock import CUTOFF, EDITION, known
from brief.measures import dependence as measure
from brief.register import finding, high, low, number, value

PRESS = "One press source; no primary publisher could be opened."
CLAIMS_TIES = ("c35", "c46", "c47")


def _then(table: str):
    return known(tables.load(table), CUTOFF)


def _now(table: str):
    return known(tables.load(table), EDITION)


def goods(year: int, flow: str, partner: str = "RUS", reporter: str = "TUR", frame=None):
    """Goods of one year, million dollars, from the lowest to the highest reading known then."""
    frame = _then("goods_trade") if frame is None else frame
    return measure.reading(frame, year=year, flow=flow, partner=partner, reporter=reporter)


def russian(year: int, what: str, period: str = "year"):
    return measure.reading(_then("russian_totals"), year=year, what=what, period=period)


def gas(year: int, partner: str, count: str = "IEA entry points", frame=None):
    frame = _then("gas_imports") if frame is None else frame
    return measure.reading(frame, year=year, partner=partner, reading=count)


def visitors(year: int, partner: str, frame=None):
    return measure.reading(_then("visitors") if frame is None else frame, year=year, partner=partner)


def gdp(year: int, country: str):
    return measure.reading(_then("gdp"), year=year, country=country)


def months(frame=None):
    """Gas by month, one reading each."""
    return measure.one_reading(_then("gas_months") if frame is None else frame)


def month_ids(*years: int, since: bool = False):
    """Ids of the months behind a swing."""
    found = months(_now("gas_months") if since else None)
    return list(found.loc[found["year"].isin(years), "id"])


# Who needs whom: each flow's weight for the one beside its weight for the other.

@number(unit="%", date="season July 2020 to June 2021", rows={"wheat_imports": ["2021-rus-share"]}, claims=("c35",),
        sure="Marked: one trade consultancy, and no customs table could be opened.",
        how="As printed by the consultancy.")
def wheat_share_tur():
    """Russia's share of the wheat that Turkey imported."""
    return measure.reading(_then("wheat_imports"), year=2021, partner="RUS", what="share of imports")


@number(unit="%", date="season July 2018 to June 2019",
        rows={"wheat_imports": ["2019-world-tonnes", "2019-both-tonnes", "2019-ukr-of-both"]},
        sure="Marked: one trade consultancy.",
        how="Wheat from Russia and Ukraine, less Ukraine's part of it, over all wheat imported.")
def wheat_share_tur_before():
    """Russia's share of the wheat that Turkey imported, two seasons earlier."""
    wheat = _then("wheat_imports")
    both = measure.reading(wheat, year=2019, partner="RUS and UKR")[0]
    ukraine = measure.reading(wheat, year=2019, partner="UKR")[0]
    return measure.share(both * (1 - ukraine / 100), measure.reading(wheat, year=2019, partner="WLD"))


@number(unit="%", date="season July 2020 to June 2021", claims=("c35",),
        rows={"wheat_imports": ["2021-rus-share", "2021-world-tonnes"], "russian_totals": ["2021-wheat-exports"]},
        sure="Marked: press relays of a consultancy and of the Russian ministry.",
        how="Russia's share of Turkey's imports times those imports, over Russia's wheat exports.")
def wheat_share_rus():
    """Turkey's share of the wheat that Russia exported."""
    wheat = _then("wheat_imports")
    share = low("wheat_share_tur") / 100
    bought = measure.reading(wheat, year=2021, partner="WLD", what="imports")
    sold = tuple(share * end for end in bought)
    return measure.share(sold, russian(2021, "wheat exports", "July 2020 to June 2021"))


@number(unit="%", date="July to December 2019", rows={"russian_totals": ["2019h2-wheat-turkey", "2019h2-wheat-exports"]},
        sure="Marked: " + PRESS, how="Wheat shipped to Turkey over all wheat shipped.")
def wheat_share_rus_2019():
    """Turkey's share of the wheat that Russia exported in the second half of 2019."""
    half = "July to December"
    return measure.share(russian(2019, "wheat exports to Turkey", half), russian(2019, "wheat exports", half))


def _gas_share(year: int):
    shares = [measure.share(gas(year, "RUS"), gas(year, "WLD"))]
    if year == 2020:
        shares.append(measure.share(gas(year, "RUS", "regulator"), gas(year, "WLD", "regulator")))
    return measure.hull(shares)


@number(unit="%", date="2020", claims=("c35", "c46"),
        rows={"gas_imports": ["2020-rus-iea", "2020-wld-iea", "2020-rus-regulator", "2020-wld-regulator"]},
        sure="Good: the regulator's rounded volumes and the entry points agree within half a point.",
        how="Gas from Russia over all gas imported, by volume, in both counts.")
def gas_share_tur():
    """Russia's share of the gas that Turkey imported."""
    return _gas_share(2020)


@number(unit="%", date="2019", rows={"gas_imports": ["2019-rus-iea", "2019-wld-iea"]}, claims=("c46",),
        sure="Good: one count by entry point; Eurostat, in energy units, is within one point.",
        how="Gas from Russia over all gas imported, by volume.")
def gas_share_tur_2019():
    """Russia's share of the gas that Turkey imported, the year before."""
    return _gas_share(2019)


@number(unit="%", date="2020", rows={"gas_imports": ["2020-rus-iea", "2020-rus-regulator"],
                                     "russian_totals": ["2020-gazprom-far"]},
        sure="Fair: Turkish volumes over the company's total; their cubic metres differ by some percent.",
        how="Gas that Turkey counted from Russia over what Gazprom sold outside the former Soviet Union.")
def gas_share_rus():
    """Turkey's share of the gas that Gazprom sold outside the former Soviet Union."""
    sold = measure.hull([gas(2020, "RUS"), gas(2020, "RUS", "regulator")])
    return measure.share(sold, russian(2020, "Gazprom exports outside the former USSR"))


@number(unit="%", date="2019", rows={"russian_totals": ["2019-gazprom-turkey", "2019-gazprom-far"]},
        sure="Fair: both figures are the company's, through the press.",
        how="Gazprom's sales to Turkey over its sales outside the former Soviet Union.")
def gas_share_rus_2019():
    """Turkey's share of the gas that Gazprom sold outside the former Soviet Union, the year before."""
    return measure.share(russian(2019, "Gazprom sales to Turkey"), russian(2019, "Gazprom exports outside the former USSR"))


@number(unit="%", date="2020", claims=("c35",), rows={"goods_trade": ["2020-tur-import-rus", "2020-tur-import-wld"]},
        sure="Good: the statistical office's figures, in a later copy that agrees with the press of January 2021.",
        how="Goods imported from Russia over all goods imported, in dollars, general trade system.")
def goods_share_tur():
    """Russia's share of the goods that Turkey imported."""
    return measure.share(goods(2020, "import"), goods(2020, "import", "WLD"))


@number(unit="%", date="2019", rows={"goods_trade": ["2019-tur-import-rus", "2019-tur-import-wld"]},
        sure="Good: the statistical office's figures, general trade system.",
        how="Goods imported from Russia over all goods imported, in dollars, general trade system.")
def goods_share_tur_2019():
    """Russia's share of the goods that Turkey imported, the year before."""
    general = _then("goods_trade").query("system == 'general'")
    return measure.share(goods(2019, "import", frame=general), goods(2019, "import", "WLD"))


@number(unit="%", date="2020", rows={"goods_trade": ["2020-tur-import-rus"], "russian_totals": ["2020-goods-exports"]},
        sure="Fair: a Turkish figure over a Russian one; importers count freight, so it leans high.",
        how="Goods that Turkey counted from Russia over Russia's exports, in dollars.")
def goods_share_rus():
    """Turkey's share of the goods that Russia exported."""
    return measure.share(goods(2020, "import"), russian(2020, "goods exports"))


@number(unit="%", date="2019", rows={"goods_trade": ["2019-tur-import-rus", "2019-tur-import-rus-special"],
                                     "russian_totals": ["2019-goods-exports"]},
        sure="Fair: two trade systems on the Turkish side, and Russia's total is worked back from 2020.",
        how="Goods that Turkey counted from Russia, in both trade systems, over Russia's exports.")
def goods_share_rus_2019():
    """Turkey's share of the goods that Russia exported, the year before."""
    return measure.share(goods(2019, "import"), russian(2019, "goods exports"))


@number(unit="%", date="2020", claims=("c47",), rows={"visitors": ["2020-rus", "2020-wld"]},
        sure="Good: the ministry's count, the total added from eleven months and December.",
        how="Arrivals of Russian citizens over arrivals of all foreigners.")
def visitors_share_tur():
    """Russians among the foreign visitors who entered Turkey."""
    return measure.share(visitors(2020, "RUS"), visitors(2020, "WLD"))


@number(unit="%", date="2019", rows={"visitors": ["2019-rus", "2019-wld"]},
        sure="Good: the ministry's count, the total rounded.", how="Arrivals of Russian citizens over arrivals of all foreigners.")
def visitors_share_tur_2019():
    """Russians among the foreign visitors who entered Turkey, the year before."""
    return measure.share(visitors(2019, "RUS"), visitors(2019, "WLD"))


def _trips(year: int):
    millions = tuple(end / 1e6 for end in visitors(year, "RUS"))
    return measure.share(millions, russian(year, "trips of Russians abroad"))


@number(unit="%", date="2020", rows={"visitors": ["2020-rus"], "russian_totals": ["2020-trips-abroad"]},
        sure="Marked: Turkish entries over Russian exits, the latter from one press report.",
        how="Arrivals of Russians in Turkey over all trips of Russians abroad; trips to Belarus are not counted.")
def visitors_share_rus():
    """Turkey's share of the trips that Russians made abroad."""
    return _trips(2020)


@number(unit="%", date="2019", rows={"visitors": ["2019-rus"], "russian_totals": ["2019-trips-abroad"]},
        sure="Marked: the Russian total is worked back from the fall printed for 2020.",
        how="Arrivals of Russians in Turkey over all trips of Russians abroad; trips to Belarus are not counted.")
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
    return all(0.8 < low(a) / high(b) and high(a) / low(b) < 1.25 for a, b in pairs)


@finding("goods_share_tur", "goods_share_rus", "goods_share_tur_2019", "goods_share_rus_2019")
def goods_heavier_for_turkey():
    """Goods weighed more for Turkey than for Russia, in 2020 and in 2019."""
    return low("goods_share_tur") > high("goods_share_rus") and low("goods_share_tur_2019") > high("goods_share_rus_2019")


@finding("wheat_share_tur", "wheat_share_rus", "gas_share_tur", "gas_share_rus", "goods_share_tur", "goods_share_rus",
         "visitors_share_tur", "visitors_share_rus")
def all_four_heavier_for_turkey():
    """Each of the four flows weighed more for Turkey than for Russia."""
    return all(low(f"{flow}_share_tur") > high(f"{flow}_share_rus") for flow in ("wheat", "gas", "goods", "visitors"))


@finding("gas_share_tur_2019", "gas_share_rus_2019", "goods_share_tur_2019", "goods_share_rus_2019")
def the_year_before_agrees():
    """In 2019 gas and goods, too, weighed more for Turkey than for Russia."""
    return all(low(f"{flow}_share_tur_2019") > high(f"{flow}_share_rus_2019") for flow in ("gas", "goods"))


@finding("wheat_share_rus", "gas_share_tur", "wheat_share_tur")
def a_threshold_between_parts_them():
    """Any threshold above Turkey's heaviest weight for Russia is passed by some of Turkey's ties and by none of Russia's."""
    heaviest = max(high(f"{flow}_share_rus") for flow in ("wheat", "gas", "goods", "visitors"))
    return heaviest == high("wheat_share_rus") and low("gas_share_tur") > heaviest < low("wheat_share_tur")


# Gas: the years, the months within them, concentration, and winter without Russia.

@number(unit="%", date="2011", rows={"gas_imports": ["2011-rus-iea", "2011-wld-iea"]}, claims=("c46",),
        sure="Good: one count by entry point, close to Eurostat's.", how="Gas from Russia over all gas imported, by volume.")
def gas_share_2011():
    """Russia's share of the gas that Turkey imported, at its peak of the years shown."""
    return _gas_share(2011)


@number(unit="%", date="2010", rows={"gas_imports": ["2010-rus-iea", "2010-wld-iea"]},
        sure="Good: one count by entry point.", how="Gas from Russia over all gas imported, by volume.")
def gas_share_2010():
    """Russia's share of the gas that Turkey imported, at the start of the years shown."""
    return _gas_share(2010)


@number(unit="%", places=1, date="June 2020", rows={"gas_months": ["2020-06-regulator"]}, claims=("c46",),
        sure="Good: printed from the regulator's report; the entry points give the same.",
        how="The lowest monthly share of 2020, the regulator's figure where there is one.")
def gas_low_2020():
    """Russia's share of Turkey's gas in the month of 2020 when it was least."""
    return measure.swing(months()).at[2020, "lowest"]


@number(unit="%", places=1, date="October 2020", rows={"gas_months": ["2020-10-regulator"]}, claims=("c46",),
        sure="Good: printed from the regulator's report; the entry points give the same.",
        how="The highest monthly share of 2020, the regulator's figure where there is one.")
def gas_high_2020():
    """Russia's share of Turkey's gas in the month of 2020 when it was greatest."""
    return measure.swing(months()).at[2020, "highest"]


@number(unit="%", places=1, date="March 2020", rows={"gas_months": ["2020-03-regulator"]},
        sure="Fair: the regulator's figure through the press; the file of entry points is higher, for it counts gas at a border "
             "station that the regulator leaves out.",
        how="As printed.")
def gas_march_2020():
    """Russia's share of Turkey's gas in March 2020, when it fell to fifth place among the suppliers."""
    found = months()
    return found[(found["year"] == 2020) & (found["month"] == 3)]["share"].item()


@number(unit="points", date="2020", rows={"gas_months": lambda: month_ids(2020)},
        sure="Good: eight of twelve months are printed from the regulator's reports.",
        how="Highest less lowest monthly share of the year, percentage points.")
def gas_swing_2020():
    """How far Russia's monthly share of Turkey's gas ranged within 2020."""
    return measure.swing(months()).at[2020, "width"]


@number(unit="points", date="2010 to 2019", rows={"gas_months": lambda: month_ids(*range(2010, 2020))},
        sure="Good: one count by entry point.", how="Middle value of the yearly ranges, percentage points.")
def gas_swing_before():
    """How far Russia's monthly share of Turkey's gas ranged within a usual year."""
    return measure.swing(months()).loc[2010:2019, "width"].median()


@number(unit="%", date="January to August 2021", rows={"gas_months": lambda: month_ids(2021)},
        sure="Good: one count by entry point; March and May as the regulator printed them.",
        how="Lowest and highest monthly share among the months public by the cut-off.")
def gas_months_2021():
    """Russia's share of Turkey's gas in the months of 2021 that had been published, least and greatest."""
    year = measure.swing(months()).loc[2021]
    return year["lowest"], year["highest"]


def _double_ids():
    """Ids of the months for which both counts were public."""
    found = _then("gas_months")
    return list(found.loc[found.duplicated(["year", "month"], keep=False), "id"])


@number(unit="points", places=1, date="2019 to 2021", rows={"gas_months": _double_ids},
        sure="Computed over the months for which both counts give a share.",
        how="Largest distance between the regulator's share and the entry points', March and April 2020 left out.")
def gas_readings_apart():
    """How far the two counts of a month's share lie apart at most, but for two months."""
    counts = _then("gas_months").pivot(index=["year", "month"], columns="reading", values="share").dropna()
    apart = (counts["regulator"] - counts["IEA entry points"]).abs()
    return apart.drop([(2020, 3), (2020, 4)]).max()


@finding("gas_share_2011", "gas_share_tur", "gas_share_tur_2019", "gas_share_2010")
def gas_share_fell():
    """Russia's share of Turkey's gas was less in 2019 and 2020 than in any year from 2010 to 2018, and most in 2011."""
    years = {year: _gas_share(year) for year in range(2010, 2021)}
    earlier = [years[year] for year in range(2010, 2019)]
    return max(years[2019][1], years[2020][1]) < min(low for low, _ in earlier) and years[2011][0] == max(b for _, b in years.values())


@finding("gas_low_2020", "gas_high_2020", "gas_swing_2020", "gas_swing_before")
def gas_swing_widest():
    """The range of 2020 was the widest of the years 2010 to 2020, and more than twice the usual one."""
    widths = measure.swing(months()).loc[2010:2020, "width"]
    return widths.idxmax() == 2020 and low("gas_swing_2020") > 2 * high("gas_swing_before")


@finding("gas_months_2021", "gas_share_tur")
def gas_share_back_up_2021():
    """In every month of 2021 that had been published Russia's share was above its share of 2020 as a whole."""
    return low("gas_months_2021") > high("gas_share_tur")


@finding("gas_march_2020")
def gas_march_tenth():
    """In March 2020 Russia sent less than a tenth of Turkey's gas."""
    return high("gas_march_2020") < 10


def _concentration(year: int):
    return measure.concentration_with_block([gas(year, p)[0] for p in ("RUS", "AZE", "IRN")], gas(year, "LNG")[0])


def _suppliers(year: int):
    return {"gas_imports": [f"{year}-{p}-iea" for p in ("rus", "aze", "irn", "lng")]}


@number(places=2, date="2011", rows=_suppliers(2011), sure="Good; the origin of the liquefied gas sets the two ends.",
        how="Herfindahl-Hirschman index by volume: liquefied gas as endlessly many suppliers, and as one.")
def gas_concentration_2011():
    """Concentration of Turkey's gas suppliers, from 0 (endlessly many) to 1 (a single one)."""
    return _concentration(2011)


@number(places=2, date="2020", rows=_suppliers(2020), sure="Good; the origin of the liquefied gas sets the two ends.",
        how="Herfindahl-Hirschman index by volume: liquefied gas as endlessly many suppliers, and as one.")
def gas_concentration_2020():
    """Concentration of Turkey's gas suppliers, from 0 (endlessly many) to 1 (a single one)."""
    return _concentration(2020)


@number(places=2, date="in force in 2021", rows={"thresholds": ["hhi-high"]},
        sure="Guideline of the agencies, for mergers of sellers; borrowed here.", how="As printed.")
def concentration_high():
    """Above this index US guidelines of 2010 called a market highly concentrated."""
    return measure.reading(_then("thresholds"), id="hhi-high")[0]


@finding("gas_concentration_2011", "gas_concentration_2020", "concentration_high")
def gas_less_concentrated():
    """Turkey's gas supply was less concentrated in 2020 than in 2011, and whether it was still high depends on liquefied gas."""
    return high("gas_concentration_2020") < low("gas_concentration_2011") and (
        low("gas_concentration_2020") < value("concentration_high") < high("gas_concentration_2020"))


def _without_russia(year: int):
    found = _then("gas_months").query("reading == 'IEA entry points' and year == @year").set_index("month")
    return measure.supply_without(_then("gas_entries")["highest"], found["total"])


def _demand_ids(year: int):
    found = _then("gas_months").query("reading == 'IEA entry points' and year == @year")
    return list(found["id"])


@number(unit="billion m3 a month", places=1, date="October 2008 to December 2020", rows={"gas_entries": "*"},
        sure="Good as a sum of what was seen; it never flowed at once, and it is no capacity.",
        how="The highest month ever seen at each entry that carries no Russian pipeline gas, added.")
def others_at_best():
    """What Turkey's other gas entries could bring in a month if each ran at its best ever."""
    return _then("gas_entries")["highest"].sum() / 1000


@number(unit="billion m3 a month", places=1, date="February 2020",
        rows={"gas_months": lambda: [one for year in range(2010, 2021) for one in _demand_ids(year)]},
        sure="Good: one count by entry point.", how="Total less Russian gas, the highest month of 2010 to 2020.")
def others_at_once():
    """The most that Turkey's other gas entries did bring together in one month."""
    found = _then("gas_months").query("reading == 'IEA entry points' and year <= 2020")
    return (found["total"] - found["russia"]).max() / 1000


@number(unit="%", date="December 2020", rows={"gas_entries": "*", "gas_months": lambda: _demand_ids(2020)}, claims=("c46",),
        sure="Fair: observed flows, not capacities; storage and cuts in use are left out.",
        how="The other entries at their best ever over all gas imported in the month of greatest demand.")
def winter_cover():
    """How much of the hardest month of 2020 the other entries could have covered at their best ever."""
    return _without_russia(2020).min()


@number(unit="months", date="2020", rows={"gas_entries": "*", "gas_months": lambda: _demand_ids(2020)},
        sure="Fair: observed flows, not capacities.", how="Months in which the cover is below the legal threshold.")
def months_short():
    """Months of 2020 in which the other entries at their best ever would not have covered Turkey's gas."""
    return int((_without_russia(2020) < value("cover_by_law")).sum())


@number(unit="%", date="in force in 2021", rows={"thresholds": ["n-1"]},
        sure="Law; written for capacities and a peak day.", how="Regulation (EU) 2017/1938, Annex II, point 1.")
def cover_by_law():
    """What must be left, of demand, when the largest source stops, under European Union law."""
    return measure.reading(_then("thresholds"), id="n-1")[0]


@number(unit="%", date="in force in 2021", rows={"thresholds": ["one-country-gas"]},
        sure="Law; the statutory body prints it.", how="As printed.")
def one_country_limit():
    """The most gas that Spain lets come from one country."""
    return measure.reading(_then("thresholds"), id="one-country-gas")[0]


@finding("months_short", "winter_cover", "others_at_best", "cover_by_law")
def winter_needed_russia():
    """Only in winter months of 2020 would the other entries, at their best ever, not have covered Turkey's gas."""
    short = _without_russia(2020).loc[lambda cover: cover < value("cover_by_law")]
    return len(short) > 0 and set(short.index) <= {11, 12, 1, 2, 3}


@finding("gas_share_tur", "gas_share_2011", "one_country_limit")
def gas_below_one_country_limit():
    """Russia's share of Turkey's gas was above Spain's legal limit in 2011 and below it in 2020."""
    return high("gas_share_tur") < value("one_country_limit") < low("gas_share_2011")


# Two indices, both ways.

def _bilateral(year: int):
    """Imports, exports: all readings of the year."""
    return goods(year, "import"), goods(year, "export")


def _bilateral_rows(year: int):
    found = _then("goods_trade").query("year == @year and reporter == 'TUR' and partner == 'RUS'")
    return list(found["id"])


def _trade_share_tur(year: int):
    return measure.trade_share(*_bilateral(year), goods(year, "import", "WLD"), goods(year, "export", "WLD"))


def _trade_share_rus(year: int):
    return measure.share(measure.add(*_bilateral(year)), russian(year, "goods turnover"))


EXPORTS_MARK = "Fair: Turkey's exports to Russia are read off a chart, about 300 million dollars either way."


@number(unit="%", places=1, date="2020", sure=EXPORTS_MARK, how="Trade with Russia, both ways, over all of Turkey's trade in goods.",
        rows={"goods_trade": lambda: [*_bilateral_rows(2020), "2020-tur-import-wld", "2020-tur-export-wld"]})
def trade_share_tur():
    """Trade with Russia in Turkey's trade (Barbieri's trade share)."""
    return _trade_share_tur(2020)


@number(unit="%", places=1, date="2020", sure=EXPORTS_MARK, how="Trade with Turkey, both ways, as Turkey counts it, over all of Russia's trade in goods.",
        rows={"goods_trade": lambda: _bilateral_rows(2020), "russian_totals": ["2020-goods-turnover"]})
def trade_share_rus():
    """Trade with Turkey in Russia's trade (Barbieri's trade share)."""
    return _trade_share_rus(2020)


@number(unit="%", places=1, date="2019", sure=EXPORTS_MARK + " Two trade systems.", how="As for 2020, over both trade systems.",
        rows={"goods_trade": lambda: [*_bilateral_rows(2019), "2019-tur-import-wld", "2019-tur-export-wld"]})
def trade_share_tur_2019():
    """Trade with Russia in Turkey's trade (Barbieri's trade share), the year before."""
    return _trade_share_tur(2019)


@number(unit="%", places=1, date="2019", sure=EXPORTS_MARK + " Two trade systems.", how="As for 2020, over both trade systems.",
        rows={"goods_trade": lambda: _bilateral_rows(2019), "russian_totals": ["2019-goods-turnover"]})
def trade_share_rus_2019():
    """Trade with Turkey in Russia's trade (Barbieri's trade share), the year before."""
    return _trade_share_rus(2019)


@number(unit="%", places=1, date="2020", sure=EXPORTS_MARK, how="Trade with Russia, both ways, over Turkey's output in dollars.",
        rows={"goods_trade": lambda: _bilateral_rows(2020), "gdp": ["2020-tur"]})
def trade_gdp_tur():
    """Trade with Russia over Turkey's gross domestic product (the measure of Oneal and Russett)."""
    return measure.trade_over_gdp(*_bilateral(2020), gdp(2020, "TUR"))


@number(unit="%", places=1, date="2020", sure=EXPORTS_MARK, how="Trade with Turkey, both ways, over Russia's output in dollars.",
        rows={"goods_trade": lambda: _bilateral_rows(2020), "gdp": ["2020-rus"]})
def trade_gdp_rus():
    """Trade with Turkey over Russia's gross domestic product (the measure of Oneal and Russett)."""
    return measure.trade_over_gdp(*_bilateral(2020), gdp(2020, "RUS"))


@number(unit="%", places=1, date="2019", sure=EXPORTS_MARK + " Output in a later edition.", how="As for 2020.",
        rows={"goods_trade": lambda: _bilateral_rows(2019), "gdp": ["2019-tur"]})
def trade_gdp_tur_2019():
    """Trade with Russia over Turkey's gross domestic product, the year before."""
    return measure.trade_over_gdp(*_bilateral(2019), gdp(2019, "TUR"))


@number(unit="%", places=1, date="2019", sure=EXPORTS_MARK + " Output in a later edition.", how="As for 2020.",
        rows={"goods_trade": lambda: _bilateral_rows(2019), "gdp": ["2019-rus"]})
def trade_gdp_rus_2019():
    """Trade with Turkey over Russia's gross domestic product, the year before."""
    return measure.trade_over_gdp(*_bilateral(2019), gdp(2019, "RUS"))


def _old(year: int, whole):
    return measure.share(goods(year, "import"), whole)


@number(unit="%", places=1, date="2000", sure="Fair: imports only, since exports of that year are not known.",
        how="Turkey's imports from Russia over Turkey's imports.", rows={"goods_trade": ["2000-tur-import-rus", "2000-tur-import-wld"]})
def imports_share_tur_2000():
    """Russia's share of the goods that Turkey imported in 2000."""
    return _old(2000, goods(2000, "import", "WLD"))


@number(unit="%", places=1, date="2000", sure="Fair: imports only, since exports of that year are not known.",
        how="Turkey's imports from Russia over Russia's exports.", rows={"goods_trade": ["2000-tur-import-rus"], "russian_totals": ["2000-goods-exports"]})
def imports_share_rus_2000():
    """Turkey's share of the goods that Russia exported in 2000."""
    return _old(2000, russian(2000, "goods exports"))


@number(unit="%", places=2, date="2000", sure="Fair: imports only; output in a later edition.",
        how="Turkey's imports from Russia over Turkey's output.", rows={"goods_trade": ["2000-tur-import-rus"], "gdp": ["2000-tur"]})
def imports_gdp_tur_2000():
    """Turkey's imports from Russia over Turkey's gross domestic product in 2000."""
    return _old(2000, gdp(2000, "TUR"))


@number(unit="%", places=2, date="2000", sure="Fair: imports only; output in a later edition.",
        how="Turkey's imports from Russia over Russia's output.", rows={"goods_trade": ["2000-tur-import-rus"], "gdp": ["2000-rus"]})
def imports_gdp_rus_2000():
    """Turkey's imports from Russia over Russia's gross domestic product in 2000."""
    return _old(2000, gdp(2000, "RUS"))


@finding("trade_share_tur", "trade_share_rus", "trade_gdp_tur", "trade_gdp_rus",
         "trade_share_tur_2019", "trade_share_rus_2019", "trade_gdp_tur_2019", "trade_gdp_rus_2019")
def both_indices_agree():
    """By both measures, in 2020 and in 2019, the trade weighed more for Turkey than for Russia."""
    pairs = [(f"trade_{kind}_tur{year}", f"trade_{kind}_rus{year}") for kind in ("share", "gdp") for year in ("", "_2019")]
    return all(low(turkey) > high(russia) for turkey, russia in pairs)


@finding("imports_share_tur_2000", "imports_share_rus_2000", "imports_gdp_tur_2000", "imports_gdp_rus_2000")
def indices_disagreed_in_2000():
    """In 2000 the two measures ranked opposite ways: by trade it weighed more for Turkey, by output more for Russia."""
    return value("imports_share_tur_2000") > value("imports_share_rus_2000") and value("imports_gdp_tur_2000") < value("imports_gdp_rus_2000")


# The crisis of 2015-16, against 2014.

CRISIS = range(2013, 2018)


def crisis(series: str, frame=None) -> dict:
    """A flow by year, 2013 to 2017, as intervals."""
    sold = _then("crisis_goods")
    others = {year: tuple(a - b for a, b in zip(visitors(year, "WLD"), visitors(year, "RUS"), strict=True)) for year in CRISIS}
    return {
        "vegetables": {y: measure.reading(sold, year=y, series="vegetables sold to Russia") for y in CRISIS},
        "visitors": {y: visitors(y, "RUS") for y in CRISIS},
        "exports": {y: goods(y, "export") for y in CRISIS},
        "imports": {y: goods(y, "import") for y in CRISIS},
        "wheat": {y: measure.reading(sold, year=y, series="wheat bought from Russia") for y in CRISIS},
        "gas": {y: gas(y, "RUS") for y in CRISIS},
        "others": others,
    }[series]


def on_2014(series: str, year: int):
    """A flow as per cent of its level in 2014."""
    return measure.on_base(crisis(series), 2014)[year]


def _pair(table: str, name: str, year: int):
    return {table: [name.format(2014), name.format(year)]}


@number(unit="%", date="2016, of 2014", rows=_pair("crisis_goods", "{}-vegetables", 2016), sure="Good: the statistical office's figures, in an excerpt.",
        how="Value in 2016 over value in 2014.")
def crisis_vegetables():
    """What Turkey sold Russia in vegetables, a banned good, against 2014."""
    return on_2014("vegetables", 2016)


@number(unit="%", date="2016, of 2014", rows=_pair("visitors", "{}-rus", 2016), sure="Good: the ministry's count.",
        how="Arrivals in 2016 over arrivals in 2014.")
def crisis_visitors():
    """Russian visitors in Turkey against 2014."""
    return on_2014("visitors", 2016)


@number(unit="%", date="2016, of 2014", rows=_pair("goods_trade", "{}-tur-export-rus", 2016), sure="Good: the statistical office's figures.",
        how="Value in 2016 over value in 2014.")
def crisis_exports():
    """All goods that Turkey sold Russia against 2014."""
    return on_2014("exports", 2016)


@number(unit="%", date="2015, of 2014", rows=_pair("goods_trade", "{}-tur-export-rus", 2015), sure="Good: the statistical office's figures.",
        how="Value in 2015 over value in 2014; the crisis began on 24 November 2015.")
def crisis_exports_2015():
    """All goods that Turkey sold Russia in 2015 against 2014."""
    return on_2014("exports", 2015)


@number(unit="%", date="2016, of 2014", rows=_pair("goods_trade", "{}-tur-import-rus", 2016), sure="Good: the statistical office's figures; value is price.",
        how="Value in 2016 over value in 2014.")
def crisis_imports():
    """All goods that Turkey bought from Russia, in dollars, against 2014."""
    return on_2014("imports", 2016)


@number(unit="%", date="2016, of 2014", rows=_pair("crisis_goods", "{}-wheat", 2016), sure="Good: the statistical office's figures, in an excerpt; 2014 was a peak.",
        how="Tonnes in 2016 over tonnes in 2014.")
def crisis_wheat():
    """The wheat that Turkey bought from Russia, in tonnes, against 2014."""
    return on_2014("wheat", 2016)


@number(unit="%", date="2016, of 2014", rows=_pair("gas_imports", "{}-rus-iea", 2016), sure="Good: one count by entry point.",
        how="Volume in 2016 over volume in 2014.")
def crisis_gas():
    """The gas that Turkey bought from Russia, in volume, against 2014."""
    return on_2014("gas", 2016)


@number(unit="%", date="2016, of 2014", sure="Good: the ministry's count, totals rounded.", how="All foreigners less Russians, 2016 over 2014.",
        rows={"visitors": ["2014-wld", "2016-wld", "2014-rus", "2016-rus"]})
def crisis_others():
    """Visitors from all other countries against 2014: a comparison, for bombs and a coup attempt kept them away too."""
    return on_2014("others", 2016)


@number(unit="billion dollars", places=2, date="estimate for 2015 to 2017", rows={"ties": ["crisis-loss"]},
        sure="Marked: the estimate of one working paper.", how="As printed.")
def crisis_loss():
    """Turkish exports lost through the Russian measures, by a comparison of goods, countries and years."""
    return measure.reading(_then("ties"), id="crisis-loss")[0]


@finding("crisis_vegetables", "crisis_visitors", "crisis_exports", "crisis_imports", "crisis_wheat", "crisis_gas")
def what_russia_bought_fell_most():
    """By 2016 each flow that Russia bought had fallen further than each that it sold, and gas had fallen least of the six."""
    bought = [high(f"crisis_{flow}") for flow in ("vegetables", "visitors", "exports")]
    sold = [low(f"crisis_{flow}") for flow in ("imports", "wheat", "gas")]
    return max(bought) < min(sold) and low("crisis_gas") == max(sold)


@finding("crisis_exports", "crisis_exports_2015")
def the_fall_began_before():
    """More than half of the fall of Turkish exports to Russia from 2014 to 2016 had happened within 2015."""
    return 100 - value("crisis_exports_2015") > (100 - value("crisis_exports")) / 2


@finding("crisis_others", "crisis_visitors")
def others_fell_less():
    """Visitors from other countries fell too, but far less: they kept at least three times the share that Russians did."""
    return low("crisis_others") > 3 * high("crisis_visitors") and high("crisis_others") < 100


# What each side reports, and ties without trade.

@number(unit="%", date="2008", rows={"goods_trade": ["2008-tur-import-rus", "2008-rus-export-tur"]}, sure="Good: both states' own reports, in a later copy.",
        how="Turkey's imports over Russia's exports, less one.")
def mirror_2008():
    """How much more Turkey reported buying from Russia than Russia reported selling."""
    return measure.mirror_gap(goods(2008, "import"), goods(2008, "export", "TUR", "RUS"))


@number(unit="%", date="2016", rows={"goods_trade": ["2016-tur-import-rus", "2016-rus-export-tur"]}, sure="Fair: Russia's figure is rounded and through the press.",
        how="Turkey's imports over Russia's exports, less one.")
def mirror_2016():
    """How much more Turkey reported buying from Russia than Russia reported selling."""
    return measure.mirror_gap(goods(2016, "import"), goods(2016, "export", "TUR", "RUS"))


@number(unit="%", date="2016", rows={"goods_trade": ["2016-tur-export-rus", "2016-rus-import-tur"]}, sure="Fair: Russia's figure is rounded and through the press.",
        how="Russia's imports over Turkey's exports, less one.")
def mirror_2016_back():
    """How much more Russia reported buying from Turkey than Turkey reported selling."""
    return measure.mirror_gap(goods(2016, "import", "TUR", "RUS"), goods(2016, "export"))


@number(unit="%", date="2019", rows={"russian_totals": ["2019-gazprom-turkey"], "gas_imports": ["2019-rus-iea"]},
        sure="Fair: part of it is the measure, since Gazprom's cubic metre is warmer and so holds less.",
        how="Gazprom's sales to Turkey over the gas that Turkey counted, less one.")
def mirror_gas_2019():
    """How much more gas Gazprom reported selling to Turkey than was counted at the entry points."""
    return measure.mirror_gap(russian(2019, "Gazprom sales to Turkey"), gas(2019, "RUS"))


@finding("mirror_2008", "mirror_2016", "mirror_2016_back")
def importers_report_more():
    """In every pair the importer reports more than the exporter."""
    return all(low(key) > 0 for key in ("mirror_2008", "mirror_2016", "mirror_2016_back"))


@number(unit="billion dollars", date="estimate of 2018", rows={"ties": ["akkuyu-cost"]}, sure="Fair: press reports of an estimate.", how="As printed.")
def akkuyu_cost():
    """What the nuclear plant at Akkuyu, which Russia's Rosatom builds and owns, was to cost."""
    return measure.reading(_then("ties"), id="akkuyu-cost")[0]


@number(unit="soldiers", date="February 2020", rows={"ties": ["idlib-soldiers"]}, sure="Fair: one research institute; who struck is disputed.", how="As printed.")
def idlib_soldiers():
    """Turkish soldiers killed in the Syrian province of Idlib in one month."""
    return measure.reading(_then("ties"), id="idlib-soldiers")[0]


# Known only after the cut-off.

def _imports_now(year: int):
    general = _now("goods_trade").query("system == 'general'")
    return goods(year, "import", frame=general)[0] / 1000


BILL = "Good: the statistical office's months, in a later copy that agrees with its releases."


@number(unit="billion dollars", places=1, date="2020", rows={"goods_trade": ["2020-tur-import-rus"]},
        sure=BILL, how="Months summed, general trade system.")
def imports_2020():
    """Goods that Turkey imported from Russia in 2020."""
    return _imports_now(2020)


@number(unit="billion dollars", places=1, date="2021", since=True, rows={"goods_trade": ["2021-tur-import-rus"]},
        sure=BILL, how="Months summed, general trade system.")
def imports_2021():
    """Goods that Turkey imported from Russia in 2021."""
    return _imports_now(2021)


@number(unit="billion dollars", places=1, date="2022", since=True, rows={"goods_trade": ["2022-tur-import-rus"]},
        sure=BILL, how="Months summed, general trade system.")
def imports_2022():
    """Goods that Turkey imported from Russia in 2022."""
    return _imports_now(2022)


@number(unit="billion dollars", places=1, date="2025", since=True, rows={"goods_trade": ["2025-tur-import-rus"]},
        sure=BILL, how="Months summed, general trade system.")
def imports_2025():
    """Goods that Turkey imported from Russia in 2025."""
    return _imports_now(2025)


@number(unit="times", places=1, date="2022, of 2021", since=True, rows={"goods_trade": ["2021-tur-import-rus", "2022-tur-import-rus"]},
        sure="Good.", how="Value in 2022 over value in 2021.")
def imports_rise_2022():
    """How many times the bill of 2021 the bill of 2022 was."""
    return _imports_now(2022) / _imports_now(2021)


@number(unit="%", date="2022", since=True, rows={"goods_trade": ["2022-tur-import-rus", "2022-tur-import-wld"]}, sure="Good.",
        how="Goods imported from Russia over all goods imported, in dollars.")
def goods_share_tur_2022():
    """Russia's share of the goods that Turkey imported, at its height."""
    return measure.share(goods(2022, "import", frame=_now("goods_trade")), goods(2022, "import", "WLD", frame=_now("goods_trade")))


@number(unit="%", date="2022, of 2021", since=True, rows={"gas_imports": ["2021-rus-iea", "2022-rus-regulator"]},
        sure="Fair: the figure for 2022 is rounded and through the press.", how="One less the volume of 2022 over that of 2021.")
def gas_volume_fall_2022():
    """By how much the volume of Russian gas fell while the bill rose."""
    now = _now("gas_imports")
    return 100 - measure.share(gas(2022, "RUS", "regulator", now), gas(2021, "RUS", frame=now))[0]


@number(unit="%", date="2021", since=True, rows={"gas_imports": ["2021-rus-iea", "2021-wld-iea"]}, sure="Good: the regulator has the same.",
        how="Gas from Russia over all gas imported, by volume.")
def gas_share_2021():
    """Russia's share of the gas that Turkey imported in 2021."""
    now = _now("gas_imports")
    return measure.share(gas(2021, "RUS", frame=now), gas(2021, "WLD", frame=now))


@number(unit="%", date="2023", since=True, rows={"gas_imports": ["2023-rus-regulator", "2023-wld-regulator"]}, sure="Fair: the regulator through the press.",
        how="Gas from Russia over all gas imported, by volume.")
def gas_share_2023():
    """Russia's share of the gas that Turkey imported in 2023."""
    now = _now("gas_imports")
    return measure.share(gas(2023, "RUS", "regulator", now), gas(2023, "WLD", "regulator", now))


@number(unit="%", date="2020 and the season to June 2021", since=True,
        rows={"wheat_imports": ["2020-rus-tonnes-later", "2020-world-tonnes-later", "2021-rus-share-later"]},
        sure="Marked: a trade magazine and an industry chairman, both in 2022.", how="As printed, and tonnes over tonnes.")
def wheat_share_later():
    """Russia's share of Turkey's wheat imports in figures that appeared in 2022."""
    now = _now("wheat_imports")
    tonnes = measure.share(measure.reading(now, id="2020-rus-tonnes-later"), measure.reading(now, id="2020-world-tonnes-later"))
    return measure.hull([tonnes, measure.reading(now, id="2021-rus-share-later")])


@number(unit="%", date="2024", since=True, rows={"visitors": ["2024-rus", "2024-wld"]}, sure="Fair: both figures rounded.",
        how="Arrivals of Russian citizens over arrivals of all foreigners.")
def visitors_share_2024():
    """Russians among the foreign visitors who entered Turkey in 2024."""
    return measure.share(visitors(2024, "RUS", _now("visitors")), visitors(2024, "WLD", _now("visitors")))


@number(unit="billion dollars", places=1, date="2023", since=True, rows={"goods_trade": ["2023-tur-export-rus"]}, sure=EXPORTS_MARK, how="Read off a chart.")
def exports_2023():
    """Goods that Turkey sold Russia, at their height."""
    return tuple(end / 1000 for end in goods(2023, "export", frame=_now("goods_trade")))


@number(unit="billion dollars", places=1, date="2020", rows={"goods_trade": ["2020-tur-export-rus"]}, sure=EXPORTS_MARK, how="Read off a chart.")
def exports_2020():
    """Goods that Turkey sold Russia in 2020."""
    return tuple(end / 1000 for end in goods(2020, "export"))


@number(unit="%", date="as adopted in 2024", since=True, rows={"thresholds": ["one-country-material"]}, sure="Law.", how="As printed.")
def one_country_material():
    """The most of a strategic raw material that, under European Union law, should come from one country outside it."""
    return measure.reading(_now("thresholds"), id="one-country-material")[0]


@finding("imports_2021", "imports_2022", "imports_rise_2022", since=True)
def bill_doubled():
    """Turkey's bill for Russian goods doubled in 2022."""
    return low("imports_rise_2022") >= 2


@finding("imports_2022", "imports_2025", since=True)
def bill_stayed_high():
    """From 2022 on the bill stayed above 40 billion dollars, and above every year before 2022."""
    later = [_imports_now(year) for year in range(2022, 2026)]
    earlier = [goods(year, "import")[1] / 1000 for year in range(2000, 2021)] + [value("imports_2021")]
    return min(later) > 40 and min(later) > max(earlier)


@finding("gas_volume_fall_2022", "imports_rise_2022", since=True)
def bill_rose_on_price():
    """In 2022 less gas came from Russia than in 2021, while the bill for Russian goods rose."""
    return low("gas_volume_fall_2022") > 0 and low("imports_rise_2022") > 1


@finding("wheat_share_later", "wheat_share_tur", "wheat_share_rus", since=True)
def later_wheat_figures_are_lower():
    """Later figures put Russia's share of the wheat lower, and still more than three times Turkey's weight for Russia."""
    return high("wheat_share_later") < low("wheat_share_tur") and low("wheat_share_later") > 3 * high("wheat_share_rus")


@finding("exports_2020", "exports_2023", since=True)
def sales_to_russia_doubled():
    """Turkey's sales to Russia in 2023 were about twice those of 2020, or more."""
    return low("exports_2023") > 2 * high("exports_2020")
