"""A table is handed out whole and right, or refused in one line that says where, what and why."""

import json
import math
from pathlib import Path

import geopandas
import pandas as pd
import pytest

from brief.data import tables
from brief.data.tables import TableError
from tests.small_data import (
    COLUMNS,
    FILES,
    LINKS,
    PACKAGE,
    PLACES,
    TRADE,
    columns_changed,
    judged_by_frictionless,
    put,
    refusal,
)

# --- what a good table is


def test_a_good_table_comes_typed_and_an_empty_cell_is_unknown_and_never_zero_or_an_empty_word(data):
    frame = tables.load("trade", data)
    assert list(frame.columns) == COLUMNS and list(frame.index) == [0, 1, 2]
    kinds = {"year": "Int64", "value": "float64", "checked": "boolean", "day": "datetime64[ns]"}
    kinds = dict.fromkeys(COLUMNS, "object") | kinds | {"known_on": "datetime64[ns]"}
    assert {name: str(dtype) for name, dtype in frame.dtypes.items()} == kinds
    assert list(frame["name"]) == ["Gas, by pipe", "Akıncı", "two\nlines"]
    assert frame["value"].tolist()[:2] == [15196.0, 16178.5] and math.isnan(frame["value"][2])
    assert frame["day"][2] is pd.NaT and frame["checked"][2] is pd.NA and frame["place"][1] is None


def test_shapes_come_in_longitude_and_latitude(data):
    frame = tables.load("places", data)
    assert isinstance(frame, geopandas.GeoDataFrame) and frame.crs == "EPSG:4326"
    assert frame["people"][0] == 5663000 and frame["people"][1] is pd.NA


def test_changing_what_was_handed_out_changes_nobody_elses_and_a_changed_file_is_read_again(data):
    tables.load("trade", data)["value"] = 0.0
    tables.describe("trade", data)["schema"].clear()
    assert tables.load("trade", data)["value"][0] == 15196.0
    assert len(tables.describe("trade", data)["schema"]["fields"]) == len(COLUMNS)
    put(data, "trade.csv", TRADE.replace("15196.0", "15197.0"))
    assert tables.load("trade", data)["value"][0] == 15197.0
    put(data, "row_sources.csv", LINKS.replace("trade,wheat-2020,agency_2020\n", ""))
    assert "has no source" in refusal(data, "trade"), "a table must turn bad when its sources do"


def test_the_sources_of_rows_are_named_once_in_the_order_of_the_rows(data):
    assert tables.sources_of("trade", ["gas-2020", "gas-2019"], data) == ["agency_2020", "atlas"]
    assert tables.sources_of("places", ["kyiv"], data) == ["atlas"] and tables.sources_of("trade", [], data) == []
    with pytest.raises(TableError, match='data/trade.csv, field id: "gas-1999" no row has this id'):
        tables.sources_of("trade", ["gas-1999"], data)


def test_the_place_of_a_row_is_the_line_that_a_person_would_open(data):
    put(data, "trade.csv", TRADE.replace("Akıncı", '"Akıncı\nin two lines"'))
    assert tables.row_of("trade", "gas-2020", data) == ("data/trade.csv", 3)
    assert tables.row_of("trade", "wheat-2020", data) == ("data/trade.csv", 5)
    assert tables.row_of("places", "kyiv", data) == ("data/geo/places.geojson", 2)


def test_a_byte_order_mark_and_windows_line_ends_are_accepted_and_an_independent_judge_agrees(data):
    expected = tables.load("trade", data)
    assert not judged_by_frictionless(data)
    put(data, "trade.csv", b"\xef\xbb\xbf" + TRADE.replace("\n", "\r\n").encode())
    pd.testing.assert_frame_equal(tables.load("trade", data), expected)


# --- each way of being bad: what was changed, and the line that the reader gets


MAKE_TIDY = (
    "a spreadsheet seems to have re-coded this file; make tidy FILES=data/trade.csv "
    "(or python3 -m brief tidy data/trade.csv) writes a repaired copy beside it"
)

