"""The sheets of an Excel workbook, ordinary or strict."""

import zipfile
import zlib

from kit.core.errors import KitError
from kit.core.messages import Message
from kit.reading.cells import AtFile, Spreadsheet
from kit.reading.excel_package import (
    MOST_UNPACKED,
    DamagedError,
    Package,
    TooLargeError,
    is_on,
    tree,
)
from kit.reading.excel_rows import Book, sheet_rows
from kit.reading.excel_styles import styles
from kit.reading.excel_texts import shared_texts

# How old workbooks begin, and new ones that are locked with a password.
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What zipfile raises for a zip that is damaged, or packed or locked in a way that it does not know.
_ZIP_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError)


def workbook_sheets(data: bytes, shown: str, at_file: AtFile) -> Spreadsheet:
    """All visible sheets with the rows in which something is written, and the names of the others.

    Rows and columns that are hidden are read: a filter hides people who are to come all the same.
    KitError, told by `at_file`, where it is no workbook, a damaged, locked or too large one.
    """
    if data.startswith(_COMPOUND_FILE):
        locked = Message(
            "{file} is locked with a password, or an old workbook: save it without a password as "
            ".xlsx",
            file=shown,
        )
        raise KitError([at_file(locked)])
    try:
        found = _read(Package(data))
    except TooLargeError as error:
        large = Message(
            "{file} unpacks to more than {most} MB, or to hundreds of thousands of cells: save the "
            "sheet with the list as CSV",
            file=shown,
            most=MOST_UNPACKED // 1_000_000,
        )
        raise KitError([at_file(large)]) from error
    except (DamagedError, *_ZIP_ERRORS, ValueError, LookupError) as error:
        damaged = Message(
            "{file} is no workbook, or a damaged one: open it and save it anew, or as CSV in UTF-8",
            file=shown,
        )
        raise KitError([at_file(damaged)]) from error
    if not found.sheets:
        unseen = Message("{file} has no sheet that is visible: show the one to read", file=shown)
        raise KitError([at_file(unseen)])
    return found


def _read(package: Package) -> Spreadsheet:
    workbook = _only(package, "", "officeDocument")
    if workbook is None:
        raise DamagedError("no workbook in it")
    root = tree(package.part(workbook))
    relations = package.relations(workbook)
    listed = [one for one in root.iterfind("sheets/sheet") if one.get("id") in relations]
    hidden = [one.get("name", "") for one in listed if one.get("state", "visible") != "visible"]
    seen = [
        (one.get("name", ""), relations[one.get("id", "")])
        for one in listed
        if one.get("state", "visible") == "visible"
    ]
    said = root.find("workbookPr")
    texts, looks = (_only(package, workbook, kind) for kind in ("sharedStrings", "styles"))
    book = Book(
        shared_texts(package.part(texts)) if texts else (),
        styles(package.part(looks)) if looks else (),
        said is not None and is_on(said.get("date1904")),
    )
    sheets = tuple(
        sheet_rows(name, package.part(part.target), book)
        for name, part in seen
        if part.kind == "worksheet"
    )
    charts = tuple(name for name, part in seen if part.kind != "worksheet")
    return Spreadsheet(sheets, tuple(hidden), charts)


def _only(package: Package, part: str, kind: str) -> str | None:
    """The one part of this kind that a part speaks of."""
    named = (one.target for one in package.relations(part).values() if one.kind == kind)
    return next(named, None)
