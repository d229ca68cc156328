"""Other cases: the rule by hand, its properties, and the list that the chapter prints."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.alliance_web import charts, measures
from analysis.alliance_web import numbers as cases
from brief import numbers
from brief.data import tables


def coded(*rows):
    """A matrix with one row per argument, each seven letters: y, n or u."""
    names = {"y": "yes", "n": "no", "u": "uncertain"}
    return pd.DataFrame([[names[letter] for letter in row] for row in rows], columns=list(measures.PARTS))


# The rule.


@pytest.mark.parametrize(
    ("row", "strict", "wide", "widest"),
    [
        ("yyyyyyy", True, True, True),
        ("yyyyyuy", False, True, True),
        ("uuuuuuu", False, True, True),
        ("yynyyyy", False, False, True),
        ("yynyyuy", False, False, True),
        ("yynnyyy", False, False, False),
    ],
)
def test_a_rule_counts_failures_and_doubts(row, strict, wide, widest):
    assert [bool(measures.passes(coded(row), rule)[0]) for rule in measures.RULES] == [strict, wide, widest]


def test_a_part_left_out_is_not_asked():
    assert not measures.passes(coded("yynyyyy"), "strict")[0]
    assert measures.passes(coded("yynyyyy"), "strict", "rival")[0]
    assert not measures.passes(coded("yynyyyy"), "strict", "arms")[0]
    with pytest.raises(KeyError):
        measures.passes(coded("yynyyyy"), "strict", "weather")


def test_what_was_not_searched_is_in_no_denominator():
    frame = pd.DataFrame({"protest": ["yes", "not found", "not searched"]})
    assert list(measures.asked(frame, "protest").index) == [0, 1]


def deals(*rows):
    """Dealings, one per argument: case, kind and code."""
    return pd.DataFrame([row.split() for row in rows], columns=["case", "kind", "code"]).assign(id=range(len(rows)))


def test_a_supplier_is_two_sided_by_arms_or_energy_and_not_by_keeping_out_of_sanctions():
    rows = ["a arms no", "a energy yes", "b arms uncertain", "b energy no", "c arms no", "c energy no", "c apart yes"]
    rows += ["d energy no", "d energy yes"]  # of two suppliers one is enough
    found = measures.two_sided(deals(*rows)).set_index("case")["code"]
    assert found.to_dict() == {"a": "yes", "b": "uncertain", "c": "no", "d": "yes"}
    with pytest.raises(ValueError, match="nobody has looked"):
        measures.two_sided(deals("a arms yes", "a energy ?").assign(code=["yes", measures.UNSEARCHED]))


def test_arms_count_from_the_limit_that_is_published():
    frame = tables.load("dealings").query("kind == 'arms'")
    assert list(frame["code"] == "yes") == list(frame["share"] >= numbers.value("dealing_share"))


def test_a_missing_and_a_double_coding_are_refused():
    frame = pd.concat([tables.load("case_codings"), measures.two_sided(tables.load("dealings"))])
    with pytest.raises(ValueError, match="not coded"):
        measures.matrix(frame.iloc[1:])
    with pytest.raises(ValueError, match="cze-geo-2005: guarantee is coded twice"):
        measures.matrix(pd.concat([frame, frame.iloc[:1]]))


# The list.


def test_acting_alone_is_coded_by_its_definition():
    """Yes needs a list of American supplies, an objection or a refusal; without a list the coding is doubtful."""
    alone = tables.load("case_codings").query("part == 'alone'").set_index("case")
    grounds = "Lists of|Reports of American supplies|Pentagon official|had not approved|opposed"
    grounded, unlisted = alone["why"].str.contains(grounds), alone["why"].str.contains("No list")
    assert not list(alone.index[(alone["code"] == "yes") & ~grounded])
    assert not list(alone.index[(alone["code"] != "uncertain") & unlisted])


def test_no_force_older_than_the_rule_counts():
    since = tables.load("case_codings").set_index("id").loc["pol-geo-2024-dispute"]
    assert since["code"] == "no" and numbers.value("case_force_years") < 2024 - 2008


def test_a_case_is_named_like_its_row_and_a_protest_comes_with_its_day_and_words():
    for row in tables.load("cases").itertuples():
        assert row.label.endswith(str(row.year)), row.label
        assert row.protest != "yes" or pd.notna(row.protest_on) and row.protest_words, row.id


def test_the_findings_fall_with_their_rows(monkeypatch):
    codes = cases.codes("supplied").copy()
    codes.loc["cze-ukr-2018", "alone"] = "no"
    monkeypatch.setattr(cases, "codes", lambda *_, **__: codes)
    assert not numbers.get_finding("strict_three").holds()


# The figures.


def test_the_web_says_what_a_supplier_did_on_either_side(monkeypatch):
    lines = [("supplied", "CZE", "GEO"), ("clear", "CZE", "UKR"), ("arms", "CZE", "RUS"), ("reprisal", "CZE", "RUS")]
    monkeypatch.setattr(charts, "_lines", lambda: pd.DataFrame(lines, columns=["kind", "seller", "to"]))
    monkeypatch.setattr(cases, "apart", lambda _: pd.DataFrame({"seller": ["TUR"]}))
    assert charts.web_sentence("CZE") == (
        "*Czech Rep.* supplied Georgia and Ukraine. It dealt with Russia in arms. "
        "Russia is blamed for explosions on its soil and denies them."
    )


def test_every_state_of_the_list_has_its_place_in_the_web():
    lines = charts._lines()
    assert not lines[["y", "y2"]].isna().any(axis=None)
    assert set(lines["seller"]) == set(charts.SUPPLIERS)


@pytest.mark.parametrize(
    ("passing", "said"),
    [
        ("", "*None of 8* sales pass. Of"),
        ("ac", "*2 of 8* sales pass: A to Z and C to Z. Of the refusals *1 of 2* would pass."),
        ("abcdefg", "*7 of 8* sales pass: all but H to Z. Of"),
        ("abcdefgh", "*8 of 8* sales pass. Of"),
    ],
)
def test_the_sentence_names_who_passes_or_who_alone_fails(monkeypatch, passing, said):
    sales = pd.DataFrame({"label": [f"{one} to Z, 2019" for one in "ABCDEFGH"]}, index=list("abcdefgh"))
    monkeypatch.setattr(cases, "listed", lambda outcome: sales if outcome == "supplied" else sales.head(2))
    monkeypatch.setattr(cases, "passing", lambda outcome, *_: list(passing if outcome == "supplied" else "a"))
    assert charts.sentence("strict", measures.NOTHING).replace("\u00a0", " ").startswith(said)
