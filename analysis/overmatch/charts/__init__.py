"""The figures of overmatch, apart from the first (`balancemoney`)."""

from html import escape

import pandas as pd

from analysis.overmatch import numbers
from analysis.overmatch.charts.money import balance_money
from brief.charts.canvas import Canvas
from brief.charts.figure import WIDE, Figure, colour
from brief.data import tables
from brief.numbers import high, low, text, value

__all__ = ["balance_money", "balance_forces", "balance_counts", "balance_karabakh", "balance_search", "balance_since"]

DRONES_HELD = ["tb2-held-2021-09", "tb2-held-2021-12"]
JAVELINS = numbers.MISSILES


def _used(**rows):
    """The sources of these rows, each once, in the order of the rows."""
    found = [source for table, ids in rows.items() for source in tables.sources_of(table, ids)]
    return tuple(dict.fromkeys(found))


def _interval(canvas, key, top, tone, deep=14, scale=1):
    """A bar to the lower figure, and pale from there to the upper."""
    least, most = low(key) * scale, high(key) * scale
    box = {"y": top, "y2": top + deep}
    canvas.rect(
        [box | {"x": 0, "x2": most}] if most > least else [],
        fill=colour(tone),
        fillOpacity=0.35,
        stroke=colour(tone),
        strokeWidth=1,
    )
    canvas.rect([box | {"x": 0, "x2": least}], color=colour(tone))
    return most


# ---- forces -------------------------------------------------------------------------------------------------------

COUNTS = {
    "spending_ratio": "Military spending, 2020",
    "air_ratio": "Air force, about",
    "armour_ratio": "Armoured vehicles",
    "active_ratio": "Active troops",
    "reserve_ratio": "Reserve",
}
MASSED = {"near_share": "Near Ukraine, as counted", "planned_share": "Near Ukraine, as planned"}
FORCES = [
    "rus-active",
    *numbers.ACTIVE,
    "rus-reserve",
    "ukr-reserve",
    "rus-armour",
    "ukr-armour",
    "air-ratio",
    "near-troops",
    "planned-troops",
]


def _draw_forces(width):
    wide = width == WIDE
    step, left, lift = (30, 190, 0) if wide else (44, 2, 14)
    first = 22
    second = first + len(COUNTS) * step + 34
    height = second + len(MASSED) * step + 24
    canvas = Canvas([0, 13.4], left, width - 4, height)
    back = -(left - 1) * 13.4 / (width - 4 - left)  # where the words start, in the scale's units
    tops = [at + place * step + lift for at, rows in ((first, COUNTS), (second, MASSED)) for place in range(len(rows))]
    # On a phone the words stand above the bars, so the lines are drawn beside the bars only.
    lines = [{"y": top - 1, "y2": top + 17} for top in tops]
    if wide:
        lines = [{"y": first - 8, "y2": second - 32}, {"y": second - 6, "y2": height - 22}]
    for at, dash in ((1, [1, 0]), (value("attack_rule"), [4, 3])):
        canvas.rule([line | {"x": at} for line in lines], color=colour("ink"), strokeWidth=1.5, strokeDash=dash)
    rule_said = f"{text('attack_rule', bare=True)}, rule of thumb"
    canvas.words([{"x": 1, "y": height - 8, "said": "1"}], align="center", color=colour("soft"))
    canvas.words([{"x": value("attack_rule"), "y": height - 8, "said": rule_said}], dx=-4, color=colour("soft"))
    heads = ("Whole forces, Russia to Ukraine", 6), ("Russian troops for each Ukrainian one", second - 18)
    canvas.words([{"x": back, "y": y, "said": head} for head, y in heads], fontSize=13, fontWeight="bold")
    for start, names, scale in ((first, COUNTS, 1), (second, MASSED, 0.01)):
        for place, (key, name) in enumerate(names.items()):
            top = start + place * step + lift
            end = _interval(canvas, key, top, "rus", scale=scale)
            canvas.words([{"x": back, "y": top + (7 if wide else -8), "said": name}])
            said = {"x": end, "y": top + 7, "said": text(key, bare=True) if scale == 1 else _hundredths(key)}
            if key == "spending_ratio":  # the ring of 2019 stands where the figure would
                canvas.words([said], halo=False, align="right", dx=-6, fontWeight="bold", color=colour("page"))
                _ring(canvas, "spending_ratio_2019", top + 7)
            else:
                said["x"] = max(end, 1 if wide else value("attack_rule")) if end < value("attack_rule") else end
                canvas.words([said], dx=9, fontWeight="bold", color=colour("rus"))
    return canvas.chart()


def _ring(canvas, key, y):
    canvas.point([{"x": value(key), "y": y}], fill=colour("page"), stroke=colour("ink"), strokeWidth=1.6, size=60)
    canvas.words([{"x": value(key), "y": y, "said": text(key, bare=True)}], dx=8, color=colour("soft"))


