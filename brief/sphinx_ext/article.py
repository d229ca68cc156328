"""From the author's plain headings, lists and paragraphs to the book's page: levels, blocks, folds.

Every function changes the page's article in place and can be read alone; `shape` gives their order. Once the figures'
files are taken from the page, `cite` completes it.
"""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from brief.book import BOOK, in_words
from brief.sphinx_ext import dom, glossary, html_tables, references
from brief.sphinx_ext.page import Page
from brief.templates import count

CUTOFF = in_words(BOOK.cutoff)
HINT = "Dotted numbers open their source."
LEVELS = (("the-reasoning", "The reasoning"), ("since-then", "Since then"), ("the-workshop", "The workshop"))
_MINUTES = ("one minute", *(f"{word} minutes" for word in ("two", "three", "four", "five", "six", "seven", "eight")))
WORDS_PER_MINUTE = 220
SURE = "How sure"
# A number keeps to its unit, and a day to its month, at the end of a line.
_UNIT = re.compile(
    r"(\d) (?=(?:km|bcm|m|bn|million|billion|cities|months?|years?|days?|January|February|March|April|May|June"
    r"|July|August|September|October|November|December)\b|%)"
)


def shape(page: Page, is_root: bool) -> list[tuple[str, str]]:
    """Re-lay the article. Returns the entries of its contents list, (id, label)."""
    _number_figures(page.article)
    code = _take_code(page)
    html_tables.tidy(page.article)
    references.lay_out(page.article)
    _curl(page.article)
    standfirst = _standfirst(page)
    _blocks(page.article)
    glossary.anchor(page)
    _mention_once(page.article)
    _hint(page.article, standfirst)
    since = _since(page.article)
    # On generated pages single verdicts and numbers are marked as later, without a block of their own.
    if (since is not None or dom.find(page.article, "*", "fa-since-mark")) and not is_root:
        dom.insert_after(standfirst, dom.filled("then_control.html", cutoff=CUTOFF))
    if is_root:
        _home(page.article)
    _workshop(page.article, code)
    _reading_time(page.article)
    return _contents(page.article)


def _take_code(page: Page) -> list[HtmlElement]:
    """Take the code out of all cells, in order, and leave their outputs bare. Returns the code blocks."""
    code: list[HtmlElement] = []
    for cell in dom.find(page.article, "div", "cell"):
        errors = dom.find(cell, "div", "stderr")
        if errors:
            page.refuse(f"a cell wrote to its error stream: {dom.words(errors[0])[:200]}")
        figures = dom.find(cell, "figure", "fa-figure")
        drawn = f", draws figure\u00a0{figures[0].get('data-number')}" if figures else ""
        for block in dom.find(cell, "div", "cell_input"):
            for pre in dom.find(block, "pre"):
                code.append(_listing(pre, len(code) + 1, drawn))
            block.drop_tree()
        for kind in ("output", "cell_output"):
            for output in dom.find(cell, "div", kind):
                output.drop_tag()
        cell.drop_tag()
    return code


def _listing(pre: HtmlElement, number: int, drawn: str) -> HtmlElement:
    """One cell's code; a focusable region, since long lines scroll."""
    pre.classes.add("fa-code")
    pre.attrib.update({"tabindex": "0", "role": "region", "aria-label": f"Code of cell {number}"})
    pre.tail = None
    return dom.make("div", dom.make("p", f"Cell\u00a0{number}{drawn}", class_="fa-cell-name"), pre, class_="fa-listing")


def _standfirst(page: Page) -> HtmlElement:
    """The answer line: the paragraph right under the question."""
    heading = dom.find(page.article, "h1")[0]
    line = heading.getnext()
    if line is None or line.tag != "p":
        page.refuse("no answer stands under the question")
    line.classes.add("fa-standfirst")
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
        if "fa-verdict" in first.classes and not (paragraph.text or "").strip():
            paragraph.classes.add("fa-finding")
        ends_in_link = last.tag == "a" and not (last.tail or "").strip(" .\n")
        if ends_in_link and "fa-num" not in last.classes and dom.words(paragraph) != dom.words(last):
            last.classes.add("fa-onward")
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
    nearest = (next(link.iterancestors("dd", "p", "ul", "ol"), None) for link in dom.find(article, "a", "fa-num"))
    blocks = [block for block in nearest if block is not None]
    if not blocks:
        return
    place = next((block for block in blocks if block is not standfirst), blocks[0])
    hint = dom.make("p", HINT, class_="fa-hint")
    if last := place.xpath("ancestor-or-self::dd[1]/../dd[last()]"):
        last[0].append(hint)
    else:
        dom.insert_after(place, hint)


def _since(article: HtmlElement) -> HtmlElement | None:
    """*Since then* becomes a disclosure, closed where no script opens it, with a strip that stands in for it."""
    section = article.get_element_by_id("since-then", None)
    if section is None:
        return None
    heading = section.xpath("./h2")[0]
    when = dom.make("span", f"known only after {CUTOFF}", class_="fa-since-when")
    summary = dom.make("summary", heading, " ", when)
    body = dom.make("div", *section, class_="fa-since-body")
    section.tag = "details"
    section.set("class", "fa-since")
    section.text = None
    section.extend([summary, body])
    dom.insert_after(section, dom.filled("then_strip.html", cutoff=CUTOFF))
    return section


