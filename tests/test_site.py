"""What the theme makes of an author's plain markup, and what the site refuses."""

from __future__ import annotations

import json
import re
import shutil
import tomllib
import zipfile
from pathlib import Path

import pytest
import yaml
from lxml import html

from brief import dates, numbers
from brief.book import BOOK
from brief.charts.theme import PALETTE
from brief.sphinx_ext import article, asset_files, build_cache, downloads, host, packages, png_files, site_checks
from brief.sphinx_ext.page import PageError
from tests import plain_site
from tests.books import ROOT as ROOT_FOLDER
from tests.books import contents
from tests.conftest import parsed

TOC = {
    "format": "jb-book",
    "root": "chapters/q",
    "parts": [{"caption": "The evidence", "chapters": [{"file": "chapters/reach", "title": "250 km on the map"}]}],
}
ROOT = """<section id="q"><h1>Can it be so?</h1><p>It can.</p>
<dl class="simple myst"><dt>The answer</dt><dd><p><strong>It can; nobody knows.</strong></p></dd>
<dt>How sure</dt><dd><p>Moderately.</p></dd></dl>
<p>See <a class="reference internal" href="reach.html#the-reasoning"><span class="std std-doc">the map</span></a> and
<a href="https://example.org/">elsewhere</a>.</p>
<section id="since-then"><h2>Since then</h2><p>It was.</p></section>
<section id="go-on"><h2>Go on</h2>
<ul><li><p><a href="reach.html"><strong>Look</strong>: a map</a></p></li></ul></section></section>
<script type="text/x-thebe-config">{}</script>
<script>kernelName = 'python3'</script>"""
# A cell of code and the figure that it shows.
CELL = """<div class="cell docutils container"><div class="cell_input docutils container"><div class="highlight">
<pre><span class="kn">import</span> KEY</pre></div></div><div class="cell_output docutils container">
<div class="output text_html"><figure class="fa-figure" id="fig-KEY" data-figure="KEY"><figcaption>
<p class="fa-figure-title">A &amp; B</p>
<p class="fa-unit-line">km</p></figcaption>
<div class="fa-picture fa-wide"><svg viewBox="0 0 300 20" width="300" height="20">
<clipPath id="KEY-c"/><path fill="var(--fa-tur)" d="M0 0"/></svg></div>
<div class="fa-picture fa-narrow" hidden><svg viewBox="0 0 5 9" width="5" height="9"></svg></div>
<div class="fa-furniture"><p class="fa-source"><strong class="fa-number"></strong> Source: us.</p>
<details class="fa-fold fa-table"><summary>Table</summary><table><thead><tr><th>city</th><th>km</th></tr></thead>
<tbody><tr><th>Kyiv, say</th><td data-value="1234.5">1,234.5</td></tr></tbody></table></details>
<p class="fa-citation">“A &amp; B.” The book. Data: us; them.</p>
<a href="downloads/KEY.csv" download>CSV</a><a href="downloads/KEY.svg" download>SVG</a></div></figure>
</div></div></div>"""
FAR = '<a class="fa-num" data-num="far" href="numbers.html#num-far">453\u00a0km</a>'
REACH = "chapters/reach.html"
TYPED = "Turkey's \"own\" words, the 'halts' of 2019, Ukraine’s; 250 km of 34 % on 15 December"
CHAPTER = f"""<section id="what"><h1>What's a 250 km missile?</h1><p>"Not Moscow", it says.</p>
<p>Moscow is {FAR} away, and {FAR} again.</p>{CELL.replace("KEY", "one")}
<dl class="simple myst"><dt>Case against</dt><dd><p>None. <span class="fa-verdict">Disputed</span>
<a href="q.html">The steps</a></p></dd></dl>
<section id="the-reasoning"><h2>The reasoning</h2><p>Here {FAR} too.</p>
<p id="typed">{TYPED}</p>
{CELL.replace("KEY", "two")}</section>
<section id="since-then"><h2>Since then</h2><p>Later.</p></section>
<section id="the-workshop"><h2>The workshop</h2>
<section id="tables"><h3>Tables</h3><div><style>p {{}}</style>
<table border="1" class="dataframe">
<thead><tr style="x"><th></th><th>city</th><th>a</th><th>b_c</th><th>km</th></tr></thead>
<tbody><tr><th>308</th><td>Kyiv</td><td>True</td><td>x</td><td>12000</td></tr></tbody></table></div></section>
<section id="calculation"><h3>The code</h3><div class="fa-calculation"></div></section></section></section>"""


