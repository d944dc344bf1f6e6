"""Finished files into the output folder: all of them or none, and never over somebody's own."""

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kit.errors import KitError, Problem

MANIFEST = "manifest.json"
_ADVICE = "move it away, or choose another folder with --out"


@dataclass(frozen=True)
class Cleared:
    """What an earlier build had left in the folder: the names taken away, and those kept.

    Kept are files that were changed since, and so are somebody's own.
    """

    removed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


def digest(data: bytes) -> str:
    """The SHA-256 by which a file is known again as our own, unchanged."""
    return hashlib.sha256(data).hexdigest()


def check_folder(folder: Path, names: Iterable[str]) -> None:
    """KitError where the folder cannot take files of these names; touches nothing.

    It cannot where it is a file or may not be written, and where that would overwrite a file that
    no build wrote or that was changed since.
    """
    standing = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    if not standing.is_dir():
        raise KitError.of("this is a file: choose a folder with --out", str(standing))
    if not os.access(standing, os.W_OK | os.X_OK):
        raise KitError.of("you may not write here: choose another folder with --out", str(standing))
    ours = _ours(folder)
    problems = [
        Problem(str(folder / name), 0, 0, f"{_strangeness(name, ours)}: {_ADVICE}")
        for name in sorted(names)
        if (folder / name).exists() and not _is_unchanged(folder / name, ours)
    ]
    if problems:
        raise KitError(problems)


def deliver(
    folder: Path, files: Mapping[str, bytes], manifest: Mapping[str, Any], *, keep_others: bool
) -> Cleared:
    """Put the files and their manifest into the folder, made if it is not there.

    What an earlier build left there is taken away unless `keep_others`, or unless it was changed
    since. Raises KitError, before anything is touched, as check_folder does.
    """
    check_folder(folder, files)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        others = {name: known for name, known in _ours(folder).items() if name not in files}
        earlier = others if keep_others else {}
        written = {**files, MANIFEST: _manifest_text(manifest, earlier)}
        with tempfile.TemporaryDirectory(prefix=".kit-", dir=folder) as waiting:
            for name, data in written.items():
                (Path(waiting) / name).write_bytes(data)
            for name in written:
                (Path(waiting) / name).replace(folder / name)
        return _clear(folder, {} if keep_others else others)
    except OSError as error:
        reason = error.strerror or str(error)
        text = f"the folder cannot be written: {reason}; choose another with --out"
        raise KitError.of(text, str(folder)) from error


def _manifest_text(manifest: Mapping[str, Any], earlier: Mapping[str, str]) -> bytes:
    """The manifest, with what stays from earlier builds so that it is known again."""
    entries = [{"file": name, "sha256": known} for name, known in earlier.items()]
    whole = {**manifest, "earlier": entries}
    return (json.dumps(whole, ensure_ascii=False, indent=2) + "\n").encode()


def _clear(folder: Path, others: Mapping[str, str]) -> Cleared:
    removed, kept = [], []
    for name in others:
        path = folder / name
        if not path.exists():
            continue
        if _is_unchanged(path, others):
            path.unlink()
            removed.append(name)
        else:
            kept.append(name)
    return Cleared(tuple(removed), tuple(kept))


def _ours(folder: Path) -> dict[str, str]:
    """The files that earlier builds wrote here, with their digests."""
    path = folder / MANIFEST
    if not path.exists():
        return {}
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        entries = [*manifest["earlier"], *manifest["files"]]
        ours = {str(entry["file"]): str(entry["sha256"]) for entry in entries}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise KitError.of(f"this file is not from kit: {_ADVICE}", str(path)) from error
    return {name: known for name, known in ours.items() if Path(name).name == name}


def _is_unchanged(path: Path, ours: Mapping[str, str]) -> bool:
    return path.is_file() and ours.get(path.name) == digest(path.read_bytes())


def _strangeness(name: str, ours: Mapping[str, str]) -> str:
    if name in ours:
        return "this file was changed after kit wrote it (filled in?)"
    return "this file is not from kit"
