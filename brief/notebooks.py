"""Notebooks to hand out, in Jupyter's format."""

from __future__ import annotations

from collections.abc import Iterable

KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def written(cells: Iterable[tuple[str, str]], kernel: dict[str, str] = KERNEL) -> str:
    """A notebook of cells, each (markdown or code, its text), without outputs: they come when a student runs it."""
    import nbformat
    from nbformat import v4

    makers = {"markdown": v4.new_markdown_cell, "code": v4.new_code_cell}
    made = [makers[kind](text, id=f"cell-{place}") for place, (kind, text) in enumerate(cells)]
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    return nbformat.writes(v4.new_notebook(cells=made, metadata=metadata)) + "\n"
