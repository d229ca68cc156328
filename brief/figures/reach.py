"""The figures of range-circles, apart from the map (`reachmap`)."""

import altair as alt
import pandas as pd

from brief import clock, tables
from brief.figures.house import WIDE, Figure, colour
from brief.figures.reachmap import reach_map
from brief.measures import reach
from brief.register import reach as numbers
from brief.register import text, value

__all__ = ["reach_map", "reach_adds", "reach_people", "reach_ranges", "reach_since"]

DASH, NBSP = "\u2013", "\u00a0"


def _data(rows):
    return alt.Data(values=rows)


def _span(low, high, unit=""):
    ends = f"{low:,.0f}" if round(low) == round(high) else f"{low:,.0f}{DASH}{high:,.0f}"
    return ends + (f"{NBSP}{unit}" if unit else "")


# ---- what 250 km adds ---------------------------------------------------------------------------------------------

ADDS_CITIES = ("belgorod", "kursk", "voronezh", "rostov-on-don", "minsk", "krasnodar", "lipetsk", "moscow", "volgograd")


def _adds_rows():
    """(systems, cities) of the strip, from the nearest to the farthest."""
    kind = {"tochka-u": "ballistic, in service", "vilkha": "guided rocket, adopted", "neptune": "anti-ship, new", "som-250": "from the air, Turkish"}
    known, systems = numbers.systems(), []
    for key, words in kind.items():
        row = known.loc[key]
        high = value("older_range") if key == "som-250" else row["range_high"]
        said = {"neptune": f"{row['range_high']:.0f}{NBSP}km in a test", "som-250": f"{row['range_low']:.0f}, or {high:.0f}{NBSP}km"}
        systems.append({"name": "SOM, if sold" if key == "som-250" else row["name"], "kind": words, "low": row["range_low"], "high": high,
                        "said": said.get(key, _span(row["range_low"], high, "km")), "key": key})
    cities = []
    for key in ADDS_CITIES:
        row = numbers.cities().loc[key]
        both = round(row["to_held"]) != round(row["to_legal"])
        said = f"{row['name']} {row['to_held']:.0f}" + (f" ({row['to_legal']:.0f})" if both else "") + (f"{NBSP}km" if key == "moscow" else "")
        cities.append({"name": row["name"], "held": row["to_held"], "legal": row["to_legal"], "both": both, "said": said, "key": key,
                       "within": [bool(row["to_held"] <= value(limit)) for limit in ("before_range", "missile_range", "older_range")]})
    return systems, cities


