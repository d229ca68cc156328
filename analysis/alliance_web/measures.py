"""Which cases a rule of seven parts lets through, and how that changes with its strictness.

`codings` has one row per case and part (case, part, code), code one of yes, no and uncertain; `dealings` one row per
case, supplier and kind of dealing with the other side. A rule is the number of parts that may fail and whether a
doubtful part counts as met.
"""

import pandas as pd

PARTS = ("guarantee", "partner", "rival", "dispute", "arms", "alone", "both")
"""Parts of the rule, in the order in which a reader asks them."""
RULES = {"strict": (0, False), "wide": (0, True), "widest": (1, True)}
"""Name of a rule: how many parts may fail, and whether doubt counts as yes."""
DEALINGS = ("arms", "energy")
"""Kinds of dealing that make a supplier two-sided; a third, `apart`, says that it kept out of sanctions."""
NOTHING = "none"
"""The part left out, when none is."""
UNSEARCHED = "not searched"
"""What a cell says that nobody has looked for: neither yes nor no, so it is in no count."""


def asked(cases: pd.DataFrame, field: str) -> pd.DataFrame:
    """The cases for which somebody looked: those that a count of this field may use, as its denominator."""
    return cases[cases[field] != UNSEARCHED]


def dealt(dealings: pd.DataFrame, *kinds: str) -> pd.DataFrame:
    """The rows of these kinds that say that a supplier dealt with the other side, or kept out of its sanctions."""
    return dealings[dealings["kind"].isin(kinds) & (dealings["code"] == "yes")]


def two_sided(dealings: pd.DataFrame) -> pd.DataFrame:
    """The part `both` of each case, as rows of codings: yes when a supplier dealt in arms or energy, doubtful when one
    may have. Raises ValueError, naming the row, where nobody looked."""
    deals = dealings[dealings["kind"].isin(DEALINGS)]
    for unseen in deals.loc[deals["code"] == UNSEARCHED, "id"]:
        raise ValueError(f"{unseen}: nobody has looked")
    found = deals["code"].groupby(deals["case"], sort=False).agg(set)
    code = ["yes" if "yes" in one else "uncertain" if "uncertain" in one else "no" for one in found]
    return pd.DataFrame({"case": found.index, "part": "both", "code": code})


def matrix(codings: pd.DataFrame) -> pd.DataFrame:
    """One row per case in the order of the codings, one column per part, a code in each cell.

    Raises ValueError, naming the case, when a part is missing or coded twice.
    """
    for twice in codings[codings.duplicated(["case", "part"])].itertuples():
        raise ValueError(f"{twice.case}: {twice.part} is coded twice")
    wide = codings.pivot(index="case", columns="part", values="code")
    wide = wide.reindex(index=codings["case"].drop_duplicates(), columns=list(PARTS))
    for case in wide.index[wide.isna().any(axis=1)]:
        raise ValueError(f"{case}: a part is not coded")
    return wide


def passes(codes: pd.DataFrame, rule: str, leave: str = NOTHING) -> pd.Series:
    """Whether each case of the matrix passes; `leave` names a part that isn't asked. Raises KeyError if unknown."""
    allowed, doubt = RULES[rule]
    asked = codes if leave == NOTHING else codes.drop(columns=leave)
    failed, doubtful = (asked == "no").sum(axis=1), (asked == "uncertain").sum(axis=1)
    return (failed <= allowed) & (doubt | (doubtful == 0))


def counts(codes: pd.DataFrame) -> pd.DataFrame:
    """How many cases pass, for each part left out (rows, `none` first) under each rule (columns)."""
    leaves = [NOTHING, *PARTS]
    found = {rule: [int(passes(codes, rule, leave).sum()) for leave in leaves] for rule in RULES}
    return pd.DataFrame(found, index=leaves)
