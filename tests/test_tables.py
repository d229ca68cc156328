"""A table is handed out whole and right, or refused in one line that says where, what and why."""

import json
import math

import geopandas
import pandas as pd
import pytest

from brief.data import tables
from brief.data.tables import TableError
from tests.small_data import (
    COLUMNS,
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


def test_a_good_table_comes_typed(data):
    frame = tables.load("trade", data)
    assert list(frame.columns) == COLUMNS
    typed = {"year": "Int64", "value": "float64", "day": "datetime64[ns]", "checked": "boolean"}
    typed["known_on"] = typed["day"]
    assert {name: str(dtype) for name, dtype in frame.dtypes.items()} == dict.fromkeys(COLUMNS, "object") | typed
    assert list(frame["name"]) == ["Gas, by pipe", "Akıncı", "two\nlines"]
    assert frame["value"].tolist()[:2] == [15196.0, 16178.5]
    assert list(frame.index) == [0, 1, 2]


def test_an_empty_cell_is_unknown_and_never_zero_or_an_empty_word(data):
    frame = tables.load("trade", data)
    assert math.isnan(frame["value"][2]) and frame["day"][2] is pd.NaT and frame["checked"][2] is pd.NA
    assert frame["place"][1] is None


def test_shapes_come_in_longitude_and_latitude(data):
    frame = tables.load("places", data)
    assert isinstance(frame, geopandas.GeoDataFrame) and frame.crs == "EPSG:4326"
    assert frame["people"][0] == 5663000 and frame["people"][1] is pd.NA


def test_changing_a_frame_or_a_description_changes_nobody_elses(data):
    tables.load("trade", data)["value"] = 0.0
    assert tables.load("trade", data)["value"][0] == 15196.0
    tables.describe("trade", data)["schema"].clear()
    assert len(tables.describe("trade", data)["schema"]["fields"]) == len(COLUMNS)


def test_a_changed_file_is_read_again(data):
    assert tables.load("trade", data)["value"][0] == 15196.0
    put(data, "trade.csv", TRADE.replace("15196.0", "15197.0"))
    assert tables.load("trade", data)["value"][0] == 15197.0


def test_a_table_turns_bad_when_its_sources_do(data):
    tables.load("trade", data)
    put(data, "row_sources.csv", LINKS.replace("trade,wheat-2020,agency_2020\n", ""))
    assert "has no source" in refusal(data, "trade")


def test_the_sources_of_rows_are_named_once_in_the_order_of_the_rows(data):
    assert tables.sources_of("trade", ["gas-2020", "gas-2019"], data) == ["agency_2020", "atlas"]
    assert tables.sources_of("places", ["kyiv"], data) == ["atlas"]
    assert tables.sources_of("trade", [], data) == []


def test_sources_of_a_row_that_is_not_there_are_refused(data):
    with pytest.raises(TableError, match='data/trade.csv, field id: "gas-1999" no row has this id'):
        tables.sources_of("trade", ["gas-1999"], data)


def test_the_place_of_a_row_is_the_line_that_a_person_would_open(data):
    put(data, "trade.csv", TRADE.replace("Akıncı", '"Akıncı\nin two lines"'))
    assert tables.row_of("trade", "gas-2020", data) == ("data/trade.csv", 3)
    assert tables.row_of("trade", "wheat-2020", data) == ("data/trade.csv", 5)
    assert tables.row_of("places", "kyiv", data) == ("data/geo/places.geojson", 2)


def test_a_byte_order_mark_and_windows_line_ends_are_accepted(data):
    expected = tables.load("trade", data)
    put(data, "trade.csv", b"\xef\xbb\xbf" + TRADE.replace("\n", "\r\n").encode())
    pd.testing.assert_frame_equal(tables.load("trade", data), expected)


def test_the_small_folder_is_a_good_data_package_by_an_independent_judge_too(data):
    assert not judged_by_frictionless(data)


# --- each way of being bad: what was changed, and the line that the reader gets


MAKE_TIDY = (
    "a spreadsheet seems to have re-coded this file; make tidy FILES=data/trade.csv "
    "(or python3 -m brief tidy data/trade.csv) writes a repaired copy beside it"
)

BAD_TRADE = {
    "text in a number": (("15196.0", "abc"), 'row 2, field value: "abc" is not a number'),
    "NaN": (("15196.0", "NaN"), 'row 2, field value: "NaN" is not a number'),
    "infinity": (("15196.0", "inf"), 'row 2, field value: "inf" is not a number'),
    "a number beyond all bounds": (("15196.0", "1e999"), 'row 2, field value: "1e999" is too large for a number'),
    "an underscore in a number": (("15196.0", "15_196"), 'row 2, field value: "15_196" is not a number'),
    "digits of another script": (("15196.0", "١٥"), 'row 2, field value: "١٥" is not a number'),
    "a space before a number": (("15196.0", " 15196"), 'row 2, field value: "15196" is not a number'),
    "half a year": ((",2019,", ",2019.5,"), 'row 2, field year: "2019.5" is not a whole number'),
    "a whole number beyond all bounds": (
        (",2019,", ",99999999999999999999,"),
        'row 2, field year: "99999999999999999999" is too large for a whole number',
    ),
    "below the range": ((",2019,", ",1999,"), 'row 2, field year: "1999" is below the minimum 2000'),
    "above the range": ((",2019,", ",2026,"), 'row 2, field year: "2026" is above the maximum 2025'),
    "a negative volume": (("15196.0", "-1"), 'row 2, field value: "-1" is below the minimum 0'),
    "too early a day": (("2019-12-31", "1999-12-31"), 'row 2, field day: "1999-12-31" is below the minimum 2000-01-01'),
    "impossible date": (("2019-12-31", "2021-02-30"), 'row 2, field day: "2021-02-30" is not a day of the calendar'),
    "a date without its day": (("2019-12-31", "2019-12"), 'row 2, field day: "2019-12" is not a date like 2021-12-15'),
    "a date outside history": (("2019-12-31", "0019-12-31"), 'row 2, field day: "0019-12-31" is not between the years'),
    "neither true nor false": (("true", "yes"), 'row 2, field checked: "yes" is neither true nor false'),
    "unknown word": (("RUS,2019", "Russia,2019"), 'row 2, field partner: "Russia" is not one of RUS, UKR'),
    "wrong unit": (("15196.0,million m3", "15.2,bcm"), 'row 2, field unit: "bcm" is not one of million m3'),
    "not a slug": (("gas-2020,A", "Gas 2020,A"), 'row 3, field id: "Gas 2020" is not of the form [a-z0-9]+'),
    "a slug with a tail": (("gas-2020,A", "gas-2020!,A"), 'row 3, field id: "gas-2020!" is not of the form [a-z0-9]+'),
    "too short": (("Akıncı", "A"), 'row 3, field name: "A" has fewer letters than 2'),
    "too long": (("Akıncı", "A" * 41), 'row 3, field name: "' + "A" * 41 + '" has more letters than 40'),
    "a stray space": (("Akıncı", "Akıncı "), 'row 3, field name: "Akıncı" begins or ends with a space'),
    "empty where it must not be": (("2021-03-01", ""), "row 4, field known_on: the cell is empty and must not be"),
    "duplicate key": (("gas-2020,A", "gas-2019,A"), 'row 3, field id: "gas-2019" is already in row 2'),
    "a place that is not there": (
        ("true,ankara", "true,izmir"),
        'row 2, field place: "izmir" is not in the table places',
    ),
    "ragged row": (("2020-12-31,false,", "2020-12-31,false"), "row 3: the row has 10 cells and the header 11"),
    "one cell too many": ((",first\n", ",first,\n"), "row 4: the row has 12 cells and the header 11"),
    "blank line": (("gas-2020", "\ngas-2020"), "row 3: the line is blank"),
    "a replacement mark": (("Akıncı", "Ak\ufffdn"), 'row 3: "U+FFFD" is not a letter: something damaged the file'),
    "a control character": (("Akıncı", "Ak\x00n"), 'row 3: "U+0000" is not a letter: something damaged the file'),
    "a quotation mark inside": (('"Gas, by pipe"', '"Gas" by pipe'), "row 2: is not CSV (',' expected after '\"')"),
}

# What a spreadsheet does to cells; each refusal names the command that mends it.
RECODED = {
    "local date": (("2019-12-31", "31.12.2019"), 'row 2, field day: "31.12.2019" is not a date like 2021-12-15'),
    "slashed date": (("2019-12-31", "12/31/2019"), 'row 2, field day: "12/31/2019" is not a date like 2021-12-15'),
    "decimal comma": (("15196.0", '"15196,0"'), 'row 2, field value: "15196,0" is not a number'),
    "grouped thousands": (("15196.0", '"15,196.0"'), 'row 2, field value: "15,196.0" is not a number'),
    "a grouped year": ((",2019,", ",2.019,"), 'row 2, field year: "2.019" is not a whole number'),
    "TRUE": (("true", "TRUE"), 'row 2, field checked: "TRUE" is neither true nor false'),
    "letters read in a wrong code page": (("Akıncı", "AkÄ±ncÄ±"), 'row 3: "Ä±" stands where ı was meant'),
}


@pytest.mark.parametrize(("change", "message"), BAD_TRADE.values(), ids=BAD_TRADE)
def test_a_bad_cell_is_refused_with_its_place_and_its_rule(data, change, message):
    old, new = change
    assert old in TRADE
    put(data, "trade.csv", TRADE.replace(old, new, 1))
    found = refusal(data, "trade")
    assert found.startswith(f"data/trade.csv, {message}")
    assert "make tidy" not in found


@pytest.mark.parametrize(("change", "message"), RECODED.values(), ids=RECODED)
def test_a_cell_that_a_spreadsheet_re_coded_is_refused_with_the_command_that_mends_it(data, change, message):
    old, new = change
    assert old in TRADE
    put(data, "trade.csv", TRADE.replace(old, new, 1))
    assert refusal(data, "trade") == f"data/trade.csv, {message}: {MAKE_TIDY}"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (",2019,", ",2000,"),
        (",2019,", ",2025,"),
        ("15196.0", "0"),
        ("15196.0", "1.5e4"),
        ("2019-12-31", "2000-01-01"),
        ("Akıncı", "Ak"),
        ("Akıncı", "A" * 40),
    ],
)
def test_a_limit_is_still_allowed(data, old, new):
    put(data, "trade.csv", TRADE.replace(old, new, 1))
    assert len(tables.load("trade", data)) == 3


