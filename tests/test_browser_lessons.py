"""The notebooks for the browser: pinned, self-contained, right, and linked only where they are."""

from __future__ import annotations

import contextlib
import io
import json
import re
import sys
from types import SimpleNamespace

import nbformat
import pytest

from analysis.browser_lessons import files
from analysis.range_circles import measures as reach
from analysis.range_circles import numbers
from analysis.range_circles.charts import map_sentence
from analysis.trade_dependence import measures
from analysis.trade_dependence.numbers import gas
from brief import book
from brief.book import BOOK
from brief.browser_lessons import make, publish
from brief.numbers import value
from brief.visual_checks.browser import served
from tests.conftest import ROOT

OUTSIDE = re.compile(r"https?://|//[a-z]+\.[a-z]", re.IGNORECASE)


# ---- what is fetched ----------------------------------------------------------------------------------------------


def test_everything_fetched_is_pinned_with_a_whole_hash_in_the_version_that_the_kernel_wants():
    from jupyterlite_pyodide_kernel import constants

    for pin in make.WHEELS.read_text(encoding="utf-8").splitlines():
        assert re.fullmatch(r"[a-z-]+==[\d.]+ --hash=sha256:[0-9a-f]{64}", pin), pin
    assert constants.PYODIDE_VERSION == make.PYODIDE and constants.PYODIDE_PYTHON_VERSION == make.PYTHON


def test_a_file_with_another_hash_is_refused_and_without_npm_one_line_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(make.shutil, "which", lambda name: None)
    with pytest.raises(RuntimeError, match=r"^[^\n]*npm is not on this machine[^\n]*$"):
        make.fetch(tmp_path)
    monkeypatch.setattr(make.shutil, "which", lambda name: "npm")
    monkeypatch.setattr(make, "_run", lambda command, what, folder: make.archive(folder).write_bytes(b"another"))
    with pytest.raises(RuntimeError, match="does not have the pinned hash"):
        make.fetch(tmp_path)
    assert not list(tmp_path.iterdir())


# ---- what the lessons say -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """Runs a lesson's cells in ordinary Python, with other numbers in its first cell. Returns its names and output."""
    folder = tmp_path_factory.mktemp("lessons")
    (folder / "lesson").mkdir()
    for name, text in make.lesson_files().items():
        (folder / name).write_text(text, encoding="utf-8")
    sys.path.insert(0, str(folder))

    def ran(name, **settings):
        code = [text for kind, text in publish.cells(name) if kind == "code"]
        for setting, wanted in settings.items():
            code[0], found = re.subn(rf"(?m)^{setting} = \S+", f"{setting} = {wanted!r}", code[0])
            assert found == 1, f"{name} has no {setting} to change"
        # As in a notebook, a cell shows what its last line is.
        whole = re.sub(r"(?m)^(?=lesson\.chart)", "drawn = ", "\n".join(code))
        said, names = io.StringIO(), {}
        with contextlib.redirect_stdout(said):
            exec(whole, names)
        return names, said.getvalue()

    yield ran
    sys.path.remove(str(folder))
    sys.modules.pop("lesson", None)


@pytest.mark.parametrize("start", ["held", "legal", "kharkiv", "lviv"])
@pytest.mark.parametrize("km", [250, 300, 455])
def test_the_range_lesson_counts_the_cities_that_the_book_counts(run, km, start):
    name = map_sentence.places()[start] or start
    names, said = run("range", km=km, start=name)
    seen = map_sentence.seen()
    assert {city["name"] for city in names["near"]} == set(seen.loc[seen[start] <= km, "name"])
    mine = {city["name"]: city["km"] for city in names["cities"]}
    assert mine == pytest.approx(dict(zip(seen["name"], seen[start], strict=True)), abs=1e-3)
    assert ("within it" in said) == (seen.loc["moscow", start] <= km)


def test_the_range_lesson_opens_on_the_book_s_own_answer(run):
    names, said = run("range", km=value("missile_range"))
    assert names["start"] == "held"
    assert len(names["near"]) == value("large_within")
    assert f"Moscow is {value('moscow_gap_km'):.0f} km too far." in said
    assert BOOK.boundaries["note"] in publish.source("range").replace("\n# ", " ")


