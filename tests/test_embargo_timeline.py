"""What came before what: the measures by hand, their properties, and the list that the rule makes."""

from __future__ import annotations

import datetime as dt
import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from analysis.embargo_timeline import charts, measures
from analysis.embargo_timeline import numbers as timeline
from brief import numbers
from brief.data import tables
from brief.dates import CUTOFF, known

START, END = dt.date(2016, 1, 1).toordinal(), CUTOFF.toordinal()
DAYS = some.lists(some.integers(START, END - 1), min_size=2, max_size=30)


def frame(*entries):
    """Rows of (date, precision, date_end)."""
    made = pd.DataFrame(entries, columns=["date", "date_precision", "date_end"])
    return made.assign(date=pd.to_datetime(made["date"]), date_end=pd.to_datetime(made["date_end"]))


# Dates as spans.


@pytest.mark.parametrize(
    ("said", "last"),
    [
        (("2020-10-05", "day"), "2020-10-05"),
        (("2020-02-01", "month"), "2020-02-29"),
        (("2024-01-01", "year"), "2024-12-31"),
        (("2021-08-17", "week"), "2021-08-23"),
        (("2021-08-17", "week", "2021-08-20"), "2021-08-20"),
    ],
)
def test_a_date_is_as_wide_as_its_source(said, last):
    assert measures.span(*said) == (dt.date.fromisoformat(said[0]), dt.date.fromisoformat(last))


def test_a_range_backwards_and_an_unknown_precision_are_refused():
    with pytest.raises(ValueError, match="backwards"):
        measures.span("2020-10-05", "day", "2020-10-04")
    with pytest.raises(ValueError, match="precision"):
        measures.span("2020-10-05", "hour")


def test_a_month_counts_at_its_middle_and_never_as_its_first_day():
    found = measures.days(frame(("2020-11-01", "month", None), ("2020-10-05", "day", None)))
    assert [dt.date.fromordinal(int(day)) for day in found] == [dt.date(2020, 10, 5), dt.date(2020, 11, 15)]
    assert measures.middles(frame(("2021-01-01", "year", None))) == pytest.approx([2021.5], abs=0.01)


# Collapsing.


def test_a_chain_ends_after_thirty_quiet_days_and_a_month_is_near_through_its_last_day():
    entries = frame(("2020-01-01", "day", None), ("2020-01-31", "day", None), ("2020-03-02", "day", None))
    assert measures.chains(entries) == [0, 0, 1]  # 30 days, then 31
    assert measures.chains(entries, gap=31) == [0, 0, 0]
    assert measures.chains(entries.iloc[::-1], gap=30) == [1, 0, 0]
    month = frame(("2020-08-01", "month", None), ("2020-09-20", "day", None))
    assert measures.chains(month) == [0, 0]  # 31 August to 20 September


BY_HAND = [
    # The first days of runs.
    ("waves", ([100, 120, 150, 181, 300],), [100, 181, 300]),
    ("waves", ([300, 100],), [100, 300]),
    ("waves", ([],), []),
    # Deals within the window after a halt: not on its day, and counted once, after whichever halt.
    ("followed", ([100], [100], 180), 0),
    ("followed", ([100], [101, 280, 281], 180), 2),
    ("followed", ([100, 101], [150], 180), 1),
    # Days from the last halt before a deal.
    ("since_last", ([10, 20, 90], 50), 30),
    ("since_last", ([10, 50], 50), 40),
    ("since_last", ([60], 50), None),
    # The trend is read from the mean.
    ("slope", (np.array([0.25, 0.75]),), 0),
    ("slope", (np.array([2 / 3]),), pytest.approx(1)),
    ("slope", (np.array([0.0, 0.1]),), -1),
]


@pytest.mark.parametrize(("measure", "given", "worked"), BY_HAND)
def test_a_measure_worked_by_hand(measure, given, worked):
    found = getattr(measures, measure)(*given)
    assert (list(found) if measure == "waves" else found) == worked


@given(DAYS, some.floats(0.01, 0.99))
@settings(max_examples=60)
def test_a_shift_keeps_number_period_and_order_round_the_circle_and_none_changes_nothing(at, shift):
    ordered = np.sort(at)
    found = still, moved = measures.shifted(ordered, START, END, np.array([0.0, shift]))
    assert found.shape == (2, len(at)) and found.min() >= START and found.max() <= END
    assert np.abs(still - ordered).max() <= 1
    assert np.sum(np.diff(moved) < -1) <= 1, "the circle may be cut in one place only"


