"""The Sphinx extension: numbers, findings and verdicts in prose, lists and figures among it."""

from __future__ import annotations

import html
import re

from docutils import nodes
from pybtex.plugin import register_plugin
from sphinx.errors import SphinxError
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective, SphinxRole

from brief import numbers
from brief.charts import captions
from brief.sphinx_ext import figures, glossary, html_snippets, lesson_pages, listings, references, sentences

log = logging.getLogger(__name__)
SINCE = "since-then"


class NumberLink(nodes.Inline, nodes.TextElement):
    """A published number in prose; a link to its entry, opened in place by the page's script."""


class Guard(nodes.Inline, nodes.TextElement):
    """Stands after the sentence that a finding guards; prints nothing."""


def refuse(env, message: str, *values, location) -> None:
    """Say what may not be published; once all of it is said, `stop_refused` ends the build."""
    log.warning(message, *values, location=location)
    env.metadata[env.docname]["refused"] = True


def stop_refused(app, problem) -> None:
    """A sentence that isn't true, or a number that isn't published, fails the build each time until it is mended."""
    pages = sorted(name for name, said in app.env.metadata.items() if "refused" in said)
    if pages and not problem:
        raise SphinxError(f"ERROR: {', '.join(pages)}: not as published; mend each place named above")


class _Shown(SphinxRole):
    """What stands for a key; one that nothing is published under may not be published."""

    def run(self):
        try:
            return [self.shown()], []
        except ValueError as problem:
            refuse(self.env, "%s", problem, location=self.get_location())
            return [nodes.Text(self.text)], []


class NumRole(_Shown):
    """``{num}`key` ``, ``{num}`key|bare` `` or ``{num}`key|words` ``: the number as published."""

    def shown(self) -> nodes.Node:
        key, _, style = self.text.partition("|")
        return NumberLink("", numbers.text(key, style), key=key)


class HoldsRole(SphinxRole):
    """``{holds}`finding` ``: fails the build, with the sentence, when the finding is false."""

    def run(self):
        return [Guard("", sentences.GUARD, key=self.text)], []


class VerdictRole(_Shown):
    """``{verdict}`holds in part` ``: a mark and the word."""

    def shown(self) -> nodes.Node:
        return nodes.raw("", html_snippets.marked(self.text), format="html")


class ChartWords(SphinxDirective):
    """```{chart} balance-forces```: what the figure of the next cell says; `brief.charts.captions` reads it."""

    required_arguments = 1
    has_content = True

    def run(self):
        try:
            captions.of(self.arguments[0])
        except ValueError as problem:
            refuse(self.env, "%s", problem, location=self.get_location())
        return []


class WithoutHtml(SphinxPostTransform):
    """For builders that make no HTML: our own nodes as those that every writer of Sphinx knows. What is HTML already,
    lists and controls, they leave out by themselves."""

    default_priority = 50

    def run(self):
        if self.app.builder.format == "html":
            return
        for link in list(self.document.findall(NumberLink)):
            link.replace_self(nodes.inline("", "", *link.children))
        for tag in list(self.document.findall(lesson_pages.Tag)):
            tag.replace_self(lesson_pages.without_html(tag))


class LinksInHtml(SphinxPostTransform):
    """For Sphinx's link check, which doesn't look into the HTML of our lists and figures."""

    default_priority = 700  # it collects at 800
    builders = ("linkcheck",)

    def run(self):
        for raw in list(self.document.findall(nodes.raw)):
            for link in re.findall(r'<a [^>]*href="(https?://[^"]+)"', raw.astext()):
                raw.parent.append(nodes.reference("", "", refuri=html.unescape(link)))


class Html(SphinxDirective):
    """A list made from the data, ```{claim-cards}``` and the others of `listings.LISTS`; or an empty place, filled when
    the page is shaped: the folded code, the class sheet."""

    def run(self):
        made = listings.html(self.name) if self.name in listings.LISTS else f'<div class="fa-{self.name}"></div>'
        return [nodes.raw("", made, format="html")]


def check_page(app, doctree):
    """Every guard must hold, and no number known only later may stand outside *Since then*."""
    guards = list(doctree.findall(Guard))
    for guard in guards:
        place = list(guard.parent.findall(Guard)).index(guard)
        sentence = sentences.guarded_sentence(guard.parent.astext(), place)
        if problem := _untrue(guard["key"], sentence, _in_since(guard)):
            refuse(app.env, "%s", problem, location=guard.parent)
    for guard in guards:
        guard.parent.remove(guard)
    for link in list(doctree.findall(NumberLink)):
        key = link["key"]
        if numbers.get(key).since and not _in_since(link):
            said = "number %s was known only later and stands outside Since then"
            refuse(app.env, said, key, location=link.parent)
        if isinstance(link.parent, nodes.title):
            # A title is copied into menus, where a link inside a link would break.
            link.parent.replace(link, nodes.Text(link.astext()))


def _untrue(key: str, sentence: str, in_since: bool) -> str:
    """Why a sentence can't rest on a finding; empty if it can."""
    try:
        found = numbers.get_finding(key)
        if not found.holds():
            return f'finding {key} is false ({found.says}), so this sentence is too: "{sentence}"'
        if found.since and not in_since:
            return f'finding {key} was known only later; "{sentence}" stands outside Since then'
    except ValueError as problem:
        return str(problem)
    return ""


def _in_since(node: nodes.Element | None) -> bool:
    return node is not None and (SINCE in node["ids"] or _in_since(node.parent))


def no_module_index(app, env):
    """Sphinx lists its index of Python modules among the places of every book; this one has none."""
    for places in (env.domains["std"].labels, env.domains["std"].anonlabels):
        for name in ("modindex", "py-modindex"):
            places.pop(name, None)


def read_listed_pages(app, config):
    """Only what the table of contents lists is read. Its own plug-in looks for the rest with a pattern, which a folder
    called `brief [2]` breaks."""
    config.include_patterns = [f"{name}{end}" for name in config.external_site_map for end in ("", ".*")]


def visit_number(self, node):
    href = f"numbers.html#num-{node['key']}"
    self.body.append(f'<a class="fa-num" data-num="{html.escape(node["key"])}" href="{href}">')


def setup(app):
    app.add_node(NumberLink, html=(visit_number, lambda self, node: self.body.append("</a>")))
    app.add_node(Guard)
    for name, role in (("num", NumRole()), ("holds", HoldsRole()), ("verdict", VerdictRole())):
        app.add_role(name, role)
    for name in ("calculation", "class-sheet", *listings.LISTS):
        app.add_directive(name, Html)
    lesson_pages.setup(app)
    figures.setup(app)
    app.add_directive("chart", ChartWords)
    register_plugin("pybtex.style.formatting", "annotated", references.Annotated)
    app.add_post_transform(WithoutHtml)
    app.add_post_transform(LinksInHtml)
    app.connect("config-inited", read_listed_pages, priority=1000)
    app.connect("doctree-read", check_page)
    app.connect("doctree-read", glossary.note)
    app.connect("doctree-read", references.name_entries)
    app.connect("env-updated", no_module_index)
    app.connect("build-finished", stop_refused, priority=100)  # before the site is made
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
