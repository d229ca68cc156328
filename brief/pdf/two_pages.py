"""Setting the sheet: words, figures, steps and marks go to the layout in `brief.typ`, and come back as PDF."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import segno
import typst

from brief import book
from brief.book import BOOK
from brief.charts import theme
from brief.pdf import pictures, text
from brief.sphinx_ext import html_snippets
from brief.sphinx_ext.build_cache import files, hash_of
from brief.sphinx_ext.page import Page

if TYPE_CHECKING:
    from brief.sphinx_ext.site import Site

FILES = {"a4": "downloads/brief.pdf", "us-letter": "downloads/brief-letter.pdf"}
FOLDER = Path(__file__).parent


def add(site: Site) -> None:
    """Add the PDFs to the site, if the book asks for them and has the page of the second figure."""
    if not BOOK.pdf or BOOK.pdf["bars"][0] not in site.bodies:
        return
    rooms = hash_of(book.ROOT, [*files(FOLDER), *files(text.FOLDER), *files(theme.FACES)])
    shown = site.kept("drawn", [site.main(BOOK.pdf[name][0]) for name in ("map", "bars")], partial(drawn, site.page))
    said = cache(partial(content, shown, site.address))
    for paper, name in FILES.items():
        site.files[name] = site.kept(f"pdf-{paper}", (rooms, shown), lambda paper=paper: pages(said(), paper))


def drawn(page_of: Callable[[str], Page]) -> dict[str, dict]:
    """The two figures as their pages show them; `page_of` gives a page by its name in the site."""
    return {name: pictures.take(page_of(page), key) for name in ("map", "bars") for page, key in [BOOK.pdf[name]]}


def content(shown: dict[str, dict], address: str = "") -> dict:
    """All that the layout prints, as JSON-ready values: `shown` the figures as `drawn` gives them, `address` where the
    book is published, if anywhere."""
    sheet, day = text.read(), BOOK.edition
    return {
        "title": sheet.title,
        "sections": sheet.sections,
        "sources": sheet.numbered(),
        **shown,
        "bars": shown["bars"] | {"rows": pictures.bars(), "sides": BOOK.pdf["sides"]},
        "verdicts": {
            name: {"word": html_snippets.word(name), "svg": pictures.on_paper(_framed(mark))}
            for name, mark in html_snippets.MARKS.items()
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


def _framed(mark: str) -> str:
    return f'<svg width="16" height="16" viewBox="0 0 16 16">{mark}</svg>'
