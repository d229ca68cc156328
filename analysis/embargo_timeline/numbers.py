"""Numbers and findings of embargo-timeline, in the order in which they are shown.

Everything here takes rows that were public on the cut-off, but for the part *Since then*. Counts are of decisions: acts
of one actor, or of one joint policy, that lie within 30 days of each other are one.
"""

import datetime as dt
from functools import cache, partial

import pandas as pd

from analysis.embargo_timeline import measures
from brief.data import tables
from brief.dates import CUTOFF, EDITION, known
from brief.numbers import guard, publish, value

START, END = dt.date(2016, 1, 1).toordinal(), CUTOFF.toordinal()
MONTH = 365.25 / 12  # days
# Which halts count, as the reader sets it: what they were over; the article names Syria and Karabakh.
CHOICES = {"karabakh": ["Karabakh"], "both": ["Syria", "Karabakh"]}
CHOICES["all"] = [*CHOICES["both"], "air defence", "other"]
OPTIONS = {"karabakh": "Karabakh", "both": "both wars", "all": "any quarrel"}  # short: a phone shows them whole
CHOICE, MONTHS, MOST_MONTHS = "both", 6, 24
BOUND = ("halt", "company halt", "hold")
SIGNED = ("contract", "agreement", "memorandum")
HALTED_2019 = {
    "FIN": "Finland", "NOR": "Norway", "NLD": "Netherlands", "DEU": "Germany", "FRA": "France", "ITA": "Italy",
    "CZE": "Czech Republic", "CAN": "Canada", "ESP": "Spain", "GBR": "United Kingdom", "SWE": "Sweden",
}  # fmt: skip
NOTHING = "nothing named"  # where a statement names a halt, but nothing that takes the lost part's place
CONTRACTS = ("helicopter-engines-2021", "jet-engines-2021")  # with Motor Sich
EASED_ONLY = ("gbr-2021-12-lift", "deu-2024-09-30-approvals")  # a step, and large approvals: no end of the limits
FITTED, FIRST_OVER_DRONES = "akinci-engine-2019", "canada-camera-2020"
UNHARMED = "none found"  # where no loss of a Western engine was found


# The rows.
@cache
def table(name: str, as_of: dt.date = CUTOFF) -> pd.DataFrame:
    return known(tables.load(name), as_of)


def lane(name: str, decisions: pd.DataFrame | None = None) -> pd.DataFrame:
    """The decisions of a lane: of those known on the cut-off, or of the ones given."""
    found = table("decisions") if decisions is None else decisions
    return found[found["lane"] == name]


def signed(decisions: pd.DataFrame | None = None) -> pd.DataFrame:
    """What Turkey and Ukraine signed: contracts, agreements and memoranda."""
    return lane("ukraine", decisions).query("kind in @SIGNED")


def halts() -> pd.DataFrame:
    """Binding Western halts, holds and supply stops, easings, sanctions and requests left out."""
    return lane("halts").query("kind in @BOUND and binding")


def halted(choice: str = "all", decisions: pd.DataFrame | None = None) -> pd.DataFrame:
    """Western halts, holds and sanctions over the quarrels of a choice, with what each was over."""
    grounds = table("halt_grounds").set_index("id")[["over", "drones"]]
    found = (table("decisions") if decisions is None else decisions).join(grounds, on="id", how="inner")
    return found[found["over"].isin(CHOICES[choice])]


def over_drones() -> pd.DataFrame:
    """The halts that named drones or their parts."""
    return halted().query("drones")


def engines(lost: bool | None = None, to: str | None = None) -> pd.DataFrame:
    """Turkish designs by their engine: all, those that lost a Western one or not, those that turned to a country."""
    found = table("engines")
    if lost is not None:
        found = found[(found["lost"] != UNHARMED) == lost]
    return found if to is None else found[found["turned_to"] == to]


def tied(points_to: str | None = None) -> pd.DataFrame:
    """Statements that name a halt and something in place of what was lost: plain defiance is none."""
    found = table("statements").query("reason == 'a halt' and points_to != @NOTHING")
    return found if points_to is None else found[found["points_to"] == points_to]


def disputed() -> pd.DataFrame:
    """The event of each decision for which a source gives another day, in the lanes that the findings use."""
    found = table("events")
    found = found[found["disputed_dates"].notna() & found["lane"].isin(["halts", "dispute", "ukraine"])]
    return found[~found.duplicated("decision")]


def first_day(decision: str, frame: pd.DataFrame | None = None) -> int:
    """The first day that a decision's date may mean, as an ordinal."""
    frame = table("decisions") if frame is None else frame
    return measures.spans(frame[frame["id"] == decision])[0][0].toordinal()


def between(earlier: str, later: str, frame: pd.DataFrame | None = None) -> int:
    """Days from one decision to another, by their first days."""
    return first_day(later, frame) - first_day(earlier, frame)


