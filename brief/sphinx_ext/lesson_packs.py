"""The Monday pack of each chapter that has a class sheet: everything for one lesson, on paper and as files, no Python.

The words come from the sheet and the chapter as they stand on the site, the key from its `lesson.py`. Pictures and
sheets are kept in `_build/packs` by the content that they are made from, since drawing them takes a minute.
"""

from __future__ import annotations

import copy
import inspect
import io
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from lxml.html import HtmlElement

from brief.book import BOOK, in_words
from brief.charts import vega_spec
from brief.lessons import Sheet, sheets
from brief.sphinx_ext import documents, dom, downloads, lesson_notebooks, lesson_pages, theme_html
from brief.sphinx_ext.build_cache import Shelf
from brief.sphinx_ext.documents import Heading, Items, Lines, PageBreak, Picture, Table, Text
from brief.sphinx_ext.theme_html import Page

FOLDER = "downloads"
FOOT = f"{BOOK.title}. {BOOK.licence.name}: copy, change and hand on."


def names() -> set[str]:
    """The files that `make` will give, so that pages may offer them before they are made."""
    return (
        {
            f"{FOLDER}/{kind}-{chapter}.{ending}"
            for chapter in sheets()
            for kind, ending in (("monday", "zip"), ("worksheet", "pdf"))
        }
        | lesson_notebooks.names()
        | {f"{FOLDER}/simulation.pdf", f"{FOLDER}/simulation.docx"}
    )


def make(pages: dict[str, Page], cache: Path, address: str = "") -> dict[str, bytes]:
    """{name in the site: content} from the finished pages. `address` is the site's public one, for QR codes."""
    files: dict[str, bytes] = {}
    keep = Cache(cache)
    play = next((page for name, page in pages.items() if name.endswith("/simulation.html")), None)
    played = simulation(play, keep) if play is not None else {}
    files |= {f"{FOLDER}/simulation.{ending}": content for ending, content in played.items()}
    teaching = next((page for name, page in pages.items() if name.endswith("/teaching.html")), None)
    for chapter, sheet in sheets().items():
        page = next((one for name, one in pages.items() if name.endswith(f"/{chapter}.html")), None)
        if page is not None and (own := lesson_pages.sheet_of(page, pages)) is not None:
            pack = Pack(sheet, page, own, teaching, keep, address)
            files[f"{FOLDER}/worksheet-{chapter}.pdf"] = pack.worksheet()["pdf"]
            files[f"{FOLDER}/monday-{chapter}.zip"] = documents.steady_zip(
                pack.files() | {f"6-simulation.{ending}": content for ending, content in played.items()}
            )
            files |= lesson_notebooks.make(chapter, page.title)
    keep.tidy()
    return files


class Cache(Shelf):
    """The shelf of what the packs are made of."""

    def kept(self, maker, of: str, make: Callable[[], bytes]) -> bytes:
        """What `make` makes of `of`; the code of `maker`, a function or module, is part of the key."""
        return self.take("pack", f"{maker.__name__}\0{inspect.getsource(maker)}\0{of}".encode(), make)

    def both(self, title: str, blocks: list[documents.Block], **sizes: float) -> dict[str, bytes]:
        """A sheet as PDF and as .docx."""
        of = f"{title}\0{sizes}\0" + "\0".join(map(repr, blocks))
        return {
            "pdf": self.kept(documents, "pdf\0" + of, lambda: documents.pdf(title, FOOT, blocks, **sizes)),
            "docx": self.kept(documents, "docx\0" + of, lambda: documents.docx(title, FOOT, blocks)),
        }


def simulation(page: Page, keep: Cache) -> dict[str, bytes]:
    """The simulation on paper: the plan, then each card on a page of its own, then the debrief."""
    blocks: list[documents.Block] = []
    for section in page.article.xpath(".//section[h2]"):
        if section.get("id") == "the-debrief":
            blocks.append(PageBreak())
        cards = section.get("id") == "the-cards"
        blocks += [] if cards else [Heading(dom.words(section.xpath("./h2")[0])), *_flow(section)]
        for part in section.xpath("./section[h3]"):
            name = dom.words(part.xpath("./h3")[0])
            blocks += [*([PageBreak()] if cards else []), Heading(name), *_flow(part)]
            for room in NOTES.get(name, NOTES["a government"]) if cards else ():
                blocks += [Text(room, bold=True), Lines(4)]
    return keep.both(page.title, blocks, size=11.5, small=10)


