"""The book's figures for the notebooks: what was known on the cut-off, from tables that may be passed on."""

from collections.abc import Callable, Iterable

import pandas as pd

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
    grounds = list(map_sentence.ANYWHERE)
    told = seen.round(dict.fromkeys(grounds, 3)).rename(columns={"iso3": "country", "population": "people"})
    words = (
        f"Cities of {numbers.LARGE:,} people or more in Russia and Belarus, within {map_sentence.FARTHEST} km, and "
        "Moscow. held: km from ground that Ukraine’s government held in December 2021. legal: km from all of "
        "Ukraine’s legal territory."
    )
    shown = told[["name", "country", "people", "lat", "lon", *grounds]].astype({"people": int})
    return {"about": _about(words, cities=seen["id"]), "rows": shown.to_dict("records")}


def starts() -> dict:
    """The six largest cities under Kyiv's control: name, lat, lon."""
    large = numbers.largest(6)
    words = "The six largest cities that Ukraine’s government held in December 2021."
    return {"about": _about(words, cities=large["id"]), "rows": large[["name", "lat", "lon"]].to_dict("records")}


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
    told = found.assign(place=found["partner"].map([*SELLERS].index), seller=found["partner"].map(SELLERS))
    words = "Gas that Turkey bought abroad, billion cubic metres, by year and seller."
    return {"about": _about(words, gas_imports=found["id"]), "rows": _yearly(told.sort_values("place"), "seller")}


def gazprom() -> dict:
    """What Gazprom sold outside the former Soviet Union, billion m3, by year."""
    found = dates.known(tables.load("russian_totals"), dates.CUTOFF)
    found = found[found["what"] == "Gazprom exports outside the former USSR"].sort_values("year")
    words = (
        "Gas that Russia’s Gazprom sold outside the former Soviet Union, billion cubic metres. Its cubic metre "
        "is measured warmer than Turkey’s, so the two differ by some percent."
    )
    return {"about": _about(words, russian_totals=found["id"]), "rows": _yearly(found)}


def _yearly(found: pd.DataFrame, *fields: str) -> list[dict]:
    """The rows by year, their `fields` and their value, from million m3 to billion, as `amount`."""
    told = found.assign(amount=found["value"] / 1000).astype({"year": int}).sort_values("year", kind="stable")
    return told[["year", *fields, "amount"]].to_dict("records")


FILES: dict[str, Callable[[], dict]] = {
    "cities": cities, "starts": starts, "edges": edges, "gas": gas, "gazprom": gazprom,
    "reach-map": charts.reach_map, "gas-bars": charts.gas_bars,
}  # fmt: skip
