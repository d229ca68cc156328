"""Two sites side by side: which figures look otherwise, in which view, and where."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from brief.visual_checks.capture import LIVE, STILL, Look

COMPARE = Path(__file__).with_name("compare.js").read_text(encoding="utf-8")
NEW, GONE, CHANGED = "new", "gone", "changed"


@dataclass
class Difference:
    """A figure in one view that one site has and the other hasn't, or of which `changed` pixels look otherwise."""

    kind: str
    old: Look | None
    now: Look | None
    changed: int = 0
    of: int = 0
    picture: bytes = b""

    @property
    def look(self) -> Look:
        return next(look for look in (self.now, self.old) if look)


def differences(chromium, old: Iterable[Look], now: Iterable[Look]) -> Iterator[Difference]:
    """What changed between two sites, figures matched by page and name, each still and live."""
    before, after = (
        {(look.name, look.view): look for look in looks if look.state in (STILL, LIVE)} for looks in (old, now)
    )
    context = chromium.new_context()
    page = context.new_page()
    for place in sorted(before.keys() | after.keys()):
        one, other = before.get(place), after.get(place)
        if one is None or other is None:
            yield Difference(GONE if other is None else NEW, one, other)
        elif one.picture != other.picture:
            seen = page.evaluate(COMPARE, [base64.b64encode(look.picture).decode() for look in (one, other)])
            if seen["changed"]:
                yield Difference(CHANGED, one, other, seen["changed"], seen["of"], base64.b64decode(seen["picture"]))
    context.close()
