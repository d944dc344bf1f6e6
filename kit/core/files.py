"""Read a whole file as bytes, up to a limit, and digest bytes."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Literal


def digest(data: bytes) -> str:
    """The SHA-256 digest of some bytes, as 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


Hindrance = Literal["folder", "missing", "special", "unreadable", "large"]


class UnreadError(Exception):
    """Raised by whole_file for a file that cannot be read.

    `hindrance` says why, `reason` what the system says about it, where it says anything.
    """

    def __init__(self, hindrance: Hindrance, reason: str = "") -> None:
        self.hindrance = hindrance
        self.reason = reason
        super().__init__(f"{hindrance}: {reason}")

    def in_words(self, words: Mapping[Hindrance, str], shown: str = "") -> str:
        """What users are told, of the words for each hindrance: {reason} and {shown} are filled in.

        `shown` is what messages call the file.
        """
        return words[self.hindrance].format(reason=self.reason, shown=shown)


def whole_file(path: Path, most: int) -> bytes:
    """The bytes of an ordinary file of up to `most`. Raises UnreadError for every other."""
    try:
        if path.is_dir():
            raise UnreadError("folder")
        if not path.exists():
            raise UnreadError("missing")
        # A pipe would be waited for without end.
        if not path.is_file():
            raise UnreadError("special")
        with path.open("rb") as file:
            data = file.read(most + 1)
    except FileNotFoundError as error:
        raise UnreadError("missing") from error
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadError("unreadable", reason) from error
    if len(data) > most:
        raise UnreadError("large")
    return data
