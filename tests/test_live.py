"""A figure comes alive in a real browser, under the site's policy, and says what Python says."""

from __future__ import annotations

import shutil

import altair as alt
import pandas as pd
import pytest

from brief.charts import theme, vega_bundle
from brief.charts.figure import Choice, Figure, Number, Sentence, colour
from brief.visual_checks import browser
from tests.conftest import DRAWN, ROOT

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'"
)
NAMES = ["Belgorod", "Kursk", "Voronezh", "Moscow"]
KM = {"held": [35.2, 96.4, 185.0, 453.02], "legal": [0, 8.6, 151.5, 400.4]}
PLACES = (("held", "Ground Ukraine held"), ("legal", "All Ukrainian ground in law"))
STYLE = """
[hidden] { display: none }
.fa-visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
.fa-figure { container-type: inline-size; max-width: 720px; margin: 0 }
@container (min-width: 720px) { .fa-narrow { display: none } }
@container (max-width: 719px) { .fa-wide { display: none } .fa-narrow { display: block } }
button, input, select { min-height: 24px; min-width: 24px }
"""


class Strict(browser.Quiet):
    """Serves a folder under the site's policy."""

    def end_headers(self):
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("Cache-Control", "no-store")  # so that what a page asks for is seen each time
        super().end_headers()


def written(folder, *figures, after="") -> str:
    """Puts figures on a page of their own with what makes them live; returns the page."""
    (folder / "assets").mkdir()
    shutil.copy(ROOT / "brief/sphinx_ext/assets/chart.js", folder / "assets")
    (folder / "assets" / "vega.js").write_text(vega_bundle.bundle(), encoding="utf-8")
    values = "".join(f"--fa-{name}: {pair[0]};" for name, pair in theme.PALETTE.items())
    (folder / "page.css").write_text(f":root {{{values}}}{STYLE}")
    shown = "".join(figure._repr_mimebundle_()["text/html"] for figure in figures)
    page = (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Demo</title><link rel="icon" href="data:,">'
        '<link rel="stylesheet" href="page.css"><script defer src="assets/chart.js"></script><h1>Demo</h1>'
        f"{shown}{after}"
    )
    (folder / "index.html").write_text(page, encoding="utf-8")
    return page


def said(reach: float, place: str) -> str:
    """The live sentence, written a second time in Python."""
    inside = [name for name, km in zip(NAMES, KM[place], strict=True) if km <= reach]
    cities = ", ".join(inside[:-1]) + (" and " if inside[:-1] else "") + inside[-1] if inside else "no city"
    missing = KM[place][3] - reach
    end = f"stops *{missing:,.0f}\u00a0km* short of Moscow." if missing > 0 else "takes in Moscow."
    return f"From {place} ground {reach:,.0f}\u00a0km takes in *{cities}* and {end}"


def draw(width):
    settings = [
        alt.param(name="range", value=250),
        alt.param(name="place", value="held"),
        alt.param(name="km", value=KM),
        alt.param(name="near", expr="+".join(f"(km[place][{i}]<=range?', {n}':'')" for i, n in enumerate(NAMES))),
        alt.param(name="cities", expr="length(near)?replace(slice(near,2),regexp(', ([^,]*)$'),' and $1'):'no city'"),
        alt.param(
            name="sentence",
            expr="'From '+place+' ground '+format(range,',.0f')+'\u00a0km takes in *'+cities+'* and '"
            "+(km[place][3]>range?'stops *'+format(km[place][3]-range,',.0f')+'\u00a0km* short of Moscow.'"
            ":'takes in Moscow.')",
        ),
    ]
    rows = pd.DataFrame({"city": NAMES, "i": range(4)})
    base = alt.Chart(rows).transform_calculate(km="km[place][datum.i]", near="km[place][datum.i]<=range")
    base = base.encode(x=alt.X("km:Q", title="km"), y=alt.Y("city:N", sort=None, title=None))
    dots = base.mark_circle(size=90, clip=True).encode(
        color=alt.condition("datum.near", alt.value(colour("rus")), alt.value(colour("neutral")))
    )
    # A circle drawn by the chart itself, as on the map: sequence, flatten, trigonometry, a projection.
    ring = (
        alt.Chart(alt.sequence(0, 361, 10, as_="bearing"))
        .transform_calculate(
            lat="50+range/111.2*cos(datum.bearing*PI/180)", lon="36+range/71.5*sin(datum.bearing*PI/180)"
        )
        .mark_line(strokeWidth=alt.expr("range>300?3:1.5"), color=colour("ink"), fill=colour("ink"), fillOpacity=0.08)
        .encode(longitude="lon:Q", latitude="lat:Q", order="bearing:Q")
        .project("conicConformal", parallels=[44, 56], rotate=[-34, 0], scale=width * 2, translate=[width / 2, 900])
    )
    return alt.layer(dots, ring).properties(height=160).add_params(*settings)


