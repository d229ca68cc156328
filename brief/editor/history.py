"""What an earlier commit held: its rows and sentences, and what it had moved itself that nobody accepted."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from brief import atomic_write, processes
from brief.data import tables
from brief.data.files import typed_rows
from brief.editor import snapshot
from brief.sphinx_ext import html_snippets
from brief.sphinx_ext.sentences import Sentence, sentences

LONGEST = 60  # characters of a cell in the list of changes


class Edit(NamedTuple):
    """A row that differs: its cells before and now, None where there was or is no such row, and its sources."""

    table: str
    key: str
    old: dict[str, str] | None
    new: dict[str, str] | None
    sources: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self._told([f"{name} {was} -> {now}" for name, was, now in self.moved()], ", ".join(self.sources))

    def in_short(self) -> str:
        """As readers of the list of changes want it: no long cell in full, each source by publisher and title."""
        cells = [
            f"{name} {was} -> {now}" if max(len(was), len(now)) <= LONGEST else f"{name} reworded"
            for name, was, now in self.moved()
        ]
        return self._told(cells, "; ".join(html_snippets.source_name(one, titled=True) for one in self.sources))

    def moved(self) -> list[tuple[str, str, str]]:
        """(column, before, now) of each cell that differs, in a row that was there and is."""
        old, new = self.old or {}, self.new or {}
        both = new if old else {}
        return [(name, old.get(name) or "empty", new[name] or "empty") for name in both if old.get(name) != new[name]]

    def _told(self, cells: list[str], sources: str) -> str:
        """File and row, what became of it, its sources."""
        what = "new row" if self.old is None else "row removed" if self.new is None else "; ".join(cells)
        return f"data/{self.table}.csv, {self.key}: {what}" + (f"   (source {sources})" if sources else "")


class Since(NamedTuple):
    """What differs from an earlier commit: rows, other files of `data/` (a line each), sentences that it hasn’t; and
    what it published, where nobody accepted that (`unaccepted`)."""

    edits: list[Edit] = []
    files: list[str] = []
    sentences: list[Sentence] = []
    base: snapshot.Record | None = None


def compared(root: Path, commit: Path) -> Since:
    """The book at `root` beside an earlier commit of it, laid out in a folder."""
    now, then = root / "data", commit / "data"
    paths = sorted({path.relative_to(folder) for folder in (now, then) for path in folder.rglob("*.*json")})
    changed = [path for path in paths if atomic_write.bytes_of(now / path) != atomic_write.bytes_of(then / path)]
    before = {(one.page, one.text, one.numbers) for one in sentences(commit / "chapters")}
    return Since(
        list(_rows(now, then)),
        [f"data/{path.as_posix()}: changed" for path in changed],
        [one for one in sentences(root / "chapters") if (one.page, one.text, one.numbers) not in before],
        unaccepted(commit, root),
    )


def _rows(now: Path, then: Path) -> Iterator[Edit]:
    """Rows of the tables in two folders that differ."""
    names = {path.name for folder in (now, then) for path in folder.glob("*.csv")}
    for name in sorted(name for name in names if not name.endswith(snapshot.BESIDE)):
        table, old, new = Path(name).stem, cells(then / name), cells(now / name)
        sourced = table not in ("sources", tables.LINKS)
        for key in [key for key in {**new, **old} if old.get(key) != new.get(key)]:
            sources = tables.sources_of(table, [key]) if sourced and key in new else []
            yield Edit(table, key, old.get(key), new.get(key), tuple(sources))


def unaccepted(commit: Path, root: Path) -> snapshot.Record | None:
    """What a commit, laid out, publishes, if that isn't what it says was accepted and the book at `root` has moved on
    from it; else None: then all that moved is the editor's own."""
    told = snapshot.read(commit)
    holds = snapshot.content(commit)
    if holds in (told.get(snapshot.CONTENT), snapshot.content(root)):
        return None
    # By the commit's own package, which may calculate otherwise than this one.
    ended = processes.python(commit, "-m", "brief.editor.snapshot", str(commit))
    # An older commit's package may not be able to say.
    return snapshot.parse(io.StringIO(ended.stdout)) or None


def cells(path: Path) -> dict[str, dict[str, str]]:
    """The rows of a table as typed, by their ids; none where there is no table."""
    return {row.get("id") or " ".join(row.values()): row for row in typed_rows(path)}