CARD = dict.fromkeys(("date", "sure", "how", "cite", "chapter"), "x") | {"rows": [], "published_by": [], "since": False}
CARD |= {"text": "453\u00a0km", "meaning": "A </script> way."}


def build(folder: Path, chapter: str = CHAPTER, address: str = "", **more: str) -> Path:
    """The site of two pages, or more by name."""
    bodies = {"chapters/q": ROOT, "chapters/reach": chapter} | {f"chapters/{name}": body for name, body in more.items()}
    toc = TOC | {"parts": [*TOC["parts"], *({"chapters": [{"file": name}]} for name in [*bodies][2:])]}
    return plain_site.made(folder, bodies, toc, address)


@pytest.fixture(scope="module", autouse=True)
def register():
    """It knows one number more, `far`."""
    real = numbers.card
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(numbers, "card", lambda key: CARD if key == "far" else real(key))
        yield


@pytest.fixture
def finished(tmp_path):
    """Makes the site of two pages, the chapter as given."""
    return lambda chapter=CHAPTER, address="", name="site": build(tmp_path / name, chapter, address)


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The site of two pages, for tests that only look."""
    return build(tmp_path_factory.mktemp("pages") / "site")


@pytest.fixture
def tree(pages):
    return parsed(pages, REACH)


def test_nothing_of_sphinx_and_its_plug_ins_is_left_and_the_policy_stands_before_everything_it_governs(pages):
    for name in ("index.html", REACH, "search.html", "genindex.html"):
        text, tree = (pages / name).read_text(encoding="utf-8"), parsed(pages, name)
        assert not re.search(r"thebe|kernelName|headerlink|toctree|docutils|std-doc", text), name
        assert len(tree.xpath("//h1")) == len(tree.xpath("//main")) == 1 and tree.get("lang") == "en"
        assert tree.xpath("//title")[0].text.endswith(" | From Ankara, With Evidence")
        rule = policy(pages, name)
        assert "unsafe" not in rule and "default-src 'none'" in rule and "script-src 'self';" in rule
        assert text.index("Content-Security-Policy") < min(text.index("<script"), text.index("<link"))


FLAWS = """<p style="color:red">x</p>
<button onclick="x()">x</button>
<script>x()</script>
<style>p{}</style>
<script src="https://example.org/x.js"></script>
<img src="//example.org/x.png">
<iframe src="x"></iframe>
<a href="javascript:x()">x</a>
<i id="a"></i><i id="a"></i>
<link rel="stylesheet" href="http://example.org/x.css">"""


@pytest.mark.parametrize("flaw", FLAWS.splitlines())
def test_a_page_that_may_not_be_published_is_refused(flaw):
    allowed = (
        '<a href="https://example.org/">x</a><script src="../_static/x.js"></script><img src="data:image/png;base64,">'
        '<script type="application/json">{"style":1}</script>'
    )
    site_checks.check("chapters/x.html", f"<html><body>{allowed}</body></html>")
    with pytest.raises(PageError, match="chapters/x.html: the page has "):
        site_checks.check("chapters/x.html", f"<html><body>{allowed}{flaw}</body></html>")


def test_the_same_input_gives_the_same_bytes(finished, tmp_path):
    one, other = (contents(finished(name=name)) for name in ("one", "two"))
    assert one == other and not [name for name, content in one.items() if str(tmp_path).encode() in content]


def test_the_root_is_a_page_of_its_own_and_its_links_lead_on(pages, tree):
    for name, prefix in (("index.html", "chapters/"), ("chapters/q.html", "")):
        root = parsed(pages, name)
        assert {f"{prefix}reach.html#the-reasoning", "https://example.org/"} <= set(root.xpath("//article//a/@href"))
        assert [a.text for a in root.xpath('//nav//a[@aria-current="page"]')] == [BOOK.home] * 2
        assert root.xpath('//details[@class="fa-since"]') and not root.xpath("//fieldset"), "the root has no control"
        answer = root.xpath('//div[@class="fa-block"]/dd')[0]
        said = ["It can; nobody knows.", "How sure: moderately.", "Copy with source"]
        assert [part.text_content() for part in answer] == said and answer.getprevious().tag == "dt"
        assert [part.text for part in root.xpath('//ul[@class="fa-doors"]/li/a')[0]] == ["Look", "A map"]
    assert "../index.html" in tree.xpath("//article//a/@href"), "the root has two addresses"
    assert tree.xpath('//div[@class="fa-block"]//a[@class="fa-onward"]')[0].text == "The steps"


def test_a_chapter_begins_with_question_answer_and_control_and_folds_what_came_later(tree, finished):
    section = tree.xpath("//article/section")[0]
    assert [element.tag for element in section[:3]] == ["h1", "p", "fieldset"]
    assert section[0].text == "What’s a 250\u00a0km missile?" and section[1].text == "“Not Moscow”, it says."
    assert section[1].get("class") == "fa-standfirst"
    choice = ["only what was known on 15 December 2021", "also what happened since"]
    assert [label.text_content() for label in section[2].xpath("./label")] == choice
    assert tree.xpath('//meta[@name="description"]/@content') == ["“Not Moscow”, it says."]
    block = tree.get_element_by_id("since-then")
    assert block.tag == "details" and block.get("open") is None
    assert block[0].text_content() == "Since then known only after 15 December 2021"
    assert block.getnext().text_content() == "You see only what was known on 15 December 2021. Show the rest."
    folder = finished(re.sub(r'<section id="since-then">.*?</section>', "", CHAPTER))
    assert b"fa-then" not in html.tostring(parsed(folder, REACH).body), "a control over nothing"


def test_the_menu_is_the_book_s_own_and_the_contents_name_the_levels_that_are_there(tree):
    for nav in tree.xpath('//nav[@aria-label="Book"]'):
        assert [a.text for a in nav.xpath(".//a")] == [BOOK.home, "250 km on the map"]
        assert [p.text for p in nav.xpath("./p")] == ["The evidence"]
        assert nav.xpath('.//a[@aria-current="page"]/@href') == ["reach.html"]
    links = tree.xpath('//nav[@aria-label="On this page"]//a')
    assert [a.text for a in links] == ["The answer", "The reasoning", "Since then", "The workshop"]
    assert all(tree.get_element_by_id(link.get("href")[1:]) is not None for link in links)


def test_code_moves_to_its_fold_in_order_and_outputs_stay(tree, finished):
    fold = tree.get_element_by_id("calculation")
    assert fold.tag == "details" and fold.xpath("./summary")[0].text_content() == "The code2\u00a0cells"
    assert [pre.text_content() for pre in fold.xpath(".//pre")] == ["import one", "import two"]
    named = [f"Cell\u00a0{n}, draws figure\u00a0{n}" for n in (1, 2)]
    assert [p.text for p in fold.xpath('.//p[@class="fa-cell-name"]')] == named
    assert len(tree.xpath("//pre[contains(@class, 'fa-code')]")) == 2
    assert tree.get_element_by_id("fig-two").getparent().get("id") == "the-reasoning"
    unmarked = parsed(finished(CHAPTER.replace('<div class="fa-calculation"></div>', "")), REACH)
    assert len(unmarked.get_element_by_id("show-the-calculation").xpath(".//pre")) == 2


def test_typed_marks_become_typographic_a_number_links_once_in_a_section_and_its_card_is_in_the_page(tree, pages):
    printed = "Turkey’s “own” words, the ‘halts’ of 2019, Ukraine’s; 250\u00a0km of 34\u00a0% on 15\u00a0December"
    assert tree.get_element_by_id("typed").text == printed
    assert len(tree.xpath('//a[@class="fa-num"]')) == 2 and len(tree.xpath('//span[@class="fa-num-again"]')) == 1
    hint = tree.xpath('//p[@class="fa-hint"]')
    assert [p.text for p in hint] == [article.HINT] and hint[0].getprevious().xpath('.//a[@class="fa-num"]')
    cards = json.loads(tree.get_element_by_id("fa-cards").text)
    assert list(cards) == ["far"] and cards["far"]["meaning"] == "A </script> way.", "a text ends the block"
    assert "card.js" in (pages / REACH).read_text(encoding="utf-8")


def test_tables_have_headers_and_no_counter_and_stack_on_a_phone_unless_they_are_long(tree, finished):
    table = tree.xpath('//details[@id="tables"]//table')[0]
    assert [th.text for th in table.xpath(".//th[@scope='col']")] == ["city", "a", "b c", "km"]
    assert table.xpath(".//th[@scope='row']")[0].text == "Kyiv"
    cells = [(td.text, td.get("data-label")) for td in table.xpath(".//td")]
    assert cells == [("yes", "a"), ("x", "b c"), ("12,000", "km")]
    assert {"fa-table", "fa-stacked"} == set(table.get("class").split())
    region = [table.getparent().get(name) for name in ("role", "tabindex", "aria-label")]
    assert region == ["region", "0", "Table: Tables"]
    rows = "".join(f"<tr><th>{n}</th><td>c</td><td>1</td><td>2</td><td>3</td></tr>" for n in range(60))
    long = finished(re.sub(r"<tbody><tr><th>308.*?</tbody>", f"<tbody>{rows}</tbody>", CHAPTER))
    assert "fa-stacked" not in (long / REACH).read_text(encoding="utf-8")


def test_figures_are_numbered_show_both_pictures_untouched_and_can_be_downloaded(tree, pages):
    text = (pages / REACH).read_text(encoding="utf-8")
    assert [s.text for s in tree.xpath('//strong[@class="fa-number"]')] == ["Figure\u00a01.", "Figure\u00a02."]
    assert not tree.xpath("//*[@hidden][contains(@class, 'fa-narrow')]")
    assert '<svg viewBox="0 0 300 20"' in text and '<clipPath id="one-c"/>' in text, "the parser changed the picture"
    assert (pages / "downloads/one.csv").read_text(encoding="utf-8-sig") == 'city,km\n"Kyiv, say",1234.5\n'
    picture = (pages / "downloads/one.svg").read_text()
    assert "A &amp; B" in picture and "Source: us; them." in picture and PALETTE["tur"][0] in picture
    assert "var(" not in picture
    assert tree.xpath("//a[@download]/@href")[:2] == ["../downloads/one.csv", "../downloads/one.svg"]


WROTE = '<div class="output stderr"><pre>Deprecated!</pre></div><div class="output">'


@pytest.mark.parametrize(
    ("chapter", "problem"),
    [
        (CHAPTER.replace('"far"', '"near"'), "reach.html: no number is called 'near'"),
        (CHAPTER.replace('<div class="output text_html">', WROTE, 1), "a cell wrote to its error stream: Deprecated!"),
        (CHAPTER.replace("one.csv", "one.xlsx"), "figure one offers downloads/one.xlsx, which nothing makes"),
        ("<section><h1>A?</h1><ul></ul></section>", "no answer stands under the question"),
        ("<section><p>B</p></section>", "0 main headings instead of one"),
    ],
)
def test_a_page_with_a_flaw_stops_the_build(finished, chapter, problem):
    with pytest.raises(PageError, match=problem):
        finished(chapter)


def test_every_colour_has_a_light_and_a_dark_value_by_device_and_by_choice():
    css = asset_files.palette_css()
    for name, (light, dark) in PALETTE.items():
        assert css.count(f"--fa-{name}:{light};") == (3 if light == dark else 1)
        assert css.count(f"--fa-{name}:{dark};") >= 2
    for colours in re.findall(r"\{[^{}]*--fa-page:[^{}]*\}", css):
        assert "color-scheme:" in colours


def test_nothing_is_stored_and_nothing_outside_is_named_in_our_scripts_and_styles():
    barred = r"localStorage|sessionStorage|document\.cookie|indexedDB|https?://|\beval\(|new Function|innerHTML"
    for path in asset_files.ASSETS.rglob("*"):
        if path.suffix in (".js", ".css"):
            assert re.findall(barred, path.read_text(encoding="utf-8")) == [], path.name


def test_pages_are_light_and_an_overweight_one_is_named(site):
    assert [problem for weight in site_checks.weigh(site) if (problem := weight.over_budget())] == []
    assert site_checks.Weight("a.html", 301_000, 301_000).over_budget() == "a.html: 301 kB when opened; at most 300"
    assert site_checks.Weight("a.html", 301_000, 651_000).over_budget() == "a.html: 651 kB after a touch; at most 650"
    assert site_checks.Weight("a.html", 301_000, 640_000).over_budget() is None


# --- what a page says of itself

ADDRESS = "https://example.org/brief/"


def policy(folder, name="index.html"):
    return parsed(folder, name).xpath('//meta[@http-equiv="Content-Security-Policy"]/@content')[0]


def head(folder, name):
    """{name or property: content} of the page's meta tags, its links by rel, and what it says as JSON-LD."""
    tree = parsed(folder, name)
    said = {one.get("name") or one.get("property"): one.get("content") for one in tree.xpath("//head/meta")}
    links = {one.get("rel"): one.get("href") for one in tree.xpath("//head/link")}
    about = tree.xpath('//head/script[@type="application/ld+json"]')
    return said, links, json.loads(about[0].text) if about else None


