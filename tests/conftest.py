"""What several tests share: the built site, a copied book, and a real browser that can reach nothing else."""

from __future__ import annotations

import functools
import os
import re
from contextlib import ExitStack
from pathlib import Path

import hypothesis
import pytest
from lxml import html

from brief import accepted_outputs, build, processes
from brief.visual_checks.browser import launch, served
from tests import books, engines, small_data
from tests.books import ROOT

# Whoever runs the tests has settings of their own; git, kernels and programs that a test starts see none of them.
_SETTINGS = processes.environment(ROOT)
os.environ.clear()
os.environ.update(_SETTINGS)

CHAPTERS = sorted(f"chapters/{path.stem}.html" for path in (ROOT / "chapters").glob("*.md"))
PAGES = ["index.html", "search.html", "404.html", *CHAPTERS]
# One page of each make, where all would take too long.
EACH_MAKE = ["index.html", "search.html"]
EACH_MAKE += [f"chapters/{name}.html" for name in ("range-circles", "ledger", "class-range-circles")]
LIVE = sorted(
    f"chapters/{path.stem}.html"
    for path in (ROOT / accepted_outputs.FOLDER).iterdir()
    if re.search(r'"controls": \[(?!\])', path.read_text(encoding="utf-8"))
)

IN_PAGE = (ROOT / "tests" / "in_page.js").read_text(encoding="utf-8")

# `pytest --nbval chapters` compares the outputs; the other brief has tests of its own.
collect_ignore = ["outputs", "other_brief"]

# Files whose tests build or copy books, or open many pages, the longest first.
LONGEST = (
    "test_build test_editor test_each_page test_theme test_engines test_class test_claims_pages test_browser "
    "test_visual_checks test_folders test_access test_run_notebooks test_other_brief"
)


def pytest_addoption(parser):
    parser.addoption("--audit", action="store_true", help="the full browser matrix")


def pytest_configure(config):
    config.addinivalue_line("markers", "audit: part of the full browser matrix, run by make audit")
    # A busy machine is slow; that is no fault of the book. Speed has tests of its own.
    hypothesis.settings.register_profile("book", deadline=None)
    hypothesis.settings.load_profile("book")


def pytest_collection_modifyitems(config, items):
    """Without --audit the matrix is left out, not skipped: a skip must mean that something is missing."""
    if not config.getoption("--audit"):
        left_out = [item for item in items if item.get_closest_marker("audit")]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in set(left_out)]
    for item in items:
        if item.path.suffix == ".ipynb":
            item.repr_failure = in_short
    # The files of the longest tests go first, so that no worker is left alone with one at the end.
    place = {name: place for place, name in enumerate(LONGEST.split())}
    items.sort(key=lambda item: place.get(item.path.stem, len(place)))


def in_short(failure):
    """Of a notebook's cell, its last line and what is wrong, without both outputs: `make changes` says that in less."""
    said = [str(failure.value), getattr(failure.value, "source", "").strip().rpartition("\n")[2]]
    if "outputs differ" not in said[0]:
        said.append(str(getattr(failure.value, "inner_traceback", "")).strip().rpartition("\n")[2])
    return re.sub(r"\x1b\[[\d;]*m", "", ": ".join(said))


# Where a failure leads, by the test's file; the first that fits. Then that file again, not the whole suite.
NEXT = {
    r"\.md": "make changes, mend what it names",
    r"test_(data|tables|repair)": "mend the row that is named",
    r"test_(lint|pages|claims_pages)": "mend the sentence that is named",
    r"test_visual_checks": "make gallery, look at what it names, mend the figure",
    r"test_(each_page|engines|access|browser|live|site|build)": "look at the page with make preview, mend it",
    r"": "make changes, mend what it names",
}


def pytest_terminal_summary(terminalreporter):
    """After the details, one line for each failure and one next command: an editor reads from the end."""
    failed = terminalreporter.stats.get("failed", []) + terminalreporter.stats.get("error", [])
    if not failed:
        return
    terminalreporter.section("what failed, and what to do")
    for one in failed:
        terminalreporter.write_line(f"{_where(one.nodeid)}: {_gist(one)}")
    advice = next(words for part, words in NEXT.items() if re.search(part, failed[0].nodeid))
    files = " ".join(dict.fromkeys(one.nodeid.partition("::")[0] for one in failed))
    terminalreporter.write_line(
        f'Next: {advice}; then make test FILES="{files}"   (without make: python3 -m brief test {files})'
    )


def _where(nodeid: str) -> str:
    """The page that a test was about, where its name says so; else the test itself."""
    about = nodeid.partition("[")[2].rstrip("]")
    for path in (ROOT / "chapters").glob(f"{about}.*") if about else ():
        return path.relative_to(ROOT).as_posix()
    return nodeid


def _gist(report) -> str:
    """The first lines of what an assertion said: the test's own words, with the sentence."""
    crash = getattr(report.longrepr, "reprcrash", None)
    said = crash.message if crash else str(report.longrepr)
    words = said.removeprefix("AssertionError: ").split("\nassert ")[0]
    return " ".join(words.split())[:400]


