"""The manifest of an output folder: which files builds wrote, and what is on their cards."""

import os
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from kit.core.errors import KitError
from kit.core.messages import Message
from kit.output.folder import OpenFolder, is_inside, opened_folder
from kit.system.files import UnreadError

MANIFEST = "manifest.json"
ADVICE = Message("move it away, or choose another folder with --out")
# Where no option names the folder.
ELSEWHERE = Message("move it away, or choose another place")
# A kit of the most people, each with a file of their own, has one of some 300 kB.
MOST_BYTES = 10_000_000
# How the names of all that kit writes end. A manifest that was received may name anything.
_ENDINGS = (".pdf", ".png", ".html", ".md", ".schema.json")
# What is told of a kit as such, rather than of its files and cards.
_OF_KIT = {
    "kit",
    "pack",
    "language",
    "content",
    "title",
    "session",
    "made_from",
    "areas",
    "values",
    "printing",
}
# In bytes: no system takes more as one name.
_LONGEST_NAME = 255
_BOM = b"\xef\xbb\xbf"


class _Part(BaseModel):
    """A part of a manifest: what a later program added to it is passed over."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)


class WrittenFile(_Part):
    """A file that a build wrote, with the digest of its bytes.

    What it was made for, and with how much ink, is told of each: those of one kit may differ.
    """

    file: str
    sha256: str
    piece: str | None = None
    made_for: str | None = Field(default=None, alias="for")
    ink: str | None = None


class PrintedCard(_Part):
    """A card or poster: what it is about, and digests of what is on it, whole and part by part.

    `size` is that of a card on paper. Neither it nor the parts are in manifests of older programs.
    """

    about: str = ""
    digest: str
    size: str = ""
    parts: Mapping[str, str] = Field(default_factory=dict)


class MadeOf(_Part):
    """The key of all that a kit was made of, where it is one of many, and what it takes.

    `sheets` is its paper, `minutes` how long it takes to print and to cut.
    """

    key: str = ""
    sheets: int = 0
    minutes: float = 0.0


class Manifest(_Part):
    """What a build wrote, and `earlier` ones whose files are still there.

    `pack` is the pack's id and `content` the digest of its files. `cards` are those of each piece
    by their ids, `decks` the letters of its decks, `texts` digests of pieces that are neither cards
    nor posters. `kit` is the version of the program, `made_from` the session file, as told from the
    folder, and `made_of` all that went into it, where it was made together with others. What an
    older program did not write is empty, and all of it is where a folder has no manifest.
    """

    files: tuple[WrittenFile, ...]
    earlier: tuple[WrittenFile, ...]
    kit: str = ""
    pack: str = ""
    language: str = ""
    title: str = ""
    content: str = ""
    made_from: str = ""
    made_of: MadeOf = MadeOf()
    areas: tuple[str, ...] = ()
    values: tuple[Mapping[str, Any], ...] = ()
    session: Mapping[str, Any] = Field(default_factory=dict)
    printing: Mapping[str, Any] = Field(default_factory=dict)
    cards: Mapping[str, Mapping[str, PrintedCard]] = Field(default_factory=dict)
    decks: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    texts: Mapping[str, str] = Field(default_factory=dict)

    def of_kit(self) -> dict[str, Any]:
        """What it tells of the kit as such, which stays as it is where lost cards are made."""
        return self.model_dump(mode="json", include=_OF_KIT & self.model_fields_set)


NOTHING = Manifest(files=(), earlier=())


@lru_cache(maxsize=2)
def parsed(data: bytes) -> Manifest:
    """A manifest from the bytes of its file. Raises ValueError where it is none, or damaged.

    A build asks for the one that it finds, and for its own, several times each.
    """
    return Manifest.model_validate_json(data.removeprefix(_BOM))


def read_manifest(folder: OpenFolder) -> Manifest:
    """The manifest of the build before, or an empty one. Raises KitError where it is not ours."""
    if folder.kind(MANIFEST) == "missing":
        return NOTHING
    try:
        return parsed(folder.read(MANIFEST, MOST_BYTES))
    except (UnreadError, ValueError) as error:
        text = Message("this file is not from kit, or it is damaged: {advice}", advice=ADVICE)
        raise KitError.of(text, str(folder.path / MANIFEST)) from error


def told_of_manifest(folder: Path) -> tuple[str, ...]:
    """What to tell whoever reads a folder whose manifest is not ours, or is damaged."""
    try:
        with opened_folder(folder) as found:
            read_manifest(found)
    except KitError:
        told = Message(
            "{file} is not from kit, or it is damaged: nothing is known of the files there.",
            file=str(folder / MANIFEST),
        )
        return (told,)
    except (OSError, ValueError):
        pass
    return ()


def ours(manifest: Manifest) -> dict[str, str]:
    """The files that builds up to this one wrote, with their digests."""
    entries = (*manifest.earlier, *manifest.files)
    known = {entry.file: entry.sha256 for entry in entries}
    return {name: known_as for name, known_as in known.items() if may_be_ours(name)}


def may_be_ours(name: str) -> bool:
    """Whether kit writes files of such names: pages and pictures, and nothing that is hidden.

    Neither the manifest is among them nor what is on its way; in no spelling that a system takes
    for that of such a file.
    """
    return is_inside(name) and name.endswith(_ENDINGS) and all(map(_is_plain, name.split("/")))


def _is_plain(part: str) -> bool:
    """Whether a name is neither hidden, nor too long, nor one that Windows takes for another."""
    return not part.startswith(".") and len(part.encode()) <= _LONGEST_NAME and part[-1] not in ". "


def manifest_in(folder: Path) -> Manifest:
    """The manifest of a folder, or an empty one where it holds no kit that can be told of."""
    try:
        with opened_folder(folder) as kit:
            return read_manifest(kit)
    except (KitError, OSError, ValueError):
        return NOTHING


def made_from(folder: Path) -> Path | None:
    """The session file that the kit in a folder was made from, if it is still in its place.

    None as well where the folder holds no kit.
    """
    told = manifest_in(folder).made_from
    # Whoever made the folder may have written anything; kit tells no path from a root.
    if not told or PurePosixPath(told).is_absolute() or PureWindowsPath(told).anchor:
        return None
    path = Path(os.path.normpath(folder / told))
    return path if path.is_file() else None


def is_unchanged(folder: OpenFolder, name: str, known: Mapping[str, str]) -> bool:
    """Whether the file is there, as it was when its digest was taken."""
    if name not in known:
        return False
    try:
        return folder.kind(name) == "file" and known[name] == folder.digest(name)
    except (UnreadError, OSError):
        return False
