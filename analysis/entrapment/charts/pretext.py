"""What Moscow named as a ground: its texts in order of date, each a column, with a lane for each theme."""

import altair as alt
import pandas as pd

from brief.charts import marks
from brief.charts.figure import WIDE, Figure, colour

THEMES = {"nato": "NATO", "missiles": "Missiles", "drones": "Turkish drones", "arms": "Other arms"}
TOGETHER = ["nato", "missiles", "drones"]  # as grounds in one text: what the article feared
FEW = 6  # texts whose speakers find room under their columns
LANE, TOP, EDGE = 46, 48, 10  # px: a lane; its first marks; from a picture's side to the first text


def _draw(texts: pd.DataFrame, width: int):
    last, few = len(texts) - 1, len(texts) <= FEW
    side = width / len(texts) / 2 if few else EDGE
    foot = TOP + LANE * len(THEMES) - 16
    frame = texts.assign(at=range(len(texts)), day=[f"{date.day} {date:%b}" for date in texts["date"]])
    frame["foot"] = frame["day"] + ("/" + frame["speaker"].replace("Foreign ministry", "Ministry") if few else "")
    step = 1 if few else 4 if width == WIDE else 8
    frame["align"] = "center" if few else frame["at"].map({0: "left", last: "right"}).fillna("center")
    frame["dx"] = frame["align"].map({"left": -EDGE, "right": EDGE}).fillna(0)
    long = frame.melt(["at"], list(THEMES), "theme", "said").dropna()
    counts = pd.crosstab(long["theme"], long["said"]).reindex(list(THEMES))
    heads = pd.DataFrame({"theme": counts.index, "head": THEMES.values()})
    heads["count"] = [f"a ground in {ground}" for ground in counts["a ground"]]
    feared = frame[frame[TOGETHER].eq("a ground").all(axis=1)]
    when = feared["day"] + (" " + feared["occasion"] if width == WIDE else "")
    told = feared[["at"]].tail(1).assign(said="all three are grounds: " + " and ".join(when))
    y = alt.Y("theme:N", axis=None, scale=alt.Scale(domain=list(THEMES), range=[TOP, foot - LANE + 16], padding=0))
    x = alt.X("at:Q", axis=None, scale=alt.Scale(domain=[0, last], range=[side, width - side], nice=False))
    days = alt.Chart(frame.loc[frame["at"] % step == 0, ["at", "foot", "align", "dx"]])
    under = {"align": alt.expr("datum.align"), "dx": alt.expr("datum.dx"), "color": colour("soft")}

    def those(said: str) -> alt.Chart:
        return alt.Chart(long[long["said"] == said])

    def head(field: str, at: int, **look):
        return marks.words(alt.Chart(heads), field, x=alt.value(at), y=y, dy=-21, **look)

    return alt.layer(
        alt.Chart(feared[["at"]]).mark_rule(strokeWidth=2 * EDGE, color=colour("hair")).encode(
            x=x, y=alt.value(18), y2=alt.value(TOP + 2 * LANE + 13)
        ),
        marks.words(alt.Chart(told), "said:N", x=x, y=alt.value(8), dx=EDGE, align="right", fontWeight="bold"),
        those("named").mark_point(**marks.RING, size=80).encode(x=x, y=y),
        those("a ground").mark_point(**marks.DOT, size=150).encode(x=x, y=y),
        marks.words(those("not found"), alt.value("–"), x=x, y=y, align="center", color=colour("soft")),
        head("head:N", 0, **marks.HEAD),
        head("count:N", 104, color=colour("soft")),
        marks.words(days, "foot:N", False, x=x, y=alt.value(foot), lineBreak="/", **under),
    ).properties(height=foot + (26 if few else 10))  # fmt: skip


def harm_pretext(texts: pd.DataFrame, since: bool = False) -> Figure:
    """The Russian texts known by a day; those of after the cut-off with `since`."""
    table = texts[["date", "speaker", "occasion", *THEMES, "what"]].assign(date=texts["date"].dt.strftime("%Y-%m-%d"))
    return Figure(
        key="harm-pretext-since" if since else "harm-pretext",
        rows={"pretext": texts},
        since=since,
        table=table.fillna("").reset_index(drop=True),
        draw=lambda width: _draw(texts, width),
    )
