"""The pass over the theme's pages: what it makes of an author's plain markup, and what it refuses."""

from __future__ import annotations

import json
import re
import shutil
import tomllib
import zipfile

import pytest
import yaml
from lxml import html

from brief import dates, numbers
from brief.book import BOOK
from brief.charts.theme import PALETTE
from brief.pdf import two_pages
from brief.sphinx_ext import (
    article,
    asset_files,
    build_cache,
    cards,
    csp,
    head_tags,
    layout,
    link_check,
    page_weight,
    postprocess,
    preview_cards,
    redirects,
    site_zip,
    theme_html,
)
from brief.sphinx_ext.theme_html import PageError
from tests.conftest import ROOT as ROOT_FOLDER

MENU = """<nav class="bd-links"><div class="bd-toc-item">
<ul class="nav bd-sidenav"><li class="toctree-l1"><a href="q.html">Can it be so?</a></li></ul>
<p class="caption"><span class="caption-text">The evidence</span></p>
<ul class="nav bd-sidenav"><li class="toctree-l1"><a href="reach.html">250 km on the map</a></li></ul></div></nav>"""
ROOT = """<section id="q"><h1>Can it be so?<a class="headerlink" href="#q">#</a></h1><p>It can.</p>
<dl class="simple myst"><dt>The answer</dt><dd><p><strong>It can; nobody knows.</strong></p></dd>
<dt>How sure</dt><dd><p>Moderately.</p></dd></dl>
<p>See <a class="reference internal" href="reach.html#the-reasoning"><span class="std std-doc">the map</span></a> and
<a href="https://example.org/">elsewhere</a>.</p>
<section id="since-then"><h2>Since then</h2><p>It was.</p></section>
<section id="go-on"><h2>Go on</h2>
<ul><li><p><a href="reach.html"><strong>Look</strong>: a map</a></p></li></ul></section></section>
<script type="text/x-thebe-config">{}</script>
<script>kernelName = 'python3'</script>"""
FIGURE = """<figure class="fa-figure" id="fig-KEY" data-figure="KEY"><figcaption>
<p class="fa-figure-title">A &amp; B</p>
<p class="fa-unit-line">km</p></figcaption>
<div class="fa-picture fa-wide"><svg viewBox="0 0 300 20" width="300" height="20">
<clipPath id="KEY-c"/><path fill="var(--fa-tur)" d="M0 0"/></svg></div>
<div class="fa-picture fa-narrow" hidden><svg viewBox="0 0 5 9" width="5" height="9"></svg></div>
<div class="fa-furniture"><p class="fa-source"><strong class="fa-number"></strong> Source: us.</p>
<details class="fa-fold fa-table"><summary>Table</summary><table><thead><tr><th>city</th><th>km</th></tr></thead>
<tbody><tr><th>Kyiv, say</th><td data-value="1234.5">1,234.5</td></tr></tbody></table></details>
<p class="fa-citation">“A &amp; B.” The book. Data: us; them.</p>
<a href="downloads/KEY.csv" download>CSV</a><a href="downloads/KEY.svg" download>SVG</a></div></figure>"""


def cell(code: str, output: str = "") -> str:
    return (
        f'<div class="cell docutils container"><div class="cell_input docutils container"><div class="highlight">'
        f'<pre><span class="kn">import</span> {code}</pre></div></div><div class="cell_output docutils container">'
        f'<div class="output text_html">{output}</div></div></div>'
    )


def number(key: str) -> str:
    return f'<a class="fa-num" data-num="{key}" href="numbers.html#num-{key}">453\u00a0km</a>'


CHAPTER = f"""<section id="what"><h1>What's a 250 km missile?</h1><p>"Not Moscow", it says.</p>
<p>Moscow is {number("far")} away, and {number("far")} again.</p>{cell("one", FIGURE.replace("KEY", "one"))}
<dl class="simple myst"><dt>Case against</dt><dd><p>None. <span class="fa-verdict">Disputed</span>
<a href="q.html">The steps</a></p></dd></dl>
<section id="the-reasoning"><h2>The reasoning</h2><p>Here {number("far")} too.</p>
{cell("two", FIGURE.replace("KEY", "two"))}</section>
<section id="since-then"><h2>Since then</h2><p>Later.</p></section>
<section id="the-workshop"><h2>The workshop</h2>
<section id="tables"><h3>Tables</h3><div><style>p {{}}</style>
<table border="1" class="dataframe">
<thead><tr style="x"><th></th><th>city</th><th>a</th><th>b_c</th><th>km</th></tr></thead>
<tbody><tr><th>308</th><td>Kyiv</td><td>True</td><td>x</td><td>12000</td></tr></tbody></table></div></section>
<section id="calculation"><h3>The code</h3><div class="fa-calculation"></div></section></section></section>"""


