"""Where pieces are typeset: their galleys side by side, each made to fit."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import partial
from typing import Any

from kit.core.errors import KitError, Origin
from kit.core.workers import SideBySide, Work
from kit.layout.faces import Face, Faces
from kit.typesetting.cached import Forme, StandingType
from kit.typesetting.fit import SetFaces, fitted
from kit.typesetting.overflow import Advice, Faults, blamed, refuse_misfits
from kit.typesetting.stages import DrawnPiece, SetPiece
from kit.typesetting.weasy import Typeset

# Faces as they fit, and typeset.
_Fitted = tuple[tuple[Face, ...], Typeset]


class ComposingRoom:
    """What is held from before is taken; the rest is typeset in processes of its own.

    `reused` and `anew` count galleys.
    """

    def __init__(
        self,
        standing: StandingType,
        origins: Mapping[str, Sequence[Origin]],
        side_by_side: SideBySide,
    ) -> None:
        """`origins` are those of the texts of the pack."""
        self._standing = standing
        self._origins = origins
        self._side_by_side = side_by_side
        self._small: dict[Forme, Typeset] = {}
        self._set: dict[str, tuple[Faces, tuple[Typeset, ...], Faults]] = {}
        self._outcomes: dict[str, SetPiece | KitError] = {}
        self.reused = self.anew = 0

    @property
    def notices(self) -> tuple[str, ...]:
        """What the user should know of the machine."""
        return self._standing.notices

    def begin(self, drawn: DrawnPiece) -> None:
        """Have a piece typeset; `piece` waits for it."""
        for number, galley in enumerate(drawn.faces.galleys):
            work = partial(self._fitted, drawn, galley)
            if self._begin((drawn.name, number), drawn.forme(galley), work):
                self.anew += 1
            else:
                self.reused += 1

    def piece(self, drawn: DrawnPiece, advice: Callable[[], Advice]) -> SetPiece:
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

    def fits(self, drawn: DrawnPiece) -> dict[str, int | None]:
        """The type of each face in percent, by its id; None for one that fits in no size."""
        faces, _, wrong = self._as_set(drawn)
        return {
            face.id: None if face.id in wrong else round(face.fit * 100) for face in faces.faces
        }

    def _piece(self, drawn: DrawnPiece, advice: Callable[[], Advice]) -> SetPiece:
        faces, galleys, wrong = self._as_set(drawn)
        if wrong:
            raise KitError(blamed(faces, wrong, self.set_faces(drawn), self._origins, advice()))
        own = {name: value for name, value in vars(drawn).items() if name != "faces"}
        return SetPiece(**own, faces=faces, galleys=galleys)

    def _as_set(self, drawn: DrawnPiece) -> tuple[Faces, tuple[Typeset, ...], Faults]:
        """The faces as they fit, typeset, and what is wrong with those that do not."""
        if drawn.name not in self._set:
            changed: dict[str, Face] = {}
            galleys: list[Typeset] = []
            for number, galley in enumerate(drawn.faces.galleys):
                work = partial(self._fitted, drawn, galley)
                as_set, typeset = self._done((drawn.name, number), work)
                changed |= {face.id: face for face in as_set}
                galleys.append(typeset)
            faces = drawn.faces.changed(changed)
            faults = {id_: found for one in galleys for id_, found in one.faults.items()}
            # What else stands in a galley may be tight: nobody asked for it.
            wrong = {id_: found for id_, found in faults.items() if id_ in faces.names}
            self._set[drawn.name] = faces, tuple(galleys), wrong
        return self._set[drawn.name]

    def _fitted(self, drawn: DrawnPiece, galley: Faces) -> _Fitted:
        set_faces = self.set_faces(drawn)
        if drawn.piece.made_as == "pages":
            return galley.faces, set_faces(galley)
        faces, typeset = fitted(galley, set_faces, self._origins)
        return faces.faces, typeset

    def set_faces(self, drawn: DrawnPiece) -> SetFaces:
        """What typesets faces of a piece."""
        return lambda faces: self._standing.set(drawn.forme(faces))

    def begin_small(self, faces: Faces, scale: float) -> None:
        """Have small faces typeset."""
        forme = Forme(faces.html, 0.0, scale)
        if forme not in self._small and not self._side_by_side.is_begun(forme):
            self._begin(forme, forme, partial(self._standing.set, forme))

    def small(self, faces: Faces, scale: float) -> Typeset:
        """Small faces, set once for all the pieces that carry the same.

        Raises KitError for one that does not fit.
        """
        forme = Forme(faces.html, 0.0, scale)
        if forme not in self._small:
            typeset: Typeset = self._done(forme, partial(self._standing.set, forme))
            refuse_misfits(faces, typeset.faults)
            self._small[forme] = typeset
        return self._small[forme]

    def _begin(self, name: Hashable, forme: Forme, work: Work) -> bool:
        """Begin work, unless what it typesets first is held; whether it was."""
        if self._standing.holds(forme):
            return False
        self._standing.load()
        self._side_by_side.begin(name, work)
        return True

    def _done(self, name: Hashable, work: Work) -> Any:
        """What comes of work: of what was begun under that name, or now."""
        return self._side_by_side.result(name) if self._side_by_side.is_begun(name) else work()