# What a cell of the first row may not hold, and the rule that refuses it; a spreadsheet writes cells otherwise.
BAD_CELLS = pd.read_csv(Path(__file__).parent / "bad_cells.csv", dtype=str, keep_default_na=False)
BAD_TRADE = {
    "a space before a number": ("15196.0", " 15196", 'row 2, field value: "15196" is not a number'),
    "empty where it must not be": ("2021-03-01", "", "row 4, field known_on: the cell is empty and must not be"),
    "duplicate key": ("gas-2020,A", "gas-2019,A", 'row 3, field id: "gas-2019" is already in row 2'),
    "ragged row": ("2020-12-31,false,", "2020-12-31,false", "row 3: the row has 10 cells and the header 11"),
    "one cell too many": (",first\n", ",first,\n", "row 4: the row has 12 cells and the header 11"),
    "blank line": ("gas-2020", "\ngas-2020", "row 3: the line is blank"),
    "a replacement mark": ("Akıncı", "Ak\ufffdn", 'row 3: "U+FFFD" is not a letter: something damaged the file'),
    "a control character": ("Akıncı", "Ak\x00n", 'row 3: "U+0000" is not a letter: something damaged the file'),
    "a quotation mark inside": ('"Gas, by pipe"', '"Gas" by pipe', "row 2: is not CSV (',' expected after '\"')"),
    "wrong code page": ("Akıncı", "AkÄ±ncÄ±", f'row 3: "Ä±" stands where ı was meant: {MAKE_TIDY}'),
}


def with_cell(field, cell):
    """TRADE with another cell in its first row."""
    place = COLUMNS.index(field)
    return columns_changed(lambda row: [*row[:place], cell, *row[place + 1 :]] if row[0] == "gas-2019" else row)


@pytest.mark.parametrize("bad", [*BAD_CELLS.itertuples()], ids=lambda bad: f"{bad.field}-{bad.cell}")
def test_a_bad_cell_is_refused_with_its_place_its_rule_and_what_mends_a_spreadsheet_s(data, bad):
    put(data, "trade.csv", with_cell(bad.field, bad.cell))
    found = refusal(data, "trade")
    assert found.startswith(f'data/trade.csv, row 2, field {bad.field}: "{bad.cell.strip()}" {bad.rule}')
    assert found.endswith(f": {MAKE_TIDY}") == (bad.written_by == "spreadsheet"), found


@pytest.mark.parametrize(("old", "new", "message"), BAD_TRADE.values(), ids=BAD_TRADE)
def test_a_bad_row_is_refused_with_its_place_and_its_rule(data, old, new, message):
    assert old in TRADE
    put(data, "trade.csv", TRADE.replace(old, new, 1))
    assert refusal(data, "trade").startswith(f"data/trade.csv, {message}")


LIMITS = {"year": ["2000", "2025"], "value": ["0", "1.5e4"], "day": ["2000-01-01"], "name": ["Ga", "G" * 40]}


@pytest.mark.parametrize(("field", "cell"), [(field, cell) for field, cells in LIMITS.items() for cell in cells])
def test_a_limit_is_still_allowed(data, field, cell):
    put(data, "trade.csv", with_cell(field, cell))
    assert len(tables.load("trade", data)) == 3


def test_the_error_can_be_asked_for_its_parts(data):
    put(data, "trade.csv", TRADE.replace("15196.0", "abc"))
    with pytest.raises(ValueError) as caught:
        tables.load("trade", data)
    found = [getattr(caught.value, name) for name in ("file", "row", "field", "value", "rule")]
    assert found == ["data/trade.csv", 2, "value", "abc", "is not a number"]


ORDER = f"the columns must stand in this order: {', '.join(COLUMNS)}"
BAD_FILES = {
    "missing column": (columns_changed(lambda row: row[:5] + row[6:]), "row 1, field unit: the column is missing"),
    "extra column": (columns_changed(lambda row: [*row, "x"]), "row 1, field x: the schema has no such column"),
    "column twice": (columns_changed(lambda row: [*row, row[4]]), "row 1, field value: the column is there twice"),
    "columns in another order": (columns_changed(lambda row: row[1:] + row[:1]), f"row 1: {ORDER}"),
    "no header": (TRADE.split("\n", 1)[1], "row 1, field id: the column is missing"),
    "Turkish code page": (TRADE.encode("cp1254"), f'row 3: "byte 0xFD" is not UTF-8: {MAKE_TIDY}'),
    "Western code page": (TRADE.replace("ıncı", "ñ").encode("cp1252"), f'row 3: "byte 0xF1" is not UTF-8: {MAKE_TIDY}'),
    "sixteen bits": (TRADE.encode("utf-16"), f'row 1: "byte 0xFF" is not UTF-8: {MAKE_TIDY}'),
    "semicolons": (TRADE.replace(",", ";"), f"row 1: the columns are separated by semicolons, not commas: {MAKE_TIDY}"),
    "tabs": (TRADE.replace(",", "\t"), f"row 1: the columns are separated by tabs, not commas: {MAKE_TIDY}"),
    "old Mac line ends": (TRADE.replace("\n", "\r"), 'row 1: "U+000D" is not a letter'),
    "cut off in the last row": (TRADE[:-20], "row 5: the last line has no line end: the file looks cut off"),
    "cut off in a quotation": (TRADE[: TRADE.index("\nlines")] + "\n", "row 4: is not CSV (unexpected end of data)"),
    "cut off between cells": (TRADE[: TRADE.index(",million m3,,")] + "\n", "row 4: the row has 5 cells and the"),
    "cut off inside a letter": (TRADE.encode()[: TRADE.encode().index("ı".encode()) + 1], 'row 3: "byte 0xC4" is not'),
    "empty": ("", "the file is empty"),
    "only spaces": (" \n\n", "the file is empty"),
    "header only": (TRADE.split("\n")[0] + "\n", "row 1: the header has no row under it"),
}


