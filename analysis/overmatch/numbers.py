"""Numbers and findings of overmatch: whether such a sale could have changed the balance."""

from functools import cache

from analysis.overmatch import measures
from brief import dates
from brief.data import tables
from brief.numbers import finding, high, low, number, value

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


@number(
    unit="times",
    date="rule of thumb",
    rows={"claims": ["c13"]},
    how="The threshold in the row.",
    claims=("c13",),
    sure="From the literature on attack and defence, which disputes it.",
)
def attack_rule():
    """The superiority that a rule of thumb asks of an attacker."""
    return rows("claims").loc["c13", "threshold"]


@number(
    date="1900 to 1980",
    rows={"studies": ["huth-russett-1984"]},
    how="The figure in the row.",
    claims=("c19",),
    sure="Abstract of the study.",
)
def deterrence_cases():
    """Attempts to deter an attack on another state that a study of 1984 compared."""
    return rows("studies").loc["huth-russett-1984", "cases"]


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


@number(**TIMES, date="2020, known April 2021", rows=KNOWN, claims=("c13",))
def spending_ratio():
    """How many times Ukraine’s military spending Russia’s was in 2020."""
    return spending().loc[2020, "ratio"]


@number(**TIMES, date="2019, known April 2021", rows={"milex": _release(2019)}, claims=("c13",))
def spending_ratio_2019():
    """How many times Ukraine’s military spending Russia’s was in 2019, before the pandemic."""
    return spending().loc[2019, "ratio"]


@number(**BILLIONS, rows=RUS, how="The figure in the row.", sure="One publisher.")
def rus_spending():
    """Russia’s military spending in 2020."""
    return spending().loc[2020, "RUS"] / 1000


@number(**BILLIONS, rows=UKR, how="The figure in the row.", sure=ESTIMATE)
def ukr_spending():
    """Ukraine’s military spending in 2020."""
    return spending().loc[2020, "UKR"] / 1000


@number(**BILLIONS, rows=KNOWN, how="The difference between the two.", sure=ESTIMATE)
def spending_gap():
    """By how much Russia outspent Ukraine in 2020."""
    return value("rus_spending") - value("ukr_spending")


@number(
    **BILLIONS | {"date": "2014 to 2020"},
    rows=RISE,
    sure=ESTIMATE,
    how="2020 less 2014, prices and exchange rates of 2019.",
)
def ukr_rise():
    """By how much Ukraine’s yearly military spending rose from 2014 to 2020, prices aside."""
    years = spending("constant")["UKR"]
    return (years[2020] - years[2014]) / 1000


@number(date="2014 to 2020", rows=RISE | VALUE, how="The rise over the value of the contract.", sure=ESTIMATE + BARGAIN)
def rise_in_contracts():
    """The rise in Ukraine’s own spending, in drone contracts of the size of the first."""
    return 1000 * value("ukr_rise") / value("contract_value")


@number(
    unit="million dollars",
    places=1,
    date="2019",
    rows=CONTRACT,
    how="Value of the contract over its drones.",
    sure="Press; stations and munitions are in it.",
)
def drone_price():
    """What a drone of the first contract cost with its share of stations and munitions."""
    return value("contract_value") / value("contract_drones")


SHARE = {"unit": "%", "places": 1, "date": "2020", "how": "Value of the contract over spending in 2020."}


@number(**SHARE, rows=UKR | VALUE, sure=ESTIMATE + BARGAIN)
def contract_share_ukr():
    """The first drone contract beside Ukraine’s military spending of 2020."""
    return measures.percent(value("contract_value"), 1000 * value("ukr_spending"))


@number(**SHARE, rows=RUS | VALUE, sure="One publisher." + BARGAIN)
def contract_share_rus():
    """The first drone contract beside Russia’s military spending of 2020."""
    return measures.percent(value("contract_value"), 1000 * value("rus_spending"))


