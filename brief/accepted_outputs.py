"""What a chapter's code showed when it was last accepted, and how nbval finds it.

A chapter is text, but nbval compares notebooks. So `tests/outputs/NAME.ipynb` holds the code cells of
`chapters/NAME.md` with their accepted outputs and no prose. As a plug-in of pytest this module lets
``pytest --nbval chapters`` compare them.
"""

from __future__ import annotations

from pathlib import Path

from brief import atomic_write
from brief.processes import environment
from brief.sphinx_ext import sentences
from brief.sphinx_ext.build_cache import TIMEOUT

FOLDER = Path("tests") / "outputs"
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


class NotRun(RuntimeError):
    """A chapter's code stopped; nothing was stored."""


def path(root: Path, chapter: str) -> Path:
    return root / FOLDER / f"{chapter}.ipynb"


def read(root: Path, chapter: str) -> list[dict]:
    """The code cells of a chapter as last stored, each with its source, outputs and execution count."""
    import nbformat

    stored = path(root, chapter)
    return nbformat.read(stored, as_version=4).cells if stored.exists() else []


def store(root: Path, chapters: list[str], quiet: bool = False) -> None:
    """Run the code of some chapters, or of all, and keep what it shows: all or nothing. Raises NotRun with the cell."""
    import nbformat

    (root / "_build").mkdir(exist_ok=True)
    made: dict[str, bytes] = {}
    for chapter in chapters or sentences.notebooks(root / "chapters"):
        notebook = _run(_notebook(root / "chapters" / f"{chapter}.md"), root)
        made[path(Path(), chapter).as_posix()] = f"{nbformat.writes(notebook)}\n".encode()
    atomic_write.write(root, made)
    for name in [] if quiet else made:
        print(f"stored {name}")


def _notebook(chapter: Path):
    """The code cells of a chapter as a notebook, without outputs."""
    from nbformat import v4

    code = sentences.code(chapter.read_text(encoding="utf-8"))
    cells = [v4.new_code_cell(source, id=f"{number:02}") for number, source in enumerate(code, 1)]
    return v4.new_notebook(cells=cells, metadata={"kernelspec": KERNEL, "chapter": chapter.stem})


def _run(notebook, root: Path):
    """The notebook with all its cells run. Times of execution would make two runs differ, so they are taken out."""
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError

    stopped: list[str] = []
    client = NotebookClient(
        notebook,
        timeout=TIMEOUT,
        kernel_name=KERNEL["name"],
        extra_arguments=["--log-level=ERROR"],
        on_cell_error=lambda cell, **_: stopped.append(cell.source.splitlines()[-1]),
    )
    chapter = notebook.metadata.pop("chapter")
    try:
        client.execute(env=environment(root))
    except CellExecutionError as error:
        raise NotRun(
            f"chapters/{chapter}.md, the cell that ends with {stopped[-1]}: {error.ename}: {error.evalue}"
        ) from None
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
    notebook.metadata["language_info"] = {"name": "python"}
    return notebook


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
            return cells

    return Chapter.from_parent(parent, path=file_path)
