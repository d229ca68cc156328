"""Claims, steps, numbers and sources as pages: complete, true to the tables, honest about when, fit to take away."""

from __future__ import annotations

import copy
import csv
import functools
import io
import json
import re
import zipfile

import pandas as pd
import pytest
from lxml import html

from analysis.argument import charts, measures
from brief import claims, zips
from brief import numbers as published
from brief.charts import html as figures
from brief.data import tables
from brief.sphinx_ext import cross_references, downloads, html_snippets, listings, packages, provenance, site_checks
from brief.sphinx_ext.page import Page, PageError
from tests.conftest import parsed
from tests.small_data import judged_by_frictionless

LATER = re.compile(r"\b202[2-9]\b|full-scale invasion", re.IGNORECASE)


def tree(text: str):
    return html.fragment_fromstring(text, create_parent="main")


def by_id(tree) -> dict:
    """The elements of a tree by their ids, found in one walk."""
    return {one.get("id"): one for one in tree.iter() if one.get("id")}


def plain(element) -> str:
    """The text of an element, or a text, with single plain spaces."""
    return re.sub(r"\s+", " ", element if isinstance(element, str) else element.text_content()).strip()


@pytest.fixture(scope="module")
def ruled():
    return claims.claims()


@pytest.fixture(scope="module")
def cards():
    return tree(listings.html("claim-cards"))


def without(element, *classes):
    """A copy of an element, less the parts of these classes."""
    element = copy.deepcopy(element)
    for part in [part for name in classes for part in element.find_class(name)]:
        part.drop_tree()
    return element


CITATIONS = ("fa-citation", "fa-bibtex")  # each names this edition, of today, and is written in braces


# Claim by claim.


def test_every_claim_has_one_card_at_a_stable_place_under_its_section(cards, ruled):
    found = [
        (section.xpath("./h3")[0].text, card.get("id"))
        for section in cards.xpath(".//section[@data-find-group]")
        for card in section.xpath("./div/article")
    ]
    assert sorted(found) == sorted((row.section, f"claim-{row.id}") for row in ruled.itertuples())
    assert list(dict.fromkeys(section for section, _ in found)) == list(dict.fromkeys(ruled["section"]))


def test_a_card_says_kind_id_whose_words_how_we_know_both_verdicts_and_what_would_change_it_and_a_choice_finds_it(
    cards, ruled
):
    offered = {option.get("value") for option in cards.xpath(".//option")} - {""}
    assert {group.get("class") for group in cards.xpath('.//option[@value="came-true"]/..')} == {"fa-since-mark"}
    for row in ruled.itertuples():
        card = cards.get_element_by_id(f"claim-{row.id}")
        assert {listings.slug(row.verdict_then)} <= set(card.get("data-claims").split()) <= offered
        head = plain(card.xpath("./p")[0])
        assert head.startswith(f"{listings.CLAIM_KINDS[row.kind][0]} · {row.id}, in our words"), head
        assert head.endswith(row.how_known.capitalize() if row.how_known else "words")
        assert plain(card.xpath("./h4")[0]) == plain(row.paraphrase)
        said = {plain(part[0]): plain(part[1]) for part in card.xpath("./dl/div")}
        word = html_snippets.word(row.verdict_then) if row.verdict_then else "No verdict"
        assert said["At the time"] == f"{word}{plain(row.reason_then)}"
        if row.verdict_since:
            assert said["Since then"].startswith(html_snippets.word(row.verdict_since))
        if row.reason_since:
            assert said["Since then"].endswith(plain(row.reason_since))
        if row.flips_if:
            assert said["What would change it"] == plain(row.flips_if)
        assert card.xpath('.//details//a[starts-with(@href, "sources.html#source-")]'), f"{row.id} names no source"


