"""Numbers and findings part by part: what replaced what, and what those who decided said."""

from __future__ import annotations

from analysis.embargo_timeline import measures
from analysis.embargo_timeline.numbers.rows import HAND, between, ids, parts, signed, statements
from brief.numbers import finding, number, value

NOTHING = "nothing named"  # where a statement names a halt, but nothing that takes the lost part's place


@number(
    unit="parts",
    date="December 2021",
    rows={"parts": ids(parts, "TB2")},
    sure="Reports of very different weight; a lobby named more firms than the list has.",
    how="Parts of the TB2 whose Western maker was halted, named or asked.",
    claims=("c60",),
)
def tb2_parts():
    """Western parts of the TB2, in our list, whose supply was halted or questioned in public."""
    return len(parts("TB2"))


def _halted_tb2():
    return parts("TB2")[parts("TB2")["withheld"] == "halted"]


@number(
    unit="parts",
    date="December 2021",
    rows={"parts": ids(_halted_tb2)},
    sure="By the state’s or the maker’s own word; one by way of a lobby. One maker sold through dealers and told "
    "them to stop.",
    how="Parts marked as halted.",
    claims=("c42",),
)
def tb2_halted():
    """Parts of the TB2 whose supply a state or the maker stopped."""
    return len(_halted_tb2())


def _replaced(country: str) -> int:
    return measures.replaced_by(parts("TB2")).get(country, 0)


@number(
    date="December 2021",
    rows={"parts": ids(parts, "TB2")},
    sure="One on officials’ word, beside a German one on exported drones; one on the maker’s word.",
    how="Parts whose replacement is Turkish.",
)
def tb2_turkish():
    """Parts of the TB2 for which officials or the maker named a Turkish substitute."""
    return _replaced("TUR")


@number(
    date="December 2021",
    rows={"parts": ids(parts, "TB2")},
    sure="Nothing found in public sources: not proof.",
    how="Parts whose replacement is Ukrainian.",
    claims=("c43",),
)
def tb2_ukrainian():
    """Parts of the TB2 that were replaced by Ukrainian ones, as far as found."""
    return _replaced("UKR")


@number(
    date="December 2021",
    rows={"parts": ids(parts, "TB2")},
    sure="Nothing found in public sources: not proof.",
    how="Parts for which no replacement was found.",
)
def tb2_unknown():
    """Western parts of the TB2 in our list for which no replacement was found; not for each is a halt confirmed."""
    return _replaced("unknown")


@number(
    unit="days",
    date="August 2020 to June 2021",
    rows={"decisions": ["us-holds", "helicopter-engines-2021"]},
    sure="Both by several publishers. The second is the day of the announcement; one agency puts the signing three "
    "days before, a newspaper on the same day.",
    how="From 12 August 2020 to 29 June 2021.",
)
def swap_lag():
    """From the report on the American holds to the announced contract for Ukrainian helicopter engines."""
    return between("us-holds", "helicopter-engines-2021")


def _tied():
    """Statements that name a halt and something in place of what was lost: plain defiance is none."""
    found = statements(reason="a halt")
    return found[found["points_to"] != NOTHING]


@number(
    unit="statements",
    date="2017 to 2021",
    rows={"statements": ids(_tied)},
    sure=HAND,
    how="Statements that name a halt, a sanction or an embargo as the reason, and something in place of what was lost.",
    claims=("c43",),
)
def said_halt():
    """Statements found in which a Turkish decision-maker ties a replacement to a halt."""
    return len(_tied())


@number(
    date="2017 to 2021",
    rows={"statements": ids(statements, reason="a halt", points_to="own industry")},
    sure=HAND,
    how="Of these, those that point to Turkey’s own industry.",
)
def said_home():
    """Of these, statements that point to Turkey’s own industry."""
    return len(statements(reason="a halt", points_to="own industry"))


@number(
    date="spring 2021",
    rows={"statements": ids(statements, reason="a halt", points_to="Ukraine")},
    sure="Marked: two reports without a visible day, it seems of one statement, which also names the lack of an "
    "alternative.",
    how="Of these, those that point to Ukraine.",
    claims=("c43",),
)
def said_ukraine():
    """Of these, statements that point to Ukraine."""
    return len(statements(reason="a halt", points_to="Ukraine"))


@finding("tb2_ukrainian", "tb2_parts")
def no_ukrainian_part():
    """No part of the TB2 is known to have been replaced by a Ukrainian one."""
    return value("tb2_ukrainian") == 0 and value("tb2_parts") > 0


@finding("tb2_unknown", "tb2_turkish")
def unknown_leads():
    """For more parts the replacement is unknown than known."""
    return value("tb2_unknown") > value("tb2_turkish") + value("tb2_ukrainian")


@finding("swap_lag")
def helicopter_swapped():
    """A withheld American helicopter engine was followed by a Ukrainian one."""
    row = parts("helicopter").iloc[0]
    return row["replaced_by"] == "UKR" and row["withheld"] == "held" and value("swap_lag") > 0


@finding("swap_lag")
def only_swap():
    """The helicopter engine is the only withheld part after which a Ukrainian one was ordered."""
    found = parts()[parts()["withheld"] != "nothing withheld"]
    return list(found.loc[found["replaced_by"] == "UKR", "platform"]) == ["helicopter"]


@finding("swap_lag")
def tank_went_to_korea():
    """For the tank engine Turkey turned to a South Korean one, though a Ukrainian one had been offered."""
    return list(parts("tank")["replaced_by"]) == ["KOR"] and "memorandum-2017-march" in set(signed("ukraine")["id"])


@finding("said_halt", "said_home", "said_ukraine")
def said_mostly_home():
    """More statements that name a halt point to Turkey’s own industry than to Ukraine."""
    return value("said_home") > value("said_ukraine") > 0 and value("said_home") > value("said_halt") / 2
