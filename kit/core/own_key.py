"""The user's secret key, by which the program knows again what it wrote for them itself.

It is made once, of 32 random bytes, and kept in a file that nobody else may read. Where none can
be kept, as in a home that is read-only, there is none: then nothing can be proved.
"""

import contextlib
import os
import secrets
import stat
import sys
from pathlib import Path

from kit.core.files import UnreadError, opened

if sys.platform != "win32":
    import fcntl

_FILE = "own.key"
_LENGTH = 32
_GUARDED = sum(
    getattr(os, flag, 0) for flag in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY")
)


def user_key() -> bytes | None:
    """The key of the user who runs the program, made where there is none yet; None without one."""
    import platformdirs

    return key_in(platformdirs.user_state_path("workshop-kit", appauthor=False))


def key_in(folder: Path) -> bytes | None:
    """The key that is kept in a folder, made there if it is missing; None where none can be."""
    try:
        with opened(folder / _FILE, follow=False) as file:
            key = file.read(_LENGTH + 1) if _is_private(os.fstat(file.fileno())) else None
        # One that is shorter was begun when the machine stopped.
        return _made(folder) if key is not None and len(key) < _LENGTH else key
    except UnreadError as error:
        return _made(folder) if error.hindrance == "missing" else None


def _made(folder: Path) -> bytes | None:
    """A new key, or that of another build which made one meanwhile."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        # Written in its place, so that no other file is ever left; others wait for it.
        handle = os.open(folder / _FILE, os.O_RDWR | os.O_CREAT | _GUARDED, 0o600)
        with os.fdopen(handle, "r+b") as file:
            if not _is_private(os.fstat(handle)):
                return None
            if sys.platform != "win32":
                with contextlib.suppress(OSError):
                    fcntl.flock(handle, fcntl.LOCK_EX)
            key = file.read(_LENGTH + 1)
            if len(key) < _LENGTH:
                key = secrets.token_bytes(_LENGTH)
                file.seek(0)
                file.write(key)
                file.flush()
                os.fsync(handle)
            return key
    except OSError:
        return None


def _is_private(about: os.stat_result) -> bool:
    """Whether a file is one that only the user who runs the program may read and write.

    Windows keeps the folder of a user from others by itself.
    """
    if not stat.S_ISREG(about.st_mode):
        return False
    if sys.platform == "win32":
        return True
    return about.st_uid == os.geteuid() and not about.st_mode & 0o077
