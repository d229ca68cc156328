"""Two rows-of-bars figures of entrapment: what moves the tipping point, and what moves the damage itself."""

import altair as alt
import pandas as pd

from analysis.entrapment import numbers
from analysis.entrapment.charts.words import plus
from analysis.entrapment.measures import model
from brief.charts.canvas import HALO, Canvas
from brief.charts.figure import WIDE, Figure, colour
from brief.numbers import MINUS, NBSP, text, value

# What is moved, and the two keys of the register between which the tipping point moves; the widest first, as the
# finding behind the title says.
MOVES = (
    ("Damage prevented:", "tip_prevented_low", "tip_prevented_high"),
    ("Washington drawn in:", "tip_drawn_dear", "tip_6"),
    ("Gain in peacetime:", "tip_6", "tip_gain"),
    ("War without the sale:", "tip_war_low", "tip_war_high"),
)


def _spans() -> dict[str, str]:
    """Over which range each assumption is moved, in words."""

    def ends(key):
        return " to ".join(f"{numbers.settings().loc[key, end]:g}".replace("-", MINUS) for end in ("low", "high"))

    drawn, cost, gain = (text(key, "bare") for key in ("drawn_chance", "drawn_cost_high", "gain_high"))
    return {
        "How much likelier war gets:": f"{ends('likelier')}{NBSP}%",
        "Damage prevented:": f"{ends('prevented')} of 100",
        "Washington drawn in:": f"never, to {drawn} of 100 wars at {cost} times the cost",
        "Gain in peacetime:": f"none to {gain} wars’ worth of 100",
        "War without the sale:": f"{ends('war')} of 100",
    }


def _draw_bars(width, rows, start, domain, ticks, heading):
    """Bars from low to high over one scale. `rows`: (what, span, low, high); `ticks`: (value, words)."""
    wide = width == WIDE
    left, step, head = (286, 44, 26) if wide else (4, 68, 30)
    bottom = head + len(rows) * step
    canvas = Canvas(domain, left, width - 6, bottom + 24)
    # On a phone the words stand above each bar, so the lines are cut there and run beside the bars only.
    bands = [{"y": head, "y2": bottom}]
    if not wide:
        bands = [{"y": head + i * step + 36, "y2": head + (i + 1) * step - 8} for i in range(len(rows))]
    canvas.rule([band | {"x": tick} for tick, _ in ticks for band in bands], color=colour("hair"), strokeWidth=1)
    canvas.words(
        [{"x": tick, "y": bottom + 12, "said": words} for tick, words in ticks], align="center", color=colour("soft")
    )
    stub = [{"y": head - 12, "y2": head - 4}] if not wide else [{"y": head - 6, "y2": head}]  # from the heading
    canvas.rule([band | {"x": start} for band in [*stub, *bands]], color=colour("ink"), strokeWidth=2)
    canvas.words([{"x": start, "y": 9, "said": heading}], align="center", fontWeight="bold")
    names = {True: [], False: []}
    for i, (what, span, low, high) in enumerate(rows):
        y = head + i * step + (16 if wide else 48)
        names[True].append({"y": y - (8 if wide else 36), "said": what})
        names[False].append({"y": y + (8 if wide else -19), "said": span})
        if high - low < 0.05:
            canvas.point([{"x": low, "y": y}], fill=colour("page"), stroke=colour("ink"), strokeWidth=2, size=110)
            canvas.words([{"x": low, "y": y, "said": "no move"}], dx=12)
            continue
        canvas.rect(
            [{"x": low, "x2": high, "y": y - 7, "y2": y + 7}],
            fill=colour("neutral"),
            fillOpacity=0.45,
            stroke=colour("ink"),
            strokeWidth=1,
        )
        for end, align, dx in ((low, "right", -5), (high, "left", 5)):
            if abs(end - start) > 0.05:
                canvas.words([{"x": end, "y": y, "said": plus(end)}], align=align, dx=dx, fontWeight="bold")
    for bold, words in names.items():  # at the left edge of the picture, outside the scale
        look = {"color": colour("ink" if bold else "soft"), "fontWeight": "bold" if bold else "normal"}
        for style in (look | HALO, look):
            chart = alt.Chart(alt.Data(values=words)).mark_text(align="left", baseline="middle", **style)
            canvas.layers.append(chart.encode(x=alt.value(0), y=canvas.y, text="said:N"))
    return canvas.chart()


def harm_moves() -> Figure:
    rows = [(what, _spans()[what], value(low), value(high)) for what, low, high in MOVES]
    ticks = [(t, f"{'+' if t > 0 else ''}{t}{NBSP}%".replace("-", MINUS) if t else "0") for t in (-5, 0, 5, 10, 15)]
    table = pd.DataFrame(
        {
            "what is moved": [what.rstrip(":") for what, *_ in rows],
            "from and to": [span for _, span, *_ in rows],
            "tips at, low, %": [round(low, 1) for *_, low, _ in rows],
            "tips at, high, %": [round(high, 1) for *_, high in rows],
        }
    )
    return Figure(
        key="harm-moves",
        sources=("own_assumption", "metaculus_ukraine"),
        table=table,
        draw=lambda width: _draw_bars(width, rows, value("tip_6"), [-8, 22], ticks, f"start: tips at +{text('tip_6')}"),
    )


def _changes() -> list[tuple[str, str, float, float]]:
    """What is moved, over which range, and the change at both ends, wars' worth per 100 situations; widest first."""
    at = numbers.at
    start = {"war": at("war"), "ratio": 1 + at("likelier"), "prevented": at("prevented")}

    def change(**moved):
        return 100 * model.value("change", **(start | moved))

    moves = {
        "How much likelier war gets:": lambda end: {"ratio": 1 + at("likelier", end)},
        "Damage prevented:": lambda end: {"prevented": at("prevented", end)},
        "Washington drawn in:": lambda end: {"drawn": at("drawn", end), "cost": at("cost", "high")},
        "Gain in peacetime:": lambda end: {"gain": at("gain", end)},
        "War without the sale:": lambda end: {"war": at("war", end)},
    }
    rows = [
        (what, _spans()[what], *sorted(change(**moved(end)) for end in ("low", "high")))
        for what, moved in moves.items()
    ]
    return sorted(rows, key=lambda row: row[2] - row[3])


def harm_tornado() -> Figure:
    rows = _changes()
    start = value("damage_with") - value("war_without")
    ticks = [(t, f"{'+' if t > 0 else ''}{t}".replace("-", MINUS)) for t in (-4, 0, 4)]
    return Figure(
        key="harm-tornado",
        sources=("own_assumption", "metaculus_ukraine"),
        description=(
            "Five bars on one scale around the change at the start, the longest first.",
            "The longest runs from "
            + plus(rows[0][2])
            + " to "
            + plus(rows[0][3])
            + " wars’ worth of damage, the shortest from "
            + plus(rows[-1][2])
            + " to "
            + plus(rows[-1][3])
            + ".",
            "The chance of war without the sale hardly moves the change while the sale is close to the line.",
            "The ranges are ours; a wider range makes a longer bar.",
        ),
        table=pd.DataFrame(
            {
                "what is moved": [what.rstrip(":") for what, *_ in rows],
                "from and to": [span for _, span, *_ in rows],
                "change, low, wars’ worth": [round(low, 2) for *_, low, _ in rows],
                "change, high, wars’ worth": [round(high, 2) for *_, high in rows],
            }
        ),
        draw=lambda width: _draw_bars(width, rows, start, [-8, 9], ticks, f"start: {plus(start)}"),
    )
