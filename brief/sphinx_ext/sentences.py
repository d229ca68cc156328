"""Reading the chapters as a person would: pages, their sentences, and what in them is a quantity.

Used by the build (to print the sentence that a false finding stands behind) and by the tests of prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from brief.book import BOOK

GUARD = "\ue000"
ROLE = re.compile(r"\{(?P<role>[a-z-]+)\}`(?P<content>[^`]+)`")
_END = re.compile(r"(?<=[.?!])[”’\")]*\s+(?=[A-ZİÖÜÇŞ“\"(\ue001\d])")
_NUM = "\ue001"

_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
# Names and dates carry digits without being quantities that somebody measured.
_NAMES = re.compile(
    "|".join(
        [
            rf"\b\d{{1,2}}(?:[-–]\d{{1,2}})? {_MONTH}\b",
            r"\b(?:1[5-9]|20)\d\d(?:[-–](?:1[5-9]|20)?\d\d)?s?\b",
            r"\b[A-Za-zÀ-žЀ-ӿ]+-?\d+[A-Za-z]*\b",
            r"\b(?:\d+/\d+|1:\d+ ?m|[Ff]igure \d+|[Ss]teps? \d(?: and \d)?|Edition \d+|HS \d+|Article \d)\b",
            r"\b[Rr]esolutions? \d+(?: (?:and|or) \d+)?\b(?!/)",
            r"\b(?:WGS 84|CC BY 4\.0|ISO 3166|N-1|no longer)\b",
            # A lesson's own furniture: nobody measured it.
            r"\b100 [×+−]|÷ 100\b",
            r"\b(?:Divide 100 by|[Mm]inutes? \d+(?: to \d+)?|\d+ minutes|Ages \d+|from 1 to 40)\b",
            *(rf"\b(?:{name})\b" for name in BOOK.names),
        ]
    )
)
_TENS = r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
_ONES = r"(?:one|two|three|four|five|six|seven|eight|nine)"
# Nobody writes these but as a count, so they are as good as typed in figures.
_SPELLED = re.compile(rf"\b(?:{_TENS}(?:-{_ONES})?|(?:thir|four|fif|six|seven|eigh|nine)teen)\b", re.IGNORECASE)
_COMPARISON = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|millions?|half|halved"
    r"|thirds?|quarters?|doubl\w+|twice|tripl\w+|most|majority|more than|less than|fewer|at least|at most"
    r"|(?:high|low|larg|small|long|short|near|few|great|wid)est|(?:high|low|larg|small|long|short|great|wid)er"
    r"|farther|further than|rose|fell|grew|shrank|exceed\w*|outnumber\w*|ranks? \w+)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Sentence:
    """A sentence of a page: its text with roles taken out, the keys they named, and how its source writes it."""

    page: str
    section: str
    text: str
    numbers: tuple[str, ...]
    findings: tuple[str, ...]
    source: str = ""

    @property
    def since(self) -> bool:
        return self.section == "Since then"

    def unpublished(self) -> list[str]:
        """Quantities that are neither a published number nor guarded by a finding."""
        plain = _NAMES.sub(" ", self.text.replace(_NUM, " "))
        typed = re.findall(r"\S*\d\S*", plain) + _SPELLED.findall(plain)
        return typed if self.numbers or self.findings else typed + _COMPARISON.findall(plain)


_HEAD = re.compile(r"\A---\n.*?^---\n", re.MULTILINE | re.DOTALL)
_CELL = re.compile(r"^```\{code-cell\}[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def notebooks(folder: Path) -> list[str]:
    """The pages in `folder` that have code cells."""
    return sorted(path.stem for path in folder.glob("*.md") if _CELL.search(path.read_text(encoding="utf-8")))


def code(markdown: str) -> list[str]:
    """The code cells of a page."""
    return [cell.rstrip("\n") for cell in _CELL.findall(markdown)]


def sources(folder: Path) -> dict[str, str]:
    """The Markdown of every page in `folder`: {page name: text}, its head and code cells left out."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.md"))}
    return {page: _CELL.sub("", _HEAD.sub("", text)) for page, text in texts.items()}


def blocks(markdown: str) -> Iterator[tuple[str, str, str]]:
    """(section, kind, text) for every heading, paragraph, list item and table row outside code."""
    pending: list[str] = []
    section, fence = "The answer", None
    for line in [*markdown.splitlines(), ""]:
        mark = re.match(r"\s*(`{3,}|:{3,})", line)
        if fence:
            fence = None if mark and line.strip() == fence else fence
            continue
        starts_block = mark or re.match(r"#|\s*[-*] |\s*\d+\. |: |\|", line)
        if (not line.strip() or starts_block) and pending:
            yield section, "text", " ".join(pending)
            pending = []
        if mark and mark.group(1)[0] == "`":
            fence = mark.group(1)
        elif heading := re.match(r"(#+) (.*)", line):
            if len(heading.group(1)) == 2:
                section = heading.group(2).strip()
            yield section, "heading", heading.group(2).strip()
        elif line.strip() and not mark and not re.match(r"---|\(.*\)=$|\|[\s:|-]+\|$", line):
            pending.append(re.sub(r"^\s*(?:[-*] |\d+\. |: )", "", line).strip())


def sentences(folder: Path) -> list[Sentence]:
    """Every sentence of every page, headings and table rows included."""
    return [
        _read(page, section, piece)
        for page, markdown in sources(folder).items()
        for section, _, text in blocks(markdown)
        for piece in split(text)
    ]


def split(text: str) -> list[str]:
    """Sentences of a block; a guard after a full stop belongs to the sentence before it."""
    text = ROLE.sub(lambda m: m.group().replace(" ", "\ue002"), text)
    text = re.sub(r"([.?!][”’\")]*)\s*((?:\{holds\}`[^`]+`\s*)+)", r" \2\1 ", text)
    text = re.sub(r"\s+([.?!])", r"\1", text)
    marked = re.sub(r"\{num\}`", _NUM + "{num}`", text)
    return [piece.replace("\ue002", " ").replace(_NUM, "").strip() for piece in _END.split(marked) if piece.strip()]


def _read(page: str, section: str, piece: str) -> Sentence:
    keys: dict[str, list[str]] = {"num": [], "holds": []}

    def take(match):
        role, content = match["role"], match["content"]
        if role in keys:
            keys[role].append(content.partition("|")[0])
        return _NUM if role == "num" else ("" if role in ("holds", "cite", "cite:p") else content.partition("<")[0])

    text = ROLE.sub(take, piece)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"`[^`]*`|<[^>]+>|\{[^}]*\}", " ", text)
    return Sentence(page, section, re.sub(r"\s+", " ", text).strip(), tuple(keys["num"]), tuple(keys["holds"]), piece)


def guarded_sentence(block: str, index: int) -> str:
    """The sentence that the `index`-th guard of a rendered block stands after."""
    before, after = block.split(GUARD)[: index + 1], block.split(GUARD)[index + 1]
    text = " ".join("".join(before).split())
    sentence = _END.split(text)[-1]
    if not re.search(r"[.?!][”’\")]*$", sentence):
        sentence += re.split(r"(?<=[.?!])\s", after.replace(GUARD, ""))[0]
    return " ".join(sentence.split())