@number(
    unit="drones",
    date="2020",
    rows=KNOWN | CONTRACT,
    sure=ESTIMATE + BARGAIN,
    how="The difference in spending over the price, rounded up.",
)
def drones_for_gap():
    """Drones at the first contract’s price that are worth what Russia outspent Ukraine by in 2020."""
    return measures.drones_worth(1000 * value("spending_gap"), value("drone_price"))


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


@number(
    **EDITION,
    rows={"forces": ["rus-active", *ACTIVE]},
    sure=PRINTED + " The upper figure for Ukraine is another institute’s, which didn’t check it.",
)
def active_ratio():
    """Russia’s active troops beside Ukraine’s."""
    return measures.times(figure("forces", "rus-active"), figure("forces", *ACTIVE))


@number(**EDITION, rows={"forces": ["rus-reserve", "ukr-reserve"]}, sure=PRINTED)
def reserve_ratio():
    """Russia’s reserve beside Ukraine’s."""
    return _one(measures.times(figure("forces", "rus-reserve"), figure("forces", "ukr-reserve")))


@number(**EDITION, rows={"forces": ["rus-armour", "ukr-armour"]}, sure=BESIDE + " Russia’s figure is rounded.")
def armour_ratio():
    """Russia’s armoured vehicles beside Ukraine’s."""
    return _one(measures.times(figure("forces", "rus-armour"), figure("forces", "ukr-armour")))


@number(**EDITION | {"places": 0}, rows={"forces": ["air-ratio"]}, sure=BESIDE + " In words, without counts.")
def air_ratio():
    """Russia’s air force beside Ukraine’s: about this many times its size."""
    return _one(figure("forces", "air-ratio"))


@number(**NEAR, rows={"forces": ["near-troops", *ACTIVE]}, sure="Two counts over two figures for Ukraine.")
def near_share():
    """Russian troops near Ukraine, for every hundred active Ukrainian ones."""
    return measures.per_hundred(figure("forces", "near-troops"), figure("forces", *ACTIVE))


@number(**NEAR, rows={"forces": ["planned-troops", *ACTIVE]}, sure="Officials by the press, over two figures.")
def planned_share():
    """Troops of the plan that American officials described, for every hundred active Ukrainian ones."""
    return measures.per_hundred(figure("forces", "planned-troops"), figure("forces", *ACTIVE))


@number(
    **MANY | {"how": "A blog’s figure, and a hundred groups of ten."}, unit="tanks", rows={"forces": MASSED}, sure=WEAK
)
def massed_tanks():
    """Tanks of the Russian force near Ukraine, or of the force that was said to be planned."""
    groups, each = _one(figure("forces", "planned-groups")), _one(figure("forces", "group-tanks"))
    return measures.hull(figure("forces", "near-tanks"), (groups * each, groups * each))


@number(**MANY | {"how": "Sum of the rows."}, unit="missiles", rows=MISSILES, sure=PENTAGON)
def javelins():
    """Javelin missiles that the United States had approved or delivered by the cut-off."""
    return rows("deliveries").loc[MISSILES["deliveries"], "high"].sum()


@number(**MANY | {"how": "Sum of the rows."}, unit="launchers", rows=LAUNCHERS, sure=PENTAGON)
def javelin_launchers():
    """Launch units approved or delivered with the Javelin missiles by the cut-off."""
    return rows("deliveries").loc[LAUNCHERS["deliveries"], "high"].sum()


@number(
    **MANY,
    rows={"deliveries": ["tb2-held-2021-09", "tb2-held-2021-12"], "forces": ["near-aircraft"]},
    sure="Both figures are weak, and there may have been more drones.",
)
def drones_per_aircraft():
    """Ukrainian armed drones for every hundred Russian aircraft near Ukraine."""
    return measures.per_hundred((low("drones_held"), high("drones_held")), figure("forces", "near-aircraft"))


