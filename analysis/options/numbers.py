"""Numbers and findings of options: what is beaten whatever the weights, and what you must believe for the rest.

The scores are judgements: the editors' and two further readings by one more editor, in two roles; a range spans all
three. Published are counts of options and the beliefs and weights at which one gives way to another. They are
conditions, not findings about the world, and each says under which premises it holds.
"""

from collections.abc import Sequence
from functools import cache, partial

import numpy as np
import pandas as pd

from analysis.options import measures
from brief.data import tables
from brief.dates import table
from brief.numbers import guard, publish, value

CLOSE = 0.5  # points: readings whose middles differ by no more are said to be close
READINGS = {"editors": "First editor", "second": "Second, as scholar", "third": "Second, as sceptic"}
BELIEFS = {0.0: "If arms deter", 0.5: "If nobody can say", 1.0: "If arms provoke"}
HALF = 0.5  # of all weight, on the risk of war: where the readings are set side by side
STEPS = 20  # of the weights in the list of conditions: every mix in steps of five of 100
TELLING = 60  # of 100: a highest weight above this is no condition worth telling
FINE = 100  # of beliefs and weights along the map: steps of one of 100


@cache
def options() -> list[str]:
    return list(table("options")["id"])


@cache
def criteria() -> list[str]:
    return list(table("option_criteria")["id"])


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


def war() -> int:
    return criteria().index("war")


@cache
def points(belief: float, reading: str = "") -> np.ndarray:
    """Scores (options, criteria): middles of the ranges, the risk of war as the belief has it."""
    low, high = scores(reading or None)
    return measures.believed(low, high, list(table("options")["arms"]), war(), belief)


@cache
def weights() -> np.ndarray:
    return measures.mixes(STEPS, len(criteria()))


@cache
def never_best() -> list[str]:
    """Options that lead alone under no mix of weights, whatever is believed of arms, on the ranges of all readings."""
    led = [measures.best(points(belief), weights()) for belief in BELIEFS]
    alone = np.any([(one & (one.sum(axis=1, keepdims=True) == 1)).any(axis=0) for one in led], axis=0)
    return [name for name, is_best in zip(options(), alone, strict=True) if not is_best]


@cache
def out_of_reach() -> list[str]:
    """Options whose highest score on cost and feasibility says that they can't be had."""
    top = scores()[1][:, criteria().index("cost")]
    return [name for name, score in zip(options(), top, strict=True) if score < measures.REACH]


@cache
def left() -> list[str]:
    """Options within reach that can be best."""
    return [name for name in options() if name not in {*never_best(), *out_of_reach()}]


def matched_by(other: str) -> list[str]:
    """Options no better than `other` on any criterion, whatever is believed of arms, in every reading."""
    found = np.ones(len(options()), dtype=bool)
    for belief in BELIEFS:
        for reading in ("", *READINGS):
            own = points(belief, reading)
            found &= (own <= own[options().index(other)] + measures.SAME).all(axis=1)
    return [name for name, is_matched in zip(options(), found, strict=True) if is_matched and name != other]


def pool(refused: bool) -> list[str]:
    """The options left; if Ankara refuses limits, all within reach but these, since they no longer match pressure."""
    return [name for name in options() if name not in {"limits", *out_of_reach()}] if refused else left()


def leader(belief: float, weight: float, reading: str = "", refused: bool = False) -> str:
    """Which option of the pool is best if the risk of war weighs so much and the other criteria the same each."""
    names = pool(refused)
    own = points(belief, reading)[[options().index(name) for name in names]]
    return names[int((own @ measures.even(len(criteria()), war(), weight)).argmax())]


@cache
def along(weight: float, reading: str = "", refused: bool = False) -> list[tuple[str, float, float]]:
    """(option, from, to): who leads as the belief that arms provoke goes from 0 to 1, at that weight of the risk."""
    led = [options().index(leader(i / FINE, weight, reading, refused)) for i in range(FINE + 1)]
    return [(options()[who], first / FINE, last / FINE) for who, first, last in measures.runs(led)]


@cache
def up(belief: float, reading: str = "", refused: bool = False) -> list[tuple[str, float, float]]:
    """(option, from, to): who leads as the weight of the risk of war goes from 0 to 1, at a belief."""
    led = [options().index(leader(belief, i / FINE, reading, refused)) for i in range(FINE + 1)]
    return [(options()[who], first / FINE, last / FINE) for who, first, last in measures.runs(led)]


def ends(found: list[tuple[str, float, float]], option: str) -> tuple[float, float]:
    """From where to where, of 100, an option leads."""
    return next((100 * first, 100 * last) for name, first, last in found if name == option)


