"""`make tidy`: what a spreadsheet did to a table is undone beside the original, or nothing is done."""

import contextlib
import csv
import datetime as dt
import io
import json
import os
import re
import shutil
from unittest.mock import Mock

import pandas as pd
import pytest
from hypothesis import given, settings

from brief import __main__ as verbs
from brief.data import tables
from brief.data.tables import TableError
from brief.editor import repair
from tests.books import contents
from tests.small_data import COLUMNS, TRADE, TURKISH, as_lists, columns_changed, good_tables, put, refusal

GERMAN = ["Jan", "Feb", "Mrz", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez"]


def german(kind, text):
    """A cell as a spreadsheet set to German saves it: 15196,00 and 31.12.2019, also where the column holds text."""
    if kind == "number":
        return text.replace(".", ",")
    if day := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", text):
        return f"{day[3]}.{day[2]}.{day[1]}"
    if month := re.fullmatch(r"(\d\d)(\d\d)-(0[1-9]|1[012])", text):
        return f"{GERMAN[int(month[3]) - 1]} {month[2]}"
    return {"true": "WAHR", "false": "FALSCH"}.get(text, text) if kind == "boolean" else text


def american(kind, text):
    """A cell as a spreadsheet set to American English saves it: 12/31/2019, and Dec-11 for December 2011."""
    for form, shown in {"%Y-%m-%d": "{0.month}/{0.day}/{0.year}", "%Y-%m": "{0:%b-%y}", "%B %Y": "{0:%b-%y}"}.items():
        with contextlib.suppress(ValueError):
            return shown.format(dt.datetime.strptime(text, form))
    if day := re.fullmatch(r"([A-Z][a-z]{2})[a-z]* (\d\d?), \d\d(\d\d)", text):
        return f"{day[2]}-{day[1]}-{day[3]}"
    return text.upper() if kind == "boolean" else text


SPREADSHEETS = {
    "german": (german, ";", "cp1254"),
    "american": (american, ",", "cp1254"),
    "unicode": (german, "\t", "utf-16"),
}


def saved_by(how, name, folder, rows):
    """The bytes of a table (header and rows of texts) as that spreadsheet saves it."""
    change, separator, page = SPREADSHEETS[how]
    kinds = [one["type"] for one in tables.describe(name, folder)["schema"]["fields"]]
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator, lineterminator="\r\n")
    writer.writerow(rows[0])
    writer.writerows([change(*cell) for cell in zip(kinds, row, strict=True)] for row in rows[1:])
    try:
        return out.getvalue().encode(page)
    except UnicodeEncodeError:  # a letter that the code page lacks: the other way to save is UTF-8
        return out.getvalue().encode("utf-8-sig")


@pytest.mark.parametrize("how", SPREADSHEETS)
@settings(max_examples=60)
@given(table=good_tables(TURKISH))
def test_a_repaired_table_is_the_table_that_was_re_coded_or_there_is_none(workbench, how, table):
    texts, values = table
    put(workbench, "trade.csv", saved_by(how, "trade", workbench, [COLUMNS, *texts]))
    (workbench / "trade.tidy.csv").unlink(missing_ok=True)
    try:
        repaired = repair.repair(workbench / "trade.csv")
    except repair.NotSure as doubt:
        assert "\n" not in str(doubt) and not (workbench / "trade.tidy.csv").exists()
        return
    put(workbench, "trade.csv", repaired.read_bytes())
    assert as_lists(tables.load("trade", workbench)) == values


def cells_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


@pytest.mark.parametrize("how", SPREADSHEETS)
@pytest.mark.parametrize("name", [name for name in tables.names() if tables.describe(name)["format"] == "csv"])
def test_the_books_own_tables_come_back_cell_for_cell_or_what_does_not_is_named_or_nothing_is_written(
    tmp_path, how, name
):
    folder, file = tmp_path / "data", f"{name}.csv"
    folder.mkdir()
    shutil.copy(tables.DATA / "datapackage.json", folder)
    rows = cells_of(tables.DATA / file)
    put(folder, file, saved_by(how, name, folder, rows))
    try:
        repaired = repair.repair(folder / file)
        named = {(cell.field, cell.value) for cell in repair.unmended(repaired)}
        for was, now in zip(rows, cells_of(repaired), strict=True):
            other = {(name, b) for name, a, b in zip(rows[0], was, now, strict=True) if a != b}
            assert other <= named, f"{was} came back with {other}"
    except repair.NotSure:
        assert not (folder / f"{name}.tidy.csv").exists()


