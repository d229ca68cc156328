"""Gas: the years, the months within them, concentration, and winter without Russia."""

from __future__ import annotations

from analysis.trade_dependence import measures
from analysis.trade_dependence.numbers.readings import gas, gas_share, month_ids, months, then
from brief.numbers import finding, high, low, number, value


@number(
    unit="%",
    date="2011",
    rows={"gas_imports": ["2011-rus-iea", "2011-wld-iea"]},
    claims=("c46",),
    sure="Good: one count by entry point, close to Eurostat's.",
    how="Gas from Russia over all gas imported, by volume.",
)
def gas_share_2011():
    """Russia's share of the gas that Turkey imported, at its peak of the years shown."""
    return gas_share(2011)


@number(
    unit="%",
    date="2010",
    rows={"gas_imports": ["2010-rus-iea", "2010-wld-iea"]},
    sure="Good: one count by entry point.",
    how="Gas from Russia over all gas imported, by volume.",
)
def gas_share_2010():
    """Russia's share of the gas that Turkey imported, at the start of the years shown."""
    return gas_share(2010)


@number(
    unit="%",
    places=1,
    date="June 2020",
    rows={"gas_months": ["2020-06-regulator"]},
    claims=("c46",),
    sure="Good: printed from the regulator's report; the entry points give the same.",
    how="The lowest monthly share of 2020, the regulator's figure where there is one.",
)
def gas_low_2020():
    """Russia's share of Turkey's gas in the month of 2020 when it was least."""
    return measures.swing(months()).at[2020, "lowest"]


@number(
    unit="%",
    places=1,
    date="October 2020",
    rows={"gas_months": ["2020-10-regulator"]},
    claims=("c46",),
    sure="Good: printed from the regulator's report; the entry points give the same.",
    how="The highest monthly share of 2020, the regulator's figure where there is one.",
)
def gas_high_2020():
    """Russia's share of Turkey's gas in the month of 2020 when it was greatest."""
    return measures.swing(months()).at[2020, "highest"]


@number(
    unit="%",
    places=1,
    date="March 2020",
    rows={"gas_months": ["2020-03-regulator"]},
    sure="Fair: the regulator's figure through the press; the file of entry points is higher, for it counts gas at a "
    "border station that the regulator leaves out.",
    how="As printed.",
)
def gas_march_2020():
    """Russia's share of Turkey's gas in March 2020, when it fell to fifth place among the suppliers."""
    found = months()
    return found[(found["year"] == 2020) & (found["month"] == 3)]["share"].item()


@number(
    unit="points",
    date="2020",
    rows={"gas_months": lambda: month_ids(2020)},
    sure="Good: nine of twelve months are the regulator's, seven as a printed share and two worked out from its "
    "volumes; the other three are by entry point.",
    how="Highest less lowest monthly share of the year, percentage points.",
)
def gas_swing_2020():
    """How far Russia's monthly share of Turkey's gas ranged within 2020."""
    return measures.swing(months()).at[2020, "width"]


@number(
    unit="points",
    date="2010 to 2019",
    rows={"gas_months": lambda: month_ids(*range(2010, 2020))},
    sure="Good: one count by entry point, but for March 2019, which the regulator printed.",
    how="Middle value of the yearly ranges, percentage points.",
)
def gas_swing_before():
    """How far Russia's monthly share of Turkey's gas ranged within the middle year of ten."""
    return measures.swing(months()).loc[2010:2019, "width"].median()


@number(
    unit="%",
    date="January to August 2021",
    rows={"gas_months": lambda: month_ids(2021)},
    sure="Good: one count by entry point; March and May worked out from the regulator's volumes. A month is taken as "
    "public three months after its end. September may have been out: the regulator took some two months. Its share "
    "lies between the two, so it would change neither.",
    how="Lowest and highest monthly share among the months public by the cut-off.",
)
def gas_months_2021():
    """Russia's share of Turkey's gas in the months of 2021 that had been published, least and greatest."""
    year = measures.swing(months()).loc[2021]
    return year["lowest"], year["highest"]


def _double_ids():
    """Ids of the months for which both counts were public."""
    found = then("gas_months")
    return list(found.loc[found.duplicated(["year", "month"], keep=False), "id"])


@number(
    unit="points",
    places=1,
    date="2019 to 2021",
    rows={"gas_months": _double_ids},
    sure="Computed over the months for which both counts give a share.",
    how="Largest distance between the regulator's share and the entry points', March and April 2020 left out.",
)
def gas_readings_apart():
    """How far the two counts of a month's share lie apart at most, but for two months."""
    counts = then("gas_months").pivot(index=["year", "month"], columns="reading", values="share").dropna()
    apart = (counts["regulator"] - counts["IEA entry points"]).abs()
    return apart.drop([(2020, 3), (2020, 4)]).max()


@finding("gas_share_2011", "gas_share_tur", "gas_share_tur_2019", "gas_share_2010")
def gas_share_fell():
    """Russia's share of Turkey's gas peaked in 2011, fell from 2015 to 2019, and was least in 2019 and 2020."""
    years = {year: gas_share(year)[1] for year in range(2010, 2021)}
    falling = all(years[year] > years[year + 1] for year in range(2015, 2019))
    least = max(years[2019], years[2020]) < min(years[year] for year in range(2010, 2019))
    return falling and least and years[2011] == max(years.values())


