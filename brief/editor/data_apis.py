"""What publishers with an open interface now print for rows of a book, asked for politely and read suspiciously.

Each function gives {row id: value in the table's unit} for all the rows that it was asked for, and the publisher's day
of update where it says one; anything less stops the verb, so that a table is never refreshed by halves.

World Bank, Indicators API v2: https://datahelpdesk.worldbank.org/knowledgebase/articles/898581
UN Comtrade, public preview (one period and 500 records a call): https://uncomtrade.org/docs/un-comtrade-api/
"""

from __future__ import annotations

import datetime as dt
import json
import math
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlencode, urlsplit

from brief.errors import Stopped

Row = dict[str, str]
Fetch = Callable[[str], bytes]
TIMEOUT, PAUSE, LARGEST, MOST = 30, 1.0, 5_000_000, 20_000  # seconds, seconds, bytes, values in one answer
FLOWS = {"import": "M", "export": "X"}


def fetch(address: str) -> bytes:
    """What stands at an https address. Raises Stopped."""
    request = urllib.request.Request(address, headers={"User-Agent": "brief-refresh", "Accept": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:
            return answer.read(LARGEST)
    except OSError as problem:
        host = urlsplit(address).hostname
        raise Stopped(f"{host} cannot be reached, or refuses ({problem}); nothing was changed") from None


@contextmanager
def documented(publisher: str) -> Iterator[None]:
    """Stop with one line when the answer that the block reads is cut short or lacks what the documentation names."""
    try:
        yield
    except (KeyError, IndexError, TypeError, ValueError, AttributeError):
        raise Stopped(f"{publisher}'s answer was cut short, or has another layout than documented") from None


def world_bank(rows: list[Row], about: dict, ask: Fetch = fetch) -> tuple[dict[str, float], dt.date]:
    """An indicator of the World Bank (`about["rows"]`), in millions of its unit."""
    indicator, years = about["rows"], [int(row["year"]) for row in rows]
    countries = ";".join(sorted({row["country"] for row in rows}))
    asked = {"format": "json", "date": f"{min(years)}:{max(years)}", "per_page": MOST}
    with documented("the World Bank"):
        place = f"https://api.worldbank.org/v2/country/{countries}/indicator/{indicator}"
        head, *body = json.loads(ask(f"{place}?{urlencode(asked, safe=':')}"))
        if "message" in head:
            raise Stopped(f"the World Bank says: {head['message'][0]['value']}")
        if int(head["pages"]) > 1:
            raise Stopped(f"the World Bank has more than {MOST} values of it")
        if other := {one["indicator"]["id"] for one in body[0]} - {indicator}:
            raise Stopped(f"the World Bank sent {other.pop()} for {indicator}")
        sent = {(one["countryiso3code"], one["date"]): one["value"] for one in body[0]}
        found = {key: _millions(value) for key, value in sent.items() if value is not None}
        updated = dt.date.fromisoformat(head["lastupdated"])
    return _all(rows, [(row["country"], row["year"]) for row in rows], found, places=0), updated


def comtrade(rows: list[Row], about: dict, ask: Fetch = fetch) -> tuple[dict[str, float], None]:
    """UN Comtrade, all goods by year, million dollars, as the reporter has them. `about["areas"]` has its codes."""
    areas, found = about["areas"], dict[tuple, float]()
    # World, all customs procedures and all means of transport: the total, not a part of it.
    whole = {"partner2Code": 0, "customsCode": "C00", "motCode": 0}
    for at, (reporter, year) in enumerate(sorted({(row["reporter"], row["year"]) for row in rows})):
        if at and ask is fetch:
            time.sleep(PAUSE)
        partners = ",".join(str(code) for area, code in areas.items() if area != reporter)
        asked = {"reporterCode": areas[reporter], "period": year, "cmdCode": "TOTAL"}
        query = urlencode(asked | {"flowCode": "M,X", "partnerCode": partners} | whole, safe=",")
        with documented("UN Comtrade"):
            answer = json.loads(ask(f"https://comtradeapi.un.org/public/v1/preview/C/A/HS?{query}"))
            if answer.get("error"):
                raise Stopped(f"UN Comtrade says: {answer['error']}")
            records, count = answer["data"], answer["count"]
            if len(records) != count:
                raise Stopped(f"UN Comtrade sent {len(records)} of {count} records for {reporter} {year}")
            for one in records:
                if asked != {name: one[name] for name in asked} | {"period": str(one["period"])}:
                    raise Stopped(f"UN Comtrade sent {one['cmdCode']} of {one['period']} for TOTAL of {year}")
                key = (reporter, year, one["partnerCode"], one["flowCode"])
                if whole == {name: one[name] for name in whole}:
                    if key in found:
                        raise Stopped(f"UN Comtrade gives two totals for {reporter} {year}")
                    found[key] = _millions(one["primaryValue"])
    keys = [(row["reporter"], row["year"], areas[row["partner"]], FLOWS[row["flow"]]) for row in rows]
    return _all(rows, keys, found, places=2), None


def _all(rows: list[Row], keys: list[tuple], found: dict, places: int) -> dict[str, float]:
    """{row id: value}, each row by its key in what was found."""
    if missing := [row["id"] for row, key in zip(rows, keys, strict=True) if key not in found]:
        raise Stopped(f"the publisher has no value for {len(missing)} of {len(rows)} rows, first {missing[0]}")
    return {row["id"]: round(found[key], places or None) for row, key in zip(rows, keys, strict=True)}


def _millions(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value < math.inf:
        raise Stopped(f"the publisher sent {value!r} for a value")
    return value / 1e6
