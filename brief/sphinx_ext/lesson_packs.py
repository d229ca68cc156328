"""The Monday pack of each chapter that has a class sheet: everything for one lesson, on paper and as files, no Python.

The words come from the sheet and the chapter as they stand on the site, the key from its `lesson.py`. Pictures and
sheets are kept on the shelf, since drawing them takes a minute.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from string import ascii_uppercase
from typing import TYPE_CHECKING

import pandas as pd
from lxml.html import HtmlElement
from markupsafe import Markup

from brief import lessons, zips
from brief.book import BOOK, in_words
from brief.data import tables
from brief.lessons import Sheet, sheet, sheet_names
from brief.sphinx_ext import dom, downloads, lesson_pages, listings, notebook_files, png_files
from brief.sphinx_ext.build_cache import Shelf
from brief.sphinx_ext.data_files import frame_as_csv
from brief.sphinx_ext.documents import Paper
from brief.sphinx_ext.page import Page
from brief.templates import render

if TYPE_CHECKING:
    from brief.sphinx_ext.site import Site

FOLDER = "downloads"
PIXELS, COLOURS = 1300, 256  # across a picture: 200 dots to the inch on a page of A4
BLANK = "_" * 30
# What the seminar's pack prints of its page: {file: (title, ids of sections)}; the plan and the handouts.
HANDOUTS = {
    "1-for-you": (
        "The seminar, for whoever teaches it",
        ["the-plan-minute-by-minute", "what-the-groups-should-find", "how-it-is-marked"],
    ),
    "5-each-group-minute-65": ("For the groups, from minute 65", ["what-was-known-on-the-day"]),
    "6-each-student-memo": ("For each student", ["the-memo", "an-answer-to-mark-in-class"]),
    "7-with-the-marked-memos": ("To go back with the marked memos", ["an-answer-for-afterwards"]),
}


def names() -> set[str]:
    """The files that `make` will give, so that pages may offer them before they are made."""
    # A blank form is offered only where the lesson has cases to code.
    kinds = (("monday", "zip"), ("worksheet", "pdf"), ("python", "zip"), ("lesson", "ipynb"), ("codes", "csv"))
    own = {f"{kind}-{chapter}.{ending}" for chapter in sheet_names() for kind, ending in kinds}
    own |= {"simulation.pdf", "simulation.docx", "seminar.zip", "questions-qti.zip"}
    return {f"{FOLDER}/{name}" for name in own}


def make(named: dict[str, str], site: Site) -> dict[str, bytes]:
    """{name in the site: content} from the pages as they are laid out, {name in `_toc.yml`: name in the site}."""

    def kept(kind: str, pages: list[str], make: Callable, *more):
        return site.kept(kind, (kind, *map(site.main, pages), more), make)

    files: dict[str, bytes] = {}
    if name := named.get("simulation"):
        files |= kept("simulation", [name], partial(_simulation, site.page(name), site.shelf))
    if name := named.get("seminar"):
        course = listings.sentences_by_section() | {"steps": list(tables.load("steps")["sentence"])}
        pack = partial(_seminar, site.page(name), site.shelf, dict(files), course)
        files |= kept("seminar-pack", [name], pack, files, course)
    care = _care(site.page(named["teaching"])) if "teaching" in named else []
    for chapter in sheet_names():
        pages = [named.get(one, "") for one in (chapter, lesson_pages.SHEET + chapter)]
        if all(pages):
            files |= kept(f"packs-{chapter}", pages, partial(_packs, site, chapter, pages, care), care)
    checked = [named[lesson_pages.SHEET + one] for one in sheet_names() if lesson_pages.SHEET + one in named]
    files |= kept("questions", checked, partial(_question_bank, list(map(site.page, checked))))
    return {f"{FOLDER}/{name}": content for name, content in files.items()}


def _care(teaching: Page) -> list[dict]:
    """What the page for teachers says of taking care; a pack rests on this part of it alone."""
    return [_part(one) for one in teaching.article.xpath('.//section[starts-with(@id, "care-")]')[:1]]


def _packs(site: Site, chapter: str, pages: list[str], care: list[dict]) -> dict[str, bytes]:
    """The files of a chapter: its worksheet, its pack, its notebook; `pages` are the chapter and its sheet."""
    page, own = map(site.page, pages)
    pack = Pack(sheet(chapter), page, own, care, site.shelf, site.address).files()
    coding = lessons.coding(chapter)
    blank = {f"codes-{chapter}.csv": frame_as_csv(coding.blank())} if coding else {}
    return blank | {
        f"worksheet-{chapter}.pdf": pack["2-worksheet.pdf"],
        f"monday-{chapter}.zip": zips.packed(pack),
        f"python-{chapter}.zip": notebook_files.pack(chapter, page.title),
        f"lesson-{chapter}.ipynb": notebook_files.notebook(chapter, page.title).encode(),
    }


def _simulation(page: Page, shelf: Shelf) -> dict[str, bytes]:
    paper = Paper(page.title, render("packs/simulation.html", sections=_sections(page)), 11.5, small=10)
    return paper.kept(shelf, "simulation", "pdf", "docx")


def _seminar(page: Page, shelf: Shelf, simulation: dict[str, bytes], course: dict) -> dict[str, bytes]:
    """The seminar's pack: what to print of its page, a sheet for each group, the course empty and filled."""
    groups = list(zip(*(listings.texts(kind)["parts"] for kind in ("primary text", "rival reading")), strict=True))
    sections = {one["id"]: one for one in _sections(page)}

    def chosen(ids: list[str]) -> list[dict]:
        return [sections.get(one) or page.refuse(f"the seminar has no section {one!r} to print") for one in ids]

    course_of, texts = "What did the article argue?", "Primary texts and rival readings"
    papers = {
        "2-each-group-course": Paper(course_of, render("packs/course.html", ours=False, **course), 10, 9),
        "4-groups-1-to-5-texts": Paper(texts, render("packs/groups.html", groups=groups), 10),
        "3-each-group-minute-17": Paper(course_of, render("packs/course.html", ours=True, **course), 10, 9),
    } | {
        file: Paper(title, render("packs/seminar.html", sections=chosen(ids)), 10, small=10)
        for file, (title, ids) in HANDOUTS.items()
    }
    made = {"README.txt": render("packs/seminar-readme.txt").encode()}
    for file, paper in sorted(papers.items()):
        made |= paper.kept(shelf, file, "pdf", "docx")
    made |= {f"8-{file}": content for file, content in simulation.items()}
    links, quotations = tables.load("sources").set_index("id")["link"], tables.load("texts")
    quotations["links"] = [" ".join(links[tables.sources_of("texts", [key])]) for key in quotations["id"]]
    made |= {"texts.csv": frame_as_csv(quotations), "LICENCE.txt": render("packs/LICENCE.txt").encode()}
    return {"seminar.zip": zips.packed(made)}


