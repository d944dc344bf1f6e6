"""Read ordinary files, up to a bound, and digest bytes: the only way in which kit opens a file."""

import contextlib
import errno
import hashlib
import io
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Literal, TypeVar

from kit.core.messages import Message
from kit.system.reasons import reason_of

T = TypeVar("T")

Hindrance = Literal["folder", "missing", "special", "link", "unreadable", "large"]


def open_flags(*names: str) -> int:
    """Flags of os.open, in one number: those of these names that the system knows."""
    return sum(getattr(os, name, 0) for name in names)


# A pipe is not waited for, a terminal does not become that of the process, and programs that are
# started do not have the file as well. Windows has none of these, but must be told of bytes.
GUARDED = open_flags("O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY")
NO_LINK = open_flags("O_NOFOLLOW")
NEW_FILE = open_flags("O_WRONLY", "O_CREAT", "O_EXCL") | GUARDED | NO_LINK
FOLDER = open_flags("O_DIRECTORY", "O_CLOEXEC") | NO_LINK
_MISSING = {errno.ENOENT, errno.ENOTDIR}
# In bytes: as much as is digested at a time.
_PART = 1 << 20


def digest(data: bytes) -> str:
    """The SHA-256 digest of some bytes, as 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


class UnreadError(Exception):
    """Raised for a file that cannot be read.

    `hindrance` says why, `reason` what the system says about it, where it says anything.
    """

    def __init__(self, hindrance: Hindrance, reason: str = "") -> None:
        self.hindrance = hindrance
        self.reason = reason
        super().__init__(f"{hindrance}: {reason}")

    def in_words(self, words: Mapping[Hindrance, str], shown: str = "") -> str:
        """What users are told, of the words for each hindrance: {reason} and {shown} are filled in.

        `shown` is what messages call the file. A link that is not followed is told as what is no
        ordinary file, where there are no words of its own.
        """
        known = self.hindrance if self.hindrance in words else "special"
        told = words[known]
        if isinstance(told, Message):
            return told.with_values(reason=self.reason, shown=shown)
        return told.format(reason=self.reason, shown=shown)


def is_there(path: Path) -> bool:
    """Whether a path leads to anything; one that is too long, or not ours to look at, does not."""
    try:
        path.stat()
    except (OSError, ValueError):
        return False
    return True


def is_folder(path: Path) -> bool:
    """Whether a path leads to a folder that this user may see; see is_there."""
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except (OSError, ValueError):
        return False


def whole_file(
    path: Path | str, most: int, *, within: int | None = None, follow: bool = True
) -> bytes:
    """The bytes of an ordinary file of up to `most`. Raises UnreadError for every other.

    `within` and `follow` as in opened.
    """
    with opened(path, within=within, follow=follow) as file:
        if os.fstat(file.fileno()).st_size > most:
            raise UnreadError("large")
        data = file.read(most + 1)
    # Some files of the system say that they are empty, and are endless.
    if len(data) > most:
        raise UnreadError("large")
    for noted in _noted:
        noted.append((None if within is not None else Path(path), digest(data)))
    return data


# Those who want to know which files are read: each is told of the path, None for one within an open
# folder, and of the digest.
_noted: list[list[tuple[Path | None, str]]] = []


@contextmanager
def noting_reads() -> Iterator[list[tuple[Path | None, str]]]:
    """The files that whole_file gives meanwhile, each with its digest."""
    noted: list[tuple[Path | None, str]] = []
    _noted.append(noted)
    try:
        yield noted
    finally:
        # By what it is: two lists may well be equal.
        _noted[:] = [one for one in _noted if one is not noted]


def file_digest(path: Path | str, *, within: int | None = None, follow: bool = True) -> str:
    """The digest of an ordinary file of any size, a part of it in memory at a time.

    Raises UnreadError as whole_file does, and for a file that grows while it is read.
    """
    found = hashlib.sha256()
    with opened(path, within=within, follow=follow) as file:
        left = os.fstat(file.fileno()).st_size
        while part := file.read(min(_PART, left + 1)):
            left -= len(part)
            if left < 0:
                raise UnreadError("large")
            found.update(part)
    return found.hexdigest()


def files_below(folder: Path | str, most: int) -> dict[str, bytes]:
    """The bytes of all ordinary files in a folder and below it, by their paths from there.

    A link to a folder is not followed. A file that is taken away meanwhile is passed over: editors
    leave one for a moment. Raises UnreadError for what cannot be read, and for files of more than
    `most` bytes together. A fifth of the time of reading each by whole_file.
    """
    found: dict[str, bytes] = {}
    left = most
    waiting = [("", str(folder))]
    try:
        while waiting:
            beneath, path = waiting.pop()
            with os.scandir(path) as inside:
                for one in inside:
                    name = f"{beneath}{one.name}"
                    if one.is_dir(follow_symlinks=False):
                        waiting.append((f"{name}/", one.path))
                    elif one.is_file():
                        with contextlib.suppress(FileNotFoundError):
                            found[name] = data = _bytes_of(one.path, left)
                            left -= len(data)
    except OSError as error:
        raise _unread(folder, error, None, follow=True) from error
    return dict(sorted(found.items()))


def _bytes_of(path: str, most: int) -> bytes:
    """The bytes of an ordinary file. Raises OSError, and UnreadError for any other."""
    handle = os.open(path, os.O_RDONLY | GUARDED)
    try:
        about = os.fstat(handle)
        _refuse_other_kinds(about.st_mode)
        data = b""
        while len(data) <= most and (part := os.read(handle, max(about.st_size, _PART) + 1)):
            data += part
    finally:
        os.close(handle)
    if len(data) > most:
        raise UnreadError("large")
    return data


@contextmanager
def opened(
    path: Path | str, *, within: int | None = None, follow: bool = True
) -> Iterator[BinaryIO]:
    """An ordinary file, open to be read; what goes wrong while it is read is UnreadError as well.

    `within` is the handle of an open folder that the path is looked up from, where the system can
    do so. Without `follow` the last part of the path must not be a link.
    """
    try:
        handle = os.open(path, os.O_RDONLY | GUARDED | (0 if follow else NO_LINK), dir_fd=within)
        try:
            _refuse_other_kinds(os.fstat(handle).st_mode)
            held = io.BufferedReader(_NeverWaiting(handle))
        except BaseException:
            os.close(handle)
            raise
        with held as file:
            yield file
    except ValueError as error:  # a name that no file can have
        raise UnreadError("missing") from error
    except OSError as error:
        raise _unread(path, error, within, follow=follow) from error


class _NeverWaiting(io.FileIO):
    """A file that says so where it has nothing yet: some of the system's own are as pipes."""

    def readinto(self, into: Any, /) -> Any:
        """Read into a buffer, and say how much. Raises OSError where that would have to wait."""
        return _not_waited_for(super().readinto(into))

    def readall(self) -> bytes:
        """Read to the end. Raises as readinto does."""
        return _not_waited_for(super().readall())


def _not_waited_for(read: T | None) -> T:
    if read is None:
        raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))
    return read


def _refuse_other_kinds(mode: int) -> None:
    """Raise UnreadError for all that is open but no ordinary file."""
    if stat.S_ISDIR(mode):
        raise UnreadError("folder")
    if not stat.S_ISREG(mode):
        raise UnreadError("special")


def _unread(path: Path | str, error: OSError, within: int | None, *, follow: bool) -> UnreadError:
    """Why a file could not be read. A folder and a device may refuse before they are looked at."""
    if error.errno in _MISSING:
        return UnreadError("missing")
    if error.errno == errno.ELOOP and not follow:
        return UnreadError("link")
    with contextlib.suppress(OSError):
        try:
            _refuse_other_kinds(os.stat(path, dir_fd=within).st_mode)
        except UnreadError as other:
            return other
    return UnreadError("unreadable", reason_of(error))