def _draw_adds(width):
    wide = width == WIDE
    systems, cities = _adds_rows()
    step, top, gap = (34, 8, 30) if wide else (40, 8, 34)
    heads, first = top + len(systems) * step, top + len(systems) * step + gap
    height = first + len(cities) * 24 + 22
    bottom = height - 22
    x = alt.X("x:Q", scale=alt.Scale(domain=[0, 520], range=[6, width - 8]), axis=None)
    y = alt.Y("y:Q", scale=alt.Scale(domain=[0, height], range=[0, height]), axis=None)
    limits = [{"x": value(key), "y": 0, "y2": bottom, "key": key} for key in ("before_range", "missile_range", "older_range")]
    shade = [{"x": value("before_range"), "x2": value("missile_range"), "y": 0, "y2": bottom}]
    paint = {"som-250": "ink", "neptune": "ukr"}

    def at(rows):
        return alt.Chart(_data(rows)).encode(x=x, y=y)

    def wrote(rows, **look):
        halo = at(rows).mark_text(stroke=colour("page"), strokeWidth=3, strokeJoin="round", baseline="middle", **(look | {"color": colour("page")}))
        return [layer.encode(text="said:N") for layer in (halo, at(rows).mark_text(baseline="middle", **look))]

    layers = [at(shade).mark_rect(color=colour("surface")).encode(x2="x2:Q", y2="y2:Q")]
    for limit, look in zip(limits, ({"color": colour("ukr")}, {"color": colour("ink")}, {"color": colour("ink"), "strokeDash": [4, 3]})):
        layers.append(at([limit]).mark_rule(strokeWidth=1.5, **look).encode(y2="y2:Q"))
    for i, row in enumerate(systems):
        tone, y0 = colour(paint.get(row["key"], "ukr")), top + i * step + 17
        bar = {"y": y0, "y2": y0 + 10, "x": 0}
        if row["key"] == "neptune":
            layers.append(at([bar | {"x2": row["high"]}]).mark_rect(fill=colour("page"), stroke=tone, strokeWidth=1.5, strokeDash=[4, 3]).encode(x2="x2:Q", y2="y2:Q"))
        else:
            layers.append(at([bar | {"x2": row["high"]}]).mark_rect(fill=tone, fillOpacity=0.35, stroke=tone, strokeWidth=1).encode(x2="x2:Q", y2="y2:Q"))
            layers.append(at([bar | {"x2": row["low"]}]).mark_rect(color=tone).encode(x2="x2:Q", y2="y2:Q"))
        word = colour("ink" if row["key"] == "som-250" else "ukr-word")
        layers += wrote([{"x": 0, "y": y0 - 9, "said": row["name"]}], align="left", fontWeight="bold", color=word, fontSize=13)
        layers += wrote([{"x": 0, "y": y0 - 9, "said": row["kind"]}], align="left", color=colour("soft"), dx=7.2 * len(row["name"]) + 8)
        layers += wrote([{"x": row["high"], "y": y0 + 5, "said": row["said"]}], align="left", dx=7, color=word)
    layers += wrote([{"x": 0, "y": heads + gap - 18, "said": "How far from Ukraine to"}], align="left", fontWeight="bold", fontSize=13, color=colour("ink"))
    for i, row in enumerate(cities):
        y0 = first + i * 24 + 10
        layers.append(at([{"x": 0, "y": y0, "x2": 520}]).mark_rule(color=colour("hair"), strokeWidth=1).encode(x2="x2:Q"))
        if row["both"]:
            layers.append(at([{"x": row["legal"], "y": y0, "x2": row["held"]}]).mark_rule(color=colour("ink"), strokeWidth=2).encode(x2="x2:Q"))
            layers.append(at([{"x": row["legal"], "y": y0}]).mark_point(shape="circle", filled=True, fill=colour("page"), stroke=colour("ink"), strokeWidth=1.6, size=46, opacity=1))
        layers.append(at([{"x": row["held"], "y": y0}]).mark_point(shape="circle", filled=True, color=colour("ink"), size=50, opacity=1))
        far = row["held"] > 400
        layers += wrote([{"x": row["legal"] if far else row["held"], "y": y0, "said": row["said"]}], align="right" if far else "left", dx=-9 if far else 9,
                        color=colour("ink"), fontWeight="bold" if row["key"] == "moscow" else "normal")
    ticks = [{"x": 0, "y": height - 8, "said": "0"}] + [{"x": limit["x"], "y": height - 8, "said": f"{limit['x']:.0f}"} for limit in limits]
    layers += wrote(ticks, color=colour("soft")) + wrote([{"x": value("moscow_km"), "y": height - 8, "said": text("moscow_km")}], color=colour("soft"))
    return alt.layer(*layers).properties(height=height)


