"""Where the book is published, the files that only its host reads (sitemap, robots, addresses that have moved), and
what a page says of itself to search engines, reference managers and whoever shares its link.

All addresses rest on one setting, `html: baseurl:` in `_config.yml`: where the book is published, for example
``https://example.org/brief/``. While it is empty nobody knows where a page lives, so nothing that needs a whole address
is written: no canonical link, no preview card, no sitemap. The rest stands without it.
"""

from __future__ import annotations

import csv
import posixpath
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from brief import book
from brief.book import BOOK
from brief.sphinx_ext.data_files import json_block
from brief.sphinx_ext.page import Frame, PageError, relative
from brief.templates import render

# Not for search engines: the index, the search form, what stands in for a missing page.
NOT_FOUND = "404.html"
UNLISTED = ("genindex.html", "search.html", NOT_FOUND)
EDITORS = f"The editors of {BOOK.title}"
PDF = "downloads/brief.pdf"
_KINDS = {"root": "Report", "chapter": "Chapter"}
MOVED = book.ROOT / "chapters" / "redirects.csv"


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
    return book.from_yaml(config.read_text(encoding="utf-8")).get(section) or {}


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


def page_address(frame: Frame, address: str) -> str:
    """The one address of a page of the published book; the root goes by its folder's."""
    return address + ("" if name_of(frame) == "index.html" else name_of(frame))


def for_robots(frames: list[Frame], address: str) -> dict[str, bytes]:
    """The sitemap, each page once by its one address, and the leave to read everything, for which hosts look at the
    root of a domain only; neither while the address isn't known."""
    if not address:
        return {}
    once = {name_of(frame): page_address(frame, address) for frame in frames if frame.name not in UNLISTED}
    day = BOOK.edition.isoformat()
    listed = "".join(f"<url><loc>{escape(once[name])}</loc><lastmod>{day}</lastmod></url>\n" for name in sorted(once))
    sitemap = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        f"{listed}</urlset>\n"
    )
    robots = f"User-agent: *\nAllow: /\nSitemap: {address}sitemap.xml\n"
    return {"sitemap.xml": sitemap.encode(), "robots.txt": robots.encode()}


def moved(table: Path = MOVED) -> dict[str, str]:
    """{old name: new name}, as names in the site: ``chapters/hindsight.html``; nothing where no page has moved."""
    if not table.exists():
        return {}
    with table.open(encoding="utf-8", newline="") as file:
        return {row["old"]: row["new"] for row in csv.DictReader(file)}


def redirects(moved: dict[str, str], there: set[str], path: str) -> dict[str, bytes]:
    """A page under each old name that leads on, which works on any host, and the list that some hosts obey, so that a
    link given out still works. `there` are the site's files, `path` the book's path on its host.

    Raises PageError for a new name that isn't there and an old one that is.
    """
    made = {}
    for old, new in moved.items():
        if old in there or new.partition("#")[0] not in there:
            problem = f"{old} is still" if old in there else f"{new} is not"
            raise PageError(f"redirects.csv: {old} leads to {new}, but {problem} a page")
        made[old] = render("moved.html", target=relative(old, new)).encode()
    if moved:
        made["_redirects"] = "".join(f"{path}{old} {path}{new} 301\n" for old, new in moved.items()).encode()
    return made


def head(frame: Frame, address: str, card: str = "", has_pdf: bool = False) -> dict:
    """What the theme's `head.html` is filled with; `card` is the name in the site of the page's preview picture."""
    url = page_address(frame, address) if address else ""
    pdf = (address + PDF if address else relative(frame.name, PDF)) if has_pdf and frame.kind == "root" else ""
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
