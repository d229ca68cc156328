"""Numbers and findings of overmatch: whether such a sale could have changed the balance."""

from functools import cache

from analysis.overmatch import measures
from brief import dates
from brief.data import tables
from brief.numbers import guard, high, low, number, publish, value

ESTIMATE = "One publisher. Its figure for Ukraine is an estimate, which it calls provisional or uncertain since 2014."
REVISED = "One publisher. Its figure for Ukraine is an estimate."
NARROW = "One publisher, which counts more narrowly than the other; read in the press."
BARGAIN = " The contract’s value is the press’s; the parties published none."
PRINTED = "The institute’s edition of February 2021, as the press printed it; the pages read are later prints."
BESIDE = PRINTED + " There this stands after the institute’s figures, as what analysts point out."
WEAK = "Weak: a blog that names no source, and a reckoning of a hundred groups of ten tanks. They come out alike."
SEEN = "Counted from pictures and films, by a newspaper’s account; lost to all weapons, not to drones alone."
REGISTER = "Estimate of one register, as of February 2026. What it doesn’t list may still have been sent."
PENTAGON = "Pentagon figures in the press; one of the three is an approval, not a delivery."


@cache
def rows(name):
    """A table by id, later rows included."""
    return tables.load(name).set_index("id", drop=False)


def figure(table, *ids):
    """(low, high) of a row, or of several rows that count the same thing and differ."""
    return measures.hull(*(measures.pair(rows(table).loc[each]) for each in ids))


def _one(found):
    """A pair whose ends are equal as a single value."""
    return found[0] if found[0] == found[1] else found


# ---- the figure of a row ------------------------------------------------------------------------------------------


def _figure(key, meaning, table, ids, unit, when, sure, since=False, claims=()):
    """Publish the figure of a row, or the span of several."""

    def compute():
        return _one(figure(table, *ids))

    compute.__name__, compute.__doc__, compute.__module__ = key, meaning, __name__
    how = "The figure in the row." if len(ids) == 1 else "The lowest and the highest figure of the rows."
    number(unit=unit, date=when, rows={table: ids}, how=how, sure=sure, since=since, claims=claims)(compute)


_figure(
    "near_troops",
    "Russian troops near Ukraine: by the American count, and by Kyiv’s.",
    "forces",
    ["near-troops"],
    "troops",
    "December 2021",
    "Two governments that differ; both are printed.",
)
_figure(
    "planned_troops",
    "Troops of a plan for early 2022 that American officials described: up to this many.",
    "forces",
    ["planned-troops"],
    "troops",
    "December 2021",
    "Officials, by the press. Moscow denied a plan.",
)
_figure(
    "near_aircraft",
    "Russian aircraft near Ukraine, as a blog printed it beside Kyiv’s count of troops.",
    "forces",
    ["near-aircraft"],
    "aircraft",
    "December 2021",
    "Weak: one blog, which names no source.",
)
_figure(
    "rus_armour",
    "Armoured vehicles that Russia had, tanks among them: close to this many.",
    "forces",
    ["rus-armour"],
    "",
    "edition of 2021",
    BESIDE,
)
_figure(
    "contract_drones",
    "Drones in the first contract.",
    "deliveries",
    ["tb2-contract"],
    "drones",
    "January 2019",
    "Both parties and Ukraine’s military intelligence; two later reports speak of twelve.",
    claims=("c29",),
)
_figure(
    "contract_value",
    "Value of the first contract, with ground stations (two or three, by source) and munitions.",
    "deliveries",
    ["tb2-contract-value"],
    "million dollars",
    "April 2021",
    "Press. The parties published no price; an officer later spoke of 60 million.",
)
_figure(
    "drones_held",
    "Armed drones that Ukraine had, or had been sold, by the cut-off: the armed forces’ figure of "
    "September 2021, and the least that Bloomberg’s word “dozens” can mean. It may have been more.",
    "deliveries",
    ["tb2-held-2021-09", "tb2-held-2021-12"],
    "drones",
    "December 2021",
    "Nobody published a count.",
    claims=("c29",),
)
_figure(
    "drones_planned",
    "Further drones that Kyiv meant to buy in 2021 and 2022.",
    "deliveries",
    ["tb2-planned-2021-09"],
    "drones",
    "September 2021",
    "Armed forces, by the press; so Bloomberg.",
)
_figure(
    "armenia_tanks",
    "Tanks that Armenia was seen to lose in the war over Karabakh: at least this many.",
    "losses",
    ["armenia-tanks"],
    "tanks",
    "December 2020",
    SEEN,
)
_figure(
    "azerbaijan_tanks",
    "Tanks that Azerbaijan was seen to lose in the war over Karabakh: at least this many.",
    "losses",
    ["azerbaijan-tanks"],
    "tanks",
    "December 2020",
    SEEN,
)
_figure(
    "azerbaijan_drones",
    "Turkish drones that Azerbaijan had bought on the eve of the war over Karabakh.",
    "losses",
    ["azerbaijan-drones"],
    "",
    "December 2020",
    "Some estimates, by a newspaper. No count was published.",
)
_figure(
    "drone_alone",
    "Price of one TB2 drone: as little as this.",
    "losses",
    ["tb2-price"],
    "million dollars",
    "December 2020",
    "Analysts’ estimates, by a newspaper, which doesn’t say what is in the price.",
)
_figure(
    "protector_price",
    "Price of one of Britain’s new large drones: near this figure.",
    "losses",
    ["protector-price"],
    "million dollars",
    "December 2020",
    "A newspaper, which doesn’t say what is in the price.",
)


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


