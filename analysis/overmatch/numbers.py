"""Numbers and findings of overmatch: whether such a sale could have changed the balance."""

from functools import cache

from analysis.overmatch import measures
from brief import dates
from brief.data import tables
from brief.numbers import guard, high, low, publish, value


@cache
def rows(name):
    """A table by id, later rows included."""
    return tables.load(name).set_index("id", drop=False)


def figure(table, *ids):
    """(low, high) of a row, or of several rows that count the same thing and differ."""
    return measures.hull(*(measures.pair(rows(table).loc[each]) for each in ids))


def total(table, ids):
    """Sum of what rows give as their upper figure."""
    return rows(table).loc[ids, "high"].sum()


def span(key):
    """(low, high) of a published number."""
    return low(key), high(key)


# ---- the figure of a row, or the span of several ------------------------------------------------------------------

HELD = ["tb2-held-2021-09", "tb2-held-2021-12"]

for key, table, *ids in (
    ("near_troops", "forces", "near-troops"),
    ("planned_troops", "forces", "planned-troops"),
    ("near_aircraft", "forces", "near-aircraft"),
    ("rus_armour", "forces", "rus-armour"),
    ("contract_drones", "deliveries", "tb2-contract"),
    ("contract_value", "deliveries", "tb2-contract-value"),
    ("drones_held", "deliveries", *HELD),
    ("drones_planned", "deliveries", "tb2-planned-2021-09"),
    ("armenia_tanks", "losses", "armenia-tanks"),
    ("azerbaijan_tanks", "losses", "azerbaijan-tanks"),
    ("azerbaijan_drones", "losses", "azerbaijan-drones"),
    ("drone_alone", "losses", "tb2-price"),
    ("protector_price", "losses", "protector-price"),
):
    publish(key, lambda table=table, ids=ids: figure(table, *ids), rows={table: ids})

publish("attack_rule", lambda: rows("claims").loc["c13", "threshold"], rows={"claims": ["c13"]})
publish(
    "deterrence_cases",
    lambda: rows("studies").loc["huth-russett-1984", "cases"],
    rows={"studies": ["huth-russett-1984"]},
)


# ---- spending -----------------------------------------------------------------------------------------------------


@cache
def spending(measure="current"):
    """Spending of both states and the ratio by year, as published by the cut-off."""
    return measures.spending(tables.load("milex"), dates.CUTOFF, measure)


def release(year, edition="sipri-2021"):
    """The rows of both states' spending in a year by an edition."""
    return [f"{state}-{year}-{edition}" for state in ("rus", "ukr")]


KNOWN = {"milex": release(2020)}
RUS, UKR = ({"milex": [row]} for row in release(2020))
RISE = {"milex": ["ukr-2014-2019-prices-sipri-2021", "ukr-2020-2019-prices-sipri-2021"]}
VALUE = {"deliveries": ["tb2-contract-value"]}
CONTRACT = {"deliveries": ["tb2-contract", "tb2-contract-value"]}

publish("spending_ratio", lambda: spending().loc[2020, "ratio"], rows=KNOWN)
publish("spending_ratio_2019", lambda: spending().loc[2019, "ratio"], rows={"milex": release(2019)})
publish("rus_spending", lambda: spending().loc[2020, "RUS"] / 1000, rows=RUS)
publish("ukr_spending", lambda: spending().loc[2020, "UKR"] / 1000, rows=UKR)
publish("spending_gap", lambda: value("rus_spending") - value("ukr_spending"), rows=KNOWN)
publish("ukr_rise", lambda: spending("constant")["UKR"].loc[[2014, 2020]].diff().iloc[-1] / 1000, rows=RISE)
publish("rise_in_contracts", lambda: 1000 * value("ukr_rise") / value("contract_value"), rows=RISE | VALUE)
publish("drone_price", lambda: value("contract_value") / value("contract_drones"), rows=CONTRACT)

for key, spent, known in (("contract_share_ukr", "ukr_spending", UKR), ("contract_share_rus", "rus_spending", RUS)):
    publish(key, lambda spent=spent: measures.percent(value("contract_value"), 1000 * value(spent)), rows=known | VALUE)

