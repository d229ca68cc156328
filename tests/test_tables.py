"""A table is handed out whole and right, or refused in one line that says where, what and why."""

import json
import math
from functools import partial
from pathlib import Path

import geopandas
import pandas as pd
import pytest

from brief.data import tables
from brief.data.tables import TableError
from tests.small_data import COLUMNS, FILES, LINKS, PLACES, TRADE, columns_changed, put, refusal
from tests.small_data import judged_by_frictionless as judged

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
    shapes = tables.load("places", data)
    assert isinstance(shapes, geopandas.GeoDataFrame) and shapes.crs == "EPSG:4326"
    assert shapes["people"][0] == 5663000 and shapes["people"][1] is pd.NA


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
    assert not judged(data)
    put(data, "trade.csv", b"\xef\xbb\xbf" + TRADE.replace("\n", "\r\n").encode())
    pd.testing.assert_frame_equal(tables.load("trade", data), expected)


def test_a_value_that_denies_names_its_search(data):
    found = tables.searches_of("trade", ["gas-2020", "gas-2019"], ["name", "partner"], data)
    assert list(found["id"]) == ["akinci"] and tables.load("trade", data)["name"][1] == "Akıncı"


def with_cell(field, cell):
    """TRADE with another cell in its first row."""
    place = COLUMNS.index(field)
    return columns_changed(lambda row: [*row[:place], cell, *row[place + 1 :]] if row[0] == "gas-2019" else row)


LIMITS = {"year": ["2000", "2025"], "value": ["0", "1.5e4"], "day": ["2000-01-01"], "name": ["Ga", "G" * 40]}


@pytest.mark.parametrize(("field", "cell"), [(field, cell) for field, cells in LIMITS.items() for cell in cells])
def test_a_limit_is_still_allowed(data, field, cell):
    put(data, "trade.csv", with_cell(field, cell))
    assert len(tables.load("trade", data)) == 3


# --- each way of being bad: what a file holds, and the line that the reader gets


def test_the_error_can_be_asked_for_its_parts(data):
    put(data, "trade.csv", with_cell("value", "abc"))
    with pytest.raises(ValueError) as caught:
        tables.load("trade", data)
    found = [getattr(caught.value, name) for name in ("file", "row", "field", "value", "rule")]
    assert found == ["data/trade.csv", 2, "value", "abc", "is not a number"]


def test_a_missing_file_is_named_and_an_unknown_table_answered_with_the_nearest_name(data):
    assert refusal(data, "trades") == 'data/datapackage.json: "trades" is not a table of this book; did you mean trade?'
    assert refusal(data, "zzz").endswith("there are places, row_sources, searches, sources, trade")
    (data / "trade.csv").unlink()
    assert refusal(data, "trade") == "data/trade.csv: the file is missing"


MAKE_TIDY = (
    "a spreadsheet seems to have re-coded this file; make tidy FILES=data/trade.csv "
    "(or python3 -m brief tidy data/trade.csv) writes a repaired copy beside it"
)
# What a cell of the first row may not hold, and the rule that refuses it; a spreadsheet writes cells otherwise.
BAD_CELLS = pd.read_csv(Path(__file__).parent / "bad_cells.csv", dtype=str, keep_default_na=False)


@pytest.mark.parametrize("bad", [*BAD_CELLS.itertuples()], ids=lambda bad: f"{bad.field}-{bad.cell}")
def test_a_bad_cell_is_refused_with_its_place_its_rule_and_what_mends_a_spreadsheet_s(data, bad):
    put(data, "trade.csv", with_cell(bad.field, bad.cell))
    found = refusal(data, "trade")
    assert found.startswith(f'data/trade.csv, row 2, field {bad.field}: "{bad.cell.strip()}" {bad.rule}')
    assert found.endswith(f": {MAKE_TIDY}") == (bad.written_by == "spreadsheet"), found


def changed(text, old, new):
    assert old in text
    return text.replace(old, new)


trade, linked = partial(changed, TRADE), partial(changed, LINKS)
sought, schema = partial(changed, FILES["searches.csv"]), partial(changed, FILES["datapackage.json"])