def _sections(page: Page) -> list[dict]:
    """The page's sections as `_part` gives them, each with its id and its parts."""
    return [
        _part(section) | {"id": section.get("id"), "parts": list(map(_part, section.xpath("./section[h3]")))}
        for section in page.article.xpath(".//section[h2]")
    ]


@dataclass
class Pack:
    """One chapter's pack. `own` is the page of the class sheet, `care` what the page for teachers says of care."""

    sheet: Sheet
    page: Page
    own: Page
    care: list[dict]
    shelf: Shelf
    address: str

    def files(self) -> dict[str, bytes]:
        """All files in the order in which a teacher wants them."""
        made, both, pictures = {"README.txt": self.text("readme")}, ("pdf", "docx"), self.pictures()
        for name, paper, endings in (
            ("1-lesson-plan", self.plan(), both),
            ("2-worksheet", self.worksheet(), both),
            ("3-key", self.key(), both),
            ("4-paper-fallback", self.fallback(*next(iter(pictures.items()))), ("pdf",)),
            ("5-links", self.links(), ("pdf",)),
        ):
            made |= paper.kept(self.shelf, name, *endings)
        made |= {f"figures/{name}.png": picture for name, picture in pictures.items()}
        made["data.csv"] = frame_as_csv(self.sheet.data())
        return made | {f"{name}.txt": self.text(name) for name in ("data-about", "for-your-it-desk", "LICENCE")}

    def text(self, name: str) -> bytes:
        values = {"question": self.page.title, "about": self.sheet.about, "address": self.address, "blank": BLANK}
        return render(f"packs/{name}.txt", **values).encode()

    # ---- words from the pages ----

    def section(self, name: str) -> Markup:
        """A section of the class sheet without its heading."""
        found = self.own.article.get_element_by_id(name, None)
        return _part(found)["html"] if found is not None else self.own.refuse(f"the sheet has no section {name!r}")

    def pictures(self) -> dict[str, bytes]:
        """The figures that were known then, in the page's order, each with its finding and without."""
        found = {}
        for figure in dom.find(self.page.article, "figure", "fa-figure"):
            folds = figure.iterancestors("details")
            later = any("fa-since" in one.classes or "fa-row" in one.classes for one in folds)
            for wide in dom.find(figure, "div", "fa-wide")[:1] if not later else ():
                svg = self.page.picture(wide)
                for end, finding in (("", True), ("-without-its-finding", False)):
                    drawn = downloads.picture(self.page, figure, svg, finding)
                    scale = (PIXELS + 0.5) / downloads.size_of(drawn)[0]
                    made = png_files.take(self.shelf, drawn, scale, COLOURS)
                    found[figure.get("data-figure") + end] = made
        return found

    # ---- sheets ----

    def plan(self) -> Paper:
        standfirst = dom.find(self.own.article, "p", "fa-standfirst")[0]
        lead = [standfirst, *standfirst.xpath("following-sibling::*[1][self::p]")]
        values = {"lead": " ".join(map(dom.words, lead)), "care": self.care}
        return Paper(f"Lesson plan: {self.page.title}", render("packs/plan.html", section=self.section, **values), 10)

    def worksheet(self) -> Paper:
        question, *answers = lesson_pages.guesses(self.own)[0]
        last = dom.words(self.own.article.xpath(".//*[@id='in-45-minutes']//dd")[-1])
        content = render(
            "packs/worksheet.html",
            section=self.section,
            guess={"question": question, "answers": answers},
            last=last.partition(":")[2].strip() or last,
            settings=self.settings(),
            about=self.sheet.about,
            data=self.data(),
            checks=_checks(self.own),
        )
        return Paper(f"Worksheet: {self.page.title}", content, 10, 7.5)

    def settings(self) -> dict:
        """All settings, side by side in as many columns of the page as fit."""
        shown = _numbered(self.sheet.settings())
        longest = max(len(one) for row in shown["rows"] for one in row)
        return shown | {"side_by_side": 2 if longest > 20 else 4 if len(shown["heads"]) < 4 else 3}

    def data(self) -> dict:
        """The class table; a column of long texts is six times as wide as another."""
        shown = lesson_pages.shown(self.sheet.data(), counted=False)
        longest = [max(map(len, column)) for column in zip(*shown["rows"], strict=True)]
        wordy = max(longest) > 60
        widths = " ".join("6" if length > 60 else "1" for length in longest) if wordy else ""
        side_by_side = 1 if wordy or len(longest) > 5 or len(shown["rows"]) < 14 else 2
        return shown | {"widths": widths, "side_by_side": side_by_side}

    def key(self) -> Paper:
        values = {"marking": self.sheet.marking, "key": _numbered(self.sheet.key()), "checks": _checks(self.own)}
        return Paper(f"Key: {self.page.title}", render("packs/key.html", section=self.section, **values), 9, 7.5)

    def fallback(self, figure: str, picture: bytes) -> Paper:
        lead = dom.find(self.page.article, "p", "fa-standfirst")[0]
        against = self.page.article.get_element_by_id("the-case-against", None)
        content = render(
            "packs/fallback.html",
            lead=dom.words(lead),
            answer=_plain(lead.getparent()),
            figure=figure,
            blocks=[
                (dom.words(one[0]), " ".join(map(_with_verdict, one.xpath("./dd//p[not(@class='fa-hint')]"))))
                for one in lead.xpath("../dl[@class='fa-blocks']/div")
            ],
            against=[] if against is None else _plain(against),
        )
        return Paper(self.page.title, content, 10, pictures={figure: picture})

    def links(self) -> Paper:
        base = f"{self.address.rstrip('/')}/" if self.address else ""
        links = [(said, base + link) for said, link in self.scenarios()]
        content = render("packs/links.html", links=links, address=self.address, blank=BLANK)
        return Paper(f"Links: {self.page.title}", content, pictures={link: qr(link) for _, link in links if base})

    def scenarios(self) -> list[tuple[str, str]]:
        """(what it shows, address in the site): for a class, then only, and settings of the first live figure."""
        name = self.page.name
        found = [
            ("For the class: guess first, nothing later, nothing stored", f"{name}#class"),
            (f"Only what was known on {in_words(BOOK.cutoff)}", f"{name}#then"),
        ]
        for control in self.page.article.xpath("(.//figure[@data-live])[1]//*[@data-param]")[:1]:
            figure, label = next(control.iterancestors("figure")).get("id"), control.get("data-param")
            for value in _values(control):
                link = f"{name}#{figure}&{label}={value}&class"
                found.append((f"The first figure, set to {label} {value}", link))
        return found


