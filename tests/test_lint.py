"""`make check`: lists agree, the reading is plain, the case against is fair, and a failure says what to do next."""

from __future__ import annotations

import shutil

import pytest

from brief import build
from brief.editor import changes
from brief.errors import Stopped
from brief.lint import characters, lists, pages, run, tools, words
from brief.lint.book import Book, shown
from tests.books import ROOT

BOOK = Book(ROOT)


def told(problems) -> str:
    return "\n".join(map(str, problems))


@pytest.mark.parametrize("rule", run.RULES, ids=lambda rule: rule.__name__)
def test_the_book_keeps(rule):
    found = list(rule(BOOK))
    assert not found, f"{rule.__doc__}\n{told(found)}"


@pytest.fixture
def book(tmp_path) -> Book:
    """A book of two pages, to be written by the test."""
    (tmp_path / "chapters").mkdir()
    other = "# Where?\n\nHere.\n\n## A place’s name\n\nText.\n"
    (tmp_path / "chapters" / "other.md").write_text(other, encoding="utf-8")
    shutil.copy(ROOT / "references.bib", tmp_path)
    return Book(tmp_path)


def write(book: Book, text: str | bytes, file: str = "chapters/page.md") -> Book:
    path = book.root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return Book(book.root)


# What no file may hold.

MARK = "<" * 7
LEFT = {
    ("chapters/page.md", 3, "is left of a merge"): f"# What?\n\n{MARK} HEAD\nSo.\n",
    ("chapters/list.md", 3, "is left of a merge"): f"# What?\n\n- {'>' * 7} theirs\n",
    ("tests/outputs/page.ipynb", 1, "is left of a merge"): f'{{"source": "So.\\n{MARK} HEAD\\n"}}',
    ("data/gdp.csv", 3, "is left of a merge"): f"id,value\na,1\n{'=' * 7}\na,2\n",
    ("brief/code.py", 2, "is left of a merge"): f"x = 1\n{'|' * 7} base\n",
    ("_config.yml", 2, "is left of a merge"): f"title: x\n{MARK} HEAD\n",
    ("chapters/page.md", 3, "stands where ’ was meant"): "# What?\n\nTurkey\u00e2\u20ac\u2122s.\n",
    ("tests/outputs/page.ipynb", 1, "stands where ’ was meant"): '{"source": "Turkey\\u00e2\\u20ac\\u2122s"}',
    ("chapters/page.md", 3, '"U+200B" is not a letter'): "# What?\n\nno\u200bwhere\n",
    ("chapters/page.md", 1, '"U+FEFF" is not a letter'): "\ufeff# What?\n",
    ("chapters/page.md", 1, '"U+FFFD" is not a letter'): "# Akıncı?\n".encode("cp1254"),
    ("_toc.yml", 1, '"U+000B" is not a letter'): "root: brief\x0b\n",
}


@pytest.mark.parametrize(("place", "content"), LEFT.items())
def test_what_a_merge_or_another_program_has_left_is_named_with_its_line(book, place, content):
    file, line, said = place
    found = list(characters.nothing_foreign(write(book, content, file)))
    assert found and (found[0].file, found[0].line) == (file, line) and said in found[0].rule, told(found)


@pytest.mark.parametrize("text", ["- a > b", "x == y", "========", "<<<<<< six", "a|||||||b", "Akıncı’s €5 – so…"])
def test_what_only_looks_like_it_is_left_alone(book, text):
    assert not list(characters.nothing_foreign(write(book, f"# What?\n\n{text}\n")))


def test_a_book_with_marks_of_a_merge_is_neither_built_nor_judged_and_nothing_else_is_said_of_it(book):
    root = write(book, f"# What?\n\n{MARK} HEAD\n").root
    assert len(run.problems(root)) == 1
    for verb, refusal in ((build.build_book, Stopped), (changes.report, ValueError)):
        with pytest.raises(refusal, match=r"^chapters/page\.md:3: .*left of a merge"):
            verb(root)


def test_a_draft_and_a_claim_that_isn_t_there_are_told(book):
    found = list(characters.nothing_unfinished(write(book, "# What?\n\nTODO: say why\n\nLorem ipsum dolor\n")))
    assert [(one.file, one.line) for one in found] == [("chapters/page.md", 3), ("chapters/page.md", 5)]
    found = list(lists.claims_and_chapters_agree(write(book, "# What?\n\nClaims tested here: c13 and c99.\n")))
    assert "c99 is no claim of data/claims.csv" in told(found) and "c13 is no claim" not in told(found)


# Lists.


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("author = {Snyder, Glenn H.}, ", "", "lacks author"),
        ("journal = {World Politics},\n  volume = {36}, number = {4}, pages", "pages", "lacks publisher or journal"),
        ("url = {https://www.jstor.org/stable/2010183}", "note = {none}", "lacks link, DOI or ISBN"),
        ("pages_here = {entrapment, alliance-web}", "pages_here = {nowhere}", "which is no page"),
    ],
)
def test_a_reference_must_be_whole(old, new, said, tmp_path):
    source = (ROOT / "references.bib").read_text(encoding="utf-8")
    assert old in source
    (tmp_path / "references.bib").write_text(source.replace(old, new, 1), encoding="utf-8")
    (tmp_path / "chapters").symlink_to(ROOT / "chapters")
    found = list(lists.references_are_whole(Book(tmp_path)))
    assert said in told(found) and found[0].sentence == "snyder1984" and found[0].line > 1


