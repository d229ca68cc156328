"""Numbers and findings of trade-dependence: weights, gas, two indices, the crisis of 2015-16, and since then.

Body values take the rows known on the cut-off (`then`), later ones all rows of this edition (`now`).
"""

from collections.abc import Callable, Iterable
from functools import partial

import pandas as pd

from analysis.trade_dependence import measures
from analysis.trade_dependence.measures import Interval, share
from brief import dates
from brief.numbers import guard, high, low, publish, quote, value

ENTRIES, REGULATOR = "IEA entry points", "regulator"  # the two counts of gas


# ---- readings of the tables, from the lowest to the highest -------------------------------------------------------
then, now = dates.table, partial(dates.table, as_of=dates.EDITION)


def goods(year: int, flow: str, partner="RUS", reporter="TUR", seen=then, **keys) -> Interval:
    """Goods of one year, million dollars."""
    return measures.reading(seen("goods_trade"), year=year, flow=flow, partner=partner, reporter=reporter, **keys)


def russian(year: int, what: str, period="year") -> Interval:
    """One of Russia's totals, in the unit of its row."""
    return measures.reading(then("russian_totals"), year=year, what=what, period=period)


def gas(year: int, partner: str, count=ENTRIES, seen=then) -> Interval:
    """Gas imported in one year, million cubic metres, by one of the counts."""
    return measures.reading(seen("gas_imports"), year=year, partner=partner, reading=count)


def visitors(year: int, partner: str, seen=then) -> Interval:
    """Arrivals of foreigners in one year."""
    return measures.reading(seen("visitors"), year=year, partner=partner)


def gdp(year: int, country: str) -> Interval:
    """Output of one year, million dollars."""
    return measures.reading(then("gdp"), year=year, country=country)


def wheat(seen=then, **keys) -> Interval:
    return measures.reading(seen("wheat_imports"), **keys)


def _of_all(flow: Callable, year: int, *count, seen=then) -> Interval:
    """What Russia sends of what all send, per cent."""
    return share(*(flow(year, partner, *count, seen=seen) for partner in ("RUS", "WLD")))


def _publish(key: str, compute: Callable, **rows: str | Callable) -> None:
    """Publish a number with its rows, table by table."""
    publish(key, compute, rows=rows)


def _by_year(key: str, years: Iterable[int], compute: Callable, **rows: str) -> None:
    """Publish `compute(year)` for each year: {0} stands for it in the key and the ids, {1} for ``_2019`` in 2019."""
    for year in years:
        behind = {table: ids.format(year) for table, ids in rows.items()}
        publish(key.format(year, "" if year == 2020 else f"_{year}"), partial(compute, year), rows=behind)


# ---- who needs whom: each flow's weight for the one beside its weight for the other -------------------------------
def _wheat_before():
    both, ukraine = (wheat(year=2019, partner=partner)[0] for partner in ("RUS and UKR", "UKR"))
    return share(both * (1 - ukraine / 100), wheat(year=2019, partner="WLD"))


def _wheat_rus():
    part, bought = low("wheat_share_tur") / 100, wheat(year=2021, partner="WLD", what="imports")
    return share((part * bought[0], part * bought[1]), russian(2021, "wheat exports", "July 2020 to June 2021"))


def _wheat_rus_2019():
    sold, all_sold = (russian(2019, f"wheat exports{to}", "July to December") for to in (" to Turkey", ""))
    return share(sold, all_sold)


def gas_share(year: int) -> Interval:
    """Russia's share of the gas imported in a year, per cent, in every count of it."""
    counts = [ENTRIES, REGULATOR] if year in (2019, 2020) else [ENTRIES]
    return measures.hull(share(gas(year, "RUS", count), gas(year, "WLD", count)) for count in counts)


def _gas_rus():
    sold = measures.hull(gas(2020, "RUS", count) for count in (ENTRIES, REGULATOR))
    return share(sold, russian(2020, "Gazprom exports outside the former USSR"))


