"""The brief on paper: two pages, tagged, in grey as in colour, with the numbers of the site and nothing later."""

from __future__ import annotations

import copy
import io
import json
import re
from types import SimpleNamespace

import pypdf
import pytest

from brief import numbers
from brief.charts import theme
from brief.pdf import text, two_pages
from brief.sphinx_ext import sentences
from brief.sphinx_ext.page import read
from tests.conftest import ROOT, contrast, parsed

SIZES = {"downloads/brief.pdf": (210, 297), "downloads/brief-letter.pdf": (215.9, 279.4)}  # mm
LATER = re.compile(r"\b20(?:2[2-9]|[3-9]\d)\b|full-scale invasion")
SENTENCES = sentences.sentences(text.FOLDER)
KEYS = sorted({key for sentence in SENTENCES for key in sentence.numbers})


@pytest.fixture(scope="module", params=SIZES)
def pdf(request, site):
    return pypdf.PdfReader(site / request.param)


def shown(site) -> dict:
    """The two figures as the built site has them."""

    def page(name):
        text = (site / name).read_text(encoding="utf-8")
        return read(name, re.search("<article>.*?</article>(?=<script|\n</main>)", text, re.DOTALL)[0])

    return two_pages.drawn(page)


@pytest.fixture(scope="module")
def said(site):
    return two_pages.content(shown(site))


def printed(pdf) -> str:
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


def tags(element):
    """Every structure element of a tagged PDF below one, in reading order."""
    children = element.get("/K", [])
    for child in children if isinstance(children, list) else [children]:
        child = child.get_object()
        if isinstance(child, dict) and "/S" in child:
            yield child
            yield from tags(child)


def test_it_is_one_sheet_on_either_paper_with_the_same_750_words_at_most(site):
    texts = []
    for name, size in SIZES.items():
        pdf = pypdf.PdfReader(site / name)
        found = [[float(side) / 72 * 25.4 for side in page.mediabox[2:]] for page in pdf.pages]
        assert found == [pytest.approx(size, abs=0.1)] * 2
        texts.append(printed(pdf))
    assert texts[0] == texts[1]
    words = re.findall(r"\S*\w\S*", texts[0])
    assert len(words) <= 750, f"{len(words)} words, those in the figures included"


def test_page_1_stands_alone(pdf, said):
    first = " ".join(pdf.pages[0].extract_text().split())
    answer, findings = (section["blocks"] for section in said["sections"][:2])
    for run in (run for block in [*answer, *findings] for run in block["runs"]):
        assert " ".join(run["text"].split()) in first
    assert said["edition"]["words"] in first and len(findings) == 4
    assert set(said["map"]["title"].split()) <= set(first.split()), "the map's title isn't on page 1"


def test_it_is_tagged_says_its_title_and_language_and_describes_both_figures(pdf, said):
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"] == "en-GB"
    assert pdf.metadata.title == said["title"] and root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data()
    found = [*tags(root["/StructTreeRoot"])]
    kinds = [tag["/S"] for tag in found]
    assert kinds.count("/H1") == 1 and kinds.count("/Table") == 1 and kinds.count("/TH") == 4
    alts = [tag["/Alt"] for tag in found if tag["/S"] == "/Figure"]
    assert alts == [f"{said[name]['title']}. {said[name]['alt']}" for name in ("map", "bars")]
    assert min(map(len, alts)) > 300


def test_every_number_is_the_register_s_and_the_root_page_s_and_none_is_typed(pdf, site):
    flat = printed(pdf)
    on_root = {link.get("data-num"): link.text_content() for link in parsed(site, "index.html").find_class("fa-num")}
    assert len(KEYS) <= 12, "a sheet with more numbers than a reader can keep"
    for key in KEYS:
        assert " ".join(numbers.text(key).split()) in flat, f"{key} isn't printed as published"
        assert on_root.get(key) == numbers.text(key), f"{key} differs from the root page, or doesn't stand there"
    assert [f"{sentence.unpublished()} in: {sentence.text}" for sentence in SENTENCES if sentence.unpublished()] == []


def test_every_bar_carries_its_published_number(pdf, said):
    for bar in (bar for row in said["bars"]["rows"] for bar in row["bars"]):
        key = f"{bar['flow']}_share_{bar['side']}"
        assert bar["shown"] == numbers.text(key) and bar["low"] == numbers.low(key)
        assert " ".join(bar["shown"].split()) in printed(pdf)


def test_nothing_later_stands_outside_since_then(said):
    assert [one.text for one in SENTENCES if not one.since and LATER.search(one.text)] == []
    assert [one.text for one in SENTENCES if one.since and LATER.search(one.text)] != []
    drawn = json.dumps([{k: v for k, v in said[name].items() if k != "svg"} for name in ("map", "bars")])
    assert not LATER.search(drawn) and not LATER.search(" ".join(re.findall(r">([^<]+)</text>", said["map"]["svg"])))


