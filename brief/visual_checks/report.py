"""The gallery as one page with its pictures beside it: what failed, what changed, then every figure in every view."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

from brief.charts.theme import PALETTE
from brief.templates import as_filter, render
from brief.visual_checks.capture import LIVE, STILL, Look

PADDING = 12  # px, around a picture
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
    looks = [look for look in looks if look.picture]
    now = [*looks, *(new for _, new in changes or [] if new)]
    for kind, of_kind in (("now", now), ("old", [old for old, _ in changes or [] if old])):
        (folder / kind).mkdir(parents=True)
        for look in of_kind:
            (folder / file(look, kind)).write_bytes(look.picture)
    figures = [
        (same[0], faults(same), _grouped(same, lambda look: look.state))
        for same in _grouped(looks, lambda look: look.name)
    ]
    page = folder / "index.html"
    said = {"faults": faults(looks), "changes": changes, "figures": figures}
    page.write_text(render("gallery.html", padding=PADDING, paper=PALETTE["page"], **said), encoding="utf-8")
    return page


def _grouped(looks: Iterable[Look], key: Callable[[Look], object]) -> list[list[Look]]:
    """The looks with the same key together, in the order in which each key is first met."""
    found: dict[object, list[Look]] = {}
    for look in looks:
        found.setdefault(key(look), []).append(look)
    return [*found.values()]


@as_filter
def file(look: Look, kind: str) -> str:
    """The name of a look's picture beside the page."""
    state = re.sub(r"[^\w.-]", "_", look.state)
    return f"{kind}/{Path(look.page).stem}--{look.figure}--{look.width}-{look.mode}--{state}.png"