def theme_page(content: str) -> str:
    return (
        f'<!DOCTYPE html><html><head><script src="bootstrap.js"></script><style>b{{}}</style></head>'
        f'<body onload="x()">{MENU}<main><article class="bd-article">{content}</article></main></body></html>'
    )


@pytest.fixture
def built(tmp_path, monkeypatch):
    """A folder as Jupyter Book leaves it, with two pages; and a register that knows one number, `far`."""

    def card(key):
        if key != "far":
            raise numbers.RegisterError(f"no number is called {key!r}")
        return {
            "text": "453\u00a0km",
            "date": "2021",
            "meaning": "A </script> way.",
            "published_by": [],
            "sure": "Sure.",
            "how": "So.",
            "rows": [],
            "cite": "Us.",
            "chapter": "reach",
            "since": False,
        }

    monkeypatch.setattr(numbers, "card", card)

    def build(chapter: str = CHAPTER, root: str = ROOT, name: str = "site"):
        folder = tmp_path / name
        (folder / "_static" / "vendor").mkdir(parents=True)
        (folder / "chapters").mkdir()
        (folder / "index.html").write_text('<meta http-equiv="Refresh" content="0; url=chapters/q.html" />')
        (folder / "genindex.html").write_text(
            theme_page('<table><td><a href="chapters/q.html#a">A&amp;B</a></td></table>')
        )
        (folder / "search.html").write_text("theirs")
        (folder / "searchindex.js").write_text("Search.setIndex({})")
        (folder / "_static" / "vendor" / "fontawesome.js").write_text("big")
        (folder / "chapters" / "q.html").write_text(theme_page(root), encoding="utf-8")
        (folder / "chapters" / "reach.html").write_text(theme_page(chapter), encoding="utf-8")
        return folder

    return build


@pytest.fixture
def chapter(built):
    """The finished chapter: its text and its tree."""
    folder = built()
    postprocess.finish(folder)
    text = (folder / "chapters" / "reach.html").read_text(encoding="utf-8")
    return text, html.document_fromstring(text)


def test_only_the_article_the_menu_and_the_title_of_the_theme_s_page_are_left(built):
    folder = built()
    postprocess.finish(folder)
    left = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert "_static/vendor/fontawesome.js" not in left
    for name in ("index.html", "chapters/reach.html", "search.html", "genindex.html"):
        text = (folder / name).read_text(encoding="utf-8")
        assert not re.search(r"bootstrap|thebe|kernelName|headerlink|\bbd-|toctree|docutils|onload", text), name
        tree = html.document_fromstring(text)
        assert len(tree.xpath("//h1")) == len(tree.xpath("//main")) == 1
        assert tree.xpath("//title")[0].text.endswith(" | From Ankara, With Evidence")
        assert tree.get("lang") == "en"


def test_a_page_knows_the_file_that_it_is_made_from(built):
    folder = built()
    for name in ("overmatch", "sources"):
        shutil.copy(folder / "chapters" / "reach.html", folder / "chapters" / f"{name}.html")
    postprocess.finish(folder, repository=("https://example.org/see/", "https://example.org/edit/"))
    for name in ("overmatch", "sources"):
        tree = html.document_fromstring((folder / "chapters" / f"{name}.html").read_text(encoding="utf-8"))
        shown, edited = tree.xpath("//p[@class='fa-file']/a/@href")
        source = shown.removeprefix("https://example.org/see/")
        assert (ROOT_FOLDER / source).is_file() and edited == f"https://example.org/edit/{source}"


def test_the_policy_stands_before_everything_it_governs(chapter):
    text, tree = chapter
    rule = tree.xpath('//meta[@http-equiv="Content-Security-Policy"]/@content')[0]
    assert "unsafe" not in rule and "default-src 'none'" in rule and "script-src 'self';" in rule
    assert text.index("Content-Security-Policy") < min(text.index("<script"), text.index("<link"))


