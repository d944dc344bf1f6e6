"""The finished files of a piece, found by all that they are made of: imposed and checked once."""

from dataclasses import replace

from markupsafe import Markup

from kit.pipeline.kept_kits import taken_files
from kit.pipeline.result import FinishedFile
from kit.system.cache import Store, with_names
from kit.system.keys import inputs, key_of
from kit.typesetting.counts import jobs
from kit.typesetting.job import JobContext
from kit.typesetting.stages import TypesetPiece


class KeptFiles:
    """The finished files of the pieces of a kit in a store; without a store none is kept."""

    def __init__(self, store: Store | None, context: JobContext, looks: str) -> None:
        """`looks` is as in KeptKits, which keeps what is made."""
        self._store = store if looks else None
        self._context = context
        self._looks = looks

    def key(self, piece: TypesetPiece) -> str:
        """The key of the files of a piece: of what was typeset, and of all that is made of it.

        What the faces hold is in the bytes that were typeset. Who comes matters to a form alone,
        and to how often it is printed.
        """
        context = self._context
        pages = len(piece.faces.faces) if piece.faces.deck else piece.typeset.page_count
        faces = [replace(face, html=Markup()) for face in piece.faces.faces]
        cover = context.selection.pack.cover
        told = (
            (piece.name, piece.piece, piece.printing, piece.format, piece.fillable, piece.tagged),
            (piece.batches, faces, piece.faces.deck, jobs(piece, pages, context)),
            (cover.title, cover.language, context.printing, context.files),
            context.event if piece.fillable else None,
        )
        key = key_of("files", self._looks, inputs(told))
        is_filled_in = piece.fillable and context.event.attendance.names
        return with_names(key) if is_filled_in or piece.holds_names else key

    def take(self, key: str) -> tuple[FinishedFile, ...] | None:
        """The files under a key, which were found to be good; None where they must be made."""
        return taken_files(self._store, key) if self._store else None
