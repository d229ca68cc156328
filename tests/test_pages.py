"""Pages as documents: shape, honest quantities, and nothing in the body that was known only later."""

from __future__ import annotations

import json
import re
from statistics import median

import pytest
import yaml

from brief.site import prose
from tests.conftest import ROOT

CHAPTERS = ROOT / "chapters"
NOTEBOOKS = sorted(CHAPTERS.glob("*.ipynb"))
PAGES = prose.sources(CHAPTERS)
SENTENCES = prose.sentences(CHAPTERS)
PAGES_OF_EVIDENCE = ["brief", *(path.stem for path in NOTEBOOKS)]
LATER = re.compile(r"\b202[2-9]\b|full-scale invasion", re.IGNORECASE)
OUR_WORDS = re.compile(r"\b(clock|ledger|hindsight|twin|register)s?\b", re.IGNORECASE)


def named(path):
    return path.stem


def cells(path, kind):
    return [c for c in json.loads(path.read_text(encoding="utf-8"))["cells"] if c["cell_type"] == kind]


def words(text: str) -> int:
    return len(re.findall(r"[\w’'-]+", re.sub(r"\{num\}`[^`]*`", "n", re.sub(r"\{(?:holds|verdict)\}`[^`]*`", "", text))))


def level(page: str, *sections: str) -> str:
    return "\n".join(text for section, kind, text in prose.blocks(PAGES[page]) if section in sections and kind == "text")


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_with_one_question_and_its_answer(page):
    found = list(prose.blocks(PAGES[page]))
    titles = re.findall(r"(?m)^# (.*)$", re.sub(r"(?ms)^```.*?^```", "", PAGES[page]))
    assert len(titles) == 1 and titles[0].endswith("?"), f"{page}: its one title must be a question, found {titles}"
    assert found[0][1] == "heading" and found[1][1] == "text", f"{page}: the answer must follow the question at once"


@pytest.mark.parametrize("page", PAGES)
def test_headings_go_down_one_level_at_a_time(page):
    depths = [len(h) for h in re.findall(r"(?m)^(#+) ", re.sub(r"(?ms)^```.*?^```", "", PAGES[page]))]
    for above, below in zip(depths, depths[1:], strict=False):
        assert below <= above + 1, f"{page}: a heading of level {below} follows one of level {above}"


def test_menu_labels_fit():
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text())
    for part in toc["parts"]:
        for chapter in part["chapters"]:
            assert len(chapter["title"]) <= 24, f"{chapter['file']}: the label {chapter['title']!r} is too long"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=named)
def test_the_answer_and_the_reasoning_keep_their_length(path):
    answer, reasoning = words(level(path.stem, "The answer")), words(level(path.stem, "The reasoning"))
    assert answer <= 250, f"{path.stem}: the answer has {answer} words"
    assert 600 <= reasoning <= 1000, f"{path.stem}: the reasoning has {reasoning} words"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=named)
def test_a_notebook_is_stored_with_every_output_in_order(path):
    code = cells(path, "code")
    counts = [cell["execution_count"] for cell in code]
    assert counts == list(range(1, len(code) + 1)), f"{path.stem}: cells were run out of order or stripped: {counts}"
    silent = ["".join(c["source"]) for c in code if not c["outputs"] and not re.match(r"(from|import) ", "".join(c["source"]))]
    assert silent == [], f"{path.stem}: cells that show nothing, so nothing is compared: {silent}"
    for cell in code:
        size = len(json.dumps(cell["outputs"]))
        assert size <= 300_000, f"{path.stem}: an output of {size // 1000} kB under {''.join(cell['source'])!r}"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=named)
def test_code_reads_as_the_argument(path):
    code = ["".join(cell["source"]) for cell in cells(path, "code")]
    lengths = [len(source.splitlines()) for source in code]
    assert max(lengths) <= 25 and median(lengths) <= 8, f"{path.stem}: cells of {lengths} lines"
    for source in code:
        flaw = re.search(r"open\(|read_csv|Path\(|\.csv|\.geojson|import altair|alt\.|#[0-9a-fA-F]{6}\b", source)
        assert flaw is None, f"{path.stem}: {flaw.group()!r} belongs in the package, not in a chapter:\n{source}"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=named)
def test_figures_pass_through_the_one_door(path):
    kinds = {kind for cell in cells(path, "code") for output in cell["outputs"] for kind in output.get("data", {})}
    assert kinds <= {"text/html", "text/plain"}, f"{path.stem}: outputs of kind {kinds}"
    drawn = ["".join(o["data"].get("text/html", "")) for c in cells(path, "code") for o in c["outputs"] if "data" in o]
    figures = [html for html in drawn if "<svg" in html]
    assert figures and all("fa-figure" in html for html in figures), f"{path.stem}: a picture came by another way"


@pytest.mark.parametrize("page", PAGES)
def test_no_quantity_is_typed(page):
    typed = [f"{s.unpublished()} in: {s.text}" for s in SENTENCES if s.page == page and s.unpublished()]
    assert typed == [], f"{page}: not published and not guarded by a finding:\n" + "\n".join(typed)


@pytest.mark.parametrize("page", PAGES_OF_EVIDENCE)
def test_nothing_later_stands_in_the_body(page):
    leaks = [s.text for s in SENTENCES if s.page == page and not s.since and LATER.search(s.text)
             and s.section != "The workshop"]
    assert leaks == [], f"{page}: known only after the cut-off:\n" + "\n".join(leaks)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=named)
def test_no_figure_of_the_body_shows_a_later_year(path):
    for cell in cells(path, "code"):
        for output in cell["outputs"]:
            html = "".join(output.get("data", {}).get("text/html", ""))
            if "fa-figure" not in html or re.search(r"<figure[^>]*\b(?:data-since|fa-since)\b", html):
                continue
            shown = re.sub(r"(?s)<details class=\"[^\"]*fa-cite.*?</details>|<script.*?</script>|<[^>]+>", " ", html)
            assert not LATER.search(shown), f"{path.stem}: {LATER.search(shown)} in the figure of {cell['source']}"


@pytest.mark.parametrize("page", PAGES_OF_EVIDENCE)
def test_the_page_uses_the_reader_s_words(page):
    ours = [s.text for s in SENTENCES if s.page == page and OUR_WORDS.search(s.text)]
    assert ours == [], f"{page}: the book's inner words on the page:\n" + "\n".join(ours)


def test_a_quantity_is_seen_wherever_it_hides():
    def read(text):
        return prose._read("page", "The answer", text).unpublished()

    assert read("It lies 453 km away.") == ["453"]
    assert read("Imports doubled.") == ["doubled"]
    assert read("Most of it was gas.") == ["Most"]
    assert read("It lies {num}`moscow_km` away.") == []
    assert read("Imports doubled. {holds}`they_doubled`") == []
    assert read("It lies {num}`moscow_km` away, not 453.") == ["453."]
    assert read("On 15 December 2021 the S-400 and the TB2 were news under resolution 68/262.") == []


def test_a_guard_belongs_to_the_sentence_before_it():
    first, second = prose.split("Gas fell. {holds}`gas_fell` Wheat rose {holds}`wheat_rose`.")
    assert "gas_fell" in first and "wheat_rose" in second
    block = f"It stands. Gas fell. {prose.GUARD} Wheat rose {prose.GUARD}."
    assert prose.guarded_sentence(block, 0) == "Gas fell."
    assert prose.guarded_sentence(block, 1) == "Wheat rose."