def _gas_rus_2019():
    return share(russian(2019, "Gazprom sales to Turkey"), russian(2019, "Gazprom exports outside the former USSR"))


def _goods_share_tur(year: int):
    """One system of counting above and below the line."""
    return share(goods(year, "import", system="general"), goods(year, "import", "WLD"))


def _goods_share_rus(year: int):
    return share(goods(year, "import"), russian(year, "goods exports"))


def _of_trips_abroad(year: int):
    few, many = visitors(year, "RUS")
    return share((few / 1e6, many / 1e6), russian(year, "trips of Russians abroad"))


def _heavier_for_turkey(*flows: str, year="", times=1) -> bool:
    return all(low(f"{flow}_share_tur{year}") > times * high(f"{flow}_share_rus{year}") for flow in flows)


def _visitors_almost_even():
    pairs = [(f"visitors_share_tur{year}", f"visitors_share_rus{year}") for year in ("", "_2019")]
    return all(low(a) / high(b) > 0.8 and high(a) / low(b) < 1.25 for a, b in pairs)


def _a_threshold_between_parts_them():
    heaviest = max(high(f"{flow}_share_rus") for flow in FLOWS)
    return heaviest == high("wheat_share_rus") and low("gas_share_tur") > heaviest < low("wheat_share_tur")


FLOWS, LAST = ("gas", "visitors", "goods", "wheat"), (2020, 2019)
quote("wheat_imports", "value", wheat_share_tur="2021-rus-share")
_publish("wheat_share_tur_before", _wheat_before, wheat_imports="2019-world-tonnes 2019-both-tonnes 2019-ukr-of-both")
_publish(
    "wheat_share_rus", _wheat_rus, wheat_imports="2021-rus-share 2021-world-tonnes", russian_totals="2021-wheat-exports"
)
_publish("wheat_share_rus_2019", _wheat_rus_2019, russian_totals="2019h2-wheat-turkey 2019h2-wheat-exports")
_by_year("gas_share_tur{1}", LAST, gas_share, gas_imports="{0}-rus-iea {0}-wld-iea {0}-rus-regulator {0}-wld-regulator")
_publish("gas_share_rus", _gas_rus, gas_imports="2020-rus-iea 2020-rus-regulator", russian_totals="2020-gazprom-far")
_publish("gas_share_rus_2019", _gas_rus_2019, russian_totals="2019-gazprom-turkey 2019-gazprom-far")
_by_year("goods_share_tur{1}", LAST, _goods_share_tur, goods_trade="{0}-tur-import-rus {0}-tur-import-wld")
for year, bought in ((2020, "{0}-tur-import-rus"), (2019, "{0}-tur-import-rus {0}-tur-import-rus-special")):
    _by_year("goods_share_rus{1}", [year], _goods_share_rus, goods_trade=bought, russian_totals="{0}-goods-exports")
_by_year("visitors_share_tur{1}", LAST, partial(_of_all, visitors), visitors="{0}-rus {0}-wld")
_by_year("visitors_share_rus{1}", LAST, _of_trips_abroad, visitors="{0}-rus", russian_totals="{0}-trips-abroad")

guard("wheat_and_gas_several_times", lambda: _heavier_for_turkey("wheat", "gas", times=3))
guard("visitors_almost_even", _visitors_almost_even)
guard("goods_heavier_for_turkey", lambda: all(_heavier_for_turkey("goods", year=year) for year in ("", "_2019")))
guard("all_four_heavier_for_turkey", lambda: _heavier_for_turkey(*FLOWS))
guard("the_year_before_agrees", lambda: _heavier_for_turkey("gas", "goods", year="_2019"))
guard("a_threshold_between_parts_them", _a_threshold_between_parts_them)


# ---- gas: the years, the months within them, concentration, and winter without Russia -----------------------------
def months() -> pd.DataFrame:
    """Gas by month, one reading each."""
    return measures.one_reading(then("gas_months"))


