"""In class: each student leaves out parts of the rule that picks the cases, and says which sales pass."""

from itertools import combinations, product

import pandas as pd

from analysis.alliance_web import measures, numbers
from analysis.shared.readers import agreement
from brief.data import tables
from brief.lessons import NUMBERS, Coding, Sheet


def rule(codes: pd.DataFrame, leave: tuple[str, ...], doubt: str) -> dict:
    """Which sales pass the rule without some of its parts, doubt counting as yes or no.

    `codes` is the matrix of codings, sales by parts.
    """
    asked = codes.drop(columns=list(leave))
    met = asked.isin(["yes", "uncertain"] if doubt == "yes" else ["yes"]).all(axis=1)
    return {
        "parts not asked": " and ".join(leave) or "none",
        "doubt counts as": doubt,
        "sales that pass": int(met.sum()),
        "which": "; ".join(met[met].index) or "none",
    }


def codings() -> pd.DataFrame:
    """The class table: one row per sale, one column per part but the guarantee, which every sale has."""
    codes = numbers.codes("supplied").drop(columns="guarantee").rename(columns={"dispute": "force"})
    return codes.rename(index=numbers.listed()["label"]).rename_axis("sale").reset_index()


def answers() -> list[dict]:
    """The whole rule, then without each part and each pair of parts, doubt counting as no and as yes."""
    codes = codings().set_index("sale")
    leaves = [c for n in range(3) for c in combinations(codes, n)]
    return [rule(codes, *setting) for setting in list(product(leaves, ("no", "yes")))[: len(NUMBERS)]]


SHEET = Sheet(
    asked=2,
    answers=answers,
    data=codings,
    about="How we coded each part. Partner: the buyer has no treaty with Washington, but got its arms or aid."
    " Rival: Washington had named it. Force: buyer and rival had used it of late. Arms: major ones. Alone: Washington"
    " objected, refused or delivered none of the kind. Both: the supplier also dealt with the rival.",
    code=(rule, agreement),
)


def _sources(table: str, ids: pd.Series) -> list[tuple[str, ...]]:
    return [tuple(tables.sources_of(table, one.split())) for one in ids]


OTHER_SIDE = {"ARM": "Armenia", "CHN": "China", "IRN": "Iran", "PRK": "North Korea", "RUS": "Russia"}
SHARE = "By SIPRI’s tables the larger of the two shares was {:g} per cent in those years.".format


def cases() -> pd.DataFrame:
    """The cases known by the cut-off, to be coded: id, label, what was supplied or refused and who opposed, sources."""
    found = numbers.listed().reset_index(drop=True)
    found["what"] += " Other side: " + found["rival"].map(OTHER_SIDE) + ". Year: " + found["year"].astype(str) + "."
    return found[["id", "label", "what"]].assign(sources=_sources("cases", found["id"]))


def cells() -> pd.DataFrame:
    """How the book codes each part of each case, why, and on which sources; `both` follows from the dealings."""
    coded = tables.load("case_codings")
    coded["sources"] = _sources("case_codings", coded["id"])
    ties = numbers.dealings().query("kind in @measures.DEALINGS")
    both = ties.groupby("case", as_index=False)
    why = both.agg(why=("why", " ".join), sources=("id", " ".join), given=("share", "max"))
    both = why.assign(sources=_sources("dealings", why["sources"]), part="both", given=why["given"].map(SHARE))
    both = both.merge(measures.two_sided(tables.load("dealings")), on=["case", "part"])
    found = pd.concat([coded, both])[["case", "part", "code", "why", "given", "sources"]].fillna({"given": ""})
    order = pd.MultiIndex.from_product([numbers.listed().index, measures.PARTS], names=["case", "part"])
    return found.set_index(["case", "part"]).loc[order].reset_index()


CODING = Coding(parts=measures.PARTS, codes=("yes", "no", "uncertain"), cases=cases, cells=cells)
