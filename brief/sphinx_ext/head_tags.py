"""What a page says of itself to search engines, reference managers and whoever shares its link.

The theme's `head.html` has the tags; what needs a whole address is left out while the book has none (see `host`).
"""

from __future__ import annotations

import posixpath

from brief.book import BOOK
from brief.sphinx_ext.addresses import link
from brief.sphinx_ext.data_files import json_block
from brief.sphinx_ext.host import UNLISTED, page_address
from brief.sphinx_ext.page import Frame

EDITORS = f"The editors of {BOOK.title}"
PDF = "downloads/brief.pdf"
_KINDS = {"root": "Report", "chapter": "Chapter"}


def values(frame: Frame, address: str, card: str = "", has_pdf: bool = False) -> dict:
    """What the theme's `head.html` is filled with; `card` is the name in the site of the page's preview picture."""
    url = page_address(frame, address) if address else ""
    pdf = (address + PDF if address else link(frame.name, PDF)) if has_pdf and frame.kind == "root" else ""
    return {
        "unlisted": frame.name in UNLISTED,
        "url": url,
        "pdf": PDF if pdf else "",
        "card": card,
        "editors": EDITORS,
        "about": json_block("fa-about", _json_ld(frame, url, pdf), "application/ld+json"),
    }


def _json_ld(frame: Frame, url: str, pdf: str) -> dict:
    """The page for machines: a Report, a Chapter, a LearningResource or a plain page of the book. `url` and the
    address of its `pdf` are empty where there is none."""
    lesson = posixpath.basename(frame.name).startswith(("teaching", "class-"))
    said = {
        "@context": "https://schema.org",
        "@type": "LearningResource" if lesson else _KINDS.get(frame.kind, "WebPage"),
        "name": frame.title,
        "description": frame.description,
        "inLanguage": "en",
        "isAccessibleForFree": True,
        "license": BOOK.licence.link,
        "datePublished": BOOK.edition.isoformat(),
        "author": {"@type": "Organization", "name": EDITORS},
        "isPartOf": {"@type": "Book", "name": BOOK.title},
    }
    if url:
        said["url"] = url
    if lesson:
        said |= {
            "learningResourceType": "lesson plan" if "teaching" in frame.name else "class sheet",
            "audience": {"@type": "EducationalAudience", "educationalRole": "teacher"},
        }
    if frame.kind == "root":
        said["isBasedOn"] = {
            "@type": "Article",
            "name": BOOK.article.title,
            "url": BOOK.article.link,
            "datePublished": BOOK.article.date,
            "author": {"@type": "Person", "name": BOOK.article.author},
            "publisher": {"@type": "Organization", "name": BOOK.article.publisher},
        }
    if pdf:
        said["encoding"] = {"@type": "MediaObject", "encodingFormat": "application/pdf", "contentUrl": pdf}
    return said
