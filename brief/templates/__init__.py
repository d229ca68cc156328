"""The engine's markup: pages, figures and lists as Jinja templates, which lie beside this file.

Python prepares plain data, templates have the tags: ``render("charts/figure.html", figure=..., ...)``. Whatever is put
into one is escaped, but in plain text (`.txt`), and a name that nobody gave stops the render. All know the `book`;
rooms further down lend templates their functions as filters (`as_filter`). What a figure needs lies in `charts/`, since
its chapter's stored outputs rest on it; a chapter's own lists lie beside its analysis, as ``overmatch/search.html``.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from markupsafe import Markup

from brief.book import BOOK, ROOT, in_words

Function = TypeVar("Function", bound=Callable)
_LINE_END = re.compile(r"[ \t]*\n\s*")


class _LineEnds(Extension):
    """Templates are laid out for their readers: between tags a line's end goes, beside words it is a space, and a blank
    line beside a tag is a line's end in the page. A whole page, from its doctype on, keeps its lines."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        whole = stream.current.value.startswith("<!DOCTYPE")
        for token in stream:
            is_text = token.type == "data" and not whole
            yield Token(token.lineno, token.type, _LINE_END.sub(_joined, token.value)) if is_text else token


def _joined(found: re.Match) -> str:
    """What a line's end in a template's text becomes."""
    before, after = found.string[: found.start()][-1:], found.string[found.end() :][:1]
    if found[0].count("\n") > 1 and before + after:
        return "\n"
    return "" if before in ("", ">") and after in ("", "<") else " "


def _escaped(value) -> Markup:
    """As the standard library escapes, so that a value reads alike wherever it was escaped."""
    return value if hasattr(value, "__html__") else Markup(html.escape(str(value)))


_COMMON: dict = {
    "keep_trailing_newline": True,
    "loader": FileSystemLoader([Path(__file__).parent, ROOT / BOOK.analysis]),
    "undefined": StrictUndefined,
}
ENVIRONMENT = Environment(autoescape=True, extensions=[_LineEnds], finalize=_escaped, **_COMMON)
ENVIRONMENT.globals["book"] = BOOK
_TEXT = Environment(trim_blocks=True, **_COMMON)
_TEXT.globals, _TEXT.filters = ENVIRONMENT.globals, ENVIRONMENT.filters


def render(template: str, **values) -> str:
    """A template filled in. Raises jinja2's UndefinedError for a value that it needs and nobody gave."""
    environment = _TEXT if template.endswith(".txt") else ENVIRONMENT
    return environment.get_template(template).render(values)


def as_filter(function: Function) -> Function:
    """Lend a function to all templates, under its own name; a decorator."""
    ENVIRONMENT.filters[function.__name__] = function
    return function


as_filter(in_words)


@as_filter
def count(number: int, noun: str) -> str:
    """``1 source``, ``3 sources``, with a no-break space."""
    return f"{number}\u00a0{noun}" if number == 1 else f"{number}\u00a0{noun}s"


@as_filter
def prose(text: str) -> Markup:
    """Running text, its quotation marks as they are."""
    return Markup(html.escape(text, quote=False))
