"""The chapters as documents: their Markdown, sentences, cells and parts, and where in its file a sentence stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from brief import accepted_outputs
from brief.sphinx_ext import sentences

AGAIN = "make check   (without make: python3 -m brief check)"


@dataclass(frozen=True)
class Problem:
    """One thing to mend: where it stands, the sentence or name at fault, the rule it breaks, the next command."""

    file: str
    line: int
    sentence: str
    rule: str
    next: str = AGAIN

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        said = f'\n    "{self.sentence}"' if self.sentence else ""
        return f"{place}: {self.rule}{said}\n    next: {self.next}"


class Part(NamedTuple):
    """A block of text of a page: its level (*The answer* …), the heading of the third level above it, its source."""

    section: str
    heading: str
    text: str


class Book:
    """The chapters of one checkout."""

    def __init__(self, root: Path):
        self.root = root
        self.folder = root / "chapters"

    @cached_property
    def pages(self) -> dict[str, str]:
        """{page: its Markdown}."""
        return sentences.sources(self.folder)

    @cached_property
    def notebooks(self) -> list[str]:
        """The pages with code cells."""
        return sentences.notebooks(self.folder)

    @cached_property
    def evidence(self) -> list[str]:
        """The pages whose body may hold only what was known on the cut-off."""
        return ["brief", *self.notebooks] if "brief" in self.pages else self.notebooks

    @cached_property
    def sentences(self) -> list[sentences.Sentence]:
        return sentences.sentences(self.folder)

    def written(self, page: str) -> str:
        """A page's file as it is, code cells included."""
        return (self.root / self.file(page)).read_text(encoding="utf-8")

    def outputs(self, page: str) -> list[dict]:
        """The code cells of a page as last stored, with what they showed."""
        return accepted_outputs.read(self.root, page)

    def shown(self, page: str) -> Iterator[tuple[str, dict]]:
        """(source of its cell, data by their kind) of each output of a page, as last stored."""
        for cell in self.outputs(page):
            for output in cell["outputs"]:
                yield cell["source"], output.get("data", {})

    def figures(self, page: str) -> Iterator[tuple[str, dict]]:
        """(source of its cell, what is stored of it) of each figure of a page."""
        for cell in self.outputs(page):
            for figure in accepted_outputs.figures(cell):
                yield cell["source"], figure

    def parts(self, page: str) -> Iterator[Part]:
        """The paragraphs, items and rows of a page, without headings."""
        heading, last = "", None
        for section, kind, text in sentences.blocks(self.pages[page]):
            if section != last:
                heading, last = "", section
            if kind == "heading":
                heading = text
            else:
                yield Part(section, heading, text)

    def text(self, page: str, *sections: str) -> str:
        return "\n".join(part.text for part in self.parts(page) if part.section in sections)

    def problem(self, page: str, sentence: str, rule: str, next_command: str = AGAIN) -> Problem:
        """A problem of a page, at the line of its file where the sentence begins."""
        return Problem(self.file(page), self.line(page, sentence), shown(sentence), rule, next_command)

    def file(self, page: str) -> str:
        """The page's file, from the book's root."""
        return f"chapters/{page}.md"

    def line(self, page: str, sentence: str) -> int:
        """The line where a piece of a page's source begins; 0 if not found."""
        # Reading puts a guard before the full stop that it stands behind, so the words before it must do at need.
        for start in (sentence, re.split(r"(?<=.)\{(?:holds|cite)\}", sentence)[0]):
            start = start.strip()[:48]
            for number, line in enumerate(self.written(page).splitlines(), 1):
                if start and start in line:
                    return number
        return 0


def shown(sentence: str, longest: int = 160) -> str:
    """A sentence as a person would quote it, roles reduced to what they name, cut where it is long."""
    text = re.sub(r"\s*\{holds\}`[^`]*`", "", sentence)
    text = re.sub(r"\{num\}`([^`|]*)[^`]*`", r"[\1]", text)
    text = re.sub(r"\s+", " ", text).strip()
    return text if len(text) <= longest else text[:longest].rpartition(" ")[0] + " …"
