"""Every figure and finding that the book publishes, each in one place.

A chapter's calculations stand in `analysis/CHAPTER/numbers.py`; what a reader's card says of a number, and what a
finding says, in `numbers.toml` beside it:

    publish("moscow_km", lambda: cities().loc["moscow", "to_held"], rows={"cities": ["moscow"]})
    guard("moscow_beyond_250", lambda: value("moscow_km") > 250)

Prose quotes a number as ``{num}`moscow_km` ``. A sentence that compares, ranks or shares ends with the finding that
guards it (``{holds}`moscow_beyond_250` ``); the build fails with that sentence when the condition is false. Values are
computed once, on first use; a build computes them in one process, and its other processes read them.
"""

from __future__ import annotations

import json
import math
import os
import re
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cache, partial
from pathlib import Path

import pandas as pd

from brief import atomic_write, book, dates, reads
from brief.book import BOOK
from brief.data import tables

CHAPTERS = {page.replace("-", "_"): page for page in BOOK.chapters}

KEPT = "BRIEF_NUMBERS"  # the variable that names a file of `keep`
NBSP = "\u00a0"
DASH = "\u2013"
MINUS = "\u2212"
_WORDS = "none one two three four five six seven eight nine ten eleven twelve"
_SPELLED = {str(count): word for count, word in enumerate(_WORDS.split())}
_OFTEN = {"one": "once", "two": "twice"}  # for the unit times
_PLURALS = {"months", "days", "years", "cities", "events", "decisions", "deals", "parts"}

FILLED = re.compile(r"\{(\w+)(?:\|(\w+))?\}")  # a number in a text: {key}, {key|style}
Rows = Mapping[str, "str | Iterable[str] | pd.DataFrame | Callable[[], str | Iterable[str] | pd.DataFrame]"]


class RegisterError(ValueError):
    """A number or finding that does not exist, or that is defined twice or badly."""


@dataclass(frozen=True)
class Number:
    """One published value. `unit` is printed after it; `places` are decimals; `rows` name its evidence."""

    key: str
    chapter: str
    compute: Callable[..., object] = field(repr=False)
    meaning: str
    unit: str
    places: int
    when: str
    rows: Rows = field(repr=False)
    how: str
    sure: str
    claims: tuple[str, ...]
    since: bool
    searched: tuple[str, ...] = ()  # fields of its rows that rest on searches
    file: str = ""
    line: int = 0  # of the statement in the file that publishes it

    @property
    def _value(self):
        return _computed(self.key)

    @property
    def is_name(self) -> bool:
        """Whether the value is words, which have no bounds."""
        return isinstance(self._value, str)

    @property
    def bounds(self) -> tuple[float, float]:
        """Lowest and highest value (equal where there is one value)."""
        return self._value[0], self._value[-1]

    def text(self, bare: bool = False, words: bool = False) -> str:
        """The value as printed: rounded once, here; an interval whose ends round alike is one value.

        `bare` leaves the unit out; `words` spells a count up to twelve, and once or twice for so many times.
        """
        if isinstance(self._value, str):
            return self._value
        ends = list(dict.fromkeys(_rounded(end, self.places) for end in self.bounds))
        amount = DASH.join(_SPELLED.get(end, end) for end in ends) if words else DASH.join(ends)
        if bare or not self.unit:
            return amount
        if words and self.unit == "times" and amount in _OFTEN:
            return _OFTEN[amount]
        unit = self.unit[:-1] if ends == ["1"] and self.unit in _PLURALS else self.unit
        return f"{amount}{NBSP}{unit}"

    def row_ids(self) -> dict[str, list[str]]:
        """The rows that the value was computed from, as {table: ids}."""
        return ids_of(self.rows)

    def certainty(self) -> str:
        """How sure it is, and which searches its rows rest on."""
        if not self.searched:
            return self.sure
        done = pd.concat([tables.searches_of(table, ids, self.searched) for table, ids in self.row_ids().items()])
        vain, last = (done["result"] == tables.IN_VAIN).sum(), book.in_words(max(done["day"]))
        languages = ", ".join(sorted(set(" ".join(done["languages"]).split())))
        told = f"Searched in vain for {vain} of {len(done)}, by {last}, in {languages}; words in the table searches."
        return f"{self.sure} {told}"

    def known_on(self) -> date:
        """The first day on which every row behind the value was public."""
        days = [day for _, frame in self.evidence() for day in frame["known_on"].dropna()]
        return max(days).date() if days else dates.CUTOFF

    def evidence(self) -> list[tuple[str, pd.DataFrame]]:
        """The rows themselves, table by table; a named row that is missing is an error."""
        found = []
        for table, ids in self.row_ids().items():
            frame = tables.load(table)
            missing = sorted(set(ids) - set(frame["id"]))
            if missing:
                raise RegisterError(f"{self.key}: data/{table} has no row {missing[0]!r}")
            found.append((table, frame[frame["id"].isin(ids)]))
        return found


