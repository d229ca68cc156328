"""The one pass over what Jupyter Book has built: every page in our shell, nothing of the theme's left.

`theme_html` reads the theme's pages, `cross_references` fills in what they say of one another, `article` re-lays their
content, `head_tags` says what they are, `layout` frames them, `asset_files` writes the files beside them, `csp` refuses
what may not be published.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from brief import book
from brief.book import BOOK
from brief.sphinx_ext import (
    addresses,
    article,
    asset_files,
    build_cache,
    cards,
    chapter_notebooks,
    citation,
    cross_references,
    csp,
    dom,
    downloads,
    glossary,
    head_tags,
    layout,
    lesson_packs,
    lesson_pages,
    preview_cards,
    redirects,
    search_index,
    site_zip,
    theme_html,
)

SEARCH_SCRIPTS = ("match.js", "search.js", search_index.FILE)


def finish(
    folder: Path,
    address: str = "",
    shelf: build_cache.Shelf | None = None,
    key: str = "",
    repository: tuple[str, str] = ("", ""),
) -> None:
    """Turn Jupyter Book's HTML in `folder` into the published site. Raises PageError with the page's name.

    `address` is where the book is published (`head_tags.base`), `repository` where its sources are
    (`head_tags.repository`), `shelf` and `key` are what an earlier build has left.
    """
    shelf = shelf or build_cache.Shelf()
    notebooks = {path.relative_to(folder).as_posix() for path in (folder / chapter_notebooks.FOLDER).glob("*.ipynb")}
    making = _Making(address, shelf, cards.Deck(shelf, key), notebooks)
    root = theme_html.root_name(folder)
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))
    names = [name for name in names if not theme_html.is_furniture(name)]
    pages, menu = {}, []
    for name in names:
        pages[name], document = theme_html.read(folder, name)
        if name == root:
            menu = theme_html.menu(document, name)
    labels = {root: BOOK.home} | {target: label for group in menu for label, target in group.links}
    files = cross_references.fill(pages, labels, lesson_packs.names() | {site_zip.ZIP})
    glossary.link_first_mentions(pages)
    for page in pages.values():
        lesson_pages.link_sheet(page, pages)
    frames = []
    for name in names:
        frames += _frames(pages[name], root, _following(name, root, menu, pages), files, making, pages)
    files |= lesson_packs.make(pages, shelf, address)
    index = theme_html.read(folder, "genindex.html")[0].article.xpath(".//td//a")
    terms = [(dom.words(one), one.get("href")) for one in index]
    frames += [layout.search(SEARCH_SCRIPTS), layout.index(terms), layout.not_found()]
    making.deck.keep()
    site = layout.Site(
        menu, asset_files.write(folder, any("chart.js" in frame.scripts for frame in frames), shelf), repository
    )
    files[search_index.FILE] = search_index.index(pages, labels, {root: "index.html"})
    site.files[search_index.FILE] = search_index.FILE
    has_pdf = bool(BOOK.pdf) and BOOK.pdf["bars"][0] in pages  # set from these pages, after them
    for frame in frames:
        own, roots = (f"{preview_cards.FOLDER}/{Path(name).stem}.png" for name in (frame.name, root))
        head = head_tags.tags(frame, address, own if own in files else roots if roots in files else "", has_pdf)
        text = layout.render(frame, site, head, address)
        if frame.name == layout.NOT_FOUND:
            text = layout.at_any_depth(text, head_tags.path_of(address))
        csp.check(frame.name, text)
        files[frame.name] = text.encode()
    files |= redirects.files(redirects.read(), set(files), head_tags.path_of(address))
    if address:
        files |= {"sitemap.xml": head_tags.sitemap(frames, address), "robots.txt": head_tags.robots(address)}
    for name, content in sorted(files.items()):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


@dataclass(frozen=True)
class _Making:
    """What every page is made with: the book's address, what earlier builds have left, the cards, the notebooks."""

    address: str
    shelf: build_cache.Shelf
    deck: cards.Deck
    notebooks: set[str]


