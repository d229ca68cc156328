"""Numbers and findings of the chapter embargo-timeline.

Body values take only rows that were public on the cut-off; those of *Since then* take all. Counts are of decisions:
acts of one actor, or of one joint policy, that lie within 30 days of each other are one.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

import numpy as np
import pandas as pd

from brief import tables
from brief.clock import CUTOFF, EDITION, known
from brief.measures import sequence as measure
from brief.register import finding, high, low, number, value

START, END = dt.date(2016, 1, 1).toordinal(), CUTOFF.toordinal()
WINDOW = 180
HAND = "Collected by hand from public reports; not a census."
BOUND = ("halt", "company halt", "hold")
SIGNED = ("contract", "agreement", "memorandum")
MEANINGS = {
    "contracts and agreements": SIGNED[:2],
    "memoranda too": SIGNED,
    "deliveries and plans too": (*SIGNED, "delivery", "own product", "plan"),
    "visits and statements too": (*SIGNED, "delivery", "own product", "plan", "visit", "statement"),
}
UNIVERSES = {"all decisions": {}, "high confidence only": {"confidence": ["high"]}, "aircraft only": {"subject": ["air", "all"]}}
CUTS = {
    "Germany’s hold, September 2017": "germany-2017",
    "F-35 stop, April 2019": "f35-2019-suspended",
    "halts of October 2019": "october-2019",
    "Canada’s stop, October 2020": "canada-camera-2020",
    "US sanctions, December 2020": "caatsa-2020",
}
HALTED_2019 = ("FIN", "NOR", "NLD", "DEU", "FRA", "ITA", "CZE", "CAN", "ESP", "GBR", "SWE")


@lru_cache(maxsize=None)
def _table(name: str, as_of: dt.date = CUTOFF) -> pd.DataFrame:
    return known(tables.load(name), as_of)


def lane(name: str, decisions: pd.DataFrame | None = None) -> pd.DataFrame:
    """The decisions of a lane: of those known on the cut-off, or of the ones given."""
    found = _table("decisions") if decisions is None else decisions
    return found[found["lane"] == name]


def deciding(name: str | None = None) -> pd.DataFrame:
    """The decisions that the rule picks, of one lane or of both, in order."""
    found = _table("decisions")
    found = found[found["deciding"].astype(bool)]
    return found if name is None else found[found["lane"] == name]


def signed(name: str, decisions: pd.DataFrame | None = None) -> pd.DataFrame:
    """What was signed in a lane: contracts, agreements and memoranda."""
    found = lane(name, decisions)
    return found[found["kind"].isin(SIGNED)]


def halts(decisions: pd.DataFrame | None = None) -> pd.DataFrame:
    """Binding Western halts, holds and supply stops, easings and requests left out."""
    found = lane("halts", decisions)
    return found[found["kind"].isin(BOUND) & found["binding"].astype(bool)]


def first_day(decision: str, frame: pd.DataFrame | None = None) -> int:
    """The first day that a decision's date may mean, as an ordinal."""
    frame = _table("decisions") if frame is None else frame
    return measure.spans(frame[frame["id"] == decision])[0][0].toordinal()


def specifications(name: str, decisions: pd.DataFrame | None = None) -> pd.DataFrame:
    """The ratio of pace after to pace before, under every combination of choices, for a lane."""
    decisions = _table("decisions") if decisions is None else decisions
    cuts = {words: first_day(decision, decisions) for words, decision in CUTS.items()}
    return measure.specifications(decisions[decisions["lane"] == name], cuts, MEANINGS, UNIVERSES, START, END)


def surprise(name: str = "ukraine", window: int = WINDOW, decisions: pd.DataFrame | None = None) -> dict[str, float]:
    """How often chance gives as many signings within `window` days after a wave of halts."""
    causes = measure.waves(measure.days(halts(decisions)))
    return measure.surprise(causes, measure.days(signed(name, decisions)), START, END, window)


def surprises(windows: tuple[int, ...] = (90, 180, 365)) -> pd.DataFrame:
    """The test of chance for both lanes and several windows, one row each."""
    return pd.DataFrame([{"signings with": name, "window, days": window} | surprise(name, window)
                         for name in ("ukraine", "other") for window in windows])


