"""What builds that were stopped left in a folder: whether it is there, and whether it is ours.

Whoever only reads tells that it is there, and leaves it. A build puts in order what is proved to be
from this program, for this user, in this folder (kit.output.seals), and touches nothing else.
"""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from kit.core.errors import Problem
from kit.core.messages import Message
from kit.core.wording import enumerated
from kit.output.folder import Kind, OpenFolder, is_inside, opened_folder
from kit.output.manifest import MANIFEST, MOST_BYTES, is_unchanged, may_be_ours, parsed
from kit.output.seals import BEGUN, WHOLE, Seals, is_begun, stands
from kit.system.files import UnreadError

# What is still being written, and what is whole and has yet to take its places.
COMING, READY = ".kit-coming", ".kit-ready"

_SEALS = {BEGUN, WHOLE}
_STOPPED = Message(
    "{folder}: {names} shows that a build is at work here, or was stopped. What is in its place is "
    "read; the next `kit build` into this folder puts the rest in order, or tells why it cannot."
)
_STOPPED_MIXED = Message(
    "{folder}: {names} shows that a build is at work here, or was stopped. Files of two kits may "
    "lie here, which `kit check` tells. What is in its place is read; the next `kit build` into "
    "this folder puts the rest in order, or tells why it cannot."
)
_UNPROVED = Message(
    "this looks as if a build had been stopped here, but kit cannot tell that it was yours (was "
    "the folder received, copied or renamed?), so nothing in it is touched: {advice}"
)
# Of what is whole: only from there are files moved.
_UNPROVED_READY = Message(
    "this looks as if a build had been stopped here, but kit cannot tell that it was yours (was "
    "the folder received, copied or renamed?), so nothing in it is touched: {advice}. Files of two "
    "kits may lie here, which nobody can tell apart once it is moved away: a new, empty folder is "
    "the safest"
)
_OTHER: dict[Kind, Message] = {
    "link": Message("this is a link of a name that kit needs itself: {advice}"),
    "file": Message("this is a file of a name that kit needs itself: {advice}"),
    "special": Message("this has a name that kit needs itself: {advice}"),
}


def told_of_leftovers(folder: Path) -> tuple[str, ...]:
    """What to tell whoever reads a folder in which a build was stopped; it changes nothing."""
    try:
        with opened_folder(folder) as found:
            left = [name for name in (COMING, READY) if found.kind(name) != "missing"]
    except (OSError, ValueError):
        return ()
    if not left:
        return ()
    values = {"folder": str(folder), "names": enumerated(left)}
    if READY not in left:
        return (_STOPPED.with_values(**values),)
    return (_STOPPED_MIXED.with_values(**values),)


def unproved(folder: OpenFolder, seals: Seals, advice: str) -> Iterator[Problem]:
    """A problem with each thing in the folder that looks like a leftover, and is not proved."""
    for name, is_proved in ((COMING, coming_is_ours), (READY, ready_is_ours)):
        kind = folder.kind(name)
        if kind == "missing" or (kind == "folder" and is_proved(folder, seals)):
            continue
        as_folder = _UNPROVED_READY if name == READY else _UNPROVED
        told = as_folder if kind == "folder" else _OTHER[kind]
        yield Problem(str(folder.path / name), 0, 0, told.with_values(advice=advice))


def coming_is_ours(folder: OpenFolder, seals: Seals) -> bool:
    """Whether what is still being written was begun by us: it may be removed, whole."""
    with folder.below(COMING) as coming:
        names = coming.names()
        seal = seals.begun()
        # The seal is written first: the machine may have stopped before it, or amid it.
        alone = names == [BEGUN] and is_begun(coming, BEGUN, seal)
        return not names or alone or stands(coming, BEGUN, seal)


def ready_is_ours(folder: OpenFolder, seals: Seals) -> bool:
    """Whether what waits for its places is ours, every file of it."""
    with folder.below(READY) as ready:
        if is_spent(ready, seals):
            return True
        try:
            data = ready.read(MANIFEST, MOST_BYTES)
            told = parsed(data)
        except (UnreadError, OSError, ValueError):
            return False
        known = {one.file: one.sha256 for one in told.files if may_be_ours(one.file)}
        return stands(ready, WHOLE, seals.whole(data)) and all(
            is_unchanged(ready, name, known) for name in waiting(ready)
        )


def is_spent(ready: OpenFolder, seals: Seals) -> bool:
    """Whether all of what waited is in its place, and the seals alone are left."""
    if not ready.names():
        return True
    return _SEALS.issuperset(_all_in(ready)) and stands(ready, BEGUN, seals.begun())


def waiting(ready: OpenFolder) -> list[str]:
    """The files that have yet to take their places, but for the manifest."""
    return [name for name in _all_in(ready) if name != MANIFEST and name not in _SEALS]


def remove_spent(folder: OpenFolder) -> None:
    """Take away the folder of what waited, when nothing but seals is left in it."""
    with folder.below(READY) as ready:
        for name in ready.names():
            if ready.kind(name) == "folder":
                ready.remove_folder(name)
        # What proves the rest goes last.
        for name in (WHOLE, BEGUN):
            with contextlib.suppress(FileNotFoundError):
                ready.remove(name)
    folder.remove_folder(READY)


def _all_in(folder: OpenFolder) -> list[str]:
    """All in a folder and in folders below it, whatever it is, but those folders themselves."""
    found = []
    for name in folder.names():
        if folder.kind(name) == "folder" and is_inside(name):
            with folder.below(name) as deeper:
                found += [f"{name}/{one}" for one in deeper.names()]
        else:
            found.append(name)
    return found
