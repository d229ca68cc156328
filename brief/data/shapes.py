"""From a GeoJSON file to the same grid of cells that a CSV file gives, and a valid shape for each row."""

from __future__ import annotations

import json
from pathlib import Path

import shapely
from shapely.geometry import shape
from shapely.validation import explain_validity

from brief.data.error import TableError, one_line
from brief.data.files import check_names, json_of, label

CRS = "EPSG:4326"
# type of the schema: (types that JSON gives it, words for them)
JSON_TYPES: dict[str, tuple[type | tuple[type, ...], str]] = {
    "number": ((int, float), "a number"),
    "integer": (int, "a whole number"),
    "boolean": (bool, "true or false"),
    "string": (str, "text"),
    "date": (str, "text"),
}


def features_of(folder: Path, path: str, fields: tuple) -> tuple[list[tuple[int, list[str]]], list]:
    """(the number of each feature with its properties as cells, the shapes), properties in the order of the fields."""
    file, content = label(folder, path), json_of(folder, path)
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list) or not features:
        raise TableError(file, "is not a FeatureCollection with at least one feature")
    grid, shapes = [], []
    for number, feature in enumerate(features, 1):
        grid.append((number, _cells(file, number, feature, fields)))
        shapes.append(_shape(file, number, feature.get("geometry")))
    return grid, shapes


def _cells(file: str, number: int, feature: object, fields: tuple) -> list[str]:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict):
        raise TableError(file, "the feature has no properties", number)
    check_names(file, number, properties, [field.name for field in fields], "property")
    return [_cell(file, number, field, properties[field.name]) for field in fields]


def _cell(file: str, number: int, field, value: object) -> str:
    """A JSON value as the text that it has in a CSV cell, if its JSON type is that of the field."""
    if value is None:
        return ""
    types, words = JSON_TYPES[field.type]
    text = value if isinstance(value, str) else json.dumps(value)
    # In Python true is a whole number too; here it isn't.
    if not isinstance(value, types) or isinstance(value, bool) != (types is bool):
        raise TableError(file, f"is not {words} in the JSON", number, field.name, text)
    return text


def _shape(file: str, number: int, geometry: object) -> shapely.Geometry:
    """A shape that is whole, valid and on the globe (degrees east and north)."""
    if geometry is None:
        raise TableError(file, "the feature has no shape", number, "geometry")
    try:
        made = shape(geometry)
    except Exception as error:  # what shapely raises here depends on the damage and is listed nowhere
        raise TableError(file, f"the shape cannot be read ({one_line(error)})", number, "geometry") from None
    if made.is_empty:
        raise TableError(file, "the shape is empty", number, "geometry")
    west, south, east, north = made.bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        found = f"{west:g} to {east:g}, {south:g} to {north:g}"
        raise TableError(file, "is not longitude (-180 to 180) and latitude (-90 to 90)", number, "geometry", found)
    if not made.is_valid:
        raise TableError(file, "is what makes the shape invalid", number, "geometry", explain_validity(made))
    return made
