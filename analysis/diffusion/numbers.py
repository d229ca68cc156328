"""Numbers and findings of diffusion: who has, sells and makes armed drones, and what was controlled.

A count is quoted with its publisher and its rule; no sentence sets two counts of different rules against each other as
a trend. What became known after the cut-off is published as `since`.
"""

from functools import partial

import numpy as np
import pandas as pd

from analysis.diffusion import measures
from brief import dates
from brief.numbers import guard, high, low, publish, quote, value


def known(name: str, later: bool = False) -> pd.DataFrame:
    """A table by id: what was known on the cut-off, or all of it."""
    return dates.table(name, dates.EDITION if later else dates.CUTOFF)


counts, customers, imports = (partial(known, name) for name in ("drone_counts", "drone_customers", "arms_imports"))


# ---- counts, each of one publisher and one rule ---------------------------------------------------------------------
# Key of the number: row of the table, whose rule is the meaning on the card. SIPRI's rows are counts by this book.
COUNTS = {
    "held_2004": "held-gao-2004", "cruise_held": "cruise-gao-held", "cruise_land": "cruise-gao-land",
    "cruise_1980s": "cruise-review-1980s",
    "held_2005": "held-gao-2005", "held_2011": "held-gao-2011", "held_2015": "held-newamerica-2015",
    "held_2010": "held-bard-2009", "held_2019": "held-bard-2019",
    "armed_before": "armed-hsf-2010", "armed_gained": "armed-hsf-gained", "armed_2015": "armed-newamerica-2015",
    "makers_2015": "makers-newamerica-2015", "makers_2012": "makers-gao-2012",
    "male_2022": "male-2022", "male_2023": "male-2023", "male_2025": "male-2025",
    "armed_usa": "armed-hsf-usa",
    "armed_china": "armed-hsf-china", "contracts_2021": "contracts-2021-10", "said_to_have": "tashiev-2021-10",
    "delivered_2021": "delivered-2021-11",
    "contracts_2022": "contracts-2022-09", "contracts_2023": "contracts-2023-06", "akinci_2022": "akinci-2022-09",
    "new_2022": "cnas-new-2022", "male_turkey": "male-2025-turkey",
    "tb2_later_2021": "sipri-tb2-2021", "tb2_later_2024": "sipri-tb2-2024",
    "akinci_later": "sipri-akinci-2024", "anka_later": "sipri-anka-2024",
}  # fmt: skip


def _meaning(row: pd.Series) -> str:
    """What a count counts, when, by whom, and whether it is exact."""
    when = "" if row["period"].removeprefix("to ") in row["rule"] else f", {row['period']}"
    exact = f"; {row['qualifier']} this number" if isinstance(row["qualifier"], str) else ""
    return f"{row['rule'][0].upper()}{row['rule'][1:]}{when} ({row['publisher']}{exact})."


for key, id in COUNTS.items():
    row = counts(later=True).loc[id]
    words = {"meaning": _meaning(row), "date": row["period"], "since": id not in counts().index}
    publish(key, lambda row=row: row["value"], rows={"drone_counts": id}, **words)

BOTH = {"drone_counts": [COUNTS[key] for key in ("armed_before", "armed_gained")]}
publish("armed_2019", lambda: value("armed_before") + value("armed_gained"), rows=BOTH)


# ---- customers ------------------------------------------------------------------------------------------------------
def of_type(frame: pd.DataFrame, system: str) -> pd.DataFrame:
    """The rows of one type of drone."""
    return frame[frame["system"] == system]


def _waiting(system: str) -> int:
    return int((of_type(measures.status(customers()), system)["step"] == "ordered").sum())


def _months(order: str, delivery: str) -> measures.Interval:
    return measures.months_between(customers().loc[order], customers().loc[delivery])


