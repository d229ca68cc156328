"""The model of entrapment: right, the same in Python and in the page, and never a finding about the world."""

from __future__ import annotations

import math
import re
import statistics

import altair as alt
import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from analysis.entrapment import charts, numbers
from analysis.entrapment.charts import gauge, plane, window
from analysis.entrapment.charts.vega_formulas import expression, plus, rounded
from analysis.entrapment.measures import beliefs, checks, model
from brief import accepted_outputs
from brief import numbers as published
from brief.charts import vega_spec
from brief.data import tables
from brief.sphinx_ext import sentences
from tests.conftest import ROOT, in_page, unfold
from tests.test_live import Live

PLANE = charts.harm_plane(pd.DataFrame({worth: [1.0] for worth in plane.LEVELS}, index=[0]))
WINDOW = charts.harm_window(pd.Series([100.0], index=[50]))
CHANCE = st.floats(0.01, 0.9)
RATIO = st.floats(0.5, 2)
SHARE = st.floats(-0.3, 0.6)
SMALL = st.floats(0, 0.1)
COST = st.floats(0, 20)
PART = st.floats(0, 1)


def sale(war, ratio, prevented, drawn, cost, gain, **counted):
    made = {"war": war, "ratio": ratio, "prevented": prevented, "drawn": drawn, "cost": cost, "gain": gain}
    return made | counted


sales = st.builds(sale, CHANCE, RATIO, SHARE, SMALL, COST, SMALL, early=PART, sooner=SMALL, theirs=PART, shield=SHARE)


# ---- closed forms against a search that doesn't know them ---------------------------------------------------------


@given(sales)
def test_the_tipping_point_is_the_one_found_by_trying(given_sale):
    case = {name: amount for name, amount in given_sale.items() if name != "ratio"}
    formula = model.value("tip", **case)
    assume(0.2 < formula < 5)
    assert formula == pytest.approx(checks.tip(**case), abs=1e-9)


@given(st.floats(0.05, 0.7), st.floats(0.01, 0.2))
def test_with_one_capability_the_fear_at_which_it_tips_is_the_one_found_by_trying(war, prevented):
    assume(prevented < 0.9 * (1 - war))
    assert model.value("fear_tip", war=war, prevented=prevented) == pytest.approx(
        checks.fear_tip(war, prevented), rel=1e-9
    )


@given(sales)
def test_the_change_is_the_loss_over_all_branches_with_the_sale_less_without(given_sale):
    war = given_sale["war"] * given_sale["ratio"]
    assume(war <= 1)
    kept = {name: amount for name, amount in given_sale.items() if name not in ("war", "ratio")}
    difference = checks.expected_loss(war, **kept) - checks.expected_loss(given_sale["war"])
    assert model.value("change", **given_sale) == pytest.approx(difference, abs=1e-12)


def test_a_search_that_cannot_find_anything_says_so():
    with pytest.raises(ValueError, match="does not begin"):
        checks.found_by_trying(lambda ratio: True, 0.5, 2)


# ---- signs, limits and order --------------------------------------------------------------------------------------


@given(sales)
def test_harm_is_the_same_in_both_forms_of_the_condition(given_sale):
    change = model.value("change", **given_sale)
    assume(abs(change) > 1e-9)
    assert (change > 0) == (model.value("net_share", **given_sale) < model.value("caused_share", **given_sale))
    assert (change > 0) == (given_sale["ratio"] > model.value("tip", **given_sale))


@given(sales)
def test_the_five_parts_add_up_and_only_being_drawn_in_is_entrapment(given_sale):
    parts = model.parts(**given_sale)
    assert sum(parts[name] for name in parts if name != "change") == pytest.approx(parts["change"])
    without = model.parts(**(given_sale | {"drawn": 0.0}))
    assert parts["change"] - without["change"] == pytest.approx(parts["drawn_in"])


@given(CHANCE, SHARE, SMALL, COST, SMALL, RATIO)
def test_no_sale_does_more_harm_than_the_ceiling(war, prevented, drawn, cost, gain, ratio):
    given_sale = sale(war, min(ratio, 1 / war), prevented, drawn, cost, gain)
    assert model.value("change", **given_sale) <= model.value("ceiling", **given_sale) + 1e-12
    certain = given_sale | {"ratio": 1 / war}
    assert model.value("change", **certain) == pytest.approx(model.value("ceiling", **certain))


def test_a_number_left_out_stands_for_no_sale_and_no_sale_changes_nothing():
    assert model.value("change") == 0 and model.value("tip") == 1


