"""The only reader of data/: typed tables by name, or one line that says what is wrong, and where.

`data/datapackage.json` alone says what a good table is: columns, types, ranges, keys, units. Nothing of that is repeated here.
A table is handed out whole and right, or not at all: TableError names file, row, field, value and the rule that was broken.
"""

import csv
import datetime as dt
import difflib
import functools
import io
import json
import math
import re
from dataclasses import dataclass
from pathlib import Path

import geopandas
import pandas as pd
import shapely
import shapely.geometry
import shapely.validation

DATA = Path(__file__).resolve().parents[1] / "data"
PACKAGE, SOURCES, LINKS = "datapackage.json", "sources", "row_sources"

NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")
INTEGER = re.compile(r"[+-]?[0-9]+")
ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# What a spreadsheet set to a local language writes instead.
LOCAL_DAY = re.compile(r"[0-9]{1,4}[./ -][0-9]{1,2}[./ -][0-9]{2,4}")
LOCAL_NUMBER = re.compile(r"[+-]?[0-9][0-9.,'\u00a0\u202f ]*")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x80-\x9f\ufffd]")


class TableError(ValueError):
    """One bad value, in one line. `row` counts lines of a CSV file from 1 (the header), features of a GeoJSON file from 1."""

    def __init__(self, file, row, field, value, rule):
        super().__init__(file, row, field, value, rule)
        self.file, self.row, self.field, self.value, self.rule = file, row, field, value, rule

    def __str__(self):
        unit = "feature" if self.file.endswith(".geojson") else "row"
        place = self.file + (f", {unit} {self.row}" if self.row else "") + (f", field {self.field}" if self.field else "")
        shown = "" if self.value is None else f'"{_one_line(self.value)}" '
        return f"{place}: {shown}{self.rule}"


class Recoded(ValueError):
    """A rule broken in the way in which spreadsheets break it: `make tidy` can repair that."""


def load(name, folder=None):
    """One table, typed and checked against the schema, the sources and the tables it points to.

    Columns: number float64, integer Int64, date datetime64[ns], boolean "boolean", string object with None for an empty cell.
    Shapes (geojson) come as a GeoDataFrame. The frame is yours: changing it changes nobody else's. Raises TableError.
    """
    folder = Path(folder or DATA)
    return _related(name, folder, _stamp(folder)).frame.copy()


def sources_of(table, ids, folder=None):
    """The ids of the sources that these rows of a table rest on, each once, in the order of the rows."""
    folder = Path(folder or DATA)
    known, links = load(table, folder), load(LINKS, folder)
    for key in ids:
        if key not in set(known["id"]):
            raise TableError(_label(folder, _resource(table, folder)["path"]), None, "id", key, "is not in the table")
    mine = links[links["table"] == table].groupby("key")["source_id"].apply(list)
    return list(dict.fromkeys(source for key in ids for source in mine.get(key, [])))


def names(folder=None):
    """All tables of the data folder, sorted."""
    return sorted(_package(Path(folder or DATA)))


def describe(name, folder=None):
    """What the schema says of a table: the resource of datapackage.json as a dict (title, licences, fields with units ...)."""
    return _resource(name, Path(folder or DATA))


def row_of(name, key, folder=None):
    """(file, row) where the row with this id stands, so that a page can say which line to edit."""
    folder = Path(folder or DATA)
    table = _related(name, folder, _stamp(folder))
    found = table.frame.index[table.frame["id"] == key]
    if not len(found):
        raise TableError(table.file, None, "id", key, "is not in the table")
    return table.file, table.rows[found[0]]


# --- from a file to cells -------------------------------------------------------------------------------------------


def _text(folder, path):
    """The text of a file: UTF-8, BOM and CRLF accepted, nothing else forgiven."""
    file = _label(folder, path)
    try:
        raw = (folder / path).read_bytes()
    except FileNotFoundError:
        raise TableError(file, None, None, None, "the file is missing") from None
    if not raw.strip():
        raise TableError(file, None, None, None, "the file is empty")
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        row, byte = raw.count(b"\n", 0, error.start) + 1, f"byte 0x{raw[error.start]:02X}"
        raise TableError(file, row, None, byte, _tidy("is not UTF-8", file)) from None
    if odd := CONTROL.search(text):
        row = text.count("\n", 0, odd.start()) + 1
        raise TableError(file, row, None, f"U+{ord(odd[0]):04X}", "is a control or replacement character: text was damaged")
    return text


