"""Shapes made ready for drawing: what a map shows is not what distances are measured on.

All take and give longitude and latitude in degrees. The map's projection is a conformal conic, in which circles of up
to 600 km look round; its scale is true to 1 % between 43 and 57 degrees north.
"""

import numpy as np
import pyproj
import shapely

SPHERE_KM = 6371.0088  # mean radius
WGS84 = pyproj.Geod(ellps="WGS84")
PARALLELS, MERIDIAN = (44, 56), 34.5
CONIC = pyproj.Proj(proj="lcc", lat_1=PARALLELS[0], lat_2=PARALLELS[1], lat_0=50, lon_0=MERIDIAN, ellps="WGS84")


def conic(lat, turn, km_per_px, width, height):
    """The map's projection for a chart of so many pixels, its middle at a latitude and turned by three angles."""
    return {
        "type": "conicConformal",
        "parallels": list(PARALLELS),
        "rotate": turn,
        "center": [0, lat],
        "scale": SPHERE_KM / km_per_px,
        "translate": [width / 2, height / 2],
    }


def land(countries, apart, window):
    """(everybody's ground but one country's, that country) inside a box of west, south, east, north."""
    mine = countries["iso3"] == apart
    whole = shapely.box(*window)
    return tuple(
        _clockwise(shapely.union_all(countries.geometry[rows].values).intersection(whole)) for rows in (~mine, mine)
    )


def borders(countries, apart, window):
    """(solid, dashed) land borders; coasts and one country's outline are left to the shapes that `land` gives.

    A country whose border is disputed dashes all of it.
    """
    dashed = shapely.union_all(countries.geometry[countries["border"] == "dashed"].boundary.values)
    drawn = [
        shapely.union_all(countries.geometry.values).boundary,
        countries.geometry[countries["iso3"] == apart].boundary.union_all(),
    ]
    solid = shapely.union_all(countries.geometry.boundary.values).difference(shapely.union_all([*drawn, dashed]))
    return tuple(
        lines.intersection(shapely.box(*window)) for lines in (shapely.line_merge(solid), dashed.difference(drawn[0]))
    )


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
    return {
        "type": "Feature",
        "kind": kind,
        "geometry": shapely.geometry.mapping(shapely.remove_repeated_points(rounded)),
    }


def destination(lat, lon, bearing, km):
    """(lat, lon) reached from a point on the sphere, in degrees: the formula that the map's own script uses."""
    lat, lon, bearing, angle = np.radians(lat), np.radians(lon), np.radians(bearing), km / SPHERE_KM
    to = np.arcsin(np.sin(lat) * np.cos(angle) + np.cos(lat) * np.sin(angle) * np.cos(bearing))
    east = np.arctan2(np.sin(bearing) * np.sin(angle) * np.cos(lat), np.cos(angle) - np.sin(lat) * np.sin(to))
    return np.degrees(to), np.degrees(lon + east)


def sphere_km(lat1, lon1, lat2, lon2):
    """Distance on the sphere of `destination`, km."""
    lat1, lat2, apart = np.radians(lat1), np.radians(lat2), np.radians(np.asarray(lon2) - lon1)
    half = np.sin((lat2 - lat1) / 2) ** 2 + np.cos(lat1) * np.cos(lat2) * np.sin(apart / 2) ** 2
    return 2 * SPHERE_KM * np.arcsin(np.sqrt(half))


def outline(shape, lat, lon, bearings, ranges):
    """The edge of everything within each range of a shape: km from a point inside it, an array (bearings, ranges).

    The ranges must ascend. A ray takes its last crossing, so a bay narrower than the range is filled. Good to 3 km, a
    pixel of the wide map: `destination` with these km comes out where a geodesic of the range ends.
    """
    around = pyproj.Proj(proj="aeqd", lat_0=lat, lon_0=lon, ellps="WGS84")
    flat = shapely.simplify(
        shapely.transform(shape, lambda points: np.column_stack(around(points[:, 0], points[:, 1]))), 500
    )
    far = 3_000_000
    turned = np.radians(bearings)
    rays = shapely.linestrings(
        np.stack([np.zeros((len(turned), 2)), far * np.column_stack([np.sin(turned), np.cos(turned)])], axis=1)
    )
    edges, before = [], 0
    for km in ranges:  # each from the last, whose outline is simpler than a coast
        flat, before = shapely.simplify(shapely.buffer(flat, (km - before) * 1000, quad_segs=24), 100), km
        edges.append(flat)
    true = np.array([[_last_crossing(ray, edge) for edge in edges] for ray in rays])
    turn = np.repeat(np.asarray(bearings, float)[:, None], len(edges), axis=1)
    east, north, _ = WGS84.fwd(np.full(true.shape, lon), np.full(true.shape, lat), turn, true * 1000)
    return sphere_km(lat, lon, north, east)


def _last_crossing(ray, edge):
    return np.hypot(*shapely.get_coordinates(shapely.intersection(ray, edge)).T).max() / 1000