def test_a_calculated_verdict_shows_its_number_as_a_link_and_no_key_in_braces_is_left(cards, ruled):
    for key in ruled.loc[ruled["how_known"] == "calculated", "id"]:
        links = cards.get_element_by_id(f"claim-{key}").xpath('./p[@class="fa-claim-figure"]/a[@class="fa-num"]')
        assert len(links) == 1, key
    for link in cards.xpath('.//a[@class="fa-num"]'):
        assert link.text == published.text(link.get("data-num"))
    assert "{" not in without(cards, *CITATIONS).text_content()


@pytest.mark.parametrize("name", ["claim-cards", "step-list", "step-outline", "strain-list", "sentence-list"])
def test_what_was_known_only_later_is_marked_as_such(name):
    left = plain(without(tree(listings.html(name)), *CITATIONS, "fa-since-mark"))
    assert not LATER.search(left), f"not marked: …{left[max(0, LATER.search(left).start() - 90) :][:140]}…"
    assert not any(html_snippets.word(word) in left for word in ("came true", "did not", claims.NO_FORECAST))


def test_counts_are_those_of_the_table_kind_by_kind_and_never_a_percentage(ruled):
    found = tree(listings.html("claim-counts"))
    rows = {
        plain(row[0]): {plain(item).rpartition(" ")[0]: int(item[-1].text) for item in row.xpath(".//li")}
        for row in found.xpath(".//dl/div")
    }
    for kind, group in ruled.dropna(subset=["verdict_then"]).groupby("kind"):
        counted = {html_snippets.word(word): number for word, number in group["verdict_then"].value_counts().items()}
        assert rows.pop(listings.CLAIM_KINDS[kind][1]) == counted
    assert sum(rows.pop("No verdict").values()) == ruled["verdict_then"].isna().sum()
    assert rows == {} and "%" not in found.text_content()


# The argument.


def test_a_step_reads_the_same_on_both_pages_has_its_verdicts_and_the_strands_count_on():
    listed, outlined = tree(listings.html("step-list")), tree(listings.html("step-outline"))
    for step in claims.steps().to_dict("records"):
        one, other = (page.get_element_by_id(step["id"]) for page in (listed, outlined))
        assert step["sentence"] in plain(one) and step["sentence"] in plain(other)
        said = {plain(part[0]): plain(part[1]) for part in one.xpath("./dl/div")}
        assert said["At the time"].startswith(html_snippets.word(step["verdict_then"]))
        assert said["Since then"].startswith(html_snippets.word(step["verdict_since"]))
        strain = other.xpath('./p[@class="fa-strain"]')
        assert [plain(part) for part in strain] == [
            f"{who} {step[what]}"
            for what, who in (("strain", "Against it"), ("position", "What an interested party holds"))
            if step[what]
        ]
    strands = outlined.xpath(".//section")
    assert [int(strand.xpath("./ol/@start")[0]) for strand in strands] == [1, 4, 7, 8], "the strands don't count on"
    assert plain(strands[-1].xpath("./h3")[0]) == "The conclusion"


def test_every_objection_is_listed_once_under_its_step():
    found = tree(listings.html("strain-list"))
    for key, group in claims.strains().fillna("beside").groupby("step"):
        fold = found.get_element_by_id(f"strains-{key}")
        items = [plain(item) for item in fold.xpath(".//li")]
        assert len(items) == len(group)
        for one in group.itertuples():
            assert any(one.claim in item and (one.by in item or one.words in item) for item in items)


def test_each_sentence_of_the_article_stands_beside_its_claims_or_a_reason_and_each_claim_has_a_sentence():
    rows, found = tables.load("sentences").fillna(""), tree(listings.html("sentence-list"))
    for row in rows.itertuples():
        item = found.get_element_by_id(row.id)
        assert row.claims or row.remark, row.id
        assert item.xpath(".//a/@href") == [f"ledger.html#claim-{key}" for key in row.claims.split()], row.id
        assert row.course in plain(item) and row.remark in plain(item)
    assert set(" ".join(rows["claims"]).split()) == set(tables.load("claims")["id"])
    place = list(zip(pd.factorize(rows["section"])[0], rows["paragraph"], rows["sentence"], strict=True))
    assert place == sorted(set(place)), "the sentences aren't counted on, in the article's order"


