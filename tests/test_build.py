"""The book rebuilds: it fails loudly and every time, is never stale, and gives the same bytes twice."""

from __future__ import annotations

import csv
import filecmp
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from jupyter_cache import get_cache

from brief import build, copies
from tests.conftest import ROOT


def run_build(book: Path) -> subprocess.CompletedProcess:
    """Build a copied book in a process that imports the copy's package, not this checkout's."""
    code = "import pathlib, sys; from brief import build; build.build_book(pathlib.Path(sys.argv[1]))"
    return subprocess.run(
        [sys.executable, "-c", code, str(book)],
        cwd=book,
        env=build.environment(book),
        capture_output=True,
        text=True,
        check=False,
    )


def append(book: Path, text: str) -> None:
    page = book / "chapters" / "front.md"
    page.write_text(page.read_text(encoding="utf-8") + text, encoding="utf-8")


def failing_cell(book):
    probe = book / "chapters" / "probe.ipynb"
    notebook = json.loads(probe.read_text())
    notebook["cells"][1]["source"] = ["raise RuntimeError('planted failure')"]
    probe.write_text(json.dumps(notebook))


FLAWS = {
    "a failing cell": (failing_cell, "planted failure"),
    "a warning": (lambda book: append(book, "\n```{no-such-directive}\n```\n"), "no-such-directive"),
    "a broken link": (lambda book: append(book, "\n[gone](no-such-page.md)\n"), "no-such-page.md"),
    "an unknown number": (lambda book: append(book, "\nIt is {num}`no_such_number`.\n"), "no_such_number"),
    "an unknown finding": (lambda book: append(book, "\nIt is so {holds}`no_such_finding`.\n"), "no_such_finding"),
    "an unknown verdict": (lambda book: append(book, "\nIt is {verdict}`true enough`.\n"), "true enough"),
}


@pytest.mark.parametrize("flaw", FLAWS)
def test_a_flaw_fails_the_build_twice_and_spares_the_last_good_site(small_book, flaw):
    plant, trace = FLAWS[flaw]
    site = small_book / "_build" / "html"
    site.mkdir(parents=True)
    (site / "index.html").write_text("the last good site")
    plant(small_book)
    for attempt in ("first", "second"):
        ended = run_build(small_book)
        assert ended.returncode != 0, f"{flaw} passed on the {attempt} build"
        assert trace in ended.stdout + ended.stderr, f"the {attempt} failure doesn't name {trace!r}: {ended.stderr}"
    assert (site / "index.html").read_text() == "the last good site"


def test_outputs_of_a_failing_notebook_are_not_stored_and_its_cell_is_named(small_book):
    failing_cell(small_book)
    probe = small_book / "chapters" / "probe.ipynb"
    before = probe.read_bytes()
    with pytest.raises(
        build.BuildFailed,
        match=r"^chapters/probe\.ipynb, the cell that ends with raise RuntimeError"
        r"\('planted failure'\): RuntimeError: planted failure$",
    ):
        build.store_outputs(small_book, ["probe"])
    assert probe.read_bytes() == before


def test_a_false_finding_fails_with_its_sentence(small_book):
    definitions = small_book / "brief" / "register" / "reach.py"
    definitions.write_text(
        definitions.read_text(encoding="utf-8")
        + '''

@number(unit="km", places=0, date="today", how="typed by a test", sure="not at all")
def planted_number():
    """A planted number."""
    return 3


@finding("planted_number")
def planted_finding():
    """The planted number is above four."""
    return value("planted_number") > 4
''',
        encoding="utf-8",
    )
    append(small_book, "\nThis stands. The planted number is above four. {holds}`planted_finding` And this stands.\n")
    ended = run_build(small_book)
    assert ended.returncode != 0
    assert '"The planted number is above four."' in ended.stderr, ended.stderr


def test_a_page_that_counts_another_s_words_follows_it_and_a_warning_names_the_notebook_s_own_line(small_book):
    chapters = small_book / "chapters"
    lesson = chapters / "entrapment.ipynb"
    shutil.copy(chapters / "probe.ipynb", lesson)
    (chapters / "levels.md").write_text(
        "# How hard?\n\nThis.\n\n```{class-reading} entrapment\n```\n", encoding="utf-8"
    )
    (small_book / "_toc.yml").write_text(
        "format: jb-book\nroot: chapters/front\nchapters:\n- file: chapters/entrapment\n- file: chapters/levels\n"
    )
    (chapters / "probe.ipynb").unlink()
    page = small_book / "_build" / "html" / "chapters" / "levels.html"
    assert run_build(small_book).returncode == 0
    assert "The answer part has 2 words" in page.read_text(encoding="utf-8")
    written = lesson.read_text(encoding="utf-8")
    lesson.write_text(written.replace("It does.", "It does so. {num}`no_such_number`"), encoding="utf-8")
    ended = run_build(small_book)
    line = 1 + written[: written.index("It does.")].count("\n")
    assert f"chapters/entrapment.ipynb:{line}: WARNING: no number is called 'no_such_number'" in ended.stderr
    lesson.write_text(written.replace("It does.", "It does so, still."), encoding="utf-8")
    assert run_build(small_book).returncode == 0
    assert "The answer part has 4 words" in page.read_text(encoding="utf-8")


