"""The editor's verbs: what an edit moves is told, accepted with a reason, and never half done."""

from __future__ import annotations

import contextlib
import datetime as dt
import importlib
import inspect
import json
import os
import random
import re
import signal
import subprocess
import time
from pathlib import Path

import pytest

from brief import __main__ as verbs
from brief import accepted_outputs, atomic_write, build, checkouts, numbers
from brief.data import tables
from brief.editor import accept, changes, history, links, new, refresh, release, snapshot
from brief.errors import Stopped
from brief.visual_checks.browser import served
from tests.books import ROOT, call, commit, contents, set_value, start


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


def accepted(book: Path) -> Path:
    """A copied book whose record says that it was accepted as it is."""
    (book / snapshot.PATH).write_bytes(snapshot.as_csv(snapshot.current(book)))
    return book


# As the row stands, so that an editor may correct it.
GDP_2019 = ("gdp", "2019-tur")
GDP = json.loads(history.cells(ROOT / "data" / "gdp.csv")["2019-tur"]["value"])


# What an edit moves.


def test_every_published_number_and_verdict_is_as_it_was_accepted():
    now, stored = (record | {snapshot.CONTENT: ""} for record in (snapshot.current(ROOT), snapshot.read(ROOT)))
    moved = [changes._moved(*key, stored, now) for key in snapshot.moved(stored, now)]
    assert not moved, f"{len(moved)} moved since they were accepted, first {moved[0]}. Next: make changes"


def test_what_moved_is_told_nothing_is_written_and_a_false_finding_is_not_accepted(tmp_path, verb):
    book = commit(checkouts.as_it_stands(ROOT, tmp_path / "book"))
    set_value(book, *GDP_2019, GDP + 30_000)
    before, spent = contents(book), sum(os.times()[2:4])
    told = call(book, "changes")
    assert sum(os.times()[2:4]) - spent < 30, "seconds of the processor, so that a busy machine is no fault"
    assert told.returncode == 0, told.stderr
    assert f"data/gdp.csv, 2019-tur: value {GDP} -> {GDP + 30_000}   (source " in told.stdout
    assert re.search(r"1 number\n  trade_gdp_tur_2019 .* -> ", told.stdout)
    assert re.search(r'chapters/trade-dependence\.md:\d+ "', told.stdout)
    assert "all still true" in told.stdout and told.stdout.splitlines()[-1].startswith("Next: make accept")
    assert contents(book) == before

    set_value(book, "gas_imports", "2020-rus-iea", 46)  # almost no Russian gas
    before = contents(book)
    ended = verb(book, "accept", "Customs revised it")
    assert ended.returncode == 1 and "nothing was stored" in ended.stderr and contents(book) == before
    told = ended.stdout
    assert "NO LONGER TRUE: wheat_and_gas_several_times" in told
    chapter = (book / "chapters" / "trade-dependence.md").read_text(encoding="utf-8")
    line = 1 + chapter[: chapter.index("{holds}`wheat_and_gas_several_times`")].count("\n")
    assert f'chapters/trade-dependence.md:{line} "{chapter.splitlines()[line - 1][:40]}' in told
    assert re.search(r"gas_share_tur .* quoted: trade-dependence", told)
    assert str(changes.Report(fallen=["wheat_and_gas_several_times"])).splitlines()[-1].startswith("Next: mend")


FLAWED = {
    "It stands on 453 legs.": "typed, not published and not guarded by a finding: 453",
    "It has {num}`missile_range` and thirty-one legs.": "typed, not published and not guarded by a finding: thirty-one",
    "It stands on {num}`no_such_legs`.": "no number is called 'no_such_legs'",
    "It stands {holds}`no_such_finding`.": "no finding is called 'no_such_finding'",
}


def test_changes_after_a_sentence_names_it_and_what_may_not_stand_in_it(smaller_book, verb):
    assert "Rows: not known, since this folder is no git clone" in verb(smaller_book, "changes").stdout
    commit(smaller_book)
    page = smaller_book / "chapters" / "front.md"
    page.write_text("\n\n".join(["# Does the front page stand?", "It does.", *FLAWED]) + "\n", encoding="utf-8")
    ended = verb(smaller_book, "changes")
    printed = numbers.text("missile_range", "bare")
    assert 'chapters/front.md:5 "It stands on 453 legs."' in ended.stdout
    assert f'chapters/front.md:7 "It has {printed} km and thirty-one legs."' in ended.stdout
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


