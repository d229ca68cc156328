"""How to cite a part of a page: in words and for BibTeX, with its address where the book has one, and a way to copy.

A figure or claim brings `p.fa-citation` and `pre.fa-bibtex`; here they are completed.
"""

from __future__ import annotations

from lxml.html import HtmlElement

from brief.book import BOOK, in_words
from brief.charts.html import bibtex
from brief.sphinx_ext import dom
from brief.sphinx_ext.page import Page

PARTS = (("p", "fa-citation", "Copy"), ("pre", "fa-bibtex", "Copy BibTeX"))


def of_claim(key: str, paraphrase: str, verdict: str) -> tuple[str, str]:
    """How to cite a claim: in words, and for BibTeX; `verdict` is the word, or empty."""
    edition = f"edition of {in_words(BOOK.edition)}"
    judged = f" Verdict: {verdict}." if verdict else ""
    words = f"“{paraphrase.rstrip('.')}.”{judged} {BOOK.title}, {edition}, claim {key}."
    return words, bibtex(key, paraphrase.rstrip("."), f"Claim {key}, {edition}.{judged}")


def complete(page: Page, address: str) -> None:
    """Add each citation's own address, where the book has one, and a button to copy it."""
    for tag, class_, label in PARTS:
        for cited in dom.find(page.article, tag, class_):
            place = next(one.get("id") for one in cited.iterancestors() if one.get("id"))
            if address:
                cited.text = _with_address(cited, f"{address}{page.name}#{place}")
            # Without an address in the text the script adds the one that the reader's browser shows.
            marks = "fa-copy fa-copy-citation fa-script"
            button = dom.make("button", label, type="button", class_=marks, data_at=place)
            dom.insert_after(cited, button)


def _with_address(cited: HtmlElement, url: str) -> str:
    if cited.tag == "p":
        return f"{cited.text} {url}"
    return cited.text.removesuffix("\n}") + f",\n  url = {{{url}}}\n}}"