def _release(year, edition="sipri-2021", prices=""):
    return [f"{state}-{year}{prices}-{edition}" for state in ("rus", "ukr")]


KNOWN = {"milex": _release(2020)}
TIMES = {
    "unit": "times",
    "places": 1,
    "how": "Russia’s spending over Ukraine’s, current prices, market rates.",
    "sure": ESTIMATE,
}
BILLIONS = {"unit": "bn dollars", "places": 1, "date": "2020, known April 2021"}
RUS, UKR = ({"milex": [row]} for row in _release(2020))
RISE = {"milex": ["ukr-2014-2019-prices-sipri-2021", "ukr-2020-2019-prices-sipri-2021"]}
VALUE = {"deliveries": ["tb2-contract-value"]}
CONTRACT = {"deliveries": ["tb2-contract", "tb2-contract-value"]}


publish("spending_ratio", lambda: spending().loc[2020, "ratio"], rows=KNOWN)


publish("spending_ratio_2019", lambda: spending().loc[2019, "ratio"], rows={"milex": _release(2019)})


publish("rus_spending", lambda: spending().loc[2020, "RUS"] / 1000, rows=RUS)


publish("ukr_spending", lambda: spending().loc[2020, "UKR"] / 1000, rows=UKR)


publish("spending_gap", lambda: value("rus_spending") - value("ukr_spending"), rows=KNOWN)


def _ukr_rise():
    years = spending("constant")["UKR"]
    return (years[2020] - years[2014]) / 1000


publish("ukr_rise", _ukr_rise, rows=RISE)


publish("rise_in_contracts", lambda: 1000 * value("ukr_rise") / value("contract_value"), rows=RISE | VALUE)


publish("drone_price", lambda: value("contract_value") / value("contract_drones"), rows=CONTRACT)


SHARE = {"unit": "%", "places": 1, "date": "2020", "how": "Value of the contract over spending in 2020."}


publish(
    "contract_share_ukr",
    lambda: measures.percent(value("contract_value"), 1000 * value("ukr_spending")),
    rows=UKR | VALUE,
)


publish(
    "contract_share_rus",
    lambda: measures.percent(value("contract_value"), 1000 * value("rus_spending")),
    rows=RUS | VALUE,
)