def _flow(section: HtmlElement) -> list[documents.Block]:
    """The text of a section, without its subsections and links to files."""
    found: list[documents.Block] = []
    for one in section:
        if one.tag == "p" and not dom.has_class(one, "fa-hint"):
            found.append(Text(dom.words(one)))
        elif one.tag in ("ul", "ol") and not dom.has_class(one, "fa-class-links"):
            found.append(Items(tuple(map(_without_hint, one)), "bullet" if one.tag == "ul" else "number"))
        elif one.tag == "dl":
            rows = tuple((dom.words(row.xpath("./dt")[0]), dom.words(row.xpath("./dd")[0])) for row in one)
            found.append(Table(("When", "What"), rows, widths=(1, 4.2)))
    return found


@dataclass
class Pack:
    """One chapter's pack. `own` is the page of the class sheet, `teaching` the page for teachers."""

    sheet: Sheet
    page: Page
    own: Page
    teaching: Page | None
    keep: Cache
    address: str

    def files(self) -> dict[str, bytes]:
        """All files in the order in which a teacher wants them."""
        made = {"README.txt": self.readme()}
        for number, (name, both) in enumerate(
            (
                ("lesson-plan", self.plan()),
                ("worksheet", self.worksheet()),
                ("key", self.key()),
                ("paper-fallback", self.fallback()),
            ),
            1,
        ):
            for ending, content in both.items():
                made[f"{number}-{name}.{ending}"] = content
        made["5-links.pdf"] = self.links()
        for key, finding, bare in self.pictures():
            made[f"figures/{key}.png"] = finding
            made[f"figures/{key}-without-its-finding.png"] = bare
        made["data.csv"] = lesson_pages.spreadsheet(self.sheet.data())
        made["data-about.txt"] = f"{self.sheet.about}\nFrom the book's own tables; {BOOK.licence.name}.\n".encode()
        made["for-your-it-desk.txt"] = self.it_desk()
        made["LICENCE.txt"] = LICENCE_TEXT.encode()
        return made

    # ---- words from the pages ----

    @property
    def question(self) -> str:
        return self.page.title

    def section(self, name: str) -> HtmlElement:
        found = dom.by_id(self.own.article, name)
        if found is None:
            self.own.refuse(f"the sheet has no section {name!r}")
        return found

    def said(self, name: str) -> list[str]:
        """The paragraphs of a section, outside folds and lists."""
        return [dom.words(one) for one in self.section(name).xpath("./p[not(@class='fa-hint')]")]

    def listed(self, name: str) -> tuple[str, ...]:
        return tuple(_without_hint(one) for one in self.section(name).xpath("./ul/li | ./ol/li"))

    def guess(self) -> tuple[str, tuple[str, ...]]:
        guess = dom.find(self.own.article, "div", "fa-guess-text")[0]
        return dom.words(dom.find(guess, "p", "fa-question")[0]), tuple(dom.words(one) for one in guess.xpath(".//li"))

    def minutes(self) -> list[tuple[str, str]]:
        """(minutes, what to do) of the lesson."""
        return [
            (dom.words(one.xpath("./dt")[0]), " ".join(dom.words(part) for part in one.xpath("./dd")))
            for one in self.section("in-45-minutes").xpath(".//dl/div")
        ]

    def rubric(self) -> list[documents.Block]:
        rows = [[dom.words(cell) for cell in row] for row in self.section("what-counts-as-good-work").xpath(".//tr")]
        return [
            *map(Text, self.said("what-counts-as-good-work")),
            Table(tuple(rows[0]), tuple(tuple(row) for row in rows[1:]), widths=(1, 1.4, 1)),
        ]

    def checks(self) -> list[tuple[str, list[tuple[str, str, bool]]]]:
        """(question, [(answer, explanation, right)])."""
        return [
            (
                dom.words(dom.find(one, "p", "fa-question")[0]),
                [
                    (
                        dom.words(choice.xpath("./summary")[0]),
                        dom.words(dom.find(choice, "p", "fa-told")[0]),
                        choice.get("data-right") == "yes",
                    )
                    for choice in one.xpath("./details")
                ],
            )
            for one in dom.find(self.own.article, "div", "fa-check")
        ]

    # ---- sheets ----

    def both(self, title: str, blocks: list[documents.Block], **sizes: float) -> dict[str, bytes]:
        return self.keep.both(title, blocks, **sizes)

    def plan(self) -> dict[str, bytes]:
        care = next(iter(self.teaching.article.xpath(CARE)), None) if self.teaching else None
        blocks = [
            Text(" ".join(self.own_lead())),
            Heading("Objectives"),
            Items(self.listed("what-students-will-be-able-to-do")),
            Heading("You need"),
            Items(
                (
                    "The worksheet, one sheet for each student, printed on both sides.",
                    "A number from 1 to 40 for each student: that is the setting.",
                    "The chapter on screens by the class link, or the paper fallback.",
                )
            ),
            Heading("45 minutes"),
            Table(("When", "What"), tuple(self.minutes()), widths=(1, 4.2)),
            Heading("If there are only 15 minutes"),
            *map(Text, self.said("in-15-minutes")),
            Heading("Where informed people differ"),
            Items(self.listed("where-informed-people-differ"), "number"),
            Heading("What counts as good work"),
            *self.rubric(),
            *([Heading(dom.words(care.xpath("./h2 | ./h3")[0])), *_flow(care)] if care is not None else []),
        ]
        return self.both(f"Lesson plan: {self.question}", blocks, size=10)

    def own_lead(self) -> list[str]:
        """The sheet's first lines: what it is, for whom, what is needed first."""
        lead = dom.find(self.own.article, "p", "fa-standfirst")[0]
        following = lead.getnext()
        return [dom.words(lead), *([dom.words(following)] if following is not None and following.tag == "p" else [])]

    def worksheet(self) -> dict[str, bytes]:
        question, options = self.guess()
        last = self.minutes()[-1][1]
        blocks = [
            Text("Name: ______________________________     My number: ______     Date: ______________"),
            Heading("1  Guess, before you read"),
            Text(question),
            Items(options, "box"),
            Text("Because:"),
            Lines(2),
            Heading("2  Read the answer part"),
            Text("The sentence that surprised me, and why:"),
            Lines(3),
            Heading("3  Work your own setting"),
            *_flow(self.section("your-setting")),
            Text("My setting, from the table overleaf:"),
            Lines(1),
            Text("My working and my answer:"),
            Lines(5),
            Heading("4  The case against"),
            Text("Its strongest point, in my words:"),
            Lines(3),
            Heading("5  On the way out"),
            Text(last.partition(":")[2].strip() or last),
            Lines(2),
            PageBreak(),
            Heading("Your setting, by your number"),
            self.settings(),
            Heading("The class table"),
            Text(self.sheet.about),
            self.table(),
            Heading("Check yourself"),
        ]
        for number, (asked, choices) in enumerate(self.checks(), 1):
            blocks += [Text(f"{number}. {asked}"), Items(tuple(answer for answer, _, _ in choices), "box")]
        return self.both(f"Worksheet: {self.question}", blocks, size=10, small=7.5)

    def settings(self) -> Table:
        frame = self.sheet.settings()
        heads = ("No.", *map(str, frame.columns))
        longest = max(len(str(cell)) for row in frame.itertuples(index=False) for cell in row)
        return Table(heads, _cells(frame, counted=True), side_by_side=2 if longest > 20 else 4 if len(heads) < 4 else 3)

    def table(self) -> Table:
        frame = self.sheet.data()
        rows = _cells(frame)
        wordy = max((len(cell) for row in rows for cell in row), default=0)
        side = 1 if wordy > 60 or len(frame.columns) > 5 or len(rows) < 14 else 2
        widths = tuple(6.0 if any(len(row[at]) > 60 for row in rows) else 1.0 for at in range(len(frame.columns)))
        return Table(tuple(map(str, frame.columns)), rows, side, widths if wordy > 60 else ())

    def key(self) -> dict[str, bytes]:
        frame = self.sheet.key()
        blocks: list[documents.Block] = [
            Text(
                "This key is calculated by the book and public on its site. What you mark is the working and the "
                "reason, and those aren't here."
            ),
            Heading("Settings and answers"),
            *([Text(self.sheet.marking)] if self.sheet.marking else []),
            Table(("No.", *map(str, frame.columns)), _cells(frame, counted=True)),
            Heading("Self-checks"),
        ]
        for question, choices in self.checks():
            blocks += [Text(question, bold=True), Items(tuple(f"{answer} {said}" for answer, said, _ in choices))]
        blocks += [Heading("What counts as good work"), *self.rubric()]
        return self.both(f"Key: {self.question}", blocks, size=9, small=7.5)

    def fallback(self) -> dict[str, bytes]:
        """The answer part and the case against, for the day when the network is down: two sheets at most."""
        article = self.page.article
        lead = dom.find(article, "p", "fa-standfirst")[0]
        (key, picture, _), *_ = self.pictures()
        blocks: list[documents.Block] = [
            Text("Hand out at minute 5, after the guess."),
            Text(dom.words(lead), bold=True),
        ]
        top = lead.getparent()
        blocks += [Text(dom.words(one)) for one in top.xpath("./p[not(@class)]")]
        blocks.append(Picture(picture, f"Figure of the chapter, {key}", 0.86))
        for one in top.xpath("./dl[@class='fa-blocks']/div"):
            said = " ".join(_paragraph(part) for part in one.xpath("./dd//p[not(@class='fa-hint')]"))
            blocks.append(Text(f"{dom.words(one.xpath('./dt')[0])}: {said}"))
        against = dom.by_id(article, "the-case-against")
        if against is not None:
            blocks.append(Heading("The case against"))
            blocks += [Text(dom.words(one)) for one in against.xpath("./p[not(@class)]")]
        return {"pdf": self.both(self.question, blocks, size=10)["pdf"]}

    def links(self) -> bytes:
        """Links to open on screens; with QR codes where the site's public address is known."""
        blocks: list[documents.Block] = []
        if not self.address:
            blocks.append(Text(f"Write your site’s address here: {BLANK} and put it before each of these links."))
        for said, link in self.scenarios():
            blocks += [Text(said, bold=True), Text((self.address.rstrip("/") + "/" if self.address else "") + link)]
            if self.address:
                blocks.append(Picture(qr(self.address.rstrip("/") + "/" + link), f"QR code: {said}", 0.16))
        return self.both(f"Links: {self.question}", blocks)["pdf"]

    def scenarios(self) -> list[tuple[str, str]]:
        """(what it shows, address in the site): for a class, then only, and settings of the first live figure."""
        name = self.page.name
        found = [
            ("For the class: guess first, nothing later, nothing stored", f"{name}#class"),
            (f"Only what was known on {in_words(BOOK.cutoff)}", f"{name}#then"),
        ]
        for figure in self.page.article.xpath(".//figure[@data-live]")[:1]:
            for control in figure.xpath(".//*[@data-param]")[:1]:
                label = dom.words(control).split("  ")[0]
                for value in _values(control):
                    label = control.get("data-param")
                    found.append(
                        (
                            f"The first figure, set to {label} {value}",
                            f"{name}#{figure.get('id')}&{label}={value}&class",
                        )
                    )
        return found

    # ---- pictures ----

    def pictures(self) -> list[tuple[str, bytes, bytes]]:
        """(name, with its finding, without) of the figures that were known then, in the page's order."""
        found = []
        for figure in dom.find(self.page.article, "figure", "fa-figure"):
            later = any(
                dom.has_class(one, "fa-since") or dom.has_class(one, "fa-row")
                for one in figure.iterancestors("details")
            )
            wide = dom.find(figure, "div", "fa-wide")
            if later or not wide:
                continue
            svg = theme_html.picture(self.page, dom.find(wide[0], "fa-svg")[0])
            pair = [downloads.picture(self.page, figure, svg, finding=finding) for finding in (True, False)]
            found.append((figure.get("data-figure"), *(self.keep.kept(_png, one, partial(_png, one)) for one in pair)))
        return found

    # ---- plain files ----

    def readme(self) -> bytes:
        return (
            f"{self.question}\nA lesson from {BOOK.title}. Everything here opens without Python.\n\n"
            "1-lesson-plan     45 minutes, to the minute; 15 minutes; rubric; a note on care\n"
            "2-worksheet       one sheet, both sides; PDF to print, .docx to change\n"
            "3-key             the answers to all forty settings, calculated by the book\n"
            "4-paper-fallback  the text and a figure, for a day without a network\n"
            "5-links           links for screens\n"
            f"{self.simulation()}"
            "figures/          PNG with and without their finding; they survive a grey copy\n"
            "data.csv          the class table, for any spreadsheet; data-about.txt says what it is\n"
            "for-your-it-desk  what the site needs and stores (nothing)\n"
        ).encode()

    @staticmethod
    def simulation() -> str:
        about = BOOK.lessons.get("simulation")
        return f"6-simulation      cards, plan and debrief for a double lesson: {about}\n" if about else ""

    def it_desk(self) -> bytes:
        blank = "" if self.address else f"Write your site’s address here: {BLANK}\n\n"
        where = self.address or "the address above"
        return (
            f"For the IT desk\n\n{blank}{BOOK.title} is a static site at {where}. "
            "One domain is all that needs to be let through. "
            "It has no accounts, sets no cookies, stores nothing in the browser and asks no other site for anything; "
            "its pages forbid that by a content security policy. A chapter weighs under 350 kB, and under 650 kB once "
            "a chart is touched, so thirty laptops load it together without strain. It needs no plug-in, works "
            "without scripts but for live charts and the class link, and can be opened from a folder or a memory "
            "stick. Every chart has a description and a table; all controls work by keyboard. "
            f"{BOOK.lessons.get('subject', '')}\n"
        ).encode()


