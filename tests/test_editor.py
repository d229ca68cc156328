"""The editor's verbs: what an edit moves is told, accepted with a reason, and never half done."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import importlib
import inspect
import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from brief import __main__ as verbs
from brief import accepted_outputs, atomic_write, build, checkouts
from brief import numbers as register
from brief.data import tables
from brief.editor import accept, changes, data_apis, history, links, new_chapter, refresh, release, snapshot
from brief.visual_checks.browser import served
from tests.conftest import ROOT

RUN = "import sys; from brief.__main__ import run; sys.exit(run(sys.argv[1:]))"


def call(book: Path, *argv: str) -> subprocess.CompletedProcess:
    """One verb in a copied book, by the copy's own package."""
    return subprocess.run(
        [sys.executable, "-c", RUN, *argv],
        cwd=book,
        env=build.environment(book),
        text=True,
        capture_output=True,
        check=False,
    )


@pytest.fixture
def verb(monkeypatch, capsys):
    """Calls a verb on a copied book in this process, by this checkout's package: seconds less, and right as long as no
    published number has moved, or where the verb itself asks the copy's package."""

    def called(book: Path, *argv: str) -> subprocess.CompletedProcess:
        monkeypatch.setattr(verbs, "ROOT", book)
        monkeypatch.setattr(tables, "DATA", book / "data")
        code = verbs.run([*argv])
        return subprocess.CompletedProcess(argv, code, *capsys.readouterr())

    return called


@pytest.fixture
def without_notebooks(monkeypatch):
    """Acceptance that stores no outputs, for tests of what else it does."""
    monkeypatch.setattr(accepted_outputs, "store", lambda *_, **__: None)


@pytest.fixture(scope="module")
def whole_book(tmp_path_factory):
    """A copy that no test may change."""
    return checkouts.as_it_stands(ROOT, tmp_path_factory.mktemp("whole") / "book")


def commit(book: Path) -> Path:
    for step in (["init", "-q"], ["add", "-A"], ["-c", "user.name=x", "-c", "user.email=x@y", "commit", "-qm", "x"]):
        subprocess.run(["git", *step], cwd=book, check=True)
    return book


def state(folder: Path) -> dict[str, str]:
    """{file: hash} of everything but what is made."""
    made = {".git", "_build", "__pycache__"}
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and not made & set(path.relative_to(folder).parts)
    }


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file.name}"
    file.write_text(text.replace(old, new), encoding="utf-8")


def accepted(book: Path) -> Path:
    """A copied book whose record says that it was accepted as it is."""
    (book / snapshot.PATH).write_bytes(snapshot.as_csv(snapshot.current(book)))
    return book


# As the row stands, so that an editor may correct it.
GDP = json.loads(history.cells(ROOT / "data" / "gdp.csv")["2019-tur"]["value"])


def set_value(book: Path, table: str, row: str, value) -> None:
    """Give a row of a table another value, whatever it has now."""
    file = book / "data" / f"{table}.csv"
    text, count = re.subn(rf"(?m)^({row},\d+,[A-Z]+),[\d.]+,", rf"\g<1>,{value},", file.read_text(encoding="utf-8"))
    assert count == 1, f"{row} stands {count} times in {file.name}"
    file.write_text(text, encoding="utf-8")


def gdp_of_2019(book: Path, value) -> None:
    set_value(book, "gdp", "2019-tur", value)


def almost_no_russian_gas(book: Path) -> None:
    set_value(book, "gas_imports", "2020-rus-iea", 46)


# What an edit moves.


def test_every_published_number_and_verdict_is_as_it_was_accepted():
    now, accepted = snapshot.current(ROOT), snapshot.read(ROOT)
    moved = [
        f"{key}: {accepted.get(kind_key, 'not published')} -> {now.get(kind_key, 'not published')}"
        for kind_key in {**accepted, **now}
        if kind_key != snapshot.CONTENT
        for key in kind_key[1:]
        if accepted.get(kind_key) != now.get(kind_key)
    ]
    assert not moved, f"{len(moved)} moved since they were accepted, first {moved[0]}. Next: make changes"


