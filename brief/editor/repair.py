"""Mends a table that a spreadsheet has re-coded, in a copy beside the original.

A spreadsheet set to a local language saves another code page, semicolons, decimal commas, 15.12.2021 and WAHR. The
schema says what each column holds, so most of that can be turned back with certainty; where it can't, nothing is
written and the message says why. A wrong value stays wrong here: `unmended` names it.
"""

from __future__ import annotations

import codecs
import csv
import datetime as dt
import io
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

from brief import atomic_write
from brief.data import schema as forms
from brief.data.error import TableError
from brief.data.files import GARBLED, GARBLED_TEXT, SEPARATORS, as_csv, grid_of, label
from brief.data.schema import Field, Schema, schema_of


class NotSure(ValueError):
    """The file could be meant in two ways, so nothing was written."""


def tidy(root: Path, files: list[Path], encoding: str | None = None) -> int:
    """Repair each file and name what is still to mend; 1 if anything is."""
    left = []
    for file in files:
        copy = repair(file, encoding)
        print(copy)  # at once, since the next file may stop the verb
        left += unmended(copy)
    for cell in left:
        print(f"still to mend by hand: {cell}")
    return int(bool(left))


def repair(path: Path, encoding: str | None = None) -> Path:
    """Write data/NAME.tidy.csv, the repaired copy of data/NAME.csv, and give its path; the original is never touched.

    The copy replaces an older copy of the same name, whole or not at all.

    `encoding` names the code page where the letters alone can't tell. A file that needs no repair is given back itself.
    Raises NotSure (nothing written), or TableError when no table has this file.
    """
    schema, file = schema_of(path.stem, path.parent), label(path.parent, path.name)
    raw = path.read_bytes()
    try:
        rows = [[field.name for field in schema.fields], *_rows(_text(raw, encoding), schema)]
    except NotSure as doubt:
        raise NotSure(f"{file}: {doubt}; nothing was written") from None
    content = as_csv(rows)
    if content == raw:
        return path
    copy = path.with_suffix(".tidy.csv")
    atomic_write.swap(copy, content)
    return copy


def unmended(copy: Path) -> list[TableError]:
    """What in a repaired copy still doesn't fit the schema, cell by cell."""
    schema = schema_of(copy.name.partition(".")[0], copy.parent)
    found = []
    for line, cells in grid_of(copy.parent, copy.name, [field.name for field in schema.fields]):
        for field, text in zip(schema.fields, cells, strict=True):
            try:
                field.value(text)
            except ValueError as rule:
                found.append(TableError(label(copy.parent, copy.name), str(rule), line, field.name, text))
    return found


# --- letters


SIGNS = set("\u00a0°·§«»–—‘’“”„…€")
WESTERN = set("àâäáåãæçèéêëìíîïñòóôöøõœùúûüßÀÂÄÁÅÃÆÇÈÉÊËÌÍÎÏÑÒÓÔÖØÕŒÙÚÛÜ") | SIGNS
# Letters that texts of this book can hold, by the code page that a spreadsheet would save them in. Icelandic is left
# out on purpose: its six letters are where the Turkish page has ğ, ı, ş, and nothing else would tell the two apart.
PAGES = {
    "cp1252": WESTERN,
    "cp1254": WESTERN | set("ğışĞİŞ"),
    "cp1250": set("ąćęłńóśźżĄĆĘŁŃÓŚŹŻäöüßéáíçôëÄÖÜÉÁÍÇÔË") | SIGNS,
    "cp1251": set(map(chr, range(0x410, 0x450))) | set("ЁёІіЇїЄєҐґ") | SIGNS,
}
WORD = re.compile(r"[^\W\d_]+")


