"""Numbers and findings of alliance-web: where else an ally armed a partner of Washington’s against its rival."""

from functools import cache, partial

import pandas as pd

from analysis.alliance_web import measures
from analysis.shared.readers import agreement
from brief import dates
from brief.data import tables
from brief.dates import CUTOFF
from brief.numbers import guard, publish, quote, value

OURS = "tur-ukr-2019"
"""The article’s own case."""


@cache
def listed(outcome: str = "", later: bool = False) -> pd.DataFrame:
    """Cases by id, known by the cut-off or only later; `outcome` is supplied, refused or, by default, both."""
    cases = tables.load("cases")
    wanted = (cases["known_on"] <= pd.Timestamp(CUTOFF)) != later
    if outcome:
        wanted &= cases["outcome"] == outcome
    return cases[wanted].set_index("id", drop=False)


@cache
def codes(outcome: str = "", later: bool = False) -> pd.DataFrame:
    """The matrix of codes of these cases, in the same order."""
    cases, both = listed(outcome, later).index, measures.two_sided(tables.load("dealings"))
    codings = pd.concat([tables.load("case_codings"), both])
    return measures.matrix(codings[codings["case"].isin(cases)]).reindex(cases)


@cache
def dealings(outcome: str = "", later: bool = False) -> pd.DataFrame:
    """How the suppliers of these cases dealt with the other side: rows of the table, with the rival, by id."""
    cases, found = listed(outcome, later), tables.load("dealings").set_index("id", drop=False)
    return found[found["case"].isin(cases.index)].assign(rival=lambda rows: rows["case"].map(cases["rival"]))


def passing(outcome: str, rule: str, leave: str = measures.NOTHING, later: bool = False) -> list[str]:
    """Ids of the cases that pass a rule, `leave` being the part that isn’t asked."""
    met = measures.passes(codes(outcome, later), rule, leave)
    return list(met.index[met])


def failed(case: str, later: bool = False) -> list[str]:
    """The parts that a case fails."""
    row = codes(later=later).loc[case]
    return list(row.index[row == "no"])


def sales(**equal: str) -> pd.DataFrame:
    """The sales whose columns have these values."""
    found = listed("supplied")
    return found[(found[[*equal]] == pd.Series(equal)).all(axis=1)]


def coding_ids(cases: list[str]) -> list[str]:
    """Ids of all codings of these cases; the part `both` follows from the dealings."""
    return [f"{case}-{part}" for case in cases for part in measures.PARTS if part != "both"]


def _coded(*which) -> dict:
    """Rows behind a number that is computed from the codings."""
    cases, deals = partial(listed, *which), partial(dealings, *which)
    return {"cases": cases, "case_codings": lambda: coding_ids(list(cases().index)), "dealings": deals}


# The list.
SALES = {"cases": partial(listed, "supplied")}
publish("case_sales", rows=SALES)
publish("case_refusals", rows={"cases": partial(listed, "refused")})
publish("case_parts", lambda: len(measures.PARTS), rows={"case_codings": coding_ids([OURS])})
publish("case_force_years", lambda: 5, rows={"case_codings": [f"{OURS}-dispute"]})
publish("case_alone_years", lambda: 2, rows={"case_codings": [f"{OURS}-alone"]})
publish("case_codings_made", lambda: codes().size, rows=_coded())
publish("case_codings_unsure", lambda: int((codes() == "uncertain").sum().sum()), rows=_coded())


def _passing(key: str, outcome: str, rule: str, leave: str = measures.NOTHING, later: bool = False) -> None:
    """Publish how many cases pass a rule."""
    publish(key, lambda: len(passing(outcome, rule, leave, later)), rows=_coded(outcome, later))


for rule in measures.RULES:
    _passing(f"sales_{rule}", "supplied", rule)
_passing("sales_no_rival", "supplied", "wide", leave="rival")
_passing("sales_no_alone", "supplied", "wide", leave="alone")
for rule in measures.RULES:
    _passing(f"refusals_{rule}", "refused", rule)
_passing("later_strict", "", "strict", later=True)
_passing("later_wide", "", "wide", later=True)


def _list_grows():
    strict, wide, widest = (value(f"sales_{rule}") for rule in measures.RULES)
    return strict < wide < widest < value("case_sales") and strict < value("case_sales") / 3


def _out_without_ties():
    out = list(codes("supplied").index.difference(passing("supplied", "widest")))
    return len(out) == 3 and set(codes("supplied").loc[out, "both"]) == {"no"}


def _georgia_turns_on_the_rival():
    gained = set(passing("supplied", "wide", "rival")) - set(passing("supplied", "wide"))
    return gained == {"cze-geo-2005", "pol-geo-2008"} and all(failed(case) == ["rival"] for case in gained)


