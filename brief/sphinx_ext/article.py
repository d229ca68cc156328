"""From the author's plain headings, lists and paragraphs to the book's page: levels, blocks, folds.

Every function changes the page's article in place and can be read alone; `shape` gives their order.
"""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from brief.book import BOOK, in_words
from brief.sphinx_ext import code_folds, dom, glossary, home_page, html_tables, references
from brief.sphinx_ext.page import Page

CUTOFF = in_words(BOOK.cutoff)
HINT = "Dotted numbers open their source."
LEVELS = (("the-reasoning", "The reasoning"), ("since-then", "Since then"), ("the-workshop", "The workshop"))
_MINUTES = ("one minute", *(f"{word} minutes" for word in ("two", "three", "four", "five", "six", "seven", "eight")))
WORDS_PER_MINUTE = 220
# A number keeps to its unit, and a day to its month, at the end of a line.
_UNIT = re.compile(
    r"(\d) (?=(?:km|bcm|m|bn|million|billion|cities|months?|years?|days?|January|February|March|April|May|June"
    r"|July|August|September|October|November|December)\b|%)"
)


def shape(page: Page, is_root: bool) -> list[tuple[str, str]]:
    """Re-lay the article. Returns the entries of its contents list, (id, label)."""
    code = code_folds.take_code(page)
    html_tables.tidy(page.article)
    references.lay_out(page.article)
    _curl(page.article)
    standfirst = _standfirst(page)
    _blocks(page.article)
    glossary.anchor(page)
    _number_figures(page.article)
    _mention_once(page.article)
    _hint(page.article, standfirst)
    since = _since(page.article)
    # On generated pages single verdicts and numbers are marked as later, without a block of their own.
    if (since is not None or dom.find(page.article, "*", "fa-since-mark")) and not is_root:
        dom.insert_after(standfirst, dom.filled("then_control.html", cutoff=CUTOFF))
    if is_root:
        home_page.lay_out(page.article)
    _workshop(page.article, code)
    _reading_time(page.article)
    return _contents(page.article)


def _standfirst(page: Page) -> HtmlElement:
    """The answer line: the paragraph right under the question."""
    heading = dom.find(page.article, "h1")[0]
    line = heading.getnext()
    if line is None or line.tag != "p":
        page.refuse("no answer stands under the question")
    dom.add_class(line, "fa-standfirst")
    return line


def _blocks(article: HtmlElement) -> None:
    """Definition lists become blocks: the label hangs beside its text."""
    for listed in dom.find(article, "dl", "myst"):
        listed.set("class", "fa-blocks")
        for label in listed.xpath("./dt"):
            block = dom.make("div", class_="fa-block")
            label.addprevious(block)
            while (following := block.getnext()) is not None and (following is label or following.tag == "dd"):
                block.append(following)
    for paragraph in article.xpath(".//dd/p[*]"):
        first, last = paragraph[0], paragraph[-1]
        if dom.has_class(first, "fa-verdict") and not (paragraph.text or "").strip():
            dom.add_class(paragraph, "fa-finding")
        ends_in_link = last.tag == "a" and not (last.tail or "").strip(" .\n")
        if ends_in_link and not dom.has_class(last, "fa-num") and dom.words(paragraph) != dom.words(last):
            dom.add_class(last, "fa-onward")
            last.tail = None


def _number_figures(article: HtmlElement) -> None:
    """Figure 1, Figure 2 ... in the page's order, in the furniture and above the code that draws it."""
    for number, figure in enumerate(dom.find(article, "figure", "fa-figure"), 1):
        for place in dom.find(figure, "strong", "fa-number"):
            place.text = f"Figure\u00a0{number}."
        for picture in dom.find(figure, "div", "fa-narrow"):
            # Hidden where there is no style sheet of ours; here the sheet shows one of the two by width.
            picture.attrib.pop("hidden", None)
        figure.set("data-number", str(number))


def _mention_once(article: HtmlElement) -> None:
    """A number links at its first mention in a section; later mentions are plain text."""
    seen = set()
    for link in dom.find(article, "a", "fa-num"):
        section = next(link.iterancestors("section", "article"), article)
        mention = (section, link.get("data-num"))
        if mention in seen:
            link.tag = "span"
            link.attrib.pop("href")
            link.set("class", "fa-num-again")
        seen.add(mention)


def _hint(article: HtmlElement, standfirst: HtmlElement) -> None:
    """Say once per page what a dotted number does, after the first block that has one."""
    links = dom.find(article, "a", "fa-num")
    nearest = [next(link.iterancestors("dd", "p", "ul", "ol"), None) for link in links]
    blocks = [block for block in nearest if block is not None]
    place = next((block for block in blocks if block is not standfirst), blocks[0] if blocks else None)
    if place is None:
        return
    hint = dom.make("p", HINT, class_="fa-hint")
    block = next(place.iterancestors("dl"), None)
    if block is not None:
        next(one for one in block.xpath("./div") if place in one.iter()).xpath("./dd")[-1].append(hint)
    else:
        dom.insert_after(place, hint)