@given(st.floats(0.05, 0.8), st.floats(-10, 50), st.floats(0, 0.9))
def test_one_capability_never_makes_war_more_than_certain(war, fear, prevented):
    ratio = model.value("one_capability", war=war, fear=fear, prevented=prevented)
    assert 0 < ratio <= 1 / war + 1e-9
    assert (ratio > 1) == (fear * prevented > 0) or ratio == pytest.approx(1)


def test_by_hand_ukraine_s_losses_move_the_line_only_as_far_as_the_sale_protects_it():
    # Nine tenths of the damage is Ukraine's: 0.1 x 6 + 0.9 x 12 = 11.4 of 100 are spared, and 100 / 88.6 is 1.1287.
    assert model.value("tip", prevented=0.06, theirs=0.9, shield=0.12) == pytest.approx(1.1287, abs=1e-4)
    assert model.value("tip", prevented=0.06, theirs=0.9, shield=0.06) == pytest.approx(
        model.value("tip", prevented=0.06)
    )
    # One war in a thousand at 100 times NATO's damage adds 10 of 100 to it, and a tenth of that to the sum of both.
    assert model.value("tip", prevented=0.06, drawn=0.001, cost=100) == pytest.approx(1 / 1.04)
    grave = {"prevented": 0.06, "theirs": 0.9, "shield": 0.12, "drawn": 0.001, "cost": 100}
    assert model.value("tip", **grave) == pytest.approx(1 / (1 - 0.114 + 0.01))


def test_by_hand_a_sale_that_only_brings_wars_forward_can_do_harm():
    # Of 100 wars 50 come a year early: nothing is spared and a tenth is lost with the year, 55; the others do 47.
    assert model.value("change", war=0.5, ratio=1.0, prevented=0.06, early=0.5, sooner=0.1) == pytest.approx(0.5 * 0.02)
    assert model.value("tip", prevented=0.06, early=0.5, sooner=0.1) == pytest.approx(1 / 1.02)
    # If only the added wars come early, 100 wars do 94 and each one added 1.1: 6 / 1.1 of them make up for the sale.
    assert model.value("tip_added", prevented=0.06, sooner=0.1) == pytest.approx(1 + 0.06 / 1.1)


@given(st.floats(0.1, 0.95), st.floats(0, 2), st.floats(0, 3), st.floats(0.1, 5), st.floats(0, 1))
def test_moscow_attacks_now_exactly_when_two_plans_of_all_years_say_so(patience, quiet, win, cost, lost):
    worth = quiet - win + (1 - patience) * cost  # of a quiet year, if nothing moves
    assume(worth > 0.01)
    now = win / (1 - patience) - cost
    later = quiet + patience * ((win - lost) / (1 - patience) - cost)
    haste = model.value("haste", patience=patience, trend=lost / worth / 2, shift=lost / worth / 2)
    assume(abs(haste - 1) > 1e-6)
    assert (now > later) == (haste > 1) == (lost / worth > model.value("window", patience=patience))
    never = quiet / (1 - patience)
    spoilt = never - patience * lost / (1 - patience)
    assert now < never and (now > spoilt) == (lost / worth > model.value("never", patience=patience))


def test_the_model_takes_arrays_and_refuses_names_it_does_not_know():
    found = model.value("change", ratio=np.array([1.0, 1.2]), prevented=0.06)
    assert found.shape == (2,) and found[0] < 0 < found[1]
    with pytest.raises(KeyError, match="luck"):
        model.value("change", luck=1)


def test_swings_are_found_one_at_a_time_and_the_widest_comes_first():
    ranges = {"war": [{"war": 0.2}, {"war": 0.5}], "shield": [{"prevented": 0.15}, {"prevented": -0.05}]}
    found = model.swings("tip", {"prevented": 0.06}, ranges)
    assert list(found.index) == ["shield", "war"] and (found["low"] <= found["high"]).all()
    assert found.loc["shield"].tolist() == pytest.approx([1 / 1.05, 1 / 0.85])


# ---- a reader's own guesses ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("link", beliefs.CORRELATIONS.values())
@pytest.mark.parametrize("guess", [(0.05, 0.06, 0.1, 0.05), (-0.05, 0.04, 0.2, 0.02), (0.2, 0.04, 0.05, 0.1)])
def test_the_share_of_guesses_is_the_monte_carlo_s(guess, link):
    likelier, prevented, *spreads = guess
    pairs = np.random.default_rng(20211215).multivariate_normal([0, 0], [[1, link], [link, 1]], 200_000) * spreads
    drawn = {"ratio": (1 + likelier) * np.exp(pairs[:, 0]), "prevented": 1 - (1 - prevented) * np.exp(-pairs[:, 1])}
    harmful = (model.value("change", **drawn) > 0).mean()
    assert beliefs.share_of_harm(*guess, link) == pytest.approx(harmful, abs=0.004)


