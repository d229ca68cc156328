"""A small data folder for tests: one table of each kind, with every type and every rule that a schema can have."""

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

COLUMNS = ["id", "name", "partner", "year", "value", "unit", "day", "checked", "place", "known_on", "vintage"]
TRADE = """\
id,name,partner,year,value,unit,day,checked,place,known_on,vintage
gas-2019,"Gas, by pipe",RUS,2019,15196.0,million m3,2019-12-31,true,ankara,2020-02-28,"report, 2019"
gas-2020,Akıncı,RUS,2020,16178.5,million m3,2020-12-31,false,,2021-02-28,"report, 2020"
wheat-2020,"two
lines",UKR,2020,,million m3,,,ankara,2021-03-01,first
"""
PLACES = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"id": "ankara", "people": 5663000},
            "geometry": {"type": "Polygon", "coordinates": [[[32, 39], [33, 39], [33, 40], [32, 40], [32, 39]]]},
        },
        {
            "type": "Feature",
            "properties": {"id": "kyiv", "people": None},
            "geometry": {"type": "Point", "coordinates": [30.5, 50.5]},
        },
    ],
}
SOURCES = """\
id,publisher,title,link
agency_2020,Energy agency,Yearly report,https://example.org/2020
atlas,Atlas makers,Borders,https://example.org/atlas
"""
LINKS = """\
table,key,source_id
places,ankara,atlas
places,kyiv,atlas
trade,gas-2019,agency_2020
trade,gas-2020,agency_2020
trade,gas-2020,atlas
trade,wheat-2020,agency_2020
"""


def field(name, kind="string", **constraints):
    return {"name": name, "type": kind, "constraints": constraints}


def resource(name, path, fields, key=("id",), **more):
    return {
        "name": name,
        "path": path,
        "format": path.rsplit(".")[-1],
        "schema": {"fields": fields, "primaryKey": list(key), **more.pop("schema", {})},
        **more,
    }


def fields(*names):
    return [field(name, required=True) for name in names]


def refers(columns, table, to):
    return {"foreignKeys": [{"fields": columns, "reference": {"resource": table, "fields": to}}]}


TRADE_FIELDS = [
    field("id", required=True, unique=True, pattern="[a-z0-9]+(-[a-z0-9]+)*"),
    field("name", required=True, minLength=2, maxLength=40),
    field("partner", required=True, enum=["RUS", "UKR"]),
    field("year", "integer", required=True, minimum=2000, maximum=2025),
    field("value", "number", minimum=0),
    field("unit", required=True, enum=["million m3"]),
    field("day", "date", minimum="2000-01-01"),
    field("checked", "boolean"),
    field("place"),
    field("known_on", "date", required=True),
    field("vintage", required=True),
]
PLACES_FIELDS = [field("id", required=True, unique=True), field("people", "integer")]
PAIR = ("table", "key", "source_id")
TO_SOURCES = refers(["source_id"], "sources", ["id"])
PACKAGE = {
    "name": "fixture",
    "resources": [
        resource("trade", "trade.csv", TRADE_FIELDS, schema=refers("place", "places", "id")),
        resource("places", "geo/places.geojson", PLACES_FIELDS, crs="EPSG:4326"),
        resource("sources", "sources.csv", fields("id", "publisher", "title", "link"), sourced=False),
        resource("row_sources", "row_sources.csv", fields(*PAIR), PAIR, sourced=False, schema=TO_SOURCES),
    ],
}

_ticks = itertools.count(1)


def put(folder: Path, path: str, content: str | bytes | dict):
    """Write a file of a data folder; each write has a time of its own, however fast they follow one another."""
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(content) if isinstance(content, dict) else content
    target.write_bytes(text.encode() if isinstance(text, str) else text)
    os.utime(target, ns=(next(_ticks), next(_ticks)))


def small_folder(folder: Path) -> Path:
    for path, content in {
        "datapackage.json": PACKAGE,
        "trade.csv": TRADE,
        "geo/places.geojson": PLACES,
        "sources.csv": SOURCES,
        "row_sources.csv": LINKS,
    }.items():
        put(folder, path, content)
    return folder


def refusal(folder, name):
    """The one line with which a table is refused."""
    with pytest.raises(TableError) as caught:
        tables.load(name, folder)
    message = str(caught.value)
    assert "\n" not in message
    return message


def columns_changed(change, separator=","):
    """TRADE with each row passed through `change`, which gets and gives a list of cells."""
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator="\n").writerows(map(change, csv.reader(io.StringIO(TRADE))))
    return out.getvalue()


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
