"""What an edit moves, told before anything is stored: rows, numbers, verdicts, findings, sentences, print and keys.

Numbers and verdicts are compared with `brief/desk/accepted.csv`, what was accepted last; rows and sentences with the
last commit. Where there is no history (a folder without git) rows are left out, and that is said.
"""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from brief import register, tables
from brief.desk import quotes, record
from brief.site import prose

ACCEPT = 'make accept WHY="..."   (without make: python -m brief accept "...")'
TYPED = "typed, not published"
TEST = "make test   (without make: python -m brief test)"


@dataclass
class Report:
    """What moved, as lines to print under headings, and whether it may be accepted as it is."""

    sections: list[tuple[str, list[str]]] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    fallen: list[str] = field(default_factory=list)
    stored: bool = True
    next: str = ""

    def add(self, heading: str, lines: list[str]) -> None:
        self.sections.append((heading, lines))

    def __str__(self) -> str:
        told = [heading + "".join(f"\n  {line}" for line in lines) for heading, lines in self.sections]
        return "\n".join([*told, f"Next: {self.next}"])


def report(root: Path, history: Path | None = None) -> Report:
    """Compare the book at `root`, which must be the book that this process imports, with what was accepted last.

    `history` is the folder whose last commit is meant, when `root` is a copy of it. Raises TableError for a bad row.
    """
    told = Report()
    with tempfile.TemporaryDirectory() as folder:
        last = _last_commit(history or root, Path(folder))
        rows = _rows(root / "data", last / "data") if last else []
        edited = _sentences(root, last) if last else []
    _tell_rows(told, rows, known=last is not None)
    lines = quotes.lines(root)
    keys = _tell_numbers(told, root, lines)
    _tell_findings(told, lines, keys)
    again = [line for line in lines if line.line and keys & _numbers_of(line)]
    told.add(f"{_count(again, 'sentence')} to read again", [str(line) for line in again])
    if edited:
        told.add(f"{_count(edited, 'sentence')} edited", edited)
    also = _also(root, lines, keys)
    if also:
        told.add("Also made anew by the next build: " + "; ".join(also), [])
    told.next = _next(told, edited)
    return told


def _next(told: Report, edited: list[str]) -> str:
    if told.fallen:
        return "mend what is no longer true (a sentence, a title or a row, named above), then make changes"
    if any(TYPED in sentence for sentence in edited):
        return "publish or guard the quantity that was typed (CONTRIBUTING.md, How to add), then make changes"
    if not told.stored:
        return ACCEPT
    moved = edited or any(lines for _, lines in told.sections)
    return f"{TEST}, then commit" if moved else "nothing; all is as accepted"


# --- what was


def _last_commit(root: Path, folder: Path) -> Path | None:
    """The data, pages and package of the last commit, laid out in `folder`; None where there is no history."""
    try:
        made = subprocess.run(["git", "archive", "HEAD", "data", "chapters", "brief"], cwd=root, capture_output=True,
                              check=False)
    except FileNotFoundError:
        return None
    if made.returncode:
        return None
    with tarfile.open(fileobj=io.BytesIO(made.stdout)) as archive:
        archive.extractall(folder, filter="data")
    return folder


def _rows(now: Path, then: Path) -> list[str]:
    """Rows that differ, one line each: file and row, each cell that moved, the row's sources."""
    found = []
    names = {path.name for folder in (now, then) for path in folder.glob("*.csv")}
    for name in sorted(name for name in names if not name.endswith(record.BESIDE)):
        old, new = _table(then / name), _table(now / name)
        for key in [*new, *(key for key in old if key not in new)]:
            if old.get(key) != new.get(key):
                found.append(f"data/{name}, {key}: {_cells(old.get(key), new.get(key))}{_source(name, key, new)}")
    for path in sorted({path.relative_to(folder) for folder in (now, then) for path in folder.rglob("*.*json")}):
        if _bytes(now / path) != _bytes(then / path):
            found.append(f"data/{path.as_posix()}: changed")
    return found


