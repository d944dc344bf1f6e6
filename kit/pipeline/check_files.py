"""Find the PDFs that `kit check` looks through, and check each of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast, get_args

from kit.core.errors import KitError, Problem
from kit.output.deliver import delivered_pdfs
from kit.preflight.check import Report, check
from kit.session.options import Destination


@dataclass(frozen=True)
class CheckedFile:
    """A PDF as its user calls it, and what was found in it."""

    name: str
    report: Report

    def as_dict(self) -> dict[str, Any]:
        """The same for programs, in plain types."""
        return {"file": self.name, **self.report.as_dict()}


def check_kit(folder: Path) -> tuple[CheckedFile, ...]:
    """Check every PDF of the kit in a folder. KitError where there is none, or one is gone."""
    names = _delivered(folder)
    if not names:
        raise KitError.of(
            "there is no kit here: make one with `kit build`, or name the PDFs to check",
            str(folder),
        )
    return _check_each([folder / name for name in sorted(names)])


def check_files(paths: Sequence[Path]) -> tuple[CheckedFile, ...]:
    """Check PDFs, and all PDFs in folders. KitError for all that cannot be read."""
    problems: list[Problem] = []
    found: list[Path] = []
    for path in paths:
        held = sorted(path.glob("*.pdf")) if path.is_dir() else [path]
        if not held:
            problems.append(Problem(str(path), 0, 0, "there are no PDFs in this folder"))
        found += held
    if problems:
        raise KitError(problems)
    return _check_each(list(dict.fromkeys(found)))


def _check_each(paths: Sequence[Path]) -> tuple[CheckedFile, ...]:
    problems: list[Problem] = []
    known = {folder: _known(folder) for folder in {path.parent for path in paths}}
    checked = []
    for path in paths:
        try:
            data = path.read_bytes()
        except OSError as error:
            reason = error.strerror or str(error)
            problems.append(Problem(str(path), 0, 0, f"{reason}: name a PDF that is there"))
            continue
        checked.append(CheckedFile(str(path), check(data, known[path.parent].get(path.name))))
    if problems:
        raise KitError(problems)
    return tuple(checked)


def _known(folder: Path) -> dict[str, Destination]:
    """The destination of each file of a kit, by its name; other files are not among them."""
    told = _delivered(folder)
    return {name: cast(Destination, to) for name, to in told.items() if to in get_args(Destination)}


def _delivered(folder: Path) -> dict[str, str | None]:
    try:
        return delivered_pdfs(folder)
    except KitError:
        return {}  # it is something else's manifest, and no kit
