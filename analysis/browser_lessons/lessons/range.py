# ruff: noqa: E402
# %% [markdown]
# # What could a missile reach?
#
# You can change this page and run it again. Nothing is installed, and nothing you do here is kept.
#
# 1. Click into the first box below.
# 2. Hold **Shift** and press **Enter**. The box runs, and the next one is chosen.
# 3. Do that for each box. Then go back up, change a number, and run them all again.
#
# To keep your work: *File*, then *Download*.

# %% [markdown]
# ## 1. Your numbers
#
# `start` can be `"held"` (anywhere on ground that Ukraine’s government held in December 2021), `"legal"` (anywhere on
# Ukraine’s legal territory), or a city: `"Kyiv"`, `"Kharkiv"`, `"Odesa"`, `"Dnipro"`, `"Zaporizhzhia"`, `"Lviv"`.

# %%
km = 250  # from 50 to 600
start = "held"

# %% [markdown]
# ## 2. How far is each city?
#
# These are big cities in Russia and Belarus, with the distance to each in kilometres. From a city, this page measures
# it over the curved Earth. From held or legal ground, the book has measured it already.

# %%
import lesson
from geographiclib.geodesic import Geodesic

earth = Geodesic.WGS84
cities = lesson.table("cities")
home = [city for city in lesson.table("starts") if city["name"] == start]

for city in cities:
    if home:
        way = earth.Inverse(home[0]["lat"], home[0]["lon"], city["lat"], city["lon"])
        city["km"] = way["s12"] / 1000
    else:
        city["km"] = city[start]

cities.sort(key=lambda city: city["km"])
for city in cities[:12]:
    print(f"{city['km']:6.0f} km  {city['name']}")

# %% [markdown]
# ## 3. Which cities are within your distance?
#
# Guess first: how many? And is Moscow one of them?

# %%
for city in cities:
    city["within"] = city["km"] <= km

near = [city for city in cities if city["within"]]
moscow = [city for city in cities if city["name"] == "Moscow"][0]
gap = moscow["km"] - km

print(len(near), "big cities lie within", km, "km:", ", ".join(city["name"] for city in near))
print(f"Moscow is {gap:.0f} km too far." if gap > 0 else "Moscow is within it.")

# %% [markdown]
# ## 4. The map
#
# A black dot lies within your distance, and a white dot lies beyond it.

# %%
if home:
    edge = [earth.Direct(home[0]["lat"], home[0]["lon"], turn, km * 1000) for turn in range(0, 361, 3)]
    edge = [{"lat": point["lat2"], "lon": point["lon2"]} for point in edge]
else:
    edge = lesson.edge(start, km)

lesson.chart("reach-map", f"{km} km from {start}: {len(near)} big cities", edge=edge, cities=cities, start=home)

# %% [markdown]
# Borders follow UN General Assembly resolution 68/262: Crimea, Donetsk and Luhansk are Ukraine. No line of
# contact is drawn. The hatched areas are left out of the ground that Ukraine’s government held.
#
# ## 5. Your turn
#
# - At which distance does Moscow come in? Find it to the nearest 10 km.
# - Set `km` back to 250 and `start` to `"legal"`. Which cities come in? Why does the choice of ground matter?
# - Choose a city for `start`. Which one reaches the most big cities at 250 km?
# - The circle is exact. What does it *not* tell you about a missile?
#
# Write your answers here: double-click this text. Then download the page.

# %% [markdown]
# Where the figures come from: run this.

# %%
print(lesson.about("cities"))
print(lesson.about("edges"))
