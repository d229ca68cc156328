"""What the site may not hold. A page that isn't fit to publish stops the build; a finished site is looked through: does
anything load from elsewhere, does every link lead somewhere, what does each page cost a reader?

    python -m brief.sphinx_ext.site_checks FOLDER > tests/anchors.txt

lists the places that people may link to; a test holds the list, so that none vanishes in silence.
"""

from __future__ import annotations

import gzip
import re
import sys
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import unquote

from lxml import etree, html

from brief.sphinx_ext import dom
from brief.sphinx_ext.host import NOT_FOUND
from brief.sphinx_ext.packages import LITE, SITE
from brief.sphinx_ext.page import OUTSIDE, PageError, resolved

FLAWS = {
    "an inline style": "//*[@style] | //style",
    "an inline handler": "//*[@*[starts-with(name(), 'on')]]",
    "an inline script": "//script[not(@src) and not(@type='application/json' or @type='application/ld+json')]",
    "code in a link": "//*[starts-with(translate(normalize-space(@href), 'JAVSCRIPT', 'javscript'), 'javascript:')]",
    "a frame or an embedded object": "//iframe | //object | //embed",
}
# Elements that load what they point at; an `<a>` only goes there when a reader says so.
_LOAD = (
    "//*[contains(' script link img source iframe object embed video audio track use image feImage ',"
    " concat(' ', local-name(), ' '))]"
)
_ADDRESSES = ("src", "href", "data", "srcset", "poster", "xlink:href")
_NAMES = ("canonical", "alternate")  # a link of these kinds only names an address
# What makes a browser fetch: in a style sheet, and in a script with the address written out.
_CSS = re.compile(r"(?:url\(\s*|@import\s+)[\"']?\s*((?:[a-z][a-z0-9+.-]*:)?//[^\"')\s]+)", re.IGNORECASE)
_JS = re.compile(
    r"(?:\b(?:fetch|import|importScripts|open|Worker|SharedWorker|WebSocket|EventSource|sendBeacon|URL)\s*\(\s*"
    r"|\bfrom\s*|\bimport\s*|\.(?:src|href|srcset|action|data)\s*=\s*"
    r"|setAttribute\(\s*[\"'`](?:src|href)[\"'`]\s*,\s*)[\"'`]\s*((?:https?:|wss?:)?//[^\"'`\s]+)"
)
CLASS = "class"  # in a link: hide the finding until a guess
# What people link to; an empty span is a section's old name.
_PLACES = (
    "(//main//article)[1]//*[self::section or self::article or self::details or self::figure or self::li or self::h2"
    " or self::span[not(node())]]/@id"
)
KB = 1000
# Gzipped kB: a page of prose; a page with charts before one is touched, and after; the whole site in one file.
PROSE, CHARTS, TOUCHED, WHOLE = 300, 350, 650, 12_000


def check(name: str, text: str) -> None:
    """Raise PageError for inline style, inline code, an outside address that would load, or a double id."""
    document = html.document_fromstring(text)
    found = [(what, element) for what, path in FLAWS.items() for element in document.xpath(path)]
    twice = [key for key, times in Counter(document.xpath("//@id")).items() if times > 1]
    found += [(f"a second element with the id {key!r}", document.xpath("//*[@id=$key]", key=key)[1]) for key in twice]
    flaws = [f"{what}: {dom.source(element)[:160]}" for what, element in found]
    if flaws := [*flaws, *(f"an outside address that loads: {address}" for address in _loaded(document))]:
        raise PageError(f"{name}: the page has {flaws[0]}")


def _loaded(document: etree._Element) -> list[str]:
    """The outside addresses that a page or picture would load."""
    return [
        value
        for element in document.xpath(_LOAD)
        if element.get("rel") not in _NAMES
        for key, value in element.items()
        if key.rpartition("}")[2] in _ADDRESSES and OUTSIDE.match(value) and not value.startswith("data:")
    ]


def _book(folder: Path, pattern: str = "*") -> list[Path]:
    """The book's own files. `lite/` is another program: a browser test proves what it asks for."""
    return sorted(path for path in folder.rglob(pattern) if path.is_file() and (folder / LITE) not in path.parents)


def _pages(folder: Path) -> dict[str, html.HtmlElement]:
    """{name: page} of all but that for a missing one, which is addressed from its host's root."""
    paths = {path.relative_to(folder).as_posix(): path for path in _book(folder, "*.html")}
    return {
        name: html.document_fromstring(path.read_text(encoding="utf-8"))
        for name, path in paths.items()
        if name != NOT_FOUND
    }


