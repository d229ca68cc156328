"""A new edition in one step: version and day wherever they stand, its changes under one heading, its tag's notes."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

from brief import dates
from brief.book import in_words
from brief.editor import accept
from brief.errors import Stopped

NOTES = Path("_build") / "desk" / "tag-notes.md"


def release(root: Path, version: str, day: dt.date | None = None) -> None:
    """Set version and day of the edition, with new outputs, which carry them, all or nothing. Raises Stopped."""
    day = day or dt.date.today()
    log = (root / accept.CHANGELOG).read_text(encoding="utf-8")
    if not re.fullmatch(r"\d+\.\d+\.\d+", version):
        raise Stopped(f"{version!r}: a version looks like 0.2.0")
    if version in re.findall(r"^## (\d+\.\d+\.\d+)", log, re.MULTILINE):
        raise Stopped(f"{version} is in CHANGELOG.md already")
    if accept.UNRELEASED not in log:
        raise Stopped(f'CHANGELOG.md has nothing under "{accept.UNRELEASED[3:]}": nothing to release')
    heading = f"## {version}, {in_words(day)}"
    accept.store(
        root, lambda book: stamp(book, version, day), lambda log, _: log.replace(accept.UNRELEASED, heading, 1)
    )
    changes = log.split(accept.UNRELEASED, 1)[1].split("\n## ", 1)[0].strip()
    (root / NOTES).parent.mkdir(parents=True, exist_ok=True)
    (root / NOTES).write_text(f"{version}\n\n{changes}\n", encoding="utf-8", newline="\n")
    print(f"Next: make test, then commit, then git tag -a {version} -F {NOTES.as_posix()}")


def stamp(book: Path, version: str, day: dt.date) -> None:
    """Write version and day in the files that state them; each must state them once. Raises Stopped."""
    for file, pattern, words in [
        ("pyproject.toml", r'(?m)^version = ".*"$', f'version = "{version}"'),
        ("CITATION.cff", r"(?m)^version: .*$", f"version: {version}"),
        ("CITATION.cff", r"(?m)^date-released: .*$", f"date-released: {day}"),
        ("data/datapackage.json", r'(?m)^  "version": ".*",$', f'  "version": "{version}",'),
        ("_config.yml", r"(?m)^  edition: .*$", f"  edition: {day}"),
    ]:
        text = (book / file).read_text(encoding="utf-8")
        if (count := len(re.findall(pattern, text))) != 1:
            raise Stopped(f"{file}: expected one {pattern!r}, found {count}; nothing was written")
        text = re.sub(pattern, words, text)
        # No row can be known after the edition's day.
        text = text.replace(f'"maximum": "{dates.EDITION}"', f'"maximum": "{day}"')
        (book / file).write_text(text, encoding="utf-8", newline="\n")
