"""Rows of a list that people keep: a CSV file, a plain text file or an Excel workbook."""

import difflib
from collections.abc import Collection
from pathlib import Path

from kit.core.errors import KitError
from kit.core.messages import Message
from kit.core.wording import either
from kit.reading.cells import AtFile, IsHeader, Spreadsheet, Worksheet
from kit.reading.delimited import text_rows, whole_text
from kit.system.files import Hindrance, UnreadError, is_folder, is_there, whole_file

# Bytes of a file. 1,000 people with all that is known of them take a tenth of one MB.
MOST_BYTES = 10_000_000

_TEXTS = frozenset({".csv", ".tsv", ".tab", ".txt"})
_WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xltx", ".xltm"})
_OTHERS = frozenset({".xls", ".xlsb", ".ods", ".numbers"})
# What is no list at all, and what it is.
_DOCUMENTS = {
    **dict.fromkeys((".docx", ".doc", ".odt", ".rtf", ".pages", ".dotx"), Message("a document")),
    **dict.fromkeys((".eml", ".msg", ".oft"), Message("a mail")),
    **dict.fromkeys((".html", ".htm", ".mht"), Message("a web page")),
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".heic", ".gif", ".webp"), Message("a picture")),
    **dict.fromkeys((".zip", ".7z", ".rar"), Message("packed")),
    ".pdf": Message("a PDF"),
    ".pst": Message("a whole mailbox"),
}
# What keeps a file from being read, and what to do about it.
_HINDRANCES: dict[Hindrance, str] = {
    "folder": Message("{shown} is a folder: name a file in it"),
    "missing": Message("there is no file {shown}: look at how its name is spelt"),
    "special": Message("{shown} is no file: save the list as one"),
    "unreadable": Message("{shown} cannot be read: {reason}"),
    "large": Message(
        "{shown} is larger than {most} MB: save the list alone, as CSV",
        shown="",
        most=MOST_BYTES // 1_000_000,
    ),
}
_MEANT = Message("there is no file {shown}: did you mean {meant}?")
# How alike the names of two files are, of which one is a slip of the keyboard; 1 is the same.
_ALIKE = 0.75
# What a workbook, as every zip, begins with.
_ZIP = b"PK\x03\x04"


def read_sheets(path: Path, shown: str, is_header: IsHeader, at_file: AtFile) -> Spreadsheet:
    """The sheets of a file, at least one of them with something written; `shown` is its name.

    A text file is one sheet. `is_header` tells a line of headings, which helps to find the
    separator of a text file. KitError for what is wrong with the file as a whole, told by
    `at_file`, and for quotes that do not pair, told at their line.
    """
    found = read_list(path, shown, at_file)
    return text_sheet(found, shown, is_header, at_file) if isinstance(found, str) else found


def read_list(
    path: Path, shown: str, at_file: AtFile, also: Collection[str] = ()
) -> str | Spreadsheet:
    """The text of a text file, or the sheets of a workbook, at least one of them with a row.

    `also` are endings of other texts that are taken. KitError as read_sheets has it.
    """
    ending = path.suffix.lower()
    is_taken = ending in _TEXTS | _WORKBOOKS | set(also)
    if not is_taken and is_folder(path):
        raise KitError([at_file(UnreadError("folder").in_words(_HINDRANCES, shown))])
    if not is_taken:
        raise KitError([at_file(_not_read(path, shown, also))])
    data = _data(path, shown, at_file, also)
    if ending in _WORKBOOKS:
        from kit.reading.excel import workbook_sheets

        empty = Message(
            "nothing is written in the visible sheets of {file}: fill it in", file=shown
        )
        return _written_on(workbook_sheets(data, shown, at_file), empty, at_file)
    if data.startswith(_ZIP):
        told = Message(
            "{file} is no text but packed, maybe a workbook: give it its ending .xlsx", file=shown
        )
        raise KitError([at_file(told)])
    return whole_text(data, shown, at_file)


def text_sheet(text: str, shown: str, is_header: IsHeader, at_file: AtFile) -> Spreadsheet:
    """The one sheet of a text file, with at least one row. KitError as read_sheets has it."""
    sheet = Worksheet("", text_rows(text, shown, at_file, is_header))
    empty = Message("nothing is written in {file}: fill it in", file=shown)
    return _written_on(Spreadsheet((sheet,)), empty, at_file)


def _written_on(book: Spreadsheet, empty: str, at_file: AtFile) -> Spreadsheet:
    """The spreadsheet, on which something is written; where nothing is, KitError with `empty`."""
    if not any(sheet.rows for sheet in book.sheets):
        raise KitError([at_file(empty)])
    return book


def nearest_list(path: Path, also: Collection[str] = ()) -> str:
    """The name of the list beside a file that is not there, which was meant; empty for none."""
    endings = _TEXTS | _WORKBOOKS | set(also)
    try:
        there = [one.name for one in path.parent.iterdir() if one.suffix.lower() in endings]
    except OSError:
        return ""
    asked = path.name.casefold()
    known = {name.casefold(): name for name in sorted(there)}
    same = [name for name in known if Path(name).stem == Path(asked).stem]
    close = same or difflib.get_close_matches(asked, known, n=1, cutoff=_ALIKE)
    return known[close[0]] if close else ""


def _not_read(path: Path, shown: str, also: Collection[str]) -> str:
    """Why a file with this ending is not read, and what to do."""
    ending, is_missing = path.suffix.lower(), not is_there(path)
    if is_missing and (meant := nearest_list(path, also)):
        return _MEANT.with_values(shown=shown, meant=meant)
    if is_missing and not ending:
        return UnreadError("missing").in_words(_HINDRANCES, shown)
    if ending in _OTHERS:
        return Message(
            "{file} is a {ending} file, which is not read: save it as .xlsx or as CSV in UTF-8",
            file=shown,
            ending=ending,
        )
    if ending in _DOCUMENTS:
        return Message(
            "{file} is {kind}, which is not read: copy the list out of it, and paste it into a "
            "spreadsheet or a text file (.txt)",
            file=shown,
            kind=_DOCUMENTS[ending],
        )
    return Message(
        "{file} has none of the endings that are read: {endings}",
        file=shown,
        endings=either([".csv", ".tsv", ".txt", ".xlsx", *also]),
    )


def _data(path: Path, shown: str, at_file: AtFile, also: Collection[str]) -> bytes:
    try:
        return whole_file(path, MOST_BYTES)
    except UnreadError as error:
        meant = nearest_list(path, also) if error.hindrance == "missing" else ""
        told = _MEANT.with_values(shown=shown, meant=meant) if meant else ""
        raise KitError([at_file(told or error.in_words(_HINDRANCES, shown))]) from error
