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
from brief import accepted_outputs, bootstrap, checkouts, processes
from brief.sphinx_ext import data_files, packages
from tests.books import ROOT, commit
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
    monkeypatch.setattr(bootstrap, "ensure", lambda root: sys.executable)
    table = small_folder(user / "data") / "trade.csv"
    assert verbs.main(["tidy", str(table)]) == 0
    assert capfd.readouterr().out.strip() == str(table)


HEAD = "---\nfile_format: mystnb\nkernelspec:\n  display_name: ankara-venv\n  name: ankara-venv\n---\n"
CELL = "```{code-cell}\nimport builtins\nprint(hasattr(builtins, 'mine') or 'mine' in globals())\n```\n"


def test_a_kernel_runs_nothing_of_the_user_s_and_is_this_environment_s(user, tmp_path, monkeypatch):
    monkeypatch.setattr(os, "environ", processes.environment(tmp_path))  # as a verb's own process has it
    (tmp_path / "chapters").mkdir()
    (tmp_path / "chapters" / "page.md").write_text(f"{HEAD}\n# What?\n\nSo.\n\n{CELL}", encoding="utf-8")
    accepted_outputs.store(tmp_path, [], quiet=True)
    stored = json.loads(accepted_outputs.path(tmp_path, "page").read_text(encoding="utf-8"))
    assert stored["cells"][0]["outputs"][0]["text"] == ["False\n"]
    assert stored["metadata"]["kernelspec"]["name"] == "python3"


def test_git_reads_a_commit_as_it_is_whatever_the_user_has_set(user, tmp_path):
    book = tmp_path / "book"
    book.mkdir()
    (book / "page.md").write_bytes(b"one\ntwo\n")
    then = checkouts.at_commit(commit(book), "HEAD", tmp_path / "then", "page.md")
    assert (then / "page.md").read_bytes() == b"one\ntwo\n" and os.access(then / "page.md", os.R_OK)


# Tables to take away: opened by a spreadsheet of any language, or by pandas.


@pytest.mark.parametrize(
    ("shown", "taken"),
    [
        *[("15\u00a0February 2016", "2016-02-15"), ("February 2016", "February 2016"), (None, ""), (0.5, "0.5")],
        *[("\u221210", "-10"), ("1,234.5", "1234.5"), ("\u22125 to 15\u00a0%", "-5 to 15 %"), ("+10", "+10")],
        *[("=1+1", "'=1+1"), ("@mention", "'@mention")],
    ],
)
def test_a_cell_to_take_away_has_none_of_the_page_s_typography_and_is_no_formula(shown, taken):
    assert data_files.plain(shown) == taken


def test_every_table_to_take_away_opens_rightly(site):
    made = {path.name: path.read_bytes() for path in (site / "downloads").glob("*.csv")}
    for pack in [path for path in (site / "downloads").glob("*.zip") if path.name != packages.SITE]:
        with zipfile.ZipFile(pack) as archive:
            made |= {f"{pack.name}/{name}": archive.read(name) for name in archive.namelist() if name.endswith(".csv")}
    assert len(made) > 50
    for name, content in made.items():
        assert content.startswith(data_files.MARK), f"a spreadsheet takes {name} for another code page"
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
        assert {len(row) for row in rows} == {len(rows[0])}, f"{name} has rows of several lengths"
        odd = {
            cell for row in rows for cell in row if data_files.FORMULA.match(cell) or re.search("[\u00a0\u202f]", cell)
        }
        assert not odd, f"{name}: {odd}"
    events = pd.read_csv(site / "downloads" / "all-events.csv")
    assert (events.iloc[:, 0] == "2016-02-15").any()
