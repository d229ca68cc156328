"""The book in Chromium, Firefox and WebKit: it loads quietly and fits, and whatever a reader does with it works."""

from __future__ import annotations

import re

import pytest

from tests.conftest import EACH_MAKE, LIVE, PAGES, in_page
from tests.test_each_page import TWICE

UNFOLD = "document.querySelectorAll('main details').forEach(fold => fold.open = true)"
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
CARD = "document.querySelector('dialog[open]')"
SINCE = "document.querySelector('details.fa-since').checkVisibility()"
# Chromium sees every page in tests of its own.
OTHERS = pytest.mark.parametrize("engine", ["firefox", "webkit"], indirect=True)


def opened(engine, path, width):
    engine.open(path, width)
    assert engine.text("h1").strip() and engine.evaluate("document.fonts.size > 0"), "no title, or no style"
    assert engine.evaluate(SIDEWAYS) <= 0, f"at {width} px the page scrolls sideways"
    assert engine.errors() == []


@OTHERS
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_quiet_and_fits_a_phone_with_its_text_at_twice_the_size_too(engine, path):
    opened(engine, path, 390)
    engine.evaluate(UNFOLD)
    engine.evaluate(TWICE)
    assert engine.evaluate(SIDEWAYS) <= 0, "with text at 200 % the page scrolls sideways"
    assert engine.evaluate(in_page("cut")) == [], "with text at 200 %"


@OTHERS
@pytest.mark.parametrize("path", EACH_MAKE)
def test_a_page_of_each_make_is_quiet_and_fits_a_desk(engine, path):
    opened(engine, path, 1280)


@pytest.mark.audit
@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_quiet_and_fits_at_every_width_with_its_folds_open(engine, path):
    for width in (320, 390, 768, 1280, 1920):
        opened(engine, path, width)
        engine.evaluate(UNFOLD)
        assert engine.evaluate(SIDEWAYS) <= 0 and engine.errors() == [], f"at {width} px, opened"


@pytest.mark.audit
@pytest.mark.parametrize("engine", ["webkit"], indirect=True)
@pytest.mark.parametrize("path", PAGES)
def test_webkit_survives_every_size_of_text_with_all_folds_open(engine, path):
    for width, sizes in ((390, (110, 125, 150, 175, 200, 300)), (1280, (125, 200))):
        engine.open(path, width)
        engine.evaluate(UNFOLD)
        for size in sizes:
            engine.evaluate("size => { document.documentElement.style.fontSize = `${size}%`; }", size)
            assert engine.evaluate("document.body.offsetHeight") > 0, f"at {width} px and {size} %"


LOOK = """one => { const s = getComputedStyle(document.querySelector(one));
  return [s.textDecorationLine, s.textDecorationStyle]; }"""
TOPS = "[...document.querySelectorAll('.fa-then :is(legend, span)')].map(e => e.getBoundingClientRect().top)"


def test_what_leads_on_is_underlined_and_what_is_shown_is_asked_in_one_row(engine):
    engine.open("chapters/range-circles.html", 1280)
    assert engine.evaluate(LOOK, "main a.fa-term") == ["underline", "solid"]
    assert engine.evaluate(LOOK, ".fa-fold > summary") == ["underline", "dotted"]
    tops = engine.evaluate(TOPS)
    assert len(tops) == 3 and max(tops) - min(tops) < 20, tops
    engine.open("chapters/ledger.html", 1280)
    assert engine.evaluate(LOOK, ".fa-claim-more > summary") == ["underline", "dotted"]


