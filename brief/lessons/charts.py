"""One chart for the notebooks of a class: bars, drawn as a picture without a browser or a network."""

from __future__ import annotations

import pandas as pd


def bars(values: pd.Series, title: str, unit: str, line: float | None = None, marked=()):
    """Bars, one for each label of the index, those in `marked` dark; `line` is a threshold in the same unit.

    Returns an SVG that a notebook shows.
    """
    import altair as alt
    import vl_convert
    from IPython.display import SVG

    frame = pd.DataFrame({"label": values.index.astype(str), "value": values.to_numpy(dtype=float)})
    frame["marked"] = [label in set(marked) for label in values.index]
    drawn = (
        alt.Chart(frame, title=title, width=420)
        .mark_bar()
        .encode(
            x=alt.X("value:Q", title=unit),
            y=alt.Y("label:N", title=None, sort=None),
            color=alt.Color(
                "marked:N", legend=None, scale=alt.Scale(domain=[True, False], range=["#2b3a42", "#b9c2c6"])
            ),
        )
    )
    if line is not None:
        drawn += alt.Chart(pd.DataFrame({"value": [line]})).mark_rule(color="#a0321e", size=2).encode(x="value:Q")
    return SVG(vl_convert.vegalite_to_svg(drawn.to_dict(), vl_version="6.4"))
