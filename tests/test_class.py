"""Class matter: every key again from the class's own table, the sheets' promises, the packs, the pages in a browser."""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pypdf
import pytest
from docx import Document as docx_document
from lxml import etree, html

from analysis.diffusion.lesson import counted, owned
from analysis.entrapment.lesson import sale
from analysis.range_circles.lesson import within
from brief import lessons
from brief.data import tables
from brief.dates import CUTOFF
from brief.sphinx_ext import documents, lesson_packs, lesson_pages, listings, notebook_files, sentences
from brief.sphinx_ext.build_cache import Shelf
from brief.sphinx_ext.page import Page
from tests.conftest import ROOT

SHEETS = {name: lessons.sheet(name) for name in lessons.sheet_names()}
SOURCES = sentences.sources(ROOT / "chapters")
# Bloom's levels above remembering and understanding, by the verbs that the sheets use.
ABOVE = re.compile("calculate|apply|test|compare|distinguish|examine|arrange|judge|argue|evaluate|criticise")


@cache
def key_of(name: str) -> pd.DataFrame:
    """The forty settings of a chapter, each with its answers."""
    return SHEETS[name].key()


def answers(name: str) -> list[list]:
    return key_of(name).to_numpy().tolist()


@cache
def class_table(name: str) -> list[dict]:
    return SHEETS[name].data().to_dict("records")


# ---- the keys: what no student's setting meets today, by hand; then all forty with a student's means ----------------

DATE = dt.date


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        # 35 wars, 5 % likelier: 36.75; 6 of 100 less damage: 34.545 wars' worth, 0.455 less than 35. A half in the
        # third place is rounded as students round it.
        (sale(35, 0.5, 5, 6), "5 6 36.75 −0.46 6.4 is too close to call"),
        (sale(35, 0.5, 5, 10), "5 10 36.75 −1.93 11.1 helps"),
        (sale(35, 0.5, 7, 10), "7 10 37.45 −1.30 11.1 helps"),
        (sale(35, 0.5, 15, 10), "15 10 40.25 1.23 11.1 does harm"),
    ],
)
def test_a_half_is_rounded_as_students_round_it(answer, said):
    assert " ".join(lesson_pages.cell(one) for one in answer.values()) == said


def test_no_city_is_left_beyond_the_last_and_owners_by_hand():
    cities = pd.DataFrame({"name": ["Kursk", "Moscow"], "people": 9e6, "held": [97.0, 453], "legal": [97.0, 453]})
    assert [*within(cities, 500_000, 453).values()][1:] == [2, 2, "none", 0]
    # Of three buyers one is sure, one is known by the press alone, and one had its drone after the day asked about.
    rows = [("UKR", "ordered", "official words", "2019-01-12"), ("UKR", "arrived", "official words", "2019-03-06")]
    rows += [("MAR", "arrived", "press report", "2021-09-17"), ("KGZ", "ordered", "official words", "2021-10-21")]
    rows += [("KGZ", "arrived", "official words", "2021-12-18")]
    customers = pd.DataFrame(rows, columns=["country", "step", "basis", "known_on"]).assign(system="TB2")
    customers["known_on"] = customers["happened_on"] = pd.to_datetime(customers["known_on"])
    rules = counted(customers, "TB2")
    assert [owned(customers, "TB2", DATE(2021, 12, 15), one)["countries"] for one in rules] == [1, 2, 2, 3]


@pytest.mark.parametrize("name", SHEETS)
def test_every_student_has_a_setting_of_their_own_and_a_table_that_fits_a_screen(name):
    settings, table = SHEETS[name].settings(), SHEETS[name].data()
    assert list(settings.index) == list(range(1, 41))
    assert not settings.duplicated().any(), f"{name}: neighbours would share a setting"
    assert 1 <= len(table) <= 60 and len(table.columns) <= 7 and not table.isna().any(axis=None)


