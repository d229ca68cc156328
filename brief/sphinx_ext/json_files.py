"""Data inside a page: JSON in a script element, which no text in it can end and no browser runs."""

from __future__ import annotations

import json


def text(content) -> str:
    """JSON, the same bytes for the same content, safe inside a script element."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).replace("<", "\\u003c")


def block(name: str, content, kind: str = "application/json") -> str:
    """A script element of a data type with this id."""
    return f'<script type="{kind}" id="{name}">{text(content)}</script>'