@dataclass(frozen=True)
class Finding:
    """A condition on published numbers, in words (`says`) and as code (`test`)."""

    key: str
    chapter: str
    says: str
    test: Callable[..., bool] = field(repr=False)
    since: bool = False

    def holds(self) -> bool:
        return bool(self.test())

    @property
    def numbers(self) -> tuple[str, ...]:
        """The keys of the published numbers that the condition reads, found by running it."""
        return _read_by(self.key)


_numbers: dict[str, Number] = {}
_findings: dict[str, Finding] = {}
_reads: dict[str, None] | None = None  # what the condition that is being run has read so far


def ids_of(rows: Rows) -> dict[str, list[str]]:
    """{table: ids} of rows that are named by their ids (a list, or words of one text), by ``*`` for all, or as a frame;
    a function may give any of these."""
    named = {}
    for table, found in rows.items():
        ids = found() if callable(found) else found
        if isinstance(ids, str):
            ids = tables.load(table) if ids == "*" else ids.split()
        named[table] = [str(one) for one in (ids["id"] if isinstance(ids, pd.DataFrame) else ids)]
    return named


CARD = ("meaning", "date", "how", "sure", "unit", "places", "claims", "since", "searched")


def publish(key: str, compute: Callable[..., object] | None = None, *, rows: Rows, **words) -> None:
    """Publish what `compute` returns: a number, a (low, high) pair or a name; without it, how many rows there are.

    `rows` names its evidence, {table: ids}. What its card says stands in the chapter's `numbers.toml` (`CARD` has the
    fields); words that follow from a table are given here. RegisterError: a key of two chapters, a missing word.
    """
    chapter, folder, line = _chapter(key)
    defaults = {"unit": "", "places": 0, "claims": (), "since": False}
    said = defaults | _toml(folder).get("defaults", {}) | _toml(folder).get(key, {}) | words
    if unknown := sorted(said.keys() - CARD):
        raise RegisterError(f"number {key}: {unknown[0]!r} is not a field that a card has")
    if missing := [name for name in CARD[:4] if not said.get(name)]:
        raise RegisterError(f"number {key}: {chapter}/numbers.toml has no {missing[0]!r} for it")
    compute = compute or (lambda: sum(map(len, ids_of(rows).values())))
    file = f"{BOOK.analysis.replace('.', '/')}/{chapter}/numbers.py"
    place = {"when": said.pop("date"), "rows": dict(rows), "file": file, "line": line}
    _numbers[key] = Number(key, chapter, compute, **said, **place)


def quote(table: str, columns: str, **rows: str) -> None:
    """Publish what cells of a table say, {key: row}: of one column, or of the low and the high end's (``low high``)."""
    for key, row in rows.items():
        publish(key, partial(_cells, table, row, columns.split()), rows={table: [row]})


def _cells(table: str, row: str, columns: list[str]) -> float | tuple[float, ...]:
    found = tuple(tables.load(table).set_index("id").loc[row, columns].astype(float))
    return found if len(found) > 1 else found[0]


def guard(key: str, test: Callable[..., bool], since: bool = False) -> None:
    """Publish a condition on numbers, for the sentences that state it.

    The table `findings` of the chapter's `numbers.toml` has it in words, for whoever must mend a sentence that fell.
    """
    chapter, folder, _ = _chapter(key)
    says = _toml(folder).get("findings", {}).get(key)
    if not says:
        raise RegisterError(f"finding {key}: {chapter}/numbers.toml has no words for it under [findings]")
    _findings[key] = Finding(key, chapter, says, test, since)


