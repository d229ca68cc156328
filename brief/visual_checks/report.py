"""The gallery as one page with its pictures beside it: what failed, what changed, then every figure in every view."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from html import escape
from itertools import groupby
from pathlib import Path

from brief.charts.theme import PALETTE
from brief.visual_checks.capture import VIEWS, Look, Problem
from brief.visual_checks.compare import CHANGED, Difference

PADDING = 12  # px, around a picture
STYLE = (
    """
body { margin: 2rem; background: #d9d9d9; color: #111; font: 15px/1.4 system-ui, sans-serif; }
h2 { margin: 3rem 0 .5rem; } h3 { margin: 0 0 .25rem; font-size: 1rem; }
section { margin: 0 0 2rem; padding-top: .75rem; border-top: 2px solid #111; }
.views { display: flex; flex-wrap: wrap; gap: 1rem; align-items: flex-start; }
figure { margin: 0; } figcaption { font-size: 13px; }
.picture { position: relative; padding: PADDINGpx; background: LIGHT; } .dark { background: DARK; }
.picture img { display: block; } .picture i { position: absolute; outline: 2px solid #d6008c; }
.bad { color: #a3005f; } ul { margin: .25rem 0 .75rem; padding-left: 1.25rem; }
""".replace("LIGHT", PALETTE["page"][0])
    .replace("DARK", PALETTE["page"][1])
    .replace("PADDING", str(PADDING))
)


def write(folder: Path, looks: Iterable[Look], changes: list[Difference] | None) -> Path:
    """Fill `folder` with the page and its pictures and return the page. `changes` is None if nothing was compared."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    looks = [look for look in looks if look.picture]
    failed = problems(looks)
    parts = [_failures(failed), _changes(folder, changes)]
    for page, of_page in groupby(looks, key=lambda look: look.page):
        parts.append(f"<h2>{escape(page)}</h2>")
        by_figure: dict[str, list[Look]] = {}
        for look in of_page:
            by_figure.setdefault(look.figure, []).append(look)
        parts += [_figure(folder, same) for same in by_figure.values()]
    page = folder / "index.html"
    page.write_text(
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Gallery</title>'
        f"<style>{STYLE}</style><h1>Every figure, in every view</h1>{''.join(parts)}</html>\n",
        encoding="utf-8",
    )
    return page


def problems(looks: Iterable[Look]) -> dict[tuple[str, str, str, str], list[Problem]]:
    """The faults, each once with all the views that show it."""
    found: dict[tuple[str, str, str, str], list[Problem]] = {}
    for look in looks:
        for one in look.problems:
            found.setdefault((one.page, one.figure, one.rule, one.said), []).append(one)
    return found


def line(same: list[Problem]) -> str:
    """A fault as one line: page, figure, what is wrong, in which views."""
    first, rest = same[0], len(same) - 1
    more = f" and {rest} more view{'s' if rest > 1 else ''}" if rest else ""
    return f"{first.page} #{first.figure}: {first.said} ({first.rule}; {first.view}{more})"


def _failures(failed: dict) -> str:
    if not failed:
        return "<p>Nothing overlaps, is cut, faint, empty or small.</p>"
    rows = "".join(f'<li><a href="#{_anchor(same[0])}">{escape(line(same))}</a></li>' for same in failed.values())
    return f'<h2 class="bad">{len(failed)} to mend</h2><ul>{rows}</ul>'


def _anchor(what: Look | Problem) -> str:
    return f"{Path(what.page).stem}--{what.figure}"


def _figure(folder: Path, looks: list[Look]) -> str:
    """One figure: its faults, then its pictures, those of one state in a row."""
    first = looks[0]
    told = "".join(f"<li>{escape(line(same))}</li>" for same in problems(looks).values())
    rows = []
    for state in dict.fromkeys(look.state for look in looks):
        seen = sorted((look for look in looks if look.state == state), key=lambda look: VIEWS.index(look.view[:2]))
        rows.append(f'<div class="views">{"".join(_picture(folder, "now", look) for look in seen)}</div>')
    return (
        f'<section id="{_anchor(first)}"><h3>{escape(first.title)}</h3><p>#{first.figure}</p>'
        f'<ul class="bad">{told}</ul>{"".join(rows)}</section>'
    )


def _picture(folder: Path, kind: str, look: Look, content: bytes = b"") -> str:
    """One picture, put into the folder; the faults of its view are outlined on it."""
    file = Path(kind) / f"{_anchor(look)}--{look.width}-{look.mode}--{_plain(look.state)}.png"
    (folder / kind).mkdir(exist_ok=True)
    (folder / file).write_bytes(content or look.picture)
    faults = (
        ""
        if content
        else "".join(
            f'<i title="{escape(one.said)}" style="left:{one.box[0] + PADDING:.0f}px;top:{one.box[1] + PADDING:.0f}px;'
            f'width:{one.box[2]:.0f}px;height:{one.box[3]:.0f}px"></i>'
            for one in look.problems
        )
    )
    view = f"{kind}: {look.width} px, {look.mode}, {look.state}"
    return (
        f'<figure><figcaption>{escape(view)}</figcaption><div class="picture {look.mode}">'
        f'<img src="{file.as_posix()}" alt="{escape(view)}" loading="lazy">{faults}</div></figure>'
    )


def _plain(state: str) -> str:
    """A state as part of a file's name, on any system."""
    return "".join(sign if sign.isalnum() or sign in ".-" else "_" for sign in state)


def _changes(folder: Path, changes: list[Difference] | None) -> str:
    if changes is None:
        return "<p>Compared with nothing: no edition is tagged, and no older site was named.</p>"
    if not changes:
        return "<p>No figure looks otherwise than in the older site.</p>"
    rows = []
    for change in changes:
        look = change.look
        about = f"{change.changed / change.of:.1%} of it" if change.kind == CHANGED else change.kind
        shown = [_picture(folder, kind, one) for kind, one in (("old", change.old), ("now", change.now)) if one]
        if change.picture:
            shown.append(_picture(folder, "difference", look, change.picture))
        rows.append(
            f"<section><h3>{escape(look.page)} #{look.figure}: {about}</h3>"
            f'<div class="views">{"".join(shown)}</div></section>'
        )
    return f"<h2>{len(changes)} views look otherwise than in the older site</h2>{''.join(rows)}"
