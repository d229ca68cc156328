"""The whole site as one zip file, to unpack and read from a disk, a stick or a school's own server."""

from __future__ import annotations

import re
from pathlib import Path

from brief import zips
from brief.book import BOOK

LITE = "lite"  # the folder of the lessons that run in the browser
ZIP = f"downloads/{BOOK.slug}-site.zip"
INSIDE = BOOK.slug  # one folder, so that unpacking spills nothing
# Of use to a host only.
LEFT_OUT = (ZIP, "404.html", "_redirects", "robots.txt", "sitemap.xml")
_PRELOAD = re.compile(r'<link rel="preload"[^>]*>\n')
# The lessons that run in the browser need an address: the copy has neither them nor the link.
_RUN = re.compile(r'(<div class="fa-run fa-script"[^>]*>).*?(</div>)', re.DOTALL)
_LINK = re.compile(rf'<a [^>]*href="[^"]*{re.escape(ZIP)}"[^>]*>(.*?)</a>', re.DOTALL)


def write(folder: Path) -> Path:
    """Make the zip inside a finished site, last of all, since it holds all the rest. Same site, same bytes."""
    files = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = path.relative_to(folder).as_posix()
        if name not in LEFT_OUT and not name.startswith(("previews/", f"{LITE}/")):
            content = path.read_bytes()
            files[f"{INSIDE}/{name}"] = _unhosted(content) if path.suffix == ".html" else content
    target = folder / ZIP
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(zips.packed(files))
    return target


def _unhosted(page: bytes) -> bytes:
    """A page for the copy, which doesn't hold itself: there the link is only words. A browser refuses to preload a
    font from a disk, and says so; the style sheet's own request it grants."""
    return _RUN.sub(r"\1\2", _PRELOAD.sub("", _LINK.sub(r"\1", page.decode()))).encode()
