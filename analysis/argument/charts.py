"""The argument drawn: every claim above those that it supports, and the links that strain."""

import altair as alt
import pandas as pd

from analysis.argument import measures
from analysis.argument.measures import HEIGHT, LETTERS, STRAINS
from brief.charts.figure import Figure, colour
from brief.data import tables

HUBS = 3  # claims named in the description, those with most links
RELATIONS = {"joint": "supports, with others", "contrasts": "stands in contrast to"}  # the others say it themselves


def _draw_graph(width: int, graph, edges: pd.DataFrame, bold: pd.Series):
    spots = measures.places(graph, width).set_index("claim")
    height = int(spots["y"].max() + HEIGHT / 2 + 10)
    ends = edges.join(spots, on="from").join(spots.add_suffix("2"), on="to")[["relation", "x", "y", "x2", "y2"]]
    ends["strains"] = ends["relation"].isin(STRAINS)

    def place(channel, field, size):
        return channel(f"{field}:Q", scale=alt.Scale(domain=[0, size], range=[0, size]), axis=None, title=None)

    x, y = place(alt.X, "x", width), place(alt.Y, "y", height)
    lines = alt.Chart(ends.sort_values("strains")).mark_rule().encode(
        x=x, y=y, x2="x2:Q", y2="y2:Q",
        color=alt.condition("datum.strains", alt.value(colour("ink")), alt.value(colour("rule"))),
        strokeWidth=alt.condition("datum.strains", alt.value(2.8), alt.value(0.7)),
        strokeDash=alt.condition("datum.strains", alt.value([5, 3]), alt.value([1, 0])),
    )  # fmt: skip
    # Named are the claims of the title's links, those on which the steps rest and the last; the others are dots.
    named = [*edges.loc[edges["relation"].isin(STRAINS), ["from", "to"]].stack(), *measures.layers(graph)[-1]]
    claims = alt.Chart(spots.join(bold).assign(named=bold | bold.index.isin(named)).reset_index())
    ids, dots = (claims.transform_filter(test) for test in ("datum.named", "!datum.named"))
    corner = {"left": f"datum.x - {LETTERS / 2}", "right": f"datum.x + {LETTERS / 2}"}
    corner |= {"top": f"datum.y - {HEIGHT / 2}", "foot": f"datum.y + {HEIGHT / 2}"}
    back = ids.transform_calculate(**corner).mark_rect(fill=colour("page"), fillOpacity=0.85)
    return alt.layer(
        lines,
        dots.mark_point(shape="circle", filled=True, size=14, color=colour("soft"), opacity=1).encode(x=x, y=y),
        back.encode(x=place(alt.X, "left", width), y=place(alt.Y, "top", height), x2="right:Q", y2="foot:Q"),
        ids.mark_text(fontWeight=alt.expr("datum.bold ? 'bold' : 'normal'")).encode(x=x, y=y, text="claim:N"),
    ).properties(height=height)


def claim_graph() -> Figure:
    """All claims, all links; in bold the claims on which the steps rest."""
    edges, claims = tables.load("claim_edges"), tables.load("claims").set_index("id")
    graph = measures.links(claims.reset_index(), edges)
    busiest = sorted(graph, key=lambda claim: (-graph.degree(claim), claim))[:HUBS]
    said = claims["paraphrase"]
    table = pd.DataFrame({
        "claim": edges["from"], "in our words": edges["from"].map(said),
        "what it does": edges["relation"].replace(RELATIONS), "to claim": edges["to"],
        "that claim in our words": edges["to"].map(said), "note": edges["note"].fillna(""),
    })  # fmt: skip
    return Figure(
        key="claim-graph",
        rows={"claim_edges": "*"},
        table=table,
        draw=lambda width: _draw_graph(width, graph, edges, claims["step"].notna().rename("bold")),
        says={
            "hubs": ", ".join(f"{claim} ({said[claim].rstrip('.?')})" for claim in busiest),
            "last": max(measures.layers(graph)[-1], key=graph.in_degree),
        },
    )
