"""Numbers and findings of this chapter."""