@number(**MANY, rows=MISSILES | {"forces": MASSED}, sure=WEAK)
def javelins_per_tank():
    """Javelin missiles for every hundred tanks of the force near Ukraine, or planned."""
    return measures.per_hundred((value("javelins"),) * 2, (low("massed_tanks"), high("massed_tanks")))


@number(
    **MANY | {"how": "Missiles over vehicles."},
    places=1,
    rows=MISSILES | {"forces": ["rus-armour"]},
    sure=f"Missiles: {PENTAGON} Vehicles: {BESIDE}",
)
def javelins_per_armour():
    """Javelin missiles for every hundred armoured vehicles that Russia had."""
    return measures.percent(value("javelins"), value("rus_armour"))


@number(
    unit="%",
    places=1,
    date="2020 and 2021",
    how="Lost tanks over vehicles.",
    sure=f"{SEEN} Vehicles: {BESIDE}",
    rows={"losses": ["armenia-tanks"], "forces": ["rus-armour"]},
)
def karabakh_of_all():
    """Armenia’s tanks seen lost, for every hundred armoured vehicles that Russia had."""
    return measures.percent(value("armenia_tanks"), value("rus_armour"))


@number(**NEAR, rows={"losses": ["armenia-tanks"], "forces": MASSED}, sure=WEAK)
def karabakh_of_massed():
    """Armenia’s tanks seen lost, for every hundred tanks of the Russian force near Ukraine, or planned."""
    return measures.per_hundred((value("armenia_tanks"),) * 2, (low("massed_tanks"), high("massed_tanks")))


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


@number(unit="missiles", date="February 2026", rows={"deliveries": SENT}, how="Sum.", sure=REGISTER, since=True)
def long_range_later():
    """Long-range missiles that Ukraine received from Britain, France and the United States by the end of 2024."""
    return rows("deliveries").loc[SENT, "high"].sum()


@number(
    unit="bn dollars",
    places=1,
    date="2020, known April 2025",
    rows={"milex": ["ukr-2020-sipri-2025"]},
    since=True,
    how="The figure in the row.",
    sure="Estimate of the publisher.",
)
def ukr_spending_later():
    """Ukraine’s military spending in 2020, by the release of April 2025."""
    return rows("milex").loc["ukr-2020-sipri-2025", "value"] / 1000


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


@finding("spending_ratio", "spending_ratio_2019")
def russia_outspent():
    """Russia spent ten times what Ukraine spent or more, in 2020 and in 2019."""
    return min(value("spending_ratio"), value("spending_ratio_2019")) >= 10


@finding("spending_ratio", "spending_ratio_2019")
def ratio_higher_before():
    """The ratio of 2019 is higher than that of 2020."""
    return value("spending_ratio_2019") > value("spending_ratio")


@finding("spending_ratio", "attack_rule")
def above_attack_rule():
    """The ratio of spending is more than three times what the rule of thumb asks."""
    return value("spending_ratio") > 3 * value("attack_rule")


@finding("contract_share_ukr", "contract_share_rus")
def contract_small():
    """The first drone contract is from 0.5 to 2 % of Ukraine’s yearly spending and under 0.2 % of Russia’s."""
    return 0.5 < value("contract_share_ukr") < 2 and value("contract_share_rus") < 0.2


@finding("rise_in_contracts", "ukr_rise")
def own_rise_larger():
    """Ukraine’s own spending rose by more than thirty times the contract’s value."""
    return value("rise_in_contracts") > 30


@finding("spending_ratio", "active_ratio", "reserve_ratio", "armour_ratio", "air_ratio")
def leads_everywhere():
    """Russia leads by two to one or more in every count of whole forces found."""
    counts = ("spending_ratio", "active_ratio", "reserve_ratio", "armour_ratio", "air_ratio")
    return min(low(key) for key in counts) >= 2


@finding("near_share", "planned_share")
def near_smaller():
    """The force near Ukraine, and the force said to be planned, are smaller than Ukraine’s active troops."""
    return max(high("near_share"), high("planned_share")) < 100


