"""Tables of the page: no inline style, headers that say what they head, readable on a phone."""

from __future__ import annotations

from lxml.html import HtmlElement

from brief.sphinx_ext import dom

# On a phone more columns than this don't fit; rows are stacked, or the table scrolls in a region of its own.
FITS_A_PHONE = 3
# Stacked, a long table becomes an endless list.
STACKED_AT_MOST = 48  # cells
GROUPED_FROM = 5  # digits: years stay whole
_WORDS = {"True": "yes", "False": "no", "NaN": "no figure", "<NA>": "no figure", "None": "", "NaT": ""}


def tidy(article: HtmlElement) -> None:
    """Clean every table of prose and notebook outputs. Figures bring tables that are clean already."""
    for style in dom.find(article, "style"):
        style.drop_tree()
    named: dict[str, int] = {}
    for table in article.xpath(".//table[not(ancestor::figure)]"):
        for element in table.iter():
            for name in ("style", "border", "class"):
                element.attrib.pop(name, None)
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
    for block in article.xpath(".//div[table and not(@*)]"):
        block.drop_tag()


def _rows(table: HtmlElement) -> list[HtmlElement]:
    return table.xpath("./tbody/tr") or table.xpath("./tr[td]")


def _drop_counter(table: HtmlElement) -> None:
    """A frame's row numbers say nothing: whole numbers under an empty heading."""
    rows = _rows(table)
    heads = table.xpath("./thead/tr")
    counted = all(row[0].tag == "th" and dom.words(row[0]).isdigit() for row in rows)
    if rows and heads and counted and all(not dom.words(head[0]) for head in heads):
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
    rows = _rows(table)
    for place in range(max((len(row) for row in rows), default=0)):
        column = [row[place] for row in rows if place < len(row)]
        shown = [dom.words(cell) for cell in column if dom.words(cell)]
        if shown and all(_is_number(text) for text in shown):
            heads = [head[place] for head in table.xpath("./thead/tr") if place < len(head)]
            for cell in [*column, *heads]:
                cell.classes.add("fa-figures")


def _is_number(text: str) -> bool:
    try:
        float(text.replace(",", "").replace("\u2212", "-").replace("\u00a0", ""))
    except ValueError:
        return False
    return True


def _fit(table: HtmlElement, named: dict[str, int]) -> None:
    """Stack the rows of a wide table on a phone; let a long one scroll in a region with a name."""
    heads = [dom.words(cell) for cell in (table.xpath("./thead/tr") or [[]])[-1]]
    rows = _rows(table)
    table.classes.add("fa-table")
    place = next(table.iterancestors("section", "figure"), None)
    title = "./h1 | ./h2 | ./h3 | ./h4 | ./figcaption/p[1]"
    headings = place.xpath(title) if place is not None else []
    name = dom.words(headings[0]) if headings else ""
    # Two regions of one name can't be told apart by ear.
    named[name] = named.get(name, 0) + 1
    label = " ".join(filter(None, ("Table", str(named[name]) if named[name] > 1 else "")))
    name = f"{label}: {name}" if name else label
    if len(heads) > FITS_A_PHONE and len(heads) * len(rows) <= STACKED_AT_MOST:
        table.classes.add("fa-stacked")
        # Shown as blocks, the elements lose their roles; these keep them for screen readers.
        for path, role in (
            ("self::table", "table"),
            ("./thead | ./tbody", "rowgroup"),
            (".//tr", "row"),
            ("./thead//th", "columnheader"),
            ("./tbody//th", "rowheader"),
            (".//td", "cell"),
        ):
            for element in table.xpath(path):
                element.set("role", role)
        for row in rows:
            for cell, head in zip(row, heads, strict=False):
                cell.set("data-label", head)
    region = dom.make("div", class_="fa-scroll", role="region", tabindex="0", aria_label=name)
    dom.replace(table, region)
    region.append(table)