def test_distances_for_all_forty():
    big = [row for row in class_table("range-circles") if row["people"] >= 500_000]
    held_at = [row["km from government-held ground"] for row in big]
    for km, held, legal, following, short in answers("range-circles"):
        assert held == sum(at <= km for at in held_at)
        assert legal == sum(row["km from legal territory"] <= km for row in big)
        at, city = min((at, row["city"]) for at, row in zip(held_at, big, strict=True) if at > km)
        assert (following, short) == (city, round(at - km, 1))


def test_bills_for_all_forty():
    # The class table begins with what Ukraine and Russia spent and how much Ukraine's spending rose, in billions.
    ours, theirs, more = (1000 * float(row["value"]) for row in class_table("overmatch")[:3])
    for drones, price, cost, ukraine, russia, rise in answers("overmatch"):
        assert cost == drones * price
        assert abs(ukraine - 100 * cost / ours) <= 0.051 and abs(russia - 100 * cost / theirs) <= 0.0051
        assert abs(rise - more / cost) <= 0.051


def test_winters_for_all_forty():
    cover = dict(map(dict.values, class_table("trade-dependence")))
    for month, level, covered, missing, enough, fall in answers("trade-dependence"):
        assert abs(float(covered) - cover[month] * level / 100) <= 0.051
        assert missing == max(0, 100 - covered) and (enough == "yes") == (missing == 0)
        # At that level the month has just what it needs: a tenth more is enough, a tenth less isn't.
        if fall == "already short":
            assert cover[month] < 100
        else:
            just = float(fall)
            assert cover[month] * (just - 0.1) < 100 * 100 < cover[month] * (just + 0.1) and just <= 100
    worked = [one[3:] for one in answers("trade-dependence")]
    assert all(mine != next_one for mine, next_one in pairwise(worked)), "neighbours on the class list share an answer"


def test_openings_for_all_forty():
    for begins, first, wait, halts, deals in answers("embargo-timeline"):
        start = dt.datetime.strptime(f"1 {begins}", "%d %B %Y").date()
        kept = [row for row in class_table("embargo-timeline") if row["day"] >= start]
        assert (halts, deals) == tuple(sum(row["lane"] == lane for row in kept) for lane in ("halt", "deal"))
        assert first == kept[0]["lane"]
        assert wait == (next(row["day"] for row in kept if row["lane"] != first) - kept[0]["day"]).days


def test_owners_for_all_forty():
    firm = ("official words", "seen or found by inquiry")
    for day, counts, found in answers("diffusion"):
        asked = dt.datetime.strptime(day, "%d %B %Y").date()
        public = [row for row in class_table("diffusion") if row["public on"] <= asked]
        total = 0
        for country in {row["country"] for row in public}:
            steps = {row["step"]: row["rests on"] for row in public if row["country"] == country}
            sure = steps.get("arrived") in firm or (counts.startswith("named") and "ordered" in steps)
            total += sure or ("arrived" in steps and counts.endswith(" counted"))
        assert found == total, f"{day}, {counts}"


def test_sales_for_all_forty():
    without, close = (row["value"] for row in class_table("entrapment"))
    for likelier, relief, *calculated, so in answers("entrapment"):
        wars, change, tip = map(float, calculated)
        with_sale = without + without * likelier / 100
        damage = with_sale - with_sale * relief / 100 - without
        assert abs(wars - with_sale) < 0.006 and abs(change - damage) < 0.006
        assert abs(tip - (100 / (100 - relief) - 1) * 100) < 0.051
        assert so == ("is too close to call" if abs(change) <= close else "does harm" if damage > 0 else "helps")


def test_rules_for_all_forty():
    for left_out, doubt, count, which in answers("alliance-web"):
        met = {"yes", "uncertain"} if doubt == "yes" else {"yes"}
        dropped = {"sale", *left_out.split(" and ")}
        rows = class_table("alliance-web")
        passing = [row["sale"] for row in rows if all(row[part] in met for part in row.keys() - dropped)]
        assert (count, which) == (len(passing), "; ".join(passing) or "none")


