"""The site, made of the bodies of all pages: what they say of one another filled in, every page laid out by the theme,
and the files beside them.

Each step is kept on a shelf under all that it is made from, so that after an edit only what it touches is made again.
"""

from __future__ import annotations

import filecmp
import hashlib
import os
import pickle
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from itertools import pairwise
from pathlib import Path

from sphinx.environment.adapters.indexentries import IndexEntries
from sphinx.util.inventory import InventoryFile

from brief import book, numbers
from brief.book import BOOK
from brief.charts.theme import PALETTE
from brief.sphinx_ext import (
    article,
    asset_files,
    build_cache,
    cross_references,
    dom,
    downloads,
    glossary,
    host,
    lesson_packs,
    lesson_pages,
    notebook_files,
    packages,
    search_index,
    site_checks,
)
from brief.sphinx_ext.data_files import json_block
from brief.sphinx_ext.page import Frame, Page, read, relative

# What the card of a number shows; the rest of `numbers.card` is for the numbers page.
ON_CARDS = ("text", "date", "meaning", "published_by", "sure", "how", "rows", "cite")
PREVIEW = "BRIEF_PREVIEW"  # the variable by which pages are put in their place before the rest is made


def body_of(app, docname: str) -> Path:
    """Where the builder leaves the body of a page."""
    return Path(app.doctreedir, f"{docname}.html")


def make(app) -> None:
    """Make the site in the builder's folder. Raises PageError with the name of a page that can't be published."""
    site = Site(app)
    site.make()
    app.emit("site-made", site)
    inside = {name: one for name, one in site.files.items() if isinstance(one, bytes)}
    of = [(name, hashlib.sha256(one).digest()) for name, one in inside.items()]
    site.files[packages.SITE] = site.kept("zip", of, lambda: packages.site_zip(inside))
    site.write()


@dataclass(frozen=True)
class Made:
    """What comes of one page: its frames (the root stands under two names), its heading, the files that it brings, and
    its places for the search."""

    frames: list[Frame]
    heading: str
    files: dict[str, bytes]
    places: dict[str, tuple]


