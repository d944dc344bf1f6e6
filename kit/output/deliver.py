"""Write finished files into the output folder: all or none, and never over somebody's own files."""

import contextlib
import errno
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from kit.core.errors import KitError, Problem
from kit.core.messages import Message
from kit.core.wording import joined
from kit.output.folder import Kind, OpenFolder, opened_folder
from kit.output.manifest import (
    ADVICE,
    MANIFEST,
    Manifest,
    PrintedCard,
    WrittenFile,
    is_unchanged,
    made_from,
    ours,
    parsed,
    read_manifest,
)
from kit.output.swap import Tell, held, move_in, unheard
from kit.system.files import digest, is_folder
from kit.system.reasons import reason_of

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


def check_folder(
    folder: Path, names: Iterable[str], source: Path | None = None, tell: Tell = unheard
) -> None:
    """Raise KitError where the folder cannot take files of these names.

    Nothing in it is touched, but that what a build that was stopped left is put in order, which
    `tell` hears. It cannot where it is a file or may not be written, where it holds the kit of
    another session file than `source`, and where that would overwrite a file that no build wrote or
    that was changed since.
    """
    with _system_errors_explained(folder):
        _check_place(folder)
        if not folder.is_dir():
            return
        # Amid the moves of another build nothing is as its manifest says.
        with held(folder, tell=tell) as found:
            _check_session(folder, source)
            _check_free(found, names)


def _check_place(folder: Path) -> None:
    """Raise KitError where no folder can stand, or it may not be written."""
    standing = next(path for path in (folder, *folder.absolute().parents) if _has_entry(path))
    if not standing.exists():
        text = Message("this link leads nowhere: choose another folder with --out")
        raise KitError.of(text, str(standing))
    if not standing.is_dir():
        text = Message("this is a file: choose a folder with --out")
        raise KitError.of(text, str(standing))
    if not os.access(standing, os.W_OK | os.X_OK):
        text = Message("you may not write here: choose another folder with --out")
        raise KitError.of(text, str(standing))


def _has_entry(path: Path) -> bool:
    """Whether anything has this name, be it a link to nothing. OSError for an impossible name."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def _check_session(folder: Path, source: Path | None) -> None:
    """Raise KitError where the folder holds the kit of another session file that is there."""
    other = made_from(folder)
    if other is None or (source and source.exists() and other.samefile(source)):
        return
    if source:
        text = Message(
            "this folder holds the kit of {other}: choose another with --out, or with out: in "
            "{file}",
            other=other.name,
            file=source.name,
        )
    else:
        text = Message(
            "this folder holds the kit of {other}: choose another with --out, or build {other}",
            other=other.name,
        )
    raise KitError.of(text, str(folder))


def _check_free(folder: OpenFolder, names: Iterable[str]) -> None:
    """Raise KitError with each file of these names that no build wrote."""
    known = ours(read_manifest(folder))
    blocked = dict(_blocked(folder, names))
    problems = list(blocked.items())
    problems += [
        (name, _strangeness(name, folder.kind(name), known))
        for name in sorted(names)
        if name.rpartition("/")[0] not in blocked
        and folder.kind(name) != "missing"
        and not is_unchanged(folder, name, known)
    ]
    if problems:
        told = (
            Problem(str(folder.path / name), 0, 0, joined((why, ADVICE), ": "))
            for name, why in problems
        )
        raise KitError(told)


def delivered_pdfs(folder: Path) -> dict[str, WrittenFile]:
    """The PDFs of the kit in a folder, as its manifest tells of them; none where it holds no kit.

    Nothing is put in order: it is told of what is in its place. Raises KitError where the manifest
    is not ours.
    """
    if not is_folder(folder):
        return {}
    with _system_errors_explained(folder), opened_folder(folder) as found:
        manifest = read_manifest(found)
    written = {one.file: one for one in (*manifest.files, *manifest.earlier)}
    return {name: written[name] for name in ours(manifest) if name.endswith(".pdf")}


def _blocked(folder: OpenFolder, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The names of folders of our own that should be but cannot, each with the reason."""
    for above in sorted({name.rpartition("/")[0] for name in names} - {""}):
        kind = folder.kind(above)
        if kind == "link":
            yield above, Message("this leads out of the folder")
        elif kind not in ("missing", "folder"):
            yield above, Message("this is a file where a folder should be")


