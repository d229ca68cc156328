"""Between two sides: the rule by hand, its properties, and what the chapter prints of allies, votes and the jet."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as some

from analysis.fence_sitting import charts, measures
from analysis.fence_sitting import numbers as fence
from analysis.fence_sitting.lesson import both_sides
from brief import numbers
from brief.data import tables
from brief.dates import CUTOFF, known

# By hand: an ally that buys from both, one with gas alone, an outsider that buys from both, and one that doesn’t.
STATES = pd.DataFrame(
    {
        "russia": [15.0, 0.0, 40.0, 0.5],
        "america": [30.0, 0.0, 9.0, 80.0],
        "treaty": [True, True, False, False],
        "weapons": [True, False, True, False],
        "energy": [False, True, False, False],
    },
    index=["TUR", "HUN", "EGY", "ISR"],
)
SHARES = some.lists(some.tuples(*[some.floats(0, 100)] * 2, *[some.booleans()] * 3), min_size=1, max_size=6)


def framed(rows):
    return pd.DataFrame(rows, columns=list(STATES))


# The rule.


@pytest.mark.parametrize(
    ("least", "counts", "deal"),
    [
        (9, "arms", "TUR EGY"),  # a share at the line counts
        (9.1, "arms", "TUR"),
        (15, "arms", "TUR"),
        (15.1, "arms", ""),
        (15.1, "orders", "TUR"),  # the order and the treaty tie still; the outsider lacks the American share
        (9, "orders", "TUR EGY"),
        (9, "energy", "TUR HUN EGY"),
        (99, "energy", "TUR HUN"),
        (0.5, "arms", "TUR EGY ISR"),
    ],
)
def test_who_deals_with_both_sides_by_hand(least, counts, deal):
    found = measures.both(STATES, least, counts)
    assert list(STATES.index[found]) == deal.split()


def test_an_unknown_meaning_and_an_odd_period_are_refused():
    with pytest.raises(ValueError, match="'wheat' is none of arms"):
        measures.both(STATES, 5, "wheat")
    for period in ("2021", "2036-2021", "since 2021"):
        with pytest.raises(ValueError, match="no period of years"):
            measures.years(period)
    assert measures.years("2021-2036") == 15


@given(SHARES, some.integers(1, 40))
def test_a_lower_line_and_a_wider_meaning_never_lose_a_state(rows, least):
    states = framed(rows)
    for counts in measures.COUNTS:
        assert (measures.both(states, least, counts) | ~measures.both(states, least + 1, counts)).all()
    arms, orders, energy = (measures.both(states, least, counts) for counts in measures.COUNTS)
    assert (orders | ~arms).all() and (energy | ~orders).all()


@given(SHARES)
def test_up_to_its_lesser_share_a_state_deals_with_both_by_arms_and_no_further(rows):
    states = framed(rows)
    for place, line in enumerate(measures.lesser(states)):
        assert measures.both(states, line, "arms").iloc[place]
        assert not measures.both(states, line + 1e-6, "arms").iloc[place]


def hedger(iso, measure, value, period="2016-2020", bond="treaty"):
    return {"iso3": iso, "bond": bond, "measure": measure, "period": period, "value": value}


def test_a_state_is_put_together_from_its_rows():
    rows = [
        hedger("HUN", "arms from Russia", 0.0),
        hedger("HUN", "arms from the United States", 3.0),
        hedger("HUN", "arms from Russia", 39.0, "2011-2015"),  # another window
        hedger("HUN", "gas contract", 4.5, "2021-2036"),
        hedger("IND", "arms from Russia", 49.0, bond="partner"),
        hedger("IND", "arms from the United States", 10.0, bond="partner"),
        hedger("IND", "Russian weapons ordered or held", None, "2018-2021", "partner"),
        hedger("SAU", "arms from Russia", 0.0, bond="partner"),
        hedger("SAU", "arms from the United States", 78.0, bond="partner"),
        hedger("SAU", "talks on Russian weapons", None, "2017-2021", "partner"),  # talks are no order
        hedger("GRC", "arms from Russia", 0.0),
        hedger("GRC", "arms from the United States", 28.0),
        hedger("GRC", "crude oil from Russia", 49.9, "2020"),
        hedger("GRC", "gas contract", 1.0, "2021-2026"),  # too short
        hedger("POL", "arms from Russia", 0.0),  # nothing on America: not tested
    ]
    states = measures.states(pd.DataFrame(rows))
    assert list(states.index) == ["HUN", "IND", "SAU", "GRC"]
    assert states["russia"].tolist() == [0, 49, 0, 0]
    assert states["treaty"].tolist() == [True, False, False, True]
    assert states["weapons"].tolist() == [False, True, False, False]
    assert states["energy"].tolist() == [True, False, False, False]


def test_codings_are_counted_by_explanation():
    coded = pd.DataFrame(
        {"explanation": ["a", "a", "a", "b", "b", "b"], "fit": ["fits", "strains", "fits", "silent", "silent", "fits"]}
    )
    assert measures.fits(coded).loc["a"].tolist() == [2, 0, 1]
    assert measures.fits(coded).loc["b"].tolist() == [1, 2, 0]


# What the tables must say of themselves.


def test_each_explanation_is_set_against_each_observation_once():
    coded = tables.load("explanations")
    assert len(coded) == coded["explanation"].nunique() * coded["observation"].nunique()
    assert set(coded["explanation"]) == set(charts.EXPLAIN) and set(coded["observation"]) == set(charts.SHORT)


def test_a_share_was_first_known_when_its_window_was_first_published_and_stands_once():
    then = known(tables.load("hedgers"), CUTOFF)
    arms = then[then["measure"].str.startswith("arms")]
    assert not arms.duplicated(["iso3", "measure", "period"]).any()
    assert (arms["known_on"].dt.year == arms["period"].str[-4:].astype(int) + 1).all()


def test_the_findings_fall_with_their_rows(monkeypatch):
    tested = fence.tests().copy()
    tested.loc["airspace-2016", "turkish_dead"] = 1
    monkeypatch.setattr(fence, "tests", lambda: tested)
    assert fence.clashes("inside")["turkish_dead"].sum() == 1
    allies = fence.allies().assign(value=2.0)
    monkeypatch.setattr(fence, "allies", lambda least=0: allies)
    assert not numbers.get_finding("not_enough").holds()


# The figure.


def test_the_sentence_at_its_edges():
    said = {
        (least, counts): charts.said(least, counts, STATES).replace("*", "").replace("\u00a0", " ")
        for least, counts in ((5, "energy"), (9, "arms"), (10, "arms"), (40, "arms"))
    }
    assert said[5, "energy"].endswith("find Turkey and Hungary with a guarantee and Egypt without one.")
    assert said[9, "arms"].endswith("nothing else does, we find Turkey with a guarantee and Egypt without one.")
    assert said[10, "arms"].endswith("Turkey with a guarantee and nobody without one.")
    assert said[40, "arms"].endswith("nobody with a guarantee and nobody without one.")


@pytest.mark.parametrize("counts", measures.COUNTS)
@pytest.mark.parametrize("least", [1, 5, 9, 15])
def test_in_class_the_rule_is_the_chapter_s(least, counts):
    table = STATES.rename(index=charts.NAMES)
    yes = table[["treaty", "weapons", "energy"]].replace({True: "yes", False: "no"})
    yes.columns = ["treaty", "Russian weapons", "long gas contract or oil"]
    shares = table[["russia", "america"]].set_axis(["arms from Russia, %", "arms from America, %"], axis=1)
    found = both_sides(shares.join(yes), least, counts)
    names = [name for one in (found["with a treaty"], found["without"]) for name in one.split(", ") if name != "none"]
    passes = measures.both(STATES, least, counts)
    assert sorted(names) == sorted(charts.NAMES[iso] for iso in STATES.index[passes])


def test_the_body_s_figures_end_before_what_was_known_later():
    days = pd.Timestamp(CUTOFF)
    assert (charts.stance()["day"] <= days).all() and (charts.stance(later=True)["day"] > days).any()
    assert (charts.steps()["known_on"] <= days).all()


def test_a_rate_that_was_not_read_is_neither_drawn_nor_filled():
    drawn = charts.stance().query("what == 'alignment'")
    rates = known(tables.load("eu_alignment"), CUTOFF)
    assert sorted(drawn["rate"]) == sorted(rates["rate"])
