"""Numbers and findings of alliance-web: where else an ally armed a partner of Washington’s against its rival."""

from functools import cache

import pandas as pd

from analysis.alliance_web import measures
from brief import dates
from brief.data import tables
from brief.dates import CUTOFF
from brief.numbers import finding, number, value

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


@number(
    date="2000 to 2021",
    rows=_rows("supplied"),
    sure=HAND,
    how="Rows that were supplied, known by the cut-off.",
    claims=("c08", "c67", "c70"),
)
def case_sales():
    """Supplies of arms in our list, by sale or gift; Britain’s of 2021 was agreed and not yet delivered."""
    return len(listed("supplied"))


@number(date="2000 to 2021", rows=_rows("refused"), sure=HAND, how="Rows that were refused, known by the cut-off.")
def case_refusals():
    """Refusals in our list: arms asked for and not given, or stopped."""
    return len(listed("refused"))


@number(
    date="December 2021",
    rows={"case_codings": [f"{OURS}-{part}" for part in measures.PARTS]},
    sure="Ours: the parts follow a referee’s proposal.",
    how="Parts of the rule.",
)
def case_parts():
    """Parts of the rule that sorts the list."""
    return len(measures.PARTS)


SET = {"unit": "years", "date": "December 2021", "sure": "Ours, after a referee’s proposal.", "how": "Set by the rule."}


@number(**SET, rows={"case_codings": [f"{OURS}-dispute"]})
def case_force_years():
    """How far back, at most, the rule asks for force used between the rivals."""
    return 5


@number(**SET, rows={"case_codings": [f"{OURS}-alone"]})
def case_alone_years():
    """How far back the rule asks what Washington supplied to the same buyer."""
    return 2


@number(date="December 2021", rows=_coded(), sure=HAND, how="Cases times parts.")
def case_codings_made():
    """Codings in the list, one for each part of each case."""
    return codes().size


@number(date="December 2021", rows=_coded(), sure=HAND, how="Codings marked uncertain.")
def case_codings_unsure():
    """Codings that the sources seen do not settle."""
    return int((codes() == "uncertain").sum().sum())


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


@finding("sales_strict")
def strict_three():
    """Beyond doubt the rule is met by Turkey’s drones and Czech armour for Ukraine and France’s fighters for India,
    and by no other."""
    return set(passing("supplied", "strict")) == {OURS, "cze-ukr-2018", "fra-ind-2020"}


@finding("sales_strict", "sales_wide", "sales_widest", "case_sales")
def list_grows():
    """The looser the rule, the longer the list: from fewer than a third of the sales to all but one."""
    strict, wide, widest = (value(f"sales_{rule}") for rule in measures.RULES)
    return strict < wide < widest == value("case_sales") - 1 and strict < value("case_sales") / 3


@finding("sales_widest")
def only_azerbaijan_out():
    """Turkey’s arms for Azerbaijan fail even the widest rule, alone of all sales: Armenia is no rival."""
    out = set(listed("supplied").index) - set(passing("supplied", "widest"))
    return out == {"tur-aze-2020"} and "rival" in failed("tur-aze-2020")


@finding("sales_wide", "sales_no_rival")
def georgia_turns_on_the_rival():
    """Both sales to Georgia fail one part only, the named rival, and pass the wide rule when it is left out."""
    pair = {"cze-geo-2005", "pol-geo-2008"}
    gained = set(passing("supplied", "wide", "rival")) - set(passing("supplied", "wide"))
    return pair == gained and all(failed(case) == ["rival"] for case in pair)


@finding("sales_wide", "sales_no_alone")
def coordination_keeps_aid_out():
    """Britain’s arms for Saudi Arabia fail one part only: Washington supplied the same."""
    gained = set(passing("supplied", "wide", "alone")) - set(passing("supplied", "wide"))
    return gained == {"gbr-sau-2015"} and failed("gbr-sau-2015") == ["alone"]


@finding("sales_widest")
def korea_is_a_near_case():
    """Germany’s missiles for South Korea fail one part only: the buyer is itself a treaty ally."""
    return failed("deu-kor-2013") == ["partner"]


@finding("sales_widest", "case_parts")
def taiwan_lacks_major_arms():
    """France’s sale to Taiwan fails one part only: no major arms."""
    return failed("fra-twn-2020") == ["arms"]


@finding("refusals_strict")
def no_refusal_is_clear():
    """No refusal in the list would have met the rule beyond doubt."""
    return value("refusals_strict") == 0 < value("case_refusals")