ORDER = f"the columns must stand in this order: {', '.join(COLUMNS)}"
BAD_TRADE = {
    "a space before a number": (trade("15196.0", " 15196"), 'row 2, field value: "15196" is not a number'),
    "empty where it must not be": (trade("2021-03-01", ""), "row 4, field known_on: the cell is empty and must not be"),
    "duplicate key": (trade("gas-2020,A", "gas-2019,A"), 'row 3, field id: "gas-2019" is already in row 2'),
    "ragged row": (trade("2020-12-31,false,", "2020-12-31,false"), "row 3: the row has 10 cells and the header 11"),
    "one cell too many": (trade(",first\n", ",first,\n"), "row 4: the row has 12 cells and the header 11"),
    "blank line": (trade("gas-2020", "\ngas-2020"), "row 3: the line is blank"),
    "a replacement mark": (trade("Akıncı", "Ak\ufffdn"), 'row 3: "U+FFFD" is not a letter: something damaged the file'),
    "a control character": (trade("Akıncı", "Ak\x00n"), 'row 3: "U+0000" is not a letter: something damaged the file'),
    "a quotation mark": (trade('"Gas, by pipe"', '"Gas" by pipe'), "row 2: is not CSV (',' expected after '\"')"),
    "wrong code page": (trade("Akıncı", "AkÄ±ncÄ±"), f'row 3: "Ä±" stands where ı was meant: {MAKE_TIDY}'),
    "missing column": (columns_changed(lambda row: row[:5] + row[6:]), "row 1, field unit: the column is missing"),
    "extra column": (columns_changed(lambda row: [*row, "x"]), "row 1, field x: the schema has no such column"),
    "column twice": (columns_changed(lambda row: [*row, row[4]]), "row 1, field value: the column is there twice"),
    "columns in another order": (columns_changed(lambda row: row[1:] + row[:1]), f"row 1: {ORDER}"),
    "no header": (TRADE.split("\n", 1)[1], "row 1, field id: the column is missing"),
    "Turkish code page": (TRADE.encode("cp1254"), f'row 3: "byte 0xFD" is not UTF-8: {MAKE_TIDY}'),
    "Western code page": (trade("ıncı", "ñ").encode("cp1252"), f'row 3: "byte 0xF1" is not UTF-8: {MAKE_TIDY}'),
    "sixteen bits": (TRADE.encode("utf-16"), f'row 1: "byte 0xFF" is not UTF-8: {MAKE_TIDY}'),
    "semicolons": (trade(",", ";"), f"row 1: the columns are separated by semicolons, not commas: {MAKE_TIDY}"),
    "tabs": (trade(",", "\t"), f"row 1: the columns are separated by tabs, not commas: {MAKE_TIDY}"),
    "old Mac line ends": (trade("\n", "\r"), 'row 1: "U+000D" is not a letter'),
    "cut off in the last row": (TRADE[:-20], "row 5: the last line has no line end: the file looks cut off"),
    "cut off in a quotation": (TRADE[: TRADE.index("\nlines")] + "\n", "row 4: is not CSV (unexpected end of data)"),
    "cut off between cells": (TRADE[: TRADE.index(",million m3,,")] + "\n", "row 4: the row has 5 cells and the"),
    "cut off inside a letter": (TRADE.encode()[: TRADE.encode().index("ı".encode()) + 1], 'row 3: "byte 0xC4" is not'),
    "empty": ("", "the file is empty"),
    "only spaces": (" \n\n", "the file is empty"),
    "header only": (TRADE.split("\n")[0] + "\n", "row 1: the header has no row under it"),
}

# What tables say about one another, and what says that nothing was found.

ROW, LAST = "trade,gas-2019,agency_2020\n", "places,kyiv,atlas\n"
UNSOURCED = 'data/trade.csv, row 2, field id: "gas-2019" has no source in data/row_sources.csv'
UNSOUGHT = 'data/trade.csv, row 3, field name: "Akıncı" has no search that found nothing in data/searches.csv'
BAD_LINKS = {
    "no such source": (linked("gas-2020,atlas", "gas-2020,atlass"), 'row 6, field source_id: "atlass" is not in the'),
    "no source": (linked(ROW, ""), UNSOURCED),
    "no such row": (linked(ROW, f"{ROW}trade,gas-1999,atlas\n"), 'row 5, field key: "gas-1999" is not a row of'),
    "no such table": (linked(LAST, f"{LAST}plases,kyiv,atlas\n"), 'row 4, field table: "plases" is not a table'),
    "twice": (linked(ROW, ROW * 2), 'row 5, field table, key, source_id: "trade, gas-2019, agency_2020" is already in'),
}
BAD_SEARCHES = {
    "of no table": (sought(",trade,gas", ",trades,gas"), 'row 2, field table, field: "trades, name" is not a field'),
    "of no field": (sought(",name,en", ",label,en"), 'row 2, field table, field: "trade, label" is not a field of'),
    "of no row": (sought("gas-2020", "gas-1999"), 'row 2, field key: "gas-1999" is not a row of data/trade.csv'),
}
BAD_DENIALS = {
    "searched for another row": (sought("gas-2020,name", "gas-2019,name"), UNSOUGHT),
    "searched for another field": (sought("gas-2020,name", "gas-2020,partner"), UNSOUGHT),
    "the search found something": (sought("tr,not found", "tr,found"), UNSOUGHT),
}

# Shapes.


def first(**parts):
    """The places with another shape or other properties in their first feature."""
    old, *others = PLACES["features"]
    return PLACES | {"features": [old | parts, *others]}


def shape(kind, *coordinates):
    return first(geometry={"type": kind, "coordinates": coordinates})


