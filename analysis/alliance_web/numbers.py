"""Numbers and findings of alliance-web: where else an ally armed a partner of Washington’s against its rival."""

from functools import cache

import pandas as pd

from analysis.alliance_web import measures
from brief import dates
from brief.data import tables
from brief.dates import CUTOFF
from brief.numbers import guard, number, publish, value

HAND = "A list made by hand from public reports, coded once by one reader; how many cases are missing isn’t known."
OURS = "tur-ukr-2019"
"""The article’s own case."""


@cache
def listed(outcome: str = "", later: bool = False) -> pd.DataFrame:
    """Cases by id, known by the cut-off or only later; `outcome` is supplied, refused or both."""
    frame = tables.load("cases")
    known = dates.known(frame, CUTOFF)["id"]
    frame = frame[~frame["id"].isin(known) if later else frame["id"].isin(known)]
    return (
        frame[frame["outcome"] == outcome].set_index("id", drop=False) if outcome else frame.set_index("id", drop=False)
    )


@cache
def codes(outcome: str = "", later: bool = False) -> pd.DataFrame:
    """The matrix of codes of these cases, in the same order."""
    frame = tables.load("case_codings")
    return measures.matrix(frame[frame["case"].isin(listed(outcome, later).index)]).reindex(
        listed(outcome, later).index
    )


def passing(outcome: str, rule: str, leave: str = measures.NOTHING, later: bool = False) -> list[str]:
    """Ids of the cases that pass."""
    found = measures.passes(codes(outcome, later), rule, leave)
    return list(found[found].index)


def failed(case: str) -> list[str]:
    """The parts that a case fails."""
    row = codes().loc[case]
    return list(row[row == "no"].index)


def _rows(*what, **more):
    """Ids for a number’s rows, computed when they are asked for."""
    return {"cases": lambda: list(listed(*what, **more).index)}


def _coded(*what, **more):
    cases = lambda: list(listed(*what, **more).index)  # noqa: E731
    return {"cases": cases, "case_codings": lambda: [f"{case}-{part}" for case in cases() for part in measures.PARTS]}


# ---- the list -----------------------------------------------------------------------------------------------------


publish("case_sales", lambda: len(listed("supplied")), rows=_rows("supplied"))


publish("case_refusals", lambda: len(listed("refused")), rows=_rows("refused"))


publish("case_parts", lambda: len(measures.PARTS), rows={"case_codings": [f"{OURS}-{part}" for part in measures.PARTS]})


SET = {"unit": "years", "date": "December 2021", "sure": "Ours, after a referee’s proposal.", "how": "Set by the rule."}


publish("case_force_years", lambda: 5, rows={"case_codings": [f"{OURS}-dispute"]})


publish("case_alone_years", lambda: 2, rows={"case_codings": [f"{OURS}-alone"]})


publish("case_codings_made", lambda: codes().size, rows=_coded())


publish("case_codings_unsure", lambda: int((codes() == "uncertain").sum().sum()), rows=_coded())


# ---- what passes --------------------------------------------------------------------------------------------------


def _passing(key, meaning, outcome, rule, leave=measures.NOTHING, later=False, claims=()):
    """Publish how many cases pass a rule."""

    def compute():
        return len(passing(outcome, rule, leave, later))

    compute.__name__, compute.__doc__, compute.__module__ = key, meaning, __name__
    how = {
        "strict": "Cases with every part coded yes.",
        "wide": "Cases with no part coded no.",
        "widest": "Cases with one part coded no, or none.",
    }[rule]
    how += "" if leave == measures.NOTHING else f" The part {leave} is left out."
    number(
        date="2022 to 2024" if later else "2000 to 2021",
        rows=_coded(outcome, later=later),
        sure=HAND,
        how=how,
        since=later,
        claims=claims,
    )(compute)


_passing("sales_strict", "Sales that meet every part of the rule beyond doubt.", "supplied", "strict", claims=("c67",))
_passing("sales_wide", "Sales that meet the rule when doubt counts as yes.", "supplied", "wide", claims=("c67",))
_passing(
    "sales_widest",
    "Sales that meet the rule when doubt counts as yes and one part may fail.",
    "supplied",
    "widest",
    claims=("c67",),
)
_passing(
    "sales_no_rival",
    "Sales that meet the wide rule when it doesn’t ask whether Washington had named the rival.",
    "supplied",
    "wide",
    "rival",
)
_passing(
    "sales_no_alone",
    "Sales that meet the wide rule when it doesn’t ask whether Washington supplied the same.",
    "supplied",
    "wide",
    "alone",
)
_passing(
    "refusals_strict", "Refusals that would have met every part of the rule, had they been sales.", "refused", "strict"
)
_passing("refusals_wide", "Refusals that would have met the rule with doubt counted as yes.", "refused", "wide")
_passing(
    "refusals_widest",
    "Refusals that would have met the rule with doubt counted as yes and one part failing.",
    "refused",
    "widest",
)
_passing("later_strict", "Later cases that meet every part of the rule beyond doubt.", "", "strict", later=True)
_passing("later_wide", "Later cases that meet the rule when doubt counts as yes.", "", "wide", later=True)


