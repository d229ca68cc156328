"""Numbers and findings of overmatch: whether such a sale could have changed the balance."""

from functools import cache, partial

from analysis.overmatch import measures
from brief import dates
from brief.data import tables
from brief.numbers import guard, high, low, publish, quote, value


def figure(table, *ids):
    """(low, high) of a row, or of several rows that count the same thing and differ."""
    return measures.figure(tables.load(table).set_index("id"), ids)


def total(ids):
    """Sum of what rows of deliveries give as their upper figure."""
    return tables.load("deliveries").set_index("id").loc[ids, "high"].sum()


def _ends(key):
    return low(key), high(key)


def _per_hundred(part, whole):
    """One published number for every hundred of another."""
    return measures.per_hundred(_ends(part), _ends(whole))


# ---- the figure of a row, or the span of several ------------------------------------------------------------------
HELD = ["tb2-held-2021-09", "tb2-held-2021-12"]

for key in ("planned_troops", "near_tanks", "near_aircraft", "rus_armour"):
    quote("forces", "low high", **{key: key.replace("_", "-")})
quote("forces", "low high", rus_active="rus-active", ukr_zone="ukr-zone-moscow", near_first="near-ukr-1103")
COUNTED = {  # what several counts span; of one government’s, the newest by each definition
    "near_usa": ["near-usa-map", "near-usa-army"],
    "near_land": ["near-ukr-land-1203", "near-ukr-land-1208"],
    "near_all": ["near-ukr-all-1130", "near-ukr-all-1209"],
    "donbas_corps": ["corps-2020", "corps-2021"],
    "ukr_troops": ["ukr-active-iiss", "ukr-law-before", "ukr-law-july"],
}
COUNTED["near_troops"] = [one for key in ("near_usa", "near_land", "near_all") for one in COUNTED[key]]
for key, ids in COUNTED.items():
    publish(key, partial(figure, "forces", *ids), rows={"forces": ids})
quote("deliveries", "low high", contract_drones="tb2-contract", contract_value="tb2-contract-value")
publish("drones_held", lambda: figure("deliveries", *HELD), rows={"deliveries": HELD})
quote("deliveries", "low high", drones_planned="tb2-planned-2021-09")
for key in ("armenia_tanks", "azerbaijan_tanks", "azerbaijan_drones"):
    quote("losses", "low high", **{key: key.replace("_", "-")})
quote("losses", "low high", drone_alone="tb2-price", protector_price="protector-price")
quote("claims", "threshold", attack_rule="c13")
quote("studies", "cases", deterrence_cases="huth-russett-1984")


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
ACTIVE = COUNTED["ukr_troops"]
MISSILES = ["javelin-2018", "javelin-2019", "javelin-2021"]
LAUNCHERS = ["launchers-2018", "launchers-2019", "launchers-2021"]

RATIOS = {  # key: Russia’s rows, Ukraine’s rows; a source gives the ratio itself for the air forces
    "active_ratio": (["rus-active"], ACTIVE),
    "reserve_ratio": (["rus-reserve"], ["ukr-reserve"]),
    "armour_ratio": (["rus-armour"], ["ukr-armour"]),
    "air_ratio": (["air-ratio"], []),
    "near_ratio": (COUNTED["near_troops"], ACTIVE),
    "planned_ratio": (["planned-troops"], ACTIVE),
}


@cache
def ratios():
    """Russia’s forces over Ukraine’s: low and high by key."""
    return measures.ratios(tables.load("forces"), RATIOS)


for key, (russian, ukrainian) in RATIOS.items():
    publish(key, lambda key=key: tuple(ratios().loc[key]), rows={"forces": russian + ukrainian})
ZONE = {"forces": ["ukr-zone-moscow", *COUNTED["donbas_corps"]]}
publish("zone_ratio", lambda: measures.times(*map(_ends, ("ukr_zone", "donbas_corps"))), rows=ZONE)
MET = {"forces": ["planned-troops", *ACTIVE], "claims": "c13"}
publish("planned_meets", lambda: value("planned_troops") / value("attack_rule") / 1000, rows=MET)
publish("planned_meets_share", lambda: tuple(100 / value("attack_rule") * ratios().loc["planned_ratio"]), rows=MET)

publish("javelins", lambda: total(MISSILES), rows={"deliveries": MISSILES})
publish("javelin_launchers", lambda: total(LAUNCHERS), rows={"deliveries": LAUNCHERS})
for key, part, whole, behind in (
    ("drones_per_aircraft", "drones_held", "near_aircraft", {"deliveries": HELD, "forces": "near-aircraft"}),
    ("javelins_per_tank", "javelins", "near_tanks", {"deliveries": MISSILES, "forces": "near-tanks"}),
    ("javelins_per_armour", "javelins", "rus_armour", {"deliveries": MISSILES, "forces": "rus-armour"}),
    ("karabakh_of_all", "armenia_tanks", "rus_armour", {"losses": "armenia-tanks", "forces": "rus-armour"}),
    ("karabakh_of_near", "armenia_tanks", "near_tanks", {"losses": "armenia-tanks", "forces": "near-tanks"}),
):
    publish(key, partial(_per_hundred, part, whole), rows=behind)


# ---- since then ---------------------------------------------------------------------------------------------------
SENT = ["storm-shadow-gbr", "scalp-fra", "atacms-usa"]

