"""Every page in a real browser with the network off: quiet, accessible, whole at any width and in both modes."""

from __future__ import annotations

import itertools
import re

import pytest

from tests.conftest import ROOT

PAGES = ["index.html", "search.html", *sorted(
    f"chapters/{path.stem}.html" for path in (ROOT / "chapters").iterdir() if path.suffix in (".md", ".ipynb"))]
VIEWS = list(itertools.product((360, 1280), ("light", "dark")))


@pytest.fixture(scope="module")
def axe():
    from axe_playwright_python.sync_playwright import Axe

    return Axe()


@pytest.fixture
def open_page(browser, address):
    """Opens a page and keeps what went wrong: console errors, policy violations, requests that left the site."""
    contexts = []

    def opened(path, width, mode, **options):
        context = browser.new_context(viewport={"width": width, "height": 800 if width > 600 else 640},
                                      color_scheme=mode, **options)
        contexts.append(context)
        page = context.new_page()
        page.trouble = []
        page.on("console", lambda m: page.trouble.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda e: page.trouble.append(str(e)))
        page.on("request", lambda r: None if r.url.startswith((address, "data:", "blob:"))
                else page.trouble.append(f"outside request {r.url}"))
        page.on("requestfailed", lambda r: page.trouble.append(f"failed {r.url}"))
        page.goto(f"{address}/{path}", wait_until="load")
        page.wait_for_timeout(150)
        return page

    yield opened
    for context in contexts:
        context.close()


def sideways(page):
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_quiet_accessible_and_whole(open_page, axe, path):
    for width, mode in VIEWS:
        page = open_page(path, width, mode)
        where = f"{path} at {width} px, {mode}"
        assert sideways(page) <= 0, f"{where}: the page scrolls sideways"
        broken = [f"{v['id']}: {v['nodes'][0]['html'][:160]} ({v['nodes'][0].get('failureSummary', '')[:200]})"
                  for v in axe.run(page).response["violations"]]
        assert broken == [], f"{where}: {broken}"
        assert page.trouble == [], f"{where}: {page.trouble}"


@pytest.mark.parametrize("path", [p for p in PAGES if p.startswith("chapters/")])
def test_every_figure_shows_marks(open_page, path):
    for width in (360, 1280):
        page = open_page(path, width, "light")
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        for figure in page.query_selector_all("figure.fa-figure"):
            seen = figure.evaluate(
                """f => [...f.querySelectorAll('svg path, svg rect, svg circle, svg line, svg text, table td, li')]
                   .filter(e => { const b = e.getBoundingClientRect(); return b.width + b.height > 0; }).length""")
            assert seen >= 5, f"{path} at {width} px: {figure.get_attribute('id')} shows {seen} marks"


def test_a_number_opens_its_card_in_place_and_escape_closes_it(open_page):
    page = open_page("chapters/range-circles.html", 1280, "light")
    link = page.query_selector("a.fa-num")
    address = page.url
    link.focus()
    page.keyboard.press("Enter")
    card = page.wait_for_selector("dialog[open]", state="visible", timeout=3000)
    assert page.url.partition("#")[0] == address.partition("#")[0], "the number left the page"
    for part in ("Published by", "How sure"):
        assert part in card.inner_text(), f"the card doesn't say {part!r}"
    page.keyboard.press("Escape")
    page.wait_for_timeout(200)
    assert not page.query_selector("dialog[open]")
    assert page.evaluate("document.activeElement.classList.contains('fa-num')"), "focus didn't return to the number"


def test_without_scripts_a_number_is_a_link_to_its_entry(open_page):
    page = open_page("chapters/range-circles.html", 360, "light", java_script_enabled=False)
    page.click("a.fa-num >> nth=0")
    assert re.search(r"numbers\.html#num-\w+$", page.url)


def test_then_hides_what_happened_since_and_nothing_else(open_page):
    page = open_page("chapters/trade-dependence.html", 1280, "light")
    body = page.inner_text("main")
    block = page.query_selector("details.fa-since")
    assert block.get_attribute("open") is not None and block.is_visible(), "Since then must be shown at first"
    page.click("text=only what was known on 15 December 2021")
    page.wait_for_timeout(150)
    assert not block.is_visible()
    assert re.search(r"#(.*&)?then\b", page.url), "the choice must be in the link"
    for line in body.split("Since then")[0].splitlines()[:40]:
        assert line.strip() in page.inner_text("main"), f"the body changed: {line!r} is gone"
    again = open_page(page.url.split("/", 3)[3], 1280, "light")
    assert not again.query_selector("details.fa-since").is_visible(), "a link's setting must win"
    stored = again.evaluate("localStorage.length + sessionStorage.length + document.cookie.length")
    assert stored == 0


@pytest.mark.audit
@pytest.mark.parametrize("path", [p for p in PAGES if p.startswith("chapters/")])
def test_a_page_stays_accessible_after_each_control_is_used(open_page, axe, path):
    """The full matrix of `make audit`: every control of every page, at both widths and in both modes."""
    for width, mode in VIEWS:
        page = open_page(path, width, mode)
        page.evaluate("document.querySelectorAll('main details').forEach(d => d.open = true)")
        use_controls(page)
        where = f"{path} at {width} px, {mode}, after its controls"
        broken = [f"{v['id']}: {v['nodes'][0]['html'][:160]}" for v in axe.run(page).response["violations"]]
        assert broken == [], f"{where}: {broken}"
        assert page.trouble == [] and sideways(page) <= 0, f"{where}: {page.trouble}"


def use_controls(page):
    """Touches each visible control once: presets, steppers, typed values, choices, then and now."""
    for button in page.query_selector_all("figure.fa-figure button"):
        if button.is_visible():
            button.click()
    for choice in page.query_selector_all("figure.fa-figure select"):
        choice.select_option(index=1)
    for typed in page.query_selector_all("figure.fa-figure input.fa-value"):
        typed.fill("1")
        typed.press("Enter")
    page.wait_for_timeout(1200)
    for option in page.query_selector_all("main input[type=radio]"):
        option.check(force=True)
    page.wait_for_timeout(200)


def test_the_phone_s_menu_opens_and_escape_closes_it(open_page):
    page = open_page("chapters/methods.html", 360, "light")
    page.click("text=Menu")
    assert page.is_visible("details.fa-bar-menu nav")
    page.keyboard.press("Escape")
    assert not page.is_visible("details.fa-bar-menu nav")
