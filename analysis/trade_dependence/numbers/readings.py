"""Readings of the tables that several numbers share: body values take rows known on the cut-off, later ones all."""

from __future__ import annotations

from analysis.trade_dependence import measures
from brief.data import tables
from brief.dates import CUTOFF, EDITION, known

EXPORTS_MARK = "Fair: Turkey's exports to Russia are read off a chart, about 300 million dollars either way."


def then(table: str):
    return known(tables.load(table), CUTOFF)


def now(table: str):
    return known(tables.load(table), EDITION)


def goods(year: int, flow: str, partner: str = "RUS", reporter: str = "TUR", frame=None):
    """Goods of one year, million dollars, from the lowest to the highest reading known then."""
    frame = then("goods_trade") if frame is None else frame
    return measures.reading(frame, year=year, flow=flow, partner=partner, reporter=reporter)


def russian(year: int, what: str, period: str = "year"):
    return measures.reading(then("russian_totals"), year=year, what=what, period=period)


def gas(year: int, partner: str, count: str = "IEA entry points", frame=None):
    frame = then("gas_imports") if frame is None else frame
    return measures.reading(frame, year=year, partner=partner, reading=count)


def visitors(year: int, partner: str, frame=None):
    return measures.reading(then("visitors") if frame is None else frame, year=year, partner=partner)


def gdp(year: int, country: str):
    return measures.reading(then("gdp"), year=year, country=country)


def months(frame=None):
    """Gas by month, one reading each."""
    return measures.one_reading(then("gas_months") if frame is None else frame)


def month_ids(*years: int, since: bool = False):
    """Ids of the months behind a swing."""
    found = months(now("gas_months") if since else None)
    return list(found.loc[found["year"].isin(years), "id"])


def gas_share(year: int):
    """Russia's share of the gas imported in a year, per cent, in every count of it."""
    shares = [measures.share(gas(year, "RUS"), gas(year, "WLD"))]
    if year in (2019, 2020):
        shares.append(measures.share(gas(year, "RUS", "regulator"), gas(year, "WLD", "regulator")))
    return measures.hull(shares)