def outside(folder: Path) -> list[str]:
    """Each outside address that a file would load, as ``file: address``."""
    return [f"{path.relative_to(folder).as_posix()}: {address}" for path in _book(folder) for address in _loads(path)]


def _loads(path: Path) -> list[str]:
    if path.suffix == ".html":
        document = html.document_fromstring(path.read_text(encoding="utf-8"))
        styles = _CSS.findall(" ".join(document.xpath("//style/text() | //@style")))
        return [*_loaded(document), *styles, *_JS.findall(" ".join(document.xpath("//script[not(@type)]/text()")))]
    if path.suffix == ".svg":
        picture = path.read_bytes()
        return _loaded(etree.fromstring(picture)) + _CSS.findall(picture.decode())
    fetched = {".css": _CSS, ".js": _JS, ".mjs": _JS}.get(path.suffix)
    return fetched.findall(path.read_text(encoding="utf-8")) if fetched else []


def dead(folder: Path) -> list[str]:
    """Each link, picture or file of a page that leads nowhere in the site, as ``page -> target``."""
    pages = _pages(folder)
    ids = {name: set(page.xpath("//@id")) for name, page in pages.items()}
    found = []
    for name, page in pages.items():
        for address in page.xpath("//@href | //@src"):
            if OUTSIDE.match(address):
                continue
            target, rest = resolved(name, address)
            # Of several items in an address, one without "=" is an anchor; a form's page takes the rest.
            wanted = {unquote(one) for one in rest.partition("#")[2].split("&") if one and "=" not in one} - {CLASS}
            if not (folder / target).is_file() or (target in ids and not wanted <= ids[target]):
                found.append(f"{name} -> {address}")
    return found


def anchors(folder: Path) -> list[str]:
    """The places of the site that people link to: sections, figures, claims, numbers, sources; as ``page#id``."""
    return sorted(f"{name}#{place}" for name, page in _pages(folder).items() for place in page.xpath(_PLACES))


@dataclass(frozen=True)
class Weight:
    """Gzipped bytes of a page and its files when opened, and with the chart engine that a touch fetches."""

    page: str
    opened: int
    touched: int

    @property
    def has_charts(self) -> bool:
        return self.touched > self.opened

    def over_budget(self) -> str | None:
        """Which budget the page breaks, in words, or nothing."""
        opened = (self.opened, CHARTS if self.has_charts else PROSE, "when opened")
        over = (one for one in (opened, (self.touched, TOUCHED, "after a touch")) if one[0] > one[1] * KB)
        return next((f"{self.page}: {size / KB:.0f} kB {when}; at most {limit}" for size, limit, when in over), None)


def weigh(folder: Path) -> list[Weight]:
    """The weight of every page, in the order of their names."""

    @cache
    def size(name: str) -> int:
        return len(gzip.compress((folder / name).read_bytes(), mtime=0))

    found = []
    for name, page in _pages(folder).items():
        loads = page.xpath("//script/@src | //link[contains('stylesheet icon preload', @rel)]/@href | //img/@src")
        files = {resolved(name, url)[0] for url in loads}
        opened = size(name) + sum(map(size, files))
        engine = size("_static/vega.js") if any(file.endswith("/chart.js") for file in files) else 0
        found.append(Weight(name, opened, opened + engine))
    return found


def too_heavy(folder: Path) -> list[str]:
    """Every page over its budget, and the whole site over its own, in words."""
    found = [problem for weight in weigh(folder) if (problem := weight.over_budget())]
    whole = (folder / SITE).stat().st_size
    return found + ([f"{SITE}: {whole / KB:.0f} kB; at most {WHOLE}"] if whole > WHOLE * KB else [])


def tell(root: Path) -> None:
    """Print a line per page of the built site, and one for the whole of it. Raises RuntimeError over budget."""
    folder = root / "_build" / "html"
    for weight in weigh(folder):
        touched = f"   {weight.touched / KB:7.1f} after a touch" if weight.has_charts else ""
        print(f"{weight.page:40}{weight.opened / KB:9.1f} kB{touched}")
    print(f"{SITE:40}{(folder / SITE).stat().st_size / KB:9.1f} kB")
    if over := too_heavy(folder):
        raise RuntimeError("over budget\n" + "\n".join(over))


if __name__ == "__main__":
    print("\n".join(anchors(Path(sys.argv[1]))))
