"""Class matter that is calculated: a setting for each number of the class list, its answer, and a small table to work
with (`sheets`); the arithmetic alone, which also ships to classes that have Python (`assignments`).

No chapter imports this room; it imports tables, measures, the register and figures.
"""