@pytest.mark.parametrize(
    "flaw",
    [
        '<p style="color:red">x</p>',
        '<button onclick="x()">x</button>',
        "<script>x()</script>",
        "<style>p{}</style>",
        '<script src="https://example.org/x.js"></script>',
        '<img src="//example.org/x.png">',
        '<iframe src="x"></iframe>',
        '<a href="javascript:x()">x</a>',
        '<i id="a"></i><i id="a"></i>',
        '<link rel="stylesheet" href="http://example.org/x.css">',
    ],
)
def test_a_page_that_may_not_be_published_is_refused(flaw):
    with pytest.raises(PageError, match="chapters/x.html: the page has "):
        csp.check("chapters/x.html", f"<html><body>{flaw}</body></html>")


def test_what_a_page_may_have_passes():
    csp.check(
        "x.html",
        '<html><body><a href="https://example.org/">x</a><script src="../_static/x.js"></script>'
        '<script type="application/json">{"style":1}</script>'
        '<img src="data:image/png;base64,"></body></html>',
    )


def test_the_same_input_gives_the_same_bytes(built):
    sites = [built(name=name) for name in ("one", "two")]
    found = []
    for folder in sites:
        postprocess.finish(folder)
        found.append({p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()})
    assert found[0] == found[1]
    assert not [name for name, content in found[0].items() if str(sites[0].parent).encode() in content]


def test_the_root_is_a_page_of_its_own_and_its_links_lead_on(built):
    folder = built()
    postprocess.finish(folder)
    for name, prefix in (("index.html", "chapters/"), ("chapters/q.html", "")):
        tree = html.document_fromstring((folder / name).read_text(encoding="utf-8"))
        assert f"{prefix}reach.html#the-reasoning" in tree.xpath("//article//a/@href")
        assert "https://example.org/" in tree.xpath("//article//a/@href")
        assert [a.text for a in tree.xpath('//nav//a[@aria-current="page"]')] == [BOOK.home] * 2
        assert not tree.xpath("//fieldset"), "the root has no control"
        assert tree.xpath('//details[@class="fa-since"]')
        answer = tree.xpath('//div[@class="fa-block"]/dd')[0]
        assert [part.text_content() for part in answer] == [
            "It can; nobody knows.",
            "How sure: moderately.",
            "Copy with source",
        ]
        door = tree.xpath('//ul[@class="fa-doors"]/li/a')[0]
        assert [part.text for part in door] == ["Look", "A map"]
    other = html.document_fromstring((folder / "chapters" / "reach.html").read_text(encoding="utf-8"))
    assert "../index.html" in other.xpath("//article//a/@href"), "the root has two addresses"


def test_the_menu_is_the_root_and_then_the_book_s_own(chapter):
    _, tree = chapter
    for nav in tree.xpath('//nav[@aria-label="Book"]'):
        assert [a.text for a in nav.xpath(".//a")] == [BOOK.home, "250 km on the map"]
        assert [p.text for p in nav.xpath("./p")] == ["The evidence"]
        assert [a.get("href") for a in nav.xpath('.//a[@aria-current="page"]')] == ["reach.html"]


def test_question_answer_and_control_come_in_this_order(chapter):
    _, tree = chapter
    section = tree.xpath("//article/section")[0]
    assert [element.tag for element in section[:3]] == ["h1", "p", "fieldset"]
    assert section[0].text == "What’s a 250\u00a0km missile?" and section[1].text == "“Not Moscow”, it says."
    assert section[1].get("class") == "fa-standfirst"
    assert [label.text_content() for label in section[2].xpath("./label")] == [
        "only what was known on 15 December 2021",
        "also what happened since",
    ]
    assert tree.xpath('//meta[@name="description"]/@content') == ["“Not Moscow”, it says."]


def test_a_page_without_later_matter_has_no_control(built):
    folder = built(re.sub(r'<section id="since-then">.*?</section>', "", CHAPTER))
    postprocess.finish(folder)
    assert "fa-then" not in re.sub(r"<head>.*</head>", "", (folder / "chapters" / "reach.html").read_text(), flags=re.S)


def test_since_then_is_a_closed_disclosure_with_a_strip_in_waiting(chapter):
    _, tree = chapter
    block = tree.get_element_by_id("since-then")
    assert block.tag == "details" and block.get("open") is None
    assert block[0].text_content() == "Since then known only after 15 December 2021"
    assert block.getnext().text_content() == "You see only what was known on 15 December 2021. Show the rest."


