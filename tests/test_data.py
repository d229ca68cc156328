"""The book's own data: every table whole, dated, sourced, under terms, and good by an independent judge too."""

import re

import pandas as pd
import pytest

from brief import dates
from brief.data import tables
from tests.conftest import ROOT
from tests.small_data import judged_by_frictionless

BOOK = tables.names()
DATED = [name for name in BOOK if tables.describe(name).get("sourced", True)]


def test_the_data_package_satisfies_an_independent_judge_and_names_every_file_of_the_folder():
    assert not judged_by_frictionless(tables.DATA)
    found = {path.relative_to(tables.DATA).as_posix() for path in tables.DATA.rglob("*") if path.is_file()}
    found = {path for path in found if path.endswith((".csv", ".geojson")) and not path.endswith(".tidy.csv")}
    assert found == {tables.describe(name)["path"] for name in BOOK}


@pytest.mark.parametrize("name", BOOK)
def test_every_table_says_what_it_is_and_under_which_terms_in_plain_utf8(name):
    assert len(tables.load(name))
    said = tables.describe(name)
    for part in ("title", "description", "format", "mediatype", "encoding", "licenses"):
        assert said.get(part), f"{name}: {part} is missing in datapackage.json"
    assert isinstance(said.get("redistributable"), bool), f"{name}: redistributable must say true or false"
    fields = said["schema"]["fields"]
    for one in fields:
        assert one.get("title"), f"{name}.{one['name']}: title is missing in datapackage.json"
        if one["type"] == "number" and name in DATED:
            assert one.get("unit") or any(other["name"] == "unit" for other in fields), f"{name}.{one['name']}: no unit"
    raw = (tables.DATA / said["path"]).read_bytes()
    assert not raw.startswith(b"\xef\xbb\xbf") and b"\r" not in raw


@pytest.mark.parametrize("name", DATED)
def test_every_row_has_an_id_a_vintage_and_a_day_on_which_it_was_known(name):
    fields = {one["name"]: one for one in tables.describe(name)["schema"]["fields"]}
    assert next(iter(fields)) == "id", f"{name}: the first column must be id"
    for column, kind in {"id": "string", "known_on": "date", "vintage": "string"}.items():
        assert fields[column]["type"] == kind and fields[column]["constraints"]["required"], f"{name}.{column}"
    frame = tables.load(name)
    odd = frame.loc[~frame["id"].str.fullmatch("[a-z0-9]+(-[a-z0-9]+)*"), "id"]
    assert odd.empty, f"{name}: {odd.iloc[0]} is not lower-case letters, digits and hyphens"
    late = frame[frame["known_on"] > pd.Timestamp(dates.EDITION)]
    assert late.empty, f"{name}: {late['id'].iloc[0]} would be known only after this edition"


BANNED = re.compile("southfront|grokipedia|aletho|islam ?times|news-pravda|studylib|docslib|livejournal", re.IGNORECASE)


def test_no_source_is_one_that_this_book_does_not_use():
    sources = tables.load("sources")
    used = sources[sources["publisher"].str.contains(BANNED) | sources["link"].str.contains(BANNED)]
    assert used.empty, f"sources.csv: {used['id'].iloc[0]}"


@pytest.mark.parametrize("name", DATED)
def test_no_number_rests_on_state_media_alone(name):
    links, sources = tables.load("row_sources"), tables.load("sources")
    kinds = links[links["table"] == name].merge(sources, left_on="source_id", right_on="id").groupby("key")["kind"]
    only_state = kinds.agg(lambda kind: set(kind) == {"state media"})
    numbers = [one["name"] for one in tables.describe(name)["schema"]["fields"] if one["type"] == "number"]
    frame = tables.load(name)
    rows = frame.loc[frame[numbers].notna().any(axis=1) & frame["id"].map(only_state), "id"]
    assert rows.empty, f"{name}: numbers that only state media give, in {', '.join(rows)}"


@pytest.mark.parametrize("name", DATED)
def test_no_row_was_known_before_it_happened_and_no_lower_figure_is_above_the_upper(name):
    frame = tables.load(name)
    orders = [(day, "known_on") for day in ("date", "day", "protest_on")] + [("low", "start"), ("start", "high")]
    orders += [(low, low.replace("low", "high")) for low in frame if re.fullmatch("(.*_)?low", low)]
    for first, then in orders:
        if {first, then} <= {*frame}:
            odd = frame.loc[frame[first] > frame[then], "id"]
            assert odd.empty, f"{name}, {', '.join(odd)}: {first} comes after {then}"


# The columns that make two rows of a table one observation of one vintage.
OBSERVATIONS = {
    "gas_imports": ["year", "partner", "reading", "route", "known_on"],
    "goods_trade": ["year", "reporter", "partner", "flow", "system", "known_on"],
    "gdp": ["year", "country", "known_on"],
    "milex": ["iso3", "year", "measure", "edition"],
    "visitors": ["year", "partner", "known_on"],
    "drone_counts": ["publisher", "rule", "period"],
    "explanations": ["explanation", "observation"],
}


@pytest.mark.parametrize("name", OBSERVATIONS)
def test_a_correction_overwrites_so_that_no_figure_stands_beside_its_own_mistake(name):
    frame = tables.load(name)
    twice = frame[frame.duplicated(OBSERVATIONS[name], keep=False)]
    assert twice.empty, f"{name}: {', '.join(twice['id'])}"
    assert "Corrections to published figures" in (tables.DATA.parent / "CHANGELOG.md").read_text(encoding="utf-8")


# Stages of a sale, and counts that a reader can count again.

STAGES = re.findall(r"[*](\w[\w ]+)[*]: ", (ROOT / "chapters" / "glossary.md").read_text(encoding="utf-8"))
PASSIVE = r"\b(?:was|were|been|had) (?:delivered|released|promised|received)\b"


def test_a_stage_of_a_sale_has_one_word_which_the_glossary_defines():
    assert len(STAGES) == len(set(STAGES)) == 8
    steps = {one["name"]: one for one in tables.describe("drone_customers")["schema"]["fields"]}["step"]
    assert set(steps["constraints"]["enum"]) <= {stage.lower() for stage in STAGES}
    cells = {"events": PASSIVE, "decisions": PASSIVE, "deliveries": "deliver|release|promise|receive"}
    for table, vague in cells.items():
        frame = tables.load(table)
        found = frame.loc[frame["what"].str.contains(vague), "id"]
        assert found.empty, f"{table}.csv, {found.iloc[0]}: which stage is it? {', '.join(STAGES)}"


def test_a_count_of_states_names_them():
    counts = tables.load("drone_counts")
    for row in counts[counts["publisher"] == "SIPRI"].itertuples():
        listed = row.note.removeprefix("States: ").partition(".")[0].split(", ")
        assert len(listed) == row.value, f"drone_counts.csv, {row.id}: {row.value:g} states, {len(listed)} named"