def test_with_an_address_every_page_and_citation_has_one_and_the_sitemap_lists_each_once(finished):
    bibtex = "<pre class='fa-bibtex'>@misc{a,\n  year = {2026}\n}</pre>"
    folder = finished(CHAPTER.replace("us; them.</p>", f"us; them.</p>{bibtex}"), ADDRESS)
    for name, at in (("index.html", ""), ("chapters/q.html", ""), (REACH, REACH)):
        said, links, about = head(folder, name)
        assert links["canonical"] == said["og:url"] == about["url"] == ADDRESS + at
    listed = re.findall("<loc>(.*?)</loc>", (folder / "sitemap.xml").read_text())
    assert listed == [ADDRESS + REACH, ADDRESS]
    # In a sandboxed frame 'self' is nobody for WebKit: whatever it may load, its published address may, too.
    assert policy(folder).count(f"'self' {ADDRESS}") == policy(folder).count("'self'") == 6
    assert f"Sitemap: {ADDRESS}sitemap.xml" in (folder / "robots.txt").read_text()
    figure, at = parsed(folder, REACH).get_element_by_id("fig-one"), f"{ADDRESS}{REACH}#fig-one"
    assert figure.xpath('.//p[@class="fa-citation"]')[0].text.endswith(f"us; them. {at}")
    assert figure.xpath('.//pre[@class="fa-bibtex"]')[0].text.endswith(f"2026}},\n  url = {{{at}}}\n}}")
    assert [b.text for b in figure.xpath('.//button[contains(@class, "fa-copy")]')] == ["Copy", "Copy BibTeX"]


