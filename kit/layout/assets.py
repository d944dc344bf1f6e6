"""The files and pictures that layouts may load, by addresses such as `kit:///layouts/base.css`."""

import mimetypes
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

from kit.system.files import UnreadError, digest, whole_file

SCHEME = "kit:///"
# No picture or stylesheet of a layout is larger.
_MOST_BYTES = 20_000_000


class Assets:
    """Loads what HTML and CSS name by a `kit:///` address, and nothing from anywhere else.

    `roots` are the folders that `kit:///NAME/…` may name, `held` what it may name beside them:
    bytes and their media type, by all that follows `kit:///`.
    """

    def __init__(
        self, roots: Mapping[str, Path], held: Mapping[str, tuple[bytes, str]] = {}
    ) -> None:
        self._roots = {name: folder.resolve() for name, folder in roots.items()}
        self._held = dict(held)
        # One kit is made of one state of the files, however often they are asked for.
        self._digests: dict[str, str] = {}

    def read(self, address: str) -> tuple[bytes, str]:
        """The bytes at an address and their media type.

        Raises ValueError for an address that leads outside, UnreadError for what cannot be read.
        """
        if (held := self._picture_at(address)) is not None:
            return held
        path = self._path_of(address)
        # WeasyPrint passes over a stylesheet of another type without a word.
        guessed = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        return whole_file(path, _MOST_BYTES), guessed

    def are_still(self, known: Mapping[str, str]) -> bool:
        """Whether the bytes at all these addresses still have these digests."""
        try:
            return all(self._digest(one) == was for one, was in known.items())
        except (UnreadError, ValueError):
            return False

    def _digest(self, address: str) -> str:
        if address not in self._digests:
            held = self._picture_at(address)
            data = whole_file(self._path_of(address), _MOST_BYTES) if held is None else held[0]
            self._digests[address] = digest(data)
        return self._digests[address]

    def _picture_at(self, address: str) -> tuple[bytes, str] | None:
        return self._held.get(address.removeprefix(SCHEME)) if address.startswith(SCHEME) else None

    def _path_of(self, address: str) -> Path:
        """Where a file lies. Raises ValueError for an address that leads outside."""
        name, _, inside = unquote(urlsplit(address).path).lstrip("/").partition("/")
        root = self._roots.get(name) if address.startswith(SCHEME) else None
        path = (root / inside).resolve() if root else None
        if root is None or path is None or not path.is_relative_to(root):
            raise ValueError(f"{address} is outside the kit's own folders")
        return path
