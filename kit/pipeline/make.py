"""The pieces of a kit become files: typeset, laid on sheets and checked, side by side."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from kit.core.errors import KitError, Problem
from kit.core.progress import Progress, Stage
from kit.pipeline.cards import card_files
from kit.pipeline.pages import page_file
from kit.pipeline.plan import drawings
from kit.pipeline.reprint_notices import reprint_notices
from kit.pipeline.request import Request
from kit.pipeline.result import FinishedFile
from kit.preflight.check import faults_found, is_known_good
from kit.reprint.card_records import drawn_digest
from kit.reprint.reprint import Reprint, record_of
from kit.typesetting.print_rules import decks_of, is_only_pictured
from kit.typesetting.stages import DrawnPiece, TypesetPiece
from kit.typesetting.steps import typeset, wait_for_margin_text
from kit.typesetting.workspace import Workspace


@dataclass(frozen=True)
class Beside:
    """A file beside those to print, and the piece that it shows, or is of."""

    piece: str
    data: bytes


@dataclass
class Made:
    """What was made of all pieces: the files to print, and the rest as in BuiltKit.

    `pictured` are files that pictures are made of, and nothing else. `cards`, `decks` and `texts`
    are what the manifest keeps of them. `notices` say what goes where of what is printed again.
    """

    files: tuple[FinishedFile, ...] = ()
    pictured: tuple[FinishedFile, ...] = ()
    mailed: dict[str, Beside] = field(default_factory=dict)
    smaller: dict[str, int] = field(default_factory=dict)
    cards: dict[str, Mapping[str, Mapping[str, Any]]] = field(default_factory=dict)
    decks: dict[str, tuple[str, ...]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    notices: tuple[str, ...] = ()


def made_of(request: Request, workspace: Workspace, progress: Progress) -> Made:
    """Make the files of every piece asked for; pieces that tell of others come after them.

    Raises KitError for all that does not fit, or has a fault, of all pieces.
    """
    making = _Making(workspace, progress)
    drawn = making.drawn(request)
    making.typeset(drawn)
    making.impose(drawn)
    making.check_mailed()
    if making.wrong:
        raise KitError(making.wrong)
    return making.made


@dataclass
class _Making:
    """The work on one kit, stage after stage; within a stage, several processes share it."""

    workspace: Workspace
    progress: Progress
    made: Made = field(default_factory=Made)
    wrong: list[Problem] = field(default_factory=list)

    def drawn(self, request: Request) -> list[DrawnPiece]:
        """Draw the pieces and begin to typeset them; note what is on their cards."""
        drawn = []
        all_drawn = drawings(request, self.workspace, self.progress, "all")
        if request.reprint:
            self.made.notices = reprint_notices(
                request, [one.whole for one in all_drawn], self.workspace
            )
        for one in all_drawn:
            self._note(one.whole, request.reprint)
            drawn += [one.made] if one.made else []
        queue = self.workspace.queue
        self.progress.batches(queue.reused, queue.anew)
        return drawn

    def _note(self, whole: DrawnPiece, reprint: Reprint | None) -> None:
        """Note what is on the cards of a piece, or in its text, to tell later what has changed."""
        piece, name = whole.piece, whole.name
        if piece.made_as == "slides" or is_only_pictured(piece, whole.printing):
            # What was never printed is never printed again.
            return
        if piece.made_as == "pages" or piece.made_after:
            if not piece.tells_of_the_kit:
                self.made.texts[name] = drawn_digest(whole.faces.faces)
            return
        decks = decks_of(name, piece, self.workspace.context)
        if reprint and reprint.before is None:
            self.made.cards[name] = reprint.records_of_lost(whole, decks)
        else:
            self.made.cards[name] = record_of(whole)
            self.made.decks[name] = decks

    def typeset(self, drawn: Sequence[DrawnPiece]) -> None:
        """Wait for each piece to be typeset, and begin to make its files."""
        for one in self._each_told("Setting", drawn):
            try:
                piece = typeset(one, self.workspace)
                wait_for_margin_text(piece, self.workspace)
            except KitError as error:
                self.wrong += error.problems
                continue
            faces = piece.faces.faces
            self.made.smaller |= {
                face.name: round(face.fit * 100) for face in faces if face.fit < 1
            }
            work = partial(_checked_files, piece, self.workspace)
            self.workspace.side_by_side.begin(("files", one.name), work)

    def impose(self, drawn: Sequence[DrawnPiece]) -> None:
        """Gather the files of each piece as they are laid out and checked.

        One piece may have hundreds to mail, so their checks are only begun here.
        """
        begun = [one for one in drawn if self.workspace.side_by_side.is_begun(("files", one.name))]
        for one in self._each_told("Imposing", begun):
            try:
                files, faults = self.workspace.side_by_side.result(("files", one.name))
            except KitError as error:
                self.wrong += error.problems
                continue
            self.wrong += faults
            if is_only_pictured(one.piece, one.printing):
                self.made.pictured += files
                continue
            self.made.files += files
            for file in files:
                for name, pdf in file.mailed.items():
                    self.made.mailed[name] = Beside(one.name, pdf)
                    self._begin_check(name, pdf)

    def _begin_check(self, name: str, pdf: bytes) -> None:
        ink, store = self.workspace.context.printing.ink, self.workspace.store
        if not is_known_good(pdf, "screen", ink, store):
            work = partial(faults_found, name, pdf, "screen", ink, store)
            self.workspace.side_by_side.begin(("check", name), work)

    def check_mailed(self) -> None:
        """Gather what is wrong with the files to mail."""
        side_by_side = self.workspace.side_by_side
        begun = [name for name in self.made.mailed if side_by_side.is_begun(("check", name))]
        if begun:
            self.progress.stage("Checking", len(begun))
        for name in begun:
            self.progress.step(name)
            self.wrong += side_by_side.result(("check", name))

    def _each_told(self, stage: Stage, drawn: Sequence[DrawnPiece]) -> Iterator[DrawnPiece]:
        self.progress.stage(stage, len(drawn))
        for one in drawn:
            self.progress.step(self.workspace.context.labels.pieces[one.name].title)
            yield one


def _checked_files(
    piece: TypesetPiece, workspace: Workspace
) -> tuple[tuple[FinishedFile, ...], list[Problem]]:
    """The files of a typeset piece, and what is wrong with them."""
    deck = piece.faces.deck
    files = tuple(card_files(piece, deck, workspace)) if deck else (page_file(piece, workspace),)
    ink, store = workspace.context.printing.ink, workspace.store
    found = (faults_found(one.job.file, one.pdf, one.job.made_for, ink, store) for one in files)
    return files, [fault for faults in found for fault in faults]