def _text(raw: bytes, encoding: str | None) -> str:
    sixteen_bits = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = raw.decode(encoding or ("utf-16" if sixteen_bits else "utf-8-sig"))
    except LookupError:
        raise NotSure(f"{encoding} is not a code page") from None
    except UnicodeDecodeError:
        if encoding:
            raise NotSure(f"it cannot be read as {encoding}") from None
        text = _guessed(raw)
    text = GARBLED_TEXT.sub(lambda found: GARBLED[found[0]], text)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _guessed(raw: bytes) -> str:
    """The text in the only code page in which all of its letters and words can be; nothing is guessed between two."""
    readings: dict[str, str] = {}
    for page, letters in PAGES.items():
        text = raw.decode(page, "replace")
        beyond_ascii = {letter for letter in text if not letter.isascii()}
        if beyond_ascii <= letters and not (page == "cp1251" and any(map(_is_mixed, WORD.findall(text)))):
            readings.setdefault(text, page)
    if len(readings) == 1:
        return next(iter(readings))
    if not readings:
        raise NotSure("no known code page reads all of its letters; name it with --encoding")
    (one, page), (other, other_page) = list(readings.items())[:2]
    place = next(place for place, (a, b) in enumerate(zip(one, other, strict=True)) if a != b)
    words = f'"{_word_at(one, place)}" ({page}) or "{_word_at(other, place)}" ({other_page})'
    raise NotSure(f"a word may be {words}; say which with --encoding")


def _word_at(text: str, place: int) -> str:
    return next((found[0] for found in WORD.finditer(text) if found.start() <= place < found.end()), text[place])


def _is_mixed(word: str) -> bool:
    """Whether a word has Latin and Cyrillic letters, as no word has."""
    return not word.isascii() and any(letter.isascii() for letter in word)


# --- cells


def _rows(text: str, schema: Schema) -> list[list[str]]:
    """The cells of the table, in the form and the order that the schema asks for."""
    separator, rows = _split(text, [field.name for field in schema.fields])
    # All columns of a type together: a file is saved under one setting, so each cell helps to read the others.
    # A column of text may hold days too.
    for kinds, mend in (
        (["integer"], _integers),
        (["boolean"], lambda cells: [BOOLEANS.get(cell.lower(), cell) for cell in cells]),
        (["number"], partial(_numbers, separator=separator)),
        (["date", "string"], _days),
    ):
        names = [field.name for field in schema.fields if field.type in kinds]
        mended = iter(mend([row[name] for row in rows for name in names]))
        for row in rows:
            row.update((name, next(mended)) for name in names)
    return [
        [_month(row[field.name], field) if field.type == "string" else row[field.name] for field in schema.fields]
        for row in rows
    ]


def _split(text: str, columns: list[str]) -> tuple[str, list[dict[str, str]]]:
    """(separator, rows by column), cells stripped, empty lines and empty cells beyond the last column dropped."""
    why, width = "its first line is not the header of this table, under commas, semicolons or tabs", len(columns)
    for separator in (",", *SEPARATORS):
        lines = io.StringIO(text.removeprefix(f"sep={separator}\n"), newline="")
        try:
            grid = [[cell.strip() for cell in row] for row in csv.reader(lines, delimiter=separator, strict=True)]
        except csv.Error as error:
            why = f"it is not CSV ({error})"
            continue
        grid = [row for row in grid if any(row)]
        if not grid:
            raise NotSure("it is empty")
        header = grid[0][:width]
        if sorted(header) != sorted(columns) or any(grid[0][width:]):
            continue
        for number, row in enumerate(grid, 1):
            if len(row) < width or any(row[width:]):
                raise NotSure(f"row {number} that is not empty has {len(row)} cells, the header {width}")
        return separator, [dict(zip(header, row, strict=False)) for row in grid[1:]]
    raise NotSure(why)


BOOLEANS = {
    **dict.fromkeys(["true", "wahr", "vrai", "doğru", "истина", "verdadero", "vero"], "true"),
    # Python makes YANLIŞ "yanliş", with a dot on its i.
    **dict.fromkeys(["false", "falsch", "faux", "yanlış", "yanliş", "ложь", "falso"], "false"),
}


