"""Numbers and findings of embargo-timeline, in the order in which they are shown.

Everything here takes rows that were public on the cut-off, but for the part *Since then*. Counts are of decisions: acts
of one actor, or of one joint policy, that lie within 30 days of each other are one.
"""

import datetime as dt
from functools import cache, partial
from itertools import product

import numpy as np
import pandas as pd

from analysis.embargo_timeline import measures
from brief.data import tables
from brief.dates import CUTOFF, EDITION, known
from brief.numbers import guard, high, low, publish, value

START, END = dt.date(2016, 1, 1).toordinal(), CUTOFF.toordinal()
# Where the count begins is a choice as well: the lane of Ukraine has no signing before March 2017, so an earlier start
# adds empty time before every cut and makes the pace after it look quicker.
STARTS = {str(year): dt.date(year, 1, 1).toordinal() for year in (2016, 2017, 2018)}
WINDOW = 180
BOUND = ("halt", "company halt", "hold")
SIGNED = ("contract", "agreement", "memorandum")
WORK = (*SIGNED, "delivery", "own product", "plan")
MEANINGS = {
    "contracts and agreements": SIGNED[:2],
    "memoranda too": SIGNED,
    "deliveries and plans too": WORK,
    "visits and statements too": (*WORK, "visit", "statement"),
}
UNIVERSES = {
    "all decisions": {},
    "high confidence only": {"confidence": ["high"]},
    "aircraft only": {"subject": ["air", "all"]},
}
CUTS = {
    "Germany’s hold, September 2017": "germany-2017",
    "F-35 stop, April 2019": "f35-2019-suspended",
    "halts of October 2019": "october-2019",
    "Canada’s stop, October 2020": "canada-camera-2020",
    "US sanctions, December 2020": "caatsa-2020",
}
HALTED_2019 = {
    "FIN": "Finland", "NOR": "Norway", "NLD": "Netherlands", "DEU": "Germany", "FRA": "France", "ITA": "Italy",
    "CZE": "Czech Republic", "CAN": "Canada", "ESP": "Spain", "GBR": "United Kingdom", "SWE": "Sweden",
}  # fmt: skip
NOTHING = "nothing named"  # where a statement names a halt, but nothing that takes the lost part's place
EASED_ONLY = ("gbr-2021-12-lift", "deu-2024-09-30-approvals")  # a step, and large approvals: no end of the limits


# The rows.
@cache
def table(name: str, as_of: dt.date = CUTOFF) -> pd.DataFrame:
    return known(tables.load(name), as_of)


def lane(name: str, decisions: pd.DataFrame | None = None) -> pd.DataFrame:
    """The decisions of a lane: of those known on the cut-off, or of the ones given."""
    found = table("decisions") if decisions is None else decisions
    return found[found["lane"] == name]


def deciding(name: str | None = None, decisions: pd.DataFrame | None = None) -> pd.DataFrame:
    """The decisions that the rule picks, of one lane or of both, in order."""
    found = table("decisions") if name is None else lane(name, decisions)
    return found[found["deciding"].astype(bool)]


def signed(name: str, decisions: pd.DataFrame | None = None) -> pd.DataFrame:
    """What was signed in a lane: contracts, agreements and memoranda."""
    found = lane(name, decisions)
    return found[found["kind"].isin(SIGNED)]


def halts(decisions: pd.DataFrame | None = None) -> pd.DataFrame:
    """Binding Western halts, holds and supply stops, easings and requests left out."""
    found = lane("halts", decisions)
    return found[found["kind"].isin(BOUND) & found["binding"].astype(bool)]


def western_arms() -> pd.DataFrame:
    """Binding Western decisions to arm Ukraine, refusals left out."""
    found = lane("west")
    return found[found["binding"].astype(bool) & (found["kind"] != "refusal")]


def parts(platform: str | None = None) -> pd.DataFrame:
    """The parts as known on the cut-off."""
    found = table("parts")
    return found if platform is None else found[found["platform"] == platform]


