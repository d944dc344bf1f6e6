"""A new pack from a spreadsheet: values, questions and dilemmas by their areas."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from kit.authoring.pack_rows import ListedArea, Listing
from kit.authoring.pack_tables import PackTable, chosen_tables, is_header, is_known
from kit.content.folder import MOST_AREAS
from kit.content.models import MOST
from kit.core.errors import KitError, Problem
from kit.core.messages import Message
from kit.core.wording import enumerated, first_few, joined, more, more_rows
from kit.reading.remarks import from_sheets, hidden_rows, left_out
from kit.reading.spreadsheets import read_sheets

# So many rows that were left out are told one by one.
_MOST_TOLD = 12
_MOST_PLACES = 4
_KNOWN_COLUMN = Message("Left out the column «{heading}»: another column is read for it.")
_UNKNOWN_COLUMN = Message("Left out the column «{heading}»: nothing is known of it.")
_HIDDEN_COLUMN = Message("The column «{heading}» is hidden, and read all the same.")
_TOO_MANY_VALUES = Message("«{area}» has {count} values, {most} at most: take some out")
_TOO_MANY_QUESTIONS = Message("«{area}» has {count} questions, {most} at most: take some out")
_TOO_MANY_DILEMMAS = Message("«{area}» has {count} dilemmas, {most} at most: take some out")


@dataclass(frozen=True)
class ListedPack:
    """What a spreadsheet lists: the areas as they come there, and what is told of the reading."""

    areas: tuple[ListedArea, ...]
    told: tuple[str, ...]


def listed_areas(path: Path, sheets: Sequence[str] = ()) -> ListedPack:
    """The areas of a CSV file or a workbook, and what was read and left out.

    A row is a value with its name and text, unless it says to be a question, a dilemma, or the area
    itself with its leading sentence. A question may also stand beside a value, in a column of its
    own. An empty area is that of the row above. `sheets` are the names of those to read, instead of
    all with the same headings. Raises KitError with all that is wrong, told at its line and column.
    """
    shown = str(path)
    at_file = partial(Problem, shown, 0, 0)
    book = read_sheets(path, shown, is_header, at_file)
    tables, other_sheets = chosen_tables(book, sheets, shown, at_file)
    listing = Listing(shown)
    for table in tables:
        listing.read(table)
    areas = listing.areas
    problems = [*listing.problems, *(at_file(text) for text in _too_many(areas))]
    problems += [
        at_file(Message("the area «{area}» has no values: add one", area=one.title))
        for one in areas
        if not one.values
    ]
    if not areas and not problems:
        nothing = Message("nothing stands below the headings: write the values there")
        problems.append(at_file(nothing))
    if problems:
        raise KitError(problems)
    line = joined(list(_told(path.name, tables, listing, other_sheets)), " ")
    return ListedPack(areas, (line, *_columns_told(tables)))


def _told(
    name: str, tables: Sequence[PackTable], listing: Listing, other_sheets: Sequence[str]
) -> Iterator[str]:
    """What was read and what was left out, in sentences."""
    areas = listing.areas
    values = [value for area in areas for value, _ in area.values]
    yield Message(
        "{counts} in {areas} from {file}{sheets}: {names}.",
        counts=enumerated(list(_counts(areas))),
        areas=Message.counted("{count} area", "{count} areas", len(areas)),
        file=name,
        sheets=from_sheets([table.sheet.name for table in tables if table.sheet.name]),
        names=" … ".join(dict.fromkeys([values[0], values[-1]])),
    )
    yield from hidden_rows(listing.hidden)
    yield from listing.remarks
    rows = [*_rows_left_out(tables, listing), *listing.left_out]
    yield from left_out([*first_few(rows, _MOST_TOLD, more_rows), *other_sheets])


def _counts(areas: Sequence[ListedArea]) -> Iterator[str]:
    """How many values the areas have, and how many questions and dilemmas where there are any."""
    values, questions, dilemmas = (
        sum(map(len, of_areas))
        for of_areas in (
            [area.values for area in areas],
            [area.questions for area in areas],
            [area.dilemmas for area in areas],
        )
    )
    yield Message.counted("{count} value", "{count} values", values)
    if questions:
        yield Message.counted("{count} question", "{count} questions", questions)
    if dilemmas:
        yield Message.counted("{count} dilemma", "{count} dilemmas", dilemmas)


def _rows_left_out(tables: Sequence[PackTable], listing: Listing) -> Iterator[str]:
    """What is told of rows that are counted only."""
    empty = sum(table.empty for table in tables)
    if empty:
        yield Message.counted("{count} empty row", "{count} empty rows", empty)
    above = sum(table.head for table in tables)
    if above:
        yield Message.counted(
            "{count} row above the headings", "{count} rows above the headings", above
        )
    again = listing.asked_again
    if again:
        places = enumerated(first_few(again, _MOST_PLACES, more))
        yield Message("a question that stands there already in {places}", places=places)


def _columns_told(tables: Sequence[PackTable]) -> Iterator[str]:
    """What is told of columns, each heading once."""
    told: list[Message] = []
    for table in tables:
        for place, text in enumerate(table.headings):
            heading = " ".join(text.split())
            if place not in table.columns.values():
                why = _KNOWN_COLUMN if is_known(text) else _UNKNOWN_COLUMN
                told += [why.with_values(heading=heading)] if heading else []
            elif place + 1 in table.sheet.hidden_columns:
                told.append(_HIDDEN_COLUMN.with_values(heading=heading))
    yield from dict.fromkeys(told)


def _too_many(areas: Sequence[ListedArea]) -> list[str]:
    """What is told of more than a pack can hold."""
    told: list[str] = []
    if len(areas) > MOST_AREAS:
        too_many = Message(
            "these are {count} areas, {most} at most: make two packs of them",
            count=len(areas),
            most=MOST_AREAS,
        )
        told.append(too_many)
    for area in areas:
        for what, number in (
            (_TOO_MANY_VALUES, len(area.values)),
            (_TOO_MANY_QUESTIONS, len(area.questions)),
            (_TOO_MANY_DILEMMAS, len(area.dilemmas)),
        ):
            if number > MOST:
                told.append(what.with_values(area=area.title, count=number, most=MOST))
    return told