def test_both_sides_for_all_forty():
    for least, counts, bound, free in answers("fence-sitting"):
        found = {"yes": [], "no": []}
        for row in class_table("fence-sitting"):
            russia, america = (float(row[f"arms from {side}, %"]) >= float(least) for side in ("Russia", "America"))
            if counts != "arms alone":
                russia |= row["Russian weapons"] == "yes"
                america |= row["treaty"] == "yes"
            if counts == "energy too":
                russia |= row["long gas contract or oil"] == "yes"
            if russia and america:
                found[row["treaty"]].append(row["state"])
        assert (bound, free) == tuple(", ".join(names) or "none" for names in found.values())


def test_advice_for_all_forty():
    # In whole numbers: points, belief and weight times a hundred, so that nothing is rounded on the way.
    for belief, weight, first, most, second, next_most in answers("options"):
        best, behind, *_ = sorted(
            [
                (weight * (100 * deter + belief * (provoke - deter)) + (100 - weight) * 100 * rest, option)
                for option, deter, provoke, rest in map(dict.values, class_table("options"))
            ],
            reverse=True,
        )
        assert (first, second) == (best[1], behind[1]) and best[0] - behind[0] > 50, "too close for a key"
        assert abs(float(most) - best[0] / 10000) <= 0.0051 and abs(float(next_most) - behind[0] / 10000) <= 0.0051


# ---- the sheets' words ------------------------------------------------------------------------------------------


def check_minutes(text, length):
    """The steps of a lesson follow one another from the first minute to the last."""
    spans = [tuple(map(int, pair)) for pair in re.findall(r"(?m)^(?:\| )?Minutes (\d+) to (\d+)(?: \||$)", text)]
    assert spans[0][0] == 0 and spans[-1][1] == length and all(a[1] == b[0] for a, b in pairwise(spans)), spans


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_has_what_a_lesson_needs(name):
    text = SOURCES[f"class-{name}"]
    verbs = [verb.lower() for verb in re.findall(r"(?m)^- \*\*(\w+)\*\*", text)]
    assert len(verbs) == 3 and len([*filter(ABOVE.fullmatch, verbs)]) >= 2, f"{name}: objectives {verbs}"
    check_minutes(text, 45)
    assert text.count(":::{self-check}") == 3 and text.count("```{guess}") == 1
    differ = text.partition("## Where informed people differ")[2].partition("\n## ")[0]
    assert len(re.findall(r"(?m)^\d\. ", differ)) == 2
    assert "| Not there yet, and why | What is asked | Beyond, and how |" in text, f"{name}: no single-point rubric"


# ---- in the browser ---------------------------------------------------------------------------------------------


def shown(page, selector: str) -> int:
    return page.locator(f"{selector} >> visible=true").count()


@pytest.mark.parametrize("name", SHEETS)
def test_a_class_sees_the_question_first_and_never_what_came_later(tab, site, name):
    # From disk, as on a laptop without a network.
    page = tab(f"{(site / 'chapters' / name).as_uri()}.html#class", 1280)
    visible = page.locator("main").inner_text()
    assert shown(page, "h1") == 1 and shown(page, "form.fa-guess") == 1
    for finding in (".fa-standfirst", "figure", ".fa-verdict", ".fa-block", ".fa-since", "h2"):
        assert shown(page, finding) == 0, f"{name}: {finding} is seen before the guess: {visible}"
    page.get_by_role("button", name="This is my guess").click()
    assert "Choose an answer first" in page.locator(".fa-guessed").inner_text()
    assert shown(page, ".fa-standfirst") == 0
    page.locator("form.fa-guess input").first.press("Space")
    page.get_by_role("button", name="This is my guess").press("Enter")
    assert shown(page, ".fa-standfirst") == 1 and shown(page, "figure") >= 1
    assert shown(page, ".fa-since") == 0 and shown(page, ".fa-then") == 0 and shown(page, ".fa-show-rest") == 0
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
    page.get_by_role("button", name="Start over").click()
    assert shown(page, ".fa-standfirst") == 0 and page.locator("form.fa-guess input:checked").count() == 0
    page.goto(f"{(site / 'chapters' / name).as_uri()}.html")
    page.reload()
    assert shown(page, "form.fa-guess") == 0 and shown(page, ".fa-standfirst") == 1


