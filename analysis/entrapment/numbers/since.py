"""Known only after the cut-off."""

from __future__ import annotations

from analysis.entrapment.numbers.readings import assumed, studies, study_ids
from brief.data import tables
from brief.dates import CUTOFF, EDITION, known
from brief.numbers import guard, high, low, publish, value

for _key, _id, _when, _meaning in (
    (
        "forecast_january",
        "metaculus-january",
        "18 January 2022",
        "A forecasting community’s chance, in January 2022, of an invasion in that year.",
    ),
    (
        "forecast_february",
        "metaculus-february",
        "12 February 2022",
        "A forecasting community’s chance, in February 2022, of an invasion in that year.",
    ),
    (
        "forecast_elpais",
        "elpais-december",
        "December 2021",
        "A forecasting community’s chance of an invasion in December 2021, as a newspaper gave it later.",
    ),
):
    assumed(
        _key,
        _meaning,
        lambda key=_id: float(tables.load("forecasts").set_index("id").loc[key, "chance"]),
        unit="of 100",
        rows={"forecasts": [_id]},
        date=_when,
        how="The figure in the row.",
        sure="One source.",
        claims=("c69",),
        since=True,
    )
assumed(
    "studies_later",
    "Studies on the list that came out after the cut-off.",
    lambda: len(studies(EDITION)) - len(studies(CUTOFF)),
    rows={"studies": lambda: [i for i in studies(EDITION)["id"] if i not in study_ids()]},
    date="published by 2024",
    how="Rows counted.",
    sure="Abstracts only.",
    since=True,
)


guard(
    "forecast_rose", lambda: value("war_without") < value("forecast_january") < value("forecast_february"), since=True
)


guard(
    "elpais_within_the_range",
    lambda: (
        value("war_without") < value("forecast_elpais") < high("war_range") and low("war_range") < value("war_without")
    ),
    since=True,
)


def _no_sale_later():
    frame = tables.load("no_sale")
    return len(frame) - len(known(frame, CUTOFF))


publish("no_sale_later", _no_sale_later, rows={"no_sale": ["later-export", "later-veto"]})


guard("later_readings_gained", lambda: value("no_sale_later") == 2, since=True)


def _later_studies_find_less_risk():
    later = studies(EDITION)
    later = later[~later["id"].isin(study_ids())]
    return value("studies_later") == 2 and set(later["pulls"]) == {"lowers the risk"}


guard("later_studies_find_less_risk", _later_studies_find_less_risk, since=True)
