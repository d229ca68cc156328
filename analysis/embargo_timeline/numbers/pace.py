"""Numbers and findings on pace: before and after, by every choice, against others and against chance."""

from __future__ import annotations

import numpy as np

from analysis.embargo_timeline import measures
from analysis.embargo_timeline.numbers.rows import (
    CUTS,
    END,
    HAND,
    STARTS,
    first_day,
    halts,
    ids,
    lane,
    signed,
    specifications,
    surprise,
)
from brief.numbers import finding, high, low, number, value


@number(
    date="2016 to 2021",
    rows={"decisions": ids(signed, "ukraine")},
    sure=HAND,
    how="Contracts, agreements and memoranda in the lane.",
)
def signed_ukraine():
    """Contracts, agreements and memoranda between Turkey and Ukraine, in our list."""
    return len(signed("ukraine"))


@number(
    date="2016 to 2021",
    rows={"decisions": ids(signed, "other")},
    sure=HAND,
    how="Contracts, agreements and memoranda in the lane.",
)
def signed_other():
    """Contracts, agreements and memoranda between Turkey and Pakistan, South Korea, Malaysia or Kazakhstan, in our
    list."""
    return len(signed("other"))


def _counted(name: str, start: int):
    """What was signed in a lane from a day on."""
    found = signed(name)
    return found[measures.days(found) >= start]


def _ratio(name: str, cut: str, start: int) -> float:
    return measures.rate_ratio(measures.days(_counted(name, start)), first_day(cut), start, END)


def _pace(name: str, cut: str, words: str, meaning: str, since: str = "2016"):
    rows = {"decisions": lambda: [*_counted(name, STARTS[since])["id"], cut]}

    def compute():
        return _ratio(name, cut, STARTS[since])

    compute.__name__ = f"pace_{name}_{cut[-4:]}" + ("" if since == "2016" else f"_from_{since}")
    compute.__doc__ = meaning
    number(
        unit="times",
        places=1,
        date=words,
        rows=rows,
        sure=HAND,
        how=f"Signings a year after the day over signings a year from January {since} to it. With so few, one more or "
        "less moves the ratio.",
    )(compute)


_pace(
    "ukraine",
    "october-2019",
    "before and after October 2019",
    "Pace of signings with Ukraine after October 2019, against before.",
)
_pace(
    "other",
    "october-2019",
    "before and after October 2019",
    "Pace of signings with Pakistan, South Korea, Malaysia and Kazakhstan after October 2019, against before.",
)
_pace(
    "ukraine",
    "october-2019",
    "before and after October 2019, from 2017",
    "Pace of signings with Ukraine after October 2019, against before, counted from 2017.",
    since="2017",
)
_pace(
    "other",
    "october-2019",
    "before and after October 2019, from 2017",
    "Pace of signings with Pakistan, South Korea, Malaysia and Kazakhstan after October 2019, against before, counted "
    "from 2017.",
    since="2017",
)
_pace(
    "ukraine",
    "canada-camera-2020",
    "before and after October 2020",
    "Pace of signings with Ukraine after October 2020, against before.",
)
_pace(
    "other",
    "canada-camera-2020",
    "before and after October 2020",
    "Pace of signings with Pakistan, South Korea, Malaysia and Kazakhstan after October 2020, against before.",
)


def _spec_rows(name: str):
    return {"decisions": lambda: [*lane(name)["id"], *(i for i in CUTS.values() if i not in set(lane(name)["id"]))]}


@number(
    unit="times",
    places=1,
    date="2016 to 2021",
    rows=_spec_rows("ukraine"),
    sure=HAND,
    how="Lowest and highest ratio over all combinations of start, cut, meaning and selection.",
)
def spec_range():
    """Pace of work with Ukraine after a halt or sanction against before, from least to most favourable choice."""
    found = specifications("ukraine")["ratio"]
    return float(found.min()), float(found.max())


@number(
    date="2016 to 2021",
    rows=_spec_rows("ukraine"),
    sure=HAND,
    how="Three starts, five cuts, four meanings of cooperation, three selections: 180, less 12 whose cut comes before "
    "the start and 6 with nothing to count before the cut.",
)
def spec_count():
    """Combinations of choices tried."""
    return len(specifications("ukraine"))


@number(date="2016 to 2021", rows=_spec_rows("ukraine"), sure=HAND, how="Combinations whose ratio is 1 or less.")
def spec_slower():
    """Combinations of choices on which work with Ukraine was no faster after a halt than before."""
    return int((specifications("ukraine")["ratio"] <= 1).sum())


