"""The one pass over what Jupyter Book has built: every page in our shell, nothing of the theme's left.

    python -m brief.site.page FOLDER

works on FOLDER in place. `stock` reads the theme's pages, `usage` fills in what they say of one another, `article`
re-lays their content, `shell` frames it, `statics` writes the files beside it, `policy` refuses what may not be
published.
"""

from __future__ import annotations

import posixpath
import re
import sys
from pathlib import Path

from brief.site import article, cards, classroom, dom, downloads, packs, policy, shell, statics, stock, usage
from brief.site.stock import PageError

SEARCH_SCRIPTS = ("search-before.js", "language_data.js", "searchtools.js", "search-after.js")


def finish(folder: Path) -> None:
    """Turn Jupyter Book's HTML in `folder` into the published site. Raises PageError with the page's name."""
    folder = Path(folder)
    root = stock.root_name(folder)
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))
    names = [name for name in names if name not in ("index.html", "genindex.html", "search.html")
             and not name.startswith("_static/")]
    pages, menu, address = {}, [], ""
    for name in names:
        pages[name], document = stock.read(folder, name)
        if name == root:
            menu, address = stock.menu(document, name), stock.address(document, name)
    labels = {root: shell.ROOT_LABEL} | {target: label for group in menu for label, target in group.links}
    files = usage.fill(pages, labels, packs.names())
    for page in pages.values():
        classroom.link_sheet(page, pages)
    frames = []
    for name in names:
        frames += _frames(pages[name], root, _following(name, root, menu, pages), files, pages)
    files |= packs.make(pages, folder.parent / "packs", address)
    frames.append(_search())
    site = shell.Site(menu, statics.write(folder, any("chart.js" in frame.scripts for frame in frames)))
    site.files["searchindex.js"] = "searchindex.js"
    for frame in frames:
        text = shell.render(frame, site)
        policy.check(frame.name, text)
        files[frame.name] = text.encode()
    for name, content in sorted(files.items()):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def _frames(page: stock.Page, root: str, following, files: dict[str, bytes], pages: dict) -> list[shell.Frame]:
    """The page in its frame; the root twice, under its own name and as `index.html`."""
    is_root = page.name == root
    title = page.title
    contents = article.shape(page, is_root)
    files |= downloads.take(page)
    classroom.ask_first(page, pages)
    cards_block = cards.block(page)
    kind = "root" if is_root else "chapter" if contents else "page"
    # The chart script fetches the engine itself, when a reader first touches a figure.
    used = {"card.js": cards_block, "chart.js": page.article.xpath(".//figure[@data-live]"),
            "find.js": dom.find(page.article, "form", "fa-find"),
            "class.js": page.article.xpath(".//form[@class='fa-guess'] | .//div[@class='fa-check']")}
    scripts = tuple(name for name, needed in used.items() if needed)
    description = _short(dom.words(dom.find(page.article, "p", "fa-standfirst")[0]))
    _point_home(page, root)

    def frame(name: str) -> shell.Frame:
        main = stock.restore(_inner(page.article), page.pictures) + cards_block
        return shell.Frame(name, title, description, kind, main, [] if is_root else contents, scripts, following,
                           canonical="index.html" if is_root else "")

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


def _links(page: stock.Page):
    """All links of the article that lead to another page of the site."""
    for link in page.article.iter("a"):
        href = link.get("href", "")
        if href and not re.match(r"[a-z][a-z0-9+.-]*:|//|#", href, re.IGNORECASE):
            yield link, href


def _point_home(page: stock.Page, root: str) -> None:
    """Links to the root's second name go to `index.html`, so that it has one address."""
    for link, href in _links(page):
        target = _absolute(page.name, href)
        if target.partition("#")[0] == root and page.name != root:
            link.set("href", shell.link(page.name, "index.html" + target[len(root):]))


def _rebase(page: stock.Page, name: str) -> None:
    """Make the article's links right for the page's other name."""
    for link, href in _links(page):
        link.set("href", shell.link(name, _absolute(page.name, href)))


def _absolute(name: str, href: str) -> str:
    """A relative link of page `name` as a name in the site."""
    path, mark, rest = href.partition("#")
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) + mark + rest


def _following(name: str, root: str, menu: list[stock.MenuGroup], pages: dict) -> tuple[str, str] | None:
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


def _search() -> shell.Frame:
    """The search page: Sphinx's own index and search in our shell."""
    main = (
        '<article><h1>Search</h1>'
        '<form class="fa-search-form" action="search.html" method="get" role="search">'
        '<label for="fa-q">Words to look for</label>'
        '<div><input type="search" id="fa-q" name="q" autocomplete="off" spellcheck="false">'
        "<button>Search</button></div></form>"
        '<noscript><p class="fa-search-note">Search needs scripts. The menu lists every page.</p></noscript>'
        '<p class="fa-search-note" id="fa-from-disk" hidden>Opened from a folder, search finds pages but shows no '
        "excerpts.</p>"
        '<div id="search-results" aria-live="polite"></div></article>'
    )
    scripts = (*SEARCH_SCRIPTS, "searchindex.js")
    description = "Look for words in every page of the book."
    return shell.Frame("search.html", "Search", description, "search", main, scripts=scripts)


def main(arguments: list[str]) -> int:
    try:
        finish(Path(arguments[0]))
    except PageError as problem:
        print(f"ERROR: {problem}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
