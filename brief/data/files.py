"""From a file to text, and from text to a grid of cells. What the cells say is not looked at here."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

from brief.data.error import TableError, one_line, with_hint

# No text of ours holds these: controls, the mark that a program leaves where it could not read a letter, and signs that
# can't be seen, the byte-order mark among them.
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffd]")
# What git leaves where two edits met, also as the first item of a list, or inside a notebook's texts.
CONFLICT = re.compile(r'(?m)(?:^|\\n)[ \t">*-]*(<{7}|={7}|>{7}|\|{7})(?=[ \t\\"]|$)')
# UTF-8 that was read as a Windows code page and saved again: two or three odd signs for each letter. Only letters and
# signs that texts of this book can hold are looked for, so that a rare but rightful pair is never taken for damage.
LETTERS = "çğıöşüâîûÇĞİÖŞÜÂéèêëáàäåæóòôøñßíÉ°·–—‘’“”…€"


def _misread(letter: str, page: str) -> str:
    # A byte that the code page doesn't know comes through as the control of the same number.
    return "".join(bytes([byte]).decode(page, "ignore") or chr(byte) for byte in letter.encode())


GARBLED = {_misread(letter, page): letter for page in ("cp1252", "cp1254") for letter in LETTERS}
GARBLED_TEXT = re.compile("|".join(map(re.escape, GARBLED)))
SEPARATORS = {";": "semicolons", "\t": "tabs"}


def label(folder: Path, path: str) -> str:
    """A file as messages name it: by its folder and path, so that they read alike on every machine."""
    return f"{folder.resolve().name}/{path}"


def text_of(folder: Path, path: str) -> str:
    """The text of a file: UTF-8; a BOM and CRLF are accepted, nothing else is forgiven."""
    file = label(folder, path)
    try:
        raw = (folder / path).read_bytes()
    except FileNotFoundError:
        raise TableError(file, "the file is missing") from None
    if not raw.strip():
        raise TableError(file, "the file is empty")
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        row, byte = raw.count(b"\n", 0, error.start) + 1, f"byte 0x{raw[error.start]:02X}"
        raise TableError(file, with_hint("is not UTF-8", file), row, value=byte) from None
    for line, odd, rule in flaws(text):
        raise TableError(file, with_hint(rule, file) if odd in GARBLED else rule, line, value=odd)
    return text


def flaws(text: str) -> Iterator[tuple[int, str, str]]:
    """What no file of the book may hold: (line, what stands there, the rule that it breaks)."""
    for found in CONFLICT.finditer(text):
        yield _line(text, found), found[1], "is left of a merge: keep one side, and delete the marks"
    for found in GARBLED_TEXT.finditer(text):
        yield _line(text, found), found[0], f"stands where {GARBLED[found[0]]} was meant"
    for found in CONTROL.finditer(text):
        yield _line(text, found), f"U+{ord(found[0]):04X}", "is not a letter: something damaged the file"


def grid_of(folder: Path, path: str, columns: list[str]) -> list[tuple[int, list[str]]]:
    """The rows of a CSV file under exactly these columns: (line on which the row begins, one cell per column)."""
    file, text = label(folder, path), text_of(folder, path)
    if not text.endswith("\n"):
        rule = "the last line has no line end: the file looks cut off"
        raise TableError(file, rule, text.count("\n") + 1)
    rows, line = [], 1
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for cells in reader:
            rows.append((line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        raise TableError(file, f"is not CSV ({error})", line) from None
    _check_header(file, rows[0][1], columns)
    if len(rows) == 1:
        raise TableError(file, "the header has no row under it", 1)
    for line, cells in rows[1:]:
        if len(cells) != len(columns):
            rule = f"the row has {len(cells)} cells and the header {len(columns)}" if cells else "the line is blank"
            raise TableError(file, rule, line)
    return rows[1:]


def _check_header(file: str, header: list[str], columns: list[str]) -> None:
    if header == columns:
        return
    for mark, word in SEPARATORS.items():
        if len(columns) > 1 and any(mark in name for name in header):
            raise TableError(file, with_hint(f"the columns are separated by {word}, not commas", file), 1)
    check_names(file, 1, header, columns, "column")
    if len(header) != len(columns):
        twice = next(name for name in header if header.count(name) > 1)
        raise TableError(file, "the column is there twice", 1, twice)
    raise TableError(file, f"the columns must stand in this order: {', '.join(columns)}", 1)


def check_names(file: str, row: int, found: Collection[str], wanted: Collection[str], kind: str) -> None:
    """Exactly these columns or properties are there, in whatever order."""
    for name in wanted:
        if name not in found:
            raise TableError(file, f"the {kind} is missing", row, name)
    for name in found:
        if name not in wanted:
            raise TableError(file, f"the schema has no such {kind}", row, name or "(without a name)")


def typed_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file by column, as typed and unchecked; none where there is no file."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def as_csv(rows: Iterable[Iterable[str]]) -> bytes:
    """Rows of cells, the header among them, as the book's own tables are written."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()


def json_of(folder: Path, path: str) -> Any:
    """The content of a JSON file; NaN and Infinity, which JSON doesn't have, are refused."""
    file, text = label(folder, path), text_of(folder, path)

    def refuse(word):
        raise TableError(file, "is not a number", value=word)

    try:
        return json.loads(text, parse_constant=refuse)
    except json.JSONDecodeError as error:
        raise TableError(file, f"is not JSON: {one_line(error)}") from None


def _line(text: str, found: re.Match) -> int:
    return text.count("\n", 0, found.start()) + 1