def test_a_false_finding_stops_the_press_with_its_sentence(monkeypatch):
    real, false = numbers.get_finding, SimpleNamespace(holds=lambda: False, says="it fell", since=False)
    monkeypatch.setattr(numbers, "get_finding", lambda key: false if key == "moscow_beyond_250" else real(key))
    with pytest.raises(text.PrintError, match="moscow_beyond_250 is false.*far enough for Minsk"):
        text.read()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("After {num}`storm_shadow_after` we checked his", "known only later.*we checked his"),
        ("In {num}`no_such_number` we checked his", "no_such_number"),
        ("{verdict}`true` We checked his", "no verdict is called 'true'"),
    ],
)
def test_a_slip_in_the_text_stops_the_press_and_is_named(typed, said, tmp_path):
    words = (text.FOLDER / "brief.md").read_text(encoding="utf-8").replace("We checked his", typed)
    (tmp_path / "brief.md").write_text(words, encoding="utf-8")
    with pytest.raises(text.PrintError, match=said):
        text.read(tmp_path)


def test_what_the_layout_cant_set_is_an_error_not_a_gap(said):
    broken = copy.deepcopy(said)
    broken["sections"][0]["blocks"][0]["runs"].append({"text": "\u65e5"})
    with pytest.raises(text.PrintError, match="could not be displayed"):
        two_pages.pages(broken, "a4")
    broken["sections"].pop()
    with pytest.raises(text.PrintError, match="other sections than this layout sets"):
        two_pages.pages(broken, "a4")


def test_every_source_stands_behind_a_number_of_its_block():
    for _, _, block in sentences.blocks((text.FOLDER / "brief.md").read_text(encoding="utf-8")):
        cited = re.findall(r"\{cite\}`([^`]+)`", block)
        cards = [numbers.card(key) for key in re.findall(r"\{num\}`([^`|]+)", block)]
        behind = {one["id"] for card in cards for one in card["published_by"]}
        assert set(cited) <= behind, f"{set(cited) - behind} is behind no number of: {block}"


def test_the_steps_and_their_verdicts_are_those_of_the_page(said, site):
    steps = parsed(site, "chapters/ledger.html").xpath('//li[@class="fa-step"]')
    found = [step.xpath('string(.//span[contains(@class, "fa-verdict")])').strip() for step in steps]
    section = next(one for one in said["sections"] if one["title"].startswith("The steps"))
    assert [said["verdicts"][block["verdict"]]["word"] for block in section["blocks"]] == found and len(found) == 8


def test_another_making_gives_the_same_bytes(site, said):
    for paper, name in two_pages.FILES.items():
        assert two_pages.pages(said | {"address": "", "code": ""}, paper) == (site / name).read_bytes()


def test_it_has_the_book_s_own_fonts_leads_to_the_article_and_names_no_machine(pdf):
    fonts = [font.get_object() for page in pdf.pages for font in page["/Resources"].get("/Font", {}).values()]
    used = {str(font["/BaseFont"]).partition("+")[2] for font in fonts}
    assert all(re.match(r"SourceSerif4|PolicyBookSans", name) for name in used), used
    assert "PolicyBookSans-Italic" in used, "no name of a country on the map"
    links = {note.get_object()["/A"]["/URI"] for page in pdf.pages for note in page.get("/Annots", [])}
    assert len(links) == 1 and links.pop().startswith("https://warontherocks.com/")
    meta = pdf.trailer["/Root"]["/Metadata"].get_object().get_data().decode()
    assert str(ROOT) not in meta + printed(pdf) + str(pdf.metadata)


@pytest.mark.parametrize("paper", two_pages.FILES)
def test_a_published_book_prints_its_address_and_still_fits(site, paper):
    address = "https://example.org/from-ankara-with-evidence/"
    made = two_pages.content(shown(site), address)
    assert "<svg" in made["code"]
    found = pypdf.PdfReader(io.BytesIO(two_pages.pages(made, paper)))
    assert len(found.pages) == 2 and address in found.pages[0].extract_text()


def test_grey_parts_what_colour_parts(said):
    tur, rus, over = (theme.PALETTE[name][0] for name in ("tur", "rus", "ink"))
    assert contrast(tur, "#ffffff") >= 3 and contrast(rus, "#ffffff") >= 3 and contrast(tur, rus) >= 1.5
    land, ukraine = two_pages.PAPER["land"], two_pages.PAPER["ukraine-land"]
    assert all(f'fill="{colour}"' in said["map"]["svg"] for colour in (land, ukraine))
    assert 'opacity="0.15"' in said["map"]["svg"], "the map's shade isn't that of paper; has the chart's changed?"
    shade = zip(bytes.fromhex(land[1:]), bytes.fromhex(over[1:]), strict=True)
    within = "#" + bytes(round(0.85 * under + 0.15 * ink) for under, ink in shade).hex()
    assert contrast(within, land) >= 1.25 and contrast(within, ukraine) >= 1.5
    assert "var(" not in said["map"]["svg"]


def test_a_label_of_the_map_is_said_once(said):
    labels = re.findall(r">([^<]+)</text>", said["map"]["svg"])
    assert len(labels) == len(set(labels)) and any(label.startswith("Moscow") for label in labels)


@pytest.mark.parametrize(
    ("page", "names"), [("index.html", ["brief.pdf"]), ("chapters/about.html", ["brief.pdf", "brief-letter.pdf"])]
)
def test_the_pages_lead_to_the_sheet(site, page, names):
    found = parsed(site, page).xpath("//article//a/@href")
    targets = {((site / page).parent / href).resolve(strict=True) for href in found if href.endswith(".pdf")}
    assert targets == {(site / "downloads" / name).resolve() for name in names}