def reach_adds():
    systems, cities = _adds_rows()
    table = pd.DataFrame({
        "city": [row["name"] for row in cities],
        "from government-held ground, km": [round(row["held"]) for row in cities],
        "from legal territory, km": [round(row["legal"]) for row in cities],
        **{f"within {text(limit)}": [row["within"][i] for row in cities] for i, limit in enumerate(("before_range", "missile_range", "older_range"))},
    })
    return Figure(
        key="reach-adds",
        title="To the {before_range} that Ukraine had, {missile_range} adds {big_added} cities of half a million. Moscow isn’t one",
        unit="Published ranges, and km from Ukraine to city centres; in brackets, from legal territory",
        holds=("none_before", "big_four", "moscow_beyond_250"),
        sources=tuple(dict.fromkeys([*tables.sources_of("systems", [row["key"] for row in systems] + ["som-300"]), "natural_earth", "natural_earth_divisions", "geonames"])),
        description=(
            "Four published ranges as bars, over the distances from Ukraine to nine cities as dots, on one scale.",
            "Tochka-U {tochka_range}, Vilkha about {before_range}, Neptune {neptune_test} in a test, SOM {missile_range} or {older_range}. Belgorod {belgorod_km}, Kursk {kursk_km}, Voronezh {voronezh_km}, "
            "Rostov-on-Don {rostov_km}, Minsk {minsk_km}, Krasnodar {krasnodar_km}, Lipetsk {lipetsk_km}, Moscow {moscow_km}, Volgograd {volgograd_km}.",
            "Within {before_range} of government-held ground lies no city of half a million; {big_added} lie between that and {missile_range}; Moscow lies beyond every bar.",
            "On paper Neptune already went beyond {missile_range}, against ships. Bars say nothing of accuracy, numbers or flight; Krasnodar passes by only {krasnodar_margin_km}.",
        ),
        table=table,
        draw=_draw_adds,
        legend=(("circle", "ink", "from government-held ground"), ("ring", "ink", "from all of Ukraine’s legal territory"),
                ("pale", "ukr", "the lower and the upper figure differ"), ("dash", "ukr", "reached once, in a test")),
        boundary=True,
    )


# ---- people, both directions --------------------------------------------------------------------------------------

PEOPLE_AT = (120, 200, 250, 300, 500)


def _people_rows():
    """Bars: one row per distance and line (in Ukraine, in Russia, in Russia with the aircraft set back), millions."""
    plain = reach.both_directions(numbers.cities(), PEOPLE_AT)
    back = reach.both_directions(numbers.cities(), PEOPLE_AT, numbers.SETBACK)
    rows = pd.concat([plain.assign(line=plain["side"]), back[back["side"] == "RUS"].assign(line="back")])
    rows[["low", "high"]] = rows[["low", "high"]] / 1e6
    return rows.sort_values(["km", "line"], key=lambda c: c.map({"UKR": 0, "RUS": 1, "back": 2}) if c.name == "line" else c, ignore_index=True)


def _draw_people(width):
    wide = width == WIDE
    rows, line, gap, left = _people_rows(), 18, 14, 58
    order = {"UKR": 0, "RUS": 1, "back": 2}
    group = 3 * line + gap
    records = [{"low": r.low, "high": r.high, "y": i // 3 * group + order[r.line] * line + 4, "line": r.line,
                "said": f"{r.low:.1f}{DASH}{r.high:.1f}"} for i, r in enumerate(rows.itertuples())]
    # A range narrower than the bar is high would vanish; the label has the figures.
    least = 0.25 if wide else 0.45
    height = len(PEOPLE_AT) * group + 26
    bottom = len(PEOPLE_AT) * group
    x = alt.X("low:Q", scale=alt.Scale(domain=[0, 36], range=[left, width - 4]), axis=None)
    y = alt.Y("y:Q", scale=alt.Scale(domain=[0, height], range=[0, height]), axis=None)

    def at(rows):
        return alt.Chart(_data(rows)).encode(x=x, y=y)

    ticks = [{"low": million, "y": 0, "y2": bottom, "said": f"{million}" + (f"{NBSP}million" if million == 30 else "")} for million in (0, 10, 20, 30)]
    layers = [at(ticks).mark_rule(color=colour("hair"), strokeWidth=1).encode(y2="y2:Q"),
              alt.Chart(_data([t | {"y": bottom + 12} for t in ticks])).mark_text(color=colour("soft"), baseline="middle").encode(x=x, y=y, text="said:N")]
    looks = {"UKR": {"fill": colour("ukr"), "stroke": colour("ukr")}, "RUS": {"fill": colour("rus"), "stroke": colour("rus")},
             "back": {"fill": colour("page"), "stroke": colour("rus")}}
    words = {"UKR": colour("ukr-word"), "RUS": colour("rus"), "back": colour("rus")}
    first = {"UKR": "in Ukraine", "RUS": "in Russia", "back": "aircraft set back" if not wide else "in Russia, the aircraft set back"}
    for name, look in looks.items():
        mine = [r | {"end": max(r["high"], r["low"] + least), "y2": r["y"] + 10} for r in records if r["line"] == name]
        layers.append(at(mine).mark_rect(strokeWidth=1.2, **look).encode(x2="end:Q", y2="y2:Q"))
        labels = [r | {"y": r["y"] + 5, "said": r["said"] + (f"{NBSP}{NBSP}{first[name]}" if i == 0 else "")} for i, r in enumerate(mine)]
        look = {"baseline": "middle", "color": words[name]}
        layers.append(at([r | {"low": r["end"]} for r in labels if r["end"] <= 25]).mark_text(align="left", dx=6, **look).encode(text="said:N"))
        if any(r["end"] > 25 for r in labels):      # no room to the right of it
            layers.append(at([r for r in labels if r["end"] > 25]).mark_text(align="right", dx=-6, **look).encode(text="said:N"))
    heads = [{"y": i * group + line + 9, "said": f"{km}{NBSP}km"} for i, km in enumerate(PEOPLE_AT)]
    layers.append(alt.Chart(_data(heads)).mark_text(align="left", baseline="middle", fontSize=13, fontWeight="bold", color=colour("ink"))
                  .encode(x=alt.value(0), y=y, text="said:N"))
    return alt.layer(*layers).properties(height=height)