def test_what_moved_is_told_nothing_is_written_and_a_false_finding_is_not_accepted(tmp_path, verb):
    book = commit(checkouts.as_it_stands(ROOT, tmp_path / "book"))
    gdp_of_2019(book, GDP + 30_000)
    before, spent = state(book), sum(os.times()[2:4])
    told = call(book, "changes")
    assert sum(os.times()[2:4]) - spent < 30, "seconds of the processor, so that a busy machine is no fault"
    assert told.returncode == 0, told.stderr
    assert f"data/gdp.csv, 2019-tur: value {GDP} -> {GDP + 30_000}   (source " in told.stdout
    assert re.search(r"1 number\n  trade_gdp_tur_2019 .* -> ", told.stdout)
    assert re.search(r'chapters/trade-dependence\.md:\d+ "', told.stdout)
    assert "all still true" in told.stdout and told.stdout.splitlines()[-1].startswith("Next: make accept")
    assert state(book) == before

    almost_no_russian_gas(book)
    before = state(book)
    ended = verb(book, "accept", "Customs revised it")
    assert ended.returncode == 1 and "nothing was stored" in ended.stderr and state(book) == before
    told = ended.stdout
    assert "NO LONGER TRUE: wheat_and_gas_several_times" in told
    assert re.search(r'chapters/trade-dependence\.md:\d+ "Turkey did, by share: wheat and gas weighed', told)
    assert re.search(r"gas_share_tur .* quoted: brief, trade-dependence", told)
    assert str(changes.Report(fallen=["wheat_and_gas_several_times"])).splitlines()[-1].startswith("Next: mend")


FLAWED = {
    "It stands on 453 legs.": "typed, not published and not guarded by a finding: 453",
    "It has {num}`missile_range` and thirty-one legs.": "typed, not published and not guarded by a finding: thirty-one",
    "It stands on {num}`no_such_legs`.": "no number is called 'no_such_legs'",
    "It stands {holds}`no_such_finding`.": "no finding is called 'no_such_finding'",
}


def test_changes_after_a_sentence_names_it_and_what_may_not_stand_in_it(small_book, verb):
    page = small_book / "chapters" / "front.md"
    commit(small_book)
    page.write_text("\n\n".join(["# Does the front page stand?", "It does.", *FLAWED]) + "\n", encoding="utf-8")
    ended = verb(small_book, "changes")
    assert 'chapters/front.md:5 "It stands on 453 legs."' in ended.stdout
    assert (
        f'chapters/front.md:7 "It has {register.text("missile_range", "bare")} km and thirty-one legs."' in ended.stdout
    )
    for line, flaw in enumerate(FLAWED.values()):
        assert f"chapters/front.md:{5 + 2 * line}: {flaw}" in ended.stdout
    assert ended.returncode == 1 and ended.stdout.splitlines()[-1].startswith("Next: mend what is named above")


def test_a_new_source_calls_to_mind_edition_day_and_vintage_but_not_what_was_edited_too():
    link = history.Edit(tables.LINKS, "gdp 2019-tur new", None, {"table": "gdp", "key": "2019-tur", "source_id": "new"})
    row = history.cells(ROOT / "data" / "gdp.csv")["2019-tur"]
    [said] = changes._newly_sourced(ROOT, [link])
    told = f"2019-tur, has a new source and still says edition {row['edition']}; known_on {row['known_on']}"
    assert said.endswith(f"{told}; vintage {row['vintage']}")
    edited = history.Edit("gdp", "2019-tur", row | {"vintage": "an older printing"}, row)
    [said] = changes._newly_sourced(ROOT, [link, edited])
    assert said.endswith(told)
    assert not list(changes._newly_sourced(ROOT, [link, history.Edit("gdp", "2019-tur", None, row)])), "the row is new"


