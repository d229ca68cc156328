"""What the reader may move, and the sentence that answers.

Plain HTML inputs, bound by name to the chart's parameters. They are hidden until the chart script
shows them, so a page without scripts offers nothing that doesn't work.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html import escape
from typing import ClassVar

from markupsafe import Markup

from brief.templates import as_filter


@dataclass(frozen=True)
class Number:
    """A number between `minimum` and `maximum`, in `unit`, moved by `step`; `presets` are (value, label) pairs."""

    kind: ClassVar[str] = "number"
    param: str
    label: str
    minimum: float
    maximum: float
    step: float
    unit: str
    value: float
    presets: tuple[tuple[float, str], ...] = ()

    def problem(self, others=()) -> str | None:
        """What is wrong with the control beside the `others` of its figure, in words, or nothing."""
        for value in (self.value, *(value for value, _ in self.presets)):
            if not self.minimum <= value <= self.maximum:
                return f"{plain(value)} lies outside {plain(self.minimum)} to {plain(self.maximum)}"
        return None if self.step > 0 else "its step is not above zero"


@dataclass(frozen=True)
class Choice:
    """One of several named settings; `options` are (value, label) pairs, the value a slug."""

    kind: ClassVar[str] = "choice"
    param: str
    label: str
    options: tuple[tuple[str, str], ...]
    value: str

    def problem(self, others=()) -> str | None:
        """What is wrong with the control beside the `others` of its figure, in words, or nothing."""
        values = [value for value, _ in self.options]
        if self.value not in values:
            return f"{self.value!r} is none of its options"
        # The value travels in the address of the page.
        odd = [value for value in values if not re.fullmatch(r"[a-z0-9-]+", value)]
        return f"{odd[0]!r} is not a slug" if odd else None


@dataclass(frozen=True)
class Buttons(Choice):
    """A choice whose settings are all in view, as buttons of which one is pressed."""

    kind: ClassVar[str] = "buttons"


@dataclass(frozen=True)
class Presets:
    """Named starting points that set several numbers at once; `options` are (label, {param: value}) pairs."""

    kind: ClassVar[str] = "presets"
    label: str
    options: tuple[tuple[str, dict[str, float]], ...]

    def problem(self, others=()) -> str | None:
        """What is wrong with the control beside the `others` of its figure, in words, or nothing."""
        numbers = {other.param: other for other in others if isinstance(other, Number)}
        for words, settings in self.options:
            for param, value in settings.items():
                if param not in numbers:
                    return f"{words!r} sets {param}, which is no number of this figure"
                if problem := replace(numbers[param], value=value, presets=()).problem():
                    return f"{words!r}: {param} {problem}"
        return None


@dataclass(frozen=True)
class Sentence:
    """The result in words: `param` names the chart's parameter, `initial` what it says at the start.

    Where Python says the same by a way of its own, it gives `initial`, and the chart must agree; else the chart's own
    words are taken. Words between *asterisks* are shown bold."""

    initial: str = ""
    param: str = "sentence"


@as_filter
def plain(number: float) -> str:
    """A number as inputs want it: point, no grouping, no needless zeros."""
    return f"{number:.10g}"


@as_filter
def bold(sentence: str) -> Markup:
    """Words between *asterisks* in bold."""
    return Markup(re.sub(r"\*([^*]+)\*", r"<strong>\1</strong>", escape(sentence, quote=False)))
