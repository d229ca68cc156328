"""Cases that students code themselves: how far they agree, by published examples and a library, and the form."""

from __future__ import annotations

import random

import pandas as pd
import pytest
from nltk.metrics.agreement import AnnotationTask

from analysis.alliance_web.lesson import CODING
from analysis.shared.readers import agreement

PAGE = "chapters/recode.html"
# Cohen 1960, table 2: 200 patients in three classes by two judges, of whom each class has so many by both.
COHEN = {"aa": 88, "ab": 14, "ac": 18, "ba": 10, "bb": 40, "bc": 10, "ca": 2, "cb": 6, "cc": 12}
JUDGES = [list(codes) for codes in zip(*(pair for pair, times in COHEN.items() for _ in range(times)), strict=True)]
# Krippendorff 2011, examples A to C: a line a reader, a dot where one left a gap.
KRIPPENDORFF = {
    0.095: ["0100000010", "1110010000"],
    0.692: ["aabbdcccedda", "babbbccceddd"],
    0.743: ["123321412...", "1233224125.3", ".3332342251.", "12332441251."],
}


def library(readers) -> AnnotationTask:
    coded = [(str(n), str(at), code) for n, one in enumerate(readers) for at, code in enumerate(one) if code != "."]
    return AnnotationTask(coded)


def at_random(seed: int) -> list[list[str]]:
    """Readers of some things, who err and leave gaps."""
    dice = random.Random(seed)
    truth = [dice.choice("abc") for _ in range(dice.randint(9, 30))]
    return [[dice.choice(f"{code * 4}abc..") for code in truth] for _ in range(dice.randint(2, 9))]


def test_figures_in_the_page_are_those_of_the_published_examples_and_of_a_library(engine):
    engine.open(PAGE, 360)
    found = engine.evaluate("pairs => faAgreement.two(pairs)", list(zip(*JUDGES, strict=True)))
    assert round(found["kappa"], 3) == 0.492
    assert found == pytest.approx({"alike": 0.7, "kappa": library(JUDGES).kappa()}, abs=1e-6)
    assert agreement(*map(pd.Series, JUDGES)) == pytest.approx((0.7, found["kappa"]), abs=1e-6)
    assert agreement(*[pd.Series(JUDGES[0])] * 2) == (1, 1)
    tables = [*KRIPPENDORFF.values(), *map(at_random, range(40))]
    units = [[[code for code in given if code != "."] for given in zip(*one, strict=True)] for one in tables]
    alphas = engine.evaluate("tables => tables.map(faAgreement.alpha)", units)
    assert [round(alpha, 3) for alpha in alphas[:3]] == list(KRIPPENDORFF)
    assert alphas == pytest.approx([library(one).alpha() for one in tables], abs=1e-6)
    assert engine.evaluate("Number.isNaN(faAgreement.alpha([['a', 'a'], ['a', 'a'], ['b']]))")


# ---- the form ---------------------------------------------------------------------------------------------------

BOOK, CASE = CODING.cells(), CODING.cases()["label"][0]
FIRST = BOOK[BOOK["case"] == BOOK["case"][0]].reset_index(drop=True)


def a_file(name: str, codes: list[str], mark: str = ",", more: str = "") -> dict:
    """A file of the first case's codes, as a browser is given it."""
    lines = ["case,part,code", *(f"{FIRST['case'][at]},{FIRST['part'][at]},{code}" for at, code in enumerate(codes))]
    text = "\r\n".join([*lines, more]).replace(",", mark)
    return {"name": name, "mimeType": "text/csv", "buffer": text.encode("utf-8-sig")}


def said(page, name: str) -> str:
    return page.locator(f".fa-recode-{name}").inner_text()


