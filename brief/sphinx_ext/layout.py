"""The frame round every article: head, bar, menu, contents, foot. Words, few and plain; no theme's."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from html import escape

from brief.book import BOOK
from brief.charts.theme import PALETTE
from brief.sphinx_ext.theme_html import MenuGroup

# Nothing from elsewhere, nothing inline, no evaluation of text as code. In a sandboxed frame, in which learning systems
# show a page, 'self' is nobody for WebKit: the address of the published book stands beside it.
POLICY = (
    "default-src 'none'; script-src {own}; style-src {own}; img-src {own} data:; font-src {own}; "
    "connect-src {own}; base-uri 'none'; form-action {own}"
)

_ICON = (
    '<svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false">'
    '<g fill="none" stroke="currentColor" stroke-width="1.8">{}</g></svg>'
)
_MENU_ICON = _ICON.format('<path d="M3 5.5h14M3 10h14M3 14.5h14"/>')
_SEARCH_ICON = _ICON.format('<circle cx="8.5" cy="8.5" r="5.2"/><path d="m12.4 12.4 4.8 4.8"/>')
NBSP = "\u00a0"
FONT = "fonts/source-serif-4-latin-wght-normal.woff2"


@dataclass(frozen=True)
class Frame:
    """What the shell needs to know of a page. Page names are those of the site (`chapters/brief.html`)."""

    name: str
    title: str
    description: str
    kind: str  # root, chapter, page or search
    main: str  # HTML
    contents: list[tuple[str, str]] = field(default_factory=list)
    scripts: tuple[str, ...] = ()
    following: tuple[str, str] | None = None  # (question, page name) of the next page of the menu
    canonical: str = ""  # page name, where the same page also has another
    source: str = ""  # the file that the page is made from (`chapters/brief.md`)
    notebook: str = ""  # its notebook to download, as a name in the site


@dataclass(frozen=True)
class Site:
    """What all pages share: the menu, and the address of each file of `_static` with its content's mark."""

    menu: list[MenuGroup]
    files: dict[str, str]
    repository: tuple[str, str] = ("", "")  # what stands before a file's name where it is shown, and where edited


