"""A spreadsheet as plain data: rows of cells, each with its place in the file."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from kit.core.errors import Problem

# A header is looked for in so many of the first rows that are not empty; titles may stand above it.
HEAD_ROWS = 5
# What lies beyond holds nobody's list of a workshop, and would cost memory: rows beyond are told,
# columns beyond are not read.
MOST_ROWS = 20_000
MOST_COLUMNS = 256

Kind = Literal["text", "number", "date", "truth", "error", "formula"]
# Whether a row of these texts is a line of headings.
IsHeader = Callable[[Sequence[str]], bool]
# Makes a problem with the file as a whole, there where somebody asked for the file.
AtFile = Callable[[str], Problem]


@dataclass(frozen=True)
class Cell:
    """One cell, with its text as it is written.

    `line` and `column` count from 1: characters in a text file, in a workbook the numbers of the
    row and the column. `kind` is what a workbook holds there, a formula only where its result is
    not stored; `text` is then empty. In a text file all is text.
    """

    text: str
    line: int
    column: int
    kind: Kind = "text"

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written here."""
        return not self.text.strip() and self.kind != "formula"


Row = tuple[Cell, ...]


def too_many_rows(shown: str) -> str:
    """The problem of a spreadsheet that has too many rows; `shown` is the file's name."""
    return f"{shown} has more than {MOST_ROWS} lines: keep only those that are needed"