publish(
    "drones_for_gap",
    lambda: measures.drones_worth(1000 * value("spending_gap"), value("drone_price")),
    rows=KNOWN | CONTRACT,
)


# ---- forces, and the sale against them ----------------------------------------------------------------------------

ACTIVE = ["ukr-active-iiss", "ukr-active-other"]  # of Ukraine
MASSED = ["near-tanks", "planned-groups", "group-tanks"]
MISSILES = ["javelin-2018", "javelin-2019", "javelin-2021"]
LAUNCHERS = ["launchers-2018", "launchers-2019", "launchers-2021"]

RATIOS = {  # key: Russia’s rows, Ukraine’s rows; a source gives the ratio itself for the air forces
    "active_ratio": (["rus-active"], ACTIVE),
    "reserve_ratio": (["rus-reserve"], ["ukr-reserve"]),
    "armour_ratio": (["rus-armour"], ["ukr-armour"]),
    "air_ratio": (["air-ratio"], []),
    "near_share": (["near-troops"], ACTIVE),
    "planned_share": (["planned-troops"], ACTIVE),
}
SHARES = ("near_share", "planned_share")  # published for every hundred


@cache
def ratios():
    """Russia’s forces over Ukraine’s: low and high by key."""
    return measures.ratios(tables.load("forces"), RATIOS)


for key, (russian, ukrainian) in RATIOS.items():
    publish(
        key,
        lambda key=key: tuple(ratios().loc[key] * (100 if key in SHARES else 1)),
        rows={"forces": [*russian, *ukrainian]},
    )


def _massed_tanks():
    groups, each = figure("forces", "planned-groups"), figure("forces", "group-tanks")
    return measures.hull(figure("forces", "near-tanks"), (groups[0] * each[0], groups[1] * each[1]))


publish("massed_tanks", _massed_tanks, rows={"forces": MASSED})
publish("javelins", lambda: total("deliveries", MISSILES), rows={"deliveries": MISSILES})
publish("javelin_launchers", lambda: total("deliveries", LAUNCHERS), rows={"deliveries": LAUNCHERS})
publish(
    "drones_per_aircraft",
    lambda: measures.per_hundred(span("drones_held"), span("near_aircraft")),
    rows={"deliveries": HELD, "forces": ["near-aircraft"]},
)
publish(
    "javelins_per_tank",
    lambda: measures.per_hundred(span("javelins"), span("massed_tanks")),
    rows={"deliveries": MISSILES, "forces": MASSED},
)
publish(
    "javelins_per_armour",
    lambda: measures.percent(value("javelins"), value("rus_armour")),
    rows={"deliveries": MISSILES, "forces": ["rus-armour"]},
)
publish(
    "karabakh_of_all",
    lambda: measures.percent(value("armenia_tanks"), value("rus_armour")),
    rows={"losses": ["armenia-tanks"], "forces": ["rus-armour"]},
)
publish(
    "karabakh_of_massed",
    lambda: measures.per_hundred(span("armenia_tanks"), span("massed_tanks")),
    rows={"losses": ["armenia-tanks"], "forces": MASSED},
)


# ---- since then ---------------------------------------------------------------------------------------------------

SENT = ["storm-shadow-gbr", "scalp-fra", "atacms-usa"]

for key, table, row in (
    ("drones_register_2021", "deliveries", "tb2-register-2021"),
    ("drones_register_2024", "deliveries", "tb2-register-2024"),
    ("drones_january_2022", "deliveries", "tb2-about-2022-01"),
    ("drones_received_2022", "deliveries", "tb2-received-2022"),
    ("drones_lost", "losses", "tb2-lost-2023"),
    ("javelins_register", "deliveries", "javelin-register-2024"),
    ("anti_tank_2022", "deliveries", "anti-tank-2022"),
    ("long_range_gbr", "deliveries", "storm-shadow-gbr"),
    ("long_range_fra", "deliveries", "scalp-fra"),
    ("long_range_usa", "deliveries", "atacms-usa"),
    ("long_range_tur", "deliveries", "som-ukr"),
    ("azerbaijan_missiles", "deliveries", "som-aze"),
    ("azerbaijan_register", "deliveries", "tb2-aze"),
    ("expected_hours", "forces", "expected-hours"),
):
    publish(key, lambda table=table, row=row: figure(table, row), rows={table: [row]})