# Reading level.

HARD = (
    "Notwithstanding considerable methodological heterogeneity, multidimensional operationalisations of "
    "interdependence systematically underestimate vulnerability in asymmetrical relationships between "
    "industrialised economies and their predominantly agricultural counterparts."
)


def test_hard_prose_is_graded_hard_plain_prose_plain_and_numbers_and_names_alike_on_every_page():
    assert words.grade(HARD) > 20
    assert words.grade("The cat sat on the mat. It was warm there.") < 4
    assert words.grade("No full stop, so no sentence") is None
    for text in (
        "Turkey bought {num}`drones` from Baykar Savunma in spring. {holds}`it_bought`",
        "Turkey bought {num}`share|bare` from [Bayraktar Akıncı](x.md) in spring.",
    ):
        assert words.neutral(text) == "Turkey bought ten from Paris in spring."


def test_a_hard_page_is_told_with_its_longest_sentence(book):
    found = list(words.plain_enough(write(book, f"# What?\n\nShort words help.\n\n## More\n\n{HARD}\n")))
    assert len(found) == 1 and found[0].line == 7 and "above 13" in found[0].rule
    assert found[0].sentence.startswith("Notwithstanding")


# Words.

SHEET = "| private | say |\n| --- | --- |\n| `holds? whole`, `in any cause` | holds in full |\n"
SEEN = {
    "chapters/page.md": (
        "# What?\n\nLow in any cause. {holds}`holds_whole`\n\n“It isn’t so”.\n",
        3,
        "say holds in full",
    ),
    "analysis/x/numbers.toml": ("[one]\nmeaning = 'It isn’t so.'\n", 2, "write it out"),
    "brief/templates/x.html": ("<p>It isn’t so.</p>\n", 1, "write it out"),
    "data/sources.csv": ("id,title,note\na,Isn’t it so?,so\nb,So,It isn’t.\n", 3, "write it out"),
    "analysis/x/charts.py": ('"""It isn’t seen."""\n\nTITLE = "It isn’t so"\n', 3, "write it out"),
}


@pytest.mark.parametrize("file", SEEN)
def test_a_private_word_and_a_contraction_are_told_with_their_line_but_for_other_people_s_words(book, file):
    text, line, said = SEEN[file]
    write(book, SHEET, words.SHEET)
    found = list(words.in_plain_words(write(book, text, file)))
    assert [(one.file, one.line, said in one.rule) for one in found] == [(file, line, True)]


# The case against.


def chapter(against: str, own: str) -> str:
    return (
        "# What?\n\nIt is so.\n\n## The reasoning\n\n### First\n\nWith {num}`moscow_km`.\n\n"
        f"### Second\n\n{own}\n\n"
        f"### The case against\n\n{against}\n\n### What it cannot show\n\n{'limit ' * 900}\n\n"
        "```{code-cell}\nshow()\n```\n"
    )


@pytest.mark.parametrize(("against", "fair"), [(60, True), (150, True), (59, False), (151, False)])
def test_the_case_against_is_weighed_with_the_longest_section_for_the_finding(book, against, fair):
    found = list(pages.as_long(write(book, chapter("but " * against, "word " * 100))))
    assert (not found) is fair, told(found)
    assert fair or (found[0].sentence == "### The case against" and f"{against} words against 100" in found[0].rule)


@pytest.mark.parametrize(
    ("text", "own"), [("But.", False), ("But {num}`moscow_km`.", False), ("But {num}`minsk_km`.", True)]
)
def test_the_case_against_needs_a_number_that_the_finding_doesn_t_use(book, text, own):
    assert (not list(pages.with_evidence(write(book, chapter(text, "Words."))))) is own


# What the editor sees.


def test_a_sentence_is_quoted_as_a_person_would_and_what_other_programs_say_has_its_place(book):
    assert shown("It had {num}`tanks|words` left. {holds}`few_left`") == "It had [tanks] left."
    command = ("timeit", "-n1", "-r1", "-s", "print('brief/x.py:3: error: Name \"y\" is not defined  [name-defined]')")
    one = next(tools.problems(tools.start(book, command), "mypy", "make check"))
    assert (one.file, one.line) == ("brief/x.py", 3) and "is not defined" in one.rule and one.next == "make check"


@pytest.mark.parametrize(("name", "command", "mend"), [one for one in tools.PROGRAMS if one[0] != "mypy"])
def test_style_layout_and_spelling_are_clean_and_a_slip_is_named_with_its_line(name, command, mend, tmp_path):
    assert not list(tools.problems(tools.start(BOOK, command), name, mend))
    (tmp_path / "slip.py").write_text('import os\nx   = "teh"\n')  # codespell:ignore teh
    found = list(tools.problems(tools.start(Book(tmp_path), command), name, mend))
    assert found[0].file == "slip.py" and found[0].line and found[0].next == mend


def test_the_table_has_a_line_for_every_page():
    lines = list(run.table(BOOK))
    assert {line.split()[0] for line in lines[1:]} == set(BOOK.pages)
    assert max(map(len, lines)) <= 120
