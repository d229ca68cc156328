"""Figures: what each must have (`figure`), and what draws, words and shows them.

In a chapter's `charts` a figure is a function named like its key, with underscores: `reach_map` makes `reach-map`. One
that other pages show as a picture (`still`) can be called without arguments.
"""

from __future__ import annotations

from brief import book, numbers
from brief.charts import html


def still(key: str) -> str:
    """The HTML of a chapter's figure as a picture, without controls: for pages without code.

    An unknown key is a ValueError."""
    name = key.replace("-", "_")
    for module in numbers.CHAPTERS:
        make = getattr(book.analysis(module, "charts"), name, None)
        if make:
            return html.figure(make(), still=True)
    raise ValueError(f"no figure is called {key!r}: no chapter's charts have a function {name}")