def test_the_address_is_one_setting_and_without_it_nothing_pretends_to_know_one(tmp_path, pages):
    said, links, about = head(pages, REACH)
    assert "canonical" not in links and "url" not in about
    assert not {"og:url", "og:image", "twitter:card", "citation_public_url"} & set(said)
    assert not (pages / "sitemap.xml").exists() and not (pages / "robots.txt").exists()
    config = tmp_path / "_config.yml"
    for typed, read in (("", ""), ("html:\n  baseurl: https://example.org/brief", ADDRESS)):
        config.write_text(f"title: x\n{typed}\n")
        assert host.base(config) == read
    config.write_text("html:\n  baseurl: example.org\n")
    with pytest.raises(ValueError, match="must begin with https"):
        host.base(config)


def test_reference_managers_and_search_engines_read_what_a_page_is(tmp_path, site):
    the_pdf_s = Path(BOOK.pdf["bars"][0]).stem  # the page that the PDF is set from
    folder = build(tmp_path / "site", address=ADDRESS, **{the_pdf_s: CHAPTER})
    root, _, report = head(folder, "index.html")
    assert root["citation_title"] == "Can it be so?" and root["citation_author"].startswith("The editors")
    assert re.fullmatch(r"\d{4}/\d\d/\d\d", root["citation_publication_date"])
    assert root["citation_pdf_url"] == ADDRESS + host.PDF
    assert report["@type"] == "Report" and report["isBasedOn"]["author"]["name"] == "Aaron Stein"
    chapter, _, about = head(folder, REACH)
    assert chapter["citation_inbook_title"] == BOOK.title and "citation_pdf_url" not in chapter
    assert about["@type"] == "Chapter" and "citation_title" not in head(folder, "search.html")[0]
    for name in ("chapters/teaching.html", "chapters/class-range-circles.html"):
        about = head(site, name)[2]
        assert about["@type"] == "LearningResource" and about["license"] == BOOK.licence.link