def test_the_error_can_be_asked_for_its_parts(data):
    put(data, "trade.csv", TRADE.replace("15196.0", "abc"))
    with pytest.raises(ValueError) as caught:
        tables.load("trade", data)
    found = [getattr(caught.value, name) for name in ("file", "row", "field", "value", "rule")]
    assert found == ["data/trade.csv", 2, "value", "abc", "is not a number"]


BAD_FILES = {
    "missing column": (columns_changed(lambda row: row[:5] + row[6:]), "row 1, field unit: the column is missing"),
    "extra column": (columns_changed(lambda row: [*row, "x"]), "row 1, field x: the schema has no such column"),
    "column twice": (columns_changed(lambda row: [*row, row[4]]), "row 1, field value: the column is there twice"),
    "columns in another order": (
        columns_changed(lambda row: row[1:] + row[:1]),
        f"row 1: the columns must stand in this order: {', '.join(COLUMNS)}",
    ),
    "no header": (TRADE.split("\n", 1)[1], "row 1, field id: the column is missing"),
    "Turkish code page": (TRADE.encode("cp1254"), f'row 3: "byte 0xFD" is not UTF-8: {MAKE_TIDY}'),
    "Western code page": (
        TRADE.replace("Akıncı", "España").encode("latin-1"),
        f'row 3: "byte 0xF1" is not UTF-8: {MAKE_TIDY}',
    ),
    "sixteen bits": (TRADE.encode("utf-16"), f'row 1: "byte 0xFF" is not UTF-8: {MAKE_TIDY}'),
    "semicolons": (TRADE.replace(",", ";"), f"row 1: the columns are separated by semicolons, not commas: {MAKE_TIDY}"),
    "tabs": (TRADE.replace(",", "\t"), f"row 1: the columns are separated by tabs, not commas: {MAKE_TIDY}"),
    "old Mac line ends": (TRADE.replace("\n", "\r"), 'row 1: "U+000D" is not a letter'),
    "cut off in the last row": (TRADE[:-20], "row 5: the last line has no line end: the file looks cut off"),
    "cut off in a quotation": (TRADE[: TRADE.index("\nlines")] + "\n", "row 4: is not CSV (unexpected end of data)"),
    "cut off between cells": (
        TRADE[: TRADE.index(",million m3,,")] + "\n",
        "row 4: the row has 5 cells and the header 11",
    ),
    "cut off inside a letter": (
        TRADE.encode()[: TRADE.encode().index("ıncı".encode()) + 1],
        'row 3: "byte 0xC4" is not UTF-8',
    ),
    "empty": ("", "the file is empty"),
    "only spaces": (" \n\n", "the file is empty"),
    "header only": (TRADE.split("\n")[0] + "\n", "row 1: the header has no row under it"),
}


