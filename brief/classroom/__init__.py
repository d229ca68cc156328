"""Class matter that is calculated: a setting for each number of the class list, its answer, and a small table to work
with. No chapter imports this room; it imports tables, measures and the register.
"""

from __future__ import annotations

from brief.classroom.assignments import NUMBERS
from brief.classroom.sheets import SHEETS, Sheet

__all__ = ["NUMBERS", "SHEETS", "Sheet"]
