"""A figure keeps the house's contract, or is refused with a message that names it."""

from __future__ import annotations

import itertools
import json
import re
from types import SimpleNamespace

import altair as alt
import pandas as pd
import pytest
from lxml import etree

from brief import charts
from brief import numbers as published
from brief.book import BOOK
from brief.charts import figure as house
from brief.charts import html as page_html
from brief.charts import marks, svg, theme, vega_spec
from brief.charts.controls import Presets
from brief.charts.figure import Choice, Figure, Number, Sentence, colour
from brief.data import tables
from tests.conftest import contrast

CITIES = pd.DataFrame({"city": ["Belgorod", "Kursk", "Moscow"], "km": [35.2, 96.4, 453.02]})
SOURCES = pd.DataFrame(
    [("natural_earth", "Natural Earth", "Countries & <more>", "https://example.org/?a&b", "dataset")]
    + [("natural_earth_2", "Natural Earth", "Seas", "https://example.org/seas", "dataset")]
    + [(f"paper_{n}", f"Paper {n}", f"Title {n}", f"https://example.org/{n}", "press") for n in range(1, 6)]
    + [("agency", "Agency", "Words", "https://example.org/agency", "state media")],
    columns=["id", "publisher", "title", "link", "kind"],
).assign(reliability=["primary", None, *["secondary"] * 5, "weak"])


@pytest.fixture(autouse=True)
def small_register(monkeypatch):
    """One source, three numbers and three findings, so that the door is tested apart from the book's data."""
    numbers = {"gap_km": "203", "range_km": "250", "later_km": "300"}
    findings = {"moscow_beyond": True, "moscow_within": False, "later": True}

    def get(key):
        if key not in numbers:
            raise published.RegisterError(f"no number is called {key!r}")
        return SimpleNamespace(since=key.startswith("later"))

    def get_finding(key):
        return SimpleNamespace(holds=lambda: findings[key], since=key == "later")

    monkeypatch.setattr(tables, "load", lambda name, folder=None: SOURCES)
    monkeypatch.setattr(published, "get", get)
    monkeypatch.setattr(published, "text", lambda key, bare=False: numbers[key] if bare else f"{numbers[key]}\u00a0km")
    monkeypatch.setattr(published, "get_finding", get_finding)


def bars(width, mark=None, **params):
    """Three bars with a range line, a choice of origin and the sentence that answers."""
    settings = [
        alt.param(name="range", value=250),
        alt.param(name="place", value="held"),
        alt.param(name="dist", value={"held": [35.2, 96.4, 453.02], "legal": [0, 8, 400]}),
        alt.param(
            name="sentence",
            expr="'Moscow is *'+format(max(0,dist[place][2]-range),',.0f')+'\u00a0km* too far for '"
            "+format(range,',.0f')+'.'",
        ),
    ]
    chart = alt.Chart(CITIES).encode(x=alt.X("km:Q", title="km"), y=alt.Y("city:N", sort=None, title=None))
    return (mark or chart.mark_bar(color=colour("rus"), clip=True)).add_params(*settings)


HELD = (("held", "Ground Ukraine held"),)
CONTROLS = (
    Number("range", "Range", 50, 600, 10, "km", 250, ((120, "Tochka-U"), (250, "this missile"))),
    Choice("place", "From", (*HELD, ("legal", "All Ukrainian ground in law")), "held"),
)
MOVING = {"controls": CONTROLS, "sentence": Sentence("Moscow is *203\u00a0km* too far for 250.")}


def make(**changes):
    given = {
        "key": "demo-range",
        "title": "{range_km} stops {gap_km} short of Moscow",
        "unit": "Distance in km, December 2021",
        "sources": ("natural_earth",),
        "holds": ("moscow_beyond",),
        "description": ("Three bars.", "Moscow lies {gap_km|bare} beyond.", "Two are near.", "Near <> in reach."),
        "table": CITIES,
        "draw": bars,
    }
    return Figure(**(given | changes))


