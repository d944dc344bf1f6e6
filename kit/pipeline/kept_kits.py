"""Whole kits that were made before, by all that goes into them: the same again is only read.

A kit that is found so is not drawn, so nothing that draws, typesets or writes a PDF is loaded.
"""

from dataclasses import dataclass, replace

from kit.core.paths import FONTS
from kit.pipeline.request import Request
from kit.pipeline.result import Beside, FinishedFile, Made
from kit.system.cache import Store
from kit.system.keys import folder_digest, inputs, key_of
from kit.system.objects import NotOursError, from_bytes, to_bytes
from kit.typesetting.job import JobContext


@dataclass(frozen=True)
class KeptKit:
    """What is kept of a kit: `made`, but for its files, which are kept by themselves under `keys`.

    Those under `pictured` are files that pictures are made of. `batches` is how many were typeset
    for it.
    """

    made: Made
    keys: tuple[str, ...]
    pictured: tuple[str, ...]
    batches: int


class KeptKits:
    """The kits in a store; without a store, or of what is printed again, none is kept."""

    def __init__(self, store: Store | None, request: Request) -> None:
        self._store = None if request.reprint else store
        self._key = _key(request) if self._store else ""

    def take(self) -> KeptKit | None:
        """The kit of this request with all its files, or None where it must be made."""
        held = _object(self._store, self._key) if self._store else None
        if self._store is None or not isinstance(held, KeptKit):
            return None
        for keys, is_pictured in ((held.keys, False), (held.pictured, True)):
            for key in keys:
                files = taken_files(self._store, key)
                if files is None:
                    return None
                add_files(held.made, files, is_pictured=is_pictured)
        return held

    def keep(self, kit: KeptKit) -> None:
        """Keep what was made; its files are in the store."""
        if self._store:
            bare = replace(kit.made, files=(), pictured=(), mailed={}, notices=())
            self._store.keep(self._key, to_bytes(replace(kit, made=bare)))


def add_files(made: Made, files: tuple[FinishedFile, ...], *, is_pictured: bool) -> None:
    """Add the files of a piece to what was made, with those that they bring to be mailed."""
    if is_pictured:
        made.pictured += files
        return
    made.files += files
    for file in files:
        made.mailed |= {name: Beside(file.job.piece, pdf) for name, pdf in file.mailed.items()}


def taken_files(store: Store, key: str) -> tuple[FinishedFile, ...] | None:
    """The finished files of a piece that are kept under a key, or None."""
    held = _object(store, key)
    return held if isinstance(held, tuple) else None


def looks_digest(context: JobContext) -> str:
    """A digest of every layout, label and typeface that the kit is made with.

    Raises UnreadError for one that cannot be read.
    """
    return key_of(folder_digest(context.layouts.path), folder_digest(FONTS))


def _key(request: Request) -> str:
    """The key of a kit: of the words that are chosen, and of all else that any piece is given."""
    context = request.context
    told = (
        context.selection,
        context.printing,
        context.event,
        context.amounts,
        context.files,
        context.shown,
        tuple(request.pieces),
    )
    return key_of("kit", looks_digest(context), inputs(told))


def _object(store: Store, key: str) -> object:
    data = store.take(key)
    try:
        return from_bytes(data) if data else None
    except NotOursError:
        return None
