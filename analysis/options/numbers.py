"""Numbers and findings of options: what is beaten whatever the weights, and what you must believe for the rest.

The scores are judgements by four scorers who did not see one another's; a range runs from the mean of their lowest to
the mean of their highest scores. Published are counts of options and the beliefs and weights at which one gives way to
another. They are conditions, not findings about the world, and each says under which premises it holds.
"""

from collections.abc import Sequence
from functools import cache, partial
from itertools import compress

import numpy as np
import pandas as pd

from analysis.options import measures
from brief.data import tables
from brief.dates import table
from brief.numbers import guard, publish, value

CLOSE = 0.5  # points: scores whose middles differ by no more are said to be close
SCORERS = {"scholar": "Scholar", "sceptic": "Sceptic", "ankara": "On Turkey", "kyiv": "On Ukraine"}
EVERY = ("", *SCORERS)  # all scorers together, then each
BELIEFS = (0.0, 0.5, 1.0)  # arms deter; nobody can say; arms provoke
HALF = 0.5  # of all weight, on the risk of war: where the scorers are set side by side
STEP = 0.5  # points: the finest difference that a scorer could make
STEPS = 20  # of the weights: every mix in steps of five of 100
FINE = 100  # of beliefs and weights along the map: steps of one of 100


@cache
def options() -> list[str]:
    return list(table("options").index)


@cache
def criteria() -> list[str]:
    return list(table("option_criteria").index)


@cache
def scores(scorer: str = "") -> tuple[np.ndarray, np.ndarray]:
    """Lowest and highest scores (options, criteria) of one scorer; with no name the means of all scorers' ends."""
    if not scorer:
        low, high = np.mean(each_scorer(), axis=0)
        return low, high
    given = table("option_criteria")["reference"]
    as_is = pd.DataFrame({"option": "status-quo", "criterion": given.index, "low": given, "high": given})
    cells = pd.concat([as_is, table("option_ratings").query("scorer == @scorer")])
    return measures.ranges(cells, options(), criteria())


def each_scorer() -> list[tuple[np.ndarray, np.ndarray]]:
    return [scores(name) for name in SCORERS]


def war() -> int:
    return criteria().index("war")


@cache
def points(belief: float, scorer: str = "") -> np.ndarray:
    """Scores (options, criteria): middles of the ranges, the risk of war as the belief has it."""
    return measures.believed(*scores(scorer), list(table("options")["arms"]), war(), belief)


@cache
def weights() -> np.ndarray:
    return measures.mixes(STEPS, len(criteria()))


@cache
def never_best(scorer: str = "") -> list[str]:
    """Options that lead alone under no mix of weights, whatever is believed of arms, on these scores."""
    led = [measures.best(points(belief, scorer), weights()) for belief in BELIEFS]
    alone = np.any([(one & (one.sum(axis=1, keepdims=True) == 1)).any(axis=0) for one in led], axis=0)
    return list(compress(options(), ~alone))


@cache
def out_of_reach() -> list[str]:
    """Options whose highest score on cost and feasibility says that they can't be had."""
    _, high = scores()
    return list(compress(options(), high[:, criteria().index("cost")] < measures.REACH))


@cache
def left() -> list[str]:
    """Options within reach that can be best."""
    return [name for name in options() if name not in {*never_best(), *out_of_reach()}]


def matched_by(other: str) -> list[str]:
    """Options no better than `other` on any criterion, whatever is believed of arms, by every scorer."""
    own = np.array([points(belief, scorer) for belief in BELIEFS for scorer in EVERY])
    matched = np.all(own <= own[:, [options().index(other)]] + measures.SAME, axis=(0, 2))
    return [name for name in compress(options(), matched) if name != other]


def leader(
    belief: float, weight: float, scorer: str = "", without: str = "", moved: tuple[str, float] = ("", 0)
) -> str:
    """Which option left is best if the risk of war weighs so much and the other criteria the same each.

    `without` leaves one of these out; `moved` adds points to an option's score on the risk of war."""
    columns = [i for i, name in enumerate(criteria()) if name != without]
    own = points(belief, scorer)[np.ix_([options().index(name) for name in left()], columns)]
    if moved[0]:
        own[left().index(moved[0]), columns.index(war())] += moved[1]
    total = own @ measures.even(len(columns), columns.index(war()), weight)
    return left()[int(total.round(9).argmax())]  # of equals the first