def reach_people():
    rows = _people_rows()
    line = {"UKR": "in Ukrainian cities", "RUS": "in Russian cities", "back": "in Russian cities, aircraft 100 km behind the edge"}
    table = pd.DataFrame({"distance, km": rows["km"].map(str), "people": rows["line"].map(line), "lower, million": rows["low"].round(2), "upper, million": rows["high"].round(2),
                          "cities, lower": rows["cities_low"], "cities, upper": rows["cities_high"]})
    return Figure(
        key="reach-people",
        title="Within {missile_range} of the other side live more people in Ukrainian cities than in Russian ones",
        unit="Million people in cities of 50,000 or more within each distance of the other side’s ground; populations of March 2020 and older",
        holds=("more_ukrainians_250",),
        sources=("natural_earth", "natural_earth_divisions", "geonames"),
        description=(
            "Pairs of bars for five distances: people in Ukrainian and in Russian cities near the other side’s ground, each from the lower to the upper reading of where that ground is.",
            "At {missile_range}: {ukrainians_250} in Ukrainian cities and {russians_250} in Russian ones. At 120 km: {ukrainians_120} and {russians_120}. At 500 km: {ukrainians_500} and {russians_500}.",
            "From {apart_from|bare} to {apart_to} the Ukrainian figure is higher whichever reading is taken; at 120 and 200 km the bars overlap; from 500 km the Russian figure is higher, since Moscow enters at {moscow_km}.",
            "Nearness isn’t harm. With the aircraft {setback} behind its own edge, {missile_range} leaves {russians_setback} in Russian cities. Cities inside the areas left out are in neither count.",
        ),
        table=table,
        draw=_draw_people,
        note="City population measures nearness, not harm. Cities in Crimea, Donetsk and Luhansk are in neither count. Hollow: the aircraft stays 100 km behind the edge of Ukraine’s ground.",
        boundary=True,
    )


# ---- published ranges of exported missiles ------------------------------------------------------------------------