def tied(points_to: str | None = None) -> pd.DataFrame:
    """Statements that name a halt and something in place of what was lost: plain defiance is none."""
    found = table("statements")
    found = found[(found["reason"] == "a halt") & (found["points_to"] != NOTHING)]
    return found if points_to is None else found[found["points_to"] == points_to]


def disputed() -> pd.DataFrame:
    """The event of each decision for which a source gives another day, in the lanes that the findings use."""
    found = table("events")
    found = found[found["disputed_dates"].notna() & found["lane"].isin(["halts", "dispute", "ukraine", "other"])]
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


# What came first.
DEALS = {"decisions": partial(deciding, "ukraine")}
publish("deciding_total", rows={"decisions": deciding})
publish("deciding_deals", rows=DEALS)
publish("deciding_halts", rows={"decisions": partial(deciding, "halts")})


def around_october_2019(decisions: pd.DataFrame | None = None) -> tuple[int, int]:
    """How many deals of the list came before the halts of October 2019, and how many since."""
    deals = deciding("ukraine", decisions)
    return measures.counted(measures.days(deals), first_day("october-2019", decisions))


publish("deals_before", lambda: around_october_2019()[0], rows=DEALS)
publish("deals_after", lambda: around_october_2019()[1], rows=DEALS)


def halts_of_october_2019() -> pd.DataFrame:
    """The halts of that week, by state; the Flemish region left out."""
    found = table("events")
    found = found[(found["decision"] == "october-2019") & (found["kind"] == "halt")]
    return found[found["actors"].isin(HALTED_2019)]


publish("october_states", lambda: halts_of_october_2019()["actors"].nunique(), rows={"events": halts_of_october_2019})
_lead("contract_lead", "tb2-2019", "october-2019")
_lead("germany_lead", "germany-2017", "tb2-2019")
publish("western_decisions", rows={"decisions": western_arms})


def _both_older_than_the_list():
    first, work, halt = (int(measures.days(frame)[0]) for frame in (deciding("ukraine"), signed("ukraine"), halts()))
    return work < first and halt < first


def _order_turns_on_what_counts():
    found = deciding().sort_values("date")
    return list(found["lane"])[0] == "ukraine" and first_day("germany-2017") < measures.days(found)[0]


def _rule_picks_the_list():
    found = table("events")
    fits = (
        found["lane"].isin(["halts", "ukraine"])
        & found["kind"].isin([*BOUND, *SIGNED[:2]])
        & found["binding"].astype(bool)
        & found["subject"].isin(["air", "all"])
        & (found["confidence"] == "high")
    )
    return set(found.loc[fits, "decision"]) == set(deciding()["id"])


guard("deals_on_both_sides", lambda: 0 < value("deals_before") < value("deals_after"))
guard("deals_came_first", lambda: value("contract_lead") > 0 and value("deals_before") >= 2)
guard("friction_came_first", lambda: value("germany_lead") > 365)
guard("both_older_than_the_list", _both_older_than_the_list)
guard("order_turns_on_what_counts", _order_turns_on_what_counts)
guard("rule_picks_the_list", _rule_picks_the_list)


# What replaced what, part by part, and what those who decided said.
def _halted_tb2():
    return parts("TB2")[parts("TB2")["withheld"] == "halted"]


TB2 = {"parts": partial(parts, "TB2")}
publish("tb2_parts", rows=TB2)
publish("tb2_halted", rows={"parts": _halted_tb2})
for name, origin in {"turkish": "TUR", "ukrainian": "UKR", "unknown": "unknown"}.items():
    publish(f"tb2_{name}", lambda origin=origin: measures.replaced_by(parts("TB2")).get(origin, 0), rows=TB2)
_lead("swap_lag", "us-holds", "helicopter-engines-2021")
for name, points_to in {"halt": None, "home": "own industry", "ukraine": "Ukraine"}.items():
    publish(f"said_{name}", rows={"statements": partial(tied, points_to)})


def _helicopter_swapped():
    row = parts("helicopter").iloc[0]
    return row["replaced_by"] == "UKR" and row["withheld"] == "held" and value("swap_lag") > 0


def _only_swap():
    found = parts()[parts()["withheld"] != "nothing withheld"]
    return list(found.loc[found["replaced_by"] == "UKR", "platform"]) == ["helicopter"]


