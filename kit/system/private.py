"""A folder of this user alone: made so, or refused with a reason that can be told.

What lies in such a folder was put there by programs of this user, so far as the system keeps its
promises. Windows knows other kinds of owners and rights: there a user's own folders are closed to
others as the system makes them, and nothing is asked here but that there is a folder.
"""

import contextlib
import errno
import os
import re
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from kit.core.messages import Message
from kit.system.files import FOLDER, NEW_FILE

_BY_OTHERS = stat.S_IWGRP | stat.S_IWOTH
_OF_OTHERS = stat.S_IRWXG | stat.S_IRWXO
# The sticky bit, which means nothing in a folder of one user alone: what others may have put into
# this one has yet to be taken away. So it is seen by every process, also where one was killed.
_UNSIFTED = stat.S_ISVTX


class NotPrivateError(OSError):
    """Raised for a folder that others may have written in; `told` says why, and what to do."""

    def __init__(self, told: Message) -> None:
        self.told = told
        super().__init__(told)


@dataclass(frozen=True)
class PrivateFolder:
    """An open folder of this user alone. Names in it are looked up from its handle.

    So it makes no difference whether somebody puts another in its place meanwhile. Windows has no
    such handles; there it is a path. `was_open` is whether others could write in it until now: what
    lies in it may be theirs, until that is taken away and `sifted` is called.
    """

    path: Path
    handle: int | None
    was_open: bool = False

    def at(self, name: str) -> str:
        """What a file in it is called beside the handle."""
        return name if self.handle is not None else str(self.path / name)

    def create(self, name: str) -> int:
        """The handle of a new file, to be written by this user alone."""
        return os.open(self.at(name), NEW_FILE, 0o600, dir_fd=self.handle)

    def rename(self, name: str, to: str) -> None:
        """Put one file in the place of another."""
        os.replace(self.at(name), self.at(to), src_dir_fd=self.handle, dst_dir_fd=self.handle)

    def remove(self, name: str) -> None:
        """Delete a file; a link itself, not what it leads to."""
        os.unlink(self.at(name), dir_fd=self.handle)

    def sifted(self) -> None:
        """From now on what lies in it is this user's own."""
        if sys.platform != "win32" and self.handle is not None:
            mode = stat.S_IMODE(os.fstat(self.handle).st_mode)
            os.fchmod(self.handle, mode & ~_UNSIFTED)

    def files(self, called: re.Pattern[str]) -> Iterator[tuple[str, os.stat_result]]:
        """The ordinary files in it whose whole names are of this pattern; of no others is asked."""
        with os.scandir(self.path if self.handle is None else self.handle) as found:
            for one in found:
                # Another process may have taken it away meanwhile.
                with contextlib.suppress(FileNotFoundError):
                    if called.fullmatch(one.name) and one.is_file(follow_symlinks=False):
                        yield one.name, one.stat(follow_symlinks=False)


def own_folder(
    kind: Literal["user_state_dir", "user_cache_dir", "user_config_dir"],
) -> Path | None:
    """The user's folder of this program for things of a kind; None where they have no home.

    A path that is told from the current folder is none either: that may be somebody else's.
    """
    import platformdirs

    try:
        path = Path(getattr(platformdirs, kind)("workshop-kit", appauthor=False))
    except RuntimeError:
        return None
    return path if path.is_absolute() else None


def is_own(about: os.stat_result) -> bool:
    """Whether a file is of this user, and has no second name: that may be given it by others."""
    if sys.platform == "win32":
        return True
    return about.st_uid == os.geteuid() and about.st_nlink == 1


def is_written_by_others(about: os.stat_result) -> bool:
    """Whether others may write in a file or a folder, as its mode says."""
    return sys.platform != "win32" and bool(about.st_mode & _BY_OTHERS)


def is_secret(about: os.stat_result) -> bool:
    """Whether a file is an ordinary one of this user's, and nobody else may read or write it."""
    if not stat.S_ISREG(about.st_mode) or not is_own(about):
        return False
    return sys.platform == "win32" or not about.st_mode & _OF_OTHERS


@contextlib.contextmanager
def private_folder(path: Path, *, make: bool, mend: bool) -> Iterator[PrivateFolder]:
    """An open folder of this user alone, made where it is missing and one is to be made.

    With `mend`, one that is this user's but open to others is closed to them, and known to have
    been open. A link is refused: whoever may change it says where it leads. Raises NotPrivateError
    for what may not be used, and other kinds of OSError where there is none, or it cannot be read.
    """
    if make and not os.path.lexists(path):
        _make_all(path)
    if sys.platform == "win32":
        if not path.is_dir():
            raise _no_folder(path)
        yield PrivateFolder(path, None)
        return
    try:
        handle = os.open(path, FOLDER)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.ENOTDIR) and os.path.lexists(path):
            raise _no_folder(path) from error
        raise
    try:
        was_open = _was_open(handle, mend=mend)
        _refuse_if_open_to_others(path, handle)
        yield PrivateFolder(path, handle, was_open)
    finally:
        os.close(handle)


def _make_all(path: Path) -> None:
    """Make a folder, and those above it that are missing, for this user alone."""
    if not path.parent.exists():
        _make_all(path.parent)
    path.mkdir(mode=0o700, exist_ok=True)


def _no_folder(path: Path) -> NotPrivateError:
    if path.is_symlink():
        return NotPrivateError(Message("{path} is a link: put a folder in its place", path=path))
    return NotPrivateError(Message("{path} is no folder: delete it", path=path))


def _was_open(handle: int, *, mend: bool) -> bool:
    """Whether others may have put something into a folder of this user, which is closed to them."""
    if sys.platform == "win32":
        return False
    about = os.fstat(handle)
    if about.st_uid != os.geteuid():
        return False
    was_open = mend and is_written_by_others(about)
    if mend and about.st_mode & _OF_OTHERS:
        closed = stat.S_IMODE(about.st_mode) & ~_OF_OTHERS
        # A file system that has no such rights is seen afterwards.
        with contextlib.suppress(OSError):
            os.fchmod(handle, closed | (_UNSIFTED if was_open else 0))
    return was_open or bool(about.st_mode & _UNSIFTED)


def _refuse_if_open_to_others(path: Path, handle: int) -> None:
    """Raise NotPrivateError for a folder that others own, or may write in, or may replace."""
    if sys.platform == "win32":
        return
    user, about = os.geteuid(), os.fstat(handle)
    if about.st_uid != user:
        raise NotPrivateError(
            Message("{path} belongs to another user: delete or rename it", path=path)
        )
    if is_written_by_others(about):
        raise NotPrivateError(
            Message("others may write in {path}: `chmod go-w` ends that", path=path)
        )
    above = os.stat("..", dir_fd=handle)
    if above.st_uid not in (user, 0):
        raise NotPrivateError(
            Message("{path} belongs to another user: choose another place", path=path.parent)
        )
    if above.st_mode & stat.S_IWOTH and not above.st_mode & stat.S_ISVTX:
        raise NotPrivateError(
            Message("everybody may write in {path}: `chmod o-w` ends that", path=path.parent)
        )
