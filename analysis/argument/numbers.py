"""Published numbers and findings about the argument itself: its claims, its eight steps, its links."""

from brief import claims
from brief.data import tables
from brief.numbers import guard, publish, value

EVERY = "id.notna()"
SCORED = "verdict_then.notna()"
FACT = f"{SCORED} and kind == 'date or existence'"
CAUSE = f"{SCORED} and kind == 'causal'"
RULE = f"{SCORED} and kind == 'universal'"
HOLDS = "verdict_then == 'holds'"

# Number: table, which of its rows are counted, and which are the evidence where those are more.
COUNTS = {
    "claims_all": ("claims", EVERY),
    "claims_scored": ("claims", SCORED),
    "claims_hold": ("claims", HOLDS),
    "claims_calculated": ("claims", f"{SCORED} and how_known == 'calculated'"),
    "claims_documented": ("claims", f"{SCORED} and how_known == 'documented'"),
    "claims_judged": ("claims", f"{SCORED} and how_known == 'judgement'"),
    "claims_unknown": ("claims", f"{SCORED} and how_known == 'cannot be checked'"),
    "facts_scored": ("claims", FACT),
    "facts_hold": ("claims", f"{FACT} and {HOLDS}", FACT),
    "facts_hold_in_part": ("claims", f"{FACT} and verdict_then == 'holds in part'", FACT),
    "universals_scored": ("claims", RULE),
    "universals_fallen": ("claims", f"{RULE} and verdict_then == 'does not hold'", RULE),
    "causes_scored": ("claims", CAUSE),
    "causes_hold": ("claims", f"{CAUSE} and {HOLDS}", CAUSE),
    "steps_all": ("steps", EVERY),
    "steps_hold": ("steps", HOLDS, EVERY),
    "steps_disputed": ("steps", "verdict_then == 'disputed'"),
    "links_all": ("claim_edges", EVERY),
    "links_strained": ("claim_edges", "relation in ('qualifies', 'contrasts')"),
    "objections_outside": ("counter_evidence", EVERY),
    "sentences_all": ("sentences", EVERY),
    "sentences_claimed": ("sentences", "claims.notna()"),
    "sentences_bare": ("sentences", "claims.isna()"),
}


def ids(table: str, which: str) -> list[str]:
    """The ids of the rows of a table that a condition of pandas' `query` selects."""
    return list(tables.load(table).query(which)["id"])


def strained() -> list[str]:
    """The steps that meet a weighty objection: one that is more than the position of an interested party."""
    return sorted(claims.strains().query("nature != 'position'")["step"].dropna().unique())


def _publish(key: str, table: str, counted: str, evidence: str = "") -> None:
    publish(key, lambda: len(ids(table, counted)), rows={table: lambda: ids(table, evidence or counted)})


for key, count in COUNTS.items():
    _publish(key, *count)
publish("steps_strained", rows={"steps": strained})


guard("facts_mostly_hold", lambda: value("facts_hold") + value("facts_hold_in_part") > value("facts_scored") * 2 / 3)
guard("one_universal_falls", lambda: ids("claims", COUNTS["universals_fallen"][1]) == ["c61"])
guard(
    "every_claim_is_said",
    lambda: set(tables.load("sentences")["claims"].dropna().str.split().sum()) == set(ids("claims", EVERY)),
)
guard("no_cause_holds", lambda: value("causes_hold") == 0 < value("causes_scored"))
guard("most_that_hold_are_facts", lambda: value("facts_hold") > value("claims_hold") / 2)
guard("most_steps_are_disputed", lambda: value("steps_disputed") > value("steps_all") / 2)
guard(
    "judgement_leads",
    lambda: value("claims_judged") > max(map(value, ("claims_calculated", "claims_documented", "claims_unknown"))),
)
guard("few_links_strain", lambda: 0 < value("links_strained") < value("links_all") / 8)
