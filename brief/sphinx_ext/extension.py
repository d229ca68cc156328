"""The Sphinx extension: numbers, findings and verdicts in prose, and a cache that is never stale."""

from __future__ import annotations

import html
import re
from pathlib import Path

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective, SphinxRole

from brief import book, numbers
from brief.charts import captions
from brief.sphinx_ext import (
    build_cache,
    chapter_notebooks,
    claims_pages,
    glossary,
    grades_page,
    lesson_pages,
    numbers_page,
    references,
    sentences,
    sources_page,
    steps_page,
    theme_html,
    verdict_marks,
)

log = logging.getLogger(__name__)
SINCE = "since-then"
LISTINGS = {
    "numbers-list": numbers_page.numbers_html,
    "step-list": steps_page.steps_html,
    "step-outline": steps_page.outline_html,
    "strain-list": steps_page.strains_html,
    "claim-counts": claims_pages.counts_html,
    "claim-cards": claims_pages.claims_html,
    "reasoning-grades": grades_page.grades_html,
    "reasoning-beside-outcomes": grades_page.columns_html,
    "source-counts": sources_page.counts_html,
    "source-list": sources_page.sources_html,
    "open-fields": sources_page.open_html,
    "table-list": sources_page.tables_html,
}


class NumberLink(nodes.Inline, nodes.TextElement):
    """A published number in prose; a link to its entry, opened in place by the page's script."""


class Guard(nodes.Inline, nodes.TextElement):
    """Stands after the sentence that a finding guards; prints nothing."""


class NumRole(SphinxRole):
    """``{num}`key` ``, ``{num}`key|bare` `` or ``{num}`key|words` ``: the number as published."""

    def run(self):
        key, _, style = self.text.partition("|")
        try:
            shown = numbers.text(key, style)
        except ValueError as problem:
            log.warning("%s", problem, location=self.get_location())
            return [nodes.Text(self.text)], []
        return [NumberLink("", shown, key=key)], []


class HoldsRole(SphinxRole):
    """``{holds}`finding` ``: fails the build, with the sentence, when the finding is false."""

    def run(self):
        return [Guard("", sentences.GUARD, key=self.text)], []


class VerdictRole(SphinxRole):
    """``{verdict}`holds in part` ``: a mark and the word."""

    def run(self):
        try:
            shown = verdict_marks.marked(self.text)
        except ValueError as problem:
            log.warning("%s", problem, location=self.get_location())
            return [nodes.Text(self.text)], []
        return [nodes.raw("", shown, format="html")], []


class Slot(SphinxDirective):
    """An empty place that the pass over the pages fills: the folded code, the class sheet."""

    def run(self):
        return [nodes.raw("", f'<div class="fa-{self.name}"></div>', format="html")]


class ChartWords(SphinxDirective):
    """```{chart} balance-forces```: what the figure of the next cell says; `brief.charts.captions` reads it."""

    required_arguments = 1
    has_content = True

    def run(self):
        try:
            captions.of(self.arguments[0])
        except ValueError as problem:
            log.warning("%s", problem, location=self.get_location())
        return []


class StillFigure(SphinxDirective):
    """```{still} reach-map```: a chapter's figure as a picture, for pages without code."""

    required_arguments = 1

    def run(self):
        from brief import charts

        return [nodes.raw("", charts.still(self.arguments[0]), format="html")]


class LinksInHtml(SphinxPostTransform):
    """For Sphinx's link check, which doesn't look into the HTML of our lists and figures."""

    default_priority = 700  # it collects at 800
    builders = ("linkcheck",)

    def run(self):
        for raw in list(self.document.findall(nodes.raw)):
            for link in re.findall(r'<a [^>]*href="(https?://[^"]+)"', raw.astext()):
                raw.parent.append(nodes.reference("", "", refuri=html.unescape(link)))


class Listing(SphinxDirective):
    """A list made from the data: ```{numbers-list}```, ```{claim-cards}``` and the others of `LISTINGS`."""

    def run(self):
        return [nodes.raw("", LISTINGS[self.name](), format="html")]