@finding("gas_low_2020", "gas_high_2020", "gas_swing_2020", "gas_swing_before")
def gas_swing_widest():
    """The range of 2020 was the widest of the years 2010 to 2020, and more than twice the usual one."""
    widths = measures.swing(months()).loc[2010:2020, "width"]
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
    return measures.concentration_with_block([gas(year, p)[0] for p in ("RUS", "AZE", "IRN")], gas(year, "LNG")[0])


def _suppliers(year: int):
    return {"gas_imports": [f"{year}-{p}-iea" for p in ("rus", "aze", "irn", "lng")]}


@number(
    places=2,
    date="2011",
    rows=_suppliers(2011),
    sure="Good; the origin of the liquefied gas sets the two ends.",
    how="Herfindahl-Hirschman index by volume: liquefied gas as endlessly many suppliers, and as one.",
)
def gas_concentration_2011():
    """Concentration of Turkey's gas suppliers, from 0 (endlessly many) to 1 (a single one)."""
    return _concentration(2011)


@number(
    places=2,
    date="2020",
    rows=_suppliers(2020),
    sure="Good; the origin of the liquefied gas sets the two ends.",
    how="Herfindahl-Hirschman index by volume: liquefied gas as endlessly many suppliers, and as one.",
)
def gas_concentration_2020():
    """Concentration of Turkey's gas suppliers, from 0 (endlessly many) to 1 (a single one)."""
    return _concentration(2020)


@number(
    places=2,
    date="in force in 2021",
    rows={"thresholds": ["hhi-high"]},
    sure="Guideline of the agencies, for mergers of sellers; borrowed here.",
    how="As printed.",
)
def concentration_high():
    """Above this index US guidelines of 2010 called a market highly concentrated."""
    return measures.reading(then("thresholds"), id="hhi-high")[0]


@finding("gas_concentration_2011", "gas_concentration_2020", "concentration_high")
def gas_less_concentrated():
    """Turkey's gas was less concentrated in 2020 than in 2011; liquefied gas decides whether it was still so."""
    return high("gas_concentration_2020") < low("gas_concentration_2011") and (
        low("gas_concentration_2020") < value("concentration_high") < high("gas_concentration_2020")
    )


def _without_russia(year: int):
    found = then("gas_months").query("reading == 'IEA entry points' and year == @year").set_index("month")
    return measures.supply_without(then("gas_entries")["highest"], found["total"])


def _demand_ids(year: int):
    found = then("gas_months").query("reading == 'IEA entry points' and year == @year")
    return list(found["id"])


@number(
    unit="billion m³ a month",
    places=1,
    date="October 2008 to December 2020",
    rows={"gas_entries": "*"},
    sure="Good as a sum of what was seen; it never flowed at once, and it is no capacity.",
    how="The highest month ever seen at each entry that carries no Russian pipeline gas, added.",
)
def others_at_best():
    """What Turkey's other gas entries could bring in a month if each ran at its best ever."""
    return then("gas_entries")["highest"].sum() / 1000


@number(
    unit="billion m³ a month",
    places=1,
    date="February 2020",
    rows={"gas_months": lambda: [one for year in range(2010, 2021) for one in _demand_ids(year)]},
    sure="Good: one count by entry point.",
    how="Total less Russian gas, the highest month of 2010 to 2020.",
)
def others_at_once():
    """The most that Turkey's other gas entries did bring together in one month."""
    found = then("gas_months").query("reading == 'IEA entry points' and year <= 2020")
    return (found["total"] - found["russia"]).max() / 1000


@number(
    unit="%",
    date="December 2020",
    rows={"gas_entries": "*", "gas_months": lambda: _demand_ids(2020)},
    claims=("c46",),
    sure="Fair: observed flows, not capacities; storage and cuts in use are left out.",
    how="The other entries at their best ever over all gas imported in the month of greatest demand.",
)
def winter_cover():
    """How much of the hardest month of 2020 the other entries could have covered at their best ever."""
    return _without_russia(2020).min()


@number(
    unit="months",
    date="2020",
    rows={"gas_entries": "*", "gas_months": lambda: _demand_ids(2020)},
    sure="Fair: observed flows, not capacities.",
    how="Months in which the cover is below the legal threshold.",
)
def months_short():
    """Months of 2020 in which the other entries at their best ever would not have covered Turkey's gas."""
    return int((_without_russia(2020) < value("cover_by_law")).sum())


@number(
    unit="%",
    date="in force in 2021",
    rows={"thresholds": ["n-1"]},
    sure="Law; written for capacities and a peak day.",
    how="Regulation (EU) 2017/1938, Annex II, point 1.",
)
def cover_by_law():
    """What must be left, of demand, when the largest source stops, under European Union law."""
    return measures.reading(then("thresholds"), id="n-1")[0]


@number(
    unit="%",
    date="in force in 2021",
    rows={"thresholds": ["one-country-gas"]},
    sure="Law; the statutory body prints it.",
    how="As printed.",
)
def one_country_limit():
    """The most gas that Spain lets come from one country."""
    return measures.reading(then("thresholds"), id="one-country-gas")[0]


@finding("months_short", "winter_cover", "others_at_best", "cover_by_law")
def winter_needed_russia():
    """Only in January, February, November and December 2020 would the other entries at their best not have sufficed."""
    cover = _without_russia(2020)
    return set(cover[cover < value("cover_by_law")].index) == {1, 2, 11, 12}


@finding("gas_share_tur", "gas_share_2011", "one_country_limit")
def gas_below_one_country_limit():
    """Russia's share of Turkey's gas was above Spain's legal limit in 2011 and below it in 2020."""
    return high("gas_share_tur") < value("one_country_limit") < low("gas_share_2011")
