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


@pytest.mark.parametrize("period", ["2021", "2036-2021", "since 2021"])
def test_an_unknown_meaning_and_an_odd_period_are_refused(period):
    with pytest.raises(ValueError, match="'wheat' is none of arms"):
        measures.both(STATES, 5, "wheat")
    with pytest.raises(ValueError, match="no period of years"):
        measures.years(period)
    assert measures.years("2021-2036") == 15


@given(SHARES, some.integers(1, 40))
def test_a_lower_line_and_a_wider_meaning_never_lose_a_state_and_by_arms_the_lesser_share_is_the_line(rows, least):
    states = pd.DataFrame(rows, columns=list(STATES))
    arms, orders, energy = (measures.both(states, least, counts) for counts in measures.COUNTS)
    assert (orders | ~arms).all() and (energy | ~orders).all()
    for counts, found in zip(measures.COUNTS, (arms, orders, energy), strict=True):
        assert (found | ~measures.both(states, least + 1, counts)).all()
    for place, line in enumerate(measures.lesser(states)):
        assert measures.both(states, line, "arms").iloc[place]
        assert not measures.both(states, line + 1e-6, "arms").iloc[place]


def test_a_state_is_put_together_from_its_rows():
    arms, gas = ("arms from Russia", "arms from the United States"), "gas contract"
    rows = [
        ("HUN", "treaty", arms[0], "2016-2020", 0.0),
        ("HUN", "treaty", arms[1], "2016-2020", 3.0),
        ("HUN", "treaty", arms[0], "2011-2015", 39.0),  # another window
        ("HUN", "treaty", gas, "2021-2036", 4.5),
        ("IND", "partner", arms[0], "2016-2020", 49.0),
        ("IND", "partner", arms[1], "2016-2020", 10.0),
        ("IND", "partner", "Russian weapons ordered or held", "2018-2021", None),
        ("SAU", "partner", arms[0], "2016-2020", 0.0),
        ("SAU", "partner", arms[1], "2016-2020", 78.0),
        ("SAU", "partner", "talks on Russian weapons", "2017-2021", None),  # talks are no order
        ("GRC", "treaty", arms[0], "2016-2020", 0.0),
        ("GRC", "treaty", arms[1], "2016-2020", 28.0),
        ("GRC", "treaty", "crude oil from Russia", "2020", 49.9),
        ("GRC", "treaty", gas, "2021-2026", 1.0),  # too short
        ("POL", "treaty", arms[0], "2016-2020", 0.0),  # nothing on America: not tested
    ]
    states = measures.states(pd.DataFrame(rows, columns=["iso3", "bond", "measure", "period", "value"]))
    assert states[["russia", "treaty", "weapons", "energy"]].T.to_dict("list") == {
        "HUN": [0, True, False, True],
        "IND": [49, False, True, False],
        "SAU": [0, False, False, False],
        "GRC": [0, True, False, False],
    }


def test_codings_are_counted_by_explanation():
    fits = ["fits", "strains", "fits", "silent", "silent", "fits"]
    counted = measures.fits(pd.DataFrame({"explanation": list("aaabbb"), "fit": fits}))
    assert counted.loc[["a", "b"]].to_numpy().tolist() == [[2, 0, 1], [1, 2, 0]]


# What the tables must say of themselves.


def test_each_explanation_is_set_against_each_observation_once():
    coded = tables.load("explanations")
    assert len(coded) == coded["explanation"].nunique() * coded["observation"].nunique()
    assert set(coded["explanation"]) == set(charts.EXPLAIN) and set(coded["observation"]) == set(charts.SHORT)


def test_what_russia_had_a_hand_in_was_known_then():
    assert (tables.load("guarantee")["known_on"] <= pd.Timestamp(CUTOFF)).all()


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


@pytest.mark.parametrize(
    ("least", "counts", "found"),
    [
        (5, "energy", "Turkey and Hungary with a guarantee and Egypt"),
        (9, "arms", "nothing else does, we find Turkey with a guarantee and Egypt"),
        (10, "arms", "Turkey with a guarantee and nobody"),
        (40, "arms", "nobody with a guarantee and nobody"),
    ],
)
def test_the_sentence_at_its_edges(least, counts, found):
    said = charts.said(least, counts, STATES).replace("*", "").replace("\u00a0", " ")
    assert said.endswith(f"{found} without one.")


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


def test_the_body_s_figures_end_before_what_was_known_later_and_fill_no_rate_that_was_not_read():
    day, drawn = pd.Timestamp(CUTOFF), charts.stance()
    assert (drawn["day"] <= day).all() and (charts.stance(later=True)["day"] > day).any()
    assert (charts.steps()["known_on"] <= day).all()
    rates = known(tables.load("eu_alignment"), CUTOFF)
    assert sorted(drawn.query("what == 'alignment'")["rate"]) == sorted(rates["rate"])