def test_the_graph_holds_every_claim_and_link_leads_downwards_and_tells_strains_from_supports():
    edges = tables.load("claim_edges")
    graph = measures.links(tables.load("claims"), edges)
    assert set(graph) == set(tables.load("claims")["id"]) and graph.number_of_edges() == len(edges)
    for width in (328, 720):
        spots = measures.places(graph, width).set_index("claim")
        assert spots.equals(measures.places(graph, width).set_index("claim")), "two runs differ"
        assert all(spots.loc[one, "y"] < spots.loc[other, "y"] for one, other in graph.edges)
        assert spots["x"].between(measures.LETTERS / 2, width - measures.LETTERS / 2).all()
        for one in spots.itertuples():
            near = spots[(abs(spots["x"] - one.x) < measures.LETTERS - 2) & (abs(spots["y"] - one.y) < measures.HEIGHT)]
            assert len(near) == 1, f"at {width} px {one.Index} lies on {list(near.index)}"
    figure, strained = charts.claim_graph(), sum(edges["relation"].isin(measures.STRAINS))
    assert len(figure.table) == len(edges)
    for picture in figure.pictures.values():
        assert picture.count('stroke-dasharray="5,3"') == strained, "a strain is drawn like a support"


# The numbers.


def test_every_number_has_an_entry_with_its_trail_to_rows_and_formula_on_the_lines_that_it_names():
    @functools.cache
    def lines(file):
        return (tables.DATA.parent / file).read_text(encoding="utf-8").splitlines()

    entries, page = provenance.entries(), by_id(tree(listings.html("numbers-list")))
    assert [one["key"] for one in entries] == [one.key for one in published.numbers()]
    for one in entries:
        entry = page[f"num-{one['key']}"]
        said = {plain(part[0]): plain(part[1]) for part in entry.xpath("./dl/div")}
        assert plain(entry.xpath("./summary/h3")[0]) == plain(one["text"])
        assert plain(one["meaning"]) in plain(entry.xpath("./summary")[0])
        assert {"How sure", "Calculation", "Rows", "Published by", "Quoted on", "To change it"} <= set(said)
        assert f"{{num}}`{one['key']}`" in said["To change it"] and one["formula"]["file"] in said["To change it"]
        ends = [one[end] for end in ("low", "high") if one[end] is not None]
        assert ends == [float(f"{end:.10g}") for end in ends], f"{one['key']}: two Pythons may differ in a last digit"
        formula = one["formula"]
        line = lines(formula["file"])[formula["line"] - 1]
        assert re.search(r"^ *\w+\(|" + one["key"], line), f"{one['key']}: {formula} is {line!r}"
        for row in one["rows"]:
            at = [line for first, last in row["lines"] for line in range(first, last + 1)]
            assert len(at) == len(row["ids"]), f"{one['key']}: {row['file']}"
            for line, key in zip(at, row["ids"], strict=True) if row["file"].endswith(".csv") else ():
                assert lines(row["file"])[line - 1].startswith(f"{key},"), f"{row['file']}, line {line} isn't {key}"


def test_lines_in_words():
    assert provenance.runs([4, 5, 6, 9]) == [[4, 6], [9, 9]] and provenance.runs([]) == []
    assert listings.lines_in_words("data/x.csv", [[4, 6], [9, 9]]) == "lines 4–6, 9"
    assert listings.lines_in_words("data/x.csv", [[4, 4]]) == "line 4"
    assert listings.lines_in_words("data/geo/x.geojson", [[1, 2]]) == "features 1–2"
    long = [[at, at + 1] for at in range(1, 99, 7)]
    assert listings.lines_in_words("data/x.csv", long).endswith("and 4 more")


# What pages say of one another.


def names(tree, attribute) -> set[str]:
    """The keys that elements of a page have in an attribute."""
    return {key for said in tree.xpath(f"//@{attribute}") for key in said.split()}


