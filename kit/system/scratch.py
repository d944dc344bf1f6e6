"""Temporary folders: private, and gone with their user or, where that was killed, by the next run.

Each holds a file that its process keeps locked, and those that are forked of it as well. The system
lets go of the lock when they end, however they end: so it is known which folders nobody uses.
"""

import contextlib
import os
import shutil
import stat
import sys
import tempfile
import time
import weakref
from pathlib import Path

from kit.system.files import FOLDER, GUARDED, NEW_FILE, NO_LINK

_BEGINS, _LOCK = "workshop-kit-", ".in-use"
# In s: a folder so old without a lock was left by a process that was killed before it made one.
_UNLOCKED = 60.0
# Others may take a new folder for one that was left, in the moment before it is locked.
_TRIES = 20


class ScratchFolder:
    """A new folder at `path` in the system's temporary one, gone when nobody holds this any more.

    Only this user may look into it. What was left there by runs that were killed is removed first.
    Raises OSError where none can be made.
    """

    def __init__(self) -> None:
        remove_left_behind()
        self.path, lock = _made_and_locked()
        self._end = weakref.finalize(self, _remove, self.path, lock, os.getpid())

    def __reduce__(self) -> tuple[type[Path], tuple[str]]:
        """In another process it is but a path: whoever made the folder removes it."""
        return Path, (str(self.path),)

    def close(self) -> None:
        """Remove the folder with all that is in it."""
        self._end()


def remove_left_behind() -> None:
    """Remove the folders of this user that no process uses any more; links are left alone."""
    try:
        with os.scandir(tempfile.gettempdir()) as found:
            ours = [Path(one.path) for one in found if one.name.startswith(_BEGINS)]
    except OSError:
        return
    for path in ours:
        # It may be in use, of another user, no folder, or gone meanwhile.
        with contextlib.suppress(OSError):
            _remove_unless_used(path)


def _made_and_locked() -> tuple[Path, int]:
    """A new private folder, and the handle of the file in it that this process has locked."""
    for _ in range(_TRIES):
        path = Path(tempfile.mkdtemp(prefix=_BEGINS))
        with contextlib.suppress(FileNotFoundError):
            lock = os.open(path / _LOCK, NEW_FILE, 0o600)
            # Whoever took it for left has locked it first, or has removed it already.
            if _is_locked_now(lock) and (path / _LOCK).exists():
                return path, lock
            os.close(lock)
    raise OSError("no temporary folder can be locked")


def _is_locked_now(lock: int) -> bool:
    """Lock a file for this process; False where another one has it."""
    if sys.platform == "win32":
        return True  # it deletes no file that is open
    import fcntl

    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        # Some file systems have no locks. Then nobody else gets this one either, and it stays.
        return True
    return True


def _remove(path: Path, lock: int, maker: int) -> None:
    """Remove a folder that this process made; one that was forked of it leaves that to it."""
    if os.getpid() != maker:
        return
    if sys.platform == "win32":
        os.close(lock)
        shutil.rmtree(path, ignore_errors=True)
        return
    with contextlib.suppress(OSError):
        folder = os.open(path, FOLDER)
        try:
            _empty(folder)
        finally:
            os.close(folder)
    shutil.rmtree(path, ignore_errors=True)
    os.close(lock)


def _remove_unless_used(path: Path) -> None:
    """Remove a folder that was left; OSError where it is in use, or not ours to remove."""
    if sys.platform == "win32":
        # Refused where a process has it open. Whose it is need not be asked: the temporary folder
        # is the user's own there.
        (path / _LOCK).unlink()
        shutil.rmtree(path)
        return
    import fcntl

    folder = os.open(path, FOLDER)
    try:
        about = os.fstat(folder)
        if about.st_uid != os.geteuid() or not shutil.rmtree.avoids_symlink_attacks:
            return
        try:
            # Not waited for, should it be a pipe.
            lock = os.open(_LOCK, os.O_RDONLY | GUARDED | NO_LINK, dir_fd=folder)
        except FileNotFoundError:
            if time.time() - about.st_mtime > _UNLOCKED:
                path.rmdir()  # refused where anything is in it
            return
        try:
            if stat.S_ISREG(os.fstat(lock).st_mode):
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                _empty(folder)
                path.rmdir()
        finally:
            os.close(lock)
    finally:
        os.close(folder)


def _empty(folder: int) -> None:
    """Remove all in an open folder, the lock last: while it is there, the next run can go on.

    By its path it may be another folder by now, where others may write beside it.
    """
    with os.scandir(folder) as found:
        held = sorted(found, key=lambda one: one.name == _LOCK)
    for one in held:
        if one.is_dir(follow_symlinks=False):
            shutil.rmtree(one.name, dir_fd=folder)
        else:
            os.unlink(one.name, dir_fd=folder)
