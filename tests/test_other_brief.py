"""The engine carries another book: a brief on cholera and water in 1854, made as `new-brief` makes it, and built."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile

import pytest
from lxml import html

from brief import build, processes
from brief.editor import new
from brief.errors import Stopped
from tests.conftest import ROOT
from tests.test_house import OURS


@pytest.fixture(scope="module")
def other(tmp_path_factory):
    """The brief as an editor gets it, built by the engine that came with it."""
    folder = tmp_path_factory.mktemp("other") / "cholera"
    new.make_brief(ROOT, folder)
    build.build_book(folder)
    return folder


@pytest.fixture(scope="module")
def page(other):
    return lambda name: html.parse(other / "_build" / "html" / f"{name}.html").getroot()


def test_its_page_has_its_own_numbers_cards_and_live_figure(page):
    chapter = page("chapters/water-companies")
    said = chapter.text_content()
    assert chapter.xpath("string(//h1)") == "Whose customers died of cholera in 1854?"
    assert [one.text for one in chapter.xpath('//a[@data-num="times"]')][0] == "8.4"
    assert '"times_later"' in chapter.xpath('string(//script[@id="fa-cards"])')
    figure = chapter.xpath("//figure[@data-live]")[0]
    assert figure.get("data-figure") == "deaths-by-company" and len(figure.xpath('.//button[@class="fa-preset"]')) == 2
    assert figure.xpath('string(.//p[@class="fa-sentence"])').startswith("First seven weeks: 8.4 times as many deaths")
    assert "var(--fa-river" in html.tostring(figure, encoding="unicode")
    for words in ("known on 31 December", "An independent reading of John Snow", "(John Churchill, 1855)"):
        assert words in said


def test_its_claims_stand_with_their_verdicts_and_its_numbers_are_listed(page):
    claims = page("chapters/ledger").xpath('//article[contains(@class, "fa-claim")]')
    verdicts = [one.xpath('string(.//*[contains(@class, "fa-verdict")])').strip() for one in claims]
    assert [one.get("id") for one in claims] == ["claim-c01", "claim-c02", "claim-c03"]
    assert verdicts == ["Holds", "Holds", "Holds in part"]
    assert len(page("chapters/numbers").xpath('//details[contains(@class, "fa-entry")]')) == 5


def test_its_class_sheet_has_forty_settings_and_a_pack(other, page):
    key = page("chapters/class-water-companies").xpath('//*[@id="the-key"]//tbody/tr')
    assert len(key) == 40 and [one.text_content() for one in key[19].xpath("./*")] == ["20", "10,000", "315.4", "37.5"]
    with zipfile.ZipFile(other / "_build" / "html" / "downloads" / "monday-water-companies.zip") as pack:
        assert "lessons in history, biology or mathematics" in pack.read("for-your-it-desk.txt").decode()


def held(name: str, content: bytes):
    """A file and, of an archive, every file within, as text."""
    yield name, content.decode(errors="replace")
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for inside in archive.namelist():
                yield from held(f"{name}/{inside}", archive.read(inside))


def test_no_word_of_this_book_is_in_it(other):
    site = other / "_build" / "html"
    files = [path for path in site.rglob("*") if path.is_file() and path.suffix not in (".png", ".woff2", ".pdf")]
    texts = [one for path in files for one in held(path.relative_to(site).as_posix(), path.read_bytes())]
    found = [f"{name}: {hit[0]}" for name, text in texts if "\0" not in text and (hit := OURS.search(text))]
    assert len(texts) > 50 and not found, found


def test_a_new_brief_keeps_its_promises_and_is_made_in_an_empty_folder_only(other):
    with pytest.raises(Stopped, match="is not empty"):
        new.make_brief(ROOT, other)
    run = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"]
    ended = subprocess.run(run, cwd=other, env=processes.environment(other), capture_output=True, text=True)
    assert "2 passed" in ended.stdout, ended.stdout
