"""The tables for machines: a schema.org Dataset each, and the Data Package of all that may be passed on.

The package is reduced, not rewritten: resources whose publisher's terms forbid passing on are left out, with the keys
that lead to them and the sources that only they rest on. Each resource's own sources are added from `row_sources`.
Everything else is byte for byte what the book uses, behind the mark by which a spreadsheet knows UTF-8.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile

from brief.book import BOOK
from brief.data import tables
from brief.sphinx_ext import csv_files, json_files

ZIP = f"{BOOK.slug}-tables.zip"
PACKAGE, SOURCES, LINKS = "datapackage.json", "sources", "row_sources"
EARLIEST = (1980, 1, 1, 0, 0, 0)  # the zip format's first moment: no clock leaks into the file


def json_ld() -> str:
    """One Dataset per table, in one block. Not code: browsers leave the type alone, search engines read it."""
    listed = [_dataset(name, tables.describe(name)) for name in tables.names()]
    return json_files.block("fa-datasets", {"@context": "https://schema.org", "@graph": listed}, "application/ld+json")


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
        "distribution": {
            "@type": "DataDownload",
            "encodingFormat": "application/zip",
            "contentUrl": f"../downloads/{ZIP}",
        },
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


def package_zip() -> bytes:
    """The Data Package as a zip file; the same bytes for the same tables."""
    files = package_files()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in sorted(files):
            info = zipfile.ZipInfo(name, EARLIEST)
            info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            archive.writestr(info, files[name], compresslevel=9)
    return out.getvalue()


def package_files() -> dict[str, bytes]:
    """{name in the package: content}: the schema, the tables, a README."""
    whole = json.loads((tables.DATA / PACKAGE).read_text(encoding="utf-8"))
    kept = [one for one in whole["resources"] if one["redistributable"]]
    names = {one["name"] for one in kept}
    for one in whole["resources"]:
        if behind := named_sources(one["name"]):
            one["sources"] = behind
    for one in kept:
        keys = one["schema"].pop("foreignKeys", [])
        if keys := [key for key in keys if (key["reference"].get("resource") or one["name"]) in names]:
            one["schema"]["foreignKeys"] = keys
    files = {one["path"]: (tables.DATA / one["path"]).read_bytes() for one in kept}
    files |= _links_and_sources({one["name"]: one["path"] for one in kept}, names)
    files = {name: (csv_files.MARK if name.endswith(".csv") else b"") + content for name, content in files.items()}
    files[PACKAGE] = (json.dumps({**whole, "resources": kept}, ensure_ascii=False, indent=1) + "\n").encode()
    files["README.txt"] = _readme(kept, [one for one in whole["resources"] if not one["redistributable"]]).encode()
    return files


def _links_and_sources(paths: dict[str, str], names: set[str]) -> dict[str, bytes]:
    """`row_sources` and `sources` without what belongs to the tables left out."""
    links, sources = ((tables.DATA / paths[name]).read_text(encoding="utf-8") for name in (LINKS, SOURCES))
    used, left = set[str](), set[str]()
    for row in csv.DictReader(io.StringIO(links)):
        (used if row["table"] in names else left).add(row["source_id"])
    return {
        paths[LINKS]: _where(links, lambda row: row["table"] in names),
        paths[SOURCES]: _where(sources, lambda row: row["id"] not in left - used),
    }


def _where(text: str, keep) -> bytes:
    """The rows of a CSV text for which `keep(row)`, under the same header."""
    reader = csv.DictReader(io.StringIO(text, newline=""))
    out = io.StringIO()
    writer = csv.DictWriter(out, reader.fieldnames or (), lineterminator="\n")
    writer.writeheader()
    writer.writerows(row for row in reader if keep(row))
    return out.getvalue().encode()


def _readme(kept: list[dict], left: list[dict]) -> str:
    """What is in the package, under which terms, what isn't and where to get that; how to cite."""

    def where(one):
        return "; ".join(" ".join(filter(None, (link["title"], link.get("path")))) for link in one.get("sources", []))

    listed = [f"{one['path']}\n    {one['title']}" for one in kept]
    missing = [f"{one['path']}\n    {one['title']}\n    Where to get it: {where(one)}" for one in left]
    return "\n".join(
        [
            f"{BOOK.title}: the tables",
            "",
            "A Data Package (datapackage.json): every table with its columns, units, keys, licence and sources.",
            "The column known_on is the day on which a row could first be known publicly; vintage says which release",
            "it is from. row_sources.csv names the sources of every row; sources.csv describes them.",
            "",
            *listed,
            "",
            "Left out, because their publishers' terms don't allow passing them on:" if missing else "",
            *missing,
            "",
            f"Licence of our selection and wording: {BOOK.licence.name}, {BOOK.licence.link}",
            "Each publisher's own terms hold for its figures; sources.csv says which.",
            "",
            f"Cite: {BOOK.title}, tables of the edition of {BOOK.edition:%Y-%m-%d}.",
            "",
        ]
    )