@cache
def conditions(option: str, belief: float) -> list[tuple[str, int, int]]:
    """(criterion, lowest, highest weight, of 100) for an option to be best of those left, where that says something."""
    own = points(belief)[[options().index(name) for name in left()]]
    low, high = measures.needed(own, weights(), left().index(option))
    bounds = [(name, round(100 * a), round(100 * b)) for name, a, b in zip(criteria(), low, high, strict=True)]
    return [(name, a, b) for name, a, b in bounds if a > 0 or b <= TELLING]


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
publish("option_no_better", lambda: len(beaten_by("status-quo", leaving_out=["war"])), rows=CELLS)
publish("option_beaten_for_sure", lambda: len({name for other in options() for name in beaten_by(other)}), rows=CELLS)
publish("option_never_best", lambda: len(never_best()), rows=CELLS)
publish("option_matched", lambda: len(matched_by("limits")), rows=CELLS)
publish("option_left", lambda: len(left()), rows=CELLS)
publish("option_accept_until", lambda: ends(along(HALF), "accept")[1], rows=CELLS)
publish("option_limits_from", lambda: ends(along(HALF), "limits")[0], rows=CELLS)
publish("option_accept_weight", lambda: ends(up(1.0), "accept")[1], rows=CELLS)
publish("option_limits_weight", lambda: ends(up(1.0), "limits")[0], rows=CELLS)
publish("option_press_weight", lambda: ends(up(1.0, refused=True), "press")[0], rows=CELLS)
publish("option_war_unsure", lambda: (_war_cells()["confidence"] == "low").sum(), rows={"option_cells": _war_cells})
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
guard("three_are_never_best", lambda: set(never_best()) == THREE)
guard("limits_match_pressure", lambda: set(matched_by("limits")) == {"press", "parts"})
guard("one_out_of_reach", lambda: out_of_reach() == ["guarantee"])
guard("four_are_left", lambda: left() == ["status-quo", "accept", "limits", "substitute"])
guard("war_is_guesswork", lambda: value("option_war_unsure") == value("option_count") - 1)


guard(
    "ranges_meet", lambda: value("option_ranges_meet") == value("option_compared") < 2 * value("option_middles_close")
)
ORDER = ["accept", "status-quo", "limits"]  # as arms are believed to provoke more, and as the risk of war weighs more
guard("belief_picks_leader", lambda: [who for who, *_ in along(HALF)] == [who for who, *_ in up(1.0)] == ORDER)


def _refusal_leaves_things():
    at_half, sure = along(HALF, refused=True), up(1.0, refused=True)
    return (
        [who for who, *_ in at_half] == ["accept", "status-quo"]
        and [who for who, *_ in sure] == ["accept", "status-quo", "press"]
        and value("option_press_weight") > 50
        and not any("press" in [who for who, *_ in up(i / 10, refused=True)] for i in range(6))
        and all(first > HALF for i in range(11) for who, first, _ in up(i / 10, refused=True) if who == "press")
        and "press" not in [who for who, *_ in up(1.0, "second", refused=True)]
    )


guard("refusal_leaves_things", _refusal_leaves_things)
guard("deterrence_is_acceptance", lambda: [who for who, *_ in up(0.0)] == ["accept"])
guard("alike_is_acceptance", lambda: ends(along(1 / len(criteria())), "accept") == (0, 100))


def _readings_part_on_where():
    own = {reading: along(HALF, reading) for reading in READINGS}
    return (
        all(leader(0.5, HALF, reading) == "accept" for reading in ("editors", "second"))
        and leader(0.5, HALF, "third") == "status-quo"
        and [own[reading][-1][0] for reading in READINGS] == ["limits", "status-quo", "limits"]
        and "limits" not in [who for who, *_ in own["second"]]
    )


guard("readings_part_on_where", _readings_part_on_where)


def _ease_keeps_things():
    lowest = {belief: dict((name, low) for name, low, _ in conditions("status-quo", belief)) for belief in BELIEFS}
    return all("cost" in bounds for bounds in lowest.values()) and lowest[0.0]["cost"] > lowest[0.5]["cost"]


guard("ease_keeps_things", _ease_keeps_things)


def _arms_need_kyiv():
    lowest = {belief: dict((name, low) for name, low, _ in conditions("substitute", belief)) for belief in (0.5, 1.0)}
    return all(bounds.get("kyiv", 0) > 0 for bounds in lowest.values())


guard("arms_need_kyiv", _arms_need_kyiv)


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
