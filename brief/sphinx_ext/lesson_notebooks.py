"""The notebooks for classes that have Python: plain variables first, then what they lead to, then two exercises.

A notebook is whole by itself, so that it also runs on a server to which only one file can be sent: the class table
stands in it, and a chapter's formulas that are longer are a cell that writes their module. Its pack adds the table for
spreadsheets and the locked packages. No table is shipped that may not be handed on: the class table is enough.
"""

from __future__ import annotations

import importlib.metadata
import inspect
import io
import re
from functools import cache
from pathlib import Path
from pprint import pformat
from types import ModuleType

import pandas as pd
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from brief import book, lessons, notebooks, zips
from brief.sphinx_ext import build_cache
from brief.sphinx_ext.data_files import frame_as_csv
from brief.templates import render

ROOTS = ("pandas", "sympy", "altair", "vl-convert-python", "ipykernel")
START = '''import calendar
import datetime as dt
import decimal
import hashlib
import io
from collections.abc import Callable

import pandas as pd
{modules}
table = pd.read_csv(io.StringIO("""\
{data}"""))'''
ABOUT = """# {question}

Change the variables in the next cell, then run all cells. At the end are two exercises, which say themselves what is
wrong. On Colab open this file by *File, Upload notebook*; nothing else has to be uploaded. On Binder it lies in the
folder `notebooks`. On a laptop take the pack, which says what to install."""
CHECKED = """## Exercises

The next cell checks your answers; it holds none itself, and there is nothing to change in it."""


def pack(chapter: str, question: str) -> bytes:
    """The pack of a chapter and its question, as a zip."""
    sheet = lessons.sheet(chapter)
    files = {
        "README.txt": render("packs/notebook-readme.txt", question=question).encode(),
        "lesson.ipynb": notebook(chapter, question).encode(),
        "data.csv": frame_as_csv(sheet.data()),
        "requirements.txt": requirements().encode(),
        "LICENCE.txt": (book.ROOT / "LICENSE").read_bytes(),
    }
    return zips.packed(files)


def notebook(chapter: str, question: str) -> str:
    """The lesson as .ipynb, without outputs."""
    sheet, (parameters, *parts) = lessons.sheet(chapter), lessons.cells(chapter)
    data = sheet.data().to_csv(index=False, lineterminator="\n")
    modules = {one.__name__.rpartition(".")[2]: one for one in sheet.code if isinstance(one, ModuleType)}
    written = [("code", f"%%writefile {name}.py\n{inspect.getsource(one)}") for name, one in modules.items()]
    functions = [one for one in (*sheet.code, lessons.bars) if inspect.isfunction(one)]
    start = START.format(modules="".join(f"import {name}\n" for name in modules), data=data)
    cells = [("markdown", ABOUT.format(question=question)), ("code", parameters), *written]
    cells += [("code", one) for one in (start, _sources(functions), *parts)]
    asked = lessons.exercises(chapter, pd.read_csv(io.StringIO(data)))
    if asked:
        checks = f"check = checker({pformat([needed for _, needed in asked], width=120)})"
        cells += [("markdown", CHECKED), ("code", f"{_sources([lessons.mark, lessons.checker])}\n\n\n{checks}")]
    for number, (said, _) in enumerate(asked, 1):
        cells += [("markdown", f"**Exercise {number}.** {said}"), ("code", f"answer = None\n\ncheck({number}, answer)")]
    return notebooks.written(cells)


def _sources(functions: list) -> str:
    return "\n\n\n".join(inspect.getsource(one).strip() for one in functions)


def write(folder: str) -> None:
    """All notebooks into a folder, as Binder wants them beside the book."""
    Path(folder).mkdir(exist_ok=True)
    for chapter in lessons.sheet_names():
        text = (book.ROOT / "chapters" / f"{chapter}.md").read_text(encoding="utf-8")
        question = re.findall(r"(?m)^# (.*)$", text)[0]
        Path(folder, f"{chapter}.ipynb").write_text(notebook(chapter, question), encoding="utf-8")


@cache
def requirements() -> str:
    """The part of the locked list that a notebook needs, with its hashes."""
    locked: dict[str, str] = {}
    # Without the remarks on who else asked for a package; some stand there once for each Python.
    plain = re.sub(r"(?m)^\s*#.*\n", "", build_cache.LOCK.read_text(encoding="utf-8"))
    for block in re.split(r"(?m)^(?=[A-Za-z0-9])", plain):
        if start := re.match(r"[A-Za-z0-9._-]+", block):
            name = canonicalize_name(start[0])
            locked[name] = locked.get(name, "") + block
    needed, waiting = set[str](), list[str](ROOTS)
    while waiting:
        if (name := canonicalize_name(waiting.pop())) in locked and name not in needed:
            needed.add(name)
            waiting += _asked(name)
    return "".join(locked[name] for name in sorted(needed))


def _asked(name: str) -> list[str]:
    """What a package needs on any system, without its extras; one that isn't installed is taken to need nothing."""
    try:
        asked = map(Requirement, importlib.metadata.requires(name) or [])
    except importlib.metadata.PackageNotFoundError:
        return []
    return [one.name for one in asked if "extra" not in str(one.marker or "")]
