"""What a page says of itself to search engines, reference managers and whoever shares its link.

All addresses rest on one setting, `html: baseurl:` in `_config.yml`: where the book is published, for example
``https://example.org/brief/``. While it is empty nobody knows where a page lives, so nothing that needs a whole address
is written: no canonical link, no preview card, no sitemap. The rest stands without it.
"""

from __future__ import annotations

import posixpath
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

import yaml

from brief.book import BOOK
from brief.sphinx_ext import json_files
from brief.sphinx_ext.addresses import link
from brief.sphinx_ext.page import Frame

EDITORS = f"The editors of {BOOK.title}"
PDF = "downloads/brief.pdf"
# Not for search engines: the index, the search form, what stands in for a missing page.
NOT_FOUND = "404.html"
UNLISTED = ("genindex.html", "search.html", NOT_FOUND)


def base(config: Path) -> str:
    """The address of the published book, with a slash at its end; empty while it has none. Raises ValueError."""
    said = _address(_read(config, "html"), "html.baseurl")
    return said + "/" if said else ""


def repository(config: Path) -> tuple[str, str]:
    """What stands before a file's name where its host shows it, and where it is edited, in GitHub's form; both empty
    while the book has no public repository."""
    said = _read(config, "repository")
    url = _address(said, "repository.url")
    where = posixpath.join(said.get("branch") or "main", said.get("path_to_book") or "", "")
    return (f"{url}/blob/{where}", f"{url}/edit/{where}") if url else ("", "")


def _read(config: Path, section: str) -> dict:
    return yaml.safe_load(config.read_text(encoding="utf-8")).get(section) or {}


def _address(section: dict, setting: str) -> str:
    said = section.get(setting.rpartition(".")[2]) or ""
    if said and urlsplit(said).scheme not in ("http", "https"):
        raise ValueError(f"_config.yml: {setting} is {said!r}; it must begin with https://")
    return said.rstrip("/")


def path_of(address: str) -> str:
    """The path under which a host serves the book: ``/brief/``, or ``/`` while nobody knows."""
    return urlsplit(address).path or "/"


def name_of(frame: Frame) -> str:
    """The page's one name in the site: the root has two."""
    return frame.canonical or frame.name


def is_lesson(name: str) -> bool:
    """Whether the page is for a class: `teaching` and the class sheets."""
    stem = posixpath.basename(name)
    return stem.startswith(("teaching", "class-"))


def tags(frame: Frame, address: str, card: str = "", has_pdf: bool = False) -> dict:
    """What the theme's `head.html` says of a page; `card` is its preview picture's name in the site."""
    page = address + ("" if name_of(frame) == "index.html" else name_of(frame))
    return {
        "unlisted": frame.name in UNLISTED,
        "url": page if address else "",
        "pdf": link(frame.name, PDF) if frame.kind == "root" and has_pdf else "",
        "cited": _citation(frame, address, page, has_pdf),
        "shared": _sharing(frame, address, page, card),
        "about": json_files.block("fa-about", _json_ld(frame, address, page, has_pdf), "application/ld+json"),
    }


def _citation(frame: Frame, address: str, page: str, has_pdf: bool) -> list[tuple[str, str]]:
    """Highwire tags, which Zotero and Google Scholar read, for the root and the chapters."""
    if frame.kind not in ("root", "chapter"):
        return []
    day = f"{BOOK.edition:%Y/%m/%d}"
    return [
        ("citation_title", frame.title),
        ("citation_author", EDITORS),
        ("citation_inbook_title", BOOK.title if frame.kind == "chapter" else ""),
        ("citation_publication_date", day),
        ("citation_online_date", day),
        ("citation_publisher", BOOK.title),
        ("citation_language", "en"),
        ("citation_public_url", page if address else ""),
        ("citation_pdf_url", address + PDF if address and has_pdf and frame.kind == "root" else ""),
    ]


def _sharing(frame: Frame, address: str, page: str, card: str) -> list[tuple[str, str]]:
    """Open Graph; the one tag that Twitter doesn't take from it is `twitter:card`."""
    said = [
        ("og:title", frame.title),
        ("og:description", frame.description),
        ("og:site_name", BOOK.title),
        ("og:type", "website" if frame.kind == "root" else "article"),
        ("og:locale", "en_GB"),
    ]
    if not address:
        return said
    said.append(("og:url", page))
    if card:
        said += [
            ("og:image", address + card),
            ("og:image:type", "image/png"),
            ("og:image:width", "1200"),
            ("og:image:height", "630"),
            ("og:image:alt", frame.title),
            ("twitter:card", "summary_large_image"),
        ]
    return said


def _json_ld(frame: Frame, address: str, page: str, has_pdf: bool) -> dict:
    """The page for machines: a Report, a Chapter, a LearningResource or a plain page of the book."""
    lesson = is_lesson(frame.name)
    kinds = {"root": "Report", "chapter": "Chapter"}
    said = {
        "@context": "https://schema.org",
        "@type": "LearningResource" if lesson else kinds.get(frame.kind, "WebPage"),
        "name": frame.title,
        "description": frame.description,
        "inLanguage": "en",
        "isAccessibleForFree": True,
        "license": BOOK.licence.link,
        "datePublished": BOOK.edition.isoformat(),
        "author": {"@type": "Organization", "name": EDITORS},
        "isPartOf": {"@type": "Book", "name": BOOK.title},
    }
    if address:
        said["url"] = page
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
    if frame.kind == "root" and has_pdf:
        said["encoding"] = {
            "@type": "MediaObject",
            "encodingFormat": "application/pdf",
            "contentUrl": address + PDF if address else link(frame.name, PDF),
        }
    return said


def sitemap(frames: list[Frame], address: str) -> bytes:
    """The sitemap: each page once, by its one address."""
    names = sorted({name_of(frame) for frame in frames} - set(UNLISTED))
    listed = "".join(
        f"<url><loc>{escape(address + ('' if name == 'index.html' else name))}</loc>"
        f"<lastmod>{BOOK.edition.isoformat()}</lastmod></url>\n"
        for name in names
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        f"{listed}</urlset>\n"
    ).encode()


def robots(address: str) -> bytes:
    """Everybody may read everything. Hosts look for this file at the root of a domain only."""
    return f"User-agent: *\nAllow: /\nSitemap: {address}sitemap.xml\n".encode()
