"""Each chapter as a notebook to take away: as the build has run it, with its numbers written out and a note on top."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
from jupyter_cache import get_cache

from brief import numbers
from brief.book import BOOK, in_words
from brief.sphinx_ext import sentences, verdict_marks

FOLDER = "downloads/notebooks"
_NOTE = (
    "*A chapter of {title}, edition of {day}, as a notebook. It runs with the book’s own package: "
    "take a copy of the book, run `make book` there once, and open this file with the Python of its `.venv`. Text and "
    "figures {licence}, code MIT.*"
)
_SAID = {"num": lambda key: numbers.text(*key.split("|")), "holds": lambda key: "", "verdict": verdict_marks.word}


def name(page: str) -> str:
    """The notebook of a page (`chapters/overmatch`), as a name in the site."""
    return f"{FOLDER}/{page.rpartition('/')[2]}.ipynb"


def write(app, problem) -> None:
    """When Sphinx has made the pages: the notebook of every page that has one, and of no other."""
    if problem or app.builder.name != "html":
        return
    shutil.rmtree(Path(app.outdir, FOLDER), ignore_errors=True)
    for page in sorted(app.env.found_docs):
        ran = Path(app.env.mystnb_config.output_folder, f"{page}.ipynb")
        if ran.exists():
            target = Path(app.outdir, name(page))
            target.parent.mkdir(parents=True, exist_ok=True)
            written = nbformat.read(ran, as_version=4)
            _, notebook = get_cache(app.config.nb_execution_cache_path).merge_match_into_notebook(written)
            target.write_text(complete(notebook), encoding="utf-8")


def complete(notebook) -> str:
    """The notebook as somebody without the book's roles reads it, the same at each build."""
    notebook.metadata.pop("source_map", None)
    for number, cell in enumerate(notebook.cells, 1):
        cell.id = f"{number:02}"
        if cell.cell_type == "markdown":
            cell.source = sentences.ROLE.sub(_said, cell.source)
    note = _NOTE.format(title=BOOK.title, day=in_words(BOOK.edition), licence=BOOK.licence.name)
    notebook.cells.insert(0, nbformat.v4.new_markdown_cell(note, id="about"))
    return nbformat.writes(notebook) + "\n"


def _said(role) -> str:
    """What a role prints; one that isn't the book's own stays."""
    return _SAID[role["role"]](role["content"]) if role["role"] in _SAID else role[0]
