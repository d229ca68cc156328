"""Numbers and findings of embargo-timeline, one module per question, in the order in which they are shown."""

from brief.register.sequence import order, pieces, pace, dates, since  # isort: skip

__all__ = ["order", "pieces", "pace", "dates", "since"]
