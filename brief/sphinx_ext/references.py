"""Further reading: how an entry of `references.bib` reads, and how the list of them is laid out.

The style is pybtex's plainest one with titles as their authors wrote them, then a line on what the work argues and
the pages that it serves (fields `annotation` and `pages_here`).
"""

from __future__ import annotations

from pathlib import Path

from lxml import html
from lxml.html import HtmlElement
from pybtex import richtext
from pybtex.style.formatting.unsrt import Style
from pybtex.style.labels import number as numbered
from pybtex.style.names import plain as names
from pybtex.style.sorting import author_year_title
from pybtex.style.template import field, href, join, optional, sentence, tag

from brief import book
from brief.sphinx_ext import dom

# Stands between an entry and what it argues until the list is laid out.
_SAYS = "\ue003"


def labels() -> dict[str, str]:
    """{page: its words in the menu}, in the menu's order."""
    parts = book.from_yaml((book.ROOT / "_toc.yml").read_text(encoding="utf-8")).get("parts", [])
    return {Path(one["file"]).name: one["title"] for part in parts for one in part["chapters"] if "title" in one}


class Annotated(Style):
    """An entry under its linked title; on a line of its own what it argues and where it is used."""

    # As classes: pybtex looks each name up among all installed packages, for each list of a page.
    default_name_style, default_label_style = names.NameStyle, numbered.LabelStyle
    default_sorting_style = author_year_title.SortingStyle

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Several lists stand on one page, so numbers would repeat.
        self.format_labels = lambda entries: (entry.key for entry in entries)

    def format_title(self, e, which_field, as_sentence=True):
        doi = e.fields.get("doi")  # before its address; none where only a book's number is known
        address = f"https://doi.org/{doi}" if doi else e.fields.get("url")
        title = href(address)[field(which_field)] if address else field(which_field)
        return sentence[title] if as_sentence else title

    def format_btitle(self, e, which_field, as_sentence=True):
        title = tag("em")[self.format_title(e, which_field, as_sentence=False)]
        return sentence[title] if as_sentence else title

    def format_web_refs(self, e):
        return sentence[optional[join["doi:", field("doi", raw=True)]]]

    def format_entry(self, label, entry, bib_data=None):
        shown = super().format_entry(label, entry, bib_data)
        named = labels()
        links = [richtext.HRef(f"{page}.html", named[page]) for page in entry.fields["pages_here"].split(", ")]
        shown.text = richtext.Text(
            shown.text,
            _SAYS,
            richtext.Text.from_latex(entry.fields["annotation"]),
            " For ",
            richtext.Text(", ").join(links),
            ".",
        )
        return shown


def name_entries(app, doctree) -> None:
    """Give each entry an address that lasts, ``#ref-KEY`` instead of a running number. Every list of a page has a node
    for every entry, so the plug-in's own setting would find each key twice."""
    for place, listed in app.env.domains["cite"].bibliographies.items() if "cite" in app.env.domains else ():
        if place.docname == app.env.docname:
            for key, node in listed.citation_nodes.items():
                node["ids"] = [f"ref-{key}"]


def lay_out(article: HtmlElement) -> None:
    """Each list of references becomes a plain list, an entry's second line apart."""
    for listed in article.xpath('.//div[div[contains(concat(" ", @class, " "), " citation ")]]'):
        listed.tag = "ul"
        listed.attrib.clear()
        listed.set("class", "fa-references")
        listed.set("role", "list")
        for entry in listed.xpath("./div"):
            key = entry.get("id")
            dom.find(entry, "span", "label")[0].drop_tree()
            entry.tag = "li"
            entry.attrib.clear()
            entry.set("id", key)
            for paragraph in entry.xpath("./p"):
                before, mark, says = dom.source(paragraph).partition(_SAYS)
                if mark:
                    second = f'<span class="fa-reference-says">{says.removesuffix("</p>")}</span>'
                    dom.replace(paragraph, html.fragment_fromstring(f"{before} {second}</p>"))