def parts(platform: str | None = None) -> pd.DataFrame:
    """The parts as known on the cut-off."""
    found = _table("parts")
    return found if platform is None else found[found["platform"] == platform]


def statements(**equal: str) -> pd.DataFrame:
    """Statements known on the cut-off whose columns have these values."""
    found = _table("statements")
    for column, wanted in equal.items():
        found = found[found[column] == wanted]
    return found


def _ids(make, *arguments, **named):
    return lambda: list(make(*arguments, **named)["id"])


# The list of decisions.

@number(unit="decisions", date="2017 to 2021", rows={"decisions": _ids(deciding)}, sure=HAND,
        how="Decisions that the rule picks, in the lanes of halts and of deals.", claims=("c43",))
def deciding_total():
    """Decisions in the list: halts towards Turkey and deals between Turkey and Ukraine that bound somebody."""
    return len(deciding())


@number(unit="deals", date="2019 to 2021", rows={"decisions": _ids(deciding, "ukraine")}, sure=HAND,
        how="The deals in the list.", claims=("c43",))
def deciding_deals():
    """Deals between Turkey and Ukraine in the list."""
    return len(deciding("ukraine"))


@number(unit="halts", date="2017 to 2021", rows={"decisions": _ids(deciding, "halts")}, sure=HAND,
        how="The halts in the list.", claims=("c42",))
def deciding_halts():
    """Western halts and holds in the list."""
    return len(deciding("halts"))


def _deals_around_october_2019():
    return measure.counted(measure.days(deciding("ukraine")), first_day("october-2019"))


@number(date="to October 2019", rows={"decisions": _ids(deciding, "ukraine")}, sure=HAND,
        how="Deals in the list dated before 9 October 2019.", claims=("c43",))
def deals_before():
    """Deals in the list that came before the halts of October 2019."""
    return _deals_around_october_2019()[0]


@number(date="October 2019 to December 2021", rows={"decisions": _ids(deciding, "ukraine")}, sure=HAND,
        how="Deals in the list dated on 9 October 2019 or later.", claims=("c43",))
def deals_after():
    """Deals in the list that came after the halts of October 2019 began."""
    return _deals_around_october_2019()[1]


def _states_of_october_2019():
    found = _table("events")
    found = found[(found["decision"] == "october-2019") & (found["kind"] == "halt")]
    return found[found["actors"].isin(HALTED_2019)]


@number(unit="states", date="9 to 15 October 2019", rows={"events": _ids(_states_of_october_2019)},
        sure="Each state by two publishers.", how="States with a halt dated in that week; the Flemish region left out.",
        claims=("c42",))
def october_states():
    """States that stopped or limited arms licences for Turkey in the week of October 2019."""
    return _states_of_october_2019()["actors"].nunique()


def _between(earlier: str, later: str) -> int:
    return first_day(later) - first_day(earlier)


@number(unit="days", date="January to October 2019", rows={"decisions": ["tb2-2019", "october-2019"]},
        sure="Both dates by two publishers.", how="From 12 January to 9 October 2019.", claims=("c43",))
def contract_lead():
    """How long the first drone contract came before the halts of October 2019."""
    return _between("tb2-2019", "october-2019")


@number(unit="days", date="September 2017 to January 2019", rows={"decisions": ["germany-2017", "tb2-2019"]},
        sure="Both dates by two publishers.", how="From 11 September 2017 to 12 January 2019.", claims=("c28",))
def germany_lead():
    """How long Germany’s hold came before the first drone contract."""
    return _between("germany-2017", "tb2-2019")


# Part by part.

@number(unit="parts", date="December 2021", rows={"parts": _ids(parts, "TB2")}, sure="Reports of very different weight.",
        how="Parts of the TB2 whose Western maker was halted, named or asked.", claims=("c60",))
def tb2_parts():
    """Western parts of the TB2 whose supply was halted or questioned in public."""
    return len(parts("TB2"))