def _frames(
    page: theme_html.Page, root: str, following, files: dict[str, bytes], making: _Making, pages: dict
) -> list[layout.Frame]:
    """The page in its frame; the root twice, under its own name and as `index.html`."""
    is_root = page.name == root
    title = page.title
    contents = article.shape(page, is_root)
    files |= downloads.take(page) | preview_cards.take(page, making.shelf)
    citation.complete(page, making.address)
    lesson_pages.ask_first(page, pages)
    cards_block = cards.block(page, making.deck)
    kind = "root" if is_root else "chapter" if contents else "page"
    # The chart script fetches the engine itself, when a reader first touches a figure.
    used = {
        "card.js": cards_block,
        "chart.js": page.article.xpath(".//figure[@data-live]"),
        "match.js": dom.find(page.article, "form", "fa-find"),
        "find.js": dom.find(page.article, "form", "fa-find"),
        "copy.js": dom.find(page.article, "button", "fa-copy"),
        "class.js": page.article.xpath(".//form[@class='fa-guess'] | .//div[@class='fa-check']"),
    }
    scripts = tuple(name for name, needed in used.items() if needed)
    description = _short(dom.words(dom.find(page.article, "p", "fa-standfirst")[0]))
    _point_home(page, root)
    stem = page.name.removesuffix(".html")
    notebook = name if (name := chapter_notebooks.name(stem)) in making.notebooks else ""
    source = next((path.relative_to(book.ROOT).as_posix() for path in book.ROOT.glob(f"{stem}.*")), "")

    def frame(name: str) -> layout.Frame:
        main = theme_html.restore(_inner(page.article), page.pictures) + cards_block
        return layout.Frame(
            name,
            title,
            description,
            kind,
            main,
            [] if is_root else contents,
            scripts,
            following,
            canonical="index.html" if is_root else "",
            source=source,
            notebook=notebook,
        )

    framed = [frame(page.name)]
    if is_root:
        _rebase(page, "index.html")
        framed.append(frame("index.html"))
    return framed


def _inner(element) -> str:
    """The article as HTML, its own tag plain."""
    for name in list(element.attrib):
        del element.attrib[name]
    return dom.source(element)


def _links(page: theme_html.Page):
    """All links of the article that lead to another page of the site: (link, page, query and fragment)."""
    for link in page.article.iter("a"):
        href = link.get("href", "")
        if href and not re.match(r"[a-z][a-z0-9+.-]*:|//|#", href, re.IGNORECASE):
            yield link, *addresses.resolved(page.name, href)


def _point_home(page: theme_html.Page, root: str) -> None:
    """Links to the root's second name go to `index.html`, so that it has one address."""
    for link, target, rest in _links(page):
        if target == root and page.name != root:
            link.set("href", addresses.link(page.name, "index.html" + rest))


def _rebase(page: theme_html.Page, name: str) -> None:
    """Make the article's links right for the page's other name."""
    for link, target, rest in _links(page):
        link.set("href", addresses.link(name, target + rest))


def _following(name: str, root: str, menu: list[theme_html.MenuGroup], pages: dict) -> tuple[str, str] | None:
    """(question, name) of the page after this one in the menu, within the evidence; the root leads to the first."""
    order = [root, *(target for group in menu for _, target in group.links)]
    place = order.index(name) + 1 if name in order else len(order)
    if place >= len(order) or order[place] not in pages:
        return None
    return pages[order[place]].title, order[place]


def _short(text: str, longest: int = 240) -> str:
    """Whole sentences up to a length, or as many words."""
    if len(text) <= longest:
        return text
    cut = text[:longest]
    end = max(cut.rfind(". "), cut.rfind("? "))
    return cut[: end + 1] if end > longest / 3 else cut.rpartition(" ")[0]
