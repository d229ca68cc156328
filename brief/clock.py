"""What was known when: the cut-off of the book, and the vintages of its figures."""

import datetime as dt

import pandas as pd

CUTOFF = dt.date(2021, 12, 15)
EDITION = dt.date(2026, 11, 24)


def known(frame, as_of):
    """The rows that could be known on a day: `known_on` on that day or before it."""
    return frame[frame["known_on"] <= pd.Timestamp(as_of)].reset_index(drop=True)


def latest(frame, keys, as_of):
    """Of several vintages of one observation (rows alike in `keys`), the newest that could be known on a day."""
    seen = known(frame, as_of)
    newest = seen.groupby(keys, dropna=False)["known_on"].transform("max")
    return seen[seen["known_on"] == newest].reset_index(drop=True)
