"""Swap a folder's earlier files for new ones all at once, unharmed by being stopped midway.

New files are written beside the old kit, into a folder of their own, which is given another name
when all are in it: from then on the new kit is whole, and only moves are left to do, which take a
thousandth of a second. A build killed before that leaves the old kit as it was; one killed amid
the moves leaves the rest of them to the next command that looks into the folder.
"""

import contextlib
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from kit.core.errors import KitError, Problem
from kit.core.stops import undisturbed
from kit.output.manifest import ADVICE, MANIFEST, is_inside, is_unchanged, ours, read_manifest

if sys.platform != "win32":
    import fcntl

# What is still being written, and what is whole and has yet to take its places.
COMING, READY = ".kit-coming", ".kit-ready"

Names = tuple[str, ...]


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Lock the folder for this process: others that ask for it meanwhile wait.

    First, what a build that was stopped left is put in order. Windows, and some folders on a
    network, know no such lock: there two builds must not be done at once. Raises OSError where the
    folder cannot be written, KitError where what was left cannot take its place.
    """
    with _locked(folder):
        _settle(folder)
        yield


def settle(folder: Path) -> None:
    """Finish or undo what a build that was stopped left in the folder, if anything.

    Raises as held does.
    """
    if any(os.path.lexists(folder / left) for left in (COMING, READY)):
        with held(folder):
            pass


def move_in(folder: Path, files: Mapping[str, bytes]) -> tuple[Names, Names]:
    """Put these files, one of them the manifest, in place of the files of earlier builds.

    What of that is in the new manifest no more goes. Gives the names of those that went, and of
    those that stayed, since they were changed. To be called while the folder is held. Raises
    OSError; before the new kit is whole, nothing has changed then.
    """
    coming = folder / COMING
    try:
        coming.mkdir()
        for name, data in files.items():
            (coming / name).parent.mkdir(exist_ok=True)
            (coming / name).write_bytes(data)
        with undisturbed():
            coming.rename(folder / READY)
            return _take_places(folder)
    finally:
        shutil.rmtree(coming, ignore_errors=True)


def _settle(folder: Path) -> None:
    if (folder / COMING).exists():
        shutil.rmtree(folder / COMING)
    if (folder / READY).is_dir():
        _check_unchanged(folder)
        with undisturbed(as_asked=False):
            _take_places(folder)


def _check_unchanged(folder: Path) -> None:
    """Raise KitError where waiting files would overwrite a file that was changed meanwhile."""
    ready = folder / READY
    known = ours(read_manifest(folder)), ours(read_manifest(ready))
    changed = [
        Problem(str(folder / name), 0, 0, f"this file was changed while kit was stopped: {ADVICE}")
        for name in _waiting(ready)
        if os.path.lexists(folder / name)
        and not any(is_unchanged(folder, name, one) for one in known)
    ]
    if changed:
        raise KitError(changed)


def _take_places(folder: Path) -> tuple[Names, Names]:
    """Move in what is ready; done again after a stop, it goes on where it was."""
    ready = folder / READY
    gone: dict[str, str] = {}
    # The manifest moves last: where it is not here, all is in its place.
    if (ready / MANIFEST).exists():
        stays = ours(read_manifest(ready))
        known = ours(read_manifest(folder)).items()
        gone = {name: known_as for name, known_as in known if name not in stays}
        for name in _waiting(ready):
            (folder / name).parent.mkdir(exist_ok=True)
            (ready / name).replace(folder / name)
    went = _clear(folder, gone)
    with contextlib.suppress(FileNotFoundError):
        (ready / MANIFEST).replace(folder / MANIFEST)
    shutil.rmtree(ready)
    return went


def _waiting(ready: Path) -> list[str]:
    """The files that have yet to take their places, but for the manifest."""
    found = (path for path in ready.rglob("*") if path.is_file() and not path.is_symlink())
    names = (path.relative_to(ready).as_posix() for path in found)
    return sorted(name for name in names if name != MANIFEST and is_inside(name))


def _clear(folder: Path, others: Mapping[str, str]) -> tuple[Names, Names]:
    """Delete these files; the names of those deleted, and of those kept since they were changed."""
    removed, kept = [], []
    for name in others:
        path = folder / name
        if not path.exists():
            continue
        if path.parent != folder and path.parent.is_symlink():
            kept.append(name)  # it is not in our folder any more
            continue
        if is_unchanged(folder, name, others):
            path.unlink()
            removed.append(name)
            if path.parent != folder and not any(path.parent.iterdir()):
                path.parent.rmdir()
        else:
            kept.append(name)
    return tuple(removed), tuple(kept)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    if sys.platform == "win32":
        yield
        return
    # The folder itself is locked, so that no file of a lock is left in it.
    opened = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):
            fcntl.flock(opened, fcntl.LOCK_EX)
        yield
    finally:
        os.close(opened)