@pytest.fixture(scope="module")
def figure():
    """One figure with a number, a choice and a sentence."""
    return Figure(
        key="demo-live",
        title="A demonstration",
        unit="Distance in km",
        sources=("own_assumption",),
        draw=draw,
        description=("One.", "Two.", "Three.", "Four."),
        table=pd.DataFrame({"city": NAMES, "km": KM["held"]}),
        controls=(
            Number("range", "Range", 50, 600, 10, "km", 250, ((120, "Tochka-U"), (300, "export limit"))),
            Choice("place", "From", PLACES, "held"),
        ),
        sentence=Sentence(said(250, "held")),
    )


@pytest.fixture(scope="module")
def served(figure, tmp_path_factory):
    """The figure on a page of its own, served with the site's policy; keeps the paths that were asked for."""
    folder = tmp_path_factory.mktemp("live")
    page = written(folder, figure, after='<p id="below">Below</p>')
    (folder / "broken").mkdir()
    shutil.copy(ROOT / "brief/sphinx_ext/assets/chart.js", folder / "broken")
    (folder / "broken.html").write_text(page.replace("assets/chart.js", "broken/chart.js"), encoding="utf-8")
    asked = []

    class Noting(Strict):
        def log_message(self, *args):
            asked.append(self.path)

    with browser.served(folder, Noting) as address:
        yield address, asked


@pytest.fixture
def visit(tab, served):
    """Opens the demo; at the end there must have been no console message, page error or policy violation."""
    address, asked = served
    pages = []

    def opened(path="index.html", width=1280, expect_trouble=False, **options):
        asked.clear()
        page = tab(f"{address}/{path}", width, **options)
        if not expect_trouble:
            pages.append(page)
        return page

    yield opened
    assert [page.trouble for page in pages if page.trouble] == []


def sentence(page):
    """The sentence with its bold words between asterisks again."""
    return page.eval_on_selector(
        ".fa-sentence", "e => [...e.childNodes].map(n => n.nodeType === 1 ? `*${n.textContent}*` : n.data).join('')"
    )


def wait_for(page, wanted):
    page.wait_for_function(
        "wanted => document.querySelector('.fa-sentence').textContent === wanted", arg=wanted.replace("*", "")
    )
    assert sentence(page) == wanted


def test_nothing_is_asked_for_before_a_touch_and_one_script_after(visit, served):
    page = visit()
    page.mouse.wheel(0, 400)
    page.click("summary:text('Table')")
    page.evaluate(DRAWN)
    before = set(served[1])
    assert before == {"/index.html", "/page.css", "/assets/chart.js"}
    page.click(".fa-wide")
    page.wait_for_selector(".fa-wide svg.marks")
    assert set(served[1]) - before == {"/assets/vega.js"}
    assert page.evaluate("Object.keys(window).filter(name => /vega|^_$/i.test(name))") == ["faVega"]


def test_the_sentence_is_pythons_for_twenty_settings(visit, figure):
    page = visit()
    settings = [(reach, place) for place in KM for reach in (50, 90, 100, 151, 153, 186, 300, 401, 450, 600)]
    for reach, place in settings:
        page.select_option(".fa-select", place)
        page.fill(".fa-value", str(reach))
        page.press(".fa-value", "Enter")
        wait_for(page, said(reach, place))
        assert figure.says(range=reach, place=place) == said(reach, place)


def test_the_picture_changes_and_keeps_its_name_and_description(visit):
    page = visit()
    assert page.locator(".fa-wide svg").count() == 1
    page.click(".fa-preset >> nth=0")
    wait_for(page, said(120, "held"))
    assert page.locator(f".fa-wide [fill='{colour('neutral')}']").count() == 2
    page.click(".fa-preset >> nth=1")
    wait_for(page, said(300, "held"))
    assert page.locator(f".fa-wide [fill='{colour('neutral')}']").count() == 1
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    pictures = [n for n in tree if n.get("role", {}).get("value") == "image"]
    assert [(n["name"]["value"], n["description"]["value"]) for n in pictures] == [
        ("A demonstration", "One. Two. Three. Four.")
    ]


def test_the_address_keeps_the_state_and_a_reload_restores_it(visit):
    page = visit("index.html#then&class")
    page.click(".fa-more")
    page.select_option(".fa-select", "legal")
    page.wait_for_function("() => location.hash === '#fig-demo-live&then&class&range=260&place=legal'")
    page.reload()
    wait_for(page, said(260, "legal"))
    assert page.input_value(".fa-value") == "260" and page.input_value(".fa-slider") == "260"
    assert page.input_value(".fa-select") == "legal"
    page.evaluate("location.hash = 'fig-demo-live&range=300&place=held'")
    wait_for(page, said(300, "held"))
    assert page.get_attribute(".fa-preset >> nth=1", "aria-pressed") == "true"
    assert page.evaluate("localStorage.length + sessionStorage.length + document.cookie.length") == 0