def test_changes_can_compare_with_an_older_commit(small_book, verb):
    commit(accepted(small_book))
    gdp_of_2019(small_book, GDP + 1)
    commit(accepted(small_book))
    assert "0 rows" in verb(small_book, "changes").stdout
    assert f"value {GDP} -> {GDP + 1}" in verb(small_book, "changes", "--since", "HEAD^1").stdout
    with pytest.raises(ValueError, match="no commit 'nowhere' is known here"):
        checkouts.at_commit(small_book, "nowhere", small_book)


def test_changes_says_what_it_cannot_know_without_history(small_book, verb):
    told = verb(small_book, "changes").stdout
    assert "Rows: not known, since this folder is no git clone" in told and "findings re-checked" in told


def test_a_bad_row_is_one_line(small_book, verb):
    gdp_of_2019(small_book, "many")
    for ended in (call(small_book, "changes"), verb(small_book, "accept", "because")):
        assert ended.returncode == 1 and "Traceback" not in ended.stderr
        assert re.search(r"data/gdp\.csv, row \d+.*many", ended.stderr.strip().splitlines()[-1]), ended.stderr


# Accepting it.


@pytest.mark.parametrize("why", [[], [""], ["  "], ["..."]])
def test_nothing_is_accepted_without_a_reason(whole_book, verb, why):
    before = state(whole_book)
    ended = verb(whole_book, "accept", *why)
    assert ended.returncode == 1 and "say why" in ended.stderr and state(whole_book) == before


def test_accepting_stores_outputs_numbers_and_the_dated_reason(small_book):
    commit(accepted(small_book))
    numbers = snapshot.read(small_book)
    gdp_of_2019(small_book, GDP + 30_000)
    before = state(small_book)
    ended = call(small_book, "accept", "The World Bank", "revised 2019.")
    assert ended.returncode == 0, ended.stderr
    changed = {name for name, content in state(small_book).items() if before.get(name) != content}
    assert changed == {"CHANGELOG.md", snapshot.PATH, "tests/outputs/probe.ipynb"}
    today = dt.date.today()
    line = (
        rf"- {today.day} {today:%B %Y}: The World Bank revised 2019 "
        rf"\(Trade with Russia .*: trade_gdp_tur_2019 .* -> .*; "
        rf"data/gdp\.csv, 2019-tur: value {GDP} -> {GDP + 30_000} \(source World Bank, “.*”.*\)\)\.\n"
    )
    assert re.search(line, (small_book / "CHANGELOG.md").read_text(encoding="utf-8"))
    moved = {key for key, printed in snapshot.read(small_book).items() if numbers.get(key) != printed}
    assert moved == {("number", "trade_gdp_tur_2019"), snapshot.CONTENT}


def test_a_correction_that_moves_no_printed_number_is_in_the_changelog_too(small_book, verb, without_notebooks):
    commit(accepted(small_book))
    gdp_of_2019(small_book, GDP + 1)
    ended = verb(small_book, "accept", "A slip of ours")
    assert ended.returncode == 0 and "0 numbers" in ended.stdout and "make accept" not in ended.stdout, ended
    assert f"A slip of ours (data/gdp.csv, 2019-tur: value {GDP} -> {GDP + 1} (source " in (
        small_book / "CHANGELOG.md"
    ).read_text(encoding="utf-8")


def test_a_reason_is_not_put_on_what_earlier_commits_had_moved(small_book, verb, without_notebooks):
    commit(accepted(small_book))
    set_value(small_book, "gas_imports", "2020-rus-iea", 15_000)
    commit(small_book)
    # What nobody has edited since is the editor's own.
    assert history.unaccepted(small_book, small_book) is None
    gdp_of_2019(small_book, GDP + 30_000)
    ended = verb(small_book, "accept", "The World Bank revised 2019")
    assert ended.returncode == 0, ended.stderr
    told = ended.stdout
    assert "Moved before this edit, by commits that nobody accepted" in told
    numbers, earlier = told.split("Moved before this edit")
    assert "trade_gdp_tur_2019 " in numbers and "gas_share_tur " not in numbers and "gas_share_tur " in earlier
    mine, others = re.findall(r"(?m)^- \d.*$", (small_book / "CHANGELOG.md").read_text(encoding="utf-8"))[:2]
    assert "The World Bank" in mine and "trade_gdp_tur_2019" in mine and "gas_share_tur" not in mine
    assert "moved by earlier commits" in others and "gas_share_tur" in others and "trade_gdp" not in others


