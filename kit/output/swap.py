"""Swap a folder's earlier files for new ones all at once, unharmed by being stopped midway.

New files are written beside the old kit, into a folder of their own, which is given another name
when all are in it: from then on the new kit is whole, and only moves are left to do, which take a
thousandth of a second. A build killed before that leaves the old kit as it was; one killed amid
the moves leaves the rest of them to the next build into the folder.
"""

import contextlib
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from kit.core.errors import KitError, Problem
from kit.core.messages import Message
from kit.core.wording import enumerated, joined
from kit.output.folder import OpenFolder, opened_folder
from kit.output.leftovers import (
    COMING,
    READY,
    is_spent,
    remove_spent,
    unproved,
    waiting,
)
from kit.output.manifest import (
    ADVICE,
    MANIFEST,
    MOST_BYTES,
    is_unchanged,
    ours,
    parsed,
    read_manifest,
)
from kit.output.seals import BEGUN, WHOLE, Seals, seals_of
from kit.system.stops import undisturbed

if sys.platform != "win32":
    import fcntl

Names = tuple[str, ...]
# Hears a sentence about what an earlier build had left.
Tell = Callable[[str], None]

# In s: so long another command is waited for. It has the folder for a second or two; but it may
# have been halted, and who can read a folder can lock it, be it another user of the computer.
_PATIENCE, _LOOK_AGAIN = 60.0, 0.05
_AT_WORK = Message(
    "another command has been at work in this folder for a minute (was one halted with Ctrl-Z?): "
    "let it end, or choose another place"
)


def unheard(_told: str) -> None:
    """Nobody hears of it."""


@contextmanager
def held(path: Path, advice: str = ADVICE, tell: Tell = unheard) -> Iterator[OpenFolder]:
    """Open a folder and lock it for this process: others that ask for it wait, for a minute.

    First, what a build that was stopped left is put in order, which `tell` hears; `advice` is what
    to do with what cannot be. Windows, and some folders on a network, know no such lock: there two
    builds must not be done at once. Raises OSError where the folder cannot be written, KitError
    where another has it too long, and where what was left is not proved to be ours, or cannot take
    its place.
    """
    with opened_folder(path) as folder:
        _lock(folder)
        _settle(folder, advice, tell)
        yield folder


def move_in(folder: OpenFolder, files: Mapping[str, bytes]) -> tuple[Names, Names]:
    """Put these files, one of them the manifest, in place of the files of earlier builds.

    What of that is in the new manifest no more goes. Gives the names of those that went, and of
    those that stayed, since they were changed. To be called while the folder is held. Raises
    OSError; before the new kit is whole, nothing has changed then.
    """
    with begun(folder) as (coming, seals):
        seal = seals.whole(files[MANIFEST])
        coming.write({**files, WHOLE: seal} if seal else files)
        coming.flush()
        with undisturbed():
            folder.rename(COMING, READY)
            return _take_places(folder)


@contextmanager
def begun(folder: OpenFolder) -> Iterator[tuple[OpenFolder, Seals]]:
    """A folder for what is on its way, and its seals; it is gone afterwards, if it is still there.

    To be called while the folder around it is held.
    """
    seals = seals_of(folder)
    folder.make(COMING)
    try:
        with folder.below(COMING) as coming:
            # Before all else: what lies beside it is known to be ours.
            if seal := seals.begun():
                coming.write({BEGUN: seal})
            yield coming, seals
    finally:
        if folder.kind(COMING) == "folder":
            with contextlib.suppress(OSError):
                folder.remove_whole(COMING, BEGUN)


