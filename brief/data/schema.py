"""What `data/datapackage.json` says a table is, made ready to be applied to cells.

Supported: the types, constraints and keys below and nothing else, so that no rule of the schema is silently ignored.
"""

from __future__ import annotations

import datetime as dt
import difflib
import math
import operator
import os
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pandas as pd

from brief.data.error import Recoded, TableError
from brief.data.files import json_of, label
from brief.data.shapes import CRS

PACKAGE = "datapackage.json"

NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")
INTEGER = re.compile(r"[+-]?[0-9]+")
BOOLEAN, ANY_BOOLEAN = re.compile("true|false"), re.compile("true|false", re.IGNORECASE)
ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# What a spreadsheet set to a local language writes instead.
GROUP = "[.,'\u2019\u00a0\u202f ]"
LOCAL_NUMBER = re.compile(rf"[+-]?[0-9]+({GROUP}[0-9]+)+([eE][+-]?[0-9]+)?")
GROUPED_INTEGER = re.compile(rf"[+-]?[0-9]{{1,3}}({GROUP}[0-9]{{3}})+")
LOCAL_DAY = re.compile(
    r"([0-9]{1,2}[./-][0-9]{1,2}[./-]([0-9]{4}|[0-9]{2})|[0-9]{4}[./-][0-9]{1,2}[./-][0-9]{1,2})( 0?0:00(:00)?)?"
)
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
# "December 2011" and 2011-12 become Dec-11, "11 December" becomes 11-Dec, though the column holds text.
LOCAL_MONTH = re.compile(rf"({'|'.join(MONTHS)})[- ]([0-9]{{2}})")
LOCAL_TEXT = re.compile(rf"{LOCAL_MONTH.pattern}|[0-9]{{1,2}}-({'|'.join(MONTHS)})(-[0-9]{{2,4}})?|{LOCAL_DAY.pattern}")


def _string(text: str) -> str:
    if text != text.strip():
        raise ValueError("begins or ends with a space")
    if LOCAL_TEXT.fullmatch(text) and not ISO_DAY.fullmatch(text):
        raise Recoded("is a date cut short")
    return text


def _number(text: str) -> float:
    if math.isinf(float(text)):
        raise ValueError("is too large for a number")
    return float(text)


def _integer(text: str) -> int:
    if not -(2**63) <= int(text) < 2**63:
        raise ValueError("is too large for a whole number")
    return int(text)


def _date(text: str) -> pd.Timestamp:
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        raise ValueError("is not a day of the calendar") from None
    if not 1700 <= day.year <= 2200:  # within what datetime64[ns] can hold
        raise ValueError("is not between the years 1700 and 2200")
    return pd.Timestamp(day)


def _reader(form: re.Pattern, local: re.Pattern, rule: str, convert: Callable) -> Callable:
    """Reads cells of a form; one that a spreadsheet has re-coded is told from one that was never right."""

    def read(text: str):
        if not form.fullmatch(text):
            raise (Recoded if local.fullmatch(text) else ValueError)(rule)
        return convert(text)

    return read


# type: (reader of a cell, dtype of the column)
TYPES = {
    "string": (_string, object),
    "number": (_reader(NUMBER, LOCAL_NUMBER, "is not a number", _number), "float64"),
    "integer": (_reader(INTEGER, GROUPED_INTEGER, "is not a whole number", _integer), "Int64"),
    "date": (_reader(ISO_DAY, LOCAL_DAY, "is not a date like 2021-12-15", _date), "datetime64[ns]"),
    "boolean": (_reader(BOOLEAN, ANY_BOOLEAN, "is neither true nor false", lambda text: text == "true"), "boolean"),
}

# constraint: (makes ready what the schema says, tells whether a value keeps it, words for when it doesn't)
CONSTRAINTS = {
    "enum": (lambda read, said: [read(str(one)) for one in said], lambda value, said: value in said, "is not one of"),
    "minimum": (lambda read, said: read(str(said)), operator.ge, "is below the minimum"),
    "maximum": (lambda read, said: read(str(said)), operator.le, "is above the maximum"),
    "pattern": (lambda read, said: re.compile(said), lambda value, said: said.fullmatch(value), "is not of the form"),
    "minLength": (lambda read, said: int(said), lambda value, said: len(value) >= said, "has fewer letters than"),
    "maxLength": (lambda read, said: int(said), lambda value, said: len(value) <= said, "has more letters than"),
}
OF_TEXT = ("pattern", "minLength", "maxLength")


