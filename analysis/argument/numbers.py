"""Published numbers and findings about the argument itself: its claims, its eight steps, its links."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from brief.data import tables
from brief.numbers import guard, number, publish, value

WHEN = "December 2021"
OURS = "A count of our own list: another reader might part the article into claims or steps otherwise."
FACT = "date or existence"


def _rows(table: str, where: Callable) -> Callable[[], list[str]]:
    """The ids of a table's rows for which `where(frame)` is true, found when they are asked for."""

    def ids() -> list[str]:
        frame = tables.load(table)
        return list(frame.loc[where(frame), "id"])

    return ids


def _every(frame):
    return frame["id"].notna()


def _scored(frame):
    return frame["verdict_then"].notna()


def _kind(name: str) -> Callable:
    return lambda frame: _scored(frame) & (frame["kind"] == name)


def _known(how: str) -> Callable:
    return lambda frame: _scored(frame) & (frame["how_known"] == how)


def _with_verdict(which: Callable, verdict: str) -> Callable:
    return lambda frame: which(frame) & (frame["verdict_then"] == verdict)


def _count(table: str, which: Callable, how: str, of: Callable | None = None):
    """Publish how many rows of `table` are `which`; its evidence is those rows, or the rows `of` which they are some.

    The decorated function gives the key and, in its docstring, the meaning.
    """
    counted = _rows(table, which)

    def publish(meaning):
        @wraps(meaning)
        def compute():
            return len(counted())

        return number(date=WHEN, rows={table: _rows(table, of or which)}, how=how, sure=OURS)(compute)

    return publish


@_count("claims", _every, "Rows of the list of claims.")
def claims_all():
    """Claims that we read in the article, each in our own words."""


@_count("claims", _scored, "Claims of a kind that gets a verdict: facts, sizes, rules for every case, causes.")
def claims_scored():
    """Claims that can be held against evidence and so get a verdict."""


@_count("claims", lambda frame: _scored(frame) & (frame["verdict_then"] == "holds"), "Verdict at the time: holds.")
def claims_hold():
    """Claims of any kind that held on what was known on 15 December 2021."""


@_count("claims", _known("calculated"), "Claims whose verdict is computed from published figures.")
def claims_calculated():
    """Claims whose verdict is calculated: a number against a threshold, or a condition on numbers."""


@_count("claims", _known("documented"), "Claims whose verdict rests on independent reports of the time.")
def claims_documented():
    """Claims whose verdict rests on documents, by the number of independent publishers."""


@_count("claims", _known("judgement"), "Claims whose verdict is marked as a judgement.")
def claims_judged():
    """Claims whose verdict is the editors’ judgement, with its reason."""


@_count("claims", _known("cannot be checked"), "Claims for which no public evidence of the time was found.")
def claims_unknown():
    """Claims that public evidence of the time can’t settle."""


@_count("claims", _kind(FACT), "Claims of the kind date or existence.")
def facts_scored():
    """Claims that something existed or happened: the plain facts of the article."""


@_count("claims", _with_verdict(_kind(FACT), "holds"), "Plain facts with the verdict holds.", of=_kind(FACT))
def facts_hold():
    """Plain facts of the article that held on what was known on 15 December 2021."""


@_count(
    "claims", _with_verdict(_kind(FACT), "holds in part"), "Plain facts with the verdict holds in part.", of=_kind(FACT)
)
def facts_hold_in_part():
    """Plain facts of the article of which a part held, or which one report alone bore out, on 15 December 2021."""


@_count(
    "claims", _with_verdict(_kind(FACT), "does not hold"), "Plain facts with the verdict does not hold.", of=_kind(FACT)
)
def facts_fallen():
    """Plain facts of the article that the evidence of the time shows to be false."""


@_count("claims", _kind("causal"), "Claims of the kind causal.")
def causes_scored():
    """Claims that one thing brought about another."""


@_count("claims", _with_verdict(_kind("causal"), "holds"), "Causal claims with the verdict holds.", of=_kind("causal"))
def causes_hold():
    """Claims about causes that held whole on what was known on 15 December 2021."""


@_count("steps", _every, "Rows of the list of steps.")
def steps_all():
    """Steps in which we retell the article’s argument."""


@_count(
    "steps", lambda frame: frame["verdict_then"] == "holds", "A step is no stronger than its weakest claim.", of=_every
)
def steps_hold():
    """Steps of the argument all of whose claims held on what was known then."""


@_count("steps", lambda frame: frame["verdict_then"] == "disputed", "A step is no stronger than its weakest claim.")
def steps_disputed():
    """Steps of the argument that rest on a claim which was disputed at the time."""


@_count("steps", lambda frame: frame["strain"].notna(), "Steps with an objection beside them.")
def steps_strained():
    """Steps of the argument against which an objection of weight stands."""


@_count("claim_edges", _every, "Rows of the list of links between claims.")
def links_all():
    """Links between two claims of the article: one supports the other, or strains it."""


@_count(
    "claim_edges",
    lambda frame: frame["relation"].isin(["qualifies", "contrasts"]),
    "Links whose relation is to qualify or to contrast.",
)
def links_strained():
    """Links between two claims of the article where one qualifies the other or stands in contrast to it."""


@_count("counter_evidence", _every, "Rows of the list of outside evidence.")
def objections_outside():
    """Pieces of evidence from outside the article that qualify a claim or stand in contrast to it."""


def _facts_mostly_hold():
    held = value("facts_hold") + value("facts_hold_in_part")
    return held > value("facts_scored") * 2 / 3 and value("facts_fallen") == 0


guard("facts_mostly_hold", _facts_mostly_hold)


guard("no_cause_holds", lambda: value("causes_hold") == 0 < value("causes_scored"))


guard("most_that_hold_are_facts", lambda: value("facts_hold") > value("claims_hold") / 2)


guard("most_steps_are_disputed", lambda: value("steps_disputed") > value("steps_all") / 2)


def _judgement_leads():
    others = ("claims_calculated", "claims_documented", "claims_unknown")
    return value("claims_judged") > max(map(value, others))


guard("judgement_leads", _judgement_leads)


guard("few_links_strain", lambda: 0 < value("links_strained") < value("links_all") / 8)


RUBRIC = "One reader’s grades, by a rule written before; the reader knew what came later."


publish("reasoning_criteria", lambda: len(tables.load("rubric")), rows={"rubric": "*"})


publish(
    "reasoning_met", lambda: int(tables.load("rubric")["grade"].isin(["meets", "beyond"]).sum()), rows={"rubric": "*"}
)


def _reasoning_falls_short():
    grades = tables.load("rubric").set_index("id")["grade"]
    return list(grades[grades != "short"].index) == ["premises"]


guard("reasoning_falls_short", _reasoning_falls_short)
