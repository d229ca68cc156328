"""The packs for classes that have Python: a notebook whose first cell holds plain variables, its table, and the part of
`brief` that it runs.

They ship no table that may not be handed on: a notebook works with the class table alone.
"""

from __future__ import annotations

import importlib.metadata
import json
import re
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from brief.classroom.sheets import SHEETS
from brief.site import classroom, paper

ROOT = Path(__file__).resolve().parents[2]
ROOTS = ("pandas", "sympy", "altair", "vl-convert-python", "ipykernel")
SHIPPED = ("brief/__init__.py", "brief/clock.py", "brief/classroom/__init__.py", "brief/classroom/assignments.py",
           "brief/classroom/charts.py")
START = """import datetime as dt

import pandas as pd

from brief.classroom import assignments
from brief.classroom.charts import bars

table = pd.read_csv("data.csv")"""

# Of each chapter: the parameters, then what gives the text, the table and the chart.
CELLS = {
    "range-circles": ("DISTANCE = 250    # km\nLARGE = 500_000   # people: which cities count", """cities = table.set_axis(["name", "country", "people", "held", "legal"], axis="columns")
_, held, legal, following, short = assignments.within(cities, LARGE, DISTANCE).values()
print(f"Within {DISTANCE} km of government-held ground lie {held} cities of {LARGE:,} or more; "
      f"from all legal territory {legal}. Next comes {following}, {short} km farther.")""",
                      'cities[(cities["people"] >= LARGE) & (cities["held"] <= DISTANCE)]', """near = cities[cities["people"] >= LARGE].head(12).set_index("name")["held"]
bars(near, f"Big cities, and {DISTANCE} km", "km from government-held ground", DISTANCE, near[near <= DISTANCE].index)"""),
    "overmatch": ("DRONES = 6      # how many are bought\nPRICE = 11.5    # million dollars each", """amount = table["value"].str.replace("\\u2013", "-").tolist()
ukraine, russia, rise = (float(amount[at]) for at in (0, 1, 2))
found = assignments.bill(ukraine, russia, rise, DRONES, PRICE)
_, _, cost, of_ukraine, of_russia, _ = found.values()
print(f"{DRONES} drones at {PRICE} million cost {cost:g} million dollars: {of_ukraine} % of Ukraine's yearly "
      f"spending, {of_russia} % of Russia's.")""",
                  'pd.Series(found, name="value").to_frame()', """shares = pd.Series({"of Ukraine's spending": of_ukraine, "of Russia's spending": of_russia})
bars(shares, f"A bill of {cost:g} million dollars", "per cent of a year's spending", None, shares.index[:1])"""),
    "trade-dependence": ("MONTH = 12    # 1 to 12, of 2020\nLEVEL = 100   # per cent of their best that the other routes bring", """cover = table.set_axis(["month", "cover"], axis="columns")["cover"].set_axis(range(1, 13))
month, _, covered, missing, _ = assignments.winter(cover, MONTH, LEVEL).values()
print(f"In {month} 2020 the other routes, at {LEVEL} % of their best, would have covered {covered} % of the gas; "
      f"{missing} % would have been missing.")""",
                         'pd.DataFrame([assignments.winter(cover, MONTH, level) for level in range(50, 101, 10)])', """by_month = pd.Series(dict(zip(assignments.MONTHS, cover * LEVEL / 100)))
bars(by_month, f"Without Russia, others at {LEVEL} % of their best", "per cent of the month's gas", 100, [month])"""),
    "embargo-timeline": ("YEAR = 2019    # the list begins in this year\nMONTH = 1      # and month", """events = table.assign(day=pd.to_datetime(table["day"]).dt.date)
begins = dt.date(YEAR, MONTH, 1)
found = assignments.opening(events, begins)
print(f"A list that begins in {found['the list begins']} opens with a {found['it opens with a']}; "
      f"the first of the other kind comes {found['days to the first of the other kind']} days later.")""",
                         'events[events["day"] >= begins].reset_index(drop=True)', """counts = pd.Series({"halts": found["halts from then on"], "deals": found["deals from then on"]})
bars(counts, f"From {found['the list begins']} to December 2021", "events", None, ["deals"])"""),
    "diffusion": ("YEAR, MONTH, DAY = 2021, 12, 15   # what was public by then\nRULE = 0   # which of the rules counts, 0 to 3", """steps = table.set_axis(["country", "step", "basis", "known_on"], axis="columns")
steps = steps.assign(known_on=pd.to_datetime(steps["known_on"]), happened_on=pd.to_datetime(steps["known_on"]), system="TB2")
day, rules = dt.date(YEAR, MONTH, DAY), list(assignments.COUNTED)
found = assignments.owned(steps, "TB2", day, rules[RULE])
print(f"By {found['public by']}, counting whoever {found['count whoever']}: {found['countries']} countries.")""",
                  'steps[steps["known_on"] <= pd.Timestamp(day)][["country", "step", "basis", "known_on"]]', """by_rule = pd.Series({one: assignments.owned(steps, "TB2", day, one)["countries"] for one in rules})
bars(by_rule, f"Public by {found['public by']}", "countries", None, [rules[RULE]])"""),
    "entrapment": ("WAR = 35        # wars without the sale, of 100 situations\nLIKELIER = 5    # how much likelier the sale makes war, per cent\nPREVENTED = 6   # of 100 parts of the damage", """CLOSE = 0.5     # within this much it is too close to call
found = assignments.sale(WAR, CLOSE, LIKELIER, PREVENTED)
_, _, wars, change, tip, so = found.values()
print(f"War comes in {wars} of 100; the change in damage is {change} wars' worth, so the sale {so}. It tips at {tip} %.")""",
                   'pd.DataFrame([assignments.sale(WAR, CLOSE, more, PREVENTED) for more in range(LIKELIER - 6, LIKELIER + 7, 2)])', """worth = pd.Series({"without the sale": WAR, "with it": WAR + change})
bars(worth, "Damage in 100 situations", "wars' worth of damage", WAR, ["with it"])"""),
    "alliance-web": ('LEAVE = ("rival",)   # parts that are not asked; () asks all\nDOUBT = "no"         # what doubt counts as: "yes" or "no"', """codes = table.set_index("sale")
found = assignments.rule(codes, LEAVE, DOUBT)
print(f"Without {found['parts not asked']}, doubt counting as {DOUBT}, {found['sales that pass']} sales pass: {found['which']}.")""",
                     'codes.drop(columns=list(LEAVE))', """met = codes.drop(columns=list(LEAVE)).isin(["yes", "uncertain"] if DOUBT == "yes" else ["yes"]).sum(axis=1)
bars(met, "Parts of the rule that each sale meets", "parts", codes.shape[1] - len(LEAVE), found["which"].split("; "))"""),
}