def test_notebooks_run_ahead_are_found_by_the_build_and_a_failing_one_is_left_to_it(small_book, tmp_path):
    probe = small_book / "chapters" / "probe.ipynb"
    failing = small_book / "chapters" / "failing.ipynb"
    failing.write_text(probe.read_text(encoding="utf-8").replace("print(probe.total())", "1 / 0"), encoding="utf-8")
    folder = tmp_path / "cache"
    command = [sys.executable, "-m", "brief.site.ahead", str(small_book), str(folder)]
    ended = subprocess.run(command, cwd=small_book, env=build.environment(small_book), capture_output=True, check=False)
    assert ended.returncode == 0
    kept = get_cache(folder)
    told = [
        cell["outputs"][0]["text"]
        for cell in kept.get_cache_bundle(kept.match_cache_file(str(probe)).pk).nb.cells
        if cell.cell_type == "code"
    ]
    assert len(told) == 1 and told[0].startswith("total ")
    with pytest.raises(KeyError):
        kept.match_cache_file(str(failing))


def test_nothing_is_made_anew_where_nothing_changed_and_a_site_that_was_touched_is(small_book):
    site = small_book / "_build" / "html"
    assert run_build(small_book).returncode == 0
    first = site.stat().st_ino
    assert run_build(small_book).returncode == 0
    assert site.stat().st_ino == first, "the site was swapped though nothing had changed"
    page = site / "chapters" / "probe.html"
    whole = page.read_bytes()
    page.write_bytes(whole[:100])
    assert run_build(small_book).returncode == 0
    assert page.read_bytes() == whole and site.stat().st_ino != first


def test_a_changed_table_and_a_changed_line_of_code_reach_the_page(small_book):
    page = small_book / "_build" / "html" / "chapters" / "probe.html"
    assert run_build(small_book).returncode == 0
    before = page.read_text(encoding="utf-8")

    raise_gas(small_book, 1000)
    assert run_build(small_book).returncode == 0
    after_data = page.read_text(encoding="utf-8")
    assert total(after_data) == total(before) + 1000

    module = small_book / "brief" / "figures" / "probe.py"
    module.write_text(module.read_text().replace('WORD = "gas"', 'WORD = "methane"'))
    assert run_build(small_book).returncode == 0
    assert "of methane" in page.read_text(encoding="utf-8")


def raise_gas(book: Path, amount: float, row_id: str | None = None) -> None:
    """Adds to one value of the gas table: the first row's, or that of the row named."""
    table = book / "data" / "gas_imports.csv"
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    row = next(r for r in rows if row_id in (None, r["id"]))
    row["value"] = str(float(row["value"]) + amount)
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def nbval(book: Path, chapter: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "pytest", "--nbval", f"chapters/{chapter}.ipynb", "-q", "-p", "no:cacheprovider"]
    return subprocess.run(command, cwd=book, env=build.environment(book), capture_output=True, text=True, check=False)


def test_one_changed_statistic_turns_the_chapter_that_quotes_it_red(tmp_path):
    book = copies.as_it_stands(ROOT, tmp_path / "book")
    raise_gas(book, 4000, "2020-rus-iea")
    ended = nbval(book, "trade-dependence")
    assert ended.returncode == 1, f"a wrong statistic passed:\n{ended.stdout[-800:]}"
    assert "gas_share_tur" in ended.stdout, "the failure doesn't show the number that moved"


def total(page: str) -> int:
    return int(page.split("total ")[1].split(" of ")[0])


def test_a_killed_build_leaves_the_last_good_site_and_the_next_build_works(small_book):
    assert run_build(small_book).returncode == 0
    site = small_book / "_build" / "html"
    good = {p.relative_to(site): p.read_bytes() for p in site.rglob("*") if p.is_file()}
    append(small_book, "\nOne more line.\n")
    code = "import pathlib, sys; from brief import build; build.build_book(pathlib.Path(sys.argv[1]))"
    running = subprocess.Popen(
        [sys.executable, "-c", code, str(small_book)],
        cwd=small_book,
        env=build.environment(small_book),
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    time.sleep(2)
    os.killpg(running.pid, signal.SIGKILL)
    running.wait()
    assert {p.relative_to(site): p.read_bytes() for p in site.rglob("*") if p.is_file()} == good
    ended = run_build(small_book)
    assert ended.returncode == 0, ended.stderr
    assert "One more line." in (site / "chapters" / "front.html").read_text(encoding="utf-8")


def differing(site: Path, twin: Path) -> list[str]:
    """The files that only one of two sites has, or that aren't the same in both."""
    names = {
        path.relative_to(folder).as_posix() for folder in (site, twin) for path in folder.rglob("*") if path.is_file()
    }
    return sorted(
        name
        for name in names
        if not (
            (site / name).exists() and (twin / name).exists() and filecmp.cmp(site / name, twin / name, shallow=False)
        )
    )


def test_a_small_book_in_another_folder_at_another_time_gives_the_same_bytes(small_book, tmp_path):
    other = copies.as_it_stands(small_book, tmp_path / "elsewhere")
    for book in (small_book, other):
        ended = run_build(book)
        assert ended.returncode == 0, ended.stderr
    assert differing(small_book / "_build" / "html", other / "_build" / "html") == []


@pytest.mark.audit
def test_the_whole_book_in_another_folder_at_another_time_gives_the_same_bytes(site, tmp_path):
    other = copies.as_it_stands(ROOT, tmp_path / "elsewhere")
    if (site / "lite").exists():  # made by a verb of its own, from the network
        shutil.copytree(ROOT / "_build" / "lite", other / "_build" / "lite")
    ended = run_build(other)
    assert ended.returncode == 0, ended.stderr
    assert differing(site, other / "_build" / "html") == []


def test_the_root_is_a_real_page(site):
    root = (site / "index.html").read_text(encoding="utf-8")
    assert 'http-equiv="refresh"' not in root.lower()
    assert "<h1" in root and "NATO" in root