publish(
    "drones_for_gap",
    lambda: measures.drones_worth(1000 * value("spending_gap"), value("drone_price")),
    rows=KNOWN | CONTRACT,
)


# ---- forces, and the sale against them ----------------------------------------------------------------------------

ACTIVE = ["ukr-active-iiss", "ukr-active-other"]  # of Ukraine
MASSED = ["near-tanks", "planned-groups", "group-tanks"]
MISSILES = {"deliveries": ["javelin-2018", "javelin-2019", "javelin-2021"]}
LAUNCHERS = {"deliveries": ["launchers-2018", "launchers-2019", "launchers-2021"]}
EDITION = {
    "unit": "times",
    "places": 1,
    "date": "edition of 2021",
    "how": "Russia’s figure over Ukraine’s.",
    "claims": ("c13",),
}
NEAR = {"unit": "%", "date": "December 2021", "how": "At the figures that give the lowest and the highest share."}
MANY = {"date": "December 2021", "how": "At the figures that give the fewest and the most."}


publish(
    "active_ratio",
    lambda: measures.times(figure("forces", "rus-active"), figure("forces", *ACTIVE)),
    rows={"forces": ["rus-active", *ACTIVE]},
)


publish(
    "reserve_ratio",
    lambda: _one(measures.times(figure("forces", "rus-reserve"), figure("forces", "ukr-reserve"))),
    rows={"forces": ["rus-reserve", "ukr-reserve"]},
)


publish(
    "armour_ratio",
    lambda: _one(measures.times(figure("forces", "rus-armour"), figure("forces", "ukr-armour"))),
    rows={"forces": ["rus-armour", "ukr-armour"]},
)


publish("air_ratio", lambda: _one(figure("forces", "air-ratio")), rows={"forces": ["air-ratio"]})


publish(
    "near_share",
    lambda: measures.per_hundred(figure("forces", "near-troops"), figure("forces", *ACTIVE)),
    rows={"forces": ["near-troops", *ACTIVE]},
)


publish(
    "planned_share",
    lambda: measures.per_hundred(figure("forces", "planned-troops"), figure("forces", *ACTIVE)),
    rows={"forces": ["planned-troops", *ACTIVE]},
)


def _massed_tanks():
    groups, each = _one(figure("forces", "planned-groups")), _one(figure("forces", "group-tanks"))
    return measures.hull(figure("forces", "near-tanks"), (groups * each, groups * each))


publish("massed_tanks", _massed_tanks, rows={"forces": MASSED})


publish("javelins", lambda: rows("deliveries").loc[MISSILES["deliveries"], "high"].sum(), rows=MISSILES)


publish("javelin_launchers", lambda: rows("deliveries").loc[LAUNCHERS["deliveries"], "high"].sum(), rows=LAUNCHERS)


publish(
    "drones_per_aircraft",
    lambda: measures.per_hundred((low("drones_held"), high("drones_held")), figure("forces", "near-aircraft")),
    rows={"deliveries": ["tb2-held-2021-09", "tb2-held-2021-12"], "forces": ["near-aircraft"]},
)


publish(
    "javelins_per_tank",
    lambda: measures.per_hundred((value("javelins"),) * 2, (low("massed_tanks"), high("massed_tanks"))),
    rows=MISSILES | {"forces": MASSED},
)


publish(
    "javelins_per_armour",
    lambda: measures.percent(value("javelins"), value("rus_armour")),
    rows=MISSILES | {"forces": ["rus-armour"]},
)


publish(
    "karabakh_of_all",
    lambda: measures.percent(value("armenia_tanks"), value("rus_armour")),
    rows={"losses": ["armenia-tanks"], "forces": ["rus-armour"]},
)


publish(
    "karabakh_of_massed",
    lambda: measures.per_hundred((value("armenia_tanks"),) * 2, (low("massed_tanks"), high("massed_tanks"))),
    rows={"losses": ["armenia-tanks"], "forces": MASSED},
)