def _settle(folder: OpenFolder, advice: str, tell: Tell) -> None:
    if folder.kind(COMING) == folder.kind(READY) == "missing":
        return
    seals = seals_of(folder)
    if wrong := list(unproved(folder, seals, advice)):
        raise KitError(wrong)
    if folder.kind(COMING) == "folder":
        folder.remove_whole(COMING, BEGUN)
        tell(
            Message(
                "Removed what a build that was stopped had begun in {folder}.",
                folder=str(folder.path),
            )
        )
    if folder.kind(READY) == "folder":
        with folder.below(READY) as ready:
            spent = is_spent(ready, seals)
            moves = len(waiting(ready))
        if spent:
            remove_spent(folder)
            return
        _check_unchanged(folder)
        with undisturbed(as_asked=False):
            went, kept = _take_places(folder)
        tell(_finished(folder.path, moves, went, kept))


def _finished(path: Path, moves: int, went: Names, kept: Names) -> str:
    """What is told of a kit that was whole when its build was stopped, and is in its place now."""
    told = [
        Message.counted("{count} file took its place", "{count} files took their places", moves)
    ]
    if went:
        told.append(Message("{count} went", count=len(went)))
    if kept:
        told.append(
            Message(
                "{count} stayed, changed since: {names}",
                count=len(kept),
                names=enumerated(kept),
            )
        )
    return Message(
        "Finished what a build that was stopped had begun in {folder}: {told}.",
        folder=str(path),
        told=tuple(told),
    )


def _check_unchanged(folder: OpenFolder) -> None:
    """Raise KitError where waiting files would overwrite a file that was changed meanwhile."""
    with folder.below(READY) as ready:
        known = ours(read_manifest(folder)), ours(read_manifest(ready))
        names = [*waiting(ready), MANIFEST]
    problems = []
    for name in names:
        above, _, _ = name.rpartition("/")
        if above and folder.kind(above) not in ("missing", "folder"):
            problems.append((above, Message("this is no folder any more")))
        elif name == MANIFEST or folder.kind(name) == "missing":
            continue  # another manifest than ours was told of when it was read
        elif not any(is_unchanged(folder, name, one) for one in known):
            problems.append((name, Message("this file was changed while kit was stopped")))
    if problems:
        told = [
            Problem(str(folder.path / name), 0, 0, joined((text, ADVICE), ": "))
            for name, text in dict.fromkeys(problems)
        ]
        raise KitError(told)


def _take_places(folder: OpenFolder) -> tuple[Names, Names]:
    """Move in what is ready; done again after a stop, it goes on where it was."""
    with folder.below(READY) as ready:
        stays = ours(parsed(ready.read(MANIFEST, MOST_BYTES)))
        known = ours(read_manifest(folder))
        for name in waiting(ready):
            ready.move(name, folder)
        went = _clear(folder, {name: one for name, one in known.items() if name not in stays})
        # The manifest moves last: where it is not here, all is in its place.
        ready.move(MANIFEST, folder)
    folder.flush()
    remove_spent(folder)
    return went


def _clear(folder: OpenFolder, others: Mapping[str, str]) -> tuple[Names, Names]:
    """Delete these files; the names of those deleted, and of those kept since they were changed."""
    removed, kept = [], []
    for name in others:
        if is_unchanged(folder, name, others):
            folder.remove(name)
            removed.append(name)
        elif _is_there(folder, name):
            kept.append(name)
    return tuple(removed), tuple(kept)


def _is_there(folder: OpenFolder, name: str) -> bool:
    """Whether there may be such a file; what cannot be looked at does not stop the moves."""
    try:
        return folder.kind(name) != "missing"
    except OSError:
        return True


def _lock(folder: OpenFolder) -> None:
    """Lock the folder itself, so that no file of a lock is left in it; closed, it is free."""
    until = time.monotonic() + _PATIENCE
    while _is_locked_by_another(folder):
        if time.monotonic() > until:
            raise KitError.of(_AT_WORK, str(folder.path))
        time.sleep(_LOOK_AGAIN)


def _is_locked_by_another(folder: OpenFolder) -> bool:
    """Whether another process has the folder; if none has, this one has it from now on."""
    if sys.platform != "win32" and folder.handle is not None:
        try:
            fcntl.flock(folder.handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        except OSError:
            pass  # some folders on a network know no locks
    return False