def test_the_contents_name_the_levels_that_are_there(chapter):
    _, tree = chapter
    links = tree.xpath('//nav[@aria-label="On this page"]//a')
    assert [a.text for a in links] == ["The answer", "The reasoning", "Since then", "The workshop"]
    for link in links:
        tree.get_element_by_id(link.get("href")[1:])


def test_code_moves_to_its_fold_in_order_and_outputs_stay(chapter):
    _, tree = chapter
    fold = tree.get_element_by_id("calculation")
    assert fold.tag == "details" and fold.xpath("./summary")[0].text_content() == "The code2\u00a0cells"
    assert [pre.text_content() for pre in fold.xpath(".//pre")] == ["import one", "import two"]
    assert [p.text for p in fold.xpath('.//p[@class="fa-cell-name"]')] == [
        "Cell\u00a01, draws figure\u00a01",
        "Cell\u00a02, draws figure\u00a02",
    ]
    assert len(tree.xpath("//pre[contains(@class, 'fa-code')]")) == 2
    assert tree.get_element_by_id("fig-two").getparent().get("id") == "the-reasoning"


def test_code_without_a_marked_place_still_has_its_fold(built):
    folder = built(CHAPTER.replace('<div class="fa-calculation"></div>', ""))
    postprocess.finish(folder)
    tree = html.document_fromstring((folder / "chapters" / "reach.html").read_text(encoding="utf-8"))
    assert len(tree.get_element_by_id("show-the-calculation").xpath(".//pre")) == 2


def test_what_a_cell_wrote_to_its_error_stream_stops_the_build(built):
    wrote = '<div class="output stderr"><pre>Deprecated!</pre></div><div class="output">'
    folder = built(CHAPTER.replace('<div class="output text_html">', wrote, 1))
    with pytest.raises(PageError, match="reach.html: a cell wrote to its error stream: Deprecated!"):
        postprocess.finish(folder)


def test_a_number_links_once_in_a_section_and_the_hint_stands_once(chapter):
    text, tree = chapter
    assert len(tree.xpath('//a[@class="fa-num"]')) == 2 and len(tree.xpath('//span[@class="fa-num-again"]')) == 1
    hint = tree.xpath('//p[@class="fa-hint"]')
    assert [p.text for p in hint] == [article.HINT]
    assert hint[0].getprevious().xpath('.//a[@class="fa-num"]')


def test_a_page_carries_the_cards_of_its_own_numbers_and_no_text_can_end_the_block(chapter):
    text, tree = chapter
    block = tree.get_element_by_id("fa-cards")
    assert list(json.loads(block.text)) == ["far"]
    assert json.loads(block.text)["far"]["meaning"] == "A </script> way."
    assert "card.js" in text


def test_an_unknown_number_stops_the_build(built):
    with pytest.raises(PageError, match="reach.html: no number is called 'near'"):
        postprocess.finish(built(CHAPTER.replace('"far"', '"near"')))


def test_labels_hang_beside_their_blocks(chapter):
    _, tree = chapter
    block = tree.xpath('//dl[@class="fa-blocks"]/div[@class="fa-block"]')[0]
    assert [part.tag for part in block] == ["dt", "dd"]
    assert block.xpath('.//a[@class="fa-onward"]')[0].text == "The steps"


def test_tables_have_headers_and_no_counter_and_stack_on_a_phone(chapter):
    _, tree = chapter
    table = tree.xpath('//details[@id="tables"]//table')[0]
    assert [th.text for th in table.xpath(".//th[@scope='col']")] == ["city", "a", "b c", "km"]
    assert table.xpath(".//th[@scope='row']")[0].text == "Kyiv"
    assert [td.text for td in table.xpath(".//td")] == ["yes", "x", "12,000"]
    assert [td.get("data-label") for td in table.xpath(".//td")] == ["a", "b c", "km"]
    assert {"fa-table", "fa-stacked"} == set(table.get("class").split())
    region = table.getparent()
    assert [region.get(name) for name in ("role", "tabindex", "aria-label")] == ["region", "0", "Table: Tables"]


def test_a_long_table_scrolls_instead(built):
    rows = "".join(f"<tr><th>{n}</th><td>c</td><td>1</td><td>2</td><td>3</td></tr>" for n in range(60))
    folder = built(re.sub(r"<tbody><tr><th>308.*?</tbody>", f"<tbody>{rows}</tbody>", CHAPTER))
    postprocess.finish(folder)
    assert "fa-stacked" not in (folder / "chapters" / "reach.html").read_text(encoding="utf-8")