def test_the_fixed_dots_are_spread_like_the_guesses_and_never_change():
    pairs = beliefs.fixed_pairs(200)
    assert np.abs(pairs.mean(axis=0)).max() < 0.02 and np.abs(pairs.std(axis=0) - 1).max() < 0.03
    assert pairs[:2].tolist() == [[-0.659, -1.477], [-2.336, 0.358]]


def test_a_share_on_the_harm_side_is_printed_in_the_readers_widget_and_nowhere_else():
    cells = accepted_outputs.read(ROOT, "entrapment")
    shown = [f"{cell['source']}{cell['outputs']}" for cell in cells if "harm_beliefs" not in cell["source"]]
    for text in [*shown, sentences.sources(ROOT / "chapters")["entrapment"]]:
        assert "lie on the harm side. That" not in text and "P(harm)" not in text
    for number in published.numbers("entrapment"):
        assert not re.search("probability|chance that (a|the) sale (does )?harm", number.meaning)


# ---- the same formulas in the page --------------------------------------------------------------------------------


def test_the_printed_formulas_are_the_charts_own_language():
    printed = [expression(name, **{symbol: symbol for symbol in model.SYMBOLS}) for name in model.FORMULAS]
    assert not any("Math." in text or "**" in text or " if " in text for text in printed)
    assert expression("tip", prevented="prevented/100") == "1/(1 - (prevented/100))"
    with pytest.raises(KeyError):
        expression("luck")


@pytest.fixture(scope="module")
def page(open_page):
    """The chapter's page with its gauge touched. No message or violation may come."""
    shown = open_page("chapters/entrapment.html", 1280)
    unfold(shown)
    shown.click("#fig-harm-gauge .fa-wide")
    shown.wait_for_selector("#fig-harm-gauge .fa-wide svg.marks")
    yield shown
    assert shown.trouble == []


# Where each number of the model may lie: from 0 to 1, but for these.
RANGES = dict.fromkeys(model.SYMBOLS, (0, 1)) | {
    "war": (0.01, 0.9),
    "ratio": (0.5, 2),
    "prevented": (-0.3, 0.09),
    "shield": (-0.3, 0.09),
    "cost": (0, 20),
    "fear": (-5, 20),
    "share": (0.02, 1),
    "patience": (0.1, 0.95),
}


def test_a_thousand_random_settings_agree_in_a_real_browser_under_the_policy(page):
    draw = np.random.default_rng(20211215)
    rows = [{name: float(draw.uniform(*ends)) for name, ends in RANGES.items()} for _ in range(1000)]
    for row in rows:  # fear_tip has a logarithm of what is left: keep it above zero, as the model does
        row["prevented"] = min(row["prevented"], 0.9 * (1 - row["war"]))
    datum = {symbol: f"datum.{symbol}" for symbol in model.SYMBOLS}
    transforms = [
        {"type": "formula", "as": f"out_{name}", "expr": expression(name, **datum)} for name in model.FORMULAS
    ]
    found = page.evaluate(in_page("calculated"), [rows, transforms])
    assert len(found) == 1000
    for row, answer in zip(rows, found, strict=True):
        for name in model.FORMULAS:
            expected = model.value(name, **row)
            assert math.isclose(answer[f"out_{name}"], expected, rel_tol=1e-9, abs_tol=1e-9), (name, row, answer)


def test_every_made_up_moscow_sets_all_numbers_and_says_what_the_chart_says(page):
    figure, start = Live(page, "#fig-harm-window"), numbers.settings()["start"].astype(float)
    given_settings = window.moscows(dict(start[["patience", "trend", "shift"]]), 95)
    for (label, setting), words in zip(given_settings.items(), window.WAITS, strict=True):
        button = page.locator("#fig-harm-window [data-settings]", has_text=label)
        button.click()
        figure.says(WINDOW.says(**setting))
        assert WINDOW.says(**setting).endswith(f"{words}.") and button.get_attribute("aria-pressed") == "true"
        assert page.locator("#fig-harm-window [data-settings][aria-pressed=true]").count() == 1
    page.click("#fig-harm-window [data-param=trend] .fa-more")
    assert page.locator("#fig-harm-window [data-settings][aria-pressed=true]").count() == 0


