"""The page that a host shows for an address that isn't there, `404.html`."""

from __future__ import annotations

import re

from brief.sphinx_ext.layout import Frame

NAME = "404.html"
_RELATIVE = re.compile(r'\b(href|src|action)="(?![a-z][a-z0-9+.-]*:|/|#)([^"]*)"')


def frame() -> Frame:
    """The page in words."""
    main = (
        '<article><h1>Where is this page?</h1><p class="fa-standfirst">Not here: the address is wrong, or the page has '
        'moved.</p><p>Begin with <a href="index.html">the short answer</a>, or <a href="search.html">search the '
        "book</a>.</p></article>"
    )
    return Frame(NAME, "Where is this page?", "The address is wrong, or the page has moved.", "page", main)


def at_any_depth(text: str, path: str) -> str:
    """The page with addresses from the host's root: a host shows it under whatever address was asked for."""
    return _RELATIVE.sub(lambda found: f'{found[1]}="{path}{found[2]}"', text)