def test_figures_are_numbered_and_show_both_pictures_untouched(chapter):
    text, tree = chapter
    assert [s.text for s in tree.xpath('//strong[@class="fa-number"]')] == ["Figure\u00a01.", "Figure\u00a02."]
    assert not tree.xpath("//*[@hidden][contains(@class, 'fa-narrow')]")
    assert '<svg viewBox="0 0 300 20"' in text and '<clipPath id="one-c"/>' in text, "the parser changed the picture"


def test_downloads_are_the_table_s_values_and_a_picture_with_title_and_source(built):
    folder = built()
    postprocess.finish(folder)
    assert (folder / "downloads" / "one.csv").read_text(encoding="utf-8-sig") == 'city,km\n"Kyiv, say",1234.5\n'
    picture = (folder / "downloads" / "one.svg").read_text()
    assert "A &amp; B" in picture and "Source: us; them." in picture and PALETTE["tur"][0] in picture
    assert "var(" not in picture
    tree = html.document_fromstring((folder / "chapters" / "reach.html").read_text(encoding="utf-8"))
    assert tree.xpath("//a[@download]/@href")[:2] == ["../downloads/one.csv", "../downloads/one.svg"]


def test_a_download_that_nothing_makes_stops_the_build(built):
    with pytest.raises(PageError, match="figure one offers downloads/one.xlsx, which nothing makes"):
        postprocess.finish(built(CHAPTER.replace("downloads/one.csv", "downloads/one.xlsx")))


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("<section><h1>A?</h1><ul></ul></section>", "no answer stands under the question"),
        ("<section><p>B</p></section>", "0 main headings instead of one"),
    ],
)
def test_a_page_without_question_or_answer_stops_the_build(built, content, problem):
    with pytest.raises(PageError, match=problem):
        postprocess.finish(built(content))


def test_a_changed_theme_is_named():
    with pytest.raises(PageError, match="has the theme changed"):
        theme_html.menu(html.document_fromstring("<p>no menu</p>"), "chapters/q.html")


def test_every_colour_has_a_light_and_a_dark_value_by_device_and_by_choice():
    css = asset_files.palette_css()
    for name, (light, dark) in PALETTE.items():
        assert css.count(f"--fa-{name}:{light};") == (3 if light == dark else 1)
        assert css.count(f"--fa-{name}:{dark};") >= 2
    for colours in re.findall(r"\{[^{}]*--fa-page:[^{}]*\}", css):
        assert "color-scheme:" in colours


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ('Turkey\'s "own" words', "Turkey’s “own” words"),
        ("250 km of 34 %", "250\u00a0km of 34\u00a0%"),
        ("15 December 2021", "15\u00a0December 2021"),
        ("Ukraine’s", "Ukraine’s"),
        ("the 'halts' of 2019", "the ‘halts’ of 2019"),
    ],
)
def test_typed_marks_become_typographic(typed, printed):
    assert article._curled(typed) == printed


def test_links_are_relative_to_the_page_they_stand_on():
    assert layout.link("chapters/a.html", "index.html") == "../index.html"
    assert layout.link("index.html", "chapters/a.html#b") == "chapters/a.html#b"
    assert layout.link("chapters/a.html", "_static/x.css?v=1") == "../_static/x.css?v=1"


def test_nothing_is_stored_and_nothing_outside_is_named_in_our_scripts_and_styles():
    barred = re.compile(
        r"localStorage|sessionStorage|document\.cookie|indexedDB|https?://|\beval\(|new Function|innerHTML"
    )
    for path in asset_files.ASSETS.rglob("*"):
        if path.suffix in (".js", ".css"):
            flaw = barred.search(path.read_text(encoding="utf-8"))
            assert flaw is None, f"{path.name}: {flaw.group()}"


def test_pages_are_light(site):
    broken = [problem for weight in page_weight.weigh(site) if (problem := weight.over_budget())]
    assert broken == []


def test_an_overweight_page_is_named():
    assert page_weight.Weight("a.html", 301_000, 301_000).over_budget() == "a.html: 301 kB when opened; at most 300"
    assert page_weight.Weight("a.html", 301_000, 651_000).over_budget() == "a.html: 651 kB after a touch; at most 650"
    assert page_weight.Weight("a.html", 301_000, 640_000).over_budget() is None


# --- what a page says of itself

ADDRESS = "https://example.org/brief/"


