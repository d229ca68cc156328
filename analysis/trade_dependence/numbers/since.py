"""Known only after the cut-off."""

from __future__ import annotations

from analysis.trade_dependence import measures
from analysis.trade_dependence.numbers.readings import EXPORTS_MARK, gas, goods, now, visitors
from brief.numbers import finding, high, low, number, value


def _imports_now(year: int):
    general = now("goods_trade").query("system == 'general'")
    return goods(year, "import", frame=general)[0] / 1000


BILL = "Good: the statistical office's months, in a later copy that agrees with its releases."


@number(
    unit="billion dollars",
    places=1,
    date="2020",
    rows={"goods_trade": ["2020-tur-import-rus"]},
    sure=BILL,
    how="Months summed, general trade system.",
)
def imports_2020():
    """Goods that Turkey imported from Russia in 2020."""
    return _imports_now(2020)


@number(
    unit="billion dollars",
    places=1,
    date="2021",
    since=True,
    rows={"goods_trade": ["2021-tur-import-rus"]},
    sure=BILL,
    how="Months summed, general trade system.",
)
def imports_2021():
    """Goods that Turkey imported from Russia in 2021."""
    return _imports_now(2021)


@number(
    unit="billion dollars",
    places=1,
    date="2022",
    since=True,
    rows={"goods_trade": ["2022-tur-import-rus"]},
    sure=BILL,
    how="Months summed, general trade system.",
)
def imports_2022():
    """Goods that Turkey imported from Russia in 2022."""
    return _imports_now(2022)


@number(
    unit="billion dollars",
    places=1,
    date="2025",
    since=True,
    rows={"goods_trade": ["2025-tur-import-rus"]},
    sure="Fair: the statistical office's months in one later copy; an earlier state of it was a little lower.",
    how="Months summed, general trade system.",
)
def imports_2025():
    """Goods that Turkey imported from Russia in 2025."""
    return _imports_now(2025)


@number(
    unit="times",
    places=1,
    date="2022, of 2021",
    since=True,
    rows={"goods_trade": ["2021-tur-import-rus", "2022-tur-import-rus"]},
    sure=BILL,
    how="Value in 2022 over value in 2021.",
)
def imports_rise_2022():
    """How many times the bill of 2021 the bill of 2022 was."""
    return _imports_now(2022) / _imports_now(2021)


@number(
    unit="%",
    date="2022",
    since=True,
    rows={"goods_trade": ["2022-tur-import-rus", "2022-tur-import-wld"]},
    sure="Good: the statistical office's months, in a later copy, over its first release.",
    how="Goods imported from Russia over all goods imported, in dollars.",
)
def goods_share_tur_2022():
    """Russia's share of the goods that Turkey imported in 2022."""
    return measures.share(
        goods(2022, "import", frame=now("goods_trade")), goods(2022, "import", "WLD", frame=now("goods_trade"))
    )


@number(
    unit="%",
    date="2022, of 2021",
    since=True,
    rows={"gas_imports": ["2021-rus-iea", "2022-rus-regulator"]},
    sure="Fair: the regulator's figure for 2022 through the press; that of 2021 from the entry points.",
    how="One less the volume of 2022 over that of 2021.",
)
def gas_volume_fall_2022():
    """By how much the volume of gas that Turkey bought from Russia fell in 2022, while the bill for all goods rose."""
    later = now("gas_imports")
    return 100 - measures.share(gas(2022, "RUS", "regulator", later), gas(2021, "RUS", frame=later))[0]


@number(
    unit="%",
    date="2021",
    since=True,
    rows={"gas_imports": ["2021-rus-iea", "2021-wld-iea", "2021-wld-regulator"]},
    sure="Good: one count by entry point; the regulator printed the same share.",
    how="Gas from Russia over all gas imported, by volume.",
)
def gas_share_2021():
    """Russia's share of the gas that Turkey imported in 2021."""
    later = now("gas_imports")
    return measures.share(gas(2021, "RUS", frame=later), gas(2021, "WLD", frame=later))


@number(
    unit="%",
    date="2023",
    since=True,
    rows={"gas_imports": ["2023-rus-regulator", "2023-wld-regulator"]},
    sure="Fair: the regulator through the press.",
    how="Gas from Russia over all gas imported, by volume.",
)
def gas_share_2023():
    """Russia's share of the gas that Turkey imported in 2023."""
    later = now("gas_imports")
    return measures.share(gas(2023, "RUS", "regulator", later), gas(2023, "WLD", "regulator", later))