@pytest.mark.parametrize(("content", "message"), BAD_FILES.values(), ids=BAD_FILES)
def test_a_bad_file_is_refused_with_the_reason(data, content, message):
    put(data, "trade.csv", content)
    assert refusal(data, "trade").removeprefix("data/trade.csv").lstrip(",: ").startswith(message)


def test_a_missing_file_is_named(data):
    (data / "trade.csv").unlink()
    assert refusal(data, "trade") == "data/trade.csv: the file is missing"


def test_an_unknown_table_is_answered_with_the_nearest_name(data):
    assert refusal(data, "trades") == 'data/datapackage.json: "trades" is not a table of this book; did you mean trade?'
    assert refusal(data, "zzz").endswith("there are places, row_sources, sources, trade")


# --- what tables say about one another


BAD_LINKS = {
    "a source that nobody listed": (
        ("trade,gas-2020,atlas", "trade,gas-2020,atlass"),
        'data/row_sources.csv, row 6, field source_id: "atlass" is not in the table sources',
    ),
    "a row without a source": (
        ("trade,gas-2019,agency_2020\n", ""),
        'data/trade.csv, row 2, field id: "gas-2019" has no source in data/row_sources.csv',
    ),
    "a source for a row that is gone": (
        ("trade,gas-2019,agency_2020\n", "trade,gas-2019,agency_2020\ntrade,gas-1999,atlas\n"),
        'data/row_sources.csv, row 5, field key: "gas-1999" is not a row of data/trade.csv',
    ),
    "a table that is not there": (
        ("places,kyiv,atlas\n", "places,kyiv,atlas\nplases,kyiv,atlas\n"),
        'data/row_sources.csv, row 4, field table: "plases" is not a table of this book',
    ),
    "the same pair twice": (
        ("trade,gas-2019,agency_2020\n", "trade,gas-2019,agency_2020\n" * 2),
        'data/row_sources.csv, row 5, field table, key, source_id: "trade, gas-2019, agency_2020" is already in row 4',
    ),
}


