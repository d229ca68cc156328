"""Figures: the house rules (`house`) and one module per chapter."""