def recoded(*changes, text=TRADE):
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


def days(*shown):
    return recoded(*zip(("2019-12-31", "2020-12-31", "2021-03-01"), shown, strict=False))


def values(*shown):
    return recoded(*zip(("15196.0", "16178.5"), shown, strict=False))


def word(shown, page):
    return recoded(("Akıncı", shown)).encode(page)


REPAIRED = {
    "Turkish letters": recoded().encode("cp1254"),
    "letters read in a wrong code page": recoded(("Akıncı", "AkÄ±ncÄ±")),
    "semicolons": columns_changed(list, ";"),
    "semicolons, announced": "sep=;\n" + columns_changed(list, ";"),
    "tabs": columns_changed(list, "\t"),
    "decimal commas": values('"15196,0"', '"16178,5"'),
    "dates with points": days("31.12.2019", "2020-12-31", "01.03.2021"),
    "dates with slashes, told by one of them": days("31/12/2019", "2020-12-31", "1/3/2021"),
    "American dates, told by one of them": days("12/31/2019", "2020-12-31", "3/1/2021"),
    "dates with a time": days("2019-12-31 00:00:00", "2020-12-31", "1.3.2021 00:00"),
    "year first": days("2019/12/31", "2020-12-31", "2021.3.1"),
    "grouped thousands": values('"15,196.0"', '"16,178.5"'),
    "grouped by spaces": values("15\u00a0196.0"),
    "grouped by points": values('"15.196,0"', '"16178,5"'),
    "a grouped year": recoded((",2019,", ",2.019,")),
    "true in Turkish": recoded(("true", "DOĞRU"), ("false", "YANLIŞ")),
    "columns moved": columns_changed(lambda row: row[3:] + row[:3]),
    "empty columns and lines added": columns_changed(lambda row: [*row, "", ""]) + ",,,\n",
    "a stray space": recoded(("Akıncı", " Akıncı")),
    "byte order mark of sixteen bits": recoded().encode("utf-16"),
}


@pytest.mark.parametrize("content", REPAIRED.values(), ids=REPAIRED)
def test_tidy_brings_back_the_table_and_leaves_the_original_alone(data, content):
    expected = tables.load("trade", data)
    put(data, "trade.csv", content)
    before = contents(data)
    repaired = repair.repair(data / "trade.csv")
    assert contents(data) == before | {"trade.tidy.csv": repaired.read_bytes()}
    put(data, "trade.csv", repaired.read_bytes())
    pd.testing.assert_frame_equal(tables.load("trade", data), expected)


NEITHER = "{} is not a day of the calendar, day first; {} is not a day of the calendar, month first"
NO_NUMBER = "{} is not a number with . before its decimals; {} is not a number with , before its decimals"
TWO_WORDS = 'a word may be "{}" (cp1252) or "{}" ({}); say which with --encoding'
NOT_SURE = {
    "a day that may be a month": (days("03/04/2021", "5/5/2021"), "03/04/2021 may be 2021-04-03 or 2021-03-04"),
    "days and months both first": (days("31/12/2019", "12/31/2020"), NEITHER.format("12/31/2020", "31/12/2019")),
    "no century": (days("31.12.19"), "31.12.19 has no century"),
    "no such day": (days("31.02.2019"), "31.02.2019 is not a day of the calendar"),
    "thousands or decimals": (values('"1,234"', "16178"), "1,234 may be 1234 or 1.234"),
    "a point among decimal commas": (values("1.234", '"16178,5"'), "1.234 may be 1234 or 1.234"),
    "points and commas": (values('"15196,0"'), NO_NUMBER.format("15196,0", "16178.5")),
    "a shortened number": (values("1.5E+04"), "1.5E+04 is shortened and may have lost digits"),
    "Spanish or Polish": (word("España", "cp1252"), TWO_WORDS.format("España", "Espańa", "cp1250")),
    "Turkish or Russian": (word("ÇÇÇ", "cp1254"), TWO_WORDS.format("ÇÇÇ", "ЗЗЗ", "cp1251")),
    "no language": (word("½ price", "latin-1"), "no known code page reads all of its letters"),
    "another table": ("a,b\n1,2\n", "its first line is not the header of this table"),
    "a cut quotation": (TRADE + '"', "it is not CSV (unexpected end of data)"),
    "too few cells": (TRADE.replace("2020-12-31,false,", "2020-12-31;false,"), "row 3 that is not empty has 10 cells"),
    "nothing": ("\n", "it is empty"),
}


