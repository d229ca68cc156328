"""What a notebook's cells leave in the page: outputs stay where they are, code goes into one fold."""

from __future__ import annotations

from lxml.html import HtmlElement

from brief.sphinx_ext import dom
from brief.sphinx_ext.page import Page
from brief.templates import count


def take_code(page: Page) -> list[HtmlElement]:
    """Take the code out of all cells, in order, and leave their outputs bare. Returns the code blocks."""
    code = []
    for cell in dom.find(page.article, "div", "cell"):
        errors = dom.find(cell, "div", "stderr")
        if errors:
            page.refuse(f"a cell wrote to its error stream: {dom.words(errors[0])[:200]}")
        figures = dom.find(cell, "figure", "fa-figure")
        for block in dom.find(cell, "div", "cell_input"):
            code += [_listing(pre, figures) for pre in dom.find(block, "pre")]
            block.drop_tree()
        for kind in ("output", "cell_output"):
            for output in dom.find(cell, "div", kind):
                output.drop_tag()
        cell.drop_tag()
    return code


def _listing(pre: HtmlElement, figures: list[HtmlElement]) -> HtmlElement:
    """One cell's code; a focusable region, since long lines scroll."""
    dom.add_class(pre, "fa-code")
    pre.tail = None
    # The figure's number is filled in later, by its id.
    drawn = figures[0].get("id") if figures else ""
    return dom.make("div", pre, class_="fa-listing", data_draws=drawn)


def fold(code: list[HtmlElement]) -> HtmlElement:
    """The listings in a fold of their own: *Show the calculation*."""
    return row("Show the calculation", count(len(code), "cell"), code, "show-the-calculation")


def row(title: str | HtmlElement, count: str, content: list[HtmlElement], name: str) -> HtmlElement:
    """A fold of the workshop: a line to open it with a name and, at right, how much is inside."""
    heading = title if isinstance(title, HtmlElement) else dom.make("h3", title)
    summary = dom.make("summary", heading)
    if count:
        summary.append(dom.make("span", count, class_="fa-count"))
    return dom.make("details", summary, dom.make("div", *content, class_="fa-row-body"), class_="fa-row", id=name)


def count_in(section: HtmlElement) -> str:
    """How much a workshop section holds, in words: figures before tables before cells before list items."""
    kinds = (("figure", "", "figure"), ("table", "", "table"), ("div", "fa-listing", "cell"))
    for tag, marks, noun in kinds:
        if found := dom.find(section, tag, marks):
            return count(len(found), noun)
    items = dom.find(section, "li")
    noun = "source" if "source" in (section.get("id") or "") else "point"
    return count(len(items), noun) if items else ""
