"""How far one side's ground lies from the other side's cities, and how many people live within a distance.

Distances are geodesics on WGS 84, in kilometres, from a city's centre to the nearest point of a territory; never
planar. A territory's edge is made denser (a vertex at least every 0.01 degree, about 1 km), and the nearest vertex is
measured: at most 5 m too long for a city 35 km away, less beyond. The shapes keep within 1 km of OpenStreetMap's; that,
where a city's centre lies, and in Donetsk and Luhansk who held what, limit a distance, and not the arithmetic.
"""

import numpy as np
import pandas as pd
import pyproj
import shapely

WGS84 = pyproj.Geod(ellps="WGS84")
IN_SPACE = pyproj.Transformer.from_crs("EPSG:4979", "EPSG:4978", always_xy=True)  # degrees to m from Earth's centre
DIVIDED = {"UA-09": "Luhansk", "UA-14": "Donetsk"}
LOST = {"UA-40": "Sevastopol", "UA-43": "Crimea"}
"""Divisions of Ukraine partly and wholly outside its government's control in December 2021, by ISO 3166-2 code."""
DENSE, CANDIDATES = 0.01, 24


def distance_km(lat1, lon1, lat2, lon2):
    """Geodesic distance on WGS 84 between points in degrees, km. Numbers or arrays; one point against many is fine."""
    lat1, lon1, lat2, lon2 = (np.array(each, float) for each in np.broadcast_arrays(lat1, lon1, lat2, lon2))
    return WGS84.inv(lon1, lat1, lon2, lat2)[2] / 1000


def territories(oblasts, ground, towns):
    """{name: shape}: Ukraine in law, held at the least and at the most, not surely held, and its neighbours' ground.

    `ground` has iso3 and geometry (UKR, RUS, BLR), `oblasts` code and geometry: Ukraine's 27 first-level divisions,
    whose outer borders may be coarser; for `towns` see `held_parts`.
    """
    land = ground.set_index("iso3").geometry
    divided, lost = (part_of(land["UKR"], oblasts, oblasts["code"].isin(codes)) for codes in (DIVIDED, LOST))
    rest = land["UKR"].difference(divided).difference(lost)
    least, most = held_parts(divided, towns)
    return {
        "legal": land["UKR"],
        "held": shapely.union_all([rest, least]),
        "most": shapely.union_all([rest, most]),
        "left_out": shapely.union_all([lost, divided.difference(least)]),
        "russia": land["RUS"],
        "belarus": land["BLR"],
    }


def part_of(land, oblasts, rows, coarse=0.1):
    """The part of a land in some oblasts, drawn to so many degrees: what is near them and in no other."""
    inside, outside = (shapely.union_all(oblasts.geometry[which].values) for which in (rows, ~rows))
    return land.intersection(shapely.buffer(inside, coarse)).difference(outside)


def held_parts(divided, towns):
    """What a government held of a divided shape: (at the least, at the most), from towns that it held or didn't.

    `towns` has lat, lon and side (government, other). At the most: wherever no town of the other side lies between the
    place and some town that was held. At the least: wherever a held town lies between the place and every town of the
    other side. Between two points lies what is inside the circle with both as ends of a diameter, so that what one
    town sees is cut off, at each town of the other side, by a line square to the way there.
    """
    scale = [np.cos(np.radians(towns["lat"].mean())), 1]  # a plane, true to some per cent over so small a country part
    points, held = towns[["lon", "lat"]].to_numpy() * scale, (towns["side"] == "government").to_numpy()
    least, most = (
        shapely.transform(seen_from(own, other), lambda xy: xy / scale)
        for own, other in ((points[~held], points[held]), (points[held], points[~held]))
    )
    # Towns that stand in each other's way can make a place sure by the one rule and impossible by the other: in doubt.
    return divided.difference(least).intersection(most), divided.intersection(most)


def seen_from(own, other, far=100):
    """The part of a plane that some point of `own` sees past all points of `other`; coordinates in arrays, (n, 2)."""
    seen = []
    for point in own:
        way = (point - other) / np.hypot(*(point - other).T)[:, None] * far
        across = way[:, ::-1] * [-1, 1]
        corners = [other - across, other + across, other + across + way, other - across + way]
        seen.append(shapely.intersection_all(shapely.polygons(np.stack(corners, axis=1))))
    return shapely.union_all(seen)


def nearest_km(shape, lat, lon):
    """Distance in km from each point (arrays of degrees) to the nearest ground of a shape; 0 inside it."""
    lat, lon = np.atleast_1d(np.asarray(lat, float)), np.atleast_1d(np.asarray(lon, float))
    edge = shapely.get_coordinates(shapely.segmentize(shapely.boundary(shape), DENSE))
    # Chords sort the vertices cheaply; the geodesic then decides among the closest few.
    few = min(CANDIDATES, len(edge) - 1)
    close = np.argpartition(_chord2(lat, lon, edge[:, 1], edge[:, 0]), few, axis=1)[:, : few + 1]
    away = distance_km(lat[:, None], lon[:, None], edge[close, 1], edge[close, 0]).min(axis=1)
    return np.where(shapely.contains_xy(shape, lon, lat), 0.0, away)


