"""Numbers and findings of fence-sitting: what a guarantee does for a state that deals with both sides."""

from functools import cache, partial

import pandas as pd

from analysis.fence_sitting import measures
from brief import dates
from brief.numbers import guard, publish, quote, value

LEAST, COUNTS = 5, "energy"  # where the controls start
RULE = 10  # per cent: the threshold that the table's own rule has
PLACES = {"inside": ("Turkey", "at sea"), "outside": ("Syria",)}
"""Where the treaty covers a member, and where it doesn't."""


def table(name: str, later: bool = False) -> pd.DataFrame:
    """A table as known on the cut-off, or today, by id."""
    return dates.table(name, dates.EDITION if later else dates.CUTOFF)


@cache
def states() -> pd.DataFrame:
    return measures.states(table("hedgers"))


def dealing(least: float = LEAST, counts: str = COUNTS, treaty: bool | None = None) -> list[str]:
    """ISO codes of the states that deal with both sides: all, or those with a treaty, or those without."""
    found = states()[measures.both(states(), least, counts)]
    return list(found.index if treaty is None else found.index[found["treaty"] == treaty])


def rows_of(codes: list[str] | None = None) -> list[str]:
    """Ids of the rows behind these states, by default behind all that are tested."""
    found = table("hedgers")
    return list(found.loc[found["iso3"].isin(states().index if codes is None else codes), "id"])


TESTED = {"hedgers": rows_of}
for name, treaty in {"all": None, "treaty": True, "free": False}.items():
    publish(f"both_{name}", lambda treaty=treaty: len(dealing(treaty=treaty)), rows=TESTED)