@finding("refusals_wide", "sales_wide")
def berlin_matches_london():
    """The one refusal that the wide rule would have caught is Germany’s of June 2021; Britain’s sale passes it too."""
    return passing("refused", "wide") == ["deu-ukr-2021"] and "gbr-ukr-2021" in passing("supplied", "wide")


@finding("refusals_widest")
def taiwan_refusal_was_wanted():
    """Washington wanted the submarines sold, so the refusal of 2001 fails the part alone, and no other."""
    return failed("deu-nld-twn-2001") == ["alone"]


# ---- protest and consequence --------------------------------------------------------------------------------------


def _protested():
    frame = listed("supplied")
    return frame[frame["protest"] == "yes"]


@number(
    date="2005 to 2021",
    rows={"cases": lambda: list(_protested().index)},
    sure="Found, not counted: other protests may exist in languages that were not read.",
    how="Sales with a public protest by the other side.",
    claims=("c67",),
)
def sales_protested():
    """Sales in the list against which the other side protested in public."""
    return len(_protested())


@number(
    date="December 2021",
    rows=_rows("supplied"),
    claims=("c08",),
    sure="No report was seen; searched for by itself only for Georgia.",
    how="Sales over which American forces fought the other side.",
)
def sales_fought():
    """Sales over which American forces fought the buyer’s opponent, as far as found."""
    return int((listed("supplied")["american_forces"] == "yes").sum())


@number(date="2000 to 2021", rows=_rows("supplied"), sure=HAND, how="Sales whose buyer was in dispute with Russia.")
def sales_russia():
    """Sales in which the buyer’s dispute was with Russia, or with a side that Russia backed."""
    return int((listed("supplied")["rival"] == "RUS").sum())


@number(
    unit="years",
    date="2005 to 2021",
    rows={"cases": ["cze-geo-2005"]},
    sure="The page of the statement gives day and month; the year follows from two other pages.",
    how="From 13 September 2005 to the cut-off, in full years.",
    claims=("c67",),
)
def georgia_lead():
    """How long before the article Moscow said of NATO members’ arms that they tempt a partner to use force."""
    return (pd.Timestamp(CUTOFF) - listed().loc["cze-geo-2005", "protest_on"]).days // 365.25


@number(
    unit="days",
    date="2021",
    rows={"cases": ["gbr-ukr-2021"]},
    sure="Two reports of the day.",
    how="From 17 November 2021 to the cut-off.",
    claims=("c67",),
)
def britain_lead():
    """How long before the cut-off Moscow protested at Britain’s ships and missiles for Ukraine."""
    return (pd.Timestamp(CUTOFF) - listed().loc["gbr-ukr-2021", "protest_on"]).days


@finding("georgia_lead", "britain_lead", "sales_protested")
def said_before():
    """Moscow made the argument long before the article, and again in the month before it, about other sellers."""
    first = _protested().sort_values("protest_on").iloc[0]
    return first["id"] == "cze-geo-2005" and value("georgia_lead") >= 10 and 0 < value("britain_lead") <= 31


@finding("sales_fought", "case_sales")
def nobody_drawn_in():
    """In no sale of the list did American forces fight the other side over it, as far as found."""
    return value("sales_fought") == 0 < value("case_sales")


@finding("sales_protested", "case_sales")
def protest_is_common():
    """The other side protested in fewer than half of the sales, and in more than one."""
    return 1 < value("sales_protested") < value("case_sales") / 2


@finding("sales_russia", "case_sales")
def mostly_russia():
    """In more than half of the sales the dispute was with Russia."""
    return value("sales_russia") > value("case_sales") / 2


@finding("case_codings_unsure", "case_codings_made")
def mostly_settled():
    """Fewer than a fifth of the codings are doubtful."""
    return value("case_codings_unsure") < value("case_codings_made") / 5


# ---- since then ---------------------------------------------------------------------------------------------------


@number(
    date="2022 to 2024", rows=_rows("", later=True), sure=HAND, how="Rows known only after the cut-off.", since=True
)
def later_cases():
    """Later supplies and refusals in our list."""
    return len(listed(later=True))


@finding("later_strict", "later_cases", since=True)
def later_none_clear():
    """None of the later cases meets every part of the rule beyond doubt."""
    return value("later_strict") == 0 < value("later_cases")


@finding("later_wide", since=True)
def later_only_turkey():
    """With doubt counted as yes, only Turkey’s deliveries of 2022 to Ukraine meet the rule."""
    return passing("", "wide", later=True) == ["tur-ukr-2022"]


@finding("later_wide", since=True)
def coalition_fails_alone():
    """Britain’s missiles for Ukraine fail one part only: they came in a group that Washington led."""
    row = codes(later=True).loc["gbr-ukr-2023"]
    return list(row[row == "no"].index) == ["alone"]
