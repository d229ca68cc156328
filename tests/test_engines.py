"""The book in three engines, Chromium, Firefox and WebKit: every page loads quietly, and everything can be used."""

from __future__ import annotations

import pytest

from tests.conftest import PAGES

SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("path", PAGES)
def test_a_page_loads_quietly_and_fits_a_phone(engine, path):
    engine.open(path, 390)
    assert engine.errors() == []
    assert engine.evaluate(SIDEWAYS) <= 0, "the page scrolls sideways"
    assert engine.evaluate("document.fonts.size") > 0 and engine.text("h1").strip(), "no style, or no title"
