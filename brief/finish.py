"""The theme's pages made into the site: the pass over them, then the sheet on paper, then the zip of all that.

    python -m brief.finish FOLDER KEPT KEY

works on FOLDER in place; KEPT is a folder for what is kept between builds, KEY the `cache.content_key` of the book.
"""

from __future__ import annotations

import sys
from pathlib import Path

from brief import errors
from brief.print import sheet
from brief.site import cache, meta, offline, page


def finish(folder: Path, kept: Path, key: str) -> None:
    shelf = cache.Shelf(kept)
    config = cache.ROOT / "_config.yml"
    page.finish(folder, meta.base(config), shelf, key, meta.repository(config))
    sheet.write(folder, shelf, key)
    offline.write(folder)
    shelf.tidy()


if __name__ == "__main__":
    try:
        finish(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
    except Exception as problem:
        sys.exit(f"ERROR: {errors.said(problem)}")
