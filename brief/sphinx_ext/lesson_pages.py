"""Class matter on the page: the directives of a class sheet, and what a chapter takes from its sheet.

A sheet is Markdown, `chapters/class-CHAPTER.md`. These directives are its own: `guess` and `self-check` (a question,
then a list; `[x]` marks the right answer, and in a check the lines under an answer explain it), `class-settings` and
`class-key` (tables that the chapter's `lesson.py` calculates), and `class-links` (what there is to open and take away).
`recode` is the form in which students code a chapter's cases themselves; its list is the rule.
The page `teaching` has `class-pack`, `class-reading` and `class-choices`, which read the sheets; the page `simulation`
has `known-then`, `claim-lines` and `simulation-links`, the page `seminar` has `seminar-links`.
"""

from __future__ import annotations

import re
from decimal import Decimal
from html import escape
from numbers import Integral

import pandas as pd
from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from brief import book, lessons
from brief.book import in_words
from brief.data import tables
from brief.dates import CUTOFF, known
from brief.lessons import sheet, sheet_names
from brief.sphinx_ext import dom, sentences
from brief.sphinx_ext.html_snippets import with_numbers
from brief.sphinx_ext.page import Page, PageError
from brief.templates import render

SHEET, GUESS = "class-", "fa-guess-text"
CHAPTERS = book.ROOT / "chapters"
_ANSWER = re.compile(r"- (?:\[(?P<mark>[ x])\] )?(?P<text>.*)")


class Tag(nodes.General, nodes.Element):
    """An HTML element of a name and attributes of our choice, for structures that docutils has no node for."""


def visit_tag(self, node):
    written = "".join(f' {name}="{escape(value)}"' for name, value in node["with_"].items())
    self.body.append(f"<{node['tag']}{written}>")


def depart_tag(self, node):
    self.body.append(f"</{node['tag']}>")


def without_html(tag: Tag) -> nodes.Element:
    """The same as a node that every writer knows, its children as they are."""
    match tag["tag"]:
        case "p" | "summary" | "strong" as text:
            return (nodes.strong if text == "strong" else nodes.paragraph)("", "", *tag.children)
        case "li":
            return nodes.list_item("", nodes.paragraph("", "", *tag.children))
        case other:
            return (nodes.bullet_list if other == "ul" else nodes.container)("", *tag.children)


def _tag(tag: str, *children, **attributes: str) -> Tag:
    written = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
    return Tag("", *children, tag=tag, with_=written)


class _Question(SphinxDirective):
    """A question in the first line, a list of answers below."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True

    def inline(self, tag: str, text: str, plain: bool = False, **attributes: str) -> Tag:
        """An element with the line in it; `plain` takes the links out, for a label is itself to be clicked."""
        found, messages = self.state.inline_text(text, self.lineno)
        made = _tag(tag, *found, *messages, **attributes)
        for link in list(made.findall(lambda one: one.__class__.__name__ == "NumberLink")) if plain else ():
            link.parent.replace(link, nodes.Text(link.astext()))
        return made

    def answers(self) -> list[tuple[bool, str, str]]:
        """(whether it is the right one, answer, explanation) of each item."""
        found: list[tuple[bool, str, list[str]]] = []
        for line in map(str.strip, self.content):
            if item := _ANSWER.fullmatch(line):
                found.append((item["mark"] == "x", item["text"], []))
            elif line and found:
                found[-1][2].append(line)
        if sum(right for right, _, _ in found) != 1:
            raise self.error(f"a {self.name} has one right answer, marked [x]")
        return [(right, text, " ".join(said)) for right, text, said in found]


class Guess(_Question):
    """What a class answers before it sees the finding; the chapter shows it under `#class`."""

    def run(self):
        # Which one is right isn't said in the page.
        items = [self.inline("li", text, plain=True) for _, text, _ in self.answers()]
        question = self.inline("p", self.arguments[0], plain=True, class_="fa-question")
        return [_tag("div", question, _tag("ul", *items), class_=GUESS)]


class SelfCheck(_Question):
    """Each answer opens its explanation. The page's script makes radio buttons of them."""

    def run(self):
        choices = []
        for right, text, said in self.answers():
            if not said:
                raise self.error("a self-check has a line under each answer that explains it")
            told = self.inline("p", said, class_="fa-told")
            told.insert(0, [_tag("strong", nodes.Text("Right." if right else "Not quite.")), nodes.Text(" ")])
            parts = self.inline("summary", text, plain=True), told
            choices.append(_tag("details", *parts, class_="fa-choice", data_right="yes" if right else "no"))
        question = self.inline("p", self.arguments[0], class_="fa-question")
        return [_tag("div", question, *choices, class_="fa-check")]