def test_without_scripts_or_style_a_class_never_sees_the_finding_beside_the_guess(browser, address):
    for styled in (True, False):
        page = browser.new_page(java_script_enabled=False)
        if not styled:
            page.route("**/*.css*", lambda route: route.abort())
        page.goto(f"{address}/chapters/range-circles.html#class")
        assert shown(page, "form.fa-guess") == styled and shown(page, ".fa-standfirst") == (not styled)
        if styled:
            page.locator("form.fa-guess input").first.check()
            page.get_by_role("button", name="This is my guess").click()
            assert shown(page, "form.fa-guess") == 0 and shown(page, ".fa-standfirst") == 1
        page.close()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_self_checks_explain_every_answer(open_page, scripts):
    page = open_page("chapters/class-trade-dependence.html", 1280, java_script_enabled=scripts)
    if scripts:
        for check in page.locator(".fa-check").all():
            told = set()
            check.locator("input").first.focus()
            for _ in range(check.locator("input").count()):
                page.keyboard.press("Space")
                told.add(check.get_by_role("status").inner_text())
                page.keyboard.press("ArrowDown")
            assert len(told) == 3 and sum(text.startswith("Right.") for text in told) == 1
    else:
        first = page.locator(".fa-check details").first
        first.locator("summary").click()
        assert first.locator(".fa-told").is_visible()
    assert page.trouble == []


# ---- the packs --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module", params=SHEETS)
def pack(request, site):
    with zipfile.ZipFile(site / "downloads" / f"monday-{request.param}.zip") as archive:
        yield request.param, {name: archive.read(name) for name in archive.namelist()}


