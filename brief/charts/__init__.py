"""Figures: the house rules (`house`) and one module per chapter.

In a chapter's module a figure is a function that can be called without arguments and is named like the
figure's key, with underscores: `reach_map` makes the figure `reach-map`.
"""

from __future__ import annotations

from brief import book
from brief.charts import html


def still(key: str) -> str:
    """The HTML of a chapter's figure as a picture, without controls: for pages without code.

    An unknown key is a ValueError."""
    from brief import numbers

    name = key.replace("-", "_")
    for module in numbers.CHAPTERS:
        make = getattr(book.analysis(module, "charts"), name, None)
        if make:
            return html.figure(make(), still=True)
    raise ValueError(f"no figure is called {key!r}: analysis/ has no such function in a charts module: {name}")
