"""A row of a spreadsheet as what was asked for of one session, each cell with its place."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from kit.core.errors import Problem
from kit.core.messages import Message
from kit.reading.cells import BEYOND, Cell, Row, Worksheet
from kit.reading.document import Location
from kit.session.attendance import MOST_PEOPLE
from kit.session.options import OPTIONS
from kit.typed.figures import PEOPLE, read_count

# What people write where there is nothing, and what they tick with.
_NOTHING = frozenset({"-", "–", "—"})
_TICKS = frozenset({"x", "✓", "✔"})
_IS_DATE = Message("here is a date or a time: format the cell as text, and write it anew")
_STRUCK = Message(
    "this is struck out and the rest of its row is not: delete it, or take the line off"
)
_BEYOND = BEYOND.with_values(example='"Trust, hope"')
# What a row that is no session may say: October, holidays.
_OF_NOTES = frozenset({"title", "team"})
# The end of the name of a file.
_FILE = re.compile(r"\.[A-Za-z]{3,4}$")
_BETWEEN = re.compile(r"[,;\n]")


@dataclass(frozen=True)
class SessionRow:
    """What a row says of a session, as a session file would (kit.session.sources.Written).

    `head` is the row of headings, `columns` are the places of its keys, from 0. `path` is the file,
    `shown` what messages call it.
    """

    path: Path
    shown: str
    sheet: Worksheet
    head: Row
    row: Row
    columns: Mapping[str, int]

    @property
    def line(self) -> int:
        """The number of the row."""
        return self.row[0].line

    @cached_property
    def data(self) -> dict[str, Any]:
        """What it says, by key."""
        said = {self._key_of(key, cell): self._said(key, cell) for key, cell in self._cells()}
        return {key: told for key, told in said.items() if told is not None}

    @cached_property
    def problems(self) -> Sequence[Problem]:
        """Cells of which nobody can know what they say."""
        found = [(cell, self._fault(key, cell)) for key, cell in self._cells()]
        found += [(cell, _BEYOND) for cell in self.sheet.beyond(self.row, self.head)[:1]]
        return [self.sheet.problem(self.shown, cell, text) for cell, text in found if text]

    @property
    def is_remark(self) -> bool:
        """Whether nothing stands in it but one text: a heading of those below, a note."""
        written = [cell for cell in self.row if not cell.is_empty]
        is_one = len(written) == len(self.data) == 1
        return is_one and set(self.data) <= _OF_NOTES and len(self.columns) > 2

    def problem(self, at: Location, text: str, *, on_key: bool = False) -> Problem:  # noqa: ARG002
        """A problem with what the row says of a key, at its cell."""
        key = str(at[0]) if at else ""
        asked = next((cell for one, cell in self._cells() if self._key_of(one, cell) == key), None)
        return self.sheet.problem(self.shown, asked or self._first, text)

    @property
    def _first(self) -> Cell:
        return next((cell for cell in self.row if not cell.is_empty), self.row[0])

    def _cells(self) -> Iterator[tuple[str, Cell]]:
        """The cells that say something, by the keys of their columns."""
        for key, place in self.columns.items():
            cell = self.row[place] if place < len(self.row) else None
            if cell and not cell.is_empty and cell.text.strip() not in _NOTHING:
                yield key, cell

    def _key_of(self, key: str, cell: Cell) -> str:
        """The key of a cell: a list of those who take part and their count may change places."""
        other = {"people": "participants", "participants": "people"}.get(key)
        if other is None or other in self.columns:
            return key
        means_list = _FILE.search(cell.text.strip()) if key == "people" else not _is_count(cell)
        return "participants" if means_list else "people"

    def _said(self, key: str, cell: Cell) -> Any:
        """What a cell says, as it would stand in a session file; None where it has a fault."""
        option, text = OPTIONS[key], cell.text.strip()
        if self._fault(key, cell):
            return None
        if key == "date" and cell.day:
            return cell.day
        if option.is_switch and text.lower() in _TICKS:
            return "yes"
        return _amounts(text) if key == "pieces" else text

    def _fault(self, key: str, cell: Cell) -> str:
        """Why nobody can know what a cell says, and what to do; empty where all is well."""
        option = OPTIONS[key]
        if cell.struck:
            return _STRUCK
        if cell.kind == "date" and (key != "date" or not cell.day):
            return _IS_DATE
        if cell.kind == "number" and option.is_repeated and not cell.text.strip().isdecimal():
            # 2.10 is 2.1 to a spreadsheet, and 1,3 may be two areas.
            return Message(
                "here is the number {number}, which may be read in two ways: format the cell as "
                "text, and write it anew",
                number=cell.text.strip(),
            )
        is_known = (
            cell.kind == "date"
            or (cell.kind == "number" and option.is_figure)
            or (cell.kind == "truth" and option.is_switch)
        )
        return "" if is_known else cell.fault


def _is_count(cell: Cell) -> bool:
    try:
        return read_count(cell.text, MOST_PEOPLE, PEOPLE)[0] > 0
    except ValueError:
        return False


def _amounts(text: str) -> Any:
    """Pieces as a session file has them: names, or keys where it is said how many of each."""
    if ":" not in text:
        return text
    parts = [part.strip() for part in _BETWEEN.split(text) if part.strip()]
    named = (part.partition(":") for part in parts)
    return {name.strip(): amount.strip() or None for name, _, amount in named}