def test_without_a_trend_the_gaps_stay_as_they_were_and_a_trend_survives_the_shift():
    at = [START + 100, START + 110, END - 100, END - 110]
    moved = np.sort(measures.shifted(at, START, END, np.array([0.25]))[0])
    assert sorted(np.diff(moved))[:2] == [10, 10]
    late = np.linspace(START + 1500, END - 1, 30)
    moved = measures.shifted(late, START, END, np.linspace(0, 1, 200, endpoint=False))
    assert np.mean((moved - START) / (END - START)) > 0.6


def test_the_same_seed_gives_the_same_draws_and_another_does_not_move_much():
    causes, effects = [START + 100, START + 900], [START + 130, START + 950, START + 1500]
    first = measures.surprise(causes, effects, START, END, 180)
    assert first == measures.surprise(causes, effects, START, END, 180)
    other = measures.surprise(causes, effects, START, END, 180, seed=1)
    assert abs(first["share"] - other["share"]) < 5 and first["observed"] == 2


def test_a_close_follower_is_surprising_and_a_crowd_is_not():
    causes = [START + day for day in (300, 800, 1300, 1800)]
    close = measures.surprise(causes, [day + 5 for day in causes], START, END, 20)
    assert close["observed"] == 4 and close["share"] < 10
    crowd = measures.surprise(causes, list(range(START + 5, END, 20)), START, END, 180)
    assert crowd["share"] > 10


def test_another_date_leaves_the_rows_as_they_were():
    decisions = frame(("2020-01-01", "month", None)).assign(id="one")
    moved = measures.redated(decisions, "one", dt.date(2020, 3, 5))
    assert measures.spans(moved)[0] == (dt.date(2020, 3, 5), dt.date(2020, 3, 5))
    assert measures.spans(decisions)[0][1] == dt.date(2020, 1, 31)
    with pytest.raises(ValueError, match="no decision"):
        measures.redated(decisions, "two", dt.date(2020, 3, 5))


# The tables.

EVENTS, DECISIONS = tables.load("events"), tables.load("decisions")


def test_acts_of_one_decision_lie_within_thirty_days_of_each_other():
    for decision, own in EVENTS.groupby("decision"):
        assert set(measures.chains(own)) == {0}, f"{decision}: its events lie more than {measures.GAP} days apart"


def test_one_actor_s_binding_halts_within_thirty_days_are_one_decision():
    found = EVENTS[(EVENTS["lane"] == "halts") & EVENTS["binding"].astype(bool) & EVENTS["kind"].isin(timeline.BOUND)]
    for actor, same in found.groupby([found["actors"].str.split(";").str[0], "subject"]):
        assert len(set(measures.chains(same))) == same["decision"].nunique(), f"{actor}: split or merged"


def test_a_decision_stands_on_its_first_binding_act():
    for row in DECISIONS.itertuples():
        own = EVENTS[EVENTS["decision"] == row.id]
        bound = own[own["binding"].astype(bool)]
        assert row.date == (bound if len(bound) else own)["date"].min(), row.id
        assert row.events == len(own) and set(own["lane"]) == {row.lane}, row.id


def test_what_is_sure_rests_on_two_sources_or_on_the_deed_itself():
    kind = tables.load("sources").set_index("id")["kind"]
    for key in EVENTS.loc[EVENTS["confidence"] == "high", "id"]:
        kinds = list(kind[tables.sources_of("events", [key])])
        assert len(kinds) >= 2 or kinds == ["official statement"], f"{key}: high on {kinds}"
        assert set(kinds) != {"state media"}, f"{key}: high on state media alone"


def test_no_military_site_is_named():
    sites = re.compile(r"Vasylkiv|Zaporizh|Hranitne|al-Watiya|airfield|\d\d\.\d{3,}")
    named = EVENTS[EVENTS["what"].str.contains(sites) | EVENTS["note"].fillna("").str.contains(sites)]
    assert named.empty, f"{list(named['id'])} name a site"


# The findings and the figures.


def test_defiance_alone_ties_no_replacement_to_a_halt(monkeypatch):
    reasons, named = ["a halt"] * 3 + ["not said"], ["own industry", "nothing named", "Ukraine", "own industry"]
    said = pd.DataFrame({"id": list("abcd"), "reason": reasons, "points_to": named})
    monkeypatch.setattr(timeline, "table", lambda *_: said)
    assert [numbers.get(f"said_{where}").compute() for where in ("halt", "home", "ukraine")] == [2, 1, 1]


