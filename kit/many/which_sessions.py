"""Which sessions are meant: files, folders of them, patterns, spreadsheets with a row a session."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kit.core.errors import KitError, Problem
from kit.core.messages import Message
from kit.core.wording import enumerated, first_few, joined, more
from kit.many.asked import AskedSession
from kit.many.folders import check_apart, folder_of_file, folders_of_rows
from kit.many.rows import SessionRow
from kit.many.spreadsheet import NoSessionsError, listed_sessions
from kit.session.file import session_document
from kit.session.sources import Sources, Written
from kit.session.which_file import (
    OF_EXCEL,
    is_pattern,
    is_session_file,
    is_spreadsheet,
    others_in,
    session_file_meant,
    session_files,
)
from kit.system.files import is_folder
from kit.typed.paths import typed_path

# So many names of files are told.
_MOST_TOLD = 8


@dataclass(frozen=True)
class AskedSessions:
    """All sessions in the order in which they were named, and what is told of how they were found.

    `told` are sentences.
    """

    sessions: tuple[AskedSession, ...]
    told: tuple[str, ...] = ()


def asked_sessions(named: Sequence[Path], options: Mapping[str, Any]) -> AskedSessions:
    """The sessions that these paths name, each with the options that go before it.

    A path is a session file, a folder of such, a pattern such as *.yaml, or a spreadsheet. One that
    cannot be read is among them with what is wrong. `out` is the folder in which each has its own;
    without it they lie beside their files. KitError for a path that leads nowhere, and where two
    would write into the same folder.
    """
    files, told, problems = _session_files(named)
    sessions: list[AskedSession] = []
    for file in files:
        if is_spreadsheet(file.path):
            sessions += _in_spreadsheet(file, options, told)
        else:
            sessions.append(_of_file(file.path, options))
    if problems:
        raise KitError(problems)
    sessions = _named_shortly(sessions)
    check_apart(sessions)
    return AskedSessions(tuple(sessions), tuple(told))


@dataclass(frozen=True)
class _Found:
    """A file that was named, or that fits a pattern: then it may be something else."""

    path: Path
    is_of_pattern: bool = False


def _session_files(named: Sequence[Path]) -> tuple[list[_Found], list[str], list[Problem]]:
    """The files that were named, each once; what is told of it, and what is wrong."""
    files: dict[str, _Found] = {}
    told: list[str] = []
    problems: list[Problem] = []
    for typed in named:
        try:
            for file in _meant(typed, told):
                files.setdefault(os.path.realpath(file.path), file)
        except KitError as error:
            problems += error.problems
    return list(files.values()), told, problems


def _meant(typed: Path, told: list[str]) -> Iterator[_Found]:
    path = typed_path(str(typed))
    if is_pattern(path):
        yield from (_Found(one, is_of_pattern=True) for one in _fitting(path, told))
    elif is_folder(path) and len(several := session_files(path)) > 1:
        if others := others_in(path):
            told.append(_passed_over_in(path, others))
        yield from map(_Found, several)
    elif is_spreadsheet(path):
        yield _Found(path)
    else:
        meant = session_file_meant(typed)
        told += [meant.said] if meant.said else []
        yield _Found(meant.path)


def _fitting(pattern: Path, told: list[str]) -> Iterator[Path]:
    """The session files and spreadsheets that fit a pattern, and those in folders that do."""
    # No shell of Windows does it.
    found = sorted(Path(pattern.anchor).glob(str(pattern.relative_to(pattern.anchor))))
    if not found:
        no_file = Message("no file has such a name: look at how it is spelt")
        raise KitError.of(no_file, str(pattern))
    files: list[Path] = []
    others: list[str] = []
    for path in found:
        if is_folder(path):
            files += session_files(path)
        elif is_spreadsheet(path) or is_session_file(path):
            files.append(path)
        elif not path.name.startswith(OF_EXCEL):
            others.append(path.name)
    if not files:
        text = Message("no session file has such a name: look at how it is spelt")
        raise KitError.of(text, str(pattern))
    if others:
        told.append(_passed_over_of(pattern, others))
    yield from files


def _passed_over_in(folder: Path, names: Sequence[str]) -> str:
    return Message.counted(
        "Passed over in {folder}: {names}; this is no session file.",
        "Passed over in {folder}: {names}; these are no session files.",
        len(names),
        folder=str(folder),
        names=enumerated(first_few(names, _MOST_TOLD, more)),
    )


def _passed_over_of(pattern: Path, names: Sequence[str]) -> str:
    return Message.counted(
        "Passed over of {pattern}: {names}; this is no session file.",
        "Passed over of {pattern}: {names}; these are no session files.",
        len(names),
        pattern=str(pattern),
        names=enumerated(first_few(names, _MOST_TOLD, more)),
    )


def _in_spreadsheet(
    file: _Found, options: Mapping[str, Any], told: list[str]
) -> Iterator[AskedSession]:
    path = file.path
    try:
        found = listed_sessions(path, options.get("sheet") or "")
    except KitError as error:
        if file.is_of_pattern and isinstance(error, NoSessionsError):
            told.append(
                Message("Passed over {file}: it has no headings of sessions.", file=str(path))
            )
        else:
            yield AskedSession(path, problems=error.problems)
        return
    told += [joined([str(path), one], ": ") for one in found.told]
    # That sheet is the one of the sessions; one of names may stand in a column.
    yield from _of_rows(path, found.rows, {**options, "sheet": None})


def _of_file(path: Path, options: Mapping[str, Any]) -> AskedSession:
    try:
        document = session_document(path)
        one = AskedSession(path, folder=folder_of_file(path, options.get("out")))
        return _asked(one, document, options)
    except KitError as error:
        return AskedSession(path, problems=error.problems)


def _of_rows(
    path: Path, rows: Sequence[SessionRow], options: Mapping[str, Any]
) -> Iterator[AskedSession]:
    several = len({row.sheet.name for row in rows}) > 1
    for row, folder in zip(rows, folders_of_rows(path, rows, options.get("out")), strict=True):
        place = Message("row {row}", row=row.line)
        if several:
            place = Message("«{sheet}» row {row}", sheet=row.sheet.name, row=row.line)
        one = AskedSession(path, place, folder=folder)
        yield _asked(one, row, options)


def _asked(one: AskedSession, written: Written, options: Mapping[str, Any]) -> AskedSession:
    """The session; a folder of its own in its file is honoured, unless an option goes before it."""
    alone = Sources({**options, "out": None}, written)
    own = alone.wishes.get("out")
    if own is not None and options.get("out") is None:
        return replace(one, folder=Path(own), sources=alone)
    return replace(one, sources=Sources({**options, "out": one.folder}, written))


def _named_shortly(sessions: Sequence[AskedSession]) -> list[AskedSession]:
    """The sessions, each with a name that tells it from the others; problems have whole paths."""
    files = {one.file for one in sessions}
    try:
        above = Path(os.path.commonpath([str(file.parent) for file in files]))
    except ValueError:  # on several drives of Windows, or seen from the root and from here
        above = None
    named = []
    for one in sessions:
        file = str(one.file.relative_to(above) if above else one.file)
        whole = joined([file, one.row], " ") if one.row else file
        told = one.row if one.row and len(files) == 1 else whole
        named.append(replace(one, name=told))
    return named