@finding("near_share", "planned_share", "attack_rule")
def near_below_the_rule():
    """Neither force comes to a third of the superiority that the rule of thumb asks."""
    return max(high("near_share"), high("planned_share")) < 100 * value("attack_rule") / 3


@finding("drones_held")
def drone_counts_differ():
    """The higher figure for the drones is at least twice the lower."""
    return high("drones_held") >= 2 * low("drones_held")


@finding("drones_per_aircraft")
def drones_few():
    """There are fewer than ten armed drones for every hundred Russian aircraft near Ukraine."""
    return high("drones_per_aircraft") < 10


@finding("javelins_per_tank", "javelins_per_armour")
def javelins_depend():
    """Against the massed tanks there is about a missile for every two, against all armour one for every thirty."""
    per_tank = low("javelins_per_tank") > 40 and high("javelins_per_tank") < 60
    return per_tank and 3 < value("javelins_per_armour") < 4


@finding("armenia_tanks", "azerbaijan_tanks")
def armenia_lost_more():
    """Armenia lost more than six times as many tanks as Azerbaijan."""
    return value("armenia_tanks") > 6 * value("azerbaijan_tanks")


@finding("karabakh_of_all", "karabakh_of_massed")
def measure_decides():
    """Armenia’s lost tanks are under 2 % of all Russian armour, and from 15 to 25 % of the massed tanks."""
    return value("karabakh_of_all") < 2 and low("karabakh_of_massed") > 15 and high("karabakh_of_massed") < 25


@finding("drone_alone", "protector_price")
def drones_cheap():
    """Such a drone cost a tenth of the British one or less, at the prices named."""
    return high("drone_alone") <= value("protector_price") / 10


@finding("deterrence_cases")
def search_is_split():
    """Of two studies one points against the rule and one for it, and no case found settles it."""
    speaks = tables.load("deterrence").groupby("kind")["speaks"].agg(set)
    return speaks["study"] == {"for the rule", "against the rule"} and speaks["case"] == {"either way"}


@finding("ratio_2020_later", "spending_ratio", since=True)
def edition_moved_ratio():
    """The later release puts the ratio of 2020 lower than the one known at the time, by more than one."""
    return value("spending_ratio") - value("ratio_2020_later") > 1


@finding("ratio_2021_first", "ratio_2021_later", "ratio_2021_iiss", since=True)
def ratio_2021_in_doubt():
    """The ratios published for 2021 lie between nine and twelve."""
    found = [value(key) for key in ("ratio_2021_first", "ratio_2021_later", "ratio_2021_iiss")]
    return 9 < min(found) < max(found) < 12


@finding("ratio_2024", "ratio_2021_later", since=True)
def ratio_fell():
    """In 2024 the ratio is less than a third of that of 2021."""
    return value("ratio_2024") < value("ratio_2021_later") / 3


@finding("javelins_register", "javelins", "drones_register_2024", "drones_register_2021", since=True)
def deliveries_grew():
    """Javelins grew more than fortyfold and drones more than sixfold."""
    drones = value("drones_register_2024") / value("drones_register_2021")
    return value("javelins_register") > 40 * value("javelins") and drones > 6


@finding("drones_register_2021", "drones_january_2022", "drones_held", since=True)
def drones_still_differ():
    """Later figures for the turn of the year lie between the two that were known."""
    later = value("drones_register_2021"), value("drones_january_2022")
    return low("drones_held") <= min(later) < max(later) <= high("drones_held")


@finding("long_range_tur", "long_range_later", since=True)
def others_sent_missiles():
    """Hundreds of long-range missiles came from three Western states, and none on record from Turkey."""
    return value("long_range_tur") == 0 and value("long_range_later") > 200


@finding("azerbaijan_register", "azerbaijan_drones", since=True)
def azerbaijan_had_fewer():
    """The register gives Azerbaijan half the drones that were estimated in 2020."""
    return value("azerbaijan_register") == value("azerbaijan_drones") / 2