def _draw_ranges(width):
    wide = width == WIDE
    line = value("regime_range")
    rows = [{"name": row["name"].split(" (")[0], "low": row["range_low"], "high": row["range_high"], "said": _span(row["range_low"], row["range_high"]),
             "ours": row["id"] == "som-250"} for _, row in numbers.exported().iterrows()]
    names = [row["name"] for row in rows]
    y = alt.Y("name:N", sort=None, scale=alt.Scale(domain=names), title=None,
              axis=alt.Axis(labelFontSize=12, labelColor=colour("ink"), labelLimit=0, labelFontWeight=alt.expr("datum.label=='SOM' ? 'bold' : 'normal'")))
    def x(field):
        return alt.X(f"{field}:Q", title=None, scale=alt.Scale(domain=[0, 1280], nice=False),
                     axis=alt.Axis(values=[0, 300, 500, 1000], labelExpr=f"datum.value == 1000 ? '1,000{NBSP}km' : datum.label", domain=False, ticks=False))

    tone = alt.condition("datum.ours", alt.value(colour("ink")), alt.value(colour("neutral")))
    base = alt.Chart(_data(rows)).encode(y=y)
    solid = base.transform_calculate(zero="0").mark_bar(height=11).encode(x=x("zero"), x2="low:Q", color=tone)
    pale = base.mark_bar(height=11, fillOpacity=0.35, strokeWidth=1).encode(x=x("low"), x2="high:Q", color=tone, stroke=tone)
    said = [base.mark_text(align="left", dx=6, **look).encode(x=x("high"), text="said:N")
            for look in ({"stroke": colour("page"), "strokeWidth": 3, "strokeJoin": "round", "color": colour("page")}, {})]
    rule = alt.Chart(_data([{"low": line}])).mark_rule(color=colour("ink"), strokeWidth=1.5, strokeDash=[4, 3]).encode(x=x("low"))
    return alt.layer(solid, pale, rule, *said).properties(height=len(rows) * (26 if wide else 28))


def reach_ranges():
    found = numbers.exported()
    maker = tables.load("systems").set_index("id")["origin"]
    table = pd.DataFrame({
        "missile": found["name"], "range, km": [_span(a, b) for a, b in zip(found["range_low"], found["range_high"])], "payload, kg": found["payload_kg"],
        "basis": found["basis"], "made in": maker[found["id"]].str.replace(";", ", ").to_numpy(), "sold to": found["recipients"].str.replace(";", ", "),
    })
    return Figure(
        key="reach-ranges",
        title="Of {exports} exported missiles, {exports_bunched} are published at 250 to 300 km, and as many lie beyond",
        unit="Published range in km; pale from the lower to the upper figure; dashed, the line of the export regime",
        holds=("as_many_beyond", "exports_on_both_sides"),
        sources=tuple(tables.sources_of("systems", [*found["id"], "som-300", "mtcr-category-1"])),
        description=(
            "Bars for the published ranges of {exports} missiles that were sold abroad, with a line at {regime_range}.",
            "From ATACMS Block I to JASSM-ER. SOM {missile_range} or {older_range}; Taurus {taurus_range}.",
            "{exports_bunched} stand between 250 and {regime_range}; {exports_beyond} stand beyond it; one is given on both sides of it.",
            "Bunching under the line is consistent with the regime, no more: the table is what sources were found for, not a sample, and the line needs {regime_payload} of payload too.",
        ),
        table=table,
        draw=_draw_ranges,
        legend=(("bar", "ink", "the missile of the article"), ("bar", "neutral", "other missiles that were exported"), ("dash", "ink", "{regime_range}, with {regime_payload} or more: the regime’s strictest category")),
    )


# ---- since then ---------------------------------------------------------------------------------------------------


def _later_rows():
    known = tables.load("systems").set_index("id", drop=False)
    rows = []
    for key, words in (("neptune", "Neptune"), ("som-250", "SOM, named"), ("storm-shadow-ukr", "Storm Shadow"), ("atacms-165-ukr", "ATACMS"), ("atacms-300-ukr", "ATACMS")):
        row = known.loc[key]
        rows.append({"key": key, "name": words, "day": row["known_on"], "km": row["range_high"], "role": row["role"]})
    return pd.DataFrame(rows)