def _lead(key: str, earlier: str, later: str, as_of: dt.date = CUTOFF) -> None:
    """Publish the days from one decision to another."""
    rows = {"decisions": [earlier, later]}
    publish(key, lambda: between(earlier, later, table("decisions", as_of)), rows=rows)


# Engine by engine, then all that was lost.
ENGINES = {"lost": (True, None), "ukraine": (None, "UKR"), "swapped": (True, "UKR"), "home": (True, "TUR")}
for name, (lost, to) in ENGINES.items():
    counted = partial(engines, lost, to)
    publish(f"engines_{name}", lambda counted=counted: len(counted()), rows={"engines": partial(engines, lost)})
publish("engines_new", rows={"engines": partial(engines, False)})
publish("engines_all", rows={"engines": engines})


def lost_items() -> pd.DataFrame:
    """Everything withheld that has a row: parts of the TB2, its engine among them, and engines of other arms.

    item, of what, turned to (country, None where nothing is known).
    """
    own = table("parts").rename(columns={"part": "item", "replaced_by": "turned_to"}).assign(of="TB2")
    others = _others_lost().rename(columns={"platform": "of"}).assign(item="Engine")
    return pd.concat([own, others], ignore_index=True)[["item", "of", "turned_to"]]


def _others_lost() -> pd.DataFrame:
    """The engines lost by other designs than the TB2, whose own is one of its parts."""
    return engines(lost=True).query("id != 'tb2'")


PARTS = {"parts": lambda: table("parts")}
LOST = PARTS | {"engines": _others_lost}
publish("lost_all", lambda: len(lost_items()), rows=LOST)
for name, country in {"home": "TUR", "korea": "KOR", "ukraine": "UKR"}.items():
    publish(f"lost_{name}", lambda country=country: int((lost_items()["turned_to"] == country).sum()), rows=LOST)
publish("lost_unknown", lambda: int(lost_items()["turned_to"].isna().sum()), rows=LOST)
publish("tb2_parts", rows=PARTS)
publish("tb2_halted", rows={"parts": lambda: table("parts").query("withheld == 'halted'")})
publish("tb2_ukrainian", lambda: int((table("parts")["replaced_by"] == "UKR").sum()), rows=PARTS)


def akinci_lead(decisions: pd.DataFrame | None = None) -> int:
    """Days from the last day on which Akıncı’s engines may have been fitted to the first halt over drones."""
    frame = table("decisions") if decisions is None else decisions
    fitted = measures.spans(frame[frame["id"] == FITTED])[0][1]
    return first_day(FIRST_OVER_DRONES, frame) - fitted.toordinal()


publish("akinci_lead", akinci_lead, rows={"decisions": [FITTED, FIRST_OVER_DRONES]})
_lead("swap_lag", "us-holds", CONTRACTS[0])


def _engine(design: str) -> pd.Series:
    return engines().set_index("id").loc[design]


def _held_then_heavier() -> bool:
    light, heavy = _engine("t129"), _engine("t929")
    return light["lost"] == "held" and heavy["turned_to"] == "UKR" and value("swap_lag") > 0


guard("none_swapped", lambda: value("engines_swapped") == 0 < value("engines_ukraine") and value("engines_lost") > 0)
guard("no_ukrainian_part", lambda: value("tb2_ukrainian") == 0 < value("tb2_parts"))
guard("home_before_others", lambda: value("lost_home") > value("lost_korea") > value("lost_ukraine"))
guard("unknown_leads", lambda: value("lost_unknown") > value("lost_all") / 2)
guard("akinci_came_first", lambda: value("akinci_lead") > 365)
guard("fitted_after_f35", lambda: 0 < between("f35-2019-removed", FITTED) < 31)
guard("held_then_heavier", _held_then_heavier)
guard("light_waits_for_home", lambda: _engine("t129")["turned_to"] == "TUR" and _engine("t129")["stage"] == "announced")
guard("contracts_after_build_up", lambda: first_day("buildup-spring-2021") < min(map(first_day, CONTRACTS)))
guard("talks_before_halts", lambda: measures.days(halted())[0] > first_day("kyiv-2016"))
guard("fighter_stays_american", lambda: _engine("tfx")["turned_to"] == "USA")
guard(
    "tank_went_to_korea",
    lambda: _engine("altay")["turned_to"] == "KOR" and "memorandum-2017-march" in set(signed()["id"]),
)


# What the halts were over, and what those who decided said.
def halts_of_october_2019() -> pd.DataFrame:
    """The halts of that week, by state; the Flemish region left out."""
    found = table("events").query("decision == 'october-2019' and kind == 'halt'")
    return found[found["actors"].isin(HALTED_2019)]


publish("october_states", lambda: halts_of_october_2019()["actors"].nunique(), rows={"events": halts_of_october_2019})
publish("halts_all", rows={"halt_grounds": halted})
publish("halts_drones", rows={"halt_grounds": over_drones})
for name, points_to in {"halt": None, "home": "own industry", "ukraine": "Ukraine"}.items():
    publish(f"said_{name}", rows={"statements": partial(tied, points_to)})

