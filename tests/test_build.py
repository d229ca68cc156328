"""The book rebuilds: it fails loudly and every time, is never stale, and gives the same bytes twice."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from jupyter_cache import get_cache
from myst_nb.core.read import myst_nb_reader_plugin

from brief import accepted_outputs, build, checkouts, processes
from brief.editor import history
from brief.errors import Stopped
from brief.sphinx_ext import build_cache
from tests.books import FRONT, ROOT, call, contents, replace, set_value, smaller, start
from tests.conftest import parsed


@pytest.fixture(scope="module")
def first_build(tmp_path_factory):
    """A small book, built once: its page `levels` counts the words of a chapter, which the menu says has a class."""
    book = smaller(tmp_path_factory.mktemp("built") / "book")
    chapters = book / "chapters"
    (chapters / "probe.md").rename(chapters / "entrapment.md")
    # As an editor's own program writes it; the book's own kernel runs it all the same.
    replace(chapters / "entrapment.md", "\n  name: python3\n", "\n  name: ankara-venv\n")
    (chapters / "levels.md").write_text("# How hard?\n\nThis.\n\n```{class-reading} entrapment\n```\n")
    replace(
        book / "_toc.yml",
        "chapters/probe\n",
        "chapters/entrapment\n- file: chapters/levels\n# chapters/class-entrapment isn’t written yet\n",
    )
    ended = call(book, "book")
    assert ended.returncode == 0, ended.stderr
    shutil.copytree(book, book.with_name("kept"))
    return book


@pytest.fixture
def built_book(first_build) -> Path:
    """That book as its first build left it, and in the same folder, since Sphinx knows its pages by their paths."""
    shutil.rmtree(first_build)
    shutil.copytree(first_build.with_name("kept"), first_build)
    return first_build


FALSE = """
publish("planted_number", lambda: 3, rows={}, meaning="Planted.", date="today", how="typed", sure="no")
guard("planted_finding", lambda: value("planted_number") > 4)
"""
FALSE_WORDS = 'planted_finding = "The planted number is above four."\n'  # the findings are the last table of the file
# What stands on a page, and what the failure says of it.
FLAWS = {
    "```{no-such-directive}\n```": "Unknown directive type: 'no-such-directive'",
    "[gone](no-such-page.md)": "'no-such-page.md'",
    "[gone](levels.md#no-such-place)": "'no-such-place'",
    "So {cite}`nobody1900`.": "nobody1900",
    "#### Too deep": "Non-consecutive header level increase",
    "It is {num}`no_such_number`.": "no number is called 'no_such_number'",
    "It is so {holds}`no_such_finding`.": "no finding is called 'no_such_finding'",
    "It is so {verdict}`true enough`.": "true enough",
    "It is above four. {holds}`planted_finding` It stands.": '"It is above four."',
}


def failures(book: Path):
    """What a build that fails says, the first time and again; the last good site is spared."""
    good = contents(book / "_build" / "html")
    for attempt in ("first", "second"):
        ended = call(book, "book")
        assert ended.returncode != 0, f"it passed on the {attempt} build"
        yield ended.stderr
    assert contents(book / "_build" / "html") == good


def test_each_flaw_is_named_each_time_and_the_last_good_site_is_spared(built_book):
    front, lesson = (built_book / "chapters" / name for name in ("front.md", "entrapment.md"))
    front.write_text("\n\n".join([FRONT, *FLAWS]) + "\n", encoding="utf-8")
    replace(lesson, "It does.", "It does. {num}`no_such_number`")
    for file, more in {"numbers.py": FALSE, "numbers.toml": FALSE_WORDS}.items():
        with (built_book / "analysis" / "range_circles" / file).open("a", encoding="utf-8") as end:
            end.write(more)
    written = lesson.read_text(encoding="utf-8")
    line = 1 + written[: written.index("It does.")].count("\n")
    for said in failures(built_book):
        warnings = [one for one in said.splitlines() if re.search(r"chapters/front\.md:.*(WARNING|ERROR)", one)]
        for flaw, told in FLAWS.items():
            assert any(told in one for one in warnings), f"the build doesn't name {flaw!r}: {said}"
        assert f"chapters/entrapment.md:{line}: WARNING: no number is called 'no_such_number'" in said


def test_a_failing_cell_is_named_each_time_and_the_last_good_site_is_spared(built_book):
    replace(built_book / "chapters" / "entrapment.md", "print(probe.total())", "raise RuntimeError('planted failure')")
    for said in failures(built_book):
        assert "RuntimeError: planted failure" in said and "chapters/entrapment.md" in said


def test_a_failing_notebook_is_named_by_its_cell_and_not_stored_and_run_ahead_it_is_left_to_the_build(
    smaller_book, tmp_path
):
    probe, failing = (smaller_book / "chapters" / name for name in ("probe.md", "failing.md"))
    failing.write_text(probe.read_text(encoding="utf-8").replace("print(probe.total())", "1 / 0"), encoding="utf-8")
    said = r"^chapters/failing\.md, the cell that ends with 1 / 0: ZeroDivisionError: division by zero$"
    with pytest.raises(Stopped, match=said):
        accepted_outputs.store(smaller_book, ["failing"])
    assert not accepted_outputs.path(smaller_book, "failing").exists()
    folder = tmp_path / "cache"
    ended = processes.python(smaller_book, "-m", "brief.sphinx_ext.run_notebooks", str(smaller_book), str(folder))
    assert ended.returncode == 0
    kept = get_cache(folder)
    _, ran = kept.merge_match_into_notebook(myst_nb_reader_plugin(str(probe)))
    told = [cell.outputs[0]["text"] for cell in ran.cells if cell.cell_type == "code"]
    assert len(told) == 1 and told[0].startswith("total ")
    with pytest.raises(KeyError):
        kept.match_cache_notebook(myst_nb_reader_plugin(str(failing)))


def test_nothing_is_made_anew_where_nothing_changed_and_a_site_that_was_touched_is(built_book):
    site = built_book / "_build" / "html"
    first = site.stat().st_ino
    assert call(built_book, "book").returncode == 0
    assert site.stat().st_ino == first, "the site was swapped though nothing had changed"
    page = site / "chapters" / "entrapment.html"
    whole = page.read_bytes()
    page.write_bytes(whole[:100])
    assert call(built_book, "book").returncode == 0
    assert page.read_bytes() == whole and site.stat().st_ino != first


def test_a_changed_table_and_a_changed_line_of_code_reach_the_page(built_book):
    page = built_book / "_build" / "html" / "chapters" / "entrapment.html"
    before = page.read_text(encoding="utf-8")
    links = parsed(page.parent, page.name).xpath("//p[@class='fa-file']/a/@href")
    shown, edited = (f"https://git.example.org/us/book/{verb}/main/chapters/entrapment.md" for verb in ("blob", "edit"))
    assert links[-2:] == [shown, edited]
    keys = [build_cache.content_key(built_book)]
    raise_gas(built_book, 1000)
    keys.append(build_cache.content_key(built_book))
    replace(built_book / "analysis" / "probe.py", 'WORD = "gas"', 'WORD = "methane"')
    keys.append(build_cache.content_key(built_book))
    assert len(set(keys)) == 3, "one of the two alone would go unseen"
    assert call(built_book, "book").returncode == 0
    total = int(re.search(r"total (\d+) of gas", before)[1])
    assert f"total {total + 1000} of methane" in page.read_text(encoding="utf-8")


def raise_gas(book: Path, amount: int, row: str = "2020-rus-iea") -> None:
    value = history.cells(book / "data" / "gas_imports.csv")[row]["value"]
    set_value(book, "gas_imports", row, float(value) + amount)


def test_one_changed_statistic_turns_the_chapter_that_quotes_it_red_and_is_told_in_a_line_a_cell(tmp_path):
    book = checkouts.as_it_stands(ROOT, tmp_path / "book")
    raise_gas(book, 4000)
    ended = call(book, "test", "chapters/trade-dependence.md", "tests/test_dates.py")
    assert ended.returncode == 1, f"a wrong statistic passed:\n{ended.stdout[-800:]}"
    assert 'Cell outputs differ: numbers.show("trade_dependence")\n' in ended.stdout, ended.stdout
    assert "<td>" not in ended.stdout and "\nNext: make changes" in ended.stdout
    assert not (book / "_build" / "html").exists(), "none of these tests needs the site"


def test_outputs_of_other_code_are_not_compared_with_a_chapter(tmp_path):
    for name in ("chapters/options.md", "tests/outputs/options.ipynb"):
        (tmp_path / name).parent.mkdir(parents=True)
        shutil.copy(ROOT / name, tmp_path / name)
    with (tmp_path / "chapters" / "options.md").open("a", encoding="utf-8") as page:
        page.write("\n```{code-cell}\n1 + 1\n```\n")
    options = ["-p", "brief.accepted_outputs", "--nbval", "chapters", "-q", "--collect-only"]
    command, env = [sys.executable, "-m", "pytest", *options], processes.environment(ROOT)
    ended = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True)
    assert ended.returncode and "chapters/options.md has other code cells than tests/outputs" in ended.stdout


def test_a_chapter_s_name_stands_for_its_outputs_and_its_tests():
    assert build._tests_of(ROOT, "overmatch") == ["chapters/overmatch.md", "tests/test_overmatch.py"]
    assert build._tests_of(ROOT, "tests/test_range_circles.py") == ["tests/test_range_circles.py"]


def test_a_killed_build_leaves_the_last_good_site_and_the_next_one_works(built_book):
    site = built_book / "_build" / "html"
    good = contents(site)
    body = built_book / "_build" / "work" / "_build" / ".doctrees" / "chapters" / "entrapment.html"
    before = body.stat().st_mtime_ns
    assert "The answer part has 2 words" in (site / "chapters" / "levels.html").read_text(encoding="utf-8")
    replace(built_book / "chapters" / "entrapment.md", "It does.", "It does so, still.")
    how = dict.fromkeys(("stdout", "stderr"), subprocess.DEVNULL)
    running = start(built_book, "book", start_new_session=True, **how)
    while running.poll() is None and body.stat().st_mtime_ns == before:
        time.sleep(0.02)
    os.killpg(running.pid, signal.SIGKILL)
    running.wait()
    assert contents(site) == good
    ended = call(built_book, "book")
    assert ended.returncode == 0, ended.stderr
    # A page that was not edited follows the one whose words it counts.
    assert "The answer part has 4 words" in (site / "chapters" / "levels.html").read_text(encoding="utf-8")


@pytest.mark.audit
def test_the_whole_book_in_another_folder_at_another_time_gives_the_same_bytes(site, tmp_path):
    other = checkouts.as_it_stands(ROOT, tmp_path / "elsewhere")
    if (site / "lite").exists():  # made by a verb of its own, from the network
        shutil.copytree(ROOT / "_build" / "lite", other / "_build" / "lite")
    ended = call(other, "book")
    assert ended.returncode == 0, ended.stderr
    one, twin = contents(site), contents(other / "_build" / "html")
    assert [name for name in sorted(one | twin) if one.get(name) != twin.get(name)] == []
