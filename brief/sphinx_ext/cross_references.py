"""What a page can only know once all pages are built: labels of other pages, where a number is quoted, where a source
is used; and the files that hold it, for taking away.

    fill(pages, labels)

changes the pages' articles in place, before they are laid out.
"""

from __future__ import annotations

import json
from collections.abc import Collection

from lxml.html import HtmlElement

from brief.sphinx_ext import addresses, csv_files, data_package, dom, references
from brief.sphinx_ext.theme_html import Page

FOLDER = "downloads"
DATA = "fa-numbers"
TO_COME = "in a chapter still to come"
COLUMNS = (
    "key", "text", "low", "high", "unit", "date", "known_on", "since", "meaning", "sure", "how", "page",
    "quoted_on", "claims", "findings", "formula", "rows", "sources",
)  # fmt: skip


def fill(pages: dict[str, Page], labels: dict[str, str], promised: Collection[str] = ()) -> dict[str, bytes]:
    """Fill in all that, and return the files, {name in the site: content}.

    `labels` are the menu's words, {page name: label}, in the menu's order; a page beside the menu goes by its title.
    `promised` names files that others make, which pages may offer.
    """
    references.settle(pages)
    labels = labels | {name: page.title for name, page in pages.items() if name not in labels}
    held = ((name, dom.by_id(page.article, DATA)) for name, page in pages.items())
    home, data = next(((name, data) for name, data in held if data is not None), (None, None))
    numbers = json.loads(data.text) if data is not None else []
    quoted = _quoted(pages, labels)
    for page in pages.values():
        _name_pages(page, pages, labels)
        _find_figures(page, pages)
        for place in dom.find(page.article, "span", "fa-quoted"):
            _links(page, place, quoted.get(place.get("data-num"), {}), labels, "nowhere in the text")
    _used(pages, labels, {one["key"]: one["sources"] for one in numbers}, skip={home})
    files = {}
    if data is not None:
        dom.drop(data)
        for one in numbers:
            one["quoted_on"] = [name.removesuffix(".html") for name in quoted.get(one["key"], {})]
        files = {f"{FOLDER}/numbers.json": _json(numbers), f"{FOLDER}/numbers.csv": _csv(numbers)}
    for page in pages.values():
        _point_at_files(page, files, promised)
    return files


def _name_pages(page: Page, pages: dict, labels: dict[str, str]) -> None:
    """Links and headings that name another page take its label; one that isn't there yet is no link."""
    for link in dom.find(page.article, "a", "fa-to-page"):
        target, _ = addresses.resolved(page.name, link.get("href"))
        del link.attrib["class"]
        link.text = labels[target] if target in pages else TO_COME
        if target not in pages:
            link.tag = "span"
            del link.attrib["href"]
    for place in dom.find(page.article, "span", "fa-page-name"):
        target, _ = addresses.resolved(page.name, f"{place.attrib.pop('data-page')}.html")
        place.text = labels.get(target, place.text)
        del place.attrib["class"]


def _find_figures(page: Page, pages: dict[str, Page]) -> None:
    """A link to the first figure of a page that shows one of these numbers; without one it goes."""
    for link in dom.find(page.article, "a", "fa-to-figure"):
        wanted = set(link.attrib.pop("data-numbers").split())
        target = pages.get(addresses.resolved(page.name, link.get("href"))[0])
        figures = dom.find(target.article, "figure", "fa-figure") if target else []
        place = next((at for at, one in enumerate(figures) if wanted & set(one.get("data-numbers", "").split())), None)
        if place is None:
            item = link.getparent()
            dom.drop(item if item.tag == "li" else link)
            continue
        link.set("href", f"{link.get('href')}#{figures[place].get('id')}")
        link.text = f"Figure\u00a0{place + 1}"
        del link.attrib["class"]


def _quoted(pages: dict[str, Page], labels: dict[str, str]) -> dict[str, dict[str, str]]:
    """{number: {page: the id nearest above its first mention there}}, pages in the menu's order."""
    found: dict[str, dict[str, str]] = {}
    for name in [one for one in labels if one in pages]:
        for element in pages[name].article.iter("a", "figure"):
            drawn = element.get("data-numbers", "").split() if element.tag == "figure" else []
            for key in [element.get("data-num")] if dom.has_class(element, "fa-num") else drawn:
                found.setdefault(key, {}).setdefault(name, _nearest_id(element))
    return found


def _nearest_id(element: HtmlElement) -> str:
    above = [element, *element.iterancestors()]
    return next((one.get("id") for one in above if one.get("id")), "")


def _links(page: Page, place: HtmlElement, places: dict[str, str], labels: dict[str, str], none: str) -> None:
    """Links to pages, by their labels, put into an empty element."""
    if not places:
        place.text = none
    for name, anchor in places.items():
        if len(place):
            place[-1].tail = ", "
        target = name + (f"#{anchor}" if anchor else "")
        place.append(dom.make("a", labels[name], href=addresses.link(page.name, target)))


def _used(pages: dict[str, Page], labels: dict[str, str], of_number: dict[str, list[str]], skip: set) -> None:
    """On the sources page: which pages quote a number that rests on the source, draw it, or cite it."""
    places = [(page, place) for page in pages.values() for place in dom.find(page.article, "span", "fa-used")]
    homes = {page.name for page, _ in places}
    used: dict[str, dict[str, str]] = {}
    for name in [one for one in labels if one in pages and one not in homes | skip] if places else []:
        for element in pages[name].article.iter("a", "figure"):
            _, cited, source = element.get("href", "").partition("sources.html#source-")
            keys = [source] if cited else of_number.get(element.get("data-num"), [])
            for key in [*keys, *element.get("data-sources", "").split()]:
                used.setdefault(key, {}).setdefault(name, "")
    for page, place in places:
        on = used.get(place.get("data-source"), {})
        if on:
            _links(page, place, on, labels, "")
            place.text = " · on "


def _json(numbers: list[dict]) -> bytes:
    return (json.dumps(numbers, ensure_ascii=False, indent=1) + "\n").encode()


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
    return csv_files.of([COLUMNS, *rows])


def _point_at_files(page: Page, files: dict[str, bytes], promised: Collection[str]) -> None:
    """Download links outside figures: each must lead to a file that is made."""
    for link in page.article.xpath(".//a[@download][not(ancestor::figure)]"):
        name = link.get("href")
        if name == f"{FOLDER}/{data_package.ZIP}" and name not in files:
            files[name] = data_package.package_zip()
        if name not in files and name not in promised:
            page.refuse(f"offers {name}, which nothing makes")
        link.set("href", addresses.link(page.name, name))
