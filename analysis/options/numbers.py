"""Numbers and findings of options: what is beaten whatever the weights, what never leads, and what flips the rest.

The scores are judgements: the editors' and two further readings by one more editor, in two roles; a range spans all
three. Shares of weightings stay in the figures; published are counts of options, and findings say only what survives
wider ranges, or how it fails to.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
import pandas as pd

from analysis.options import measures
from brief import dates
from brief.data import tables
from brief.numbers import finding, number, value

DRAWS = 20_000
NONE = "any"  # no priority: every weighting counts
NEVER = 0.01  # of the weightings: an option that leads in less than one of 100 is said never to lead
LEVEL = 0.02  # of the weightings: options closer than this are said to lead together
CLOSE = 0.5  # points: readings whose middles differ by no more are said to be close
READINGS = {"editors": "Editors", "second": "Second reading", "third": "Third reading"}
DOUBT = 0.5  # points: how far each end of each range may be off in the test of what stands
JUDGED = "Judgements in three readings of one team; others would score otherwise."
PICKED = "A sample picked by hand: pressure that worked quietly leaves no trace."


@cache
def table(name: str) -> pd.DataFrame:
    """A table of the chapter as known on the cut-off, by id, in its own order."""
    return dates.known(tables.load(name), dates.CUTOFF).set_index("id", drop=False)


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
    cells = table("option_cells") if reading == "editors" else table("option_ratings")
    if reading != "editors":
        cells = cells[cells["reading"] == reading]
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
def shares(
    first: str | None = None,
    belief: str | None = None,
    without: str | None = None,
    doubt: float = 0,
    reading: str | None = None,
):
    """Share of weightings in which each option leads: array (options,).

    `first` is the criterion that counts most; `belief` is provoke or deter; `without` leaves a criterion out; `doubt`
    widens all ranges but those of the status quo, which define the scale; `reading` takes the ranges of one alone."""
    low, high = scores(reading) if reading else scores()
    if belief:
        low, high = measures.believed(
            low, high, list(table("options")["arms"]), criteria().index("war"), belief == "provoke"
        )
    if doubt:
        low, high = measures.widened(low, high, doubt, keep=[options().index("status-quo")])
    kept = [name for name in criteria() if name != without]
    columns = [criteria().index(name) for name in kept]
    weights = _weights(len(kept), kept.index(first) if first else None)
    return measures.shares(low[:, columns], high[:, columns], weights)


@cache
def settings(reading: str | None = None) -> dict[str, np.ndarray]:
    """The shares under no priority and under each named one: {slug: array (options,)}."""
    return {NONE: shares(reading=reading)} | {
        slug: shares(first, reading=reading) for slug, first in priorities().items()
    }


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


def precedents(option: str | None = None, whom: str | None = None, outcome: str | None = None) -> pd.DataFrame:
    found = table("precedents")
    for column, wanted in (("option", option), ("whom", whom), ("outcome", outcome)):
        found = found if wanted is None else found[found[column] == wanted]
    return found


CELLS = {"option_cells": "*", "option_ratings": "*", "options": "*", "option_criteria": "*"}


@number(
    date="December 2021",
    rows={"options": "*"},
    claims=("c25", "c39"),
    how="The rows of the table.",
    sure="The editors’ choice; the article recommends none.",
)
def option_count():
    """Options compared, the status quo among them."""
    return len(options())


@number(
    date="December 2021",
    rows={"option_criteria": "*"},
    claims=("c75",),
    how="The rows of the table.",
    sure="The editors’ choice; to leave one out changes which option leads.",
)
def option_criteria_count():
    """Criteria by which the options are compared."""
    return len(criteria())


@number(date="December 2021", rows={"option_cells": "*"}, how="The rows of the table.", sure=JUDGED)
def option_judged():
    """Judgements made in each reading, one for each option and criterion."""
    return len(table("option_cells"))


@number(date="November 2026", rows=CELLS, how="The editors’, and those of the table.", sure=JUDGED)
def option_readings():
    """Readings in which every option was scored on every criterion."""
    return len(READINGS)


@number(
    date="November 2026",
    rows=CELLS,
    sure=JUDGED,
    how="Cells but those of the status quo, which define the scale; all three ranges share at least a point.",
)
def option_ranges_meet():
    """Judgements on which the ranges of all readings meet."""
    low, high = measures.meeting(each_reading())
    return int((low <= high)[_others()].sum())


@number(
    date="November 2026",
    rows=CELLS,
    sure=JUDGED,
    how="Cells but those of the status quo; the middles of the three ranges lie within half a point.",
)
def option_middles_close():
    """Judgements on which the middles of the readings’ ranges lie within half a point of each other."""
    return int((_middles_apart()[_others()] <= CLOSE).sum())


@number(
    date="November 2026",
    rows=CELLS,
    sure=JUDGED,
    how="Options times criteria, less the row of the status quo, which is given.",
)
def option_compared():
    """Judgements in which the readings could differ."""
    return len(_others()) * len(criteria())


@number(
    date="November 2026",
    rows=CELLS,
    sure=JUDGED,
    how="No priority and each named one; some option leads, or is within two of 100 of the leader, for every reading.",
)
def option_settings_shared():
    """Settings of the first figure under which the readings, each alone, share a leading option."""
    return sum(bool(shared_leaders(slug)) for slug in settings())


@number(date="November 2026", rows={"option_criteria": "*"}, sure=JUDGED, how="No priority, and each named one.")
def option_settings():
    """Settings of the first figure."""
    return len(settings())


def _others() -> list[int]:
    return [i for i, name in enumerate(options()) if name != "status-quo"]


def _middles_apart() -> np.ndarray:
    middles = [(low + high) / 2 for low, high in each_reading()]
    return np.max(middles, axis=0) - np.min(middles, axis=0)


@number(
    unit="weightings",
    date="edition of November 2026",
    rows={"option_criteria": "*"},
    how="Drawn at random with a fixed seed, every mix as likely as any other.",
    sure="Chosen so that a share is sure to about one of 100.",
)
def option_weightings():
    """Weightings of the criteria tried for each setting."""
    return DRAWS


@number(
    date="December 2021",
    rows=CELLS,
    claims=("c39", "c55"),
    sure=JUDGED,
    how="Options whose highest score is at most the lowest of the status quo, on every criterion but the risk of war.",
)
def option_no_better():
    """Options that are no better than leaving things as they are on anything but the risk of war."""
    return len(beaten_by("status-quo", leaving_out=["war"]))


@number(
    date="December 2021",
    rows=CELLS,
    sure=JUDGED,
    how="Options whose highest score is at most the lowest score of some other option, on every criterion.",
)
def option_beaten_for_sure():
    """Options that another one beats or equals on every criterion, whatever the scores in the ranges."""
    return len({name for other in options() for name in beaten_by(other)})


@number(
    date="December 2021",
    rows=CELLS,
    sure=JUDGED,
    how="Options that lead in less than one of 100 weightings, with no priority and with each of the named ones.",
)
def option_never_lead():
    """Options that lead in no weighting of 100, whichever priority comes first."""
    return len(never_lead())


@number(
    date="December 2021",
    rows={"option_cells": lambda: list(_war_cells().index)},
    claims=("c20",),
    sure=JUDGED,
    how="Cells on the risk of war, the status quo left out, marked low.",
)
def option_war_unsure():
    """Options whose score on the risk of war rests on low confidence."""
    return int((_war_cells()["confidence"] == "low").sum())


def _war_cells() -> pd.DataFrame:
    cells = table("option_cells")
    return cells[(cells["criterion"] == "war") & (cells["option"] != "status-quo")]


@number(
    date="December 2021",
    rows=CELLS,
    sure=JUDGED,
    how="Each criterion left out in turn, no priority; the option that leads most often each time.",
)
def option_leaders_without_one():
    """Different options that lead most often when one criterion is left out."""
    return len({leader(shares(without=name)) for name in criteria()})


PRESSED, PARTS = {"option": "press"}, {"option": "parts"}
ANKARA, WORKED, FAILED = PRESSED | {"whom": "TUR"}, {"outcome": "worked"}, {"outcome": "failed"}
THREE = "Turkey, Israel or the European Union"  # whom the sample has Washington press
for key, meaning, chosen, claims in (
    ("option_precedents", "Precedents in the sample.", {}, ()),
    ("option_pressed", f"Precedents of pressure by Washington on {THREE}.", PRESSED, ("c55", "c72")),
    ("option_pressed_worked", f"Pressure by Washington on {THREE} that worked.", PRESSED | WORKED, ("c55",)),
    ("option_ankara_pressed", "Precedents of pressure by Washington on Ankara.", ANKARA, ("c55",)),
    ("option_ankara_worked", "Pressure by Washington on Ankara that worked.", ANKARA | WORKED, ("c55",)),
    ("option_ankara_failed", "Pressure by Washington on Ankara that failed.", ANKARA | FAILED, ("c55",)),
    ("option_parts_tried", "Precedents of parts withheld.", PARTS, ("c62", "c72")),
    ("option_parts_worked", "Precedents of parts withheld that worked.", PARTS | WORKED, ("c72",)),
):

    def _count(chosen=chosen):
        return len(precedents(**chosen))

    _count.__name__, _count.__doc__ = key, meaning
    number(
        date="1954 to 2021",
        rows={"precedents": lambda chosen=chosen: list(precedents(**chosen).index)},
        claims=claims,
        how="Rows of the table, counted.",
        sure=PICKED,
    )(_count)


@number(
    date="November 2026",
    rows={"options_since": "*"},
    claims=("c25", "c55"),
    since=True,
    how="Rows marked done.",
    sure="What was found in public.",
)
def option_done_since():
    """Options that Washington took up plainly after 15 December 2021."""
    return int((tables.load("options_since")["state"] == "done").sum())


@finding("option_no_better")
def no_better_but_for_war():
    """Pressing Ankara, conditions on parts and a veto in NATO's agency are no better than the status quo on anything
    but the risk of war."""
    return set(beaten_by("status-quo", leaving_out=["war"])) == {"press", "parts", "agency"}


@finding("option_beaten_for_sure")
def none_beaten_for_sure():
    """With the risk of war counted, no option is beaten on every criterion whatever the scores."""
    return value("option_beaten_for_sure") == 0


@finding("option_never_lead")
def three_never_lead():
    """Pressing, conditions on parts and the veto never lead under any priority, and in at most three of 100 by any
    one reading’s scores or with all ranges half a point wider."""
    firsts = (None, *priorities().values())
    tried = [shares(first, doubt=DOUBT) for first in firsts]
    tried += [shares(first, reading=name) for first in firsts for name in READINGS]
    return set(never_lead()) == {"press", "parts", "agency"} and all(
        found[options().index(name)] <= 0.03 for found in tried for name in never_lead()
    )


@finding("option_war_unsure", "option_count")
def war_is_guesswork():
    """Every score on the risk of war but that of the status quo rests on low confidence."""
    return value("option_war_unsure") == value("option_count") - 1


@finding("option_settings", "option_never_lead")
def acceptance_leads_but_for_ease():
    """On all ranges together open acceptance leads most often, alone or level with another, under no priority and
    under each named one but ease; with ease first, leaving things as they are does."""
    front = {slug: in_front(found) for slug, found in settings().items()}
    easy = front.pop("keep-it-easy")
    return easy == ["status-quo"] and all("accept" in names for names in front.values())


@finding("option_settings", "option_readings")
def doing_nothing_leads_on_ease():
    """With cost and feasibility first, leaving things as they are leads most often, or level, for every reading."""
    return "status-quo" in shared_leaders("keep-it-easy")


@finding("option_settings_shared", "option_settings")
def readings_part_on_war_and_kyiv():
    """Each alone, the readings share a leader with no priority, with keeping Turkey first and with ease first; with
    avoiding war or arming Ukraine first they don’t."""
    return {slug for slug in settings() if not shared_leaders(slug)} == {"avoid-war", "arm-ukraine"}


@finding("option_settings_shared", "option_readings")
def one_reading_leads_elsewhere():
    """With avoiding war first the third reading’s scores put the status quo in front; with arming Ukraine first the
    second’s and the third’s put a guarantee there."""
    ukraine = [in_front(settings(name)["arm-ukraine"]) for name in ("second", "third")]
    return in_front(settings("third")["avoid-war"]) == ["status-quo"] and ukraine == [["guarantee"]] * 2


@finding("option_ranges_meet", "option_compared", "option_middles_close")
def ranges_meet():
    """The ranges of all readings meet everywhere, and their middles lie within half a point in more than half of the
    judgements."""
    return value("option_ranges_meet") == value("option_compared") < 2 * value("option_middles_close")


@finding("option_war_unsure")
def belief_picks_leader():
    """With avoiding war first, private limits lead most often if arms provoke and open acceptance if they deter."""
    return leader(shares("war", "provoke")) == "limits" and leader(shares("war", "deter")) == "accept"


@finding("option_leaders_without_one", "option_criteria_count")
def criterion_picks_leader():
    """Without the criterion on vetoes the status quo leads most often, without cost and feasibility a guarantee,
    without any other open acceptance."""
    found = {name: leader(shares(without=name)) for name in criteria()}
    return found == {"war": "accept", "kyiv": "accept", "ankara": "accept", "veto": "status-quo", "cost": "guarantee"}


@finding("option_criteria_count")
def guarantee_needs_cost_left_out():
    """A guarantee leads in no weighting of 100 in which cost and feasibility count most, and most often where they
    are left out."""
    at = options().index("guarantee")
    return shares("cost")[at] < NEVER and leader(shares(without="cost")) == "guarantee"


@finding("option_ankara_pressed", "option_ankara_worked", "option_ankara_failed")
def ankara_went_both_ways():
    """Of the cases of pressure on Ankara as many failed as worked, and one was undone."""
    worked, failed = value("option_ankara_worked"), value("option_ankara_failed")
    return worked == failed > 0 and value("option_ankara_pressed") - worked - failed == 1


@finding("option_pressed", "option_pressed_worked")
def pressure_often_worked():
    """More than half of the sampled cases of pressure worked."""
    return 2 * value("option_pressed_worked") > value("option_pressed")


@finding("option_parts_tried", "option_parts_worked")
def parts_bite_where_needed():
    """Parts withheld worked in all sampled cases but the one where the part was replaced."""
    failed = precedents("parts", outcome="failed")
    return list(failed.index) == ["camera-2020"] and value("option_parts_worked") == value("option_parts_tried") - 1


@finding("option_done_since", since=True)
def two_were_done():
    """Open acceptance and American arms were taken up; no pressure on Ankara to stop arming Kyiv was found."""
    state = tables.load("options_since").set_index("option")["state"]
    return set(state[state == "done"].index) == {"accept", "substitute"} and state["press"] == "not found"
