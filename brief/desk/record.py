"""What was accepted last: every published number as printed, and every verdict, in `brief/desk/accepted.csv`.

A small file of its own, so that old and new can be compared without git, and a second run costs nothing.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

from brief import ledger, register, tables

PATH = "brief/desk/accepted.csv"
COLUMNS = ("kind", "key", "printed")

VERDICTS = {"claims": "verdict_then", "steps": "verdict_then", "claims_since": "verdict_since",
            "steps_since": "verdict_since"}

Record = dict[tuple[str, str], str]


def current() -> Record:
    """{(kind, key): printed} as the book now stands; kind is number, verdict then or verdict since."""
    found = {("number", one.key): one.text() for one in register.numbers()}
    for name, column in VERDICTS.items():
        frame = tables.load(name)
        given = zip(frame["id"], frame[column], strict=True)
        found |= {(column.replace("_", " "), key): verdict for key, verdict in given if verdict}
    return found


def broken_verdicts() -> list[str]:
    """What the ledger refuses: verdicts that their rule or their claims don't give, reasons that no longer hold."""
    said = []
    for check in (ledger.claims, ledger.steps):
        try:
            check()
        except ledger.LedgerError as problem:
            said.append(str(problem))
    return list(dict.fromkeys(said))


def read(root: Path) -> Record:
    with (root / PATH).open(encoding="utf-8", newline="") as file:
        return {(row["kind"], row["key"]): row["printed"] for row in csv.DictReader(file)}


def as_csv(record: Record) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    # Sorted, so that two editors' changes meet only where both moved the same number.
    writer.writerows([*key, printed] for key, printed in sorted(record.items()))
    return out.getvalue().encode()
