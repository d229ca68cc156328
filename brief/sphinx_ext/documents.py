"""Sheets of paper, written once and printed twice: as PDF by typst, as .docx that a teacher can edit.

A sheet is plain HTML, made by a template in `packs/`; `sheet.typ` is the PDF's layout. The same sheet gives the same
bytes on any machine: typst's own typeface, no day but the edition's.
"""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import dataclass, field
from datetime import datetime, time
from pathlib import Path

from lxml import html
from lxml.html import HtmlElement

from brief import zips
from brief.book import BOOK
from brief.sphinx_ext import dom
from brief.sphinx_ext.build_cache import Shelf

LAYOUT = Path(__file__).with_name("sheet.typ")
FOOT = f"{BOOK.title}. {BOOK.licence.name}: copy, change and hand on."
BOX = "\u25a1"
UNREAD = ("/stylesWithEffects", "/thumbnail")


@dataclass(frozen=True)
class Paper:
    """HTML under a title, with the pictures (PNG) that it names. Words have `size` points on paper, tables `small`."""

    title: str
    content: str
    size: float = 10.5
    small: float = 8.5
    pictures: dict[str, bytes] = field(default_factory=dict)

    def kept(self, shelf: Shelf, name: str, *endings: str) -> dict[str, bytes]:
        """{name.ending: file}, pdf and docx as asked for, made anew only when sheet, book or layout have changed."""
        code = Path(__file__).read_text(encoding="utf-8") + LAYOUT.read_text(encoding="utf-8")
        made_from = f"{code}\0{BOOK}\0{self}".encode()
        return {
            f"{name}.{ending}": shelf.take(f"sheet-{ending}", made_from, getattr(self, ending)) for ending in endings
        }

    def blocks(self) -> list[dict]:
        """What stands on the sheet, one after the other, each link to another site with its address in full."""
        sheet = html.fragment_fromstring(self.content, create_parent=True)
        for link in sheet.xpath(".//a[starts-with(@href, 'http')]"):
            link.tail = f" ({link.get('href')})" + (link.tail or "")
        return [found for one in sheet if (found := block(one))]

    def pdf(self) -> bytes:
        import typst

        said = vars(self) | {"blocks": self.blocks(), "author": BOOK.title, "foot": FOOT}
        given = {"content": json.dumps(said, ensure_ascii=False, default=list)}  # a picture as the list of its bytes
        return typst.compile(LAYOUT, format="pdf", ignore_system_fonts=True, timestamp=0, sys_inputs=given)

    def docx(self) -> bytes:
        """The same for a word processor, to change and print."""
        from docx import Document
        from docx.shared import Mm, Pt

        made = Document()
        page, normal, about = made.sections[0], made.styles["Normal"], made.core_properties
        page.page_width, page.page_height = Mm(210), Mm(279.4)
        page.left_margin = page.right_margin = Mm(18)
        page.top_margin = page.bottom_margin = Mm(15)
        page.footer.paragraphs[0].text = FOOT
        normal.font.name, normal.font.size, normal.paragraph_format.space_after = "Georgia", Pt(10), Pt(4)
        about.title, about.author = self.title, BOOK.title
        about.created = about.modified = datetime.combine(BOOK.edition, time())
        made.add_heading(self.title, 1)
        for one in self.blocks():
            _write(one, made)
        # The library's blank page has a picture of itself, and its styles a second time for Word 2007.
        for part in (made.part, made.part.package):
            for key in [key for key, one in part.rels.items() if one.reltype.endswith(UNREAD)]:
                part.rels.pop(key)
        out = io.BytesIO()
        made.save(out)
        with zipfile.ZipFile(out) as archive:
            return zips.packed({name: archive.read(name) for name in archive.namelist()})


def block(one: HtmlElement) -> dict | None:
    """A heading, a paragraph, a list or a table as data; nothing of what has no place on paper: folds, links to files,
    the line on dotted numbers. A picture has its `part` of the text's width, a table may be cut into columns of the
    page that stand `side_by_side`, to save paper."""
    match one.tag:
        case "h2" | "h3":
            return {"kind": "heading", "text": dom.words(one)}
        case "p" if "fa-hint" not in one.classes:
            return {"kind": "text", "text": dom.words(one), "bold": "fa-bold" in one.classes}
        case "ul" | "ol" if "fa-class-links" not in one.classes:
            for hint in dom.find(one, "p", "fa-hint"):
                hint.drop_tree()
            mark = "number" if one.tag == "ol" else "box" if "fa-boxes" in one.classes else "bullet"
            return {"kind": "items", "items": list(map(dom.words, one)), "mark": mark}
        case "dl":
            rows = [[dom.words(row[0]), " ".join(map(dom.words, row[1:]))] for row in one]
            return {"kind": "table", "heads": ["When", "What"], "rows": rows, "side_by_side": 1, "widths": [1, 4.2]}
        case "table":
            heads, *rows = ([dom.words(cell) for cell in row] for row in one.iter("tr"))
            given, side_by_side = one.get("data-widths"), int(one.get("data-side-by-side", 1))
            widths = _widths(rows) if given is None else list(map(float, given.split()))
            return {"kind": "table", "heads": heads, "rows": rows, "side_by_side": side_by_side, "widths": widths}
        case "div" if "fa-scroll" in one.classes:
            return block(one[0])
        case "img":
            part = float(one.get("data-part"))
            return {"kind": "picture", "name": one.get("src"), "says": one.get("alt"), "part": part}
        case "hr":
            lines = one.get("data-lines")
            return {"kind": "lines", "count": int(lines)} if lines else {"kind": "page"}
    return None


def _widths(rows: list[list[str]]) -> list[float]:
    """Widths of columns by what they hold: more words, more room; an empty one is there to be written in."""
    lengths = [sum(map(len, column)) / len(rows) for column in zip(*rows, strict=True)]
    return [round(length**0.5, 1) if length else 6.0 for length in lengths]


def _write(one: dict, to) -> None:
    """Add a block to a document of python-docx."""
    from docx.shared import Pt

    match one["kind"]:
        case "heading":
            to.add_heading(one["text"], 2)
        case "text":
            to.add_paragraph().add_run(one["text"]).bold = one["bold"]
        case "items":
            for item in one["items"]:
                box = one["mark"] == "box"
                to.add_paragraph(f"{BOX} {item}" if box else item, None if box else f"List {one['mark'].title()}")
        case "lines":
            for _ in range(one["count"]):
                to.add_paragraph("_" * 78)
        case "table":
            # Word splits a page into columns badly; side by side is for paper only.
            made = to.add_table(rows=0, cols=len(one["heads"]), style="Table Grid")
            for place, row in enumerate([one["heads"], *one["rows"]]):
                for cell, words in zip(made.add_row().cells, row, strict=True):
                    run = cell.paragraphs[0].add_run(words)
                    run.font.size, run.bold = Pt(8.5), True if place == 0 else None
                    cell.paragraphs[0].paragraph_format.space_after = Pt(0)
        case "page":
            to.add_page_break()
        case kind:
            raise ValueError(f"a .docx has no {kind}")