@number(
    unit="times",
    places=1,
    date="2016 to 2021",
    rows=_spec_rows("other"),
    sure=HAND,
    how="Lowest and highest ratio over the same choices, less those with nothing to count before the cut, which are "
    "not quite the same as for Ukraine. Both ends rest on one or two decisions a side.",
)
def spec_range_other():
    """Pace of work with Pakistan, South Korea, Malaysia, Kazakhstan and at home, after a halt against before."""
    found = specifications("other")["ratio"]
    return float(found.min()), float(found.max())


@number(unit="times", places=1, date="2016 to 2021", rows=_spec_rows("ukraine"), sure=HAND, how="Middle of the ratios.")
def spec_middle():
    """The middle of the ratios for work with Ukraine, over all combinations tried."""
    return float(specifications("ukraine")["ratio"].median())


@number(unit="times", places=1, date="2016 to 2021", rows=_spec_rows("other"), sure=HAND, how="Middle of the ratios.")
def spec_middle_other():
    """The middle of the ratios for work with Pakistan, South Korea, Malaysia, Kazakhstan and at home."""
    return float(specifications("other")["ratio"].median())


def _surprise_rows():
    return {"decisions": lambda: [*halts()["id"], *signed("ukraine")["id"]]}


@number(
    date="2016 to 2021",
    rows=_surprise_rows(),
    sure=HAND,
    how="Signings 1 to 180 days after the first day of a wave of halts.",
)
def followed_real():
    """Signings with Ukraine within half a year after a wave of halts."""
    return surprise()["observed"]


@number(
    date="2016 to 2021",
    rows=_surprise_rows(),
    sure=HAND,
    how="Middle of 4,000 shifted copies that keep trend and clustering.",
)
def followed_typical():
    """Signings with Ukraine within half a year after a wave, when the series is moved round the period by chance."""
    return surprise()["typical"]


@number(
    unit="%",
    date="2016 to 2021",
    rows=_surprise_rows(),
    sure=HAND + " Exact up to the draws; the seed is fixed.",
    how="Share of the shifted copies with as many or more.",
)
def chance_share():
    """Shifted copies that follow the halts as often as the real series, or more often."""
    return surprise()["share"]


def _halt_lags():
    causes, effects = measures.waves(measures.days(halts())), measures.days(signed("ukraine"))
    return [lag for lag in measures.lags(causes, effects) if lag is not None]


@number(
    unit="days",
    date="2016 to 2021",
    rows=_surprise_rows(),
    sure=HAND,
    how="Middle of the gaps from a wave to the next signing.",
)
def lag_middle():
    """From a wave of halts to the next signing with Ukraine."""
    return float(np.median(_halt_lags()))


@finding("spec_slower", "spec_count", "spec_range")
def faster_on_most_choices():
    """Work with Ukraine was faster after a halt than before on nearly every combination of choices, but not on all."""
    return 0 < value("spec_slower") < value("spec_count") / 10 and low("spec_range") < 1


@finding("spec_middle", "spec_middle_other", "spec_range_other")
def comparison_rose_less():
    """The comparison rose in the middle one of the ways too, but less, and not in every way."""
    return 1 < value("spec_middle_other") < value("spec_middle") and low("spec_range_other") < 1 < high(
        "spec_range_other"
    )


@finding("pace_ukraine_2019", "pace_other_2019", "pace_ukraine_2020", "pace_other_2020")
def others_rose_too():
    """Signings with others sped up too after both dates, and less than those with Ukraine."""
    return all(1 < value(f"pace_other_{y}") < value(f"pace_ukraine_{y}") for y in ("2019", "2020"))


@finding("pace_ukraine_2019", "pace_other_2019", "pace_ukraine_2019_from_2017", "pace_other_2019_from_2017")
def steeper_turns_on_the_start():
    """After October 2019 Ukraine's rise is the steeper one counted from 2016, the others' counted from 2017."""
    return value("pace_ukraine_2019") > value("pace_other_2019") and (
        value("pace_ukraine_2019_from_2017") < value("pace_other_2019_from_2017")
    )


@finding("signed_ukraine", "signed_other")
def more_signed_with_ukraine():
    """More was signed with Ukraine than with the others together."""
    return value("signed_ukraine") > value("signed_other")


@finding("chance_share", "followed_real", "followed_typical")
def chance_would_do():
    """Chance gives as many signings after halts in more than a tenth of the shifted copies."""
    return value("chance_share") > 10 and value("followed_real") <= value("followed_typical") + 2
