"""A small data folder for tests, tests/small_package: a table of each kind, with every type and rule of a schema."""

import csv
import io
import itertools
import json
import os
from pathlib import Path

import frictionless
import pytest

from brief.data import tables
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
