"""Write finished files into the output folder: all or none, and never over somebody's own files."""

import errno
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from kit.core.errors import KitError, Problem
from kit.core.files import digest
from kit.output.manifest import (
    ADVICE,
    MANIFEST,
    is_inside,
    is_unchanged,
    made_from,
    ours,
    read_manifest,
)
from kit.output.swap import held, move_in, settle

_FULL = {errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC}
# What two builds must have in common for the files of one to stay beside those of the other.
_SAME = ("kit", "pack", "language", "title", "values")
# What stays in the folder from earlier builds; `lost` keeps it all, and what is known of its cards.
Keep = Literal["none", "same", "all", "lost"]


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


def check_folder(folder: Path, names: Iterable[str], source: Path | None = None) -> None:
    """Raise KitError where the folder cannot take files of these names.

    Nothing in it is touched, but that what a build that was stopped left is put in order. It cannot
    where it is a file or may not be written, where it holds the kit of another session file than
    `source`, and where that would overwrite a file that no build wrote or that was changed since.
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
    if not folder.is_dir():
        _check_free(folder, names)
        return
    # Amid the moves of another build nothing is as its manifest says.
    with _system_errors_explained(folder), held(folder):
        _check_session(folder, source)
        _check_free(folder, names)


def _check_session(folder: Path, source: Path | None) -> None:
    """Raise KitError where the folder holds the kit of another session file that is there."""
    other = made_from(folder)
    if other is None or (source and source.exists() and other.samefile(source)):
        return
    hint = f", or with out: in {source.name}" if source else f", or build {other.name}"
    text = f"this folder holds the kit of {other.name}: choose another with --out{hint}"
    raise KitError.of(text, str(folder))


def _check_free(folder: Path, names: Iterable[str]) -> None:
    """Raise KitError with each file of these names that no build wrote."""
    known = ours(read_manifest(folder))
    problems = [
        Problem(str(path), 0, 0, f"{why}: {ADVICE}") for path, why in _blocked(folder, names)
    ]
    problems += [
        Problem(str(folder / name), 0, 0, f"{_strangeness(name, known)}: {ADVICE}")
        for name in sorted(names)
        if (folder / name).exists() and not is_unchanged(folder, name, known)
    ]
    if problems:
        raise KitError(problems)


def delivered_pdfs(folder: Path) -> dict[str, str | None]:
    """The PDFs of the kit in a folder, and whom each is for; none where it holds no kit.

    Raises KitError where its manifest is not ours.
    """
    with _system_errors_explained(folder):
        settle(folder)
    manifest = read_manifest(folder)
    entries = (*manifest["files"], *manifest["earlier"])
    return {
        entry["file"]: entry.get("for")
        for entry in entries
        if is_inside(entry["file"]) and entry["file"].endswith(".pdf")
    }


def _blocked(folder: Path, names: Iterable[str]) -> Iterator[tuple[Path, str]]:
    """The paths where a folder of our own should be but cannot, each with the reason."""
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
    else stays: all of it, also where cards that were lost are put beside it, or, where that build
    was of the same selection, what is of none of the pieces that are made anew. Raises KitError,
    before anything is touched, as check_folder does.
    """
    source = folder / manifest["made_from"] if manifest.get("made_from") else None
    check_folder(folder, files, source)
    with _made(folder), held(folder):
        # Another build may have been here since.
        _check_session(folder, source)
        _check_free(folder, files)
        earlier = read_manifest(folder)
        others = {name: known for name, known in ours(earlier).items() if name not in files}
        whole_kit = keep in ("all", "lost")
        same = whole_kit or (keep == "same" and _is_same_selection(earlier, manifest))
        anew = {entry.get("piece") for entry in manifest["files"]} - {None}
        staying = _staying(earlier, others, set() if whole_kit else anew) if same else []
        whole = {**manifest, "earlier": staying}
        if "cards" in manifest and same:
            whole |= _record(earlier, manifest, card_by_card=keep == "lost")
        text = json.dumps(whole, ensure_ascii=False, indent=2) + "\n"
        removed, kept = move_in(folder, {**files, MANIFEST: text.encode()})
        differ = bool(staying) and earlier.get("printing") != manifest.get("printing")
        return Delivered(whole, removed, kept, differ)


@contextmanager
def _made(folder: Path) -> Iterator[None]:
    """Make the folder if it is missing; remove it again if the writing fails and it stays empty."""
    above = [path for path in (folder, *folder.parents) if not path.exists()]
    with _system_errors_explained(folder):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            yield
        except BaseException:
            for path in above:
                if path.is_dir() and not any(path.iterdir()):
                    path.rmdir()
            raise


@contextmanager
def _system_errors_explained(folder: Path) -> Iterator[None]:
    """Turn errors of the system about the folder into KitError."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            text = "the disk is full: make room on it, or choose another folder with --out"
        else:
            reason = error.strerror or str(error)
            text = f"the folder cannot be written: {reason}; choose another with --out"
        raise KitError.of(text, str(folder)) from error


def deliver_apart(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put files that are no part of a kit into a folder, beside what is there.

    Raises KitError, before anything is touched, where the folder holds a kit, and as check_folder
    does.
    """
    if "pack" in read_manifest(folder):
        raise KitError.of("this folder holds a kit: choose another with --out", str(folder))
    entries = [{"file": name, "sha256": digest(data)} for name, data in files.items()]
    deliver(folder, files, {"files": entries}, keep="same")


def _record(
    earlier: Mapping[str, Any], now: Mapping[str, Any], *, card_by_card: bool
) -> dict[str, dict[str, Any]]:
    """What is known of all pieces of the kit: of those printed before, and of those printed anew.

    Cards of a piece are known anew all together, or `card_by_card`, where some were lost.
    """
    kept = ("cards", "decks", "texts")
    whole = {key: {**earlier.get(key, {}), **now.get(key, {})} for key in kept}
    if card_by_card:
        cards, anew = earlier.get("cards", {}), now["cards"]
        whole["cards"] = {
            name: {**cards.get(name, {}), **anew.get(name, {})} for name in whole["cards"]
        }
    return whole


def _staying(
    earlier: Mapping[str, Any], others: Mapping[str, str], anew: set[str]
) -> list[dict[str, Any]]:
    """The manifest's entries of earlier builds whose files stay: none of pieces made anew."""
    return [
        {key: entry.get(key) for key in ("file", "piece", "for", "sha256")}
        for entry in (*earlier["earlier"], *earlier["files"])
        if entry["file"] in others and entry.get("piece") not in anew
    ]


def _is_same_selection(earlier: Mapping[str, Any], manifest: Mapping[str, Any]) -> bool:
    return all(earlier.get(key) == manifest.get(key) for key in _SAME)


def _strangeness(name: str, known: Mapping[str, str]) -> str:
    if name in known:
        return "this file was changed after kit wrote it (filled in?)"
    return "this file is not from kit"