def printed(pdf: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def written(docx: bytes) -> str:
    sheet = docx_document(io.BytesIO(docx))
    cells = (cell.text for table in sheet.tables for row in table.rows for cell in row.cells)
    return " ".join([*(paragraph.text for paragraph in sheet.paragraphs), *cells])


def test_a_monday_pack_is_whole_and_every_file_opens(pack):
    name, files = pack
    sheets = {f"{sheet}.{end}" for sheet in ("1-lesson-plan", "2-worksheet", "3-key") for end in ("pdf", "docx")}
    others = {"README.txt", "4-paper-fallback.pdf", "5-links.pdf", "data.csv", "for-your-it-desk.txt", "LICENCE.txt"}
    assert sheets | others <= set(files)
    for file, content in files.items():
        if file.endswith(".pdf"):
            assert all(printed(content)), f"{name}: {file} has an empty page"
            page = pypdf.PdfReader(io.BytesIO(content)).pages[0].mediabox
            assert page.width < 596 and page.height < 793, f"{name}: {file} is wider than A4 or higher than Letter"
        elif file.endswith(".docx"):
            assert len(written(content)) > 500, f"{name}: {file}"
        elif file.endswith(".png"):
            assert content.startswith(b"\x89PNG") and int.from_bytes(content[16:20]) == 1300, f"{name}: {file}"
    assert not any(file.endswith((".py", ".ipynb")) for file in files), "the Monday pack needs no Python"


def test_a_worksheet_is_one_sheet_without_the_key_and_the_fallback_two(pack):
    name, files = pack
    worksheet, key = printed(files["2-worksheet.pdf"]), printed(files["3-key.pdf"])
    assert len(worksheet) == 2, f"{name}: the worksheet has {len(worksheet)} pages"
    fallback, plan = printed(files["4-paper-fallback.pdf"]), printed(files["1-lesson-plan.pdf"])
    assert "Hand out at minute 5, after the guess." in fallback[0] and len(fallback) <= 4 and len(plan) == 1
    both, key = " ".join(worksheet), " ".join(key)
    assert all("Comment in the left column if the work is not there yet" in paper for paper in (plan[0], key))
    answers_only = key_of(name).columns[SHEETS[name].asked :]
    assert not any(mark in both for mark in ("Settings and answers", "Right.", "Not quite.")), f"{name}: the key shows"
    assert SHEETS[name].marking in key and "40" in key
    assert all(str(column) in written(files["3-key.docx"]) for column in answers_only)


def test_a_figure_for_guessing_doesn_t_say_what_it_shows(pack, site):
    name, files = pack
    figures = {file for file in files if file.startswith("figures/")}
    bare = {file for file in figures if file.endswith("-without-its-finding.png")}
    assert bare and {file.replace("-without-its-finding", "") for file in bare} == figures - bare
    assert all(files[file] != files[file.replace("-without-its-finding", "")] for file in bare)
    page = (site / "chapters" / f"{name}.html").read_text(encoding="utf-8")
    later = page.partition('class="fa-since"')[2].partition('id="the-workshop"')[0]
    shown = {file.removeprefix("figures/").removesuffix(".png") for file in figures - bare}
    assert not any(f'data-figure="{figure}"' in later for figure in shown), f"{name}: a later figure is in the pack"


def test_links_carry_qr_codes_once_the_address_is_known(site, tmp_path):
    def page(name):
        text = (site / "chapters" / f"{name}.html").read_text(encoding="utf-8")
        return Page(f"chapters/{name}.html", html.document_fromstring(text).find(".//article"))

    own = SHEETS["overmatch"], page("overmatch"), page("class-overmatch"), [], Shelf(tmp_path)
    for address, said, codes in (
        ("https://example.org/book/", "https://example.org/book/chapters/overmatch.html#class", 5),
        ("", "Write your site’s address here: ____", 0),
    ):
        made = lesson_packs.Pack(*own, address).links().pdf()
        assert said in " ".join(printed(made)) and "baseurl" not in " ".join(printed(made))
        assert sum(len(one.images) for one in pypdf.PdfReader(io.BytesIO(made)).pages) == codes


SHEET = """<p>A “quoted” #word [here]</p><ul class="fa-boxes"><li>one</li><li>two</li></ul><hr data-lines="2"><hr>
<table data-side-by-side="2" data-widths=""><tr><td>a</td><td>b</td></tr><tr><td>1</td><td>2</td></tr>
<tr><td>3</td><td>4</td></tr></table>"""


def test_the_same_sheet_gives_the_same_bytes():
    first, again = documents.Paper("Title", SHEET), documents.Paper("Title", SHEET)
    assert first.pdf() == again.pdf() and first.docx() == again.docx()
    assert "A “quoted” #word [here]" in printed(first.pdf())[0]


# ---- the notebooks ----------------------------------------------------------------------------------------------

CHANGED = {
    "range-circles": ("DISTANCE = 250", "DISTANCE = 300"),
    "overmatch": ("DRONES = 6", "DRONES = 60"),
    "trade-dependence": ("MONTH = 12", "MONTH = 6"),
    "embargo-timeline": ("YEAR = 2019", "YEAR = 2017"),
    "fence-sitting": ("LEAST = 5", "LEAST = 12"),
    "diffusion": ("2021, 12, 15", "2019, 12, 31"),
    "entrapment": ("LIKELIER = 5", "LIKELIER = 20"),
    "alliance-web": ('LEAVE = ("rival",)', 'LEAVE = ("alone",)'),
    "options": ("BELIEF = 60", "BELIEF = 100"),
}
# What a notebook program does: run each cell, keep what it prints and what it shows. Each notebook as it is, then with
# a line of its first cell changed; says what each of its last six cells showed.
RUN = """
import json, os, pathlib, sys
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
shell, home, told = InteractiveShell.instance(), pathlib.Path.cwd(), {}
for name, change in json.loads(sys.argv[1]).items():
    os.chdir(home / name)
    text, told[name] = pathlib.Path("lesson.ipynb").read_text(encoding="utf-8"), []
    for old, new in (("", ""), map(json.dumps, change)):
        shell.reset()
        shown = []
        for cell in json.loads(text.replace(old[1:-1], new[1:-1]) if old else text)["cells"]:
            if cell["cell_type"] == "code":
                with capture_output() as said:
                    done = shell.run_cell("".join(cell["source"]), store_history=False)
                assert done.success, f"{name}: {done.error_before_exec or done.error_in_exec!r}"
                shown.append(said.stdout.strip() if not hasattr(done.result, "data") else done.result.data)
        told[name].append([str(one) for one in shown[-6:]])
assert not {"brief", "analysis"} & set(sys.modules)
print(json.dumps(told))
"""


def unpack(name, folder):
    zipfile.ZipFile(io.BytesIO(notebook_files.pack(name, "Which question?"))).extractall(folder)
    return folder


def ran(python, folder) -> dict[str, list]:
    """What each notebook shows as it is and changed, each in a folder that holds nothing but its pack."""
    for name, (old, _) in CHANGED.items():
        text = (unpack(name, folder / name) / "lesson.ipynb").read_text(encoding="utf-8")
        count = text.count(json.dumps(old)[1:-1])
        assert count == 1, f"{name}: {old} stands {count} times"
    env = {"PATH": os.environ["PATH"], "HOME": str(folder), "TZ": "UTC"}
    command = [python, "-c", RUN, json.dumps(CHANGED)]
    ended = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr[-1500:]
    return json.loads(ended.stdout)


def check_notebook(name, before, after):
    assert all("Put your answer in place of None" in said for said in before[-2:])
    for what, old, new in zip(("text", "table", "chart"), before[:3], after[:3], strict=True):
        assert old and new and old != new, f"{name}: {CHANGED[name][1]} leaves the {what} as it was: {new[:300]}"
    assert "<svg" in after[2]


@pytest.fixture(scope="module")
def run_here(tmp_path_factory):
    return ran(sys.executable, tmp_path_factory.mktemp("notebooks"))


@pytest.mark.parametrize("name", SHEETS)
def test_a_notebook_s_first_cell_changes_text_table_and_chart(run_here, name):
    check_notebook(name, *run_here[name])


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (12.5, "Right"), ("12.50", "Right"), (0.125, "too small"), (1250, "too large"), (-12.5, "sign"), (12, "Nearly"),
        (108, "You added"), (13, "Read the question again"), ("12 km", "one number"), ([12.5, 1], "one number"),
        (None, "in place of None"),
    ],
)  # fmt: skip
def test_a_wrong_answer_gets_a_hint_by_its_kind(answer, said, monkeypatch, tmp_path, capsys):
    (tmp_path / "exercises.toml").write_text(
        '[[exercise]]\nquestion = "?"\nplaces = 1\nright = "100 / 8"\nslips."You added." = "108"\n'
    )
    monkeypatch.setattr(lessons, "_lesson", lambda _: SimpleNamespace(__file__=str(tmp_path / "lesson.py")))
    lessons.checker([needed for _, needed in lessons.exercises("x", pd.DataFrame())])(1, answer)
    assert said in capsys.readouterr().out


