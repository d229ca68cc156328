"""The one door for figures: what a figure must have, and the object that shows it.

>>> Figure("reach-map", sources=..., table=..., draw=...)

What it says stands in the chapter's file (`captions`): texts may quote published numbers as ``{key}`` or
``{key|bare}``, and what the code `says` as ``{name}``; `holds` names the findings that the title states. A figure
without title, unit, sources, four levels of description, a table and something to draw is refused with a `ValueError`
that names the figure and what is missing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import NoReturn

import pandas as pd

from brief import numbers
from brief.charts import KIND, captions, svg, vega_spec
from brief.charts import html as render
from brief.charts.controls import Buttons, Choice, Number, Presets, Sentence
from brief.charts.marks import WIDE
from brief.charts.theme import colour, solid
from brief.data import tables
from brief.numbers import Rows

__all__ = ["WIDE", "Buttons", "Choice", "Figure", "Number", "Presets", "Sentence", "colour"]

NARROW = 328  # px: the column of a 360 px phone
LONGEST_TITLE = 110
GRADES = {"primary": 0, "secondary": 1, "weak": 2}  # of a source, by how close it stands to the fact
OF_A_SOURCE = ("id", "publisher", "kind", "title", "link")
WIDTHS = {"wide": WIDE, "narrow": NARROW}


class Figure:
    """A finding, drawn. It leaves a notebook's cell as data, of which each kind of book makes its own; beside that as a
    picture for other programs, and as its description in plain text."""

    def __init__(
        self,
        key: str,
        table: pd.DataFrame,
        rows: Rows | None = None,
        drawn: Sequence[str] = (),
        sources: Sequence[str] = (),
        draw: Callable | None = None,
        html: Callable[[], str] | None = None,
        controls: Sequence[Number | Choice | Presets] = (),
        sentence: Sentence | None = None,
        since: bool = False,
        boundary: bool = False,
        says: Mapping[str, str] = {},  # noqa: B006
        **given,
    ):
        self.key, self.table = key, table
        self.source_rows = self._sources_of(rows or {}, drawn, sources)
        self.sources = tuple(row.id for row in self.source_rows)
        self.controls, self.sentence, self.since, self.boundary = tuple(controls), sentence, since, boundary
        self.html, self.body, self.spec = html, "", ""
        self.pictures: dict[str, str] = {}
        self.numbers: list[str] = []
        if not re.fullmatch(r"[a-z][a-z0-9-]*", key or ""):
            raise ValueError(f"figure {key!r}: its key is not a lower-case slug")
        if unknown := sorted(given.keys() - captions.FIELDS):
            self._refuse(f"{unknown[0]!r} is nothing that a figure has")
        said, self.says_too = captions.of(key) | given, says
        self.holds = tuple(said.get("holds", ()))
        self.title = self._filled(said.get("title", ""), "a title")
        self.unit = self._filled(said.get("unit", ""), "a unit line")
        self.note = self._filled(said.get("note", ""), None)
        levels = said.get("description", ())
        self.description = tuple(self._filled(level, "a level of its description") for level in levels)
        legend = said.get("legend", ())
        self.legend = [(shape, colour(name), self._filled(label, "a legend's words")) for shape, name, label in legend]
        self._check_contract(draw)
        self._check_findings()
        self._draw(draw) if draw else self._list(html)

    def _sources_of(self, rows: Rows, drawn: Sequence[str], named: Sequence[str]) -> list:
        """Rows of `data/sources.csv`: those named, then those behind the rows and the numbers drawn, each once and
        primary publishers first."""
        known = {row.id: row for row in tables.load("sources").itertuples(index=False)}
        if unknown := [source for source in named if source not in known]:
            self._refuse(f"source {unknown[0]!r} is not in data/sources.csv")
        behind = [numbers.ids_of(one) for one in (rows, *(numbers.get(key).rows for key in drawn))]
        found = [source for one in behind for table, ids in one.items() for source in tables.sources_of(table, ids)]
        found.sort(key=lambda source: GRADES.get(known[source].reliability, len(GRADES)))
        return [known[source] for source in dict.fromkeys([*named, *found])]

    def _refuse(self, problem: str) -> NoReturn:
        raise ValueError(f"figure {self.key}: {problem}")

    def _filled(self, text: str, missing: str | None) -> str:
        if missing and not (text or "").strip():
            self._refuse(f"{missing} is missing")
        for name, said in self.says_too.items():
            text = text.replace(f"{{{name}}}", said)
        keys = re.findall(r"\{(\w+)(?:\|\w+)?\}", text)
        for key in keys:
            if self._published(numbers.get, key).since and not self.since:
                self._refuse(f"quotes {key}, which was known only after the cut-off, outside Since then")
        self.numbers += [key for key in keys if key not in self.numbers]
        return numbers.fill(text)

    def _published(self, look_up, key: str):
        try:
            return look_up(key)
        except ValueError as problem:
            self._refuse(str(problem))

    def _check_contract(self, draw) -> None:
        title, levels = len(self.title), len(self.description)
        for problem, found in {
            f"the title has {title} characters; at most {LONGEST_TITLE}": title > LONGEST_TITLE,
            f"the description has {levels} levels of four": levels != 4,
            "source ids are missing": not self.sources,
            "the table is missing or empty": not isinstance(self.table, pd.DataFrame) or self.table.empty,
            "needs either draw or html": bool(draw) == bool(self.html),
            "has a live sentence but no control that could change it": self.sentence and not self.controls,
        }.items():
            if found:
                self._refuse(problem)
        for control in self.controls:
            if flaw := control.problem(self.controls):
                self._refuse(f"control {getattr(control, 'param', control.label)}: {flaw}")

    def _check_findings(self) -> None:
        for key in self.holds:
            found = self._published(numbers.get_finding, key)
            if found.since and not self.since:
                self._refuse(f"rests on {key}, which was known only after the cut-off, outside Since then")
            if not found.holds():
                self._refuse(f'the finding {key} is false, so this title is too: "{self.title}"')

    def _draw(self, draw) -> None:
        specs = {}
        for size, width in WIDTHS.items():
            specs[size] = vega_spec.sized(draw(width).to_dict(), width)
            if "title" in specs[size]:
                self._refuse("the chart has a title of its own; titles are HTML")
            drawn = vega_spec.picture(specs[size])
            try:
                svg.check(drawn, width)
            except ValueError as problem:
                self._refuse(f"the {size} picture {problem}")
            self.pictures[size] = svg.slim(drawn, self.key, size)
        for spec in specs.values():
            self._check_settings({param["name"]: param for param in spec.get("params", [])}, spec)
        self.spec = vega_spec.payload(specs["wide"], specs["narrow"])
        self._chart = specs["wide"]

    def _check_settings(self, params: dict, spec: dict) -> None:
        for control in self.controls:
            if isinstance(control, Presets):
                continue
            if control.param not in params:
                self._refuse(f"the chart has no parameter {control.param!r} for the control")
            start = params[control.param].get("value")
            if start != control.value:
                self._refuse(f"the chart starts {control.param} at {start!r}, its control at {control.value!r}")
        if any("bind" in param for param in params.values()):
            self._refuse("binds an input of the chart's own; controls are HTML")
        if self.sentence:
            if self.sentence.param not in params:
                self._refuse(f"the chart has no parameter {self.sentence.param!r} for the sentence")
            drawn = vega_spec.evaluate(spec, self.sentence.param)
            self.sentence = replace(self.sentence, initial=self.sentence.initial or drawn)
            if drawn != self.sentence.initial:
                self._refuse(f'the chart says "{drawn}", Python says "{self.sentence.initial}"')

    def _list(self, html) -> None:
        self.body = html()
        bad = re.search(r"<script|\sstyle=|\son\w+=", self.body)
        if bad or not self.body.strip():
            self._refuse(f"its HTML has {bad[0].strip()!r}" if bad else "its HTML is empty")

    def says(self, **settings) -> str:
        """The live sentence under other settings, from the chart's own expressions; for tests."""
        if not self.sentence:
            self._refuse("has no live sentence")
        return vega_spec.evaluate(self._chart, self.sentence.param, **settings)

    def data(self) -> dict:
        """All that is shown of the figure, as JSON can have it; `charts.html` makes a page's figure of it."""
        own = ("key", "title", "unit", "note", "description", "legend", "since", "boundary", "numbers", "holds")
        return {name: getattr(self, name) for name in (*own, "pictures", "body", "spec")} | {
            "controls": [{"kind": control.kind, **asdict(control)} for control in self.controls],
            "sentence": self.sentence and asdict(self.sentence),
            "sources": [{name: getattr(row, name) for name in OF_A_SOURCE} for row in self.source_rows],
            **render.cells(self.table),
        }

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        other = {"image/svg+xml": solid(self.pictures["wide"])} if self.pictures else {"text/html": self.body}
        return {KIND: self.data(), **other, "text/plain": "\n".join((self.title, *self.description))}