def test_only_a_dated_end_counts_as_lifted(monkeypatch):
    made = [
        ("a", "SWE;FIN", "easing", "all", "2022-09-30"),  # of two actors the first counts
        ("b", "SWE", "easing", "all", "2023-01-01"),  # a second end changes nothing
        ("c", "NOR", "halt", "all", "2022-09-30"),
        ("d", "NLD", "easing", "air", "2022-09-30"),  # one kind of arms isn't all
        ("e", "USA", "easing", "all", "2022-09-30"),  # not among the halts of October 2019
        (timeline.EASED_ONLY[0], "GBR", "easing", "all", "2022-09-30"),
        ("f", "CAN", "easing", "all", "2021-12-01"),  # known before the cut-off: a step, no end
    ]
    events = pd.DataFrame(made, columns=["id", "actors", "kind", "subject", "date"]).assign(lane="halts")
    events = events.assign(date=pd.to_datetime(events["date"]), date_precision="day", date_end=None)
    events = events.assign(known_on=events["date"])
    monkeypatch.setattr(timeline, "table", lambda name, as_of: known(events, as_of))
    assert timeline.endings()["id"].to_dict() == {"SWE": "a"}
    assert timeline.endings(CUTOFF).empty


def test_a_date_is_written_as_finely_as_it_is_known():
    one = frame(("2020-11-01", "month", None), ("2019-10-09", "week", "2019-10-15"), ("2021-04-12", "day", None))
    assert [charts.when(row) for row in one.itertuples()] == ["November 2020", "9–15 October 2019", "12 April 2021"]


def test_the_table_marks_as_deciding_what_its_rule_picks():
    fits = (
        EVENTS["lane"].isin(["halts", "ukraine"])
        & EVENTS["kind"].isin([*timeline.BOUND, "contract", "agreement"])
        & EVENTS["binding"].astype(bool)
        & EVENTS["subject"].isin(["air", "all"])
        & (EVENTS["confidence"] == "high")
        & (EVENTS["known_on"] <= pd.Timestamp(CUTOFF))
    )
    marked = known(DECISIONS, CUTOFF)
    assert set(EVENTS.loc[fits, "decision"]) == set(marked.loc[marked["deciding"].astype(bool), "id"])


def test_every_halt_has_its_ground_and_only_halts_do():
    halts = known(DECISIONS, CUTOFF)
    halts = halts[halts["lane"].isin(["halts", "dispute"]) & halts["kind"].isin([*timeline.BOUND, "sanction"])]
    sure = halts[halts["binding"].astype(bool) | (halts["kind"] == "halt")]
    assert set(timeline.table("halt_grounds")["id"]) == set(sure["id"])


def test_a_swap_needs_a_loss_and_a_ukrainian_engine_in_one_design(monkeypatch):
    made = [("a", "halted", "TUR"), ("b", "none found", "UKR"), ("c", "held", None), ("d", "held", "UKR")]
    designs = pd.DataFrame(made, columns=["id", "lost", "turned_to"])
    monkeypatch.setattr(timeline, "table", lambda *_: designs)
    found = {key: numbers.get(f"engines_{key}").compute() for key in ("lost", "ukraine", "swapped", "home", "new")}
    assert found == {"lost": 3, "ukraine": 2, "swapped": 1, "home": 1, "new": 1}


def test_what_was_lost_counts_each_thing_once(monkeypatch):
    parts = pd.DataFrame(
        {"id": ["tb2-engine", "tb2-camera"], "part": ["Engine", "Camera"], "replaced_by": [None, "TUR"]}
    )
    designs = pd.DataFrame({"id": ["tb2", "x"], "platform": ["TB2", "X"], "lost": "held", "turned_to": [None, "KOR"]})
    monkeypatch.setattr(timeline, "table", {"parts": parts, "engines": designs}.get)
    assert timeline.lost_items()["of"].tolist() == ["TB2", "TB2", "X"], "the drone's engine is a part already"
    found = {key: numbers.get(f"lost_{key}").compute() for key in ("all", "home", "korea", "ukraine", "unknown")}
    assert found == {"all": 3, "home": 1, "korea": 1, "ukraine": 0, "unknown": 1}


def test_the_timeline_draws_each_halt_and_each_deal_once():
    """That their labels don't touch is seen in the browser, by test_visual_checks."""
    rows = charts.timeline_rows()
    deals = rows.loc[rows["follows"], "id"].replace(charts.SIGNED_ENGINES)
    assert sorted(deals) == sorted(timeline.signed()["id"])
    assert sorted(rows.loc[rows["lane"] == "halts", "id"]) == sorted(timeline.halted()["id"])


@pytest.mark.parametrize("choice", [*timeline.CHOICES])
@pytest.mark.parametrize("months", [1, 6, 24])
def test_the_sentence_says_what_is_filled(months, choice):
    rows = charts.timeline_rows()
    filled = (rows.loc[rows["follows"], f"lag_{choice}"] <= timeline.window(months)).sum()
    assert f"*{filled} of {len(timeline.signed())}*" in charts.said(months, choice)
