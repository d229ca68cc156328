"""The whole site as one zip file, to unpack and read from a disk, a stick or a school's own server."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from brief.book import BOOK

LITE = "lite"  # the folder of the lessons that run in the browser
ZIP = f"downloads/{BOOK.slug}-site.zip"
INSIDE = BOOK.slug  # one folder, so that unpacking spills nothing
EARLIEST = (1980, 1, 1, 0, 0, 0)  # the zip format's first moment: no clock leaks into the file
# Of use to a host only.
LEFT_OUT = (ZIP, "404.html", "_redirects", "robots.txt", "sitemap.xml")
_PRELOAD = re.compile(r'<link rel="preload"[^>]*>\n')
# The lessons that run in the browser need an address: the copy has neither them nor the link.
_RUN = re.compile(r'(<div class="fa-run fa-script"[^>]*>).*?(</div>)', re.DOTALL)
_LINK = re.compile(rf'<a [^>]*href="[^"]*{re.escape(ZIP)}"[^>]*>(.*?)</a>', re.DOTALL)


def write(folder: Path) -> Path:
    """Make the zip inside a finished site, last of all, since it holds all the rest. Same site, same bytes."""
    target = folder / ZIP
    target.parent.mkdir(exist_ok=True)
    with zipfile.ZipFile(target, "w") as archive:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            name = path.relative_to(folder).as_posix()
            if name in LEFT_OUT or name.startswith(("previews/", f"{LITE}/")):
                continue
            content = path.read_bytes()
            if path.suffix == ".html":
                # The copy doesn't hold itself: there the link is only words.
                # A browser refuses to preload a font from a disk, and says so; the style sheet's own request it grants.
                content = _RUN.sub(r"\1\2", _PRELOAD.sub("", _LINK.sub(r"\1", content.decode()))).encode()
            info = zipfile.ZipInfo(f"{INSIDE}/{name}", EARLIEST)
            info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            archive.writestr(info, content, compresslevel=6)
    return target
