"""What the reader may move, and the sentence that answers.

Plain HTML inputs, bound by name to the chart's parameters. They are hidden until the chart script
shows them, so a page without scripts offers nothing that doesn't work.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html import escape

from brief.numbers import MINUS


@dataclass(frozen=True)
class Number:
    """A number between `minimum` and `maximum`, in `unit`, moved by `step`; `presets` are (value, label) pairs."""

    param: str
    label: str
    minimum: float
    maximum: float
    step: float
    unit: str
    value: float
    presets: tuple[tuple[float, str], ...] = ()

    def problem(self) -> str | None:
        """What is wrong with the control, in words, or nothing."""
        for value in (self.value, *(value for value, _ in self.presets)):
            if not self.minimum <= value <= self.maximum:
                return f"{plain(value)} lies outside {plain(self.minimum)} to {plain(self.maximum)}"
        return None if self.step > 0 else "its step is not above zero"

    def html(self, figure: str) -> str:
        name = f"{figure}-{self.param}"
        unit = escape(self.unit)
        step = f"{plain(self.step)} {self.unit}".strip()
        presets = "".join(
            f'<button type="button" class="fa-preset" value="{plain(value)}"'
            f' aria-pressed="{str(value == self.value).lower()}">{plain(value)}'
            f'<span class="fa-preset-label"> {escape(label)}</span></button>'
            for value, label in self.presets
        )
        limits = f'min="{plain(self.minimum)}" max="{plain(self.maximum)}" step="{plain(self.step)}"'
        return (
            f'<div class="fa-control fa-control-number" role="group" aria-labelledby="{name}-label"'
            f' data-param="{self.param}">'
            f'<span class="fa-control-label" id="{name}-label">{escape(self.label)}</span>'
            + (f'<div class="fa-presets">{presets}</div>' if presets else "")
            + f'<input type="range" class="fa-slider" {limits} value="{plain(self.value)}" autocomplete="off"'
            f' aria-label="{escape(self.label)}" aria-valuetext="{plain(self.value)} {unit}">'
            f'<div class="fa-stepper"><button type="button" class="fa-less" aria-label="{step} less">{MINUS}</button>'
            f'<label class="fa-typed"><span class="fa-visually-hidden">{escape(self.label)}, {unit}</span>'
            f'<input type="text" class="fa-value" inputmode="decimal" autocomplete="off" size="4"'
            f' value="{plain(self.value)}"><span class="fa-unit" aria-hidden="true">{unit}</span></label>'
            f'<button type="button" class="fa-more" aria-label="{step} more">+</button></div></div>'
        )


@dataclass(frozen=True)
class Choice:
    """One of several named settings; `options` are (value, label) pairs, the value a slug."""

    param: str
    label: str
    options: tuple[tuple[str, str], ...]
    value: str

    def problem(self) -> str | None:
        """What is wrong with the control, in words, or nothing."""
        values = [value for value, _ in self.options]
        if self.value not in values:
            return f"{self.value!r} is none of its options"
        # The value travels in the address of the page.
        odd = [value for value in values if not re.fullmatch(r"[a-z0-9-]+", value)]
        return f"{odd[0]!r} is not a slug" if odd else None

    def html(self, figure: str) -> str:
        name = f"{figure}-{self.param}"
        options = "".join(
            f'<option value="{value}"{" selected" if value == self.value else ""}>{escape(label)}</option>'
            for value, label in self.options
        )
        return (
            f'<div class="fa-control fa-control-choice" data-param="{self.param}">'
            f'<label class="fa-control-label" for="{name}">{escape(self.label)}</label>'
            f'<select class="fa-select" id="{name}" autocomplete="off">{options}</select></div>'
        )


@dataclass(frozen=True)
class Buttons(Choice):
    """A choice whose settings are all in view, as buttons of which one is pressed."""

    def html(self, figure: str) -> str:
        name = f"{figure}-{self.param}"
        buttons = "".join(
            f'<button type="button" class="fa-preset" value="{value}"'
            f' aria-pressed="{str(value == self.value).lower()}">{escape(label)}</button>'
            for value, label in self.options
        )
        return (
            f'<div class="fa-control fa-control-presets fa-control-buttons" role="group"'
            f' aria-labelledby="{name}-label" data-param="{self.param}">'
            f'<span class="fa-control-label" id="{name}-label">{escape(self.label)}</span>'
            f'<div class="fa-presets">{buttons}</div></div>'
        )


@dataclass(frozen=True)
class Presets:
    """Named starting points that set several numbers at once; `options` are (label, {param: value}) pairs."""

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

    def html(self, figure: str) -> str:
        name = f"{figure}-presets"
        buttons = "".join(
            f'<button type="button" class="fa-preset" aria-pressed="false"'
            f' data-settings="{escape("&".join(f"{param}={plain(value)}" for param, value in settings.items()))}">'
            f"{escape(words)}</button>"
            for words, settings in self.options
        )
        return (
            f'<div class="fa-control fa-control-presets" role="group" aria-labelledby="{name}-label">'
            f'<span class="fa-control-label" id="{name}-label">{escape(self.label)}</span>'
            f'<div class="fa-presets">{buttons}</div></div>'
        )


@dataclass(frozen=True)
class Sentence:
    """The result in words: `param` names the chart's parameter, `initial` is the same text from Python.

    Words between *asterisks* are shown bold."""

    initial: str
    param: str = "sentence"

    def html(self) -> str:
        shown = re.sub(r"\*([^*]+)\*", r"<strong>\1</strong>", escape(self.initial, quote=False))
        return (
            f'<p class="fa-sentence" data-param="{self.param}">{shown}</p>'
            '<p class="fa-announce fa-visually-hidden" aria-live="polite"></p>'
        )


def plain(number: float) -> str:
    """A number as inputs want it: point, no grouping, no needless zeros."""
    return f"{number:.10g}"
