"""Whose ground is whose: one rule, that of the United Nations, on every shape of the book."""

from __future__ import annotations

import geopip
import pytest
import shapely

from brief.data import tables

# Each place: longitude and latitude of its centre, and the country it lies in by the United Nations' reading.
PLACES = {
    "Simferopol": (34.1108, 44.9572, "UKR"),
    "Sevastopol": (33.5213, 44.6079, "UKR"),
    "Dzhankoi": (34.3933, 45.7117, "UKR"),
    "Yalta": (34.1662, 44.5022, "UKR"),
    "Kerch": (36.4754, 45.3568, "UKR"),
    "Donetsk": (37.8022, 48.0230, "UKR"),
    "Luhansk": (39.3171, 48.5671, "UKR"),
    "Nicosia, northern side": (33.3600, 35.1900, "CYP"),
    "Kyrenia": (33.3192, 35.3364, "CYP"),
    "hills above Kyrenia": (33.3200, 35.2500, "CYP"),
    "Famagusta": (33.9417, 35.1250, "CYP"),
    "Nicosia, buffer zone": (33.3300, 35.1780, "CYP"),
    "Pristina": (21.1655, 42.6629, "XKX"),
    "Donetsk in Rostov region": (39.9595, 48.3396, "RUS"),
    "Moscow": (37.6156, 55.7522, "RUS"),
    "Minsk": (27.5667, 53.9000, "BLR"),
}
DIVISIONS = {
    "Simferopol": "UA-43",
    "Dzhankoi": "UA-43",
    "Yalta": "UA-43",
    "Kerch": "UA-43",
    "Sevastopol": "UA-40",
    "Donetsk": "UA-14",
    "Luhansk": "UA-09",
}
SHAPES = ("countries", "ground", "oblasts")


@pytest.mark.parametrize("place", PLACES)
def test_a_place_lies_in_one_country_and_the_right_one(place):
    lon, lat, iso3 = PLACES[place]
    countries = tables.load("countries")
    found = list(countries.loc[countries.contains(shapely.Point(lon, lat)), "iso3"])
    assert found == [iso3], f"{place} must lie in {iso3} alone; the map puts it in {found or 'no country'}"


# geopip's coast is coarser than ours: it has the harbour town of Kyrenia in the sea, the hills above it on land.
@pytest.mark.parametrize("place", [p for p in PLACES if p not in ("Pristina", "Kyrenia")])
def test_an_independent_package_agrees(place):
    lon, lat, iso3 = PLACES[place]
    found = (geopip.search(lng=lon, lat=lat) or {}).get("ISO3")
    assert found == iso3, f"geopip puts {place} in {found}, the map in {iso3}"


def test_the_independent_package_differs_over_kosovo_and_we_say_so():
    """geopip has no Kosovo and puts Pristina in Serbia; the book draws Kosovo apart, with a dashed border."""
    lon, lat, _ = PLACES["Pristina"]
    assert geopip.search(lng=lon, lat=lat)["ISO3"] == "SRB"
    countries = tables.load("countries").set_index("iso3")
    assert list(countries.index[countries["border"] == "dashed"]) == ["XKX"]


@pytest.mark.parametrize("place", DIVISIONS)
def test_a_place_lies_in_its_division_and_on_no_russian_ground(place):
    point = shapely.Point(PLACES[place][:2])
    oblasts, ground = tables.load("oblasts"), tables.load("ground")
    assert list(oblasts.loc[oblasts.contains(point), "code"]) == [DIVISIONS[place]]
    assert not ground.contains(point).any(), f"{place} is on Russian or Belarusian ground in data/geo/ground.geojson"


def test_ukraine_has_its_27_divisions():
    oblasts = tables.load("oblasts")
    assert len(oblasts) == 27 and {"UA-40", "UA-43", "UA-14", "UA-09"} <= set(oblasts["code"])
    area = oblasts.to_crs("EPSG:6933").area.sum() / 1e6
    assert area == pytest.approx(599_100, rel=0.001), f"Ukraine measures {area:,.0f} km2"


def test_no_other_unit_has_slipped_in():
    names = set(tables.load("countries")["name"])
    assert not names & {
        "N. Cyprus",
        "Northern Cyprus",
        "Turkish Republic of Northern Cyprus",
        "Cyprus No Mans Area",
        "Crimea",
        "Somaliland",
    }


@pytest.mark.parametrize("name", SHAPES)
def test_shapes_are_valid_and_run_clockwise(name):
    """The map library fills the whole world when an exterior ring runs the other way."""
    frame = tables.load(name)
    assert frame.is_valid.all() and str(frame.crs) == "EPSG:4326"
    rings = [part.exterior for shape in frame.geometry for part in getattr(shape, "geoms", [shape])]
    assert not any(ring.is_ccw for ring in rings)


@pytest.mark.parametrize("name", SHAPES)
def test_neighbours_share_their_border(name):
    """No gap and no overlap: each border is one line."""
    shapes = tables.load(name).geometry.values
    if name != "ground":
        assert shapely.coverage_is_valid(shapes)
    overlap = sum(a.intersection(b).area for i, a in enumerate(shapes) for b in shapes[i + 1 :] if a.intersects(b))
    assert overlap < 1e-4, f"{name} overlap by {overlap} square degrees"


def test_ukraine_and_russia_do_not_overlap_at_either_scale():
    ukraine = shapely.union_all(tables.load("oblasts").geometry.values)
    for shape in tables.load("ground").geometry:
        assert ukraine.intersection(shape).area < 0.01


def test_every_ukrainian_city_lies_in_the_division_it_names():
    cities = tables.load("cities")
    oblasts = tables.load("oblasts").set_index("code").geometry
    for city in cities[cities["iso3"] == "UKR"].itertuples():
        assert oblasts[city.division].distance(shapely.Point(city.lon, city.lat)) < 0.02, (
            f"{city.name} isn't in {city.division}"
        )


def test_no_city_stands_twice():
    """GeoNames lists Rossosh and Zarechny twice and Moscow's quarters apart; a quarter would count its people twice."""
    cities = tables.load("cities")
    assert not {"kuzminki", "maryino", "kalininskiy"} & set(cities["id"])
    for name in ("Moscow", "Kyiv", "Minsk", "Rossosh"):
        assert (cities["name"] == name).sum() == 1
    near = shapely.STRtree(shapely.points(cities["lon"], cities["lat"]))
    pairs = near.query(shapely.points(cities["lon"], cities["lat"]), predicate="dwithin", distance=0.02).T
    assert [tuple(cities["id"].iloc[list(pair)]) for pair in pairs if pair[0] < pair[1]] == []