def test_notebooks_come_to_binder_and_draw_without_the_book_s_renderer(tmp_path, monkeypatch):
    notebook_files.write(str(tmp_path / "notebooks"))
    assert {path.stem for path in (tmp_path / "notebooks").iterdir()} == set(SHEETS)
    assert "notebook_files.write('notebooks')" in (ROOT / "binder" / "postBuild").read_text(encoding="utf-8")
    monkeypatch.setitem(sys.modules, "vl_convert", None)  # as on Colab
    assert lessons.bars(pd.Series({"a": 1}), "Title", "unit").to_dict()["title"] == "Title"


@pytest.mark.parametrize("name", SHEETS)
def test_a_notebook_pack_ships_nothing_that_may_not_be_handed_on(tmp_path, name):
    folder = unpack(name, tmp_path)
    assert len(list(folder.iterdir())) <= 6 and [path.name for path in folder.rglob("*.csv")] == ["data.csv"]
    assert "NEEDS PYTHON" in (folder / "README.txt").read_text()
    pinned = (folder / "requirements.txt").read_text()
    assert "pandas==" in pinned and "--hash=sha256:" in pinned
    assert "://" not in pinned and "jupyter-book" not in pinned and "geopandas" not in pinned


@pytest.mark.audit
def test_every_notebook_runs_from_one_fresh_install(tmp_path):
    """Needs the package index, so it belongs to the audit."""
    first = unpack("range-circles", tmp_path / "first")
    subprocess.run([sys.executable, "-m", "venv", str(tmp_path / "venv")], check=True)
    python = tmp_path / "venv" / "bin" / "python"
    install = [python, "-m", "pip", "install", "-q", "--require-hashes", "-r", first / "requirements.txt"]
    subprocess.run(install, check=True)
    for name, shown in ran(str(python), tmp_path / "notebooks").items():
        check_notebook(name, *shown)


