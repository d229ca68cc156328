"""The one way in which a table can be refused: a line that says where, what and why."""

from __future__ import annotations


class TableError(ValueError):
    """One bad value in one line: `data/x.csv, row 7, field value: "abc" is not a number`.

    `row` counts as a person does: lines of a CSV file from 1 (the header), features of a GeoJSON file from 1.
    Parts that don't apply are None.
    """

    def __init__(
        self, file: str, rule: str, row: int | None = None, field: str | None = None, value: object | None = None
    ):
        super().__init__(file, rule, row, field, value)
        self.file, self.row, self.field, self.value, self.rule = file, row, field, value, rule

    def __str__(self) -> str:
        row = "" if self.row is None else f", {row_name(self.file, self.row)}"
        field = "" if self.field is None else f", field {self.field}"
        value = "" if self.value is None else f'"{one_line(self.value)}" '
        return f"{self.file}{row}{field}: {value}{self.rule}"


class Recoded(ValueError):
    """A rule broken in the way in which spreadsheets break it, so that `make tidy` can mend it."""


def row_name(file: str, row: int) -> str:
    return f"feature {row}" if file.endswith(".geojson") else f"row {row}"


def with_hint(rule: str, file: str) -> str:
    """The rule, and the command that mends a file which a spreadsheet has re-coded."""
    return (
        f"{rule}: a spreadsheet seems to have re-coded this file; make tidy FILES={file} "
        f"(or python3 -m brief tidy {file}) writes a repaired copy beside it"
    )


def one_line(value: object, longest: int = 60) -> str:
    """A value fit for a message: no line breaks, not too long."""
    words = " ".join(str(value).split())
    return words if len(words) <= longest else words[: longest - 3] + "..."