@cache
def along(weight: float, scorer: str = "", **how) -> list[tuple[str, float, float]]:
    """(option, from, to): who leads as the belief that arms provoke goes from 0 to 1, at that weight of the risk."""
    return _runs([leader(i / FINE, weight, scorer, **how) for i in range(FINE + 1)])


@cache
def up(belief: float, scorer: str = "") -> list[tuple[str, float, float]]:
    """(option, from, to): who leads as the weight of the risk of war goes from 0 to 1, at a belief."""
    return _runs([leader(belief, i / FINE, scorer) for i in range(FINE + 1)])


def _runs(led: list[str]) -> list[tuple[str, float, float]]:
    return [(who, first / FINE, last / FINE) for who, first, last in measures.runs(led)]


def ends(found: list[tuple[str, float, float]], option: str) -> tuple[float, float]:
    """From where to where, of 100, an option leads."""
    return next((100 * first, 100 * last) for name, first, last in found if name == option)


def beaten_by(other: str, leaving_out: Sequence[str] = ()) -> list[str]:
    """Options that are no better than `other` on any criterion but those left out, by any score in the ranges."""
    low, high = scores()
    columns = [i for i, name in enumerate(criteria()) if name not in leaving_out]
    return list(compress(options(), measures.no_better(high[:, columns], low[:, columns])[:, options().index(other)]))


def _by_scorer(option: str, side: int) -> list[float]:
    """From where (side 0) or to where (1), of 100, an option leads on each scorer's scores, avoiding war at half."""
    return [ends(along(HALF, scorer), option)[side] for scorer in SCORERS]


def precedents(**equal: str) -> pd.DataFrame:
    """The earlier cases whose columns have these values."""
    found = table("precedents")
    return found[(found[[*equal]] == pd.Series(equal)).all(axis=1)]


def _others() -> list[int]:
    return [i for i, name in enumerate(options()) if name != "status-quo"]


def _ranges_meet() -> np.ndarray:
    low, high = measures.meeting(each_scorer())
    return (low <= high)[_others()]


def _middles_apart() -> np.ndarray:
    middles = [(low + high) / 2 for low, high in each_scorer()]
    return (np.max(middles, axis=0) - np.min(middles, axis=0))[_others()]


def _both_ways() -> list[str]:
    """Options whose range on the risk of war reaches to both sides of how things stood."""
    (low, high), stood = scores(), table("option_criteria").at["war", "reference"]
    return list(compress(options(), (low[:, war()] < stood) & (stood < high[:, war()])))


# ---- numbers -----------------------------------------------------------------------------------------------------
CELLS = {"option_ratings": "*", "options": "*", "option_criteria": "*"}
OPTIONS, CRITERIA = {"options": "*"}, {"option_criteria": "*"}
publish("option_count", rows=OPTIONS)
publish("option_criteria_count", rows=CRITERIA)
publish("option_scorers", lambda: len(SCORERS), rows=CELLS)
publish("option_ranges_meet", lambda: int(_ranges_meet().sum()), rows=CELLS)
publish("option_middles_close", lambda: int((_middles_apart() <= CLOSE).sum()), rows=CELLS)
publish("option_compared", lambda: len(_others()) * len(criteria()), rows=CELLS)
publish("option_no_better", lambda: len(beaten_by("status-quo", leaving_out=["war"])), rows=CELLS)
publish("option_beaten_for_sure", lambda: len({name for other in options() for name in beaten_by(other)}), rows=CELLS)
publish("option_send_until", lambda: ends(along(HALF), "substitute")[1], rows=CELLS)
publish("option_ask_from", lambda: ends(along(HALF), "consult")[0], rows=CELLS)
publish("option_send_if_better", lambda: ends(along(HALF, moved=("substitute", STEP)), "substitute")[1], rows=CELLS)
publish("option_ask_if_better", lambda: ends(along(HALF, moved=("consult", STEP)), "consult")[0], rows=CELLS)
for key, option, side in (("option_send", "substitute", 1), ("option_ask", "consult", 0)):
    publish(f"{key}_least", lambda o=option, s=side: min(_by_scorer(o, s)), rows=CELLS)
    publish(f"{key}_most", lambda o=option, s=side: max(_by_scorer(o, s)), rows=CELLS)