publish("both_tested", lambda: len(states()), rows=TESTED)
publish("both_threshold", lambda: LEAST, rows=TESTED)
publish("both_rule", lambda: RULE, rows=TESTED)
publish("both_flip", lambda: measures.lesser(states()[~states()["treaty"]]).max(), rows=TESTED)
for iso in ("ARE", "EGY", "IND", "TUR"):
    own = {"hedgers": partial(rows_of, [iso])}
    publish(f"flip_{iso.lower()}", lambda iso=iso: measures.lesser(states())[iso] // 1, rows=own)
quote("hedgers", "value", tur_rus="tur-arms-rus-2016-2020", tur_usa="tur-arms-usa-2016-2020")
# As printed at the time; the row without a year is a later revision.
quote("hedgers", "value", ind_rus="ind-arms-rus-2016-2020-2021", ind_usa="ind-arms-usa-2016-2020")
quote("hedgers", "value", egy_rus="egy-arms-rus-2016-2020", egy_usa="egy-arms-usa-2016-2020")
quote("hedgers", "value", tur_usa_before="tur-arms-usa-2011-2015")
quote("hedgers", "value", hun_crude="hun-crude-2020", grc_crude="grc-crude-2020", tur_crude="tur-crude-2020")


def allies(least: float = 0) -> pd.DataFrame:
    """NATO's members but the United States, by the share of their arms that came from Russia, from `least` on."""
    found = table("hedgers").query("measure == 'arms from Russia' and period == @measures.WINDOW and value >= @least")
    return found[found["treaty"] == "North Atlantic Treaty"]


def _ally_paid_first():
    what = table("hedgers")["what"]
    return "under sanctions" in what["tur-s400"] and "neither on sanctions" in what["ind-s400"]


publish("allies_counted", rows={"hedgers": allies})
publish("allies_buying", lambda: len(allies(1)), rows={"hedgers": allies})

guard("not_needed", lambda: all(dealing(least, treaty=False) for least in (LEAST, RULE)))
guard("two_without", lambda: dealing(treaty=False) == ["IND", "EGY"] and dealing(treaty=True) == ["TUR", "GRC", "HUN"])
guard("not_enough", lambda: list(allies(1)["iso3"]) == ["TUR"] and value("allies_counted") > 20)
guard("egypt_near_the_line", lambda: LEAST < value("egy_usa") < RULE < value("ind_usa"))
guard("flips_above_india", lambda: not dealing(value("both_flip") + 0.1, "arms", False) and value("both_flip") < 15)
guard("hungary_by_energy", lambda: "HUN" in dealing() and "HUN" not in dealing(counts="orders"))
guard("greece_by_weapons", lambda: "GRC" in dealing(counts="orders") and "GRC" not in dealing(counts="arms"))
guard("away_from_america", lambda: value("tur_usa") < value("tur_usa_before") / 2 and value("tur_rus") > RULE)
guard("crude_ties_hungary", lambda: value("hun_crude") > measures.HALF > value("grc_crude") > value("tur_crude"))
guard("ally_paid_first", _ally_paid_first)


# Votes, sanctions and alignment.
def votes(later: bool = False) -> pd.DataFrame:
    """Votes of the General Assembly on Crimea, those that could not be read among them."""
    found = table("positions", later)
    return found[found["body"].eq("United Nations General Assembly") & found["what"].str.startswith("Resolution")]


def read_votes() -> pd.DataFrame:
    return votes().query("turkey != 'not found'")


publish("votes_read", rows={"positions": read_votes})
publish("votes_for", rows={"positions": lambda: votes().query("turkey == 'voted for'")})
publish("votes_unread", rows={"positions": lambda: votes().query("turkey == 'not found'")})
quote("eu_alignment", "rate", align_2014="2014", align_2015="2015", align_2018="2018")
quote("guarantee", "turkish_dead", killed_admitted="al-bab-2017", killed_disputed="idlib-2020")


def _apart_on_sanctions():
    stance = table("positions")["turkey"]
    return stance["sanctions-2014"] == "did not join" and value("votes_for") == value("votes_read") > 5


guard("votes_with_kyiv", _apart_on_sanctions)
guard("outsiders_keep_out", lambda: not read_votes()["others"].str.contains(r"(?:IND|EGY)[^;]* for(?:;|$)").any())
guard("aligned_less", lambda: value("align_2015") > value("align_2014") > value("align_2018"))


# The jet of November 2015, and what else tested the guarantee.
@cache
def tests() -> pd.DataFrame:
    return table("guarantee").sort_values("date")


def requests(gave: str = "") -> pd.DataFrame:
    """The times that Ankara asked NATO to consult under Article 4; `gave` is what it got, by default either."""
    found = tests()[tests()["request"] == "Article 4"]
    return found[found["gave"] == gave] if gave else found


def clashes(where: str = "") -> pd.DataFrame:
    """Incidents in which Russian forces had, or may have had, a hand: inside the treaty's area, outside it, or all."""
    found = tests()[tests()["russian_hand"] != "no"]
    return found[found["place"].isin(PLACES[where])] if where else found


def _days(first: str, last: str) -> int:
    """Days from one step of the crisis to another."""
    days = table("ties")["date"]
    return (days[last] - days[first]).days


publish("article_4_asked", rows={"guarantee": requests})
publish("article_4_forces", rows={"guarantee": partial(requests, "forces")})
publish("article_4_words", rows={"guarantee": partial(requests, "words")})
publish("clashes", rows={"guarantee": clashes})
for where in PLACES:
    own = {"guarantee": partial(clashes, where)}
    publish(f"clashes_{where}", rows=own)
    publish(f"killed_{where}", lambda where=where: int(clashes(where)["turkish_dead"].fillna(0).sum()), rows=own)
publish("jet_to_decree", lambda: _days("jet", "decree"), rows={"ties": ["jet", "decree"]})
publish("jet_to_letter", lambda: round(_days("jet", "letter") / 30.4), rows={"ties": ["jet", "letter"]})


def _trade_not_arms():
    return tests().at["jet-2015", "reply"] == "not found" and value("jet_to_decree") < 7


def _forces_against_others():
    given = requests("forces")
    return set(given["other_side"]) == {"Iraq", "Syria"} and (given["russian_hand"] == "no").all()


guard("trade_not_arms", _trade_not_arms)
guard("not_even_article_4", lambda: tests().at["jet-2015", "request"] == "a meeting")
guard("killed_outside_only", lambda: value("killed_outside") > 0 == value("killed_inside") < value("clashes_inside"))
guard("seldom_forces", lambda: 0 < value("article_4_forces") < value("article_4_words"))
guard("forces_against_others", _forces_against_others)
guard("regret_after_months", lambda: 6 <= value("jet_to_letter") <= 8)


# Five explanations.
@cache
def fits() -> pd.DataFrame:
    return measures.fits(table("explanations"))


CODED = {"explanations": "*"}
publish("explanations", lambda: len(fits()), rows=CODED)
publish("observations", lambda: table("explanations")["observation"].nunique(), rows=CODED)
publish("guarantee_fits", lambda: fits().at["NATO’s guarantee", "fits"], rows=CODED)
publish("dependence_fits", lambda: fits().at["Mutual dependence", "fits"], rows=CODED)
publish("guarantee_strains", lambda: fits().at["NATO’s guarantee", "strains"], rows=CODED)


def _ground_fits_two():
    coded = table("explanations")["fit"]
    own = coded[coded.index.str.endswith("-ground")]
    return list(own.index[own == "fits"]) == ["guarantee-ground", "exposure-ground"]


guard("none_fits_all", lambda: (fits()["fits"] < value("observations")).all())
guard("ground_fits_two", _ground_fits_two)
guard("guarantee_silent_on_half", lambda: fits().loc["NATO’s guarantee"].tolist() == [2, 3, 1])
guard("dependence_fits_most", lambda: fits()["fits"].idxmax() == "Mutual dependence")

# Since then.
quote("eu_alignment", "rate", align_2024="2024", align_2025="2025")
quote("hedgers", "value", india_revised="ind-arms-rus-2016-2020")


def _stance_since():
    stance = table("positions", later=True)["turkey"]
    return stance["ga-2022-03-02"] == "voted for" and stance["sanctions-2022"] == "did not join"


guard("stance_since", _stance_since, since=True)
guard("aligned_still_less", lambda: value("align_2025") < value("align_2024") < value("align_2018"), since=True)
guard("revision_is_small", lambda: 0 < value("india_revised") - value("ind_rus") < RULE, since=True)