# All or nothing.


@pytest.mark.parametrize("stopped_at", range(6))
def test_files_written_together_are_all_old_or_all_new(tmp_path, monkeypatch, stopped_at):
    names = ["a.csv", "b.ipynb", "deep/c.md"]
    for name in [*names, "gone"]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("old")
    real, count = os.replace, iter(range(100))

    def stopping(source, target):
        if next(count) == stopped_at:
            raise KeyboardInterrupt
        real(source, target)

    monkeypatch.setattr(os, "replace", stopping)
    with contextlib.suppress(KeyboardInterrupt):
        atomic_write.write(tmp_path, dict.fromkeys(names, b"new"), remove=["gone"])
    monkeypatch.setattr(os, "replace", real)
    atomic_write.finish(tmp_path)
    found = {(tmp_path / name).read_text() for name in names} | {"new" if not (tmp_path / "gone").exists() else "old"}
    assert found == ({"old"} if stopped_at == 0 else {"new"})


@pytest.mark.parametrize("stopped_at", range(3))
def test_a_site_is_there_whole_wherever_its_swap_is_stopped(tmp_path, monkeypatch, stopped_at):
    site, ready = tmp_path / "_build" / "html", tmp_path / "_build" / "next"
    for folder, words in ((site, "old"), (ready, "new")):
        folder.mkdir(parents=True)
        (folder / "index.html").write_text(words)
    real, count = Path.rename, iter(range(10))

    def stopping(path, target):
        if next(count) == stopped_at:
            raise KeyboardInterrupt
        return real(path, target)

    monkeypatch.setattr(Path, "rename", stopping)
    with contextlib.suppress(KeyboardInterrupt):
        build._swap_in(ready, site)
    monkeypatch.undo()
    build.put_back(tmp_path)
    assert (site / "index.html").read_text() == ("new" if stopped_at == 2 else "old")


# Refreshing a table.


def bank(values=None, **head) -> bytes:
    """An answer of the World Bank's Indicators API v2, in its documented form: a list of a head and a body."""
    values = values or {(country, year): 1e12 + year for country in ("RUS", "TUR") for year in range(2000, 2022)}
    body = [
        {
            "indicator": {"id": "NY.GDP.MKTP.CD", "value": "GDP (current US$)"},
            "country": {"id": country[:2], "value": country},
            "countryiso3code": country,
            "date": str(year),
            "value": value,
            "unit": "",
            "obs_status": "",
            "decimal": 0,
        }
        for (country, year), value in values.items()
    ]
    return json.dumps(
        [
            {"page": 1, "pages": 1, "per_page": 500, "total": len(body), "sourceid": "2", "lastupdated": "2026-10-07"}
            | head,
            body,
        ]
    ).encode()


def comtrade(address: str, **more) -> bytes:
    """An answer of UN Comtrade's public preview to one call, in its documented form."""
    asked = dict(re.findall(r"(\w+)=([^&]*)", address))
    records = [
        {
            "typeCode": "C",
            "freqCode": "A",
            "period": asked["period"],
            "reporterCode": int(asked["reporterCode"]),
            "flowCode": flow,
            "partnerCode": int(partner),
            "partner2Code": 0,
            "cmdCode": "TOTAL",
            "customsCode": "C00",
            "motCode": mot,
            "primaryValue": 123456789.0 if mot == 0 else 1.0,
        }
        for flow in asked["flowCode"].split(",")
        for partner in asked["partnerCode"].split(",")
        for mot in (0, 2100)
    ]
    return json.dumps({"elapsedTime": "0.1 secs", "count": len(records), "data": records, "error": ""} | more).encode()