def render(frame: Frame, site: Site, head: str = "", address: str = "") -> str:
    """The whole page; `head` is what it says of itself to machines (`meta.tags`), `address` where it is published."""

    def to(target: str) -> str:
        return link(frame.name, target)

    mode_colours = "".join(
        f'<meta name="theme-color" media="(prefers-color-scheme: {mode})" content="{colour}">'
        for mode, colour in zip(("light", "dark"), PALETTE["page"], strict=True)
    )
    scripts = "".join(f'<script src="{to(site.files[name])}" defer></script>' for name in ("page.js", *frame.scripts))
    # The policy comes first: it counts only for what stands after it.
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY.format(own=f"'self' {escape(address)}".strip())}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(frame.title)} | {escape(BOOK.title)}</title>
<meta name="description" content="{escape(frame.description)}">
<meta name="color-scheme" content="light dark">
{mode_colours}
{head}
<link rel="icon" href="{to(site.files["icon.svg"])}" type="image/svg+xml">
<link rel="preload" href="{to(site.files[FONT])}" as="font" type="font/woff2" crossorigin>
<script src="{to(site.files["start.js"])}"></script>
<link rel="stylesheet" href="{to(site.files["brief.css"])}">
{scripts}
</head>
<body class="fa-kind-{frame.kind}">
<a class="fa-skip" href="#main">Skip to the text</a>
<header class="fa-bar">
<details class="fa-bar-menu"><summary>{_MENU_ICON}Menu</summary>
<nav aria-label="Book">{_menu(frame, site)}{_modes()}</nav></details>
<a class="fa-bar-name" href="{to("index.html")}">{escape(BOOK.short)}</a>
<a class="fa-bar-search" href="{to("search.html")}">{_SEARCH_ICON}Search</a>
</header>
<header class="fa-top">
<div class="fa-side">
<p class="fa-name"><a href="{to("index.html")}">{escape(BOOK.title).replace(", ", ",<br>")}</a></p>
<p class="fa-subtitle">{escape(BOOK.subtitle)}</p>
<nav aria-label="Book">{_menu(frame, site)}</nav>
{_modes()}
</div>
<a class="fa-top-search" href="{to("search.html")}">{_SEARCH_ICON}Search</a>
</header>
<div class="fa-frame">
<main id="main" role="main" tabindex="-1">
{frame.main}
</main>
{_contents(frame)}
{_foot(frame, site)}
</div>
</body>
</html>
"""


def link(page: str, target: str) -> str:
    """The relative address of `target` (a name in the site, with query and fragment) from `page`."""
    path, mark, rest = target.partition("?") if "?" in target else target.partition("#")
    return posixpath.relpath(path, posixpath.dirname(page) or ".") + mark + rest


def _menu(frame: Frame, site: Site) -> str:
    """The root, then the groups of `_toc.yml`; the page the reader is on is marked."""

    def item(label: str, target: str) -> str:
        here = ' aria-current="page"' if target in (frame.name, frame.canonical) else ""
        return f'<li><a href="{link(frame.name, target)}"{here}>{escape(label)}</a></li>'

    parts = [f"<ul>{item(BOOK.home, 'index.html')}</ul>"]
    for group in site.menu:
        caption = f"<p>{escape(group.caption)}</p>" if group.caption else ""
        parts.append(f"{caption}<ul>{''.join(item(label, target) for label, target in group.links)}</ul>")
    return "".join(parts)


def _modes() -> str:
    words = (("light", "Light"), ("dark", "Dark"), ("", "As my device"))
    buttons = "".join(
        f'<button type="button" class="fa-plain-button" data-mode="{mode}" '
        f'aria-pressed="{str(not mode).lower()}">{word}</button>'
        for mode, word in words
    )
    return f'<div class="fa-modes fa-script" role="group" aria-label="Colours">{buttons}</div>'


def _contents(frame: Frame) -> str:
    if not frame.contents:
        return ""
    items = "".join(f'<li><a href="#{name}">{escape(label)}</a></li>' for name, label in frame.contents)
    return f'<nav class="fa-contents" aria-label="On this page"><ul>{items}</ul></nav>'


def _foot(frame: Frame, site: Site) -> str:
    day, article, licence = BOOK.edition, BOOK.article, BOOK.licence
    onward = ""
    if frame.following:
        question, target = frame.following
        onward = f'<p class="fa-next"><span>Next</span> <a href="{link(frame.name, target)}">{escape(question)}</a></p>'
    return (
        f'<footer class="fa-foot">{onward}{_file(frame, site)}<p>An independent reading of {escape(article.author)}, '
        f'<a href="{escape(article.link)}">{escape(article.short)}</a> '
        f"({escape(article.publisher)}, {article.when}).</p>"
        f"<p>Edition of {day.day}\u00a0{day:%B} {day.year}. Text and figures "
        f'<a href="{licence.link}">{licence.name.replace(" ", NBSP)}</a>; code MIT. '
        f"This site sets no cookies, stores nothing and asks no other site for anything.</p></footer>"
    )


def _file(frame: Frame, site: Site) -> str:
    """The page as a file: its notebook, and at the book's host its source and the form that edits it."""
    links = []
    if frame.notebook:
        links.append(f'<a href="{link(frame.name, frame.notebook)}" download>Notebook, IPYNB</a>')
    if frame.source and all(site.repository):
        shown, edited = (escape(before + frame.source) for before in site.repository)
        links += [f'<a href="{shown}">Source</a>', f'<a href="{edited}">Edit this page</a>']
    return f'<p class="fa-file">{" · ".join(links)}</p>' if links else ""
