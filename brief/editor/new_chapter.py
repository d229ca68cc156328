"""The shape of a new chapter, in place: a page in three levels, and the modules and tests that it leans on.

Every part says what is to be written there, and its tests fail until it is.
"""

from __future__ import annotations

import re
from pathlib import Path

from brief import atomic_write, book, numbers
from brief.book import BOOK

CHAPTER = """---
file_format: mystnb
kernelspec:
  name: python3
  display_name: Python 3
---

# Which question does this chapter answer?

The answer in two sentences.

The strongest case against it.

What it does to the argument.

## The reasoning

How it was measured, its limits, and the case against in full: 600 to 1,000 words.

## Since then

What was known only after {cutoff}.

## The workshop

Tables, tests of surprise, sources.

```{{code-cell}}
from brief import numbers

numbers.show("{module}")
```
"""
MEASURE = '''"""{label}: the measures, pure functions of frames and numbers, units in their docstrings."""
'''
REGISTER = '''"""Published numbers and findings of {label}."""
'''
FIGURES = '''"""The figures of {label}."""
'''
TEST = '''"""{label}: the measures by hand, and what the chapter says of them."""

from __future__ import annotations

from {analysis}.{module} import charts, measures
from brief import numbers
from brief.sphinx_ext import sentences
from tests.conftest import ROOT


def public(module):
    return [name for name, thing in vars(module).items() if getattr(thing, "__module__", "") == module.__name__]


def test_a_measure_is_right_on_a_case_done_by_hand():
    assert public(measures), "{analysis}/{module}/measures.py has no measure yet"
    raise AssertionError("work one case by hand and compare it here, in tests/test_{module}.py")


def test_numbers_and_findings_are_published():
    assert numbers.numbers("{module}"), "{analysis}/{module}/numbers.py publishes no number yet"
    assert numbers.findings("{module}"), "{analysis}/{module}/numbers.py publishes no finding yet"


def test_it_has_a_figure():
    assert public(charts), "{analysis}/{module}/charts.py draws no figure yet"


def test_its_words_are_written():
    told = sentences.sources(ROOT / "chapters")["{page}"]
    assert "Which question does this chapter answer?" not in told, "chapters/{page}.md has no question yet"
'''


class NotMade(ValueError):
    """Nothing was written, and this is why."""


def make(root: Path, page: str, label: str = "") -> None:
    """Make chapters/PAGE.md and its modules. `page` is its subject: small letters and hyphens. Raises NotMade."""
    module, label = page.replace("-", "_"), label or page.replace("-", " ").capitalize()
    if not re.fullmatch("[a-z]+(-[a-z]+)*", page):
        raise NotMade(f"{page!r}: a chapter is named by its subject, small letters and hyphens, like range-circles")
    if len(label) > 24:
        raise NotMade(f"{label!r} has {len(label)} characters; a menu label has at most 24 (LABEL=...)")
    words = {
        "module": module,
        "page": page,
        "label": label,
        "analysis": BOOK.analysis,
        "cutoff": book.in_words(BOOK.cutoff),
    }
    files = {
        f"chapters/{page}.md": CHAPTER.format(**words),
        f"{BOOK.analysis}/{module}/__init__.py": "",
        f"{BOOK.analysis}/{module}/measures.py": MEASURE.format(**words),
        f"{BOOK.analysis}/{module}/numbers.py": REGISTER.format(**words),
        f"{BOOK.analysis}/{module}/charts.py": FIGURES.format(**words),
        f"tests/test_{module}.py": TEST.format(**words),
    }
    taken = [name for name in files if (root / name).exists()]
    if taken or module in numbers.CHAPTERS:
        raise NotMade(f"{taken[0] if taken else module} is there already; nothing was written")
    toc = (root / "_toc.yml").read_text(encoding="utf-8")
    config = (root / book.CONFIG).read_text(encoding="utf-8")
    part = rf"( *)- file: chapters/{BOOK.chapters[0]}\n(?:\1[ -] .*\n)*"
    files["_toc.yml"] = _after(part, toc, f"- file: chapters/{page}\n  title: {label}\n")
    files[book.CONFIG] = _after(r"  chapters:\n(?:( +)- .*\n)+", config, f"- {page}\n")
    atomic_write.write(root, {name: text.encode() for name, text in files.items()})
    for name in files:
        print(f"wrote {name}")
    print(f"Next: write them, then pytest tests/test_{module}.py, whose tests fail until you have")


def _after(pattern: str, text: str, lines: str) -> str:
    """The text with lines after what a pattern finds, as far in as its group says."""
    found = list(re.finditer(rf"(?m)^{pattern}", text))
    if len(found) != 1:
        raise NotMade(f"no single place for it, looked for as {pattern!r}; nothing was written")
    indented = "".join(f"{found[0][1]}{line}" for line in lines.splitlines(keepends=True))
    return text[: found[0].end()] + indented + text[found[0].end() :]
