"""Pages as documents: shape, length, honest quantities, nothing in the body that was known only later; and the case
against a chapter's finding: as long as the case for it, and with evidence of its own.

*The case against* is the section of that name in the reasoning. *The finding's own case* is the longest other section
of the reasoning, limits apart: the place where the chapter argues most. Words of prose are counted, figures aren't.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from statistics import median

import yaml

from brief import accepted_outputs
from brief.book import BOOK
from brief.charts import KIND
from brief.lint.book import Book, Problem
from brief.sphinx_ext import sentences

_YEARS = range(BOOK.cutoff.year + 1, BOOK.edition.year + 1)
LATER = re.compile("|".join([*(rf"\b{year}\b" for year in _YEARS), *BOOK.later]), re.IGNORECASE)
ANSWER, REASONING = 250, (600, 1000)  # words
# Of a figure's data, all but what it rests on and who published that, which may be later.
SEEN = ("title", "unit", "note", "description", "legend", "words", "body", "controls", "sentence", "table")
LABEL = 24  # characters of a menu label
CELL_LINES, CELL_MEDIAN = 25, 8
OUTPUT = 300_000  # characters of one stored output
LOGIC = re.compile(r"open\(|read_csv|Path\(|\.csv|\.geojson|import altair|alt\.|#[0-9a-fA-F]{6}\b")


ARGUED, AGAINST, LIMITS = "The reasoning", "The case against", "What it cannot show"
NUMBER = re.compile(r"\{num\}`([a-z0-9_]+)")
LOW, HIGH = 0.6, 1.5  # words of the case against for each one of the finding's own case


def words(text: str) -> int:
    """How many words a reader meets: a published number counts as one, a guard or the mark of an address as none."""
    seen = re.sub(r"\{(?:holds|verdict|cite)\}`[^`]*`|<span id=[^>]*></span>", "", text)
    plain = re.sub(r"\{num\}`[^`]*`", "n", seen)
    return len(re.findall(r"[\w’'-]+", plain))


def one_question_and_its_answer(book: Book) -> Iterator[Problem]:
    """A page opens with one question, and the answer follows at once."""
    for page, markdown in book.pages.items():
        found = list(sentences.blocks(markdown))
        titles = re.findall(r"(?m)^# (.*)$", _without_code(markdown))
        if len(titles) != 1 or not titles[0].endswith("?"):
            yield book.problem(page, titles[0] if titles else "", f"its one title must be a question; found {titles}")
        elif [kind for _, kind, _ in found[:2]] != ["heading", "text"]:
            yield book.problem(page, titles[0], "the answer must follow the question at once")


def menu_labels_fit(book: Book) -> Iterator[Problem]:
    """A menu label has at most 24 characters."""
    source = (book.root / "_toc.yml").read_text(encoding="utf-8")
    for part in yaml.safe_load(source).get("parts", []):
        for chapter in part["chapters"]:
            title = chapter["title"]
            if len(title) > LABEL:
                line = 1 + source[: source.index(title)].count("\n")
                yield Problem("_toc.yml", line, title, f"the label has {len(title)} characters, and {LABEL} fit")


def lengths(book: Book) -> Iterator[Problem]:
    """The answer has at most 250 words, the reasoning 600 to 1,000."""
    low, high = REASONING
    for page in book.notebooks:
        answer, reasoning = (words(book.text(page, name)) for name in ("The answer", "The reasoning"))
        if answer > ANSWER:
            yield book.problem(page, "", f"the answer has {answer} words, at most {ANSWER} are allowed")
        if not low <= reasoning <= high:
            yield book.problem(page, "## The reasoning", f"the reasoning has {reasoning} words, not {low} to {high}")


def every_cell_shows_something(book: Book) -> Iterator[Problem]:
    """A cell shows what can be compared, and not too much of it."""
    for page in book.notebooks:
        again = f"python3 -m brief outputs {page}"
        for cell in book.outputs(page):
            if not cell["outputs"] and not re.match(r"(from|import) ", cell["source"]):
                yield book.problem(page, cell["source"], "this cell shows nothing, so nothing is compared", again)
            if (size := len(json.dumps(cell["outputs"]))) > OUTPUT:
                yield book.problem(page, cell["source"], f"it shows {size // 1000} kB", again)


def code_reads_as_the_argument(book: Book) -> Iterator[Problem]:
    """A chapter's cells are short and hold no path, no formula and no styling."""
    for page in book.notebooks:
        code = sentences.code(book.written(page))
        sizes = [len(source.splitlines()) for source in code]
        if max(sizes) > CELL_LINES or median(sizes) > CELL_MEDIAN:
            yield book.problem(page, "", f"its cells have {sizes} lines; move code to the package")
        for source in code:
            if flaw := LOGIC.search(source):
                line = source[source.rfind("\n", 0, flaw.start()) + 1 :].partition("\n")[0]
                yield book.problem(page, line, f"{flaw.group()!r} belongs in the package, not in a chapter")


