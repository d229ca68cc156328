"""The form above a long list: words to look for and, where there is one, a choice. `assets/find.js` makes it work.

Without scripts the form isn't shown and the whole list is.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

# What the script shows or hides, and the headed groups that it hides when they are empty.
ITEM, GROUP = "data-find-item", "data-find-group"
# What no search looks into: words that stand in every item.
NOT = "data-find-not"
# Hidden until the script takes over, so that a page doesn't jump: what lies beyond the first few.
LATER = "fa-later"


def form(noun: str, words: str, choice: str = "", at_once: int = 0) -> str:
    """The form, and the line that says how much was found.

    `noun` is what is listed, in the plural; `words` labels the search box; `choice` is the HTML of a select with its
    label; `at_once` is how many items are shown at first, 0 for all.
    """
    return (
        f'<form class="fa-find fa-script" role="search" aria-label="{escape(words)}" data-noun="{noun}" '
        f'data-at-once="{at_once}">{choice}'
        f'<div><label for="fa-find-words">{escape(words)}</label>'
        '<input type="search" id="fa-find-words" autocomplete="off" spellcheck="false"></div></form>'
        '<p class="fa-find-said fa-script" role="status"></p>'
    )


def select(name: str, label: str, groups: Sequence[tuple[str, str, Sequence[tuple[str, str]]]]) -> str:
    """A choice that filters by the items' ``data-NAME``.

    `groups` are (heading, class, options) with options (value, words); options under an empty heading stand alone.
    """

    def options(pairs):
        return "".join(f'<option value="{escape(value)}">{escape(words)}</option>' for value, words in pairs)

    def group(heading, marks, pairs):
        if not heading:
            return options(pairs)
        return f'<optgroup label="{escape(heading)}" class="{marks}">{options(pairs)}</optgroup>'

    listed = "".join(group(*one) for one in groups)
    return (
        f'<div><label for="fa-find-choice">{escape(label)}</label>'
        f'<select id="fa-find-choice" class="fa-select" name="{name}">{listed}</select></div>'
    )


def more(at_once: str) -> str:
    """The button under the list; `at_once` is the number in words."""
    return f'<p class="fa-find-more fa-script"><button type="button">Show {at_once} more</button></p>'
