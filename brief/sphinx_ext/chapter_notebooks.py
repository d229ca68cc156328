"""Each chapter as a notebook to take away: as the build has run it, with its numbers written out and a note on top."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
from jupyter_cache import get_cache

from brief import numbers
from brief.book import BOOK, in_words
from brief.charts import KIND, html
from brief.sphinx_ext import html_snippets, sentences

if TYPE_CHECKING:
    from brief.sphinx_ext.site import Site

FOLDER = "downloads/notebooks"
_NOTE = (
    "*A chapter of {title}, edition of {day}, as a notebook. It runs with the book’s own package: "
    "take a copy of the book, run `make book` there once, and open this file with the Python of its `.venv`. Text and "
    "figures {licence}, code MIT.*"
)
_SAID = {"num": lambda key: numbers.text(*key.split("|")), "holds": lambda key: "", "verdict": html_snippets.word}


def _ran(app, page: str) -> Path:
    """The notebook of a page (`chapters/overmatch.html`) as MyST-NB has run it."""
    return Path(app.env.mystnb_config.output_folder, page).with_suffix(".ipynb")


def name_of(app, page: str) -> str:
    """Its name in the site; empty for a page without code."""
    return f"{FOLDER}/{Path(page).stem}.ipynb" if _ran(app, page).exists() else ""


def files(site: Site) -> dict[str, bytes]:
    """{name in the site: content} of the notebook of every page that has one."""
    app, found = site.app, {}
    cache = get_cache(app.config.nb_execution_cache_path)

    def made(ran: Path) -> bytes:
        _, notebook = cache.merge_match_into_notebook(nbformat.read(ran, as_version=4))
        return complete(notebook).encode()

    for page in sorted(site.bodies):
        if name := name_of(app, page):
            ran = _ran(app, page)
            found[name] = site.kept("notebook", ran.read_bytes(), partial(made, ran))
    return found


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
    note = _NOTE.format(title=BOOK.title, day=in_words(BOOK.edition), licence=BOOK.licence.name)
    notebook.cells.insert(0, nbformat.v4.new_markdown_cell(note, id="about"))
    return nbformat.writes(notebook) + "\n"


def _said(role) -> str:
    """What a role prints; one that isn't the book's own stays."""
    return _SAID[role["role"]](role["content"]) if role["role"] in _SAID else role[0]
