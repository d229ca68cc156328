"""What studies say, and what explains that no missile was sold."""

from __future__ import annotations

from analysis.entrapment.numbers.readings import ABSTRACT, assumed, studies, study_ids
from brief.data import tables
from brief.dates import CUTOFF, known
from brief.numbers import guard, publish, value

_STUDIES = {
    "rows": {"studies": study_ids},
    "date": "published by December 2021",
    "how": "Rows counted.",
    "sure": "A hand-picked list, not a review. Abstracts only.",
}
assumed(
    "studies_read", "Studies of arms, allies and war whose abstracts were read.", lambda: len(studies()), **_STUDIES
)
for _key, _pulls, _words in (
    ("studies_raise", "raises the risk", "more risk with arms or allies"),
    ("studies_lower", "lowers the risk", "less risk with arms or allies"),
    ("studies_both", "either way", "that the risk goes either way"),
    ("studies_rare", "entrapment is rare", "that entrapment is rare"),
):
    assumed(
        _key,
        f"Of the studies of arms, allies and war that were read, those that find {_words}.",
        lambda pulls=_pulls: int((studies()["pulls"] == pulls).sum()),
        **_STUDIES,
    )
assumed(
    "studies_of_one_sale",
    "Of the studies read, those that measure whether one sale set off an attack.",
    lambda: int((studies()["measures"] == "attacks set off by one sale").sum()),
    **_STUDIES,
)
assumed(
    "studies_of_war_at_home",
    "Of the studies read, those of the buyer's own conduct or of war in its own country.",
    lambda: int(studies()["measures"].isin(["the buyer’s conduct", "war in the buyer’s country"]).sum()),
    **_STUDIES,
)

for _key, _id, _column, _unit, _when, _meaning, _claims in (
    (
        "beckley_cases",
        "beckley-2015",
        "cases",
        "cases",
        "since 1945, by a study of 2015",
        "Cases since 1945 that might count as entanglement of the United States.",
        ("c67",),
    ),
    (
        "huth_cases",
        "huth-russett-1984",
        "cases",
        "cases",
        "1900 to 1980",
        "Cases of deterrence on another state's behalf that were studied.",
        ("c19",),
    ),
    (
        "kinsella_found",
        "kinsella-1999",
        "found",
        "countries",
        "1999",
        "Countries that show the pattern of more arms, harsher conduct, less so with few suppliers.",
        ("c20",),
    ),
    (
        "kinsella_tested",
        "kinsella-1999",
        "cases",
        "countries",
        "1999",
        "Countries that were tested for that pattern.",
        ("c20",),
    ),
):
    assumed(
        _key,
        _meaning,
        lambda key=_id, column=_column: int(tables.load("studies").set_index("id").loc[key, column]),
        unit=_unit,
        rows={"studies": [_id]},
        date=_when,
        how="The figure in the row.",
        sure=ABSTRACT,
        claims=_claims,
    )


publish(
    "no_sale_readings",
    lambda: len(known(tables.load("no_sale"), CUTOFF)),
    rows={"no_sale": lambda: list(known(tables.load("no_sale"), CUTOFF)["id"])},
)


guard("no_study_measures_one_sale", lambda: value("studies_of_one_sale") == 0)


guard("studies_disagree", lambda: min(value("studies_raise"), value("studies_lower"), value("studies_both")) >= 2)


guard("pattern_is_a_minority", lambda: value("kinsella_found") / value("kinsella_tested") < 0.2)


guard("several_readings_fit", lambda: value("no_sale_readings") >= 4)
