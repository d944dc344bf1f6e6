"""Where each of many kits comes: a folder of its own, and no two into the same."""

import os
import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

from kit.core.errors import KitError, Problem
from kit.core.messages import Message
from kit.forms.file_names import folder_names
from kit.many.asked import AskedSession
from kit.many.rows import SessionRow
from kit.session.which_file import bare_name
from kit.typed.days import read_day

# Beside a session file a folder of its bare name may be somebody's own.
_BESIDE = "-kit"
# What no folder of Windows may have in its name: between two parts of a title, and beside a word.
_BETWEEN_PARTS = re.compile(r":\s+|\s+[/\\|:]\s+")
_BESIDE_WORDS = re.compile(r'[?*"<>]')


def folder_of_file(path: Path, out: Path | None) -> Path:
    """The folder for the kit of a session file: beside it, or in the folder `out` of all."""
    name = bare_name(path.name)
    return out / name if out else path.parent / f"{name}{_BESIDE}"


def folders_of_rows(path: Path, rows: Sequence[SessionRow], out: Path | None) -> tuple[Path, ...]:
    """The folders for the kits of a spreadsheet: in one beside it, each with its day and title."""
    within = out or path.with_name(f"{path.stem}{_BESIDE}")
    names = list(map(_day_and_title, rows))
    teams = [str(row.data.get("team", "")) for row in rows]
    alike = {name for name in names if names.count(name) > 1}
    told = [
        f"{name}, {team}" if name in alike and team else name
        for name, team in zip(names, teams, strict=True)
    ]
    return tuple(within / name for name in folder_names(told))


def _day_and_title(row: SessionRow) -> str:
    told = str(row.data.get("date", ""))
    try:
        day = read_day(told)[0].isoformat() if told else ""
    except ValueError:
        day = ""  # it is told when the row is read
    parted = _BETWEEN_PARTS.sub(" - ", str(row.data.get("title", "")))
    title = " ".join(_BESIDE_WORDS.sub("", parted).split())
    return " ".join(filter(None, (day, title))) or f"row {row.line}"


def check_apart(sessions: Sequence[AskedSession]) -> None:
    """Raise KitError where two sessions would write into the same folder, naming both."""
    problems = list(_meetings(sessions))
    if problems:
        raise KitError(problems)


def _meetings(sessions: Sequence[AskedSession]) -> Iterator[Problem]:
    first: dict[str, AskedSession] = {}
    for one in sessions:
        if one.problems:
            continue  # it could not be read, and writes nothing
        other = first.setdefault(_as_the_same(one.folder), one)
        if other is one:
            continue
        text = Message(
            "{one} and {other} would both write into {folder}: say out: with a folder of its own "
            "for one of the two",
            one=one.name,
            other=other.name,
            folder=str(one.folder),
        )
        if one.sources.is_written("out"):
            yield one.sources.problem("out", text)
        else:
            yield Problem(str(one.file), 0, 0, text)


def _as_the_same(folder: Path) -> str:
    """What is equal for paths that lead to the same folder on some system."""
    return unicodedata.normalize("NFC", os.path.realpath(folder)).casefold()