def html(figure):
    """The figure's HTML, made of its data as a notebook keeps them."""
    return page_html.figure(json.loads(json.dumps(figure.data())))


# What a figure shows


def test_a_notebook_gets_data_a_picture_of_its_own_colours_and_the_description_and_nothing_else():
    bundle = make()._repr_mimebundle_()
    assert set(bundle) == {charts.KIND, "image/svg+xml", "text/plain"}
    assert etree.fromstring(bundle["image/svg+xml"]).tag == "{http://www.w3.org/2000/svg}svg"
    assert "var(" not in bundle["image/svg+xml"]
    words = "250\u00a0km stops 203\u00a0km short of Moscow|Three bars.|Moscow lies 203 beyond.|Two are near."
    assert bundle["text/plain"].splitlines() == [*words.split("|"), "Near <> in reach."]


def test_a_figure_is_the_same_twice_within_the_policy_and_legible_and_every_reference_finds_its_id():
    page = html(make(**MOVING))
    assert page == html(make(**MOVING))
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:", page)
    sizes = [float(size) for size in re.findall(r'font-size="([\d.]+)px"', page)]
    assert sizes and min(sizes) >= svg.SMALLEST_TEXT == 12
    assert [int(w) for w in re.findall(r'<svg [^>]*?width="(\d+)"', page)] == [house.WIDE, house.NARROW]
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids)) and [i for i in ids if "demo-range" not in i] == []
    for name, reference in re.findall(r'\s(aria-labelledby|aria-describedby|for)="([^"]+)"', page):
        assert reference in ids, f"{name}={reference} points at nothing"


def test_both_widths_share_one_copy_of_the_data_and_the_settings():
    block = re.search(r'class="fa-spec">(.*?)</script>', html(make(**MOVING)), re.S)[1]
    spec = json.loads(block)
    assert set(spec) == {"config", "params", "datasets", "wide", "narrow"}
    assert block.count("Belgorod") == 1
    assert [p["name"] for p in spec["params"]] == ["range", "place", "dist", "sentence"]
    assert (spec["wide"]["width"], spec["narrow"]["width"]) == (house.WIDE, house.NARROW)


def test_data_in_a_label_cannot_end_the_script_block():
    evil = CITIES.assign(city=["</script><b>", "<!--", "Moscow"])
    chart = alt.Chart(evil).mark_bar().encode(x="km:Q", y=alt.Y("city:N", title=None))
    block = html(make(draw=lambda width: chart)).split('class="fa-spec">')[1]
    assert block.index("</script>") == block.rindex("</script>")
    assert "<!--" not in block


def test_the_table_has_headers_for_rows_and_columns_and_says_where_a_figure_is_missing():
    rows = {"city": ["Kursk", "Moscow"], "people": [1_012_345.0, None], "change, %": [-2.5, 3.0], "year": [2020, 2021]}
    rows |= {"within": [True, False], "known on": pd.to_datetime(["2021-12-15", None])}
    page = html(make(table=pd.DataFrame(rows)))
    assert '<th scope="col" class="fa-num">people</th>' in page
    assert '<tr><th scope="row">Kursk</th><td class="fa-num" data-value="1012345">1,012,345</td>' in page
    assert '<td class="fa-num" data-value="-2.5">\u22122.5</td><td class="fa-num">2020</td>' in page
    assert '<td data-value="true">yes</td><td data-value="2021-12-15">15 December 2021</td>' in page
    assert '<td class="fa-num" data-value="">no figure</td>' in page


def test_a_figure_names_its_source_its_numbers_and_findings_and_opens_four_folds():
    page = html(make())
    link = '<a href="https://example.org/?a&amp;b" title="Countries &amp; &lt;more&gt;">Natural Earth</a>'
    assert f"Source: {link}." in page
    assert re.findall(r"<summary>(\w+)</summary>", page) == ["Table", "Description", "Download", "Cite"]
    assert "downloads/demo-range.csv" in page and "downloads/demo-range.svg" in page
    assert "@misc{from-ankara-demo-range," in page
    assert 'data-numbers="range_km gap_km"' in page and 'data-holds="moscow_beyond"' in page


