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
from brief.numbers import guard, high, low, number, publish, value

publish("signed_ukraine", lambda: len(signed("ukraine")), rows={"decisions": ids(signed, "ukraine")})


publish("signed_other", lambda: len(signed("other")), rows={"decisions": ids(signed, "other")})


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


def _spec_range():
    found = specifications("ukraine")["ratio"]
    return float(found.min()), float(found.max())


publish("spec_range", _spec_range, rows=_spec_rows("ukraine"))


publish("spec_count", lambda: len(specifications("ukraine")), rows=_spec_rows("ukraine"))


publish("spec_slower", lambda: int((specifications("ukraine")["ratio"] <= 1).sum()), rows=_spec_rows("ukraine"))


def _spec_range_other():
    found = specifications("other")["ratio"]
    return float(found.min()), float(found.max())


publish("spec_range_other", _spec_range_other, rows=_spec_rows("other"))


publish("spec_middle", lambda: float(specifications("ukraine")["ratio"].median()), rows=_spec_rows("ukraine"))


publish("spec_middle_other", lambda: float(specifications("other")["ratio"].median()), rows=_spec_rows("other"))


def _surprise_rows():
    return {"decisions": lambda: [*halts()["id"], *signed("ukraine")["id"]]}


publish("followed_real", lambda: surprise()["observed"], rows=_surprise_rows())


publish("followed_typical", lambda: surprise()["typical"], rows=_surprise_rows())


publish("chance_share", lambda: surprise()["share"], rows=_surprise_rows())


def _halt_lags():
    causes, effects = measures.waves(measures.days(halts())), measures.days(signed("ukraine"))
    return [lag for lag in measures.lags(causes, effects) if lag is not None]


publish("lag_middle", lambda: float(np.median(_halt_lags())), rows=_surprise_rows())


guard("faster_on_most_choices", lambda: 0 < value("spec_slower") < value("spec_count") / 10 and low("spec_range") < 1)


guard(
    "comparison_rose_less",
    lambda: (
        1 < value("spec_middle_other") < value("spec_middle") and low("spec_range_other") < 1 < high("spec_range_other")
    ),
)


guard(
    "others_rose_too", lambda: all(1 < value(f"pace_other_{y}") < value(f"pace_ukraine_{y}") for y in ("2019", "2020"))
)


guard(
    "steeper_turns_on_the_start",
    lambda: (
        value("pace_ukraine_2019") > value("pace_other_2019")
        and (value("pace_ukraine_2019_from_2017") < value("pace_other_2019_from_2017"))
    ),
)


guard("more_signed_with_ukraine", lambda: value("signed_ukraine") > value("signed_other"))


guard("chance_would_do", lambda: value("chance_share") > 10 and value("followed_real") <= value("followed_typical") + 2)
