"""What Washington could do: the measure by hand, its properties, the judgements, and what the chapter says of them."""

from __future__ import annotations

import functools

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

SCORES = arrays(float, (4, 3), elements=some.floats(0, 4).map(lambda score: round(score, 1)))
MIXES = measures.mixes(10, 3)


# The measure.


def test_mixes_are_all_the_ways_to_share_out_the_weight():
    assert len(MIXES) == 66 and len({tuple(mix) for mix in MIXES.round(9)}) == 66
    assert np.allclose(MIXES.sum(axis=1), 1) and MIXES.min() >= 0


def test_what_an_option_needs_by_hand():
    # A leads B when 4 w >= 2 (1 - w), so from w = 1/3 on: in steps of a tenth from 0.4 to 1, and B's share to 0.6.
    low, high = measures.needed(np.array([[4.0, 0], [0, 2]]), measures.mixes(10, 2), 0)
    assert low == pytest.approx([0.4, 0]) and high == pytest.approx([1, 0.6])
    with pytest.raises(ValueError, match="option 1 is best under none"):
        measures.needed(np.array([[4.0, 2], [0, 1]]), measures.mixes(10, 2), 1)


@given(SCORES)
@settings(max_examples=40)
def test_an_option_that_another_matches_everywhere_never_leads_alone(scores):
    scores[1] = np.minimum(scores[0], scores[1])
    led = measures.best(scores, MIXES)
    assert led.any(axis=1).all() and not (led[:, 1] & ~led[:, 0]).any()


def test_even_weights_add_up_and_runs_cover_a_line():
    assert measures.even(5, 2, 0.6).tolist() == pytest.approx([0.1, 0.1, 0.6, 0.1, 0.1])
    assert measures.runs([7, 7, 3, 3, 3, 7]) == [(7, 0, 2), (3, 2, 5), (7, 5, 5)]


def test_no_option_is_beaten_by_itself():
    scores = np.array([[1.0, 1], [0, 0]])
    assert measures.no_better(scores, scores).tolist() == [[False, False], [True, False]]
    assert not measures.no_better(np.array([[2.0], [2.0]]), np.array([[1.0], [1.0]])).any()


def test_a_belief_moves_a_score_between_the_ends_of_its_range():
    low, high = np.array([[1.0, 0], [1, 0], [0, 0]]), np.array([[3.0, 1], [3, 1], [4, 1]])
    arms = ["more", "fewer", "same"]
    found = {belief: measures.believed(low, high, arms, 0, belief) for belief in (0, 0.25, 1)}
    assert [list(scores[:, 0]) for scores in found.values()] == [[3, 1, 2], [2.5, 1.5, 2], [1, 3, 2]]
    assert (found[1][:, 1] == 0.5).all() and low[0, 0] == 1, "other criteria stand at their middles, the ranges stay"


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
YARDSTICK = tables.load("option_criteria").set_index("id")["reference"].to_dict()
SOURCES = tables.load("sources").set_index("id")


def test_every_option_meets_every_criterion_with_evidence():
    assert len(CELLS) == len(OPTIONS) * len(YARDSTICK)
    for row in CELLS.itertuples():
        assert row.id == f"{row.option}-{row.criterion}"
        assert row.evidence.endswith(".") and len(row.evidence) > 40, f"{row.id}: no sentence of evidence"


def test_every_scorer_scores_every_cell_but_the_status_quo_which_defines_the_scale_with_a_reason():
    assert set(RATINGS["scorer"]) == set(published.SCORERS)
    for scorer, own in RATINGS.groupby("scorer"):
        cells = own["option"] + "-" + own["criterion"]
        assert set(cells) == set(CELLS.loc[CELLS["option"] != "status-quo", "id"]), scorer
        assert (own["id"] == f"{scorer}-" + cells).all() and own["reason"].str.endswith(".").all()


def test_scores_are_the_means_of_all_scorers_and_the_yardstick_is_given():
    low, high = (pd.DataFrame(ends, published.options(), published.criteria()) for ends in published.scores())
    for end, found in (("low", low), ("high", high)):
        every = RATINGS.groupby(["option", "criterion"])[end].mean().unstack()
        assert np.allclose(found.loc[every.index, every.columns], every)
        assert found.loc["status-quo"].to_dict() == YARDSTICK


@pytest.mark.parametrize(
    ("each_one", "spanned", "met"),
    [([(1, 3), (1.5, 2.5), (0.5, 2)], (0.5, 3), (1.5, 2)), ([(0, 1), (2, 3)], (0, 3), (2, 1))],
    ids=["ranges that meet", "ranges that don't"],
)
def test_scorers_span_a_range_and_meet_in_another(each_one, spanned, met):
    each = [(np.array([[float(low)]]), np.array([[float(high)]])) for low, high in each_one]
    assert tuple(end.item() for end in measures.spanning(each)) == spanned
    assert tuple(end.item() for end in measures.meeting(each)) == met


