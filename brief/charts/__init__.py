"""Figures: what each must have (`figure`), and what draws, words and shows them.

In a chapter's `charts` a figure is a function named like its key, with underscores: `reach_map` makes `reach-map`. One
that other pages show as a picture (`find`) can be called without arguments.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from brief import book, numbers

if TYPE_CHECKING:
    from brief.charts.figure import Figure

KIND = "application/vnd.brief.figure+json"  # of a figure's data (`Figure.data`) among the outputs of a cell


def find(key: str) -> Figure:
    """A chapter's figure. An unknown key is a ValueError."""
    name = key.replace("-", "_")
    for module in numbers.CHAPTERS:
        make = getattr(book.analysis(module, "charts"), name, None)
        if make:
            return make()
    raise ValueError(f"no figure is called {key!r}: no chapter's charts have a function {name}")
