"""Where claims stand when the argument is drawn: each above those that it supports, few lines through others' ids.

The layers come from networkx; the order within a layer is found by sweeps that start from the order of the table, so
that nothing is left to chance and the picture is the same on every machine.
"""

import networkx as nx
import numpy as np
import pandas as pd

PHONE = 328  # px: on the narrower picture layers stand further apart
STRAINS = ["qualifies", "contrasts"]
SWEEPS, ROUNDS, SHIFTS = 12, 3, 8
LETTERS, HEIGHT = 23, 16  # px: the room of a claim's id in 12 px type


def links(claims: pd.DataFrame, edges: pd.DataFrame) -> nx.DiGraph:
    """The claims and the links between them; a link that strains weighs more."""
    graph = nx.DiGraph()
    graph.add_nodes_from(claims["id"])
    for one, other, relation in zip(edges["from"], edges["to"], edges["relation"], strict=True):
        graph.add_edge(one, other, weight=6 if relation in STRAINS else 1)
    return graph


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
    found, step = {}, 74 if width == PHONE else 62
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