def swing() -> pd.DataFrame:
    """The range of Russia's monthly share, by year."""
    return measures.swing(months())


def _months_of(first: int, last: int) -> Callable:
    return lambda: months().query(f"{first} <= year <= {last}")


def _gas_readings_apart():
    counts = then("gas_months").pivot(index=["year", "month"], columns="reading", values="share").dropna()
    apart = (counts[REGULATOR] - counts[ENTRIES]).abs()
    return apart.drop([(2020, 3), (2020, 4)]).max()


def _counted_twice() -> pd.DataFrame:
    """The months for which both counts were public."""
    return then("gas_months")[lambda found: found.duplicated(["year", "month"], keep=False)]


def _gas_share_fell():
    years = {year: gas_share(year)[1] for year in range(2010, 2021)}
    falling = all(years[year] > years[year + 1] for year in range(2015, 2019))
    least = max(years[2019], years[2020]) < min(years[year] for year in range(2010, 2019))
    return falling and least and years[2011] == max(years.values())


def _gas_swing_widest():
    widest = swing().loc[2010:2020, "width"].idxmax()
    return widest == 2020 and low("gas_swing_2020") > 2 * high("gas_swing_before")


def _concentration(year: int):
    *named, liquefied = (gas(year, seller)[0] for seller in ("RUS", "AZE", "IRN", "LNG"))
    return measures.concentration_with_block(named, liquefied)


def _gas_less_concentrated():
    least, most = low("gas_concentration_2020"), high("gas_concentration_2020")
    return most < low("gas_concentration_2011") and least < value("concentration_high") < most


_by_year("gas_share_{0}", (2011, 2010), gas_share, gas_imports="{0}-rus-iea {0}-wld-iea")
_publish("gas_low_2020", lambda: swing().at[2020, "lowest"], gas_months="2020-06-regulator")
_publish("gas_high_2020", lambda: swing().at[2020, "highest"], gas_months="2020-10-regulator")
quote("gas_months", "share", gas_march_2020="2020-03-regulator")
_publish("gas_swing_2020", lambda: swing().at[2020, "width"], gas_months=_months_of(2020, 2020))
_publish("gas_swing_before", lambda: swing().loc[2010:2019, "width"].median(), gas_months=_months_of(2010, 2019))
_publish("gas_months_2021", lambda: tuple(swing().loc[2021, ["lowest", "highest"]]), gas_months=_months_of(2021, 2021))
_publish("gas_readings_apart", _gas_readings_apart, gas_months=_counted_twice)

guard("gas_share_fell", _gas_share_fell)
guard("gas_swing_widest", _gas_swing_widest)
guard("gas_share_back_up_2021", lambda: low("gas_months_2021") > high("gas_share_tur"))
guard("gas_march_tenth", lambda: high("gas_march_2020") < 10)
SELLERS = "{0}-rus-iea {0}-aze-iea {0}-irn-iea {0}-lng-iea"
_by_year("gas_concentration_{0}", (2011, 2020), _concentration, gas_imports=SELLERS)
quote("thresholds", "value", concentration_high="hhi-high")

guard("gas_less_concentrated", _gas_less_concentrated)


def entered(years="year == 2020") -> pd.DataFrame:
    """Gas by month as counted at the entry points, million cubic metres. Index: month."""
    return then("gas_months").query(f"reading == @ENTRIES and {years}").set_index("month")


def without_russia() -> pd.Series:
    """What all other entries at their best could cover of each month's gas in 2020, per cent. Index: month."""
    return measures.supply_without(then("gas_entries")["highest"], entered()["total"])


def _short() -> set[int]:
    """The months of 2020 that the other entries at their best would have left short."""
    cover = without_russia()
    return set(cover.index[cover < value("cover_by_law")])