def test_a_chapter_with_a_picture_has_a_preview_of_it(site):
    pictures = {path.stem: path.read_bytes() for path in (site / "previews").iterdir()}
    assert {"brief", "range-circles", "trade-dependence", "entrapment", "options"} <= set(pictures)
    for name, content in pictures.items():
        assert content[:8] == b"\x89PNG\r\n\x1a\n" and content[16:24] == (1200).to_bytes(4) + (630).to_bytes(4), name
        assert len(content) <= 60_000, f"{name}: {len(content)} bytes"
    figure = '<svg viewBox="0 0 300 200" width="300" height="200"><path fill="var(--fa-tur)" d="M0 0h50v50z"/></svg>'
    foot = ["Source: Natural Earth.", "As known on 15 December 2021.", *["A note that finds no room."] * 50]
    drawn = downloads.card_svg("What could it reach?", figure, ["Minsk, not Moscow", "km"], foot, [])
    assert all(words in drawn for words in ("What could", "Minsk", "Natural Earth", "15 December"))
    assert "var(" not in drawn and 0 < drawn.count("no room") < 50, "the foot runs into the rest of the card"
    assert png_files.png(drawn, 1, 64) == png_files.png(drawn, 1, 64), "two pictures of one figure differ"


def test_a_missing_page_is_found_from_any_depth(site, finished):
    own = host.path_of(host.base(ROOT_FOLDER / "_config.yml"))
    for where, path in ((site, own), (finished(CHAPTER, ADDRESS), "/brief/")):
        local = [one for one in parsed(where, "404.html").xpath("//@href | //@src") if not re.match("https?:|#", one)]
        assert local and all(one.startswith(path) for one in local)
        for one in local:
            assert (where / re.split("[?#]", one.removeprefix(path))[0]).is_file(), one


