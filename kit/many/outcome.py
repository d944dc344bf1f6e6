"""What came of each of many sessions, as data, in a table and in sentences."""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from kit.core.errors import Problem
from kit.core.messages import Message
from kit.core.table import Table
from kit.core.wording import cut_short, in_short, joined

State = Literal["made", "up to date", "failed"]

# So many sessions that are told the same are named.
_MOST_NAMED = 3
_LONGEST_TITLE = 40
_STATES: Mapping[State, Message] = {
    "made": Message("made"),
    "up to date": Message("up to date"),
    "failed": Message("failed"),
}
_COLUMNS = (
    Message("session"),
    Message("state"),
    Message("title"),
    Message("files"),
    Message("sheets"),
    Message("minutes"),
    Message("folder"),
)
# What tells itself where it stands.
_PLACED = re.compile(r"\S.*?:\d+:\d+: ")


@dataclass(frozen=True)
class Outcome:
    """What came of one session, which stands in `file`.

    `files` are the names of what its kit holds, `sheets` how much paper the kit takes, `minutes`
    how long it takes to print and to cut. `notices` are what its user should know, `problems` what
    keeps it from being made.
    """

    session: str
    state: State
    file: Path
    title: str = ""
    date: str = ""
    folder: Path = Path()
    files: tuple[str, ...] = ()
    sheets: int = 0
    minutes: float = 0.0
    notices: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def state_in_words(self) -> Message:
        """The state as it is told."""
        return _STATES[self.state]

    def as_dict(self) -> dict[str, Any]:
        """For programs, in plain types; manifest.json in the folder tells more."""
        told = {**asdict(self), "file": str(self.file)}
        told["folder"] = str(self.folder.resolve()) if self.files else ""
        told["problems"] = [one.as_dict() for one in self.problems]
        return told


def outcome_table(outcomes: Sequence[Outcome]) -> Table:
    """A row for each session; folders are told from the one that holds them all (common_folder)."""
    above = common_folder(outcomes)
    rows = []
    for one in outcomes:
        known = (one.session, one.state_in_words, cut_short(one.title, _LONGEST_TITLE))
        if one.state == "failed":
            rows.append((*known, "–", "–", "–", "–"))
            continue
        minutes = f"{one.minutes:.0f}" if one.minutes else "–"
        where = os.path.relpath(one.folder.resolve(), above)
        rows.append((*known, str(len(one.files)), str(one.sheets or "–"), minutes, where))
    return Table(_COLUMNS, tuple(rows))


def outcome_lines(table: Table) -> Iterator[str]:
    """The rows of outcome_table below each other, for a terminal that is too narrow for it."""
    for session, state, title, files, sheets, minutes, folder in table.rows:
        called = joined([session, state], ", ")
        yield joined([called, title], ": ") if title else called
        if state != _STATES["failed"]:
            yield Message(
                "  {files} files, {sheets} sheets, {minutes} minutes",
                files=files,
                sheets=sheets,
                minutes=minutes,
            )
            yield f"  {folder}"


def common_folder(outcomes: Sequence[Outcome]) -> Path:
    """The folder that holds those of all kits; the current one where there is none such."""
    above = [str(one.folder.resolve().parent) for one in outcomes if one.state != "failed"]
    try:
        return Path(os.path.commonpath(above)) if above else Path.cwd()
    except ValueError:  # on several drives of Windows
        return Path.cwd()


def counted(outcomes: Sequence[Outcome]) -> str:
    """How many were made, in a sentence."""
    states = [one.state for one in outcomes]
    done, there, failed = (states.count(state) for state in ("made", "up to date", "failed"))
    told = [Message.counted("{count} kit made", "{count} kits made", done)]
    if there:
        told.append(Message.counted("{count} was up to date", "{count} were up to date", there))
    if failed:
        told.append(Message.counted("{count} failed", "{count} failed", failed))
    return Message("{parts}.", parts=tuple(told))


def notice_lines(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """What is told of the sessions: what is told of several alike comes once, with their names."""
    yield from _grouped(outcomes, {one.session: one.notices for one in outcomes})


def problem_lines(
    outcomes: Sequence[Outcome], told: Callable[[Problem], str] = str
) -> Iterator[str]:
    """All that is wrong, each with its place; what has no place of its own with its sessions.

    `told` tells a problem in a language.
    """
    failed = [one for one in outcomes if one.problems]
    placed = sorted({problem for one in failed for problem in one.problems if problem.file})
    yield from map(told, placed)
    others = {one.session: [told(own) for own in one.problems if not own.file] for one in failed}
    yield from _grouped(outcomes, others)


def _grouped(outcomes: Sequence[Outcome], told: Mapping[str, Iterable[str]]) -> Iterator[str]:
    """Lines with the names of those that they are told of, or with none where that is all."""
    of_line: dict[str, list[str]] = {}
    for name, lines in told.items():
        for line in dict.fromkeys(lines):
            of_line.setdefault(line, []).append(name)
    for line, names in of_line.items():
        is_known = len(names) == len(outcomes) > 1 or _PLACED.match(line)
        some = in_short(names, _MOST_NAMED if len(names) <= _MOST_NAMED else 1)
        yield line if is_known else joined([some, line], ": ")
