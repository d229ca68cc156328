"""The one writer of zip files: the same files give the same bytes, on any day and any system."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from brief.book import BOOK

DAY = (BOOK.edition.year, BOOK.edition.month, BOOK.edition.day, 0, 0, 0)


def packed(files: Mapping[str, bytes]) -> bytes:
    """An archive of {name: content}, in that order, each file of the edition's day."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, DAY)
            entry.create_system, entry.external_attr = 3, 0o644 << 16  # as Unix writes it; all may read it
            # A picture is packed already.
            archive.writestr(entry, content, zipfile.ZIP_STORED if name.endswith(".png") else zipfile.ZIP_DEFLATED)
    return out.getvalue()