def _integers(cells: list[str]) -> list[str]:
    """28.959, 28,959 and 28 959 in a column of whole numbers can only be 28959."""
    return [re.sub("[^0-9+-]", "", cell) if forms.GROUPED_INTEGER.fullmatch(cell) else cell for cell in cells]


def _only(cells: list[str], settings: list[Callable[[str], str]]) -> dict[str, str]:
    """{cell: how it is read} under the one setting that can read all of them, or under several that agree."""
    found, doubts = [], dict[str, None]()
    for read in settings:
        try:
            found.append([read(cell) for cell in cells])
        except NotSure as doubt:
            doubts[str(doubt)] = None
    if not found:
        raise NotSure("; ".join(doubts))
    for cell, *meant in zip(cells, *found, strict=True):
        if len(set(meant)) > 1:
            raise NotSure(f"{cell} may be {' or '.join(meant)}")
    return dict(zip(cells, found[0], strict=True))


def _numbers(cells: list[str], separator: str) -> list[str]:
    """Numbers with a decimal point and no grouping; a cell that is no number in any form stays as it is."""
    numbers = [cell for cell in cells if forms.NUMBER.fullmatch(cell) or forms.LOCAL_NUMBER.fullmatch(cell)]
    # Points in a file with commas between its cells are this book's own form.
    marks = "." if separator == "," and not any("," in number for number in numbers) else ".,"
    read = _only(numbers, [partial(_number, mark=mark) for mark in marks])
    for cell, number in read.items():
        if re.fullmatch("[+-]?[0-9]{1,3}[.,][0-9]{3}", cell) and "." not in number:
            raise NotSure(f"{cell} may be {number} or {cell.replace(',', '.')}")
    return [read.get(cell, cell) for cell in cells]


def _number(cell: str, mark: str) -> str:
    group, plain = "," if mark == "." else ".", re.sub("['\u2019\u00a0\u202f ](?=[0-9]{3})", "", cell)
    if "e" in plain.lower():
        raise NotSure(f"{cell} is shortened and may have lost digits")
    if not re.fullmatch(rf"[+-]?([0-9]+|[1-9][0-9]{{0,2}}(\{group}[0-9]{{3}})+)(\{mark}[0-9]+)?", plain):
        raise NotSure(f"{cell} is not a number with {mark} before its decimals")
    return plain.replace(group, "").replace(mark, ".")


def _days(cells: list[str]) -> list[str]:
    """Days as 2021-12-15; a cell that is no day in any form stays as it is."""
    days = [cell for cell in cells if forms.LOCAL_DAY.fullmatch(cell)]
    read = _only(days, [partial(_day, first=first) for first in ("day", "month")])
    return [read.get(cell, cell) for cell in cells]


def _day(cell: str, first: str) -> str:
    if forms.ISO_DAY.fullmatch(cell):
        return cell
    parts = re.findall("[0-9]+", cell.split(" ")[0])
    # Points between the parts are written by languages that put the day first.
    first = "year" if len(parts[0]) == 4 else "day" if "." in cell else first
    order = {"year": "year month day", "day": "day month year", "month": "month day year"}[first]
    named = dict(zip(order.split(), parts, strict=True))
    if len(named["year"]) == 2:
        raise NotSure(f"{cell} has no century")
    try:
        return dt.date(**{part: int(digits) for part, digits in named.items()}).isoformat()
    except ValueError:
        raise NotSure(f"{cell} is not a day of the calendar, {first} first") from None


def _month(cell: str, field: Field) -> str:
    """Dec-11 as 2011-12 where the column asks for that, else as December 2011; any other cell as it is."""
    found = forms.LOCAL_MONTH.fullmatch(cell)
    if not found:
        return cell
    # Two digits are a year from 1930 to 2029 to every spreadsheet.
    month = dt.date(1930 + (int(found[2]) - 30) % 100, forms.MONTHS.index(found[1]) + 1, 1)
    return f"{month:%Y-%m}" if field.form else f"{month:%B %Y}"
