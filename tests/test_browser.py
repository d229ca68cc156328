"""Every page in a real browser with the network off: quiet, accessible, whole at any width and in both modes."""

from __future__ import annotations

import re
import zipfile

import pytest

from brief.gallery.look import VIEWS
from brief.site import offline
from tests.conftest import CHAPTERS, PAGES, sideways, unfold

# Both widths and both modes; the audit has the two that cross them.
USUAL = ((360, "light"), (1280, "dark"))


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_quiet_accessible_and_whole(open_page, violations, path):
    quiet_accessible_and_whole(open_page, violations, path, USUAL)


@pytest.mark.audit
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_quiet_accessible_and_whole_in_the_other_views_too(open_page, violations, path):
    quiet_accessible_and_whole(open_page, violations, path, set(VIEWS) - set(USUAL))


def quiet_accessible_and_whole(open_page, violations, path, views):
    for width, mode in views:
        page = open_page(path, width, mode)
        where = f"{path} at {width} px, {mode}"
        assert sideways(page) <= 0, f"{where}: the page scrolls sideways"
        broken = violations(page)
        assert broken == [], f"{where}: {broken}"
        assert page.trouble == [], f"{where}: {page.trouble}"


# Whether a verdict's words and the sentence that they judge share any ground: boxes of lines, not of elements.
TOUCHING = """() => [...document.querySelectorAll('.fa-finding')].filter(finding => {
  const verdict = finding.querySelector('.fa-verdict');
  const own = document.createRange(), rest = document.createRange();
  own.selectNodeContents(verdict);
  rest.setStartAfter(verdict);
  rest.setEndAfter(finding.lastChild);
  const boxes = [...rest.getClientRects()];
  return [...own.getClientRects()].some(a => boxes.some(b => a.width && b.width
    && a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1));
}).map(finding => finding.innerText)"""


def test_no_verdict_runs_into_its_sentence(open_page, site):
    judging = [path for path in PAGES if b"fa-finding" in (site / path).read_bytes()]
    assert "index.html" in judging
    for path in judging:
        # Beside it where there is room; on a phone it stands above.
        assert open_page(path, 1280, "light").evaluate(TOUCHING) == [], path


@pytest.mark.parametrize("path", CHAPTERS)
def test_every_figure_shows_marks(open_page, path):
    for width in (360, 1280):
        page = open_page(path, width, "light")
        unfold(page)
        for figure in page.query_selector_all("figure.fa-figure"):
            seen = figure.evaluate(
                """f => [...f.querySelectorAll('svg path, svg rect, svg circle, svg line, svg text, table td, li')]
                   .filter(e => { const b = e.getBoundingClientRect(); return b.width + b.height > 0; }).length"""
            )
            assert seen >= 5, f"{path} at {width} px: {figure.get_attribute('id')} shows {seen} marks"


def test_without_scripts_a_number_is_a_link_to_its_entry(open_page):
    page = open_page("chapters/range-circles.html", 360, "light", java_script_enabled=False)
    page.click("a.fa-num >> nth=0")
    assert re.search(r"numbers\.html#num-\w+$", page.url)


@pytest.mark.audit
@pytest.mark.parametrize("path", CHAPTERS)
def test_a_page_stays_accessible_after_each_control_is_used(open_page, violations, path):
    """The full matrix of `make audit`: every control of every page, at both widths and in both modes."""
    for width, mode in VIEWS:
        page = open_page(path, width, mode)
        unfold(page)
        use_controls(page)
        where = f"{path} at {width} px, {mode}, after its controls"
        broken = violations(page)
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
        if option.is_visible():
            option.check(force=True)
    page.wait_for_timeout(200)


def test_the_phone_s_menu_opens_and_escape_closes_it(open_page):
    page = open_page("chapters/methods.html", 360, "light")
    page.click("text=Menu")
    assert page.is_visible("details.fa-bar-menu nav")
    page.keyboard.press("Escape")
    assert not page.is_visible("details.fa-bar-menu nav")


# --- state in the link