@pytest.mark.parametrize(("content", "message"), BAD_FILES.values(), ids=BAD_FILES)
def test_a_bad_file_is_refused_with_the_reason(data, content, message):
    put(data, "trade.csv", content)
    assert refusal(data, "trade").removeprefix("data/trade.csv").lstrip(",: ").startswith(message)


def test_a_missing_file_is_named_and_an_unknown_table_answered_with_the_nearest_name(data):
    assert refusal(data, "trades") == 'data/datapackage.json: "trades" is not a table of this book; did you mean trade?'
    assert refusal(data, "zzz").endswith("there are places, row_sources, searches, sources, trade")
    (data / "trade.csv").unlink()
    assert refusal(data, "trade") == "data/trade.csv: the file is missing"


# --- what tables say about one another


ROW, LAST = "trade,gas-2019,agency_2020\n", "places,kyiv,atlas\n"
BAD_LINKS = [
    ("gas-2020,atlas", "gas-2020,atlass", 'row_sources.csv, row 6, field source_id: "atlass" is not in the table'),
    (ROW, "", 'trade.csv, row 2, field id: "gas-2019" has no source in data/row_sources.csv'),
    (ROW, f"{ROW}trade,gas-1999,atlas\n", 'row_sources.csv, row 5, field key: "gas-1999" is not a row of data/trade'),
    (LAST, f"{LAST}plases,kyiv,atlas\n", 'row_sources.csv, row 4, field table: "plases" is not a table of this book'),
    (ROW, ROW * 2, 'row_sources.csv, row 5, field table, key, source_id: "trade, gas-2019, agency_2020" is already in'),
]


@pytest.mark.parametrize(("old", "new", "message"), BAD_LINKS)
def test_rows_and_sources_must_agree(data, old, new, message):
    put(data, "row_sources.csv", LINKS.replace(old, new))
    assert refusal(data, "trade").startswith(f"data/{message}")


# --- what says that nothing was found


def test_a_value_that_denies_names_its_search(data):
    found = tables.searches_of("trade", ["gas-2020", "gas-2019"], ["name", "partner"], data)
    assert list(found["id"]) == ["akinci"] and tables.load("trade", data)["name"][1] == "Akıncı"


@pytest.mark.parametrize(
    ("old", "new"),
    [("gas-2020,name", "gas-2019,name"), ("gas-2020,name", "gas-2020,partner"), ("tr,not found", "tr,found")],
    ids=["of another row", "of another field", "that found something"],
)
def test_a_value_that_denies_is_refused_when_the_only_search_is(data, old, new):
    put(data, "searches.csv", FILES["searches.csv"].replace(old, new))
    said = 'data/trade.csv, row 3, field name: "Akıncı" has no search that found nothing in data/searches.csv'
    assert refusal(data, "trade") == said


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("akinci,trade,", "akinci,trades,", 'row 2, field table, field: "trades, name" is not a field of this book'),
        (",name,en", ",label,en", 'row 2, field table, field: "trade, label" is not a field of this book'),
        ("gas-2020", "gas-1999", 'row 2, field key: "gas-1999" is not a row of data/trade.csv'),
    ],
)
def test_a_search_for_a_cell_that_is_not_there_is_refused(data, old, new, message):
    put(data, "searches.csv", FILES["searches.csv"].replace(old, new))
    assert refusal(data, "searches") == f"data/searches.csv, {message}"


# --- shapes


BOW_TIE = {"type": "Polygon", "coordinates": [[[32, 39], [33, 40], [33, 39], [32, 40], [32, 39]]]}


def point(*coordinates):
    return {"type": "Point", "coordinates": coordinates}


def polygon(*rings):
    return {"type": "Polygon", "coordinates": rings}