# Room to write on the cards of the simulation.
NOTES = {
    "a government": ("We want", "We fear", "We would give", "Our advice, and what would change our mind"),
    "The press": ("Questions", "Headline, fact, open question"),
    "Observers": ("Claims about cause, and who gave evidence", "Who changed their mind, and why", "What nobody asked"),
}
BLANK = "_" * 30
CARE = './/section[starts-with(@id, "care-")]'  # on the page for teachers
LICENCE_TEXT = (
    f"Text, figures and tables of this pack: {BOOK.licence.name}. Copy, change and hand on freely, also changed; "
    f"say where it comes from:\n\n{BOOK.title} ({BOOK.licence.name})\n{BOOK.licence.link}\n"
)


def _paragraph(element: HtmlElement) -> str:
    """A paragraph's text; the mark of a verdict at its head becomes a sentence."""
    marks = dom.find(element, "*", "fa-verdict")
    verdict = dom.words(marks[0]) if marks else ""
    return f"{verdict}. {dom.words(element).removeprefix(verdict).strip()}" if verdict else dom.words(element)


def _without_hint(element: HtmlElement) -> str:
    """The text without the line on dotted numbers, which paper hasn't."""
    copied = copy.deepcopy(element)
    for hint in dom.find(copied, "p", "fa-hint"):
        dom.drop(hint)
    return dom.words(copied)


