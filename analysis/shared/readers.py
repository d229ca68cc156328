"""How far two readers of the same texts give the same codes."""

import pandas as pd


def agreement(first: pd.Series, second: pd.Series) -> tuple[float, float]:
    """Share of cells that two readers code alike, and Cohen’s kappa: how far that is beyond chance, from 0 to 1."""
    alike = float((first == second).mean())
    by_chance = float((first.value_counts(normalize=True) * second.value_counts(normalize=True)).sum())
    return alike, 1.0 if by_chance == 1 else (alike - by_chance) / (1 - by_chance)