def _chord2(lat, lon, lats, lons):
    """Squared straight-line distance through the Earth from each point to each vertex, m2."""
    here, there = (np.column_stack(IN_SPACE.transform(x, y, np.zeros(len(x)))) for x, y in ((lon, lat), (lons, lats)))
    return (here**2).sum(1)[:, None] + (there**2).sum(1) - 2 * here @ there.T


def city_distances(cities, lands):
    """The cities with one column per territory: km from the centre to its nearest ground.

    `cities` needs lat and lon in degrees; `lands` is what `territories` returns. Adds to_legal, to_held, to_most,
    to_left_out, to_russia, to_belarus, and to_any, the nearest of the last three.
    """
    found = cities.copy()
    for name, shape in lands.items():
        found[f"to_{name}"] = nearest_km(shape, cities["lat"], cities["lon"])
    found["to_any"] = found[["to_russia", "to_belarus", "to_left_out"]].min(axis=1)
    return found


def held_cities(cities, held=True):
    """Ukraine's cities on ground that its government surely held (a front town lies on its edge), or the others."""
    return cities[(cities["iso3"] == "UKR") & ((cities["to_held"] - cities["to_legal"] < 1) == held)]


# (side, its cities, lower bound, upper bound): the nearest ground from which each bound measures.
DIRECTIONS = (
    ("UKR", held_cities, "to_russia", "to_any"),
    ("RUS", lambda cities: cities[cities["iso3"] == "RUS"], "to_held", "to_legal"),
)


def people_within(cities, column, distances):
    """(people, cities) whose distance in a column is at most each of the distances: two arrays of whole numbers."""
    ordered = cities.sort_values(column)
    count = np.searchsorted(ordered[column].to_numpy(), np.asarray(distances, float), side="right")
    people = np.concatenate([[0], ordered["population"].to_numpy(dtype=np.int64).cumsum()])
    return people[count], count


def both_directions(cities, distances, setback=0):
    """People in each side's cities within a distance of the other side's ground, as bounds.

    One row per distance and side: km, side (UKR, RUS), low, high (people), cities_low, cities_high. `setback` is how
    far behind the edge of Ukraine's ground an aircraft stays, km: it shortens Ukraine's reach and no other.
    """
    sides = []
    for side, of, lower, upper in DIRECTIONS:
        reach = np.asarray(distances) - (setback if side == "RUS" else 0)
        (low, few), (high, many) = (people_within(of(cities), bound, reach) for bound in (lower, upper))
        counted = {"low": low, "high": high, "cities_low": few, "cities_high": many}
        sides.append(pd.DataFrame({"km": distances, "side": side} | counted))
    return pd.concat(sides).sort_values("km", kind="stable", ignore_index=True)


def within_reach(systems, cities):
    """The systems, each with the people in the other side's cities within its published range of its own side's edge.

    `systems` has origin, range_low and range_high, km. Adds side (whose cities: UKR for a Russian system, else RUS) and
    million people, low (at the lower figure, lower bound) and high (at the upper figure, upper bound).
    """
    ends = systems[["range_low", "range_high"]].to_numpy().ravel()
    both = both_directions(cities, sorted(set(ends))).set_index(["km", "side"])[["low", "high"]] / 1e6
    side = np.where(systems["origin"] == "RUS", "UKR", "RUS")
    low, high = (
        [both.loc[(km, whose), bound] for km, whose in zip(systems[f"range_{bound}"], side, strict=True)]
        for bound in ("low", "high")
    )
    return systems.assign(side=side, low=low, high=high)


def ranges_apart(both):
    """{km: "UKR", "RUS" or "overlap"}: the side that is higher at each distance whichever bound is taken for either."""
    wide = both.pivot(index="km", columns="side", values=["low", "high"])
    higher = [wide["low", one] > wide["high", other] for one, other in (("UKR", "RUS"), ("RUS", "UKR"))]
    return dict(zip(wide.index, np.select(higher, ["UKR", "RUS"], "overlap").tolist(), strict=True))


def added(cities, column, before, after):
    """The cities that lie beyond one distance and within another, nearest first."""
    return cities[(cities[column] > before) & (cities[column] <= after)].sort_values(column)


def exported(systems, ours, farther):
    """Missiles that were exported, nearest published range first, ours among them with the farther of its two figures.

    `systems` has id, role, range_low and range_high, km.
    """
    rows = systems[(systems["role"] == "exported") | (systems["id"] == ours)].copy()
    rows.loc[rows["id"] == ours, "range_high"] = systems.loc[systems["id"] == farther, "range_high"].item()
    return rows.sort_values(["range_high", "range_low"])


def naive_circle(lat, km):
    """How long a circle of km around a place really is when drawn flat: km to the north and to the east.

    `degrees` divides km by the length of a degree on the equator; `mercator` takes km as units of Web Mercator.
    """
    degrees = km / (2 * np.pi * WGS84.a / 1000 / 360)
    half = np.log(np.tan(np.pi / 4 + np.radians(lat) / 2)) + km * 1000 / WGS84.a
    north, east = np.degrees([2 * np.arctan(np.exp(half)) - np.pi / 2, km * 1000 / WGS84.a])
    drawn = {"north": distance_km(lat, 0, [lat + degrees, north], 0), "east": distance_km(lat, 0, lat, [degrees, east])}
    return pd.DataFrame({"drawn in": ["degrees", "Web Mercator"]} | drawn)