since_2010 = partial(entered, "2010 <= year <= 2020")
_publish("others_at_best", lambda: then("gas_entries")["highest"].sum() / 1000, gas_entries="*")
_publish("others_at_once", lambda: since_2010().eval("total - russia").max() / 1000, gas_months=since_2010)
_publish("winter_cover", lambda: without_russia().min(), gas_entries="*", gas_months=entered)
_publish("months_short", lambda: len(_short()), gas_entries="*", gas_months=entered)
quote("thresholds", "value", cover_by_law="n-1", one_country_limit="one-country-gas")

guard("winter_needed_russia", lambda: _short() == {1, 2, 11, 12})


# Two winters without Russia, from November to March, with full stores; million cubic metres.
VOLUMES, DAILY = ("silivri-2019-volume", "tuz-golu-2019-volume"), ("silivri-2019-daily", "tuz-golu-2019-daily")
PIPES, LNG = ("blue-stream", "turkstream-turkey"), "all-lng-2020"


def capacity(*ids: str) -> Interval:
    """Rows of `gas_capacity` added up, in their unit."""
    return measures.add(*(measures.reading(then("gas_capacity"), id=one) for one in ids))


def winter(begins: int) -> pd.DataFrame:
    """The months of a winter in order of time, as counted at the entry points, and their days. Index: month."""
    found = then("gas_months").query("reading == @ENTRIES")
    time = pd.PeriodIndex.from_fields(year=found["year"], month=found["month"], freq="M")
    found = found.assign(days=time.days_in_month)[(time >= f"{begins}-11") & (time <= f"{begins + 1}-03")]
    return found.sort_values(["year", "month"]).set_index("month")


def without_russia_in(begins: int, others="at best") -> pd.DataFrame:
    """What a winter without Russia leaves missing, before and after full stores give what they can. Index: month.

    `others` are the other entries: "at best", each at its highest month; "at once", the most that they did bring
    together; "all LNG", the pipes at their best and the terminals at all that they can send out.
    """
    months = winter(begins)
    if others == "all LNG":
        pipes = then("gas_entries").query("supplier != 'LNG'")["highest"].sum()
        brought = pipes + capacity(LNG)[0] * months["days"]
    else:
        brought = 1000 * value("others_at_best" if others == "at best" else "others_at_once")
    gap = measures.missing(brought, months["total"])
    left = measures.left_by_stores(gap, 1000 * capacity(*VOLUMES)[0], capacity(*DAILY)[0] * months["days"])
    return pd.DataFrame({"imported": months["total"], "missing": gap, "left": left})


def _peak_cover():
    pipes_low, pipes_high = measures.share(capacity(*PIPES), 365)  # billion a year over days: hundredths of a billion
    system, used = capacity("system-2021")[0], capacity("peak-2021")
    return share((system - 10 * pipes_high, system - 10 * pipes_low), used)


def _winter(key: str, column: str, begins: int, others="at best", **more: str) -> None:
    """Publish what a winter without Russia leaves missing, before or after the stores, billion cubic metres."""
    rows = {"gas_entries": "*", "gas_months": partial(winter, begins), **more}
    publish(key, lambda: without_russia_in(begins, others)[column].sum() / 1000, rows=rows)


def _stores_last_one_winter():
    first, second = (without_russia_in(begins)["left"] for begins in (2019, 2020))
    return first.sum() == 0 < value("winter_left_at_once") and second.loc[[2, 3]].min() > 0 == second.loc[1]


_winter("winter_missing_2019", "missing", 2019)
_winter("winter_missing_2020", "missing", 2020)
_winter("winter_left_2020", "left", 2020, gas_capacity=" ".join(VOLUMES + DAILY))
_winter("winter_left_at_once", "left", 2019, "at once", gas_capacity=" ".join(VOLUMES + DAILY))
_publish("storage_volume", lambda: capacity(*VOLUMES)[0], gas_capacity=" ".join(VOLUMES))
_publish("storage_daily", lambda: capacity(*DAILY)[0], gas_capacity=" ".join(DAILY))
_publish("peak_cover", _peak_cover, gas_capacity=" ".join((*PIPES, "system-2021", "peak-2021")))
quote("gas_capacity", "value", lng_daily=LNG)

