"""The glossary: an address for each term and name, and links to it from the first mention in a chapter."""

from __future__ import annotations

import re

from docutils import nodes
from lxml.html import HtmlElement

from brief.sphinx_ext import dom
from brief.sphinx_ext.page import Page, relative

PAGE = "chapters/glossary.html"
# Where a mention is read as prose; never inside another link, a heading, a figure or code.
_PROSE = ("p", "li", "dd")
_NOT_IN = ("a", "h1", "h2", "h3", "h4", "figure", "pre", "code", "summary", "table", "dt", "button", "form")


def anchor(page: Page) -> None:
    """Give every term ``term-…`` and every row of names ``name-…``, so that both can be linked and found."""
    if page.name != PAGE:
        return
    for block in dom.find(page.article, "div", "fa-block"):
        block.set("id", _address("term", dom.words(block.xpath("./dt")[0])))
    for row in page.article.xpath(".//tbody/tr"):
        row.set("id", _address("name", dom.words(row[0])))


def note(app, doctree) -> None:
    """Tell Sphinx of every term and name: for the index, and for other books, which find a term in `objects.inv`."""
    page = app.env.docname
    if f"{page}.html" != PAGE:
        return
    terms = [("term", term) for term in doctree.findall(nodes.term)]
    names = [("name", row[0]) for body in doctree.findall(nodes.tbody) for row in body]
    for kind, node in terms + names:
        place = _address(kind, node.astext())
        app.env.domains["index"].entries[page].append(("single", node.astext(), place, "", None))
        if kind == "term":
            app.env.domains["std"].note_object("term", node.astext(), place, location=node)


def _address(kind: str, words: str) -> str:
    """``name-bayraktar-akinci``: plain letters."""
    return nodes.make_id(f"{kind}-{words}")


def terms(article: HtmlElement) -> dict[str, str]:
    """{word to look for: address} of each term: what stands before a comma or bracket, and an abbreviation in one."""
    found = {}
    for label in map(dom.words, article.xpath(".//dl/dt")):
        before, _, inside = label.partition("(")
        found[before.partition(",")[0].strip()] = _address("term", label)
        if re.fullmatch(r"[A-Z0-9-]+", inside.rstrip(")")):
            found[inside.rstrip(")")] = _address("term", label)
    return found


def link_first_mentions(page: Page, found: dict[str, str]) -> None:
    """The first mention of each term, as `terms` gives them, leads to it."""
    if not found:
        return
    longest_first = sorted(found, key=len, reverse=True)
    pattern = re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, longest_first))})(s?)(?![\w-])", re.IGNORECASE)
    addresses = {word.lower(): address for word, address in found.items()}
    to, seen = relative(page.name, PAGE), set[str]()
    for block in list(page.article.iter(*_PROSE)):
        if any(one.tag in _NOT_IN for one in block.iterancestors()) or "fa-hint" in block.classes:
            continue
        for holder, at_tail in list(_texts(block)):
            text = (holder.tail if at_tail else holder.text) or ""
            match = next((one for one in pattern.finditer(text) if addresses[one[1].lower()] not in seen), None)
            if match is None:
                continue
            place = addresses[match[1].lower()]
            seen.add(place)
            link = dom.make("a", match[0], href=f"{to}#{place}", class_="fa-term")
            link.tail = text[match.end() :]
            if at_tail:
                holder.tail = text[: match.start()]
                holder.addnext(link)
            else:
                holder.text = text[: match.start()]
                holder.insert(0, link)


def _texts(block: HtmlElement):
    """The pieces of running text of a block, (element, whether it is the element's tail)."""
    yield block, False
    for child in block:
        if isinstance(child.tag, str) and child.tag not in (*_NOT_IN, *_PROSE, "ul", "ol"):
            yield child, False
        yield child, True
