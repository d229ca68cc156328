"""Sheets of paper, written once and printed twice: as PDF by typst, as .docx that a teacher can edit.

A sheet is a list of blocks. The same blocks give the same bytes on any machine: typst's own typeface, no day but
the edition's.
"""

from __future__ import annotations

import io
import tempfile
import zipfile
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path

from brief.book import BOOK

STAMP = datetime.combine(BOOK.edition, time())  # for formats that demand a date


@dataclass(frozen=True)
class Heading:
    text: str
    level: int = 2


@dataclass(frozen=True)
class Text:
    text: str
    bold: bool = False


@dataclass(frozen=True)
class Items:
    """A list; `mark` is a bullet, a number or a box to tick."""

    items: tuple[str, ...]
    mark: str = "bullet"


@dataclass(frozen=True)
class Lines:
    """Room to write: so many ruled lines."""

    count: int


@dataclass(frozen=True)
class Table:
    """Rows under heads; `side_by_side` cuts it into so many columns of the page, to save paper."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    side_by_side: int = 1
    widths: tuple[float, ...] = ()


@dataclass(frozen=True)
class Picture:
    png: bytes
    says: str
    part: float = 1.0  # of the text's width


@dataclass(frozen=True)
class PageBreak:
    pass


Block = Heading | Text | Items | Lines | Table | Picture | PageBreak
BOXES = {"bullet": "•", "box": "\u25a1"}


def parted(table: Table) -> list[Table]:
    """The table in pieces of equal length, to stand side by side."""
    length = -(-len(table.rows) // table.side_by_side)
    return [
        Table(table.heads, table.rows[at : at + length], 1, table.widths) for at in range(0, len(table.rows), length)
    ]


# ---- PDF ----------------------------------------------------------------------------------------------------------

_LAYOUT = """
#set document(title: {title}, author: {author}, date: none)
#set page(paper: "a4", margin: (x: 18mm, top: 15mm, bottom: 15mm), footer: text(8pt)[{foot}])
#set text(font: "Libertinus Serif", size: {size}pt, lang: "en")
#set par(leading: 0.55em, spacing: 0.8em)
#set table(stroke: 0.4pt + luma(150), inset: (x: 3pt, y: 2.6pt))
#show table: set text(size: {small}pt)
#show heading.where(level: 1): set text(size: 15pt)
#show heading.where(level: 2): set text(size: 11.5pt)
#show heading: set block(above: 1em, below: 0.55em)
"""


def pdf(title: str, foot: str, blocks: list[Block], size: float = 10.5, small: float = 8.5) -> bytes:
    """The sheet as A4 PDF; what is on it also fits Letter when scaled to fit."""
    import typst

    with tempfile.TemporaryDirectory() as folder:
        parts = [
            _LAYOUT.format(title=_string(title), author=_string(BOOK.title), foot=_plain(foot), size=size, small=small)
        ]
        for number, block in enumerate([Heading(title, 1), *blocks]):
            if isinstance(block, Picture):
                (Path(folder) / f"{number}.png").write_bytes(block.png)
            parts.append(_typst(block, f"{number}.png"))
        (Path(folder) / "sheet.typ").write_text("\n".join(parts), encoding="utf-8")
        return typst.compile(
            str(Path(folder) / "sheet.typ"), root=folder, format="pdf", ignore_system_fonts=True, timestamp=0
        )


def _string(text: str) -> str:
    """Text as a string of typst's: nothing in it is read as markup."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'


def _plain(text: str) -> str:
    return f"#{_string(text)}"


