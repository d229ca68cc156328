"""Numbers and findings of options: what is beaten whatever the weights, what never leads, and what flips the rest.

The scores are judgements: the editors' and two further readings by one more editor, in two roles; a range spans all
three. Shares of weightings stay in the figures; published are counts of options, and findings say only what survives
wider ranges, or how it fails to.
"""

from collections.abc import Sequence
from functools import cache, partial

import numpy as np
import pandas as pd

from analysis.options import measures
from brief.data import tables
from brief.dates import table
from brief.numbers import guard, publish, value

DRAWS = 20_000
NONE = "any"  # no priority: every weighting counts
NEVER = 0.01  # of the weightings: an option that leads in less than one of 100 is said never to lead
LEVEL = 0.02  # of the weightings: options closer than this are said to lead together
CLOSE = 0.5  # points: readings whose middles differ by no more are said to be close
READINGS = {"editors": "Editors", "second": "Second reading", "third": "Third reading"}
DOUBT = 0.5  # points: how far each end of each range may be off in the test of what stands


def options() -> list[str]:
    return list(table("options")["id"])


def criteria() -> list[str]:
    return list(table("option_criteria")["id"])


def priorities() -> dict[str, str]:
    """The named priorities: {slug for the control: criterion}, in the order of the criteria."""
    named = table("option_criteria")["priority"].dropna()
    return {words.lower().replace(" ", "-"): criterion for criterion, words in named.items()}


@cache
def scores(reading: str | None = None) -> tuple[np.ndarray, np.ndarray]:
    """Lowest and highest scores (options, criteria) of one reading; with no name the ranges that span all readings."""
    if reading is None:
        return measures.spanning(each_reading())
    cells = table("option_cells") if reading == "editors" else table("option_ratings").query("reading == @reading")
    found, at = measures.ranges(cells, options(), criteria()), options().index("status-quo")
    if reading != "editors" and not np.array_equal(found[0][at], scores("editors")[0][at]):
        raise ValueError(
            f"{reading} reading: the status quo defines the scale, so its scores are those of option_cells"
        )
    return found


def each_reading() -> list[tuple[np.ndarray, np.ndarray]]:
    return [scores(name) for name in READINGS]


@cache
def _weights(count: int, first: int | None) -> np.ndarray:
    drawn = measures.weightings(DRAWS, count)
    return drawn if first is None else measures.led_by(drawn, first)


@cache
def shares(first: str = "", belief: str = "", without: str = "", doubt: float = 0, reading: str = "") -> np.ndarray:
    """Share of weightings in which each option leads: array (options,).

    `first` is the criterion that counts most; `belief` is provoke or deter; `without` leaves a criterion out; `doubt`
    widens all ranges but those of the status quo, which define the scale; `reading` takes the ranges of one alone."""
    low, high = scores(reading) if reading else scores()
    if belief:
        arms, war = list(table("options")["arms"]), criteria().index("war")
        low, high = measures.believed(low, high, arms, war, belief == "provoke")
    if doubt:
        low, high = measures.widened(low, high, doubt, keep=[options().index("status-quo")])
    kept = [name for name in criteria() if name != without]
    columns = [criteria().index(name) for name in kept]
    weights = _weights(len(kept), kept.index(first) if first else None)
    return measures.shares(low[:, columns], high[:, columns], weights)


@cache
def settings(reading: str = "") -> dict[str, np.ndarray]:
    """The shares under no priority and under each named one: {slug: array (options,)}."""
    return {slug: shares(first, reading=reading) for slug, first in {NONE: "", **priorities()}.items()}


def leader(found: np.ndarray) -> str:
    return options()[int(found.argmax())]


def in_front(found: np.ndarray) -> list[str]:
    """The option that leads most often, and those level with it, the first first."""
    order = np.argsort(-found, kind="stable")
    return [options()[i] for i in order if found[i] >= found.max() - LEVEL]


def shared_leaders(slug: str) -> set[str]:
    """Options in front under a setting on the scores of every reading alone."""
    return set.intersection(*(set(in_front(settings(name)[slug])) for name in READINGS))


def never_lead() -> list[str]:
    """Options that lead in less than one of 100 weightings, under no priority and under each named one."""
    highest = np.max(list(settings().values()), axis=0)
    return [name for name, share in zip(options(), highest, strict=True) if share < NEVER]


def beaten_by(other: str, leaving_out: Sequence[str] = ()) -> list[str]:
    """Options that are no better than `other` on any criterion but those left out, by any score in the ranges."""
    low, high = scores()
    columns = [i for i, name in enumerate(criteria()) if name not in leaving_out]
    beaten = measures.no_better(high[:, columns], low[:, columns])[:, options().index(other)]
    return [name for name, is_beaten in zip(options(), beaten, strict=True) if is_beaten]


def precedents(**equal: str) -> pd.DataFrame:
    """The earlier cases whose columns have these values."""
    found = table("precedents")
    return found[(found[[*equal]] == pd.Series(equal)).all(axis=1)]


def _others() -> list[int]:
    return [i for i, name in enumerate(options()) if name != "status-quo"]


def _ranges_meet() -> np.ndarray:
    low, high = measures.meeting(each_reading())
    return (low <= high)[_others()]


def _middles_apart() -> np.ndarray:
    middles = [(low + high) / 2 for low, high in each_reading()]
    return (np.max(middles, axis=0) - np.min(middles, axis=0))[_others()]


def _war_cells() -> pd.DataFrame:
    return table("option_cells").query("criterion == 'war' and option != 'status-quo'")