def _values(control: HtmlElement) -> list[str]:
    """Lowest, first and highest value of a slider, or the first three of a choice."""
    for slider in control.xpath(".//input[@min and @max]")[:1]:
        return list(dict.fromkeys(slider.get(name) for name in ("min", "value", "max") if slider.get(name)))
    return [option.get("value") for option in control.xpath(".//option")[:3]]


def _cells(frame, counted: bool = False) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(map(lesson_pages.cell, row)) for row in frame.itertuples(index=counted, name=None))


def _png(svg: str) -> bytes:
    pixels = 1440  # 220 dots to the inch on a page of A4
    width = float(svg.partition('width="')[2].partition('"')[0])
    return _tight(vega_spec.png(svg, scale=(pixels + 0.5) / width))


def _tight(png: bytes) -> bytes:
    """The same picture, packed as well as zlib can: the renderer packs for speed, at three times the size."""
    start, packed, kept = 8, b"", []
    while start < len(png):
        end = start + 12 + int.from_bytes(png[start : start + 4], "big")
        kind, body = png[start + 4 : start + 8], png[start + 8 : end - 4]
        if kind == b"IDAT":
            packed += body
        else:
            kept.append((kind, body))
        start = end
    kept.insert(-1, (b"IDAT", zlib.compress(zlib.decompress(packed), 9)))
    return png[:8] + b"".join(
        len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big") for kind, body in kept
    )


def qr(link: str) -> bytes:
    """A QR code as PNG."""
    import segno

    out = io.BytesIO()
    segno.make(link, error="m").save(out, kind="png", scale=8, border=2)
    return out.getvalue()