class Calculated(SphinxDirective):
    """What the book makes of its lessons, by a template: which, the directive's name says (see `CALCULATED`)."""

    optional_arguments = 1
    final_argument_whitespace = True

    def run(self):
        template, values = CALCULATED[self.name]
        try:
            made = render(template, **values(self.env, *self.arguments))
        except ValueError as problem:
            raise self.error(str(problem)) from problem
        return [nodes.raw("", made, format="html")]


class Recode(SphinxDirective):
    """A chapter's cases to be coded by a rule: a line `- part: question` for each part, in the coding's order."""

    required_arguments = 1
    has_content = True

    def run(self):
        chapter = self.arguments[0]
        coding = lessons.coding(chapter) if chapter in sheet_names() else None
        if coding is None:
            raise self.error(f"no lesson of a chapter {chapter!r} has cases to code")
        rule = dict(re.findall(r"(?m)^- (\w+): (.*)$", with_numbers("\n".join(self.content))))
        if tuple(rule) != coding.parts:
            raise self.error(f"the rule's parts are {', '.join(coding.parts)}, in that order")
        cells = {key: of.to_dict("records") for key, of in coding.cells().groupby("case")}
        listed = [one | {"cells": cells[one["id"]]} for one in coding.cases().to_dict("records")]
        values = {"name": chapter, "rule": rule, "codes": coding.codes, "cases": listed}
        return [nodes.raw("", render("class/recode.html", **values), format="html")]


def settings(env, chapter: str) -> dict:
    """The settings of a class, and its table."""
    own = sheet(chapter)
    return {"settings": shown(own.settings()), "about": own.about, "data": shown(own.data(), counted=False)}


def key(env, chapter: str) -> dict:
    """The answers to all settings, and how they are marked."""
    own = sheet(chapter)
    return {"key": shown(own.key()), "marking": own.marking}


def links(env, chapter: str) -> dict:
    """What there is to open and take away; a page that recommends one lesson has it as `class-pack`."""
    sheet(chapter)
    return {"name": chapter}


def reading(env, chapter: str) -> dict:
    """How long and how hard a chapter's answer part is: words, and grade (Flesch-Kincaid, American school years)."""
    sheet(chapter)
    _follows(env, chapter)
    blocks = sentences.blocks(sentences.sources(CHAPTERS)[chapter])
    text = " ".join(words for section, kind, words in blocks if section == "The answer" and kind == "text")
    text = re.sub(r"\{\w+\}`[^`]*`", "", with_numbers(text))
    graded = env.brief_graded = getattr(env, "brief_graded", {})  # kept, since its dictionary takes a second to load
    if text not in graded:
        import textstat

        graded[text] = round(textstat.flesch_kincaid_grade(text))
    return {"words": len(text.split()), "grade": graded[text]}


def choices(env) -> dict:
    """All sheets side by side, each line from the sheet's own words."""
    return {"sheets": [_choice(env, name) for name in sheet_names()]}


def _choice(env, name: str) -> dict:
    _follows(env, SHEET + name)
    source = sentences.sources(CHAPTERS)[SHEET + name]
    said = (r"for the chapter \[(.*?)\]", r"Ages (\d+)", r"(?m)^Needed first: (.*)\.$")
    title, ages, needed = (re.findall(pattern, source)[0] for pattern in said)
    verbs = ", ".join(re.findall(r"(?m)^- \*\*(\w+)\*\*", source)).lower()
    found = {"address": f"{SHEET}{name}.html", "title": title, "ages": ages, "verbs": verbs, "needed": needed}
    return found | reading(env, name)


def _follows(env, name: str) -> None:
    """A page that says something of another page is made anew when that one changes."""
    for path in CHAPTERS.glob(f"{name}.*"):
        env.note_dependency(str(path))


def public(env, keys: str) -> dict:
    """Events, views and reprisals by id; one that wasn't public by the cut-off stops the build."""
    return {"lines": [known_then(key) for key in keys.split()]}