def _checks(sheet: Page) -> list[dict]:
    """The sheet's self-checks, each with its question and its choices: a letter, the answer, what explains it."""
    return [
        {
            "question": dom.words(dom.find(check, "p", "fa-question")[0]),
            "choices": [
                {
                    "key": letter,
                    "right": choice.get("data-right") == "yes",
                    "answer": dom.words(choice.find("summary")),
                    "explanation": dom.words(dom.find(choice, "p", "fa-told")[0]),
                }
                for letter, choice in zip(ascii_uppercase, check.xpath("./details"), strict=False)
            ],
        }
        for check in dom.find(sheet.article, "div", "fa-check")
    ]


def _question_bank(pages: list[Page]) -> dict[str, bytes]:
    """All self-checks as one package in QTI 2.1, which learning systems import."""
    checks = {
        f"{Path(page.name).stem}-{place}": check | {"title": page.title}
        for page in pages
        for place, check in enumerate(_checks(page), 1)
    }
    items = {f"{key}.xml": render("packs/question.xml", key=key, **check) for key, check in checks.items()}
    items["imsmanifest.xml"] = render("packs/imsmanifest.xml", keys=list(checks))
    items["LICENCE.txt"] = render("packs/LICENCE.txt")
    return {"questions-qti.zip": zips.packed({name: item.encode() for name, item in items.items()})}