class Site:
    """A site in the making; an extension that adds `files`, {name in the site: content or a file to copy}, connects to
    the event `site-made`."""

    def __init__(self, app):
        self.app, self.folder, self.files = app, Path(app.outdir), {}
        self.shelf = build_cache.Shelf(self.folder.parent / "kept")
        self.content = Path(app.config.nb_execution_cache_path).name
        self.address = host.base(book.ROOT / book.CONFIG)
        self.bodies = {f"{name}.html": body_of(app, name).read_text(encoding="utf-8") for name in app.env.found_docs}
        self.root, self.menu = f"{app.config.root_doc}.html", _menu(app)
        self.labels = {self.root: BOOK.home} | {name: label for group in self.menu for label, name in group["links"]}
        self.made: dict[str, Made] = {}

    def kept(self, kind: str, source, make: Callable):
        """What `make` gives, kept under `source`, the book as it stands and the code that makes its pages."""
        key = repr((self.content, self.app.config.brief_site_key, self.address, source)).encode()
        return pickle.loads(self.shelf.take(kind, key, lambda: pickle.dumps(make())))

    @cache  # noqa: B019
    def page(self, name: str) -> Page:
        """A page as it is laid out, as a tree."""
        return read(name, self.main(name))

    def main(self, name: str) -> str:
        """The article of a page as it is laid out, as HTML."""
        return next(one.main for made in self.made.values() for one in made.frames if one.name == name)

    def make(self) -> None:
        known = {}
        for name, body in self.bodies.items():
            known[name] = self.kept("facts", (name, body), lambda of=(name, body): cross_references.facts(read(*of)))
        for name in sorted(self.bodies):
            self.made[name] = self._made(name, known)
            self.files |= self.made[name].files
        has_pdf = bool(BOOK.pdf) and BOOK.pdf["bars"][0] in self.bodies  # set from these pages, after them
        frames = [frame for made in self.made.values() for frame in made.frames]
        static = asset_files.made(any("chart.js" in frame.scripts for frame in frames), self.shelf)
        self.files |= {f"_static/{name}": content for name, content in static.items()}
        beside = ("match.js", "search.js", search_index.FILE)
        frames += [
            Frame("search.html", "Search", "Look for words in every page of the book.", "search", scripts=beside),
            Frame("genindex.html", "Index", "Where the book explains a term or a name.", "page"),
            Frame(host.NOT_FOUND, "Where is this page?", "The address is wrong, or the page has moved.", "page"),
        ]
        shared = {
            "menu": self.menu,
            "files": asset_files.addresses(static) | {search_index.FILE: search_index.FILE},
            **dict(zip(("shown", "edited"), host.repository(book.ROOT / book.CONFIG), strict=True)),
            "colours": list(zip(("light", "dark"), PALETTE["page"], strict=True)),
            "entries": self._index(),
        }
        for frame in frames:
            source = (frame, shared, card := self._card(frame), has_pdf)
            self.files[frame.name] = self.kept("page", source, partial(self._laid_out, frame, shared, card, has_pdf))
        if PREVIEW in os.environ:  # an editor waits for the page, and for nothing that is to be taken away
            self._put()
        self.files |= lesson_packs.make({Path(name).stem: name for name in self.bodies}, self)
        self.files |= notebook_files.of_chapters(self)
        self.files[search_index.FILE] = search_index.index(self.made, self.labels, {self.root: "index.html"})
        self.files |= host.redirects(host.moved(), set(self.files), host.path_of(self.address))
        self.files |= host.for_robots(frames, self.address)
        self.files["objects.inv"] = self._inventory()

    def _made(self, name: str, known: dict[str, dict]) -> Made:
        said = cross_references.answers(name, known, self.labels)
        after = dict(pairwise(self.labels)).get(name)  # the page after this one in the menu
        following = (known[after]["title"], after) if after else None
        notebook = notebook_files.name_of(self.app, name)
        source = Path(self.app.env.doc2path(name.removesuffix(".html"))).relative_to(book.ROOT).as_posix()
        more = {"following": following, "notebook": notebook, "source": source}
        asked = (name, self.root, self.bodies[name], said, more)
        return self.kept("made", asked, partial(self._shaped, name, said, more))

    def _shaped(self, name: str, said: dict, more: dict) -> Made:
        """A page shaped, with what it asked of the others."""
        page, is_root = read(name, self.bodies[name]), name == self.root
        title = page.title
        files = cross_references.fill(page, said, lesson_packs.names() | {packages.SITE})
        glossary.link_first_mentions(page, said["terms"])
        lesson_pages.link_sheet(page, said["guesses"] is not None)
        contents = article.shape(page, is_root)
        files |= downloads.take(page) | downloads.preview(page, self.shelf)
        article.cite(page, self.address)
        if said["guesses"] is not None:
            lesson_pages.ask_first(page, said["guesses"])
        data = self._cards(page)
        standfirst = dom.words(dom.find(page.article, "p", "fa-standfirst")[0])
        for link, target, rest in page.links():
            if target == self.root and not is_root:  # so that it has one address
                link.set("href", relative(name, "index.html" + rest))
        frame = partial(
            Frame,
            title=title,
            description=_short(standfirst),
            kind="root" if is_root else "chapter" if contents else "page",
            contents=[] if is_root else contents,
            cards=data,
            scripts=_scripts(page, data),
            canonical="index.html" if is_root else "",
            **more,
        )
        places, heading = search_index.places(page), page.title
        page.article.attrib.clear()
        frames = [frame(name=name, main=page.html())]
        if is_root:
            for link, target, rest in page.links():
                link.set("href", relative("index.html", target + rest))
            frames.append(frame(name="index.html", main=page.html()))
        return Made(frames, heading, files, places)

    def _cards(self, page: Page) -> str:
        """A JSON script element with one card per number that the page links, shown in place by its script; or nothing.
        Running text has the apostrophe of the page; lists are evidence and stay as they are."""
        cards = {}
        for key in sorted({link.get("data-num") for link in dom.find(page.article, "a", "fa-num")}):
            try:
                said = self.kept("card", key, partial(numbers.card, key))
            except ValueError as problem:
                page.refuse(str(problem))
            shown = {name: said[name] for name in ON_CARDS}
            cards[key] = {name: one.replace("'", "’") if isinstance(one, str) else one for name, one in shown.items()}
        return json_block("fa-cards", cards) if cards else ""

    def _card(self, frame: Frame) -> str:
        """The picture that goes with a link to the page: its own, else the root's."""
        names = (f"{downloads.PREVIEWS}/{Path(name).stem}.png" for name in (frame.name, self.root))
        return next((name for name in names if name in self.files), "")

    def _laid_out(self, frame: Frame, shared: dict, card: str, has_pdf: bool) -> bytes:
        """The page as the theme lays it out, by Sphinx's bridge to its templates."""
        to: Callable[[str], str] = partial(relative, frame.name)
        if frame.name == host.NOT_FOUND:  # a host shows it under whatever address was asked for
            to = host.path_of(self.address).__add__
        values = shared | {"page": frame, "to": to, "address": self.address}
        values |= host.head(frame, self.address, card, has_pdf)
        template = "layout.html" if frame.main else frame.name
        text = self.app.builder.templates.render(template, values)
        site_checks.check(frame.name, text)
        return text.encode()

    def _index(self) -> list[tuple[str, str]]:
        """(name, address) of every term and name that the book explains, for the index."""
        groups = IndexEntries(self.app.env).create_index(self.app.builder)
        listed = [(name, uri) for _, entries in groups for name, (links, _, _) in entries for _, uri in links]
        return [(name, uri) for name, uri in listed if uri]

    def _inventory(self) -> bytes:
        """What other books can link to."""
        file = Path(self.app.doctreedir, "objects.inv")
        InventoryFile.dump(str(file), self.app.env, self.app.builder)
        return file.read_bytes()

    def write(self) -> None:
        """Make the builder's folder hold just these files, and the pictures and files that Sphinx has copied there."""
        env = self.app.env
        copied = (("_images", env.images), ("_downloads", env.dlfiles))
        own = {f"{folder}/{name}" for folder, listed in copied for _, name in listed.values()}
        for path in [path for path in self.folder.rglob("*") if path.is_file()]:
            if (name := path.relative_to(self.folder).as_posix()) not in self.files and name not in own:
                path.unlink()
        self._put()
        for path in sorted((path for path in self.folder.rglob("*") if path.is_dir()), reverse=True):
            if not any(path.iterdir()):
                path.rmdir()
        self.shelf.tidy()

    def _put(self) -> None:
        for name, content in self.files.items():
            _put(self.folder / name, content)


