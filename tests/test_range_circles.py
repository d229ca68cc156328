"""Distances, people and circles: against published vectors, cases worked by hand, and what must hold of any of them."""

from __future__ import annotations

import geopandas
import numpy as np
import pandas as pd
import pytest
import shapely
from geographiclib.test.test_geodesic import GeodesicTest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.range_circles import measures, numbers
from analysis.range_circles.charts import circles, map_sentence
from analysis.shared import mapping
from brief import dates
from brief import numbers as published
from brief.data import tables

MILLIMETRE = 1e-6  # km
lats, lons = st.floats(43, 57), st.floats(22, 44)


# ---- geodesics ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("vector", GeodesicTest.testcases, ids=lambda v: f"{v[6]:.0f}m")
def test_distances_agree_with_the_published_vectors(vector):
    lat1, lon1, _, lat2, lon2, _, metres = vector[:7]
    assert abs(measures.distance_km(lat1, lon1, lat2, lon2) - metres / 1000) < MILLIMETRE


def test_distances_agree_with_what_is_known_by_other_means_and_one_point_is_measured_to_many():
    assert measures.distance_km(0, 0, 0, 1) == pytest.approx(111.319491, abs=1e-6)  # a degree of the equator
    assert measures.distance_km(0, 0, 90, 0) == pytest.approx(10001.965729, abs=1e-5)  # a quarter of the meridian
    assert measures.distance_km(50.0, 30.0, np.array([50.0, 51.0]), 30.0) == pytest.approx([0, 111.24], abs=0.01)


@given(lats, lons, lats, lons)
@settings(max_examples=60)
def test_a_distance_is_the_same_both_ways_and_never_below_zero(lat1, lon1, lat2, lon2):
    there, back = measures.distance_km(lat1, lon1, lat2, lon2), measures.distance_km(lat2, lon2, lat1, lon1)
    assert there >= 0 and abs(there - back) < MILLIMETRE


# ---- the nearest ground -------------------------------------------------------------------------------------------

SQUARE = shapely.box(30, 48, 32, 50)


def test_the_nearest_ground_of_a_square():
    outside, inside, corner = measures.nearest_km(SQUARE, [49, 49, 51], [29, 31, 29])
    # Due west of a meridian the shortest way keeps a little off the parallel; it is 73.17 km, not 73.2.
    assert outside == pytest.approx(measures.distance_km(49.0, 29.0, 49.0044, 30.0), abs=0.01)
    assert inside == 0
    assert corner == pytest.approx(measures.distance_km(51, 29, 50, 30), abs=1e-6)


@given(st.floats(-1.4, 1.4), st.floats(-1.4, 1.4))
@settings(max_examples=40)
def test_no_vertex_of_the_edge_is_nearer_than_the_nearest(dlat, dlon):
    lat, lon = 49 + dlat, 31 + dlon
    found = measures.nearest_km(SQUARE, lat, lon)[0]
    edge = shapely.get_coordinates(shapely.segmentize(SQUARE.exterior, 0.05))
    all_around = measures.distance_km(lat, lon, edge[:, 1], edge[:, 0]).min()
    assert found <= all_around + 1e-9 and (found == 0 or all_around - found < 2.5)


def towns(*rows):
    return pd.DataFrame(rows, columns=["lat", "lon", "side"])


def test_a_city_is_measured_to_each_ground_and_a_divided_oblast_from_both_ends():
    """Held from 30 to 31 east; a division from 31 to 32, divided between towns at 31.2 and 31.8; Russia from 33."""
    oblasts = geopandas.GeoDataFrame(
        {"code": ["UA-63", "UA-14"]}, geometry=[shapely.box(30, 48, 31, 50), shapely.box(31, 48, 32, 50)]
    )
    ground = geopandas.GeoDataFrame(
        {"iso3": ["UKR", "RUS", "BLR"]},
        geometry=[shapely.box(30, 48, 32, 50), shapely.box(33, 48, 34, 50), shapely.box(30, 51, 32, 52)],
    )
    lands = measures.territories(oblasts, ground, towns((49, 31.2, "government"), (49, 31.8, "other")))
    city = measures.city_distances(pd.DataFrame({"lat": [49.0], "lon": [32.5]}), lands).iloc[0]
    for name, lon in {"legal": 32, "left_out": 32, "held": 31.2, "most": 31.8, "russia": 33, "any": 33}.items():
        assert city[f"to_{name}"] == pytest.approx(measures.distance_km(49, 32.5, 49, lon), abs=0.2), name
    assert city["to_belarus"] > 220


