"""Finished files into the output folder: all of them or none, and never over somebody's own."""

import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Literal

from kit.digests import digest
from kit.errors import KitError, Problem

MANIFEST = "manifest.json"
_ADVICE = "move it away, or choose another folder with --out"
# What two builds must have in common for the files of one to stay beside those of the other.
_SAME = ("kit", "pack", "language", "title", "values")
# What stays in the folder from earlier builds.
Keep = Literal["none", "same", "all"]


@dataclass(frozen=True)
class Delivered:
    """What was written as the manifest, and what became of files that an earlier build had left.

    `removed` were taken away; `kept` were changed since, and so are somebody's own. `differ` is
    whether files stay that were made to be printed in another way, and a guide to them.
    """

    manifest: Mapping[str, Any]
    removed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    differ: bool = False


def check_folder(folder: Path, names: Iterable[str]) -> None:
    """KitError where the folder cannot take files of these names; touches nothing.

    It cannot where it is a file or may not be written, and where that would overwrite a file that
    no build wrote or that was changed since.
    """
    try:
        standing = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    except OSError as error:
        reason = error.strerror or str(error)
        raise KitError.of(f"{reason}: choose another folder with --out", str(folder)) from error
    if not standing.is_dir():
        raise KitError.of("this is a file: choose a folder with --out", str(standing))
    if not os.access(standing, os.W_OK | os.X_OK):
        raise KitError.of("you may not write here: choose another folder with --out", str(standing))
    ours = _ours(_manifest(folder))
    problems = [
        Problem(str(path), 0, 0, f"{why}: {_ADVICE}") for path, why in _blocked(folder, names)
    ]
    problems += [
        Problem(str(folder / name), 0, 0, f"{_strangeness(name, ours)}: {_ADVICE}")
        for name in sorted(names)
        if (folder / name).exists() and not _is_unchanged(folder, name, ours)
    ]
    if problems:
        raise KitError(problems)


def delivered_pdfs(folder: Path) -> dict[str, str | None]:
    """The PDFs of the kit in a folder, and whom each is for; none where it holds no kit.

    Raises KitError where its manifest is not ours.
    """
    manifest = _manifest(folder)
    entries = (*manifest["files"], *manifest["earlier"])
    return {
        entry["file"]: entry.get("for")
        for entry in entries
        if _is_inside(entry["file"]) and entry["file"].endswith(".pdf")
    }


def _blocked(folder: Path, names: Iterable[str]) -> Iterator[tuple[Path, str]]:
    """What stands where a folder of our own should be, and why it cannot be one."""
    for path in sorted({(folder / name).parent for name in names} - {folder}):
        if path.is_symlink():
            yield path, "this leads out of the folder"
        elif path.exists() and not path.is_dir():
            yield path, "this is a file where a folder should be"


def deliver(
    folder: Path, files: Mapping[str, bytes], manifest: Mapping[str, Any], *, keep: Keep
) -> Delivered:
    """Put the files and their manifest into the folder, made if it is not there.

    A name may have a folder of its own before it: `pictures/card.png`.

    What an earlier build left there is taken away, unless it was changed since. `keep` says what
    else stays: all of it, or, where that build was of the same selection, what is of none of the
    pieces that are made anew. Raises KitError, before anything is touched, as check_folder does.
    """
    check_folder(folder, files)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        earlier = _manifest(folder)
        others = {name: known for name, known in _ours(earlier).items() if name not in files}
        same = keep == "all" or (keep == "same" and _is_same_selection(earlier, manifest))
        anew = {entry.get("piece") for entry in manifest["files"]} - {None}
        staying = _staying(earlier, others, set() if keep == "all" else anew) if same else []
        whole = {**manifest, "earlier": staying}
        if "cards" in manifest and same:
            whole["cards"] = _cards(earlier.get("cards", {}), manifest["cards"])
        text = json.dumps(whole, ensure_ascii=False, indent=2) + "\n"
        written = {**files, MANIFEST: text.encode()}
        with tempfile.TemporaryDirectory(prefix=".kit-", dir=folder) as waiting:
            for name, data in written.items():
                (Path(waiting) / name).parent.mkdir(exist_ok=True)
                (Path(waiting) / name).write_bytes(data)
            for name in written:
                (folder / name).parent.mkdir(exist_ok=True)
            for name in written:
                (Path(waiting) / name).replace(folder / name)
        stay = {entry["file"] for entry in staying}
        gone = {name: known for name, known in others.items() if name not in stay}
        removed, kept = _clear(folder, gone)
        differ = bool(staying) and earlier.get("printing") != manifest.get("printing")
        return Delivered(whole, removed, kept, differ)
    except OSError as error:
        reason = error.strerror or str(error)
        text = f"the folder cannot be written: {reason}; choose another with --out"
        raise KitError.of(text, str(folder)) from error


