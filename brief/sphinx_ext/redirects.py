"""Pages that have moved: the table `chapters/redirects.csv` of old and new names, so that a link given out still works.

Each old name stays as a page that leads on, which works on any host, and stands in `_redirects`, which some hosts obey.
"""

from __future__ import annotations

import csv
from pathlib import Path

from brief import book
from brief.sphinx_ext.addresses import link
from brief.sphinx_ext.page import PageError
from brief.templates import render

TABLE = book.ROOT / "chapters" / "redirects.csv"


def read(table: Path = TABLE) -> dict[str, str]:
    """{old name: new name}, as names in the site: ``chapters/hindsight.html``; nothing where no page has moved."""
    if not table.exists():
        return {}
    with table.open(encoding="utf-8", newline="") as file:
        return {row["old"]: row["new"] for row in csv.DictReader(file)}


def files(moved: dict[str, str], there: set[str], path: str) -> dict[str, bytes]:
    """The pages that lead on and the hosts' list. `there` are the site's files, `path` the book's path on its host.

    Raises PageError for a new name that isn't there and an old one that is.
    """
    made = {}
    for old, new in moved.items():
        if old in there or new.partition("#")[0] not in there:
            raise PageError(
                f"redirects.csv: {old} leads to {new}, but {old if old in there else new} "
                f"is {'still' if old in there else 'not'} a page"
            )
        made[old] = render("moved.html", target=link(old, new)).encode()
    if moved:
        made["_redirects"] = "".join(f"{path}{old} {path}{new} 301\n" for old, new in moved.items()).encode()
    return made
