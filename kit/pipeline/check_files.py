"""Find the PDFs that `kit check` looks through, and check each of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast, get_args

from kit.core.errors import KitError, Problem
from kit.core.files import is_folder
from kit.output.deliver import delivered_pdfs
from kit.preflight.check import Report
from kit.preflight.checked_apart import ToCheck, check_apart
from kit.session.options import Destination

# More would take hours, and nobody reads what is told of them.
_MOST_FILES = 2000


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
    paths = [folder / name for name in sorted(names)]
    return _check_each(paths, named=paths)


def check_files(paths: Sequence[Path]) -> tuple[CheckedFile, ...]:
    """Check PDFs, and all PDFs in folders. KitError for all that is not there."""
    problems: list[Problem] = []
    found: list[Path] = []
    for path in paths:
        held = pdfs_in(path) if is_folder(path) else [path]
        if not held:
            problems.append(Problem(str(path), 0, 0, "there are no PDFs in this folder"))
        elif len(held) > _MOST_FILES:
            text = f"this folder has more than {_MOST_FILES:,} PDFs: name those to check"
            problems.append(Problem(str(path), 0, 0, text))
        found += held
    if problems:
        raise KitError(problems)
    return _check_each(list(dict.fromkeys(found)), named=paths)


def pdfs_in(folder: Path) -> list[Path]:
    """The PDFs in a folder, sorted: «.PDF» too, but not what is hidden, nor folders.

    Raises KitError where it cannot be looked into.
    """
    try:
        held = [one for one in folder.iterdir() if one.suffix.lower() == ".pdf"]
    except OSError as error:
        reason = error.strerror or str(error)
        raise KitError.of(f"{reason}: name a folder that you may look into", str(folder)) from error
    # On a stick that was in a Mac, each file has a hidden one beside it, with the same ending.
    return sorted(one for one in held if not one.name.startswith(".") and not is_folder(one))


def _check_each(paths: Sequence[Path], named: Sequence[Path]) -> tuple[CheckedFile, ...]:
    """Check these files, once all that were asked for by name are seen to be there."""
    problems = [
        Problem(str(path), 0, 0, "there is no such file: name a PDF that is there")
        for path in named
        if _is_missing(path)
    ]
    if problems:
        raise KitError(problems)
    known = {folder: _known(folder) for folder in {path.parent for path in paths}}
    files = [ToCheck(path, known[path.parent].get(path.name)) for path in paths]
    names = (str(path) for path in paths)
    return tuple(map(CheckedFile, names, check_apart(files)))


def _is_missing(path: Path) -> bool:
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except (OSError, ValueError):  # it is told why when it is opened
        return False
    return False


def _known(folder: Path) -> dict[str, Destination]:
    """The destination of each file of a kit, by its name; other files are not among them."""
    told = _delivered(folder)
    return {name: cast(Destination, to) for name, to in told.items() if to in get_args(Destination)}


def _delivered(folder: Path) -> dict[str, str | None]:
    try:
        return delivered_pdfs(folder)
    except KitError:
        return {}  # it is something else's manifest, and no kit
