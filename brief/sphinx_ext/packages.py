"""The two zip files of the whole book: its tables, for machines, and its site, to read without a host.

The tables are a Data Package, reduced, not rewritten: resources whose publisher's terms forbid passing on are left out,
with the keys that lead to them and the sources that only they rest on. Each resource's own sources are added from
`row_sources`. Everything else is byte for byte what the book uses, behind the mark by which a spreadsheet knows UTF-8.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

import pandas as pd

from brief import zips
from brief.book import BOOK
from brief.data import tables
from brief.sphinx_ext.data_files import MARK, as_json, json_block
from brief.templates import render

TABLES = f"downloads/{BOOK.slug}-tables.zip"
PACKAGE, SOURCES, LINKS = "datapackage.json", "sources", "row_sources"
SITE = f"downloads/{BOOK.slug}-site.zip"
INSIDE = BOOK.slug  # one folder, so that unpacking spills nothing
LITE = "lite"  # the folder of the lessons that run in the browser
LEFT_OUT = (SITE, "404.html", "_redirects", "robots.txt", "sitemap.xml")  # of use to a host only
_PRELOAD = re.compile(r'<link rel="preload"[^>]*>\n')
# The lessons that run in the browser need an address: the copy has neither them nor the link.
_RUN = re.compile(r'(<div class="fa-run fa-script"[^>]*>).*?(</div>)', re.DOTALL)
_LINK = re.compile(rf'<a [^>]*href="[^"]*{re.escape(SITE)}"[^>]*>(.*?)</a>', re.DOTALL)


def datasets() -> str:
    """One Dataset per table, in one block. Not code: browsers leave the type alone, search engines read it."""
    listed = [_dataset(name, tables.describe(name)) for name in tables.names()]
    return json_block("fa-datasets", {"@context": "https://schema.org", "@graph": listed}, "application/ld+json")


def _dataset(name: str, said: dict) -> dict:
    """What is true of every table; where it can be had, if it may be passed on. Its sources stand in the package."""
    found = {
        "@type": "Dataset",
        "@id": f"#table-{name}",
        "name": said["title"],
        "description": said["description"],
        "version": BOOK.edition.isoformat(),
        "creator": {"@type": "Organization", "name": f"The editors of {BOOK.title}"},
        "isPartOf": {"@type": "Book", "name": BOOK.title},
        "variableMeasured": [field["title"] for field in said["schema"]["fields"] if field["name"] != "id"],
    }
    if not said["redistributable"]:
        return found | {"usageInfo": f"#table-{name}"}
    return found | {
        "license": said["licenses"][0].get("path", BOOK.licence.link),
        "isAccessibleForFree": True,
        "distribution": {"@type": "DataDownload", "encodingFormat": "application/zip", "contentUrl": f"../{TABLES}"},
    }


def named_sources(table: str) -> list[dict[str, str]]:
    """The sources behind a table's rows, as a Data Package names them: title, and path where there is one."""
    if table == LINKS:
        return []
    behind = tables.load(SOURCES).set_index("id").loc[sorted(tables.sources_of(table, tables.load(table)["id"]))]
    return [
        {"title": f"{row.publisher}: {row.title}"} | ({"path": row.link} if isinstance(row.link, str) else {})
        for row in behind.itertuples()
    ]


def tables_zip() -> bytes:
    """The Data Package as a zip file."""
    return zips.packed(dict(sorted(package_files().items())))


def package_files() -> dict[str, bytes]:
    """{name in the package: content}: the schema, the tables, a README."""
    whole = json.loads((tables.DATA / PACKAGE).read_text(encoding="utf-8"))
    for one in whole["resources"]:
        if behind := named_sources(one["name"]):
            one["sources"] = behind
    kept, left = ([one for one in whole["resources"] if one["redistributable"] is yes] for yes in (True, False))
    names = {one["name"] for one in kept}
    for one in kept:
        keys = one["schema"].pop("foreignKeys", [])
        if keys := [key for key in keys if (key["reference"].get("resource") or one["name"]) in names]:
            one["schema"]["foreignKeys"] = keys
    contents = {one["path"]: (tables.DATA / one["path"]).read_bytes() for one in kept} | _links_and_sources(names)
    files = {path: MARK * path.endswith(".csv") + content for path, content in contents.items()}
    files[PACKAGE] = as_json({**whole, "resources": kept})
    files["README.txt"] = render("packs/tables-readme.txt", kept=kept, left=left).encode()
    return files


def _links_and_sources(names: set[str]) -> dict[str, bytes]:
    """{path: content} of `row_sources` and `sources` without what belongs to tables left out."""
    paths = [tables.describe(name)["path"] for name in (LINKS, SOURCES)]
    links, sources = (pd.read_csv(tables.DATA / path, dtype=str, keep_default_na=False) for path in paths)
    within = links["table"].isin(names)
    only_left = set(links.loc[~within, "source_id"]) - set(links.loc[within, "source_id"])
    frames = (links[within], sources[~sources["id"].isin(only_left)])
    contents = (frame.to_csv(index=False, lineterminator="\n").encode() for frame in frames)
    return dict(zip(paths, contents, strict=True))


def site_zip(files: Mapping[str, bytes]) -> bytes:
    """The zip of a site's files, to unpack and read from a disk, a stick or a school's own server. It is made last of
    all, since it holds all the rest. Same site, same bytes."""
    kept = [name for name in sorted(files) if name not in LEFT_OUT and not name.startswith(("previews/", f"{LITE}/"))]
    return zips.packed(
        {f"{INSIDE}/{name}": _unhosted(files[name]) if name.endswith(".html") else files[name] for name in kept}
    )


def _unhosted(page: bytes) -> bytes:
    """A page for the copy, which doesn't hold itself: there the link is only words. A browser refuses to preload a
    font from a disk, and says so; the style sheet's own request it grants."""
    return _RUN.sub(r"\1\2", _PRELOAD.sub("", _LINK.sub(r"\1", page.decode()))).encode()