@pytest.mark.parametrize("start", ["held", "legal", "Kharkiv"])
def test_the_edge_lies_at_the_distance_that_was_asked_for(run, start):
    edge = run("range", km=275, start=start)[0]["edge"]
    lat, lon = ([point[axis] for point in edge] for axis in ("lat", "lon"))
    if start == "Kharkiv":
        home = numbers.cities().loc["kharkiv"]
        assert reach.distance_km(home["lat"], home["lon"], lat, lon) == pytest.approx(275, abs=1e-6)
    else:
        away = reach.nearest_km(numbers.lands()[start], lat, lon)
        # Half the points lie on an edge that a straight line between two ranges would meet; the map's pixel is 3 km.
        assert sorted(abs(away - 275))[len(edge) // 2] < 3 and max(away) < 280


@pytest.mark.parametrize("year", [2010, 2019, 2020])
def test_the_trade_lesson_shares_gas_as_the_book_does(run, year):
    names, said = run("trade", year=year, russia_sends=0, others_add=0)
    share = measures.share(gas(year, "RUS"), gas(year, "WLD"))[0]
    # The lesson adds up the sellers; the book has the printed total, which a revised seller may outrun.
    assert (missing := 100 * names["missing"] / names["need"]) == pytest.approx(share, rel=0.05)
    assert f"{missing:.0f} % of its gas" in said
    assert ("no figure for Gazprom" in said) == (year < 2019)


def test_more_from_the_others_leaves_less_missing_and_the_chart_follows(run):
    first, _ = run("trade", russia_sends=0, others_add=10)
    more, _ = run("trade", russia_sends=0, others_add=60)
    assert first["missing"] > more["missing"] == 0
    charts = [found["drawn"].spec for found in (first, more)]
    assert charts[0]["datasets"]["bars"] != charts[1]["datasets"]["bars"]
    assert charts[0]["title"] != charts[1]["title"]


# ---- what the lessons are -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", BOOK.browser_lessons)
def test_a_lesson_is_short_plain_and_asks_nothing_of_another_site(name):
    cells = publish.cells(name)
    code = [text for kind, text in cells if kind == "code"]
    assert 3 <= len(code) <= 6 and max(text.count("\n") for text in code) <= 16
    assert all(re.match(r"\w+ = ", line) for line in code[0].splitlines()), "the first cell is plain variables"
    assert "?" in " ".join(text for kind, text in cells if kind == "markdown")
    assert not OUTSIDE.search(publish.source(name))
    used = set(re.findall(r"(?m)^(?:import|from) (\w+)", "\n".join(code)))
    assert used <= {"lesson", "geographiclib"}
    nbformat.validate(nbformat.reads(publish.notebook(name), as_version=4))


def test_what_a_lesson_may_not_hold_is_refused_in_words(run):
    with pytest.raises(ValueError, match="gas_months may not be passed on"):
        files._about("Months.", gas_months=[])
    with pytest.raises(ValueError, match="from 50 to 600 km"):
        run("range", km=700, start="held")
    for name in ("reach-map", "gas-bars"):  # nor what the browser's Python loses
        text = json.dumps(files.FILES[name]())
        assert not OUTSIDE.search(text) and "var(--" not in text and "null" not in text, name


# ---- links --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("made", ["fresh", "stale", "missing"])
def test_a_link_stands_only_where_the_notebooks_are_and_says_their_size(tmp_path, monkeypatch, capsys, made):
    page = b'<main><div class="fa-run fa-script" data-lessons="range trade"></div></main>'
    site = SimpleNamespace(files={"chapters/a.html": page})
    monkeypatch.setattr(publish, "key", lambda root: "fresh")
    monkeypatch.setattr(book, "ROOT", tmp_path)
    if made != "missing":
        folder = tmp_path / "_build" / "lite"
        folder.mkdir(parents=True)
        (folder / publish.ABOUT).write_text(json.dumps({"key": made, "megabytes": 27}))
    publish.add(site)
    text = site.files["chapters/a.html"].decode()
    said = ("<a ", "27\u00a0MB", 'href="../lite/notebooks/index.html?path=range.ipynb"')
    assert [words in text for words in said] == [made == "fresh"] * 3
    assert (f"lite/{publish.ABOUT}" in site.files) == (made == "fresh")
    assert ("make lite" in capsys.readouterr().out) == (made == "stale")


@pytest.mark.parametrize(("chapter", "name"), [("range-circles", "range"), ("trade-dependence", "trade")])
def test_a_chapter_has_a_place_for_its_lesson(chapter, name):
    assert f'data-lessons="{name}"' in (ROOT / "chapters" / f"{chapter}.md").read_text(encoding="utf-8")


# ---- in a browser -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def lite():
    """The made folder over HTTP on loopback."""
    folder = ROOT / "_build" / publish.LITE
    if not (folder / publish.ABOUT).exists():
        pytest.skip("the notebooks for the browser aren't built here: make lite")
    with served(folder) as address:
        yield folder, f"{address}/"


def test_no_page_of_the_folder_loads_from_another_site(lite):
    folder, _ = lite
    loads = re.compile(r"""<(?:script|link|img|iframe)\b[^>]*\b(?:src|href)=["'](?:https?:)?//""")
    pages = list(folder.rglob("*.html"))
    assert pages and not [page.name for page in pages if loads.search(page.read_text(encoding="utf-8"))]
    settings = json.loads((folder / "jupyter-lite.json").read_text(encoding="utf-8"))["jupyter-config-data"]
    kernel = settings["litePluginSettings"][make.KERNEL]
    assert kernel["disablePyPIFallback"] is True and kernel["pyodideUrl"].startswith("./static/pyodide/")
    listed = json.loads((folder / "static" / "pyodide" / "pyodide-lock.json").read_text(encoding="utf-8"))["packages"]
    assert sorted(listed) == kernel["loadPyodideOptions"]["packages"]
    for package in listed.values():
        assert (folder / "static" / "pyodide" / package["file_name"]).exists(), f"{package['name']} would be fetched"


def test_a_student_runs_a_cell_changes_a_number_and_sees_the_chart_change(lite, browser, run):
    folder, address = lite
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    outside, fetched = [], []
    page.on("request", lambda r: None if r.url.startswith((address, "data:", "blob:")) else outside.append(r.url))
    page.on("response", lambda r: fetched.append(int(r.headers.get("content-length", 0))))
    page.goto(address + publish.address("trade"))
    first = page.locator(".jp-CodeCell .cm-content").first
    first.click(timeout=60_000)
    bars = page.locator(".jp-CodeCell").nth(3)

    def run_all(**settings):
        first.click()
        for _ in range(8):
            page.keyboard.press("Shift+Enter")
        missing = re.search(r"Turkey would miss [\d.]+ billion cubic metres", run("trade", **settings)[1])[0]
        page.get_by_text(missing).first.wait_for(timeout=120_000)
        drawn = bars.locator(".vega-embed canvas")
        drawn.wait_for(timeout=60_000)
        page.wait_for_timeout(1500)
        return drawn.evaluate("canvas => canvas.toDataURL()")

    before = run_all()
    assert before == run_all(), "unchanged numbers drew another chart"
    said = json.loads((folder / publish.ABOUT).read_text(encoding="utf-8"))["megabytes"]
    assert sum(fetched) / 1e6 == pytest.approx(said, abs=1.5), "the size beside the link is not what a browser fetches"
    first.click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("year = 2020\nrussia_sends = 0\nothers_add = 0")
    assert before != run_all(year=2020, russia_sends=0, others_add=0), "the chart didn't follow"
    assert page.locator(".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.stderr']").count() == 0
    kept = page.evaluate(
        "async () => [localStorage.length, (await indexedDB.databases()).length, "
        "navigator.serviceWorker ? (await navigator.serviceWorker.getRegistrations()).length : 0]"
    )
    assert kept == [0, 0, 0], "something was kept in the browser"
    assert not outside, f"asked elsewhere: {outside[:3]}"
    page.close()