def figures_by_one_door(book: Book) -> Iterator[Problem]:
    """Every picture comes from the figures’ renderer."""
    for page in book.notebooks:
        for source, data in book.shown(page):
            if kinds := data.keys() - {KIND, "text/html", "text/plain"}:
                yield book.problem(page, source, f"neither figure nor table: kind {', '.join(sorted(kinds))}")
            elif "<svg" in "".join(data.get("text/html", "")):
                yield book.problem(page, source, "a picture that no Figure drew: use `Figure` in the chapter’s charts")
        if not any(figure["pictures"] for _, figure in book.figures(page)):
            yield book.problem(page, "", "the chapter shows no figure")


def no_quantity_typed(book: Book) -> Iterator[Problem]:
    """Every quantity is a published number or stands in a sentence that a finding guards."""
    for sentence in book.sentences:
        if typed := sentence.unpublished():
            rule = (
                f"typed, not published and not guarded by a finding: {', '.join(typed)} "
                "(quote a number of the page Look it up, or say it without a quantity)"
            )
            yield book.problem(sentence.page, sentence.source, rule)


def nothing_later_in_the_body(book: Book) -> Iterator[Problem]:
    """What was known only after the cut-off stands in *Since then* or the workshop."""
    for one in book.sentences:
        inside = one.page in book.evidence and not one.since and one.section != "The workshop"
        if inside and (later := LATER.search(one.text)):
            yield book.problem(one.page, one.source, f"known only after the cut-off: {later.group()}")


def no_later_year_in_a_figure(book: Book) -> Iterator[Problem]:
    """No figure of the body shows a later year."""
    for page in book.notebooks:
        for source, figure in book.figures(page):
            seen = json.dumps({name: figure[name] for name in SEEN}, ensure_ascii=False)
            if not figure["since"] and (later := LATER.search(re.sub("<[^>]+>", " ", seen))):
                yield book.problem(page, source, f"{later.group()} in a figure of the body")


def sections(book: Book, page: str) -> dict[str, str]:
    """{section of the reasoning: its text}, in the page's order; what stands before the first is *The reasoning*."""
    found: dict[str, str] = {}
    for part in book.parts(page):
        if part.section == ARGUED:
            found[part.heading] = f"{found.get(part.heading, '')}\n{part.text}"
    return found


def weights(book: Book, page: str) -> tuple[int, int]:
    """Words of the case against and of the finding's own case."""
    sizes = {name: words(text) for name, text in sections(book, page).items()}
    own = [size for name, size in sizes.items() if name not in (ARGUED, AGAINST, LIMITS)]
    return sizes.get(AGAINST, 0), max(own, default=0)


def evidence(book: Book, page: str) -> list[str]:
    """What the case against has to itself: figures and tables in its section, numbers quoted nowhere else in the
    reasoning. The answer may repeat them, which takes nothing from them."""
    inside, shown, cells = False, [], iter(book.outputs(page))
    for mark in re.finditer(r"(?m)^(?:#{2,3} (.*)|```\{code-cell\}.*)$", book.written(page)):
        if mark[1]:
            inside = mark[1] == AGAINST
        elif (cell := next(cells, None)) and inside:
            table = ["table"] if "<table" in str(cell["outputs"]) else []
            shown += ["figure" for _ in accepted_outputs.figures(cell)] or table
    quoted = {name: NUMBER.findall(text) for name, text in sections(book, page).items()}
    own = quoted.pop(AGAINST, [])
    return shown + [key for key in dict.fromkeys(own) if not any(key in keys for keys in quoted.values())]


def as_long(book: Book) -> Iterator[Problem]:
    """The case against has 0.6 to 1.5 times the words of the finding's own case."""
    for page in book.notebooks:
        against, own = weights(book, page)
        if not against:
            yield book.problem(page, "## The reasoning", f"there is no section {AGAINST!r}")
        elif not LOW <= against / own <= HIGH:
            rule = f"it has {against} words against {own} for the finding: {against / own:.2f}, not {LOW} to {HIGH}"
            yield book.problem(page, f"### {AGAINST}", rule)


def with_evidence(book: Book) -> Iterator[Problem]:
    """It has a figure, a table or a number of its own."""
    for page in book.notebooks:
        if not evidence(book, page):
            yield book.problem(page, f"### {AGAINST}", "it has no figure, table or number of its own; give it one")


def _without_code(markdown: str) -> str:
    return re.sub(r"(?ms)^```.*?^```", "", markdown)


RULES = (
    one_question_and_its_answer,
    menu_labels_fit,
    lengths,
    every_cell_shows_something,
    code_reads_as_the_argument,
    figures_by_one_door,
    no_quantity_typed,
    nothing_later_in_the_body,
    no_later_year_in_a_figure,
    as_long,
    with_evidence,
)