guard("strict_three", lambda: set(passing("supplied", "strict")) == {OURS, "cze-ukr-2018", "fra-ind-2020"})
guard("list_grows", _list_grows)
guard("out_without_ties", _out_without_ties)
guard("georgia_turns_on_the_rival", _georgia_turns_on_the_rival)
guard("coordination_keeps_aid_out", lambda: "alone" in failed("gbr-sau-2015"))
guard("korea_is_a_near_case", lambda: failed("deu-kor-2013") == ["partner", "both"])
guard("taiwan_lacks_major_arms", lambda: failed("fra-twn-2020") == ["arms"])
guard("no_refusal_is_clear", lambda: value("refusals_strict") == 0 < value("case_refusals"))
guard(
    "berlin_matches_london",
    lambda: passing("refused", "wide") == ["deu-ukr-2021"] and "gbr-ukr-2021" in passing("supplied", "wide", "both"),
)
guard("taiwan_refusal_was_wanted", lambda: "alone" in failed("deu-nld-twn-2001"))


# A second reader.
def twice() -> pd.DataFrame:
    """The cells that both readers coded: columns `first` and `second`, by case and part."""
    second = tables.load("case_recodings").set_index(["case", "part"])["code"]
    return pd.DataFrame({"first": codes().rename_axis("case").stack(), "second": second}).dropna()


TWICE = {"case_recodings": "*", "cases": listed}
publish("recoded_cells", lambda: len(twice()), rows=TWICE)
publish("recoded_alike", lambda: 100 * agreement(twice()["first"], twice()["second"])[0], rows=TWICE)
publish("recoded_kappa", lambda: agreement(twice()["first"], twice()["second"])[1], rows=TWICE)
guard("readers_agree", lambda: value("recoded_alike") > 50 and value("recoded_kappa") > 0.4)


# Dealing with the other side.
def two_sided(outcome: str) -> pd.DataFrame:
    """The cases in which a supplier also dealt in arms or energy with the other side."""
    return listed(outcome)[codes(outcome)["both"] == "yes"]


def apart(outcome: str) -> pd.DataFrame:
    """Rows that say that a supplier kept out of sanctions on the other side."""
    return measures.dealt(dealings(outcome), "apart")


def exporters(bond: str) -> pd.DataFrame:
    """The ten largest exporters of major arms in 2016 to 2020, as printed in 2021, with this bond to Washington."""
    found = dates.table("arms_exporters")
    return found[(found["edition"] == "2021") & (found["rank"] <= 10) & (found["bond"] == bond)]


for outcome, name in {"supplied": "sales", "refused": "refusals"}.items():
    rows = {"cases": partial(two_sided, outcome), "dealings": partial(dealings, outcome)}
    publish(f"two_sided_{name}", lambda outcome=outcome: len(two_sided(outcome)), rows=rows)
publish("apart_sales", rows={"dealings": partial(apart, "supplied")})
publish("dealing_share", lambda: 5, rows={"dealings": [f"{OURS}-tur-arms"]})
publish("dealing_years", lambda: 10, rows={"dealings": [f"{OURS}-tur-energy"]})
quote("dealings", "share", cze_rus_2005="cze-geo-2005-cze-arms", chn_fra_2020="fra-ind-2020-fra-arms")
ALLIES, AMERICA = ({"arms_exporters": partial(exporters, bond)} for bond in ("treaty", "itself"))
publish("allies_in_ten", rows=ALLIES)
publish("allies_share", lambda: exporters("treaty")["share"].sum(), rows=ALLIES)
publish("usa_share", lambda: exporters("itself")["share"].sum(), rows=AMERICA)


def _arms_within_the_rule():
    deals = dealings().query("kind == 'arms'")
    return ((deals["share"] >= value("dealing_share")) == (deals["code"] == "yes")).all()


def _before_turkey():
    earlier = listed("supplied")["year"] < listed().at[OURS, "year"]
    return {"cze-geo-2005", "cze-ukr-2018"} <= set(two_sided("supplied")["id"]) & set(earlier.index[earlier])


def _only_french_by_arms():
    energy = set(measures.dealt(dealings("supplied"), "energy")["case"])
    return set(two_sided("supplied")["id"]) - energy == {"fra-ind-2020", "fra-twn-2020"}


def _refusers_had_ties():
    half = 2 * value("two_sided_refusals") >= value("case_refusals")
    return half and two_sided("refused")["seller"].str.contains("DEU").all()