guard("strict_three", lambda: set(passing("supplied", "strict")) == {OURS, "cze-ukr-2018", "fra-ind-2020"})


def _list_grows():
    strict, wide, widest = (value(f"sales_{rule}") for rule in measures.RULES)
    return strict < wide < widest == value("case_sales") - 1 and strict < value("case_sales") / 3


guard("list_grows", _list_grows)


def _only_azerbaijan_out():
    out = set(listed("supplied").index) - set(passing("supplied", "widest"))
    return out == {"tur-aze-2020"} and "rival" in failed("tur-aze-2020")


guard("only_azerbaijan_out", _only_azerbaijan_out)


def _georgia_turns_on_the_rival():
    pair = {"cze-geo-2005", "pol-geo-2008"}
    gained = set(passing("supplied", "wide", "rival")) - set(passing("supplied", "wide"))
    return pair == gained and all(failed(case) == ["rival"] for case in pair)


guard("georgia_turns_on_the_rival", _georgia_turns_on_the_rival)


def _coordination_keeps_aid_out():
    gained = set(passing("supplied", "wide", "alone")) - set(passing("supplied", "wide"))
    return gained == {"gbr-sau-2015"} and failed("gbr-sau-2015") == ["alone"]


guard("coordination_keeps_aid_out", _coordination_keeps_aid_out)


guard("korea_is_a_near_case", lambda: failed("deu-kor-2013") == ["partner"])


guard("taiwan_lacks_major_arms", lambda: failed("fra-twn-2020") == ["arms"])


guard("no_refusal_is_clear", lambda: value("refusals_strict") == 0 < value("case_refusals"))


guard(
    "berlin_matches_london",
    lambda: passing("refused", "wide") == ["deu-ukr-2021"] and "gbr-ukr-2021" in passing("supplied", "wide"),
)


guard("taiwan_refusal_was_wanted", lambda: failed("deu-nld-twn-2001") == ["alone"])


# ---- protest and consequence --------------------------------------------------------------------------------------


def _protested():
    frame = listed("supplied")
    return frame[frame["protest"] == "yes"]


publish("sales_protested", lambda: len(_protested()), rows={"cases": lambda: list(_protested().index)})


publish("sales_fought", lambda: int((listed("supplied")["american_forces"] == "yes").sum()), rows=_rows("supplied"))


publish("sales_russia", lambda: int((listed("supplied")["rival"] == "RUS").sum()), rows=_rows("supplied"))


publish(
    "georgia_lead",
    lambda: (pd.Timestamp(CUTOFF) - listed().loc["cze-geo-2005", "protest_on"]).days // 365.25,
    rows={"cases": ["cze-geo-2005"]},
)


publish(
    "britain_lead",
    lambda: (pd.Timestamp(CUTOFF) - listed().loc["gbr-ukr-2021", "protest_on"]).days,
    rows={"cases": ["gbr-ukr-2021"]},
)


def _said_before():
    first = _protested().sort_values("protest_on").iloc[0]
    return first["id"] == "cze-geo-2005" and value("georgia_lead") >= 10 and 0 < value("britain_lead") <= 31


guard("said_before", _said_before)


guard("nobody_drawn_in", lambda: value("sales_fought") == 0 < value("case_sales"))


guard("protest_is_common", lambda: 1 < value("sales_protested") < value("case_sales") / 2)


guard("mostly_russia", lambda: value("sales_russia") > value("case_sales") / 2)


guard("mostly_settled", lambda: value("case_codings_unsure") < value("case_codings_made") / 5)


# ---- since then ---------------------------------------------------------------------------------------------------


publish("later_cases", lambda: len(listed(later=True)), rows=_rows("", later=True))


guard("later_none_clear", lambda: value("later_strict") == 0 < value("later_cases"), since=True)


guard("later_only_turkey", lambda: passing("", "wide", later=True) == ["tur-ukr-2022"], since=True)


def _coalition_fails_alone():
    row = codes(later=True).loc["gbr-ukr-2023"]
    return list(row[row == "no"].index) == ["alone"]


guard("coalition_fails_alone", _coalition_fails_alone, since=True)
