"""The argument drawn: every claim above those that it supports, and the links that strain.

The layers come from networkx; the order within a layer is found by sweeps that start from the order of the table, so
that nothing is left to chance and the picture is the same on every machine.
"""

from __future__ import annotations

import altair as alt
import networkx as nx
import numpy as np
import pandas as pd

from brief.charts.figure import NARROW, Figure, colour
from brief.data import tables

STRAINS = ["qualifies", "contrasts"]
SWEEPS, ROUNDS, SHIFTS = 12, 3, 8
HUBS = 3
LETTERS, HEIGHT = 23, 16  # px: the room of a claim's id in 12 px type
RELATIONS = {
    "supports": "supports",
    "joint": "supports, with others",
    "qualifies": "qualifies",
    "contrasts": "stands in contrast to",
}


def layers(graph: nx.DiGraph) -> list[list[str]]:
    """Claims in layers from the first premises down to the conclusions: each as low as the claims it supports allow.

    Within a layer claims stand near those they are linked to, so that few lines cross.
    """
    found = [sorted(layer) for layer in nx.topological_generations(graph.reverse())][::-1]
    linked = graph.to_undirected()
    for sweep in range(SWEEPS):
        place = {claim: (at + 0.5) / len(layer) for layer in found for at, claim in enumerate(layer)}
        for layer in found[:: 1 if sweep % 2 else -1]:
            # Rounded, so that a last digit that differs between machines can't change the order.
            order = {
                one: (round(sum(place[other] for other in linked[one]) / max(1, linked.degree(one)), 6), one)
                for one in layer
            }
            layer.sort(key=order.__getitem__)
            place |= {claim: (at + 0.5) / len(layer) for at, claim in enumerate(layer)}
    return found


def places(graph: nx.DiGraph, width: int) -> pd.DataFrame:
    """Where each claim stands, in px: claim, x, y. A layer too full for the width zigzags.

    Neighbours in a layer change places, and a layer moves sideways, wherever fewer lines then run through the id of a
    claim they have nothing to do with; a line that strains weighs more.
    """
    rows, shifts = layers(graph), [0] * len(layers(graph))
    best = _struck(graph, _spots(rows, shifts, width))

    def better(depth, row, shift):
        nonlocal best
        tried = rows[:depth] + [row] + rows[depth + 1 :], shifts[:depth] + [shift] + shifts[depth + 1 :]
        found = _struck(graph, _spots(*tried, width))
        if found < best:
            best, rows[depth], shifts[depth] = found, row, shift

    for _ in range(ROUNDS):
        for depth in range(len(rows)):
            for shift in range(-SHIFTS, SHIFTS + 1):
                better(depth, rows[depth], shift)
            for at in range(len(rows[depth]) - 1):
                row = rows[depth]
                better(depth, [*row[:at], row[at + 1], row[at], *row[at + 2 :]], shifts[depth])
    spots = _spots(rows, shifts, width)
    return pd.DataFrame([(claim, *spot) for claim, spot in spots.items()], columns=["claim", "x", "y"])


def _spots(rows: list[list[str]], shifts: list[int], width: int) -> dict[str, tuple[float, float]]:
    """{claim: (x, y)} for layers in this order, each moved sideways by its share of the room beside it."""
    found, step = {}, 74 if width == NARROW else 62
    for depth, (row, shift) in enumerate(zip(rows, shifts, strict=True)):
        gap = min((width - LETTERS) / (len(row) - 0.5), 3.2 * LETTERS)
        beside = (width - LETTERS - gap * (len(row) - 1)) / 2
        sway = 9 if gap < LETTERS * 1.15 else 0
        for at, claim in enumerate(row):
            x = LETTERS / 2 + beside * (1 + shift / SHIFTS) + gap * at
            found[claim] = round(x, 1), HEIGHT / 2 + 10 + step * depth + sway * (-1) ** at
    return found


