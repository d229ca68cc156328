"""The one palette of the book and the chart theme that uses it.

Charts name colours as CSS variables (`var(--fa-ink)`), so that one picture serves the light and the
dark page. The values are kept here, once: the site turns them into custom properties, downloads have
them substituted (`solid`).
"""

from __future__ import annotations

import re
from pathlib import Path

import altair as alt

from brief.book import BOOK
from brief.templates import as_filter

# name: (light, dark); the book's own colours, those of its parties, stand in `_config.yml`.
PALETTE = {
    "page": ("#FDFCF9", "#15191D"),
    "surface": ("#F4F1EA", "#1E242A"),
    "ink": ("#1C2126", "#E3E0D9"),
    "soft": ("#4C545C", "#AEB4B8"),
    "rule": ("#84888A", "#7C848B"),
    "hair": ("#DDD9CF", "#343B42"),
    "neutral": ("#83888D", "#7F878D"),
    "since": ("#7E3384", "#DDA3D3"),
    "since-tint": ("#F3EAF3", "#2A212B"),
    "warn": ("#8A4B00", "#E5A85C"),
    "focus": ("#0B57D0", "#8AB4F8"),
    "land": ("#EFECE4", "#22282E"),
    "border": ("#B9B5AA", "#454D54"),
} | BOOK.colours

# Pictures are measured and printed with a face that the book carries under a name of its own, so that they come out
# alike on every machine; the page shows them in whichever of its metric relatives the reader has.
FACE, FACES = "Policy Book Sans", Path(__file__).with_name("fonts")
FONT = '"Helvetica Neue", Helvetica, Arial, "Liberation Sans", Roboto, sans-serif'

_VARIABLE = re.compile(r"var\(--fa-([a-z-]+)(?:,#\w+)?\)")


def colour(name: str) -> str:
    """The CSS variable for a colour of the palette; an unknown name is a ValueError."""
    if name not in PALETTE:
        raise ValueError(f"no colour is called {name!r}; there are {', '.join(PALETTE)}")
    return f"var(--fa-{name})"


def solid(svg: str, mode: str = "light") -> str:
    """The picture with every variable replaced by its value, for files that leave the page."""
    column = ("light", "dark").index(mode)
    return _VARIABLE.sub(lambda found: PALETTE[found[1]][column], svg)


@as_filter
def anywhere(svg: str) -> str:
    """The picture with a light value beside every variable, for places that don't define them: JupyterLab."""
    return _VARIABLE.sub(lambda found: f"var(--fa-{found[1]},{PALETTE[found[1]][0]})", svg)


def in_face(svg: str) -> str:
    """The picture with all its words in the book's own face, for what is drawn or set here."""
    return re.sub(r' font-family="[^"]*"', "", svg).replace("<svg ", f'<svg font-family="{FACE}" ', 1)


@alt.theme.register("brief", enable=True)
def theme() -> alt.theme.ThemeConfig:
    """Quiet axes, no frame, no fill, text of 12 px and more."""
    ink, soft, rule, hair = map(colour, ("ink", "soft", "rule", "hair"))
    words: dict = {"labelFontSize": 12, "titleFontSize": 12, "labelColor": soft, "titleColor": soft}
    return alt.theme.ThemeConfig(
        config={
            # The picture as a whole has a name and a description; a label on each mark would be noise.
            "aria": False,
            "background": None,
            "font": FACE,
            "padding": {"left": 0, "right": 0, "top": 4, "bottom": 2},
            "view": {"stroke": None, "continuousHeight": 220, "step": 26},
            "axis": words
            | {
                "titleFontWeight": "normal",
                "labelPadding": 5,
                "labelLimit": 0,
                "titleLimit": 0,
                "domainColor": rule,
                "tickColor": rule,
                "tickSize": 4,
                "gridColor": hair,
            },
            "axisX": {"labelFlush": True},
            "axisQuantitative": {"tickCount": 5},
            "axisBand": {"domain": False, "ticks": False, "grid": False},
            "header": words | {"titleFontWeight": "normal"},
            # Words beside the marks or HTML under the picture say what a colour means.
            "legend": words | {"disable": True},
            "title": {"fontSize": 13, "fontWeight": "bold", "color": ink, "anchor": "start"},
            "text": {"fontSize": 12, "color": ink},
            "mark": {"color": ink},
            "rule": {"color": rule},
            "line": {"strokeWidth": 2},
            "point": {"filled": True, "size": 60},
        }
    )
