"""What a new chapter and a new brief start from.

A chapter's files are those of the folder `chapter`, with its name where theirs have braces; each says what is to be
written there, and the tests fail until it is. A brief is the small one of `tests/other_brief`, the engine beside it.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from string import Template

from brief import atomic_write, book, numbers, processes
from brief.book import BOOK
from brief.errors import Stopped

TEMPLATES = Path(__file__).with_name("chapter")
LABEL = 24  # characters that the menu has room for
EXAMPLE = Path("tests", "other_brief")
WITH_IT = ("Makefile", "pyproject.toml", "requirements.lock", ".codespellrc", ".gitattributes", ".gitignore")


def make_chapter(root: Path, name: str, label: str = "") -> None:
    """Make chapters/NAME.md and its modules. `name` is its subject: small letters and hyphens. Raises Stopped."""
    module, label = name.replace("-", "_"), label or name.replace("-", " ").capitalize()
    if not re.fullmatch("[a-z]+(-[a-z]+)*", name):
        raise Stopped(f"{name!r}: a chapter is named by its subject, small letters and hyphens, like range-circles")
    if len(label) > LABEL:
        raise Stopped(f"{label!r} has {len(label)} characters; a menu label has at most {LABEL} (LABEL=...)")
    said = {"module": module, "page": name, "label": label, "analysis": BOOK.analysis}
    said["cutoff"] = book.in_words(BOOK.cutoff)
    files = {}
    for path in sorted(TEMPLATES.rglob("*.*")):
        # Code ends in `.txt`, since it is none before it is filled.
        place = path.relative_to(TEMPLATES).as_posix().removesuffix(".txt").format(**said)
        files[place] = Template(path.read_text(encoding="utf-8")).substitute(said)
    taken = [file for file in files if (root / file).exists()]
    if taken or module in numbers.CHAPTERS:
        raise Stopped(f"{taken[0] if taken else module} is there already; nothing was written")
    toc = (root / "_toc.yml").read_text(encoding="utf-8")
    config = (root / book.CONFIG).read_text(encoding="utf-8")
    part = rf"( *)- file: chapters/{BOOK.chapters[0]}\n(?:\1[ -] .*\n)*"
    files["_toc.yml"] = _after(part, toc, f"- file: chapters/{name}\n  title: {label}\n")
    files[book.CONFIG] = _after(r"  chapters:\n(?:( +)- .*\n)+", config, f"- {name}\n")
    atomic_write.write(root, {file: text.encode() for file, text in files.items()})
    print(*(f"wrote {file}" for file in files), sep="\n")
    print(f"Next: write them, then pytest tests/test_{module}.py, whose tests fail until you have")


def _after(pattern: str, text: str, lines: str) -> str:
    """The text with lines after what a pattern finds, as far in as its group says."""
    found = list(re.finditer(rf"(?m)^{pattern}", text))
    if len(found) != 1:
        raise Stopped(f"no single place in _toc.yml or _config.yml fits {pattern!r}; nothing was written")
    indented = "".join(f"{found[0][1]}{line}" for line in lines.splitlines(keepends=True))
    return text[: found[0].end()] + indented + text[found[0].end() :]


def make_brief(root: Path, folder: Path) -> None:
    """Make a brief that builds in `folder`, which must not be there or be empty. Raises Stopped."""
    engine, to = processes.engine(root), root / folder
    example = engine / EXAMPLE
    if not example.is_dir():
        raise Stopped(f"{EXAMPLE.as_posix()} is not here, and a new brief is made from it: run this in the book itself")
    if to.exists() and (not to.is_dir() or any(to.iterdir())):
        raise Stopped(f"{to} is there already and is not empty; name another folder")
    made = shutil.ignore_patterns("__pycache__", "_build")
    shutil.copytree(example, to, ignore=made, dirs_exist_ok=True)
    shutil.copytree(engine / "brief", to / "brief", ignore=made)
    for name in WITH_IT:
        shutil.copy(engine / name, to / name)
    print(f"Made {to}. Next: cd there, make book, and read README.md, which says what to put in whose place")
