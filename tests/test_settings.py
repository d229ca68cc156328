"""Nobody's settings: whoever runs the book, on whatever machine, it reads and prints the same."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
import zipfile

import pandas as pd
import pytest

from brief import __main__ as verbs
from brief import build, copies, environment, processes
from brief.check import pages
from brief.check.book import Book
from brief.desk import quotes, record
from brief.site import offline, prose, spreadsheet
from tests.conftest import ROOT
from tests.small_data import small_folder


@pytest.fixture
def user(tmp_path, monkeypatch):
    """Somebody whose home is full of settings for other work; gives the home."""
    home = tmp_path / "Akıncı"
    for name, text in {
        ".ipython/profile_default/startup/mine.py": "import builtins; builtins.mine = True",
        ".ipython/profile_default/ipython_config.py": "c.InteractiveShellApp.exec_lines = ['mine = True']",
        ".jupyter/jupyter_config.py": "raise SystemExit('the settings of the user')",
        ".local/share/jupyter/kernels/python3/kernel.json": '{"argv": ["false"], "display_name": "mine"}',
        ".gitconfig": "[commit]\ngpgsign = true\n[core]\nautocrlf = true\nhooksPath = /nowhere\n[tar]\numask = 0777\n",
        "mine/mine.py": "print('mine')",
    }.items():
        file = home / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    for name, value in {
        "HOME": str(home),
        "PYTHONSTARTUP": str(home / "mine" / "mine.py"),
        "PYTHONPATH": str(home / "mine"),
        "PYTHONWARNINGS": "error",
        "PYTHONOPTIMIZE": "2",
        "PYTHONIOENCODING": "cp1252",
        "PYTHONUTF8": "0",
        "LC_ALL": "C",
        "LANG": "tr_TR.ISO-8859-9",
        "IPYTHONDIR": str(home / ".ipython"),
        "JUPYTER_CONFIG_DIR": str(home / ".jupyter"),
        "JUPYTER_PATH": str(home / ".local" / "share" / "jupyter"),
        "JUPYTER_PREFER_ENV_PATH": "0",
        "PYTEST_ADDOPTS": "--no-such-option",
        "GIT_CONFIG_GLOBAL": str(home / ".gitconfig"),
        "GIT_DIR": str(home),
        "GIT_AUTHOR_DATE": "1999-01-01T00:00:00",
        "FORCE_COLOR": "1",
    }.items():
        monkeypatch.setenv(name, value)
    return home


SEEN = """import sys
print(sys.stdout.encoding, open(sys.argv[1]).encoding, __debug__, sys.warnoptions, 'mine' in str(sys.path))"""


def test_a_process_of_the_book_has_utf_8_and_none_of_the_user_s_settings(user):
    command = [sys.executable, "-c", SEEN, __file__]
    told = subprocess.run(command, env=processes.environment(ROOT), capture_output=True, text=True, check=True).stdout
    assert told.strip().lower() == "utf-8 utf-8 true [] false"


def test_a_verb_prints_every_letter_whatever_the_code_page_is(user, capfd, monkeypatch):
    monkeypatch.setattr(environment, "ensure", lambda root: sys.executable)
    table = small_folder(user / "data") / "trade.csv"
    assert verbs.main(["tidy", str(table)]) == 0
    assert capfd.readouterr().out.strip() == str(table)


CELL = "import builtins\nprint(hasattr(builtins, 'mine') or 'mine' in globals())"


def notebook(source: str | list[str] = CELL, markdown: str | list[str] = "# What?", kernel: str = "python3") -> dict:
    cells = [
        {"cell_type": "markdown", "metadata": {}, "source": markdown},
        {"cell_type": "code", "execution_count": 1, "metadata": {}, "source": source, "outputs": []},
    ]
    return {
        "cells": cells,
        "metadata": {"kernelspec": {"name": kernel, "display_name": kernel, "language": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def test_a_kernel_runs_nothing_of_the_user_s_and_is_this_environment_s(user, tmp_path, monkeypatch):
    monkeypatch.setattr(os, "environ", processes.environment(tmp_path))  # as a verb's own process has it
    page = tmp_path / "chapters" / "page.ipynb"
    page.parent.mkdir()
    page.write_text(json.dumps(notebook(kernel="ankara-venv")), encoding="utf-8")
    build.store_outputs(tmp_path, [], quiet=True)
    stored = json.loads(page.read_text(encoding="utf-8"))
    assert stored["cells"][1]["outputs"][0]["text"] == ["False\n"]
    assert stored["metadata"]["kernelspec"]["name"] == "python3"


def test_git_reads_a_commit_as_it_is_whatever_the_user_has_set(user, tmp_path):
    book = tmp_path / "book"
    book.mkdir()
    (book / "page.md").write_bytes(b"one\ntwo\n")
    for step in (["init", "-q"], ["add", "-A"], ["-c", "user.name=x", "-c", "user.email=x@y", "commit", "-qm", "x"]):
        subprocess.run(["git", *step], cwd=book, env=processes.environment(book), check=True)
    then = copies.at_commit(book, "HEAD", tmp_path / "then", "page.md")
    assert (then / "page.md").read_bytes() == b"one\ntwo\n" and os.access(then / "page.md", os.R_OK)


# Notebooks saved by other programs.

PROSE = ["# Does it follow?\n", "\n", "Turkey’s share is {num}`gas_share_tur`.\n", "\n", "More than half."]


def saved(how: str) -> str:
    """The same page as other programs save it."""
    made = notebook("print(1)", PROSE, kernel="ankara-venv" if how == "kernel" else "python3")
    if how == "one text":
        made["cells"][0]["source"] = "".join(PROSE)
    if how == "ran elsewhere":
        made["cells"][1]["metadata"] = {"execution": {"iopub.execute_input": "2026-11-24T10:00:00Z"}, "vscode": {}}
        made["metadata"]["vscode"] = {"interpreter": {"hash": "ab"}}
    return json.dumps(made, ensure_ascii=how == "escapes", indent={"tabs": "\t", "one line": None}.get(how, 1))


@pytest.mark.parametrize(
    "how", ["as the book does", "one text", "escapes", "tabs", "one line", "kernel", "ran elsewhere"]
)
def test_sentences_keep_their_lines_and_words_whatever_program_saved_the_notebook(tmp_path, how):
    page = tmp_path / "chapters" / "page.ipynb"
    page.parent.mkdir()
    page.write_text(saved(how), encoding="utf-8")
    book = Book(tmp_path)
    line = book.line("page", "Turkey’s share is {num}`gas_share_tur`.")
    assert "share is" in page.read_text(encoding="utf-8").splitlines()[line - 1]
    (quoted,) = [one for one in quotes.lines(tmp_path) if one.numbers]
    assert quoted.line == line and quoted.text.startswith("Turkey’s share is")
    assert [one.sentence for one in pages.no_quantity_typed(book)] == ["More than half."]
    code = [cell["source"] for cell in prose.cells(page) if cell["cell_type"] == "code"]
    assert code == ["print(1)"]
    wrong = [problem.next for problem in pages.kernels_are_the_book_s(book)]
    assert wrong == (["python3 -m brief outputs page"] if how == "kernel" else [])


def test_what_was_accepted_doesn_t_change_with_the_program_that_saved_a_notebook(tmp_path):
    (tmp_path / "chapters").mkdir()
    page = tmp_path / "chapters" / "page.ipynb"
    seen = set()
    for source in ("a = 1\nprint(a)", ["a = 1\n", "print(a)"]):
        page.write_text(json.dumps(notebook(source)), encoding="utf-8")
        seen.add(record.content(tmp_path))
    assert len(seen) == 1


def test_notebooks_saved_by_other_programs_are_built_and_compared(small_book):
    for how in ("one text", "kernel", "ran elsewhere"):
        text = saved(how).replace("gas_share_tur", "moscow_km")
        (small_book / "chapters" / f"{how.replace(' ', '-')}.ipynb").write_text(text, encoding="utf-8")
    (small_book / "_toc.yml").write_text(
        "format: jb-book\nroot: chapters/front\nchapters:\n"
        + "".join(f"- file: chapters/{name}\n" for name in ("one-text", "kernel", "ran-elsewhere"))
    )
    (small_book / "chapters" / "probe.ipynb").unlink()
    build.build_book(small_book)


# Tables to take away: opened by a spreadsheet of any language, or by pandas.


@pytest.mark.parametrize(
    ("shown", "taken"),
    [
        ("15\u00a0February 2016", "2016-02-15"),
        ("\u221210", "-10"),
        ("1,234.5", "1234.5"),
        ("\u22125 to 15\u00a0%", "-5 to 15 %"),
        ("+10", "+10"),
        ("=1+1", "'=1+1"),
        ("@mention", "'@mention"),
        ("February 2016", "February 2016"),
        (None, ""),
        (0.5, "0.5"),
    ],
)
def test_a_cell_to_take_away_has_none_of_the_page_s_typography_and_is_no_formula(shown, taken):
    assert spreadsheet.plain(shown) == taken


def test_every_table_to_take_away_opens_rightly(site):
    made = {path.name: path.read_bytes() for path in (site / "downloads").glob("*.csv")}
    for pack in [path for path in (site / "downloads").glob("*.zip") if path.name != offline.ZIP]:
        with zipfile.ZipFile(pack) as archive:
            made |= {f"{pack.name}/{name}": archive.read(name) for name in archive.namelist() if name.endswith(".csv")}
    assert len(made) > 50
    for name, content in made.items():
        assert content.startswith(spreadsheet.MARK), f"a spreadsheet takes {name} for another code page"
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
        assert {len(row) for row in rows} == {len(rows[0])}, f"{name} has rows of several lengths"
        odd = {
            cell for row in rows for cell in row if spreadsheet.FORMULA.match(cell) or re.search("[\u00a0\u202f]", cell)
        }
        assert not odd, f"{name}: {odd}"
    events = pd.read_csv(site / "downloads" / "all-events.csv")
    assert (events.iloc[:, 0] == "2016-02-15").any()