STATE = """() => {
  const all = (selector, read) => [...document.querySelectorAll(selector)].map(read);
  return {
    numbers: all('figure .fa-value', e => e.value), choices: all('select', e => e.value),
    typed: all('.fa-find input', e => e.value), options: all('main input[type=radio]', e => e.checked),
    pressed: all('main [aria-pressed], .fa-modes [aria-pressed]', e => e.getAttribute('aria-pressed')),
    sentences: all('.fa-sentence', e => e.textContent), shown: all('[data-find-item]', e => !e.hidden),
    then: document.documentElement.hasAttribute('data-then'), mode: document.documentElement.dataset.mode || ''
  };
}"""
CONTROLS = (
    "figure .fa-value",
    "figure .fa-preset",
    "figure [data-settings]",
    "figure select",
    ".fa-find select",
    ".fa-find input",
    "main input[name=fa-then][value=then]",
    ".fa-top .fa-modes button",
)


def use(control):
    """Give one control another setting than it has."""
    kind = control.evaluate("e => e.matches('button') ? 'button' : e.matches('select') ? 'select' : e.type")
    if kind == "select":
        values = control.evaluate("e => [...e.options].filter(o => !o.disabled && !o.selected).map(o => o.value)")
        control.select_option(value=values[-1])
    elif kind == "search":
        control.fill("Turkey")
    elif kind == "radio":
        control.check(force=True)
    elif kind == "button":
        control.click()
    else:
        low, high, step, now = control.evaluate(
            "e => { const s = e.closest('.fa-control').querySelector('.fa-slider'); "
            "return [s.min, s.max, s.step, e.value].map(Number); }"
        )
        control.fill(f"{now + step if now + step <= high else low:g}")
        control.press("Enter")


@pytest.mark.parametrize("path", CHAPTERS)
def test_every_setting_stands_in_the_link_and_nowhere_else(open_page, path):
    """Each control in turn, then all settings together: another device and a reload show the same."""
    page = open_page(path, 1280, "light")
    unfold(page)
    start = page.evaluate(STATE)
    for selector in CONTROLS:
        for place, control in enumerate(page.query_selector_all(selector)):
            if not control.is_visible() or (selector.endswith("button") and path != "chapters/range-circles.html"):
                continue
            before = page.evaluate(STATE)
            use(control)
            page.wait_for_timeout(700)
            said = page.evaluate(STATE)
            if said == before:
                continue  # the option that was chosen already
            assert "#" in page.url, f"{path}: {selector} {place} left no trace in the link"
    said = page.evaluate(STATE)
    if said == start:
        return
    link = page.url.split("/", 3)[3]
    for reopened in (open_page(link, 1280, "light"), page):
        reopened.reload()
        reopened.wait_for_timeout(1500)
        again = reopened.evaluate(STATE)
        for part, value in said.items():
            assert again[part] == value, f"{path}: {part} came back otherwise from #{link.partition('#')[2]}"
    assert page.evaluate("localStorage.length + sessionStorage.length + document.cookie.length") == 0


@pytest.mark.parametrize("width", [360, 1280])
def test_a_priority_is_one_press_away_and_changes_the_answer(open_page, width):
    page = open_page("chapters/options.html", width, "light")
    buttons = page.locator("#fig-options-lead .fa-control-buttons button")
    said = page.inner_text("#fig-options-lead .fa-sentence")
    buttons.nth(1).click()
    now = "document.querySelector('#fig-options-lead .fa-sentence').innerText"
    page.wait_for_function(f"said => {now} !== said", arg=said)
    pressed = page.locator("#fig-options-lead .fa-control-buttons button[aria-pressed=true]")
    assert pressed.count() == 1 and pressed.inner_text() == buttons.nth(1).inner_text()
    page.wait_for_url(f"**priority={buttons.nth(1).get_attribute('value')}**", timeout=3000)
    # Pressed by keyboard, and back.
    buttons.nth(0).focus()
    page.keyboard.press("Enter")
    page.wait_for_function(f"said => {now} === said", arg=said)


# --- cite and copy


