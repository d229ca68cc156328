"""Numbers and findings of trade-dependence, one module per question, in the order in which they are shown."""

from analysis.trade_dependence.numbers import weights, gas, indices, crisis, since  # isort: skip

__all__ = ["weights", "gas", "indices", "crisis", "since"]
