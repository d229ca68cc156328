"""The logic of "From Ankara, With Evidence", an executable policy brief.

Rooms, in the order in which they may import one another: tables, clock, measures, register, ledger, figures, site.
"""
