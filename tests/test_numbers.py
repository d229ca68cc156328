"""Every published number has a trail, and every finding is true."""

from __future__ import annotations

import subprocess
import sys

import pytest

from brief import dates, numbers
from brief.numbers import DASH, NBSP, Number, RegisterError, _rounded
from brief.processes import environment
from tests.books import ROOT

NUMBERS = numbers.numbers()
FINDINGS = numbers.findings()


def made(found, unit="km", places=0) -> Number:
    """A number with a fixed value, as the register would print it."""
    key = f"made_{abs(hash((found, unit, places)))}"
    numbers._numbers[key] = entry = Number(
        key, "reach", lambda: found, "made", unit, places, "today", {}, "", "", (), False
    )
    return entry


@pytest.fixture(autouse=True)
def forget_made_numbers(monkeypatch):
    monkeypatch.setattr(numbers, "_numbers", dict(numbers._numbers))


def test_rounding_is_the_reader_s_half_away_from_zero():
    whole = {453.02: "453", 0.5: "1", 2.5: "3", -2.5: "\u22123", -0.4: "0", 1137.6: "1,138"}
    assert {amount: _rounded(amount, 0) for amount in whole} == whole
    assert [_rounded(33.65, 1), _rounded(1.005, 2), _rounded(0, 1)] == ["33.7", "1.01", "0.0"]


def test_an_interval_prints_both_ends_and_collapses_when_they_round_alike():
    assert made((33.0, 34.1), "%").text() == f"33{DASH}34{NBSP}%"
    assert made((33.6, 34.1), "%").text() == f"34{NBSP}%"
    assert made(1, "months").text() == f"1{NBSP}month"
    assert made(453.02).text(bare=True) == "453"
    assert made(4, "cities").text(words=True) == f"four{NBSP}cities"
    assert made(1, "cities").text(words=True, bare=True) == "one"
    assert made(13, "cities").text(words=True) == f"13{NBSP}cities"
    assert [made(count, "times").text(words=True) for count in (1, 2, 5)] == ["once", "twice", f"five{NBSP}times"]
    assert made((1, 2), "times").text(words=True) == f"one{DASH}two{NBSP}times"


def test_an_unordered_or_endless_value_is_refused_and_an_unknown_key_names_its_neighbours():
    for found in ((2, 1), float("nan")):
        with pytest.raises(RegisterError, match="neither a finite value"):
            made(found).text()
    with pytest.raises(RegisterError, match="moscow_km"):
        numbers.text("mosc_no_such_thing")


@pytest.mark.parametrize("entry", NUMBERS, ids=lambda n: n.key)
def test_a_number_has_a_value_a_meaning_rows_and_sources_of_its_time(entry):
    card = numbers.card(entry.key)
    assert card["text"] and len(card["meaning"]) > 15, f"{entry.key} says too little of what it means"
    assert card["rows"], f"{entry.key} names no rows of data/"
    assert card["published_by"], f"{entry.key}: its rows have no source"
    assert entry.since or entry.known_on() <= dates.CUTOFF, (
        f"{entry.key} rests on a row known only on {entry.known_on()}: mark it since=True or choose an earlier row"
    )


@pytest.mark.parametrize("entry", FINDINGS, ids=lambda f: f.key)
def test_a_finding_holds_and_rests_on_numbers_of_its_own_time(entry):
    for key in entry.numbers:
        number = numbers.get(key)
        assert entry.since or not number.since, f"{entry.key} (body) rests on {key}, known only later"
    assert entry.holds(), f"false: {entry.says}"


@pytest.mark.parametrize("module", numbers.CHAPTERS)
def test_every_chapter_publishes_numbers_and_findings(module):
    assert numbers.numbers(module) and numbers.findings(module)


def test_a_process_reads_what_another_has_computed(tmp_path, monkeypatch):
    file = tmp_path / "numbers.json"
    numbers.keep(file)
    code = (
        "import sys; from brief import numbers\n"
        "for one in numbers.numbers(): print(one.key, one.text(), one.is_name or one.bounds, one.row_ids())\n"
        "for one in numbers.findings(): print(one.key, one.holds(), one.numbers)\n"
        "print(sum(name.startswith('analysis.') for name in sys.modules))\n"
    )
    said = [
        subprocess.check_output([sys.executable, "-c", code], env=environment(ROOT) | kept, encoding="utf-8")
        for kept in ({}, {numbers.KEPT: str(file)})
    ]
    # In which order chapters are first read is no matter.
    computed, recalled = (sorted(one.splitlines()[:-1]) + one.splitlines()[-1:] for one in said)
    assert computed[:-1] == recalled[:-1] and recalled[-1] == "0" < computed[-1]