@pytest.mark.parametrize("path", ["chapters/numbers.html", "chapters/sources.html", "chapters/ledger.html"])
def test_a_link_into_a_long_list_lands_at_its_entry(engine, path):
    engine.open(path, 390)
    names = engine.evaluate("[...document.querySelectorAll('[data-find-item][id]')].map(entry => entry.id)")
    for name in (names[len(names) // 2], names[-9]):
        engine.open(f"{path}#{name}", 390)
        top = engine.evaluate("name => document.getElementById(name).getBoundingClientRect().top", name)
        assert 0 <= top <= 32, f"#{name} is {top:.0f} px down the screen"


@pytest.mark.parametrize("width", [390, 1280])
def test_a_chart_follows_a_typed_value_and_a_tap_and_so_do_its_sentence_and_the_link(engine, width):
    engine.open("chapters/range-circles.html", width)
    before = engine.text(".fa-sentence")
    engine.fill("#fig-reach-map .fa-value", "500")
    engine.key("Enter")
    engine.wait("before => document.querySelector('#fig-reach-map .fa-sentence').innerText !== before", before)
    assert "500" in engine.text("#fig-reach-map .fa-sentence")
    engine.wait("/#fig-reach-map&.*range=500/.test(location.href)")
    engine.tap("#fig-reach-map .fa-preset")
    engine.wait("!location.href.includes('range=500')")
    preset = engine.evaluate("document.querySelector('#fig-reach-map .fa-preset').value")
    engine.wait(f"document.querySelector('#fig-reach-map .fa-sentence').innerText.includes('{preset}')")
    assert engine.evaluate("document.querySelectorAll('#fig-reach-map svg.marks').length") >= 1, "still a mere picture"
    assert engine.errors() == []


@pytest.mark.audit
@pytest.mark.parametrize("path", LIVE)
def test_every_control_of_every_chart_answers(engine, path):
    for width in (390, 1280):
        engine.open(path, width)
        for number in range(engine.evaluate(in_page("findControls"))):
            before = engine.evaluate("location.href")
            if engine.evaluate(in_page("useControl"), number):
                engine.wait("before => location.href !== before", before)
        engine.wait("!document.querySelector('[aria-busy]')")
        assert engine.evaluate("document.querySelector('.fa-fault') === null"), f"{path} at {width} px"
        assert engine.evaluate(SIDEWAYS) <= 0 and engine.errors() == [], f"{path} at {width} px"


@pytest.mark.parametrize("width", [390, 1280])
def test_a_number_opens_its_card_in_place_by_tap_and_by_key_and_gives_the_keyboard_back(engine, width):
    engine.open("chapters/range-circles.html", width)
    for act in (lambda: engine.tap("a.fa-num"), lambda: (engine.focus("a.fa-num"), engine.key("Enter"))):
        act()
        engine.wait(CARD)
        for part in ("Published by", "How sure"):
            assert part in engine.text("dialog[open]"), f"the card doesn't say {part!r}"
        assert engine.evaluate("location.pathname").endswith("range-circles.html"), "the number left the page"
        engine.key("Escape")
        engine.wait(f"!{CARD}")
        engine.wait("document.activeElement.matches('a.fa-num')")
    assert engine.errors() == []


def test_then_hides_what_happened_since_and_nothing_else(engine):
    engine.open("chapters/trade-dependence.html", 1280)
    assert engine.evaluate(SINCE), "Since then must be shown at first"
    body = engine.text("main").split("Since then")[0].splitlines()[:40]
    engine.tap("label:has(> input[name=fa-then][value=then])")
    engine.wait(f"!{SINCE}")
    assert re.search(r"#(.*&)?then\b", engine.evaluate("location.href")), "the choice must be in the link"
    left = engine.text("main")
    for line in body:
        assert line.strip() in left, f"the body changed: {line!r} is gone"
    engine.open("chapters/trade-dependence.html#then", 1280)
    assert not engine.evaluate(SINCE), "a link's setting must win"
    engine.tap("label:has(> input[name=fa-then][value=since])")
    engine.wait(SINCE)
    assert engine.evaluate("localStorage.length + sessionStorage.length + document.cookie.length") == 0
    assert engine.errors() == []


LINKS = {
    "chapters/range-circles.html#range=500": "document.querySelector('figure .fa-value').value === '500'",
    "chapters/trade-dependence.html#then": "document.documentElement.hasAttribute('data-then')",
    "chapters/ledger.html#claims=disputed&find=gas": "document.querySelector('.fa-find input').value === 'gas'"
    " && document.querySelector('.fa-find select').value === 'disputed'",
    "chapters/range-circles.html#mode=dark": "document.documentElement.dataset.mode === 'dark'",
}


@pytest.mark.parametrize(("link", "check"), LINKS.items())
def test_a_link_that_somebody_typed_sets_the_page(engine, link, check):
    engine.open(link, 390)
    engine.wait(check)
    assert engine.errors() == []


def test_search_and_filter_leave_what_was_asked_for(engine):
    engine.open("chapters/ledger.html", 390)
    engine.fill(".fa-find input", "no such words here")
    engine.wait("document.querySelector('.fa-find-said').textContent.startsWith('0 of')")
    assert engine.errors() == []
    engine.open("search.html", 390)
    engine.focus("#fa-q")
    engine.type("Akinci")
    engine.key("Enter")
    engine.wait("document.querySelector('#search-results li > a')")
    assert engine.errors() == []
    engine.tap("#search-results li > a")
    engine.wait("location.href.endsWith('glossary.html#name-bayraktar-akinci')")
    assert engine.errors() == []


def test_a_class_sees_the_finding_after_its_guess_only(engine):
    engine.open("chapters/range-circles.html#class", 390)
    seen = "document.querySelector('.fa-standfirst').checkVisibility()"
    assert not engine.evaluate(seen), "the finding is seen before the guess"
    engine.tap("form.fa-guess label")
    engine.tap("form.fa-guess button")
    engine.wait(seen)
    assert engine.errors() == []
