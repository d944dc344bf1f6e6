"""Seals that show that this program itself left something in a folder, for the user who runs it.

What looks as if a build had been stopped may come from anybody: in a folder that was received, or
on a drive that others write to. So whatever is on its way in a folder lies beside a seal made with
the user's own key (kit.system.own_key) and the folder's true path. A folder that was renamed,
copied or received has none that holds.
"""

import hashlib
import hmac
import os
from dataclasses import dataclass
from pathlib import Path

from kit.output.folder import OpenFolder
from kit.system.files import UnreadError, digest
from kit.system.own_key import user_key

# The files that hold the seals: of what is begun, and of what is whole.
BEGUN, WHOLE = ".kit-begun", ".kit-whole"
_LENGTH = 2 * hashlib.sha256().digest_size


@dataclass(frozen=True)
class Seals:
    """The seals of one folder; there are none where the user has no key."""

    real: Path
    key: bytes | None

    def begun(self) -> bytes:
        """The seal of what was begun in the folder; empty without a key."""
        return self._seal("begun")

    def whole(self, manifest: bytes) -> bytes:
        """The seal of what is whole, and is told by this manifest; empty without a key."""
        return self._seal("whole", digest(manifest))

    def _seal(self, *told: str) -> bytes:
        if self.key is None:
            return b""
        place = os.path.normcase(self.real)
        sealed = b"\0".join(map(os.fsencode, (*told, place)))
        return hmac.new(self.key, sealed, "sha256").hexdigest().encode()


def seals_of(folder: OpenFolder) -> Seals:
    """The seals of what this user leaves in a folder."""
    return Seals(folder.real, user_key())


def stands(folder: OpenFolder, name: str, seal: bytes) -> bool:
    """Whether a file holds just this seal; none is proved where there is none to make."""
    return bool(seal) and hmac.compare_digest(_found(folder, name), seal)


def is_begun(folder: OpenFolder, name: str, seal: bytes) -> bool:
    """Whether a file holds the beginning of this seal, as when the machine stopped amid it."""
    return bool(seal) and folder.kind(name) == "file" and seal.startswith(_found(folder, name))


def _found(folder: OpenFolder, name: str) -> bytes:
    try:
        return folder.read(name, _LENGTH)
    except (UnreadError, OSError):
        return b"-"
