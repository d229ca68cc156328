"""The house stands as CONTRIBUTING.md draws it: imports run one way, down its list of rooms."""

from __future__ import annotations

import ast
import re
import tomllib

from tests.conftest import ROOT

BRIEF = ROOT / "brief"
ROWS = re.findall(r"(?m)^\| (`[^|]*`) \|", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"))
ROOMS = [name.strip("/") for row in ROWS for name in re.findall(r"`([a-z_]+(?:/|\.py))`", row)]


def room(name: str) -> str:
    """The room that holds a file of the package, or a module of it: ``tables.files`` and ``tables/files.py``."""
    first = name.replace("/", ".").split(".")[0]
    return first if (BRIEF / first).is_dir() else f"{first}.py"


def imported(path):
    """(line, room) of each import of the package in a file, wherever in the file it stands."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{one.name}" for one in node.names]
        elif isinstance(node, ast.Import):
            names = [one.name for one in node.names]
        else:
            continue
        yield from ((node.lineno, room(name.removeprefix("brief."))) for name in names if name.startswith("brief."))


def test_every_room_is_in_the_list_and_nothing_else():
    there = {path.name for path in BRIEF.iterdir() if path.suffix == ".py" or any(path.glob("*.py"))} - {"__init__.py"}
    assert set(ROOMS) == there and len(ROOMS) == len(there)


def test_no_room_imports_one_that_comes_after_it_and_the_analysis_none_after_the_lessons():
    rooms = {path: room(path.relative_to(BRIEF).as_posix()) for path in BRIEF.rglob("*.py")}
    del rooms[BRIEF / "__init__.py"]
    rooms |= dict.fromkeys((ROOT / "analysis").rglob("*.py"), "lessons.py")
    against = [
        f"{path.relative_to(ROOT).as_posix()}:{line} imports {other}, which comes after {own} in CONTRIBUTING.md's list"
        for path, own in rooms.items()
        for line, other in imported(path)
        if ROOMS.index(other) > ROOMS.index(own)
    ]
    assert not against, "\n".join(against)


def test_an_installed_engine_has_every_file_that_lies_beside_its_modules():
    said = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["package-data"]
    folders = {ROOT.joinpath(*package.split(".")): patterns for package, patterns in said.items()}
    named = {path for folder, patterns in folders.items() for one in patterns for path in folder.glob(one)}
    left = {path for path in BRIEF.rglob("*") if path.is_file() and path.suffix not in (".py", ".pyc")} - named
    assert not left, f"pyproject.toml names none of {sorted(path.name for path in left)}"


OURS = re.compile(r"turk|\btur\b|ukrain|russia|ankara|kyiv|\bstein\b|drone|\bnato\b", re.IGNORECASE)
CODE_PAGE = "its six letters are where the Turkish page has"  # the name of Windows' code page 1254


def test_the_engine_knows_nothing_of_this_book():
    """Neither a word of its subject nor its package of calculations, which `_config.yml` names."""
    found = []
    for path in (path for path in BRIEF.rglob("*") if path.is_file() and path.suffix not in (".pyc", ".ttf")):
        for number, line in enumerate(path.read_bytes().decode(errors="replace").splitlines(), 1):
            if (OURS.search(line) or re.search(r"(?:from|import) analysis\b", line)) and CODE_PAGE not in line:
                found.append(f"{path.relative_to(ROOT).as_posix()}:{number}: {line.strip()[:100]}")
    assert not found, "\n".join(found)
