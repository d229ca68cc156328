"""Shapes made ready for drawing: what a map shows is not what distances are measured on.

All take and give longitude and latitude in degrees. The map's projection is a conformal conic, in which circles of up to
600 km look round; its scale is true to 1 % between 43 and 57 degrees north.
"""

import numpy as np
import pyproj
import shapely

PARALLELS, MERIDIAN = (44, 56), 34.5
CONIC = pyproj.Proj(proj="lcc", lat_1=PARALLELS[0], lat_2=PARALLELS[1], lat_0=50, lon_0=MERIDIAN, ellps="WGS84")


def land(countries, apart, window):
    """(everybody's ground but one country's, that country) inside a box of west, south, east, north."""
    mine = countries["iso3"] == apart
    whole = shapely.box(*window)
    return tuple(_clockwise(shapely.union_all(countries.geometry[rows].values).intersection(whole)) for rows in (~mine, mine))


def borders(countries, apart, window):
    """(solid, dashed) land borders; coasts and one country's outline are left to the shapes that `land` gives.

    A country whose border is disputed dashes all of it.
    """
    dashed = shapely.union_all(countries.geometry[countries["border"] == "dashed"].boundary.values)
    drawn = [shapely.union_all(countries.geometry.values).boundary, countries.geometry[countries["iso3"] == apart].boundary.union_all()]
    solid = shapely.union_all(countries.geometry.boundary.values).difference(shapely.union_all([*drawn, dashed]))
    return tuple(lines.intersection(shapely.box(*window)) for lines in (shapely.line_merge(solid), dashed.difference(drawn[0])))


def hatching(shape, km):
    """Lines at 45 degrees, so many km apart on the map, that fill a shape without touching its edge.

    Vega-Lite has no pattern fill; drawn lines are the same in every format and need no ids.
    """
    flat = shapely.buffer(_project(shape), -1500)
    west, south, east, north = flat.bounds
    size = east - west + north - south
    offsets = np.arange(west - (north - south), east, km * 1000 * np.sqrt(2))
    lines = shapely.multilinestrings([[(x, south), (x + size, south + size)] for x in offsets])
    return _project(shapely.intersection(lines, flat), back=True)


def _project(shape, back=False):
    return shapely.transform(shape, lambda points: np.column_stack(CONIC(points[:, 0], points[:, 1], inverse=back)))


def _clockwise(shape):
    """Exterior rings clockwise, as the map library needs them: otherwise the whole world fills."""
    return shapely.orient_polygons(shape, exterior_cw=True)


def feature(kind, shape, places=2):
    """One GeoJSON feature with rounded coordinates, for a chart's data."""
    rounded = shapely.transform(shape, lambda points: np.round(points, places))
    return {"type": "Feature", "kind": kind, "geometry": shapely.geometry.mapping(shapely.remove_repeated_points(rounded))}
