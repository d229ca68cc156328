"""A figure of a page comes alive under the site's policy, and says what Python says whatever a reader sets."""

from __future__ import annotations

import re
from itertools import product

import pytest

from analysis.alliance_web import charts as alliance
from analysis.alliance_web import measures as rule
from analysis.embargo_timeline import charts as embargo
from analysis.embargo_timeline import numbers as timeline
from analysis.fence_sitting import charts as fence
from analysis.fence_sitting import measures as sides
from analysis.fence_sitting import numbers as states
from analysis.options import charts as options
from analysis.overmatch import charts as overmatch
from analysis.range_circles.charts import circles, map_sentence
from analysis.trade_dependence import charts as trade
from tests.conftest import in_page

PAGE, MAP = "chapters/range-circles.html", "#fig-reach-map"


class Live:
    """A live figure on its page."""

    def __init__(self, page, name):
        self.page, self.name, self.figure = page, name, page.locator(name)

    def at(self, selector):
        return self.figure.locator(selector).first

    def type(self, text, key="Enter"):
        self.at(".fa-value").fill(text)
        self.at(".fa-value").press(key)

    def sentence(self):
        """The sentence with its bold words between asterisks."""
        return self.page.evaluate(in_page("sentence"), self.name)

    def says(self, wanted):
        """Waits for this sentence."""
        self.page.wait_for_function(
            "([figure, wanted]) => document.querySelector(`${figure} .fa-sentence`).textContent === wanted",
            arg=[self.name, wanted.replace("*", "")],
        )
        assert self.sentence() == wanted


class Map(Live):
    """The map of the chapter, whose sentence Python writes for each range and place."""

    def __init__(self, page):
        super().__init__(page, MAP)

    def says(self, reach, place="held"):
        super().says(map_sentence.sentence(reach, place))


@pytest.fixture
def visit(open_page):
    """Opens the page; at the end there must have been no console message, page error or policy violation."""
    pages = []

    def opened(fragment="", width=1280, **options):
        pages.append(open_page(f"{PAGE}{fragment}", width, **options))
        return Map(pages[-1])

    yield opened
    assert [page.trouble for page in pages if page.trouble] == []


# Of each figure its settings, the sentence in Python, and the values at which its words turn.
SAID = {
    alliance.case_matrix: ("rule leave", alliance.sentence, product(rule.RULES, [rule.NOTHING, *rule.PARTS])),
    alliance.case_web: (
        "supplier",
        lambda one: alliance.web_sentence(one if one == alliance.ALL else one.upper()),
        [[alliance.ALL], *([iso.lower()] for iso in alliance.SUPPLIERS)],
    ),
    embargo.decisions: ("months choice", embargo.said, product([1, 6, 24], timeline.CHOICES)),
    fence.both_sides: (
        "least counts",
        lambda least, counts: fence.said(least, counts, states.states()),
        product([1, 4, 5, 8, 9, 10, 11, 14, 15, 28, 29, 40], sides.COUNTS),
    ),
    options.best: ("belief weight", options.says, product([0.0, 30, 55, 70, 100], [0.0, 20, 35, 50, 80, 100])),
    overmatch.balance_theatre: (
        "troops whom",
        overmatch.met_sentence,
        product([50, 55, 95, 120, 175, 250], ["all", "zone"]),
    ),
    overmatch.balance_money: (
        "drones price",
        overmatch.sentence,
        product([1, 2, 3, 6, 7, 24, 48, 99, 333, overmatch.MOST], ["contract", "alone"]),
    ),
    circles.reach_map: ("range place", map_sentence.sentence, product([50, 120, 250, 453, 600], map_sentence.places())),
    trade.who_needs_whom: (
        "threshold",
        lambda threshold: trade.said(threshold, trade.weights()),
        [[one] for one in (2, 5, 8, 9, 15, 16, 17, 18, 19, 34, 35, 50, 86, 87, 90)],
    ),
}


@pytest.mark.parametrize(("draw", "said"), SAID.items(), ids=[said[0] for said in SAID.values()])
def test_the_chart_s_own_language_says_what_python_says(draw, said):
    figure, (names, says, settings) = draw(), said
    for values in settings:
        assert figure.says(**dict(zip(names.split(), values, strict=True))) == says(*values), values


def test_nothing_is_asked_for_before_a_touch_and_one_script_after(visit):
    live, asked = visit(), []
    live.page.on("request", lambda request: asked.append(request.url.rpartition("/")[2].partition("?")[0]))
    live.page.mouse.wheel(0, 400)
    live.at("summary:text('Table')").click()
    live.page.evaluate(in_page("drawn"))
    assert asked == []
    live.at(".fa-wide").click()
    live.at(".fa-wide svg.marks").wait_for()
    assert asked == ["vega.js"]
    assert live.page.evaluate("Object.keys(window).filter(name => /vega|^_$/i.test(name))") == ["faVega"]