def test_held_ground_at_the_least_lies_within_that_at_the_most_whatever_the_towns():
    """A town of the other side hides what is behind it from one held town; another held town may still see that."""
    block = shapely.box(0, 0, 10, 10)
    ours, theirs = (5, 2, "government"), (5, 6, "other")
    least, most = measures.held_parts(block, towns(ours, theirs))
    assert least.bounds == pytest.approx((0, 0, 2, 10)) and most.bounds == pytest.approx((0, 0, 6, 10))
    assert measures.held_parts(block, towns(ours, theirs, (9, 8, "government")))[1].contains(shapely.Point(7, 8))


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9)), min_size=2, max_size=9, unique=True), st.data())
@settings(max_examples=40)
def test_no_town_sees_past_a_town_of_the_other_side(places, data):
    points, count = np.array(places, float), data.draw(st.integers(1, len(places) - 1))
    for one in points[:count]:
        seen = shapely.buffer(measures.seen_from([one], points[count:]), -1e-6)
        assert shapely.contains_xy(seen, *one) and not shapely.contains_xy(seen, *points[count:].T).any()
    listed = towns(*((*place, "government" if i < count else "other") for i, place in enumerate(places)))
    least, most = measures.held_parts(shapely.box(0, 0, 10, 10), listed)
    assert least.difference(most).area < 1e-6


def test_a_city_lies_on_its_own_ground_and_leaving_ground_out_brings_none_nearer():
    cities = numbers.cities()
    assert (cities[["to_held", "to_most", "to_legal"]].diff(axis=1).iloc[:, 1:] <= 1e-9).all(axis=None)
    assert (cities["to_any"] <= cities[["to_russia", "to_belarus", "to_left_out"]].min(axis=1) + 1e-9).all()
    assert (cities.loc[cities["iso3"] == "UKR", "to_legal"] < 2).all()
    assert (cities.loc[cities["iso3"] == "BLR", "to_belarus"] < 2).all()
    assert cities.loc["sevastopol", "to_left_out"] == 0 and cities.loc["sevastopol", "to_russia"] > 200


def test_a_distance_names_the_ground_that_it_was_measured_to_and_no_other():
    for key, ground in {"kyiv_belarus_km": "blr", "kyiv_russia_km": "rus", "rostov_legal_km": "ukr"}.items():
        rows = published.get(key).row_ids()
        assert set(rows) == {"cities", "ground"} and rows["ground"] == [ground], key
    held = published.get("rostov_km").row_ids()
    assert held["ground"] == ["ukr"] and len(held["held_towns"]) == len(tables.load("held_towns"))
    assert set(tables.load("oblasts")["id"]) - set(held["oblasts"]) == {"ua-40", "ua-43"}


def test_a_sum_of_people_names_the_cities_that_it_counts():
    known, both = (numbers.cities().loc[published.get(k).row_ids()["cities"]] for k in ("ukrainians_250", "apart_from"))
    assert set(known["iso3"]) == {"UKR"} and not set(known["division"]) & set(measures.LOST)
    assert set(both["iso3"]) == {"UKR", "RUS"}


# ---- people -------------------------------------------------------------------------------------------------------


def worked_cities():
    """Six cities, distances in round figures: one of Ukraine's lies on ground not held, so it counts on no side."""
    return pd.DataFrame(
        {
            "id": list("abcdef"),
            "iso3": ["UKR", "UKR", "UKR", "RUS", "RUS", "BLR"],
            "population": [100, 10, 1000, 7, 70, 999],
            "to_held": [0, 0, 12.0, 40.0, 260.0, 30.0],
            "to_legal": [0, 0, 0, 40.0, 150.0, 30.0],
            "to_russia": [30.0, 500.0, 5.0, 0, 0, 0],
            "to_belarus": [300.0, 90.0, 400.0, 0, 0, 0],
            "to_left_out": [120.0, 600.0, 0, 0, 0, 0],
            "to_any": [30.0, 90.0, 0, 0, 0, 0],
        }
    )


@pytest.mark.parametrize(
    ("setback", "russian"), [(0, [[0, 7, 7, 77], [0, 7, 77, 77]]), (100, [[0, 0, 7, 7], [0, 0, 77, 77]])]
)
def test_people_are_added_up_as_by_hand_and_a_set_back_shortens_one_direction_alone(setback, russian):
    found = measures.both_directions(worked_cities(), [35, 100, 250, 260], setback)
    ends = found.groupby("side")[["low", "high"]].agg(list)
    assert ends.loc["UKR"].tolist() == [[100] * 4, [100, 110, 110, 110]]
    assert ends.loc["RUS"].tolist() == russian


def test_each_system_counts_the_other_side_s_cities_from_its_lower_range_to_its_upper():
    rows = [("theirs", "RUS", 35, 100), ("ours", "UKR", 40, 260), ("bought", "TUR", 35, 39)]
    systems = pd.DataFrame(rows, columns=["id", "origin", "range_low", "range_high"])
    found = measures.within_reach(systems, worked_cities()).set_index("id")
    assert found["side"].tolist() == ["UKR", "RUS", "RUS"]
    people = (found[["low", "high"]] * 1e6).round().astype(int)
    assert people.to_numpy().tolist() == [[100, 110], [7, 77], [0, 0]]