def known_then(key: str) -> str:
    """A line of a card: a row of one of three tables that was public on the cut-off. Raises ValueError otherwise."""
    for name, line in {"events": _event, "views": _view, "reprisals": _reprisal}.items():
        frame = known(tables.load(name), CUTOFF)
        for row in frame[frame["id"] == key].to_dict("records"):
            return line(row)
    raise ValueError(f"{key}: no event, view or reprisal of that id was public on {CUTOFF:%d %B %Y}")


def _event(row: dict) -> str:
    day = row["date"]
    shown = in_words(day) if row["date_precision"] == "day" else f"{day:%B %Y}"
    return f"{shown}: {row['what']}"


def _view(row: dict) -> str:
    return f"{row['who']}, {row['office']}: {row['says']}"


def _reprisal(row: dict) -> str:
    """What happened, who put it on whom and why, and what the accused said."""
    rival = tables.load("countries").set_index("iso3")["name"][row["rival"]]
    blamed = f"{row['attributed_by']} blamed {rival} on {in_words(row['attributed_on'])}"
    motive = row["motive_stated"][0].lower() + row["motive_stated"][1:]
    return f"{in_words(row['happened_on'])}: {row['act']} {blamed}; the motive, they said: {motive} {row['denied_by']}"


def claim_lines(env, keys: str) -> dict:
    """Claims by id, in our words; whoever debriefs opens the card for the verdict."""
    said = tables.load("claims").set_index("id")["paraphrase"].to_dict()
    if unknown := set(keys.split()) - said.keys():
        raise ValueError(f"no claim is called {', '.join(unknown)}")
    return {"claims": [(key, said[key]) for key in keys.split()]}


CALCULATED = {
    "class-settings": ("class/settings.html", settings),
    "class-key": ("class/key.html", key),
    "class-links": ("class/links.html", links),
    "class-pack": ("class/links.html", links),
    "class-reading": ("class/reading.html", reading),
    "class-choices": ("class/choices.html", choices),
    "known-then": ("class/known_then.html", public),
    "claim-lines": ("class/claim_lines.html", claim_lines),
    "simulation-links": ("class/simulation_links.html", lambda env: {}),
    "seminar-links": ("class/seminar_links.html", lambda env: {}),
}


def shown(frame: pd.DataFrame, counted: bool = True) -> dict[str, list]:
    """A frame as heads and rows of words; `counted` puts the index, the number on the class list, first."""
    heads = [frame.index.name, *frame.columns] if counted else list(frame.columns)
    return {"heads": heads, "rows": [[*map(cell, row)] for row in frame.itertuples(index=counted, name=None)]}


def cell(value) -> str:
    """A value as the class table prints it."""
    if pd.isna(value):
        return ""
    if isinstance(value, (float, Decimal, Integral)):
        return format(value, ",.10g" if isinstance(value, float) else ",").replace("-", "\u2212")
    return str(value)


def sheet_of(name: str) -> str:
    """The name of a chapter's class sheet, if it has one."""
    folder, _, chapter = name.rpartition("/")
    return f"{folder}/{SHEET}{chapter}"


def guesses(page: Page) -> list[list[str]]:
    """What a class sheet asks before the finding is seen: a question and its answers; one, on a sheet that is whole."""
    return [[dom.words(one) for one in found.xpath("./p | .//li")] for found in dom.find(page.article, "div", GUESS)]


def link_sheet(page: Page, has_sheet: bool) -> None:
    """Fill the slot at the chapter's end with one line, after everything that folds."""
    for slot in dom.find(page.article, "div", "fa-class-sheet"):
        slot.drop_tree()
        if has_sheet:
            link = sheet_of(page.name).rpartition("/")[2]
            page.article.append(dom.filled("class/line.html", sheet=link))


def ask_first(page: Page, guesses: list[list[str]]) -> None:
    """Put the sheet's guess under the chapter's question; hidden, but for a reader who comes by `#class`."""
    if len(guesses) != 1:
        raise PageError(f"{sheet_of(page.name)}: {len(guesses)} guesses instead of one")
    heading = dom.find(page.article, "h1")[0]
    question, *answers = guesses[0]
    dom.insert_after(heading, dom.filled("class/guess.html", question=question, answers=answers))
    # What `#class` points at: where no script runs, the style sheet hides the finding by it.
    dom.insert_after(heading, dom.make("span", id="class", hidden=""))


def setup(app):
    app.add_node(Tag, html=(visit_tag, depart_tag))
    own = {"guess": Guess, "self-check": SelfCheck, "recode": Recode}
    for name, directive in (own | dict.fromkeys(CALCULATED, Calculated)).items():
        app.add_directive(name, directive)
