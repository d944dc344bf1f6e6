"""A cache on disk: results of expensive work, kept in the user's cache folder under digests.

Every entry is a file of its own, which comes into the folder whole and by its final name: builds at
the same time can do each other no harm, and at worst make something twice.
"""

import contextlib
import hashlib
import os
import re
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kit.core.messages import Message
from kit.system.files import UnreadError, opened
from kit.system.private import (
    NotPrivateError,
    PrivateFolder,
    is_own,
    is_written_by_others,
    own_folder,
    private_folder,
)

# In bytes. Some 100 kits with a selection each.
MOST = 500_000_000
# When it is full, the entries that were longest not used go until this share is left.
_LEFT = 0.9
# In bytes: no entry is larger. Typeset pieces take up to some 5 MB.
_LARGEST = 100_000_000
# How the keys of entries end that hold names of people; and in s, for how long such an entry is
# kept when nobody uses it.
_NAMES = "-names"
_NAMES_LIE = 7 * 24 * 3600.0
# In s: a half-written file that is older was left by a process that was killed. Should its process
# live all the same, that entry is not kept, and nothing else.
_FORGOTTEN = 60.0
_ENTRY, _UNFINISHED = ".kept", ".part"
_KEPT_NAMES = f"{_NAMES}{_ENTRY}"
_KEPT = re.compile(rf".*\{_ENTRY}", re.DOTALL)
# Names of half-written files, those of former versions as well. Browsers have some of this ending.
_HALF_WRITTEN = re.compile(rf"(?:kit-|tmp)[a-z0-9_]{{8,32}}\{_UNFINISHED}")
_WAS_OPEN = Message(
    "Others could write into the cache in {folder}: what was kept there is deleted, and the folder "
    "is yours alone again."
)
_SEAL = hashlib.sha256().digest_size


def with_names(key: str) -> str:
    """The key of an entry that holds names of people: unused for a week, it is deleted."""
    return f"{key}{_NAMES}"


@dataclass(frozen=True)
class Kept:
    """How many entries a store has, and how many bytes they take."""

    entries: int
    size: int


