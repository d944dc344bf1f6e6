"""The sheets of a workbook, or a text file: which of them hold people, and who stands there."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kit.core.errors import KitError
from kit.core.messages import Message
from kit.core.wording import enumerated
from kit.people.found import AskedOfList, Found, RowsLeftOut, filled, rows_left_out
from kit.people.headings import is_header, unknown_column
from kit.people.notes import is_of_absent
from kit.people.running import is_like_name
from kit.people.table_rows import column_in_place_of_names, headed_alike, people_in
from kit.people.tables import PeopleTable, chosen, table_without_headings, tables_on
from kit.people.typed import are_names_on_lines, are_numbered, line_rows, single_rows, typed_people
from kit.reading.cells import MOST_HEAD_ROWS, Row, Spreadsheet, Worksheet, column_letters
from kit.reading.headings import column_by_letter, column_of, nearest_heading, shown_headings
from kit.reading.sheet_names import sheet_called

# Of so many of the first rows the widest is shown, where none is one of headings.
_MOST_LOOKED_AT = 8
_FAULTY = Message("the sheet «{sheet}» of {file}: {fault}")


def people_on(book: Spreadsheet, text: str | None, shown: str, asked: AskedOfList) -> Found:
    """The people of a spreadsheet; `text` is that of a text file, None for a workbook.

    KitError where it is not clear where they stand.
    """
    sheets = _asked_for(book, shown, asked)
    place = column_by_letter(asked.column)
    on_each = {sheet.name: tables_on(sheet, asked.column) for sheet in sheets}
    if asked.column and not any(tables for tables, _ in on_each.values()):
        if place is None:
            raise KitError([asked.at_column(_missing(sheets, shown, asked))])
        on_each = {sheet.name: tables_on(sheet, "") for sheet in sheets}
    else:
        place = None
    tables = [table for some, _ in on_each.values() for table in some]
    if not tables:
        _check_whole(sheets, shown, asked)
        found = _without_headings(_only_sheet(sheets, shown, asked), text, shown, asked, place)
        return _with_sheets(found, book, found.sheets, asked)
    group = chosen(tables)
    if not group:
        raise KitError([asked.at_sheet(_unclear(tables, shown))])
    _check_whole({table.sheet.name: table.sheet for table in group}.values(), shown, asked)
    if asked.column and place is None:
        place = column_of(asked.column, group[0].headings)
    if place is None and (fault := _not_one_column(group, shown)):
        raise KitError([asked.at_column(fault)])
    found = people_in(group, shown, place)
    names = tuple(dict.fromkeys(table.sheet.name for table in group))
    others = [one for name in names for one in on_each[name][1]]
    others += [one for table in tables if table not in group for one in _whole(table, names)]
    return _with_sheets(replace(found, left_out=(*found.left_out, *others)), book, names, asked)


def _check_whole(sheets: Iterable[Worksheet], shown: str, asked: AskedOfList) -> None:
    """KitError where one of the sheets to read could not be read to its end."""
    faults = [
        _FAULTY.with_values(sheet=one.name, file=shown, fault=one.fault)
        for one in sheets
        if one.fault
    ]
    if faults:
        raise KitError(map(asked.at_file, faults))


def _with_sheets(
    found: Found, book: Spreadsheet, names: Sequence[str], asked: AskedOfList
) -> Found:
    """What was found, with the sheets that it was found on, and those that it was not."""
    others = [sheet.name for sheet in book.sheets if sheet.name not in names and sheet.rows]
    read = [sheet for sheet in book.sheets if sheet.name in names]
    absent = [name for name in others if is_of_absent(name) and not asked.sheet]
    return replace(
        found,
        left_out=tuple(_with_titles(found.left_out)),
        sheets=tuple(filter(None, names)),
        passed_over=(*others, *book.charts),
        hidden_sheets=book.hidden,
        empty=sum(sheet.empty for sheet in read),
        remarks=(*found.remarks, *_not_read(absent)),
    )


def _not_read(absent: Sequence[str]) -> Iterator[str]:
    """What to say of sheets such as «Avmeldte», unless another was asked for."""
    for name in absent:
        yield Message(
            'Those on the sheet «{sheet}» are not read: --sheet "{sheet}" would read them alone.',
            sheet=name,
        )


def _with_titles(left_out: Sequence[RowsLeftOut]) -> list[RowsLeftOut]:
    """What was left out, in its order; the title of a section together with the section."""
    joined: list[RowsLeftOut] = []
    for one in sorted(left_out, key=lambda one: (one.sheet, one.first)):
        title = joined[-1] if joined else None
        if title and one.why == "apart" and title.why == "title" and title.shown == one.shown:
            count = title.count + one.count
            joined[-1] = replace(one, count=count, first=title.first)
        else:
            joined.append(one)
    return joined


def _whole(table: PeopleTable, names: Sequence[str]) -> Iterator[RowsLeftOut]:
    """A table that is not read, on a sheet that is."""
    if table.sheet.name in names:
        for one in rows_left_out("apart", (table.head, *table.rows), table.sheet.name):
            yield replace(one, shown=table.title or one.shown)


def _asked_for(book: Spreadsheet, shown: str, asked: AskedOfList) -> tuple[Worksheet, ...]:
    """The sheets to look at: the one asked for, or all but those of people who do not come.

    KitError where the one asked for is not there.
    """
    if not asked.sheet:
        filled_in = [sheet for sheet in book.sheets if sheet.rows]
        coming = [sheet for sheet in filled_in if not is_of_absent(sheet.name)]
        return tuple(coming or filled_in)
    return (sheet_called(book, asked.sheet, shown, asked.at_sheet),)


def _missing(sheets: Sequence[Worksheet], shown: str, asked: AskedOfList) -> str:
    """The problem of a column that the file lacks."""
    rows = [row for sheet in sheets for row in sheet.rows]
    head = next((_texts(row) for row in rows if is_header(_texts(row))), None)
    texts = head or _texts(rows[0])
    meant = nearest_heading(asked.column, texts) if head else None
    told = {"file": shown, "column": asked.column, "headings": shown_headings(texts)}
    if meant:
        return Message(
            "{file} has no column «{column}»: did you mean «{meant}»? Its headings are {headings}",
            meant=meant,
            **told,
        )
    if head:
        return Message("{file} has no column «{column}»: its headings are {headings}", **told)
    return Message(
        "{file} has no column «{column}»: it has no line of headings, and begins with {headings}",
        **told,
    )


def _unclear(tables: Sequence[PeopleTable], shown: str) -> str:
    """The problem of names that stand under several headings."""
    groups = {table.key: table for table in reversed(tables) if table.rows}
    first = list(reversed(groups.values()))
    if len({table.sheet.name for table in first}) == len(first):
        sheets = tuple(_sheet_with(one.sheet.name, shown_headings(one.headings)) for one in first)
        return Message(
            "{file} has names on several sheets with other headings: {sheets}: say which to read, "
            'such as --sheet "{first}"',
            file=shown,
            sheets=sheets,
            first=first[0].sheet.name,
        )
    lines = tuple(
        Message(
            "line {line} ({headings})",
            line=one.head[0].line,
            headings=shown_headings(one.headings),
        )
        for one in first
    )
    return Message(
        "{file} has names under several headings: {lines}: keep those to read, without the rest",
        file=shown,
        lines=lines,
    )


def _sheet_with(name: str, headings: str) -> Message:
    return Message("«{sheet}» ({headings})", sheet=name, headings=headings)


def _only_sheet(sheets: Sequence[Worksheet], shown: str, asked: AskedOfList) -> Worksheet:
    """The only sheet in which something is written. KitError where there are several."""
    if len(sheets) == 1:
        return sheets[0]
    first = {sheet.name: shown_headings(_texts(sheet.rows[0])) for sheet in sheets}
    told = Message(
        "no sheet of {file} has a heading such as navn or name: it begins on {sheets}: head the "
        'names with navn, or say which to read, such as --sheet "{first}"',
        file=shown,
        sheets=tuple(_sheet_with(name, texts) for name, texts in first.items()),
        first=sheets[0].name,
    )
    raise KitError([asked.at_sheet(told)])


def _not_one_column(tables: Sequence[PeopleTable], shown: str) -> str:
    """Why it is not clear in which of the columns the names stand; empty where it is."""
    if alike := headed_alike(tables):
        letters = [column_letters(place + 1) for place in alike]
        return Message(
            "{file} has several columns headed «{heading}», {columns}: write one list below the "
            "other, or say --column {first}",
            file=shown,
            heading=tables[0].headings[alike[0]].strip(),
            columns=enumerated(letters),
            first=letters[0],
        )
    other = column_in_place_of_names(tables)
    if other is not None:
        return Message(
            "no name stands below the headings of names in {file}: say which column has them, such "
            'as --column "{heading}"',
            file=shown,
            heading=" ".join(tables[0].headings[other].split()),
        )
    return ""


def _without_headings(
    sheet: Worksheet, text: str | None, shown: str, asked: AskedOfList, place: int | None
) -> Found:
    """The people of a sheet without headings: those of its one column, or of the one asked for."""
    names = (sheet.name,)
    if place is not None:
        found = people_in([table_without_headings(sheet)], shown, place)
        return replace(found, sheets=names)
    rows = sheet.rows
    are_wide = any(len(filled(row)) > 1 for row in rows) and not are_numbered(rows)
    if are_wide and (text is None or not are_names_on_lines(rows)):
        raise KitError([asked.at_file(_several_columns(rows, shown))])
    crossed = [row for row in rows if row[0].line in sheet.struck]
    kept = [row for row in rows if row not in crossed]
    lines = line_rows(text) if text is not None and are_wide else single_rows(kept)
    entries, left_out, problems = typed_people(lines, shown, sheet)
    struck = [one for row in crossed for one in rows_left_out("struck out", (row,), sheet.name)]
    return Found(entries, (*left_out, *struck), problems, sheets=names)


def _several_columns(rows: Sequence[Row], shown: str) -> str:
    """The problem of a table without a heading that is known."""
    head = next((_texts(row) for row in rows[:MOST_HEAD_ROWS] if is_header(_texts(row))), None)
    unknown = unknown_column(head) if head else None
    if head and unknown is not None:
        return Message(
            "no column of {file} is headed navn or name: it has {headings}: say which holds the "
            'names, such as --column "{column}"',
            file=shown,
            headings=shown_headings(head),
            column=head[unknown].strip(),
        )
    if head:
        return Message(
            "{file} has no column of names, only {headings}: head the names with navn or name",
            file=shown,
            headings=shown_headings(head),
        )
    if all(is_like_name(cell.text) and " " in cell.text.strip() for cell in filled(rows[0])):
        return Message(
            "several names stand on a line of {file}, or it has columns without headings: write "
            "each name in a line of its own, or navn above the names",
            file=shown,
        )
    return _unheaded(rows, shown)


def _unheaded(rows: Sequence[Row], shown: str) -> str:
    """The problem of a table that has no heading at all."""
    widest = max(rows[:_MOST_LOOKED_AT], key=lambda row: len(filled(row)))
    place = next(
        n
        for n, cell in enumerate(widest)
        if any(map(str.isalpha, cell.text)) or n == len(widest) - 1
    )
    return Message(
        "{file} has several columns and no headings that are known: line {line} has {headings}: "
        "write navn above the names, or say in which column they stand, such as --column {column}",
        file=shown,
        line=widest[0].line,
        headings=shown_headings(_texts(widest)),
        column=column_letters(place + 1),
    )


def _texts(row: Row) -> list[str]:
    return [cell.text for cell in row]
