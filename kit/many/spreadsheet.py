"""A spreadsheet of sessions: a row each, below headings as people write them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from kit.core.errors import KitError, Problem
from kit.core.messages import Message
from kit.core.wording import cut_short, enumerated, first_few, more, more_sheets, quoted_name
from kit.many.headings import columns_of, faults_in, is_header, unknown
from kit.many.rows import SessionRow
from kit.reading.cells import AtFile, Row, Spreadsheet, Worksheet
from kit.reading.headings import shown_headings
from kit.reading.remarks import hidden_rows, left_out
from kit.reading.sheet_names import sheet_called
from kit.reading.spreadsheets import read_sheets
from kit.reading.totals import is_total

# So many sheets and rows are told one by one.
_MOST_TOLD = 8


class NoSessionsError(KitError):
    """A spreadsheet of something else: no line of headings of sessions stands in it."""


@dataclass
class ListedSessions:
    """The rows of a spreadsheet that are sessions, and what is told of the rest."""

    rows: list[SessionRow] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)
    hidden: int = 0


def listed_sessions(path: Path, sheet_asked: str = "") -> ListedSessions:
    """The sessions of a CSV file or a workbook: those of all visible sheets that have headings.

    Or those of the sheet that was asked for alone. KitError where the file cannot be read, no sheet
    has headings, or one of these is a slip: then of no row is known what is asked for.
    """
    shown = str(path)
    at_file = partial(Problem, shown, 0, 0)
    book = read_sheets(path, shown, is_header, at_file)
    if sheet_asked:
        alone = sheet_called(book, sheet_asked, shown, partial(Problem, "", 0, 0))
        book = Spreadsheet((alone,))
    heads = [(sheet, _head(sheet)) for sheet in book.sheets]
    found = ListedSessions()
    wrong: list[Problem] = []
    for sheet, head in heads:
        if head is not None:
            wrong += _sheet_faults(sheet, sheet.rows[head], shown)
            _read_sheet(found, path, sheet, head)
    if all(head is None for _, head in heads):
        raise NoSessionsError([_headless(book, at_file)])
    if not found.rows and not wrong:
        nothing = Message("nothing stands below the headings: write a session in each row")
        wrong.append(at_file(nothing))
    if wrong:
        raise KitError(wrong)
    found.told += _of_several_sheets(found.rows)
    found.told += hidden_rows(found.hidden)
    rows = first_few(found.passed_over, _MOST_TOLD, more)
    found.told += left_out([*rows, *_sheets_left_out(book, heads)])
    return found


def _of_several_sheets(rows: Sequence[SessionRow]) -> Iterator[str]:
    """How many sessions each sheet has, where several do: last year's may be among them."""
    counts = Counter(row.sheet.name for row in rows)
    if len(counts) > 1:
        each = [
            Message("{count} of «{sheet}»", count=count, sheet=name)
            for name, count in counts.items()
        ]
        yield Message(
            'Sessions of several sheets: {counts}. --sheet "{sheet}" would read that one alone.',
            counts=enumerated(each),
            sheet=next(iter(counts)),
        )


def _head(sheet: Worksheet) -> int | None:
    """The place of the headings among the rows of a sheet."""
    rows = enumerate(sheet.rows)
    return next((n for n, row in rows if is_header([cell.text for cell in row])), None)


def _sheet_faults(sheet: Worksheet, head: Row, shown: str) -> Iterator[Problem]:
    for place, text in faults_in([cell.text for cell in head]):
        yield sheet.problem(shown, head[place], text)
    if sheet.fault:
        of_sheet = Message("sheet «{sheet}»: {told}", sheet=sheet.name, told=sheet.fault)
        yield Problem(shown, 0, 0, of_sheet if sheet.name else sheet.fault)


def _read_sheet(found: ListedSessions, path: Path, sheet: Worksheet, head: int) -> None:
    """Add the sessions of a sheet, and what is told of its other rows and columns."""
    headings = [cell.text for cell in sheet.rows[head]]
    columns = columns_of(headings)
    for row in sheet.rows[head + 1 :]:
        one = SessionRow(path, str(path), sheet, sheet.rows[head], row, columns)
        if columns_of([cell.text for cell in row]) == columns:
            continue  # the headings once more, as on each page
        if passed_over := _no_session(one):
            found.passed_over.append(passed_over)
        else:
            found.rows.append(one)
            found.hidden += one.line in sheet.hidden
    others = [quoted_name(heading) for heading in unknown(headings)]
    if others:
        named = enumerated(first_few(others, _MOST_TOLD, more))
        is_one = len(others) == 1
        are = Message("the column {headings}") if is_one else Message("the columns {headings}")
        told = are.with_values(headings=named)
        of_sheet = Message("{columns} of «{sheet}»", columns=told, sheet=sheet.name)
        found.passed_over.append(of_sheet if sheet.name else told)


def _no_session(row: SessionRow) -> str:
    """What is told of a row that is no session; empty for one that is."""
    place = _row_of_sheet(row.line, row.sheet.name)
    if row.line in row.sheet.struck:
        return Message("{place}, which is struck out", place=place)
    if not row.data and not row.problems:
        return Message("{place}, where no column that is read says anything", place=place)
    if _is_sum(row):
        return Message("the sum in {place}", place=place)
    if row.is_remark:
        said = cut_short(next(iter(row.data.values())))
        return Message("{place}, where only «{text}» stands", place=place, text=said)
    return ""


def _row_of_sheet(row: int, sheet: str) -> str:
    """A row, as it is called where the name of its sheet is told."""
    if not sheet:
        return Message("row {row}", row=row)
    return Message("row {row} of «{sheet}»", row=row, sheet=sheet)


def _is_sum(row: SessionRow) -> bool:
    """Whether a row only counts the others."""
    written = [cell for cell in row.row if not cell.is_empty]
    return is_total(written[0].text) and all(
        cell.kind in ("formula", "number") or cell.text.strip().isdecimal() for cell in written[1:]
    )


def _headless(book: Spreadsheet, at_file: AtFile) -> Problem:
    rows = [sheet.rows[0] for sheet in book.sheets if sheet.rows]
    begins = shown_headings([cell.text for cell in rows[0]])
    told = Message(
        "no line of headings of sessions stands here, such as title, date, people, tables: it "
        "begins with {cells}; a list of those who take part is named with --participants",
        cells=begins,
    )
    return at_file(told)


def _sheets_left_out(
    book: Spreadsheet, heads: Sequence[tuple[Worksheet, int | None]]
) -> Iterator[str]:
    empty = sum(sheet.name != "" and not sheet.rows for sheet, _ in heads)
    if empty:
        yield Message.counted("{count} empty sheet", "{count} empty sheets", empty)
    others = [
        Message("sheet «{sheet}»", sheet=sheet.name)
        for sheet, head in heads
        if sheet.rows and head is None
    ]
    others += [Message("the hidden sheet «{sheet}»", sheet=name) for name in book.hidden]
    others += [Message("the chart «{sheet}»", sheet=name) for name in book.charts]
    yield from first_few(others, _MOST_TOLD, more_sheets)
