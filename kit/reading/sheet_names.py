"""The sheet of a workbook that somebody asked for by its name."""

import difflib

from kit.core.errors import KitError
from kit.core.messages import Message
from kit.core.spelling import as_typed
from kit.core.wording import quoted_names
from kit.reading.cells import AtFile, Spreadsheet, Worksheet


def sheet_called(book: Spreadsheet, name: str, file: str, at: AtFile) -> Worksheet:
    """The sheet of this name as it may be typed, with something written in it.

    `file` is what messages call the file. KitError, told by `at`, where there is none.
    """
    if not any(sheet.name for sheet in book.sheets):
        told = Message("{file} is a text file, and has no sheets: leave out --sheet", file=file)
        raise KitError([at(told)])
    # Two names may differ in their special letters alone: then it is the one of just this name.
    alike = [sheet for sheet in book.sheets if _are_alike(sheet.name, name)]
    found = next((sheet for sheet in alike if sheet.name == name), next(iter(alike), None))
    if found is None:
        raise KitError([at(_missing(book, name, file))])
    if not found.rows:
        told = Message(
            "nothing is written in the sheet «{name}» of {file}: fill it in",
            name=found.name,
            file=file,
        )
        raise KitError([at(told)])
    return found


def _are_alike(name: str, other: str) -> bool:
    return not as_typed(name).isdisjoint(as_typed(other))


def _missing(book: Spreadsheet, name: str, file: str) -> str:
    if any(_are_alike(hidden, name) for hidden in book.hidden):
        return Message(
            "the sheet «{name}» of {file} is hidden: show it in Excel, and save",
            name=name,
            file=file,
        )
    known = {spelt: sheet.name for sheet in book.sheets for spelt in as_typed(sheet.name)}
    close = difflib.get_close_matches(min(as_typed(name)), known, n=1)
    there = quoted_names(sheet.name for sheet in book.sheets)
    if close:
        return Message(
            "{file} has no sheet «{name}»: did you mean «{meant}»? There are {there}",
            file=file,
            name=name,
            meant=known[close[0]],
            there=there,
        )
    return Message(
        "{file} has no sheet «{name}»: There are {there}", file=file, name=name, there=there
    )
