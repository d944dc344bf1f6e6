"""Finished files into the output folder: all of them or none, and never over somebody's own."""

import hashlib
import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kit.errors import KitError, Problem

MANIFEST = "manifest.json"
_ADVICE = "move it away, or choose another folder with --out"


def digest(data: bytes) -> str:
    """The SHA-256 by which a file is known again as our own, unchanged."""
    return hashlib.sha256(data).hexdigest()


def deliver(folder: Path, files: Mapping[str, bytes], manifest: Mapping[str, Any]) -> None:
    """Put the files and their manifest into the folder, made if it is not there.

    What an earlier build left there and this one does not make is taken away. Raises KitError,
    before anything is touched, where that would overwrite or delete a file that no build wrote or
    that was changed since, and where the folder cannot be written.
    """
    text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        ours = _ours(folder)
        _refuse_to_overwrite(folder, files, ours)
        with tempfile.TemporaryDirectory(prefix=".kit-", dir=folder) as waiting:
            for name, data in {**files, MANIFEST: text.encode()}.items():
                (Path(waiting) / name).write_bytes(data)
            for name in (*files, MANIFEST):
                (Path(waiting) / name).replace(folder / name)
        for name in ours.keys() - files.keys():
            (folder / name).unlink(missing_ok=True)
    except OSError as error:
        reason = error.strerror or str(error)
        text = f"the folder cannot be written: {reason}; choose another with --out"
        raise KitError.of(text, str(folder)) from error


def _ours(folder: Path) -> dict[str, str]:
    """The files that an earlier build wrote here, with their digests."""
    path = folder / MANIFEST
    if not path.exists():
        return {}
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))["files"]
        ours = {str(entry["file"]): str(entry["sha256"]) for entry in entries}
    except (ValueError, KeyError, TypeError) as error:
        raise KitError.of(f"this file is not from kit: {_ADVICE}", str(path)) from error
    return {name: known for name, known in ours.items() if Path(name).name == name}


def _refuse_to_overwrite(folder: Path, files: Mapping[str, bytes], ours: Mapping[str, str]) -> None:
    problems = []
    for name in sorted({*files, *ours}):
        path = folder / name
        if path.is_file() and name not in ours:
            problems.append(Problem(str(path), 0, 0, f"this file is not from kit: {_ADVICE}"))
        elif path.is_file() and digest(path.read_bytes()) != ours[name]:
            text = f"this file was changed after kit wrote it (filled in?): {_ADVICE}"
            problems.append(Problem(str(path), 0, 0, text))
    if problems:
        raise KitError(problems)
