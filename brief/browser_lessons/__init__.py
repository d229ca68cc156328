"""Chapters to run and change in the browser: small notebooks, and all that they need, made into one folder.

The book's `analysis/browser_lessons/` holds the notebooks as text and, in `files`, the tables and charts that they
load. `lesson` is the one module they import and goes with them, `make` builds the folder. `wheels.txt` names, with
hashes, what is fetched from the registries.

Two decisions. The notebooks use neither numpy nor pandas: no registry has them for the browser from their publishers.
Tables and charts travel inside `lesson`, which loads with Python itself, and not as files beside the notebooks: those
reach Python only through a service worker, which a private window, or a school's own server without https, refuses.
"""
