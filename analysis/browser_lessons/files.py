"""The book's figures for the notebooks: what was known on the cut-off, from tables that may be passed on."""

from collections.abc import Callable, Iterable

from analysis.browser_lessons import charts
from analysis.browser_lessons.charts import SELLERS
from analysis.range_circles import numbers
from analysis.range_circles.charts import circles, map_sentence
from analysis.shared import mapping
from brief import dates
from brief.data import tables

COUNT = "IEA entry points"  # the one count of gas that has every year and seller


def _about(words: str, **used: Iterable[str]) -> str:
    """What a table holds, its publishers and licences; refuses a table that may not be passed on."""
    publishers, licences = dict[str, None](), dict[str, None]()
    known = tables.load("sources").set_index("id")
    for table, ids in used.items():
        said = tables.describe(table)
        if not said["redistributable"]:
            raise ValueError(f"the table {table} may not be passed on, so no notebook can have it")
        licences |= {one.get("title", one["name"]): None for one in said["licenses"]}
        publishers |= {known.loc[source, "publisher"]: None for source in tables.sources_of(table, list(ids))}
    return f"{words} Source: {'; '.join(publishers)}. {'; '.join(licences)}."


def cities() -> dict:
    """Big cities of Russia and Belarus: km to the nearest ground of Ukraine on both readings, and their place."""
    seen = map_sentence.seen()
    rows = [
        {"name": row["name"], "country": row["iso3"], "people": int(row["population"]),
         "lat": float(row["lat"]), "lon": float(row["lon"]),
         **{ground: round(float(row[ground]), 3) for ground in map_sentence.ANYWHERE}}
        for _, row in seen.iterrows()
    ]  # fmt: skip
    words = (
        f"Cities of {numbers.LARGE:,} people or more in Russia and Belarus, within {map_sentence.FARTHEST} km, and "
        "Moscow. held: km from ground that Ukraine’s government held in December 2021. legal: km from all of "
        "Ukraine’s legal territory."
    )
    return {"about": _about(words, cities=list(seen["id"])), "rows": rows}


def starts() -> dict:
    """The six largest cities under Kyiv's control: name, lat, lon."""
    large = numbers.largest(6)
    rows = [{"name": row["name"], "lat": float(row["lat"]), "lon": float(row["lon"])} for _, row in large.iterrows()]
    words = "The six largest cities that Ukraine’s government held in December 2021."
    return {"about": _about(words, cities=list(large["id"])), "rows": rows}


def edges() -> dict:
    """The edge of all that lies within each range of a ground: one row per ground and range, two lists of degrees."""
    rows = []
    for ground, centre in circles.CENTRE.items():
        for place, km in enumerate(circles.RANGES):
            ends = [mapping.destination(*centre, ray["b"], ray[ground][place]) for ray in circles.edges()]
            lat, lon = ([round(float(end[i]), 3) for end in ends] for i in (0, 1))
            rows.append({"ground": ground, "km": km, "lat": lat, "lon": lon})
    return {"about": "Calculated by the book’s own program from shapes of Natural Earth (public domain).", "rows": rows}


def gas() -> dict:
    """Turkey's gas by year and seller, billion m3."""
    found = dates.known(tables.load("gas_imports"), dates.CUTOFF)
    found = found[(found["reading"] == COUNT) & found["partner"].isin(SELLERS)]
    rows = [
        {"year": int(row.year), "seller": SELLERS[row.partner], "amount": float(row.value) / 1000}
        for year in sorted(set(found["year"])) for partner in SELLERS
        for row in found[(found["year"] == year) & (found["partner"] == partner)].itertuples()
    ]  # fmt: skip
    words = "Gas that Turkey bought abroad, billion cubic metres, by year and seller."
    return {"about": _about(words, gas_imports=list(found["id"])), "rows": rows}


def gazprom() -> dict:
    """What Gazprom sold outside the former Soviet Union, billion m3, by year."""
    found = dates.known(tables.load("russian_totals"), dates.CUTOFF)
    found = found[found["what"] == "Gazprom exports outside the former USSR"].sort_values("year")
    rows = [{"year": int(row.year), "amount": float(row.value) / 1000} for row in found.itertuples()]
    words = (
        "Gas that Russia’s Gazprom sold outside the former Soviet Union, billion cubic metres. Its cubic metre "
        "is measured warmer than Turkey’s, so the two differ by some percent."
    )
    return {"about": _about(words, russian_totals=list(found["id"])), "rows": rows}


FILES: dict[str, Callable[[], dict]] = {
    "cities": cities, "starts": starts, "edges": edges, "gas": gas, "gazprom": gazprom,
    "reach-map": charts.reach_map, "gas-bars": charts.gas_bars,
}  # fmt: skip
