"""The pieces of a kit become files: typeset, laid on sheets and checked, side by side."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from kit.core.errors import KitError, Problem
from kit.core.progress import Progress, Stage
from kit.pdf.pictures import contact_sheet, cut_sheet, page_pictures
from kit.pipeline.cards import card_files
from kit.pipeline.kept_files import KeptFiles
from kit.pipeline.kept_kits import KeptKit, KeptPiece, add_files
from kit.pipeline.pages import page_file
from kit.pipeline.plan import drawings
from kit.pipeline.reprint_notices import reprint_notices
from kit.pipeline.request import Request
from kit.pipeline.result import Beside, FinishedFile, Made
from kit.preflight.check import faults_found, is_known_good
from kit.reprint.card_records import drawn_digest
from kit.reprint.reprint import Reprint, record_of
from kit.system.cache import Store
from kit.system.workers import SideBySide
from kit.typesetting.print_rules import decks_of
from kit.typesetting.stages import DrawnPiece, TypesetPiece
from kit.typesetting.steps import begin_margin_text, typeset, wait_for_margin_text
from kit.typesetting.workspace import Workspace, workspace_for

# What online whiteboards show sharply when a card fills the screen; of a slide 1920 × 1080 px.
PNG_DPI = 300
SLIDE_DPI = 144
# How much longer faces take to be typeset than to be laid on sheets and checked.
_TYPESETTING = 5
# How many bytes of a PDF are checked while a character of HTML is typeset.
_CHECKING = 50


def all_made(
    request: Request, store: Store | None, looks: str, workers: int | None, progress: Progress
) -> tuple[KeptKit, tuple[str, ...], dict[str, Beside]]:
    """All files of the kit, what to tell of the machine, and the pictures of the kit.

    `looks` is as in KeptKits. A process of its own gives the same.
    """
    with SideBySide(workers) as side_by_side:
        workspace = workspace_for(request.context, store, side_by_side)
        kit = made_of(request, workspace, progress, looks)
        side_by_side.finish()
    return kit, workspace.queue.notices, pictures_of(kit.made, request, progress)


def made_of(request: Request, workspace: Workspace, progress: Progress, looks: str = "") -> KeptKit:
    """Make the files of every piece asked for; pieces that tell of others come after them.

    With `looks`, as in KeptKits, files that were made before are taken. Raises KitError for all
    that does not fit, or has a fault, of all pieces.
    """
    making = _Making(workspace, progress, KeptFiles(workspace.store, workspace.context, looks))
    drawn = making.drawn(request)
    making.typeset(drawn)
    making.impose(drawn)
    making.check_mailed()
    if making.wrong:
        raise KitError(making.wrong)
    return making.kit()


@dataclass
class _Making:
    """The work on one kit, stage after stage; within a stage, several processes share it."""

    workspace: Workspace
    progress: Progress
    kept: KeptFiles
    made: Made = field(default_factory=Made)
    wrong: list[Problem] = field(default_factory=list)
    # By the names of pieces: under which key their files are kept, and those that were.
    keys: dict[str, str] = field(default_factory=dict)
    held: dict[str, tuple[FinishedFile, ...]] = field(default_factory=dict)

    def drawn(self, request: Request) -> list[DrawnPiece]:
        """Draw the pieces and begin to typeset them; note what is on their cards."""
        drawn = []
        begin_margin_text(request.pieces.values(), self.workspace)
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
        if piece.made_as == "slides" or piece.is_only_pictured(whole.printing.destination):
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
        self.workspace.side_by_side.join_in()
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
            self._begin_files(piece)

    def _begin_files(self, piece: TypesetPiece) -> None:
        """Begin to make the files of a piece, unless they are kept."""
        key = self.keys[piece.name] = self.kept.key(piece)
        held = self.kept.take(key)
        if held is None:
            work = partial(_checked_files, piece, self.workspace)
            size = sum(len(face.html) for face in piece.faces.faces) // _TYPESETTING
            self.workspace.side_by_side.begin(("files", piece.name), work, size)
        else:
            self.held[piece.name] = held

    def impose(self, drawn: Sequence[DrawnPiece]) -> None:
        """Gather the files of each piece as they are laid out and checked.

        One piece may have hundreds to mail, so their checks are only begun here.
        """
        begun = [one for one in drawn if one.name in self.keys]
        for one in self._each_told("Imposing", begun):
            files = self._finished(one.name)
            add_files(
                self.made, files, is_pictured=one.piece.is_only_pictured(one.printing.destination)
            )
            for file in files:
                for name, pdf in file.mailed.items():
                    self._begin_check(name, pdf)

    def _finished(self, name: str) -> tuple[FinishedFile, ...]:
        """The files of a piece, none where they could not be made; what is wrong is noted."""
        if name in self.held:
            return self.held[name]
        try:
            files, faults = self.workspace.side_by_side.result(("files", name))
        except KitError as error:
            self.wrong += error.problems
            return ()
        self.wrong += faults
        return tuple(files)

    def kit(self) -> KeptKit:
        """All that was made, and what was made of each piece."""
        by_piece: dict[str, list[FinishedFile]] = {name: [] for name in self.keys}
        for file in (*self.made.files, *self.made.pictured):
            by_piece[file.job.piece].append(file)
        pictured = {file.job.piece for file in self.made.pictured}
        pieces = tuple(
            KeptPiece(self.keys[name], tuple(files), name in pictured, name not in self.held)
            for name, files in by_piece.items()
        )
        queue = self.workspace.queue
        return KeptKit(self.made, pieces, queue.reused + queue.anew)

    def _begin_check(self, name: str, pdf: bytes) -> None:
        ink, store = self.workspace.context.printing.ink, self.workspace.store
        if not is_known_good(pdf, "screen", ink, store):
            work = partial(faults_found, name, pdf, "screen", ink, store)
            self.workspace.side_by_side.begin(("check", name), work, len(pdf) // _CHECKING)

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


def pictures_of(made: Made, request: Request, progress: Progress) -> dict[str, Beside]:
    """The pictures asked for, by their paths in the output folder: of faces, and of files.

    Those of faces lie in a folder for each piece.
    """
    if not request.is_pictured:
        return {}
    labels, printing = request.labels, request.session.printing
    files = (*made.files, *made.pictured)
    pictures: dict[str, Beside] = {}
    progress.stage("Picturing", len(files))
    for file in files:
        progress.step(file.job.title)
        piece = file.job.piece
        stem = file.job.file.removesuffix(".pdf")
        if printing.preview and file in made.files:
            folder = labels.preview_folder
            whole = contact_sheet(file.pdf, pairs=file.job.sides == 2)
            pictures[f"{folder}/{stem}.png"] = Beside(piece, whole)
            if file.fronts:
                cut = cut_sheet(file.pdf, file.fronts, file.backs)
                pictures[f"{folder}/{stem}-{labels.cut_file}.png"] = Beside(piece, cut)
        if printing.png and file.pictures:
            folder = f"{labels.picture_folder}-{labels.pieces[piece].file}"
            dpi = SLIDE_DPI if request.pieces[piece].made_as == "slides" else PNG_DPI
            shown = zip(file.pictures, page_pictures(file.pdf, dpi), strict=True)
            for name, picture in shown:
                pictures[f"{folder}/{name}.png"] = Beside(piece, picture)
    return pictures
