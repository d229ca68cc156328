"""Numbers and findings part by part: what replaced what, and what those who decided said."""

from __future__ import annotations

from analysis.embargo_timeline import measures
from analysis.embargo_timeline.numbers.rows import between, ids, parts, signed, statements
from brief.numbers import guard, publish, value

NOTHING = "nothing named"  # where a statement names a halt, but nothing that takes the lost part's place


publish("tb2_parts", lambda: len(parts("TB2")), rows={"parts": ids(parts, "TB2")})


def _halted_tb2():
    return parts("TB2")[parts("TB2")["withheld"] == "halted"]


publish("tb2_halted", lambda: len(_halted_tb2()), rows={"parts": ids(_halted_tb2)})


def _replaced(country: str) -> int:
    return measures.replaced_by(parts("TB2")).get(country, 0)


publish("tb2_turkish", lambda: _replaced("TUR"), rows={"parts": ids(parts, "TB2")})


publish("tb2_ukrainian", lambda: _replaced("UKR"), rows={"parts": ids(parts, "TB2")})


publish("tb2_unknown", lambda: _replaced("unknown"), rows={"parts": ids(parts, "TB2")})


publish(
    "swap_lag",
    lambda: between("us-holds", "helicopter-engines-2021"),
    rows={"decisions": ["us-holds", "helicopter-engines-2021"]},
)


def _tied():
    """Statements that name a halt and something in place of what was lost: plain defiance is none."""
    found = statements(reason="a halt")
    return found[found["points_to"] != NOTHING]


publish("said_halt", lambda: len(_tied()), rows={"statements": ids(_tied)})


publish(
    "said_home",
    lambda: len(statements(reason="a halt", points_to="own industry")),
    rows={"statements": ids(statements, reason="a halt", points_to="own industry")},
)


publish(
    "said_ukraine",
    lambda: len(statements(reason="a halt", points_to="Ukraine")),
    rows={"statements": ids(statements, reason="a halt", points_to="Ukraine")},
)


guard("no_ukrainian_part", lambda: value("tb2_ukrainian") == 0 and value("tb2_parts") > 0)


guard("unknown_leads", lambda: value("tb2_unknown") > value("tb2_turkish") + value("tb2_ukrainian"))


def _helicopter_swapped():
    row = parts("helicopter").iloc[0]
    return row["replaced_by"] == "UKR" and row["withheld"] == "held" and value("swap_lag") > 0


guard("helicopter_swapped", _helicopter_swapped)


def _only_swap():
    found = parts()[parts()["withheld"] != "nothing withheld"]
    return list(found.loc[found["replaced_by"] == "UKR", "platform"]) == ["helicopter"]


guard("only_swap", _only_swap)


guard(
    "tank_went_to_korea",
    lambda: list(parts("tank")["replaced_by"]) == ["KOR"] and "memorandum-2017-march" in set(signed("ukraine")["id"]),
)


guard(
    "said_mostly_home",
    lambda: value("said_home") > value("said_ukraine") > 0 and value("said_home") > value("said_halt") / 2,
)
