"""Two chapters to run and change in the browser: small notebooks, and all that they need, made into one folder.

`lessons/` holds the notebooks as text, `lesson` is the one module they import and goes with them, `charts` draws their
charts ahead of time, `export` writes tables and charts for them, `make` builds the folder. `pins.csv` names, with
hashes, what is fetched from the registries.

Two decisions. The notebooks use neither numpy nor pandas: no registry has them for the browser from their publishers.
Tables and charts travel inside `lesson`, which loads with Python itself, and not as files beside the notebooks: those
reach Python only through a service worker, which a private window, or a school's own server without https, refuses.
"""
