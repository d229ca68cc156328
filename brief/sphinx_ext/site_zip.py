"""The whole site as one zip file, to unpack and read from a disk, a stick or a school's own server."""

from __future__ import annotations

import re
from collections.abc import Mapping

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


def packed(files: Mapping[str, bytes]) -> bytes:
    """The zip of a site's files, made last of all, since it holds all the rest. Same site, same bytes."""
    inside = {
        f"{INSIDE}/{name}": _unhosted(content) if name.endswith(".html") else content
        for name, content in sorted(files.items())
        if name not in LEFT_OUT and not name.startswith(("previews/", f"{LITE}/"))
    }
    return zips.packed(inside)


def _unhosted(page: bytes) -> bytes:
    """A page for the copy, which doesn't hold itself: there the link is only words. A browser refuses to preload a
    font from a disk, and says so; the style sheet's own request it grants."""
    return _RUN.sub(r"\1\2", _PRELOAD.sub("", _LINK.sub(r"\1", page.decode()))).encode()
