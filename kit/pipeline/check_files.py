"""Find the PDFs that `kit check` looks through, and check each of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast, get_args

from kit.core.errors import KitError, Problem
from kit.core.messages import Message
from kit.output.as_written import State, as_written
from kit.output.deliver import delivered_pdfs
from kit.output.manifest import WrittenFile
from kit.preflight.check import Report
from kit.preflight.checked_apart import ToCheck, check_apart
from kit.preflight.findings import Finding, fault, merged, remark
from kit.session.options import Destination, Ink
from kit.system.files import is_folder
from kit.system.reasons import reason_of

# More would take hours, and nobody reads what is told of them.
_MOST_FILES = 2000
_OF_THE_OLDER = Message(
    "the files here are of two kits, as a build was stopped or is still at work, and this one is "
    "of the older: build again before you print"
)
_OF_THE_NEWER = Message(
    "the files here are of two kits, as a build was stopped or is still at work, and this one is "
    "of the newer: build again before you print"
)
_CHANGED = Message(
    "this is not the file that the kit's list names: it was changed after kit wrote it (filled "
    "in?), or is of another kit: if you did not change it, build again before you print"
)
_NO_KIT = Message("there is no kit here: make one with `kit build`, or name the PDFs to check")
_OF_TWO_KITS: set[State | None] = {"older", "newer"}
_FINDINGS: dict[State, Finding] = {
    "older": fault(_OF_THE_OLDER),
    "newer": fault(_OF_THE_NEWER),
    "changed": remark(_CHANGED),
    "link": remark(Message("this is a link, and not the file that kit wrote: see where it leads")),
}


@dataclass(frozen=True)
class CheckedFile:
    """A PDF, or a picture of a kit, as its user calls it, and what was found in it."""

    name: str
    report: Report

    def as_dict(self) -> dict[str, Any]:
        """The same for programs, in plain types."""
        return {"file": self.name, **self.report.as_dict()}


@dataclass(frozen=True)
class _Known:
    """What is known of a kit's files, by their names: how each was written, and how it stands."""

    written: Mapping[str, WrittenFile]
    states: Mapping[str, State]

    def to_check(self, path: Path, name: str) -> ToCheck:
        """A file of the kit, whose name is its own there, with what is to be asked of it."""
        told = self.written.get(name)
        whom, ink = (told.made_for, told.ink) if told else (None, None)
        return ToCheck(
            path,
            cast(Destination, whom) if whom in get_args(Destination) else None,
            cast(Ink, ink) if ink in get_args(Ink) else None,
        )

    def findings(self, name: str) -> Iterator[Finding]:
        """What is to be told of how a file stands; nothing of what is of no kit."""
        state = self.states.get(name)
        if state in _FINDINGS:
            yield _FINDINGS[state]


def check_kit(folder: Path) -> tuple[CheckedFile, ...]:
    """Check every PDF of the kit in a folder, and whether all its files are as kit wrote them.

    Pictures are told of only where they are not, and nothing else tells of two kits. KitError where
    there is no kit, or a PDF is away.
    """
    known = _known(folder)
    names = [name for name, state in known.states.items() if state != "gone"]
    pdfs = [name for name in sorted(names) if _is_pdf(name)]
    if not pdfs:
        raise KitError.of(_NO_KIT, str(folder))
    paths = [folder / name for name in pdfs]
    checked = _check_each(paths, {folder / name: (known, name) for name in pdfs}, named=paths)
    is_told = not _OF_TWO_KITS.isdisjoint(map(known.states.get, pdfs))
    passed_over = _OF_TWO_KITS if is_told else set()
    others = [
        name
        for name in sorted(names)
        if not _is_pdf(name) and known.states[name] not in passed_over
    ]
    beside = [(name, Report(None, tuple(known.findings(name)))) for name in others]
    told = (CheckedFile(str(folder / name), report) for name, report in beside if report.findings)
    return (*checked, *told)


def check_files(paths: Sequence[Path]) -> tuple[CheckedFile, ...]:
    """Check PDFs, and all PDFs in folders. KitError for all that is not there."""
    problems: list[Problem] = []
    found: list[Path] = []
    for path in paths:
        held = pdfs_in(path) if is_folder(path) else [path]
        if not held:
            text = Message("there are no PDFs in this folder")
            problems.append(Problem(str(path), 0, 0, text))
        elif len(held) > _MOST_FILES:
            text = Message(
                "this folder has more than {most:,} PDFs: name those to check", most=_MOST_FILES
            )
            problems.append(Problem(str(path), 0, 0, text))
        found += held
    if problems:
        raise KitError(problems)
    kits = {folder: _known(folder) for folder in {path.parent for path in found}}
    known = {path: (kits[path.parent], path.name) for path in found}
    return _check_each(list(known), known, named=paths)


def pdfs_in(folder: Path) -> list[Path]:
    """The PDFs in a folder, sorted: «.PDF» too, but not what is hidden, nor folders.

    Raises KitError where it cannot be looked into.
    """
    try:
        held = [one for one in folder.iterdir() if one.suffix.lower() == ".pdf"]
    except OSError as error:
        text = Message("{reason}: name a folder that you may look into", reason=reason_of(error))
        raise KitError.of(text, str(folder)) from error
    # On a stick that was in a Mac, each file has a hidden one beside it, with the same ending.
    return sorted(one for one in held if not one.name.startswith(".") and not is_folder(one))


def _is_pdf(name: str) -> bool:
    return name.endswith(".pdf")


def _check_each(
    paths: Sequence[Path], known: Mapping[Path, tuple[_Known, str]], named: Sequence[Path]
) -> tuple[CheckedFile, ...]:
    """Check these files, once all that were asked for by name are seen to be there.

    `known` are the kits that they are of, and what these call them.
    """
    text = Message("there is no such file: name a PDF that is there")
    problems = [Problem(str(path), 0, 0, text) for path in named if _is_missing(path)]
    if problems:
        raise KitError(problems)
    of_kits = [known[path] for path in paths]
    files = [kit.to_check(path, name) for path, (kit, name) in zip(paths, of_kits, strict=True)]
    checked = zip(paths, check_apart(files), of_kits, strict=True)
    return tuple(
        CheckedFile(str(path), _with(report, kit.findings(name)))
        for path, report, (kit, name) in checked
    )


def _with(report: Report, findings: Iterable[Finding]) -> Report:
    """A report with some findings more."""
    more = tuple(findings)
    return replace(report, findings=merged((*more, *report.findings))) if more else report


def _is_missing(path: Path) -> bool:
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except (OSError, ValueError):  # it is told why when it is opened
        return False
    return False


def _known(folder: Path) -> _Known:
    """What is known of the kit in a folder; nothing where there is none."""
    try:
        return _Known(delivered_pdfs(folder), as_written(folder))
    except (KitError, OSError):
        return _Known({}, {})  # it is something else's manifest, and no kit