# ---- since then ---------------------------------------------------------------------------------------------------

_figure(
    "drones_register_2021",
    "Drones delivered by the end of 2021.",
    "deliveries",
    ["tb2-register-2021"],
    "drones",
    "February 2026",
    REGISTER,
    since=True,
)
_figure(
    "drones_register_2024",
    "Drones delivered by the end of 2024.",
    "deliveries",
    ["tb2-register-2024"],
    "drones",
    "February 2026",
    REGISTER,
    since=True,
)
_figure(
    "drones_january_2022",
    "Drones that Ukraine had: approximately this many.",
    "deliveries",
    ["tb2-about-2022-01"],
    "drones",
    "January 2022",
    "Spokesman of the air force, in an interview.",
    since=True,
)
_figure(
    "drones_received_2022",
    "Drones received since the invasion: up to this many.",
    "deliveries",
    ["tb2-received-2022"],
    "drones",
    "June 2022",
    "Ukraine’s defence minister.",
    since=True,
)
_figure(
    "drones_lost",
    "Ukrainian drones of this type seen lost by March 2023.",
    "losses",
    ["tb2-lost-2023"],
    "drones",
    "March 2023",
    "Counted from pictures, so a lower bound.",
    since=True,
)
_figure(
    "javelins_register",
    "Javelin missiles that the United States delivered from 2022 to 2024.",
    "deliveries",
    ["javelin-register-2024"],
    "missiles",
    "February 2026",
    REGISTER,
    since=True,
)
_figure(
    "anti_tank_2022",
    "Anti-tank weapons that all states together had given: almost this many.",
    "deliveries",
    ["anti-tank-2022"],
    "",
    "June 2022",
    "Chairman of the Joint Chiefs, by the press.",
    since=True,
)
_figure(
    "long_range_gbr",
    "Storm Shadow missiles from Britain by the end of 2024.",
    "deliveries",
    ["storm-shadow-gbr"],
    "",
    "February 2026",
    REGISTER,
    since=True,
)
_figure(
    "long_range_fra",
    "SCALP missiles, the French name of Storm Shadow, from France by the end of 2024.",
    "deliveries",
    ["scalp-fra"],
    "",
    "February 2026",
    REGISTER + " The press and the French president’s word come to the same.",
    since=True,
)
_figure(
    "long_range_usa",
    "ATACMS missiles from the United States by the end of 2024.",
    "deliveries",
    ["atacms-usa"],
    "",
    "February 2026",
    REGISTER,
    since=True,
)
_figure(
    "long_range_tur",
    "SOM missiles from Turkey for Ukraine by the end of 2024.",
    "deliveries",
    ["som-ukr"],
    "",
    "February 2026",
    "The register lists none: its silence, not proof.",
    since=True,
)
_figure(
    "azerbaijan_missiles",
    "Turkish missiles of the type in question that Azerbaijan received.",
    "deliveries",
    ["som-aze"],
    "",
    "February 2026",
    REGISTER,
    since=True,
)
_figure(
    "azerbaijan_register",
    "Turkish drones that Azerbaijan received in 2020.",
    "deliveries",
    ["tb2-aze"],
    "",
    "February 2026",
    REGISTER,
    since=True,
)
_figure(
    "expected_hours",
    "Time in which America’s highest officer said that Kyiv could fall.",
    "forces",
    ["expected-hours"],
    "hours",
    "February 2022",
    "Said behind closed doors, by the press; no transcript.",
    since=True,
)

SENT = ["storm-shadow-gbr", "scalp-fra", "atacms-usa"]


publish("long_range_later", lambda: rows("deliveries").loc[SENT, "high"].sum(), rows={"deliveries": SENT})


publish(
    "ukr_spending_later",
    lambda: rows("milex").loc["ukr-2020-sipri-2025", "value"] / 1000,
    rows={"milex": ["ukr-2020-sipri-2025"]},
)