def _typst(block: Block, picture: str) -> str:
    match block:
        case Heading(text, level):
            return f"#heading(level: {level}, {_string(text)})"
        case Text(text, bold):
            return f"#par(strong({_string(text)}))" if bold else f"#par(text({_string(text)}))"
        case Items(items, "number"):
            return f"#enum({', '.join(f'text({_string(one)})' for one in items)})"
        case Items(items, mark):
            return f"#list(marker: [{BOXES[mark]}], {', '.join(f'text({_string(one)})' for one in items)})"
        case Lines(count):
            ruled = "#v(5.6mm)#line(length: 100%, stroke: 0.4pt + luma(120))"
            return f"#block(breakable: false, spacing: 0.5em)[{ruled * count}]"
        case Table() if block.side_by_side > 1:
            cells = ", ".join(f"[{_typst(one, '')}]" for one in parted(block))
            return f"#grid(columns: {block.side_by_side}, column-gutter: 5mm, {cells})"
        case Table(heads, rows, _, widths):
            columns = "(" + ", ".join(f"{one:g}fr" for one in widths) + ",)" if widths else str(len(heads))
            head = ", ".join(f"strong({_string(one)})" for one in heads)
            body = ", ".join(f"text({_string(cell)})" for row in rows for cell in row)
            return f"#table(columns: {columns}, table.header({head}), {body})"
        case Picture(_, says, part):
            return f'#image("{picture}", width: {part * 100:g}%, alt: {_string(says)})'
        case PageBreak():
            return "#pagebreak()"
    raise TypeError(f"{block!r} is no block of a sheet")


# ---- .docx --------------------------------------------------------------------------------------------------------


def docx(title: str, foot: str, blocks: list[Block]) -> bytes:
    """The same sheet for a word processor, to change and print."""
    from docx import Document
    from docx.shared import Mm, Pt

    sheet = Document()
    page = sheet.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(18)
    page.top_margin = page.bottom_margin = Mm(15)
    page.footer.paragraphs[0].text = foot
    sheet.styles["Normal"].font.name, sheet.styles["Normal"].font.size = "Georgia", Pt(10)
    sheet.styles["Normal"].paragraph_format.space_after = Pt(4)
    about = sheet.core_properties
    about.title, about.author, about.created, about.modified = title, BOOK.title, STAMP, STAMP
    sheet.add_heading(title, 1)
    for block in blocks:
        _docx(sheet, block, page.page_width - page.left_margin - page.right_margin)
    out = io.BytesIO()
    sheet.save(out)
    return steady_zip({name: zipfile.ZipFile(out).read(name) for name in zipfile.ZipFile(out).namelist()})


def _docx(sheet, block: Block, width: int) -> None:
    from docx.shared import Pt

    match block:
        case Heading(text, level):
            sheet.add_heading(text, level)
        case Text(text, bold):
            sheet.add_paragraph().add_run(text).bold = bold
        case Items(items, mark):
            for one in items:
                style = {"bullet": "List Bullet", "number": "List Number"}.get(mark)
                sheet.add_paragraph(one if style else f"{BOXES[mark]} {one}", style=style)
        case Lines(count):
            for _ in range(count):
                sheet.add_paragraph("_" * 78)
        case Table(heads, rows):
            # Word splits a page into columns badly; side by side is for paper only.
            made = sheet.add_table(rows=1, cols=len(heads), style="Table Grid")
            for cell, text in zip(made.rows[0].cells, heads, strict=True):
                cell.paragraphs[0].add_run(text).bold = True
            for row in rows:
                for cell, text in zip(made.add_row().cells, row, strict=True):
                    cell.text = text
            for paragraph in (p for row in made.rows for cell in row.cells for p in cell.paragraphs):
                paragraph.paragraph_format.space_after = Pt(0)
                for run in paragraph.runs:
                    run.font.size = Pt(8.5)
        case Picture(png, _, part):
            sheet.add_picture(io.BytesIO(png), width=int(width * part))
        case PageBreak():
            sheet.add_page_break()
        case _:
            raise TypeError(f"{block!r} is no block of a sheet")


def steady_zip(files: dict[str, bytes]) -> bytes:
    """An archive whose bytes depend on its content alone."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in files:
            about = zipfile.ZipInfo(name, STAMP.timetuple()[:6])
            # The same on every system; readable by all.
            about.create_system, about.external_attr = 3, 0o644 << 16
            # PNG is packed already.
            about.compress_type = zipfile.ZIP_STORED if name.endswith(".png") else zipfile.ZIP_DEFLATED
            archive.writestr(about, files[name])
    return out.getvalue()
