"""Looking through a finished site, every file of it: does anything load from elsewhere, does every link lead somewhere?

    python -m brief.sphinx_ext.link_check FOLDER > tests/anchors.txt

lists the places that people may link to; a test holds the list, so that none vanishes in silence.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from urllib.parse import unquote

from lxml import etree, html

from brief.sphinx_ext import csp
from brief.sphinx_ext.addresses import resolved
from brief.sphinx_ext.host import NOT_FOUND
from brief.sphinx_ext.packages import LITE

# What makes a browser fetch: in a style sheet, and in a script with the address written out.
_CSS = re.compile(r"(?:url\(\s*|@import\s+)[\"']?\s*((?:[a-z][a-z0-9+.-]*:)?//[^\"')\s]+)", re.IGNORECASE)
_JS = re.compile(
    r"(?:\b(?:fetch|import|importScripts|open|Worker|SharedWorker|WebSocket|EventSource|sendBeacon|URL)\s*\(\s*"
    r"|\bfrom\s*|\bimport\s*|\.(?:src|href|srcset|action|data)\s*=\s*"
    r"|setAttribute\(\s*[\"'`](?:src|href)[\"'`]\s*,\s*)[\"'`]\s*((?:https?:|wss?:)?//[^\"'`\s]+)"
)
CLASS = "class"  # in a link: hide the finding until a guess
_LOADED_IN_SVG = ("image", "use", "script", "feImage")


def _book(folder: Path, pattern: str = "*") -> list[Path]:
    """The book's own files. `lite/` is another program: a browser test proves what it asks for."""
    return sorted(path for path in folder.rglob(pattern) if path.is_file() and (folder / LITE) not in path.parents)


def outside(folder: Path) -> list[str]:
    """Each outside address that a file would load, as ``file: address``."""
    found = []
    for path in _book(folder):
        name = path.relative_to(folder).as_posix()
        found += [f"{name}: {address}" for address in _loads(path)]
    return found


def _loads(path: Path) -> list[str]:
    if path.suffix == ".html":
        text = path.read_text(encoding="utf-8")
        document = html.document_fromstring(text)
        styles = _CSS.findall(" ".join(document.xpath("//style/text() | //@style")))
        code = _JS.findall(" ".join(document.xpath("//script[not(@type)]/text()")))
        return [*csp.outside(document), *styles, *code]
    if path.suffix == ".css":
        return _CSS.findall(path.read_text(encoding="utf-8"))
    if path.suffix in (".js", ".mjs"):
        return _JS.findall(path.read_text(encoding="utf-8"))
    if path.suffix == ".svg":
        picture = path.read_bytes()
        linked = [
            value
            for part in etree.fromstring(picture).iter("*")
            if etree.QName(part).localname in _LOADED_IN_SVG
            for key, value in part.attrib.items()
            if key.endswith("href") and re.match(r"(?:https?:)?//", value)
        ]
        return linked + _CSS.findall(picture.decode())
    return []


def dead(folder: Path) -> list[str]:
    """Each link, picture or file of a page that leads nowhere in the site, as ``page -> target``."""
    pages = {
        path.relative_to(folder).as_posix(): html.document_fromstring(path.read_text(encoding="utf-8"))
        for path in _book(folder, "*.html")
    }
    ids = {name: set(page.xpath("//@id")) for name, page in pages.items()}
    found = []
    for name, page in pages.items():
        if name == NOT_FOUND:  # addressed from the host's root
            continue
        for address in page.xpath("//@href | //@src"):
            if re.match(r"[a-z][a-z0-9+.-]*:|//", address, re.IGNORECASE):
                continue
            target, rest = resolved(name, address)
            # Of several items in an address, one without "=" is an anchor; a form's page takes the rest.
            wanted = {unquote(one) for one in rest.partition("#")[2].split("&") if one and "=" not in one} - {CLASS}
            if not (folder / target).is_file() or (target in ids and not wanted <= ids[target]):
                found.append(f"{name} -> {address}")
    return found


def anchors(folder: Path) -> list[str]:
    """The places of the site that people link to: sections, figures, claims, numbers, sources; as ``page#id``."""
    found = []
    for path in _book(folder, "*.html"):
        article = html.document_fromstring(path.read_text(encoding="utf-8")).xpath("//main//article")
        for one in article[:1]:
            # An empty span is a section's old name.
            kinds = " or ".join(
                f"self::{kind}" for kind in ("section", "article", "details", "figure", "li", "h2", "span[not(node())]")
            )
            ids = one.xpath(f".//*[{kinds}]/@id")
            found += [f"{path.relative_to(folder).as_posix()}#{name}" for name in ids]
    return sorted(found)


if __name__ == "__main__":
    print("\n".join(anchors(Path(sys.argv[1]))))