def _put(target: Path, content: bytes | Path) -> None:
    """Write a file, if it isn't there as it should be."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, Path):
        if not target.exists() or not filecmp.cmp(content, target):
            shutil.copy2(content, target)
    elif not target.exists() or target.read_bytes() != content:
        target.write_bytes(content)


def _menu(app) -> list[dict]:
    """The menu as `_toc.yml` has it, without the root: groups with a caption and links, (label, page name)."""
    toc, titles = app.config.external_site_map, app.env.titles

    def link(name: str) -> tuple[str, str]:
        name = name if name in titles else name.rpartition(".")[0]
        return toc[name].title or titles[name].astext(), f"{name}.html"

    trees = toc.root.subtrees
    return [{"caption": tree.caption or "", "links": [*map(link, tree.files())]} for tree in trees if tree.files()]


def _scripts(page: Page, data: str) -> tuple[str, ...]:
    """The scripts that the page needs beside the one that all have."""
    used = {
        "card.js": data,
        # The chart script fetches the engine itself, when a reader first touches a figure.
        "chart.js": page.article.xpath(".//figure[@data-live]"),
        "match.js": dom.find(page.article, "form", "fa-find"),
        "find.js": dom.find(page.article, "form", "fa-find"),
        "copy.js": dom.find(page.article, "button", "fa-copy"),
        "agreement.js": dom.find(page.article, "form", "fa-recode"),
        "recode.js": dom.find(page.article, "form", "fa-recode"),
        "class.js": page.article.xpath(".//form[@class='fa-guess'] | .//div[@class='fa-check']"),
    }
    return tuple(name for name, needed in used.items() if needed)


def _short(text: str, longest: int = 240) -> str:
    """Whole sentences up to a length, or as many words."""
    if len(text) <= longest:
        return text
    cut = text[:longest]
    end = max(cut.rfind(". "), cut.rfind("? "))
    return cut[: end + 1] if end > longest / 3 else cut.rpartition(" ")[0]