@pytest.fixture(scope="module")
def book(site):
    """Every chapter of the site, {name: tree}."""
    return {path.stem: parsed(site, f"chapters/{path.name}") for path in (site / "chapters").glob("*.html")}


def test_a_number_says_where_it_is_quoted_on_its_page_and_in_the_files(site, book):
    listed = json.loads((site / "downloads/numbers.json").read_text(encoding="utf-8"))
    rows = csv.DictReader(io.StringIO((site / "downloads/numbers.csv").read_text(encoding="utf-8-sig")))
    quoted = {f"chapters/{name}": names(tree, "data-num") | names(tree, "data-numbers") for name, tree in book.items()}
    del quoted["chapters/numbers"]
    entries = by_id(book["numbers"])
    for one, row in zip(listed, rows, strict=True):
        places = entries[f"num-{one['key']}"].xpath('.//span[@class="fa-quoted"]')[0]
        assert set(one["quoted_on"]) == {name for name in quoted if one["key"] in quoted[name]}, one["key"]
        assert len(places) == len(one["quoted_on"]) and (len(places) > 0 or places.text == "nowhere in the text")
        assert row["key"] == one["key"]
        assert row["formula"] == "{file}:{line}".format(**one["formula"]) and row["since"] == str(one["since"]).lower()
        assert all(f"{part['file']}: {' '.join(part['ids'])}" in row["rows"] for part in one["rows"])
    assert not book["numbers"].xpath("//*[@id='fa-numbers']"), "the data is left in the page"


def test_a_source_says_where_it_is_used_and_a_claim_leads_to_its_figure(book):
    sources = {key: plain(one) for key, one in by_id(book["sources"]).items() if key.startswith("source-")}
    for name, tree in book.items():
        label = (tree.xpath('//nav//a[@aria-current="page"]') or tree.xpath("//h1"))[0]
        for source in names(tree, "data-sources"):
            assert plain(label) in sources[f"source-{source}"], f"{source} on {name}"
    for link in book["ledger"].xpath('//ul[@class="fa-claim-links"]//a[starts-with(text(), "Figure")]'):
        name, _, place = link.get("href").partition(".html#")
        assert plain(link) == plain(book[name].get_element_by_id(place).find_class("fa-number")[0]).strip("."), place


def test_a_chapter_to_come_is_no_link_and_a_file_that_nothing_makes_stops_the_build():
    def page(text):
        page = Page("chapters/a.html", html.fragment_fromstring(text, create_parent="article"))
        said = cross_references.answers(page.name, {page.name: cross_references.facts(page)}, {})
        cross_references.fill(page, said, set())
        return page.article

    assert plain(page('<h1>A?</h1><a class="fa-to-page" href="b.html">b</a>')).endswith(cross_references.TO_COME)
    with pytest.raises(PageError, match="chapters/a.html: offers downloads/x.zip, which nothing makes"):
        page('<h1>A?</h1><a href="downloads/x.zip" download>x</a>')


# The sources.


def test_every_source_is_listed_once_with_date_grade_and_terms_and_open_fields_and_state_media_are_named_and_counted():
    frame, found = tables.load("sources").fillna(""), tree(listings.html("source-list"))
    listed = by_id(found)
    assert sorted(item.get("id") for item in found.xpath(".//li")) == sorted("source-" + frame["id"])
    assert set(frame["kind"]) <= set(listings.SOURCE_KINDS) and set(frame["reliability"]) <= {*listings.GRADED, ""}
    for row in frame.itertuples():
        facts = plain(listed[f"source-{row.id}"].xpath("./p")[1])
        assert facts.startswith(row.date or "no date")
        assert listings.GRADED.get(row.reliability, "not graded") in facts
        assert (row.licence or "terms open") in facts
    found = tree(listings.html("open-fields"))
    for field in listings.OPEN:
        assert len(found.xpath(f'.//details[@id="open-{field}"]//li')) == (frame[field] == "").sum()
    said, state = plain(tree(listings.html("source-counts"))), frame["kind"] == "state media"
    assert f"to {len(frame)} sources" in said and f"{(frame['date'] != '').sum()} carry a date" in said
    assert f"{state.sum()} are state media" in said
    assert "(state media)" in html_snippets.source_name(frame["id"][state].iloc[0])
    assert "(state media)" not in html_snippets.source_name(frame["id"][~state].iloc[0])