def _csv(folder, path):
    """(file, header, [(row, cells)]) of a CSV file; the shape of the grid is checked, its values are not."""
    file, text = _label(folder, path), _text(folder, path)
    if not text.endswith("\n"):
        row = text.count("\n") + 1
        raise TableError(file, row, None, None, "the last line has no end: the file looks cut off")
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    lines, start = [], 1
    try:
        for cells in reader:
            lines.append((start, cells))
            start = reader.line_num + 1
    except csv.Error as error:
        raise TableError(file, start, None, None, f"can't be read as CSV ({error})") from None
    (_, header), body = lines[0], lines[1:]
    return file, header, body


def _check_header(file, header, fields):
    expected = [field.name for field in fields]
    if header == expected:
        return
    for mark, word in ((";", "semicolons"), ("\t", "tabs")):
        if len(header) == 1 and len(expected) > 1 and mark in header[0]:
            raise TableError(file, 1, None, None, _tidy(f"the columns are separated by {word}, not by commas", file))
    for name in expected:
        if name not in header:
            raise TableError(file, 1, name, None, "the column is missing")
    for name in header:
        if name not in expected or header.count(name) > 1:
            raise TableError(file, 1, name or "(no name)", None, "the column is not in the schema, or is there twice")
    raise TableError(file, 1, None, None, f"the columns must stand in this order: {', '.join(expected)}")


def _grid(folder, path, fields):
    """(file, [(row, cells)]) with exactly one cell per field."""
    file, header, body = _csv(folder, path)
    _check_header(file, header, fields)
    if not body:
        raise TableError(file, 1, None, None, "there is a header and no row under it")
    for row, cells in body:
        if len(cells) != len(fields):
            words = f"has {len(cells)} cells, the header has {len(fields)}" if cells else "is a blank line"
            raise TableError(file, row, None, None, f"the row {words}")
    return file, body


def _features(folder, path, fields, resource):
    """(file, [(number, cells)], geometries) of a GeoJSON file, its properties put in the order of the fields."""
    file, text = _label(folder, path), _text(folder, path)
    if resource.get("crs") != "EPSG:4326":
        rule = f"the resource {resource['name']} must say crs EPSG:4326 (longitude and latitude)"
        raise TableError(_label(folder, PACKAGE), None, "crs", resource.get("crs"), rule)
    content = _json(file, text)
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list) or not features:
        raise TableError(file, None, None, None, "is not a FeatureCollection with at least one feature")
    grid, shapes, names = [], [], {field.name for field in fields}
    for row, feature in enumerate(features, 1):
        properties = feature.get("properties") if isinstance(feature, dict) else None
        if not isinstance(properties, dict):
            raise TableError(file, row, None, None, "the feature has no properties")
        for name in names ^ properties.keys():
            words = "the property is missing" if name in names else "the property is not in the schema"
            raise TableError(file, row, name, None, words)
        grid.append((row, [_plain(file, row, field, properties[field.name]) for field in fields]))
        shapes.append(_shape(file, row, feature.get("geometry")))
    return file, grid, shapes


def _plain(file, row, field, value):
    """A JSON value as the text that the same value has in a CSV cell, if its JSON type fits the field."""
    if value is None:
        return ""
    kinds = {"number": (int, float), "integer": int, "boolean": bool}.get(field.type, str)
    if not isinstance(value, kinds) or isinstance(value, bool) != (field.type == "boolean"):
        raise TableError(file, row, field.name, json.dumps(value), f"is not a {field.type}")
    return json.dumps(value) if field.type in ("number", "integer", "boolean") else value


def _shape(file, row, geometry):
    """A valid shape on the globe."""
    try:
        shape = shapely.geometry.shape(geometry)
        west, south, east, north = shape.bounds
    except Exception as error:      # shapely lets through whatever its parser meets: the kinds are not listed anywhere
        raise TableError(file, row, "geometry", None, f"can't be read ({_one_line(error)})") from None
    if not shape.is_valid:
        raise TableError(file, row, "geometry", shapely.validation.explain_validity(shape), "is not a valid shape")
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise TableError(file, row, "geometry", f"{west}, {south}, {east}, {north}", "is not longitude and latitude")
    return shape


# --- from cells to values -------------------------------------------------------------------------------------------


def _read_string(text):
    if text != text.strip():
        raise ValueError("begins or ends with a space")
    return text


def _read_number(text):
    if not NUMBER.fullmatch(text):
        raise (Recoded if LOCAL_NUMBER.fullmatch(text) else ValueError)("is not a number")
    if math.isinf(float(text)):
        raise ValueError("is too large for a number")
    return float(text)