guard("stores_last_one_winter", _stores_last_one_winter)
guard("peak_day_needed_russia", lambda: high("peak_cover") < value("cover_by_law"))
guard("cargoes_would_have_done", lambda: without_russia_in(2020, "all LNG")["left"].sum() == 0)
guard("gas_below_one_country_limit", lambda: high("gas_share_tur") < value("one_country_limit") < low("gas_share_2011"))


# ---- two indices of the same trade, both ways, and what each side reports for one flow ----------------------------
def _both_ways(year: int) -> tuple[Interval, Interval]:
    """Imports, exports: all readings of the year."""
    return goods(year, "import"), goods(year, "export")


def _both_ways_ids(year: int, *more: str) -> Callable:
    found = f"year == {year} and reporter == 'TUR' and partner == 'RUS'"
    return lambda: [*then("goods_trade").query(found)["id"], *more]


def _trade_share_tur(year: int):
    return measures.trade_share(*_both_ways(year), goods(year, "import", "WLD"), goods(year, "export", "WLD"))


def _trade_share_rus(year: int):
    return share(measures.add(*_both_ways(year)), russian(year, "goods turnover"))


def _trade_gdp(year: int, side: str):
    return measures.trade_over_gdp(*_both_ways(year), gdp(year, side.upper()))


def _both_indices_agree():
    pairs = [f"trade_{kind}_{{}}{year}" for kind in ("share", "gdp") for year in ("", "_2019")]
    return all(low(pair.format("tur")) > high(pair.format("rus")) for pair in pairs)


def _indices_disagreed_in_2000():
    by_trade, by_output = ([value(f"imports_{of}_{side}_2000") for side in ("tur", "rus")] for of in ("share", "gdp"))
    return by_trade[0] > by_trade[1] and by_output[0] < by_output[1]


def _gap(year: int, buyer="TUR", seller="RUS") -> Interval:
    return measures.mirror_gap(goods(year, "import", seller, buyer), goods(year, "export", buyer, seller))


def _gas_gap():
    return measures.mirror_gap(russian(2019, "Gazprom sales to Turkey"), gas(2019, "RUS"))


for year, mark in ((2020, ""), (2019, "_2019")):
    ours, both = (f"{year}-tur-import-wld", f"{year}-tur-export-wld"), _both_ways_ids(year)
    theirs = f"{year}-goods-turnover"
    _publish(f"trade_share_tur{mark}", partial(_trade_share_tur, year), goods_trade=_both_ways_ids(year, *ours))
    _publish(f"trade_share_rus{mark}", partial(_trade_share_rus, year), goods_trade=both, russian_totals=theirs)
for year, mark in ((2020, ""), (2019, "_2019")):
    for side in ("tur", "rus"):
        behind = {"goods_trade": _both_ways_ids(year), "gdp": f"{year}-{side}"}
        publish(f"trade_gdp_{side}{mark}", partial(_trade_gdp, year, side), rows=behind)

BOUGHT = "2000-tur-import-rus"
for key, whole, rows in (
    ("imports_share_tur_2000", partial(goods, 2000, "import", "WLD"), {"goods_trade": f"{BOUGHT} 2000-tur-import-wld"}),
    ("imports_share_rus_2000", partial(russian, 2000, "goods exports"), {"russian_totals": "2000-goods-exports"}),
    ("imports_gdp_tur_2000", partial(gdp, 2000, "TUR"), {"gdp": "2000-tur"}),
    ("imports_gdp_rus_2000", partial(gdp, 2000, "RUS"), {"gdp": "2000-rus"}),
):
    publish(key, lambda whole=whole: share(goods(2000, "import"), whole()), rows={"goods_trade": BOUGHT} | rows)

