"""How the article reasoned: a grade and a reason for every criterion, beside the outcomes and never added to them."""

from __future__ import annotations

import re

from brief import claims, numbers
from brief.book import BOOK
from brief.data import tables
from brief.sphinx_ext import grades_page, sentences
from tests.conftest import ROOT

RUBRIC = tables.load("rubric")
PAGE = sentences.sources(ROOT / "chapters")["hindsight"]


def test_a_few_criteria_each_have_a_grade_and_a_short_reason_of_then_that_names_claims_of_the_article():
    claims = set(tables.load("claims")["id"])
    assert 4 <= len(RUBRIC) <= 6
    for row in RUBRIC.itertuples():
        assert row.meets_when.endswith(".") and len(row.meets_when.split()) <= 40, f"{row.id}: {row.meets_when}"
        assert len(row.reason.split()) <= 45, f"{row.id}: {row.reason}"
        named = set(re.findall(r"\bc\d\d\b", row.reason))
        assert named and named <= claims, f"{row.id} names {named or 'no claim'}"
        assert all(len(quoted.split()) <= 8 for quoted in re.findall("“(.*?)”", row.reason))
        assert not re.search(r"\b202[2-9]\b|invasion", row.reason), f"{row.id} leans on what came later: {row.reason}"


def test_the_page_says_who_graded_and_that_nobody_can_unknow_history():
    assert "{reasoning-grades}" in PAGE and "{reasoning-beside-outcomes}" in PAGE
    assert "knew what came later" in PAGE and "no combined score" in PAGE


def test_outcomes_stand_beside_the_grades_without_a_sum():
    html = grades_page.columns_html()
    assert html.count("<li>") == len(RUBRIC) + len(BOOK.forecasts)
    assert not re.search(r"\d", re.sub(r"<svg.*?</svg>", "", html)), "a figure would be read as a score"


def test_the_forecasts_beside_the_grades_are_those_that_the_page_scores():
    since = PAGE[PAGE.index("## Since then") :]
    scored = re.findall(r"\((c\d\d)\)\. \| \{verdict\}`([a-z ]+)`", since)
    assert [key for key, _ in scored] == list(BOOK.forecasts)
    verdicts = claims.claims().set_index("id")["verdict_since"]
    assert all(verdicts[key] == verdict for key, verdict in scored), "the page and the list of claims disagree"


def test_the_finding_falls_with_a_grade(monkeypatch):
    assert numbers.get_finding("reasoning_falls_short").test()
    other = RUBRIC.assign(grade="meets")
    load = tables.load
    monkeypatch.setattr(tables, "load", lambda name, *more: other if name == "rubric" else load(name, *more))
    assert not numbers.get_finding("reasoning_falls_short").test()
