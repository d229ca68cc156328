"""Numbers and findings of entrapment: when an ally's sale does more harm than good, one module per question.

Numbers of the model follow from assumptions of this book (`model_settings`, `model_presets`); only the chance of war
starts at something published. No number here is a chance that a sale does harm: that would be our own guesses.
"""

from analysis.entrapment.numbers import start, tipping, capability, literature, since  # isort: skip
from analysis.entrapment.numbers.readings import FEARS, PREVENTED, at, presets, settings, size_change, studies, tip

__all__ = [
    "FEARS",
    "PREVENTED",
    "at",
    "capability",
    "literature",
    "presets",
    "settings",
    "since",
    "size_change",
    "start",
    "studies",
    "tip",
    "tipping",
]