@pytest.mark.parametrize(
    ("fragment", "reach", "place"),
    [
        ("range=9000&place=legal", 600, "legal"),
        ("range=-3", 50, "held"),
        ("range=abc&place=legal", 250, "legal"),
        ("range=&place=moon", 250, "held"),
        ("range=%E0%A4%A&range", 250, "held"),
        ("range=152,4", 152, "held"),
    ],
)
def test_odd_values_in_the_address_are_clamped_or_ignored(visit, fragment, reach, place):
    page = visit(f"index.html#fig-demo-live&{fragment}")
    page.wait_for_selector(".fa-wide svg.marks")
    wait_for(page, said(reach, place))


def test_typed_values_are_clamped_when_done_and_not_while_typing(visit):
    page = visit()
    page.click(".fa-value")
    page.fill(".fa-value", "")
    page.keyboard.type("1")
    page.evaluate(DRAWN)
    assert page.input_value(".fa-value") == "1" and sentence(page) == said(250, "held")
    page.keyboard.type("20")
    page.keyboard.press("Tab")
    wait_for(page, said(120, "held"))
    for typed, reach in (("9999", 600), ("1\u00a0", 50), ("299,6", 300), ("twelve", 300), ("-5", 50)):
        page.fill(".fa-value", typed)
        page.press(".fa-value", "Tab")
        wait_for(page, said(reach, "held"))
        assert page.input_value(".fa-value") == str(reach)


def test_everything_works_by_keyboard_and_is_announced_once_the_hand_rests(visit):
    page = visit()

    def focused():
        return page.evaluate("document.activeElement.className + (document.activeElement.ariaLabel || '')")

    stops = []
    while not stops or stops[-1] != "fa-select":
        page.keyboard.press("Tab")
        stops.append(focused())
    assert stops == [
        "fa-preset",
        "fa-preset",
        "fa-sliderRange",
        "fa-less10 km less",
        "fa-value",
        "fa-more10 km more",
        "fa-select",
    ]
    page.focus(".fa-preset >> nth=1")
    page.keyboard.press("Enter")
    wait_for(page, said(300, "held"))
    page.focus(".fa-slider")
    page.keyboard.press("ArrowRight")
    wait_for(page, said(310, "held"))
    assert page.get_attribute(".fa-slider", "aria-valuetext") == "310 km"
    page.focus(".fa-value")
    page.keyboard.press("ArrowDown")
    wait_for(page, said(300, "held"))
    page.focus(".fa-more")
    for _ in range(4):
        page.keyboard.press("Space")
    page.focus(".fa-select")
    page.keyboard.press("ArrowDown")
    wait_for(page, said(340, "legal"))
    page.wait_for_function(
        "wanted => document.querySelector('[aria-live=polite]').textContent === wanted",
        arg=said(340, "legal").replace("*", ""),
    )


def test_both_widths_show_the_readers_setting(visit):
    page = visit()
    page.click(".fa-preset >> nth=0")
    wait_for(page, said(120, "held"))
    page.set_viewport_size({"width": 360, "height": 640})
    page.wait_for_selector(".fa-narrow svg.marks")
    assert page.is_visible(".fa-narrow") and not page.is_visible(".fa-wide")
    count = f"document.querySelectorAll('.fa-narrow [fill=\"{colour('neutral')}\"]').length"
    assert page.evaluate(count) == 2


def test_controls_are_at_least_24_px_and_named(visit):
    page = visit(width=360)
    for control in page.locator(".fa-controls :is(button, input, select)").all():
        box = control.bounding_box()
        assert min(box["width"], box["height"]) >= 24, control.evaluate("e => e.outerHTML")


def test_without_scripts_there_is_a_picture_and_nothing_that_does_not_work(visit):
    page = visit(java_script_enabled=False)
    assert page.is_visible(".fa-wide svg") and not page.is_visible(".fa-controls")
    assert page.is_visible(".fa-sentence")


def test_when_the_engine_fails_picture_and_sentence_still_agree(visit):
    page = visit("broken.html", expect_trouble=True)
    page.click(".fa-preset >> nth=1")
    page.wait_for_selector(".fa-fault")
    assert sentence(page) == said(250, "held") and page.input_value(".fa-value") == "250"
    assert page.locator(".fa-wide svg.fa-svg").count() == 1
    assert "range=" not in page.url
