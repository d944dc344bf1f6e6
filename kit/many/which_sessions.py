"""Which sessions are meant: files, folders of them, patterns, spreadsheets with a row a session."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kit.core.errors import KitError, Problem
from kit.many.asked import AskedSession
from kit.many.folders import check_apart, folder_of_file, folders_of_rows
from kit.many.rows import SessionRow
from kit.many.spreadsheet import listed_sessions
from kit.session.file import session_document
from kit.session.sources import Sources, Written
from kit.session.which_file import (
    is_pattern,
    is_spreadsheet,
    session_file_meant,
    session_files,
)
from kit.system.files import is_folder
from kit.typed.paths import typed_path


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
    for path in files:
        if not is_spreadsheet(path):
            sessions.append(_of_file(path, options))
            continue
        try:
            found = listed_sessions(path, options.get("sheet") or "")
        except KitError as error:
            sessions.append(AskedSession(path, problems=error.problems))
            continue
        told += [f"{path}: {one}" for one in found.told]
        # That sheet is the one of the sessions; one of names may stand in a column.
        sessions += _of_rows(path, found.rows, {**options, "sheet": None})
    if problems:
        raise KitError(problems)
    sessions = _named_shortly(sessions)
    check_apart(sessions)
    return AskedSessions(tuple(sessions), tuple(told))


def _session_files(named: Sequence[Path]) -> tuple[list[Path], list[str], list[Problem]]:
    """The files that were named, each once; what is told of it, and what is wrong."""
    files: dict[str, Path] = {}
    told: list[str] = []
    problems: list[Problem] = []
    for typed in named:
        try:
            for path in _meant(typed, told):
                files.setdefault(os.path.realpath(path), path)
        except KitError as error:
            problems += error.problems
    return list(files.values()), told, problems


def _meant(typed: Path, told: list[str]) -> Iterator[Path]:
    path = typed_path(str(typed))
    if is_pattern(path):
        # No shell of Windows does it.
        found = sorted(Path(path.anchor).glob(str(path.relative_to(path.anchor))))
        if not found:
            raise KitError.of("no file has such a name: look at how it is spelt", str(path))
        yield from (one for each in found for one in _meant(each, told))
    elif is_folder(path) and len(several := session_files(path)) > 1:
        yield from several
    elif is_spreadsheet(path):
        yield path
    else:
        meant = session_file_meant(typed)
        told += [meant.said] if meant.said else []
        yield meant.path


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
        sheet = f"«{row.sheet.name}» " if several else ""
        one = AskedSession(path, f"{sheet}row {row.line}", folder=folder)
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
        told = one.row if one.row and len(files) == 1 else f"{file} {one.row}".strip()
        named.append(replace(one, name=told))
    return named
