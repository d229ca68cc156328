"""Tables of the page: no inline style, headers that say what they head, readable on a phone."""

from __future__ import annotations

import re
from collections import Counter
from itertools import zip_longest

from lxml import etree
from lxml.html import HtmlElement

from brief.sphinx_ext import dom

# On a phone more columns than this don't fit; rows are stacked, or the table scrolls in a region of its own.
FITS_A_PHONE = 3
# Stacked, a long table becomes an endless list.
STACKED_AT_MOST = 48  # cells
GROUPED_FROM = 5  # digits: years stay whole
# Shown as blocks, the elements of a table lose their roles; these, by scope or tag, keep them for screen readers.
_ROLES = {"table": "table", "thead": "rowgroup", "tbody": "rowgroup", "tr": "row", "td": "cell"}
_ROLES |= {"col": "columnheader", "row": "rowheader"}
_NUMBER = re.compile(r"[-\u2212]?[\d,\u00a0]*\.?\d+")
_WORDS = {"True": "yes", "False": "no", "NaN": "no figure", "<NA>": "no figure", "None": "", "NaT": ""}


def tidy(article: HtmlElement) -> None:
    """Clean every table of prose and notebook outputs. Figures bring tables that are clean already."""
    for style in dom.find(article, "style"):
        style.drop_tree()
    named: Counter[str] = Counter()
    for table in article.xpath(".//table[not(ancestor::figure)]"):
        etree.strip_attributes(table, "style", "border", "class")
        _drop_counter(table)
        for paragraph in table.xpath(".//td/p | .//th/p"):
            paragraph.drop_tag()
        _say(table)
        _head(table)
        _align(table)
        _fit(table, named)
    # A table that is itself a figure is clean, but has to fit a phone as well.
    for table in article.xpath('.//div[contains(@class, "fa-html")]//table[not(ancestor::*[@role="region"])]'):
        _fit(table, named)


def _rows(table: HtmlElement) -> list[HtmlElement]:
    return table.xpath("./tbody/tr") or table.xpath("./tr[td]")


def _drop_counter(table: HtmlElement) -> None:
    """A frame's row numbers say nothing: whole numbers under an empty heading."""
    rows, heads = _rows(table), table.xpath("./thead/tr")
    counted = all(row[0].tag == "th" and dom.words(row[0]).isdigit() for row in rows)
    if heads and counted and not any(dom.words(head[0]) for head in heads):
        for row in [*heads, *rows]:
            row[0].drop_tree()


def _say(table: HtmlElement) -> None:
    """Names and cells in words: a frame has underscores, True, NaN, None and ungrouped numbers."""
    for cell in table.xpath(".//th | .//td"):
        if len(cell) or not cell.text:
            continue
        text = cell.text.strip()
        if cell.getparent().getparent().tag == "thead":
            cell.text = text.replace("_", " ")
        elif text.removeprefix("-").isdigit() and len(text.removeprefix("-")) >= GROUPED_FROM:
            cell.text = f"{int(text):,}"
        else:
            cell.text = _WORDS.get(text, text)


def _head(table: HtmlElement) -> None:
    """Column headings head columns; the first cell of a row names it."""
    for cell in table.xpath("./thead//th"):
        cell.set("scope", "col")
        if not dom.words(cell):
            cell.tag = "td"
            del cell.attrib["scope"]
    for row in _rows(table):
        if len(row) > 1 and dom.words(row[0]):
            row[0].tag = "th"
            row[0].set("scope", "row")


def _align(table: HtmlElement) -> None:
    """A column of numbers reads from the right."""
    heads = table.xpath("./thead/tr")
    for place, column in enumerate(zip_longest(*_rows(table))):
        shown = [words for cell in column if cell is not None and (words := dom.words(cell))]
        if shown and all(map(_NUMBER.fullmatch, shown)):
            for cell in [*column, *(head[place] for head in heads if place < len(head))]:
                if cell is not None:
                    cell.classes.add("fa-figures")


def _fit(table: HtmlElement, named: Counter[str]) -> None:
    """Stack the rows of a wide table on a phone; let a long one scroll in a region with a name."""
    heads = [dom.words(cell) for cell in (table.xpath("./thead/tr") or [[]])[-1]]
    rows = _rows(table)
    table.classes.add("fa-table")
    place = next(table.iterancestors("section", "figure"), None)
    title = "./h1 | ./h2 | ./h3 | ./h4 | ./figcaption/p[1]"
    headings = place.xpath(title) if place is not None else []
    name = dom.words(headings[0]) if headings else ""
    named[name] += 1
    # Two regions of one name can't be told apart by ear.
    label = f"Table {named[name]}" if named[name] > 1 else "Table"
    name = f"{label}: {name}" if name else label
    if len(heads) > FITS_A_PHONE and len(heads) * len(rows) <= STACKED_AT_MOST:
        table.classes.add("fa-stacked")
        for element in table.iter("table", "thead", "tbody", "tr", "th", "td"):
            element.set("role", _ROLES[element.get("scope") or element.tag])
        for row in rows:
            for cell, head in zip(row, heads, strict=False):
                cell.set("data-label", head)
    region = dom.make("div", class_="fa-scroll", role="region", tabindex="0", aria_label=name)
    dom.replace(table, region)
    region.append(table)
