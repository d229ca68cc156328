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
    mine, whole = countries["iso3"] == apart, shapely.box(*window)
    shapes = (countries.geometry[rows].union_all().intersection(whole) for rows in (~mine, mine))
    # Exterior rings clockwise, as the map library needs them: otherwise the whole world fills.
    return tuple(shapely.orient_polygons(shape, exterior_cw=True) for shape in shapes)


def borders(countries, apart, window):
    """(solid, dashed) land borders; coasts and one country's outline are left to the shapes that `land` gives.

    A country whose border is disputed dashes all of it.
    """
    edges, whole = countries.geometry.boundary, shapely.box(*window)
    coast, dashed = countries.geometry.union_all().boundary, edges[countries["border"] == "dashed"].union_all()
    drawn = shapely.union_all([coast, edges[countries["iso3"] == apart].union_all(), dashed])
    solid = shapely.line_merge(edges.union_all().difference(drawn))
    return solid.intersection(whole), dashed.difference(coast).intersection(whole)


def hatching(shape, km):
    """Lines at 45 degrees, so many km apart on the map, that fill a shape without touching its edge.

    Vega-Lite has no pattern fill; drawn lines are the same in every format and need no ids.
    """
    flat = shapely.buffer(_project(shape, CONIC), -1500)
    west, south, east, north = flat.bounds
    size = east - west + north - south
    offsets = np.arange(west - (north - south), east, km * 1000 * np.sqrt(2))
    lines = shapely.multilinestrings([[(x, south), (x + size, south + size)] for x in offsets])
    return _project(shapely.intersection(lines, flat), CONIC, back=True)


def _project(shape, flat, back=False):
    return shapely.transform(shape, lambda points: np.column_stack(flat(*points.T, inverse=back)))


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
    flat, turned = shapely.simplify(_project(shape, around), 500), np.radians(bearings)
    far = 3_000_000 * np.column_stack([np.sin(turned), np.cos(turned)])
    rays = shapely.linestrings(np.stack([np.zeros_like(far), far], axis=1))
    edges, before = [], 0
    for km in ranges:  # each from the last, whose outline is simpler than a coast
        flat, before = shapely.simplify(shapely.buffer(flat, (km - before) * 1000, quad_segs=24), 100), km
        edges.append(flat)
    true = np.array([[_last_crossing(ray, edge) for edge in edges] for ray in rays])
    start = (np.full(true.shape, each) for each in (lon, lat, np.array(bearings)[:, None]))
    east, north, _ = WGS84.fwd(*start, true * 1000)
    return sphere_km(lat, lon, north, east)


def _last_crossing(ray, edge):
    return np.hypot(*shapely.get_coordinates(shapely.intersection(ray, edge)).T).max() / 1000