def _halted_tb2():
    return parts("TB2")[parts("TB2")["withheld"] == "halted"]


@number(unit="parts", date="December 2021", rows={"parts": _ids(_halted_tb2)}, sure="By the state’s or the maker’s own word; one by way of a lobby.",
        how="Parts marked as halted.", claims=("c42",))
def tb2_halted():
    """Parts of the TB2 whose supply a state or the maker stopped."""
    return len(_halted_tb2())


def _replaced(country: str) -> int:
    return measure.replaced_by(parts("TB2")).get(country, 0)


@number(date="December 2021", rows={"parts": _ids(parts, "TB2")}, sure="One on good sources, two on one report or the maker’s word.",
        how="Parts whose replacement is Turkish.")
def tb2_turkish():
    """Parts of the TB2 that were replaced by Turkish ones."""
    return _replaced("TUR")


@number(date="December 2021", rows={"parts": _ids(parts, "TB2")}, sure="Nothing found in public sources: not proof.",
        how="Parts whose replacement is Ukrainian.", claims=("c43",))
def tb2_ukrainian():
    """Parts of the TB2 that were replaced by Ukrainian ones, as far as found."""
    return _replaced("UKR")


@number(date="December 2021", rows={"parts": _ids(parts, "TB2")}, sure="Nothing found in public sources: not proof.",
        how="Parts for which no replacement was found.")
def tb2_unknown():
    """Parts of the TB2 whose replacement is not known."""
    return _replaced("unknown")


@number(unit="days", date="August 2020 to June 2021", rows={"decisions": ["us-holds", "helicopter-engines-2021"]},
        sure="Both dates by several publishers.", how="From 12 August 2020 to 29 June 2021.")
def swap_lag():
    """From the report on the American holds to the contract for Ukrainian helicopter engines."""
    return _between("us-holds", "helicopter-engines-2021")


# What those who decided said.

@number(unit="statements", date="2017 to 2021", rows={"statements": _ids(statements, reason="a halt")}, sure=HAND,
        how="Statements that name a halt, a sanction or an embargo as the reason.", claims=("c43",))
def said_halt():
    """Statements found in which a Turkish decision-maker ties a replacement to a halt."""
    return len(statements(reason="a halt"))


@number(date="2017 to 2021", rows={"statements": _ids(statements, reason="a halt", points_to="own industry")}, sure=HAND,
        how="Of these, those that point to Turkey’s own industry.")
def said_home():
    """Of these, statements that point to Turkey’s own industry."""
    return len(statements(reason="a halt", points_to="own industry"))


@number(date="spring 2021", rows={"statements": _ids(statements, reason="a halt", points_to="Ukraine")},
        sure="Marked: two reports without a visible day, of one broadcast.", how="Of these, those that point to Ukraine.", claims=("c43",))
def said_ukraine():
    """Of these, statements that point to Ukraine."""
    return len(statements(reason="a halt", points_to="Ukraine"))


# Pace.

@number(date="2016 to 2021", rows={"decisions": _ids(signed, "ukraine")}, sure=HAND,
        how="Contracts, agreements and memoranda in the lane.")
def signed_ukraine():
    """Contracts, agreements and memoranda between Turkey and Ukraine."""
    return len(signed("ukraine"))


@number(date="2016 to 2021", rows={"decisions": _ids(signed, "other")}, sure=HAND,
        how="Contracts, agreements and memoranda in the lane.")
def signed_other():
    """The same between Turkey and Pakistan, South Korea, Malaysia or Kazakhstan."""
    return len(signed("other"))


def _ratio(name: str, cut: str) -> float:
    return measure.rate_ratio(measure.days(signed(name)), first_day(cut), START, END)


def _pace(name: str, cut: str, words: str, meaning: str):
    rows = {"decisions": lambda: [*signed(name)["id"], cut]}

    def compute():
        return _ratio(name, cut)

    compute.__name__, compute.__doc__ = f"pace_{name}_{cut[-4:]}", meaning
    number(unit="times", places=1, date=words, rows=rows, sure=HAND,
           how="Signings a year after the day over signings a year from January 2016 to it.")(compute)


