"""What other programs judge: style and layout by ruff (in notebooks too), types by mypy, spelling by codespell; and the
data by their own reader."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from typing import NamedTuple

from brief import processes
from brief.book import BOOK
from brief.data import tables
from brief.lint.book import AGAIN, Book, Problem


class Program(NamedTuple):
    """Another program: its name, its words after ``python -m``, and what mends what it finds."""

    name: str
    command: tuple[str, ...]
    mend: str


_RUFF = f"{os.path.relpath(sys.executable)} -m ruff"
_CONCISE = ("--output-format", "concise", "--quiet", ".")
_LINES = f"break a line that is too long, after a comma; the rest is done by {_RUFF} check --fix ."
_TYPES = ("mypy", "brief", BOOK.analysis, "--config-file", "brief/lint/mypy.ini", "--no-error-summary")
PROGRAMS = (
    Program("ruff", ("ruff", "check", *_CONCISE), _LINES),
    Program("ruff", ("ruff", "format", "--check", *_CONCISE), f"{_RUFF} format ."),
    Program("codespell", ("codespell_lib",), "mend the word; one that is right goes into .codespellrc"),
    Program("mypy", _TYPES, AGAIN),
)
NOTHING_KEPT = {"RUFF_NO_CACHE": "true", "MYPY_CACHE_DIR": os.devnull}  # where the book can only be read
_SAID = re.compile(r"(?P<file>[^:\s][^:]*):(?:cell (?P<cell>\d+):)?(?P<line>\d+):(?:\d+:)? (?P<said>.*)")


def start(book: Book, command: tuple[str, ...]) -> subprocess.Popen:
    """The program, running beside the rules."""
    return subprocess.Popen(
        [sys.executable, "-m", *command],
        cwd=book.root,
        env=processes.environment(book.root) | ({} if os.access(book.root, os.W_OK) else NOTHING_KEPT),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def problems(process: subprocess.Popen, name: str, next_command: str) -> Iterator[Problem]:
    """What it said, line by line; a failure without a line is one problem."""
    said, _ = process.communicate()
    found = [match for match in map(_SAID.match, said.splitlines()) if match and ": note:" not in match.string]
    for one in found:
        cell = f"cell {one['cell']}, " if one["cell"] else ""
        rule = f"{cell}{one['said'].removeprefix('error: ')} ({name})"
        yield Problem(one["file"].removeprefix("./"), int(one["line"]), "", rule, next_command)
    if process.returncode and not found:
        yield Problem(name, 0, said.strip()[-300:], f"{name} could not run", f"{sys.executable} -m {name} --version")


def data_is_valid(book: Book) -> Iterator[Problem]:
    """Every table loads, typed and whole, by its schema."""
    for name in tables.names():
        try:
            tables.load(name)
        except ValueError as problem:
            yield Problem(f"data/{name}", 0, str(problem), "the table does not fit its schema")


RULES = (data_is_valid,)
