"""The steps of the argument: with their verdicts (`steps_html`), as strands that join (`outline_html`), and
the objections against each (`strains_html`). All three read one table, so that a step reads the same everywhere.
"""

from __future__ import annotations

from brief import claims
from brief.data import tables
from brief.sphinx_ext.html_snippets import render

OUTSIDE = {"qualifies": "From outside the article, qualifying", "contrasts": "From outside the article, in contrast"}
INSIDE = {"qualifies": "Qualified by", "contrasts": "In contrast to"}


def steps_html() -> str:
    """The steps as an open list: sentence, both verdicts with a sentence each, chapter and claims."""
    # The reasons as the tables have them, so that the numbers in them can be links.
    then, since = (tables.load(name).set_index("id") for name in ("steps", "steps_since"))
    steps = claims.steps().to_dict("records")
    for step in steps:
        step["said_then"] = then["reason_then"][step["id"]]
        step["said_since"] = since["reason_since"].get(step["id"])
    return render("steps.html", steps=steps)


def outline_html() -> str:
    """The strands that join in the conclusion: each step, what hangs on it, and where it strains."""
    strands = claims.steps().groupby("strand", sort=False)
    return render("outline.html", strands=[(name, group.to_dict("records")) for name, group in strands])


def strains_html() -> str:
    """Every objection, under the step whose claim it meets; those that meet no step come last."""
    found = claims.strains()
    said = tables.load("claims").set_index("id")["paraphrase"].to_dict()
    found["sources"] = [[] if by in said else tables.sources_of("counter_evidence", [by]) for by in found["by"]]
    groups = [
        (step["id"], f"Step {step['id'].removeprefix('step-')}: {step['sentence']}", found[found["step"] == step["id"]])
        for step in claims.steps().to_dict("records")
    ]
    groups.append(("beside", "Claims beside the steps", found[found["step"].isna()]))
    return render(
        "strains.html",
        groups=[(name, title, group.to_dict("records")) for name, title, group in groups],
        claims=said,
        inside=INSIDE,
        outside=OUTSIDE,
    )