def said_policy(folder):
    tree = html.document_fromstring((folder / "index.html").read_text(encoding="utf-8"))
    return tree.xpath('//meta[@http-equiv="Content-Security-Policy"]/@content')[0]


def head(folder, name):
    """{name or property: content} of the page's meta tags, its links by rel, and what it says as JSON-LD."""
    tree = html.document_fromstring((folder / name).read_text(encoding="utf-8"))
    said = {one.get("name") or one.get("property"): one.get("content") for one in tree.xpath("//head/meta")}
    links = {one.get("rel"): one.get("href") for one in tree.xpath("//head/link")}
    about = tree.xpath('//head/script[@type="application/ld+json"]')
    return said, links, json.loads(about[0].text) if about else None


def test_with_an_address_every_page_has_one_and_the_sitemap_lists_each_once(built):
    folder = built()
    postprocess.finish(folder, ADDRESS)
    for name, at in (("index.html", ""), ("chapters/q.html", ""), ("chapters/reach.html", "chapters/reach.html")):
        said, links, about = head(folder, name)
        assert links["canonical"] == said["og:url"] == about["url"] == ADDRESS + at
    listed = re.findall("<loc>(.*?)</loc>", (folder / "sitemap.xml").read_text())
    assert listed == [ADDRESS + "chapters/reach.html", ADDRESS]
    # In a sandboxed frame 'self' is nobody for WebKit: whatever it may load, its published address may, too.
    rule = said_policy(folder)
    assert rule.count(f"'self' {ADDRESS}") == rule.count("'self'") == 6
    assert f"Sitemap: {ADDRESS}sitemap.xml" in (folder / "robots.txt").read_text()


def test_without_an_address_nothing_pretends_to_know_one(built):
    folder = built()
    postprocess.finish(folder)
    said, links, about = head(folder, "chapters/reach.html")
    assert "canonical" not in links and "url" not in about
    assert not {"og:url", "og:image", "twitter:card", "citation_public_url"} & set(said)
    assert not (folder / "sitemap.xml").exists() and not (folder / "robots.txt").exists()


def test_the_address_is_one_setting(tmp_path):
    config = tmp_path / "_config.yml"
    for typed, read in (("", ""), ("html:\n  baseurl: https://example.org/brief", ADDRESS)):
        config.write_text(f"title: x\n{typed}\n")
        assert head_tags.base(config) == read
    config.write_text("html:\n  baseurl: example.org\n")
    with pytest.raises(ValueError, match="must begin with https"):
        head_tags.base(config)


def test_reference_managers_can_read_root_and_chapters(built):
    folder = built()
    shutil.copy(folder / "chapters" / "reach.html", folder / two_pages.WEIGHTS[0])  # the page that the PDF is set from
    postprocess.finish(folder, ADDRESS)
    root, _, report = head(folder, "index.html")
    assert root["citation_title"] == "Can it be so?" and root["citation_author"].startswith("The editors")
    assert re.fullmatch(r"\d{4}/\d\d/\d\d", root["citation_publication_date"])
    assert root["citation_pdf_url"] == ADDRESS + head_tags.PDF
    assert report["@type"] == "Report" and report["isBasedOn"]["author"]["name"] == "Aaron Stein"
    chapter, _, about = head(folder, "chapters/reach.html")
    assert chapter["citation_inbook_title"] == BOOK.title and "citation_pdf_url" not in chapter
    assert about["@type"] == "Chapter"
    assert "citation_title" not in head(folder, "search.html")[0]


def test_a_page_for_a_class_is_a_learning_resource():
    for name in ("chapters/teaching.html", "chapters/class-range-circles.html"):
        frame = layout.Frame(name, "Which lesson?", "This one.", "page", "")
        about = json.loads(html.fromstring(f"<div>{head_tags.tags(frame, '')}</div>").xpath("//script")[0].text)
        assert about["@type"] == "LearningResource" and about["license"] == BOOK.licence.link


def test_a_chapter_with_a_picture_has_a_preview_of_it(site):
    pictures = {path.stem: path.read_bytes() for path in (site / "previews").iterdir()}
    assert {"brief", "range-circles", "trade-dependence", "entrapment", "options"} <= set(pictures)
    for name, content in pictures.items():
        assert content[:8] == b"\x89PNG\r\n\x1a\n" and content[16:24] == (1200).to_bytes(4) + (630).to_bytes(4), name
        assert len(content) <= 60_000, f"{name}: {len(content)} bytes"


