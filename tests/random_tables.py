"""Tables made at random for property tests: any good rows of the table trade, as texts and as the values they mean."""

import pandas as pd
from hypothesis import assume
from hypothesis import strategies as st

from brief.data.files import GARBLED_TEXT

LETTERS = st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"])
WORDS = st.text(LETTERS | st.just("\n"), min_size=2, max_size=40)
TURKISH = st.text("abcIiçğıöşüÇĞİÖŞÜ ,;\"'-", min_size=1, max_size=20).map(lambda word: f"a{word}z")


@st.composite
def good_tables(draw, words=WORDS):
    """Rows of trade as (texts of a CSV, values expected of a frame)."""
    dates = st.dates(pd.Timestamp("2000-01-01").date(), pd.Timestamp("2030-01-01").date())
    texts, values = [], []
    for key in ("gas-2019", "gas-2020", "wheat-2020"):
        name, vintage = draw(words), draw(words)
        assume(all(word == word.strip() and not GARBLED_TEXT.search(word) for word in (name, vintage)))
        value = draw(st.none() | st.floats(0, 1e9).map(lambda number: round(number, 2)))
        day, checked = draw(st.none() | dates), draw(st.none() | st.booleans())
        row = [
            key,
            name,
            draw(st.sampled_from(["RUS", "UKR"])),
            draw(st.integers(2000, 2025)),
            value,
            "million m3",
            day,
            checked,
            draw(st.sampled_from([None, "ankara", "kyiv"])),
            draw(dates),
            vintage,
        ]
        values.append(row)
        texts.append([as_text(cell) for cell in row])
    return texts, values


def as_text(cell):
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return f"{cell:.2f}" if isinstance(cell, float) else str(cell)


def as_lists(frame):
    cells = frame.astype(object).where(frame.notna(), None).to_numpy().tolist()
    return [[cell.date() if isinstance(cell, pd.Timestamp) else cell for cell in row] for row in cells]
