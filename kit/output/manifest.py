"""The manifest of an output folder: which files builds wrote, and what is on their cards."""

import json
import os
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from kit.core.errors import KitError
from kit.core.files import UnreadError, digest, whole_file

MANIFEST = "manifest.json"
ADVICE = "move it away, or choose another folder with --out"
# A kit of the most people, each with a file of their own, has one of some 300 kB.
MOST_BYTES = 10_000_000
_BOM = b"\xef\xbb\xbf"


class _Part(BaseModel):
    """A part of a manifest: what a later program added to it is passed over."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)


class WrittenFile(_Part):
    """A file that a build wrote, with the digest of its bytes."""

    file: str
    sha256: str
    piece: str | None = None
    made_for: str | None = Field(default=None, alias="for")


class PrintedCard(_Part):
    """A card or poster: what it is about, and digests of what is on it, whole and part by part.

    `size` is that of a card on paper. Neither it nor the parts are in manifests of older programs.
    """

    about: str = ""
    digest: str
    size: str = ""
    parts: Mapping[str, str] = Field(default_factory=dict)


class Manifest(_Part):
    """What a build wrote, and `earlier` ones whose files are still there.

    `pack` is the pack's id and `content` the digest of its files. `cards` are those of each piece
    by their ids, `decks` the letters of its decks, `texts` digests of pieces that are neither cards
    nor posters. What an older program did not write is empty.
    """

    files: tuple[WrittenFile, ...]
    earlier: tuple[WrittenFile, ...]
    pack: str = ""
    content: str = ""
    session: Mapping[str, Any] = Field(default_factory=dict)
    printing: Mapping[str, Any] = Field(default_factory=dict)
    cards: Mapping[str, Mapping[str, PrintedCard]] = Field(default_factory=dict)
    decks: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    texts: Mapping[str, str] = Field(default_factory=dict)


def parsed(data: bytes) -> Manifest:
    """A manifest from the bytes of its file. Raises ValueError where it is none, or damaged."""
    return Manifest.model_validate_json(data.removeprefix(_BOM))


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of the build before, or an empty one. Raises KitError where it is not ours."""
    path = folder / MANIFEST
    if not path.exists():
        return {"earlier": [], "files": []}
    try:
        data = whole_file(path, MOST_BYTES)
        parsed(data)
        manifest: dict[str, Any] = json.loads(data.removeprefix(_BOM))
    except (UnreadError, ValueError) as error:
        raise KitError.of(f"this file is not from kit: {ADVICE}", str(path)) from error
    return manifest


def ours(manifest: Mapping[str, Any]) -> dict[str, str]:
    """The files that builds up to this one wrote, with their digests."""
    entries = (*manifest["earlier"], *manifest["files"])
    known = {str(entry["file"]): str(entry["sha256"]) for entry in entries}
    return {name: known_as for name, known_as in known.items() if is_inside(name)}


def made_from(folder: Path) -> Path | None:
    """The session file that the kit in a folder was made from, if it is still in its place.

    None as well where the folder holds no kit.
    """
    try:
        told = read_manifest(folder).get("made_from") or None
    except KitError:
        return None
    path = Path(os.path.normpath(folder / told)) if isinstance(told, str) else None
    return path if path and path.is_file() else None


def is_inside(name: str) -> bool:
    """Whether a name is that of a file in the folder, or in a folder of its own there."""
    parts = PurePosixPath(name).parts
    return (
        1 <= len(parts) <= 2 and "/".join(parts) == name and ".." not in parts and parts[0] != "/"
    )


def is_unchanged(folder: Path, name: str, known: Mapping[str, str]) -> bool:
    """Whether the file is there, as it was when its digest was taken."""
    path = folder / name
    return path.is_file() and known.get(name) == digest(path.read_bytes())
