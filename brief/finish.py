"""The theme's pages made into the site: the pass over them, then the sheet on paper, then the zip of all that.

    python -m brief.finish FOLDER KEPT KEY

works on FOLDER in place; KEPT is a folder for what is kept between builds, KEY the book's `build_cache.content_key`.
"""

from __future__ import annotations

import sys
from pathlib import Path

from brief import book, errors
from brief.pdf import two_pages
from brief.sphinx_ext import build_cache, head_tags, postprocess, site_zip


def finish(folder: Path, kept: Path, key: str) -> None:
    shelf = build_cache.Shelf(kept)
    build_cache.compute(kept.with_name("_build") / "cache" / key)
    config = book.ROOT / book.CONFIG
    postprocess.finish(folder, head_tags.base(config), shelf, key, head_tags.repository(config))
    two_pages.write(folder, shelf, key)
    site_zip.write(folder)
    shelf.tidy()


if __name__ == "__main__":
    try:
        finish(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
    except Exception as problem:
        sys.exit(f"ERROR: {errors.said(problem)}")
