"""Where the values of a pack stand in a spreadsheet: which sheets, and under which headings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from kit.core.errors import KitError, Problem
from kit.core.messages import Message
from kit.core.spelling import alike
from kit.core.wording import enumerated, first_few, more_sheets
from kit.reading.cells import AtFile, Row, Spreadsheet, Worksheet
from kit.reading.headings import column_of, shown_headings
from kit.reading.sheet_names import sheet_called

# The columns, and under which headings they stand, in any case and spelling.
_COLUMNS: Mapping[str, Sequence[str]] = {
    "kind": ("kind", "type", "slag"),
    "area": ("area", "omrade", "theme", "tema"),
    "name": ("name", "navn", "namn", "title", "tittel", "value", "verdi"),
    "text": (
        *("text", "tekst", "definition", "definisjon", "description", "beskrivelse"),
        *("explanation", "forklaring", "meaning", "betydning"),
    ),
    "question": ("question", "sporsmal", "refleksjonssporsmal"),
}
# So many names of sheets are told.
_MOST_TOLD = 8


@dataclass(frozen=True)
class PackTable:
    """The rows of a sheet below its headings; `head` is the place of these in the sheet's rows."""

    sheet: Worksheet
    head: int

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings as they stand."""
        return tuple(cell.text for cell in self.sheet.rows[self.head])

    @cached_property
    def columns(self) -> dict[str, int]:
        """The place of each column that is known, from 0."""
        return _columns(self.headings)

    @property
    def key(self) -> frozenset[str]:
        """What tables with the same headings have in common, in whatever order these stand."""
        return frozenset(alike(self.headings[place]) for place in self.columns.values())

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows below the headings; lines that say the headings again are not among them."""
        return tuple(row for row in self.sheet.rows[self.head + 1 :] if not self._repeats(row))

    @property
    def empty(self) -> int:
        """How many empty rows stand among them."""
        places = range(self.head + 1, len(self.sheet.rows))
        return sum(self.sheet.empty_above(place) for place in places)

    def other_headings(self) -> tuple[Row, ...]:
        """Rows further down that are headings of another table."""
        rows = self.rows
        return tuple(row for row in rows if _is_all_headings(row))

    def _repeats(self, row: Row) -> bool:
        said = {alike(cell.text) for cell in row if not cell.is_empty}
        return self.key <= said <= {alike(text) for text in self.headings}


def is_header(texts: Sequence[str]) -> bool:
    """Whether a row of these texts is a line of headings."""
    columns = _columns(texts)
    return "name" in columns and "text" in columns


def is_known(heading: str) -> bool:
    """Whether a heading is one of those that are read."""
    return bool(_columns([heading]))


def chosen_tables(
    book: Spreadsheet, names: Sequence[str], shown: str, at_file: AtFile
) -> tuple[tuple[PackTable, ...], tuple[str, ...]]:
    """The tables to read, and what is told of the sheets that are not read.

    Without `names` they are those of all visible sheets with the same headings as the first that
    has any. KitError where none is found, or a sheet that is asked for cannot be read.
    """
    asked = [sheet_called(book, name, Message("the file"), at_file).name for name in names]
    sheets = [sheet for sheet in book.sheets if sheet.name in asked or not names]
    tables = [table for table in map(_table, sheets) if table]
    if names and len(tables) < len(sheets):
        tables = []
    if not tables:
        raise KitError([at_file(_headless(sheets))])
    read = tuple(table for table in tables if names or table.key == tables[0].key)
    faults = [
        at_file(Message("sheet «{sheet}»: {told}", sheet=one.sheet.name, told=one.sheet.fault))
        for one in read
        if one.sheet.fault
    ]
    faults += [problem for table in read for problem in _further(table, shown)]
    if faults:
        raise KitError(faults)
    return read, tuple(_left_out(book, tables, read))


def _table(sheet: Worksheet) -> PackTable | None:
    heads = (n for n, row in enumerate(sheet.rows) if is_header([cell.text for cell in row]))
    head = next(heads, None)
    return None if head is None else PackTable(sheet, head)


def _further(table: PackTable, shown: str) -> list[Problem]:
    told = Message(
        "other headings stand here than further up: move this table to a sheet of its own"
    )
    return [table.sheet.problem(shown, row[0], told) for row in table.other_headings()]


def _left_out(
    book: Spreadsheet, tables: Sequence[PackTable], read: Sequence[PackTable]
) -> list[str]:
    """What is told of each sheet that is not read."""
    headed = {table.sheet.name: table for table in tables}
    names = {table.sheet.name for table in read}
    told: list[str] = []
    for sheet in book.sheets:
        if sheet.name in names or (not sheet.name and not sheet.rows):
            continue
        told.append(_sheet_left_out(sheet, headed.get(sheet.name)))
    told += [Message("the hidden sheet «{sheet}»", sheet=name) for name in book.hidden]
    told += [Message("the chart «{sheet}»", sheet=name) for name in book.charts]
    return first_few(told, _MOST_TOLD, more_sheets)


def _sheet_left_out(sheet: Worksheet, table: PackTable | None) -> str:
    """What is told of a sheet that is not read, with the reason where that is not the choice."""
    if not sheet.rows:
        return Message("sheet «{sheet}» (which is empty)", sheet=sheet.name)
    if table:
        return Message(
            "sheet «{sheet}» (which has other headings: {headings})",
            sheet=sheet.name,
            headings=shown_headings(table.headings),
        )
    if not _table(sheet):
        return Message("sheet «{sheet}» (which has no line of headings)", sheet=sheet.name)
    return Message("sheet «{sheet}»", sheet=sheet.name)


def _headless(sheets: Sequence[Worksheet]) -> str:
    """The problem of sheets of which one has no headings."""
    heads: list[str] = []
    for sheet in sheets:
        if sheet.rows and not _table(sheet):
            heads.append(_beginning(sheet))
        elif not sheet.rows:
            heads.append(Message("sheet «{sheet}» is empty", sheet=sheet.name))
    return Message(
        "no line of headings stands here, such as area, name, text: {sheets}",
        sheets=enumerated(heads[:_MOST_TOLD]),
    )


def _beginning(sheet: Worksheet) -> str:
    """What stands first in a sheet, in the place of headings."""
    begin = shown_headings([cell.text for cell in sheet.rows[0]])
    if not sheet.name:
        return Message("the file begins with {cells}", cells=begin)
    return Message("sheet «{sheet}» begins with {cells}", sheet=sheet.name, cells=begin)


def _is_all_headings(row: Row) -> bool:
    """Whether a row holds headings that are known, and nothing else."""
    texts = [cell.text for cell in row if not cell.is_empty]
    return is_header(texts) and len(_columns(texts)) == len(texts)


def _columns(texts: Sequence[str]) -> dict[str, int]:
    """The place of each known column among these headings, from 0."""
    found: dict[str, int] = {}
    for key, headings in _COLUMNS.items():
        for place in (column_of(heading, texts) for heading in headings):
            if place is not None and place not in found.values():
                found.setdefault(key, place)
    return found
