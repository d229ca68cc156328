"""What the book may know in its body, on both sides of the cut-off."""

import datetime as dt

import geopandas
import pandas as pd
import pytest
from shapely.geometry import Point

from brief.dates import CUTOFF, EDITION, known, latest


def table(**columns):
    frame = pd.DataFrame(columns)
    return frame.assign(known_on=pd.to_datetime(frame["known_on"]))


def test_a_row_known_on_the_cutoff_is_in_and_a_row_of_the_next_day_is_out():
    rows = table(id=["before", "on", "after"], known_on=["2021-12-14", "2021-12-15", "2021-12-16"])
    assert list(known(rows, CUTOFF)["id"]) == ["before", "on"]


def test_a_statistic_counts_from_its_publication_not_from_its_year():
    rows = table(
        id=["2020-printed-late", "2021-first-months", "2021-whole"],
        year=[2020, 2021, 2021],
        known_on=["2022-03-01", "2021-10-29", "2022-01-31"],
    )
    assert list(known(rows, CUTOFF)["id"]) == ["2021-first-months"]


def test_a_row_that_nobody_dated_was_not_known():
    assert known(table(id=["undated"], known_on=[None]), EDITION).empty


def test_known_leaves_the_table_as_it_was_and_counts_its_rows_from_zero():
    rows = table(id=["late", "early"], known_on=["2022-01-01", "2021-01-01"])
    assert list(known(rows, CUTOFF).index) == [0]
    assert list(rows["id"]) == ["late", "early"]


def test_known_keeps_shapes_shapes():
    rows = geopandas.GeoDataFrame(table(id=["a"], known_on=["2020-01-01"]), geometry=[Point(30, 50)], crs="EPSG:4326")
    assert isinstance(known(rows, CUTOFF), geopandas.GeoDataFrame)


def test_a_revision_replaces_the_first_figure_only_from_the_day_it_came_out():
    rows = table(
        id=["first", "revised", "other-year"],
        year=[2020, 2020, 2019],
        value=[1.0, 1.1, 5.0],
        known_on=["2021-03-01", "2022-03-01", "2020-03-01"],
    )
    assert set(latest(rows, "year", CUTOFF)["id"]) == {"first", "other-year"}
    assert set(latest(rows, "year", dt.date(2022, 2, 28))["id"]) == {"first", "other-year"}
    assert set(latest(rows, ["year"], dt.date(2022, 3, 1))["id"]) == {"revised", "other-year"}


def test_an_empty_key_is_an_observation_like_any_other():
    rows = table(id=["old", "new"], partner=[None, None], known_on=["2020-01-01", "2021-01-01"])
    assert list(latest(rows, "partner", CUTOFF)["id"]) == ["new"]


def test_two_figures_of_one_day_are_never_chosen_between_in_silence():
    rows = table(id=["one", "two"], year=[2020, 2020], known_on=["2021-03-01", "2021-03-01"])
    with pytest.raises(ValueError, match="two vintages of year 2020 became known on 2021-03-01"):
        latest(rows, "year", CUTOFF)


def test_nothing_known_yet_gives_an_empty_table():
    rows = table(id=["a"], year=[2020], known_on=["2021-03-01"])
    assert latest(rows, "year", dt.date(2020, 1, 1)).empty


def test_the_cutoff_stands_before_the_drafts_of_17_december_2021_and_the_edition_after_it():
    assert dt.date(2021, 12, 1) < CUTOFF < dt.date(2021, 12, 17) < EDITION