def check_page(app, doctree):
    """Every guard must hold, and no number known only later may stand outside *Since then*."""
    for guard in list(doctree.findall(Guard)):
        block = guard.parent.astext()
        key, sentence = guard["key"], sentences.guarded_sentence(block, guard_index(guard))
        try:
            found = numbers.get_finding(key)
            if not found.holds():
                log.warning(
                    'finding %s is false (%s), so this sentence is too: "%s"',
                    key,
                    found.says,
                    sentence,
                    location=guard.parent,
                )
            if found.since and not _in_since(guard):
                log.warning(
                    'finding %s was known only later; "%s" stands outside Since then',
                    key,
                    sentence,
                    location=guard.parent,
                )
        except ValueError as problem:
            log.warning("%s", problem, location=guard.parent)
    for guard in list(doctree.findall(Guard)):
        guard.parent.remove(guard)
    for link in list(doctree.findall(NumberLink)):
        if numbers.get(link["key"]).since and not _in_since(link):
            log.warning(
                "number %s was known only later and stands outside Since then", link["key"], location=link.parent
            )
        if isinstance(link.parent, nodes.title):
            # A title is copied into menus, where a link inside a link would break.
            link.parent.replace(link, nodes.Text(link.astext()))


def guard_index(guard: Guard) -> int:
    return [node for node in guard.parent.findall(Guard)].index(guard)


def _in_since(node) -> bool:
    while node is not None:
        if isinstance(node, nodes.section) and SINCE in node["ids"]:
            return True
        node = node.parent
    return False


def set_cache(app, config):
    """Jupyter Book's own key ignores imported modules and data and would serve stale results.

    A changed value of either kind also makes Sphinx read every page again, so prose follows the data; only the first
    makes notebooks run again.
    """
    kept = build_cache.executed(Path(app.outdir))
    config.nb_execution_cache_path = str(kept)
    build_cache.compute(kept)
    rooms = (build_cache.SITE, build_cache.TEMPLATES, build_cache.LESSONS)
    config.brief_site_key = build_cache.hash_of(book.ROOT, [path for room in rooms for path in build_cache.files(room)])


def no_module_index(app, env):
    """Sphinx lists its index of Python modules among the places of every book; this one has none."""
    for places in (env.domains["std"].labels, env.domains["std"].anonlabels):
        for name in ("modindex", "py-modindex"):
            places.pop(name, None)


def read_listed_pages(app, config):
    """Only what the table of contents lists is read. Its own plug-in looks for the rest with a pattern, which a folder
    called `brief [2]` breaks."""
    config.include_patterns = [f"{name}{end}" for name in config.external_site_map for end in ("", ".*")]


def forget_withdrawn(app, problem):
    """Sphinx leaves behind what it made of a page that is no longer listed, its files, and an index to an old root."""
    if problem:
        return
    made, env = Path(app.outdir), app.env
    for folder, end in ((made, "html"), (Path(app.doctreedir), "doctree"), (made.parent / "jupyter_execute", "ipynb")):
        for path in folder.rglob(f"*.{end}"):
            name = path.relative_to(folder).as_posix()
            if name.removesuffix(f".{end}") not in env.found_docs and not theme_html.is_furniture(name):
                path.unlink()
    for folder, used in ((made / "_images", env.images), (made / "_downloads", env.dlfiles)):
        named = {folder / name for _, name in used.values()}
        for path in build_cache.files(folder):
            if path not in named:
                path.unlink()
    (made / "index.html").unlink(missing_ok=True)


def no_theme_buttons(app, config):
    """The links to the sources are ours; the theme would refuse a host that it doesn't know, buttons or not."""
    config.html_theme_options.pop("repository_url", None)


def visit_number(self, node):
    href = f"numbers.html#num-{node['key']}"
    self.body.append(f'<a class="fa-num" data-num="{html.escape(node["key"])}" href="{href}">')


def depart_number(self, node):
    self.body.append("</a>")


def setup(app):
    app.add_node(NumberLink, html=(visit_number, depart_number))
    app.add_node(Guard, html=(lambda self, node: None, lambda self, node: None))
    app.add_role("num", NumRole())
    app.add_role("holds", HoldsRole())
    app.add_role("verdict", VerdictRole())
    app.add_directive("calculation", Slot)
    app.add_directive("class-sheet", Slot)
    lesson_pages.setup(app)
    app.add_directive("still", StillFigure)
    app.add_directive("chart", ChartWords)
    for name in LISTINGS:
        app.add_directive(name, Listing)
    references.register()
    app.add_post_transform(LinksInHtml)
    app.add_config_value("brief_site_key", "", "env")
    app.connect("config-inited", set_cache, priority=1000)
    app.connect("config-inited", no_theme_buttons)
    app.connect("config-inited", read_listed_pages, priority=1000)
    app.connect("doctree-read", check_page)
    app.connect("doctree-read", glossary.note)
    app.connect("env-updated", no_module_index)
    app.connect("build-finished", chapter_notebooks.write)
    app.connect("build-finished", forget_withdrawn, priority=100)  # before a new index is made
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
