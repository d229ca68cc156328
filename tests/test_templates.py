"""Templates are laid out for their readers, and nothing that is put into one can become markup or go missing."""

from __future__ import annotations

import pytest
from jinja2 import UndefinedError

from brief.templates import ENVIRONMENT


@pytest.mark.parametrize(
    "laid_out, made",
    [
        ("<ul>\n  {% if said %}\n  <li>\n    one\n    two</li>\n  {% endif %}\n</ul>\n", "<ul><li> one two</li></ul>"),
        ('<a class="b"\n  href="c">d</a>{{ " " }}\n<b>e</b>', '<a class="b" href="c">d</a> <b>e</b>'),
        ("<p>one</p>\n\n{% if said %}<p>two</p>{% endif %}", "<p>one</p>\n<p>two</p>"),
        ("<!DOCTYPE html>\n<p>\n</p>\n", "<!DOCTYPE html>\n<p>\n</p>\n"),
        ("<p>{{ said }}</p>", "<p>&lt;b&gt;\n&quot;it&#x27;s&quot;</p>"),
        ("<p>{{ said | prose }}</p>", '<p>&lt;b&gt;\n"it\'s"</p>'),
    ],
)
def test_line_ends_go_as_the_room_says_and_values_are_escaped_whole(laid_out, made):
    assert ENVIRONMENT.from_string(laid_out).render(said='<b>\n"it\'s"') == made


def test_a_name_that_nobody_gave_stops_the_render():
    with pytest.raises(UndefinedError, match="'said' is undefined"):
        ENVIRONMENT.from_string("<p>{{ said }}</p>").render()
