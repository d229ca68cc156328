"""What was known when: the cut-off of the book, and the vintages of its figures.

`CUTOFF` and `EDITION`, the day to which this edition's evidence reaches, are said in `_config.yml`. A row is dated by
`known_on`, the first day on which it could be known publicly, and never by the year that it is about: a statistic for
one year that came out two years later was not known in the year between.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cache
from typing import TypeVar

import pandas as pd

from brief.book import BOOK
from brief.data import tables

CUTOFF, EDITION = BOOK.cutoff, BOOK.edition

Frame = TypeVar("Frame", bound=pd.DataFrame)


def known(frame: Frame, as_of: dt.date) -> Frame:
    """The rows of a table that could be known on a day: `known_on` is that day or before it.

    A row without `known_on` was not known. The index starts again at 0.
    """
    return frame[frame["known_on"] <= pd.Timestamp(as_of)].reset_index(drop=True)


@cache
def table(name: str, as_of: dt.date = CUTOFF) -> pd.DataFrame:
    """A table as it could be known on a day, by id, in its own order."""
    return known(tables.load(name), as_of).set_index("id", drop=False)


def latest(frame: Frame, keys: str | Sequence[str], as_of: dt.date) -> Frame:
    """Of several vintages of an observation, the newest that could be known on a day; one row per observation.

    `keys` are the columns that make rows one observation, such as year and partner. Raises ValueError when two vintages
    became known on the same day: two sources that differ, or a key too few, and neither may be dropped in silence.
    """
    keys = [keys] if isinstance(keys, str) else list(keys)
    seen = known(frame, as_of)
    newest = seen[seen["known_on"] == seen.groupby(keys, dropna=False)["known_on"].transform("max")]
    if (twice := newest.duplicated(keys)).any():
        row = newest.loc[twice.idxmax()]
        which = ", ".join(f"{key} {row[key]}" for key in keys)
        raise ValueError(f"two vintages of {which} became known on {row['known_on']:%Y-%m-%d}: say which one counts")
    return newest.reset_index(drop=True)
