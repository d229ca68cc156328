"""The figures of entrapment: when a sale does harm."""

from brief.figures.harmgauge import harm_gauge

__all__ = ["harm_gauge"]
