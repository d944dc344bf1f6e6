"""Whole kits that were made before, by all that goes into them: the same again is only read.

A kit that is found so is not drawn, so nothing that draws, typesets or writes a PDF is loaded.
"""

from dataclasses import dataclass, replace

from kit.core.paths import FONTS
from kit.pipeline.request import Request
from kit.pipeline.result import Beside, FinishedFile, Made
from kit.system.cache import Store
from kit.system.contents import contents_of
from kit.system.keys import inputs, key_of
from kit.system.objects import NotOursError, from_bytes, to_bytes


@dataclass(frozen=True)
class KeptPiece:
    """The finished files of a piece, and the key of all that they are made of.

    With `is_pictured` they are files that pictures are made of. `is_new` tells those made now.
    """

    key: str
    files: tuple[FinishedFile, ...] = ()
    is_pictured: bool = False
    is_new: bool = False


@dataclass(frozen=True)
class KeptKit:
    """What was made of all pieces; its files are kept by themselves, with their piece.

    `batches` is how many were typeset for it.
    """

    made: Made
    pieces: tuple[KeptPiece, ...]
    batches: int


class KeptKits:
    """The kits in a store; without a store, or of what is printed again, none is kept.

    `looks` is a digest of every layout, label and typeface that the kit is made with; empty where
    nothing is kept. Raises UnreadError where one cannot be read.
    """

    def __init__(self, store: Store | None, request: Request) -> None:
        self._store = None if request.reprint else store
        self._request = request
        self.looks = _looks_digest(request) if self._store else ""
        self._key = kit_key(request, self.looks) if self._store else ""

    def take(self) -> KeptKit | None:
        """The kit of this request with all its files, or None where it must be made."""
        held = _object(self._store, self._key) if self._store else None
        if self._store is None or not isinstance(held, KeptKit):
            return None
        for piece in held.pieces:
            files = taken_files(self._store, piece.key)
            if files is None:
                return None
            add_files(held.made, files, is_pictured=piece.is_pictured)
        return held

    def keep(self, kit: KeptKit) -> None:
        """Keep a kit and its files, unless a layout or typeface changed while it was made."""
        if self._store is None or _looks_digest(self._request) != self.looks:
            return
        for piece in kit.pieces:
            if piece.is_new:
                self._store.keep(piece.key, to_bytes(piece.files))
        bare = replace(kit.made, files=(), pictured=(), mailed={}, notices=())
        keys = tuple(KeptPiece(piece.key, (), piece.is_pictured) for piece in kit.pieces)
        self._store.keep(self._key, to_bytes(replace(kit, made=bare, pieces=keys)))


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


def _looks_digest(request: Request) -> str:
    layouts = request.layouts
    # With templates of a pack's own more is noted of each card, even where they are like ours.
    return key_of(contents_of(layouts.path).digest, contents_of(FONTS).digest, bool(layouts.own))


def kit_key(request: Request, looks: str = "") -> str:
    """The key of a kit: of the words that are chosen, and of all else that any piece is given.

    `looks` is as in KeptKits, where it is known. Raises UnreadError as there.
    """
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
    return key_of("kit", looks or _looks_digest(request), inputs(told))


def _object(store: Store, key: str) -> object:
    data = store.take(key)
    try:
        return from_bytes(data) if data else None
    except NotOursError:
        return None
