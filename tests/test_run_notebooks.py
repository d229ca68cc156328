"""A notebook runs again when something that it has read has changed, and only then."""

from __future__ import annotations

import json
import re

from jupyter_cache import get_cache

from tests.books import PROBE_MODULE, set_value, smaller, start

RUN = """
import sys
from pathlib import Path
from brief.sphinx_ext.run_notebooks import run
run(*map(Path, sys.argv[1:]))
"""
# What a run prints tells it from every other.
READ = "import time\n    from brief import numbers\n    return f\"{time.time_ns()} {numbers.text('legs')} "
LEGS = {
    "key": "legs", "chapter": "probe", "value": 4, "meaning": "Legs.", "unit": "", "places": 0, "when": "2020",
    "rows": {}, "how": "", "sure": "", "claims": [], "since": False, "file": "", "line": 1,
}  # fmt: skip


def printed(book, name: str, **numbers: float) -> str:
    """What the probe's cell shows in a new cache, of a book with these numbers."""
    folder = book / "_build" / "cache" / name
    folder.mkdir(parents=True)
    said = [LEGS | {"key": key, "value": value} for key, value in numbers.items()]
    (folder / "numbers.json").write_text(json.dumps({"numbers": said, "findings": []}), encoding="utf-8")
    ended = start(book, str(book), str(folder), code=RUN)
    told = ended.communicate()
    assert ended.returncode == 0, told
    [record] = get_cache(folder).list_cache_records()
    cells = get_cache(folder).get_cache_bundle(record.pk).nb.cells
    return re.search(r"\d+ \d+ total \d+", str([cell.get("outputs") for cell in cells]))[0]


def test_a_notebook_is_run_again_for_what_it_reads_and_for_nothing_else(tmp_path):
    book = smaller(tmp_path / "book")
    probe = PROBE_MODULE.replace('return f"', READ)
    (book / "analysis" / "probe.py").write_text(probe, encoding="utf-8")
    first = printed(book, "first", legs=4, arms=2)
    set_value(book, "visitors", "2010-rus", 3_107_044)
    assert printed(book, "unread", legs=4, arms=3) == first, "it has read neither that table nor that number"
    second = printed(book, "number", legs=5, arms=3)
    assert second.split()[1:] == ["5", *first.split()[2:]]
    set_value(book, "gas_imports", "2010-aze-iea", 4522)
    third = printed(book, "table", legs=5, arms=3)
    assert int(third.split()[-1]) == int(second.split()[-1]) + 1
    (book / "analysis" / "probe.py").write_text(probe + "\n", encoding="utf-8")
    assert printed(book, "code", legs=5, arms=3) not in (first, second, third)