guard("drones_only_over_karabakh", lambda: set(over_drones()["over"]) == {"Karabakh"})
guard(
    "said_mostly_home",
    lambda: value("said_home") > value("said_ukraine") > 0 and value("said_home") > value("said_halt") / 2,
)


# The pace: how many deals follow a halt, against chance.
def window(months: int) -> int:
    """Months as days."""
    return round(months * MONTH)


def pace(choice: str = CHOICE, months: int = MONTHS, decisions: pd.DataFrame | None = None) -> dict[str, float]:
    """How many signings follow a wave of halts of a choice within some months, and how often chance gives as many."""
    causes = measures.waves(measures.days(halted(choice, decisions)))
    return measures.surprise(causes, measures.days(signed(decisions)), START, END, window(months))


_pace = cache(pace)


def paces() -> dict[str, list[list[float]]]:
    """For each choice of halts and each number of months from 1: followed, usual by chance, share of 100 (rounded)."""

    def rounded(choice: str, months: int) -> list[float]:
        observed, typical, share = _pace(choice, months).values()
        return [observed, typical, round(share)]

    return {choice: [rounded(choice, months) for months in range(1, MOST_MONTHS + 1)] for choice in CHOICES}


def surprises(months: tuple[int, ...] = (3, 6, 7, 12, 24)) -> pd.DataFrame:
    """The test of chance for each choice of halts and several windows, one row each."""
    names = ["halts over", "months", "deals after halts", "usual by chance", "tries with as many or more, %"]
    rows = [[OPTIONS[c], m, *_pace(c, m).values()] for c in CHOICES for m in months]
    return pd.DataFrame(rows, columns=names).round()


def _halts_and_deals(choice: str) -> list[str]:
    return [*halted(choice)["id"], *signed()["id"]]


BOTH, ALL = ({"decisions": partial(_halts_and_deals, choice)} for choice in (CHOICE, "all"))
publish("deals_all", rows={"decisions": signed})
for key, found in {"followed_real": "observed", "followed_typical": "typical", "chance_share": "share"}.items():
    publish(key, lambda found=found: _pace(CHOICE, MONTHS)[found], rows=BOTH)
publish("chance_least", lambda: min(share for found in paces().values() for _, _, share in found), rows=ALL)
guard("chance_would_do", lambda: value("chance_least") > 10)


# What changes with each disputed date.
@cache
def verdicts_by_date() -> pd.DataFrame:
    """For each disputed date: do two findings still hold on the other date? Columns are the findings."""
    rows = []
    for event in disputed().itertuples():
        other = measures.redated(table("decisions"), event.decision, event.disputed_dates.date())
        rows.append(
            {
                "decision": event.decision,
                "date": event.date.date().isoformat(),
                "other date": event.disputed_dates.date().isoformat(),
                "Akıncı’s engines came first": akinci_lead(other) > 365,
                "chance can explain the pace": bool(pace(decisions=other)["share"] > 10),
            }
        )
    return pd.DataFrame(rows)


publish("disputed_dates", rows={"events": disputed})
publish("disputed_flips", lambda: (~verdicts_by_date().select_dtypes(bool)).sum().sum(), rows={"events": disputed})
guard("dates_change_nothing", lambda: value("disputed_flips") == 0 and value("disputed_dates") > 0)


# Since then: how the halts ended, and what became of the work with Ukraine.
def endings(as_of: dt.date = EDITION) -> pd.DataFrame:
    """The dated end of its limits for each state of October 2019 that has one: the event's row, by state."""
    found = table("events", as_of).query("lane == 'halts' and kind == 'easing' and subject == 'all'")
    found = found[(found["known_on"] > pd.Timestamp(CUTOFF)) & ~found["id"].isin(EASED_ONLY)]
    found = found.assign(state=found["actors"].str.split(";").str[0]).sort_values("date")
    return found[found["state"].isin(HALTED_2019)].drop_duplicates("state").set_index("state")


def _attacks():
    return table("events", EDITION).query("lane == 'aftermath' and kind == 'attack'")


def _own_engine_in_the_end():
    found = table("parts", EDITION)
    return list(found.loc[found["id"] == "tb2-engine-since", "replaced_by"]) == ["TUR"]


def _framework_before_invasion():
    return between("framework-2022", "invasion-2022", table("decisions", EDITION)) == 21


publish("states_lifted", rows={"events": endings})
publish("works_struck", rows={"events": _attacks})
_lead("canada_ban", "canada-2020-eased", "canada-lifted-2024", EDITION)

guard("more_than_half_lifted", lambda: value("states_lifted") > value("october_states") / 2, since=True)
guard("own_engine_in_the_end", _own_engine_in_the_end, since=True)
guard("framework_before_invasion", _framework_before_invasion, since=True)