def test_long_lists_of_sources_name_four_publishers_once_and_all_of_them_under_cite():
    page = html(make(sources=("agency", "natural_earth", "natural_earth_2", *(f"paper_{n}" for n in range(1, 6)))))
    line = re.sub(r"<[^>]+>", "", re.search(r'class="fa-source">(.*?)</p>', page)[1])
    assert line.strip() == "Source: Agency (state media); Natural Earth; Paper 1; Paper 2 and 3 more."
    listed = re.findall(r"<li>([^:]+): <a", page.split('class="fa-sources"')[1])
    assert listed == ["Agency (state media)", "Natural Earth", "Natural Earth", *(f"Paper {n}" for n in range(1, 6))]
    page = html(make(sources=tuple(f"paper_{n}" for n in range(1, 6))))
    assert "Paper 5</a>.</p>" in page


def test_sources_of_rows_follow_those_named_with_primary_publishers_first(monkeypatch):
    behind = ["agency", "paper_2", "natural_earth_2", "natural_earth", "paper_2"]
    monkeypatch.setattr(tables, "sources_of", lambda table, ids: behind)
    found = make(sources=("paper_1",), rows={"cities": ["a"]}).sources
    assert found == ("paper_1", "natural_earth", "paper_2", "agency", "natural_earth_2")


def test_a_map_states_the_boundary_rule_a_later_figure_may_tell_what_came_later_and_a_list_is_html():
    rule = BOOK.boundaries["note"]
    assert rule in html(make(boundary=True)) and rule not in html(make())
    assert 'class="fa-figure fa-since"' in html(make(title="{later_km}", holds=("later",), since=True))
    page = html(make(draw=None, html=lambda: '<ol class="fa-steps"><li>First</li></ol>'))
    assert "fa-steps" in page and "<svg" not in page and "downloads/demo-range.svg" not in page


def test_a_still_is_the_picture_without_controls_or_specification(monkeypatch):
    monkeypatch.setattr(published, "CHAPTERS", {"demo": "demo"})
    monkeypatch.setattr(charts.book, "analysis", lambda *names: SimpleNamespace(demo_range=lambda: make(**MOVING)))
    page = page_html.figure(charts.find("demo-range").data(), still=True)
    assert "<svg" in page and "fa-furniture" in page
    assert "fa-panel" not in page and "fa-spec" not in page and "data-live" not in page
    with pytest.raises(ValueError, match="no figure is called 'demo-other'"):
        charts.find("demo-other")


# What is refused


INPUT = alt.param(name="hue", value=1, bind=alt.binding_range(min=0, max=2))


def words(what="city", **look):
    chart = alt.Chart(CITIES).transform_calculate(share="datum.km/'none'")
    return lambda width: bars(width, chart.mark_text(**look).encode(x="km:Q", text=f"{what}:N"))


def ranged(*given, key="range"):
    """Controls of which one is a number from 50 to 600 with these: its step, unit and start."""
    return (Number(key, "R", 50, 600, *given),)