def _part(section: HtmlElement) -> dict:
    """A section's heading, and its HTML without heading and subsections."""
    heading = section.xpath("./h2 | ./h3")[0]
    inside = [dom.source(one) for one in section if one is not heading and one.tag != "section"]
    return {"title": dom.words(heading), "html": Markup("".join(inside))}


def _plain(part: HtmlElement) -> list[str]:
    """The paragraphs of a part of the chapter that are nothing but text."""
    return list(map(dom.words, part.xpath("./p[not(@class)]")))


def _with_verdict(paragraph: HtmlElement) -> str:
    """A paragraph's text; the mark of a verdict at its head becomes a sentence."""
    words, marks = dom.words(paragraph), dom.find(paragraph, "*", "fa-verdict")
    verdict = dom.words(marks[0]) if marks else ""
    return f"{verdict}. {words.removeprefix(verdict).strip()}" if verdict else words


def _values(control: HtmlElement) -> list[str]:
    """Lowest, first and highest value of a slider, or the first three of a choice."""
    for slider in control.xpath(".//input[@min and @max]")[:1]:
        return list(dict.fromkeys(slider.get(name) for name in ("min", "value", "max") if slider.get(name)))
    return [option.get("value") for option in control.xpath(".//option")[:3]]


def _numbered(frame: pd.DataFrame) -> dict:
    """A table with the number on the class list first."""
    shown = lesson_pages.shown(frame)
    return shown | {"heads": ["No.", *shown["heads"][1:]]}


def qr(link: str) -> bytes:
    """A QR code as PNG."""
    import segno

    out = io.BytesIO()
    segno.make(link, error="m").save(out, kind="png", scale=8, border=2)
    return out.getvalue()
