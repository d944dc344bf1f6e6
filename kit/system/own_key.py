"""The user's secret key, by which the program knows again what it wrote for them itself.

It is made once, of 32 random bytes, and kept in a file that nobody else may read. Where none can
be kept, as in a home that is read-only, there is none: then nothing can be proved.
"""

import contextlib
import os
import secrets
import sys
from pathlib import Path

from kit.system.files import GUARDED, NO_LINK, UnreadError, opened
from kit.system.private import PrivateFolder, is_secret, own_folder, private_folder

if sys.platform != "win32":
    import fcntl

_FILE = "own.key"
_LENGTH = 32


def user_key() -> bytes | None:
    """The key of the user who runs the program, made where there is none yet; None without one."""
    folder = own_folder("user_state_dir")
    return key_in(folder) if folder else None


def key_in(folder: Path) -> bytes | None:
    """The key that is kept in a folder, made there if it is missing; None where none can be."""
    # A folder or a file that others may have written into is none of the user's own.
    with contextlib.suppress(OSError), private_folder(folder, make=True, mend=False) as own:
        try:
            with opened(own.at(_FILE), within=own.handle, follow=False) as file:
                if not is_secret(os.fstat(file.fileno())):
                    return None
                key = file.read(_LENGTH)
            # One that is shorter was begun when the machine stopped.
            return key if len(key) == _LENGTH else _new_key(own)
        except UnreadError as error:
            return _new_key(own) if error.hindrance == "missing" else None
    return None


def _new_key(own: PrivateFolder) -> bytes | None:
    """A new key, or that of another build which made one meanwhile."""
    # Written in its place, so that no other file is ever left; others wait for it.
    handle = os.open(
        own.at(_FILE), os.O_RDWR | os.O_CREAT | GUARDED | NO_LINK, 0o600, dir_fd=own.handle
    )
    with os.fdopen(handle, "r+b") as file:
        if not is_secret(os.fstat(handle)):
            return None
        if sys.platform != "win32":
            with contextlib.suppress(OSError):
                fcntl.flock(handle, fcntl.LOCK_EX)
        key = file.read(_LENGTH)
        if len(key) < _LENGTH:
            key = secrets.token_bytes(_LENGTH)
            file.seek(0)
            file.write(key)
            file.flush()
            os.fsync(handle)
        return key
