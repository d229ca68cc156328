"""Tables of the page: no inline style, headers that say what they head, readable on a phone."""

from __future__ import annotations

from lxml.html import HtmlElement

from brief.site import dom

# On a phone more columns than this don't fit; rows are stacked, or the table scrolls in a region of its own.
FITS_A_PHONE = 3
# Stacked, a long table becomes an endless list.
STACKED_AT_MOST = 120  # cells
_WORDS = {"True": "yes", "False": "no", "NaN": "no figure", "<NA>": "no figure", "None": "", "NaT": ""}


def tidy(article: HtmlElement) -> None:
    """Clean every table of prose and notebook outputs. Figures bring tables that are clean already."""
    for style in dom.find(article, "style"):
        dom.drop(style)
    for table in article.xpath(".//table[not(ancestor::figure)]"):
        for element in table.iter():
            for name in ("style", "border", "class"):
                element.attrib.pop(name, None)
        _drop_counter(table)
        for paragraph in table.xpath(".//td/p | .//th/p"):
            dom.unwrap(paragraph)
        _say(table)
        _head(table)
        _align(table)
        _fit(table)
    for block in article.xpath(".//div[table and not(@*)]"):
        dom.unwrap(block)


def _rows(table: HtmlElement) -> list[HtmlElement]:
    return table.xpath("./tbody/tr") or table.xpath("./tr[td]")


def _drop_counter(table: HtmlElement) -> None:
    """A frame's row numbers say nothing: 0, 1, 2 ... under an empty heading."""
    rows = _rows(table)
    heads = table.xpath("./thead/tr")
    counted = [dom.words(row[0]) for row in rows] == [str(number) for number in range(len(rows))]
    if rows and heads and counted and all(not dom.words(head[0]) for head in heads):
        for row in [*heads, *rows]:
            dom.drop(row[0])


def _say(table: HtmlElement) -> None:
    """Cells in words: pandas writes True, NaN and None."""
    for cell in table.xpath(".//td"):
        if not len(cell) and (cell.text or "").strip() in _WORDS:
            cell.text = _WORDS[cell.text.strip()]


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
                dom.add_class(cell, "fa-figures")


def _is_number(text: str) -> bool:
    try:
        float(text.replace(",", "").replace("\u2212", "-").replace("\u00a0", ""))
    except ValueError:
        return False
    return True


def _fit(table: HtmlElement) -> None:
    """Stack the rows of a wide table on a phone; let a long one scroll in a region with a name."""
    heads = [dom.words(cell) for cell in (table.xpath("./thead/tr") or [[]])[-1]]
    rows = _rows(table)
    dom.add_class(table, "fa-table")
    section = next(table.iterancestors("section"), None)
    headings = section.xpath("./*[self::h1 or self::h2 or self::h3 or self::h4]") if section is not None else []
    name = f"Table: {dom.words(headings[0])}" if headings else "Table"
    if len(heads) > FITS_A_PHONE and len(heads) * len(rows) <= STACKED_AT_MOST:
        dom.add_class(table, "fa-stacked")
        # Shown as blocks, the elements lose their roles; these keep them for screen readers.
        for path, role in (("self::table", "table"), ("./thead | ./tbody", "rowgroup"), (".//tr", "row"),
                           ("./thead//th", "columnheader"), ("./tbody//th", "rowheader"), (".//td", "cell")):
            for element in table.xpath(path):
                element.set("role", role)
        for row in rows:
            for cell, head in zip(row, heads, strict=False):
                cell.set("data-label", head)
    region = dom.make("div", class_="fa-scroll", role="region", tabindex="0", aria_label=name)
    dom.replace(table, region)
    region.append(table)