@dataclass(frozen=True)
class Field:
    """A column of the schema, ready to read its cells; a rule is (what keeps it, what the schema says, its words).

    `negatives` are the values that say that nothing was found; each needs a search (`searches`, see `tables`).
    """

    name: str
    type: str
    required: bool
    unique: bool
    rules: tuple[tuple[Callable, object, str], ...]
    negatives: tuple[str, ...] = ()

    @property
    def form(self) -> re.Pattern | None:
        """The form that its texts must have, where the schema gives one."""
        return next((said for _, said, _ in self.rules if isinstance(said, re.Pattern)), None)

    def value(self, text: str):
        """The typed value of a cell, None for an empty one. Raises ValueError with the broken rule."""
        if text == "":
            if self.required:
                raise ValueError("the cell is empty and must not be")
            return None
        value = TYPES[self.type][0](text)
        for keeps, said, words in self.rules:
            if not keeps(value, said):
                raise ValueError(words)
        return value


@dataclass(frozen=True)
class Schema:
    """A resource of the package: where its file is, what its columns are, what it points to."""

    name: str
    path: str
    shapes: bool
    sourced: bool
    fields: tuple[Field, ...]
    keys: tuple[tuple[str, ...], ...]
    foreign: tuple[tuple[tuple[str, ...], str, tuple[str, ...]], ...]


def schema_of(name: str, folder: Path) -> Schema:
    """The schema of a table. TableError when there is no such table, or when the schema itself is wrong."""
    resource, file = resource_of(name, folder), label(folder, PACKAGE)
    said = resource["schema"]
    fields = tuple(_field(file, name, one) for one in said["fields"])
    primary = _names(said.get("primaryKey", []))
    foreign = tuple(
        (_names(one["fields"]), one["reference"].get("resource") or name, _names(one["reference"]["fields"]))
        for one in said.get("foreignKeys", [])
    )
    sourced = resource.get("sourced", True)
    shapes = resource.get("format") == "geojson"
    needed = {*primary, *(column for key in foreign for column in key[0]), *(["id"] if sourced else [])}
    for column in sorted(needed - {field.name for field in fields}):
        raise TableError(file, "a key names this field and the schema does not have it", field=f"{name}.{column}")
    if shapes and resource.get("crs") != CRS:
        raise TableError(file, f"the crs must be there and be {CRS}", field=f"{name}.crs", value=resource.get("crs"))
    keys = tuple((field.name,) for field in fields if field.unique) + ((primary,) if primary else ())
    return Schema(name, resource["path"], shapes, sourced, fields, tuple(dict.fromkeys(keys)), foreign)


def _field(file: str, table: str, said: dict) -> Field:
    name, kind, constraints = said.get("name", ""), said.get("type"), dict(said.get("constraints", {}))
    place = f"{table}.{name}"
    if kind not in TYPES:
        raise TableError(file, f"is not one of the types {', '.join(TYPES)}", field=place, value=kind)
    required, unique = bool(constraints.pop("required", False)), bool(constraints.pop("unique", False))
    rules = []
    for key, value in constraints.items():
        if key not in CONSTRAINTS:
            known = ", ".join(["required", "unique", *CONSTRAINTS])
            raise TableError(file, f"is not one of the constraints {known}", field=place, value=key)
        prepare, keeps, words = CONSTRAINTS[key]
        if key in OF_TEXT and kind != "string":
            raise TableError(file, f"is a constraint of strings, and this field is a {kind}", field=place, value=key)
        try:
            ready = prepare(TYPES[kind][0], value)
        except (ValueError, TypeError, re.error) as error:
            raise TableError(file, f"cannot be a {key} ({error})", field=place, value=value) from None
        shown = ", ".join(map(str, value)) if isinstance(value, list) else value
        rules.append((keeps, ready, f"{words} {shown}"))
    return Field(name, kind, required, unique, tuple(rules), _names(said.get("negatives", ())))


def _names(said: str | Iterable[str]) -> tuple[str, ...]:
    return (said,) if isinstance(said, str) else tuple(said)


def resource_of(name: str, folder: Path) -> dict:
    """The entry of a table in datapackage.json, as it stands there."""
    known = package_of(folder)
    if name in known:
        return known[name]
    near = difflib.get_close_matches(str(name), known, n=1)
    hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(sorted(known))}"
    raise TableError(label(folder, PACKAGE), f"is not a table of this book; {hint}", value=name)


def package_of(folder: Path) -> dict[str, dict]:
    """{name: resource} of datapackage.json."""
    return _package(folder, stamp_of(folder / PACKAGE))


@lru_cache(maxsize=64)
def _package(folder: Path, stamp: tuple | None) -> dict[str, dict]:
    content = json_of(folder, PACKAGE)
    try:
        return {one["name"]: one for one in content["resources"] if one["schema"]["fields"] and one["path"]}
    except (KeyError, TypeError) as error:
        rule = f"each resource needs name, path and schema.fields ({error} is missing or misplaced)"
        raise TableError(label(folder, PACKAGE), rule) from None


def stamp_of(path: Path | str) -> tuple | None:
    """Changes when the file does."""
    try:
        seen = os.stat(path)
    except FileNotFoundError:
        return None
    return seen.st_mtime_ns, seen.st_size
