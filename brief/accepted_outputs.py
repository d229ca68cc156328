"""What a chapter's code showed when it was last accepted, and how nbval finds it.

A chapter is text, but nbval compares notebooks. So `tests/outputs/NAME.ipynb` holds the code cells of
`chapters/NAME.md` with their accepted outputs and no prose. As a plug-in of pytest this module lets
``pytest --nbval chapters`` compare them. Of a figure its data are stored, with hashes for what is drawn (`short`).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from functools import partial
from html import unescape
from pathlib import Path

from brief import atomic_write
from brief.charts import KIND
from brief.errors import Stopped
from brief.notebooks import KERNEL
from brief.processes import environment
from brief.sphinx_ext import sentences
from brief.sphinx_ext.build_cache import TIMEOUT

FOLDER = Path("tests") / "outputs"


def path(root: Path, chapter: str) -> Path:
    return root / FOLDER / f"{chapter}.ipynb"


def read(root: Path, chapter: str) -> list[dict]:
    """The code cells of a chapter as last stored, each with its source, outputs and execution count."""
    import nbformat

    stored = path(root, chapter)
    return nbformat.read(stored, as_version=4).cells if stored.exists() else []


def figures(cell: dict) -> list[dict]:
    """What is stored of each figure of a cell."""
    return [output["data"][KIND] for output in cell["outputs"] if KIND in output.get("data", {})]


def short(output: dict) -> dict:
    """An output as it is stored: of a figure its data, with a line for each row of the table, hashes in place of the
    pictures and the live chart, and the pictures' words; and its description."""
    import nbformat

    figure = output.get("data", {}).get(KIND)
    if not figure:
        return output
    drawn = "".join(figure["pictures"].values())
    words = (unescape(found).strip() for found in re.findall(r"<text[^>]*>([^<]+)", drawn))
    heads = " | ".join(words for words, _ in figure["heads"])
    stored = {name: said for name, said in figure.items() if name not in ("heads", "rows")} | {
        "table": [heads, *(" | ".join(cell["words"] for cell in row) for row in figure["rows"])],
        "sources": [source["id"] for source in figure["sources"]],
        "pictures": {size: _hash(picture) for size, picture in figure["pictures"].items()},
        "spec": _hash(figure["spec"]),
        "words": list(dict.fromkeys(words)),
    }
    return nbformat.from_dict(output | {"data": {KIND: stored, "text/plain": output["data"]["text/plain"]}})


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def store(root: Path, chapters: list[str], quiet: bool = False) -> None:
    """Run the code of some chapters, or of all, and keep what it shows: all or nothing. Stopped names the cell."""
    (root / "_build").mkdir(exist_ok=True)
    names = chapters or sentences.notebooks(root / "chapters")
    made = {path(Path(), chapter).as_posix(): _run(root, chapter) for chapter in names}
    atomic_write.write(root, made)
    print(*(f"stored {name}" for name in made if not quiet), sep="\n", end="" if quiet else "\n")


def _run(root: Path, chapter: str) -> bytes:
    """A notebook of a chapter's code cells and what they show. Times of execution, which differ each time, are left
    out."""
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError

    code = sentences.code((root / "chapters" / f"{chapter}.md").read_text(encoding="utf-8"))
    cells = [nbformat.v4.new_code_cell(source, id=f"{number:02}") for number, source in enumerate(code, 1)]
    notebook = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": KERNEL})
    stopped: list[str] = []
    client = NotebookClient(
        notebook,
        timeout=TIMEOUT,
        kernel_name=KERNEL["name"],
        extra_arguments=["--log-level=ERROR"],
        on_cell_error=lambda cell, **_: stopped.append(cell.source.splitlines()[-1]),
    )
    try:
        client.execute(env=environment(root))
    except CellExecutionError as error:
        place = f"chapters/{chapter}.md, the cell that ends with {stopped[-1]}"
        raise Stopped(f"{place}: {error.ename}: {error.evalue}") from None
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        cell.outputs = list(map(short, cell.outputs))
    notebook.metadata["language_info"] = {"name": "python"}
    return f"{nbformat.writes(notebook)}\n".encode()


def pytest_collect_file(file_path: Path, parent):
    """For ``pytest --nbval``: in a chapter's place, the notebook with its accepted outputs."""
    if not parent.config.getoption("nbval", False) or file_path.suffix != ".md":
        return None
    code = sentences.code(file_path.read_text(encoding="utf-8"))
    if not code:
        return None
    from nbval.plugin import IPyNbFile

    root = file_path.parents[1]
    stored = path(root, file_path.stem)

    class Chapter(IPyNbFile):
        """A chapter by its own name; only its cells are read from where their outputs are."""

        def collect(self):
            if code != [cell["source"] for cell in read(root, file_path.stem)]:
                raise self.CollectError(
                    f"chapters/{file_path.name} has other code cells than {stored.relative_to(root).as_posix()}. "
                    "Next: make changes, then make accept"
                )
            self.path = stored
            cells = list(super().collect())
            self.path = file_path
            for cell in cells:
                cell.compare_outputs = partial(_compared, cell.compare_outputs)
            return cells

    return Chapter.from_parent(parent, path=file_path)


def _compared(compare: Callable[..., bool], shown: list[dict], stored: list[dict], **how) -> bool:
    return compare([short(output) for output in shown], stored, **how)