BAD_SHAPES = {
    "bow-tie": (BOW_TIE, '"Self-intersection[32.5 39.5]" is what makes the shape invalid'),
    "metres": (point(3657000, 4860000), '"3.657e+06 to 3.657e+06, 4.86e+06 to 4.86e+06" is not longitude'),
    "beyond the north pole": (point(39, 91), '"39 to 39, 91 to 91" is not longitude'),
    "beyond the south pole": (point(39, -91), '"39 to 39, -91 to -91" is not longitude'),
    "too far east": (point(181, 39), '"181 to 181, 39 to 39" is not longitude'),
    "too far west": (point(-181, 39), '"-181 to -181, 39 to 39" is not longitude'),
    "no shape": (None, "the feature has no shape"),
    "empty shape": (polygon(), "the shape is empty"),
    "open ring": (polygon([[32, 39], [33, 39]]), "the shape cannot be read"),
    "text for coordinates": (point("a", "b"), "the shape cannot be read"),
}
BAD_PROPERTIES = {
    "missing property": ({"id": "ankara"}, "feature 1, field people: the property is missing"),
    "extra property": ({"id": "ankara", "people": 1, "x": 1}, "feature 1, field x: the schema has no such property"),
    "text in a number": ({"id": "ankara", "people": "1"}, 'feature 1, field people: "1" is not a whole number in the'),
    "true for a number": ({"id": "ankara", "people": True}, 'feature 1, field people: "true" is not a whole number in'),
    "number in a text": ({"id": 6, "people": 1}, 'feature 1, field id: "6" is not text in the JSON'),
    "same id twice": ({"id": "kyiv", "people": 1}, 'feature 2, field id: "kyiv" is already in feature 1'),
}
BAD_JSON = {
    "no feature": ('{"type": "FeatureCollection", "features": []}', "is not a FeatureCollection with at least one"),
    "another kind of JSON": ('["a"]', "is not a FeatureCollection with at least one feature"),
    "broken JSON": (json.dumps(PLACES)[:-5], "is not JSON: Expecting"),
    "NaN": (json.dumps(PLACES).replace("5663000", "NaN"), '"NaN" is not a number'),
}
BAD_PLACES = [
    *[({"geometry": shape}, f"feature 1, field geometry: {message}") for shape, message in BAD_SHAPES.values()],
    *[({"properties": properties}, message) for properties, message in BAD_PROPERTIES.values()],
    *BAD_JSON.values(),
]


@pytest.mark.parametrize(("content", "message"), BAD_PLACES, ids=[*BAD_SHAPES, *BAD_PROPERTIES, *BAD_JSON])
def test_a_bad_shape_is_refused_with_its_feature(data, content, message):
    if isinstance(content, dict):
        first, *others = PLACES["features"]
        content = {**PLACES, "features": [first | content, *others]}
    put(data, "geo/places.geojson", content)
    assert refusal(data, "places").removeprefix("data/geo/places.geojson").lstrip(",: ").startswith(message)


# --- the schema itself


def field(table, name):
    return table["schema"]["fields"][COLUMNS.index(name)]


def reference(table):
    return table["schema"]["foreignKeys"][0]["reference"]


def rule(name, **constraints):
    return lambda trade, shapes: field(trade, name)["constraints"].update(constraints)


BAD_SCHEMAS = [
    (lambda trade, shapes: shapes.pop("crs"), "places.crs: the crs must be there and be EPSG:4326"),
    (lambda trade, shapes: shapes.update(crs="EPSG:3857"), 'places.crs: "EPSG:3857" the crs must be there and be'),
    (lambda trade, shapes: field(trade, "value").update(type="money"), 'trade.value: "money" is not one of the types'),
    (rule("value", max=3), 'trade.value: "max" is not one of the constraints required, unique'),
    (rule("value", pattern="a"), 'trade.value: "pattern" is a constraint of strings, and this field is a number'),
    (rule("value", minimum="low"), 'trade.value: "low" cannot be a minimum (is not a number)'),
    (rule("id", pattern="("), 'trade.id: "(" cannot be a pattern'),
    (lambda trade, shapes: trade["schema"].update(primaryKey=["nr"]), "trade.nr: a key names this field and the"),
    (lambda trade, shapes: reference(trade).update(fields=["nr"]), 'trade.foreignKeys: "nr" is not a field of places'),
    (lambda trade, shapes: trade.pop("path"), "each resource needs name, path and schema.fields ('path' is missing"),
]


@pytest.mark.parametrize(("change", "message"), BAD_SCHEMAS)
def test_a_bad_schema_is_refused_too(data, change, message):
    package = json.loads(json.dumps(PACKAGE))
    change(*package["resources"][:2])
    put(data, "datapackage.json", package)
    found = refusal(data, "places" if "places.crs" in message else "trade")
    assert found.startswith((f"data/datapackage.json, field {message}", f"data/datapackage.json: {message}"))
    put(data, "datapackage.json", json.dumps(PACKAGE)[:-9])
    assert refusal(data, "trade").startswith("data/datapackage.json: is not JSON: Expecting")
