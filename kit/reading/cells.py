"""A spreadsheet as plain data: rows of cells, each with its place in the file."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from kit.core.errors import Problem
from kit.core.messages import Message

# A header is looked for in so many of the first rows that are not empty; titles may stand above it.
HEAD_ROWS = 5
# Facts, and other sections, may stand above the headings: so far they are looked for at most.
MOST_HEAD_ROWS = 200
# What lies beyond holds nobody's list of a workshop, and would cost memory: rows beyond are told,
# columns beyond are not read.
MOST_ROWS = 20_000
MOST_COLUMNS = 256
# Of a text, those in which nothing is written as well: rows that are told may have several.
MOST_LINES = 5 * MOST_ROWS

Kind = Literal["text", "number", "date", "truth", "error", "formula"]
# Whether a row of these texts is a line of headings.
IsHeader = Callable[[Sequence[str]], bool]
# Makes a problem with the file as a whole, there where somebody asked for the file.
AtFile = Callable[[str], Problem]

# Whatever a program ends its lines with.
LINE_BREAK = re.compile("\r\n|\r|\n")


@dataclass(frozen=True)
class Cell:
    """One cell, with its text as it is shown.

    `line` and `column` count from 1: characters in a text file, in a workbook the numbers of the
    row and the column. `kind` is what a workbook holds there, a formula only where its result is
    not stored; in a text file all is text. `fault` tells why nobody can know what the workbook
    shows here, and what to do; it is empty where that is known. `struck` is whether all of the text
    is struck out. `day` is the day that a workbook holds here, such as 2026-12-03, however it is
    shown; empty where it holds none.
    """

    text: str
    line: int
    column: int
    kind: Kind = "text"
    fault: str = ""
    struck: bool = False
    day: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written here."""
        return not self.text.strip() and self.kind != "formula"


Row = tuple[Cell, ...]


@dataclass(frozen=True)
class Worksheet:
    """One sheet of a workbook, or the whole of a text file.

    `name` is empty for a text file. `rows` are those in which something is written, maybe none;
    the number of a row is the `line` of its first cell. `hidden` are the numbers of rows that the
    program does not show, because of a filter or by hand; `struck` those of rows in which all that
    is written is struck out. Both are among `rows` all the same.
    """

    name: str
    rows: tuple[Row, ...]
    hidden: frozenset[int] = frozenset()
    struck: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    fault: str = ""

    def problem(self, shown: str, cell: Cell, told: str) -> Problem:
        """A problem with a cell; `shown` is the name of the file.

        In a workbook it says which cell in the manner of spreadsheets: sheet «Fest», B3.
        """
        if self.name:
            place = f"{column_letters(cell.column)}{cell.line}"
            told = Message(
                "sheet «{sheet}», {cell}: {told}", sheet=self.name, cell=place, told=told
            )
        return Problem(shown, cell.line, cell.column, told)

    def beyond(self, row: Row, head: Row) -> Row:
        """Filled cells of a row behind the last heading, where a separator stands within a text.

        Programs write a separator for each heading, so in a text file a longer line has one that
        should be in quotes. In a workbook such cells are notes.
        """
        longer = row[len(head) :] if head and not self.name else ()
        return tuple(cell for cell in longer if not cell.is_empty)

    @property
    def empty(self) -> int:
        """How many empty rows stand between the others."""
        return sum(self.empty_above(number) for number in range(1, len(self.rows)))

    def empty_above(self, number: int) -> int:
        """How many empty rows stand between a row, by its place in `rows`, and the one above."""
        if number == 0:
            return 0
        above = self.rows[number - 1]
        last = above[-1].line
        if not self.name:  # in a text file a cell may run over several lines
            last += len(LINE_BREAK.findall(above[-1].text))
        return max(0, self.rows[number][0].line - last - 1)


@dataclass(frozen=True)
class Spreadsheet:
    """All that is seen of a file: `sheets` are those that are visible, empty ones too.

    `hidden` are the names of sheets that are not shown, and `charts` of those that are a drawing.
    """

    sheets: tuple[Worksheet, ...]
    hidden: tuple[str, ...] = ()
    charts: tuple[str, ...] = ()


def column_letters(number: int) -> str:
    """What spreadsheets call a column: A to Z, AA and so on."""
    letters = ""
    while number:
        number, place = divmod(number - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters


def column_number(letters: str) -> int:
    """The number of the column that spreadsheets call so, from 1."""
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number


# What to say of a line with cells beyond its headings; the example is a text in its quotes.
BEYOND = Message(
    "this line has more cells than there are headings: put a text that holds a comma or a "
    "semicolon in quotes, such as {example}"
)


def too_many_rows(shown: str) -> str:
    """The problem of a spreadsheet that has too many rows; `shown` is the file's name."""
    return Message(
        "{file} has more than {most} lines: keep only those that are needed",
        file=shown,
        most=MOST_ROWS,
    )