guard("no_ukrainian_part", lambda: value("tb2_ukrainian") == 0 and value("tb2_parts") > 0)
guard("unknown_leads", lambda: value("tb2_unknown") > value("tb2_turkish") + value("tb2_ukrainian"))
guard("helicopter_swapped", _helicopter_swapped)
guard("only_swap", _only_swap)
guard(
    "tank_went_to_korea",
    lambda: (
        list(parts("tank")["replaced_by"].dropna()) == ["KOR"]
        and "memorandum-2017-march" in set(signed("ukraine")["id"])
    ),
)
guard(
    "said_mostly_home",
    lambda: value("said_home") > value("said_ukraine") > 0 and value("said_home") > value("said_halt") / 2,
)

# The pace: before and after, by every choice, against others and against chance.
for name in ("ukraine", "other"):
    publish(f"signed_{name}", rows={"decisions": partial(signed, name)})


def signed_by_year() -> pd.DataFrame:
    """How much was signed in each year from 2016 on (the index) with Ukraine and with others (the columns)."""
    years = [*range(2016, CUTOFF.year + 1)]
    partners = {name: measures.by_year(measures.days(signed(name)), years) for name in ("ukraine", "other")}
    return pd.DataFrame(partners, index=years)


def _signed_from(name: str, start: int) -> pd.DataFrame:
    found = signed(name)
    return found[measures.days(found) >= start]


def _pace(tail: str, cut: str, start: int) -> None:
    """Publish, for each lane, the pace of signings after a decision over the pace before it."""

    def pace(name: str) -> float:
        return measures.rate_ratio(measures.days(_signed_from(name, start)), first_day(cut), start, END)

    def counted(name: str) -> list[str]:
        return [*_signed_from(name, start)["id"], cut]

    for name in ("ukraine", "other"):
        publish(f"pace_{name}_{tail}", partial(pace, name), rows={"decisions": partial(counted, name)})


_pace("2019", "october-2019", STARTS["2016"])
_pace("2019_from_2017", "october-2019", STARTS["2017"])
_pace("2020", "canada-camera-2020", STARTS["2016"])


def specifications(name: str, decisions: pd.DataFrame | None = None) -> pd.DataFrame:
    """The ratio of pace after to pace before, under every combination of choices, for a lane."""
    decisions = table("decisions") if decisions is None else decisions
    cuts = {words: first_day(decision, decisions) for words, decision in CUTS.items()}
    return measures.specifications(decisions[decisions["lane"] == name], cuts, MEANINGS, UNIVERSES, STARTS, END)


for key, name, compute in (
    ("spec_range", "ukraine", lambda found: (found.min(), found.max())),
    ("spec_count", "ukraine", len),
    ("spec_slower", "ukraine", lambda found: int((found <= 1).sum())),
    ("spec_range_other", "other", lambda found: (found.min(), found.max())),
    ("spec_middle", "ukraine", pd.Series.median),
    ("spec_middle_other", "other", pd.Series.median),
):
    rows = {"decisions": lambda name=name: dict.fromkeys([*lane(name)["id"], *CUTS.values()])}
    publish(key, lambda name=name, compute=compute: compute(specifications(name)["ratio"]), rows=rows)


def surprise(name: str = "ukraine", window: int = WINDOW, decisions: pd.DataFrame | None = None) -> dict[str, float]:
    """How often chance gives as many signings within `window` days after a wave of halts."""
    causes = measures.waves(measures.days(halts(decisions)))
    return measures.surprise(causes, measures.days(signed(name, decisions)), START, END, window)


def surprises(windows: tuple[int, ...] = (90, 180, 365)) -> pd.DataFrame:
    """The test of chance for both lanes and several windows, one row each."""
    tried = product(("ukraine", "other"), windows)
    return pd.DataFrame([{"signings with": name, "window, days": days} | surprise(name, days) for name, days in tried])


def halt_lags() -> list[int | None]:
    """Days from each wave of halts to the next signing with Ukraine; None where none follows."""
    return measures.lags(measures.waves(measures.days(halts())), measures.days(signed("ukraine")))


