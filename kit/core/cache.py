"""A cache on disk: results of expensive work, kept in the user's cache folder under digests.

Every entry is a file of its own, which comes into the folder whole and by its final name: builds at
the same time can do each other no harm, and at worst make something twice. Keys tell this program
and its libraries from other versions of them.
"""

import contextlib
import hashlib
import importlib.util
import json
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kit.core.files import digest

_PACKAGE = Path(__file__).parents[1]

# In bytes. Some 100 kits with a selection each.
MOST = 500_000_000
# When it is full, the entries that were longest not used go until this share is left.
_LEFT = 0.9
# In s: a half-written file that is older was left behind, and will not be finished.
_FORGOTTEN = 3600.0
_ENTRY, _UNFINISHED = ".kept", ".part"
_SEAL = hashlib.sha256().digest_size


def key_of(*told: object) -> str:
    """The cache key of a result: a digest of its inputs and of the versions of all programs.

    `told` is all that the result is made of, in plain types.
    """
    return digest(json.dumps([_program(), *told]).encode())


def modules_below(folder: Path, beneath: str = "") -> Iterator[tuple[str, os.stat_result]]:
    """Every Python module in a folder and below it, by its path from there, with its os.stat."""
    with os.scandir(folder) as found:
        for one in found:
            if one.is_dir(follow_symlinks=False):
                yield from modules_below(Path(one.path), f"{beneath}{one.name}/")
            elif one.name.endswith(".py"):
                yield f"{beneath}{one.name}", one.stat()


@cache
def _program() -> str:
    """A digest of our own modules, however deep they lie, and of every installed package's version.

    So it is right while they are being written as well; and WeasyPrint is made of many.
    """
    own = [f"{path} {about.st_size} {about.st_mtime_ns}" for path, about in modules_below(_PACKAGE)]
    weasyprint = importlib.util.find_spec("weasyprint")
    beside = Path(weasyprint.origin).parent.parent if weasyprint and weasyprint.origin else _PACKAGE
    installed = [one.name for one in beside.glob("*.dist-info")]
    return digest("\n".join(sorted(own) + sorted(installed)).encode())


@dataclass(frozen=True)
class Kept:
    """How many entries a store has, and how many bytes they take."""

    entries: int
    size: int


class Store:
    """A folder of cached bytes, each under its key (see key_of).

    A store that cannot be read or written is as one that is empty: then things are made anew.
    """

    def __init__(self, folder: Path, most: int = MOST) -> None:
        """`folder` need not be there yet; entries take at most `most` bytes of it."""
        self.folder = folder
        self._most = most

    def take(self, key: str) -> bytes | None:
        """The data kept under the key, or None where there are none or they were damaged."""
        path = self._path(key)
        try:
            held = path.read_bytes()
            if held[:_SEAL] != _sealed(key, held[_SEAL:]):
                return None
            # What was used last goes last.
            os.utime(path)
        except OSError:
            return None
        return held[_SEAL:]

    def keep(self, key: str, data: bytes) -> None:
        """Keep data under the key, in place of what was there."""
        # A folder that is read-only or full is no reason to make no kit.
        with contextlib.suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, waiting = tempfile.mkstemp(_UNFINISHED, dir=self.folder)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(_sealed(key, data) + data)
                Path(waiting).replace(self._path(key))
            finally:
                Path(waiting).unlink(missing_ok=True)
            self._make_room()

    def made(self, key: str, make: Callable[[], bytes]) -> bytes:
        """The data kept under the key; where there are none, they are made and kept."""
        held = self.take(key)
        if held is None:
            held = make()
            self.keep(key, held)
        return held

    def kept(self) -> Kept:
        """How much the cache holds."""
        sizes = [size for _, size, _ in self._entries()]
        return Kept(len(sizes), sum(sizes))

    def clear(self) -> Kept:
        """Delete all entries; tells how much that was. Raises OSError for what stays."""
        was = self.kept()
        for path in [path for path, _, _ in self._entries()] + list(self._unfinished()):
            path.unlink(missing_ok=True)
        return was

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}{_ENTRY}"

    def _entries(self) -> Iterator[tuple[Path, int, float]]:
        """Every entry with its size in bytes and when it was last used."""
        yield from self._files(_ENTRY)

    def _unfinished(self, older: float = 0.0) -> Iterator[Path]:
        """Files that are half-written, now or left so, begun at least `older` s ago."""
        before = time.time() - older
        yield from (path for path, _, begun in self._files(_UNFINISHED) if begun <= before)

    def _files(self, suffix: str) -> Iterator[tuple[Path, int, float]]:
        if not self.folder.is_dir():
            return
        with os.scandir(self.folder) as found:
            for one in found:
                # Another build may have taken it away meanwhile.
                with contextlib.suppress(FileNotFoundError):
                    if one.name.endswith(suffix):
                        about = one.stat(follow_symlinks=False)
                        yield Path(one.path), about.st_size, about.st_mtime

    def _make_room(self) -> None:
        """Delete the entries that were longest not used, where the cache is too full."""
        entries = sorted(self._entries(), key=lambda entry: entry[2])
        size = sum(size for _, size, _ in entries)
        if size <= self._most:
            return
        for path in self._unfinished(_FORGOTTEN):
            path.unlink(missing_ok=True)
        for path, takes, _ in entries:
            if size <= self._most * _LEFT:
                break
            path.unlink(missing_ok=True)
            size -= takes


def _sealed(key: str, data: bytes) -> bytes:
    """A checksum that shows that data were written whole, and under this key."""
    return hashlib.sha256(key.encode() + b"\n" + data).digest()


def user_store() -> Store:
    """The cache of the user who runs the program, in the cache folder of their system."""
    import platformdirs

    return Store(platformdirs.user_cache_path("workshop-kit", appauthor=False))
