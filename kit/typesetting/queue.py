"""The typesetting queue: typeset the batches that the cache lacks, in worker processes."""

import contextlib
from collections.abc import Callable, Hashable
from dataclasses import fields
from functools import partial
from pathlib import Path
from typing import Any

from kit.core.errors import KitError, Problem
from kit.layout.faces import Face, Faces
from kit.pdf.layout_faults import LayoutError, placed
from kit.system.forked import Work
from kit.system.workers import SideBySide
from kit.typesetting.cached import TypesetCache, TypesetRequest
from kit.typesetting.fit import TypesetFaces, Verdict, fitted, typeset_flowing, verdicts
from kit.typesetting.overflow import Advice, Faults, overflow_problems, refuse_misfits
from kit.typesetting.own_length import settled
from kit.typesetting.stages import DrawnPiece, TypesetPiece
from kit.typesetting.weasy import Typeset

# Faces as they fit, and typeset.
_Fitted = tuple[tuple[Face, ...], Typeset]


class TypesettingQueue:
    """Batches of faces on their way to be typeset, each made to fit.

    `reused` counts batches that came from the cache, `anew` those that are typeset.
    """

    def __init__(
        self,
        typeset_cache: TypesetCache,
        side_by_side: SideBySide,
        own: Path | None = None,
    ) -> None:
        """`own` are the pack's own layouts, where some of its templates are among them."""
        self._cache = typeset_cache
        self._own = own
        self._side_by_side = side_by_side
        self._small: dict[TypesetRequest, Typeset] = {}
        # Those that were typeset here, and not yet asked for.
        self._small_here: dict[TypesetRequest, Typeset] = {}
        self._typeset: dict[str, tuple[Faces, tuple[Typeset, ...], Faults]] = {}
        self._outcomes: dict[str, TypesetPiece | KitError] = {}
        self.reused = self.anew = 0

    @property
    def notices(self) -> tuple[str, ...]:
        """What the user should know of the machine."""
        return self._cache.notices

    def begin(self, drawn: DrawnPiece) -> None:
        """Begin to typeset a piece; `piece` waits for it."""
        for number, batch in enumerate(drawn.faces.batches):
            work = partial(self._fitted, drawn, batch)
            if self._begin((drawn.name, number), drawn.typeset_request(batch), work):
                self.anew += 1
            else:
                self.reused += 1

    def piece(self, drawn: DrawnPiece, advice: Callable[[], Advice]) -> TypesetPiece:
        """A piece typeset. Raises KitError, the same each time, for what does not fit."""
        if drawn.name not in self._outcomes:
            try:
                self._outcomes[drawn.name] = self._piece(drawn, advice)
            except KitError as error:
                self._outcomes[drawn.name] = error
        outcome = self._outcomes[drawn.name]
        if isinstance(outcome, KitError):
            raise outcome
        return outcome

    def begin_verdicts(self, drawn: DrawnPiece, batch: Faces) -> None:
        """Begin to find out how some faces of a piece fit; `verdicts` waits for it."""
        request = drawn.typeset_request(batch)
        if not self._side_by_side.is_begun(_verdicts_of(request)):
            self._begin(_verdicts_of(request), request, partial(self._verdicts, drawn, batch))

    def verdicts(self, drawn: DrawnPiece, batch: Faces) -> dict[str, Verdict]:
        """How some faces of a piece fit, by their ids."""
        name = _verdicts_of(drawn.typeset_request(batch))
        found: dict[str, Verdict] = self._done(name, partial(self._verdicts, drawn, batch))
        return found

    def misfit_problems(
        self, drawn: DrawnPiece, faults: Faults, advice: Callable[[], Advice]
    ) -> list[Problem]:
        """What is told of faces of a piece with these faults, which fit in no size."""
        return overflow_problems(drawn.faces, faults, self.typeset_faces(drawn), advice())

    def _verdicts(self, drawn: DrawnPiece, batch: Faces) -> dict[str, Verdict]:
        if drawn.piece.made_as == "pages":
            _, typeset = typeset_flowing(batch, self.typeset_faces(drawn))
            wrong = typeset.faults
            return {
                id_: Verdict(None if id_ in wrong else 1.0, wrong.get(id_, ()))
                for id_ in batch.names
            }
        return verdicts(batch, self.typeset_faces(drawn))

    def _piece(self, drawn: DrawnPiece, advice: Callable[[], Advice]) -> TypesetPiece:
        faces, batches, wrong = self._fitted_batches(drawn)
        if wrong:
            raise KitError(overflow_problems(faces, wrong, self.typeset_faces(drawn), advice()))
        own = {one.name: getattr(drawn, one.name) for one in fields(DrawnPiece)}
        return TypesetPiece(**{**own, "faces": faces}, batches=batches)

    def _fitted_batches(self, drawn: DrawnPiece) -> tuple[Faces, tuple[Typeset, ...], Faults]:
        """The faces as they fit, typeset, and what is wrong with those that do not."""
        if drawn.name not in self._typeset:
            changed: dict[str, Face] = {}
            batches: list[Typeset] = []
            for number, batch in enumerate(drawn.faces.batches):
                work = partial(self._fitted, drawn, batch)
                fitted_faces, typeset = self._done((drawn.name, number), work)
                changed |= {face.id: face for face in fitted_faces}
                batches.append(typeset)
            faces = drawn.faces.changed(changed)
            faults = {id_: found for one in batches for id_, found in one.faults.items()}
            # What else stands in a batch may be tight: nobody asked for it.
            wrong = {id_: found for id_, found in faults.items() if id_ in faces.names}
            self._typeset[drawn.name] = faces, tuple(batches), wrong
        return self._typeset[drawn.name]

    def _fitted(self, drawn: DrawnPiece, batch: Faces) -> _Fitted:
        typeset_faces = self.typeset_faces(drawn)
        if drawn.length:
            whole, typeset = settled(batch, drawn.length, typeset_faces)
            return whole.faces, typeset
        if drawn.piece.made_as == "pages":
            whole, typeset = typeset_flowing(batch, typeset_faces)
            return whole.faces, typeset
        faces, typeset = fitted(batch, typeset_faces)
        return faces.faces, typeset

    def typeset_faces(self, drawn: DrawnPiece) -> TypesetFaces:
        """A function that typesets faces as those of this piece are."""
        return lambda faces: self._set(drawn.typeset_request(faces), drawn.name)

    def _set(self, typeset_request: TypesetRequest, piece: str = "") -> Typeset:
        """Typeset a document; what is wrong with layouts of a pack's own is told where it stands.

        It shows a piece, or small faces that stand beside all of them.
        """
        try:
            return self._cache.typeset(typeset_request)
        except LayoutError as error:
            if self._own is None:
                raise
            raise placed(error.faults, self._own, piece) from error

    def begin_small(self, faces: Faces, scale: float) -> None:
        """Begin to typeset small faces; `small` waits for them.

        The first of a kit are typeset here, before work is forked: what WeasyPrint loads for its
        first document, every process forked from here on then has.
        """
        request = TypesetRequest(faces.html, 0.0, scale)
        begun = self._small.keys() | self._small_here.keys()
        if request in begun or self._side_by_side.is_begun(request):
            return
        work = partial(self._set, request)
        if begun or not self._side_by_side.forks:
            self._begin(request, request, work)
        elif not self._cache.holds(request):
            # What is wrong is told when they are asked for.
            with contextlib.suppress(KitError):
                self._small_here[request] = work()

    def small(self, faces: Faces, scale: float) -> Typeset:
        """Small faces, typeset once for all the pieces that carry the same.

        Raises KitError for one that does not fit.
        """
        request = TypesetRequest(faces.html, 0.0, scale)
        if request not in self._small:
            here = self._small_here
            typeset: Typeset = (
                here.pop(request)
                if request in here
                else self._done(request, partial(self._set, request))
            )
            refuse_misfits(faces, typeset.faults)
            self._small[request] = typeset
        return self._small[request]

    def _begin(self, name: Hashable, first: TypesetRequest, work: Work) -> bool:
        """Begin work and return True, or False where the cache holds what it typesets first."""
        if self._cache.holds(first):
            return False
        self._cache.load()
        self._side_by_side.begin(name, work, len(first.html))
        return True

    def _done(self, name: Hashable, work: Work) -> Any:
        """The result of the work that was begun under this name, or of doing it now."""
        return self._side_by_side.result(name) if self._side_by_side.is_begun(name) else work()


def _verdicts_of(request: TypesetRequest) -> Hashable:
    """The name of the work that finds out how the faces of a document fit."""
    return "verdicts", request