quote("deliveries", "low high", drones_register_2021="tb2-register-2021", drones_register_2024="tb2-register-2024")
quote("deliveries", "low high", drones_january_2022="tb2-about-2022-01", drones_received_2022="tb2-received-2022")
quote("losses", "low high", drones_lost="tb2-lost-2023")
quote("deliveries", "low high", javelins_register="javelin-register-2024", anti_tank_2022="anti-tank-2022")
quote("deliveries", "low high", long_range_gbr="storm-shadow-gbr", long_range_fra="scalp-fra")
quote("deliveries", "low high", long_range_usa="atacms-usa", long_range_tur="som-ukr")
quote("deliveries", "low high", azerbaijan_missiles="som-aze", azerbaijan_register="tb2-aze")
quote("forces", "low high", expected_hours="expected-hours", near_2022="near-ukr-all-2022")

publish("long_range_later", lambda: total(SENT), rows={"deliveries": SENT})


@cache
def editions():
    """Spending and its ratio by year and edition."""
    return measures.editions(tables.load("milex")).set_index(["year", "edition"])


LATER = {"milex": "ukr-2020-sipri-2025"}
publish("ukr_spending_later", lambda: editions().at[(2020, "sipri-2025"), "UKR"] / 1000, rows=LATER)
for key, *edition in (
    ("ratio_2020_later", 2020, "sipri-2025"),
    ("ratio_2021_first", 2021, "sipri-2022"),
    ("ratio_2021_iiss", 2021, "iiss-2022"),
    ("ratio_2021_later", 2021, "sipri-2025"),
    ("ratio_2024", 2024, "sipri-2025"),
):
    publish(key, lambda edition=edition: editions().at[tuple(edition), "ratio"], rows={"milex": release(*edition)})


# ---- findings -----------------------------------------------------------------------------------------------------
guard("russia_outspent", lambda: min(value("spending_ratio"), value("spending_ratio_2019")) >= 10)
guard("ratio_higher_before", lambda: value("spending_ratio_2019") > value("spending_ratio"))
guard("above_attack_rule", lambda: value("spending_ratio") > 3 * value("attack_rule"))
guard("contract_small", lambda: 0.5 < value("contract_share_ukr") < 2 and value("contract_share_rus") < 0.2)
guard("own_rise_larger", lambda: value("rise_in_contracts") > 30)

WHOLE = ("spending_ratio", "active_ratio", "reserve_ratio", "armour_ratio", "air_ratio")
guard("leads_everywhere", lambda: min(low(key) for key in WHOLE) >= 2)
guard("near_smaller", lambda: max(high("near_ratio"), high("planned_ratio")) < 1)
guard("near_below_the_rule", lambda: max(high("near_ratio"), high("planned_ratio")) < value("attack_rule") / 3)
guard("counts_differ", lambda: high("near_troops") > 1.5 * low("near_troops"))
guard("land_within_american", lambda: low("near_usa") <= low("near_land") <= high("near_land") <= high("near_usa"))
guard("near_rose", lambda: low("near_all") > value("near_first"))
guard("zone_above_the_rule", lambda: low("zone_ratio") > value("attack_rule"))
guard("planned_meets_a_part", lambda: high("planned_meets_share") < 100 / 3)
guard("still_smaller_in_2022", lambda: low("near_all") < value("near_2022") < low("ukr_troops"), since=True)
guard("drone_counts_differ", lambda: high("drones_held") >= 2 * low("drones_held"))
guard("drones_few", lambda: high("drones_per_aircraft") < 10)
guard("javelins_depend", lambda: 40 < value("javelins_per_tank") < 50 and 3 < value("javelins_per_armour") < 4)
guard("armenia_lost_more", lambda: value("armenia_tanks") > 6 * value("azerbaijan_tanks"))
guard("measure_decides", lambda: value("karabakh_of_all") < 2 and 15 < value("karabakh_of_near") < 20)
guard("drones_cheap", lambda: high("drone_alone") <= value("protector_price") / 10)


def _search_is_split():
    speaks = tables.load("deterrence").groupby("kind")["speaks"].agg(set)
    return speaks["study"] == {"for the rule", "against the rule"} and speaks["case"] == {"either way"}


def _ratio_2021_in_doubt():
    found = [value(key) for key in ("ratio_2021_first", "ratio_2021_later", "ratio_2021_iiss")]
    return 9 < min(found) < max(found) < 12


def _deliveries_grew():
    javelins = value("javelins_register") > 40 * value("javelins")
    return javelins and value("drones_register_2024") > 6 * value("drones_register_2021")


def _drones_still_differ():
    later = value("drones_register_2021"), value("drones_january_2022")
    return low("drones_held") <= min(later) < max(later) <= high("drones_held")


guard("search_is_split", _search_is_split)
for key, test in {
    "edition_moved_ratio": lambda: value("spending_ratio") - value("ratio_2020_later") > 1,
    "ratio_2021_in_doubt": _ratio_2021_in_doubt,
    "ratio_fell": lambda: value("ratio_2024") < value("ratio_2021_later") / 3,
    "deliveries_grew": _deliveries_grew,
    "drones_still_differ": _drones_still_differ,
    "others_sent_missiles": lambda: value("long_range_tur") == 0 and value("long_range_later") > 200,
    "azerbaijan_had_fewer": lambda: value("azerbaijan_register") == value("azerbaijan_drones") / 2,
}.items():
    guard(key, test, since=True)
