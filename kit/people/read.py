"""The people of a workshop: their names, from the session file or from a list of any program.

A name is printed as its list has it. «Nordmann, Ola» in one cell stays so, since nobody can tell it
from «Nordmann, lege»; for Ola Nordmann there has to be a column for the first name and one for the
last, and they are joined.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from kit.core.errors import KitError, Origin, Problem
from kit.people.headings import (
    column_of,
    header_row,
    is_header,
    name_columns,
    nearest_heading,
    shown_headings,
    unknown_column,
)
from kit.people.names import MOST_PEOPLE, fault_in, tidied
from kit.reading.cells import AtFile, Cell, Row
from kit.reading.spreadsheets import read_rows

# What a cell of a workbook holds in place of a name.
_HELD = {
    "number": "a number",
    "date": "a date",
    "truth": "TRUE or FALSE",
    "error": "an error",
}


@dataclass(frozen=True)
class Participant:
    """One person. Two may have the same name.

    `name` is tidied: NFC, one space between words, nothing invisible, one letter at least and
    names.LONGEST characters at most. It may have letters that the typefaces lack. `origin` is where
    it stands.
    """

    name: str
    origin: Origin


def listed_participants(
    names: Sequence[str], at: Callable[[int, str], Problem]
) -> tuple[Participant, ...]:
    """The people whose names stand in the session file itself, in their order; maybe none.

    `at` makes a problem at the item with this index, from 0. KitError with every name that is none,
    and where they are more than MOST_PEOPLE.
    """
    problems: list[Problem] = []
    people = []
    for index, text in enumerate(names):
        fault = fault_in(text) if tidied(text) else "no name stands here: write it, or take it out"
        if fault:
            problems.append(at(index, fault))
        else:
            people.append(_participant(tidied(text), at(index, "")))
    if len(names) > MOST_PEOPLE:
        problems.append(at(MOST_PEOPLE, _too_many(len(names))))
    if problems:
        raise KitError(problems)
    return tuple(people)


def read_participants(
    path: Path, shown: str, column: str | None, at_file: AtFile, at_column: AtFile
) -> tuple[Participant, ...]:
    """The people of a CSV file, a text file with one name a line, or a workbook, in their order.

    `shown` is the file's name in messages. Names stand under the heading `column`, or one that is
    known such as navn or name; under fornavn and etternavn they are joined. Without a line of
    headings they stand first in each line. A cell with a comma in it stays as it is written.

    KitError with all that is wrong: with the file as a whole, told by `at_file`; a column that it
    lacks, told by `at_column`; names, told at their line and column.
    """
    rows = read_rows(path, shown, partial(is_header, column=column), at_file)
    number = header_row(rows, column)
    columns = _columns(rows, number, shown, column, at_file, at_column)
    problems: list[Problem] = []
    people = []
    for row in rows[0 if number is None else number + 1 :]:
        cells = [row[place] for place in columns if place < len(row)]
        if any(map(_is_filled, cells)):
            people.append(_person(cells, shown, problems))
        elif any(tidied(cell.text) for cell in row):
            text = "no name stands in this line: write it, or empty the line"
            problems.append(_problem(shown, cells[0] if cells else row[0], text))
    if len(people) > MOST_PEOPLE:
        problems.append(at_file(f"{shown}: {_too_many(len(people))}"))
    if not people and not problems:
        problems.append(at_file(f"no names stand in {shown}: write them below the heading"))
    if problems:
        raise KitError(problems)
    return tuple(person for person in people if person)


def _columns(
    rows: Sequence[Row],
    number: int | None,
    shown: str,
    column: str | None,
    at_file: AtFile,
    at_column: AtFile,
) -> tuple[int, ...]:
    """The columns of the parts of a name, from 0. `number` is the row of headings."""
    texts = [cell.text for cell in rows[number or 0]]
    if column is not None:
        place = column_of(column, texts)
        if place is None:
            raise KitError([at_column(_missing(column, texts, number is not None, shown))])
        return (place,)
    if number is None:
        return (0,)
    unknown = unknown_column(texts)
    columns = name_columns(texts) or (() if unknown is None else (unknown,))
    if not columns:
        told = f"{shown} has no column of names, only {shown_headings(texts)}"
        raise KitError([at_file(f"{told}: head the names with navn or name")])
    return columns


def _missing(column: str, texts: Sequence[str], headed: bool, shown: str) -> str:
    """The problem of a column that the file lacks."""
    meant = nearest_heading(column, texts) if headed else None
    what = "its headings are" if headed else "it has no line of headings, and begins with"
    hint = f"did you mean «{meant}»? {what.capitalize()}" if meant else what
    return f"{shown} has no column «{column}»: {hint} {shown_headings(texts)}"


def _person(cells: Sequence[Cell], shown: str, problems: list[Problem]) -> Participant | None:
    """The person whose name's parts these are; None where a problem is added."""
    first = next(filter(_is_filled, cells))
    for cell in cells:
        fault = _held_by(cell)
        if fault:
            problems.append(_problem(shown, cell, fault))
            return None
    text = " ".join(cell.text for cell in cells)
    fault = fault_in(text)
    if fault:
        problems.append(_problem(shown, first, fault))
        return None
    return _participant(tidied(text), _problem(shown, first, ""))


def _is_filled(cell: Cell) -> bool:
    return bool(tidied(cell.text)) or cell.kind == "formula"


def _held_by(cell: Cell) -> str:
    """Why a cell of a workbook cannot be a part of a name; empty where it can."""
    if cell.kind == "formula":
        return "the result of this formula is not stored: open the file in Excel and save it"
    if cell.kind in _HELD:
        held = f"{_HELD[cell.kind]}, {cell.text}"
        return f"no name stands here, but {held}: write the name, in a cell formatted as text"
    return ""


def _too_many(number: int) -> str:
    return f"these are {number} people, {MOST_PEOPLE} at most: make several sessions of them"


def _problem(shown: str, cell: Cell, text: str) -> Problem:
    return Problem(shown, cell.line, cell.column, text)


def _participant(name: str, place: Problem) -> Participant:
    return Participant(name, Origin(place.file, place.line, place.column, f'the name "{name}"'))