def _hundredths(key):
    return f"{low(key) / 100:.2f}\u2013{high(key) / 100:.2f}"


def balance_forces():
    names = COUNTS | MASSED
    scale = [1 if key in COUNTS else 0.01 for key in names]
    return Figure(
        key="balance-forces",
        sources=("sipri_milex_2021", *_used(forces=FORCES), "epstein1989"),
        table=pd.DataFrame(
            {
                "count": list(names.values()),
                "lower, times": [round(low(key) * by, 2) for key, by in zip(names, scale, strict=True)],
                "upper, times": [round(high(key) * by, 2) for key, by in zip(names, scale, strict=True)],
            }
        ),
        draw=_draw_forces,
    )


# ---- counts of the sale -------------------------------------------------------------------------------------------

HUNDREDS = (
    ("drones_per_aircraft", "Turkish drones, for every hundred", "Russian aircraft near Ukraine", "tur"),
    ("javelins_per_tank", "Javelin missiles, for every hundred", "tanks massed or planned", "west"),
    ("javelins_per_armour", "Javelin missiles, for every hundred", "armoured vehicles that Russia had", "west"),
)


def _draw_counts(width):
    wide, gap = width == WIDE, 66
    canvas = Canvas([0, 100], 2, width - 4, len(HUNDREDS) * gap - 8)
    for place, (key, what, whole, tone) in enumerate(HUNDREDS):
        top = place * gap + 26
        canvas.rect([{"x": 0, "x2": 100, "y": top, "y2": top + 18}], fill=colour("page"), stroke=colour("rule"))
        end = _interval(canvas, key, top, tone, deep=18)
        canvas.words(
            [{"x": end, "y": top + 9, "said": text(key, bare=True)}],
            dx=7,
            fontSize=13,
            fontWeight="bold",
            color=colour(tone),
        )
        canvas.words(
            [{"x": 0, "y": top - 12, "said": f"{what} {whole}" if wide else f"{what.split(',')[0]} per 100"}],
            color=colour(tone),
            fontSize=13,
            fontWeight="bold",
        )
        if not wide:
            canvas.words([{"x": 100, "y": top + 28, "said": whole}], align="right", color=colour("soft"))
    return canvas.chart()


def balance_counts():
    forces = [*numbers.MASSED, "near-aircraft", "rus-armour"]
    return Figure(
        key="balance-counts",
        sources=_used(deliveries=[*DRONES_HELD, *JAVELINS], forces=forces),
        table=pd.DataFrame(
            {
                "weapon": [what.split(",")[0] for _, what, *_ in HUNDREDS],
                "for every hundred": [row[2] for row in HUNDREDS],
                "lower": [round(low(row[0]), 1) for row in HUNDREDS],
                "upper": [round(high(row[0]), 1) for row in HUNDREDS],
            }
        ),
        draw=_draw_counts,
    )


# ---- the case against ---------------------------------------------------------------------------------------------


def _draw_karabakh(width):
    wide = width == WIDE
    step, left = (28, 214) if wide else (42, 2)
    second = 22 + 2 * step + 34
    canvas = Canvas([0, 100], left, width - 50, second + 2 * step + 6)
    back = -(left - 1) * 100 / (width - 50 - left)
    heads = ("Tanks lost in the autumn of 2020", 6), ("Armenia’s losses, per hundred of", second - 16)
    canvas.words([{"x": back, "y": y, "said": head} for head, y in heads], fontSize=13, fontWeight="bold")

    def row(top, name, draw, said, tone):
        top += 0 if wide else 14
        canvas.words([{"x": back, "y": top + (7 if wide else -8), "said": name}])
        end = draw(top)
        canvas.words([{"x": end, "y": top + 7, "said": said}], dx=7, fontWeight="bold", color=colour(tone))

    def lost(key):
        def bar(top):
            end = 100 * value(key) / 240
            canvas.rect([{"x": 0, "x2": end, "y": top, "y2": top + 14}], color=colour("neutral"))
            return end

        return bar

    def share(key):
        def bar(top):
            canvas.rect([{"x": 0, "x2": 100, "y": top, "y2": top + 14}], fill=colour("page"), stroke=colour("rule"))
            return _interval(canvas, key, top, "rus")

        return bar

    row(24, "Armenia", lost("armenia_tanks"), text("armenia_tanks", bare=True), "ink")
    row(24 + step, "Azerbaijan, with the drones", lost("azerbaijan_tanks"), text("azerbaijan_tanks", bare=True), "ink")
    row(second, "all Russian armoured vehicles", share("karabakh_of_all"), text("karabakh_of_all", bare=True), "rus")
    row(
        second + step,
        "the tanks massed or planned",
        share("karabakh_of_massed"),
        text("karabakh_of_massed", bare=True),
        "rus",
    )
    return canvas.chart()