@pytest.mark.parametrize(
    ("cell", "score", "finding"),
    [
        ("kyiv-press-ankara", 4, "asking_matches_pressure"),
        ("kyiv-press-ankara", 4, "three_are_never_best"),
        ("kyiv-accept-war", 0, "scorers_part_on_where"),
    ],
)
def test_a_finding_on_agreement_falls_when_one_scorer_changes_a_score(monkeypatch, cell, score, finding):
    table, cached = published.table, [one for one in vars(published).values() if hasattr(one, "cache_clear")]
    frame = RATINGS.set_index("id", drop=False)
    frame.loc[cell, ["low", "high"]] = score
    for one in cached:
        monkeypatch.setattr(published, one.__name__, functools.cache(one.__wrapped__))
    monkeypatch.setattr(published, "table", lambda name: frame if name == "option_ratings" else table(name))
    assert not numbers.get_finding(finding).test()


def test_no_score_rests_on_state_media_but_for_their_own_government():
    for row in CELLS.itertuples():
        kinds = set(SOURCES.loc[tables.sources_of("option_cells", [row.id]), "kind"])
        assert kinds != {"state media"} or "Moscow" in row.evidence, f"{row.id} rests on state media alone"


def test_each_option_but_the_status_quo_has_a_precedent_and_a_sequel():
    known, since = tables.load("precedents"), tables.load("options_since")
    assert set(OPTIONS["id"]) - set(known["option"]) == {"status-quo"}
    assert set(OPTIONS["id"]) - set(since["option"]) == {"status-quo"} and since["option"].is_unique
    assert (since["known_on"].dt.date > CUTOFF).all() and (since["known_on"].dt.date <= EDITION).all()


# What the chapter says.


def test_finer_steps_of_weight_find_the_same_that_are_never_best():
    weights = np.random.default_rng(1).dirichlet(np.ones(len(published.criteria())), 20_000)
    led = np.any([measures.best(published.points(belief), weights).any(axis=0) for belief in published.BELIEFS], axis=0)
    at = [published.options().index(name) for name in published.never_best()]
    assert not led[at].any() and led[[published.options().index(name) for name in published.left()]].all()


def test_a_second_way_to_what_doing_nothing_matches():
    # From the table itself: the mean of the highest scores against the yardstick.
    every = RATINGS.groupby(["option", "criterion"])["high"].mean().unstack()
    found = {name for name, row in every.iterrows() if all(row[c] <= YARDSTICK[c] for c in YARDSTICK if c != "war")}
    assert found == set(published.beaten_by("status-quo", leaving_out=["war"]))
    assert len(found) == numbers.value("option_no_better")


def test_the_finding_on_the_status_quo_falls_when_a_score_is_changed(monkeypatch):
    low, high = (ends.copy() for ends in published.scores())
    high[published.options().index("press"), published.criteria().index("ankara")] = 3
    monkeypatch.setattr(published, "scores", lambda *_: (low, high))
    assert not numbers.get_finding("no_better_but_for_war").test()


def test_a_criterion_left_out_and_a_moved_score_change_who_leads_by_hand(monkeypatch):
    score = pd.DataFrame(2.0, published.options(), published.criteria())
    left = published.left()
    monkeypatch.setattr(published, "points", lambda *_: score.to_numpy(copy=True))
    assert published.leader(0.3, 0.7) == left[0] == "status-quo", "of options level with each other the first is named"
    score.loc["accept", "veto"] = 3  # ahead on this one only
    assert published.leader(0.5, 0.2) == "accept" and published.leader(0.5, 0.25, without="veto") == left[0]
    # A request with half a point more on war passes acceptance where 0.5 w = (1 - w) / 4, from w = 1/3 on.
    found = [published.leader(0.5, weight, moved=("consult", 0.5)) for weight in (0.33, 0.34)]
    assert found == ["accept", "consult"]


@pytest.mark.parametrize(("belief", "weight"), [(0, 0), (30, 80), (55, 20), (70, 35), (100, 100)])
def test_the_sentence_names_the_option_that_leads(belief, weight):
    best = published.leader(belief / 100, weight / 100)
    assert f"*{OPTIONS.set_index('id')['doing'][best]}* comes out best" in charts.says(belief, weight)


def test_the_page_calls_the_scores_judgements_where_it_shows_them():
    for key in ("options-lead", "options-scorers"):
        assert "judgements, not measurements" in captions.of(key)["note"]
    assert "judgements" in captions.of("options-scores")["description"][3]
