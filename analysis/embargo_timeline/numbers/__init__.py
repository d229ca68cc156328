"""Numbers and findings of embargo-timeline, one module per question, in the order in which they are shown."""

from analysis.embargo_timeline.numbers import order, pieces, pace, dates, since  # isort: skip

__all__ = ["order", "pieces", "pace", "dates", "since"]
