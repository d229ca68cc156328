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
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlencode, urlsplit

Row = dict[str, str]
Fetch = Callable[[str], bytes]
TIMEOUT, PAUSE, LARGEST, MOST = 30, 1.0, 5_000_000, 20_000  # seconds, seconds, bytes, values in one answer
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
        raise BadAnswer(f"{urlsplit(address).hostname} answered {problem.code}") from None
    except OSError as problem:
        why = getattr(problem, "reason", problem)
        raise NoNetwork(f"{urlsplit(address).hostname} cannot be reached ({why}); nothing was changed") from None


@contextmanager
def documented(publisher: str) -> Iterator[None]:
    """Whatever in the block an answer lacks is told as a BadAnswer."""
    try:
        yield
    except BadAnswer:
        raise
    except (KeyError, IndexError, TypeError, ValueError, AttributeError):
        raise BadAnswer(f"{publisher}'s answer has another layout than documented") from None


def world_bank(rows: list[Row], about: dict, ask: Fetch = fetch) -> tuple[dict[str, float], dt.date]:
    """An indicator of the World Bank (`about["rows"]`), in millions of its unit."""
    indicator, years = about["rows"], [int(row["year"]) for row in rows]
    countries = ";".join(sorted({row["country"] for row in rows}))
    asked = {"format": "json", "date": f"{min(years)}:{max(years)}", "per_page": MOST}
    with documented("the World Bank"):
        place = f"https://api.worldbank.org/v2/country/{countries}/indicator/{indicator}"
        head, *body = _json(ask(f"{place}?{urlencode(asked, safe=':')}"))
        if "message" in head:
            raise BadAnswer(f"the World Bank says: {head['message'][0]['value']}")
        if int(head["pages"]) > 1:
            raise BadAnswer(f"the World Bank has more than {MOST} values of it")
        if other := {one["indicator"]["id"] for one in body[0]} - {indicator}:
            raise BadAnswer(f"the World Bank sent {other.pop()} for {indicator}")
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
            answer = _json(ask(f"https://comtradeapi.un.org/public/v1/preview/C/A/HS?{query}"))
            if answer.get("error"):
                raise BadAnswer(f"UN Comtrade says: {answer['error']}")
            records, count = answer["data"], answer["count"]
            if len(records) != count:
                raise BadAnswer(f"UN Comtrade sent {len(records)} of {count} records for {reporter} {year}")
            for one in records:
                if asked != {name: one[name] for name in asked} | {"period": str(one["period"])}:
                    raise BadAnswer(f"UN Comtrade sent {one['cmdCode']} of {one['period']} for TOTAL of {year}")
                key = (reporter, year, one["partnerCode"], one["flowCode"])
                if whole == {name: one[name] for name in whole}:
                    if key in found:
                        raise BadAnswer(f"UN Comtrade gives two totals for {reporter} {year}")
                    found[key] = _millions(one["primaryValue"])
    keys = [(row["reporter"], row["year"], areas[row["partner"]], FLOWS[row["flow"]]) for row in rows]
    return _all(rows, keys, found, places=2), None


def _all(rows: list[Row], keys: list[tuple], found: dict, places: int) -> dict[str, float]:
    """{row id: value}, each row by its key in what was found."""
    if missing := [row["id"] for row, key in zip(rows, keys, strict=True) if key not in found]:
        raise BadAnswer(f"the publisher has no value for {len(missing)} of {len(rows)} rows, first {missing[0]}")
    return {row["id"]: round(found[key], places or None) for row, key in zip(rows, keys, strict=True)}


def _millions(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value) or value < 0:
        raise BadAnswer(f"the publisher sent {value!r} for a value")
    return value / 1e6


def _json(raw: bytes):
    try:
        return json.loads(raw)
    except ValueError:
        raise BadAnswer("the publisher's answer was cut short or is no JSON") from None