@pytest.mark.parametrize(
    ("message", "changes"),
    [
        ("'Not a slug': its key", {"key": "Not a slug"}),
        ("demo-range: a title is missing", {"title": " "}),
        ("the title has 111 characters; at most 110", {"title": "x" * 111}),
        ("a unit line is missing", {"unit": ""}),
        ("source ids are missing", {"sources": ()}),
        ("source 'nobody' is not in data/sources.csv", {"sources": ("nobody",)}),
        ("the description has 3 levels of four", {"description": ("a", "b", "c")}),
        ("a level of its description is missing", {"description": ("a", "b", "c", "")}),
        ("the table is missing or empty", {"table": CITIES.head(0)}),
        ("the table is missing or empty", {"table": None}),
        ("needs either draw or html", {"draw": None}),
        ("needs either draw or html", {"html": lambda: "<p>also</p>"}),
        ("its HTML has 'style='", {"draw": None, "html": lambda: '<p style="color:red">x</p>'}),
        ("its HTML has 'onclick='", {"draw": None, "html": lambda: '<p onclick="x()">x</p>'}),
        ("its HTML is empty", {"draw": None, "html": lambda: " "}),
        ("quotes later_km, which was known only after the cut-off", {"title": "{later_km}"}),
        ("rests on later, which was known only after", {"holds": ("later",)}),
        ('is false, so this title is too: "250\u00a0km stops', {"holds": ("moscow_within",)}),
        ("no number is called 'nothing'", {"unit": "{nothing}"}),
        # What a picture shows its reader.
        ("the wide picture draws no marks", {"draw": lambda width: bars(width, alt.Chart(CITIES.head(0)).mark_bar())}),
        ("'Belgorod' in 11 px; 12 is the smallest", {"draw": words(fontSize=11)}),
        ("prints 'NaN'", {"draw": words("share")}),
        ("the wide picture is", {"draw": lambda width: bars(width).properties(width=900, autosize="pad")}),
        ("the chart has a title of its own", {"draw": lambda width: bars(width).properties(title="Mine")}),
        ("policy blocks", {"draw": words(blend="multiply")}),
        ("controls are HTML", {"draw": lambda width: bars(width).add_params(INPUT)}),
        # Controls and sentence against the chart.
        ("control range: 700 lies outside 50 to 600", MOVING | {"controls": ranged(10, "km", 700)}),
        ("its step is not above zero", MOVING | {"controls": ranged(0, "km", 250)}),
        ("control place: 'sea' is none of its options", MOVING | {"controls": (Choice("place", "P", HELD, "sea"),)}),
        ("'In law' is not a slug", MOVING | {"controls": (Choice("place", "P", (*HELD, ("In law", "L")), "held"),)}),
        ("no parameter 'reach' for the control", MOVING | {"controls": ranged(10, "km", 250, key="reach")}),
        ("starts range at 250, its control at 300", MOVING | {"controls": ranged(10, "km", 300)}),
        ("no parameter 'verdict' for the sentence", MOVING | {"sentence": Sentence("x", param="verdict")}),
        ('Python says "Moscow is *204', MOVING | {"sentence": Sentence("Moscow is *204\u00a0km* too far for 250.")}),
        ("no control that could change it", MOVING | {"controls": ()}),
        ("no number of this figure", MOVING | {"controls": (*CONTROLS, Presets("Start", (("A", {"luck": 5}),)))}),
        ("lies outside", MOVING | {"controls": (*CONTROLS, Presets("Start", (("A", {"range": 700}),)))}),
    ],
)
def test_a_figure_that_breaks_the_contract_is_refused(message, changes):
    with pytest.raises(ValueError, match=f"figure.*{re.escape(message)}"):
        make(**changes)


def test_the_sentence_can_be_asked_under_other_settings():
    figure = make(**MOVING)
    assert figure.says(range=300, place="legal") == "Moscow is *100\u00a0km* too far for 300."
    assert figure.says(range=600) == "Moscow is *0\u00a0km* too far for 600."
    with pytest.raises(ValueError, match="no parameter 'height'"):
        figure.says(height=3)


# Colours


MARKS = ("ink", "rule", "tur", "rus", "ukr", "west", "neutral", "focus", "ukraine-line")
WORDS = ("ink", "soft", "tur", "rus", "ukr-word", "west", "since", "warn")