# ---- the simulation ---------------------------------------------------------------------------------------------

ROLES = ["Washington", "Ankara", "Kyiv", "Moscow", "Allies in NATO", "The press", "Observers"]
CARDS = re.findall(r"```\{known-then\} (.*)", SOURCES["simulation"])


def test_cards_hold_only_what_was_public_then():
    assert len(CARDS) == 6, "five governments and the press have facts"
    for key in {key for card in CARDS for key in card.split()}:
        assert lesson_pages.known_then(key)
    assert "blamed Russia on 17 April 2021" in lesson_pages.known_then("vrbetice-2014-10")
    # Agreed on 15 December, published on the 17th; announced in December, reported in February.
    for later in ("rus-2021-12-17-drafts", "rus-2021-12-15-drafts", "gbr-2021-12-lift", "zengin"):
        with pytest.raises(ValueError, match="was public on 15 December 2021"):
            lesson_pages.known_then(later)
    assert not re.search(r"\b202[2-9]\b|full-scale invasion", SOURCES["simulation"])


def test_the_simulation_has_its_roles_each_a_card_on_a_page_its_two_lengths_and_its_debrief(site):
    pages = printed((site / "downloads" / "simulation.pdf").read_bytes())
    for card in [*ROLES, "The debrief"]:
        assert sum(page.startswith(card) for page in pages) == 1, f"no page of its own for {card}"
    text = SOURCES["simulation"]
    cards = re.findall(r"(?m)^### (.*)$", text.partition("## The cards")[2].partition("## The debrief")[0])
    assert cards == ROLES
    for length in (45, 90):
        check_minutes(text.partition(f"### In {length} minutes")[2].partition("\n### ")[0], length)
    debrief = text.partition("## The debrief")[2]
    claims = set(tables.load("claims")["id"])
    named = {key for line in re.findall(r"```\{claim-lines\} (.*)", debrief) for key in line.split()}
    assert len(named) >= 12 and named <= claims


# ---- the seminar ------------------------------------------------------------------------------------------------


