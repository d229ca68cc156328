"""Numbers and findings of trade-dependence (data owner fills this)."""