BOTH = {"decisions": lambda: [*halts()["id"], *signed("ukraine")["id"]]}
for key, found in {"followed_real": "observed", "followed_typical": "typical", "chance_share": "share"}.items():
    publish(key, lambda found=found: surprise()[found], rows=BOTH)
publish("lag_middle", lambda: float(np.median([lag for lag in halt_lags() if lag is not None])), rows=BOTH)

guard("faster_on_most_choices", lambda: 0 < value("spec_slower") < value("spec_count") / 10 and low("spec_range") < 1)
guard(
    "comparison_rose_less",
    lambda: (
        1 < value("spec_middle_other") < value("spec_middle") and low("spec_range_other") < 1 < high("spec_range_other")
    ),
)
guard(
    "others_rose_too", lambda: all(1 < value(f"pace_other_{y}") < value(f"pace_ukraine_{y}") for y in ("2019", "2020"))
)
guard(
    "steeper_turns_on_the_start",
    lambda: (
        value("pace_ukraine_2019") > value("pace_other_2019")
        and value("pace_ukraine_2019_from_2017") < value("pace_other_2019_from_2017")
    ),
)
guard("more_signed_with_ukraine", lambda: value("signed_ukraine") > value("signed_other"))
guard("chance_would_do", lambda: value("chance_share") > 10 and value("followed_real") <= value("followed_typical") + 2)


# What changes with each disputed date.
@cache
def verdicts_by_date() -> pd.DataFrame:
    """For each disputed date: does each of four findings still hold on the other date? Columns are the findings."""
    rows = []
    for event in disputed().itertuples():
        other = measures.redated(table("decisions"), event.decision, event.disputed_dates.date())
        pace = {name: specifications(name, other)["ratio"] for name in ("ukraine", "other")}
        row = {
            "decision": event.decision,
            "date": event.date.date().isoformat(),
            "other date": event.disputed_dates.date().isoformat(),
            "deals on both sides": around_october_2019(other) == around_october_2019(),
            "faster on nearly every choice": bool((pace["ukraine"] > 1).mean() > 0.9),
            "others sped up less": bool(pace["other"].median() < pace["ukraine"].median()),
            "chance would do": bool(surprise(decisions=other)["share"] > 10),
        }
        rows.append(row)
    return pd.DataFrame(rows)


publish("disputed_dates", rows={"events": disputed})
publish("disputed_flips", lambda: (~verdicts_by_date().select_dtypes(bool)).sum().sum(), rows={"events": disputed})
guard("dates_change_nothing", lambda: value("disputed_flips") == 0 and value("disputed_dates") > 0)


# Since then: how the halts ended, and what became of the work with Ukraine.
def endings(as_of: dt.date = EDITION) -> pd.DataFrame:
    """The dated end of its limits for each state of October 2019 that has one: the event's row, by state."""
    found = table("events", as_of)
    found = found[
        (found["lane"] == "halts")
        & (found["kind"] == "easing")
        & (found["subject"] == "all")
        & (found["known_on"] > pd.Timestamp(CUTOFF))
        & ~found["id"].isin(EASED_ONLY)
    ]
    found = found.assign(state=found["actors"].str.split(";").str[0]).sort_values("date")
    return found[found["state"].isin(HALTED_2019)].drop_duplicates("state").set_index("state")


def _attacks():
    found = table("events", EDITION)
    return found[(found["lane"] == "aftermath") & (found["kind"] == "attack")]


publish("states_lifted", rows={"events": endings})
publish("works_struck", rows={"events": _attacks})
_lead("canada_ban", "canada-2020-eased", "canada-lifted-2024", EDITION)


def _own_engine_in_the_end():
    found = table("parts", EDITION)
    return list(found.loc[found["id"] == "tb2-engine-since", "replaced_by"]) == ["TUR"]


guard("more_than_half_lifted", lambda: value("states_lifted") > value("october_states") / 2, since=True)
guard("own_engine_in_the_end", _own_engine_in_the_end, since=True)
guard(
    "framework_before_invasion",
    lambda: between("framework-2022", "invasion-2022", table("decisions", EDITION)) == 21,
    since=True,
)