def _ratio(key, meaning, year, edition, when, sure, how=TIMES["how"]):
    """Publish the ratio of a year in one later edition."""

    def compute():
        table = measures.editions(tables.load("milex")).set_index(["year", "edition"])
        return table.loc[(year, edition), "ratio"]

    compute.__name__, compute.__doc__, compute.__module__ = key, meaning, __name__
    card = TIMES | {"sure": sure, "how": how}
    number(**card, date=when, rows={"milex": _release(year, edition)}, since=True)(compute)


_ratio(
    "ratio_2020_later",
    "Russia’s spending beside Ukraine’s in 2020, by the release of April 2025.",
    2020,
    "sipri-2025",
    "2020, known April 2025",
    REVISED,
)
_ratio(
    "ratio_2021_first",
    "Russia’s spending beside Ukraine’s in 2021, as first published.",
    2021,
    "sipri-2022",
    "2021, known April 2022",
    "One publisher, read in the press, rounded.",
)
_ratio(
    "ratio_2021_iiss",
    "Russia’s spending beside Ukraine’s in 2021, by another institute.",
    2021,
    "iiss-2022",
    "2021, known February 2022",
    NARROW,
    "Russia’s spending over Ukraine’s, in dollars.",
)
_ratio(
    "ratio_2021_later",
    "Russia’s spending beside Ukraine’s in 2021, by the release of April 2025.",
    2021,
    "sipri-2025",
    "2021, known April 2025",
    REVISED,
)
_ratio(
    "ratio_2024",
    "Russia’s spending beside Ukraine’s in 2024, by the release of April 2025.",
    2024,
    "sipri-2025",
    "2024, known April 2025",
    "One publisher. Both figures are its estimates.",
)


# ---- findings -----------------------------------------------------------------------------------------------------


guard("russia_outspent", lambda: min(value("spending_ratio"), value("spending_ratio_2019")) >= 10)


guard("ratio_higher_before", lambda: value("spending_ratio_2019") > value("spending_ratio"))


guard("above_attack_rule", lambda: value("spending_ratio") > 3 * value("attack_rule"))


guard("contract_small", lambda: 0.5 < value("contract_share_ukr") < 2 and value("contract_share_rus") < 0.2)


guard("own_rise_larger", lambda: value("rise_in_contracts") > 30)


def _leads_everywhere():
    counts = ("spending_ratio", "active_ratio", "reserve_ratio", "armour_ratio", "air_ratio")
    return min(low(key) for key in counts) >= 2


guard("leads_everywhere", _leads_everywhere)


guard("near_smaller", lambda: max(high("near_share"), high("planned_share")) < 100)


guard("near_below_the_rule", lambda: max(high("near_share"), high("planned_share")) < 100 * value("attack_rule") / 3)


guard("drone_counts_differ", lambda: high("drones_held") >= 2 * low("drones_held"))


guard("drones_few", lambda: high("drones_per_aircraft") < 10)


def _javelins_depend():
    per_tank = low("javelins_per_tank") > 40 and high("javelins_per_tank") < 60
    return per_tank and 3 < value("javelins_per_armour") < 4


guard("javelins_depend", _javelins_depend)


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


def _deliveries_grew():
    drones = value("drones_register_2024") / value("drones_register_2021")
    return value("javelins_register") > 40 * value("javelins") and drones > 6


guard("deliveries_grew", _deliveries_grew, since=True)


def _drones_still_differ():
    later = value("drones_register_2021"), value("drones_january_2022")
    return low("drones_held") <= min(later) < max(later) <= high("drones_held")


guard("drones_still_differ", _drones_still_differ, since=True)


guard("others_sent_missiles", lambda: value("long_range_tur") == 0 and value("long_range_later") > 200, since=True)


guard("azerbaijan_had_fewer", lambda: value("azerbaijan_register") == value("azerbaijan_drones") / 2, since=True)