guard("both_indices_agree", _both_indices_agree)
guard("indices_disagreed_in_2000", _indices_disagreed_in_2000)
_by_year("mirror_{0}", (2008, 2016), _gap, goods_trade="{0}-tur-import-rus {0}-rus-export-tur")
_publish("mirror_2016_back", partial(_gap, 2016, "RUS", "TUR"), goods_trade="2016-tur-export-rus 2016-rus-import-tur")
_publish("mirror_gas_2019", _gas_gap, russian_totals="2019-gazprom-turkey", gas_imports="2019-rus-iea")
guard("importers_report_more", lambda: all(low(key) > 0 for key in ("mirror_2008", "mirror_2016", "mirror_2016_back")))


# ---- oil and coal, and contracts that ran out ---------------------------------------------------------------------
FUELS = {  # as its ids name it: the fuel, whose count, the years
    "crude": ("crude oil", "Eurostat", (2018, 2019, 2020)),
    "products": ("oil products", "Eurostat", (2020,)),
    "coking": ("coking coal", "TurkStat", (2020,)),
}


def fuel_share(fuel: str, year: int) -> Interval:
    """Russia's share of the weight of a fuel that Turkey imported in a year, per cent."""
    keys = {"year": year, "fuel": FUELS[fuel][0], "reading": FUELS[fuel][1]}
    return share(*(measures.reading(then("energy_imports"), partner=one, **keys) for one in ("RUS", "WLD")))


def ending() -> pd.DataFrame:
    """The contracts with Gazprom that were to end with 2021."""
    return then("gas_contracts").query("origin == 'RUS' and ends.dt.year == 2021")


def _crude_came_and_went():
    return low("crude_share_2019") > 2 * max(high("crude_share_2018"), high("crude_share_2020"))


for fuel, (*_, years) in FUELS.items():
    weights = f"{{0}}-{fuel}-rus {{0}}-{fuel}-wld"
    _by_year(f"{fuel}_share_{{0}}", years, partial(fuel_share, fuel), energy_imports=weights)
_publish("contracts_ending", lambda: ending()["volume"].sum(), gas_contracts=ending)

guard("crude_came_and_went", _crude_came_and_went)

# Ties without trade.
quote("ties", "value", akkuyu_cost="akkuyu-cost", idlib_soldiers="idlib-soldiers")


# ---- the crisis of 2015-16, against 2014 --------------------------------------------------------------------------
def _named(series: str) -> Callable[[int], Interval]:
    return lambda year: measures.reading(then("crisis_goods"), year=year, series=series)


def _other_visitors(year: int) -> Interval:
    (all_low, all_high), (low_end, high_end) = visitors(year, "WLD"), visitors(year, "RUS")
    return all_low - low_end, all_high - high_end


# Flow: its size in a year, the table and the ids of its rows.
CRISIS = {
    "vegetables": (_named("vegetables sold to Russia"), "crisis_goods", "{0}-vegetables"),
    "visitors": (lambda year: visitors(year, "RUS"), "visitors", "{0}-rus"),
    "exports": (lambda year: goods(year, "export"), "goods_trade", "{0}-tur-export-rus"),
    "imports": (lambda year: goods(year, "import"), "goods_trade", "{0}-tur-import-rus"),
    "wheat": (_named("wheat bought from Russia"), "crisis_goods", "{0}-wheat"),
    "gas": (lambda year: gas(year, "RUS"), "gas_imports", "{0}-rus-iea"),
    "others": (_other_visitors, "visitors", "{0}-wld {0}-rus"),
}


def on_2014(flow: str, year: int) -> Interval:
    """A flow of the crisis as per cent of its level in 2014."""
    size = CRISIS[flow][0]
    return measures.on_base({2014: size(2014), year: size(year)}, 2014)[year]


def crisis_rows(years: Iterable[int], flows: Iterable[str] = tuple(CRISIS)) -> dict[str, list[str]]:
    """The rows behind the sizes of flows in some years."""
    rows: dict[str, list[str]] = {}
    for _, table, ids in (CRISIS[flow] for flow in flows):
        rows.setdefault(table, []).extend(one.format(year) for year in years for one in ids.split())
    return rows


