"""The cards of a page's numbers, as data that the page's script shows in place."""

from __future__ import annotations

import json

from brief import numbers
from brief.sphinx_ext import build_cache, dom
from brief.sphinx_ext.data_files import json_block
from brief.sphinx_ext.page import Page

# What the card shows; the rest of `numbers.card` is for the numbers page.
SHOWN = ("text", "date", "meaning", "published_by", "sure", "how", "rows", "cite")


class Deck:
    """All numbers' cards, each made once and kept between builds under `key`, the book's `content_key`."""

    def __init__(self, shelf: build_cache.Shelf, key: str = ""):
        self._shelf, self._key = shelf, key
        kept = shelf.find("cards", key.encode())
        self._cards: dict[str, dict] = json.loads(kept) if kept else {}
        self._made = False

    def card(self, key: str) -> dict:
        """The card as `numbers.card` gives it. Raises ValueError for an unknown number."""
        if key not in self._cards:
            self._cards[key] = numbers.card(key)
            self._made = True
        return self._cards[key]

    def keep(self) -> None:
        """File what was made; not when data or code changed while it was being made."""
        if self._made and self._key == build_cache.content_key():
            self._shelf.put("cards", self._key.encode(), json.dumps(self._cards).encode())


def block(page: Page, deck: Deck) -> str:
    """A JSON script element with one card per number that the page links, or nothing."""
    keys = sorted({link.get("data-num") for link in dom.find(page.article, "a", "fa-num")})
    if not keys:
        return ""
    cards = {}
    for key in keys:
        try:
            card = deck.card(key)
        except ValueError as problem:
            page.refuse(str(problem))
        cards[key] = {name: _typeset(card[name]) for name in SHOWN}
    return json_block("fa-cards", cards)


def _typeset(part):
    """Prose of a card with the apostrophe that the page has; lists are evidence and stay as they are."""
    return part.replace("'", "’") if isinstance(part, str) else part
