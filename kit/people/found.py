"""What stands in a list before names are made of it: entries for people, and rows that are none."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from kit.core.errors import Problem
from kit.core.wording import cut_short
from kit.reading.cells import AtFile, Cell, Row, Worksheet

# Why a row holds no person who is printed:
# - "headings": it holds them
# - "above": it stands above the headings
# - "apart": it stands below the list and does not go on with it, such as another section
# - "title", "total", "note": the name of a group, a sum, a greeting or another sentence
# - "struck out": somebody crossed it out
# - "again": the same person once more, in a log of who joined
# - "no name": it is numbered, and nobody stands there
Why = Literal[
    "headings",
    "above",
    "apart",
    "title",
    "total",
    "note",
    "struck out",
    "again",
    "no name",
]

# What a text without columns stands on.
NO_SHEET = Worksheet("", ())
# A row in a message is cut here.
_SHOWN = 30


@dataclass(frozen=True)
class RowsLeftOut:
    """Rows that hold nobody who is printed: `count` of them from row `first` to row `last`.

    `shown` is how the first of them begins, `sheet` the name of their sheet, empty in a text file.
    """

    why: Why
    count: int
    first: int
    last: int
    shown: str = ""
    sheet: str = ""


@dataclass(frozen=True)
class Entry:
    """What a list has for one person: the parts of the name, each with its place."""

    parts: tuple[Cell, ...]
    sheet: Worksheet = NO_SHEET

    @property
    def is_hidden(self) -> bool:
        """Whether it stands in a row that is not shown."""
        return self.line in self.sheet.hidden

    @property
    def line(self) -> int:
        """The row that it stands in."""
        return self.parts[0].line


@dataclass(frozen=True)
class AskedOfList:
    """What was asked for of a list, and how to tell a problem with that.

    `column` and `sheet` are empty where nobody said.
    """

    at_file: AtFile
    at_column: AtFile
    at_sheet: AtFile
    column: str = ""
    sheet: str = ""


@dataclass(frozen=True)
class Found:
    """What stands in a list.

    Every row is that of an entry, of `left_out`, or of one of the problems. `sheets` are those that
    were read, `passed_over` the others that are shown. `empty` is how many empty rows stand
    among the others. `remarks` are sentences for whoever asked for the list. `by_mail` is whether
    a mail program wrote it.
    """

    entries: tuple[Entry, ...]
    left_out: tuple[RowsLeftOut, ...] = ()
    problems: tuple[Problem, ...] = ()
    sheets: tuple[str, ...] = ()
    passed_over: tuple[str, ...] = ()
    hidden_sheets: tuple[str, ...] = ()
    empty: int = 0
    remarks: tuple[str, ...] = ()
    by_mail: bool = False


def rows_left_out(why: Why, rows: Sequence[Row], sheet: str = "") -> Iterator[RowsLeftOut]:
    """The rows as left out, if there are any."""
    if rows:
        yield RowsLeftOut(why, len(rows), rows[0][0].line, rows[-1][0].line, begins(rows[0]), sheet)


def begins(row: Row) -> str:
    """How a row begins, as messages show it."""
    text = next((" ".join(cell.text.split()) for cell in row if not cell.is_empty), "")
    return shown_beginning(text)


def shown_beginning(text: str) -> str:
    """How the text of a row begins, as messages show it."""
    return cut_short(text, _SHOWN)


def with_text(cell: Cell, text: str, skipped: int = 0) -> Cell:
    """The cell with a part of its text, which begins so many letters further on."""
    return replace(cell, text=text, column=cell.column + skipped)


def filled(row: Iterable[Cell]) -> tuple[Cell, ...]:
    """The cells of a row in which something is written."""
    return tuple(cell for cell in row if not cell.is_empty)