for flow in CRISIS:
    publish(f"crisis_{flow}", lambda flow=flow: on_2014(flow, 2016), rows=crisis_rows((2014, 2016), [flow]))
    if flow == "exports":
        publish("crisis_exports_2015", lambda: on_2014("exports", 2015), rows=crisis_rows((2014, 2015), [flow]))
quote("ties", "value", crisis_loss="crisis-loss")


def _what_russia_bought_fell_most():
    bought = [high(f"crisis_{flow}") for flow in ("vegetables", "visitors", "exports")]
    sold = [low(f"crisis_{flow}") for flow in ("imports", "wheat", "gas")]
    return max(bought) < min(sold) and low("crisis_gas") == max(sold)


guard("what_russia_bought_fell_most", _what_russia_bought_fell_most)
guard("the_fall_began_before", lambda: 100 - value("crisis_exports_2015") > (100 - value("crisis_exports")) / 2)
guard("others_fell_less", lambda: low("crisis_others") > 3 * high("crisis_visitors") and high("crisis_others") < 100)


# ---- who could punish whom ----------------------------------------------------------------------------------------
def month_of(year: int, month: int, partner: str) -> float:
    """Foreigners who arrived in a month: Russians (RUS), or all others (OTHERS)."""
    found = then("visitor_months").query("year == @year and month == @month").set_index("partner")["value"]
    return found["WLD"] - found["RUS"] if partner == "OTHERS" else found[partner]


def _left(month: int, partner: str) -> Interval:
    """Arrivals of a month of 2021 as per cent of the same month of 2019."""
    return share(*(month_of(year, month, partner) for year in (2021, 2019)))


def _gas_of_2018(partner: str) -> Interval:
    """Gas from Russia, or from all others, in 2019 as per cent of 2018."""
    of = {year: (gas(year, "RUS")[0], gas(year, "WLD")[0]) for year in (2018, 2019)}
    return share(*(russia if partner == "RUS" else total - russia for russia, total in (of[2019], of[2018])))


def _wheat_ban() -> int:
    since, until = then("ties")["date"].loc[["grain-2017", "grain-back-2017"]]
    return (until - since).days


def _russians_stayed_away():
    return 5 * high("may_2021_russia") < low("may_2021_others") and low("july_2021_russia") > high("july_2021_others")


def _moscow_cut_deeper():
    most = max(map(high, ("crisis_visitors", "crisis_vegetables", "may_2021_russia")))
    return most < 20 and min(map(low, ("gas_2019_russia", "wheat_2017"))) > 50


for partner, whose, counted_as in (("RUS", "russia", ["rus"]), ("OTHERS", "others", ["rus", "wld"])):
    for month, name in ((5, "may"), (7, "july")):
        arrived = [f"{year}-{month:02}-{who}" for year in (2019, 2021) for who in counted_as]
        publish(f"{name}_2021_{whose}", partial(_left, month, partner), rows={"visitor_months": arrived})
    of_gas = [f"{year}-{who}-iea" for year in (2018, 2019) for who in counted_as]
    publish(f"gas_2019_{whose}", partial(_gas_of_2018, partner), rows={"gas_imports": of_gas})
_publish("wheat_2017", lambda: share(*map(CRISIS["wheat"][0], (2017, 2016))), crisis_goods="2016-wheat 2017-wheat")
_publish("wheat_ban_days", _wheat_ban, ties="grain-2017 grain-back-2017")
quote("ties", "value", grain_duty="grain-2017", gas_not_taken="take-or-pay-2019")
quote("ties", "value", loss_turkey="flights-loss-turkey-2021", loss_russia="flights-loss-russia-2021")

guard("russians_stayed_away", _russians_stayed_away)
guard("gas_bought_elsewhere", lambda: high("gas_2019_russia") < 75 and low("gas_2019_others") > 100)
guard("wheat_rose_all_the_same", lambda: low("wheat_2017") > 100)
guard("moscow_cut_deeper", _moscow_cut_deeper)