def test_the_gauge_counts_ukraine_s_losses_at_a_tap(page):
    figure = Live(page, "#fig-harm-gauge")
    page.click("#fig-harm-gauge [data-param=whose] >> text=Ukraine’s too")
    figure.says(gauge_says(6, "both"))
    page.wait_for_function("() => location.hash.includes('whose=both')")


def test_the_sentence_answers_within_sixty_milliseconds(page):
    took = page.evaluate(in_page("sentenceTimes"), ["#fig-harm-gauge", "likelier"])
    print(f"the sentence took {statistics.median(took):.1f} ms (median), {max(took):.1f} ms at most")
    assert statistics.median(took) <= 60, f"the sentence took {sorted(took)} ms"


def test_the_readers_guesses_say_in_the_browser_the_share_of_the_closed_form(page):
    figure = charts.harm_beliefs()
    start = {one.param: one.value / 100 for one in figure.controls[:-1]}
    for link, correlation in beliefs.CORRELATIONS.items():
        said = figure.says(guess=12, link=link)
        share = beliefs.share_of_harm(0.12, start["shield"], start["around"], start["about"], correlation)
        assert f"*{100 * share:.0f}*" in said and plane.LINKS[link] in said
        page.select_option("#fig-harm-beliefs .fa-select", link)
        page.fill("#fig-harm-beliefs [data-param=guess] .fa-value", "12")
        page.press("#fig-harm-beliefs [data-param=guess] .fa-value", "Enter")
        Live(page, "#fig-harm-beliefs").says(said)


# ---- the sentences ------------------------------------------------------------------------------------------------


def bold(said: str) -> list[str]:
    """The numbers that a sentence has in bold, in order."""
    return re.findall(r"\*([+\u2212\d.]+)(?:\u00a0%)?\*", said)


def gauge_says(likelier: float, whose: str) -> str:
    chart = alt.Chart(alt.Data(values=[])).mark_point().add_params(*gauge.params(likelier, whose))
    return vega_spec.evaluate(chart.to_dict(), "sentence")


@pytest.mark.parametrize("whose", gauge.WHOSE)
@pytest.mark.parametrize("likelier", [-10.0, -4.5, 0.0, 6.0, 6.5, 10.0, 13.0, 25.0])
def test_the_gauge_says_what_the_model_gives(likelier, whose):
    made = {"ratio": 1 + likelier / 100, **gauge.sale(whose)}
    change, tips = 100 * model.value("change", **made), [numbers.tip(**gauge.sale(one)) for one in gauge.WHOSE]
    side = 0 if abs(change) <= published.value("close_call") else math.copysign(1, change)
    spared, wars = (100 * model.value(name, **made) for name in ("spared", "with_sale"))
    shown = [rounded(abs(likelier))] if likelier else []
    shown += [rounded(spared), rounded(numbers.tip(**gauge.sale(whose)), 0)] if likelier > 0 and side else []
    shown += [rounded(wars), rounded(spared), rounded(100 * made["war"] + change, 0), *(plus(tip, 0) for tip in tips)]
    said = gauge_says(likelier, whose)
    assert bold(said) == shown and f"*{gauge.VERDICTS[side]}* if {gauge.COUNTED[whose]}." in said
    assert f"in {rounded(100 * made['war'])} without" in said and ("is a tie" in said) == (side == 0)


@pytest.mark.parametrize(
    ("patience", "trend", "shift"),
    [(50, 0, 0), (80, 25, 0), (80, 25, 5), (80, 20, 3), (90, 20, 3), (95, 5, 1), (65, 50, 25)],
)
def test_the_window_says_what_the_model_gives(patience, trend, shift):
    said = WINDOW.says(patience=patience, trend=trend, shift=shift)
    line = 100 * model.value("window", patience=patience / 100)
    assert bold(said) == [rounded(amount) for amount in (patience, line, trend, trend + shift)]
    given = {"patience": patience / 100, "trend": trend / 100}
    hasty = [model.value("haste", **given, shift=added / 100) > 1 for added in (0, shift)]
    assert said.endswith(f"{window.WAITS[sum(hasty)]}.")


@pytest.mark.parametrize(
    "setting", [(35, 5, 6, 1, 5, 0), (80, 25, -5, 5, 50, 0), (5, -10, 15, 0, 1, 10), (50, 0, 0, 0, 1, 0)]
)
def test_the_plane_says_what_the_model_gives(setting):
    war, more, off, drawn, times, peace = setting
    made = sale(war / 100, 1 + more / 100, off / 100, drawn / 100, times, peace / 100)
    said = PLANE.says(war=war, more=more, off=off, drawn=drawn, times=times, peace=peace)
    parts = [plus(amount) for name, amount in model.parts(**made).items() if name in plane.PARTS]
    assert bold(said) == [*parts, plus(100 * (model.value("tip", **made) - 1), 0)]


