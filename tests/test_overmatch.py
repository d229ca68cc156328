"""Spending, forces and the sale beside them: cases worked by hand, editions kept apart, and the page's own figures."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.overmatch import charts, measures
from brief import accepted_outputs, dates, numbers
from brief.book import ROOT
from brief.data import tables

# ---- measures -----------------------------------------------------------------------------------------------------


def test_a_ratio_of_intervals_is_taken_at_its_extremes():
    assert measures.times((800, 900), (200, 250)) == (3.2, 4.5)
    assert measures.per_hundred((70, 94), (200, 250)) == pytest.approx((28, 47))
    counts = pd.DataFrame({"low": [12, 24, 6], "high": [12, 24, 20]}, index=list("abc"))
    assert measures.figure(counts, "abc") == (6, 24)


def test_forces_are_compared_by_rows_and_a_printed_ratio_stays_as_it_is():
    rows = [("ours", 900, 900), ("theirs", 200, 200), ("theirs-too", 250, 250), ("printed", 10, 10)]
    table = pd.DataFrame(rows, columns=["id", "low", "high"])
    found = measures.ratios(table, {"active": (["ours"], ["theirs", "theirs-too"]), "air": (["printed"], [])})
    assert found.loc["active"].tolist() == [3.6, 4.5] and found.loc["air"].tolist() == [10, 10]


@pytest.mark.parametrize(("amount", "price", "worth"), [(100, 10, 10), (101, 10, 11), (0.3, 0.1, 3)])
def test_drones_that_are_worth_a_sum(amount, price, worth):
    """The last are not four: 0.3 / 0.1 is a hair above three in binary."""
    assert measures.drones_worth(amount, price) == worth


@given(st.floats(1, 1e5), st.floats(0.5, 50))
def test_one_drone_less_would_be_worth_less(amount, price):
    count = measures.drones_worth(amount, price)
    assert count * price >= amount * (1 - 1e-9) - 1e-6
    assert (count - 1) * price < amount


def editions(*rows):
    """Rows of (edition, its day, year, what Russia spent, what Ukraine spent)."""
    frame = pd.DataFrame(rows, columns=["edition", "known_on", "year", "RUS", "UKR"]).assign(measure="current")
    frame["known_on"] = pd.to_datetime(frame["known_on"])
    return frame.melt(["edition", "known_on", "year", "measure"], var_name="iso3").dropna(subset="value")


SIPRI, LATER = ("sipri-2021", "2021-04-27", 2020, 60, 6), ("sipri-2025", "2025-04-28", 2020, 60, 8)


def test_of_two_editions_the_newest_known_counts_and_a_year_with_one_state_only_has_no_ratio():
    frame = editions(SIPRI, LATER, ("iiss-2022", "2021-05-01", 2020, 40, 5), (*SIPRI[:2], 2019, 61, None))
    asked = [(dates.CUTOFF, "sipri"), (dates.EDITION, "sipri"), (dates.CUTOFF, "iiss")]
    found = [measures.spending(frame, day, publisher=publisher)["ratio"].to_dict() for day, publisher in asked]
    assert found == [{2020: 10}, {2020: 7.5}, {2020: 8}]


def test_editions_are_listed_in_the_order_of_publication():
    found = measures.editions(editions(LATER, SIPRI, (*LATER[:2], 2019, 66, 6)))
    assert list(found["edition"]) == ["sipri-2025", "sipri-2021", "sipri-2025"]
    assert list(found["year"]) == [2019, 2020, 2020] and list(found["ratio"]) == [11, 10, 7.5]


# ---- data ---------------------------------------------------------------------------------------------------------


def test_the_trade_register_and_the_later_editions_are_known_only_since():
    deliveries, milex = (dates.known(tables.load(name), dates.CUTOFF) for name in ("deliveries", "milex"))
    assert not deliveries["vintage"].str.contains("register").any()
    assert set(milex["edition"]) == {"sipri-2020", "sipri-2021"}
    assert not tables.describe("milex")["redistributable"]


def test_no_row_names_a_place_of_troops():
    """Counts of whole forces only: the page mustn't become a list of sites."""
    named = set(tables.load("forces")["what"].str.findall(r"\b[A-Z]\w+").explode().dropna())
    assert named <= {"Ukraine", "Crimea", "Donetsk", "Luhansk", "Kyiv"}


@pytest.mark.parametrize("key", ("drones_held", "near_usa", "near_land", "near_all", "near_troops", "ukr_troops"))
def test_counts_that_differ_stay_an_interval_to_the_page(key):
    assert numbers.low(key) < numbers.high(key) and numbers.DASH in numbers.text(key)


# ---- figures ------------------------------------------------------------------------------------------------------


def test_whom_a_force_can_outnumber_is_worked_by_hand(monkeypatch):
    monkeypatch.setattr(charts, "against", lambda: {"all": (200, 250), "zone": (20, 20)})
    monkeypatch.setattr(charts, "value", {"attack_rule": 3}.__getitem__)
    said = {whom: charts.met_sentence(150, whom).replace("\u00a0", " ").replace("*", "") for whom in ("all", "zone")}
    assert "150 thousand Russian troops against 200–250 thousand Ukrainian ones make 0.60–0.75 for each" in said["all"]
    assert "outnumber 50 thousand, 20–25 % of these Ukrainians, by 3 to 1" in said["all"]
    assert "against 20 thousand Ukrainian ones make 7.50" in said["zone"] and ", 100 % of these" in said["zone"]


def test_the_sentence_says_what_is_worked_by_hand_and_the_bar_grows(monkeypatch):
    few, many = (charts.balance_money(drones=count).pictures["wide"] for count in (6, 400))
    assert few != many and "400 drones" in many
    published = {"drone_price": 11.5, "ukr_spending": 5.9, "rus_spending": 61.7, "spending_gap": 55.8}
    monkeypatch.setattr(charts, "value", published.__getitem__)
    said = charts.sentence(24, "contract").replace("\u00a0", " ").replace("*", "")
    assert said.startswith("24 drones at 11.5 million dollars each would cost 276 million, or 4.7 % of what Ukraine")
    assert "0.45 % of what Russia spent" in said and "take 4,853 to match" in said


def test_every_case_of_the_search_is_in_its_figure():
    cases = tables.load("deterrence")
    shown = charts.balance_search(cases).html()
    assert all(name in shown for name in cases["name"])


def test_only_the_later_deliveries_are_drawn_as_later():
    cells = accepted_outputs.read(ROOT, "overmatch")
    shown = [figure for cell in cells for figure in accepted_outputs.figures(cell)]
    assert [figure["key"] for figure in shown if figure["since"]] == ["balance-since"]
