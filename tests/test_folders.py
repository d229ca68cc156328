"""Nobody's folder: what a machine lacks or refuses is told as what it is."""

from __future__ import annotations

import subprocess

import pytest

from brief import copies, errors, publish
from tests.conftest import ROOT


def git(folder, *words):
    who = ("-c", "user.name=x", "-c", "user.email=x@y.z")
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)


def committed(folder):
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "x.csv").write_text("id\n1\n")
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "one")
    git(folder, "commit", "-qm", "two", "--allow-empty")
    return folder


def test_each_failure_of_git_is_told_as_what_it_is(tmp_path, monkeypatch):
    def said(folder, commit="HEAD"):
        with pytest.raises((copies.NoHistory, ValueError)) as refused:
            copies.at_commit(folder, commit, tmp_path / "out", "data")
        return str(refused.value)

    unpacked = tmp_path / "zip"
    unpacked.mkdir()
    assert said(unpacked) == "this folder is no git clone (a zip file carries no history)"
    git(unpacked, "init", "-q")
    assert said(unpacked) == "nothing is committed yet"
    book = committed(tmp_path / "book")
    (book / "inner").mkdir()
    assert said(book / "inner") == "this folder isn’t part of the git clone that it lies in"
    assert said(book, "abc") == "no commit 'abc' is known here"
    git(tmp_path, "clone", "-q", "--depth", "1", book.as_uri(), "shallow")
    assert said(tmp_path / "shallow", "HEAD~1") == f"no commit 'HEAD~1' is known here; {copies.SHALLOW}"
    with pytest.raises(copies.NoHistory, match="git fetch --unshallow --tags"):
        copies.last_edition(tmp_path / "shallow")
    assert copies.last_edition(book) == ""
    (book / ".git" / "HEAD").write_text("ref: refs/heads/../../x")
    assert said(book)
    monkeypatch.setenv("PATH", "")
    assert said(book) == "git isn’t installed here"


def theirs():
    return copies.as_it_stands(ROOT / "nowhere", ROOT / "nobody")


def unforeseen():
    return publish.put(None, None, "", False)


def test_an_error_is_one_line_and_an_unforeseen_one_names_its_kind_and_our_line(monkeypatch):
    def line(action):
        try:
            action()
        except Exception as problem:
            return errors.said(problem)

    assert line(lambda: copies.at_commit(ROOT, "abc", ROOT)) == "no commit 'abc' is known here"
    assert line(theirs).startswith("No such file or directory: ") and "asked for at brief/copies.py:" in line(theirs)
    told = line(unforeseen)
    assert told.startswith("unforeseen AttributeError at brief/publish.py:") and "has no attribute 'with_name'" in told
    assert "\n" not in told and told.endswith("shows the whole traceback")
    monkeypatch.setenv(errors.DEBUG, "1")
    with pytest.raises(AttributeError):
        line(unforeseen)
