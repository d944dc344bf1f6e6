"""The manifest of an output folder: which files earlier builds wrote, to tell them from others."""

import json
import os
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from kit.core.errors import KitError
from kit.core.files import digest

MANIFEST = "manifest.json"
ADVICE = "move it away, or choose another folder with --out"


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of the build before, or an empty one. Raises KitError where it is not ours."""
    path = folder / MANIFEST
    if not path.exists():
        return {"earlier": [], "files": []}
    try:
        manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        ours(manifest)
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
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
