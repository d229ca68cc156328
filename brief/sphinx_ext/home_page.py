"""What only the root page has: how sure we are inside the answer, a way to copy it, and the doors."""

from __future__ import annotations

from lxml.html import HtmlElement

from brief.book import BOOK, in_words
from brief.sphinx_ext import dom

SURE = "How sure"


def lay_out(article: HtmlElement) -> None:
    """Join the first two blocks, add the copy button, and turn a list of bold-led links into doors."""
    blocks = article.xpath('.//dl[@class="fa-blocks"][1]/div')
    if blocks:
        answer = blocks[0].xpath("./dd")[0]
        if len(blocks) > 1 and dom.words(blocks[1].xpath("./dt")[0]) == SURE:
            _join(answer, blocks[1])
        answer.append(_copy_button())
    for listed in article.xpath(".//section/ul[not(li[not(a[strong] or p/a[strong])])]"):
        _doors(listed)


def _join(answer: HtmlElement, sure: HtmlElement) -> None:
    line = dom.make("p", dom.make("strong", f"{SURE}: "), class_="fa-how-sure")
    said = sure.xpath("./dd/p")
    if said:
        dom.append(line, said[0].text or "")
        line.extend(list(said[0]))
        # The sentence goes on from the label.
        label = line[0]
        label.tail = label.tail[:1].lower() + label.tail[1:] if label.tail else label.tail
    answer.append(line)
    sure.drop_tree()


def _copy_button() -> HtmlElement:
    """For whoever quotes the answer; the page's script copies the block with this source and the address."""
    source = f"({BOOK.title}, edition of {in_words(BOOK.edition)}.)"
    return dom.make("button", "Copy with source", type="button", class_="fa-copy fa-script", data_source=source)


def _doors(listed: HtmlElement) -> None:
    """Equal bordered links, verb first: ``[**Check a number**: every figure with its source](numbers.md)``."""
    listed.set("class", "fa-doors")
    for paragraph in listed.xpath("./li/p"):
        paragraph.drop_tag()
    for lead in listed.xpath("./li/a/strong"):
        rest = (lead.tail or "").lstrip(": ")
        lead.tail = None
        if rest:
            lead.addnext(dom.make("span", rest[:1].upper() + rest[1:]))
    heading = listed.getprevious()
    if heading is not None and heading.tag == "h2":
        dom.add_class(heading, "fa-visually-hidden")