def test_a_side_is_higher_only_where_its_least_passes_the_other_s_most():
    russian = [(50, "RUS", 1, 4), (120, "RUS", 4, 6), (500, "RUS", 10, 12), (600, "RUS", 9, 12)]
    rows = [*russian, *((km, "UKR", 5, 9) for km, *_ in russian)]
    both = pd.DataFrame(rows, columns=["km", "side", "low", "high"])
    assert measures.ranges_apart(both) == {50: "UKR", 120: "overlap", 500: "RUS", 600: "overlap"}


def test_what_a_longer_range_adds_comes_nearest_first_without_what_was_within_before():
    assert list(measures.added(worked_cities(), "to_russia", 30, 500)["id"]) == ["b"]
    assert list(measures.added(worked_cities(), "to_held", 20, 250)["id"]) == ["f", "d"]


@given(st.integers(1, 590), st.integers(1, 200), st.sampled_from([0, 100]))
@settings(max_examples=40)
def test_more_distance_never_means_fewer_people_and_low_never_passes_high(km, more, setback):
    near, far = (measures.both_directions(numbers.cities(), [each], setback) for each in (km, km + more))
    for bound in ("low", "high", "cities_low", "cities_high"):
        assert (far[bound] >= near[bound]).all()
    assert (near["low"] <= near["high"]).all() and (near["cities_low"] <= near["cities_high"]).all()


# ---- circles, flat and drawn ------------------------------------------------------------------------------------


def test_a_flat_circle_is_right_on_the_equator_and_short_at_kharkiv():
    equator = measures.naive_circle(0, 250).set_index("drawn in")
    assert equator["east"].tolist() == pytest.approx([250, 250], abs=0.01)
    there = measures.naive_circle(50, 250).set_index("drawn in")
    # cos 50 = 0.643; the ellipsoid adds a little.
    assert there.loc["degrees", ["east", "north"]].tolist() == pytest.approx([250 * 0.643, 250], abs=0.5)
    assert there.loc["Web Mercator", "north"] == pytest.approx(158.2, abs=0.2)


@given(lats, lons, st.floats(0, 360), st.floats(1, 600))
@settings(max_examples=60)
def test_the_map_s_own_formula_stays_on_its_circle(lat, lon, bearing, km):
    to_lat, to_lon = mapping.destination(lat, lon, bearing, km)
    assert mapping.sphere_km(lat, lon, to_lat, to_lon) == pytest.approx(km, abs=1e-6)
    # On the ellipsoid the drawn circle is true to 0.6 %: a pixel of the wide map at 600 km.
    assert measures.distance_km(lat, lon, to_lat, to_lon) == pytest.approx(km, rel=0.006)


@pytest.mark.parametrize("ground", circles.CENTRE)
def test_the_drawn_edge_lies_within_3_km_of_the_range_from_the_nearest_ground(ground):
    for row in circles.edges()[::6]:
        lat, lon = mapping.destination(*circles.CENTRE[ground], row["b"], np.array(row[ground], float))
        assert np.abs(measures.nearest_km(numbers.lands()[ground], lat, lon) - circles.RANGES).max() < 3


def test_hatching_stays_inside_its_shape():
    lines = mapping.hatching(SQUARE, 16)
    assert not lines.is_empty and lines.within(SQUARE)


# ---- the map's sentence -------------------------------------------------------------------------------------------


def test_the_sentence_counts_as_by_hand(monkeypatch):
    seen = pd.DataFrame(
        {"name": ["Moscow", "Minsk", "Kursk", "Orel"], "population": [12, 2, 0.4, 0.3], "held": [453, 240, 97, 180]},
        index=["moscow", "b", "c", "d"],
    )
    monkeypatch.setattr(map_sentence, "seen", lambda: seen)

    def says(km):
        return map_sentence.sentence(km, "held").replace("\u00a0", " ").replace("*", "")

    assert "takes in no Russian or Belarusian city of" in says(96) and "the nearest, Kursk, is 97 km away" in says(96)
    assert "takes in Kursk and Orel and no other" in says(200) and "Moscow is 253 km too far" in says(200)
    assert "takes in 4 Russian and Belarusian cities" in says(453) and "Moscow, Minsk and Kursk" in says(453)
    assert "Moscow is within reach" in says(453) and "Moscow is 1 km too far" in says(452)


# ---- published ranges ---------------------------------------------------------------------------------------------


def test_exported_missiles_stand_by_range_and_ours_with_both_its_figures():
    rows = [("far", "exported", 400, 500), ("ours", "offered", 250, 250), ("ours-300", "offered", 300, 300)]
    systems = pd.DataFrame([*rows, ("near", "exported", 100, 250)], columns=["id", "role", "range_low", "range_high"])
    found = measures.exported(systems, ours="ours", farther="ours-300").set_index("id")
    assert list(found.index) == ["near", "ours", "far"] and found.loc["ours", "range_high"] == 300
    assert (systems["range_high"] == [500, 250, 300, 250]).all(), "the table itself was changed"
    assert "later" not in set(dates.table("systems")["role"]), "something later is in the body"
