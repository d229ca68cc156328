"""Verdicts as a mark and a word, always both. Round marks: at the time. Diamonds: since then.

Ink, never green or red: a verdict isn't a traffic light, and red is an actor's colour.
"""

from __future__ import annotations

from markupsafe import Markup

from brief.templates import as_filter, render

_RING = '<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="1.6"{}/>'
_DIAMOND = '<path d="M8 1.5 14.5 8 8 14.5 1.5 8Z" fill="{}" stroke="currentColor" stroke-width="1.6"{}/>'
_BROKEN = ' stroke-dasharray="3 2.4"'

MARKS = {
    "holds": _RING.format("") + '<circle cx="8" cy="8" r="6" fill="currentColor"/>',
    "holds in part": _RING.format("") + '<path d="M8 2a6 6 0 0 0 0 12Z" fill="currentColor"/>',
    "depends on the source": _RING.format("") + '<circle cx="8" cy="8" r="2.6" fill="currentColor"/>',
    "disputed": '<g fill="none" stroke="currentColor" stroke-width="1.6">'
    '<circle cx="5.6" cy="8" r="4.6"/><circle cx="10.4" cy="8" r="4.6"/></g>',
    "does not hold": _RING.format("") + '<path d="M4 4 12 12M12 4 4 12" stroke="currentColor" stroke-width="1.6"/>',
    "cannot be checked": _RING.format(_BROKEN),
    "came true": _DIAMOND.format("currentColor", ""),
    "partly": _DIAMOND.format("none", "") + '<path d="M8 1.5V14.5L1.5 8Z" fill="currentColor"/>',
    "did not": _DIAMOND.format("none", ""),
    "too early or no forecast": _DIAMOND.format("none", _BROKEN),
}
SINCE = {"came true", "partly", "did not", "too early or no forecast"}
WORDS = {"does not hold": "Doesn’t hold", "cannot be checked": "Can’t be checked"}


@as_filter
def word(verdict: str) -> str:
    """The verdict as the page writes it."""
    if verdict not in MARKS:
        raise ValueError(f"no verdict is called {verdict!r}; they are: {', '.join(MARKS)}")
    return WORDS.get(verdict, verdict[0].upper() + verdict[1:])


@as_filter
def marked(verdict: str) -> Markup:
    """The verdict as inline HTML; the mark is hidden from screen readers, the word is not."""
    said = word(verdict)
    return Markup(render("verdict.html", since=verdict in SINCE, mark=MARKS[verdict], word=said))