@pytest.mark.parametrize(("content", "message"), NOT_SURE.values(), ids=NOT_SURE)
def test_tidy_refuses_what_could_be_meant_in_two_ways(data, content, message):
    put(data, "trade.csv", content)
    before = sorted(data.rglob("*"))
    with pytest.raises(repair.NotSure) as caught:
        repair.repair(data / "trade.csv")
    assert str(caught.value).startswith(f"data/trade.csv: {message}")
    assert str(caught.value).endswith("nothing was written") and sorted(data.rglob("*")) == before


def test_tidy_takes_the_editors_word_for_the_code_page_and_gives_a_good_file_back_itself(data):
    assert repair.repair(data / "trade.csv") == data / "trade.csv"
    put(data, "trade.csv", recoded(("Akıncı", "Gdańsk")).encode("cp1250"))
    repaired = repair.repair(data / "trade.csv", encoding="cp1250")
    assert "Gdańsk" in repaired.read_text(encoding="utf-8")
    put(data, "trad.csv", TRADE)
    with pytest.raises(TableError, match="did you mean trade"):
        repair.repair(data / "trad.csv")


def test_a_month_of_which_a_spreadsheet_made_a_date_comes_back_in_its_column_s_own_form(data):
    package = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))
    [name] = [one for one in package["resources"][0]["schema"]["fields"] if one["name"] == "name"]
    name["constraints"] = {"pattern": "[0-9]{4}-[0-9]{2}"}
    put(data, "datapackage.json", package)
    rows = recoded(('"Gas, by pipe"', "Dec-11"), ("Akıncı", "Jan-04"), ('"two\nlines"', "Jul-74"))
    put(data, "trade.csv", recoded(('"report, 2019"', "Dec-11"), ('"report, 2020"', "Nov 21"), text=rows))
    assert 'field name: "Dec-11" is a date cut short: a spreadsheet' in refusal(data, "trade")
    repaired = repair.repair(data / "trade.csv")
    assert not repair.unmended(repaired)
    kept = [(row[1], row[-1]) for row in cells_of(repaired)[1:]]
    assert kept == [("2011-12", "December 2011"), ("2004-01", "November 2021"), ("1974-07", "first")]


@pytest.mark.parametrize("short", ["11-Dec", "4-Apr-08", "15-Feb-2016"])
def test_what_can_t_be_brought_back_is_named_and_no_success_is_claimed(data, short, capsys):
    put(data, "trade.csv", recoded(('"report, 2019"', short), ("15196.0", "abc"), ("2019-12-31", "31.12.2019")))
    assert verbs.run(["tidy", str(data / "trade.csv")]) == 1
    assert capsys.readouterr().out.splitlines() == [
        str(data / "trade.tidy.csv"),
        'still to mend by hand: data/trade.tidy.csv, row 2, field value: "abc" is not a number',
        f'still to mend by hand: data/trade.tidy.csv, row 2, field vintage: "{short}" is a date cut short',
    ]


def test_a_repaired_table_is_named_though_the_next_one_stops_the_verb(data, capsys):
    put(data, "trade.csv", TRADE.encode("cp1254"))
    assert verbs.run(["tidy", str(data / "trade.csv"), str(data / "none.csv")]) == 1
    assert capsys.readouterr().out.splitlines() == [str(data / "trade.tidy.csv")]


def test_an_interrupted_repair_leaves_the_last_copy_whole_and_no_litter(data, monkeypatch):
    put(data, "trade.csv", TRADE.encode("cp1254"))
    repair.repair(data / "trade.csv")
    put(data, "trade.csv", TRADE.replace("Akıncı", "Kızılelma").encode("cp1254"))
    before = contents(data)
    monkeypatch.setattr(os, "replace", Mock(side_effect=KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        repair.repair(data / "trade.csv")
    assert contents(data) == before