def _draw_since(width):
    wide = width == WIDE
    rows = _later_rows()
    # Drawn where the thing entered the public record; the article's missile on the day of the article.
    rows["at"] = rows["day"].where(rows["key"] != "som-250", pd.Timestamp(clock.CUTOFF)).dt.strftime("%Y-%m-%d")
    rows["said"] = [f"{name} {km:.0f}" for name, km in zip(rows["name"], rows["km"])]
    x = alt.X("at:T", title=None, scale=alt.Scale(domain=["2018-07-01", "2024-12-31"]), axis=alt.Axis(format="%Y", values=["2019-01-01", "2020-01-01", "2021-01-01", "2022-01-01", "2023-01-01", "2024-01-01"], grid=False))
    y = alt.Y("km:Q", title=None, scale=alt.Scale(domain=[0, 420]), axis=alt.Axis(values=[0, 100, 200, 300], labelExpr=f"datum.value == 300 ? '300{NBSP}km' : datum.label", domain=False, ticks=False))
    cut = [{"at": clock.CUTOFF.isoformat(), "end": "2024-12-31", "km": 0, "top": 420}]
    had = [{"km": value("before_range"), "at": "2018-07-01", "end": "2024-12-31", "said": f"what Ukraine had {text('before_range', bare=True)}"}]
    shaded = alt.Chart(_data(cut)).mark_rect(color=colour("since-tint")).encode(x=x, x2="end:T", y=y, y2="top:Q")
    rule = alt.Chart(_data(cut)).mark_rule(color=colour("since"), strokeWidth=1.5).encode(x=x)
    known = "known after 15 Dec 2021" if wide else "known after\n15 Dec 2021"
    label = (alt.Chart(_data([cut[0] | {"said": known}])).mark_text(align="left", baseline="top", dx=5, dy=2, lineBreak="\n", color=colour("since"))
             .encode(x=x, y=alt.value(0), text="said:N"))
    line = alt.Chart(_data(had)).mark_rule(color=colour("ukr"), strokeWidth=2).encode(x=x, x2="end:T", y=y)
    line_said = alt.Chart(_data(had)).mark_text(align="left", dy=13, color=colour("ukr-word")).encode(x=x, y=y, text="said:N")
    west = {"shape": "triangle-up", "filled": True, "color": colour("west")}
    marks = []
    for key, look, (align, dx, dy) in (
        ("neptune", {"shape": "square", "filled": False, "color": colour("ukr")}, ("left", 9, 4)),
        ("som-250", {"shape": "diamond", "filled": False, "color": colour("ink")}, ("right", -9, 14)),
        ("storm-shadow-ukr", west, ("center", 0, -14)), ("atacms-165-ukr", west, ("center", 0, -14)),
        ("atacms-300-ukr", west, ("right", 14, -14)),
    ):
        one = alt.Chart(_data(rows.loc[rows["key"] == key, ["at", "km", "said"]].to_dict("records"))).encode(x=x, y=y)
        word = colour("ukr-word") if key == "neptune" else look["color"]
        marks += [one.mark_point(size=80, opacity=1, strokeWidth=2, **look), one.mark_text(align=align, dx=dx, dy=dy, color=word).encode(text="said:N")]
    return alt.layer(shaded, rule, label, line, line_said, *marks).properties(height=250)


def reach_since():
    rows = _later_rows()
    table = pd.DataFrame({"missile": rows["name"], "published range, km": rows["km"], "on public record": rows["day"],
                          "what": ["Ukrainian, in a test", "named by the article", "sent by Britain", "sent by the United States", "sent by the United States"]})
    return Figure(
        key="reach-since",
        title="{storm_shadow_after} after the article, Britain said it was sending Ukraine a missile of this range",
        unit="Published range in km, by the day each was first on the public record",
        holds=("storm_shadow_same_class",),
        sources=tuple(tables.sources_of("systems", list(rows["key"]))),
        description=(
            "Five missiles by date and published range, with a line at the {before_range} that Ukraine had and shading for what became known after 15 December 2021.",
            "Storm Shadow, more than {storm_shadow_range}, in May 2023; ATACMS of {atacms_first_range} in October 2023 and of {atacms_later_range} in April 2024.",
            "All three missiles sent later came from Britain and the United States; none from Turkey is on record.",
            "That others sent them doesn’t show what Turkey would have done, nor what a sale in 2021 would have led to.",
        ),
        table=table,
        draw=_draw_since,
        since=True,
        legend=(("square", "ukr", "Ukrainian, in a test"), ("triangle", "west", "sent by Western states"), ("line", "ukr", "farthest published range against land, December 2021")),
    )