publish("long_range_later", lambda: total("deliveries", SENT), rows={"deliveries": SENT})
publish(
    "ukr_spending_later",
    lambda: rows("milex").loc["ukr-2020-sipri-2025", "value"] / 1000,
    rows={"milex": ["ukr-2020-sipri-2025"]},
)


@cache
def editions():
    """The ratio of spending by year and edition."""
    return measures.editions(tables.load("milex")).set_index(["year", "edition"])["ratio"]


for key, *edition in (
    ("ratio_2020_later", 2020, "sipri-2025"),
    ("ratio_2021_first", 2021, "sipri-2022"),
    ("ratio_2021_iiss", 2021, "iiss-2022"),
    ("ratio_2021_later", 2021, "sipri-2025"),
    ("ratio_2024", 2024, "sipri-2025"),
):
    publish(key, lambda edition=edition: editions()[tuple(edition)], rows={"milex": release(*edition)})


# ---- findings -----------------------------------------------------------------------------------------------------

guard("russia_outspent", lambda: min(value("spending_ratio"), value("spending_ratio_2019")) >= 10)
guard("ratio_higher_before", lambda: value("spending_ratio_2019") > value("spending_ratio"))
guard("above_attack_rule", lambda: value("spending_ratio") > 3 * value("attack_rule"))
guard("contract_small", lambda: 0.5 < value("contract_share_ukr") < 2 and value("contract_share_rus") < 0.2)
guard("own_rise_larger", lambda: value("rise_in_contracts") > 30)

WHOLE = ("spending_ratio", "active_ratio", "reserve_ratio", "armour_ratio", "air_ratio")
guard("leads_everywhere", lambda: min(low(key) for key in WHOLE) >= 2)
guard("near_smaller", lambda: max(high("near_share"), high("planned_share")) < 100)
guard("near_below_the_rule", lambda: max(high("near_share"), high("planned_share")) < 100 * value("attack_rule") / 3)
guard("drone_counts_differ", lambda: high("drones_held") >= 2 * low("drones_held"))
guard("drones_few", lambda: high("drones_per_aircraft") < 10)
guard(
    "javelins_depend",
    lambda: 40 < low("javelins_per_tank") <= high("javelins_per_tank") < 60 and 3 < value("javelins_per_armour") < 4,
)
guard("armenia_lost_more", lambda: value("armenia_tanks") > 6 * value("azerbaijan_tanks"))
guard(
    "measure_decides",
    lambda: value("karabakh_of_all") < 2 and low("karabakh_of_massed") > 15 and high("karabakh_of_massed") < 25,
)
guard("drones_cheap", lambda: high("drone_alone") <= value("protector_price") / 10)


def _search_is_split():
    speaks = tables.load("deterrence").groupby("kind")["speaks"].agg(set)
    return speaks["study"] == {"for the rule", "against the rule"} and speaks["case"] == {"either way"}


guard("search_is_split", _search_is_split)
guard("edition_moved_ratio", lambda: value("spending_ratio") - value("ratio_2020_later") > 1, since=True)


def _ratio_2021_in_doubt():
    found = [value(key) for key in ("ratio_2021_first", "ratio_2021_later", "ratio_2021_iiss")]
    return 9 < min(found) < max(found) < 12


guard("ratio_2021_in_doubt", _ratio_2021_in_doubt, since=True)
guard("ratio_fell", lambda: value("ratio_2024") < value("ratio_2021_later") / 3, since=True)
guard(
    "deliveries_grew",
    lambda: (
        value("javelins_register") > 40 * value("javelins")
        and value("drones_register_2024") > 6 * value("drones_register_2021")
    ),
    since=True,
)


def _drones_still_differ():
    later = value("drones_register_2021"), value("drones_january_2022")
    return low("drones_held") <= min(later) < max(later) <= high("drones_held")


guard("drones_still_differ", _drones_still_differ, since=True)
guard("others_sent_missiles", lambda: value("long_range_tur") == 0 and value("long_range_later") > 200, since=True)
guard("azerbaijan_had_fewer", lambda: value("azerbaijan_register") == value("azerbaijan_drones") / 2, since=True)
