"""The numbers page: every published number, what it means, where it comes from, where it is quoted, how to change it.

Written when the pages are read; the pass over the built pages (`usage`) fills in where each number is quoted and takes
the data block out, as `downloads/numbers.json` and `numbers.csv`.
"""

from __future__ import annotations

from html import escape

from brief import numbers
from brief.sphinx_ext import filter_form, html_snippets, json_files, provenance

SHOWN_RUNS = 12  # runs of lines named before the rest is only counted
FILES = ("numbers.csv", "numbers.json")


def numbers_html() -> str:
    """The form, the downloads, and all entries by chapter, in the order of their definition."""
    listed = provenance.entries()
    groups = []
    for page in numbers.CHAPTERS.values():
        entries = [one for one in listed if one["page"] == page]
        if entries:
            groups.append(
                f'<details open class="fa-row fa-group" {filter_form.GROUP}><summary><h2 id="of-{page}">'
                f'<span class="fa-page-name" data-page="{page}">{page}</span></h2>'
                f'<span class="fa-count">{html_snippets.count(len(entries), "number")}</span></summary>'
                f'<div class="fa-row-body">{"".join(map(entry_html, entries))}</div></details>'
            )
    files = ", ".join(f'<a href="downloads/{name}" download>{name.rpartition(".")[2].upper()}</a>' for name in FILES)
    return (
        filter_form.form("numbers", "Search the numbers")
        + f'<p class="fa-find-files">All numbers with their trail: {files}</p>'
        + f'<div class="fa-found">{"".join(groups)}</div>'
        + json_files.block("fa-numbers", listed)
    )


def entry_html(entry: dict) -> str:
    """One number of `trail.entries()`: value and meaning open, the trail behind them."""
    since = " fa-since-mark" if entry["since"] else ""
    facts = [
        ("How sure", _said(entry["sure"])),
        ("Calculation", _said(entry["how"])),
        ("Rows", "; ".join(map(_rows, entry["rows"]))),
        ("Known from", entry["known_on"]),
        ("Published by", html_snippets.sources(entry["sources"])),
        ("Quoted on", f'<span class="fa-quoted" data-num="{entry["key"]}"></span>'),
        ("Speaks to", ", ".join(f'<a href="ledger.html#claim-{one}">{one}</a>' for one in entry["claims"])),
        ("Bears out", ", ".join(f"<code>{one}</code>" for one in entry["findings"])),
        ("To change it", _change(entry)),
    ]
    return (
        f'<details class="fa-entry{since}" id="num-{entry["key"]}" {filter_form.ITEM}><summary>'
        f'<h3>{escape(entry["text"])}</h3> <span class="fa-entry-when">{escape(entry["date"])}</span> '
        f'<span class="fa-entry-meaning">{_said(entry["meaning"])}</span></summary>'
        f"{html_snippets.listed(facts)}</details>"
    )


def _said(text: str) -> str:
    return escape(text, quote=False)


def _rows(row: dict) -> str:
    """How many rows of which file, and on which lines of it they stand."""
    where = lines_in_words(row["file"], row["lines"])
    return f"{html_snippets.count(len(row['ids']), 'row')} of <code>{row['file']}</code>, {where}"


def lines_in_words(file: str, runs: list[list[int]]) -> str:
    """``lines 4, 9–12`` of a table, ``features 4, 9–12`` of shapes; many are cut short."""
    noun = "feature" if file.endswith(".geojson") else "line"
    shown = [str(first) if first == last else f"{first}\u2013{last}" for first, last in runs[:SHOWN_RUNS]]
    one = len(runs) == 1 and runs[0][0] == runs[0][1]
    rest = sum(last - first + 1 for first, last in runs[SHOWN_RUNS:])
    return f"{noun}{'' if one else 's'} {', '.join(shown)}" + (f" and {rest} more" if rest else "")


def _change(entry: dict) -> str:
    key, formula = entry["key"], entry["formula"]
    return (
        f"<span {filter_form.NOT}>A figure: the rows above. The formula: <code>{key}</code> in "
        f"<code>{formula['file']}</code>, line {formula['line']}. Quote it as <code>{{num}}`{key}`</code>.</span>"
    )