def _home(article: HtmlElement) -> None:
    """What only the root has: how sure we are inside the answer, a way to copy it, and links to go on by as doors."""
    blocks = article.xpath('.//dl[@class="fa-blocks"][1]/div')
    if blocks:
        answer = blocks[0].xpath("./dd")[0]
        if len(blocks) > 1 and dom.words(blocks[1].xpath("./dt")[0]) == SURE:
            line, label = blocks[1].xpath("./dd/p")[0], dom.make("strong", f"{SURE}: ")
            line.classes.add("fa-how-sure")
            said, line.text, line.tail = line.text or "", None, None
            label.tail = said[:1].lower() + said[1:]  # the sentence goes on from the label
            line.insert(0, label)
            answer.append(line)
            blocks[1].drop_tree()
        # For whoever quotes the answer; the page's script copies the block with this source and the address.
        source = f"({BOOK.title}, edition of {in_words(BOOK.edition)}.)"
        copy = dom.make("button", "Copy with source", type="button", class_="fa-copy fa-script", data_source=source)
        answer.append(copy)
    for listed in article.xpath(".//section/ul[not(li[not(a[strong] or p/a[strong])])]"):
        _doors(listed)


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
        heading.classes.add("fa-visually-hidden")


def _workshop(article: HtmlElement, code: list[HtmlElement]) -> None:
    """Each part of the workshop becomes a fold; the cells' code goes where the page marks its place."""
    places = article.xpath('.//section[h3]/div[@class="fa-calculation"]')
    if places and len(places[0].getparent()) == 2:
        dom.replace(places[0], dom.make("div", *code))
    elif code:
        heading = dom.make("h3", "Show the calculation")
        fold = _fold(heading, count(len(code), "cell"), code, "show-the-calculation")
        if places:  # no fold inside a fold: it stands before the section that marks its place among words
            places[0].getparent().addprevious(fold)
            places[0].drop_tree()
        else:
            article.append(fold)
    workshop = article.get_element_by_id("the-workshop", None)
    if workshop is None:
        return
    for heading in workshop.xpath("./section/h3"):
        section, content = heading.getparent(), heading.xpath("./preceding-sibling::* | ./following-sibling::*")
        dom.replace(section, _fold(heading, _count_in(section), content, section.get("id")))
    note = dom.make("p", "For those who want to check", class_="fa-level-note")
    dom.insert_after(workshop.xpath("./h2")[0], note)


def _fold(heading: HtmlElement, inside: str, content: list[HtmlElement], name: str) -> HtmlElement:
    """A fold of the workshop: a line to open it with a name and, at right, how much is inside."""
    summary = dom.make("summary", heading)
    if inside:
        summary.append(dom.make("span", inside, class_="fa-count"))
    return dom.make("details", summary, dom.make("div", *content, class_="fa-row-body"), class_="fa-row", id=name)


def _count_in(section: HtmlElement) -> str:
    """How much a workshop section holds, in words: figures before tables before cells before list items."""
    point = "source" if "source" in section.get("id", "") else "point"
    kinds = (("figure", "", "figure"), ("table", "", "table"), ("div", "fa-listing", "cell"), ("li", "", point))
    counted = ((len(dom.find(section, tag, marks)), noun) for tag, marks, noun in kinds)
    return next((count(number, noun) for number, noun in counted if number), "")


def cite(page: Page, address: str) -> None:
    """Complete how a figure or claim is cited, in words and for BibTeX: its address, where the book has one, a button
    to copy it; without an address in the text the script adds the one that the reader's browser shows."""
    for tag, class_, label in (("p", "fa-citation", "Copy"), ("pre", "fa-bibtex", "Copy BibTeX")):
        for cited in dom.find(page.article, tag, class_):
            place = next(one.get("id") for one in cited.iterancestors() if one.get("id"))
            if address:
                url = f"{address}{page.name}#{place}"
                field = f",\n  url = {{{url}}}\n}}"
                cited.text = f"{cited.text} {url}" if tag == "p" else cited.text.removesuffix("\n}") + field
            marks = "fa-copy fa-copy-citation fa-script"
            dom.insert_after(cited, dom.make("button", label, type="button", class_=marks, data_at=place))


def _reading_time(article: HtmlElement) -> None:
    """Under *The reasoning*: how long it takes to read, from its words."""
    section = article.get_element_by_id("the-reasoning", None)
    if section is None:
        return
    prose = section.xpath(".//p[not(ancestor::figure)] | .//li[not(ancestor::figure) and not(p)]")
    minutes = max(1, round(sum(len(dom.words(part).split()) for part in prose) / WORDS_PER_MINUTE))
    named = _MINUTES[min(minutes, len(_MINUTES)) - 1]
    dom.insert_after(section.xpath("./h2")[0], dom.make("p", f"About {named}", class_="fa-level-note"))


def _contents(article: HtmlElement) -> list[tuple[str, str]]:
    """The levels that this page has, the answer first; none for a page without levels."""
    there = [(name, label) for name, label in LEVELS if article.get_element_by_id(name, None) is not None]
    if not there:
        return []
    dom.find(article, "h1")[0].set("id", "the-answer")
    return [("the-answer", "The answer"), *there]


def _curl(article: HtmlElement) -> None:
    """Typographic apostrophes, quotation marks and number spaces in running text; code stays as it is."""
    code = " or ".join(f"ancestor::{tag}" for tag in ("code", "kbd", "pre", "script", "style", "textarea"))
    for text in article.xpath(f".//text()[not({code})]"):
        setattr(text.getparent(), "tail" if text.is_tail else "text", curled(text))


def curled(text: str) -> str:
    text = _UNIT.sub("\\1\u00a0", text)
    text = re.sub(r"(^|[\s(\[\u2013\u2014])\"(?=\S)", r"\1“", text)
    text = text.replace('"', "”")
    text = re.sub(r"(^|[\s(\[“])'(?=\w[^']*')", r"\1‘", text)
    return text.replace("'", "’")