def test_sentence_and_picture_follow_the_reader_and_keep_name_and_description(visit):
    live = visit()
    accessible = live.page.context.new_cdp_session(live.page)

    def picture():
        nodes = accessible.send("Accessibility.getFullAXTree")["nodes"]
        pictures = [node for node in nodes if node.get("role", {}).get("value") == "image"]
        return [(node["name"]["value"], node.get("description", {}).get("value")) for node in pictures]

    before, drawn = picture(), live.at(".fa-wide").inner_html()
    assert before and all(before[0])
    for place in ("held", "legal"):
        live.at(".fa-select").select_option(place)
        for reach in (50, 97, 250, 453, 600):
            live.type(str(reach))
            live.says(reach, place)
    assert live.at(".fa-wide").inner_html() != drawn and picture() == before


def test_the_address_keeps_the_state_and_clamps_or_ignores_odd_values(visit):
    live = visit("#then")
    live.at(".fa-more").click()
    live.at(".fa-select").select_option("legal")
    live.page.wait_for_function("() => location.hash === '#fig-reach-map&then&range=260&place=legal'")
    for fragment, reach, place in (
        ("range=9000&place=legal", 600, "legal"),
        ("range=-3", 50, "held"),
        ("range=abc&place=legal", 250, "legal"),
        ("range=&place=moon", 250, "held"),
        ("range=%E0%A4%A&range", 250, "held"),
        ("range=152,4", 152, "held"),
    ):
        visit(f"{MAP}&{fragment}").says(reach, place)
    live.page.evaluate("location.hash = 'fig-reach-map&range=300&place=legal'")
    live.says(300, "legal")
    assert live.at(".fa-slider").input_value() == live.at(".fa-value").input_value() == "300"
    assert live.at(".fa-preset[value='300']").get_attribute("aria-pressed") == "true"


def test_typed_values_are_clamped_when_done_and_not_while_typing(visit):
    live = visit()
    live.at(".fa-value").fill("")
    live.page.keyboard.type("1")
    live.page.evaluate(in_page("drawn"))
    assert live.at(".fa-value").input_value() == "1" and live.sentence() == map_sentence.sentence(250, "held")
    live.page.keyboard.type("20")
    live.page.keyboard.press("Tab")
    live.says(120)
    for typed, reach in (("9999", 600), ("1\u00a0", 50), ("299,6", 300), ("twelve", 300), ("-5", 50)):
        live.type(typed, "Tab")
        live.says(reach)
        assert live.at(".fa-value").input_value() == str(reach)


def test_everything_works_by_keyboard_and_is_announced_once_the_hand_rests(visit):
    """In which order Tab goes through a figure, and that its controls are large enough, is seen in test_access."""
    live = visit()
    for selector, key, times, reach in (
        (".fa-preset[value='300']", "Enter", 1, 300),
        (".fa-slider", "ArrowRight", 1, 310),
        (".fa-value", "ArrowDown", 1, 300),
        (".fa-more", "Space", 4, 340),
    ):
        live.at(selector).focus()
        for _ in range(times):
            live.page.keyboard.press(key)
        live.says(reach)
    assert live.at(".fa-slider").get_attribute("aria-valuetext") == "340 km"
    live.at(".fa-select").focus()
    live.page.keyboard.press("ArrowDown")
    live.says(340, "legal")
    live.page.wait_for_function(
        "wanted => [...document.querySelectorAll('[aria-live=polite]')].some(e => e.textContent === wanted)",
        arg=map_sentence.sentence(340, "legal").replace("*", ""),
    )


def test_both_widths_show_the_readers_setting(visit):
    def narrow(live):
        live.at(".fa-narrow svg.marks").wait_for()
        live.says(500)
        return live.figure.locator(".fa-narrow svg path").evaluate_all("all => all.map(one => one.outerHTML).join()")

    live = visit()
    live.at(".fa-preset[value='500']").click()
    live.at(".fa-wide svg.marks").wait_for()
    live.page.set_viewport_size({"width": 360, "height": 640})
    shown = narrow(live)
    assert live.at(".fa-narrow").is_visible() and not live.at(".fa-wide").is_visible()
    assert shown == narrow(visit(f"{MAP}&range=500", 360))


def test_without_scripts_there_is_a_picture_and_nothing_that_does_not_work(visit):
    live = visit(java_script_enabled=False)
    assert live.at(".fa-wide svg").is_visible() and live.at(".fa-sentence").is_visible()
    assert not live.at(".fa-controls").is_visible()
    live.page.click("a.fa-num >> nth=0")
    assert re.search(r"numbers\.html#num-\w+$", live.page.url), "a number is a link to its entry"


def test_when_the_engine_fails_picture_and_sentence_still_agree(open_page):
    live = Map(open_page(PAGE, 1280, own="without the engine"))
    live.page.route("**/vega.js*", lambda route: route.abort())
    live.at(".fa-preset[value='300']").click()
    live.at(".fa-fault").wait_for()
    assert live.sentence() == map_sentence.sentence(250, "held") and live.at(".fa-value").input_value() == "250"
    assert live.figure.locator(".fa-wide svg.fa-svg").count() == 1 and "range=" not in live.page.url
