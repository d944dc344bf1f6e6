"""All that is in a folder at one moment, so that what is made of it is made of one state."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from kit.system.files import digest, files_below

# In bytes: no folder is larger whose contents are looked at.
_MOST = 50_000_000


@dataclass(frozen=True)
class Contents:
    """All files of a folder and below it as they once were: their bytes, by their paths."""

    files: Mapping[str, bytes]

    @cached_property
    def digest(self) -> str:
        """What tells these contents from all others."""
        told = "\n".join(f"{name} {digest(data)}" for name, data in self.files.items())
        return digest(told.encode())


def contents_of(folder: Path) -> Contents:
    """What is in a folder now. Raises UnreadError for what cannot be read, or is too much."""
    return Contents(files_below(folder, _MOST))