# ---- known only after the cut-off ---------------------------------------------------------------------------------
def _bill(year: int) -> float:
    """Turkey's imports of goods from Russia, billion dollars, by the general system."""
    return goods(year, "import", seen=now, system="general")[0] / 1000


def _sales(year: int) -> Interval:
    low_end, high_end = goods(year, "export", seen=now)
    return low_end / 1000, high_end / 1000


def _goods_share_later(year: int):
    return share(goods(year, "import", seen=now), goods(year, "import", "WLD", seen=now))


def _wheat_share_later():
    russia, world = (wheat(now, id=f"2020-{whose}-tonnes-later") for whose in ("rus", "world"))
    return measures.hull([share(russia, world), wheat(now, id="2021-rus-share-calendar")])


def _gas_volume_fall():
    return 100 - share(gas(2022, "RUS", REGULATOR, now), gas(2021, "RUS", seen=now))[0]


def _bill_stayed_high():
    least = min(_bill(year) for year in range(2022, 2026))
    earlier = [goods(year, "import")[1] / 1000 for year in range(2000, 2021)]
    return least > 40 and least > max(*earlier, value("imports_2021"))


def _later_wheat_figures_are_lower():
    return 3 * high("wheat_share_rus") < low("wheat_share_later") and high("wheat_share_later") < low("wheat_share_tur")


def _wheat_at_material_limit():
    return min(low("wheat_share_tur"), low("wheat_share_later")) >= value("one_country_material")


LATER_WHEAT = "2020-rus-tonnes-later 2020-world-tonnes-later 2021-rus-share-calendar"
later = partial(_of_all, seen=now)
_by_year("imports_{0}", (2020, 2021, 2022, 2025), _bill, goods_trade="{0}-tur-import-rus")
_publish("imports_rise_2022", lambda: _bill(2022) / _bill(2021), goods_trade="2021-tur-import-rus 2022-tur-import-rus")
_by_year("goods_share_tur_{0}", [2022], _goods_share_later, goods_trade="{0}-tur-import-rus {0}-tur-import-wld")
_publish("gas_volume_fall_2022", _gas_volume_fall, gas_imports="2021-rus-iea 2022-rus-regulator")
_publish("gas_share_2021", partial(later, gas, 2021), gas_imports="2021-rus-iea 2021-wld-iea 2021-wld-regulator")
_publish("gas_share_2023", partial(later, gas, 2023, REGULATOR), gas_imports="2023-rus-regulator 2023-wld-regulator")
_publish("wheat_share_later", _wheat_share_later, wheat_imports=LATER_WHEAT)
_publish("visitors_share_2024", partial(later, visitors, 2024), visitors="2024-rus 2024-wld")
_by_year("exports_{0}", (2023, 2020), _sales, goods_trade="{0}-tur-export-rus")
quote("thresholds", "value", one_country_material="one-country-material", concentration_high_2023="hhi-high-2023")
quote("gas_contracts", "volume", contract_of_2022="botas-turkstream-2022")

for key, test in {
    "bill_doubled": lambda: low("imports_rise_2022") >= 2,
    "bill_stayed_high": _bill_stayed_high,
    "bill_rose_on_price": lambda: low("gas_volume_fall_2022") > 0 and low("imports_rise_2022") > 1,
    "later_wheat_figures_are_lower": _later_wheat_figures_are_lower,
    "sales_to_russia_doubled": lambda: low("exports_2023") > 2 * high("exports_2020"),
    "wheat_at_material_limit": _wheat_at_material_limit,
    "gas_concentrated_by_2023": lambda: low("gas_concentration_2020") > value("concentration_high_2023"),
    "gas_share_rose_again": lambda: min(low("gas_share_2021"), low("gas_share_2023")) > high("gas_share_tur"),
}.items():
    guard(key, test, since=True)
