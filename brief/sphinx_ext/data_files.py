"""Tables and data to take away. CSV opens rightly in any spreadsheet and in pandas, whatever the page's typography is;
JSON inside a page stands in a script element, which no text in it can end and no browser runs.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from collections.abc import Iterable

import pandas as pd

MARK = b"\xef\xbb\xbf"  # by it a spreadsheet knows UTF-8
SPACES = str.maketrans("\u00a0\u202f\u2009\u2212", "   -")
DAY = re.compile(r"\d{1,2} [A-Z][a-z]+ \d{4}")
GROUPED = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?")
FORMULA = re.compile(r"[=@\t\r]|[+-](?![\d.])")


def as_csv(rows: Iterable[Iterable]) -> bytes:
    """Rows of cells as CSV."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(map(plain, row) for row in rows)
    return MARK + out.getvalue().encode()


def frame_as_csv(frame: pd.DataFrame) -> bytes:
    """A frame as CSV, its cells as they are."""
    return MARK + frame.to_csv(index=False, lineterminator="\r\n").encode()


def plain(cell: object) -> str:
    """A cell with plain spaces and minus signs; days as 2016-02-15, numbers ungrouped, no formula."""
    text = "" if cell is None else str(cell).translate(SPACES)
    if DAY.fullmatch(text):
        return dt.datetime.strptime(text, "%d %B %Y").date().isoformat()
    if GROUPED.fullmatch(text):
        return text.replace(",", "")
    return f"'{text}" if FORMULA.match(text) else text


def as_json(content) -> bytes:
    """JSON to read, a file of its own."""
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def json_block(name: str, content, kind: str = "application/json") -> str:
    """A script element of a data type with this id; the same bytes for the same content."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script type="{kind}" id="{name}">{text}</script>'