def test_a_preview_is_the_same_twice_and_holds_question_and_borders():
    figure = '<svg viewBox="0 0 300 200" width="300" height="200"><path fill="var(--fa-tur)" d="M0 0h50v50z"/></svg>'
    drawn = preview_cards.svg("What could it reach?", figure, preview_cards.BORDERS)
    assert "What could" in drawn and "68/262" in drawn and "var(" not in drawn
    assert preview_cards.png(drawn) == preview_cards.png(drawn)


def test_a_missing_page_is_found_from_any_depth(site, built):
    folder = built()
    postprocess.finish(folder, ADDRESS)
    for where, path in ((site, head_tags.path_of(head_tags.base(ROOT_FOLDER / "_config.yml"))), (folder, "/brief/")):
        tree = html.document_fromstring((where / "404.html").read_text(encoding="utf-8"))
        local = [one for one in tree.xpath("//@href | //@src") if not re.match("https?:|#", one)]
        assert local and all(one.startswith(path) for one in local)
        for one in local:
            assert (where / one.removeprefix(path).partition("?")[0].partition("#")[0]).is_file(), one


def test_a_page_that_moved_leads_on(tmp_path):
    table = tmp_path / "moved.csv"
    table.write_text("old,new\nchapters/map.html,chapters/reach.html#fig-one\n")
    made = redirects.files(redirects.read(table), {"chapters/reach.html"}, "/brief/")
    assert b'url=reach.html#fig-one"' in made["chapters/map.html"]
    assert made["_redirects"] == b"/brief/chapters/map.html /brief/chapters/reach.html#fig-one 301\n"
    for flaw in ({"a.html": "gone.html"}, {"chapters/reach.html": "chapters/reach.html"}):
        with pytest.raises(PageError, match="redirects.csv"):
            redirects.files(flaw, {"chapters/reach.html"}, "/")


def test_no_place_that_people_may_have_linked_to_has_vanished(site):
    known = (ROOT_FOLDER / "tests" / "anchors.txt").read_text(encoding="utf-8").split()
    gone = sorted(set(known) - set(link_check.anchors(site)))
    assert gone == [], (
        "write the old and the new page into chapters/redirects.csv, give a section its old name with "
        "`(old-name)=` above it, or take the line out of tests/anchors.txt and say so in the changelog"
    )


# --- cite, copy


def test_a_figure_s_citation_carries_its_address_and_can_be_copied(built):
    bibtex = "<pre class='fa-bibtex'>@misc{a,\n  year = {2026}\n}</pre>"
    folder = built(CHAPTER.replace("us; them.</p>", f"us; them.</p>{bibtex}"))
    postprocess.finish(folder, ADDRESS)
    tree = html.document_fromstring((folder / "chapters" / "reach.html").read_text(encoding="utf-8"))
    figure = tree.get_element_by_id("fig-one")
    at = f"{ADDRESS}chapters/reach.html#fig-one"
    assert figure.xpath('.//p[@class="fa-citation"]')[0].text.endswith(f"us; them. {at}")
    assert figure.xpath('.//pre[@class="fa-bibtex"]')[0].text.endswith(f"2026}},\n  url = {{{at}}}\n}}")
    assert [b.text for b in figure.xpath('.//button[contains(@class, "fa-copy")]')] == ["Copy", "Copy BibTeX"]


def test_every_figure_and_every_claim_can_be_cited(site):
    for name in sorted(path.name for path in (site / "chapters").iterdir()):
        tree = html.document_fromstring((site / "chapters" / name).read_text(encoding="utf-8"))
        for part in tree.xpath('//figure[@data-figure] | //article[contains(@class, "fa-claim")][@data-claims]'):
            assert part.xpath('.//p[@class="fa-citation"]') and part.xpath('.//pre[@class="fa-bibtex"]'), part.get("id")


