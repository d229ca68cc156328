"""Pages as documents: the rules of `brief.lint.pages` see what they should see; that they hold, test_lint says."""

from __future__ import annotations

import json

import pytest

from brief import accepted_outputs
from brief.charts import KIND
from brief.lint import pages
from brief.lint.book import Book
from brief.sphinx_ext import sentences


def told(problems) -> str:
    return "\n".join(map(str, problems))


TYPED = {
    "It lies 453 km away.": ["453"],
    "Imports doubled.": ["doubled"],
    "Most of it was gas.": ["Most"],
    "It lies {num}`moscow_km` away.": [],
    "Imports doubled. {holds}`they_doubled`": [],
    "It lies {num}`moscow_km` away, not 453.": ["453."],
    # Only the hundred of a percentage is free.
    "Take 100 × your share ÷ 100, of 100 wars.": ["100"],
    "On 15 December 2021 the S-400 and the TB2 were news under resolution 68/262.": [],
}


def test_a_quantity_is_seen_wherever_it_hides():
    assert {text: sentences._read("page", "The answer", text).unpublished() for text in TYPED} == TYPED


def test_a_guard_belongs_to_the_sentence_before_it():
    first, second = sentences.split("Gas fell. {holds}`gas_fell` Wheat rose {holds}`wheat_rose`.")
    assert "gas_fell" in first and "wheat_rose" in second
    block = f"It stands. Gas fell. {sentences.GUARD} Wheat rose {sentences.GUARD}."
    assert sentences.guarded_sentence(block, 0) == "Gas fell."
    assert sentences.guarded_sentence(block, 1) == "Wheat rose."


FLAWED = """# The spread of drones

It was 453 km away in 2024.

## The reasoning

Sales doubled after the full-scale invasion, says the ledger.

```{code-cell}
open('data/gas.csv')
```

```{code-cell}
picture()
```
"""
PICTURE = {"output_type": "display_data", "metadata": {}, "data": {"image/png": "iVBORw0KGgo="}}


def _cell(source: str, count: int, *outputs: dict) -> dict:
    return {"cell_type": "code", "execution_count": count, "metadata": {}, "outputs": list(outputs), "source": source}


def _store(root, *cells: dict) -> None:
    path = accepted_outputs.path(root, "flawed")
    path.parent.mkdir(parents=True, exist_ok=True)
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
    path.write_text(json.dumps(notebook), encoding="utf-8")


@pytest.fixture
def flawed(tmp_path) -> Book:
    """A book of one chapter that breaks every rule, on lines that the test knows."""
    (tmp_path / "chapters").mkdir()
    (tmp_path / "chapters" / "flawed.md").write_text(FLAWED, encoding="utf-8")
    first, second = sentences.code(FLAWED)
    _store(tmp_path, _cell(first, 2), _cell(second, 1, PICTURE))
    (tmp_path / "_toc.yml").write_text(
        "format: jb-book\nroot: chapters/flawed\nparts:\n- chapters:\n  - file: chapters/flawed\n"
        "    title: A label that nobody can read to its end\n",
        encoding="utf-8",
    )
    return Book(tmp_path)


WANTED = {
    "one_question_and_its_answer": "title must be a question",
    "menu_labels_fit": "characters",
    "lengths": "the reasoning has",
    "every_cell_shows_something": "this cell shows nothing",
    "code_reads_as_the_argument": "belongs in the package",
    "figures_by_one_door": "kind image/png",
    "no_quantity_typed": "453",
    "nothing_later_in_the_body": "2024",
}


@pytest.mark.parametrize("rule", [one for one in pages.RULES if one.__name__ in WANTED], ids=lambda rule: rule.__name__)
def test_a_rule_finds_the_flaw_and_says_where_and_what_to_do_next(rule, flawed):
    found = list(rule(flawed))
    assert WANTED[rule.__name__] in told(found), told(found)
    for problem in found:
        assert problem.file in ("chapters/flawed.md", "_toc.yml") and problem.next


def test_a_problem_names_the_line_of_the_file_and_quotes_the_sentence(flawed):
    problem = next(pages.no_quantity_typed(flawed))
    lines = (flawed.folder / "flawed.md").read_text(encoding="utf-8").splitlines()
    assert "453 km" in lines[problem.line - 1] and problem.sentence == "It was 453 km away in 2024."


def test_a_later_year_in_a_figure_is_seen_unless_the_figure_is_of_the_time_since(flawed, tmp_path):
    drawn = dict.fromkeys(pages.SEEN, "") | {"spec": "", "sources": [{"id": "in-2024"}], "heads": [], "rows": []}
    drawn["pictures"] = {"wide": "<svg><text>In\u00a02023</text></svg>"}
    for since, found in ((False, ["2023 in a figure of the body"]), (True, [])):
        shown = PICTURE | {"data": {KIND: drawn | {"since": since}, "text/plain": ""}}
        _store(tmp_path, _cell("picture()", 1, accepted_outputs.short(shown)))
        assert [one.rule for one in pages.no_later_year_in_a_figure(Book(tmp_path))] == found
