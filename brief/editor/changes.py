"""What an edit moves, told before anything is stored: rows, numbers, verdicts, findings, sentences, print and keys.

Numbers and verdicts are compared with `tests/outputs/accepted.csv`, what was accepted last; rows and sentences with the
last commit, or with an older one. Where there is no history (a folder without git) rows are left out, and why is said.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from brief import checkouts, errors
from brief import numbers as register
from brief.book import BOOK
from brief.data import tables
from brief.editor import history, snapshot, usages
from brief.lint import book, characters, lists, pages
from brief.lint.book import Book
from brief.sphinx_ext import sentences

AGAIN = "make changes   (without make: python3 -m brief changes)"
ACCEPT = 'make accept WHY="..."   (without make: python3 -m brief accept "...")'
TEST = "make test   (without make: python3 -m brief test), then commit, and push or open a pull request"
CHECK = f"{book.AGAIN}, then commit, and push or open a pull request, which runs the tests (here: make test)"
NOTHING = "nothing; all is as accepted"
# What a row says of when and where its value was printed: a new source may make it untrue.
DATING = ("edition", "known_on", "vintage")
# What a sentence may not hold; the other rules are `make check`'s.
RULES = (pages.no_quantity_typed, lists.keys_are_published)


@dataclass
class Report:
    """What moved, as lines to print under headings, and whether it may be accepted as it is."""

    sections: list[tuple[str, list[str]]] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    earlier: list[str] = field(default_factory=list)
    fallen: list[str] = field(default_factory=list)
    flaws: list[str] = field(default_factory=list)
    stored: bool = True
    current: snapshot.Record = field(default_factory=dict)

    def add(self, heading: str, lines: list[str]) -> None:
        self.sections.append((heading, lines))

    def count(self, what: str, more: str, lines: list[str]) -> None:
        self.add(_count(lines, what) + more, lines)

    @property
    def to_mend(self) -> bool:
        return bool(self.fallen or self.flaws)

    @property
    def next(self) -> str:
        if self.to_mend:
            return f"mend what is named above, then {AGAIN}"
        if not self.stored:
            return ACCEPT
        if self.rows or self.moved:
            return TEST
        return CHECK if any(lines for _, lines in self.sections) else NOTHING

    @property
    def body(self) -> str:
        return "\n".join(heading + "".join(f"\n  {line}" for line in lines) for heading, lines in self.sections)

    def __str__(self) -> str:
        return f"{self.body}\nNext: {self.next}"


def tell(root: Path, since: str) -> int:
    """Print what moved; 1 if something is to be mended."""
    told = report(root, since=since)
    print(told)
    return int(told.to_mend)


def report(root: Path, past: Path | None = None, since: str = "HEAD") -> Report:
    """Compare the book at `root`, which must be the book that this process imports, with what was accepted last.

    `past` is the folder whose commit `since` is meant, when `root` is a copy of it. Raises TableError for a bad row,
    ValueError for a commit that isn't there.
    """
    here, told = Book(root), Report()
    for odd in characters.nothing_foreign(here):
        raise ValueError(f"{odd.file}:{odd.line}: {odd.rule}, then {AGAIN}")
    edits: list[history.Edit] = []
    edited: list[sentences.Sentence] = []
    files: list[str] = []
    base, unknown = None, ""
    with tempfile.TemporaryDirectory() as folder:
        try:
            then = checkouts.at_commit(past or root, since, Path(folder))
        except checkouts.NoHistory as why:
            unknown = f"Rows: not known, since {why}"
        else:
            edits, files = history.rows(root / "data", then / "data"), history.other_files(root / "data", then / "data")
            edited = history.sentences(root / "chapters", then / "chapters")
            base = history.unaccepted(then, root)
    # In the list of changes a row's sources stand beside it.
    named = [edit for edit in edits if edit.table not in ("sources", tables.LINKS)] or edits
    told.rows = [edit.in_short() for edit in named]
    rows = [*map(str, edits), *files]
    told.add(unknown or _count(rows, "row"), rows)
    lines = usages.usages(root)
    keys = _tell_numbers(told, root, lines, base)
    _tell_findings(told, lines, keys)
    quoting = [line for line in lines if keys & line.rests_on()]
    told.count("sentence", " to read again", [str(line) for line in quoting if line.line])
    if any(edit.table == tables.LINKS for edit in edits):
        told.count("source line", " to read again", list(_newly_sourced(root, edits)))
    if edited:
        told.count("sentence", " edited", [_shown(here, one) for one in edited])
    told.flaws = [f'{flaw.file}:{flaw.line}: {flaw.rule}: "{flaw.sentence}"' for rule in RULES for flaw in rule(here)]
    if told.flaws:
        told.add(f"{len(told.flaws)} to mend", told.flaws)
    if also := _also(root, {line.page for line in quoting} | {one.page for one in edited}):
        told.add("Also made anew by the next build: " + "; ".join(also), [])
    return told


def _count(things, word: str) -> str:
    return f"{len(things)} {word}{'' if len(things) == 1 else 's'}"


def _shown(here: Book, sentence: sentences.Sentence) -> str:
    file, line = here.file(sentence.page), here.line(sentence.page, sentence.source)
    return f'{file}:{line} "{usages.as_read(sentence.source)}"'


def _tell_numbers(told: Report, root: Path, lines: list[usages.Usage], base: snapshot.Record | None) -> set[str]:
    """The numbers and verdicts that moved; gives the keys of the numbers.

    `base` is what an unaccepted commit published: what it had moved is told apart, since the edit didn't.
    """
    accepted, new = snapshot.read(root), snapshot.current(root)
    old = accepted if base is None else base
    told.current, told.stored = new, accepted == new
    moved = [key for key in {**old, **new} if old.get(key) != new.get(key)]
    numbers = [key for kind, key in moved if kind == "number"]
    # The list of changes is read by those who don't know the keys.
    meant = {one.key: f"{one.meaning.rstrip('.')}: " for one in register.numbers()}
    said = []
    for key in numbers:
        places = dict.fromkeys(line.place for line in lines if key in line.numbers)
        line = _moved("number", key, old, new)
        told.moved.append(meant.get(key, "") + line)
        said.append(f"{line}   quoted: {', '.join(places) or 'nowhere in the text'}")
    told.count("number", "", said)
    if [key for key in {**accepted, **new} if accepted.get(key) != new.get(key)] == [snapshot.CONTENT]:
        told.add("Stored outputs: older than the tables, code or cells that they come from", [])
    verdicts = [_moved(kind, key, old, new) for kind, key in moved if kind.startswith("verdict")]
    told.moved += verdicts
    broken = snapshot.broken_verdicts()
    told.fallen += broken
    told.count("verdict", "", [*verdicts, *(f"NOT given by its rule: {one}" for one in broken)])
    if base is not None:
        differ = [key for key in {**accepted, **base} if accepted.get(key) != base.get(key) and key != snapshot.CONTENT]
        told.earlier = [_moved(*key, accepted, base) for key in differ]
        told.add(
            "Moved before this edit, by commits that nobody accepted; `accept` lists them apart from your reason: "
            + (_count(differ, "value") if differ else "no value, only stored outputs"),
            told.earlier,
        )
    return set(numbers)


def _moved(kind: str, key: str, old: snapshot.Record, new: snapshot.Record) -> str:
    was, now = (one.get((kind, key), "not published" if kind == "number" else "none") for one in (old, new))
    return f"{key} {was} -> {now}" if kind == "number" else f"{key}, {kind}: {was} -> {now}"


def _tell_findings(told: Report, lines: list[usages.Usage], moved: set[str]) -> None:
    """All findings are tested, since a row can also make one false whose numbers print as before."""
    findings = register.findings()
    false = [one for one in findings if not one.holds()]
    said = []
    for one in false:
        said.append(f"NO LONGER TRUE: {one.key}: {one.says}")
        said += [f"  {line}" for line in lines if one.key in line.findings] or ["  stated nowhere"]
    told.fallen += [one.key for one in false]
    near = sum(bool(moved & set(one.numbers)) for one in findings)
    told.add(
        f"{_count(findings, 'finding')} re-checked, {near} of them resting on what moved: "
        + ("all still true" if not false else f"{len(false)} fail"),
        said,
    )


def _newly_sourced(root: Path, edits: list[history.Edit]) -> Iterator[str]:
    """Rows that have a new source and cells that it may have made untrue, those edited too apart."""
    rows = {(edit.table, edit.key): edit for edit in edits}
    links = (edit.new for edit in edits if edit.table == tables.LINKS and edit.new)
    for table, key in dict.fromkeys((link["table"], link["key"]) for link in links):
        edit = rows.get((table, key))
        if edit and edit.old is None:
            continue
        moved = {name for name, *_ in edit.moved()} if edit else set()
        row = history.cells(root / "data" / f"{table}.csv").get(key, {})
        if kept := [f"{name} {row[name]}" for name in DATING if row.get(name) and name not in moved]:
            file, line = tables.row_of(table, key)
            yield f"{file}:{line}, {key}, has a new source and still says {'; '.join(kept)}"


def _also(root: Path, pages: set[str]) -> list[str]:
    """Print and class matter that quote what moved or what was edited, on these pages, where the book has them."""
    lessons = {path.stem.removeprefix("class-") for path in (root / "chapters").glob("class-*.md")}
    keys = {f"class-{page}" for page in pages & lessons}
    found = ["the two-page PDF"] if "brief" in pages and BOOK.pdf else []
    if named := sorted(keys | {page for page in pages if page.startswith("class-")}):
        found.append(f"class sheets and keys: {', '.join(named)}")
    return [*found, "the reading level on the page for teachers"] if keys else found


def main(argv: list[str]) -> None:
    """For a copy of the book: print what may be accepted, as JSON."""
    copy, root = map(Path, argv)
    told = report(copy, past=root)
    said = {name: getattr(told, name) for name in ("rows", "moved", "earlier", "fallen")}
    print(json.dumps(said | {"told": told.body, "record": snapshot.as_csv(told.current).decode()}))


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except Exception as problem:
        sys.exit(errors.said(problem))