def _read_integer(text):
    if not INTEGER.fullmatch(text):
        raise (Recoded if LOCAL_NUMBER.fullmatch(text) and not NUMBER.fullmatch(text) else ValueError)("is not a whole number")
    if not -(2**63) <= int(text) < 2**63:
        raise ValueError("is too large for a whole number")
    return int(text)


def _read_date(text):
    if not ISO_DAY.fullmatch(text):
        raise (Recoded if LOCAL_DAY.fullmatch(text) else ValueError)("is not a date like 2021-12-15")
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        raise ValueError("is not a day of the calendar") from None
    if not 1700 <= day.year <= 2200:        # what datetime64[ns] can hold, and what this book can be about
        raise ValueError("is not between the years 1700 and 2200")
    return pd.Timestamp(day)


def _read_boolean(text):
    if text not in ("true", "false"):
        raise (Recoded if text.lower() in ("true", "false") else ValueError)("is neither true nor false")
    return text == "true"


READ = {"string": _read_string, "number": _read_number, "integer": _read_integer, "date": _read_date, "boolean": _read_boolean}
DTYPE = {"string": object, "number": "float64", "integer": "Int64", "date": "datetime64[ns]", "boolean": "boolean"}

# Each constraint of the schema: how to make ready what it says, when a value keeps it, how to say that it doesn't.
RULES = {
    "enum": (lambda read, said: tuple(read(str(one)) for one in said), lambda value, said: value in said, "is not one of {}"),
    "minimum": (lambda read, said: read(str(said)), lambda value, said: value >= said, "is below the minimum {}"),
    "maximum": (lambda read, said: read(str(said)), lambda value, said: value <= said, "is above the maximum {}"),
    "pattern": (lambda read, said: re.compile(said), lambda value, said: said.fullmatch(value), "does not match the pattern {}"),
    "minLength": (lambda read, said: said, lambda value, said: len(value) >= said, "is shorter than {} characters"),
    "maxLength": (lambda read, said: said, lambda value, said: len(value) <= said, "is longer than {} characters"),
}


@dataclass(frozen=True)
class Field:
    """A column of the schema, ready to read its cells."""

    name: str
    type: str
    required: bool
    unique: bool
    rules: tuple

    def value(self, text):
        """The typed value of a cell, None for an empty one. Raises ValueError with the broken rule."""
        if text == "":
            if self.required:
                raise ValueError("the cell is empty and must not be")
            return None
        value = READ[self.type](text)
        for keeps, words in self.rules:
            if not keeps(value):
                raise ValueError(words)
        return value


def _field(file, table, said):
    """A Field from its entry in datapackage.json, or TableError when the schema itself is wrong."""
    name, kind, constraints = said.get("name"), said.get("type"), dict(said.get("constraints", {}))
    if kind not in READ:
        raise TableError(file, None, f"{table}.{name}", kind, f"is not a type of this book: {', '.join(READ)}")
    required, unique = bool(constraints.pop("required", False)), bool(constraints.pop("unique", False))
    rules = []
    for key, value in constraints.items():
        if key not in RULES:
            raise TableError(file, None, f"{table}.{name}", key, f"is not a constraint of this book: {', '.join(RULES)}")
        prepare, keeps, words = RULES[key]
        try:
            ready = prepare(READ[kind], value)
        except (ValueError, TypeError, re.error) as error:
            raise TableError(file, None, f"{table}.{name}", value, f"can't be its {key} ({error})") from None
        shown = ", ".join(map(str, value)) if isinstance(value, list) else value
        rules.append((functools.partial(lambda value, keeps, ready: keeps(value, ready), keeps=keeps, ready=ready), words.format(shown)))
    return Field(name, kind, required, unique, tuple(rules))


# --- from values to tables ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Table:
    """A frame that keeps its own schema, with the place of each of its rows in the file."""

    file: str
    rows: list
    frame: pd.DataFrame


@functools.lru_cache(maxsize=512)
def _alone(name, folder, stamp):
    """The Table by itself: types, constraints, keys; not yet what it says about other tables."""
    resource = _resource(name, folder)
    schema, package = resource["schema"], _label(folder, PACKAGE)
    fields = [_field(package, name, said) for said in schema["fields"]]
    shapes = None
    if resource.get("format") == "geojson":
        file, grid, shapes = _features(folder, resource["path"], fields, resource)
    else:
        file, grid = _grid(folder, resource["path"], fields)
    columns = _columns(file, grid, fields)
    for key in [[field.name] for field in fields if field.unique] + [schema.get("primaryKey", [])]:
        _check_unique(file, grid, columns, [key] if isinstance(key, str) else key)
    frame = pd.DataFrame({f.name: pd.Series(columns[f.name], dtype=DTYPE[f.type]) for f in fields})
    if shapes is not None:
        frame = geopandas.GeoDataFrame(frame, geometry=shapes, crs=resource["crs"])
    return Table(file, [row for row, _ in grid], frame)