def _struck(graph: nx.DiGraph, spots: dict[str, tuple[float, float]]) -> float:
    """How many lines run through an id that is neither of their ends, by their weight."""
    place = {claim: at for at, claim in enumerate(spots)}
    spot = np.array(list(spots.values()))
    lines = [(place[one], place[other], weight) for one, other, weight in graph.edges(data="weight")]
    tails, heads, weights = map(np.array, zip(*lines, strict=True))
    (x, y), (x2, y2) = spot[tails].T[:, :, None], spot[heads].T[:, :, None]
    passed = (spot[:, 1] > y) & (spot[:, 1] < y2)
    crossing = x + (x2 - x) * (spot[:, 1] - y) / np.where(y2 == y, 1, y2 - y)
    return float(((passed & (abs(crossing - spot[:, 0]) < LETTERS / 2)).sum(axis=1) * weights).sum())


def _graph() -> tuple[nx.DiGraph, pd.DataFrame]:
    claims, edges = tables.load("claims"), tables.load("claim_edges")
    graph = nx.DiGraph()
    graph.add_nodes_from(claims["id"])
    for one, other, relation in zip(edges["from"], edges["to"], edges["relation"], strict=True):
        graph.add_edge(one, other, weight=6 if relation in STRAINS else 1)
    return graph, edges


def claim_graph() -> Figure:
    """Figure `claim-graph`: all claims, all links."""
    graph, edges = _graph()
    claims = tables.load("claims").set_index("id")
    busiest = sorted(graph, key=lambda claim: (-graph.degree(claim), claim))[:HUBS]
    hubs = ", ".join(f"{claim} ({claims.loc[claim, 'paraphrase'].rstrip('.?')})" for claim in busiest)
    last = max(layers(graph)[-1], key=graph.in_degree)

    def draw(width: int):
        spots = places(graph, width).set_index("claim")
        ends = edges.join(spots, on="from").join(spots.add_suffix("2"), on="to")[["relation", "x", "y", "x2", "y2"]]
        nodes = spots.reset_index().assign(bold=lambda frame: frame["claim"].map(claims["step"]).notna())
        height = int(spots["y"].max() + HEIGHT / 2 + 10)
        x = alt.X("x:Q", scale=alt.Scale(domain=[0, width], range=[0, width]), axis=None)
        y = alt.Y("y:Q", scale=alt.Scale(domain=[0, height], range=[0, height]), axis=None)

        def lines(which, **look):
            return alt.Chart(ends[which]).mark_rule(**look).encode(x=x, y=y, x2="x2:Q", y2="y2:Q")

        strained = ends["relation"].isin(STRAINS)
        boxes = alt.Chart(
            nodes.assign(
                x=nodes["x"] - LETTERS / 2,
                y=nodes["y"] - HEIGHT / 2,
                x2=nodes["x"] + LETTERS / 2,
                y2=nodes["y"] + HEIGHT / 2,
            )
        )
        back = boxes.mark_rect(fill=colour("page"), fillOpacity=0.85).encode(x=x, y=y, x2="x2:Q", y2="y2:Q")
        words = [
            alt.Chart(nodes[nodes["bold"] == bold])
            .mark_text(fontSize=12, fontWeight="bold" if bold else "normal", color=colour("ink"))
            .encode(x=x, y=y, text="claim:N")
            for bold in (False, True)
        ]
        return alt.layer(
            lines(~strained, color=colour("rule"), strokeWidth=1),
            lines(strained, color=colour("ink"), strokeWidth=2.4, strokeDash=[5, 3]),
            back,
            *words,
        ).properties(height=height)

    table = pd.DataFrame(
        {
            "claim": edges["from"],
            "in our words": edges["from"].map(claims["paraphrase"]),
            "what it does": edges["relation"].map(RELATIONS),
            "to claim": edges["to"],
            "that claim in our words": edges["to"].map(claims["paraphrase"]),
            "note": edges["note"].fillna(""),
        }
    )
    return Figure(
        key="claim-graph",
        sources=("stein_2021",),
        description=(
            "A graph of {claims_all|bare} claims in layers, premises above and conclusions below, with "
            "{links_all|bare} lines between them.",
            "{links_strained|bare} lines are heavy and broken: there one claim qualifies another or stands in contrast "
            "to it. All others are thin: one claim supports another.",
            f"The lines meet above all in {hubs}; {last} stands last.",
            "The links are our reading: another reader might draw some of them otherwise. A line says nothing of how "
            "well a claim stands.",
        ),
        table=table,
        draw=draw,
    )