# Taking away.


def test_machines_find_a_dataset_per_table():
    block = tree(packages.datasets()).xpath("./script")[0]
    assert block.get("type") == "application/ld+json"
    site_checks.check("x.html", f"<html><body>{packages.datasets()}</body></html>")
    listed = {one["@id"]: one for one in json.loads(block.text)["@graph"]}
    assert set(listed) == {f"#table-{name}" for name in tables.names()}
    page = tree(listings.html("table-list"))
    for name in tables.names():
        one, passed_on = listed[f"#table-{name}"], tables.describe(name)["redistributable"]
        assert one["@type"] == "Dataset" and one["name"] and len(one["description"]) >= 20 and one["variableMeasured"]
        assert ("distribution" in one) == ("license" in one) == passed_on
        assert ("Where to get it" in plain(page.get_element_by_id(f"table-{name}"))) == (not passed_on)


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory):
    folder = tmp_path_factory.mktemp("package")
    with zipfile.ZipFile(io.BytesIO(packages.tables_zip())) as archive:
        archive.extractall(folder)
    return folder


def test_the_package_holds_what_may_be_passed_on_and_nothing_that_rests_on_the_rest(unpacked):
    held = {name for name in tables.names() if not tables.describe(name)["redistributable"]}
    assert held, "no table is held back, so this test shows nothing"
    said = json.loads((unpacked / "datapackage.json").read_text(encoding="utf-8"))
    assert {one["name"] for one in said["resources"]} == set(tables.names()) - held
    files = {path.relative_to(unpacked).as_posix() for path in unpacked.rglob("*") if path.is_file()}
    assert files == {one["path"] for one in said["resources"]} | {"datapackage.json", "README.txt"}
    links = tables.load("row_sources", unpacked)
    assert not held & set(links["table"])
    whole = tables.load("row_sources")
    only_held = set(whole.loc[whole["table"].isin(held), "source_id"]) - set(links["source_id"])
    assert only_held and not only_held & set(tables.load("sources", unpacked)["id"])
    about = (unpacked / "README.txt").read_text(encoding="utf-8")
    assert all(tables.describe(name)["title"] in about for name in held) and "CC BY 4.0" in about


def test_the_package_is_good_by_an_independent_judge_reads_like_the_book_s_tables_and_is_the_same_twice(unpacked):
    assert judged_by_frictionless(unpacked) == []
    for name in ("claims", "cities", "gas_imports"):
        assert tables.load(name, unpacked).equals(tables.load(name))
    first = packages.tables_zip()
    assert first == packages.tables_zip()
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {info.date_time for info in archive.infolist()} == {zips.DAY}
        assert archive.namelist() == sorted(archive.namelist())


def test_a_figure_s_readme_says_what_unit_sources_licence_and_citation():
    figure = tree(figures.figure(charts.claim_graph().data())).xpath(".//figure")[0]
    said = downloads.readme(figure).decode()
    source = tables.load("sources").set_index("id").loc["stein_2021"]
    parts = ["claims, each above those that it supports", "Columns of claim-graph.csv: claim; in our words"]
    for part in (published.text("links_all"), source["title"], source["link"], "CC BY 4.0", "Cite\n", *parts):
        assert part in said, f"{part!r} is missing in:\n{said}"


# In a browser.


@pytest.fixture
def opened(open_page):
    return lambda path, width=360, **options: open_page(f"chapters/{path}", width, **options)


