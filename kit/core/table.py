"""A table of plain text, for people and for programs."""

from dataclasses import dataclass

Row = tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """The names of the columns, and rows of as many texts."""

    columns: Row
    rows: tuple[Row, ...]

    def without(self, column: str) -> "Table":
        """The table without one of its columns."""
        at = self.columns.index(column)
        columns, *rows = ((*row[:at], *row[at + 1 :]) for row in (self.columns, *self.rows))
        return Table(columns, tuple(rows))

    def records(self) -> list[dict[str, str]]:
        """The rows for programs: each column's name with its text."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]