guard("two_sided_common", lambda: value("two_sided_sales") > value("case_sales") / 2 and _arms_within_the_rule())
guard("two_sided_before", _before_turkey)
guard("only_french_by_arms", _only_french_by_arms)
guard("turkey_alone_apart", lambda: set(apart("supplied")["seller"]) == {"TUR"} and apart("refused").empty)
guard("nothing_to_join", lambda: (dealings().filter(regex="-geo-.*apart", axis=0)["code"] == "none in force").all())
guard("refusers_had_ties", _refusers_had_ties)
guard("pair_splits_by_ties", lambda: list(codes().loc[["deu-ukr-2021", "gbr-ukr-2021"], "both"]) == ["yes", "no"])
guard("allies_sell", lambda: value("allies_in_ten") > 5 and 20 < value("allies_share") < value("usa_share"))


# Protest and consequence.
def struck():
    """Acts of violence against a supplier that by the cut-off a government or prosecutors had put on the rival."""
    acts = dates.table("reprisals")
    blamed = acts["attribution"].isin(["a government", "prosecutors suspect"])
    return acts[blamed & (acts["means"] == "violence")]


def paid() -> pd.DataFrame:
    """What suppliers paid, so far as known by the cut-off: those acts, and the rival's open ones by diplomacy."""
    acts = dates.table("reprisals")
    return pd.concat([acts[acts["means"] == "diplomacy"], struck()])


def blamed_late() -> pd.DataFrame:
    """Acts of violence that were put on the rival only years after they had happened."""
    acts = struck()
    return acts[(acts["attributed_on"] - acts["happened_on"]).dt.days >= 365.25 * value("blame_years")]


def _since_protest(case: str) -> int:
    """Days from the other side’s protest at a sale to the cut-off."""
    return (pd.Timestamp(CUTOFF) - listed().at[case, "protest_on"]).days


def looked(field: str) -> pd.DataFrame:
    """The sales that were searched for a protest, or for American forces."""
    return measures.asked(listed("supplied"), field)


ASKED = {field: {"cases": partial(looked, field)} for field in ("protest", "american_forces")}
publish("sales_protest_asked", rows=ASKED["protest"])
publish("sales_protested", lambda: len(sales(protest="yes")), rows=ASKED["protest"])
publish("sales_protested_tied", lambda: int((two_sided("supplied")["protest"] == "yes").sum()), rows=ASKED["protest"])
publish("sales_fought_asked", rows=ASKED["american_forces"])
publish("sales_fought", lambda: len(sales(american_forces="yes")), rows=ASKED["american_forces"])
publish("suppliers_struck", rows={"reprisals": struck})
publish("blame_years", lambda: 4, rows={"reprisals": struck})
publish("blamed_late", rows={"reprisals": blamed_late})
publish("sales_russia", lambda: len(sales(rival="RUS")), rows=SALES)
publish("georgia_lead", lambda: _since_protest("cze-geo-2005") // 365.25, rows={"cases": "cze-geo-2005"})
publish("britain_lead", lambda: _since_protest("gbr-ukr-2021"), rows={"cases": "gbr-ukr-2021"})


def _said_before():
    first = sales(protest="yes").sort_values("protest_on").index[0]
    return first == "cze-geo-2005" and value("georgia_lead") >= 10 and 0 < value("britain_lead") <= 31


guard("suppliers_were_struck", lambda: value("suppliers_struck") > 1 and set(struck()["rival"]) == {"RUS"})
guard("blame_came_late", lambda: value("blamed_late") > value("suppliers_struck") / 2)
guard("blame_after_the_sales", lambda: struck()["attributed_on"].min().year > listed().at[OURS, "year"])
guard("said_before", _said_before)
guard("nobody_drawn_in", lambda: value("sales_fought") == 0 < value("sales_fought_asked") == value("case_sales"))
guard("yemen_was_apart", lambda: list(sales(american_forces="not over it").index) == ["gbr-sau-2015"])
guard("protest_is_common", lambda: value("sales_protested") > value("sales_protest_asked") / 2)
guard("protests_are_another_count", lambda: 2 * value("sales_protested_tied") <= value("sales_protested"))
guard("clear_ones_unprotested", lambda: {"cze-ukr-2018", "fra-ind-2020"} <= set(sales(protest="not found").index))
guard("mostly_russia", lambda: value("sales_russia") > value("case_sales") / 2)
guard("mostly_settled", lambda: value("case_codings_unsure") < value("case_codings_made") / 5)

# Since then.
publish("later_cases", rows={"cases": partial(listed, later=True)})

guard("later_none_clear", lambda: value("later_strict") == 0 < value("later_cases"), since=True)
guard("later_only_turkey", lambda: passing("", "wide", later=True) == ["tur-ukr-2022"], since=True)
guard("coalition_fails_alone", lambda: failed("gbr-ukr-2023", later=True) == ["alone", "both"], since=True)
