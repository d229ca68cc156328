"""The cards of a page's numbers, as data that the page's script shows in place."""

from __future__ import annotations

from collections.abc import Callable

from brief.sphinx_ext import dom
from brief.sphinx_ext.data_files import json_block
from brief.sphinx_ext.page import Page

# What the card shows; the rest of `numbers.card` is for the numbers page.
SHOWN = ("text", "date", "meaning", "published_by", "sure", "how", "rows", "cite")


def block(page: Page, card: Callable[[str], dict]) -> str:
    """A JSON script element with one card per number that the page links, or nothing; `card` gives that of a key, as
    `numbers.card` does."""
    keys = sorted({link.get("data-num") for link in dom.find(page.article, "a", "fa-num")})
    if not keys:
        return ""
    cards = {}
    for key in keys:
        try:
            said = card(key)
        except ValueError as problem:
            page.refuse(str(problem))
        cards[key] = {name: _typeset(said[name]) for name in SHOWN}
    return json_block("fa-cards", cards)


def _typeset(part):
    """Prose of a card with the apostrophe that the page has; lists are evidence and stay as they are."""
    return part.replace("'", "’") if isinstance(part, str) else part