def test_changes_can_compare_with_an_older_commit(smaller_book, verb):
    commit(accepted(smaller_book))
    set_value(smaller_book, *GDP_2019, GDP + 1)
    commit(accepted(smaller_book))
    assert "0 rows" in verb(smaller_book, "changes").stdout
    assert f"value {GDP} -> {GDP + 1}" in verb(smaller_book, "changes", "--since", "HEAD^1").stdout


def test_a_bad_row_is_one_line(small_book, verb):
    set_value(small_book, *GDP_2019, "many")
    for ended in (call(small_book, "changes"), verb(small_book, "accept", "because")):
        assert ended.returncode == 1 and "Traceback" not in ended.stderr
        assert re.search(r"data/gdp\.csv, row \d+.*many", ended.stderr.strip().splitlines()[-1]), ended.stderr


# Accepting it.


def test_nothing_is_accepted_without_a_reason(whole_book, verb):
    before = contents(whole_book)
    for why in ([], ["  "], ["..."]):
        ended = verb(whole_book, "accept", *why)
        assert ended.returncode == 1 and "say why" in ended.stderr and contents(whole_book) == before


def test_accepting_stores_outputs_numbers_and_the_dated_reason(small_book):
    commit(accepted(small_book))
    before_it = snapshot.read(small_book)
    set_value(small_book, *GDP_2019, GDP + 30_000)
    before = contents(small_book)
    ended = call(small_book, "accept", "The World Bank", "revised 2019.")
    assert ended.returncode == 0, ended.stderr
    assert {name for name, new in contents(small_book).items() if before.get(name) != new} == POSSIBLE["accept"]
    today = dt.date.today()
    line = (
        rf"- {today.day} {today:%B %Y}: The World Bank revised 2019 "
        rf"\(Trade with Russia .*: trade_gdp_tur_2019 .* -> .*; "
        rf"data/gdp\.csv, 2019-tur: value {GDP} -> {GDP + 30_000} \(source World Bank, “.*”.*\)\)\.\n"
    )
    assert re.search(line, (small_book / "CHANGELOG.md").read_text(encoding="utf-8"))
    moved = snapshot.moved(before_it, snapshot.read(small_book))
    assert set(moved) == {("number", "trade_gdp_tur_2019"), snapshot.CONTENT}


def test_a_reason_is_put_on_what_moved_no_printed_number_and_not_on_what_earlier_commits_had_moved(
    small_book, verb, without_notebooks
):
    def lines(count):
        return re.findall(r"(?m)^- \d.*$", (small_book / "CHANGELOG.md").read_text(encoding="utf-8"))[:count]

    commit(accepted(small_book))
    set_value(small_book, *GDP_2019, GDP + 1)
    ended = verb(small_book, "accept", "A slip of ours")
    assert ended.returncode == 0 and "0 numbers" in ended.stdout and "make accept" not in ended.stdout, ended
    assert f"A slip of ours (data/gdp.csv, 2019-tur: value {GDP} -> {GDP + 1} (source " in lines(1)[0]

    commit(small_book)
    set_value(small_book, "gas_imports", "2020-rus-iea", 16_000)
    commit(small_book)
    # What nobody has edited since is the editor's own.
    assert history.unaccepted(small_book, small_book) is None
    set_value(small_book, *GDP_2019, GDP + 30_000)
    ended = verb(small_book, "accept", "The World Bank revised 2019")
    assert ended.returncode == 0, ended.stderr
    own_numbers, earlier = ended.stdout.split("Moved before this edit, by commits that nobody accepted")
    mine, others = lines(2)
    assert "The World Bank" in mine and "moved by earlier commits" in others
    for own, other in ((own_numbers, earlier), (mine, others)):
        assert "trade_gdp_tur_2019 " in own and "gas_share_tur " not in own and "gas_share_tur " in other
    assert "trade_gdp" not in others


# All or nothing.


def stop_at(monkeypatch, owner, name: str, which: int) -> None:
    """Ends the process, so to speak, when a function is called for the `which`-th time."""
    real, count = getattr(owner, name), iter(range(100))

    def stopping(*arguments):
        if next(count) == which:
            raise KeyboardInterrupt
        return real(*arguments)

    monkeypatch.setattr(owner, name, stopping)