def balance_karabakh():
    return Figure(
        key="balance-karabakh",
        sources=_used(losses=["armenia-tanks"], forces=["rus-armour", *numbers.MASSED]),
        table=pd.DataFrame(
            {
                "what": [
                    "tanks that Armenia lost",
                    "tanks that Azerbaijan lost",
                    "Armenia’s losses per hundred of all Russian armoured vehicles",
                    "Armenia’s losses per hundred of the tanks massed or planned",
                ],
                "lower": [
                    value("armenia_tanks"),
                    value("azerbaijan_tanks"),
                    round(value("karabakh_of_all"), 1),
                    round(low("karabakh_of_massed"), 1),
                ],
                "upper": [
                    value("armenia_tanks"),
                    value("azerbaijan_tanks"),
                    round(value("karabakh_of_all"), 1),
                    round(high("karabakh_of_massed"), 1),
                ],
            }
        ),
        draw=_draw_karabakh,
    )


# ---- the search for a counter-example -----------------------------------------------------------------------------

GROUPS = {
    "against the rule": "Points against the rule",
    "either way": "Can be read either way",
    "for the rule": "Points to the rule",
}


def balance_search():
    found = tables.load("deterrence")

    def html():
        body = []
        for speaks, heading in GROUPS.items():
            body.append(f'<tr class="fa-group"><th scope="rowgroup" colspan="2">{heading}</th></tr>')
            for row in found[found["speaks"] == speaks].itertuples():
                body.append(
                    f'<tr><th scope="row">{escape(row.name)}<br><span class="fa-what">{row.kind}, {row.year}'
                    f"</span></th><td>{escape(row.found)}<br><strong>Limit:</strong> {escape(row.limit)}"
                    "</td></tr>"
                )
        heads = ("Case or text", "What it says, and what it can’t show")
        head = "".join(f'<th scope="col">{words}</th>' for words in heads)
        return f'<table class="fa-table fa-parts"><thead><tr>{head}</tr></thead><tbody>{"".join(body)}</tbody></table>'

    return Figure(
        key="balance-search",
        sources=_used(deterrence=list(found["id"])),
        table=pd.DataFrame(
            {
                "case or text": found["name"],
                "kind": found["kind"],
                "year": found["year"].astype(str),
                "points": found["speaks"],
                "what it says": found["found"],
                "what it can’t show": found["limit"],
            }
        ),
        html=html,
    )


# ---- since then ---------------------------------------------------------------------------------------------------

GROWTH = (
    ("Javelin missiles", "javelins", "javelins_register", "west", "approved or delivered by December 2021"),
    ("TB2 drones", "drones_register_2021", "drones_register_2024", "tur", "delivered by the end of 2021"),
    ("Long-range missiles", None, "long_range_later", "west", "none on record"),
)
SENT = ["tb2-register-2021", "tb2-register-2024", "javelin-register-2024", *numbers.SENT]


def _draw_since(width):
    gap, ink = 76, colour("ink")
    canvas = Canvas([0, 100], 2, width - (70 if width == WIDE else 62), len(GROWTH) * gap)
    right = 100 * (width - 4) / (width - 64) if width != WIDE else 100 * (width - 4) / (width - 72)
    for place, (name, before, after, tone, _) in enumerate(GROWTH):
        top, most = place * gap + 20, value(after)
        canvas.words([{"x": 0, "y": top - 10, "said": name}], fontSize=13, fontWeight="bold", color=colour(tone))
        canvas.rect([{"x": 0, "x2": right, "y": top + 21, "y2": top + 45}], color=colour("since-tint"))
        first = 100 * value(before) / most if before else 0
        canvas.rect(
            [{"x": 0, "x2": first, "y": top + 2, "y2": top + 16}] if before else [],
            fill=colour("page"),
            stroke=colour(tone),
            strokeWidth=1.6,
        )
        said = text(before, bare=True) if before else "none on record"
        canvas.words([{"x": first, "y": top + 9, "said": said}], dx=7, color=ink)
        canvas.rect([{"x": 0, "x2": 100, "y": top + 26, "y2": top + 40}], color=colour(tone))
        canvas.words([{"x": 100, "y": top + 33, "said": text(after, bare=True)}], dx=7, fontWeight="bold", color=ink)
    return canvas.chart()


def balance_since():
    return Figure(
        key="balance-since",
        sources=_used(deliveries=[*SENT, *JAVELINS]),
        table=pd.DataFrame(
            {
                "weapon": [row[0] for row in GROWTH],
                "by the end of 2021": [value(row[1]) if row[1] else float("nan") for row in GROWTH],
                "later": [value(row[2]) for row in GROWTH],
                "what the first figure is": [row[4] for row in GROWTH],
            }
        ),
        draw=_draw_since,
        since=True,
    )
