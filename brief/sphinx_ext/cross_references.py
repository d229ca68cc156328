"""What pages say of one another: labels of other pages, where a number is quoted, where a source is used.

`facts` gathers what others may want to know of a page, `answers` what one page wants to know of them all; both are
plain data, so that a page is made anew just when its own body or an answer has changed. `fill` puts the answers in.
"""

from __future__ import annotations

import json

from lxml.html import HtmlElement

from brief.sphinx_ext import article, dom, glossary, lesson_pages, packages
from brief.sphinx_ext.data_files import as_csv, as_json
from brief.sphinx_ext.page import Page, relative, resolved

DATA = "fa-numbers"
FILES = ("downloads/numbers.json", "downloads/numbers.csv")
TO_COME = "in a chapter still to come"
COLUMNS = (
    "key", "text", "low", "high", "unit", "date", "known_on", "since", "meaning", "sure", "how", "page",
    "quoted_on", "claims", "findings", "formula", "rows", "sources",
)  # fmt: skip


def facts(page: Page) -> dict:
    """What other pages may say of this one, and what it wants to know of them."""
    root = page.article
    figures = dom.find(root, "figure", "fa-figure")
    found: dict = {
        "title": article.curled(page.title),
        "figures": [[one.get("id"), one.get("data-numbers", "").split()] for one in figures],
        "quoted": {},
        "linked": sorted({one.get("data-num") for one in root.iter("a")} - {None}),
        "cites": sorted({key for one in root.iter("figure") for key in one.get("data-sources", "").split()}),
        "terms": glossary.terms(root) if page.name == glossary.PAGE else {},
        "guesses": [[article.curled(words) for words in one] for one in lesson_pages.guesses(page)],
        "argues": root.get_element_by_id("the-reasoning", None) is not None,
        "numbers": json.loads(held.text) if (held := root.get_element_by_id(DATA, None)) is not None else None,
        "wants": sorted({target for _, target in _named(page)}),
        "wants_quoted": bool(dom.find(root, "span", "fa-quoted")),
        "wants_used": bool(dom.find(root, "span", "fa-used")),
    }
    for element in root.iter("a", "figure"):
        drawn = element.get("data-numbers", "").split() if element.tag == "figure" else []
        for key in [element.get("data-num")] if "fa-num" in element.classes else drawn:
            found["quoted"].setdefault(key, str(element.xpath("string(ancestor-or-self::*[@id][1]/@id)")))
        _, cited, source = element.get("href", "").partition("sources.html#source-")
        found["cites"] += [source] if cited else []
    return found


def _named(page: Page):
    """(element, page that it names) of each link or heading that takes another page's label, or a figure of it."""
    for kind in ("fa-to-page", "fa-to-figure", "fa-page-name"):
        for element in dom.find(page.article, "*", kind):
            yield element, resolved(page.name, element.get("href") or f"{element.get('data-page')}.html")[0]


def answers(name: str, known: dict[str, dict], labels: dict[str, str]) -> dict:
    """What the page wants to know. `known` has the facts of all pages by name, `labels` the menu's words, {page name:
    label}, in the menu's order; a page beside the menu goes by its title and comes last."""
    own = known[name]
    labels = {one: label for one, label in labels.items() if one in known} | {
        one: known[one]["title"] for one in sorted(known) if one not in labels
    }
    home = next((one for one in known if known[one]["numbers"] is not None), None)
    quoted: dict[str, dict[str, str]] = {}
    used: dict[str, dict[str, str]] = {}
    if own["wants_quoted"] or name == home:
        for one in labels:
            for key, anchor in known[one]["quoted"].items():
                quoted.setdefault(key, {})[one] = anchor
    if own["wants_used"]:
        of_number = {one["key"]: one["sources"] for one in known[home]["numbers"]} if home else {}
        for one in labels:
            if one != home and not known[one]["wants_used"]:
                behind = [key for number in known[one]["linked"] for key in of_number.get(number, [])]
                for key in [*known[one]["cites"], *behind]:
                    used.setdefault(key, {})[one] = ""
    sheet = known.get(lesson_pages.sheet_of(name))
    return {
        "labels": labels if quoted or used else {one: labels[one] for one in own["wants"] if one in labels},
        "figures": {one: known[one]["figures"] for one in own["wants"] if one in known},
        "quoted": quoted,
        "used": used,
        "terms": known.get(glossary.PAGE, {}).get("terms", {}) if own["argues"] and name != glossary.PAGE else {},
        "guesses": sheet["guesses"] if sheet else None,
        "promised": sorted(FILES) if home else [],
    }