def deliver(
    folder: Path,
    files: Mapping[str, bytes],
    manifest: Mapping[str, Any],
    *,
    keep: Keep,
    tell: Tell = unheard,
) -> Delivered:
    """Put the files and their manifest into the folder, made if it is not there.

    A name may have a folder of its own before it: `pictures/card.png`.

    What an earlier build left there is taken away, unless it was changed since. `keep` says what
    else stays: all of it, also where cards that were lost are put beside it, or, where that build
    was of the same selection, what is of none of the pieces that are made anew. `tell` hears of
    what is put in order from a build that was stopped. Raises KitError, before anything is touched,
    as check_folder does.
    """
    source = folder / manifest["made_from"] if manifest.get("made_from") else None
    now = parsed(json.dumps({"earlier": [], **manifest}).encode())
    check_folder(folder, files, source, tell)
    with _made(folder), held(folder, tell=tell) as found:
        # Another build may have been here since.
        _check_session(folder, source)
        _check_free(found, files)
        earlier = read_manifest(found)
        others = {name for name in ours(earlier) if name not in files}
        whole_kit = keep in ("all", "lost")
        same = whole_kit or (keep == "same" and _is_same_selection(earlier, now))
        anew = set() if whole_kit else {one.piece for one in now.files} - {None}
        staying = _staying(earlier, others, anew) if same else []
        whole = {**manifest, "earlier": staying}
        if keep == "lost" and earlier.pack:
            whole |= earlier.of_kit()
        if "cards" in manifest and same:
            whole |= _record(earlier, now, card_by_card=keep == "lost")
        removed, kept = move_in(found, {**files, MANIFEST: _as_json(whole)})
        differ = bool(staying) and earlier.printing != now.printing
        return Delivered(whole, removed, kept, differ)


def _as_json(manifest: Mapping[str, Any]) -> bytes:
    return (json.dumps(manifest, ensure_ascii=False, indent=2) + "\n").encode()


@contextmanager
def _made(folder: Path) -> Iterator[None]:
    """Make the folder if it is missing; remove it again if the writing fails and it stays empty."""
    with _system_errors_explained(folder):
        above = [path for path in (folder, *folder.parents) if not path.exists()]
        try:
            folder.mkdir(parents=True, exist_ok=True)
            yield
        except BaseException:
            for path in above:
                # One that holds anything is refused.
                with contextlib.suppress(OSError):
                    path.rmdir()
            raise


@contextmanager
def _system_errors_explained(folder: Path) -> Iterator[None]:
    """Turn errors of the system about the folder into KitError."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            text = Message("the disk is full: make room on it, or choose another folder with --out")
        else:
            text = Message(
                "the folder cannot be written: {reason}; choose another with --out",
                reason=reason_of(error),
            )
        raise KitError.of(text, str(folder)) from error


def deliver_apart(folder: Path, files: Mapping[str, bytes], tell: Tell = unheard) -> None:
    """Put files that are no part of a kit into a folder, beside what is there; `tell` as deliver.

    Raises KitError, before anything is touched, where the folder holds a kit, and as check_folder
    does.
    """
    if is_folder(folder):
        with _system_errors_explained(folder), opened_folder(folder) as found:
            if read_manifest(found).pack:
                text = Message("this folder holds a kit: choose another with --out")
                raise KitError.of(text, str(folder))
    entries = [{"file": name, "sha256": digest(data)} for name, data in files.items()]
    deliver(folder, files, {"files": entries}, keep="same", tell=tell)


def _record(earlier: Manifest, now: Manifest, *, card_by_card: bool) -> dict[str, dict[str, Any]]:
    """What is known of all pieces of the kit: of those printed before, and of those printed anew.

    Cards of a piece are known anew all together, or `card_by_card`, where some were lost.
    """
    cards = {**earlier.cards, **now.cards}
    if card_by_card:
        cards = {name: {**earlier.cards.get(name, {}), **now.cards.get(name, {})} for name in cards}
    return {
        "cards": {
            name: {id_: _as_written(card) for id_, card in some.items()}
            for name, some in cards.items()
        },
        "decks": {**earlier.decks, **now.decks},
        "texts": {**earlier.texts, **now.texts},
    }


def _as_written(card: PrintedCard) -> dict[str, Any]:
    return card.model_dump(mode="json", exclude_unset=True)


def _staying(
    earlier: Manifest, others: Iterable[str], anew: Iterable[str | None]
) -> list[dict[str, Any]]:
    """The manifest's entries of earlier builds whose files stay: none of pieces made anew."""
    return [
        {
            "file": one.file,
            "piece": one.piece,
            "for": one.made_for,
            "sha256": one.sha256,
            **({"ink": one.ink} if one.ink else {}),
        }
        for one in (*earlier.earlier, *earlier.files)
        if one.file in others and one.piece not in anew
    ]


def _is_same_selection(earlier: Manifest, now: Manifest) -> bool:
    return all(getattr(earlier, key) == getattr(now, key) for key in _SAME)


def _strangeness(name: str, kind: Kind, known: Mapping[str, str]) -> str:
    if kind == "link":
        return Message("this is a link, and no file that kit wrote")
    if name in known and kind == "file":
        return Message(
            "this file was changed after kit wrote it (filled in?), or is of another kit"
        )
    return Message("this file is not from kit")