@pytest.mark.parametrize("mode", ("light", "dark"))
@pytest.mark.parametrize("ground", ("page", "surface"))
def test_marks_reach_3_to_1_and_words_4_5_to_1_and_neighbours_print_apart_in_grey(mode, ground):
    values = {name: pair[("light", "dark").index(mode)] for name, pair in theme.PALETTE.items()}
    floors = dict.fromkeys(MARKS, 3.0) | dict.fromkeys(WORDS, 4.5)
    if (mode, ground) == ("dark", "surface"):
        floors["rus"] = 3.0  # 4.3: charts stand on the page, so no word takes this colour here
    reached = {name: round(contrast(values[name], values[ground]), 2) for name in floors}
    assert {name: one for name, one in reached.items() if one < floors[name]} == {}, f"{mode}, on {ground}"
    for darker, lighter in (("west", "rus"), ("rus", "tur"), ("tur", "ukr")) if mode == "light" else ():
        assert contrast(values[lighter], values[darker]) >= 1.4, f"{darker} and {lighter} are alike in grey print"


def test_a_picture_has_its_colours_where_no_style_sheet_defines_them_and_a_file_needs_none():
    page = html(make(legend=(("line", "rus", "Russia"),))).split('class="fa-spec"')[0]
    assert f"var(--fa-rus,{theme.PALETTE['rus'][0]})" in page and not re.search(r"var\(--fa-[a-z-]+\)", page)
    assert "var(--" not in theme.solid(page, "light") + theme.solid(page, "dark")
    with pytest.raises(ValueError, match="no colour is called 'magenta'"):
        colour("magenta")


def test_the_data_block_and_the_name_of_a_data_set_do_not_depend_on_the_machine_and_a_gap_stays_a_gap():
    def sized(name, digits):
        rows = [{"x": digits, "y": 250.0, "z": float("nan")}] * 3
        return vega_spec.sized({"data": {"name": name}, "mark": "point", "datasets": {name: rows}}, 328)

    ours, theirs = sized("data-ours", 0.1 + 0.2), sized("data-theirs", 0.3)
    assert ours["data"] == theirs["data"] and ours["data"]["name"] in ours["datasets"]
    assert '"x":0.3,"y":250,"z":null}' in vega_spec.payload(ours, ours) == vega_spec.payload(theirs, theirs)


def test_an_outline_is_shorter_and_lies_where_it_lay():
    points = [(300 + 37.77 * i % 91, 10 - 17.123 * i % 53) for i in range(60)]
    long = "M" + "L".join(f"{x:.3f},{y:.3f}" for x, y in points) + "ZM5.04,5L5.06,5L6,6L4,-7Z"
    drawn = svg.slim(f'<svg xmlns="http://www.w3.org/2000/svg" width="9"><path d="{long}"/></svg>', "k", "wide")
    short = re.search(r' d="([^"]+)"', drawn)[1]
    first, second, _ = short.split("Z")
    assert len(short) < len(long) * 0.75 and second == "M5,5l.1,0 .9,1-2-13"
    steps = [float(number) for number in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", first)]
    xs, ys = itertools.accumulate(steps[::2]), itertools.accumulate(steps[1::2])
    assert list(zip(xs, ys, strict=True)) == [pytest.approx(point, abs=0.06) for point in points]


def test_layers_of_layers_are_opened_and_draw_the_same_picture():
    rows = alt.Chart(CITIES)
    named = marks.words(rows, "city:N", x="km:Q", y="city:N")
    sized = marks.words(rows, "km:Q", x="km:Q", y="city:N").properties(height=90)
    flat = marks.layered(rows.mark_bar().encode(x="km:Q", y="city:N"), named, sized)
    nest = alt.layer(rows.mark_bar().encode(x="km:Q", y="city:N"), named, sized)
    assert [("layer" in one) for one in flat.to_dict()["layer"]] == [False] * 3 + [True], (
        "what has a height of its own stays"
    )
    drawn = [svg.slim(vega_spec.picture(chart.to_dict()), "layers", "wide") for chart in (flat, nest)]
    assert drawn[0] == drawn[1]