def test_the_answer_and_a_figure_are_copied_with_their_source(open_page, address):
    page = open_page("index.html", 1280, "light", permissions=["clipboard-read", "clipboard-write"])
    page.click("text=Copy with source")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("In principle it can") and "From Ankara, With Evidence, edition of" in copied
    assert copied.endswith(f"{address}/index.html")
    page = open_page("chapters/trade-dependence.html", 1280, "light", permissions=["clipboard-read", "clipboard-write"])
    page.click("figure summary:has-text('Cite') >> nth=0")
    page.click("figure .fa-copy-citation >> text=Copy BibTeX")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("@misc{from-ankara-") and copied.endswith("\n}")
    assert f"url = {{{address}/chapters/trade-dependence.html#fig-" in copied


# --- from a folder


@pytest.fixture(scope="module")
def folder(site, tmp_path_factory):
    """The site in one file, unpacked."""
    to = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(site / offline.ZIP) as archive:
        archive.extractall(to)
    return to / offline.INSIDE


@pytest.mark.parametrize("path", [path for path in PAGES if path not in offline.LEFT_OUT])
def test_a_page_opened_from_a_folder_has_every_text_and_picture(browser, folder, path):
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    trouble = []
    page.on("console", lambda m: trouble.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda e: trouble.append(str(e)))
    page.on("request", lambda r: None if r.url.startswith(("file:", "data:")) else trouble.append(r.url))
    page.on("requestfailed", lambda r: trouble.append(f"failed {r.url}"))
    page.goto((folder / path).as_uri(), wait_until="load")
    page.wait_for_timeout(150)
    assert trouble == [], trouble
    assert page.inner_text("h1").strip()
    assert page.evaluate("getComputedStyle(document.body).maxWidth !== '' && document.fonts.size > 0"), "no style"
    for figure in page.query_selector_all("figure.fa-figure:not(details figure)"):
        seen = figure.evaluate(
            "f => [...f.querySelectorAll('.fa-picture *')].filter(e => e.getClientRects().length).length"
        )
        assert seen >= 5, f"{figure.get_attribute('id')} shows {seen} marks"
    context.close()


def test_a_chart_opened_from_a_folder_is_live(browser, folder):
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto((folder / "chapters" / "range-circles.html").as_uri())
    before = page.inner_text(".fa-sentence >> nth=0")
    page.fill("figure .fa-value >> nth=0", "500")
    page.press("figure .fa-value >> nth=0", "Enter")
    page.wait_for_function("text => document.querySelector('.fa-sentence').textContent !== text", arg=before)
    page.close()


# --- on paper


# What must stay whole on a page of paper, and lies in something that WebKit can't break around it.
UNBREAKABLE = """() => {
  const around = e => e ? [e, ...around(e.parentElement)] : [];
  return [...document.querySelectorAll("main :is(.fa-claim, .fa-head, thead)")].filter(e => e.checkVisibility())
    .flatMap(e => around(e.parentElement)).filter(e => {
      const style = getComputedStyle(e);
      return /grid|flex/.test(style.display) || style.containerType !== "normal" || style.overflowX !== "visible";
    }).map(e => e.outerHTML.slice(0, 80));
}"""


@pytest.mark.parametrize("path", CHAPTERS)
def test_a_page_on_paper_has_no_blank_figure_and_shows_where_its_links_lead(open_page, path):
    page = open_page(path, 793, "dark")  # A4 at 96 dots to the inch; a dark screen must not make a dark sheet
    page.emulate_media(media="print", color_scheme="dark")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.wait_for_timeout(200)
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert paper in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)")
    for figure in page.query_selector_all("figure.fa-figure"):
        if figure.is_visible():
            height = figure.evaluate(
                "f => Math.max(...[...f.querySelectorAll('.fa-picture')].map(p => p.offsetHeight))"
            )
            assert height > 40, f"{figure.get_attribute('id')} is blank on paper"
    assert not [one for one in page.query_selector_all("button, input, select, nav") if one.is_visible()]
    assert page.evaluate(UNBREAKABLE) == [], f"{path}: WebKit cuts what stands in these"
    without = page.evaluate("""() => [...document.querySelectorAll("main a[href^='http']:not(.fa-source a)")].filter(
      a => a.checkVisibility() && !getComputedStyle(a, "::after").content.includes(a.getAttribute("href")))
      .map(a => a.outerHTML)""")
    assert without == [], f"{path}: links whose address isn't printed: {without}"
