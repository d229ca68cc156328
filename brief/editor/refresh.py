"""What a publisher now prints, written beside the old table and shown before it counts.

Only rows that rest on the publisher's interface, or on a copy of it, are asked for; rows of a newspaper, and editions
of the time, stay as they are, and no year is added. The new rows name their edition and rest on a source of their own.
`_config.yml` says of each table how it is asked for, by which words its rows are known, on which source new ones rest.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path

from brief import atomic_write, checkouts
from brief.book import BOOK
from brief.data import tables
from brief.data.files import as_csv, typed_rows
from brief.editor import accept, data_apis
from brief.errors import Stopped

LINE = {"kind": "official statistics", "reliability": "primary", "read": "values, by the publisher’s interface"}


def refresh(root: Path, table: str, ask: data_apis.Fetch = data_apis.fetch, today: dt.date | None = None) -> None:
    """Write data/NAME.refreshed.csv, with the sources that it needs, beside the tables, and print what it would move.

    Nothing else is touched: the table changes when the editor accepts it. Raises Stopped.
    """
    if table not in BOOK.refresh:
        known = ", ".join(BOOK.refresh) or "none"
        raise Stopped(f"no open interface is known for {table!r}; there is one for {known}")
    made = refreshed(root / "data", table, ask, today or dt.date.today())
    with tempfile.TemporaryDirectory() as folder:
        copy = checkouts.as_it_stands(root, Path(folder) / "book")
        for name, content in made.items():
            (copy / "data" / f"{name}.csv").write_bytes(content)
        for name in tables.names(copy / "data"):
            tables.load(name, copy / "data")
        told = accept.judge(copy, root)
    atomic_write.write(root, {f"data/{name}{accept.REFRESHED}": content for name, content in made.items()})
    print(told["told"])
    print(f"Nothing is replaced yet: make accept takes data/*{accept.REFRESHED} over; delete them to leave things be.")


def refreshed(data: Path, name: str, ask: data_apis.Fetch, today: dt.date) -> dict[str, bytes]:
    """{table: new content} for the table itself, its rows' sources and the list of sources."""
    interface = BOOK.refresh[name]
    source = interface["source"]
    rows = typed_rows(data / f"{name}.csv")
    mine = [row for row in rows if interface["rows"] in row["vintage"]]
    values, updated = getattr(data_apis, interface["ask"])(mine, interface, ask)
    day = updated or today
    for row in mine:
        if float(row["value"]) != values[row["id"]]:
            row["value"] = f"{values[row['id']]}".removesuffix(".0")
            # A yearly figure was known when it was first printed; a revision shown as such, when it came.
            revised = "later" in row["vintage"] or "first published" in row["vintage"]
            row["known_on"] = row["known_on"] if revised else day.isoformat()
            told = f"update of {day.isoformat()}" if updated else f"asked on {day.isoformat()}"
            row["vintage"] = f"{source['publisher']}, {interface['rows']}, {told}; a later vintage"
            if "edition" in row:
                row["edition"] = f"{day:%B %Y}"
    changed = {row["id"] for row in mine if row["vintage"].endswith(f"{day.isoformat()}; a later vintage")}
    if not changed:
        raise Stopped(f"the publisher prints what data/{name}.csv already has; nothing to do")
    links = typed_rows(data / "row_sources.csv")
    links = [link for link in links if link["table"] != name or link["key"] not in changed]
    links += [{"table": name, "key": key, "source_id": source["id"]} for key in changed]
    links.sort(key=lambda link: tuple(link.values()))
    sources = [one for one in typed_rows(data / "sources.csv") if one["id"] != source["id"]]
    asked = {"date": day.isoformat(), "accessed": today.isoformat()}
    sources.append(dict.fromkeys(sources[0], "") | source | LINE | asked)
    sources.sort(key=lambda one: one["id"])
    return {name: _csv(rows), "row_sources": _csv(links), "sources": _csv(sources)}


def _csv(rows: list[dict[str, str]]) -> bytes:
    return as_csv([rows[0].keys(), *(row.values() for row in rows)])