def test_a_refreshed_table_waits_beside_the_old_one_until_it_is_accepted(small_book, capsys):
    before = state(small_book)
    refresh.refresh(small_book, "gdp", ask=lambda address: bank())
    new = {name for name in state(small_book) if name not in before}
    assert new == {f"data/{name}.refreshed.csv" for name in ("gdp", "row_sources", "sources")}
    assert {name: seen for name, seen in state(small_book).items() if name in before} == before
    assert "trade_gdp_tur_2019" in capsys.readouterr().out

    made = {name: (small_book / f"data/{name}.refreshed.csv").read_bytes() for name in ("gdp", "sources")}
    accept.take_refreshed(small_book)
    assert (small_book / "data" / "gdp.csv").read_bytes() == made["gdp"]
    data = small_book / "data"
    frame = tables.load("gdp", data).set_index("id")
    assert frame.loc["2019-tur", "value"] == 1_000_000 and "2026-10-07" in frame.loc["2019-tur", "vintage"]
    assert frame.loc["2020-tur", "vintage"] == "World Bank ranking of 1 July 2021", "an edition of the time was touched"
    assert tables.sources_of("gdp", ["2019-tur"], data) == ["wb_api_gdp"]


def test_trade_is_asked_for_a_year_at_a_time_and_only_totals_are_taken(tmp_path):
    asked = []

    def ask(address):
        asked.append(address)
        return comtrade(address)

    data = checkouts.as_it_stands(ROOT, tmp_path / "book") / "data"
    made = refresh.refreshed(data, "goods_trade", ask, dt.date(2026, 11, 24))["goods_trade"].decode()
    rows = [line for line in made.splitlines() if "UN Comtrade, asked on 2026-11-24" in line]
    assert len(rows) > 40 and all(",123.46," in row for row in rows)
    assert len(asked) == len(set(asked)) and all(len(re.findall(r"period=\d{4}&", one)) == 1 for one in asked)


def unreachable(address):
    raise data_apis.NoNetwork("api.worldbank.org can't be reached; nothing was changed")


SHORT = {("TUR", 2019): 1e12}
BAD_ANSWERS = {
    "no network": ("gdp", unreachable),
    "a refusal": (
        "gdp",
        lambda address: json.dumps(
            [{"message": [{"id": "120", "key": "Invalid value", "value": "not valid"}]}]
        ).encode(),
    ),
    "cut short": ("gdp", lambda address: bank()[:400]),
    "a page of words": ("gdp", lambda address: b"<html>Down for maintenance</html>"),
    "one year missing": ("gdp", lambda address: bank(SHORT)),
    "empty values": ("gdp", lambda address: bank({("TUR", 2019): None})),
    "a word for a value": ("gdp", lambda address: bank({("TUR", 2019): "many"})),
    "another layout": ("gdp", lambda address: json.dumps({"page": 1, "observations": []}).encode()),
    "renamed fields": ("gdp", lambda address: bank().replace(b"countryiso3code", b"iso3")),
    "another indicator": ("gdp", lambda address: bank().replace(b"NY.GDP.MKTP.CD", b"NY.GDP.MKTP.KD")),
    "pages without end": ("gdp", lambda address: bank(pages=10_000)),
    "values out of range": ("goods_trade", lambda address: comtrade(address).replace(b"123456789.0", b"1e300")),
    "an error in words": ("goods_trade", lambda address: comtrade(address, error="quota exceeded")),
    "fewer records than said": ("goods_trade", lambda address: comtrade(address, count=500)),
    "no total": ("goods_trade", lambda address: comtrade(address).replace(b'"motCode": 0', b'"motCode": 1000')),
    "an unknown table": ("milex", unreachable),
}