def _columns(file, grid, fields):
    columns = {field.name: [] for field in fields}
    for row, cells in grid:
        for field, text in zip(fields, cells):
            try:
                columns[field.name].append(field.value(text))
            except Recoded as error:
                raise TableError(file, row, field.name, text, _tidy(str(error), file)) from None
            except ValueError as error:
                raise TableError(file, row, field.name, text or None, str(error)) from None
    return columns


def _check_unique(file, grid, columns, key):
    seen = {}
    for (row, _), values in zip(grid, zip(*(columns[name] for name in key))):
        if None in values:
            continue        # an empty cell is unknown, so it repeats nothing
        if values in seen:
            shown = ", ".join(map(str, values))
            raise TableError(file, row, ", ".join(key), shown, f"is already in row {seen[values]}")
        seen[values] = row


@functools.lru_cache(maxsize=512)
def _related(name, folder, stamp):
    """The Table with its foreign keys and its sources checked too."""
    table, resource = _alone(name, folder, stamp), _resource(name, folder)
    for key in resource["schema"].get("foreignKeys", []):
        _check_foreign(table, key, name, folder, stamp)
    if resource.get("sourced", True):
        _check_sourced(table, name, folder, stamp)
    return table


def _check_foreign(table, key, name, folder, stamp):
    (here,), (there,) = (([said] if isinstance(said, str) else said) for said in (key["fields"], key["reference"]["fields"]))
    target = key["reference"].get("resource") or name
    allowed = set(_alone(target, folder, stamp).frame[there])
    for row, value in zip(table.rows, table.frame[here]):
        if not pd.isna(value) and value not in allowed:
            raise TableError(table.file, row, here, value, f"is not in the table {target}")


def _check_sourced(table, name, folder, stamp):
    """Every row rests on a source that is listed, and no source is claimed for a row that isn't there."""
    links = _related(LINKS, folder, stamp)
    mine, ids = links.frame[links.frame["table"] == name], set(table.frame["id"])
    for index, key in mine["key"].items():
        if key not in ids:
            raise TableError(links.file, links.rows[index], "key", key, f"is not a row of the table {name}")
    sourced = set(mine["key"])
    for row, key in zip(table.rows, table.frame["id"]):
        if key not in sourced:
            raise TableError(table.file, row, "id", key, f"has no source in {links.file}")


# --- the schema, and small helpers ----------------------------------------------------------------------------------


def _package(folder):
    """{name: resource} of datapackage.json."""
    return _parsed_package(folder, _stamp_of(folder / PACKAGE))


@functools.lru_cache(maxsize=64)
def _parsed_package(folder, stamp):
    file = _label(folder, PACKAGE)
    content = _json(file, _text(folder, PACKAGE))
    try:
        return {one["name"]: one for one in content["resources"] if one["schema"]["fields"] and one["path"]}
    except (KeyError, TypeError) as error:
        raise TableError(file, None, None, None, f"each resource needs a name, a path and schema.fields ({_one_line(error)})") from None


def _resource(name, folder):
    package = _package(folder)
    if name in package:
        return package[name]
    near = difflib.get_close_matches(str(name), package, n=1)
    words = f"did you mean {near[0]}?" if near else f"the tables are {', '.join(sorted(package))}"
    raise TableError(_label(folder, PACKAGE), None, None, name, f"is not a table of this book; {words}")


def _json(file, text):
    def refuse(word):
        raise TableError(file, None, None, word, "is not a number")
    try:
        return json.loads(text, parse_constant=refuse)
    except json.JSONDecodeError as error:
        raise TableError(file, None, None, None, f"is not JSON: {error.msg} in line {error.lineno}") from None


def _stamp(folder):
    """Changes whenever a file of the data folder does, so that nothing stale is ever handed out."""
    return tuple(_stamp_of(folder / path) for path in [PACKAGE, *(one["path"] for one in _package(folder).values())])


def _stamp_of(path):
    try:
        seen = path.stat()
    except FileNotFoundError:
        return None
    return seen.st_mtime_ns, seen.st_size


def _label(folder, path):
    return f"{folder.name}/{path}"


def _tidy(rule, file):
    return f'{rule}: a spreadsheet seems to have re-coded the file; "make tidy" (python -m brief tidy {file}) repairs it beside the original'


def _one_line(value):
    words = " ".join(str(value).split())
    return words if len(words) <= 60 else words[:57] + "..."