_pace("ukraine", "october-2019", "before and after October 2019", "Pace of signings with Ukraine after October 2019, against before.")
_pace("other", "october-2019", "before and after October 2019", "Pace of signings with other suppliers after October 2019, against before.")
_pace("ukraine", "canada-camera-2020", "before and after October 2020", "Pace of signings with Ukraine after October 2020, against before.")
_pace("other", "canada-camera-2020", "before and after October 2020", "Pace of signings with other suppliers after October 2020, against before.")


def _spec_rows(name: str):
    return {"decisions": lambda: [*lane(name)["id"], *(i for i in CUTS.values() if i not in set(lane(name)["id"]))]}


@number(unit="times", places=1, date="2016 to 2021", rows=_spec_rows("ukraine"), sure=HAND,
        how="Lowest and highest ratio over all combinations of cut, meaning and selection.")
def spec_range():
    """Pace of work with Ukraine after a halt, against before, from the least to the most favourable choice."""
    found = specifications("ukraine")["ratio"]
    return float(found.min()), float(found.max())


@number(date="2016 to 2021", rows=_spec_rows("ukraine"), sure=HAND,
        how="Five cuts, four meanings of cooperation, three selections, less those with nothing before the cut.")
def spec_count():
    """Combinations of choices tried."""
    return len(specifications("ukraine"))


@number(unit="times", places=1, date="2016 to 2021", rows=_spec_rows("other"), sure=HAND,
        how="Lowest and highest ratio over the same combinations.")
def spec_range_other():
    """The same for work with Pakistan, South Korea, Malaysia, Kazakhstan and at home."""
    found = specifications("other")["ratio"]
    return float(found.min()), float(found.max())


@number(unit="times", places=1, date="2016 to 2021", rows=_spec_rows("ukraine"), sure=HAND, how="Middle of the ratios.")
def spec_middle():
    """The middle of the ratios for Ukraine."""
    return float(specifications("ukraine")["ratio"].median())


@number(unit="times", places=1, date="2016 to 2021", rows=_spec_rows("other"), sure=HAND, how="Middle of the ratios.")
def spec_middle_other():
    """The middle of the ratios for the comparison."""
    return float(specifications("other")["ratio"].median())


def _surprise_rows():
    return {"decisions": lambda: [*halts()["id"], *signed("ukraine")["id"]]}


@number(date="2016 to 2021", rows=_surprise_rows(), sure=HAND, how="Signings 1 to 180 days after the first day of a wave of halts.")
def followed_real():
    """Signings with Ukraine within half a year after a wave of halts."""
    return surprise()["observed"]


@number(date="2016 to 2021", rows=_surprise_rows(), sure=HAND, how="Middle of 4,000 shifted copies that keep trend and clustering.")
def followed_typical():
    """The same when the series of signings is moved round the period by chance."""
    return surprise()["typical"]


@number(unit="%", date="2016 to 2021", rows=_surprise_rows(), sure="Exact up to the draws; the seed is fixed.",
        how="Share of the shifted copies with as many or more.")
def chance_share():
    """Shifted copies that follow the halts as often as the real series, or more often."""
    return surprise()["share"]


def _halt_lags():
    causes, effects = measure.waves(measure.days(halts())), measure.days(signed("ukraine"))
    return [lag for lag in measure.lags(causes, effects) if lag is not None]


@number(unit="days", date="2016 to 2021", rows=_surprise_rows(), sure=HAND, how="Middle of the gaps from a wave to the next signing.")
def lag_middle():
    """From a wave of halts to the next signing with Ukraine."""
    return float(np.median(_halt_lags()))


def western_arms() -> pd.DataFrame:
    """Binding Western decisions to arm Ukraine, refusals left out."""
    found = lane("west")
    return found[found["binding"].astype(bool) & (found["kind"] != "refusal")]


@number(unit="decisions", date="2017 to 2021", rows={"decisions": _ids(western_arms)}, sure=HAND,
        how="Binding decisions in the lane of Western arms, refusals left out.", claims=("c15",))
