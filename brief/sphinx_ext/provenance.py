"""The trail of every published number as plain data: value, meaning, rows with their lines, sources, formula.

`entries` is what the numbers page shows and what `downloads/numbers.json` and `numbers.csv` hold.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import groupby
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
    read = cache(_read)
    guards = defaultdict(list)
    for one in numbers.findings():
        for key in one.numbers:
            guards[key].append(one.key)
    return [_entry(entry, read, guards[entry.key]) for entry in numbers.numbers()]


def _read(name: str) -> _Table:
    file, lines = tables.lines_of(name)
    days = tables.load(name)["known_on"].dt.strftime("%Y-%m-%d")
    links = tables.load("row_sources")
    sources = links[links["table"] == name].groupby("key")["source_id"].agg(list)
    return _Table(file, lines, dict(zip(lines, days, strict=True)), sources.to_dict())


def _entry(entry: Number, read: Callable[[str], _Table], guards: list[str]) -> dict:
    rows, days, sources = [], [], []
    for name, wanted in entry.row_ids().items():
        table = read(name)
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
    unbroken = groupby(enumerate(lines), key=lambda placed: placed[1] - placed[0])  # the same distance all along
    listed = [[line for _, line in placed] for _, placed in unbroken]
    return [[run[0], run[-1]] for run in listed]


def formula(entry: Number) -> dict:
    """Where the number is defined: file in the project, and line.

    Where one line makes several numbers, it is the line that names the key first, other than to read its value.
    """
    lines = _lines(book.ROOT / entry.file)
    published = rf'publish\("{entry.key}",'
    named = rf'(?<!value\()(?<!low\()(?<!high\()"{entry.key}"|\b{entry.key}=(?:"|lambda|partial)'
    found = (at for one in (published, named) for at, line in enumerate(lines, 1) if re.search(one, line))
    return {"file": entry.file, "line": next(found, entry.line)}


@cache
def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines()