def test_the_citation_file_says_this_edition_in_the_format_s_own_keys():
    said = yaml.safe_load((ROOT_FOLDER / "CITATION.cff").read_text(encoding="utf-8"))
    # Citation File Format 1.2.0: what it demands, and all that it allows at the top.
    assert {"cff-version", "message", "title", "authors"} <= set(said) and said["cff-version"] == "1.2.0"
    assert set(said) <= {
        "abstract",
        "authors",
        "cff-version",
        "commit",
        "contact",
        "date-released",
        "doi",
        "identifiers",
        "keywords",
        "license",
        "license-url",
        "message",
        "preferred-citation",
        "references",
        "repository",
        "repository-artifact",
        "repository-code",
        "title",
        "type",
        "url",
        "version",
    }
    assert said["date-released"] == dates.EDITION.isoformat()
    assert said["version"] == tomllib.loads((ROOT_FOLDER / "pyproject.toml").read_text())["project"]["version"]
    for work in (said["preferred-citation"], *said["references"]):
        assert {"type", "title", "authors"} <= set(work)


# --- the whole site


def test_nothing_in_the_whole_site_loads_from_elsewhere(site):
    assert link_check.outside(site) == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.html", "<p><img src='https://example.org/a.png'></p>"),
        ("a.html", "<style>p{background:url(//example.org/a)}</style>"),
        ("a.css", '@import "https://example.org/a.css";'),
        ("a.css", "p{src:url('http://example.org/a.woff2')}"),
        ("a.js", 'fetch("https://example.org/a.json")'),
        ("a.js", 'import x from "https://example.org/a.js"'),
        ("a.js", 'import("//example.org/a.js")'),
        ("a.js", 's.src = "https://example.org/a.js"'),
        ("a.svg", '<svg xmlns="http://www.w3.org/2000/svg"><image href="https://example.org/a.png"/></svg>'),
    ],
)
def test_a_file_that_loads_from_elsewhere_is_found(tmp_path, name, content):
    (tmp_path / name).write_text(content)
    found = link_check.outside(tmp_path)
    assert len(found) == 1 and found[0].startswith(f"{name}: ") and "example.org" in found[0]


def test_every_link_of_the_site_leads_somewhere(site, tmp_path):
    assert link_check.dead(site) == []
    (tmp_path / "a.html").write_text('<p id="b"><a href="#b&range=3">x</a><a href="c.html">x</a><a href="#d">x</a></p>')
    assert link_check.dead(tmp_path) == ["a.html -> c.html", "a.html -> #d"]


def test_the_site_in_one_file_is_whole_small_and_without_itself(site, tmp_path):
    assert (site / site_zip.ZIP).stat().st_size <= page_weight.WHOLE * page_weight.KB
    with zipfile.ZipFile(site / site_zip.ZIP) as archive:
        inside = {name.removeprefix("from-ankara/") for name in archive.namelist()}
        about = archive.read("from-ankara/chapters/about.html").decode()
    there = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    left_out = {name for name in there if name in site_zip.LEFT_OUT or name.startswith(("previews/", "lite/"))}
    assert there - inside == left_out
    assert site_zip.ZIP not in about and "The whole book in one file" in about
    copy = shutil.copytree(site, tmp_path / "copy")
    assert site_zip.write(copy).read_bytes() == (site / site_zip.ZIP).read_bytes(), "two zips of one site differ"


def test_what_is_kept_between_builds_is_never_stale(tmp_path, monkeypatch):
    said = iter(["old", "new"])
    monkeypatch.setattr(numbers, "card", lambda key: {"text": next(said)})
    monkeypatch.setattr(build_cache, "content_key", lambda: "k1")
    first = cards.Deck(build_cache.Shelf(tmp_path), "k1")
    assert first.card("n")["text"] == "old"
    first.keep()
    assert cards.Deck(build_cache.Shelf(tmp_path), "k1").card("n")["text"] == "old", "not kept"
    changed = cards.Deck(build_cache.Shelf(tmp_path), "k2")
    assert changed.card("n")["text"] == "new", "stale"
    changed.keep()
    assert build_cache.Shelf(tmp_path).find("cards", b"k2") is None, (
        "kept under a key that data had left while it was made"
    )


def test_a_shelf_forgets_what_no_build_uses(tmp_path):
    before = build_cache.Shelf(tmp_path)
    before.take("a", b"1", lambda: b"x")
    before.take("a", b"2", lambda: b"y")
    now = build_cache.Shelf(tmp_path)
    assert now.take("a", b"2", lambda: b"never made again") == b"y"
    now.tidy()
    assert len(list(tmp_path.iterdir())) == 1


def test_the_workflow_uses_github_s_own_steps_only_each_at_a_version():
    for path in (ROOT_FOLDER / ".github" / "workflows").glob("*.yml"):
        steps = re.findall(r"uses: (\S+)", path.read_text())
        assert steps and all(re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", one) for one in steps), steps