def test_the_seminar_fills_its_110_minutes_and_adds_up_its_marks():
    text = SOURCES["seminar"]
    check_minutes(text, 110)
    for answer, total in (("A", 16), ("B", 6)):
        marks = text.partition(f"### Answer {answer}, marked")[2].partition("\n#")[0]
        assert sum(map(int, re.findall(r"\| (\d) points? \|", marks))) == total
        assert f"Together {total} of 20 points." in marks


def test_a_quotation_is_short_and_leads_to_its_page():
    texts = tables.load("texts")
    assert {len(quote.split()) <= 40 for quote in texts["quote"]} == {True}
    shown = "".join(map(listings.html, ("primary-texts", "rival-readings", "later-readings")))
    assert all(shown.count(f'id="text-{key}"') == 1 for key in texts["id"]) and shown.count("<a href") >= len(texts)
    later = texts[texts["known_on"] > pd.Timestamp(CUTOFF)]["id"]
    assert len(later) and not any(key in listings.html("rival-readings") for key in later)


def test_the_seminar_pack_is_whole_and_tells_nothing_later(site):
    with zipfile.ZipFile(site / "downloads" / "seminar.zip") as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    papers = sorted({name.rpartition(".")[0] for name in files if name[0].isdigit()})
    assert [name[0] for name in papers] == list("12345678")
    pages = {name[0]: printed(files[f"{name}.pdf"]) for name in papers}
    said = {number: " ".join(of) for number, of in pages.items()}
    assert all(f"{name} " in files["README.txt"].decode() and files[f"{name}.docx"] for name in papers)
    assert "Minutes 105 to 110" in said["1"] and "Together 6 of 20 points." in said["1"]
    assert [page.count("Group ") for page in pages["4"]] == [1] * 5
    assert "“The Parties will consult together" in said["4"]
    assert not any(later in "".join(said.values()) for later in ("Rob Lee", "Since then"))
    assert not any("Together 6 of 20 points." in said[number] for number in "234567"), "a class sees the marks"
    assert "c36" in said["3"] and "c36" not in said["2"] and len(said["2"]) < len(said["3"])
    assert "Russia is far stronger, so" in said["3"] and "disputed" not in said["3"] + said["2"], "tells a verdict"
    assert "Russia is far stronger, so" not in said["2"] and "Part 5 begins here." in said["2"]
    texts = pd.read_csv(io.BytesIO(files["texts.csv"]))
    links = " ".join(texts[texts["known_on"] <= str(CUTOFF)]["links"]).split()
    on_paper = written(files[f"{papers[3]}.docx"])
    assert all(f"({link})" in on_paper for link in links)


def test_the_question_bank_has_every_self_check_with_its_answer(site):
    with zipfile.ZipFile(site / "downloads" / "questions-qti.zip") as archive:
        files = {name: etree.fromstring(archive.read(name)) for name in archive.namelist() if name.endswith(".xml")}
    listed = {one.get("href") for one in files.pop("imsmanifest.xml").iter("{*}resource")}
    asked = {key: len(re.findall(r"{self-check}", SOURCES[f"class-{key}"])) for key in SHEETS}
    numbered = {f"class-{key}-{one}.xml" for key, many in asked.items() for one in range(1, many + 1)}
    assert listed == files.keys() == numbered
    for name, item in files.items():
        right, choices = item.findtext(".//{*}correctResponse/{*}value"), list(item.iter("{*}simpleChoice"))
        told = {one.get("identifier"): one.text for one in item.iter("{*}modalFeedback")}
        assert told.keys() == {one.get("identifier") for one in choices} and len(choices) > 1, name
        assert [key for key, said in told.items() if said.startswith("Right.")] == [right], name


def test_from_the_root_to_a_worksheet_in_two_clicks(open_page):
    page = open_page("index.html", 360)
    page.get_by_role("link", name="Teach it on Monday").click()
    with page.expect_download() as taken:
        page.get_by_role("link", name="The worksheet alone").click()
    assert len(printed(Path(taken.value.path()).read_bytes())) == 2, "one sheet, on both sides"