# ---- numbers -----------------------------------------------------------------------------------------------------
CELLS = {"option_cells": "*", "option_ratings": "*", "options": "*", "option_criteria": "*"}
OPTIONS, CRITERIA = {"options": "*"}, {"option_criteria": "*"}
publish("option_count", rows=OPTIONS)
publish("option_criteria_count", rows=CRITERIA)
publish("option_judged", rows={"option_cells": "*"})
publish("option_readings", lambda: len(READINGS), rows=CELLS)
publish("option_ranges_meet", lambda: int(_ranges_meet().sum()), rows=CELLS)
publish("option_middles_close", lambda: int((_middles_apart() <= CLOSE).sum()), rows=CELLS)
publish("option_compared", lambda: len(_others()) * len(criteria()), rows=CELLS)
publish("option_settings_shared", lambda: sum(bool(shared_leaders(slug)) for slug in settings()), rows=CELLS)
publish("option_settings", lambda: len(settings()), rows=CRITERIA)
publish("option_weightings", lambda: DRAWS, rows=CRITERIA)
publish("option_no_better", lambda: len(beaten_by("status-quo", leaving_out=["war"])), rows=CELLS)
publish("option_beaten_for_sure", lambda: len({name for other in options() for name in beaten_by(other)}), rows=CELLS)
publish("option_never_lead", lambda: len(never_lead()), rows=CELLS)
publish("option_war_unsure", lambda: (_war_cells()["confidence"] == "low").sum(), rows={"option_cells": _war_cells})
publish("option_leaders_without_one", lambda: len({leader(shares(without=name)) for name in criteria()}), rows=CELLS)

for key, chosen in {
    "option_precedents": {},
    "option_pressed": {"option": "press"},
    "option_pressed_worked": {"option": "press", "outcome": "worked"},
    "option_ankara_pressed": {"option": "press", "whom": "TUR"},
    "option_ankara_worked": {"option": "press", "whom": "TUR", "outcome": "worked"},
    "option_ankara_failed": {"option": "press", "whom": "TUR", "outcome": "failed"},
    "option_parts_tried": {"option": "parts"},
    "option_parts_worked": {"option": "parts", "outcome": "worked"},
}.items():
    publish(key, rows={"precedents": partial(precedents, **chosen)})


def _state():
    return tables.load("options_since").set_index("option")["state"]


publish("option_done_since", lambda: (_state() == "done").sum(), rows={"options_since": "*"})

# ---- findings ----------------------------------------------------------------------------------------------------
THREE = {"press", "parts", "agency"}
guard("no_better_but_for_war", lambda: set(beaten_by("status-quo", leaving_out=["war"])) == THREE)
guard("none_beaten_for_sure", lambda: value("option_beaten_for_sure") == 0)


def _three_never_lead():
    firsts = ("", *priorities().values())
    tried = [shares(first, doubt=DOUBT) for first in firsts]
    tried += [shares(first, reading=name) for first in firsts for name in READINGS]
    three = [options().index(name) for name in THREE]
    return set(never_lead()) == THREE and np.max(tried, axis=0)[three].max() <= 0.03


guard("three_never_lead", _three_never_lead)
guard("war_is_guesswork", lambda: value("option_war_unsure") == value("option_count") - 1)


def _acceptance_leads_but_for_ease():
    front = {slug: in_front(found) for slug, found in settings().items()}
    easy = front.pop("keep-it-easy")
    return easy == ["status-quo"] and all("accept" in names for names in front.values())


guard("acceptance_leads_but_for_ease", _acceptance_leads_but_for_ease)
guard("doing_nothing_leads_on_ease", lambda: "status-quo" in shared_leaders("keep-it-easy"))
guard(
    "readings_part_on_war_and_kyiv",
    lambda: {slug for slug in settings() if not shared_leaders(slug)} == {"avoid-war", "arm-ukraine"},
)


def _one_reading_leads_elsewhere():
    ukraine = [in_front(settings(name)["arm-ukraine"]) for name in ("second", "third")]
    return in_front(settings("third")["avoid-war"]) == ["status-quo"] and ukraine == [["guarantee"]] * 2


guard("one_reading_leads_elsewhere", _one_reading_leads_elsewhere)
guard(
    "ranges_meet", lambda: value("option_ranges_meet") == value("option_compared") < 2 * value("option_middles_close")
)
BELIEFS = {"provoke": "limits", "deter": "accept"}
guard("belief_picks_leader", lambda: all(leader(shares("war", one)) == option for one, option in BELIEFS.items()))


def _criterion_picks_leader():
    found = {name: leader(shares(without=name)) for name in criteria()}
    return found == {"war": "accept", "kyiv": "accept", "ankara": "accept", "veto": "status-quo", "cost": "guarantee"}


guard("criterion_picks_leader", _criterion_picks_leader)


def _guarantee_needs_cost_left_out():
    at = options().index("guarantee")
    return shares("cost")[at] < NEVER and leader(shares(without="cost")) == "guarantee"


guard("guarantee_needs_cost_left_out", _guarantee_needs_cost_left_out)


def _ankara_went_both_ways():
    ends = precedents(option="press", whom="TUR")["outcome"].value_counts()
    return ends["worked"] == ends["failed"] > 0 and ends["undone"] == ends["mixed"] == 1


guard("ankara_went_both_ways", _ankara_went_both_ways)
guard("pressure_often_worked", lambda: 2 * value("option_pressed_worked") > value("option_pressed"))


def _parts_bite_where_needed():
    failed = precedents(option="parts", outcome="failed")
    return list(failed.index) == ["camera-2020"] and value("option_parts_worked") == value("option_parts_tried") - 1


guard("parts_bite_where_needed", _parts_bite_where_needed)


def _two_were_done():
    return set(_state()[_state() == "done"].index) == {"accept", "substitute"} and _state()["press"] == "not found"


guard("two_were_done", _two_were_done, since=True)