class Store:
    """A folder of cached bytes, each under its key (see kit.system.keys).

    A store that cannot be read or written is as one that is empty: then things are made anew. So is
    one that is not private (see private_folder), and an entry that another user has written, or may
    write: whoever can write here could put anything into a kit, and into the program.
    """

    def __init__(self, folder: Path, most: int = MOST, *, mend: bool = False) -> None:
        """`folder` need not be there yet; entries take at most `most` bytes of it.

        With `mend` it is closed to others where it is this user's own; what they may have put there
        is deleted then.
        """
        self.folder = folder
        self._most = most
        self._mend = mend
        self._was_open = False
        # How many bytes there were when they were last counted, and those kept since; None before.
        self._size: int | None = None

    @property
    def trouble(self) -> str:
        """Why the folder is not used, and what to do about it; empty where all is well."""
        try:
            with self._inside():
                return ""
        except NotPrivateError as error:
            return error.told
        except OSError:
            return ""

    @property
    def mended(self) -> tuple[str, ...]:
        """What a user is to be told where others could write into the folder until it was used."""
        return (_WAS_OPEN.with_values(folder=self.folder),) if self._was_open else ()

    @property
    def notices(self) -> tuple[str, ...]:
        """What a user is to be told of it, if anything."""
        trouble = self.trouble
        if not trouble:
            return self.mended
        told = Message("Nothing is kept for the next build: {trouble}.", trouble=trouble)
        return (*self.mended, told)

    def take(self, key: str) -> bytes | None:
        """The data kept under the key, or None where there are none or they were damaged."""
        try:
            with (
                self._inside() as inside,
                opened(inside.at(_name(key)), within=inside.handle, follow=False) as file,
            ):
                about = os.fstat(file.fileno())
                if not is_own(about) or is_written_by_others(about) or about.st_size > _LARGEST:
                    return None
                held = file.read(_LARGEST)
                if held[:_SEAL] != _sealed(key, held[_SEAL:]):
                    return None
                # What was used last goes last; a disk that may only be read gives all the same.
                with contextlib.suppress(OSError):
                    os.utime(self.folder / _name(key) if inside.handle is None else file.fileno())
        except (OSError, UnreadError):
            return None
        return held[_SEAL:]

    def keep(self, key: str, data: bytes) -> None:
        """Keep data under the key, in place of what was there."""
        if len(data) + _SEAL > _LARGEST:
            return
        # A folder that is read-only or full is no reason to make no kit.
        with contextlib.suppress(OSError), self._inside(make=True) as inside:
            waiting = f"kit-{os.urandom(8).hex()}{_UNFINISHED}"
            try:
                with os.fdopen(inside.create(waiting), "wb") as file:
                    file.write(_sealed(key, data) + data)
                inside.rename(waiting, _name(key))
            except BaseException:
                with contextlib.suppress(FileNotFoundError):
                    inside.remove(waiting)
                raise
            self._make_room(inside, len(data) + _SEAL)

    def made(self, key: str, make: Callable[[], bytes]) -> bytes:
        """The data kept under the key; where there are none, they are made and kept."""
        held = self.take(key)
        if held is None:
            held = make()
            self.keep(key, held)
        return held

    def kept(self) -> Kept:
        """How much the cache holds."""
        try:
            with self._inside() as inside:
                return _kept(inside)
        except OSError:
            return Kept(0, 0)

    def clear(self) -> Kept:
        """Delete all entries; tells how much that was. Raises OSError for what stays.

        Of a folder that is not private nothing is deleted: NotPrivateError.
        """
        if not os.path.lexists(self.folder):
            return Kept(0, 0)
        with self._inside() as inside:
            was = _kept(inside)
            _remove_all(inside, [*_entries(inside), *_half_written(inside)])
        return was

    @contextlib.contextmanager
    def _inside(self, *, make: bool = False) -> Iterator[PrivateFolder]:
        """The folder, open, with nothing in it that others may have put there."""
        with private_folder(self.folder, make=make, mend=self._mend) as inside:
            if inside.was_open:
                self._was_open = True
                _remove_all(inside, [*_entries(inside), *_half_written(inside)])
                inside.sifted()
            yield inside

    def _make_room(self, inside: PrivateFolder, more: int) -> None:
        """Delete the entries that were longest not used, where the cache is too full.

        Those with names of people go in any case when nobody used them for a week.

        To count them takes time with each that there is. So it is done when the first is kept, and
        again when what was kept since, `more` now, may have filled it. The first time, what killed
        builds left half-written goes too.
        """
        if self._size is None:
            _remove_all(inside, _half_written(inside, _FORGOTTEN))
        elif self._size + more <= self._most:
            self._size += more
            return
        entries = sorted(_entries(inside).items(), key=lambda entry: entry[1].st_mtime)
        size = sum(about.st_size for _, about in entries)
        least = self._most * _LEFT if size > self._most else size
        forgotten = time.time() - _NAMES_LIE
        gone = []
        for name, about in entries:
            if size > least or (name.endswith(_KEPT_NAMES) and about.st_mtime < forgotten):
                gone.append(name)
                size -= about.st_size
        self._size = size
        _remove_all(inside, gone)


def _name(key: str) -> str:
    return f"{key}{_ENTRY}"


def _entries(inside: PrivateFolder) -> dict[str, os.stat_result]:
    return dict(inside.files(_KEPT))


def _half_written(inside: PrivateFolder, older: float = 0.0) -> list[str]:
    """Files that are half-written, now or left so, begun at least `older` s ago."""
    before = time.time() - older
    return [name for name, about in inside.files(_HALF_WRITTEN) if about.st_mtime <= before]


def _remove_all(inside: PrivateFolder, names: Iterable[str]) -> None:
    """Delete files that another process may delete as well."""
    for name in names:
        with contextlib.suppress(FileNotFoundError):
            inside.remove(name)


def _kept(inside: PrivateFolder) -> Kept:
    sizes = [about.st_size for about in _entries(inside).values()]
    return Kept(len(sizes), sum(sizes))


def _sealed(key: str, data: bytes) -> bytes:
    """A checksum that shows that data were written whole, and under this key."""
    return hashlib.sha256(key.encode() + b"\n" + data).digest()


def user_store(*, mend: bool = True) -> Store:
    """The cache of the user who runs the program, in the cache folder of their system.

    Who can tell nobody of it does not `mend` it: then one that is open to others is not used.
    """
    # By its name it is this program's alone, and may be closed to others. A user without a folder
    # for such things has none: nothing can be made below what is no folder.
    return Store(own_folder("user_cache_dir") or Path(os.devnull, "workshop-kit"), mend=mend)