def western_decisions():
    """Western decisions to give or sell arms to Ukraine, to finance them or to promise support."""
    return len(western_arms())


# Other dates.

def _disputed():
    found = _table("events")
    found = found[found["disputed_dates"].notna() & found["lane"].isin(["halts", "dispute", "ukraine", "other"])]
    return found[~found.duplicated("decision")]


@lru_cache(maxsize=None)
def verdicts_by_date() -> pd.DataFrame:
    """For each disputed date: does each of four findings still hold on the other date? Columns are the findings."""
    rows = []
    for event in _disputed().itertuples():
        other = measure.redated(_table("decisions"), event.decision, event.disputed_dates.date())
        deals = measure.days(other[(other["lane"] == "ukraine") & other["deciding"].astype(bool)])
        before, after = measure.counted(deals, first_day("october-2019", other))
        rows.append({
            "decision": event.decision, "date": event.date.date().isoformat(), "other date": event.disputed_dates.date().isoformat(),
            "deals on both sides": (before, after) == _deals_around_october_2019(),
            "faster on every choice": bool(specifications("ukraine", other)["ratio"].min() > 1),
            "others sped up less": bool(specifications("other", other)["ratio"].median() < specifications("ukraine", other)["ratio"].median()),
            "chance would do": bool(surprise(decisions=other)["share"] > 10),
        })
    return pd.DataFrame(rows)


@number(unit="dates", date="2016 to 2021", rows={"events": _ids(_disputed)}, sure="As far as the sources read differ.",
        how="Decisions for which a source gives another day.")
def disputed_dates():
    """Dates on which sources differ, in the four lanes that the findings use."""
    return len(_disputed())


@number(unit="findings", date="2016 to 2021", rows={"events": _ids(_disputed)}, sure="Recomputed with each other date in turn.",
        how="Findings that fail on some other date.")
def disputed_flips():
    """Findings that change when a disputed date is moved to the other day."""
    found = verdicts_by_date()
    return int((~found.select_dtypes(bool)).to_numpy().sum())


# Findings.

@finding("deals_before", "deals_after")
def deals_on_both_sides():
    """Deals with Ukraine came before the halts of October 2019, and more of them after."""
    return 0 < value("deals_before") < value("deals_after")


@finding("contract_lead", "deals_before")
def deals_came_first():
    """The first deals came before the halts of October 2019."""
    return value("contract_lead") > 0 and value("deals_before") >= 2


@finding("germany_lead")
def friction_came_first():
    """Germany’s hold came before the first drone contract, by more than a year."""
    return value("germany_lead") > 365


@finding("tb2_ukrainian", "tb2_parts")
def no_ukrainian_part():
    """No part of the TB2 is known to have been replaced by a Ukrainian one."""
    return value("tb2_ukrainian") == 0 and value("tb2_parts") > 0


@finding("tb2_unknown", "tb2_turkish")
def unknown_leads():
    """For more parts the replacement is unknown than known."""
    return value("tb2_unknown") > value("tb2_turkish") + value("tb2_ukrainian")


@finding("swap_lag")
def helicopter_swapped():
    """A withheld American helicopter engine was followed by a Ukrainian one."""
    row = parts("helicopter").iloc[0]
    return row["replaced_by"] == "UKR" and row["withheld"] == "held" and value("swap_lag") > 0


@finding("swap_lag")
def only_swap():
    """The helicopter engine is the only withheld part that a Ukrainian one replaced."""
    found = parts()[parts()["withheld"] != "nothing withheld"]
    return list(found.loc[found["replaced_by"] == "UKR", "platform"]) == ["helicopter"]


@finding("swap_lag")
def tank_went_to_korea():
    """The tank engine was replaced by a South Korean one, though a Ukrainian one had been offered."""
    return list(parts("tank")["replaced_by"]) == ["KOR"] and "memorandum-2017-march" in set(signed("ukraine")["id"])


@finding("said_halt", "said_home", "said_ukraine")
def said_mostly_home():
    """More statements that name a halt point to Turkey’s own industry than to Ukraine."""
    return value("said_home") > value("said_ukraine") > 0 and value("said_home") > value("said_halt") / 2


