"""What publishers with an open interface now print for rows of a book, asked for politely and read suspiciously.

Each function gives {row id: value in the table's unit} for all the rows that it was asked for, and the publisher's day
of update where it says one; anything less is a BadAnswer, so that a table is never refreshed by halves.

World Bank, Indicators API v2: https://datahelpdesk.worldbank.org/knowledgebase/articles/898581
UN Comtrade, public preview (one period and 500 records a call): https://uncomtrade.org/docs/un-comtrade-api/
"""

from __future__ import annotations

import datetime as dt
import json
import math
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterable

Row = dict[str, str]
Fetch = Callable[[str], bytes]
TIMEOUT, PAUSE, LARGEST = 30, 1.0, 5_000_000
FLOWS = {"import": "M", "export": "X"}


class NoNetwork(RuntimeError):
    """The publisher could not be reached."""


class BadAnswer(ValueError):
    """The publisher's answer isn't what its documentation says, or isn't whole."""


def fetch(address: str) -> bytes:
    """What stands at an https address. Raises NoNetwork, or BadAnswer when the publisher says that it can't."""
    request = urllib.request.Request(address, headers={"User-Agent": "brief-refresh", "Accept": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:
            return answer.read(LARGEST)
    except urllib.error.HTTPError as problem:
        raise BadAnswer(f"{_host(address)} answered {problem.code}") from None
    except OSError as problem:
        reason = getattr(problem, "reason", problem)
        raise NoNetwork(f"{_host(address)} can't be reached ({reason}); nothing was changed") from None


def world_bank(rows: Iterable[Row], about: dict, ask: Fetch = fetch) -> tuple[dict[str, float], dt.date | None]:
    """An indicator of the World Bank (`about["rows"]`), in millions of its unit."""
    rows, indicator = list(rows), about["rows"]
    years = [int(row["year"]) for row in rows]
    countries = ";".join(sorted({row["country"] for row in rows}))
    found: dict[tuple[str, str], float] = {}
    page, pages, updated = 1, 1, None
    while page <= pages:
        head, body = _bank_page(ask, indicator, countries, f"{min(years)}:{max(years)}", page)
        pages, updated = int(head["pages"]), dt.date.fromisoformat(head["lastupdated"])
        for one in body:
            if one["indicator"]["id"] != indicator:
                raise BadAnswer(f"the World Bank sent {one['indicator']['id']} for {indicator}")
            if one["value"] is not None:
                found[one["countryiso3code"], one["date"]] = _amount(one["value"]) / 1e6
        page += 1
    return _all(rows, lambda row: found.get((row["country"], row["year"])), places=0), updated


def _bank_page(ask: Fetch, indicator: str, countries: str, years: str, page: int) -> tuple[dict, list[dict]]:
    query = urllib.parse.urlencode({"format": "json", "date": years, "per_page": 500, "page": page}, safe=":")
    answer = _json(ask(f"https://api.worldbank.org/v2/country/{countries}/indicator/{indicator}?{query}"))
    try:
        if "message" in answer[0]:
            raise BadAnswer(f"the World Bank says: {answer[0]['message'][0]['value']}")
        head, body = answer
        for one in body:
            one["indicator"]["id"], one["countryiso3code"], one["date"], one["value"]  # noqa: B018
        dt.date.fromisoformat(head["lastupdated"])
        if not 1 <= int(head["pages"]) <= 50:
            raise ValueError
    except (KeyError, IndexError, TypeError, ValueError) as problem:
        if isinstance(problem, BadAnswer):
            raise
        raise BadAnswer("the World Bank's answer has another layout than documented") from None
    return head, body


def comtrade(rows: Iterable[Row], about: dict, ask: Fetch = fetch) -> tuple[dict[str, float], None]:
    """UN Comtrade, all goods by year, million dollars, as the reporter has them. `about["areas"]` has its codes."""
    rows, areas = list(rows), about["areas"]
    found: dict[tuple, float] = {}
    for at, (reporter, year) in enumerate(sorted({(row["reporter"], row["year"]) for row in rows})):
        if at and ask is fetch:
            time.sleep(PAUSE)
        for one in _comtrade_year(ask, areas, reporter, year):
            # World, all customs procedures and all means of transport: the total, not a part of it.
            if (one["partner2Code"], one["customsCode"], one["motCode"]) == (0, "C00", 0):
                key = (reporter, year, one["partnerCode"], one["flowCode"])
                if key in found:
                    raise BadAnswer(f"UN Comtrade gives two totals for {reporter} {year}")
                found[key] = _amount(one["primaryValue"]) / 1e6
    given = _all(
        rows, lambda row: found.get((row["reporter"], row["year"], areas[row["partner"]], FLOWS[row["flow"]])), places=2
    )
    return given, None


def _comtrade_year(ask: Fetch, areas: dict[str, int], reporter: str, year: str) -> list[dict]:
    query = urllib.parse.urlencode(
        {
            "reporterCode": areas[reporter],
            "period": year,
            "flowCode": "M,X",
            "cmdCode": "TOTAL",
            "partnerCode": ",".join(str(code) for area, code in areas.items() if area != reporter),
            "partner2Code": 0,
            "customsCode": "C00",
            "motCode": 0,
        },
        safe=",",
    )
    answer = _json(ask(f"https://comtradeapi.un.org/public/v1/preview/C/A/HS?{query}"))
    try:
        if answer.get("error"):
            raise BadAnswer(f"UN Comtrade says: {answer['error']}")
        records = answer["data"]
        if len(records) != answer["count"]:
            raise BadAnswer(f"UN Comtrade sent {len(records)} of {answer['count']} records for {reporter} {year}")
        for one in records:
            if (one["reporterCode"], str(one["period"]), one["cmdCode"]) != (areas[reporter], year, "TOTAL"):
                raise BadAnswer(f"UN Comtrade sent {one['cmdCode']} of {one['period']} for TOTAL of {year}")
            one["partnerCode"], one["partner2Code"], one["customsCode"], one["motCode"], one["flowCode"]  # noqa: B018
            one["primaryValue"]  # noqa: B018
    except (KeyError, TypeError, AttributeError):
        raise BadAnswer("UN Comtrade's answer has another layout than documented") from None
    return records


def _all(rows: list[Row], of: Callable[[Row], float | None], places: int) -> dict[str, float]:
    given = {row["id"]: value for row in rows if (value := of(row)) is not None}
    if missing := [row["id"] for row in rows if row["id"] not in given]:
        raise BadAnswer(f"the publisher has no value for {len(missing)} of {len(rows)} rows, first {missing[0]}")
    return {key: round(value, places or None) for key, value in given.items()}


def _amount(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value) or value < 0:
        raise BadAnswer(f"the publisher sent {value!r} for a value")
    return float(value)


def _json(raw: bytes):
    try:
        return json.loads(raw)
    except ValueError:
        raise BadAnswer("the publisher's answer was cut short or is no JSON") from None


def _host(address: str) -> str:
    return urllib.parse.urlsplit(address).hostname or address
