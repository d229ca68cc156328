"""The packs for classes that have Python: a notebook whose first cell holds plain variables, its table, and the part of
`brief` that it runs.

They ship no table that may not be handed on: a notebook works with the class table alone.
"""

from __future__ import annotations

import importlib.metadata
import json
import re
from functools import cache
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from brief.lessons.sheets import SHEETS
from brief.sphinx_ext import documents, lesson_pages

ROOT = Path(__file__).resolve().parents[2]
ANALYSIS = ROOT / "analysis"
ROOTS = ("pandas", "sympy", "altair", "vl-convert-python", "ipykernel")
SHIPPED = (
    "brief/__init__.py",
    "brief/dates.py",
    "brief/lessons/__init__.py",
    "brief/lessons/assignments.py",
    "brief/lessons/charts.py",
)
START = """import datetime as dt

import pandas as pd

from brief.lessons import assignments
from brief.lessons.charts import bars

table = pd.read_csv("data.csv")"""

LESSONS = ROOT / "brief" / "lessons" / "texts"
"""One text a chapter: the cells of its notebook, parted by `# %%`: parameters, text, table, chart."""


def names() -> set[str]:
    """The files that `make` gives."""
    return {f"downloads/python-{chapter}.zip" for chapter in SHEETS}


def make(questions: dict[str, str]) -> dict[str, bytes]:
    """{name in the site: pack} for the chapters whose question is given."""
    shared = {name: (ROOT / name).read_bytes() for name in SHIPPED}
    code = [path for name in ("**/__init__.py", "*/measures.py", "*/measures/*.py") for path in ANALYSIS.glob(name)]
    shared |= {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in sorted(set(code))}
    shared["requirements.txt"] = requirements().encode()
    shared["LICENCE.txt"] = (ROOT / "LICENSE").read_bytes()
    return {
        f"downloads/python-{chapter}.zip": documents.steady_zip(
            {
                "README.txt": readme(question),
                "lesson.ipynb": notebook(chapter, question),
                "data.csv": lesson_pages.spreadsheet(SHEETS[chapter].data()),
                **shared,
            }
        )
        for chapter, question in questions.items()
    }


def readme(question: str) -> bytes:
    return (
        f"{question}\nA notebook from From Ankara, With Evidence. IT NEEDS PYTHON 3.11 or newer; on managed laptops\n"
        "take the Monday pack instead, which needs none.\n\n"
        "1. Unpack this folder and open a terminal in it.\n"
        "2. python -m venv .venv, and activate it.\n"
        "3. pip install --require-hashes -r requirements.txt   (once; needs the network)\n"
        "4. Open lesson.ipynb in your notebook program, for instance JupyterLab (pip install jupyterlab).\n"
        "5. Change the variables in the first cell and run all cells: text, table and chart follow.\n\n"
        "data.csv is the class table; brief/ holds the arithmetic. Text and data CC BY 4.0, code MIT (LICENCE.txt).\n"
    ).encode()


def notebook(chapter: str, question: str) -> bytes:
    """The lesson as .ipynb, without outputs."""
    cells_of = (LESSONS / f"{chapter}.txt").read_text(encoding="utf-8").split("# %%\n")
    parameters, text, table, chart = (cell.strip() for cell in cells_of)
    sources = [
        ("markdown", f"# {question}\n\nChange the variables in the next cell, then run all cells."),
        ("code", parameters),
        ("code", START),
        ("code", text),
        ("code", table),
        ("code", chart),
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
    for block in re.split(r"(?m)^(?=[A-Za-z0-9])", (ROOT / "requirements.lock").read_text(encoding="utf-8")):
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