BOW_TIE = shape("Polygon", [[32, 39], [33, 40], [33, 39], [32, 40], [32, 39]])
SHAPE, PEOPLE = "feature 1, field geometry:", "feature 1, field people:"
BAD_PLACES = {
    "bow-tie": (BOW_TIE, f'{SHAPE} "Self-intersection[32.5 39.5]" is what makes the shape invalid'),
    "metres": (shape("Point", 3657000, 4860000), f'{SHAPE} "3.657e+06 to 3.657e+06, 4.86e+06 to 4.86e+06" is not lon'),
    "beyond the north pole": (shape("Point", 39, 91), f'{SHAPE} "39 to 39, 91 to 91" is not longitude'),
    "beyond the south pole": (shape("Point", 39, -91), f'{SHAPE} "39 to 39, -91 to -91" is not longitude'),
    "too far east": (shape("Point", 181, 39), f'{SHAPE} "181 to 181, 39 to 39" is not longitude'),
    "too far west": (shape("Point", -181, 39), f'{SHAPE} "-181 to -181, 39 to 39" is not longitude'),
    "no shape": (first(geometry=None), f"{SHAPE} the feature has no shape"),
    "empty shape": (shape("Polygon"), f"{SHAPE} the shape is empty"),
    "open ring": (shape("Polygon", [[32, 39], [33, 39]]), f"{SHAPE} the shape cannot be read"),
    "text for coordinates": (shape("Point", "a", "b"), f"{SHAPE} the shape cannot be read"),
    "missing property": (first(properties={"id": "ankara"}), f"{PEOPLE} the property is missing"),
    "extra property": (first(properties={"id": "x", "people": 1, "y": 1}), "feature 1, field y: the schema has no"),
    "text for a number": (first(properties={"id": "x", "people": "1"}), f'{PEOPLE} "1" is not a whole number in the'),
    "number for a text": (first(properties={"id": 6, "people": 1}), 'feature 1, field id: "6" is not text in the JSON'),
    "true for a number": (first(properties={"id": "x", "people": True}), f'{PEOPLE} "true" is not a whole number'),
    "same id twice": (first(properties={"id": "kyiv", "people": 1}), 'feature 2, field id: "kyiv" is already in'),
    "no feature": ('{"type": "FeatureCollection", "features": []}', "is not a FeatureCollection with at least one"),
    "another kind of JSON": ('["a"]', "is not a FeatureCollection with at least one feature"),
    "broken JSON": (json.dumps(PLACES)[:-5], "is not JSON: Expecting"),
    "NaN": (json.dumps(PLACES).replace("5663000", "NaN"), '"NaN" is not a number'),
}

# The schema itself.

BAD_SCHEMAS = {
    "no type": (schema('"number"', '"money"'), 'field trade.value: "money" is not one of the types'),
    "no rule": (schema('{"minimum": 0}', '{"max": 3}'), 'field trade.value: "max" is not one of the constraints requ'),
    "rule of texts": (schema('"minimum": 0', '"pattern": "a"'), 'field trade.value: "pattern" is a constraint of'),
    "a bad limit": (schema('"minimum": 0', '"minimum": "low"'), 'field trade.value: "low" cannot be a minimum (is not'),
    "a bad pattern": (schema('"[a-z0-9]+(-[a-z0-9]+)*"', '"("'), 'field trade.id: "(" cannot be a pattern'),
    "a key of no field": (schema('["id"]', '["nr"]'), "field trade.nr: a key names this field and the"),
    "a key to none": (schema('"fields": "id"', '"fields": "nr"'), 'field trade.foreignKeys: "nr" is not a field of'),
    "no path": (schema('"path": "trade.csv",', ""), "each resource needs name, path and schema.fields ('path' is"),
    "broken": (FILES["datapackage.json"][:-9], "is not JSON: Expecting"),
}
BAD_PROJECTIONS = {
    "none": (schema('},\n      "crs": "EPSG:4326"', "}"), "field places.crs: the crs must be there and be EPSG:4326"),
    "metres": (schema("EPSG:4326", "EPSG:3857"), 'field places.crs: "EPSG:3857" the crs must be there and be'),
}

# By the file that was changed and the table that is asked for.
BAD = {
    ("trade.csv", "trade"): BAD_TRADE,
    ("row_sources.csv", "trade"): BAD_LINKS,
    ("searches.csv", "searches"): BAD_SEARCHES,
    ("searches.csv", "trade"): BAD_DENIALS,
    ("geo/places.geojson", "places"): BAD_PLACES,
    ("datapackage.json", "trade"): BAD_SCHEMAS,
    ("datapackage.json", "places"): BAD_PROJECTIONS,
}


@pytest.mark.parametrize(
    ("path", "table", "content", "message"),
    [pytest.param(*where, *case, id=f"{where[0]}: {name}") for where in BAD for name, case in BAD[where].items()],
)
def test_what_is_bad_is_refused_in_one_line_with_its_place_and_its_rule(data, path, table, content, message):
    put(data, path, content)
    assert refusal(data, table).removeprefix(f"data/{path}").lstrip(",: ").startswith(message)
