"""Numbers and findings of trade-dependence, one module per question, in the order in which they are shown."""

from brief.register.dependence import weights, gas, indices, crisis, since  # isort: skip

__all__ = ["weights", "gas", "indices", "crisis", "since"]
