"""Lists of people, read from files that a test writes."""

from pathlib import Path

import pytest

from kit.core.errors import KitError, Problem
from kit.people.found import AskedOfList
from kit.people.read import Participants, read_participants


def at_file(text: str) -> Problem:
    return Problem("okt.yaml", 3, 15, text)


def at_column(text: str) -> Problem:
    return Problem("okt.yaml", 4, 9, text)


def at_sheet(text: str) -> Problem:
    return Problem("okt.yaml", 5, 8, text)


def read(
    folder: Path, data: str | bytes, column: str = "", name: str = "a.csv", sheet: str = ""
) -> Participants:
    (folder / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    asked = AskedOfList(at_file, at_column, at_sheet, column, sheet)
    return read_participants(folder / name, name, asked)


def names(listed: Participants) -> list[str]:
    """The names as they are printed."""
    return [person.name for person in listed.people]


def lines(listed: Participants) -> list[str]:
    """What is told of the list."""
    assert listed.read
    return list(listed.read.lines())


def refused(folder: Path, data: str | bytes, **options: str) -> str:
    """Why a list is not read."""
    with pytest.raises(KitError) as caught:
        read(folder, data, **options)
    return str(caught.value)
