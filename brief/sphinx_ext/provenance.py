"""The trail of every published number as plain data: value, meaning, rows with their lines, sources, formula.

`entries` is what the numbers page shows and what `downloads/numbers.json` and `numbers.csv` hold.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from brief import book, numbers
from brief.data import tables
from brief.numbers import Number


@dataclass(frozen=True)
class _Table:
    """What the trail needs of a table, read once: there are hundreds of numbers and thousands of rows."""

    file: str
    lines: dict[str, int]
    known_on: dict[str, str]
    sources: dict[str, list[str]]


def entries() -> list[dict]:
    """All numbers in the order of their definition, as JSON-ready dicts.

    Keys: key, text, low, high (None for a name), unit, date, known_on, since, meaning, sure, how, page, claims,
    findings, formula {file, line}, rows [{table, file, ids, lines}], sources.
    """
    shelf: dict[str, _Table] = {}
    guards: dict[str, list[str]] = {}
    for one in numbers.findings():
        for key in one.numbers:
            guards.setdefault(key, []).append(one.key)
    return [_entry(entry, shelf, guards.get(entry.key, [])) for entry in numbers.numbers()]


def _read(name: str) -> _Table:
    file, lines = tables.lines_of(name)
    days = tables.load(name)["known_on"].dt.strftime("%Y-%m-%d")
    links = tables.load("row_sources")
    sources = links[links["table"] == name].groupby("key")["source_id"].agg(list)
    return _Table(file, lines, dict(zip(lines, days, strict=True)), sources.to_dict())


def _entry(entry: Number, shelf: dict[str, _Table], guards: list[str]) -> dict:
    rows, days, sources = [], [], []
    for name, wanted in entry.row_ids().items():
        table = shelf[name] = shelf.get(name) or _read(name)
        ids = sorted(set(wanted), key=table.lines.__getitem__)
        rows.append({"table": name, "file": table.file, "ids": ids, "lines": runs([table.lines[one] for one in ids])})
        days += [table.known_on[one] for one in ids]
        sources += [source for one in ids for source in table.sources.get(one, [])]
    # Ten digits: what comes after them differs, since Python 3.12 adds floats more exactly than 3.11.
    low, high = (None, None) if entry.is_name else (float(f"{end:.10g}") for end in entry.bounds)
    return {
        "key": entry.key,
        "text": entry.text(),
        "low": low,
        "high": high,
        "unit": entry.unit,
        "date": entry.when,
        "known_on": max(days, default=""),
        "since": entry.since,
        "meaning": entry.meaning,
        "sure": entry.certainty(),
        "how": entry.how,
        "page": numbers.CHAPTERS[entry.chapter],
        "claims": list(entry.claims),
        "findings": guards,
        "formula": formula(entry),
        "rows": rows,
        "sources": list(dict.fromkeys(sources)),
    }


def runs(lines: list[int]) -> list[list[int]]:
    """Lines in order as first and last of each unbroken run: [4, 5, 6, 9] as [[4, 6], [9, 9]]."""
    found: list[list[int]] = []
    for line in lines:
        if found and found[-1][1] == line - 1:
            found[-1][1] = line
        else:
            found.append([line, line])
    return found


def formula(entry: Number) -> dict:
    """Where the number is defined: file in the project, and line.

    Where one line makes several numbers, it is the line that names the key first, other than to read its value.
    """
    lines = list(enumerate(_lines(book.ROOT / entry.file), 1))
    named = re.compile(rf'(?<!value\()(?<!low\()(?<!high\()"{entry.key}"|\b{entry.key}=(?:"|lambda|partial)')
    published = next((at for at, line in lines if f'publish("{entry.key}",' in line), None)
    mentioned = next((at for at, line in lines if named.search(line)), None)
    return {"file": entry.file, "line": published or mentioned or entry.line}


@cache
def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines()
