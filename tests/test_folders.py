"""Nobody's folder: one owner of `_build` at a time, nothing older than the sources, and any path, disk or history."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import zipfile

import pytest

from brief import accepted_outputs, atomic_write, build, build_lock, checkouts, errors, publish
from brief.errors import Stopped
from brief.lint import tools
from brief.lint.book import Book
from brief.sphinx_ext import packages
from tests.books import ROOT, commit, contents, git, replace, smaller, start

HOLD = """import sys, time; from pathlib import Path; from brief import build_lock
build_lock.verb = "preview"
with build_lock.of(Path(sys.argv[1])):
    print("mine", flush=True)
    time.sleep(600)
"""


def site_of(book) -> dict[str, bytes]:
    return contents(book / "_build" / "html")


@pytest.fixture
def holder(tmp_path):
    """Another process that owns `_build` of the folder `tmp_path`."""
    holding = start(ROOT, str(tmp_path), code=HOLD)
    assert holding.stdout.readline() == "mine\n"
    yield holding
    holding.kill()
    holding.wait()


@pytest.fixture(scope="module")
def odd(tmp_path_factory):
    """A small book, built once, in a folder whose name has spaces, brackets and letters."""
    book = smaller(tmp_path_factory.mktemp("odd") / "Ömer’s brief [2]")
    (book / "chapters" / "stray.md").write_text("# Is a page read that isn’t listed?\n\nNo.\n", encoding="utf-8")
    (book / "chapters" / "loose.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>')
    replace(book / "chapters" / "front.md", "It does.", "It does.\n\n![A dot](loose.svg)")
    build.build_book(book)
    return book


def test_a_second_owner_is_told_who_is_at_work_and_a_killed_one_blocks_nobody(tmp_path, holder, capsys):
    who = rf"preview \(process {holder.pid}, since \d\d:\d\d:\d\d\) is at work in _build; nothing was done"
    with pytest.raises(Stopped, match=who), build_lock.of(tmp_path, wait=0):
        pass
    holder.send_signal(signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
    with build_lock.of(tmp_path), build_lock.of(tmp_path):
        said = (tmp_path / build_lock.LOCK).read_text(encoding="utf-8")
    assert f"(process {os.getpid()}, " in said


@pytest.mark.parametrize("verb", ["book", "publish", "accept", "clean", "outputs"])
def test_whatever_writes_there_waits_for_the_owner_or_stops(tmp_path, holder, monkeypatch, verb):
    monkeypatch.setattr(build_lock, "WAIT", 0.0)
    (tmp_path / "chapters").mkdir()
    stops = {
        "book": lambda: build.build_book(tmp_path),
        "publish": lambda: publish.publish(tmp_path, tmp_path / "www"),
        "accept": lambda: atomic_write.write(tmp_path, {"data/x.csv": b"new"}),
        "clean": lambda: build.clean(tmp_path),
        "outputs": lambda: accepted_outputs.store(tmp_path, []),
    }
    with pytest.raises(Stopped, match="preview .* is at work in _build"):
        stops[verb]()
    left = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")}
    assert left == {"chapters", "_build", "_build/owner"}


def test_two_builds_at_once_give_the_site_of_one(odd):
    alone = site_of(odd)
    shutil.rmtree(odd / "_build")
    both = [start(odd, "book", stderr=subprocess.STDOUT) for _ in range(2)]
    said = [one.communicate()[0] for one in both]
    assert [one.returncode for one in both] == [0, 0], said
    assert any("waiting for book (process" in one for one in said), said
    assert site_of(odd) == alone


def test_a_page_that_is_withdrawn_or_renamed_leaves_the_site_the_search_the_zip_and_the_scratch_folders(odd):
    before = list(site_of(odd))
    assert "chapters/probe.html" in before and "chapters/stray.html" not in before
    assert [name for name in before if name.endswith("/loose.svg")]
    chapters = odd / "chapters"
    (chapters / "probe.md").rename(chapters / "second.md")
    (chapters / "front.md").unlink()
    (chapters / "first.md").write_text("# Does another page stand in its place?\n\nIt does.\n", encoding="utf-8")
    (odd / "_toc.yml").write_text("format: jb-book\nroot: chapters/first\nchapters:\n- file: chapters/second\n")
    moved = odd / "chapters" / "redirects.csv"
    moved.write_text("old,new\nchapters/probe.html,chapters/second.html\n", encoding="utf-8")
    build.build_book(odd)
    site = site_of(odd)
    assert b"This page has moved" in site.pop("chapters/probe.html")
    assert not [name for name in site if any(old in name for old in ("front", "probe", "loose"))]
    assert b"probe.html" not in site["searchindex.js"] and b"front.html" not in site["searchindex.js"]
    with zipfile.ZipFile(odd / "_build" / "html" / packages.SITE) as archive:
        assert not [name for name in archive.namelist() if "front" in name]
    work = odd / "_build" / "work" / "_build"
    scratch = [path.stem for path in work.rglob("*") if not {"cache", "html"} & set(path.relative_to(work).parts)]
    assert not {"front", "probe", "loose"} & set(scratch)


def test_a_full_disk_stops_the_build_in_plain_words_and_the_last_site_stays(odd):
    before = site_of(odd)
    sheet = odd / "brief" / "pdf" / "two_pages.py"
    whole = sheet.read_text(encoding="utf-8")
    sheet.write_text(f'{whole}\n\ndef add(*_):\n    raise OSError(28, "No space left on device", "brief.pdf")\n')
    with pytest.raises(Stopped, match="the disk is full; the last site and all tables are whole"):
        build.build_book(odd)
    sheet.write_text(whole, encoding="utf-8")
    assert site_of(odd) == before


def test_check_judges_a_book_that_can_only_be_read(tmp_path, monkeypatch):
    (tmp_path / "a.py").write_text("import os\n")
    monkeypatch.setattr(os, "access", lambda *_: False)
    for command in (("ruff", "check", "--output-format", "concise", "."), ("mypy", "a.py")):
        said = list(tools.problems(tools.start(Book(tmp_path), command), command[0], ""))
        assert [one.file for one in said] == ["a.py"] * (command[0] == "ruff")
    assert [path.name for path in tmp_path.iterdir()] == ["a.py"]


def test_each_failure_of_git_is_told_as_what_it_is(tmp_path, monkeypatch):
    def said(folder, commit="HEAD"):
        with pytest.raises((checkouts.NoHistory, ValueError)) as refused:
            checkouts.at_commit(folder, commit, tmp_path / "out", "data")
        return str(refused.value)

    unpacked = tmp_path / "zip"
    unpacked.mkdir()
    assert said(unpacked) == "this folder is no git clone (a zip file carries no history)"
    git(unpacked, "init", "-q")
    assert said(unpacked) == "nothing is committed yet"
    book = tmp_path / "book"
    (book / "data").mkdir(parents=True)
    (book / "data" / "x.csv").write_text("id\n1\n")
    git(commit(book), "commit", "-qm", "two", "--allow-empty")
    (book / "inner").mkdir()
    assert said(book / "inner") == "this folder is not part of the git clone that it lies in"
    assert said(book, "abc") == "no commit 'abc' is known here"
    git(tmp_path, "clone", "-q", "--depth", "1", book.as_uri(), "shallow")
    assert said(tmp_path / "shallow", "HEAD~1") == f"no commit 'HEAD~1' is known here; {checkouts.SHALLOW}"
    with pytest.raises(checkouts.NoHistory, match="git fetch --unshallow --tags"):
        checkouts.last_edition(tmp_path / "shallow")
    assert checkouts.last_edition(book) == ""
    (book / ".git" / "HEAD").write_text("ref: refs/heads/../../x")
    assert said(book)
    monkeypatch.setenv("PATH", "")
    assert said(book) == "git is not installed here"


def test_an_error_is_one_line_and_an_unforeseen_one_names_its_kind_and_our_line(monkeypatch):
    def line(action, *given):
        with pytest.raises(Exception) as problem:  # noqa: B017, of whatever kind
            action(*given)
        return errors.said(problem.value)

    assert line(checkouts.at_commit, ROOT, "abc", ROOT) == "no commit 'abc' is known here"
    several = shutil.Error([("a", "b", "[Errno 28] No space left on device: 'a'")])
    assert errors.said(several) == errors.said(OSError(28, "No space left on device", "a")) == errors.FULL
    told = line(checkouts.as_it_stands, ROOT / "nowhere", ROOT / "nobody")
    assert told.startswith("No such file or directory: ") and "asked for at brief/checkouts.py:" in told
    told = line(publish.put, None, None, "", False)
    assert told.startswith("unforeseen AttributeError at brief/publish.py:") and "has no attribute 'with_name'" in told
    assert "\n" not in told and told.endswith("shows the whole traceback")
    monkeypatch.setenv(errors.DEBUG, "1")
    with pytest.raises(AttributeError):
        line(publish.put, None, None, "", False)