@number(
    unit="%",
    date="2020 and 2021",
    since=True,
    rows={"wheat_imports": ["2020-rus-tonnes-later", "2020-world-tonnes-later", "2021-rus-share-calendar"]},
    sure="Marked: a trade magazine, which doesn't print the year beside its figure, and the head of a trade council, "
    "both in early 2022.",
    how="As printed, and tonnes over tonnes.",
)
def wheat_share_later():
    """Russia's share of Turkey's wheat imports in figures that appeared in 2022."""
    later = now("wheat_imports")
    tonnes = measures.share(
        measures.reading(later, id="2020-rus-tonnes-later"), measures.reading(later, id="2020-world-tonnes-later")
    )
    return measures.hull([tonnes, measures.reading(later, id="2021-rus-share-calendar")])


@number(
    unit="%",
    date="2024",
    since=True,
    rows={"visitors": ["2024-rus", "2024-wld"]},
    sure="Fair: both figures rounded.",
    how="Arrivals of Russian citizens over arrivals of all foreigners.",
)
def visitors_share_2024():
    """Russians among the foreign visitors who entered Turkey in 2024."""
    return measures.share(visitors(2024, "RUS", now("visitors")), visitors(2024, "WLD", now("visitors")))


@number(
    unit="billion dollars",
    places=1,
    date="2023",
    since=True,
    rows={"goods_trade": ["2023-tur-export-rus"]},
    sure=EXPORTS_MARK,
    how="Read off a chart.",
)
def exports_2023():
    """Goods that Turkey sold Russia in 2023."""
    return tuple(end / 1000 for end in goods(2023, "export", frame=now("goods_trade")))


@number(
    unit="billion dollars",
    places=1,
    date="2020",
    rows={"goods_trade": ["2020-tur-export-rus"]},
    sure=EXPORTS_MARK,
    how="Read off a chart.",
)
def exports_2020():
    """Goods that Turkey sold Russia in 2020."""
    return tuple(end / 1000 for end in goods(2020, "export"))


@number(
    unit="%",
    date="as adopted in 2024",
    since=True,
    rows={"thresholds": ["one-country-material"]},
    sure="Law.",
    how="As printed.",
)
def one_country_material():
    """The most of a year's consumption of a strategic raw material that should come from one country outside the Union
    by 2030: a benchmark in European Union law."""
    return measures.reading(now("thresholds"), id="one-country-material")[0]


@finding("imports_2021", "imports_2022", "imports_rise_2022", since=True)
def bill_doubled():
    """Turkey's bill for Russian goods doubled in 2022."""
    return low("imports_rise_2022") >= 2


@finding("imports_2022", "imports_2025", since=True)
def bill_stayed_high():
    """From 2022 on the bill stayed above 40 billion dollars, and above every year before 2022."""
    later = [_imports_now(year) for year in range(2022, 2026)]
    earlier = [goods(year, "import")[1] / 1000 for year in range(2000, 2021)] + [value("imports_2021")]
    return min(later) > 40 and min(later) > max(earlier)


@finding("gas_volume_fall_2022", "imports_rise_2022", since=True)
def bill_rose_on_price():
    """In 2022 less gas came from Russia than in 2021, while the bill for Russian goods rose."""
    return low("gas_volume_fall_2022") > 0 and low("imports_rise_2022") > 1


@finding("wheat_share_later", "wheat_share_tur", "wheat_share_rus", since=True)
def later_wheat_figures_are_lower():
    """Later figures put Russia's share of the wheat lower, yet above three times Turkey's weight for Russia."""
    return high("wheat_share_later") < low("wheat_share_tur") and low("wheat_share_later") > 3 * high("wheat_share_rus")


@finding("exports_2020", "exports_2023", since=True)
def sales_to_russia_doubled():
    """Turkey's sales to Russia in 2023 were about twice those of 2020, or more."""
    return low("exports_2023") > 2 * high("exports_2020")


@finding("wheat_share_tur", "wheat_share_later", "one_country_material", since=True)
def wheat_at_material_limit():
    """On each count, then or later, Russia's share of Turkey's wheat was at the limit for raw materials or above."""
    return min(low("wheat_share_tur"), low("wheat_share_later")) >= value("one_country_material")


@finding("gas_share_2021", "gas_share_2023", "gas_share_tur", since=True)
def gas_share_rose_again():
    """Russia's share of Turkey's gas was higher in 2021 and in 2023 than in 2020."""
    return min(low("gas_share_2021"), low("gas_share_2023")) > high("gas_share_tur")
