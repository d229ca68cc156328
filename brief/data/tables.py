"""The only reader of `data/`: typed tables by name, or one line that says what is wrong and where.

`data/datapackage.json` alone says what a good table is: columns, types, ranges, keys, units. None of it is repeated in
code. A table is handed out whole and right, or not at all.

    error    the one line            files    bytes -> text -> cells        shapes   the same for GeoJSON
    schema   cells -> values         here     values -> tables, and what tables say about one another
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import geopandas
import pandas as pd

from brief import book, reads
from brief.data.error import Recoded, TableError, row_name, with_hint
from brief.data.files import grid_of, label
from brief.data.schema import PACKAGE, TYPES, Field, Schema, package_of, resource_of, schema_of, stamp_of
from brief.data.shapes import CRS, features_of

__all__ = ["DATA", "TableError", "describe", "lines_of", "load", "names", "row_of", "searches_of", "sources_of"]

DATA = book.ROOT / "data"
LINKS = "row_sources"
SEARCHES, IN_VAIN = "searches", "not found"
"""The table of searches (table, key, field: the cell that rests on it), and the result of one that found nothing."""


def load(name: str, folder: Path | str | None = None) -> pd.DataFrame:
    """One table, checked against the schema, its sources and the tables it points to.

    Columns: number float64, integer Int64, date datetime64[ns], boolean "boolean", string object with None for an
    empty cell. Shapes come as a GeoDataFrame in longitude and latitude. The frame is a copy: change it freely.
    Raises TableError.
    """
    return _checked(name, _folder(folder)).frame.copy()


def sources_of(table: str, ids: Iterable[str], folder: Path | str | None = None) -> list[str]:
    """The ids of the sources that these rows rest on, each once, in the order of the rows. Raises TableError."""
    folder = _folder(folder)
    checked, of_row = _checked(table, folder), _links(folder, _stamp(folder)).get(table, {})
    known, found = set(checked.frame["id"]), []
    for key in ids:
        if key not in known:
            raise TableError(checked.file, "no row has this id", field="id", value=key)
        found += of_row.get(key, [])
    return list(dict.fromkeys(found))


def searches_of(
    table: str, ids: Iterable[str], fields: Iterable[str], folder: Path | str | None = None
) -> pd.DataFrame:
    """The searches on which cells of these rows, in these fields, rest. Raises TableError."""
    done = _checked(SEARCHES, _folder(folder)).frame
    return done[(done["table"] == table) & done["key"].isin(list(ids)) & done["field"].isin(list(fields))].copy()


def row_of(table: str, key: str, folder: Path | str | None = None) -> tuple[str, int]:
    """(file, row) where the row with this id stands: what to open to change it. Raises TableError."""
    file, lines = lines_of(table, folder)
    if key not in lines:
        raise TableError(file, "no row has this id", field="id", value=key)
    return file, lines[key]


def lines_of(table: str, folder: Path | str | None = None) -> tuple[str, dict[str, int]]:
    """(file, {id: row}) for a whole table in its order: `row_of` for those who ask for many rows. Raises TableError."""
    checked = _checked(table, _folder(folder))
    return checked.file, dict(zip(checked.frame["id"], checked.lines, strict=True))


def names(folder: Path | str | None = None) -> list[str]:
    """The names of all tables, sorted."""
    return sorted(package_of(_folder(folder)))


def describe(name: str, folder: Path | str | None = None) -> dict:
    """What the schema says of a table: its entry in datapackage.json (title, description, licences, fields, units)."""
    return copy.deepcopy(resource_of(name, _folder(folder)))


@dataclass(frozen=True)
class Table:
    """A frame that keeps its own schema, and the line of the file on which each of its rows begins."""

    file: str
    lines: list[int]
    frame: pd.DataFrame

    def where(self, these: pd.Series) -> Table:
        """Some of the rows."""
        lines = [line for line, kept in zip(self.lines, these, strict=True) if kept]
        return Table(self.file, lines, self.frame[these])


def _folder(folder: Path | str | None) -> Path:
    return Path(folder or DATA)


def _checked(name: str, folder: Path) -> Table:
    reads.note("table", name)
    return _related(name, folder, _stamp(folder))


def _stamp(folder: Path) -> tuple:
    """Changes with any file: tables are checked against one another, so then all of them are read again."""
    paths = [PACKAGE, *(resource["path"] for resource in package_of(folder).values())]
    return tuple(stamp_of(f"{folder}/{path}") for path in paths)  # as text, since each load asks for all of them


@lru_cache(maxsize=16)
def _links(folder: Path, stamp: tuple) -> dict[str, dict[str, list[str]]]:
    """{table: {row: its sources}}"""
    found: dict[str, dict[str, list[str]]] = {}
    for link in _related(LINKS, folder, stamp).frame.itertuples(index=False):
        found.setdefault(link.table, {}).setdefault(link.key, []).append(link.source_id)
    return found


@lru_cache(maxsize=512)
def _related(name: str, folder: Path, stamp: tuple) -> Table:
    """The table, with what it says about other tables checked too."""
    table, schema = _alone(name, folder, stamp), schema_of(name, folder)
    for columns, target, there in schema.foreign:
        frame = _alone(target, folder, stamp).frame
        if missing := [column for column in there if column not in frame]:
            file, field = label(folder, PACKAGE), f"{name}.foreignKeys"
            raise TableError(file, f"is not a field of {target}", field=field, value=missing[0])
        _check_within(table, columns, _values(frame, there), f"is not in the table {target}")
    if name == LINKS:
        _check_within(table, ["table"], ((one,) for one in package_of(folder)), "is not a table of this book")
    if name == SEARCHES:
        _check_cells_exist(table, folder, stamp)
    for denying in schema.fields:
        if denying.negatives:
            _check_searched(name, denying, table, _related(SEARCHES, folder, stamp))
    if schema.sourced:
        links = _related(LINKS, folder, stamp)
        own = links.where(links.frame["table"] == name)
        _check_within(own, ["key"], _values(table.frame, ["id"]), f"is not a row of {table.file}")
        _check_within(table, ["id"], _values(own.frame, ["key"]), f"has no source in {links.file}")
    return table


@lru_cache(maxsize=512)
def _alone(name: str, folder: Path, stamp: tuple) -> Table:
    """The table by itself: types, constraints and keys."""
    schema = schema_of(name, folder)
    file, shapes = label(folder, schema.path), None
    if schema.shapes:
        grid, shapes = features_of(folder, schema.path, schema.fields)
    else:
        grid = grid_of(folder, schema.path, [field.name for field in schema.fields])
    frame = _frame(file, grid, schema)
    lines = [line for line, _ in grid]
    for key in schema.keys:
        _check_unique(file, lines, frame, key)
    if schema.shapes:
        frame = geopandas.GeoDataFrame(frame, geometry=shapes, crs=CRS)
    return Table(file, lines, frame)


def _frame(file: str, grid: list[tuple[int, list[str]]], schema: Schema) -> pd.DataFrame:
    columns: dict[str, list] = {field.name: [] for field in schema.fields}
    for line, cells in grid:
        for field, text in zip(schema.fields, cells, strict=True):
            try:
                columns[field.name].append(field.value(text))
            except ValueError as error:
                rule = with_hint(str(error), file) if isinstance(error, Recoded) else str(error)
                raise TableError(file, rule, line, field.name, text or None) from None
    dtypes = {field.name: TYPES[field.type][1] for field in schema.fields}
    return pd.DataFrame({name: pd.Series(values, dtype=dtypes[name]) for name, values in columns.items()})


def _values(frame: pd.DataFrame, columns: Iterable[str]) -> Iterable[tuple]:
    return zip(*(frame[column] for column in columns), strict=True)


def _check_unique(file: str, lines: list[int], frame: pd.DataFrame, key: tuple[str, ...]) -> None:
    seen: dict[tuple, int] = {}
    for line, values in zip(lines, _values(frame, key), strict=True):
        if any(map(pd.isna, values)):
            continue  # an empty cell is unknown, so it repeats nothing
        if values in seen:
            first = row_name(file, seen[values])
            raise TableError(file, f"is already in {first}", line, ", ".join(key), ", ".join(map(str, values)))
        seen[values] = line


def _check_cells_exist(searches: Table, folder: Path, stamp: tuple) -> None:
    """Every search is for a cell that is there."""
    cells = ((one, field.name) for one in package_of(folder) for field in schema_of(one, folder).fields)
    _check_within(searches, ["table", "field"], cells, "is not a field of this book")
    for name in searches.frame["table"].unique():
        there = _alone(name, folder, stamp)
        own = searches.where(searches.frame["table"] == name)
        _check_within(own, ["key"], _values(there.frame, ["id"]), f"is not a row of {there.file}")


def _check_searched(name: str, field: Field, table: Table, searches: Table) -> None:
    """A cell that says that nothing was found rests on a search that found nothing."""
    cells = searches.frame[["table", "field", "result"]] == [name, field.name, IN_VAIN]
    searched = searches.frame.loc[cells.all(axis=1), "key"]
    denied = table.where(table.frame[field.name].isin(field.negatives) & ~table.frame["id"].isin(searched))
    for line, value in zip(denied.lines, denied.frame[field.name], strict=True):
        raise TableError(table.file, f"has no search that found nothing in {searches.file}", line, field.name, value)


def _check_within(table: Table, columns: Sequence[str], allowed: Iterable[tuple], rule: str) -> None:
    """Every row has in these columns what is allowed, or an empty cell."""
    known = set(allowed)
    for line, values in zip(table.lines, _values(table.frame, columns), strict=True):
        if values not in known and not any(map(pd.isna, values)):
            raise TableError(table.file, rule, line, ", ".join(columns), ", ".join(map(str, values)))
