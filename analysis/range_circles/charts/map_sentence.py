"""What the map of range-circles says: the sentence over it, in Python and in the chart's own language."""

from functools import cache

from analysis.range_circles import measures, numbers
from brief.charts import marks
from brief.charts.live_sentences import listed, vega_text
from brief.numbers import NBSP, text

FARTHEST = 600  # km, the end of the range control
SAYS = f"{{start}}, a range of *{{km}}{NBSP}km* takes in {{inside}}. *{{moscow}}.*"
WITHIN, SHORT = "Moscow is within reach", f"Moscow is {{km}}{NBSP}km too far away"
ANYWHERE = {"held": "From government-held ground", "legal": "From Ukraine’s legal territory"}


@cache
def places():
    """{slug: name or None}: the two readings of "anywhere", then the six largest government-held cities."""
    return dict.fromkeys(ANYWHERE) | {row["id"]: row["name"] for _, row in numbers.largest(6).iterrows()}


@cache
def seen():
    """Cities of 300,000 or more in Russia and Belarus, with a column of km for each place, the largest first."""
    found = _measured(numbers.across(numbers.LARGE).sort_values("population", ascending=False))
    return found[(found[list(places())] <= FARTHEST).any(axis=1) | (found["id"] == "moscow")]


def unheld():
    """Ukrainian cities of that size that Kyiv did not certainly hold, with who did where Russia says that it does."""
    found = measures.held_cities(numbers.cities(), held=False)
    found = _measured(found[found["population"] >= numbers.LARGE])
    russian = found["division"].isin(measures.LOST)
    return found.assign(iso3=russian.map({True: "UKR, under Russian control", False: "UKR, not under Kyiv’s control"}))


def _measured(cities):
    found = cities.copy()
    for place, name in places().items():
        if name is None:
            found[place] = found[f"to_{place}"]
        else:
            launch = numbers.cities().loc[place]
            found[place] = measures.distance_km(launch["lat"], launch["lon"], found["lat"], found["lon"])
    return found


def away(row):
    """{place: km} of one city, as the chart carries it."""
    return {place: round(row[place], 2) for place in places()}


def takes_in(place, count):
    """What the nearest so many cities are called in the sentence."""
    near = seen().sort_values(place)
    size = f"{text('large_city')} or more"
    if count == 0:
        first, km = near.iloc[0]["name"], f"{near.iloc[0][place]:,.0f}{NBSP}km"
        return f"*no Russian or Belarusian city of {size}*; the nearest, {first}, is {km} away"
    chosen = near.head(count).sort_values("population", ascending=False)["name"].tolist()
    if count < 4:
        return f"*{listed(chosen)}* and no other Russian or Belarusian city of {size}"
    return f"*{count} Russian and Belarusian cities of {size}*, the largest of which are *{listed(chosen[:3])}*"


def sentence(km, place):
    """The sentence for a range and a place."""
    short = seen().loc["moscow", place] - km
    far = WITHIN if short <= 0 else SHORT.format(km=f"{short:,.0f}")
    inside = takes_in(place, int((seen()[place] <= km).sum()))
    return SAYS.format(start=_from(place), km=f"{km:,.0f}", inside=inside, moscow=far)


def _from(place):
    return ANYWHERE.get(place) or f"From {places()[place]}"


def params(km, place, centres):
    """The chart's parameters: the two settings, what they look up, and the sentence that they make.

    `centres` gives latitude and longitude of each place around which an edge is drawn."""
    longest, known = len(seen()), {}
    for slug in places():
        near = sorted(round(each, 2) for each in seen()[slug] if each <= FARTHEST)
        known[slug] = {
            "from": _from(slug),
            "far": near + [9999] * (longest - len(near)),
            "says": [takes_in(slug, count) for count in range(len(near) + 1)],
            "moscow": away(seen().loc["moscow"])[slug],
            "lat": centres[slug][0],
            "lon": centres[slug][1],
        }
    # The chart's language has no loop over a list, so the terms of the count are written out.
    inside = "+".join(f"(range>=seen[place].far[{i}]?1:0)" for i in range(longest))
    short = vega_text(SHORT, km="format(seen[place].moscow - range, ',.0f')")
    said = vega_text(
        SAYS,
        start="seen[place].from",
        km="format(range, ',.0f')",
        inside="seen[place].says[inside]",
        moscow=f"(range >= seen[place].moscow ? '{WITHIN}' : {short})",
    )
    return marks.params({"range": km, "place": place, "seen": known}, {"inside": inside, "sentence": said})
