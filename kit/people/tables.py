"""Tables of people on a sheet: below which headings they stand, and where each of them ends."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kit.core.spelling import alike
from kit.people.found import RowsLeftOut, begins, filled, rows_left_out
from kit.people.headings import (
    candidates,
    is_names_heading,
    is_section_of_people,
    known_headings,
)
from kit.people.names import tidied
from kit.people.notes import is_label
from kit.reading.cells import Row, Worksheet
from kit.reading.totals import is_total


@dataclass(frozen=True)
class PeopleTable:
    """What stands below a line of headings, up to the titles of the next one.

    `blocks` are runs of rows without an empty row between. `title` is what stands right above the
    headings, if it is one cell. `above` are people above the headings, in a list that was sorted
    with its headings in it.
    """

    sheet: Worksheet
    head: Row
    title: str
    above: tuple[Row, ...]
    blocks: tuple[tuple[Row, ...], ...]

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings as they stand."""
        return tuple(cell.text for cell in self.head)

    @property
    def key(self) -> tuple[str, ...]:
        """What tables with the same headings have in common."""
        texts = [*map(alike, self.headings)]
        return tuple(texts[: max(n for n, text in enumerate(texts, 1) if text)])

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows but that of the headings."""
        return (*self.above, *(row for block in self.blocks for row in block))

    @property
    def is_narrow(self) -> bool:
        """Whether it has one column only."""
        return len(filled(self.head)) == 1


def tables_on(
    sheet: Worksheet, column: str
) -> tuple[tuple[PeopleTable, ...], tuple[RowsLeftOut, ...]]:
    """The tables of people on a sheet, and the rows above the first of them and the other titles.

    `column` is the heading asked for, if one was.
    """
    rows = sheet.rows
    heads = [n for n, row in enumerate(rows) if is_names_heading([c.text for c in row], column)]
    if not heads:
        return (), ()
    begins_at = [
        _titles_begin(sheet, head, after)
        for after, head in zip([-1, *heads[:-1]], heads, strict=True)
    ]
    sorted_in = heads[0] if _is_sorted_with_its_headings(rows, heads[0]) else 0
    left_out = list(rows_left_out("above", rows[: heads[0] - sorted_in], sheet.name))
    tables = []
    for place, (head, end) in enumerate(zip(heads, [*begins_at[1:], len(rows)], strict=True)):
        first = begins_at[place]
        title = begins(rows[head - 1]) if first < head else ""
        above = rows[:sorted_in] if place == 0 else ()
        tables.append(PeopleTable(sheet, rows[head], title, above, _blocks(sheet, head + 1, end)))
        if place:
            left_out += rows_left_out("title", rows[first:head], sheet.name)
    return tuple(tables), tuple(left_out)


def table_without_headings(sheet: Worksheet) -> PeopleTable:
    """All rows of a sheet, as a table whose headings are missing."""
    return PeopleTable(sheet, (), "", (), _blocks(sheet, 0, len(sheet.rows)))


def _titles_begin(sheet: Worksheet, head: int, after: int) -> int:
    """Where the titles right above a line of headings begin: rows of one cell each.

    `after` is the line of headings before. Rows that follow upon others without an empty row are
    titles only below rows of several cells, and above several headings.
    """
    begin = head
    while begin > after + 1 and len(filled(sheet.rows[begin - 1])) == 1:
        begin -= 1
        if sheet.empty_above(begin):
            return begin
    is_wide = len(filled(sheet.rows[head])) > 1
    below_people = begin > 0 and len(filled(sheet.rows[begin - 1])) > 1 and begin - 1 > after
    return begin if begin == 0 or (is_wide and below_people) else head


def _blocks(sheet: Worksheet, begin: int, end: int) -> tuple[tuple[Row, ...], ...]:
    blocks: list[list[Row]] = []
    for number in range(begin, end):
        if not blocks or sheet.empty_above(number):
            blocks.append([])
        blocks[-1].append(sheet.rows[number])
    return tuple(map(tuple, blocks))


def _is_sorted_with_its_headings(rows: Sequence[Row], head: int) -> bool:
    """Whether the rows above the headings are people, in a list that was sorted with them."""
    columns = next(iter(candidates([cell.text for cell in rows[head]])), ())
    if not columns or head == 0 or head == len(rows) - 1:
        return False
    texts = [_text(row, columns[0]).casefold() for row in rows]
    are_alike = len({len(filled(row)) for row in rows}) == 1 and all(texts)
    facts = any(is_label(text) or is_total(text) for text in texts[:head])
    return are_alike and not facts and texts in (sorted(texts), sorted(texts, reverse=True))


def _text(row: Row, column: int) -> str:
    return tidied(row[column].text) if column < len(row) else ""


def chosen(tables: Sequence[PeopleTable]) -> tuple[PeopleTable, ...]:
    """Of several tables, maybe on several sheets, those that hold the participants.

    Tables with the same headings belong together. None where it is not clear which to read.
    """
    with_rows = [table for table in tables if table.rows]
    if not with_rows:
        return tuple(tables)
    groups: dict[tuple[str, ...], list[PeopleTable]] = {}
    for table in with_rows:
        groups.setdefault(table.key, []).append(table)
    ways = (_all_of, _titled, _surely_headed, _holding_all)
    for way in ways:
        found = list(way(list(groups.values())))
        if len(found) == 1:
            return tuple(found[0])
    return ()


def _all_of(groups: list[list[PeopleTable]]) -> list[list[PeopleTable]]:
    return groups


def _titled(groups: list[list[PeopleTable]]) -> Iterator[list[PeopleTable]]:
    """Those in a section that is called the participants."""
    return (some for some in groups if any(is_section_of_people(one.title) for one in some))


def _surely_headed(groups: list[list[PeopleTable]]) -> Iterator[list[PeopleTable]]:
    """Those with headings that are known beside the one of the names."""
    return (one for one in groups if one[0].is_narrow or known_headings(one[0].headings) > 1)


def _holding_all(groups: list[list[PeopleTable]]) -> Iterator[list[PeopleTable]]:
    """Those in which everybody stands who stands in any other."""
    names = [{name for table in some for name in _names(table)} for some in groups]
    everybody = set().union(*names)
    return (some for some, own in zip(groups, names, strict=True) if own == everybody)


def _names(table: PeopleTable) -> Iterator[str]:
    columns = next(iter(candidates(table.headings)), ())
    for row in table.rows:
        name = " ".join(_text(row, column) for column in columns).casefold()
        if name.strip():
            yield name
