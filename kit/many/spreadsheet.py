"""A spreadsheet of sessions: a row each, below headings as people write them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from kit.core.errors import KitError, Problem
from kit.core.wording import cut_short, enumerated, first_few, more, more_sheets, several
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
        wrong.append(at_file("nothing stands below the headings: write a session in each row"))
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
        told = enumerated([f"{count} of «{name}»" for name, count in counts.items()])
        first = next(iter(counts))
        yield f'Sessions of several sheets: {told}. --sheet "{first}" would read that one alone.'


def _head(sheet: Worksheet) -> int | None:
    """The place of the headings among the rows of a sheet."""
    rows = enumerate(sheet.rows)
    return next((n for n, row in rows if is_header([cell.text for cell in row])), None)


def _sheet_faults(sheet: Worksheet, head: Row, shown: str) -> Iterator[Problem]:
    for place, text in faults_in([cell.text for cell in head]):
        yield sheet.problem(shown, head[place], text)
    if sheet.fault:
        where = f"sheet «{sheet.name}»: " if sheet.name else ""
        yield Problem(shown, 0, 0, f"{where}{sheet.fault}")


def _read_sheet(found: ListedSessions, path: Path, sheet: Worksheet, head: int) -> None:
    """Add the sessions of a sheet, and what is told of its other rows and columns."""
    headings = [cell.text for cell in sheet.rows[head]]
    columns = columns_of(headings)
    where = f" of «{sheet.name}»" if sheet.name else ""
    for row in sheet.rows[head + 1 :]:
        one = SessionRow(path, str(path), sheet, sheet.rows[head], row, columns)
        place = f"row {one.line}{where}"
        if columns_of([cell.text for cell in row]) == columns:
            continue  # the headings once more, as on each page
        if one.line in sheet.struck:
            found.passed_over.append(f"{place}, which is struck out")
        elif not one.data and not one.problems:
            found.passed_over.append(f"{place}, where no column that is read says anything")
        elif _is_sum(one):
            found.passed_over.append(f"the sum in {place}")
        elif one.is_remark:
            said = cut_short(next(iter(one.data.values())))
            found.passed_over.append(f"{place}, where only «{said}» stands")
        else:
            found.rows.append(one)
            found.hidden += one.line in sheet.hidden
    others = [f"«{heading}»" for heading in unknown(headings)]
    if others:
        are = "the column" if len(others) == 1 else "the columns"
        named = enumerated(first_few(others, _MOST_TOLD, more))
        found.passed_over.append(f"{are} {named}{where}")


def _is_sum(row: SessionRow) -> bool:
    """Whether a row only counts the others."""
    written = [cell for cell in row.row if not cell.is_empty]
    return is_total(written[0].text) and all(
        cell.kind in ("formula", "number") or cell.text.strip().isdecimal() for cell in written[1:]
    )


def _headless(book: Spreadsheet, at_file: AtFile) -> Problem:
    rows = [sheet.rows[0] for sheet in book.sheets if sheet.rows]
    begins = shown_headings([cell.text for cell in rows[0]])
    return at_file(
        "no line of headings of sessions stands here, such as title, date, people, tables: it "
        f"begins with {begins}; a list of those who take part is named with --participants"
    )


def _sheets_left_out(
    book: Spreadsheet, heads: Sequence[tuple[Worksheet, int | None]]
) -> Iterator[str]:
    empty = sum(sheet.name != "" and not sheet.rows for sheet, _ in heads)
    if empty:
        yield several(empty, "empty sheet")
    others = [f"sheet «{sheet.name}»" for sheet, head in heads if sheet.rows and head is None]
    others += [f"the hidden sheet «{name}»" for name in book.hidden]
    others += [f"the chart «{name}»" for name in book.charts]
    yield from first_few(
        others,
        _MOST_TOLD,
        more_sheets,
    )