def _table(path: Path) -> dict[str, dict[str, str]]:
    if not path.exists():
        return {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    return {row.get("id") or " ".join(row.values()): row for row in rows}


def _cells(old: dict | None, new: dict | None) -> str:
    if old is None:
        return "new row"
    if new is None:
        return "row removed"
    return "; ".join(f"{name} {old.get(name) or 'empty'} -> {new.get(name) or 'empty'}"
                     for name in new if old.get(name) != new[name])


def _source(file: str, key: str, rows: dict) -> str:
    name = Path(file).stem
    if key not in rows or name in ("sources", tables.LINKS):
        return ""
    found = tables.sources_of(name, [key])
    return f"   (source {', '.join(found)})" if found else ""


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.exists() else b""


def _sentences(root: Path, last: Path) -> list[str]:
    """Sentences that the last commit doesn't have, with the quantities in them that nobody published."""
    before = {(one.page, one.text) for one in prose.sentences(last / "chapters")}
    found = []
    for one in prose.sentences(root / "chapters"):
        if (one.page, one.text) not in before:
            typed = one.unpublished()
            flaw = f"   {TYPED}: {', '.join(typed)}" if typed else ""
            text = re.sub(r"\s+([.?!,])", r"\1", one.text.replace(prose._NUM, "#"))
            found.append(f'{one.page}, {one.section}: "{text}"{flaw}')
    return found


# --- what is


def _count(things, word: str) -> str:
    return f"{len(things)} {word}{'' if len(things) == 1 else 's'}"


def _tell_rows(told: Report, rows: list[str], known: bool) -> None:
    heading = _count(rows, "row") if known else "Rows: not known, since there is no git history here"
    told.add(heading, rows)


def _tell_numbers(told: Report, root: Path, lines: list[quotes.Line]) -> set[str]:
    """The numbers and verdicts that moved; gives the keys of the numbers."""
    old, new = record.read(root), record.current(root)
    moved = [key for key in {**old, **new} if old.get(key) != new.get(key)]
    told.stored = not moved
    numbers = [key for kind, key in moved if kind == "number"]
    said = []
    for key in numbers:
        was, now = (one.get(("number", key), "not published") for one in (old, new))
        places = list(dict.fromkeys(f"{line.page} ({line.text})" if line.text.startswith("figure ") else line.page
                                    for line in lines if key in line.numbers))
        told.moved.append(f"{key} {was} -> {now}")
        said.append(f"{key}  {was} -> {now}   quoted: {', '.join(places) or 'nowhere in the text'}")
    told.add(_count(said, "number"), said)
    verdicts = [f"{key}, {kind}: {old.get((kind, key), 'none')} -> {new.get((kind, key), 'none')}"
                for kind, key in moved if kind.startswith("verdict")]
    told.moved += verdicts
    broken = record.broken_verdicts()
    told.fallen += broken
    told.add(_count([*verdicts, *broken], "verdict"), [*verdicts, *(f"NOT given by its rule: {one}" for one in broken)])
    return set(numbers)


def _numbers_of(line: quotes.Line) -> set[str]:
    """The numbers that a line quotes, and those that the findings it states rest on."""
    known = {one.key: one for one in register.findings()}
    return {*line.numbers, *(key for name in line.findings if name in known for key in known[name].numbers)}


def _tell_findings(told: Report, lines: list[quotes.Line], moved: set[str]) -> None:
    """All findings are tested, since a row can also make one false whose numbers print as before."""
    findings = register.findings()
    false = [one for one in findings if not one.holds()]
    said = []
    for one in false:
        said.append(f"NO LONGER TRUE: {one.key}: {one.says}")
        said += [f"  {line}" for line in lines if one.key in line.findings] or ["  stated nowhere"]
    told.fallen += [one.key for one in false]
    near = sum(bool(moved & set(one.numbers)) for one in findings)
    told.add(f"{_count(findings, 'finding')} re-checked, {near} of them resting on what moved: "
             + ("all still true" if not false else f"{len(false)} fail"), said)


def _also(root: Path, lines: list[quotes.Line], moved: set[str]) -> list[str]:
    """Print and class matter that quote what moved, where the book has them."""
    pages = sorted({line.page for line in lines if moved & _numbers_of(line)})
    sheets = [page for page in pages if page.startswith("class-")]
    lessons = {path.stem.removeprefix("class-") for path in (root / "chapters").glob("class-*.md")}
    keys = [f"class-{page}" for page in pages if page in lessons]
    found = ["the two-page PDF"] if "brief" in pages and (root / "brief" / "print").is_dir() else []
    if named := sorted({*sheets, *keys}):
        found.append(f"class sheets and keys: {', '.join(named)}")
    return found


def main(argv: list[str]) -> None:
    """For a copy of the book: print what may be accepted, as JSON."""
    root, history = map(Path, argv)
    told = report(root, history)
    print(json.dumps({"told": str(told), "moved": told.moved, "fallen": told.fallen,
                      "record": record.as_csv(record.current(root)).decode()}))


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except ValueError as problem:
        sys.exit(str(problem))