@pytest.mark.parametrize("stopped_at", range(6))
def test_files_written_together_are_all_old_or_all_new(tmp_path, monkeypatch, stopped_at):
    names = ["a.csv", "b.ipynb", "deep/c.md"]
    for name in [*names, "gone"]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("old")
    with monkeypatch.context() as during, contextlib.suppress(KeyboardInterrupt):
        stop_at(during, os, "replace", stopped_at)
        atomic_write.write(tmp_path, dict.fromkeys(names, b"new"), remove=["gone"])
    atomic_write.finish(tmp_path)
    found = {(tmp_path / name).read_text() for name in names} | {"new" if not (tmp_path / "gone").exists() else "old"}
    assert found == ({"old"} if stopped_at == 0 else {"new"})


@pytest.mark.parametrize("stopped_at", range(3))
def test_a_site_is_there_whole_wherever_its_swap_is_stopped(tmp_path, monkeypatch, stopped_at):
    site, ready = tmp_path / "_build" / "html", tmp_path / "_build" / "next"
    for folder, words in ((site, "old"), (ready, "new")):
        folder.mkdir(parents=True)
        (folder / "index.html").write_text(words)
    with monkeypatch.context() as during, contextlib.suppress(KeyboardInterrupt):
        stop_at(during, Path, "rename", stopped_at)
        build._swap_in(ready, site)
    build.put_back(tmp_path)
    assert (site / "index.html").read_text() == ("new" if stopped_at == 2 else "old")


# Refreshing a table.

GDP_CODE = "NY.GDP.MKTP.CD"
YEARLY = {(country, year): 1e12 + year for country in ("RUS", "TUR") for year in range(2000, 2022)}


def bank(values=YEARLY, **head) -> bytes:
    """An answer of the World Bank's Indicators API v2, in its documented form: a list of a head and a body."""
    body = [
        {"indicator": {"id": GDP_CODE}, "countryiso3code": country, "date": str(year), "value": value, "decimal": 0}
        for (country, year), value in values.items()
    ]
    return json.dumps([{"page": 1, "pages": 1, "total": len(body), "lastupdated": "2026-10-07"} | head, body]).encode()


def comtrade(address: str, **more) -> bytes:
    """An answer of UN Comtrade's public preview to one call, in its documented form."""
    asked = dict(re.findall(r"(\w+)=([^&]*)", address))
    common = {"period": asked["period"], "reporterCode": int(asked["reporterCode"]), "cmdCode": "TOTAL"}
    records = [
        common
        | {"flowCode": flow, "partnerCode": int(partner), "partner2Code": 0, "customsCode": "C00", "motCode": mot}
        | {"primaryValue": 123456789.0 if mot == 0 else 1.0}
        for flow in asked["flowCode"].split(",")
        for partner in asked["partnerCode"].split(",")
        for mot in (0, 2100)
    ]
    return json.dumps({"elapsedTime": "0.1 secs", "count": len(records), "data": records, "error": ""} | more).encode()


def test_a_refreshed_table_waits_beside_the_old_one_until_it_is_accepted(small_book, capsys):
    before = contents(small_book)
    refresh.refresh(small_book, "gdp", ask=lambda address: bank())
    after = contents(small_book)
    made = {name: after.pop(name) for name in POSSIBLE["refresh"]}
    assert after == before and "trade_gdp_tur_2019" in capsys.readouterr().out

    accept.take_refreshed(small_book)
    data = small_book / "data"
    assert (data / "gdp.csv").read_bytes() == made["data/gdp.refreshed.csv"]
    frame = tables.load("gdp", data).set_index("id")
    assert frame.loc["2019-tur", "value"] == 1_000_000 and "2026-10-07" in frame.loc["2019-tur", "vintage"]
    assert frame.loc["2020-tur", "vintage"] == "World Bank ranking of 1 July 2021", "an edition of the time was touched"
    assert tables.sources_of("gdp", ["2019-tur"], data) == ["wb_api_gdp"]


def test_trade_is_asked_for_a_year_at_a_time_and_only_totals_are_taken(whole_book):
    asked = []
    day = dt.date(2026, 11, 24)
    made = refresh.refreshed(whole_book / "data", "goods_trade", lambda at: asked.append(at) or comtrade(at), day)
    rows = [line for line in made["goods_trade"].decode().splitlines() if "UN Comtrade, asked on 2026-11-24" in line]
    assert len(rows) > 40 and all(",123.46," in row for row in rows)
    assert len(asked) == len(set(asked)) and all(len(re.findall(r"period=\d{4}&", one)) == 1 for one in asked)