def test_a_page_that_moved_leads_on(tmp_path):
    table = tmp_path / "moved.csv"
    table.write_text("old,new\nchapters/map.html,chapters/reach.html#fig-one\n")
    made = host.redirects(host.moved(table), {REACH}, "/brief/")
    assert b'url=reach.html#fig-one"' in made["chapters/map.html"]
    assert made["_redirects"] == b"/brief/chapters/map.html /brief/chapters/reach.html#fig-one 301\n"
    for flaw in ({"a.html": "gone.html"}, {REACH: REACH}):
        with pytest.raises(PageError, match="redirects.csv"):
            host.redirects(flaw, {REACH}, "/")


def test_no_role_is_left_in_the_text_of_a_page_and_every_figure_and_every_claim_can_be_cited(site):
    """A role is left, say, in a table's cell, which a bar within it ends."""
    for path in site.rglob("*.html"):
        page = parsed(path.parent, path.name)
        for part in page.xpath('//figure[@data-figure] | //article[contains(@class, "fa-claim")][@data-claims]'):
            assert part.xpath('.//p[@class="fa-citation"]') and part.xpath('.//pre[@class="fa-bibtex"]'), part.get("id")
        for code in page.xpath("//code | //pre | //script"):
            code.drop_tree()
        left = re.search(r".{0,80}\{(num|holds|verdict|cite)\}.{0,40}", page.text_content())
        assert not left, f"{path.name}: {left[0]}"


def test_no_place_that_people_may_have_linked_to_has_vanished(site):
    known = (ROOT_FOLDER / "tests" / "anchors.txt").read_text(encoding="utf-8").split()
    gone = sorted(set(known) - set(site_checks.anchors(site)))
    assert gone == [], (
        "write the old and the new page into chapters/redirects.csv, give a section its old name with "
        "`(old-name)=` above it, or take the line out of tests/anchors.txt and say so in the changelog"
    )