@pytest.fixture
def of_35_wars(monkeypatch):
    """War comes in 35 of 100 without the sale, which prevents 6 of 100 of NATO's damage and 12 of Ukraine's, which is
    nine tenths of all; within half a war it is too close to call, whatever the book has."""
    made_up = {"war": 0.35, "prevented": 0.06, "theirs": 0.9, "shield": 0.12}
    monkeypatch.setattr(numbers, "at", lambda key, column="start": made_up.get(key, 0.01))
    monkeypatch.setattr(gauge, "value", {"close_call": 0.5}.__getitem__)


@pytest.mark.parametrize(
    ("likelier", "whose", "words", "told"),
    [
        (6, "nato", "it is too close to call", "The sale makes war *6\u00a0%* likelier. "),
        (10, "nato", "the sale does harm", "but *6\u00a0%* less damage offsets a rise of only about *6\u00a0%*. "),
        (10, "both", "the sale helps", "but *11.4\u00a0%* less damage offsets a rise of up to about *13\u00a0%*. "),
        (1, "nato", "the sale helps", "but *6\u00a0%* less damage offsets a rise of up to about *6\u00a0%*. "),
        (-5, "nato", "the sale helps", "The sale makes war *5\u00a0%* less likely. "),
        (0, "both", "the sale helps", "The sale makes war no likelier. "),
    ],
)
def test_a_sale_is_told_in_plain_words(of_35_wars, likelier, whose, words, told):
    said = gauge_says(likelier, whose)
    assert said.startswith(f"With the numbers as you set them, which nobody can observe, *{words}* if ")
    assert told in said
    assert said.endswith("near *+6\u00a0%* for NATO’s losses alone, and near *+13\u00a0%* with Ukraine’s.")
    # The sum that the sentence tells comes out as told, to a whole war.
    wars, less, full = (
        float(re.search(rf"\*([\d.]+)(\u00a0%)?\* {then}", said)[1])
        for then in ("with it", "less damage, so", "wars at full damage")
    )
    assert abs(wars * (1 - less / 100) - full) <= 0.55
    assert not re.search("rho|RR|ratio|parameter|probability", said)


@pytest.mark.parametrize(("whose", "spared"), [("nato", 6), ("both", 11.4)])
def test_the_band_ends_where_the_sentence_takes_a_side(of_35_wars, whose, spared):
    band = next(param.param.expr for param in gauge.params(5, whose) if param.name == "close")
    close, tip = eval(band, {"spared": spared}), 100 / (1 - spared / 100) - 100
    for side, words in ((-1, "helps"), (1, "does harm")):
        assert "*it is too close" in gauge_says(tip + side * (close - 0.01), whose)
        assert f"*the sale {words}*" in gauge_says(tip + side * (close + 0.01), whose)


# ---- what Moscow named --------------------------------------------------------------------------------------------


def test_every_russian_statement_of_the_eight_weeks_is_coded_and_the_others_are_the_kremlin_s_own():
    events = tables.load("events")
    asked = events[(events["lane"] == "russia") & (events["kind"] == "statement")]
    asked = asked[asked["date"].between("2021-10-20", "2021-12-15") & (asked["known_on"] <= "2021-12-15")]
    coded = numbers.pretext().set_index("id")["date"]
    assert (coded[asked["id"]] == asked.set_index("id")["date"]).all()
    for key in coded.index.difference(asked["id"]):
        assert all(source.startswith("kremlin_") for source in tables.sources_of("pretext", [key])), key


def test_a_word_on_drones_among_moscow_s_lines_would_be_counted(monkeypatch):
    texts = tables.load("pretext")
    texts.loc[texts["nato"] == "a ground", "drones"] = "named"
    monkeypatch.setattr(numbers, "table", lambda name: texts)
    assert (numbers.lines()["drones"] != "not found").sum() >= (texts["nato"] == "a ground").sum() > 0


# ---- what the model takes -----------------------------------------------------------------------------------------


def test_what_is_assumed_says_so():
    for table in ("model_settings", "model_presets"):
        for key in tables.load(table)["id"]:
            assert "own_assumption" in tables.sources_of(table, [key]), f"{table}: {key} hides that it is an assumption"