TB2, ANKA = ({"drone_customers": lambda system=system: of_type(customers(), system)} for system in ("TB2", "Anka"))
publish("tb2_recipients", lambda: measures.recipients(customers(), "TB2"), rows=TB2)
publish("tb2_named", lambda: measures.named_buyers(customers(), "TB2"), rows=TB2)
publish(
    "tb2_unnamed",
    lambda: tuple(value("contracts_2021") - named for named in (high("tb2_named"), low("tb2_named"))),
    rows={**TB2, "drone_counts": "contracts-2021-10"},
)
publish("tb2_waiting", lambda: _waiting("TB2"), rows=TB2)
publish("anka_ordered", lambda: _waiting("Anka"), rows=ANKA)
publish("akinci_ordered", lambda: len(of_type(customers(), "Akıncı")), rows={"drone_customers": customers})
for key, country in (("months_ukraine", "ukr"), ("months_morocco", "mar")):
    both = [f"tb2-{country}-order", f"tb2-{country}-delivery"]
    publish(key, partial(_months, *both), rows={"drone_customers": both})


# ---- prices and controls --------------------------------------------------------------------------------------------
prices = known("drone_prices", later=True)
for row in ("morocco-2021", "ukraine-2019", "gray-2013", "reaper-2010", "poland-2021"):
    each, key = partial(measures.per_aircraft, prices.loc[row]), "price_" + row.partition("-")[0]
    publish(key, each, rows={"drone_prices": row})


def controls() -> pd.DataFrame:
    """Control status of each Western part of the TB2, with the part’s name and maker."""
    parts = known("parts").rename(columns={"part": "name"})[["name", "maker", "maker_country", "withheld"]]
    return known("controls").join(parts, on="part")


STATUS = {"parts_controlled": "yes", "parts_free": "no", "parts_unknown": "not established"}
for key, status in STATUS.items():
    publish(key, lambda status=status: int((controls()["controlled"] == status).sum()), rows={"controls": "*"})
publish("parts_named", rows={"controls": "*"})
quote("controls", "permits_low permits_high", permits_canada="camera", licences_uk="rack")


# ---- who supplied Turkey --------------------------------------------------------------------------------------------
def _printed(keys: list[str]) -> list[measures.Interval]:
    return [measures.printed(imports().loc[key]) for key in keys]


VOLUMES_2006 = ["us-volume-2006-2010-2018", "total-2006-2010-2020"]
SHARES_2011 = ["turkey-in-us-exports-2011-2015", "us-in-world-2011-2015", "turkey-in-world-2011-2015"]
CHANGES_2016 = ["change-us-2016-2020", "change-total-2016-2020"]
LUMP_2012 = ["us-volume-2012-2018", "us-volume-2006-2010-2018"]


def _share_2016() -> measures.Interval:
    before = measures.share_from_shares(*_printed(SHARES_2011))
    return measures.share_after_change(before, *_printed(CHANGES_2016))


publish("share_2006", lambda: measures.share_of(*_printed(VOLUMES_2006)), rows={"arms_imports": VOLUMES_2006})
publish("share_2011", lambda: measures.share_from_shares(*_printed(SHARES_2011)), rows={"arms_imports": SHARES_2011})
publish("share_2016", _share_2016, rows={"arms_imports": SHARES_2011 + CHANGES_2016})
publish("lump_2012", lambda: np.divide(*imports().loc[LUMP_2012, "value"]), rows={"arms_imports": LUMP_2012})


def later_shares(edition: str = "February 2026") -> pd.DataFrame:
    """The share in each window of a later edition, percent."""
    return measures.supplier_shares(imports(later=True), edition).set_index("window_start", drop=False)


for start, end in ((2001, 2005), (2006, 2010), (2011, 2015), (2016, 2020), (2017, 2021), (2020, 2024)):
    publish(
        f"share_{start}_later",
        lambda start=start: tuple(later_shares().loc[start, ["low", "high"]]),
        rows={"arms_imports": [f"us-volume-{start}-{end}-2026", f"total-{start}-{end}-2026"]},
        meaning=f"America’s share of Turkey’s imports of major arms in {start} to {end}, by SIPRI’s edition of 2026.",
        date=f"{start}-{end}",
    )