def _chapter(key: str) -> tuple[str, Path, int]:
    """The chapter that is being read, the folder of its analysis, and the line of its statement that is run."""
    frame = sys._getframe(1)
    while frame.f_back and frame.f_code.co_name != "<module>":
        frame = frame.f_back
    package = frame.f_globals["__name__"].partition(".numbers")[0]
    chapter = package.rpartition(".")[2]
    taken = _numbers.get(key) or _findings.get(key)
    if taken and taken.chapter != chapter:
        raise RegisterError(f"{key} is defined in {taken.chapter} and in {chapter}")
    return chapter, Path(sys.modules[package].__file__ or "").parent, frame.f_lineno


@cache
def _toml(folder: Path) -> dict[str, dict]:
    """The words of a chapter's cards by key; ``{name}`` in them stands for a phrase of the table `phrases`."""
    path = folder / "numbers.toml"
    if not path.exists():
        return {}
    try:
        read = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as problem:
        raise RegisterError(f"{folder.name}/numbers.toml: {problem}") from None
    phrases = read.pop("phrases", {})
    return {key: {name: _phrased(said, phrases) for name, said in card.items()} for key, card in read.items()}


def _phrased(said, phrases: dict[str, str]):
    if isinstance(said, str):
        for name, phrase in phrases.items():
            said = said.replace(f"{{{name}}}", phrase)
    return tuple(said) if isinstance(said, list) else said


@contextmanager
def _noting(read: dict[str, None] | None) -> Iterator[None]:
    """While the block runs, note in `read` the keys of the numbers that it asks for; None notes nothing."""
    global _reads
    before, _reads = _reads, read
    try:
        yield
    finally:
        _reads = before


@cache
def _read_by(key: str) -> tuple[str, ...]:
    read: dict[str, None] = {}
    with _noting(read):
        _findings[key].test()
    return tuple(read)


def keep(path: Path) -> None:
    """Compute every number and finding and write what they came to; a process whose `KEPT` names the file reads them
    there. Whoever writes it must see that it isn't read once data or code have changed."""
    said = {
        "numbers": [_plain(one, value=one._value, rows=one.row_ids()) for one in numbers()],
        "findings": [_plain(one, holds=one.holds(), reads=one.numbers) for one in findings()],
    }
    atomic_write.swap(path, json.dumps(said, ensure_ascii=False).encode())


def _plain(one: Number | Finding, **found) -> dict:
    return {name: said for name, said in vars(one).items() if name not in ("compute", "test")} | found


def _recalled(said: dict[str, list[dict]]) -> None:
    for one in said["numbers"]:
        _numbers[one["key"]] = Number(compute=partial(_again, one.pop("value")), **one)
    for one in said["findings"]:
        _findings[one["key"]] = Finding(test=partial(_again, one.pop("holds"), one.pop("reads")), **one)


def _again(found, reads: Iterable[str] = ()):
    """What was found before; the numbers that it was read from count as read."""
    for key in reads:
        get(key)
    return found


@cache
def _load_definitions():
    kept = Path(os.environ.get(KEPT, ""))
    if kept.is_file():
        _recalled(json.loads(kept.read_text(encoding="utf-8")))
    else:
        for module in CHAPTERS:
            book.analysis(module, "numbers")


@cache
def _computed(key: str) -> str | tuple[float, ...]:
    with _noting(None):  # what a number is computed from isn't what a condition on it reads
        found = _numbers[key].compute()
    if isinstance(found, str):
        return found
    ends = tuple(map(float, found if isinstance(found, (tuple, list)) else (found,)))
    if len(ends) > 2 or not all(map(math.isfinite, ends)) or list(ends) != sorted(ends):
        raise RegisterError(f"number {key}: {found!r} is neither a finite value nor a (low, high) pair")
    return ends


def _rounded(amount: float, places: int) -> str:
    # Half away from zero, as readers round; float noise is shaved first.
    scaled = round(abs(amount) * 10**places, 6)
    whole = math.floor(scaled + 0.5) / 10**places
    return (MINUS if amount < 0 and whole else "") + f"{whole:,.{places}f}"


def _look_up(shelf: dict, key: str, kind: str):
    _load_definitions()
    if key not in shelf:
        near = sorted(k for k in shelf if k[:4] == key[:4])[:4]
        hint = f"; near it: {', '.join(near)}" if near else ""
        raise RegisterError(f"no {kind} is called {key!r}{hint}")
    return shelf[key]


