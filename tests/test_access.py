"""A site that anyone can read: by keyboard alone, enlarged, widely spaced, in calm, on a small and slow phone.

`make test` looks at every page once; `make audit` adds the keyboard's whole way and the slow phone.
"""

from __future__ import annotations

import re

import pytest

from brief.visual_checks.capture import VIEWS
from tests.conftest import EACH_MAKE, LIVE, PAGES, ROOT, contrast, in_page, parsed, unfold

ASSETS = ROOT / "brief" / "theme" / "static"

# --- in calm


def test_nothing_moves_by_itself():
    """So there is nothing to reduce for a reader who asked for less motion."""
    moves = re.compile(r"\b(?:transition|animation)[a-z-]*\s*:|@keyframes|smooth|\.animate\(|<animate")
    files = [path for path in ASSETS.iterdir() if path.suffix in (".css", ".js", ".svg")]
    moving = {path.name: found for path in files if (found := moves.findall(path.read_text(encoding="utf-8")))}
    assert len(files) > 8 and moving == {}


# --- in strong contrast


@pytest.mark.parametrize("mode", ["", "#mode=light", "#mode=dark"])
def test_strong_contrast_follows_the_device_whatever_the_link_says(open_page, violations, mode):
    page = open_page(f"chapters/range-circles.html{mode}", 1280, "dark", forced_colors="active")
    ink, ground = page.evaluate("""() => [getComputedStyle(document.querySelector(".fa-legend svg path")).stroke,
      getComputedStyle(document.body).backgroundColor]""")
    assert contrast(ink, ground) >= 4.5, f"{ink} on {ground}"
    assert page.eval_on_selector(".fa-select", "e => getComputedStyle(e).appearance") == "auto"
    page.click("a.fa-num >> nth=0")
    cross = page.eval_on_selector(
        ".fa-card-close", "e => [getComputedStyle(e, '::before').borderTopColor, getComputedStyle(e).backgroundColor]"
    )
    assert contrast(*cross) >= 4.5, f"the card's cross is {cross}"
    assert violations(page, "dialog[open]") == []


# --- by keyboard alone


def walk(page, where):
    """Tab from the top of the page to its end; every stop in its order, ringed and in sight."""
    expected = page.evaluate(in_page("stops"))
    names = expected["names"]
    assert expected["jump"] == 0 and expected["ringed"] == 0, f"{where}: {expected}"
    for place, name in enumerate(names):
        page.keyboard.press("Tab")
        at = page.evaluate(in_page("whereTheKeyboardIs"))
        assert at and at["stop"] == place, (
            f"{where}: after {names[place - 1] if place else 'the top'} the keyboard should be at {name}, but is at "
            f"{names[at['stop']] if at else 'the end'}"
        )
        assert at["ring"] is not True and contrast(*at["ring"]) >= 3, f"{where}: the ring of {name} is {at['ring']}"
        assert at["seen"], f"{where}: something hides {name}"
    page.keyboard.press("Tab")
    assert page.evaluate(in_page("whereTheKeyboardIs")) is None, f"{where}: the keyboard can't leave the page"


@pytest.mark.parametrize("path", EACH_MAKE)
def test_tab_goes_through_a_page_of_each_make(open_page, path):
    # Where the keyboard goes from the end of a page depends on what else the tab has shown.
    walk(open_page(path, 360, "light", own=path), path)


@pytest.mark.audit
@pytest.mark.parametrize("path", PAGES)
def test_tab_goes_through_every_page_closed_and_opened(open_page, path):
    for width, mode in VIEWS:
        page = open_page(path, width, mode, own=(path, width, mode))
        walk(page, f"{path} at {width} px, {mode}")
    unfold(page)
    page.evaluate(in_page("drawn"))  # a table that fits is then no stop
    walk(page, f"{path} at {width} px, all opened")


def test_the_skip_link_and_the_phone_s_menu_answer_the_keyboard(open_page):
    page = open_page("chapters/range-circles.html", 360, "light")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "fa-skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null"), "the skip link skips nothing"
    page.focus("details.fa-bar-menu > summary")
    page.keyboard.press("Enter")
    links = page.locator("details.fa-bar-menu a")
    for place in range(links.count()):
        page.keyboard.press("Tab")
        assert links.nth(place).evaluate("e => e === document.activeElement && e.checkVisibility()")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('details.fa-bar-menu > summary')")
    assert not links.first.is_visible()


# --- on a small and slow phone


@pytest.mark.audit
@pytest.mark.parametrize("path", LIVE)
def test_a_touched_chart_answers_within_a_second_on_a_slow_phone(open_page, path, record_property):
    """The first touch also loads the engine, and is told apart; every later one has a second."""
    page = open_page(path, 360, "light")
    unfold(page)
    phone = page.context.new_cdp_session(page)
    phone.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    for figure in page.query_selector_all(".fa-figure[data-live]"):
        figure.scroll_into_view_if_needed()
        name = figure.get_attribute("id")
        times = []
        found = (".fa-more, select", ".fa-preset:not([aria-pressed=true])")  # a preset may set a number to its end
        controls = [one for selector in found for one in figure.query_selector_all(selector)]
        for control in controls * (1 if len(controls) > 1 else 2):  # a lone one is touched again
            times.append(page.evaluate(in_page("answer"), [figure, control]))
            # The other width is drawn, and the last setting drawn again, once the hand rests.
            page.wait_for_timeout(3000 if len(times) == 1 else 800)
        record_property(name, [round(one) for one in times])
        print(f"{name}: first touch {times[0]:.0f} ms, then at most {max(times[1:]):.0f} ms")
        assert max(times[1:]) <= 1000, f"{path}: {name} took {max(times[1:]):.0f} ms"
    phone.detach()


# --- for a screen reader


def test_every_page_has_its_landmarks_and_one_first_heading(site):
    """That headings go down step by step is among what axe looks at, in test_each_page."""
    for path in PAGES:
        tree = parsed(site, path)
        assert [len(tree.xpath(f"//{part}")) for part in ("main", "h1")] == [1, 1], path
        assert tree.xpath("//nav[@aria-label]") and tree.xpath("//footer"), path


SCRIPT = (ROOT / "tests" / "screen-reader.md").read_text(encoding="utf-8")
STEP = re.compile(
    r"^### (?P<name>.+)\n\nOpen `(?P<path>[^`]+)`(?:,(?: at `(?P<at>[^`]+)`)? press `(?P<keys>[^`]+)`)?"
    r"(?:, read `(?P<read>[^`]+)`)?\.\n(?P<hear>(?:.+\n)+)\n```yaml\n(?P<tree>[^`]+)```$",
    re.MULTILINE,
)


@pytest.mark.parametrize("step", [pytest.param(step, id=step["name"]) for step in STEP.finditer(SCRIPT)])
def test_the_browser_tells_a_screen_reader_what_the_script_says(open_page, step):
    from playwright.sync_api import expect

    assert SCRIPT.count("\n### ") == len(STEP.findall(SCRIPT)) > 10, "a step of the script can't be walked"
    page = open_page(step["path"], 1280, "light")
    if step["at"]:
        page.locator(step["at"]).first.focus()
    for key in (step["keys"] or "").split():
        page.keyboard.press(key)
    place = page.locator(step["read"] or ":focus").first
    try:
        expect(place).to_match_aria_snapshot(step["tree"])
    except AssertionError:
        pytest.fail(f"{step['name']}: the tree says\n{place.aria_snapshot()[:1000]}", pytrace=False)