@pytest.fixture(scope="session")
def site(worker_id) -> Path:
    """The built pages. `make test` builds them before its workers start; a run of some tests, when one needs them."""
    html = ROOT / "_build" / "html"
    return build.build_book(ROOT) if worker_id == "master" or not html.exists() else html


@pytest.fixture(scope="session")
def address(site):
    """The site over HTTP on loopback."""
    with served(site) as at:
        yield at


@pytest.fixture(scope="session")
def play():
    """Starts Chromium or Firefox, each once, when it is first asked for."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        yield functools.cache(lambda name: (launch if name == "chromium" else engines.firefox)(playwright))


@pytest.fixture(scope="session")
def browser(play):
    """Chromium with name resolution blocked."""
    needed("chromium")
    return play("chromium")


@pytest.fixture(scope="session")
def running(play, site):
    """Each of the three browsers with the site before it, started when it is first asked for."""
    with ExitStack() as until:
        yield functools.cache(lambda name: until.enter_context(engines.running(name, site, play)))


@pytest.fixture(params=engines.PRESENT)
def engine(request, running):
    """One browser after the other, spoken to as tests/engines.py says."""
    needed(request.param)
    return running(request.param)


def in_page(name: str) -> str:
    """The function of that name in in_page.js, to be evaluated in a page."""
    return f"(...given) => ({IN_PAGE}).{name}(...given)"


def needed(name):
    """Skips where there is no such browser; fails in CI, which installs all three."""
    if not engines.PRESENT[name]:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"no {name} on this machine, so it looked at no page")


@pytest.fixture(scope="session")
def violations():
    """What axe finds wrong with a page, a line each: every rule that is on by default, and the size of targets."""
    from axe_playwright_python.base import AXE_SCRIPT

    options = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}

    def found(page, within=None, most=1000):
        page.evaluate(AXE_SCRIPT)
        return page.evaluate(in_page("violations"), [within, options, most])

    return found


@pytest.fixture(scope="session")
def tab(browser):
    """Opens addresses one after the other in the same page: a page of its own for each costs four times the loading.

    `own`, of whatever value, asks for a page of its own all the same. `page.trouble` keeps what went wrong since: words
    on the console, failed requests, requests that left the site.
    """

    @functools.cache
    def made(own=None, **options):
        page = browser.new_context(**options).new_page()
        page.trouble = []
        page.on("console", lambda m: None if m.type == "debug" else page.trouble.append(m.text))
        page.on("pageerror", lambda e: page.trouble.append(str(e)))
        page.on("request", lambda r: None if r.url.startswith(OWN) else page.trouble.append(f"outside request {r.url}"))
        page.on("requestfailed", lambda r: page.trouble.append(f"failed {r.url}"))
        page.add_init_script(f"({in_page('watchShifts')})()")
        return page

    def opened(address, width, mode="light", **options):
        page = made(**options)
        page.goto("about:blank")  # otherwise another fragment of the same page would load nothing
        page.set_viewport_size({"width": width, "height": 800 if width > 600 else 640})
        page.emulate_media(media="screen", color_scheme=mode)
        page.mouse.move(0, 0)
        page.trouble.clear()
        page.goto(address)
        if options.get("java_script_enabled", True):
            page.evaluate(in_page("drawn"))
        return page

    return opened


OWN = ("http://127.0.0.1:", "file:", "data:", "blob:", "about:")


@pytest.fixture(scope="session")
def open_page(tab, address):
    """Opens a page of the site over HTTP."""
    return lambda path, width, mode="light", **options: tab(f"{address}/{path}", width, mode, **options)


def parsed(site: Path, name: str):
    """A page of a site, as a tree."""
    return html.document_fromstring((site / name).read_text(encoding="utf-8"))


def contrast(*colours: str) -> float:
    """Of two colours, each `#1c2126` or `rgb(28, 33, 38)`, by WCAG 2."""

    def luminance(colour):
        parts = re.findall(r"\d+", colour) if colour[0] != "#" else bytes.fromhex(colour[1:])
        values = [int(part) / 255 for part in parts][:3]
        linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in values]
        return sum(weight * value for weight, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    dark, light = sorted(map(luminance, colours))
    return (light + 0.05) / (dark + 0.05)


def unfold(page):
    """Opens every fold of the page's own text."""
    page.evaluate("document.querySelectorAll('main details').forEach(d => d.open = true)")


def sideways(page):
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


@pytest.fixture
def small_book(tmp_path) -> Path:
    """A copy of the book with its whole house but two pages, so that a build takes seconds."""
    return books.small(tmp_path / "book")


@pytest.fixture
def smaller_book(tmp_path) -> Path:
    """That with the numbers of two chapters only."""
    return books.smaller(tmp_path / "book")


@pytest.fixture
def data(tmp_path) -> Path:
    """A small data folder."""
    return small_data.small_folder(tmp_path / "data")


@pytest.fixture(scope="module")
def workbench(tmp_path_factory) -> Path:
    """A data folder that many examples may write to, one after another."""
    return small_data.small_folder(tmp_path_factory.mktemp("many") / "data")
