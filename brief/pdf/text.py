"""The words of the sheet: `brief.md` with its numbers filled in and its findings checked."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from brief import book, claims, dates, numbers
from brief.sphinx_ext import sentences
from brief.sphinx_ext.html_snippets import source_name, word

FOLDER = book.ROOT / "chapters" / "pdf"
_TOKEN = re.compile(
    r"\s*\{(?P<role>holds|cite|verdict|step)\}`(?P<key>[^`]+)`|\{num\}`(?P<num>[^`]+)`"
    r"|\*\*(?P<strong>[^*]+)\*\*|\[(?P<link>[^\]]+)\]\((?P<to>[^)]+)\)"
)


class PrintError(ValueError):
    """The sheet can't be printed as it is; the message says which sentence, figure or section is at fault."""


@dataclass
class Sheet:
    """The title, the sections in order ({title, blocks}) and the sources cited, in the order of their numbers.

    A block is a list of runs, {text} with `strong`, `num`, `link` or `cite` where it is one, and a verdict or none, its
    own or a step's; the cells of a table row are blocks.
    """

    title: str
    sections: list[dict] = field(default_factory=list)
    cited: list[str] = field(default_factory=list)

    def numbered(self) -> list[str]:
        """The sources as listed: publisher and year."""
        return [_known(source_name, one) for one in self.cited]


def read(folder: Path = FOLDER) -> Sheet:
    """The sheet as it will be printed. Raises PrintError when a sentence isn't true any more."""
    check(folder)
    sheet = Sheet("")
    for section, kind, words in sentences.blocks((folder / "brief.md").read_text(encoding="utf-8")):
        if kind == "heading" and not sheet.title:
            sheet.title = words
        if not sheet.sections or sheet.sections[-1]["title"] != section:
            sheet.sections.append({"title": section, "blocks": []})
        if kind == "text":
            cells = words.strip("| ").split(" | ") if words.startswith("|") else [words]
            made = [_block(cell, sheet.cited) for cell in cells]
            sheet.sections[-1]["blocks"].append(made if len(made) > 1 else made[0])
    return sheet


def check(folder: Path = FOLDER) -> None:
    """Every guard holds, and what was known only later stands under *Since then*. Raises PrintError."""
    for sentence in sentences.sentences(folder):
        for key in sentence.findings:
            found = _known(numbers.get_finding, key)
            if not found.holds():
                raise PrintError(f'brief.md: finding {key} is false ({found.says}), so this is too: "{sentence.text}"')
        later = [key for key in sentence.findings if numbers.get_finding(key).since]
        later += [key for key in sentence.numbers if _known(numbers.get, key).since]
        if later and not sentence.since:
            raise PrintError(f'brief.md: {later[0]} was known only later; "{sentence.text}" stands outside Since then')


def _known(look_up, key: str):
    """What is found under a key that `brief.md` names."""
    try:
        return look_up(key)
    except (KeyError, ValueError) as problem:
        raise PrintError(f"brief.md names {key!r}, which is not there: {problem}") from problem


def _block(words: str, cited: list[str]) -> dict:
    runs: list[dict] = []
    verdict, end = None, 0
    for token in _TOKEN.finditer(words):
        runs += [{"text": words[end : token.start()]}] if token.start() > end else []
        end, key = token.end(), token["key"]
        match token["role"]:
            case "verdict":
                _known(word, verdict := key)
            case "step":
                verdict = _known(steps().__getitem__, key)
            case "cite":
                cited += [] if key in cited else [key]
                comma = "," if runs and "cite" in runs[-1] else ""
                runs.append({"text": f"{comma}{cited.index(key) + 1}", "cite": True})
        if token["num"]:
            runs.append({"text": numbers.text(*token["num"].split("|")), "num": True})
        elif token["strong"]:
            runs.append({"text": token["strong"], "strong": True})
        elif token["link"]:
            runs.append({"text": token["link"], "link": token["to"]})
    runs = [run for run in (*runs, {"text": words[end:]}) if run["text"]]
    if verdict and runs:
        runs[0]["text"] = runs[0]["text"].lstrip()
    return {"runs": runs, "verdict": verdict}


@cache
def steps() -> dict[str, str]:
    """The verdict on each step at the time, as the page of claims has it."""
    frame = claims.steps(dates.CUTOFF)
    return dict(zip(frame["id"], frame["verdict_then"], strict=True))
