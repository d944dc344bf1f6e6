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
from kit.core.wording import enumerated, first_few, more, more_rows, several
from kit.reading.remarks import from_sheets, hidden_rows, left_out
from kit.reading.spreadsheets import read_sheets

# So many rows that were left out are told one by one.
_MOST_TOLD = 12
_MOST_PLACES = 4


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
        at_file(f"the area «{one.title}» has no values: add one") for one in areas if not one.values
    ]
    if not areas and not problems:
        problems.append(at_file("nothing stands below the headings: write the values there"))
    if problems:
        raise KitError(problems)
    line = " ".join(_told(path.name, tables, listing, other_sheets))
    return ListedPack(areas, (line, *_columns_told(tables)))


def _told(
    name: str, tables: Sequence[PackTable], listing: Listing, other_sheets: Sequence[str]
) -> Iterator[str]:
    """What was read and what was left out, in sentences."""
    areas = listing.areas
    values = [value for area in areas for value, _ in area.values]
    counts = [several(len(values), "value")]
    for what, number in (
        ("question", sum(len(area.questions) for area in areas)),
        ("dilemma", sum(len(area.dilemmas) for area in areas)),
    ):
        counts += [several(number, what)] if number else []
    where = from_sheets([table.sheet.name for table in tables if table.sheet.name])
    names = " … ".join(dict.fromkeys([values[0], values[-1]]))
    yield f"{enumerated(counts)} in {several(len(areas), 'area')} from {name}{where}: {names}."
    yield from hidden_rows(listing.hidden)
    yield from listing.remarks
    rows = [*_rows_left_out(tables, listing), *listing.left_out]
    yield from left_out(
        [
            *first_few(
                rows,
                _MOST_TOLD,
                more_rows,
            ),
            *other_sheets,
        ]
    )


def _rows_left_out(tables: Sequence[PackTable], listing: Listing) -> Iterator[str]:
    """What is told of rows that are counted only."""
    empty = sum(table.empty for table in tables)
    if empty:
        yield several(empty, "empty row")
    above = sum(table.head for table in tables)
    if above:
        yield f"{several(above, 'row')} above the headings"
    again = listing.asked_again
    if again:
        places = enumerated(first_few(again, _MOST_PLACES, more))
        yield f"a question that stands there already in {places}"


def _columns_told(tables: Sequence[PackTable]) -> Iterator[str]:
    """What is told of columns, each heading once."""
    told = []
    for table in tables:
        for place, text in enumerate(table.headings):
            heading = " ".join(text.split())
            if place not in table.columns.values():
                why = (
                    "another column is read for it" if is_known(text) else "nothing is known of it"
                )
                told += [f"Left out the column «{heading}»: {why}."] if heading else []
            elif place + 1 in table.sheet.hidden_columns:
                told.append(f"The column «{heading}» is hidden, and read all the same.")
    yield from dict.fromkeys(told)


def _too_many(areas: Sequence[ListedArea]) -> list[str]:
    """What is told of more than a pack can hold."""
    told = []
    if len(areas) > MOST_AREAS:
        told.append(f"these are {len(areas)} areas, {MOST_AREAS} at most: make two packs of them")
    for area in areas:
        for what, number in (
            ("values", len(area.values)),
            ("questions", len(area.questions)),
            ("dilemmas", len(area.dilemmas)),
        ):
            if number > MOST:
                told.append(f"«{area.title}» has {number} {what}, {MOST} at most: take some out")
    return told
