"""A small data folder for tests, tests/small_package: a table of each kind, with every type and rule of a schema; and
any good rows of its table trade, as texts and as the values they mean."""

import csv
import io
import itertools
import json
import os
from pathlib import Path

import frictionless
import pandas as pd
import pytest
from hypothesis import strategies as st

from brief.data import tables
from brief.data.files import GARBLED_TEXT
from brief.data.tables import TableError

FOLDER = Path(__file__).parent / "small_package"
FILES = {path.relative_to(FOLDER).as_posix(): path.read_text(encoding="utf-8") for path in FOLDER.rglob("*.*")}
TRADE, LINKS = FILES["trade.csv"], FILES["row_sources.csv"]
PLACES = json.loads(FILES["geo/places.geojson"])
COLUMNS = TRADE.split("\n")[0].split(",")

_ticks = itertools.count(1)


def put(folder: Path, path: str, content: str | bytes | dict):
    """Write a file of a data folder; each write has a time of its own, however fast they follow one another."""
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(content) if isinstance(content, dict) else content
    target.write_bytes(text.encode() if isinstance(text, str) else text)
    os.utime(target, ns=(next(_ticks), next(_ticks)))


def small_folder(folder: Path) -> Path:
    for path, content in FILES.items():
        put(folder, path, content)
    return folder


def refusal(folder, name):
    """The one line with which a table is refused."""
    with pytest.raises(TableError) as caught:
        tables.load(name, folder)
    message = str(caught.value)
    assert "\n" not in message
    return message


def as_csv(rows, separator=","):
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator, lineterminator="\n").writerows(rows)
    return out.getvalue()


def columns_changed(change, separator=","):
    """TRADE with each row passed through `change`, which gets and gives a list of cells."""
    return as_csv(map(change, csv.reader(io.StringIO(TRADE))), separator)


def judged_by_frictionless(folder: Path) -> list[str]:
    """What frictionless, which knows nothing of `brief.data.tables`, objects to in a data folder.

    Shapes are left out, and keys that lead to them: frictionless has no reader for GeoJSON.
    """
    said = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    csvs = [one for one in said["resources"] if one["format"] == "csv"]
    kept = {one["name"] for one in csvs}
    for one in csvs:
        keys = one["schema"].get("foreignKeys", [])
        one["schema"]["foreignKeys"] = [key for key in keys if key["reference"].get("resource", one["name"]) in kept]
    package = frictionless.Package.from_descriptor({**said, "resources": csvs}, basepath=str(folder))
    return [str(one) for one in package.validate().flatten(["title", "rowNumber", "fieldName", "note"])]


LETTERS = st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"])
WORDS = st.text(LETTERS | st.just("\n"), min_size=2, max_size=40)
TURKISH = st.text("abcIiçğıöşüÇĞİÖŞÜ ,;\"'-", min_size=1, max_size=20).map(lambda word: f"a{word}z")


@st.composite
def good_tables(draw, words=WORDS):
    """Rows of trade as (texts of a CSV, values expected of a frame)."""
    word = words.filter(lambda one: one == one.strip() and not GARBLED_TEXT.search(one))
    dates = st.dates(pd.Timestamp("2000-01-01").date(), pd.Timestamp("2030-01-01").date())
    partner, place = st.sampled_from(["RUS", "UKR"]), st.sampled_from([None, "ankara", "kyiv"])
    value = st.none() | st.floats(0, 1e9).map(lambda number: round(number, 2))
    measured = st.tuples(word, partner, st.integers(2000, 2025), value, st.just("million m3"))
    dated = st.tuples(st.none() | dates, st.none() | st.booleans(), place, dates, word)
    values = [[key, *draw(measured), *draw(dated)] for key in ("gas-2019", "gas-2020", "wheat-2020")]
    return [[as_text(cell) for cell in row] for row in values], values


def as_text(cell):
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return f"{cell:.2f}" if isinstance(cell, float) else str(cell)


def as_lists(frame):
    cells = frame.astype(object).where(frame.notna(), None).to_numpy().tolist()
    return [[cell.date() if isinstance(cell, pd.Timestamp) else cell for cell in row] for row in cells]
