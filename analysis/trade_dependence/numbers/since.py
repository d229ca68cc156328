"""Known only after the cut-off."""

from __future__ import annotations

from analysis.trade_dependence import measures
from analysis.trade_dependence.numbers.readings import gas, goods, now, visitors
from brief.numbers import guard, high, low, publish, value


def _imports_now(year: int):
    general = now("goods_trade").query("system == 'general'")
    return goods(year, "import", frame=general)[0] / 1000


BILL = "Good: the statistical office's months, in a later copy that agrees with its releases."


publish("imports_2020", lambda: _imports_now(2020), rows={"goods_trade": ["2020-tur-import-rus"]})


publish("imports_2021", lambda: _imports_now(2021), rows={"goods_trade": ["2021-tur-import-rus"]})


publish("imports_2022", lambda: _imports_now(2022), rows={"goods_trade": ["2022-tur-import-rus"]})


publish("imports_2025", lambda: _imports_now(2025), rows={"goods_trade": ["2025-tur-import-rus"]})


publish(
    "imports_rise_2022",
    lambda: _imports_now(2022) / _imports_now(2021),
    rows={"goods_trade": ["2021-tur-import-rus", "2022-tur-import-rus"]},
)


publish(
    "goods_share_tur_2022",
    lambda: measures.share(
        goods(2022, "import", frame=now("goods_trade")), goods(2022, "import", "WLD", frame=now("goods_trade"))
    ),
    rows={"goods_trade": ["2022-tur-import-rus", "2022-tur-import-wld"]},
)


def _gas_volume_fall_2022():
    later = now("gas_imports")
    return 100 - measures.share(gas(2022, "RUS", "regulator", later), gas(2021, "RUS", frame=later))[0]


publish("gas_volume_fall_2022", _gas_volume_fall_2022, rows={"gas_imports": ["2021-rus-iea", "2022-rus-regulator"]})


def _gas_share_2021():
    later = now("gas_imports")
    return measures.share(gas(2021, "RUS", frame=later), gas(2021, "WLD", frame=later))


publish("gas_share_2021", _gas_share_2021, rows={"gas_imports": ["2021-rus-iea", "2021-wld-iea", "2021-wld-regulator"]})


def _gas_share_2023():
    later = now("gas_imports")
    return measures.share(gas(2023, "RUS", "regulator", later), gas(2023, "WLD", "regulator", later))


publish("gas_share_2023", _gas_share_2023, rows={"gas_imports": ["2023-rus-regulator", "2023-wld-regulator"]})


def _wheat_share_later():
    later = now("wheat_imports")
    tonnes = measures.share(
        measures.reading(later, id="2020-rus-tonnes-later"), measures.reading(later, id="2020-world-tonnes-later")
    )
    return measures.hull([tonnes, measures.reading(later, id="2021-rus-share-calendar")])


publish(
    "wheat_share_later",
    _wheat_share_later,
    rows={"wheat_imports": ["2020-rus-tonnes-later", "2020-world-tonnes-later", "2021-rus-share-calendar"]},
)


publish(
    "visitors_share_2024",
    lambda: measures.share(visitors(2024, "RUS", now("visitors")), visitors(2024, "WLD", now("visitors"))),
    rows={"visitors": ["2024-rus", "2024-wld"]},
)


publish(
    "exports_2023",
    lambda: tuple(end / 1000 for end in goods(2023, "export", frame=now("goods_trade"))),
    rows={"goods_trade": ["2023-tur-export-rus"]},
)


publish(
    "exports_2020",
    lambda: tuple(end / 1000 for end in goods(2020, "export")),
    rows={"goods_trade": ["2020-tur-export-rus"]},
)


publish(
    "one_country_material",
    lambda: measures.reading(now("thresholds"), id="one-country-material")[0],
    rows={"thresholds": ["one-country-material"]},
)


guard("bill_doubled", lambda: low("imports_rise_2022") >= 2, since=True)


def _bill_stayed_high():
    later = [_imports_now(year) for year in range(2022, 2026)]
    earlier = [goods(year, "import")[1] / 1000 for year in range(2000, 2021)] + [value("imports_2021")]
    return min(later) > 40 and min(later) > max(earlier)


guard("bill_stayed_high", _bill_stayed_high, since=True)


guard("bill_rose_on_price", lambda: low("gas_volume_fall_2022") > 0 and low("imports_rise_2022") > 1, since=True)


guard(
    "later_wheat_figures_are_lower",
    lambda: (
        high("wheat_share_later") < low("wheat_share_tur") and low("wheat_share_later") > 3 * high("wheat_share_rus")
    ),
    since=True,
)


guard("sales_to_russia_doubled", lambda: low("exports_2023") > 2 * high("exports_2020"), since=True)


guard(
    "wheat_at_material_limit",
    lambda: min(low("wheat_share_tur"), low("wheat_share_later")) >= value("one_country_material"),
    since=True,
)


guard(
    "gas_share_rose_again",
    lambda: min(low("gas_share_2021"), low("gas_share_2023")) > high("gas_share_tur"),
    since=True,
)
