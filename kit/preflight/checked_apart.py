"""Check PDFs that anybody may have made, in processes of their own that are ended beyond bounds.

The largest that kit makes took 128 MB and 2 s (plans for 306 people); a book of 400 full pages, and
60 pages with photographs in 190 MB, some 15 s and 450 MB.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from kit.core.messages import Message
from kit.preflight.check import Report, check
from kit.preflight.findings import fault
from kit.preflight.unreadable import too_much
from kit.session.options import Destination, Ink
from kit.system.apart import Bounds, Excess, ExcessError, Tell, done_apart
from kit.system.files import Hindrance, UnreadError, whole_file

# In bytes. It must be in memory twice: as it is, and saved without what was read of it already.
_LARGEST = 256_000_000
_ALONE = Bounds(seconds=120, memory=800_000_000)
# To start a process takes longer than to check a small file, where it cannot be forked. So small
# ones are checked in one, as long as that goes well: so many, of so many bytes.
_TOGETHER = Bounds(seconds=20, memory=800_000_000)
_MOST_TOGETHER, _BYTES_TOGETHER = 50, 8_000_000

_HINDRANCES: dict[Hindrance, str] = {
    "missing": Message(
        "it was taken away, or is a link that leads nowhere: name a PDF that is there"
    ),
    "folder": Message("this is a folder: name a PDF"),
    "special": Message("this is a pipe or a device, and no file: name a PDF"),
    "unreadable": Message(
        "{reason}: see that you may read it, and no other program keeps it to itself"
    ),
    "large": Message(
        "it is larger than {most} MB, which is more than can be checked: save it with pictures of "
        "300 dpi, or divide it",
        most=_LARGEST // 10**6,
    ),
}
_EXCESSES: dict[Excess, str] = {
    "time": Message("it takes longer than {seconds:g} seconds", seconds=_ALONE.seconds),
    "memory": Message("it takes more than {most} MB of memory", most=_ALONE.memory // 10**6),
    "died": Message("the library that reads PDFs broke down over it"),
}


@dataclass(frozen=True)
class ToCheck:
    """A PDF to check, and whom it is for and with how much ink, where that is known."""

    path: Path
    made_for: Destination | None = None
    ink: Ink | None = None


def check_apart(files: Sequence[ToCheck]) -> list[Report]:
    """The report on each file, in their order. One that is too much keeps no other from its own."""
    reports: list[Report] = []
    while len(reports) < len(files):
        reports += _some_reports(_first_few(files[len(reports) :]))
    return reports


def _first_few(files: Sequence[ToCheck]) -> Sequence[ToCheck]:
    """The files at the beginning that are small enough to be checked together; one at least."""
    room = _BYTES_TOGETHER
    for number, file in enumerate(files[:_MOST_TOGETHER]):
        room -= _size(file.path)
        if room < 0:
            return files[: max(number, 1)]
    return files[:_MOST_TOGETHER]


def _some_reports(files: Sequence[ToCheck]) -> list[Report]:
    """The reports on these files, or, where one was too much, on those up to this one."""
    reports: list[Report] = []
    alone = len(files) == 1
    try:
        done_apart(partial(_check_each, files), _ALONE if alone else _TOGETHER, reports.append)
    except ExcessError as error:
        if alone:
            return [Report(None, (fault(too_much(_EXCESSES[error.excess])),))]
        reports += _some_reports([files[len(reports)]])
    return reports


def _check_each(files: Sequence[ToCheck], tell: Tell) -> None:
    """In a process of its own: check files one by one, and tell the report on each."""
    for file in files:
        tell(_report(file))


def _report(file: ToCheck) -> Report:
    try:
        data = whole_file(file.path, _LARGEST)
    except UnreadError as error:
        return Report(None, (fault(error.in_words(_HINDRANCES)),))
    return check(data, file.made_for, file.ink)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except (OSError, ValueError):
        return 0
