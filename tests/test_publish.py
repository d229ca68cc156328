"""Publishing: a tested copy, swapped in whole; whatever goes wrong, the old site stands."""

from __future__ import annotations

import json
from pathlib import Path
from unittest.mock import Mock

import pytest

from brief import build, publish
from brief.browser_lessons import make
from brief.errors import Stopped
from brief.lint import pages
from brief.sphinx_ext import packages
from tests.books import contents


@pytest.fixture
def made(tmp_path, monkeypatch):
    """A small built site, and a `publish` that takes it for the book's."""
    site = tmp_path / "built"
    site.mkdir()
    (site / "index.html").write_text("new")
    monkeypatch.setattr(build, "build_book", lambda root: site)
    monkeypatch.setattr(publish, "test", lambda root: None)
    monkeypatch.setattr(publish, "refuse_unready", lambda root: None)
    monkeypatch.setattr(publish.lessons, "is_current", lambda root: True)
    monkeypatch.setattr(publish, "check", lambda site: None)
    root = tmp_path / "book"
    root.mkdir()
    monkeypatch.setattr(build, "own_files", lambda root: "as it was")
    (root / "pyproject.toml").write_text('[project]\nversion = "2.0"\n')
    return root, tmp_path / "www" / "brief"


def published(to, words):
    """An older edition in place, with an address of its own for 1.0."""
    (to / "editions" / "1.0").mkdir(parents=True)
    (to / "editions" / "1.0" / "index.html").write_text("edition one")
    (to / "index.html").write_text(words)
    (to / "gone.html").write_text("a page of the old site")
    (to / publish.MARK).write_text("{}")


def test_a_site_takes_the_place_of_the_old_one_and_editions_keep_theirs(made):
    root, to = made
    published(to, "old")
    publish.publish(root, to, edition=True)
    assert (to / "index.html").read_text() == (to / "editions" / "2.0" / "index.html").read_text() == "new"
    assert (to / "editions" / "1.0" / "index.html").read_text() == "edition one"
    assert not (to / "gone.html").exists() and (to / ".nojekyll").exists()
    assert json.loads((to / publish.MARK).read_text())["version"] == "2.0"
    assert [path.name for path in to.parent.iterdir()] == ["brief"], "something was left beside it"
    with pytest.raises(Stopped, match="2.0 is published already"):
        publish.publish(root, to, edition=True)
    assert (to / "index.html").read_text() == "new"


def test_a_book_with_a_typed_number_or_unaccepted_outputs_is_not_published(small_book, monkeypatch):
    monkeypatch.setattr(publish.run, "problems", lambda root: [])
    with pytest.raises(Stopped, match="no longer what was accepted. Next: make changes"):
        publish.refuse_unready(small_book)
    monkeypatch.undo()
    monkeypatch.setattr(publish.run, "RULES", (pages.no_quantity_typed,))
    monkeypatch.setattr(publish.run.tools, "PROGRAMS", ())
    page = small_book / "chapters" / "front.md"
    page.write_text("# Does the front page stand?\n\nThirty firms do.\n", encoding="utf-8")
    with pytest.raises(Stopped, match=r"front\.md:3: typed, .*: Thirty"):
        publish.refuse_unready(small_book)


def test_a_missing_folder_is_filled_lessons_for_the_browser_come_along_and_without_npm_all_the_same(
    made, monkeypatch, capsys
):
    root, to = made
    asked = []
    monkeypatch.setattr(publish.lessons, "is_current", lambda root: bool(asked))
    monkeypatch.setattr(make, "fetch", lambda shelf: asked.append(shelf) or make._npm(shelf))
    monkeypatch.setattr(make.shutil, "which", lambda name: None)
    publish.publish(root, to)
    assert asked and (to / "index.html").read_text() == "new" and not (to / "editions").exists()
    said = [line for line in capsys.readouterr().out.splitlines() if line.startswith("Left out")]
    assert len(said) == 1 and "npm is not on this machine" in said[0]
    publish.publish(root, to)
    assert len(asked) == 1, "lessons that are there were made again"


def test_a_folder_with_something_else_in_it_is_refused_and_untouched(made):
    root, to = made
    to.mkdir(parents=True)
    (to / "thesis.txt").write_text("mine")
    with pytest.raises(Stopped, match="something else than a published site"):
        publish.publish(root, to)
    assert [path.name for path in to.iterdir()] == ["thesis.txt"]


STEPS = [(build, "build_book"), (publish, "check"), (publish, "test"), (publish.shutil, "copytree"), (Path, "rename")]


@pytest.mark.parametrize(("where", "name"), STEPS, ids=[name for _, name in STEPS])
def test_stopped_at_any_step_the_old_site_is_whole(made, monkeypatch, where, name):
    root, to = made
    published(to, "old")
    before, real = contents(to), getattr(where, name)

    def stop(*given, **_):
        # Of the two renames the second: the old site has been moved aside, and the new one can't take its place.
        if name == "rename" and ".new" not in given[0].name:
            return real(*given)
        raise KeyboardInterrupt

    monkeypatch.setattr(where, name, stop)
    with pytest.raises(KeyboardInterrupt):
        publish.publish(root, to)
    assert contents(to) == before


def test_killed_between_the_two_renames_the_next_run_puts_the_old_site_back(made, monkeypatch):
    root, to = made
    published(to, "old")
    to.rename(publish._beside(to, "old"))
    monkeypatch.setattr(build, "build_book", Mock(side_effect=Stopped("no")))
    with pytest.raises(Stopped):
        publish.publish(root, to)
    assert (to / "index.html").read_text() == "old"


def test_a_site_that_loads_from_elsewhere_or_has_a_dead_link_is_not_published(tmp_path):
    (tmp_path / "downloads").mkdir()
    (tmp_path / packages.SITE).write_bytes(b"")
    (tmp_path / "index.html").write_text('<p><a href="gone.html">x</a><img src="https://example.org/a.png"></p>')
    with pytest.raises(Stopped, match="example.org") as refused:
        publish.check(tmp_path)
    assert "index.html -> gone.html" in str(refused.value)