def names() -> set[str]:
    """The files that `make` gives."""
    return {f"downloads/python-{chapter}.zip" for chapter in CELLS}


def make(questions: dict[str, str]) -> dict[str, bytes]:
    """{name in the site: pack} for the chapters whose question is given."""
    shared = {name: (ROOT / name).read_bytes() for name in SHIPPED}
    shared |= {path.relative_to(ROOT).as_posix(): path.read_bytes()
               for path in sorted((ROOT / "brief" / "measures").rglob("*.py"))}
    shared["requirements.txt"] = requirements().encode()
    shared["LICENCE.txt"] = (ROOT / "LICENSE").read_bytes()
    return {f"downloads/python-{chapter}.zip": paper.steady_zip(
        {"README.txt": readme(question), "lesson.ipynb": notebook(chapter, question),
         "data.csv": classroom.spreadsheet(SHEETS[chapter].data()), **shared}) for chapter, question in questions.items()}


def readme(question: str) -> bytes:
    return (
        f"{question}\nA notebook from From Ankara, With Evidence. IT NEEDS PYTHON 3.11 or newer; on managed laptops\n"
        "take the Monday pack instead, which needs none.\n\n"
        "1. Unpack this folder and open a terminal in it.\n"
        "2. python -m venv .venv, and activate it.\n"
        "3. pip install --require-hashes -r requirements.txt   (once; needs the network)\n"
        "4. Open lesson.ipynb in your notebook program, for instance JupyterLab (pip install jupyterlab).\n"
        "5. Change the variables in the first cell and run all cells: text, table and chart follow.\n\n"
        "data.csv is the class table; brief/ holds the arithmetic. Text and data CC BY 4.0, code MIT (LICENCE.txt).\n"
    ).encode()


def notebook(chapter: str, question: str) -> bytes:
    """The lesson as .ipynb, without outputs."""
    parameters, text, table, chart = CELLS[chapter]
    sources = [("markdown", f"# {question}\n\nChange the variables in the next cell, then run all cells."),
               ("code", parameters), ("code", START), ("code", text), ("code", table), ("code", chart)]
    cells = []
    for number, (kind, source) in enumerate(sources):
        cell = {"cell_type": kind, "id": f"cell-{number}", "metadata": {}, "source": source.splitlines(keepends=True)}
        cells.append(cell | ({"execution_count": None, "outputs": []} if kind == "code" else {}))
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    whole = {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def requirements() -> str:
    """The part of the locked list that a notebook needs, with its hashes."""
    locked = {}
    for block in re.split(r"(?m)^(?=[A-Za-z0-9])", (ROOT / "requirements.lock").read_text(encoding="utf-8")):
        if name := re.match(r"[A-Za-z0-9._-]+", block):
            locked[canonicalize_name(name[0])] = block
    needed, waiting = set(), [canonicalize_name(name) for name in ROOTS]
    while waiting:
        name = waiting.pop()
        if name in needed or name not in locked:
            continue
        needed.add(name)
        waiting += _asked(name)
    # Without the remarks on who else asked for a package.
    lines = "".join(locked[name] for name in sorted(needed)).splitlines()
    return "".join(f"{line}\n" for line in lines if not line.lstrip().startswith("#"))


def _asked(name: str) -> list[str]:
    """What a package needs on any system, without its extras; one that isn't installed here is taken to need nothing."""
    try:
        asked = importlib.metadata.requires(name) or []
    except importlib.metadata.PackageNotFoundError:
        return []
    wanted = [Requirement(one) for one in asked]
    return [canonicalize_name(one.name) for one in wanted if "extra" not in str(one.marker or "")]

