"""Rows of an Excel workbook: of its first visible sheet."""

import io
import warnings
import zipfile
from collections.abc import Iterator
from itertools import islice
from typing import Any

from kit.core.errors import KitError
from kit.reading.cells import (
    MOST_COLUMNS,
    MOST_ROWS,
    AtFile,
    Cell,
    Kind,
    Row,
    Sheet,
    Spreadsheet,
    too_many_rows,
)

# A workbook is a zip; unpacked in memory it may take so much. 1,000 people take a tenth of a MB.
MOST_UNPACKED = 30_000_000
# How many rows a sheet of Excel has. A row that says it is the 4,000,000,000th is not gone to.
_LAST_ROW = 1_048_576
# How old workbooks begin, and new ones that are locked with a password.
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def workbook_rows(data: bytes, shown: str, at_file: AtFile) -> tuple[Row, ...]:
    """The rows in which something is written, of the first sheet that is not hidden.

    Rows and columns that are hidden are read: a filter hides people who are to come all the same.
    KitError, told by `at_file`, where it is no workbook, a damaged, locked or too large one.
    """
    if data.startswith(_COMPOUND_FILE):
        told = "is locked with a password, or an old workbook: save it without a password as .xlsx"
        raise KitError([at_file(f"{shown} {told}")])
    try:
        _check_size(data, shown, at_file)
        with warnings.catch_warnings():
            # They are about looks that are not read, such as the colours of a list of choices.
            warnings.simplefilter("ignore")
            rows = tuple(islice(_rows(data, shown, at_file), MOST_ROWS + 1))
    except KitError:
        raise
    except Exception as error:
        # A damaged workbook fails in whatever part meets the damage, with any kind of error.
        told = "is no workbook, or a damaged one: open it and save it anew, or as CSV in UTF-8"
        raise KitError([at_file(f"{shown} {told}")]) from error
    if len(rows) > MOST_ROWS:
        raise KitError([at_file(too_many_rows(shown))])
    return rows


def workbook_sheets(data: bytes, shown: str, at_file: AtFile) -> Spreadsheet:
    """All visible sheets with the rows in which something is written, and the names of the others.

    KitError, told by `at_file`, where it is no workbook, a damaged, locked or too large one.
    """
    return Spreadsheet((Sheet("Ark1", workbook_rows(data, shown, at_file)),))


def _check_size(data: bytes, shown: str, at_file: AtFile) -> None:
    """Raise KitError where the workbook would unpack to too much; nothing is unpacked yet.

    A part that says less than it holds is cut off there by zipfile, and told as damaged.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        size = sum(part.file_size for part in packed.infolist())
    if size > MOST_UNPACKED:
        told = f"unpacks to {size / 1e6:.0f} MB, {MOST_UNPACKED / 1e6:.0f} MB at most"
        raise KitError([at_file(f"{shown} {told}: save the sheet with the list as CSV")])


def _rows(data: bytes, shown: str, at_file: AtFile) -> Iterator[Row]:
    # Read twice, since openpyxl gives of a formula either its result or its text.
    results = _first_sheet(data, shown, at_file, results=True)
    formulas = _first_sheet(data, shown, at_file, results=False)
    for line, both in enumerate(zip(results, formulas, strict=True), start=1):
        # A sheet may have a million rows that hold nothing: they are passed over at once.
        if all(values.count(None) == len(values) for values in both):
            continue
        columns = list(zip(*both, strict=True))
        while columns[-1] == (None, None):
            columns.pop()
        row = tuple(_cell(*values, line, column) for column, values in enumerate(columns, start=1))
        if not all(cell.is_empty for cell in row):
            yield row


def _first_sheet(data: bytes, shown: str, at_file: AtFile, *, results: bool) -> Iterator[Any]:
    """The rows of the first visible sheet, each a tuple of MOST_COLUMNS values."""
    import openpyxl  # slow to load, so only for workbooks

    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=results)
    visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if not visible:
        raise KitError([at_file(f"{shown} has no sheet that is visible: show the one to read")])
    # Some programs write a wrong size of the sheet, and openpyxl would believe it.
    visible[0].reset_dimensions()
    return visible[0].iter_rows(max_row=_LAST_ROW, max_col=MOST_COLUMNS, values_only=True)


def _cell(result: Any, formula: Any, line: int, column: int) -> Cell:
    from openpyxl.utils.escape import unescape

    if result is None:
        return Cell("", line, column, "text" if formula is None else "formula")
    # Excel writes control characters as _x000D_.
    return Cell(unescape(str(result)), line, column, _kind(result))


def _kind(result: Any) -> Kind:
    from openpyxl.cell.cell import ERROR_CODES

    if isinstance(result, bool):
        return "truth"
    if isinstance(result, (int, float)):
        return "number"
    if isinstance(result, str):
        return "error" if result in ERROR_CODES else "text"
    return "date"
