"""Figures: the house rules (`house`) and one module per chapter.

In a chapter's module a figure is a function that can be called without arguments and is named like the
figure's key, with underscores: `reach_map` makes the figure `reach-map`.
"""

from __future__ import annotations

from importlib import import_module

from brief.figures import render


def still(key: str) -> str:
    """The HTML of a chapter's figure as a picture, without controls: for pages without code.

    An unknown key is a ValueError."""
    from brief import register

    name = key.replace("-", "_")
    for module in register.CHAPTERS:
        make = getattr(import_module(f"brief.figures.{module}"), name, None)
        if make:
            return render.figure(make(), still=True)
    raise ValueError(f"no figure is called {key!r}: brief/figures has no function {name}")