def deliver_apart(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put files that are no part of a kit into a folder, beside what stands there.

    Raises KitError, before anything is touched, where the folder holds a kit, and as check_folder
    does.
    """
    if "pack" in _manifest(folder):
        raise KitError.of("this folder holds a kit: choose another with --out", str(folder))
    entries = [{"file": name, "sha256": digest(data)} for name, data in files.items()]
    deliver(folder, files, {"files": entries}, keep="same")


def _cards(earlier: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    """What is on the cards of the kit: as printed before, and as printed anew."""
    pieces = dict.fromkeys((*earlier, *now))
    return {piece: {**earlier.get(piece, {}), **now.get(piece, {})} for piece in pieces}


def _staying(
    earlier: Mapping[str, Any], others: Mapping[str, str], anew: set[str]
) -> list[dict[str, Any]]:
    """What stays from earlier builds, so that it is known again: not of pieces made anew."""
    return [
        {key: entry.get(key) for key in ("file", "piece", "for", "sha256")}
        for entry in (*earlier["earlier"], *earlier["files"])
        if entry["file"] in others and entry.get("piece") not in anew
    ]


def _is_same_selection(earlier: Mapping[str, Any], manifest: Mapping[str, Any]) -> bool:
    return all(earlier.get(key) == manifest.get(key) for key in _SAME)


def _clear(folder: Path, others: Mapping[str, str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Take away the others; the names of those that went, and of those changed since."""
    removed, kept = [], []
    for name in others:
        path = folder / name
        if not path.exists():
            continue
        if path.parent != folder and path.parent.is_symlink():
            kept.append(name)  # it is not in our folder any more
            continue
        if _is_unchanged(folder, name, others):
            path.unlink()
            removed.append(name)
            if path.parent != folder and not any(path.parent.iterdir()):
                path.parent.rmdir()
        else:
            kept.append(name)
    return tuple(removed), tuple(kept)


def _ours(manifest: Mapping[str, Any]) -> dict[str, str]:
    """The files that earlier builds wrote, with their digests."""
    entries = (*manifest["earlier"], *manifest["files"])
    ours = {str(entry["file"]): str(entry["sha256"]) for entry in entries}
    return {name: known for name, known in ours.items() if _is_inside(name)}


def _is_inside(name: str) -> bool:
    """Whether a name is that of a file in the folder, or in a folder of its own there."""
    parts = PurePosixPath(name).parts
    return (
        1 <= len(parts) <= 2 and "/".join(parts) == name and ".." not in parts and parts[0] != "/"
    )


def _manifest(folder: Path) -> dict[str, Any]:
    """The manifest of the build before, or one of no files. KitError where it is not ours."""
    path = folder / MANIFEST
    if not path.exists():
        return {"earlier": [], "files": []}
    try:
        manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        _ours(manifest)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise KitError.of(f"this file is not from kit: {_ADVICE}", str(path)) from error
    return manifest


def _is_unchanged(folder: Path, name: str, ours: Mapping[str, str]) -> bool:
    path = folder / name
    return path.is_file() and ours.get(name) == digest(path.read_bytes())


def _strangeness(name: str, ours: Mapping[str, str]) -> str:
    if name in ours:
        return "this file was changed after kit wrote it (filled in?)"
    return "this file is not from kit"
