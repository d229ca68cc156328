"""Who needs whom: the measures by hand, their bounds, the published numbers, and what the data must say of itself."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.trade_dependence import charts, measures
from analysis.trade_dependence.numbers import winter
from brief import dates, numbers
from brief.data import tables

amounts = st.floats(0.01, 1e6)
volumes = st.lists(amounts, min_size=1, max_size=12)
CLOSE = pytest.approx


# ---- worked by hand -----------------------------------------------------------------------------------------------

BY_HAND = [
    # Part and whole at their least and most favourable.
    ("share", (1, 4), [25, 25]),
    ("share", ((1, 2), (4, 5)), [20, 50]),
    # 30 of imports and 10 of exports, in a trade of 200 + 200 and an output of 1,000.
    ("trade_share", (30, 10, 200, 200), [10, 10]),
    ("trade_share", (30, (5, 15), 200, 200), [8.75, 11.25]),
    ("trade_over_gdp", (30, 10, 1000), [4, 4]),
    ("concentration", ([5],), [1]),
    ("concentration", ([60, 30, 10],), [0.36 + 0.09 + 0.01]),
    ("concentration_with_block", ([60, 30], 10), [0.45, 0.46]),
    ("supply_without", ([2, 3], pd.Series([5.0, 10.0, 4.0])), [100, 50, 125]),
    ("missing", (5, pd.Series([4.0, 5.0, 8.0])), [0, 0, 3]),
    # Ten in store, four a month at most: the second month wants five and gets four, the fourth finds two.
    ("left_by_stores", (pd.Series([3.0, 5.0, 1.0, 4.0]), 10, pd.Series([4.0, 4.0, 4.0, 4.0])), [0, 1, 0, 2]),
    # Positive when the buyer reports more.
    ("mirror_gap", (110, 100), [10, 10]),
    ("mirror_gap", (90, 100), [-10, -10]),
]


@pytest.mark.parametrize(("measure", "given", "worked"), BY_HAND)
def test_a_measure_worked_by_hand(measure, given, worked):
    assert np.ravel(getattr(measures, measure)(*given)).tolist() == CLOSE(worked)


@pytest.mark.parametrize(("threshold", "counted"), [(33, ["wheat", "gas"]), (34, ["wheat"]), (90, [])])
def test_a_threshold_counts_a_tie_only_when_its_low_end_reaches_it(threshold, counted):
    assert measures.weight_at_least({"wheat": 86, "gas": (33, 35), "goods": 8}, threshold) == counted


SPAN = pd.DataFrame({"year": [2019, 2019, 2020], "value": [10.0, 12.0, 7.0], "low": [9.5, None, None]})


@pytest.mark.parametrize("whole", [0, -1, (0, 3)])
def test_a_share_of_nothing_has_no_meaning(whole):
    with pytest.raises(ValueError, match="no meaning"):
        measures.share(1, whole)


def test_a_reading_spans_the_rows_and_their_own_uncertainty_and_a_gap_is_never_filled():
    assert measures.reading(SPAN, year=2019) == (9.5, 12)
    assert measures.reading(SPAN, year=2020) == (7, 7)
    with pytest.raises(ValueError, match="no row"):
        measures.reading(SPAN, year=2021)
    with pytest.raises(ValueError, match="not a low and a high"):
        measures.interval((2, 1))


def test_a_month_takes_the_regulator_s_reading_first():
    rows = [(2020, 3, 11.6, "IEA entry points"), (2020, 3, 9.9, "regulator"), (2020, 4, 24.2, "IEA entry points")]
    months = pd.DataFrame(rows, columns=["year", "month", "share", "reading"])
    assert list(measures.one_reading(months)["share"]) == [9.9, 24.2]


def test_a_swing_by_hand():
    months = pd.DataFrame({"year": [2019, 2019, 2020], "month": [1, 7, 5], "share": [40.0, 15.0, 30.0]})
    swing = measures.swing(months)
    assert swing.loc[2019, ["lowest", "in_month", "highest", "at_month", "width"]].tolist() == [15, 7, 40, 1, 25]
    assert swing.at[2020, "width"] == 0


def test_a_series_by_year_by_hand():
    levels = measures.on_base({2014: 50, 2015: 40, 2016: (10, 15)}, 2014)
    assert levels == {2014: (100, 100), 2015: (80, 80), 2016: (20, 30)}
    sent = pd.DataFrame({"year": [2019, 2019], "partner": ["RUS", "WLD"], "value": [1.0, 4.0]})
    assert measures.yearly_share(sent, "RUS", "WLD").to_dict() == {2019: 25}


# ---- what must always be so ---------------------------------------------------------------------------------------


@given(volumes)
def test_concentration_lies_between_equal_suppliers_and_one(parts):
    found = measures.concentration(parts)
    assert 1 / len(parts) - 1e-9 <= found <= 1 + 1e-9
    assert measures.concentration([part * 7 for part in parts]) == CLOSE(found)


@given(volumes, amounts)
def test_splitting_a_block_never_raises_concentration(named, block):
    low, high = measures.concentration_with_block(named, block)
    assert low <= measures.concentration([*named, block / 2, block / 2]) + 1e-9 <= high + 2e-9


@given(volumes, amounts, amounts)
def test_stores_never_give_more_than_they_hold_nor_leave_more_than_was_missing(gaps, volume, most):
    gap = pd.Series(gaps)
    left = measures.left_by_stores(gap, volume, pd.Series(most, index=gap.index))
    assert ((left >= 0) & (left <= gap)).all() and (gap - left).sum() <= volume * (1 + 1e-9)


# ---- what the tables must agree on ---------------------------------------------------------------------------------


# Publishers revise a part before they revise the whole: a twentieth either way is no contradiction, a month or a
# supplier left out is.
ALIKE = 0.05


def test_suppliers_and_months_add_up_to_all_gas_of_a_year():
    months, gas = (tables.load(name).query("reading == 'IEA entry points'") for name in ("gas_months", "gas_imports"))
    by_partner = gas.pivot_table("value", "year", "partner")
    whole, russian = by_partner.pop("WLD"), by_partner["RUS"]
    assert by_partner.sum(axis=1).to_list() == CLOSE(whole.to_list(), rel=ALIKE)
    for year, rows in months.query("2010 <= year <= 2021").groupby("year"):
        assert len(rows) == 12
        assert rows[["russia", "total"]].sum().to_list() == CLOSE([russian[year], whole[year]], rel=ALIKE), year


@pytest.mark.parametrize("begins", [2019, 2020])
def test_a_winter_has_five_months_in_order_of_time_all_known_then(begins):
    months = winter(begins)
    assert list(months.index) == [11, 12, 1, 2, 3] and (months["known_on"] <= pd.Timestamp(dates.CUTOFF)).all()
    assert list(months["days"]) == [30, 31, 31, 29 if begins == 2019 else 28, 31]


def test_no_fuel_comes_from_russia_in_a_larger_weight_than_from_all():
    weights = tables.load("energy_imports").query("unit == 'thousand tonnes'")
    pairs = weights.pivot(index=["year", "fuel", "reading"], columns="partner", values="value")
    assert pairs.notna().all(axis=None) and (pairs["RUS"] < pairs["WLD"]).all()


# ---- what the data must say of itself ------------------------------------------------------------------------------


def test_trade_systems_are_joined_only_with_a_mark():
    trade = tables.load("goods_trade").query("reporter == 'TUR'")
    assert set(trade["system"]) == {"special", "general"}
    assert trade.query("year <= 2018")["system"].eq("special").all()
    both = trade.groupby(["year", "partner", "flow"])["system"].nunique()
    assert set(both[both > 1].index.get_level_values("year")) == {2019}


@pytest.mark.parametrize("key", ["goods_share_tur", "goods_share_tur_2019"])
def test_a_share_of_imports_has_one_system_above_and_below_the_line(key):
    rows = numbers.get(key).row_ids()["goods_trade"]
    assert set(tables.load("goods_trade").set_index("id").loc[rows, "system"]) == {"general"}


def test_figures_read_off_a_chart_say_so_and_carry_their_doubt():
    trade = tables.load("goods_trade")
    read = trade[trade["origin"] == "read off a chart"]
    assert set(read["flow"]) == {"export"} and read["vintage"].str.contains("chart").all()
    assert ((read["low"] < read["value"]) & (read["value"] < read["high"])).all()


@pytest.mark.parametrize("name", ["gas_imports", "goods_trade", "visitors"])
def test_no_full_year_of_2021_counts_as_known_on_the_cut_off(name):
    assert dates.known(tables.load(name), dates.CUTOFF)["year"].max() == 2020


def test_the_later_wheat_figures_stay_out_of_the_body():
    then, now = (numbers.get(key).row_ids()["wheat_imports"] for key in ("wheat_share_tur", "wheat_share_later"))
    assert not set(then) & set(now)


# ---- figures -------------------------------------------------------------------------------------------------------


def test_a_tie_leaves_the_sentence_above_the_weight_that_is_printed():
    rows = [("wheat", "tur", 86.4), ("gas", "tur", 33.6), ("wheat", "rus", 18.4), ("gas", "rus", 8.0)]
    frame = pd.DataFrame(rows, columns=["flow", "side", "low"])
    said = {at: charts.said(at, frame).replace("*", "") for at in (18, 19, 34, 35, 87)}
    assert said[18].endswith("Turkey is tied to Russia by wheat and gas, and Russia to Turkey by wheat.")
    assert said[19].endswith("by wheat and gas, and Russia to Turkey by nothing.") and "by wheat and gas," in said[34]
    assert said[35].endswith("tied to Russia by wheat, and Russia to Turkey by nothing.")
    assert "tied to Russia by nothing," in said[87]


def test_a_missing_weight_is_written_out_and_never_drawn():
    figure = charts.who_needs_whom()
    assert [picture.count("2019: no figure") for picture in figure.pictures.values()] == [1] * len(figure.pictures)
    assert list(figure.table.loc[figure.table["2019: lowest figure, %"].isna(), "for"]) == ["Turkey"]


def test_the_shade_begins_after_the_last_full_year_known_then():
    bought = tables.load("goods_trade").query("reporter == 'TUR' and partner == 'RUS' and flow == 'import'")
    table = charts.imports_since(bought).table
    later = table[table["known on"] > pd.Timestamp(dates.CUTOFF)]
    assert later["year"].min() == 2021 and later["year"].is_monotonic_increasing
