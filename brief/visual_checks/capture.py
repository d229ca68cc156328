"""The figures of a built site in every view: pictures of them, and what `measure.js` finds wrong."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from brief.visual_checks.browser import served

WIDTHS, MODES = (360, 1280), ("light", "dark")
VIEWS = tuple(itertools.product(WIDTHS, MODES))
# Taller than any chart: Chromium paints an element as tall as its window with a blank strip at the foot.
HEIGHT = 1800
STILL, LIVE = "still", "live"
FIGURE = re.compile(rb'<figure [^>]*\bid="(fig-[^"]+)"')
MEASURE = Path(__file__).with_name("measure.js").read_text(encoding="utf-8")

# A figure folded away is looked at too; what is folded under it isn't. What floats over pages would cover figures.
PREPARE = """() => {
  for (const figure of document.querySelectorAll('figure.fa-figure'))
    for (let fold = figure.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true;
  for (const e of document.querySelectorAll('body *'))
    if (/fixed|sticky/.test(getComputedStyle(e).position) && !e.closest('figure')) e.style.visibility = 'hidden';
}"""
# The first touch, and what a reader then waits for: both pictures' engine, and a picture that has come to rest.
TOUCH = "figure => { figure.querySelector('.fa-panel').dispatchEvent(new Event('focusin')); }"
AWAKE = """figure => [...figure.querySelectorAll('.fa-picture')].some(
  p => p.getClientRects().length && p.querySelector('svg:not(.fa-svg)')) && !figure.hasAttribute('aria-busy')"""
REST = """figure => new Promise(done => {
  let timer = setTimeout(done, 150);
  new MutationObserver(() => { clearTimeout(timer); timer = setTimeout(done, 150); })
    .observe(figure, {subtree: true, childList: true, attributes: true, characterData: true});
})"""
# Where each control can be moved to, as items of a link: a number's ends, a choice's or a button's other options.
MOVES = """figure => [...figure.querySelectorAll('.fa-control[data-param]')].flatMap(group => {
  const slider = group.querySelector('.fa-slider');
  const all = slider ? [slider.min, slider.max]
    : [...group.querySelectorAll('option, .fa-preset')].filter(e => !e.disabled).map(e => e.value);
  const now = slider ? slider.getAttribute('value') : group.querySelector('[selected], [aria-pressed=true]').value;
  return all.filter(value => value !== now).map(value => [group.dataset.param, value, now]);
})"""


class Problem(NamedTuple):
    """One fault of a figure; `box` is where, in pixels from the figure's corner: left, top, width, height."""

    rule: str
    said: str
    texts: list[str]
    box: list[float]


@dataclass
class Look:
    """One figure in one view and state."""

    page: str
    figure: str
    title: str
    width: int
    mode: str
    state: str
    picture: bytes = b""
    problems: list[Problem] = field(default_factory=list)

    @property
    def name(self) -> tuple[str, str]:
        return self.page, self.figure

    @property
    def view(self) -> str:
        return f"{self.width} px, {self.mode}, {self.state}"


def pages(site: Path) -> list[str]:
    """The pages that have figures, as paths below the site. The root page stands twice in it and counts once."""
    found: dict[tuple[bytes, ...], str] = {}
    for path in sorted(site.rglob("*.html")):
        place, figures = path.relative_to(site), tuple(FIGURE.findall(path.read_bytes()))
        if figures and place.parts[0] != "editions":
            found.setdefault(figures, place.as_posix())
    return sorted(found.values())


def look(chromium, site: Path, views: Iterable = VIEWS, moved: bool = True, pictures: bool = True) -> Iterator[Look]:
    """Every figure of `site`: still; if it has controls, live; and, where `moved`, each control at its other settings.

    A moved figure is pictured only if something is wrong with it: there are hundreds.
    """
    with served(site) as address, ExitStack() as until:
        # One tab for each view and not for each page: another costs four times the loading.
        tabs = [(*view, until.enter_context(_tab(chromium, *view))) for view in views]
        for path, (width, mode, page) in itertools.product(pages(site), tabs):
            page.goto(f"{address}/{path}", wait_until="load")
            page.evaluate("document.fonts.ready")
            page.evaluate(PREPARE)
            for figure in page.query_selector_all("figure.fa-figure"):
                for state in _states(page, figure, moved):
                    seen = _measured(figure, path, width, mode, state)
                    if pictures and (state in (STILL, LIVE) or seen.problems):
                        seen.picture = figure.screenshot(animations="disabled")
                    yield seen


def _tab(chromium, width: int, mode: str):
    return chromium.new_page(viewport={"width": width, "height": HEIGHT}, color_scheme=mode, reduced_motion="reduce")


def _states(page, figure, moved: bool) -> Iterator[str]:
    """Puts the figure into one state after the other."""
    yield STILL
    if figure.get_attribute("data-live") is None:
        return
    figure.evaluate(TOUCH)
    _settle(page, figure)
    yield LIVE
    for name, value, start in figure.evaluate(MOVES) if moved else ():
        page.evaluate("item => { location.hash = item; }", f"{name}={value}")
        _settle(page, figure)
        yield f"{name}={value}"
        page.evaluate("item => { location.hash = item; }", f"{name}={start}")
    _settle(page, figure)


def _settle(page, figure) -> None:
    page.wait_for_function(AWAKE, arg=figure)
    figure.evaluate(REST)


def _measured(figure, path: str, width: int, mode: str, state: str) -> Look:
    title = figure.query_selector(".fa-figure-title").inner_text()
    found = [Problem(**one) for one in figure.evaluate(MEASURE)]
    return Look(path, figure.get_attribute("id"), title, width, mode, state, problems=found)
