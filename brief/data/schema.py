"""What `data/datapackage.json` says a table is, made ready to be applied to cells.

Supported: the types, constraints and keys below and nothing else, so that no rule of the schema is silently ignored.
"""

from __future__ import annotations

import datetime as dt
import difflib
import math
import operator
import re
from collections.abc import Callable
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


def read_string(text: str) -> str:
    if text != text.strip():
        raise ValueError("begins or ends with a space")
    if LOCAL_TEXT.fullmatch(text) and not ISO_DAY.fullmatch(text):
        raise Recoded("is a date cut short")
    return text


def read_number(text: str) -> float:
    if not NUMBER.fullmatch(text):
        raise (Recoded if LOCAL_NUMBER.fullmatch(text) else ValueError)("is not a number")
    if math.isinf(float(text)):
        raise ValueError("is too large for a number")
    return float(text)


def read_integer(text: str) -> int:
    if not INTEGER.fullmatch(text):
        raise (Recoded if GROUPED_INTEGER.fullmatch(text) else ValueError)("is not a whole number")
    if not -(2**63) <= int(text) < 2**63:
        raise ValueError("is too large for a whole number")
    return int(text)


def read_date(text: str) -> pd.Timestamp:
    if not ISO_DAY.fullmatch(text):
        raise (Recoded if LOCAL_DAY.fullmatch(text) else ValueError)("is not a date like 2021-12-15")
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        raise ValueError("is not a day of the calendar") from None
    if not 1700 <= day.year <= 2200:  # within what datetime64[ns] can hold
        raise ValueError("is not between the years 1700 and 2200")
    return pd.Timestamp(day)


def read_boolean(text: str) -> bool:
    if text not in ("true", "false"):
        raise (Recoded if text.lower() in ("true", "false") else ValueError)("is neither true nor false")
    return text == "true"


# type: (reader of a cell, dtype of the column)
TYPES = {
    "string": (read_string, object),
    "number": (read_number, "float64"),
    "integer": (read_integer, "Int64"),
    "date": (read_date, "datetime64[ns]"),
    "boolean": (read_boolean, "boolean"),
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
class Rule:
    """One constraint of one field."""

    keeps: Callable
    said: object
    words: str

    def check(self, value) -> None:
        if not self.keeps(value, self.said):
            raise ValueError(self.words)


@dataclass(frozen=True)
class Field:
    """A column of the schema, ready to read its cells."""

    name: str
    type: str
    required: bool
    unique: bool
    rules: tuple[Rule, ...]

    @property
    def form(self) -> re.Pattern | None:
        """The form that its texts must have, where the schema gives one."""
        return next((rule.said for rule in self.rules if isinstance(rule.said, re.Pattern)), None)

    def value(self, text: str):
        """The typed value of a cell, None for an empty one. Raises ValueError with the broken rule."""
        if text == "":
            if self.required:
                raise ValueError("the cell is empty and must not be")
            return None
        value = TYPES[self.type][0](text)
        for rule in self.rules:
            rule.check(value)
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
        raise TableError(file, None, f"{name}.{column}", None, "a key names this field and the schema doesn't have it")
    if shapes and resource.get("crs") != CRS:
        raise TableError(file, None, f"{name}.crs", resource.get("crs"), f"the crs must be there and be {CRS}")
    keys = tuple((field.name,) for field in fields if field.unique) + ((primary,) if primary else ())
    return Schema(name, resource["path"], shapes, sourced, fields, tuple(dict.fromkeys(keys)), foreign)


def _field(file: str, table: str, said: dict) -> Field:
    name, kind, constraints = said.get("name", ""), said.get("type"), dict(said.get("constraints", {}))
    place = f"{table}.{name}"
    if kind not in TYPES:
        raise TableError(file, None, place, kind, f"is not one of the types {', '.join(TYPES)}")
    required, unique = bool(constraints.pop("required", False)), bool(constraints.pop("unique", False))
    rules = []
    for key, value in constraints.items():
        if key not in CONSTRAINTS:
            known = ", ".join(["required", "unique", *CONSTRAINTS])
            raise TableError(file, None, place, key, f"is not one of the constraints {known}")
        prepare, keeps, words = CONSTRAINTS[key]
        if key in OF_TEXT and kind != "string":
            raise TableError(file, None, place, key, f"is a constraint of strings, and this field is a {kind}")
        try:
            ready = prepare(TYPES[kind][0], value)
        except (ValueError, TypeError, re.error) as error:
            raise TableError(file, None, place, value, f"can't be a {key} ({error})") from None
        shown = ", ".join(map(str, value)) if isinstance(value, list) else value
        rules.append(Rule(keeps, ready, f"{words} {shown}"))
    return Field(name, kind, required, unique, tuple(rules))


def _names(said: str | list) -> tuple[str, ...]:
    return (said,) if isinstance(said, str) else tuple(said)


def resource_of(name: str, folder: Path) -> dict:
    """The entry of a table in datapackage.json, as it stands there."""
    known = package_of(folder)
    if name in known:
        return known[name]
    near = difflib.get_close_matches(str(name), known, n=1)
    hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(sorted(known))}"
    raise TableError(label(folder, PACKAGE), None, None, name, f"is not a table of this book; {hint}")


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
        raise TableError(label(folder, PACKAGE), None, None, None, rule) from None


def stamp_of(path: Path) -> tuple | None:
    """Changes when the file does."""
    try:
        seen = path.stat()
    except FileNotFoundError:
        return None
    return seen.st_mtime_ns, seen.st_size
