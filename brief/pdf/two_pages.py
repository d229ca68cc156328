"""Setting the sheet: words, figures, steps and marks go to the layout in `brief.typ`, and come back as PDF."""

from __future__ import annotations

import json
from functools import cache, partial
from pathlib import Path

import segno
import typst

from brief import book
from brief.book import BOOK
from brief.charts import theme
from brief.pdf import pictures, text
from brief.sphinx_ext import head_tags, verdict_marks
from brief.sphinx_ext.build_cache import SITE, Shelf, files, hash_of

FILES = {"a4": "downloads/brief.pdf", "us-letter": "downloads/brief-letter.pdf"}
FOLDER = Path(__file__).parent


def write(folder: Path, shelf: Shelf | None = None, key: str = "") -> None:
    """Add the PDFs to the finished site in `folder`, if the book asks for them and has the page of the second figure.

    `shelf` and `key` (`build_cache.content_key`) are what an earlier build has left.
    """
    if not BOOK.pdf or not (folder / BOOK.pdf["bars"][0]).exists():
        return
    shelf = shelf if shelf and key else Shelf()
    rooms = hash_of(book.ROOT, [*files(FOLDER), *files(text.FOLDER), *files(theme.FACES), *files(SITE)])
    of = json.dumps([key, rooms, published_at(), drawn(folder)]).encode()
    said = cache(lambda: content(folder))

    def sheet(paper: str) -> bytes:
        return pages(said(), paper)

    (folder / "downloads").mkdir(exist_ok=True)
    for paper, name in FILES.items():
        (folder / name).write_bytes(shelf.take(paper, of, partial(sheet, paper)))


def drawn(folder: Path) -> dict[str, dict]:
    """The two figures as the finished pages show them."""
    return {name: pictures.take(folder, *BOOK.pdf[name]) for name in ("map", "bars")}


def content(folder: Path, address: str | None = None) -> dict:
    """All that the layout prints, as JSON-ready values; `address` is where the book is published, if anywhere."""
    sheet, shown = text.read(), drawn(folder)
    day = BOOK.edition
    address = published_at() if address is None else address
    return {
        "title": sheet.title,
        "sections": sheet.sections,
        "sources": sheet.numbered(),
        **shown,
        "bars": shown["bars"] | {"rows": pictures.bars(), "sides": BOOK.pdf["sides"]},
        "verdicts": {
            name: {"word": verdict_marks.word(name), "svg": pictures.on_paper(_framed(mark))}
            for name, mark in verdict_marks.MARKS.items()
        },
        "edition": {"words": book.in_words(day), "year": day.year, "month": day.month, "day": day.day},
        "book": {"title": BOOK.title, "author": BOOK.author, "licence": BOOK.licence.name},
        "keywords": BOOK.pdf["keywords"],
        "cutoff": book.in_words(BOOK.cutoff),
        "address": address,
        "code": segno.make(address, error="m").svg_inline(border=0) if address else "",
        "palette": {name: light for name, (light, _) in theme.PALETTE.items()},
    }


def pages(said: dict, paper: str) -> bytes:
    """The sheet on `paper` (a key of FILES) as PDF/UA-1. Raises PrintError when it can't be set.

    No clock, no font of this machine, no package from elsewhere: the same content gives the same bytes.
    """
    try:
        return typst.compile(
            FOLDER / "brief.typ",
            root=FOLDER,
            font_paths=[FOLDER / "fonts", theme.FACES],
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards="ua-1",
            timestamp=0,
            sys_inputs={"paper": paper, "content": json.dumps(said, ensure_ascii=False)},
        )
    except typst.TypstError as problem:
        raise text.PrintError(f"brief.typ: {problem}") from problem


def published_at() -> str:
    """The book's address, as in the pages' heads; empty until it is published."""
    return head_tags.base(book.ROOT / book.CONFIG)


def _framed(mark: str) -> str:
    return f'<svg width="16" height="16" viewBox="0 0 16 16">{mark}</svg>'
