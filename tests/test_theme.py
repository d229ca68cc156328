"""Plain `jupyter-book build` gives the finished book, of our own theme alone, and no page of it is ever stale."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from brief.editor import new
from tests.books import ROOT, call, contents, replace, warm
from tests.conftest import parsed

# As somebody types it, in whose environment nothing is set but the place of the book's package.
START = "import sys; from jupyter_book.cli.main import main; sys.exit(main())"
UNREADABLE = """import sys
THEIRS = "sphinx_book_theme/theme/", "pydata_sphinx_theme/theme/"
def refuse(event, values):
    if event == "open" and any(one in str(values[0]) for one in THEIRS):
        raise PermissionError(f"the stock theme is read: {values[0]}")
sys.addaudithook(refuse)
"""
GLOSSARY = """# Which words?

These.

Intake
: Where a company takes its water.
"""


def plain(book: Path, before: str = "", builder: str = "html") -> subprocess.CompletedProcess:
    """`jupyter-book build .`"""
    env = {"PATH": os.environ["PATH"], "HOME": str(book), "PYTHONPATH": str(book)}
    kind = [builder] if builder in ("html", "latex") else ["custom", "--custom-builder", builder]
    command = [sys.executable, "-c", before + START, "build", ".", "--builder", *kind]
    return subprocess.run(command, cwd=book, env=env, capture_output=True, text=True)


@pytest.fixture(scope="module")
def brief(tmp_path_factory) -> Path:
    """The small brief on cholera, with a glossary, as `make book` builds it."""
    book = tmp_path_factory.mktemp("brief") / "cholera"
    new.make_brief(ROOT, book)
    warm(book)
    (book / "chapters" / "glossary.md").write_text(GLOSSARY, encoding="utf-8")
    with (book / "_toc.yml").open("a", encoding="utf-8") as toc:
        toc.write("      - file: chapters/glossary\n        title: Words\n")
    ended = call(book, "book")
    assert ended.returncode == 0, ended.stderr
    return book


def copy(brief: Path, to: Path) -> Path:
    """The brief in another folder, with nothing built."""
    return Path(shutil.copytree(brief, to, ignore=shutil.ignore_patterns("_build")))


def copy_that_has_run(brief: Path, to: Path) -> Path:
    """The same, with the outputs of its notebooks where plain `jupyter-book` looks for them."""
    book = copy(brief, to)
    for kept in ("cache", "kept"):
        shutil.copytree(brief / "_build" / "work" / "_build" / kept, book / "_build" / kept)
    return book


def test_a_sentence_that_is_not_true_fails_plain_jupyter_book_each_time_until_it_is_mended(brief, tmp_path):
    book = copy_that_has_run(brief, tmp_path / "book")
    chapter = book / "chapters" / "water-companies.md"
    whole = chapter.read_text(encoding="utf-8")
    flawed = "## The reasoning\n\nIt is {num}`no_such_number`.\n\nIt is so {holds}`no_such_finding`.\n"
    chapter.write_text(whole.replace("## The reasoning\n", flawed), encoding="utf-8")
    for _ in range(2):
        ended = plain(book)
        assert ended.returncode != 0, ended.stdout
        assert "chapters/water-companies: not as published" in ended.stderr
        for said in ("no number is called 'no_such_number'", "no finding is called 'no_such_finding'"):
            assert said in ended.stderr
    chapter.write_text(whole, encoding="utf-8")
    assert plain(book).returncode == 0


# Each touches other pages than its own.
EDITS = {
    "a number": ("data/seven_weeks.csv", "40046,1263,", "40046,1290,"),
    "what a number means": ("analysis/water_companies/numbers.toml", "in the rest of", "in all the rest of"),
    "where a number is quoted": ("chapters/water-companies.md", "Houses, not", "{num}`lambeth_rate` houses, not"),
    "a label": ("_toc.yml", "The water companies", "Two companies"),
    "a page's question": ("chapters/water-companies.md", "# Whose customers", "# Which company's customers"),
    "a term": ("chapters/glossary.md", "Intake\n", "Sewers\n"),
    "a guess": ("chapters/class-water-companies.md", "Whose houses had", "Which houses had"),
    "a source": ("data/sources.csv", "Report on the last two", "A report on the last two"),
    "a figure's title": ("chapters/water-companies.md", "supplied from the dirty", "supplied out of the dirty"),
    "a reason": ("data/claims.csv", "nobody had seen what", "no one had seen what"),
    "a setting": ("_config.yml", 'baseurl: ""', "baseurl: https://example.org/cholera"),
    "a template": ("brief/theme/foot.html", "This site sets no cookies", "This site doesn’t set cookies"),
}


def test_plain_jupyter_book_reads_no_stock_theme_and_gives_after_edits_the_bytes_of_an_incremental_build(
    brief, tmp_path
):
    """All edits at once; `make audit` tries each alone. Each touches other pages too."""
    follow(brief, tmp_path, *EDITS)


@pytest.mark.audit
@pytest.mark.parametrize("name", EDITS)
def test_after_one_edit_plain_jupyter_book_gives_the_bytes_of_an_incremental_build(brief, tmp_path, name):
    follow(brief, tmp_path, name)


def follow(brief: Path, folder: Path, *names: str) -> None:
    book = Path(shutil.copytree(brief, folder / "book", symlinks=True))
    # Sphinx knows its pages by their paths, so the first build in this folder reads them all.
    assert call(book, "book").returncode == 0
    before = contents(book / "_build" / "html")
    for file, *words in map(EDITS.get, names):
        replace(book / file, *words)
    clean = copy(book, folder / "clean")
    for ended in (call(book, "book"), plain(clean, UNREADABLE)):
        assert ended.returncode == 0, ended.stderr[-2000:]
    made, wanted = (contents(one / "_build" / "html") for one in (book, clean))
    assert [name for name in sorted({*made, *wanted}) if made.get(name) != wanted.get(name)] == []
    assert [name for name in made if made[name] != before.get(name)], "the edit was seen nowhere"


TITLE, UNIT, SOURCE = "The houses supplied from the dirty river", "for each 10,000 houses", "John Churchill"
DESCRIPTION = "The bar of the company that drew from the river"
FILES = {  # of each builder: the chapter, and the picture of its figure
    "latex": ("*.tex", "deaths-by-company.png"),
    "epub": ("chapters/water-companies.xhtml", "_images/deaths-by-company.svg"),
    "text": ("chapters/water-companies.txt", ""),
}


@pytest.mark.parametrize(
    "builder", ["latex", pytest.param("epub", marks=pytest.mark.audit), pytest.param("text", marks=pytest.mark.audit)]
)
def test_other_builders_of_sphinx_make_the_book_too_with_its_figures(brief, tmp_path, builder):
    book = copy_that_has_run(brief, tmp_path / "book")
    ended = plain(book, builder=builder)
    assert ended.returncode == 0, ended.stderr[-2000:]
    made, (chapter, picture) = book / "_build" / builder, FILES[builder]
    said = " ".join("".join(file.read_text(encoding="utf-8") for file in made.glob(chapter)).split())
    for words in (TITLE, UNIT, SOURCE, "Figure 1"):
        assert words in said
    assert (made / picture).is_file() if picture else DESCRIPTION in said


def test_a_page_names_a_figure_by_the_number_that_it_has_there(brief):
    page = parsed(brief / "_build" / "html", "chapters/water-companies.html")
    link = page.xpath("//a[@href='#fig-deaths-by-company'][ancestor::p]")[0]
    assert link.text_content() == "Figure\u00a01"
    assert page.get_element_by_id("fig-deaths-by-company").get("data-number") == "1"
