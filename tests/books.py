"""Copies of the book that a test may change, and the verbs in them by the copy's own package."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from brief import checkouts, processes
from brief.__main__ import RUN

ROOT = Path(__file__).resolve().parent.parent
MADE = {".git", "_build", "__pycache__"}
WHO = ("-c", "user.name=x", "-c", "user.email=x@y")

FRONT = "# Does the front page stand?\n\nIt does.\n"
PROBE = """---
file_format: mystnb
kernelspec:
  name: python3
  display_name: Python 3
---

# Does the probe follow the data?

It does.

```{code-cell}
from analysis import probe
print(probe.total())
```
"""
PROBE_MODULE = """from brief.data import tables


def total():
    return f"total {tables.load('gas_imports')['value'].sum():.0f} of {WORD}"


WORD = "gas"
"""


KEPT = Path("_build", "work", "_build", "kept")


def small(to: Path) -> Path:
    """A copy of the book with its whole house but two pages, so that a build takes seconds."""
    book = warm(checkouts.as_it_stands(ROOT, to))
    for chapter in (book / "chapters").glob("*.md"):
        chapter.unlink()
    for file, text in {
        "chapters/front.md": FRONT,
        "chapters/probe.md": PROBE,
        "analysis/probe.py": PROBE_MODULE,
        "_toc.yml": "format: jb-book\nroot: chapters/front\nchapters:\n- file: chapters/probe\n",
    }.items():
        (book / file).write_text(text, encoding="utf-8")
    replace(book / "_config.yml", '\n  url: ""\n', "\n  url: https://git.example.org/us/book\n")
    return book


def smaller(to: Path) -> Path:
    """A small book with the numbers of two chapters only: enough to build, too few to judge the claims."""
    book = small(to)
    said = (book / "_config.yml").read_text(encoding="utf-8")
    named = re.search(r"\n  chapters:\n((?:    - .*\n)+)", said)[1]
    replace(book / "_config.yml", named, "    - range-circles\n    - trade-dependence\n")
    return book


def warm(book: Path) -> Path:
    """Give a copied book what a build of this one has kept, each thing under a hash of all that it is made from."""
    if (ROOT / KEPT).is_dir():
        shutil.copytree(ROOT / KEPT, book / KEPT, copy_function=os.link)
    return book


def start(book: Path, *argv: str, code: str = RUN, **how) -> subprocess.Popen:
    """A verb, or other code, running in a copied book."""
    how = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "encoding": "utf-8"} | how
    return subprocess.Popen([sys.executable, "-c", code, *argv], cwd=book, env=processes.environment(book), **how)


def call(book: Path, *argv: str) -> subprocess.CompletedProcess:
    """A verb in a copied book, once it has ended."""
    running = start(book, *argv)
    said = running.communicate()
    return subprocess.CompletedProcess(argv, running.returncode, *said)


def git(folder: Path, *words: str) -> None:
    subprocess.run(
        ["git", *WHO, *words], cwd=folder, env=processes.environment(folder), check=True, capture_output=True
    )


def commit(book: Path) -> Path:
    for step in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "x"]):
        git(book, *step)
    return book


def contents(folder: Path) -> dict[str, bytes]:
    """{file: content} of everything but what is made."""
    paths = {path: path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}
    return {name.as_posix(): path.read_bytes() for path, name in paths.items() if not MADE & set(name.parts)}


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file.name}"
    file.write_text(text.replace(old, new), encoding="utf-8")


def set_value(book: Path, table: str, row: str, value) -> None:
    """Give a row of a table another value, whatever it has now."""
    file = book / "data" / f"{table}.csv"
    text, count = re.subn(rf"(?m)^({row},\d+,[A-Z]+),[\d.]+,", rf"\g<1>,{value},", file.read_text(encoding="utf-8"))
    assert count == 1, f"{row} stands {count} times in {file.name}"
    file.write_text(text, encoding="utf-8")