def test_a_student_codes_by_keyboard_saves_goes_on_and_only_then_compares(open_page, tmp_path):
    page, reason = open_page(PAGE, 360), FIRST["why"][0][:40]
    page.locator("summary", has_text=CASE).press("Enter")
    told = page.locator(".fa-recode-case[open]").inner_text()
    assert "Other side: Russia. Year: 2005." in told and "the larger of the two shares was 28.5 per cent" in told
    page.locator("fieldset input").first.press("Space")
    page.keyboard.press("ArrowDown")
    page.locator("fieldset").nth(1).locator(f"input[value={FIRST['code'][1]}]").check()
    assert page.locator(".fa-recode-case .fa-count").first.inner_text() == "2 of 7 coded"
    page.locator("summary", has_text=CODING.cases()["label"][1]).click()
    page.locator("fieldset input >> visible=true").last.check()
    page.locator(".fa-recode-clear >> visible=true").last.click()
    assert "2 codes chosen" in said(page, "total"), "a case can't be cleared"
    assert reason not in page.locator("main").inner_text(), "the book's reason is seen before the comparison"
    page.get_by_label("Your name or number").fill("Ada, 7")
    with page.expect_download() as taken:
        page.get_by_role("button", name="Save my codes").press("Enter")
    taken.value.save_as(kept := tmp_path / taken.value.suggested_filename)
    page.reload()
    assert page.locator("input:checked").count() == 0, "the page has kept a student's codes"
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
    page.get_by_label("Go on with a file").set_input_files(kept)
    page.get_by_text("codes-Ada-7.csv is open: 2 codes.").wait_for()
    page.get_by_role("button", name="Compare my codes").press("Enter")
    assert said(page, "compared").startswith("Of your 2 codes, 50 per cent are coded as in the book")
    assert f"{CASE}, Guarantee: you say no, the book says {FIRST['code'][0]}. {reason}" in said(page, "differ")
    assert page.locator("fieldset input:enabled").count() == 0, "codes can be changed after the comparison"
    page.locator("summary", has_text="Where you agree").click()
    assert FIRST["why"][1] in said(page, "agree"), "no reason is given where student and book agree"
    with page.expect_download() as taken:
        page.get_by_role("button", name="Save my codes").click()
    assert taken.value.path().read_text().count("after comparing") == 2
    page.get_by_role("button", name="Start over").click()  # and the question is answered with no
    assert page.locator("input:checked").count() == 2
    page.once("dialog", lambda asked: asked.accept())
    page.get_by_role("button", name="Start over").click()
    assert page.locator("input:checked").count() == 0 and said(page, "differ") == said(page, "agree") == ""
    assert page.trouble == []


def test_a_class_s_files_are_put_together_and_a_bad_one_is_named(open_page):
    page = open_page(PAGE, 1280)
    codes = [["yes"] * 7, ["yes"] * 6 + ["no"], ["no"] + ["yes"] * 5 + ["no"]]
    short = [[code[0].upper() for code in codes[0]], *codes[1:]]  # as on paper: y, n, u
    bad = {"of no code": ["perhaps"], "twice": ["", "no"], "elsewhere": [], "empty": [""]}
    more = {"twice": f"{FIRST['case'][1]},{FIRST['part'][1]},yes", "elsewhere": "cze-geo-1905,arms,yes"}
    files = [a_file(f"{name}.csv", given, mark) for name, given, mark in zip("abc", short, ",;\t", strict=True)]
    files[1]["buffer"] = files[1]["buffer"].replace(b"\r\n", b";after comparing\r\n")
    files += [a_file(f"{name}.csv", given, more=more.get(name, "")) for name, given in bad.items()]
    page.get_by_label("Choose the files").set_input_files(files)
    page.get_by_text("empty.csv: no codes were found.").wait_for()
    assert "7 parts of cases coded in two files or more" in said(page, "together")
    assert f"alpha is {library(codes).alpha():.2f}." in said(page, "together")
    alike, kappa = agreement(pd.Series(codes[1]), FIRST["code"])
    told = said(page, "readers")
    figures = f"{100 * alike:.0f} per cent are coded as in the book; Cohen’s kappa is {kappa:.2f}."
    assert f"b, saved after comparing: of 7 codes, {figures}".replace("-", "−") in told
    assert "of no code.csv, line 2: “perhaps” is no code. Write yes or no or uncertain. Not counted." in told
    assert "twice.csv, line 4" in told and "elsewhere.csv, line 2: the form has no “cze-geo-1905, arms”." in told
    split = [f"{CASE}, Guarantee: yes (a, b); no (c)", f"{CASE}, Both: no (b, c); yes (a)"]
    assert said(page, "split").splitlines() == split and page.trouble == []


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_on_paper_and_without_scripts_there_is_a_table_to_fill_in(open_page, scripts):
    page = open_page(PAGE, 360, java_script_enabled=scripts)
    paper = page.locator(".fa-recode-paper tbody tr")
    assert paper.count() == len(CODING.cases()) and paper.first.is_visible() != scripts
    page.locator("summary", has_text=CASE).click()
    assert page.locator("fieldset legend").first.is_visible()
    assert page.locator("fieldset input").first.is_visible() == scripts
    page.emulate_media(media="print")
    assert paper.first.is_visible() and not page.locator("form.fa-recode").is_visible()
    page.emulate_media(media="screen")
    with page.expect_download() as taken:
        page.get_by_role("link", name="The form as a file to fill in").click()
    blank = pd.read_csv(taken.value.path())
    assert [*blank][:3] == ["case", "part", "code"] and len(blank) == len(BOOK) and blank["code"].isna().all()
