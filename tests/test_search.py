"""Finding things: places instead of pages, in four alphabets, and what came later is marked; terms and references."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest
from lxml import html

from brief import numbers
from brief.sphinx_ext import glossary, references, search_index
from brief.sphinx_ext.page import Page
from tests.conftest import ROOT

CHAPTER = """<main><h1>Did it?</h1><p>The moral hazard is old.</p>
<section id="the-reasoning"><h2>The reasoning</h2><p>A moral hazard, and the MTCR, in 2020.</p>
<h3>Moral hazard</h3><p><a href="x.html">moral hazard</a> and geodesics</p></section>
<details class="fa-since" id="since-then"><summary><h2>Since then</h2></summary><p>Missiles came.</p></details>
</main>"""
GLOSSARY = """<main><h1>What?</h1><p>Words.</p><dl class="myst"><dt>Moral hazard</dt><dd><p>More risk.</p></dd>
<dt>Missile Technology Control Regime (MTCR)</dt><dd><p>A club.</p></dd><dt>Geodesic, shortest line</dt>
<dd><p>A line.</p></dd></dl>
<table><tbody><tr><td>Vilkha</td><td>Vilha</td><td>Вільха</td><td>Ольха</td></tr></tbody></table>
</main>"""


def page(text: str, name: str = "chapters/x.html") -> Page:
    return Page(name, html.fragment_fromstring(text))


def indexed(one: Page) -> dict[str, list]:
    made = {one.name: SimpleNamespace(places=search_index.places(one), heading=one.title)}
    said = search_index.index(made, {one.name: "Label"}, {}).decode()
    return {entry[1]: entry for entry in json.loads(said[len("faSearch(") : -3])["places"]}


def test_a_place_has_its_own_words_and_what_came_later_apart():
    found = indexed(page(CHAPTER))
    assert found[""][3:] == ["Did it?", "The moral hazard is old.", ""]
    assert found["the-reasoning"][4].startswith("A moral hazard, and the MTCR, in 2020.")
    assert found["since-then"][4:] == ["", "Missiles came."]


def test_what_stands_in_every_entry_is_not_searched():
    entry = """<main><h1>W</h1><details class="fa-entry" id="num-far"><summary><h3>453 km</h3>
<span class="fa-entry-meaning">Far</span></summary><dl><div><dt>Rows</dt><dd>two</dd></div>
<div><dt>To change it</dt><dd data-find-not="">A figure: the rows above.</dd></div></dl></details></main>"""
    found = indexed(page(entry))["num-far"]
    assert found[2:4] == ["num", "453 km · Far"] and "two" in found[4] and "rows above" not in found[4]


def test_a_term_is_linked_at_its_first_mention_in_a_chapter_and_nowhere_else():
    chapter = page(CHAPTER)
    glossary.link_first_mentions(chapter, glossary.terms(page(GLOSSARY, glossary.PAGE).article))
    terms = chapter.article.find_class("fa-term")
    assert {link.text: link.get("href").removeprefix("glossary.html#term-") for link in terms} == {
        "moral hazard": "moral-hazard",
        "MTCR": "missile-technology-control-regime-mtcr",
        "geodesics": "geodesic-shortest-line",
    }
    linked, before = (one.article.text_content().split() for one in (chapter, page(CHAPTER)))
    assert linked == before, "linking must not change a word"


LISTED = (
    '<main><h1>R?</h1><div class="docutils container" id="id1"><div class="citation" id="ref-kim2011">'
    '<span class="label"><span class="fn-bracket">[</span>kim2011<span class="fn-bracket">]</span></span>'
    '<p>Kim. <a href="https://doi.org/1">Why</a>. <em>SS</em>, 2011.\ue003Rare. For <a href="e.html">E</a>.</p>'
    "</div></div></main>"
)


def test_a_reference_has_an_address_that_lasts_and_its_argument_on_a_line_of_its_own():
    article = page(LISTED, "chapters/list.html").article
    references.lay_out(article)
    entry = article.xpath('.//ul[@class="fa-references"][@role="list"]/li[@id="ref-kim2011"]')[0]
    second = entry.xpath('.//span[@class="fa-reference-says"]')[0]
    assert second.text_content() == "Rare. For E." and entry.text_content().strip().startswith("Kim. Why. SS, 2011.")


def test_every_reference_of_the_book_can_be_written_out():
    from pybtex.backends.html import Backend
    from pybtex.database import parse_file

    data = parse_file(str(ROOT / "references.bib"))
    for entry in references.Annotated().format_bibliography(data):
        shown = entry.text.render(Backend())
        assert data.entries[entry.key].fields["year"] in shown and shown.count("\ue003") == 1
        assert "isbn" in data.entries[entry.key].fields or '<a href="http' in shown, entry.key


# In the browser, on the built book.

# Typed with a hyphen and a space, where the page has a dash and a space that doesn't break.
TYPED = numbers.text("vilkha_range").replace(numbers.DASH, "-").replace(numbers.NBSP, " ")
QUERIES = {
    "SOM": "glossary.html#name-som-standoff-munition",
    "c13": "ledger.html#claim-c13",
    TYPED: "numbers.html#num-vilkha_range",
    "Akinci": "glossary.html#name-bayraktar-akinci",
    "Акинджи": "glossary.html#name-bayraktar-akinci",
    "Вільха": "glossary.html#name-vilkha",
    "Ольха": "glossary.html#name-vilkha",
    "Kırım": "glossary.html#name-crimea",
    "presumption of denial": "glossary.html#term-presumption-of-denial",
    "Hirschman National Power": "bibliography.html#ref-hirschman1945",
}


@pytest.fixture
def search(open_page):
    def go(asked: str):
        opened = open_page(f"search.html?q={asked}", 360)
        opened.wait_for_selector("#search-results h2")
        return opened

    return go


def test_the_best_place_comes_first_and_a_short_word_is_found_whole_only(search):
    for asked, place in QUERIES.items():
        links = search(asked).eval_on_selector_all("#search-results li > a", "all => all.map(one => one.href)")
        assert links and links[0].endswith(place), f"{asked}: {links[:5]}"
    marked = search("SOM").eval_on_selector_all("#search-results strong", "all => all.map(one => one.textContent)")
    assert marked and {word.strip(".,’s-").lower() for word in marked} <= {"som", "som-j", "som-a"}, marked


def test_what_came_later_is_marked_as_such(search):
    found = search("drones that had arrived by the end of 2024")
    assert found.query_selector_all(".fa-found-since"), found.inner_text("#search-results")[:400]