def shown(page, selector="[data-find-item]"):
    seen = "selector => [...document.querySelectorAll(selector)].filter(e => e.checkVisibility()).map(e => e.id)"
    return page.evaluate(seen, selector)


def asked(page, words):
    """Asks for some words; the answer comes once they stand in the link."""
    page.fill("#fa-find-words", words)
    page.wait_for_function("words => location.hash.endsWith('find=' + encodeURIComponent(words))", arg=words)
    return shown(page)


def test_ten_claims_are_shown_and_ten_more_on_request_and_all_without_scripts(opened, ruled):
    page = opened("ledger.html")
    assert len(shown(page)) == 10
    page.click("text=Show ten more")
    assert len(shown(page)) == 20
    assert page.evaluate("document.activeElement.id") == shown(page)[10], "the focus must go to the first new claim"
    assert page.trouble == []
    page = opened("ledger.html", java_script_enabled=False)
    assert len(shown(page)) == len(ruled)
    assert not page.is_visible("form.fa-find") and not page.is_visible("text=Show ten more")


def test_a_choice_and_words_find_claims_in_any_alphabet_and_a_link_to_a_claim_shows_it_all_the_same(opened, ruled):
    """That a link restores what was asked for is seen in test_browser, where a link to a late claim lands in
    test_engines."""
    page = opened("ledger.html")
    page.select_option("#fa-find-choice", "disputed")
    found = asked(page, "Turkey")
    assert found and set(found) <= set("claim-" + ruled.loc[ruled["verdict_then"] == "disputed", "id"])
    assert "found" in page.inner_text(".fa-find-said")
    holding = ruled.loc[ruled["verdict_then"] == "holds", "id"].iloc[-1]
    page.evaluate(f"location.hash = '#claims=disputed&claim-{holding}'")
    page.wait_for_selector(f"#claim-{holding}", state="visible")
    assert page.input_value("#fa-find-choice") == ""
    page = opened("ledger.html#find=akinci")
    assert shown(page) and all("Akıncı" in page.inner_text(f"#{one}") for one in shown(page))


def test_then_hides_what_came_of_the_claims_and_is_not_searched(opened):
    page = opened("ledger.html#then")
    assert not LATER.search(page.inner_text("main")) and "Since then" not in page.inner_text("main")
    assert page.evaluate("document.querySelector('optgroup.fa-since-mark').disabled")
    assert asked(page, "full-scale invasion") == []
    page.click("text=also what happened since")
    page.wait_for_selector(".fa-claim .fa-since-mark >> visible=true")
    assert shown(page)


@pytest.mark.parametrize("path", ["ledger.html", "argument.html", "sources.html", "numbers.html"])
def test_whatever_is_tapped_is_44_px_high_on_a_phone(opened, path):
    page = opened(path)
    small = page.evaluate("""() => [...document.querySelectorAll(
        'form :is(input, select), main :is(button, summary), :is(.fa-claim-links, .fa-step-links, .fa-find-files) a')]
        .filter((one) => one.offsetParent && one.getBoundingClientRect().height < 43.5)
        .map((one) => `${one.outerHTML.slice(0, 90)}: ${one.getBoundingClientRect().height}`)""")
    assert small == []


def test_a_number_is_found_by_what_it_means_and_its_chapter_opens(opened):
    page = opened("numbers.html")
    assert shown(page) == [], "chapters must be folded at first"
    assert "num-moscow_km" in asked(page, "centre of Moscow")
    page = opened("numbers.html#num-moscow_km")
    assert page.is_visible("#num-moscow_km dl"), "a link to a number must open it"


def test_a_graph_opens_on_request_and_shows_every_claim(opened, ruled):
    page = opened("argument.html", width=1280)
    assert not page.is_visible("#fig-claim-graph")
    page.click("text=The graph of all claims")
    assert page.is_visible("#fig-claim-graph")
    assert len(page.query_selector_all("#fig-claim-graph .fa-wide path")) == len(ruled)  # an id's ground, or a dot