# --- cite, copy


# What the Citation File Format 1.2.0 demands, and all that it allows at the top.
NEEDED = {"cff-version", "message", "title", "authors"}
ALLOWED = """abstract authors cff-version commit contact date-released doi identifiers keywords license license-url
message preferred-citation references repository repository-artifact repository-code title type url version"""


def test_the_citation_file_says_this_edition_in_the_format_s_own_keys():
    said = yaml.safe_load((ROOT_FOLDER / "CITATION.cff").read_text(encoding="utf-8"))
    assert NEEDED <= set(said) <= {*ALLOWED.split()} and said["cff-version"] == "1.2.0"
    assert said["date-released"] == dates.EDITION.isoformat()
    assert said["version"] == tomllib.loads((ROOT_FOLDER / "pyproject.toml").read_text())["project"]["version"]
    for work in (said["preferred-citation"], *said["references"]):
        assert {"type", "title", "authors"} <= set(work)


# --- the whole site


ELSEWHERE = {
    "1.html": "<p><img src='https://example.org/a.png'></p>",
    "2.html": "<style>p{background:url(//example.org/a)}</style>",
    "3.css": '@import "https://example.org/a.css";',
    "4.css": "p{src:url('http://example.org/a.woff2')}",
    "5.js": 'fetch("https://example.org/a.json")',
    "6.js": 'import x from "https://example.org/a.js"',
    "7.js": 'import("//example.org/a.js")',
    "8.js": 's.src = "https://example.org/a.js"',
    "9.svg": '<svg xmlns="http://www.w3.org/2000/svg"><image href="https://example.org/a.png"/></svg>',
}


def test_nothing_of_the_site_loads_from_elsewhere_and_every_link_leads_somewhere(site, tmp_path):
    assert site_checks.outside(site) == [] and site_checks.dead(site) == []
    (tmp_path / "a.html").write_text('<p id="b"><a href="#b&range=3">x</a><a href="c.html">x</a><a href="#d">x</a></p>')
    assert site_checks.dead(tmp_path) == ["a.html -> c.html", "a.html -> #d"]
    for name, content in ELSEWHERE.items():
        (tmp_path / name).write_text(content)
    found = site_checks.outside(tmp_path)
    assert sorted(one.partition(": ")[0] for one in found) == [*ELSEWHERE] and all(
        "example.org" in one for one in found
    )


def test_the_site_in_one_file_is_whole_small_and_without_itself(site, tmp_path):
    assert (site / packages.SITE).stat().st_size <= site_checks.WHOLE * site_checks.KB
    with zipfile.ZipFile(site / packages.SITE) as archive:
        inside = {name.removeprefix("from-ankara/") for name in archive.namelist()}
        about = archive.read("from-ankara/chapters/about.html").decode()
    there = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    left_out = {name for name in there if name in packages.LEFT_OUT or name.startswith(("previews/", "lite/"))}
    assert there - inside == left_out
    assert packages.SITE not in about and "The whole book in one file" in about
    copy = shutil.copytree(site, tmp_path / "copy")
    files = {path.relative_to(copy).as_posix(): path.read_bytes() for path in copy.rglob("*") if path.is_file()}
    assert packages.site_zip(files) == (site / packages.SITE).read_bytes(), "two zips of one site differ"


def test_what_is_kept_between_builds_is_never_stale_and_forgotten_once_no_build_uses_it(tmp_path):
    before, now = build_cache.Shelf(tmp_path), build_cache.Shelf(tmp_path)
    for key in (b"1", b"2"):
        assert before.take("a", key, lambda key=key: key) == key
    before.take("whole", b"3", lambda: before.take("part", b"4", lambda: b"z"))
    assert now.take("a", b"2", lambda: b"never made again") == b"2"
    assert now.take("whole", b"3", lambda: b"never made again") == b"z"
    now.tidy()
    kinds = sorted(path.name.partition("-")[0] for path in tmp_path.iterdir())
    assert kinds == ["a", "part", "whole"], "what a kept thing was made of is kept with it"