def _since(article: HtmlElement) -> HtmlElement | None:
    """*Since then* becomes a disclosure, closed where no script opens it, with a strip that stands in for it."""
    section = dom.by_id(article, "since-then")
    if section is None or section.tag != "section":
        return None
    heading = section.xpath("./h2")[0]
    when = dom.make("span", f"known only after {CUTOFF}", class_="fa-since-when")
    summary = dom.make("summary", heading, " ", when)
    body = dom.make("div", class_="fa-since-body")
    body.extend(list(section))
    section.tag = "details"
    section.set("class", "fa-since")
    section.text = None
    section.extend([summary, body])
    dom.insert_after(section, dom.filled("then_strip.html", cutoff=CUTOFF))
    return section


def _workshop(article: HtmlElement, code: list[HtmlElement]) -> None:
    """Each part of the workshop becomes a fold; the cells' code goes where the page marks its place."""
    marker = next(iter(dom.find(article, "div", "fa-calculation")), None)
    workshop = dom.by_id(article, "the-workshop")
    for number, listing in enumerate(code, 1):
        drawn = dom.by_id(article, listing.attrib.pop("data-draws"))
        made = f", draws figure\u00a0{drawn.get('data-number')}" if drawn is not None else ""
        listing.insert(0, dom.make("p", f"Cell\u00a0{number}{made}", class_="fa-cell-name"))
        listing[-1].attrib.update({"tabindex": "0", "role": "region", "aria-label": f"Code of cell {number}"})
    if code:
        _place(article, marker, code)
    elif marker is not None:
        marker.drop_tree()
    for section in workshop.xpath("./section") if workshop is not None else []:
        heading = section.xpath("./h3")
        if heading:
            content = [part for part in section if part is not heading[0]]
            dom.replace(section, code_folds.row(heading[0], code_folds.count_in(section), content, section.get("id")))
    if workshop is not None:
        note = dom.make("p", "For those who want to check", class_="fa-level-note")
        dom.insert_after(workshop.xpath("./h2")[0], note)


def _place(article: HtmlElement, marker: HtmlElement | None, code: list[HtmlElement]) -> None:
    """Put the code into the marked section if it holds nothing else, else into a fold of its own beside it."""
    if marker is None:
        article.append(code_folds.fold(code))
        return
    section = marker.getparent()
    if section.tag == "section" and section.xpath("./h3") and len(section) == 2:
        dom.replace(marker, dom.make("div", *code))
    elif section.tag == "section" and section.xpath("./h3"):
        # No fold inside a fold: this one stands before the section that marks its place.
        marker.drop_tree()
        section.addprevious(code_folds.fold(code))
    else:
        dom.replace(marker, code_folds.fold(code))


def _reading_time(article: HtmlElement) -> None:
    """Under *The reasoning*: how long it takes to read, from its words."""
    section = dom.by_id(article, "the-reasoning")
    if section is None:
        return
    prose = section.xpath(".//p[not(ancestor::figure)] | .//li[not(ancestor::figure) and not(p)]")
    minutes = max(1, round(sum(len(dom.words(part).split()) for part in prose) / WORDS_PER_MINUTE))
    named = _MINUTES[min(minutes, len(_MINUTES)) - 1]
    dom.insert_after(section.xpath("./h2")[0], dom.make("p", f"About {named}", class_="fa-level-note"))


def _contents(article: HtmlElement) -> list[tuple[str, str]]:
    """The levels that this page has, the answer first; none for a page without levels."""
    there = [(name, label) for name, label in LEVELS if dom.by_id(article, name) is not None]
    if not there:
        return []
    dom.find(article, "h1")[0].set("id", "the-answer")
    return [("the-answer", "The answer"), *there]


def _curl(article: HtmlElement) -> None:
    """Typographic apostrophes, quotation marks and number spaces in running text; code stays as it is."""
    for element in article.iter():
        if not isinstance(element.tag, str):
            continue
        inside_code = element.tag in dom.VERBATIM or any(True for _ in element.iterancestors(*dom.VERBATIM))
        if element.text and not inside_code:
            element.text = curled(element.text)
        if element.tail and not any(True for _ in element.iterancestors(*dom.VERBATIM)):
            element.tail = curled(element.tail)


def curled(text: str) -> str:
    text = _UNIT.sub("\\1\u00a0", text)
    text = re.sub(r"(^|[\s(\[\u2013\u2014])\"(?=\S)", r"\1“", text)
    text = text.replace('"', "”")
    text = re.sub(r"(^|[\s(\[“])'(?=\w[^']*')", r"\1‘", text)
    return text.replace("'", "’")