def fill(page: Page, said: dict, promised: set[str]) -> dict[str, bytes]:
    """Put the answers in, and return the files that the page brings, {name in the site: content}.

    `promised` names files that others make, which pages may offer.
    """
    for element, target in list(_named(page)):
        if element.tag == "span":
            del element.attrib["data-page"], element.attrib["class"]
            element.text = said["labels"].get(target, element.text)
        elif "fa-to-page" in element.classes:
            _lead_to_page(element, said["labels"].get(target))
        else:
            _lead_to_figure(element, said["figures"].get(target, []))
    for place in dom.find(page.article, "span", "fa-quoted"):
        _links(page, place, said["quoted"].get(place.get("data-num"), {}), said["labels"], "nowhere in the text")
    for place in dom.find(page.article, "span", "fa-used"):
        if on := said["used"].get(place.get("data-source"), {}):
            _links(page, place, on, said["labels"], "")
            place.text = " · on "
    files = {}
    if (data := page.article.get_element_by_id(DATA, None)) is not None:
        numbers = json.loads(data.text)
        data.drop_tree()
        for one in numbers:
            one["quoted_on"] = [name.removesuffix(".html") for name in said["quoted"].get(one["key"], {})]
        files = dict(zip(FILES, (as_json(numbers), _csv(numbers)), strict=True))
    _point_at_files(page, files, promised | {*said["promised"]})
    return files


def _lead_to_page(link: HtmlElement, label: str | None) -> None:
    """A link takes the label of its page; to one that isn't there yet it is no link."""
    del link.attrib["class"]
    link.text = label or TO_COME
    if label is None:
        link.tag = "span"
        del link.attrib["href"]


def _lead_to_figure(link: HtmlElement, figures: list) -> None:
    """A link to the first figure of a page that shows one of these numbers; without one it goes."""
    wanted = set(link.attrib.pop("data-numbers").split())
    place = next((at for at, (_, drawn) in enumerate(figures) if wanted & set(drawn)), None)
    if place is None:
        item = link.getparent()
        (item if item.tag == "li" else link).drop_tree()
        return
    link.set("href", f"{link.get('href')}#{figures[place][0]}")
    link.text = f"Figure\u00a0{place + 1}"
    del link.attrib["class"]


def _links(page: Page, place: HtmlElement, places: dict[str, str], labels: dict[str, str], none: str) -> None:
    """Links to pages, by their labels, put into an empty element."""
    if not places:
        place.text = none
    for name, anchor in places.items():
        if len(place):
            place[-1].tail = ", "
        target = name + (f"#{anchor}" if anchor else "")
        place.append(dom.make("a", labels[name], href=relative(page.name, target)))


def _csv(numbers: list[dict]) -> bytes:
    """One line per number; lists are joined, rows are written ``data/cities.csv: moscow minsk``."""
    rows = []
    for one in numbers:
        said = one | {
            "since": str(one["since"]).lower(),
            "formula": f"{one['formula']['file']}:{one['formula']['line']}",
            "rows": "; ".join(f"{row['file']}: {' '.join(row['ids'])}" for row in one["rows"]),
        }
        cells = (said[name] for name in COLUMNS)
        rows.append([" ".join(cell) if isinstance(cell, list) else cell for cell in cells])
    return as_csv([COLUMNS, *rows])


def _point_at_files(page: Page, files: dict[str, bytes], promised: set[str]) -> None:
    """Download links outside figures: each must lead to a file that is made."""
    for link in page.article.xpath(".//a[@download][not(ancestor::figure)]"):
        name = link.get("href")
        if name == packages.TABLES and name not in files:
            files[name] = packages.tables_zip()
        if name not in files and name not in promised:
            page.refuse(f"offers {name}, which nothing makes")
        link.set("href", relative(page.name, name))
