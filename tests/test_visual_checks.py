"""Every figure looked at: what the gallery measures it finds when planted, and the site has none of it."""

from __future__ import annotations

import contextlib
import re

import pytest

from brief import build
from brief.visual_checks import run
from brief.visual_checks.capture import LIVE, STILL, VIEWS, look
from tests.books import commit, git, replace

ONE_VIEW = [(360, "light")]
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Demo</title>
<style>:root {{ --fa-hair: #dddddd; --fa-rule: #848484 }} body {{ margin: 16px; background: #fff }}
figure {{ margin: 0 }} svg {{ display: block }} text, p {{ font: 12px "Liberation Sans" }}</style>
<figure class="fa-figure" id="fig-{}"><p class="fa-figure-title">A demonstration</p><div class="fa-picture">{}</div>
</figure></html>"""
SVG = '<svg width="320" height="100">{}</svg>'
BAR = '<rect x="80" y="10" width="200" height="20" fill="#24325f"/>'
AXIS = '<line x1="0" y1="90" x2="300" y2="90" stroke="var(--fa-rule)"/><text x="0" y="80">2020</text>'
DEMO = BAR + '<text x="10" y="24">Turkey</text>'


def demo(folder, markup=DEMO, name="page.html"):
    """A site of one page with one figure."""
    folder.mkdir(exist_ok=True)
    drawn = markup if "<p" in markup else SVG.format(markup)
    (folder / name).write_text(PAGE.format(name[:-5], drawn), encoding="utf-8")
    (folder / "index.html").write_text("<title>Root</title>")
    return folder


HALO = '<text x="100" y="60" stroke="#fff" stroke-width="3">Kyiv</text><text x="100" y="60">Kyiv</text>'
OVERLAP = '<text x="10" y="60">Belgorod</text><text x="50" y="64">Kursk</text>'
CLIP = '<clipPath id="c"><rect width="90" height="99"/></clipPath><g clip-path="url(#c)">{}</g>'
TURNED = BAR + '<text transform="translate(40,90) rotate(-45)">Belgorod</text><text x="{}" y="{}">Kursk</text>'
FAULTS = {
    "overlap": BAR + OVERLAP,
    "overlap of turned words": TURNED.format(40, 70),
    "overlap of running text": '<p>Belgorod</p><p style="margin-top:-20px">Kursk</p>',
    "cut by the edge": BAR + '<text x="290" y="60">Novorossiysk</text>',
    "cut by a clip": BAR + CLIP.format('<text x="50" y="60">Novorossiysk</text>'),
    "cut by its box": '<p style="width:40px;height:20px;overflow:hidden">Novorossiysk</p>',
    "cut short": BAR + '<text x="10" y="60">Novoross…</text>',
    "contrast, dark on dark": BAR + '<text x="90" y="24">Turkey</text>',
    "contrast, half on a bar": BAR + '<text x="62" y="24">Turkey</text>',
    "contrast, under a bar": '<text x="90" y="24">Turkey</text>' + BAR,
    "contrast, faint": BAR + '<text x="10" y="60" opacity="0.25">Turkey</text>',
    "empty, an axis and no marks": AXIS,
    "empty, marks of no size": AXIS + '<rect x="20" y="20" width="0" height="0" fill="#24325f"/>',
    "empty, marks out of sight": AXIS + '<rect x="420" y="20" width="50" height="9" fill="#24325f"/>',
    "empty, nothing at all": "<p></p>",
    "small": BAR + '<text x="10" y="60" style="font-size:11px">Turkey</text>',
    "small, drawn so": BAR + '<text transform="translate(9,60) scale(.8)">Turkey</text>',
}
FINE = {
    "labels beside marks": DEMO,
    "a halo under its own words": BAR + HALO,
    "lines set close: their boxes touch, their letters don't": BAR
    + '<text x="10" y="60">some summer</text><text x="10" y="71">on a sea</text>',
    "turned words whose upright boxes cross": TURNED.format(10, 60),
    "light on dark": BAR + '<text x="90" y="24" fill="#fff">Turkey</text>',
    "a halo over a bar": BAR + HALO.replace('y="60"', 'y="24"'),
    "a line under words": BAR + '<line x1="0" y1="57" x2="99" y2="57" stroke="#ddd"/><text x="10" y="60">Turkey</text>',
    "out of the map's crop": BAR + CLIP.format('<text x="150" y="60">Lviv</text>'),
    "words for screen readers": "<p>Seen</p><p style='position:absolute;width:1px;height:1px;overflow:hidden;"
    "clip-path:inset(50%)'>Heard</p>",
    "a list": "<p>One</p><p>Two</p>",
}


@pytest.fixture(scope="module")
def found(browser, tmp_path_factory):
    """What is wrong with each of these, as (rule, texts), by its name: one page for each, all looked at in one go."""
    drawn = FAULTS | FINE
    folder = tmp_path_factory.mktemp("site")
    for place, markup in enumerate(drawn.values()):
        demo(folder, markup, f"{place:02}.html")
    looks = list(look(browser, folder, ONE_VIEW, pictures=False))
    assert [one.state for one in looks] == [STILL] * len(drawn)
    problems = ([(problem.rule, problem.texts) for problem in one.problems] for one in looks)
    return dict(zip(drawn, problems, strict=True))


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_found(found, name):
    [(rule, texts)] = found[name]
    assert name.startswith(rule) and list(texts) == re.findall("Belgorod|Kursk|Novoross[a-z…]+|Turkey", FAULTS[name])


@pytest.mark.parametrize("name", FINE)
def test_what_reads_well_is_no_fault(found, name):
    assert found[name] == []


@pytest.fixture
def gallery(browser, tmp_path, monkeypatch):
    """The verb on a site of one figure, in the browser that runs already."""
    monkeypatch.setattr(run.browser, "started", lambda: contextlib.nullcontext(browser))

    def ran(markup, against=""):
        monkeypatch.setattr(build, "build_book", lambda root: demo(tmp_path / "site", markup))
        return run.run(tmp_path, against)

    return ran


def test_the_verb_fails_and_names_page_figure_texts_and_view(gallery, tmp_path, capsys):
    assert gallery(BAR + OVERLAP) == 1
    said = capsys.readouterr().out
    assert "page.html #fig-page: “Belgorod” and “Kursk” overlap by" in said
    assert "(overlap; 360 px, light, still and 3 more views)" in said
    page = (tmp_path / run.FOLDER / "index.html").read_text(encoding="utf-8")
    assert page.count("<img ") == len(VIEWS) and "http" not in page
    for width, mode in VIEWS:
        assert (tmp_path / run.FOLDER / "now" / f"page--fig-page--{width}-{mode}--still.png").stat().st_size > 200
    assert gallery(DEMO) == 0
    assert "Nothing to mend (1 figures, 4 looks" in capsys.readouterr().out


def test_what_changed_since_an_older_site_is_shown_and_fails_nothing(gallery, tmp_path, capsys):
    older = demo(tmp_path / "older")
    demo(older, BAR + HALO, name="gone.html")
    assert gallery(DEMO.replace("#24325f", "#8e2813"), str(older)) == 0
    assert f"2 figures look otherwise than in {older}" in capsys.readouterr().out
    made = {path.parent.name for path in (tmp_path / run.FOLDER).rglob("*.png") if path.name.startswith("page--")}
    assert made == {"old", "now"}
    (tmp_path / "empty").mkdir()
    with pytest.raises(RuntimeError, match="holds no site to compare with"):
        gallery(DEMO, str(tmp_path / "empty"))


@pytest.mark.audit
def test_the_last_edition_or_a_commit_is_built_to_be_compared_with(smaller_book):
    git(smaller_book, "init", "-q")
    with run.older_site(smaller_book, "") as nothing:
        assert nothing is None, "no edition is tagged yet"
    git(commit(smaller_book), "tag", "-am", "x", "0.1.0")
    replace(smaller_book / "chapters" / "front.md", "It does.", "It has moved.")
    with run.older_site(smaller_book, "") as site:
        said = (site / "chapters" / "front.html").read_text(encoding="utf-8")
        assert "It does." in said and "It has moved." not in said
    with pytest.raises(ValueError, match="no commit 'nowhere' is known here"), run.older_site(smaller_book, "nowhere"):
        pass


def test_equal_sites_do_not_differ_and_a_moved_mark_does(browser, tmp_path):
    sites = [demo(tmp_path / "a"), demo(tmp_path / "b"), demo(tmp_path / "c", DEMO.replace('"80', '"82"'))]
    one, same, moved = ([*look(browser, site, ONE_VIEW)] for site in sites)
    assert run.differences(one, same) == []
    assert run.differences(one, moved) == [(one[0], moved[0])]
    assert run.differences([], one) == [(None, one[0])]


def test_no_figure_of_the_site_overlaps_or_is_cut_faint_empty_or_small(browser, site):
    looks = list(look(browser, site, ONE_VIEW, moved=False, pictures=False))
    assert len({one.name for one in looks}) > 40 and LIVE in {one.state for one in looks}
    assert run.faults(looks) == []


@pytest.mark.audit
@pytest.mark.parametrize("view", VIEWS)
def test_no_figure_fails_in_any_view_wherever_its_controls_stand(browser, site, view):
    looks = list(look(browser, site, [view], pictures=False))
    assert len({one.state for one in looks} - {STILL, LIVE}) > 20, "the controls weren't moved"
    assert run.faults(looks) == []
