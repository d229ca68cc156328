"""Whatever happens to a file, a table is refused in one line or it is a good table."""

import json
import math
import re

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from brief.data import tables
from brief.data.tables import TableError
from tests.small_data import COLUMNS, PLACES, TRADE, as_csv, as_lists, good_tables, put

MARKS = [b",", b'"', b"\n", b"\r\n", b";", b"NaN", b"-", b"0", b"\xff"]


@st.composite
def damaged(draw, good: bytes):
    """The bytes of a good file after one to three accidents that change it."""
    content = bytearray(good)
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(content)))
        length = draw(st.integers(0, 12))
        kind = draw(st.sampled_from(["cut", "insert", "overwrite", "double", "truncate"]))
        noise = draw(st.binary(max_size=6) | st.sampled_from(MARKS))
        if kind == "cut":
            del content[start : start + length]
        elif kind == "insert":
            content[start:start] = noise
        elif kind == "overwrite":
            content[start : start + len(noise)] = noise
        elif kind == "double":
            content[start:start] = content[start : start + length * 9]
        else:
            del content[start:]
    assume(content != good)
    return bytes(content)


def assert_obeys(frame):
    """The rules of the table trade, said once more without the schema."""
    assert list(frame.columns) == COLUMNS and len(frame) > 0
    assert frame["id"].is_unique and all(re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", one) for one in frame["id"])
    assert set(frame["partner"]) <= {"RUS", "UKR"} and set(frame["unit"]) == {"million m3"}
    assert frame["year"].between(2000, 2025).all()
    assert (frame["value"].dropna() >= 0).all() and frame["value"].dropna().map(math.isfinite).all()
    assert (frame["day"].dropna() >= "2000-01-01").all() and frame["known_on"].notna().all()
    assert set(frame["place"].dropna()) <= {"ankara", "kyiv"}
    assert set(frame["id"]) == {"gas-2019", "gas-2020", "wheat-2020"}  # no fewer and no more rows than have sources
    for name in ("name", "vintage"):
        assert frame[name].map(lambda text: isinstance(text, str) and text == text.strip() and text != "").all()


def loaded_or_refused(name, folder):
    """The table, or None if it is refused in one line."""
    try:
        return tables.load(name, folder)
    except TableError as error:
        assert "\n" not in str(error) and str(error).startswith("data/")


# Some examples repeat: of a thousand some six hundred differ.
@settings(max_examples=1000)
@given(content=damaged(TRADE.encode()))
def test_no_damage_to_a_table_ends_in_anything_but_one_line_or_a_good_table(workbench, content):
    put(workbench, "trade.csv", content)
    if (frame := loaded_or_refused("trade", workbench)) is not None:
        assert_obeys(frame)


@settings(max_examples=150)
@given(content=damaged(json.dumps(PLACES).encode()))
def test_no_damage_to_shapes_ends_in_anything_but_one_line_or_good_shapes(workbench, content):
    put(workbench, "geo/places.geojson", content)
    frame = loaded_or_refused("places", workbench)
    put(workbench, "geo/places.geojson", PLACES)
    assert frame is None or frame.is_valid.all() and set(frame["id"]) == {"ankara", "kyiv"}


@settings(max_examples=100)
@given(table=good_tables())
def test_a_good_table_comes_back_as_it_was_written(workbench, table):
    texts, values = table
    put(workbench, "trade.csv", as_csv([COLUMNS, *texts]))
    assert as_lists(tables.load("trade", workbench)) == values