def get(key: str) -> Number:
    reads.note("number", key)
    found = _look_up(_numbers, key, "number")
    if _reads is not None:
        _reads[key] = None
    return found


def get_finding(key: str) -> Finding:
    reads.note("finding", key)
    return _look_up(_findings, key, "finding")


def numbers(chapter: str | None = None) -> list[Number]:
    """All numbers in the order of their definition, or those of one chapter module."""
    reads.note("chapter", chapter or "*")
    _load_definitions()
    return [n for n in _numbers.values() if chapter in (None, n.chapter)]


def findings(chapter: str | None = None) -> list[Finding]:
    _load_definitions()
    return [f for f in _findings.values() if chapter in (None, f.chapter)]


def value(key: str) -> float:
    """The single value of a number; an interval has two ends, so it is refused here."""
    low_end, high_end = get(key).bounds
    if low_end != high_end:
        raise RegisterError(f"{key} is an interval; use low() or high()")
    return low_end


def low(key: str) -> float:
    return get(key).bounds[0]


def high(key: str) -> float:
    return get(key).bounds[1]


def text(key: str, style: str = "", bare: bool = False) -> str:
    """What the page prints for a number, for example ``453 km`` with a no-break space.

    The styles of ``{num}`key|style` `` are `bare` (no unit) and `words` (a count up to twelve, spelled).
    """
    if style not in ("", "bare", "words"):
        raise RegisterError(f"{key}|{style}: a number is printed as it is, or with |bare or |words after its key")
    return get(key).text(bare=bare or style == "bare", words=style == "words")


def fill(template: str) -> str:
    """Replace ``{key}``, ``{key|bare}`` and ``{key|words}`` in titles and descriptions by their printed values."""
    return FILLED.sub(lambda found: text(found[1], found[2] or ""), template)


def card(key: str) -> dict:
    """Everything the reader's card says about a number, as plain JSON-ready values."""
    entry = get(key)
    rows, published = [], set[str]()
    for table, frame in entry.evidence():
        shown = frame.drop(columns=["geometry"], errors="ignore")
        cells = [[_cell(cell) for cell in row] for row in shown.head(8).itertuples(index=False)]
        rows.append({"table": table, "count": len(shown), "columns": list(shown.columns), "rows": cells})
        published.update(tables.sources_of(table, list(frame["id"])))
    return {
        "key": key,
        "text": entry.text(),
        "value": entry.text(bare=True),
        "unit": entry.unit,
        "date": entry.when,
        "meaning": entry.meaning,
        "published_by": [_sources()[source_id] for source_id in sorted(published)],
        "sure": entry.certainty(),
        "how": entry.how,
        "rows": rows,
        "since": entry.since,
        "chapter": CHAPTERS[entry.chapter],
        "cite": f"{BOOK.title}, number {key}: {entry.text()} ({entry.when}).",
    }


@cache
def _sources() -> dict[str, dict]:
    """{source id: what a card says of it}"""
    shown = tables.load("sources")[["id", "publisher", "title", "link", "date"]]
    return {row["id"]: {name: _cell(cell) for name, cell in row.items()} for row in shown.to_dict("records")}


def _cell(cell) -> str:
    if pd.isna(cell):
        return ""
    if isinstance(cell, pd.Timestamp):
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def frame(*keys: str) -> pd.DataFrame:
    """Published numbers as the rows of a chart: key, low, high, and what is said of them, without the unit."""
    rows = [(key, low(key), high(key), text(key, bare=True)) for key in keys]
    return pd.DataFrame(rows, columns=["key", "low", "high", "said"])


class Listing(pd.DataFrame):
    """A table that a notebook stores whole; pandas' own view would cut rows and words."""

    def _repr_html_(self) -> str:
        with pd.option_context("display.max_colwidth", None):
            return self.to_html(index=False, border=0)

    def __repr__(self) -> str:
        return self.to_csv(index=False, sep="\t")


def show(chapter: str) -> Listing:
    """The numbers of one chapter as a table: key, as printed, date, meaning. Kept in the notebook,
    so that the check of stored outputs compares every value that prose quotes."""
    return Listing(
        [{"number": n.key, "as printed": n.text(), "date": n.when, "meaning": n.meaning} for n in numbers(chapter)]
    )
