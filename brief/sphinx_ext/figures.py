"""Figures among the pages: as HTML in the site, as a picture with its words in other kinds of book, and by their
numbers in prose.

Other pages, and the same one, name a figure with Sphinx's own roles: ``{numref}`fig-reach-map` `` prints "Figure 2" and
``{ref}`fig-reach-map` `` its title. Figures are counted anew on each page, where Sphinx would count through the book.
"""

from __future__ import annotations

import json
from pathlib import Path

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from brief import charts
from brief.charts import KIND, html, theme, vega_spec
from brief.sphinx_ext.build_cache import Shelf

SCALE = 2  # pixels of a PNG for each of the drawing's
SVG, PNG = "image/svg+xml", "image/png"


class Figure(nodes.raw):
    """A figure as the site's HTML; its `data` are for all that is no site."""

    @property
    def id(self) -> str:
        return f"fig-{self['data']['key']}"


def _of(data: dict, still: bool = False, **attributes) -> Figure:
    return Figure("", html.figure(data, still), format="html", data=data, **attributes)


class OfCells:
    """MyST-NB's renderer of the outputs that a figure leaves."""

    mime_priority_overrides = (("*", KIND, 0),)

    @staticmethod
    def handle_mime(renderer, output, inline: bool) -> list[nodes.Element] | None:
        if output.mime_type == KIND:
            return [_of(output.content, classes=["output", "text_html"])]
        return [] if output.mime_type == SVG else None  # the same picture, for programs that know no figures


class StillFigure(SphinxDirective):
    """```{still} reach-map```: a chapter's figure as a picture, for pages without code."""

    required_arguments = 1

    def run(self):
        [key] = self.arguments
        # Beside the notebooks that rest on the same code, data and words: an edited sentence draws no map anew.
        kept = Shelf(Path(self.config.nb_execution_cache_path))
        data = kept.take("figure", key.encode(), lambda: json.dumps(charts.find(key).data()).encode())
        return [_of(json.loads(data), still=True)]


def note(app, doctree) -> None:
    """Keep which figures a page shows, in its order: [(id, title)]."""
    found = [(figure.id, figure["data"]["title"]) for figure in doctree.findall(Figure)]
    app.env.metadata[app.env.docname]["figures"] = found


def places(env) -> dict[str, tuple[str, str, str]]:
    """{id: (page, number as printed, title)} of every figure. A picture repeated elsewhere is that of its chapter."""
    found: dict[str, tuple[str, str, str]] = {}
    for page, said in sorted(env.metadata.items()):
        for number, (name, title) in enumerate(said.get("figures", ()), 1):
            found.setdefault(name, (page, f"Figure\u00a0{number}", title))
    return found


def refer(app, env, node, contnode):
    """What `numref` and `ref` print of a figure; words of the author's own may hold the number as %s."""
    if node.get("reftype") not in ("numref", "ref") or node["reftarget"] not in (known := places(env)):
        return None
    page, number, title = known[node["reftarget"]]
    words = number if node["reftype"] == "numref" else title
    if node["refexplicit"]:
        words = node.astext().replace("%s", number)
    address = "" if page == node["refdoc"] else app.builder.get_relative_uri(node["refdoc"], page)
    return nodes.reference("", words, internal=True, refuri=f"{address}#{node['reftarget']}")


class WithoutSite(SphinxPostTransform):
    """A figure for builders that make no site: its picture as SVG or PNG, whichever they take, with number, title, unit
    and sources; where there is no picture, or no place for one, its description."""

    default_priority = 50

    def run(self):
        if self.app.builder.name in ("html", "linkcheck"):
            return
        known = places(self.env)
        for figure in list(self.document.findall(Figure)):
            figure.replace_self(self._printed(figure, known[figure.id][1]))

    def _printed(self, figure: Figure, number: str) -> nodes.figure:
        data, made = figure["data"], nodes.figure(ids=[figure.id])
        legend = nodes.legend("", nodes.paragraph("", "", nodes.strong("", f"{number}. {data['title']}")))
        legend += nodes.paragraph("", data["unit"])
        if picture := self._picture(data):
            made += picture
        else:
            legend += [nodes.paragraph("", level) for level in data["description"]]
        legend += self._source(data)
        made += legend
        return made

    def _picture(self, data: dict) -> nodes.image | None:
        kind = next((one for one in (SVG, PNG) if one in self.app.builder.supported_image_types), None)
        if not kind or not data["pictures"]:
            return None
        drawn = theme.solid(data["pictures"]["wide"])
        content = drawn.encode() if kind == SVG else vega_spec.png(drawn, SCALE)
        file = Path(self.app.doctreedir, "figures", f"{data['key']}.{'svg' if kind == SVG else 'png'}")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        self.env.images.add_file(self.env.docname, str(file))
        return nodes.image(uri=str(file), candidates={kind: str(file)}, alt=" ".join(data["description"]))

    @staticmethod
    def _source(data: dict) -> nodes.paragraph:
        named, more = html.named_sources(data)
        made = nodes.paragraph("", "Source: ")
        for place, source in enumerate(named):
            made += nodes.Text("; " if place else "")
            made += nodes.reference("", html.publisher(source), refuri=source["link"])
        made += nodes.Text(f" and {more} more." if more else ".")
        return made


def setup(app) -> None:
    app.add_directive("still", StillFigure)
    app.add_post_transform(WithoutSite)
    app.connect("doctree-read", note)
    app.connect("missing-reference", refer)
