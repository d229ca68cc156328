"""Gas: the years, the months within them, concentration, and winter without Russia."""

from __future__ import annotations

from analysis.trade_dependence import measures
from analysis.trade_dependence.numbers.readings import gas, gas_share, month_ids, months, then
from brief.numbers import guard, high, low, publish, value

publish("gas_share_2011", lambda: gas_share(2011), rows={"gas_imports": ["2011-rus-iea", "2011-wld-iea"]})


publish("gas_share_2010", lambda: gas_share(2010), rows={"gas_imports": ["2010-rus-iea", "2010-wld-iea"]})


publish("gas_low_2020", lambda: measures.swing(months()).at[2020, "lowest"], rows={"gas_months": ["2020-06-regulator"]})


publish(
    "gas_high_2020", lambda: measures.swing(months()).at[2020, "highest"], rows={"gas_months": ["2020-10-regulator"]}
)


def _gas_march_2020():
    found = months()
    return found[(found["year"] == 2020) & (found["month"] == 3)]["share"].item()


publish("gas_march_2020", _gas_march_2020, rows={"gas_months": ["2020-03-regulator"]})


publish(
    "gas_swing_2020", lambda: measures.swing(months()).at[2020, "width"], rows={"gas_months": lambda: month_ids(2020)}
)


publish(
    "gas_swing_before",
    lambda: measures.swing(months()).loc[2010:2019, "width"].median(),
    rows={"gas_months": lambda: month_ids(*range(2010, 2020))},
)


def _gas_months_2021():
    year = measures.swing(months()).loc[2021]
    return year["lowest"], year["highest"]


publish("gas_months_2021", _gas_months_2021, rows={"gas_months": lambda: month_ids(2021)})


def _double_ids():
    """Ids of the months for which both counts were public."""
    found = then("gas_months")
    return list(found.loc[found.duplicated(["year", "month"], keep=False), "id"])


def _gas_readings_apart():
    counts = then("gas_months").pivot(index=["year", "month"], columns="reading", values="share").dropna()
    apart = (counts["regulator"] - counts["IEA entry points"]).abs()
    return apart.drop([(2020, 3), (2020, 4)]).max()


publish("gas_readings_apart", _gas_readings_apart, rows={"gas_months": _double_ids})


def _gas_share_fell():
    years = {year: gas_share(year)[1] for year in range(2010, 2021)}
    falling = all(years[year] > years[year + 1] for year in range(2015, 2019))
    least = max(years[2019], years[2020]) < min(years[year] for year in range(2010, 2019))
    return falling and least and years[2011] == max(years.values())


guard("gas_share_fell", _gas_share_fell)


def _gas_swing_widest():
    widths = measures.swing(months()).loc[2010:2020, "width"]
    return widths.idxmax() == 2020 and low("gas_swing_2020") > 2 * high("gas_swing_before")


guard("gas_swing_widest", _gas_swing_widest)


guard("gas_share_back_up_2021", lambda: low("gas_months_2021") > high("gas_share_tur"))


guard("gas_march_tenth", lambda: high("gas_march_2020") < 10)


def _concentration(year: int):
    return measures.concentration_with_block([gas(year, p)[0] for p in ("RUS", "AZE", "IRN")], gas(year, "LNG")[0])


def _suppliers(year: int):
    return {"gas_imports": [f"{year}-{p}-iea" for p in ("rus", "aze", "irn", "lng")]}


publish("gas_concentration_2011", lambda: _concentration(2011), rows=_suppliers(2011))


publish("gas_concentration_2020", lambda: _concentration(2020), rows=_suppliers(2020))


publish(
    "concentration_high",
    lambda: measures.reading(then("thresholds"), id="hhi-high")[0],
    rows={"thresholds": ["hhi-high"]},
)


guard(
    "gas_less_concentrated",
    lambda: (
        high("gas_concentration_2020") < low("gas_concentration_2011")
        and (low("gas_concentration_2020") < value("concentration_high") < high("gas_concentration_2020"))
    ),
)


def _without_russia(year: int):
    found = then("gas_months").query("reading == 'IEA entry points' and year == @year").set_index("month")
    return measures.supply_without(then("gas_entries")["highest"], found["total"])


def _demand_ids(year: int):
    found = then("gas_months").query("reading == 'IEA entry points' and year == @year")
    return list(found["id"])


publish("others_at_best", lambda: then("gas_entries")["highest"].sum() / 1000, rows={"gas_entries": "*"})


def _others_at_once():
    found = then("gas_months").query("reading == 'IEA entry points' and year <= 2020")
    return (found["total"] - found["russia"]).max() / 1000


publish(
    "others_at_once",
    _others_at_once,
    rows={"gas_months": lambda: [one for year in range(2010, 2021) for one in _demand_ids(year)]},
)


publish(
    "winter_cover",
    lambda: _without_russia(2020).min(),
    rows={"gas_entries": "*", "gas_months": lambda: _demand_ids(2020)},
)


publish(
    "months_short",
    lambda: int((_without_russia(2020) < value("cover_by_law")).sum()),
    rows={"gas_entries": "*", "gas_months": lambda: _demand_ids(2020)},
)


publish("cover_by_law", lambda: measures.reading(then("thresholds"), id="n-1")[0], rows={"thresholds": ["n-1"]})


publish(
    "one_country_limit",
    lambda: measures.reading(then("thresholds"), id="one-country-gas")[0],
    rows={"thresholds": ["one-country-gas"]},
)


def _winter_needed_russia():
    cover = _without_russia(2020)
    return set(cover[cover < value("cover_by_law")].index) == {1, 2, 11, 12}


guard("winter_needed_russia", _winter_needed_russia)


guard("gas_below_one_country_limit", lambda: high("gas_share_tur") < value("one_country_limit") < low("gas_share_2011"))