@finding("spec_range")
def faster_on_every_choice():
    """Work with Ukraine was faster after a halt than before on every combination of choices."""
    return low("spec_range") > 1


@finding("spec_middle", "spec_middle_other", "spec_range_other")
def comparison_rose_less():
    """The comparison rose on the middle choice too, but less, and not on every choice."""
    return 1 < value("spec_middle_other") < value("spec_middle") and low("spec_range_other") < 1 < high("spec_range_other")


@finding("pace_ukraine_2019", "pace_other_2019", "pace_ukraine_2020", "pace_other_2020")
def others_rose_too():
    """Signings with others sped up too after both dates, and less than those with Ukraine."""
    return all(1 < value(f"pace_other_{y}") < value(f"pace_ukraine_{y}") for y in ("2019", "2020"))


@finding("signed_ukraine", "signed_other")
def more_signed_with_ukraine():
    """More was signed with Ukraine than with the others together."""
    return value("signed_ukraine") > value("signed_other")


@finding("chance_share", "followed_real", "followed_typical")
def chance_would_do():
    """Chance gives as many signings after halts in more than a tenth of the shifted copies."""
    return value("chance_share") > 10 and value("followed_real") <= value("followed_typical") + 2


@finding("disputed_flips", "disputed_dates")
def dates_change_nothing():
    """No finding changes with a disputed date."""
    return value("disputed_flips") == 0 and value("disputed_dates") > 0


# Since then.

def endings(as_of: dt.date = EDITION) -> dict[str, dict]:
    """For each state of October 2019: the first day on which its limits were reported lifted, and the rows that say so."""
    found = _table("events", as_of)
    found = found[(found["lane"] == "halts") & (found["kind"] == "easing") & (found["subject"] == "all") & (found["known_on"] > pd.Timestamp(CUTOFF))]
    ends = {}
    for event in found.sort_values("date").itertuples():
        actor = event.actors.split(";")[0]
        if actor in HALTED_2019 and event.id not in EASED_ONLY:
            ends.setdefault(actor, {"id": event.id, "span": measure.span(event.date, event.date_precision, event.date_end)})
    return ends


EASED_ONLY = ("gbr-2021-12-lift", "deu-2024-09-30-approvals")  # a step, and large approvals: no end of the limits


@number(unit="states", date="2022 to 2024", rows={"events": lambda: [e["id"] for e in endings().values()]}, since=True,
        sure="Each by one agency report or more.", how="States of October 2019 with a dated end of their limits.")
def states_lifted():
    """States of October 2019 that had lifted their limits, by the dates that were found."""
    return len(endings())


def _attacks():
    found = _table("events", EDITION)
    return found[(found["lane"] == "aftermath") & (found["kind"] == "attack")]


@number(unit="times", date="2022 to 2025", rows={"events": _ids(_attacks)}, since=True, sure="One of them by Russia’s own claim only.",
        how="Reported strikes on the makers’ works in the table.")
def works_struck():
    """Reported Russian strikes on the works of Ukrainian engine makers or of Baykar in Ukraine."""
    return len(_attacks())


@number(unit="days", date="April 2021 to January 2024", rows={"decisions": ["canada-cancels-2021", "canada-lifted-2024"]}, since=True,
        sure="Both dates from the state’s notices.", how="From 12 April 2021 to 29 January 2024.")
def canada_ban():
    """From Canada’s cancellation of the camera permits to the end of its presumption of denial."""
    found = _table("decisions", EDITION)
    return first_day("canada-lifted-2024", found) - first_day("canada-cancels-2021", found)


@finding("states_lifted", "october_states", since=True)
def more_than_half_lifted():
    """More than half of the states of October 2019 have a dated end of their limits."""
    return value("states_lifted") > value("october_states") / 2


@finding("canada_ban", since=True)
def own_engine_in_the_end():
    """The engine that in the end came for the TB2 is Turkish, not Ukrainian."""
    found = _table("parts", EDITION)
    return list(found.loc[found["id"] == "tb2-engine-since", "replaced_by"]) == ["TUR"]
