"""What Washington could do: the measure by hand, its properties, the judgements, and what the chapter says of them."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from hypothesis.extra.numpy import arrays

from analysis.options import charts, measures
from analysis.options import numbers as published
from brief import numbers
from brief.charts import captions
from brief.data import tables
from brief.dates import CUTOFF, EDITION

WEIGHTS = measures.weightings(4_000, 3)
SCORES = arrays(float, (4, 3), elements=some.floats(0, 4).map(lambda score: round(score, 1)))


def exact(*rows):
    scores = np.array(rows, dtype=float)
    return scores, scores


# The measure.


def test_weightings_are_mixes_and_the_same_each_time():
    assert np.allclose(WEIGHTS.sum(axis=1), 1) and WEIGHTS.min() >= 0
    assert np.array_equal(WEIGHTS, measures.weightings(4_000, 3))
    assert np.allclose(WEIGHTS.mean(axis=0), 1 / 3, atol=0.02)
    assert not np.array_equal(WEIGHTS, measures.weightings(4_000, 3, seed=1))


def test_a_share_by_hand():
    # A leads when 4 w > 2 (1 - w), so from w = 1/3 on: two thirds of the even mixes of two criteria.
    found = measures.shares(*exact([4, 0], [0, 2]), measures.weightings(40_000, 2))
    assert found == pytest.approx([2 / 3, 1 / 3], abs=0.01)


def test_a_range_is_drawn_and_not_read_as_its_middle():
    # One criterion: 0 to 4 beats a sure 3 in a quarter of the draws; its middle, 2, never would.
    low, high = np.array([[0.0], [3.0]]), np.array([[4.0], [3.0]])
    assert measures.shares(low, high, np.ones((40_000, 1)))[0] == pytest.approx(0.25, abs=0.01)


def test_equals_share_the_lead():
    assert measures.shares(*exact([1, 2, 3], [1, 2, 3]), WEIGHTS) == pytest.approx([0.5, 0.5])


@given(SCORES, SCORES)
@settings(max_examples=40)
def test_shares_add_up_and_follow_the_options(one, other):
    low, high = np.minimum(one, other), np.maximum(one, other)
    found = measures.shares(low, high, WEIGHTS[:500])
    assert found.sum() == pytest.approx(1) and found.min() >= 0
    assert sum(measures.of_hundred(found)) == 100


def test_no_option_is_beaten_by_itself():
    assert not measures.no_better(*exact([1, 1], [0, 0])).diagonal().any()
    assert measures.no_better(*exact([0, 0], [1, 0]))[0, 1]
    assert not measures.no_better(np.array([[2.0], [2.0]]), np.array([[1.0], [1.0]])).any()


def test_a_priority_is_every_mix_in_which_it_counts_most():
    moved = measures.led_by(WEIGHTS, 1)
    assert (moved.argmax(axis=1) == 1).all()
    assert np.array_equal(np.sort(moved, axis=1), np.sort(WEIGHTS, axis=1)), "the weights themselves must stay"
    direct = WEIGHTS[WEIGHTS.argmax(axis=1) == 1]
    assert np.allclose(moved.mean(axis=0), direct.mean(axis=0), atol=0.02), "as picking the mixes out would give"


def test_a_belief_sets_the_end_that_it_names():
    low, high = np.array([[1.0, 0], [1, 0], [0, 0]]), np.array([[3.0, 1], [3, 1], [4, 1]])
    arms = ["more", "fewer", "same"]
    narrow, _ = measures.believed(low, high, arms, 0, provoke=True)
    assert list(narrow[:, 0]) == [1, 3, 0]
    narrow, wide = measures.believed(low, high, arms, 0, provoke=False)
    assert list(narrow[:, 0]) == [3, 1, 0] and wide[2, 0] == 4
    assert np.array_equal(narrow[:, 1], low[:, 1]) and low[0, 0] == 1, "other criteria and the original must stay"


def test_widening_stays_within_the_scale_and_spares_the_yardstick():
    low, high = measures.widened(np.array([[0.2], [2.0]]), np.array([[3.8], [2.0]]), 0.5, keep=[1])
    assert low.tolist() == [[0], [2]] and high.tolist() == [[4], [2]]


def test_a_missing_doubled_or_backward_cell_is_named():
    cells = pd.DataFrame({"option": ["a", "b"], "criterion": ["x", "x"], "low": [1, 3], "high": [2, 2]})
    with pytest.raises(ValueError, match="a has no score on y"):
        measures.ranges(cells, ["a"], ["x", "y"])
    with pytest.raises(ValueError, match="b on x: the range runs backwards"):
        measures.ranges(cells, ["a", "b"], ["x"])
    with pytest.raises(ValueError, match="twice"):
        measures.ranges(pd.concat([cells, cells]), ["a", "b"], ["x"])


# The judgements.

CELLS, OPTIONS = tables.load("option_cells"), tables.load("options")
RATINGS = tables.load("option_ratings")
YARDSTICK = CELLS[CELLS["option"] == "status-quo"].set_index("criterion")["low"].to_dict()
LINKS, SOURCES = tables.load("row_sources"), tables.load("sources").set_index("id")


def test_every_option_meets_every_criterion_with_evidence():
    assert len(CELLS) == len(OPTIONS) * len(tables.load("option_criteria"))
    for row in CELLS.itertuples():
        assert row.id == f"{row.option}-{row.criterion}"
        assert re.search(r"[.]$", row.evidence) and len(row.evidence) > 40, f"{row.id}: no sentence of evidence"


def test_the_status_quo_defines_the_scale():
    own = CELLS[CELLS["option"] == "status-quo"]
    assert (own["low"] == own["high"]).all() and set(own["confidence"]) == {"by definition"}
    assert set(CELLS.loc[CELLS["confidence"] == "by definition", "option"]) == {"status-quo"}


def test_two_further_readings_score_the_same_cells_with_a_reason():
    for reading, own in RATINGS.groupby("reading"):
        assert set(own["option"] + "-" + own["criterion"]) == set(CELLS["id"]), reading
        assert own["reason"].str.endswith(".").all()


@pytest.mark.parametrize(
    ("readings", "spanned", "met"),
    [([(1, 3), (1.5, 2.5), (0.5, 2)], (0.5, 3), (1.5, 2)), ([(0, 1), (2, 3)], (0, 3), (2, 1))],
    ids=["ranges that meet", "ranges that don't"],
)
def test_readings_span_a_range_and_meet_in_another(readings, spanned, met):
    each = [(np.array([[float(low)]]), np.array([[float(high)]])) for low, high in readings]
    assert tuple(end.item() for end in measures.spanning(each)) == spanned
    assert tuple(end.item() for end in measures.meeting(each)) == met


def test_options_within_two_of_a_hundred_lead_together():
    shares = np.zeros(len(published.options()))
    shares[[0, 2, 6]] = 0.40, 0.39, 0.21
    assert published.in_front(shares) == ["status-quo", "accept"]
    shares[[0, 2, 6]] = 0.42, 0.39, 0.19
    assert published.in_front(shares) == ["status-quo"]


@pytest.fixture
def third_reading(monkeypatch):
    """Gives one score of the third reading another value."""
    table, cached = published.table, (published.scores, published.shares, published.settings)

    def changed(cell, score):
        frame = RATINGS.set_index("id", drop=False)
        frame.loc[f"third-{cell}", ["low", "high"]] = score
        monkeypatch.setattr(published, "table", lambda name: frame if name == "option_ratings" else table(name))
        for one in cached:
            one.cache_clear()

    yield changed
    for one in cached:
        one.cache_clear()


def test_the_findings_on_agreement_fail_when_a_reading_changes(third_reading):
    assert numbers.get_finding("one_reading_leads_elsewhere").test()
    third_reading("guarantee-kyiv", 0)
    assert not numbers.get_finding("one_reading_leads_elsewhere").test()


def test_a_reading_with_a_yardstick_of_its_own_is_refused(third_reading):
    third_reading("status-quo-war", 1)
    with pytest.raises(ValueError, match="third reading: the status quo defines the scale"):
        published.scores()


@pytest.mark.parametrize("name", ["option_cells", "options", "precedents"])
def test_what_was_known_then_rests_on_sources_of_then(name):
    used = LINKS[LINKS["table"] == name]
    dates = SOURCES.loc[used["source_id"].unique(), "date"].dropna()
    late = [source for source, date in dates.items() if str(date)[:10] > str(CUTOFF)]
    assert late == [], f"{name} rests on {late}"


def test_no_score_rests_on_state_media_but_for_their_own_government():
    kinds = LINKS[LINKS["table"] == "option_cells"].assign(kind=lambda f: f["source_id"].map(SOURCES["kind"]))
    for key, own in kinds.groupby("key"):
        said = CELLS.set_index("id").loc[key, "evidence"]
        assert set(own["kind"]) != {"state media"} or "Moscow" in said, f"{key} rests on state media alone"


def test_each_option_but_the_status_quo_has_a_precedent_and_a_sequel():
    known, since = tables.load("precedents"), tables.load("options_since")
    assert set(OPTIONS["id"]) - set(known["option"]) == {"status-quo"}
    assert set(OPTIONS["id"]) - set(since["option"]) == {"status-quo"} and since["option"].is_unique
    assert (since["known_on"].dt.date > CUTOFF).all() and (since["known_on"].dt.date <= EDITION).all()


# What the chapter says.


def test_what_never_leads_is_not_an_accident_of_the_seed():
    for seed in (1, 2, 3):
        low, high = published.scores()
        weights = measures.weightings(5_000, low.shape[1], seed)
        at = [published.options().index(name) for name in published.never_lead()]
        for first in (None, *published.priorities().values()):
            mixes = weights if first is None else measures.led_by(weights, published.criteria().index(first))
            assert measures.shares(low, high, mixes, seed)[at].max() < published.NEVER


def test_a_second_way_to_what_doing_nothing_matches():
    # From the tables themselves: the highest score of any reading against the yardstick.
    every = pd.concat([CELLS, RATINGS]).groupby(["option", "criterion"])["high"].max().unstack()
    found = {name for name, row in every.iterrows() if all(row[c] <= YARDSTICK[c] for c in YARDSTICK if c != "war")}
    found -= {"status-quo"}
    assert found == set(published.beaten_by("status-quo", leaving_out=["war"]))
    assert len(found) == numbers.value("option_no_better")


def test_the_findings_fail_when_a_score_is_changed(monkeypatch):
    low, high = (ends.copy() for ends in published.scores())
    high[published.options().index("press"), published.criteria().index("ankara")] = 3
    monkeypatch.setattr(published, "scores", lambda *_: (low, high))
    assert not numbers.get_finding("no_better_but_for_war").test()


@pytest.mark.parametrize("slug", ["any", "avoid-war", "arm-ukraine", "keep-turkey", "keep-it-easy"])
def test_the_live_sentence_says_what_python_says(slug):
    led = published.settings()
    said = charts.lead(led).says(priority=slug)
    assert said == charts.says(charts.counts(led)[slug], slug)
    assert sum(int(count) for count in re.findall(r"in \*(\d+)\*", said)) == 100
    assert said.startswith("Under these judgements")


def test_the_page_calls_the_scores_judgements_where_it_shows_them():
    for key in ("options-lead", "options-flips"):
        assert "judgements, not measurements" in captions.of(key)["note"]
    assert "judgements" in captions.of("options-scores")["description"][3]


def test_no_share_of_weightings_is_published_as_a_number():
    units = {n.unit for n in numbers.numbers("options")}
    assert "%" not in units, "a share from judged scores is no finding about the world"