# ---- what stood in the way ------------------------------------------------------------------------------------------
quote("drone_frictions", "count", iraq_fit="iraq-ch4-2019")
quote("drone_frictions", "out_of", iraq_owned="iraq-ch4-2019")
for name in ("qatar", "tunisia"):
    quote("drone_frictions", "count", **{f"{name}_trained": f"{name}-training"})
    quote("drone_frictions", "out_of", **{f"{name}_bought": f"{name}-training"})
quote("drone_frictions", "count", eurohawk_spent="eurohawk")


# ---- findings -------------------------------------------------------------------------------------------------------
def _one_number_two_meanings():
    same = value("delivered_2021") == value("contracts_2021")
    return same and value("tb2_waiting") > 0 and high("tb2_recipients") < value("delivered_2021")


guard("armed_multiplied", lambda: value("armed_gained") > value("armed_before"))
guard("held_nearly_doubled", lambda: 1.8 < value("held_2011") / value("held_2005") < 2)
guard("held_rose_by_bard", lambda: value("held_2019") / value("held_2010") >= 1.5)
guard(
    "most_bought_from_china",
    lambda: value("armed_china") > value("armed_gained") / 2 and value("armed_usa") < value("armed_china"),
)
guard("fewer_armed_than_makers", lambda: value("armed_2015") < value("makers_2015") < value("held_2015"))
guard("maker_counts_more", lambda: value("contracts_2021") > high("tb2_named"))
guard("recipients_five_to_seven", lambda: (low("tb2_recipients"), high("tb2_recipients")) == (5, 7))
guard("fewer_recipients_than_contracts", lambda: high("tb2_recipients") < value("contracts_2021"))
guard("one_number_two_meanings", _one_number_two_meanings)
guard("no_akinci_order", lambda: value("akinci_ordered") == 0)
guard("buyer_agrees", lambda: low("tb2_recipients") == value("said_to_have"))
guard(
    "cheaper_than_american",
    lambda: max(value("price_morocco"), value("price_ukraine")) < min(value("price_gray"), value("price_reaper")) / 2,
)
guard("packages_differ_twofold", lambda: 1.8 < value("price_ukraine") / value("price_morocco") < 2.3)
guard("universal_falls", lambda: value("parts_controlled") >= 1)
guard("most_parts_unknown", lambda: value("parts_unknown") > value("parts_controlled") + value("parts_free"))
guard("some_were_free", lambda: value("parts_free") >= 1)
guard("share_rose_then_fell", lambda: low("share_2011") > high("share_2016") and low("share_2016") > high("share_2006"))
guard("one_year_outweighs_five", lambda: value("lump_2012") > 2)
guard("few_fit_to_fly", lambda: value("iraq_fit") <= value("iraq_owned") / 10)
guard(
    "more_people_than_aircraft",
    lambda: all(value(f"{name}_trained") >= 9 * value(f"{name}_bought") for name in ("qatar", "tunisia")),
)
guard("missiles_depend_on_the_rule", lambda: value("cruise_held") > 5 * value("cruise_land"))
guard("contracts_rose", lambda: value("contracts_2021") < value("contracts_2022") < value("contracts_2023"), since=True)
guard("holders_rose", lambda: value("male_2022") < value("male_2023") < value("male_2025"), since=True)
guard("nearly_half_from_turkey", lambda: 0.45 < value("male_turkey") / value("male_2025") < 0.5, since=True)
guard("later_edition_counts_more", lambda: value("tb2_later_2021") > high("tb2_recipients"), since=True)
guard(
    "later_shares_jump",
    lambda: (
        high("share_2006_later") < low("share_2001_later") < low("share_2011_later")
        and high("share_2020_later") < high("share_2017_later") < low("share_2016_later") < low("share_2001_later")
    ),
    since=True,
)
guard("poland_paid_within", lambda: value("price_morocco") < value("price_poland") < value("price_ukraine"), since=True)
