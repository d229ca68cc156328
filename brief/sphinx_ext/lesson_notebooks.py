"""The packs for classes that have Python: a notebook whose first cell holds plain variables, and its table.

The arithmetic of the setting stands in the notebook, to be read and changed; only a chapter's formulas that are longer
lie beside it, as a module. A pack ships no table that may not be handed on: the class table is enough.
"""

from __future__ import annotations

import importlib.metadata
import inspect
import json
import re
from functools import cache
from types import ModuleType

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from brief import book, lessons
from brief.book import BOOK
from brief.sphinx_ext import build_cache, documents, lesson_pages

ROOTS = ("pandas", "sympy", "altair", "vl-convert-python", "ipykernel")
START = """import calendar
import datetime as dt
import decimal

import pandas as pd
{modules}
table = pd.read_csv("data.csv")"""


def names() -> set[str]:
    """The files that `make` gives."""
    return {f"downloads/python-{chapter}.zip" for chapter in lessons.sheets()}


def make(chapter: str, question: str) -> dict[str, bytes]:
    """{name in the site: pack} of a chapter and its question."""
    sheet = lessons.sheets()[chapter]
    beside = {f"{name}.py": inspect.getsource(one).encode() for name, one in _modules(sheet).items()}
    files = {
        "README.txt": readme(question),
        "lesson.ipynb": notebook(chapter, question),
        "data.csv": lesson_pages.spreadsheet(sheet.data()),
        **beside,
        "requirements.txt": requirements().encode(),
        "LICENCE.txt": (book.ROOT / "LICENSE").read_bytes(),
    }
    return {f"downloads/python-{chapter}.zip": documents.steady_zip(files)}


def _modules(sheet: lessons.Sheet) -> dict[str, ModuleType]:
    """{name in the pack: module} of what lies beside the notebook."""
    return {one.__name__.rpartition(".")[2]: one for one in sheet.code if inspect.ismodule(one)}


def readme(question: str) -> bytes:
    return (
        f"{question}\nA notebook from {BOOK.title}. IT NEEDS PYTHON 3.11 or newer; on managed laptops\n"
        "take the Monday pack instead, which needs none.\n\n"
        "1. Unpack this folder and open a terminal in it.\n"
        "2. python -m venv .venv, and activate it.\n"
        "3. pip install --require-hashes -r requirements.txt   (once; needs the network)\n"
        "4. Open lesson.ipynb in your notebook program, for instance JupyterLab (pip install jupyterlab).\n"
        "5. Change the variables in the first cell and run all cells: text, table and chart follow.\n\n"
        f"data.csv is the class table. Text and data {BOOK.licence.name}, code MIT (LICENCE.txt).\n"
    ).encode()


def notebook(chapter: str, question: str) -> bytes:
    """The lesson as .ipynb, without outputs."""
    sheet = lessons.sheets()[chapter]
    parameters, *parts = lessons.cells(chapter)
    functions = [one for one in (*sheet.code, lessons.bars) if inspect.isfunction(one)]
    modules = "".join(f"import {name}\n" for name in _modules(sheet))
    sources = [
        ("markdown", f"# {question}\n\nChange the variables in the next cell, then run all cells."),
        ("code", parameters),
        ("code", START.format(modules=modules)),
        ("code", "\n\n\n".join(inspect.getsource(one).strip() for one in functions)),
        *(("code", part) for part in parts),
    ]
    cells: list[dict] = []
    for number, (kind, source) in enumerate(sources):
        cell = {"cell_type": kind, "id": f"cell-{number}", "metadata": {}, "source": source.splitlines(keepends=True)}
        cells.append(cell | ({"execution_count": None, "outputs": []} if kind == "code" else {}))
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    whole = {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


@cache
def requirements() -> str:
    """The part of the locked list that a notebook needs, with its hashes."""
    locked: dict[str, str] = {}
    for block in re.split(r"(?m)^(?=[A-Za-z0-9])", build_cache.LOCK.read_text(encoding="utf-8")):
        if start := re.match(r"[A-Za-z0-9._-]+", block):
            # Some packages stand there once for each Python.
            locked[canonicalize_name(start[0])] = locked.get(canonicalize_name(start[0]), "") + block
    needed: set[str] = set()
    waiting: list[str] = [canonicalize_name(name) for name in ROOTS]
    while waiting:
        name = waiting.pop()
        if name in needed or name not in locked:
            continue
        needed.add(name)
        waiting += _asked(name)
    # Without the remarks on who else asked for a package.
    lines = "".join(locked[name] for name in sorted(needed)).splitlines()
    return "".join(f"{line}\n" for line in lines if not line.lstrip().startswith("#"))


def _asked(name: str) -> list[str]:
    """What a package needs on any system, without its extras; one that isn't installed is taken to need nothing."""
    try:
        asked = importlib.metadata.requires(name) or []
    except importlib.metadata.PackageNotFoundError:
        return []
    wanted = [Requirement(one) for one in asked]
    return [canonicalize_name(one.name) for one in wanted if "extra" not in str(one.marker or "")]
