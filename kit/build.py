"""The pipeline from wishes to finished files, a line a stage."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from kit import __version__
from kit.bundled import FONTS, LAYOUTS
from kit.content import Pack, plain
from kit.delivery import Delivered, check_folder, deliver, digest
from kit.errors import KitError, Problem
from kit.guide import PrintJob, job_of_cards, job_of_pages, plan_for_guide
from kit.imposition import FlipEdge, best_grid, impose
from kit.labels import Labels, file_name, load_labels
from kit.marks import crop_marks, rulers, slug_line
from kit.markup import Deck, Layouts
from kit.packs import load_pack
from kit.paper import MARGIN, PAPERS
from kit.pieces import Piece, load_margin_faces, load_pieces, named_pieces
from kit.selection import Selection, select
from kit.session import Session
from kit.sheets import Margin, Title, pages_pdf, sheets_pdf
from kit.subjects import subjects
from kit.typeset import Typeset, Typesetter

FLIP: FlipEdge = "long"


@dataclass(frozen=True)
class PrintFile:
    """A finished PDF and how to print it."""

    job: PrintJob
    pdf: bytes


@dataclass(frozen=True)
class Kit:
    """What a build made.

    `left_out` are the titles of pieces for which the chosen areas hold nothing, `notices` what the
    user should know of the machine, `delivered` what became of the output folder.
    """

    selection: Selection
    files: tuple[PrintFile, ...]
    left_out: tuple[str, ...]
    notices: tuple[str, ...]
    delivered: Delivered = field(default_factory=lambda: Delivered({}))

    def manifest(self) -> dict[str, Any]:
        """What is in the kit and what it was made from, in plain types."""
        cover = self.selection.pack.cover
        return {
            "kit": __version__,
            "pack": cover.id,
            "language": cover.language,
            "title": plain(cover.title),
            "areas": [area.area.id for area in self.selection.areas],
            "values": [
                {"number": one.number, "id": one.value.id, "name": plain(one.value.name)}
                for one in self.selection.values
            ],
            "files": [{**file.job.as_dict(), "sha256": digest(file.pdf)} for file in self.files],
            "left_out": list(self.left_out),
        }


def build(session: Session, tell: Callable[[str], None]) -> Kit:
    """Make the kit and put it into the session's folder; `tell` hears of each file as it begins.

    The folder holds one kit: a new one takes the place of the last, but where only some pieces are
    asked for, others of the same selection stay. Raises KitError with what is wrong; then nothing
    was written.
    """
    pack = load_pack(session.content)
    labels = load_labels(LAYOUTS, pack.cover.language)
    selection, pieces = _wishes(session, pack, labels)
    full = {name: piece for name, piece in pieces.items() if any(subjects(piece, selection))}
    left_out = tuple(labels.pieces[name].title for name in pieces if name not in full)
    if left_out and all(piece.tells_of_the_kit for piece in full.values()):
        raise KitError.of(f"the kit would be empty: {', '.join(left_out)} would hold nothing")
    check_folder(session.out, [file_name(labels, name) for name in full])
    workshop = _Workshop(selection, labels, tell)
    kit = Kit(selection, workshop.make(full), left_out, workshop.notices)
    files = {file.job.file: file.pdf for file in kit.files}
    some = bool(session.pieces)
    delivered = deliver(session.out, files, kit.manifest(), keep_others=some)
    return replace(kit, delivered=delivered)


def _wishes(session: Session, pack: Pack, labels: Labels) -> tuple[Selection, dict[str, Piece]]:
    """What is chosen and the pieces to make. KitError for every name that is wrong, of both."""
    wrong: list[Problem] = []
    selection, pieces = None, {}
    try:
        selection = select(pack, session.areas, session.values, session.leave_out)
    except KitError as error:
        wrong += error.problems
    try:
        pieces = named_pieces(load_pieces(LAYOUTS), labels, session.pieces)
    except KitError as error:
        wrong += error.problems
    if selection is None or wrong:
        raise KitError(wrong)
    return selection, pieces


class _Workshop:
    """What all pieces of one kit are made with."""

    def __init__(self, selection: Selection, labels: Labels, tell: Callable[[str], None]) -> None:
        self._selection = selection
        self._labels = labels
        self._tell = tell
        self._margin = load_margin_faces(LAYOUTS)
        self._layouts = Layouts(LAYOUTS, labels, self._margin)
        self._typesetter = Typesetter({"layouts": LAYOUTS}, FONTS)

    @property
    def notices(self) -> tuple[str, ...]:
        """What the user should know of the machine."""
        return self._typesetter.notices

    def make(self, pieces: Mapping[str, Piece]) -> tuple[PrintFile, ...]:
        """Every piece that holds something; those that tell of the others come last."""
        files: list[PrintFile] = []
        for name, piece in sorted(pieces.items(), key=lambda item: item[1].tells_of_the_kit):
            made = self._piece(name, piece, [file.job for file in files])
            if made:
                files.append(made)
        return tuple(files)

    def _piece(self, name: str, piece: Piece, others: Sequence[PrintJob]) -> PrintFile | None:
        plan = plan_for_guide(others) if piece.tells_of_the_kit else None
        faces = self._layouts.faces(name, piece, self._selection, plan)
        if faces is None:
            return None
        self._tell(self._labels.pieces[name].title)
        typeset = self._typesetter.set(
            faces.html,
            faces.names,
            piece.face.clear,
            flowing=piece.made_as == "pages",
            fillable=piece.fillable,
        )
        if faces.deck:
            return self._cards(name, piece, faces.deck, typeset)
        return self._pages(name, piece, typeset)

    def _cards(self, name: str, piece: Piece, deck: Deck, typeset: Typeset) -> PrintFile:
        grid = best_grid(piece.face.size, PAPERS[piece.paper], MARGIN)
        sheets = impose(deck.cards, deck.blank, grid, piece.face.bleed, FLIP)
        ruler, slug = self._margin.ruler, self._margin.slug
        placed = (
            *rulers(deck.ruler, ruler.size, ruler.length, grid),
            slug_line(deck.slug, slug.size, grid),
        )
        margin = Margin(crop_marks(grid), placed)
        paper, title = grid.paper, self._title(name)
        pdf = sheets_pdf(typeset.pdf, typeset.pages, sheets, paper, margin, FLIP, title)
        return PrintFile(job_of_cards(name, piece, self._labels, grid, len(deck.cards), FLIP), pdf)

    def _pages(self, name: str, piece: Piece, typeset: Typeset) -> PrintFile:
        job = job_of_pages(name, piece, self._labels, typeset.page_count)
        return PrintFile(job, pages_pdf(typeset.pdf, job.flip, self._title(name)))

    def _title(self, name: str) -> Title:
        cover = self._selection.pack.cover
        return Title(f"{self._labels.pieces[name].title} – {plain(cover.title)}", cover.language)
