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

from brief import checkouts, errors, numbers
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
    then, unknown = history.Since(), ""
    with tempfile.TemporaryDirectory() as folder:
        try:
            then = history.compared(root, checkouts.at_commit(past or root, since, Path(folder)))
        except checkouts.NoHistory as why:
            unknown = f"Rows: not known, since {why}"
    # In the list of changes a row's sources stand beside it.
    named = [edit for edit in then.edits if edit.table not in ("sources", tables.LINKS)] or then.edits
    told.rows = [edit.in_short() for edit in named]
    rows = [*map(str, then.edits), *then.files]
    told.add(unknown or _count(rows, "row"), rows)
    lines = usages.usages(root)
    keys = _tell_numbers(told, root, lines, then.base)
    _tell_findings(told, lines, keys)
    quoting = [str(line) for line in lines if line.line and keys & line.rests_on()]
    told.add(f"{_count(quoting, 'sentence')} to read again", quoting)
    if any(edit.table == tables.LINKS for edit in then.edits):
        newly = list(_newly_sourced(root, then.edits))
        told.add(f"{_count(newly, 'source line')} to read again", newly)
    if then.sentences:
        told.add(f"{_count(then.sentences, 'sentence')} edited", [_shown(here, one) for one in then.sentences])
    told.flaws = [f'{flaw.file}:{flaw.line}: {flaw.rule}: "{flaw.sentence}"' for rule in RULES for flaw in rule(here)]
    if told.flaws:
        told.add(f"{len(told.flaws)} to mend", told.flaws)
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
    # The list of changes is read by those who don't know the keys.
    meant = {one.key: f"{one.meaning.rstrip('.')}: " for one in numbers.numbers()}
    moved, said, verdicts = set(), [], []
    for kind, key in snapshot.moved(old, new):
        line = _moved(kind, key, old, new)
        if kind == "number":
            moved.add(key)
            told.moved.append(meant.get(key, "") + line)
            places = dict.fromkeys(line.place for line in lines if key in line.numbers)
            said.append(f"{line}   quoted: {', '.join(places) or 'nowhere in the text'}")
        elif kind.startswith("verdict"):
            verdicts.append(line)
    told.add(_count(said, "number"), said)
    if snapshot.moved(accepted, new) == [snapshot.CONTENT]:
        told.add("Stored outputs: older than the tables, code or cells that they come from", [])
    told.moved += verdicts
    told.fallen += (broken := snapshot.broken_verdicts())
    verdicts = [*verdicts, *(f"NOT given by its rule: {one}" for one in broken)]
    told.add(_count(verdicts, "verdict"), verdicts)
    if base is not None:
        earlier = [key for key in snapshot.moved(accepted, base) if key != snapshot.CONTENT]
        told.earlier = [_moved(*key, accepted, base) for key in earlier]
        value = _count(earlier, "value") if earlier else "no value, only stored outputs"
        heading = "Moved before this edit, by commits that nobody accepted; `accept` lists them apart from your reason"
        told.add(f"{heading}: {value}", told.earlier)
    return moved


def _moved(kind: str, key: str, old: snapshot.Record, new: snapshot.Record) -> str:
    was, now = (one.get((kind, key), "not published" if kind == "number" else "none") for one in (old, new))
    return f"{key} {was} -> {now}" if kind == "number" else f"{key}, {kind}: {was} -> {now}"


def _tell_findings(told: Report, lines: list[usages.Usage], moved: set[str]) -> None:
    """All findings are tested, since a row can also make one false whose numbers print as before."""
    findings, said = numbers.findings(), []
    fallen = [one for one in findings if not one.holds()]
    for one in fallen:
        said.append(f"NO LONGER TRUE: {one.key}: {one.says}")
        said += [f"  {line}" for line in lines if one.key in line.findings] or ["  stated nowhere"]
    told.fallen += [one.key for one in fallen]
    near = sum(bool(moved & set(one.numbers)) for one in findings)
    told.add(
        f"{_count(findings, 'finding')} re-checked, {near} of them resting on what moved: "
        + (f"{len(fallen)} fail" if fallen else "all still true"),
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
