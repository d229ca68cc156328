"""The main figure of overmatch: what both states spent, and what a number of drones comes to beside it."""

import altair as alt
import pandas as pd

from analysis.overmatch import measures, numbers
from brief.charts.canvas import Canvas
from brief.charts.figure import WIDE, Choice, Figure, Number, Sentence, colour
from brief.data import tables
from brief.numbers import NBSP, high, text, value

MOST = 500  # drones, where the slider ends


def prices():
    """What one drone cost, million dollars, on either reading of the price."""
    return {"contract": value("drone_price"), "alone": high("drone_alone")}


def sentence(drones, price):
    """The live sentence, in Python."""
    each = prices()[price]
    cost = drones * each
    shares = [f"{measures.percent(cost, 1000 * value(key)):.2g}" for key in ("ukr_spending", "rus_spending")]
    word = "drone" if drones == 1 else "drones"
    return (
        f"*{drones}{NBSP}{word}* at {_plain(each)} million dollars each: *{_plain(cost)}{NBSP}million*, or "
        f"*{shares[0]}{NBSP}%* of what Ukraine spent in 2020 and *{shares[1]}{NBSP}%* of what Russia spent. It would "
        f"take *{measures.drones_worth(1000 * value('spending_gap'), each):,}* to be worth the difference."
    )


def _plain(million):
    return f"{million:,.1f}".removesuffix(".0")


def _params(drones, price):
    gap = 1000 * value("spending_gap")

    def share(key):
        return f"'*' + format(cost / {10 * value(key):.9g}, '.2~r') + '{NBSP}%*'"

    said = (
        f"'*' + drones + (drones == 1 ? '{NBSP}drone' : '{NBSP}drones') + '* at ' + format(each, ',.1~f')"
        f" + ' million dollars each: *' + format(cost, ',.1~f') + '{NBSP}million*, or ' + {share('ukr_spending')}"
        f" + ' of what Ukraine spent in 2020 and ' + {share('rus_spending')} + ' of what Russia spent. It would take *'"
        f" + format(ceil({gap:.9g} / each - 1e-9), ',') + '* to be worth the difference.'"
    )
    return [
        alt.param(name="drones", value=drones),
        alt.param(name="price", value=price),
        alt.param(name="costs", value=prices()),
        alt.param(name="each", expr="costs[price]"),
        alt.param(name="cost", expr="drones * each"),
        alt.param(name="sentence", expr=said),
    ]


def _draw(width, drones, price):
    step = 50 if width == WIDE else 54
    height = 3 * step + 22
    tick = height - 10
    canvas = Canvas([0, 70], 2, width - 12, height)
    ink, page = colour("ink"), colour("page")
    for billion in (0, 20, 40, 60):
        canvas.rule([{"x": billion, "y": 0, "y2": tick - 10}], color=colour("hair"), strokeWidth=1)
        said = f"{billion}" + (f"{NBSP}bn" if billion == 60 else "")
        canvas.words(
            [{"x": billion, "y": tick, "said": said}], color=colour("soft"), align="center" if billion else "left"
        )
    before = numbers.spending().loc[2019] / 1000
    for place, (name, key, tone, word) in enumerate(
        (("Russia", "rus_spending", "rus", "rus"), ("Ukraine", "ukr_spending", "ukr", "ukr-word"))
    ):
        top = place * step + 24
        bar = {"x": 0, "x2": value(key), "y": top, "y2": top + 16}
        canvas.rect([bar], color=colour(tone))
        canvas.point([{"x": before[key[:3].upper()], "y": top + 8}], fill=page, stroke=ink, strokeWidth=1.6, size=60)
        canvas.words([{"x": 0, "y": top - 11, "said": name}], fontSize=13, fontWeight="bold", color=colour(word))
        canvas.words([{"x": 0, "y": top - 11, "said": text(key)}], dx=7.4 * len(name) + 8, color=colour(word))
    top = 2 * step + 24
    live = alt.Chart(alt.Data(values=[{"x": 0, "y": top, "y2": top + 16}]))
    live = live.transform_calculate(x2="cost / 1000")
    # A stroke, since the first contract is thinner than a pixel at this scale.
    bar = live.mark_rect(color=ink, stroke=ink, strokeWidth=1.5)
    canvas.layers.append(bar.encode(x=canvas.x, x2="x2:Q", y=canvas.y, y2="y2:Q"))
    head = alt.Chart(alt.Data(values=[{"x": 0, "y": top - 11}]))
    named = f"drones + (drones == 1 ? ' drone' : ' drones') + '{2 * NBSP}'"
    words = alt.expr(f"{named} + format(cost / 1000, '.3~f') + '{NBSP}bn dollars'")
    canvas.layers.append(
        head.mark_text(align="left", baseline="middle", fontSize=13, fontWeight="bold", text=words, color=ink).encode(
            x=canvas.x, y=canvas.y
        )
    )
    return canvas.chart().add_params(*_params(drones, price))


def balance_money(drones=6, price="contract"):
    before = numbers.spending().loc[2019] / 1000
    presets = ((6, "first contract"), (12, "held, lower figure"), (24, "held, higher figure"), (48, "with plans"))
    contract = value("contract_value") / 1000
    return Figure(
        key="balance-money",
        sources=(
            "sipri_milex_2021",
            *tables.sources_of("deliveries", ["tb2-contract", "tb2-contract-value"]),
            *tables.sources_of("losses", ["tb2-price"]),
        ),
        table=pd.DataFrame(
            {
                "what": ["Russia, 2020", "Russia, 2019", "Ukraine, 2020", "Ukraine, 2019", "first drone contract"],
                "billion dollars": [
                    value("rus_spending"),
                    before["RUS"],
                    value("ukr_spending"),
                    before["UKR"],
                    contract,
                ],
            }
        ).round({"billion dollars": 3}),
        draw=lambda width: _draw(width, drones, price),
        controls=(
            Number("drones", "Drones", 1, MOST, 1, "drones", drones, presets),
            Choice("price", "Price", (("contract", "Contract"), ("alone", "Analysts’ estimate")), price),
        ),
        sentence=Sentence(sentence(drones, price)),
    )