@pytest.mark.parametrize("what", BAD_ANSWERS)
def test_after_a_bad_answer_every_file_is_as_it_was(whole_book, what):
    table, ask = BAD_ANSWERS[what]
    before = state(whole_book)
    with pytest.raises((ValueError, RuntimeError)) as problem:
        refresh.refresh(whole_book, table, ask=ask)
    assert "\n" not in str(problem.value) and state(whole_book) == before


def test_an_interrupted_refresh_leaves_every_file_as_it_was(small_book, monkeypatch):
    before = state(small_book)

    def stopped(path, content):
        path.write_bytes(content[:100])
        raise KeyboardInterrupt

    monkeypatch.setattr(atomic_write, "_put", stopped)
    monkeypatch.setattr(accept, "judge", lambda *_: {"told": "what it would move"})
    with pytest.raises(KeyboardInterrupt):
        refresh.refresh(small_book, "gdp", ask=lambda address: bank())
    assert not atomic_write.finish(small_book) and state(small_book) == before


# Links.


def test_links_in_prose_and_in_lists_are_asked_and_what_is_gone_fails(small_book, tmp_path, capfd):
    www = tmp_path / "www"
    www.mkdir()
    (www / "there.html").write_text("It is.")
    (small_book / "_toc.yml").write_text("format: jb-book\nroot: chapters/front\n")
    page = small_book / "chapters" / "front.md"
    with served(www) as at:
        listed = f'<p><a class="x" href="{at}/there.html?a=1&amp;b=2">Two</a> <a href="{at}/lost.html">Three</a></p>'
        page.write_text(f"# Is it there?\n\n[One]({at}/there.html).\n\n{listed}\n", encoding="utf-8")
        assert links.check(small_book) == 1
        said = capfd.readouterr().out
    assert f"1 gone\n  chapters/front.md: {at}/lost.html: 404" in said and "2 of 3 links work" in said
    assert links.check(small_book) == 0, "no network isn't a dead link"
    assert "0 gone\n3 without a clear answer" in capfd.readouterr().out


# A chapter, an edition.


def test_a_new_chapter_has_its_shape_and_fails_until_it_is_written(tmp_path):
    book = checkouts.as_it_stands(ROOT, tmp_path / "book")
    new_chapter.make(book, "black-sea", "The Black Sea")
    assert "file: chapters/black-sea\n        title: The Black Sea" in (book / "_toc.yml").read_text(encoding="utf-8")
    ended = subprocess.run(
        [sys.executable, "-m", "pytest", "tests/test_black_sea.py", "-q", "-p", "no:cacheprovider"],
        cwd=book,
        env=build.environment(book),
        capture_output=True,
        text=True,
        check=False,
    )
    assert "4 failed" in ended.stdout, ended.stdout
    before = state(book)
    for name in ("black-sea", "Black Sea", "../sea", "range-circles"):
        with pytest.raises(new_chapter.NotMade):
            new_chapter.make(book, name)
    assert state(book) == before


def test_an_edition_is_set_everywhere_at_once(small_book, verb, without_notebooks):
    log = small_book / "CHANGELOG.md"
    before, _, after = log.read_text(encoding="utf-8").partition(accept.UNRELEASED)
    log.write_text(before + after[after.find("\n## ") + 1 :] if after else before, encoding="utf-8")
    assert "nothing to release" in verb(small_book, "release", "0.2.0").stderr
    nothing = {"moved": [], "rows": [], "earlier": []}
    log.write_text(accept.with_line(log.read_text(encoding="utf-8"), "A trial", nothing), encoding="utf-8")
    ended = verb(small_book, "release", "0.2.0")
    assert ended.returncode == 0, ended.stderr
    today = dt.date.today()
    said = {
        name: (small_book / name).read_text(encoding="utf-8")
        for name in ("pyproject.toml", "CITATION.cff", "_config.yml", "CHANGELOG.md", "data/datapackage.json")
    }
    assert 'version = "0.2.0"' in said["pyproject.toml"] and "version: 0.2.0" in said["CITATION.cff"]
    assert f"date-released: {today}" in said["CITATION.cff"] and '"version": "0.2.0"' in said["data/datapackage.json"]
    assert f"\n  edition: {today}\n" in said["_config.yml"]
    assert f"## 0.2.0, {today.day} {today:%B %Y}" in said["CHANGELOG.md"]
    assert accept.UNRELEASED not in said["CHANGELOG.md"]
    assert "A trial" in (small_book / release.NOTES).read_text(encoding="utf-8")
    assert "is in CHANGELOG.md already" in verb(small_book, "release", "0.2.0").stderr


