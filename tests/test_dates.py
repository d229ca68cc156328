"""What the book may know in its body, on both sides of the cut-off."""

import datetime as dt
import fnmatch

import geopandas
import pandas as pd
import pytest
from shapely.geometry import Point

from brief.data import tables
from brief.dates import CUTOFF, EDITION, known, latest


def table(**columns):
    frame = pd.DataFrame(columns)
    return frame.assign(known_on=pd.to_datetime(frame["known_on"]))


def test_what_is_known_is_what_was_published_by_then_whatever_year_it_describes():
    rows = table(
        id=["before", "on", "after", "2020, printed late", "first months of 2021", "undated"],
        known_on=["2021-12-14", "2021-12-15", "2021-12-16", "2022-03-01", "2021-10-29", None],
    )
    found = known(rows, CUTOFF)
    assert list(found["id"]) == ["before", "on", "first months of 2021"] and list(found.index) == [0, 1, 2]
    assert len(rows) == 6 and "undated" not in set(known(rows, EDITION)["id"])
    shapes = geopandas.GeoDataFrame(rows, geometry=[Point(30, 50)] * 6, crs="EPSG:4326")
    assert isinstance(known(shapes, CUTOFF), geopandas.GeoDataFrame)


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


def test_an_empty_key_is_an_observation_and_nothing_known_yet_an_empty_table():
    rows = table(id=["old", "new"], partner=[None, None], known_on=["2020-01-01", "2021-01-01"])
    assert list(latest(rows, "partner", CUTOFF)["id"]) == ["new"]
    assert latest(rows, "partner", dt.date(2019, 1, 1)).empty


def test_two_figures_of_one_day_are_never_chosen_between_in_silence():
    rows = table(id=["one", "two"], year=[2020, 2020], known_on=["2021-03-01", "2021-03-01"])
    with pytest.raises(ValueError, match="two vintages of year 2020 became known on 2021-03-01"):
        latest(rows, "year", CUTOFF)


def test_the_cutoff_stands_before_the_drafts_of_17_december_2021_and_the_edition_after_it():
    assert dt.date(2021, 12, 1) < CUTOFF < dt.date(2021, 12, 17) < EDITION


# Every row of the book, against the days of its sources.

# A row is known on the day its first source came out. A relay or a weekly may print that source's news up to a week
# later, and then the row keeps the day that it names.
RELAYED = pd.Timedelta(days=7)
DATED = [name for name in tables.names() if tables.describe(name).get("sourced", True)]
EXCEPTIONS = tables.load("date_exceptions")


def span(date: str) -> tuple[pd.Timestamp, pd.Timestamp]:
    """The first and the last day of a day, a month or a year."""
    whole = pd.Period(date)
    return whole.start_time, whole.end_time.normalize()


def misdated() -> pd.DataFrame:
    """The rows that their sources don't date: `table`, `key`, `known_on`, `first`, the first day of the earliest, and
    `side`, on which side of its sources the row's day is.

    *early*: the earliest is more than a week after the row was known, or the row is of then and none of its sources is.
    *late*: the row was known more than a week after the earliest had come out, whose month or year counts by its end.
    The article itself is of then, whatever day its month ends on.
    """
    sources = tables.load("sources").set_index("id")
    days = sources["date"].dropna().map(span)
    for place, name in enumerate(("first", "last")):
        sources[name] = pd.to_datetime(days.str[place])
    sources.loc[sources["kind"] == "article", "last"] = pd.Timestamp(CUTOFF)
    links = tables.load("row_sources").merge(sources[["first", "last"]], left_on="source_id", right_index=True)
    ends = links.groupby(["table", "key"])[["first", "last"]].min().reset_index()
    rows = pd.concat([tables.load(name)[["id", "known_on"]].assign(table=name) for name in DATED])
    rows = rows.rename(columns={"id": "key"}).merge(ends, how="left", on=["table", "key"])
    then = rows["known_on"] <= pd.Timestamp(CUTOFF)
    before = rows["known_on"] < rows["first"] - RELAYED
    return pd.concat(
        [
            rows[before | then & ~(rows["last"] <= pd.Timestamp(CUTOFF))].assign(side="early"),
            rows[rows["known_on"] > rows["last"] + RELAYED].assign(side="late"),
        ]
    )


def excused(row) -> bool:
    mine = EXCEPTIONS[(EXCEPTIONS["table"] == row.table) & (EXCEPTIONS["side"] == row.side)]
    return any(fnmatch.fnmatchcase(row.key, key) for key in mine["key"])


def test_a_row_is_known_when_its_first_source_came_out_and_a_row_of_then_rests_on_a_source_of_then():
    found = [row for row in misdated().itertuples() if not excused(row)]
    said = [
        f"{row.table}.csv, {row.key}: known on {row.known_on:%Y-%m-%d}, first source {row.first}, so {row.side}"
        for row in found
    ]
    assert not said, "\n".join(said)


def test_an_exception_is_still_needed():
    rows = misdated()
    for one in EXCEPTIONS.itertuples():
        mine = rows.loc[(rows["table"] == one.table) & (rows["side"] == one.side), "key"]
        hit = mine.map(lambda key, one=one: fnmatch.fnmatchcase(key, one.key))
        assert hit.any(), f"date_exceptions.csv: nothing in {one.table} needs {one.key} any more"


@pytest.mark.parametrize("name", ["cases", "case_codings", "guarantee", "option_cells", "options", "precedents"])
def test_what_was_known_then_rests_on_no_later_source(name):
    """Elsewhere one source of then is enough; these were judged or coded, by nothing that came later."""
    rows = known(tables.load(name), CUTOFF)
    dates = tables.load("sources").set_index("id")["date"].dropna().str[:10]
    late = [source for source in tables.sources_of(name, rows["id"]) if dates.get(source, "") > CUTOFF.isoformat()]
    assert len(rows) and not late, f"{name} rests on {late}"
