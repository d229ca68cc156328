"""What a reader sets, cites and opens from a folder, in a real browser with the network off."""

from __future__ import annotations

import pytest

from brief.visual_checks.capture import REST, VIEWS
from tests.conftest import CHAPTERS, EACH_MAKE, LIVE, PAGES, in_page, sideways, unfold


@pytest.mark.audit
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_quiet_accessible_and_whole_in_every_view_before_and_after_its_controls_are_used(
    open_page, violations, path
):
    """The full matrix: every entry and every control of every page, at both widths and in both modes."""
    for width, mode in VIEWS:
        page = open_page(path, width, mode)
        for used in (False, True):
            if used:
                use_controls(page)
            where = f"{path} at {width} px, {mode}, {'after its controls' if used else 'as it opens'}"
            assert sideways(page) <= 0, f"{where}: the page scrolls sideways"
            assert (violations(page), page.trouble) == ([], []), where


def use_controls(page):
    """Gives each visible control another setting, and one out of bounds to what is typed."""
    unfold(page)
    for selector in CONTROLS[:-1]:  # the last, light or dark, is the view's
        for control in page.query_selector_all(selector):
            if control.is_visible():
                use(control)
    for typed in page.query_selector_all("figure input.fa-value"):
        typed.fill("1")
        typed.press("Enter")
    settled(page)


# --- state in the link

SET = """[...document.querySelectorAll("input, select, [aria-pressed]")]
  .map(e => [e.value, e.checked, e.ariaPressed]).join()"""
CONTROLS = (
    *("figure .fa-value", "figure .fa-preset", "figure [data-settings]", "figure select"),
    *(".fa-find select", ".fa-find input", "main input[name=fa-then][value=then]", ".fa-top .fa-modes button"),
)


def use(control):
    """Give one control another setting than it has."""
    match control.evaluate("e => e.type"):
        case "select-one":
            values = control.evaluate("e => [...e.options].filter(o => !o.disabled && !o.selected).map(o => o.value)")
            control.select_option(value=values[-1])
        case "search":
            control.fill("Turkey")
        case "radio":
            control.check(force=True)
        case "button" | "submit":
            control.click()
        case _:
            control.press("ArrowUp")


def settled(page):
    """What the page shows once its charts and their sentences have come to rest."""
    page.wait_for_function("!document.querySelector('[aria-busy]')")
    page.evaluate(f"({REST})(document.querySelector('main'))")
    return page.evaluate(in_page("state"))


# Pages without a live figure hold no setting but their folds and then-or-now, alike on all: one of each make here.
@pytest.mark.parametrize(
    "path", [path if path in (*LIVE, *EACH_MAKE) else pytest.param(path, marks=pytest.mark.audit) for path in CHAPTERS]
)
def test_every_setting_stands_in_the_link_and_nowhere_else(open_page, path):
    """Each control in turn, then all settings together: another device and a reload show the same."""
    page = open_page(path, 1280, "light")
    unfold(page)
    start = page.evaluate(in_page("state"))
    for selector in CONTROLS:
        for place, control in enumerate(page.query_selector_all(selector)):
            if not control.is_visible() or (selector.endswith("button") and path != "chapters/range-circles.html"):
                continue
            before, link = page.evaluate(SET), page.url
            use(control)
            if page.evaluate(SET) != before:  # or it was chosen already; into the link it comes once the hand rests
                print(f"{path}: {selector} {place} must leave a trace in the link")
                page.wait_for_function("before => location.href !== before", arg=link, timeout=10_000)
    assert page.trouble == []
    said = settled(page)
    if said == start:
        return
    link = page.url.split("/", 3)[3]
    page = open_page(link, 1280, "light")
    for how in ("opened", "reloaded"):
        again = settled(page)
        for part, value in said.items():
            assert again[part] == value, f"{path}: {part} came back otherwise, {how} from #{link.partition('#')[2]}"
        page.reload()
    assert page.evaluate("localStorage.length + sessionStorage.length + document.cookie.length") == 0


# --- cite and copy


def test_the_answer_and_a_figure_are_copied_with_their_source(open_page, address):
    page = open_page("index.html", 1280, "light")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.click("text=Copy with source")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("In principle it can") and "From Ankara, With Evidence, edition of" in copied
    assert copied.endswith(f"{address}/index.html")
    page = open_page("chapters/trade-dependence.html", 1280, "light")
    page.click("figure summary:has-text('Cite') >> nth=0")
    page.click("figure .fa-copy-citation >> text=Copy BibTeX")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("@misc{from-ankara-") and copied.endswith("\n}")
    assert f"url = {{{address}/chapters/trade-dependence.html#fig-" in copied
