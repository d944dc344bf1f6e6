"""How the faces of a pack fit on each format, by no more typesetting than it takes to be sure.

Cards of most formats are one drawing, as wide and a little higher or lower. A face is typeset on
the lowest of them, in batches as for a build. Where it fits there in full type, it fits on a higher
one if its words grow by less than the card does, which is reckoned from their lines; all else is
typeset on each format.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from kit.core.errors import Problem
from kit.core.messages import Message
from kit.core.progress import Progress
from kit.layout.drawing import BATCH
from kit.layout.faces import Face, Faces
from kit.lines.growth import DrawnFace, growth
from kit.lines.marks import SmallestSizes
from kit.system.forked import Work
from kit.system.workers import SideBySide
from kit.typesetting.fit import Verdict
from kit.typesetting.stages import DrawnPiece
from kit.typesetting.steps import misfit_problems
from kit.typesetting.workspace import Workspace

# So much of what a card is higher than another is free for its words, at the least: the layouts
# give three tenths to the room above them (cards.css).
FREE = 0.5
# In mm: drawings whose widths differ by less are as wide.
_HAIR = 1e-6


@dataclass(frozen=True)
class OnFormat:
    """A piece drawn on a format, in the words for the whole pack or in those for a part of it."""

    format: str
    drawn: DrawnPiece
    workspace: Workspace
    is_whole: bool

    @property
    def told(self) -> Message:
        """What it is, for who watches."""
        return Message("{piece} in the format {name}", piece=self.drawn.name, name=self.format)

    def key_of(self, face: Face) -> tuple[str, str, str]:
        """What tells a face from all others: those of both wordings may be the same."""
        return self.drawn.name, self.format, face.html

    def drawn_face(self, face: Face) -> DrawnFace:
        """A face as its lines are reckoned."""
        smallest = self.drawn.piece.smallest
        if smallest is None:
            return DrawnFace(face.html, SmallestSizes())
        drawn = smallest.drawn(self.drawn.format.scale)
        return DrawnFace(face.html, SmallestSizes(drawn.name, drawn.text))

    def tells_of(self, other: "OnFormat") -> bool:
        """Whether what fits here in full type may be sure to fit on the other as well.

        The other is as wide, no lower, and its margins are no smaller on paper. Of a pack's own
        layouts nothing is known.
        """
        here, there = self.drawn.format, other.drawn.format
        return (
            self.drawn.piece.made_as == "cards"
            and self.workspace.context.layouts.own is None
            and (self.drawn.name, self.is_whole) == (other.drawn.name, other.is_whole)
            and here.shape == there.shape
            and abs(here.drawn.width - there.drawn.width) < _HAIR
            and here.drawn.height <= there.drawn.height
            and here.scale <= there.scale
        )


class FormatFits:
    """Finds out how the faces of pieces fit on formats, which are told one by one: low cards first.

    Those that need no other are begun to be typeset at once.
    """

    def __init__(self) -> None:
        self.all: list[OnFormat] = []
        # Which of them wait for others, by their places; and of each what is new, in batches.
        self._after: dict[int, OnFormat] = {}
        self._batches: list[tuple[Faces, ...]] = []
        self._known: set[tuple[str, str, str]] = set()
        self._verdicts: dict[tuple[str, str, str], Verdict] = {}

    def add(self, one: OnFormat) -> None:
        """A piece on a format, of which those faces are new that were on none before."""
        new = [face for face in one.drawn.faces.faces if one.key_of(face) not in self._known]
        self._known |= {one.key_of(face) for face in new}
        before = next((other for other in self.all if other.tells_of(one)), None)
        batches = _batches(one.drawn, new)
        if before:
            self._after[len(self.all)] = before
        else:
            for batch in batches:
                one.workspace.queue.begin_verdicts(one.drawn, batch)
        self.all.append(one)
        self._batches.append(batches)

    def find(self, progress: Progress) -> None:
        """Find out how all of them fit."""
        progress.stage("Checking", sum(map(len, self._batches)))
        places = range(len(self.all))
        for place in [place for place in places if place not in self._after]:
            self._find(place, self._batches[place], progress)
        rest = {place: self._begin_unsure(place) for place in self._after}
        for place, batches in rest.items():
            self._find(place, batches, progress)

    def percents(self, one: OnFormat) -> Mapping[str, int | None]:
        """The type of each face in percent, by its id; None for one that fits in no size."""
        return {face.id: self._verdict(one, face).percent for face in one.drawn.faces.faces}

    def problems(
        self, side_by_side: SideBySide, progress: Progress
    ) -> Iterator[tuple[str, list[Problem]]]:
        """What a build says of the faces that fit in no size, by formats; of each face once."""
        works = list(self._misfits())
        progress.stage("Checking", len(works))
        for name, (_, work, size) in enumerate(works):
            side_by_side.begin(("misfits", name), work, size)
        for name, (one, *_) in enumerate(works):
            progress.step(Message("what is too long: {piece}", piece=one.told))
            yield one.format, side_by_side.result(("misfits", name))

    def _misfits(self) -> Iterator[tuple[OnFormat, Work, int]]:
        """The work of telling what is too long, some faces at a time, and how large it is."""
        for one, batches in zip(self.all, self._batches, strict=True):
            wrong = {
                face.id: verdict.faults
                for batch in batches
                for face in batch.faces
                if (verdict := self._verdict(one, face)).fit is None
            }
            for batch in _batches(one.drawn, one.drawn.faces.only(wrong).faces):
                faults = {id_: wrong[id_] for id_ in batch.names if id_ in wrong}
                work = partial(misfit_problems, one.drawn, faults, one.workspace)
                yield one, work, len(batch.html)

    def _verdict(self, one: OnFormat, face: Face) -> Verdict:
        return self._verdicts[one.key_of(face)]

    def _find(self, place: int, batches: tuple[Faces, ...], progress: Progress) -> None:
        one = self.all[place]
        for batch in batches:
            progress.step(one.told)
            if batch.faces:
                found = one.workspace.queue.verdicts(one.drawn, batch)
                self._verdicts |= {one.key_of(face): found[face.id] for face in batch.faces}

    def _begin_unsure(self, place: int) -> tuple[Faces, ...]:
        """Begin to typeset the faces that are not sure to fit; gives these, batch by batch."""
        one, before = self.all[place], self._after[place]
        there = {face.id: face for face in before.drawn.faces.faces}
        unsure = []
        for batch in self._batches[place]:
            sure = {
                face.id
                for face in batch.faces
                if face.id in there and self._is_sure(before, there[face.id], one, face)
            }
            self._verdicts |= {one.key_of(face): Verdict(1.0) for face in batch.only(sure).faces}
            unsure.append(batch.only(batch.names.keys() - sure))
            if unsure[-1].faces:
                one.workspace.queue.begin_verdicts(one.drawn, unsure[-1])
        return tuple(unsure)

    def _is_sure(self, before: OnFormat, known: Face, one: OnFormat, face: Face) -> bool:
        """Whether a face is sure to fit in full type, known how it fits on a lower card."""
        verdict = self._verdict(before, known)
        if verdict.fit != 1.0 or not verdict.as_reckoned:
            return False
        typefaces = before.workspace.layouts.typefaces
        more = growth(before.drawn_face(known), one.drawn_face(face), typefaces)
        higher = one.drawn.format.drawn.height - before.drawn.format.drawn.height
        return more is not None and more <= higher * FREE


def _batches(drawn: DrawnPiece, faces: Collection[Face]) -> tuple[Faces, ...]:
    """Some faces as they are typeset together; text that flows as a whole."""
    document = drawn.faces.document
    if drawn.piece.made_as != "cards":
        some = drawn.faces.faces if drawn.piece.made_as == "pages" else tuple(faces)
        return (Faces(some, document),) if faces else ()
    all_ = tuple(faces)
    return tuple(Faces(all_[at : at + BATCH], document) for at in range(0, len(all_), BATCH))