@pytest.mark.parametrize(("change", "message"), BAD_LINKS.values(), ids=BAD_LINKS)
def test_rows_and_sources_must_agree(data, change, message):
    put(data, "row_sources.csv", LINKS.replace(*change))
    assert refusal(data, "trade") == message


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
    "open ring": (polygon([[32, 39], [33, 39]]), "the shape can't be read"),
    "text for coordinates": (point("a", "b"), "the shape can't be read"),
}
BAD_PROPERTIES = {
    "missing property": ({"id": "ankara"}, "feature 1, field people: the property is missing"),
    "extra property": ({"id": "ankara", "people": 1, "x": 1}, "feature 1, field x: the schema has no such property"),
    "text in a number": (
        {"id": "ankara", "people": "12"},
        'feature 1, field people: "12" is not a whole number in the',
    ),
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


def rule(field, **constraints):
    return lambda trade, shapes: trade["schema"]["fields"][COLUMNS.index(field)]["constraints"].update(constraints)


BAD_SCHEMAS = {
    "missing CRS": (
        lambda trade, shapes: shapes.pop("crs"),
        "field places.crs: the crs must be there and be EPSG:4326",
    ),
    "another CRS": (
        lambda trade, shapes: shapes.update(crs="EPSG:3857"),
        'field places.crs: "EPSG:3857" the crs must be there and be EPSG:4326',
    ),
    "unknown type": (
        lambda trade, shapes: trade["schema"]["fields"][4].update(type="money"),
        'field trade.value: "money" is not one of the types string, number, integer, date, boolean',
    ),
    "unknown rule": (rule("value", max=3), 'field trade.value: "max" is not one of the constraints required, unique'),
    "a rule of another type": (
        rule("value", pattern="a"),
        'field trade.value: "pattern" is a constraint of strings, and this field is a number',
    ),
    "a limit": (rule("value", minimum="low"), 'field trade.value: "low" can\'t be a minimum (is not a number)'),
    "a pattern that can't be read": (rule("id", pattern="("), 'field trade.id: "(" can\'t be a pattern'),
    "a key that is not there": (
        lambda trade, shapes: trade["schema"].update(primaryKey=["nr"]),
        "field trade.nr: a key names this field and the schema doesn't have it",
    ),
    "a foreign key that leads nowhere": (
        lambda trade, shapes: trade["schema"]["foreignKeys"][0]["reference"].update(fields=["nr"]),
        'field trade.foreignKeys: "nr" is not a field of places',
    ),
    "a table without a path": (
        lambda trade, shapes: trade.pop("path"),
        "each resource needs name, path and schema.fields ('path' is missing",
    ),
}


@pytest.mark.parametrize(("change", "message"), BAD_SCHEMAS.values(), ids=BAD_SCHEMAS)
def test_a_bad_schema_is_refused_too(data, change, message):
    package = json.loads(json.dumps(PACKAGE))
    change(*package["resources"][:2])
    put(data, "datapackage.json", package)
    name = "places" if "places.crs" in message else "trade"
    assert refusal(data, name).removeprefix("data/datapackage.json").lstrip(",: ").startswith(message)


def test_a_broken_schema_file_is_named(data):
    put(data, "datapackage.json", json.dumps(PACKAGE)[:-9])
    assert refusal(data, "trade").startswith("data/datapackage.json: is not JSON: Expecting")
