"""The packs for classes that have Python: a notebook whose first cell holds plain variables, and its table.

The arithmetic of the setting stands in the notebook, to be read and changed; only a chapter's formulas that are longer
lie beside it, as a module. A pack ships no table that may not be handed on: the class table is enough.
"""

from __future__ import annotations

import importlib.metadata
import inspect
import re
from functools import cache
from types import ModuleType

from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name

from brief import book, lessons, notebooks, zips
from brief.sphinx_ext import build_cache
from brief.sphinx_ext.data_files import frame_as_csv
from brief.templates import render

ROOTS = ("pandas", "sympy", "altair", "vl-convert-python", "ipykernel")
START = """import calendar
import datetime as dt
import decimal

import pandas as pd
{modules}
table = pd.read_csv("data.csv")"""


def pack(chapter: str, question: str) -> bytes:
    """The pack of a chapter and its question, as a zip."""
    sheet = lessons.sheets()[chapter]
    modules = {one.__name__.rpartition(".")[2]: one for one in sheet.code if isinstance(one, ModuleType)}
    files = {
        "README.txt": render("packs/notebook-readme.txt", question=question).encode(),
        "lesson.ipynb": notebook(chapter, question, list(modules)).encode(),
        "data.csv": frame_as_csv(sheet.data()),
        **{f"{name}.py": inspect.getsource(one).encode() for name, one in modules.items()},
        "requirements.txt": requirements().encode(),
        "LICENCE.txt": (book.ROOT / "LICENSE").read_bytes(),
    }
    return zips.packed(files)


def notebook(chapter: str, question: str, modules: list[str]) -> str:
    """The lesson as .ipynb, without outputs; `modules` lie beside it."""
    parameters, *parts = lessons.cells(chapter)
    functions = [one for one in (*lessons.sheets()[chapter].code, lessons.bars) if inspect.isfunction(one)]
    return notebooks.written(
        [
            ("markdown", f"# {question}\n\nChange the variables in the next cell, then run all cells."),
            ("code", parameters),
            ("code", START.format(modules="".join(f"import {name}\n" for name in modules))),
            ("code", "\n\n\n".join(inspect.getsource(one).strip() for one in functions)),
            *(("code", part) for part in parts),
        ]
    )


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
    needed: set[str] = set()
    waiting = [canonicalize_name(name) for name in ROOTS]
    while waiting:
        if (name := waiting.pop()) in locked and name not in needed:
            needed.add(name)
            waiting += _asked(name)
    return "".join(locked[name] for name in sorted(needed))


def _asked(name: str) -> list[NormalizedName]:
    """What a package needs on any system, without its extras; one that isn't installed is taken to need nothing."""
    try:
        asked = map(Requirement, importlib.metadata.requires(name) or [])
    except importlib.metadata.PackageNotFoundError:
        return []
    return [canonicalize_name(one.name) for one in asked if "extra" not in str(one.marker or "")]
