"""Numbers and findings of the two water companies."""

from __future__ import annotations

from analysis.water_companies import measures
from brief.data import tables
from brief.numbers import guard, publish, value

FIRST = {"seven_weeks": ["southwark", "lambeth"]}


def first(supply: str) -> float:
    return measures.rates(tables.load("seven_weeks").set_index("supply"))[supply]


def times_later() -> float:
    rates = measures.rates(measures.later(tables.load("seven_weeks"), tables.load("later_weeks")))
    return rates["Southwark and Vauxhall"] / rates["Lambeth"]


publish("southwark_rate", lambda: first("Southwark and Vauxhall"), rows={"seven_weeks": ["southwark"]})
publish("lambeth_rate", lambda: first("Lambeth"), rows={"seven_weeks": ["lambeth"]})
publish("rest_rate", lambda: first("Rest of London"), rows={"seven_weeks": ["rest"]})
publish("times", lambda: first("Southwark and Vauxhall") / first("Lambeth"), rows=FIRST)
publish("times_later", times_later, rows=FIRST | {"later_weeks": "*"})

guard("as_he_says", lambda: 8 < value("times") < 9 and value("lambeth_rate") < value("rest_rate"))
guard("printed_rates_slip", lambda: round(value("rest_rate")) < 59 and value("times_later") > 5)