publish("option_accept_weight", lambda: ends(up(1.0), "accept")[1], rows=CELLS)
publish("option_ask_weight", lambda: ends(up(1.0), "consult")[0], rows=CELLS)
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


def since(state: str) -> list[str]:
    """The options of this state since then, such as *done* or *not found*."""
    found = tables.load("options_since")
    return list(found.loc[found["state"] == state, "option"])


publish("option_done_since", lambda: len(since("done")), rows={"options_since": "*"})


# ---- findings ----------------------------------------------------------------------------------------------------
def leaders(found: list[tuple[str, float, float]]) -> list[str]:
    """The leading options alone, in the order in which they take the lead."""
    return [who for who, *_ in found]


def _belief_picks_leader():
    borders = 45 <= value("option_send_until") <= 55 and 75 <= value("option_ask_from") <= 90
    return leaders(along(HALF)) == ["substitute", "status-quo", "consult"] and borders


def _borders_are_rough():
    send = value("option_send_if_better") - value("option_send_until")
    return send > 20 and value("option_ask_from") - value("option_ask_if_better") > 20


def _alike_is_acceptance():
    alike = {scorer: along(1 / len(criteria()), scorer) for scorer in EVERY}
    first, _, until = alike[""][0]
    return first == "accept" and until > 0.95 and all("accept" in leaders(runs) for runs in alike.values())


def _acceptance_rests_on_veto():
    every = [along(1 / (len(criteria()) - 1), scorer, without="veto") for scorer in EVERY]
    return every[0][-1][1] <= 0.1 and all(runs[-1][0] == "status-quo" for runs in every)


def _scorers_part_on_where():
    found = [leaders(along(HALF, scorer)) for scorer in SCORERS]
    between = [["accept"], ["accept", "status-quo"], ["status-quo"], ["status-quo"]]
    return sorted(found) == [["substitute", *names, "consult"] for names in between]


def _least_weight(option: str, criterion: str, belief: float) -> float:
    """The lowest weight of a criterion, of all mixes, at which an option is best of those left."""
    own = points(belief)[[options().index(name) for name in left()]]
    low, _ = measures.needed(own, weights(), left().index(option))
    return low[criteria().index(criterion)]


def _ankara_went_both_ways():
    ends = precedents(option="press", whom="TUR")["outcome"].value_counts()
    return ends["worked"] == ends["failed"] > 0 and ends["undone"] == ends["mixed"] == 1


def _parts_bite_where_needed():
    failed = precedents(option="parts", outcome="failed")
    return list(failed.index) == ["camera-2020"] and value("option_parts_worked") == value("option_parts_tried") - 1


THREE = {"press", "parts", "agency"}
guard("no_better_but_for_war", lambda: set(beaten_by("status-quo", leaving_out=["war"])) == THREE)
guard("none_beaten_for_sure", lambda: value("option_beaten_for_sure") == 0)
guard("three_are_never_best", lambda: all(set(never_best(scorer)) >= THREE for scorer in EVERY))
guard("asking_matches_pressure", lambda: set(matched_by("consult")) == {"press", "parts"})
guard("one_out_of_reach", lambda: out_of_reach() == ["guarantee"])
guard("five_are_left", lambda: set(left()) == {"status-quo", "accept", "substitute", "consult", "limits"})
guard("war_is_guesswork", lambda: set(_both_ways()) == {*options()} - {"status-quo"})
guard(
    "ranges_meet", lambda: value("option_ranges_meet") == value("option_compared") < 2 * value("option_middles_close")
)
guard("belief_picks_leader", _belief_picks_leader)
guard("borders_are_rough", _borders_are_rough)
guard("alike_is_acceptance", _alike_is_acceptance)
guard("acceptance_rests_on_veto", _acceptance_rests_on_veto)
guard("deterrence_is_arms", lambda: leaders(up(0.0)) == ["accept", "substitute"])
guard("scorers_part_on_where", _scorers_part_on_where)
guard("ease_keeps_things", lambda: all(_least_weight("status-quo", "cost", belief) > 0 for belief in (0.0, 1.0)))
guard("ankara_went_both_ways", _ankara_went_both_ways)
guard("pressure_often_worked", lambda: 2 * value("option_pressed_worked") > value("option_pressed"))
guard("parts_bite_where_needed", _parts_bite_where_needed)
guard(
    "two_were_done",
    lambda: set(since("done")) == {"accept", "substitute"} and "press" in since("not found"),
    since=True,
)
