"""What somebody who knows Jupyter Book expects: notebooks to take away, sources to edit, an inventory, an index."""

from __future__ import annotations

import functools
import posixpath
import re
import shutil
import subprocess
import sys
import tomllib

import nbformat
import pytest
import yaml
from lxml import html
from sphinx.util.inventory import InventoryFile

from brief import processes
from brief.book import BOOK
from brief.sphinx_ext import host, notebook_files, sentences
from brief.sphinx_ext.page import Frame
from tests import plain_site
from tests.conftest import ROOT, parsed

RAN = sentences.notebooks(ROOT / "chapters")


def code(notebook) -> list[str]:
    return [cell.source for cell in notebook.cells if cell.cell_type == "code"]


@pytest.mark.parametrize("name", RAN)
def test_a_chapter_can_be_taken_away_as_a_notebook_with_its_code_its_outputs_and_its_numbers(site, name):
    taken = nbformat.read(site / notebook_files.FOLDER / f"{name}.ipynb", as_version=4)
    nbformat.validate(taken)
    assert taken.metadata["language_info"] == {"name": "python"}, "the same from each Python"
    assert code(taken) == sentences.code((ROOT / "chapters" / f"{name}.md").read_text(encoding="utf-8"))
    assert any(cell.outputs for cell in taken.cells if cell.cell_type == "code")
    words = "\n".join(cell.source for cell in taken.cells if cell.cell_type == "markdown")
    assert "make book" in words and not re.search(r"\{(num|holds|verdict)\}", words)
    page = parsed(site, f"chapters/{name}.html")
    assert page.xpath("//footer//a[@download]/@href") == [f"../{notebook_files.FOLDER}/{name}.ipynb"]


def test_a_notebook_that_was_taken_away_runs_where_the_book_s_package_is(site, tmp_path):
    cells = code(nbformat.read(site / notebook_files.FOLDER / "overmatch.ipynb", as_version=4))
    env = processes.environment(ROOT)
    subprocess.run([sys.executable, "-c", "\n".join(cells)], cwd=tmp_path, env=env, check=True)


def foot(config, repository: str) -> list[str]:
    """The links at the foot of a page once `_config.yml` says this of the repository."""
    config.write_text(f"repository: {{{repository}}}\n")
    frame = Frame("chapters/q.html", "Q?", "It is.", "page", source="chapters/q.md")
    shown, edited = host.repository(config)
    page = plain_site.TEMPLATES.render("foot.html", {"page": frame, "shown": shown, "edited": edited, "to": str})
    return html.fromstring(page).xpath("//p[@class='fa-file']/a/@href")


def test_a_page_leads_to_its_source_and_to_the_form_that_edits_it_once_the_sources_are_public(tmp_path):
    config, at = tmp_path / "_config.yml", "https://example.org/us/book"
    assert foot(config, f"url: {at}/, path_to_book: docs, branch: next") == [
        f"{at}/{verb}/next/docs/chapters/q.md" for verb in ("blob", "edit")
    ]
    assert foot(config, f"url: {at}")[0] == f"{at}/blob/main/chapters/q.md" and foot(config, 'url: ""') == []
    with pytest.raises(ValueError, match="repository.url is 'us/book'; it must begin with https"):
        foot(config, "url: us/book")


def test_the_site_works_under_any_path_since_every_link_is_relative(site):
    for path in site.rglob("*.html"):
        links = parsed(path.parent, path.name).xpath("//@href | //@src | //@action")
        assert path.name == host.NOT_FOUND or not [one for one in links if one.startswith("/")], path


def test_other_books_can_refer_to_this_one(site):
    """Each place of `objects.inv`, which Sphinx's intersphinx reads, is there."""
    with (site / "objects.inv").open("rb") as file:
        kinds = InventoryFile.load(file, "", posixpath.join)
    entries = [entry for kind in kinds.values() for entry in kind.values()]
    assert {entry[0] for entry in entries} == {BOOK.title}
    assert "CAATSA" in kinds["std:term"] and "chapters/ledger" in kinds["std:doc"]
    ids = functools.cache(lambda name: {"", *parsed(site, name).xpath("//@id")})
    for _, _, place, _ in entries:
        name, _, anchor = place.partition("#")
        assert anchor in ids(name), place


def test_the_index_leads_to_every_term_and_name_and_the_search_page_to_the_index(site):
    listed = parsed(site, "genindex.html").xpath("//main//li/a/@href")
    places = "//main//*[starts-with(@id, 'term-') or starts-with(@id, 'name-')]/@id"
    explained = parsed(site, "chapters/glossary.html").xpath(places)
    assert sorted(listed) == sorted(f"chapters/glossary.html#{place}" for place in explained) != []
    assert 'href="genindex.html"' in (site / "search.html").read_text(encoding="utf-8")


WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_runs_github_s_own_actions_by_the_commit_of_a_release_that_it_names(path):
    used = re.findall(r"uses: (\S+)(.*)", path.read_text(encoding="utf-8"))
    loose = [one for one in used if not re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", "".join(one))]
    assert used and not loose


@pytest.mark.skipif(shutil.which("actionlint") is None, reason="no actionlint on this machine")
def test_actionlint_finds_nothing_in_the_workflows():
    subprocess.run(["actionlint", *map(str, WORKFLOWS)], check=True)


def test_the_book_is_tried_on_the_first_and_the_last_python_that_it_says_it_runs_on():
    spoken = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["requires-python"]
    tried = yaml.safe_load(WORKFLOWS[0].read_text(encoding="utf-8"))["jobs"]["systems"]["strategy"]["matrix"]["python"]
    minors = [int(version.removeprefix("3.")) for version in tried]
    assert spoken == f">=3.{min(minors)},<3.{max(minors) + 1}"
    assert (ROOT / "binder" / "runtime.txt").read_text().strip().removeprefix("python-") in tried


def test_binder_installs_what_the_book_is_locked_to():
    listed = (ROOT / "binder" / "requirements.txt").read_text(encoding="utf-8").splitlines()[-1]
    assert (ROOT / "binder" / listed.removeprefix("-r ")).resolve() == ROOT / "requirements.lock"
