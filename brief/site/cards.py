"""The cards of a page's numbers, as data that the page's script shows in place."""

from __future__ import annotations

from brief import register
from brief.site import data, dom
from brief.site.stock import Page

# What the card shows; the rest of `register.card` is for the numbers page.
SHOWN = ("text", "date", "meaning", "published_by", "sure", "how", "rows", "cite")


def block(page: Page) -> str:
    """A JSON script element with one card per number that the page links, or nothing."""
    keys = sorted({link.get("data-num") for link in dom.find(page.article, "a", "fa-num")})
    if not keys:
        return ""
    cards = {}
    for key in keys:
        try:
            card = register.card(key)
        except ValueError as problem:
            page.refuse(str(problem))
        cards[key] = {name: _typeset(card[name]) for name in SHOWN}
    return data.block("fa-cards", cards)


def _typeset(part):
    """Prose of a card with the apostrophe that the page has; lists are evidence and stay as they are."""
    return part.replace("'", "’") if isinstance(part, str) else part
