"""The notebooks to take away: each chapter as the build has run it, and those for classes that have Python: plain
variables first, then what they lead to, then two exercises.

A class's notebook is whole by itself, so that it also runs on a server to which only one file can be sent: the class
table stands in it, and a chapter's formulas that are longer are a cell that writes their module. Its pack adds the
table for spreadsheets and the locked packages. No table is shipped that may not be handed on: the class one is enough.
"""

from __future__ import annotations

import importlib.metadata
import inspect
import io
import re
from functools import cache, partial
from pathlib import Path
from pprint import pformat
from types import ModuleType
from typing import TYPE_CHECKING

import nbformat
import pandas as pd
from jupyter_cache import get_cache
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from brief import book, lessons, notebooks, numbers, zips
from brief.book import BOOK, in_words
from brief.charts import KIND, html
from brief.sphinx_ext import build_cache, html_snippets, sentences
from brief.sphinx_ext.data_files import frame_as_csv
from brief.templates import render

if TYPE_CHECKING:
    from brief.sphinx_ext.site import Site

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
FOLDER = "downloads/notebooks"
NOTE = (
    "*A chapter of {title}, edition of {day}, as a notebook. It runs with the book’s own package: "
    "take a copy of the book, run `make book` there once, and open this file with the Python of its `.venv`. Text and "
    "figures {licence}, code MIT.*"
)
ROLES = {"num": lambda key: numbers.text(*key.split("|")), "holds": lambda key: "", "verdict": html_snippets.word}


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


def _ran(app, page: str) -> Path:
    """The notebook of a page (`chapters/overmatch.html`) as MyST-NB has run it."""
    return Path(app.env.mystnb_config.output_folder, page).with_suffix(".ipynb")


def name_of(app, page: str) -> str:
    """Its name in the site; empty for a page without code."""
    return f"{FOLDER}/{Path(page).stem}.ipynb" if _ran(app, page).exists() else ""


def of_chapters(site: Site) -> dict[str, bytes]:
    """{name in the site: content} of the notebook of every page that has one."""
    outputs = get_cache(site.app.config.nb_execution_cache_path)

    def made(ran: Path) -> bytes:
        _, notebook = outputs.merge_match_into_notebook(nbformat.read(ran, as_version=4))
        return complete(notebook).encode()

    files = {name: _ran(site.app, page) for page in sorted(site.bodies) if (name := name_of(site.app, page))}
    return {name: site.kept("notebook", ran.read_bytes(), partial(made, ran)) for name, ran in files.items()}


def complete(notebook) -> str:
    """The notebook as somebody without the book's roles reads it, the same at each build and from each Python."""
    notebook.metadata.pop("source_map", None)
    notebook.metadata["language_info"] = {"name": "python"}
    for number, cell in enumerate(notebook.cells, 1):
        cell.id = f"{number:02}"
        if cell.cell_type == "markdown":
            cell.source = sentences.ROLE.sub(_said, cell.source)
        for output in cell.get("outputs", []):
            if figure := output.get("data", {}).get(KIND):  # whole, for a program that knows no figures
                output.data = {"text/html": html.figure(figure), "text/plain": output.data["text/plain"]}
    note = NOTE.format(title=BOOK.title, day=in_words(BOOK.edition), licence=BOOK.licence.name)
    notebook.cells.insert(0, nbformat.v4.new_markdown_cell(note, id="about"))
    return nbformat.writes(notebook) + "\n"


def _said(role) -> str:
    """What a role prints; one that isn't the book's own stays."""
    return ROLES[role["role"]](role["content"]) if role["role"] in ROLES else role[0]
