"""Numbers and findings of diffusion: who has, sells and makes armed drones, and what was controlled.

A count is quoted with its publisher and its rule; no sentence sets two counts of different rules against each other as
a trend. What became known after the cut-off is published as `since`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pandas as pd

from analysis.diffusion import measures
from brief import dates
from brief.data import tables
from brief.numbers import finding, high, low, number, value

COUNTED = "One publisher’s count by its own rule."
OWN = "The company’s own count; it names no countries."
LATER = "SIPRI’s register as generated in February 2026: another edition than the one a reader had in December 2021."


def known(name: str, later: bool = False) -> pd.DataFrame:
    """A table by id: what was known on the cut-off, or all of it."""
    return _known(name, dates.EDITION if later else dates.CUTOFF)


@cache
def _known(name: str, as_of) -> pd.DataFrame:
    return dates.known(tables.load(name), as_of).set_index("id", drop=False)


def _publish(key: str, meaning: str, compute: Callable, **card) -> None:
    """Publish a number from a line of a list instead of a function of its own."""
    compute.__name__, compute.__doc__, compute.__module__ = key, meaning, __name__
    number(**card)(compute)


def _count(key: str) -> pd.Series:
    return known("drone_counts", later=True).loc[key]


# ---- counts, each of one publisher and one rule ---------------------------------------------------------------------

# Key of the number: row of the table, whose rule is the meaning on the card. SIPRI's rows are counts by this book.
COUNTS = {
    "c58": {
        "held_2004": "held-gao-2004", "cruise_held": "cruise-gao-held", "cruise_land": "cruise-gao-land",
        "cruise_1980s": "cruise-review-1980s",
    },
    "c59": {
        "held_2005": "held-gao-2005", "held_2011": "held-gao-2011", "held_2015": "held-newamerica-2015",
        "held_2010": "held-bard-2009", "held_2019": "held-bard-2019",
        "armed_before": "armed-hsf-2010", "armed_gained": "armed-hsf-gained", "armed_2015": "armed-newamerica-2015",
        "makers_2015": "makers-newamerica-2015", "makers_2012": "makers-gao-2012",
        "male_2022": "male-2022", "male_2023": "male-2023", "male_2025": "male-2025",
    },
    "c62": {"armed_usa": "armed-hsf-usa"},
    "c63": {
        "armed_china": "armed-hsf-china", "contracts_2021": "contracts-2021-10", "said_to_have": "tashiev-2021-10",
        "delivered_2021": "delivered-2021-11",
        "contracts_2022": "contracts-2022-09", "contracts_2023": "contracts-2023-06", "akinci_2022": "akinci-2022-09",
        "new_2022": "cnas-new-2022", "male_turkey": "male-2025-turkey",
        "tb2_later_2021": "sipri-tb2-2021", "tb2_later_2024": "sipri-tb2-2024",
        "akinci_later": "sipri-akinci-2024", "anka_later": "sipri-anka-2024",
        "buyers_1999": "sipri-buyers-1999", "sellers_1999": "sipri-sellers-1999",
        "buyers_2020": "sipri-buyers-2020", "sellers_2020": "sipri-sellers-2020",
        "armed_buyers_2021": "sipri-armed-buyers-2021", "armed_sellers_2021": "sipri-armed-sellers-2021",
        "armed_buyers_2024": "sipri-armed-buyers-2024", "armed_sellers_2024": "sipri-armed-sellers-2024",
    },
}  # fmt: skip
DOUBT = {
    "Baykar": OWN,
    "Baykar, by Reuters": "An agency’s words for what the maker’s head said; buyers named by then were still waiting.",
    "SIPRI": LATER,
    "a book review": "A reviewer’s sentence, not a count.",
    "Kyrgyzstan’s security chief": "A buyer’s word; whether he counted Turkey among them isn’t said.",
}
HOW = {"SIPRI": "Countries with a delivery in the register; armed groups and organisations left out."}
for claim, counts in COUNTS.items():
    for key, row in counts.items():
        said = _count(row)
        when = "" if said["period"].removeprefix("to ") in said["rule"] else f", {said['period']}"
        exact = f"; {said['qualifier']} this number" if isinstance(said["qualifier"], str) else ""
        _publish(
            key,
            f"{said['rule'][0].upper()}{said['rule'][1:]}{when} ({said['publisher']}{exact}).",
            lambda row=row: _count(row)["value"],
            date=said["period"],
            rows={"drone_counts": [row]},
            how=HOW.get(said["publisher"], "The count in the row."),
            sure=DOUBT.get(said["publisher"], COUNTED),
            claims=(claim,),
            since=row not in known("drone_counts").index,
        )


@number(
    date="2019",
    rows={"drone_counts": ["armed-hsf-2010", "armed-hsf-gained"]},
    claims=("c59",),
    how="The three of before 2011 and the eighteen that followed; the authors print no total.",
    sure="Assumes that none of the three gave them up.",
)
def armed_2019():
    """Countries with armed drones by 2019, by the count of Horowitz and others."""
    return value("armed_before") + value("armed_gained")


# ---- customers ------------------------------------------------------------------------------------------------------


def customers(later: bool = False) -> pd.DataFrame:
    """The steps of all buyers, as known on the cut-off or now."""
    return known("drone_customers", later)


def of_type(frame: pd.DataFrame, system: str) -> pd.DataFrame:
    """The rows of one type of drone."""
    return frame[frame["system"] == system]


def _steps(system: str) -> dict:
    return {"drone_customers": lambda: list(of_type(customers(), system)["id"])}


def _waiting(system: str) -> int:
    return int((of_type(measures.status(customers()), system)["step"] == "ordered").sum())


@number(
    date="December 2021",
    rows=_steps("TB2"),
    claims=("c11", "c63"),
    how="Countries with a delivery stated by officials, seen or found by inquiry; the upper figure adds press reports.",
    sure="Two deliveries rest on press reports that no government had confirmed.",
)
def tb2_recipients():
    """Countries that publicly had the TB2 on 15 December 2021, Turkey left out."""
    return measures.recipients(customers(), "TB2")


@number(
    date="December 2021",
    rows=_steps("TB2"),
    claims=("c63",),
    how="Countries with an order or a delivery; the lower figure leaves out one known by press reports only.",
    sure="What was found; a search is never complete.",
)
def tb2_named():
    """Countries named in public as buyers of the TB2 by 15 December 2021."""
    return measures.named_buyers(customers(), "TB2")


@number(
    date="December 2021",
    rows={**_steps("TB2"), "drone_counts": ["contracts-2021-10"]},
    claims=("c63",),
    how="The maker’s count less the named buyers.",
    sure="Buyers that nobody named, or contracts counted twice: it can’t be told.",
)
def tb2_unnamed():
    """Contracts that the maker counted and for which no buyer was named."""
    named_low, named_high = low("tb2_named"), high("tb2_named")
    return value("contracts_2021") - named_high, value("contracts_2021") - named_low


@number(
    date="December 2021",
    rows=_steps("TB2"),
    claims=("c63",),
    how="Countries whose furthest public step is an order.",
    sure="What was found.",
)
def tb2_waiting():
    """Countries that had ordered the TB2 in public and not received it."""
    return _waiting("TB2")


@number(
    date="December 2021",
    rows=_steps("Anka"),
    claims=("c63",),
    how="Countries whose furthest public step is an order.",
    sure="Trade press.",
)
def anka_ordered():
    """Countries that had ordered the Anka, a larger Turkish drone."""
    return _waiting("Anka")


@number(
    date="December 2021",
    rows={"drone_customers": lambda: list(customers()["id"])},
    claims=("c63",),
    how="Rows for the type.",
    sure="None was found; a search is never complete.",
)
def akinci_ordered():
    """Countries that had ordered the Akıncı in public by 15 December 2021."""
    return len(of_type(customers(), "Akıncı"))


FIRST_UNITS = "The first units; when the rest came isn’t known."
for key, country, meaning, sure in (
    (
        "months_ukraine",
        "ukr",
        "Months from Ukraine’s contract for the TB2 to the president’s word that it had come.",
        FIRST_UNITS,
    ),
    (
        "months_morocco",
        "mar",
        "Months from Morocco’s reported contract for the TB2 to its reported first delivery.",
        FIRST_UNITS + " Both dates rest on an unofficial forum and the press.",
    ),
):
    _publish(
        key,
        meaning,
        lambda country=country: measures.months_between(
            customers().loc[f"tb2-{country}-order"], customers().loc[f"tb2-{country}-delivery"]
        ),
        unit="months",
        date="2019" if country == "ukr" else "2021",
        rows={"drone_customers": [f"tb2-{country}-order", f"tb2-{country}-delivery"]},
        how="Days between the two dates, as months of 30.4 days.",
        sure=sure,
        claims=("c65",),
    )


# ---- prices ---------------------------------------------------------------------------------------------------------

for key, row, when, meaning, later in (
    (
        "price_morocco",
        "morocco-2021",
        "April 2021",
        "What a TB2 cost Morocco, by reports, with its part of the package.",
        False,
    ),
    ("price_ukraine", "ukraine-2019", "2018-2019", "What a TB2 cost Ukraine with its part of the package.", False),
    (
        "price_reaper",
        "reaper-2010",
        "2010",
        "What an American MQ-9 was to cost with its part of stations and development, in dollars of 2012.",
        False,
    ),
    ("price_poland", "poland-2021", "2021", "What a TB2 cost Poland with its part of the package.", True),
):
    _publish(
        key,
        meaning,
        lambda row=row: measures.per_aircraft(known("drone_prices", later=True).loc[row]),
        unit="million dollars",
        places=1,
        date=when,
        rows={"drone_prices": [row]},
        how="Price of the package over the number of aircraft.",
        sure="Packages differ in stations, weapons and training, and the American price counts development: prices "
        "compare only roughly.",
        claims=("c10",),
        since=later,
    )


# ---- controls -------------------------------------------------------------------------------------------------------


def controls() -> pd.DataFrame:
    """Control status of each Western part of the TB2, with the part’s name and maker."""
    parts = known("parts").rename(columns={"part": "name"})[["name", "maker", "maker_country", "withheld"]]
    return known("controls").join(parts, on="part")


CONTROLS = {"controls": "*"}
SOUGHT = "Public sources only; that no list was found for a part doesn’t show that it was uncontrolled."
for key, status, meaning in (
    (
        "parts_controlled",
        "yes",
        "Western parts of the TB2 whose export needed a permit: a camera, and a rack that Baykar denies having bought.",
    ),
    ("parts_free", "no", "Western parts of the TB2 that officials or the maker said were on no list."),
    ("parts_unknown", "not established", "Western parts of the TB2 for which no word on a list was found."),
):
    _publish(
        key,
        meaning,
        lambda status=status: int((controls()["controlled"] == status).sum()),
        date="December 2021",
        rows=CONTROLS,
        how="Rows with that status.",
        sure=SOUGHT,
        claims=("c61",),
    )


@number(date="December 2021", rows=CONTROLS, how="Rows of the table.", sure=SOUGHT, claims=("c61",))
def parts_named():
    """Western parts of the TB2 that this book found named in public."""
    return len(controls())


for key, row, meaning, sure in (
    (
        "permits_canada",
        "camera",
        "Canadian export permits for Turkey that Ottawa cancelled.",
        "Not all were for cameras.",
    ),
    (
        "licences_uk",
        "rack",
        "British export licences for the bomb rack and related parts to Turkey, 2014 to 2020.",
        "A department’s answer as a campaigner quoted it, and the campaigners’ own count.",
    ),
):
    _publish(
        key,
        meaning,
        lambda row=row: tuple(controls().loc[row, ["permits_low", "permits_high"]]),
        date="April 2021" if row == "camera" else "January 2021",
        rows={"controls": [row]},
        how="The figures in the row.",
        sure=sure,
        claims=("c61",),
    )


# ---- who supplied Turkey --------------------------------------------------------------------------------------------


def imports(later: bool = False) -> pd.DataFrame:
    """The figures behind the share of the United States."""
    return known("arms_imports", later)


def _printed(key: str) -> measures.Interval:
    return measures.printed(imports().loc[key])


SHARES_2011 = ("turkey-in-us-exports-2011-2015", "us-in-world-2011-2015", "turkey-in-world-2011-2015")
CHANGES = ("change-us-2016-2020", "change-total-2016-2020")
VOLUME = "SIPRI measures volume of capability, not money; five-year windows, since deliveries come in lumps."


@number(
    unit="%",
    date="2006-2010",
    rows={"arms_imports": ["us-volume-2006-2010-2018", "total-2006-2010-2020"]},
    claims=("c28",),
    how="Volume from the United States (edition of 2018) over volume from all (edition of 2020).",
    sure=VOLUME,
)
def share_2006():
    """Part of the United States in Turkey’s imports of major arms, 2006-2010."""
    return measures.share_of(_printed("us-volume-2006-2010-2018"), _printed("total-2006-2010-2020"))


@number(
    unit="%",
    date="2011-2015",
    rows={"arms_imports": list(SHARES_2011)},
    claims=("c28",),
    how="Turkey’s part of American exports, times America’s part of world exports, over Turkey’s of world imports.",
    sure=VOLUME + " From rounded figures of the fact sheet of February 2016, as the press gave them.",
)
def share_2011():
    """Part of the United States in Turkey’s imports of major arms, 2011-2015."""
    return measures.share_from_shares(*map(_printed, SHARES_2011))


@number(
    unit="%",
    date="2016-2020",
    rows={"arms_imports": [*SHARES_2011, *CHANGES]},
    claims=("c28",),
    how="The share of 2011-2015 after a fall of 81 % from the United States and of 59 % in all.",
    sure=VOLUME + " From rounded figures of two fact sheets, as the press gave them.",
)
def share_2016():
    """Part of the United States in Turkey’s imports of major arms, 2016-2020."""
    before = measures.share_from_shares(*map(_printed, SHARES_2011))
    return measures.share_after_change(before, *map(_printed, CHANGES))


@number(
    unit="times",
    date="2012",
    rows={"arms_imports": ["us-volume-2012-2018", "us-volume-2006-2010-2018"]},
    claims=("c28",),
    how="American volume of 2012 over that of 2006-2010.",
    sure=VOLUME,
)
def lump_2012():
    """How many times what the United States delivered in 2012 was what it had delivered in 2006-2010."""
    return imports().loc["us-volume-2012-2018", "value"] / imports().loc["us-volume-2006-2010-2018", "value"]


def later_shares(edition: str = "February 2026") -> pd.DataFrame:
    """The share in each window of a later edition, percent."""
    return measures.supplier_shares(imports(later=True), edition).set_index("window_start", drop=False)


for start, end in ((2001, 2005), (2006, 2010), (2011, 2015), (2016, 2020), (2017, 2021), (2020, 2024)):
    _publish(
        f"share_{start}_later",
        f"Part of the United States in Turkey’s imports of major arms, {start}-{end}, by SIPRI’s edition of 2026.",
        lambda start=start: tuple(later_shares().loc[start, ["low", "high"]]),
        unit="%",
        date=f"{start}-{end}",
        rows={"arms_imports": [f"us-volume-{start}-{end}-2026", f"total-{start}-{end}-2026"]},
        how="Volume from the United States over volume from all.",
        sure=VOLUME + " A later edition than readers had in 2021.",
        claims=("c28",),
        since=True,
    )


# ---- what stood in the way ------------------------------------------------------------------------------------------

for key, row, column, unit, when, meaning in (
    (
        "iraq_fit",
        "iraq-ch4-2019",
        "count",
        "",
        "August 2019",
        "Of Iraq’s Chinese armed drones, how many were fit to fly.",
    ),
    ("iraq_owned", "iraq-ch4-2019", "out_of", "", "August 2019", "Chinese armed drones that Iraq had: more than this."),
    ("qatar_trained", "qatar-training", "count", "people", "2019", "People whom Qatar sent to be trained on its TB2s."),
    ("qatar_bought", "qatar-training", "out_of", "", "2019", "TB2s that Qatar bought."),
    (
        "tunisia_trained",
        "tunisia-training",
        "count",
        "people",
        "December 2020",
        "People to be trained on Tunisia’s Ankas.",
    ),
    ("tunisia_bought", "tunisia-training", "out_of", "", "December 2020", "Ankas that Tunisia bought."),
    (
        "eurohawk_spent",
        "eurohawk",
        "count",
        "million euros",
        "May 2013",
        "What Germany had spent, by its ministry, on a drone that it gave up.",
    ),
):
    _publish(
        key,
        meaning,
        lambda row=row, column=column: known("drone_frictions").loc[row, column],
        unit=unit,
        date=when,
        rows={"drone_frictions": [row]},
        how="The figure in the row.",
        sure="A single case, not a sample.",
        claims=("c59",),
    )


# ---- findings -------------------------------------------------------------------------------------------------------


@finding("armed_gained", "armed_before")
def armed_multiplied():
    """By one count, more states gained armed drones in 2011-2019 than had them before."""
    return value("armed_gained") > value("armed_before")


@finding("held_2005", "held_2011")
def held_nearly_doubled():
    """By GAO’s count the number of countries with any drone rose by more than four fifths and less than double."""
    return 1.8 < value("held_2011") / value("held_2005") < 2


@finding("held_2010", "held_2019")
def held_rose_by_bard():
    """By Bard’s count the number of countries with military drones rose by half or more in a decade."""
    return value("held_2019") / value("held_2010") >= 1.5


@finding("armed_china", "armed_gained", "armed_usa")
def most_bought_from_china():
    """Most of the states that gained armed drones bought from China; the United States sold to fewer."""
    return value("armed_china") > value("armed_gained") / 2 and value("armed_usa") < value("armed_china")


@finding("held_2015", "makers_2015", "armed_2015")
def fewer_armed_than_makers():
    """Of one publisher’s counts in one month, armed holders are fewer than makers, and makers fewer than holders."""
    return value("armed_2015") < value("makers_2015") < value("held_2015")


@finding("tb2_named", "contracts_2021")
def maker_counts_more():
    """The maker counted more contracts than there were named buyers."""
    return value("contracts_2021") > high("tb2_named")


@finding("tb2_recipients")
def recipients_five_to_seven():
    """Five states publicly had the TB2 without press reports, seven with them."""
    return (low("tb2_recipients"), high("tb2_recipients")) == (5, 7)


@finding("tb2_recipients", "contracts_2021")
def fewer_recipients_than_contracts():
    """Fewer states publicly had the TB2 than the maker had contracts, press reports counted or not."""
    return high("tb2_recipients") < value("contracts_2021")


@finding("delivered_2021", "contracts_2021", "tb2_waiting", "tb2_recipients")
def one_number_two_meanings():
    """What Reuters called deliveries equals what the maker had called contracts, while named buyers were waiting."""
    same = value("delivered_2021") == value("contracts_2021")
    return same and value("tb2_waiting") > 0 and high("tb2_recipients") < value("delivered_2021")


@finding("akinci_ordered")
def no_akinci_order():
    """No order for the Akıncı was public."""
    return value("akinci_ordered") == 0


@finding("tb2_recipients", "said_to_have")
def buyer_agrees():
    """The buyer’s count equals the count of deliveries that officials stated or that were seen."""
    return low("tb2_recipients") == value("said_to_have")


@finding("price_morocco", "price_ukraine", "price_reaper")
def cheaper_than_american():
    """Both package prices of the TB2 lie below the American drone’s, which has development in it."""
    return max(value("price_morocco"), value("price_ukraine")) < value("price_reaper")


@finding("price_morocco", "price_ukraine")
def packages_differ_twofold():
    """The dearer package cost about twice the cheaper one."""
    return 1.8 < value("price_ukraine") / value("price_morocco") < 2.3


@finding("parts_controlled")
def universal_falls():
    """At least one Western part needed an export permit."""
    return value("parts_controlled") >= 1


@finding("parts_unknown", "parts_controlled", "parts_free")
def most_parts_unknown():
    """For more parts than not, no word on a list was found."""
    return value("parts_unknown") > value("parts_controlled") + value("parts_free")


@finding("parts_free", "parts_controlled")
def some_were_free():
    """At least one Western part was said to be on no list."""
    return value("parts_free") >= 1


@finding("share_2006", "share_2011", "share_2016")
def share_rose_then_fell():
    """The middle window is above both others, and the last above the first, whatever the rounding."""
    return low("share_2011") > high("share_2016") and low("share_2016") > high("share_2006")


@finding("lump_2012")
def one_year_outweighs_five():
    """In 2012 alone the United States delivered several times what it had delivered in five earlier years."""
    return value("lump_2012") > 2


@finding("iraq_fit", "iraq_owned")
def few_fit_to_fly():
    """One in ten or fewer of Iraq’s Chinese armed drones was fit to fly."""
    return value("iraq_fit") <= value("iraq_owned") / 10


@finding("qatar_trained", "qatar_bought", "tunisia_trained", "tunisia_bought")
def more_people_than_aircraft():
    """Both buyers had more people trained than aircraft bought, by nine times or more."""
    return min(value("qatar_trained") / value("qatar_bought"), value("tunisia_trained") / value("tunisia_bought")) >= 9


@finding("cruise_held", "cruise_land", "cruise_1980s")
def missiles_depend_on_the_rule():
    """Holders of any cruise missile far outnumber states working on those against land."""
    return value("cruise_held") > 5 * value("cruise_land")


@finding("contracts_2021", "contracts_2022", "contracts_2023", since=True)
def contracts_rose():
    """The maker’s count rose each time."""
    return value("contracts_2021") < value("contracts_2022") < value("contracts_2023")


@finding("male_2022", "male_2023", "male_2025", since=True)
def holders_rose():
    """The count of states with armed drones of medium altitude rose each time."""
    return value("male_2022") < value("male_2023") < value("male_2025")


@finding("male_turkey", "male_2025", since=True)
def nearly_half_from_turkey():
    """Turkey was the first source of 45 to 50 % of them."""
    return 0.45 < value("male_turkey") / value("male_2025") < 0.5


@finding("buyers_1999", "buyers_2020", "sellers_1999", "sellers_2020", since=True)
def buyers_outgrew_sellers():
    """Between the two windows buyers grew more than threefold, sellers less than threefold."""
    grew = value("buyers_2020") / value("buyers_1999"), value("sellers_2020") / value("sellers_1999")
    return grew[0] > 3 > grew[1]


@finding("armed_sellers_2021", "armed_sellers_2024", "armed_buyers_2021", "armed_buyers_2024", since=True)
def no_new_armed_sellers():
    """From 2021 to 2024 states with armed drones from abroad became more, sellers did not."""
    return value("armed_sellers_2021") == value("armed_sellers_2024") and value("armed_buyers_2024") > value(
        "armed_buyers_2021"
    )


@finding("tb2_later_2021", "tb2_recipients", since=True)
def later_edition_counts_more():
    """The later edition counts more TB2 owners at the end of 2021 than were public on the cut-off."""
    return value("tb2_later_2021") > high("tb2_recipients")


@finding("share_2001_later", "share_2006_later", "share_2011_later", "share_2016_later", since=True)
def later_shares_jump():
    """In the later edition the share falls, rises and falls again from window to window."""
    return high("share_2006_later") < low("share_2001_later") < low("share_2011_later") and high(
        "share_2016_later"
    ) < low("share_2001_later")


@finding("price_poland", "price_morocco", "price_ukraine", since=True)
def poland_paid_within():
    """Poland’s price lies between Morocco’s and Ukraine’s."""
    return value("price_morocco") < value("price_poland") < value("price_ukraine")