def unreachable(address):
    raise Stopped("api.worldbank.org cannot be reached; nothing was changed")


BAD_ANSWERS = {
    "no network": ("gdp", unreachable),
    "a refusal": ("gdp", lambda address: b'[{"message": [{"id": "120", "key": "Invalid", "value": "not valid"}]}]'),
    "cut short": ("gdp", lambda address: bank()[:400]),
    "a page of words": ("gdp", lambda address: b"<html>Down for maintenance</html>"),
    "one year missing": ("gdp", lambda address: bank({("TUR", 2019): 1e12})),
    "empty values": ("gdp", lambda address: bank({("TUR", 2019): None})),
    "a word for a value": ("gdp", lambda address: bank({("TUR", 2019): "many"})),
    "another layout": ("gdp", lambda address: b'{"page": 1, "observations": []}'),
    "renamed fields": ("gdp", lambda address: bank().replace(b"countryiso3code", b"iso3")),
    "another indicator": ("gdp", lambda address: bank().replace(GDP_CODE.encode(), b"NY.GDP.MKTP.KD")),
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
    before = contents(whole_book)
    with pytest.raises((Stopped, tables.TableError)) as problem:
        refresh.refresh(whole_book, table, ask=ask)
    assert "\n" not in str(problem.value) and contents(whole_book) == before


# Links.


def test_links_in_prose_and_in_lists_are_asked_and_what_is_gone_fails(smaller_book, tmp_path, monkeypatch, capfd):
    www = tmp_path / "www"
    www.mkdir()
    (www / "there.html").write_text("It is.")
    (smaller_book / "_toc.yml").write_text("format: jb-book\nroot: chapters/front\n")
    page = smaller_book / "chapters" / "front.md"
    with served(www) as at:
        listed = f'<p><a class="x" href="{at}/there.html?a=1&amp;b=2">Two</a> <a href="{at}/lost.html">Three</a></p>'
        prose = f"[One]({at}/there.html). [No network](http://127.0.0.1:9/) isn’t a dead link."
        page.write_text(f"# Is it there?\n\n{prose}\n\n{listed}\n", encoding="utf-8")
        assert links.check(smaller_book) == 1
    said = capfd.readouterr().out
    assert f"1 gone\n  chapters/front.md: {at}/lost.html: 404" in said and "2 of 4 links work" in said
    assert "1 without a clear answer\n  chapters/front.md: http://127.0.0.1:9/" in said
    told = smaller_book / "_build" / "links" / "_build" / "html" / "output.json"
    lines = [line for line in told.read_text(encoding="utf-8").splitlines() if "lost.html" not in line]
    monkeypatch.setattr(links.processes, "python", lambda *_: told.write_text("\n".join(lines), encoding="utf-8"))
    assert links.check(smaller_book) == 0, "no network isn't a dead link"
    assert "0 gone\n1 without a clear answer" in capfd.readouterr().out


# A chapter, an edition.


def test_a_new_chapter_has_its_shape_and_fails_until_it_is_written(tmp_path):
    book = checkouts.as_it_stands(ROOT, tmp_path / "book")
    new.make_chapter(book, "black-sea", "The Black Sea")
    assert "file: chapters/black-sea\n        title: The Black Sea" in (book / "_toc.yml").read_text(encoding="utf-8")
    ended = call(book, "test", "tests/test_black_sea.py")
    assert "4 failed" in ended.stdout, ended.stdout
    before = contents(book)
    for name in ("black-sea", "Black Sea", "../sea", "range-circles"):
        with pytest.raises(Stopped):
            new.make_chapter(book, name)
    assert contents(book) == before


def test_an_edition_is_set_everywhere_at_once(small_book, verb, without_notebooks):
    log, today = small_book / "CHANGELOG.md", dt.date.today()
    before, _, after = log.read_text(encoding="utf-8").partition(accept.UNRELEASED)
    log.write_text(before + after[after.find("\n## ") + 1 :] if after else before, encoding="utf-8")
    assert "nothing to release" in verb(small_book, "release", "0.2.0").stderr
    nothing = {"moved": [], "rows": [], "earlier": []}
    log.write_text(accept.with_line(log.read_text(encoding="utf-8"), "A trial", nothing), encoding="utf-8")
    ended = verb(small_book, "release", "0.2.0")
    assert ended.returncode == 0, ended.stderr
    for file, words in {
        "pyproject.toml": 'version = "0.2.0"',
        "CITATION.cff": f"version: 0.2.0\ndate-released: {today}",
        "data/datapackage.json": '"version": "0.2.0"',
        "_config.yml": f"  edition: {today}\n",
        "CHANGELOG.md": f"## 0.2.0, {today.day} {today:%B %Y}\n",
        release.NOTES: "A trial",
    }.items():
        assert words in (small_book / file).read_text(encoding="utf-8"), f"{file} doesn't say {words!r}"
    assert accept.UNRELEASED not in log.read_text(encoding="utf-8")
    assert "is in CHANGELOG.md already" in verb(small_book, "release", "0.2.0").stderr


# The verbs.

VERBS = {name: verb for group in verbs.VERBS.values() for name, verb in group.items()}


def test_every_way_of_asking_for_help_lists_the_verbs_and_make_knows_the_same(capsys):
    for asked in ([], ["help"], ["--help"]):
        with pytest.raises(SystemExit) as ended:
            verbs.main(asked)
        assert ended.value.code == 0 and "what an edit moves" in capsys.readouterr().out
    targets = re.findall(r"(?m)^([a-z-]+(?: [a-z-]+)*):$", (ROOT / "Makefile").read_text(encoding="utf-8"))
    assert {name for line in targets for name in line.split()} - {"help"} == VERBS.keys()


@pytest.mark.parametrize("name", VERBS)
def test_what_a_verb_calls_takes_its_arguments(name):
    module, _, function = VERBS[name][0].partition(":")
    takes = inspect.signature(getattr(importlib.import_module(f"brief.{module}"), function))
    takes.bind(ROOT, **{argument.strip("-"): None for argument in VERBS[name][2]})


# Killed at any moment: what each verb may then have changed, all of it or nothing.

POSSIBLE = {
    "book": set(),
    "outputs": {"tests/outputs/probe.ipynb"},
    "tidy": {"data/gdp.tidy.csv"},
    "accept": {"CHANGELOG.md", snapshot.PATH, "tests/outputs/probe.ipynb"},
    "refresh": {f"data/{name}.refreshed.csv" for name in ("gdp", "row_sources", "sources")},
}
ARGUMENTS = {"tidy": ["data/gdp.csv"], "accept": ["because"], "refresh": ["gdp"]}
# The answer waits here, since the test has no network.
REFRESH = (
    "from pathlib import Path; from tests.test_editor import bank, refresh; "
    "refresh.refresh(Path('.').resolve(), 'gdp', ask=lambda address: bank())"
)


@pytest.mark.audit
@pytest.mark.parametrize("seed", range(20))
def test_a_verb_killed_at_any_moment_leaves_book_and_site_whole(small_book, seed):
    verb = [*POSSIBLE][seed % 5]
    site = small_book / "_build" / "html" / "index.html"
    site.parent.mkdir(parents=True)
    site.write_text("the last good site")
    set_value(small_book, *GDP_2019, GDP + 30_000)
    if verb == "tidy":
        table = small_book / "data" / "gdp.csv"
        table.write_bytes(table.read_text(encoding="utf-8").replace("\n", "\r\n").encode("utf-16"))
    before = contents(small_book)
    code = REFRESH if verb == "refresh" else verbs.RUN
    how = dict.fromkeys(("stdout", "stderr"), subprocess.DEVNULL)
    process = start(small_book, verb, *ARGUMENTS.get(verb, ()), code=code, start_new_session=True, **how)
    time.sleep(random.Random(seed).uniform(0.05, 20 if verb in ("book", "accept") else 8))
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    atomic_write.finish(small_book)
    changed = {name: content for name, content in contents(small_book).items() if content != before.get(name)}
    whole = {name for name in changed if name.endswith((".csv", ".ipynb", ".md"))}
    for name in whole:
        text = changed[name].decode()
        assert text.endswith("\n") and (not name.endswith(".ipynb") or json.loads(text)), f"{verb}: {name} is torn"
    assert whole in (set(), POSSIBLE[verb]), f"{verb} was killed and left {whole}"
    assert site.read_text(encoding="utf-8") == "the last good site" or verb == "book"
