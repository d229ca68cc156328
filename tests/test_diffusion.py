"""Drones: who ordered and received, what the shares allow, and that no count is stretched or known too early."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.diffusion import charts, measures, numbers
from brief import numbers as published
from brief.data import tables


def steps(*rows):
    """A table of steps from (system, country, step, basis, day, precision)."""
    names = ["system", "country", "step", "basis", "happened_on", "precision"]
    frame = pd.DataFrame(rows, columns=names)
    return frame.assign(happened_on=pd.to_datetime(frame["happened_on"]))


OFFICIAL, PRESS = "official words", "press report"
CASE = steps(
    ("TB2", "AAA", "ordered", OFFICIAL, "2019-01-12", "day"),
    ("TB2", "AAA", "arrived", OFFICIAL, "2019-03-06", "day"),
    ("TB2", "BBB", "arrived", PRESS, "2021-11-30", "month"),
    ("TB2", "CCC", "ordered", PRESS, "2021-04-18", "day"),
    ("TB2", "CCC", "arrived", PRESS, "2021-09-17", "day"),
    ("TB2", "DDD", "ordered", OFFICIAL, "2021-05-24", "day"),
    ("TB2", "EEE", "asked", OFFICIAL, "2021-07-02", "day"),
    ("Anka", "AAA", "ordered", PRESS, "2020-12-31", "month"),
)


# ---- customers ----------------------------------------------------------------------------------------------------


def test_a_buyer_stands_where_the_last_known_step_left_it():
    found = measures.status(CASE).set_index(["system", "country"])
    assert found.loc[("TB2", "AAA"), "step"] == "arrived" and found.loc[("TB2", "DDD"), "step"] == "ordered"
    assert found.loc[("TB2", "AAA"), "ordered_on"] == pd.Timestamp("2019-01-12")
    assert pd.isna(found.loc[("TB2", "BBB"), "ordered_on"])
    assert found.loc[("Anka", "AAA"), "step"] == "ordered", "two types of one buyer are two journeys"


def test_press_reports_widen_a_count_and_never_narrow_it():
    assert measures.recipients(CASE, "TB2") == measures.recipients(CASE.iloc[::-1], "TB2") == (1, 3), "in any order"
    assert measures.named_buyers(CASE, "TB2") == (3, 4), "asking for a drone isn't buying it"
    assert measures.recipients(CASE, "Anka") == (0, 0)


def test_months_from_order_to_delivery():
    order, delivery = CASE.loc[0], CASE.loc[1]
    assert measures.months_between(order, delivery) == pytest.approx((1.74, 1.74), abs=0.01)
    some_day_of_2019 = delivery.copy()
    some_day_of_2019[["happened_on", "precision"]] = pd.Timestamp("2019-12-31"), "year"
    low, high = measures.months_between(order, some_day_of_2019)
    assert low == 0 and high == pytest.approx(11.6, abs=0.05)


def test_a_day_known_to_the_year_lies_after_its_order_and_is_drawn_in_the_middle():
    case = steps(
        ("TB2", "AAA", "ordered", OFFICIAL, "2019-07-02", "day"),
        ("TB2", "AAA", "arrived", OFFICIAL, "2019-12-31", "year"),
        ("TB2", "BBB", "arrived", OFFICIAL, "2021-12-31", "year"),
        ("TB2", "CCC", "arrived", PRESS, "2021-11-30", "month"),
    )
    found = measures.calendar(case)[["first", "at", "last"]].apply(lambda days: days.dt.strftime("%d %b"))
    assert found.loc[1].tolist() == ["02 Jul", "01 Oct", "31 Dec"], "after the order"
    assert found.loc[2].tolist() == ["01 Jan", "02 Jul", "31 Dec"], "any day of the year"
    assert found.loc[[0, 3], "at"].tolist() == ["02 Jul", "30 Nov"], "a day or month stands where it ends"


def test_those_who_have_it_come_first_then_those_who_wait():
    own = CASE[CASE["system"] == "TB2"]
    assert list(measures.journeys(own)["country"]) == ["AAA", "CCC", "BBB", "DDD", "EEE"]


def test_the_figure_names_each_buyer_and_draws_each_contract():
    assert set(numbers.of_type(numbers.customers(), "TB2")["country"]) <= set(charts.COUNTRY)
    assert len(charts.boxes()) == published.value("contracts_2021")


# ---- shares -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("found", "share"),
    [
        (measures.share_of((50, 50), (200, 200)), (25, 25)),
        (measures.share_of((45, 55), (190, 210)), (21.43, 28.95)),
        # The buyer takes 10 % of what the supplier sells, who sells 30 % of all; the buyer buys 5 % of all: 3 of 5.
        (measures.share_from_shares((10, 10), (30, 30), (5, 5)), (60, 60)),
        (measures.share_from_shares((9, 11), (20, 40), (5, 8)), (22.5, 88)),
        # 60 of 100 becomes 12 of 40 when the supplier falls by 80 % and all by 60 %.
        (measures.share_after_change((60, 60), (-80, -80), (-60, -60)), (30, 30)),
    ],
)
def test_a_share_worked_by_hand(found, share):
    assert found == pytest.approx(share, abs=0.01)


def test_what_was_published_by_2021_agrees_within_five_points_with_later_editions():
    for edition in (numbers.later_shares(), numbers.later_shares("July 2022")):
        for row in edition[edition["window_start"].isin((2006, 2011, 2016))].itertuples():
            low, high = (end(f"share_{row.window_start}") for end in (published.low, published.high))
            assert row.low <= high + 5 and low - 5 <= row.high, row.window_start


def test_a_window_without_a_total_has_no_share():
    parts = tables.load("arms_imports")
    lone = parts[parts["figure"] == "volume from the United States"]
    assert measures.supplier_shares(lone, "February 2026").empty


# ---- what may be said, and when -----------------------------------------------------------------------------------


def test_lines_join_only_counts_of_one_publisher_and_one_rule():
    counts = pd.DataFrame({"publisher": ["GAO", "GAO", "GAO", "Bard"], "rule": ["owned", "owned", "made", "owned"]})
    assert measures.taken_twice(counts).tolist() == [True, True, False, False]
    later = numbers.counts(later=True)
    for measure in charts.LATER:
        assert (later[later["measure"] == measure][["publisher", "rule"]].nunique() == 1).all(), measure


@pytest.mark.parametrize(
    ("finding", "without"), [("one_number_two_meanings", "tb2_waiting"), ("universal_falls", "parts_controlled")]
)
def test_one_figure_by_two_roads_falls_if_nobody_waits_and_the_universal_claim_stands_on_no_control(
    monkeypatch, finding, without
):
    real = published._computed
    monkeypatch.setattr(published, "_computed", lambda key: (0,) if key == without else real(key))
    assert not published.get_finding(finding).holds()


def test_a_part_is_controlled_only_on_named_authority():
    frame = tables.load("controls")
    claimed = frame[frame["controlled"] != "not established"]
    assert claimed[["list", "authority"]].notna().all(axis=None)
    assert set(frame["part"]) == set(numbers.known("parts").query("platform == 'TB2'")["id"]), "each TB2 part, once"


def test_delivery_never_precedes_its_order_or_its_publication():
    frame = tables.load("drone_customers")
    exact = frame[frame["precision"] == "day"]
    assert (exact["known_on"] >= exact["happened_on"]).all()
    wide = frame.pivot(index=["system", "country"], columns="step", values="happened_on")
    assert not (wide["arrived"] < wide["ordered"]).any()