VERBS = {name: verb for group in verbs.VERBS.values() for name, verb in group.items()}


@pytest.mark.parametrize("asked", [[], ["help"], ["--help"]])
def test_every_way_of_asking_for_help_lists_the_verbs(asked, capsys):
    with pytest.raises(SystemExit) as ended:
        verbs.main(asked)
    assert ended.value.code == 0 and "what an edit moves" in capsys.readouterr().out


def test_make_and_python_know_the_same_verbs():
    targets = set(re.findall(r"(?m)^([a-z-]+(?: [a-z-]+)*):$", (ROOT / "Makefile").read_text(encoding="utf-8")))
    made = {name for line in targets for name in line.split()} - {"help"}
    assert made == VERBS.keys()


@pytest.mark.parametrize("name", VERBS)
def test_what_a_verb_calls_takes_its_arguments(name):
    module, _, function = VERBS[name][0].partition(":")
    takes = inspect.signature(getattr(importlib.import_module(f"brief.{module}"), function))
    takes.bind(ROOT, **{argument.strip("-"): None for argument in VERBS[name][2]})


# Killed at any moment.


@pytest.mark.audit
@pytest.mark.parametrize("seed", range(20))
def test_a_verb_killed_at_any_moment_leaves_book_and_site_whole(small_book, seed):
    pick = random.Random(seed)
    verb = [["book"], ["outputs"], ["tidy", "data/gdp.csv"], ["accept", "because"], ["refresh", "gdp"]][seed % 5]
    site = small_book / "_build" / "html"
    site.mkdir(parents=True)
    (site / "index.html").write_text("the last good site")
    gdp_of_2019(small_book, GDP + 30_000)
    if verb[0] == "tidy":
        table = small_book / "data" / "gdp.csv"
        table.write_bytes(table.read_text(encoding="utf-8").replace("\n", "\r\n").encode("utf-16"))
    before = state(small_book)
    # The answer waits here, since the test has no network.
    code = (
        RUN
        if verb[0] != "refresh"
        else (
            "from pathlib import Path; from tests.test_editor import bank, refresh; "
            "refresh.refresh(Path('.').resolve(), 'gdp', ask=lambda address: bank())"
        )
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, *verb],
        cwd=small_book,
        env=build.environment(small_book),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    time.sleep(pick.uniform(0.05, 20 if verb[0] in ("book", "accept") else 8))
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    atomic_write.finish(small_book)
    after = state(small_book)
    whole = [name for name in after if name.endswith((".csv", ".ipynb", ".md")) and after[name] != before.get(name)]
    for name in whole:
        text = (small_book / name).read_text(encoding="utf-8")
        assert text.endswith("\n") and (not name.endswith(".ipynb") or json.loads(text)), f"{verb}: {name} is torn"
    assert set(whole) in (set(), *POSSIBLE[verb[0]]), f"{verb} was killed and left {whole}"
    assert (site / "index.html").read_text(encoding="utf-8")
    if verb[0] != "book":
        assert (site / "index.html").read_text() == "the last good site"


POSSIBLE = {
    "book": [],
    "outputs": [{"tests/outputs/probe.ipynb"}],
    "tidy": [{"data/gdp.tidy.csv"}],
    "accept": [{"CHANGELOG.md", snapshot.PATH, "tests/outputs/probe.ipynb"}],
    "refresh": [{f"data/{name}.refreshed.csv" for name in ("gdp", "row_sources", "sources")}],
}
