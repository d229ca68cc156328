"""The gallery as one page with its pictures beside it: what failed, what changed, then every figure in every view."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from html import escape
from pathlib import Path

from brief.charts.theme import PALETTE
from brief.visual_checks.capture import LIVE, STILL, VIEWS, Look

PADDING = 12  # px, around a picture
LIGHT, DARK = PALETTE["page"]
STYLE = f"""
body {{ margin: 2rem; background: #d9d9d9; color: #111; font: 15px/1.4 system-ui, sans-serif; }}
h2 {{ margin: 3rem 0 .5rem; }} h3 {{ margin: 0 0 .25rem; font-size: 1rem; }}
section {{ margin: 0 0 2rem; padding-top: .75rem; border-top: 2px solid #111; }}
.views {{ display: flex; flex-wrap: wrap; gap: 1rem; align-items: flex-start; margin: 0 0 1rem; }}
figure {{ margin: 0; }} figcaption {{ font-size: 13px; }}
.picture {{ position: relative; padding: {PADDING}px; background: {LIGHT}; }} .dark {{ background: {DARK}; }}
.picture img {{ display: block; }} .picture i {{ position: absolute; outline: 2px solid #d6008c; }}
.picture img + img {{ position: absolute; top: {PADDING}px; left: {PADDING}px; mix-blend-mode: difference; }}
.bad {{ color: #a3005f; }} ul {{ margin: .25rem 0 .75rem; padding-left: 1.25rem; }}
"""

Change = tuple[Look | None, Look | None]


def differences(older: Iterable[Look], newer: Iterable[Look]) -> list[Change]:
    """(before, now) of each figure that looks otherwise in a view, still or live; None where one site hasn't it.

    The same browser draws both, so equal figures are the same bytes.
    """
    sites = [{(*one.name, one.view): one for one in looks if one.state in (STILL, LIVE)} for looks in (older, newer)]
    pairs = [tuple(site.get(place) for site in sites) for place in sorted({*sites[0], *sites[1]})]
    return [(old, now) for old, now in pairs if not (old and now and old.picture == now.picture)]


def faults(looks: Iterable[Look]) -> list[str]:
    """A line for each fault: page, figure, what is wrong, in which views."""
    found: dict[tuple[str, ...], list[str]] = {}
    for look in looks:
        for one in look.problems:
            found.setdefault((*look.name, one.said, one.rule), []).append(look.view)
    return [
        f"{page} #{figure}: {said} ({rule}; {views[0]}{_more(len(views) - 1)})"
        for (page, figure, said, rule), views in found.items()
    ]


def _more(views: int) -> str:
    return f" and {views} more view{'s' if views > 1 else ''}" if views else ""


def write(folder: Path, looks: Iterable[Look], changes: list[Change] | None) -> Path:
    """Fill `folder` with the page and its pictures and return the page. `changes` is None if nothing was compared."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    looks = [look for look in looks if look.picture]
    failed = faults(looks)
    parts = [f'<h2 class="bad">{len(failed)} to mend</h2>{_listed(failed)}' if failed else "<p>Nothing to mend.</p>"]
    parts.append(_changes(folder, changes))
    by_figure: dict[tuple[str, str], list[Look]] = {}
    for look in looks:
        by_figure.setdefault(look.name, []).append(look)
    parts += [_figure(folder, same) for same in by_figure.values()]
    page = folder / "index.html"
    page.write_text(
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Gallery</title>'
        f"<style>{STYLE}</style><h1>Every figure, in every view</h1>{''.join(parts)}</html>\n",
        encoding="utf-8",
    )
    return page


def _listed(lines: list[str]) -> str:
    return f'<ul class="bad">{"".join(f"<li>{escape(line)}</li>" for line in lines)}</ul>'


def _figure(folder: Path, looks: list[Look]) -> str:
    """One figure: its faults, then its pictures, those of one state in a row."""
    rows = []
    for state in dict.fromkeys(look.state for look in looks):
        seen = sorted((one for one in looks if one.state == state), key=lambda one: VIEWS.index((one.width, one.mode)))
        rows.append("".join(_picture(folder, "now", look) for look in seen))
    return _section(looks[0], escape(looks[0].title) + _listed(faults(looks)), *rows)


def _changes(folder: Path, changes: list[Change] | None) -> str:
    """Each view that looks otherwise: before, now, and one laid over the other, black where they are the same."""
    if changes is None:
        return "<p>Compared with nothing: no edition is tagged, and no older site was named.</p>"
    told = f"<h2>{len(changes)} views look otherwise than in the older site</h2>"
    for was, now in changes:
        if was and now:
            both = f'<div class="picture">{_image(folder, "old", was)}{_image(folder, "now", now)}</div>'
            told += _section(now, "changed", _picture(folder, "old", was) + _picture(folder, "now", now) + both)
        elif one := now or was:
            told += _section(one, "new" if now else "gone", _picture(folder, "now" if now else "old", one))
    return told


def _section(look: Look, words: str, *rows: str) -> str:
    views = "".join(f'<div class="views">{row}</div>' for row in rows)
    return f"<section><h3>{escape(look.page)} #{look.figure}</h3>{words}{views}</section>"


def _picture(folder: Path, kind: str, look: Look) -> str:
    """One picture; what is wrong in its view is outlined on it."""
    outlines = "".join(
        f'<i title="{escape(one.said)}" style="left:{one.box[0] + PADDING:.0f}px;top:{one.box[1] + PADDING:.0f}px;'
        f'width:{one.box[2]:.0f}px;height:{one.box[3]:.0f}px"></i>'
        for one in look.problems
    )
    return (
        f"<figure><figcaption>{kind}: {escape(look.view)}</figcaption>"
        f'<div class="picture {look.mode}">{_image(folder, kind, look)}{outlines}</div></figure>'
    )


def _image(folder: Path, kind: str, look: Look) -> str:
    """The picture, put into the folder."""
    state = re.sub(r"[^\w.-]", "_", look.state)
    file = folder / kind / f"{Path(look.page).stem}--{look.figure}--{look.width}-{look.mode}--{state}.png"
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(look.picture)
    return f'<img src="{kind}/{file.name}" alt="{kind}: {escape(look.view)}" loading="lazy">'
