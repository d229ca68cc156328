"""Each page in Chromium with the network off, once on a phone and once on a desk: quiet, accessible, whole, calm.

A page is opened once for all the tests of a view, which look at it in the order in which they stand here.
"""

from __future__ import annotations

import zipfile

import pytest

from brief.sphinx_ext import packages
from tests.conftest import EACH_MAKE, LIVE, PAGES, in_page, sideways, unfold

PHONE = 640  # px, the height of the phone's screen


@pytest.fixture(scope="module", params=PAGES)
def path(request):
    return request.param


@pytest.fixture(scope="module")
def phone(open_page, path):
    """360 px wide, light, over HTTP."""
    return open_page(path, 360, "light")


@pytest.fixture(scope="module")
def folder(site, tmp_path_factory):
    """The site in one file, unpacked."""
    to = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(site / packages.SITE) as archive:
        archive.extractall(to)
    return to / packages.INSIDE


@pytest.fixture(scope="module")
def desk(tab, address, folder, path):
    """1,280 px wide, dark, and opened from a folder, as on a laptop without a network."""
    return tab(f"{address}/{path}" if path in packages.LEFT_OUT else (folder / path).as_uri(), 1280, "dark")


# --- on a phone


def test_nothing_shifts_while_a_page_loads_and_is_read_to_its_end(phone, path):
    phone.evaluate(in_page("readToTheEnd"))
    shifts = phone.evaluate("shifts")
    assert sum(value for value, *_ in shifts) <= 0.02, f"{path} shifts: {shifts}"


def test_the_first_screen_holds_question_and_answer(phone, path):
    # The root's standfirst is the setting; its answer is the first line of the first block.
    answer = {"search.html": ["#fa-q"], "index.html": [".fa-standfirst", ".fa-block dd > p"]}
    for part in ("h1", *answer.get(path, [".fa-standfirst"])):
        low = phone.evaluate("part => document.querySelector(part).getBoundingClientRect().bottom", part)
        assert low <= PHONE, f"{path}: {part} ends at {low:.0f} px"


def test_a_page_is_quiet_accessible_and_whole_on_a_phone(phone, path, violations):
    assert (phone.trouble, sideways(phone)) == ([], 0), path
    assert violations(phone, most=6) == [], path
    fields = "select, input:not([type=radio], [type=range])"
    sizes = phone.eval_on_selector_all(fields, "all => all.map(e => parseFloat(getComputedStyle(e).fontSize))")
    assert min(sizes, default=16) >= 16, f"{path}: an iPhone zooms into a field of {min(sizes)} px"


def test_a_page_on_paper_has_no_blank_figure_and_shows_where_its_links_lead(phone, path):
    phone.set_viewport_size({"width": 793, "height": 1122})  # A4 at 96 dots to the inch
    phone.emulate_media(media="print", color_scheme="dark")  # a dark screen must not make a dark sheet
    found = phone.evaluate(in_page("onPaper"))
    phone.emulate_media(media="screen", color_scheme="light")
    assert found.pop("ground") in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)")
    assert found == {"blank": [], "useless": [], "bare": [], "cut": []}, path


def test_every_figure_on_a_phone_shows_marks_and_control_sentence_and_chart_share_its_screen_in_this_order(phone, path):
    phone.set_viewport_size({"width": 360, "height": PHONE})
    every_figure_shows_marks(phone, path)
    figures = phone.evaluate(in_page("placesInLiveFigures"))
    assert bool(figures) == (path in LIVE)
    for key, parts in figures:
        tops, lows = zip(*parts, strict=True)
        assert list(tops) == sorted(tops), key
        high = lows[-1] - tops[0]
        assert high <= PHONE, f"{key}: from its control to the foot of its chart {high:.0f} px"


# WCAG 2.2, 1.4.4: text at 200 %, and nothing else with it.
TWICE, ONCE = (f"document.documentElement.style.fontSize = '{size}'" for size in ("200%", ""))


def test_enlarged_or_widely_spaced_nothing_is_cut_and_nothing_scrolls_sideways(phone, path):
    """A window of 1,280 px at 400 % is 320 px wide, at 200 % 640. Larger text in the other browsers: test_engines."""
    unfold(phone)
    for how, prepare, widths in (
        ("enlarged", TWICE, [390]),
        ("small again", ONCE, [320, 640]),
        ("widely spaced", in_page("spaceWidely"), [320, 640]),
    ):
        phone.evaluate(prepare)
        for width in widths:
            phone.set_viewport_size({"width": width, "height": PHONE})
            where = f"{path} at {width} px, {how}"
            assert sideways(phone) <= 0, f"{where}: the page scrolls sideways"
            assert phone.evaluate(in_page("cut")) == [], where


# --- on a desk, from a folder


def test_a_page_from_a_folder_on_a_desk_is_quiet_and_whole_and_one_of_each_make_accessible(desk, path, violations):
    """By the same templates, styles and colours all pages are made; `make audit` tries each in every view."""
    assert (desk.trouble, sideways(desk)) == ([], 0), path
    assert path not in EACH_MAKE or violations(desk, most=6) == [], path
    assert desk.inner_text("h1").strip()
    assert desk.evaluate("getComputedStyle(document.body).maxWidth !== '' && document.fonts.size > 0"), "no style"


def test_no_verdict_runs_into_its_sentence_and_every_figure_on_a_desk_shows_marks(desk, path):
    # Beside it where there is room; on a phone it stands above.
    assert desk.evaluate(in_page("verdictsOnSentences")) == []
    assert path != "index.html" or desk.query_selector(".fa-finding"), "the short answer judges nothing"
    every_figure_shows_marks(desk, path)


def test_a_chart_opened_from_a_folder_is_live(tab, folder):
    page = tab((folder / "chapters" / "range-circles.html").as_uri(), 1280)
    before = page.inner_text(".fa-sentence >> nth=0")
    page.fill("figure .fa-value >> nth=0", "500")
    page.press("figure .fa-value >> nth=0", "Enter")
    page.wait_for_function("text => document.querySelector('.fa-sentence').textContent !== text", arg=before)


# --- in both


def every_figure_shows_marks(page, path):
    unfold(page)
    few = page.evaluate(in_page("figuresWithFewMarks"))
    assert few == [], f"{path}: figures with fewer than five marks"
