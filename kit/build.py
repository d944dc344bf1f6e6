"""The pipeline from wishes to finished files, a line a stage."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from kit import __version__
from kit.brief import Brief, brief_of
from kit.card_files import card_files
from kit.content import plain
from kit.delivery import Delivered, Keep, check_folder, deliver, digest
from kit.errors import KitError, Problem
from kit.labels import Labels
from kit.page_files import page_file
from kit.planning import drawings, setting_of
from kit.preflight import refuse_faults
from kit.preview import contact_sheet, cut_sheet, page_pictures
from kit.print_file import PrintFile
from kit.printing import Printing
from kit.reprint import Record, recorded
from kit.session import Session
from kit.setting import SetPiece, Setting

# What online whiteboards show sharply when a card fills the screen.
PNG_DPI = 300


@dataclass(frozen=True)
class Beside:
    """A file beside those to print, and the piece that it shows, or is of."""

    piece: str
    data: bytes


@dataclass(frozen=True)
class Kit:
    """What a build made.

    `mailed` are files for one person each, and `pictures` are of faces and files, both by their
    paths in the output folder. `smaller` are the faces that were made to fit, with the size of
    their type in percent. `notices` are what the user should know of the machine, `cards` what is
    on each card, `delivered` what became of the output folder.
    """

    brief: Brief
    files: tuple[PrintFile, ...]
    mailed: Mapping[str, Beside]
    pictures: Mapping[str, Beside]
    smaller: Mapping[str, int]
    notices: tuple[str, ...]
    cards: Record = field(default_factory=dict)
    delivered: Delivered = field(default_factory=lambda: Delivered({}))

    def manifest(self) -> dict[str, Any]:
        """What is in the kit and what it was made from, in plain types."""
        selection = self.brief.selection
        cover = selection.pack.cover
        return {
            "kit": __version__,
            "pack": cover.id,
            "language": cover.language,
            "content": selection.pack.digest,
            "title": plain(cover.title),
            "session": self.brief.session.record(),
            "areas": [area.area.id for area in selection.areas],
            "values": [
                {"number": one.number, "id": one.value.id, "name": plain(one.value.name)}
                for one in selection.values
            ],
            "printing": self.brief.session.printing.model_dump(mode="json", by_alias=True),
            "files": [
                *({**file.job.as_dict(), "sha256": digest(file.pdf)} for file in self.files),
                *(
                    {"file": name, "piece": one.piece, "sha256": digest(one.data)}
                    for name, one in (*self.mailed.items(), *self.pictures.items())
                ),
            ],
            "cards": {name: dict(cards) for name, cards in self.cards.items()},
            "left_out": list(self.brief.left_out),
            "smaller_type": dict(self.smaller),
        }


def build(session: Session, tell: Callable[[str], None], problems: Sequence[Problem] = ()) -> Kit:
    """Make the kit and put it into the session's folder; `tell` hears of each file as it begins.

    The folder holds one kit: a new one takes the place of the last, but where only some pieces are
    asked for, others of the same selection stay. `problems` are what is known to be wrong with the
    session. Raises KitError with these and whatever else is wrong; then nothing was written.
    """
    brief = brief_of(session, problems)
    labels, printing = brief.labels, session.printing
    setting = setting_of(brief)
    pieces = brief.pieces
    check_folder(
        session.out, [file for name, piece in pieces.items() for file in setting.files(name, piece)]
    )
    made = _made(setting, brief, tell)
    mailed = _mailed(made.files)
    refuse_faults((file.job.file, file.pdf, file.job.made_for) for file in made.files)
    refuse_faults((name, one.data, "screen") for name, one in mailed.items())
    pictures = _pictures(made.files, labels, printing)
    kit = Kit(brief, made.files, mailed, pictures, made.smaller, setting.notices, made.cards)
    if brief.reprint and not kit.files:
        return kit
    everything = {file.job.file: file.pdf for file in kit.files}
    everything |= {name: one.data for name, one in (*mailed.items(), *pictures.items())}
    delivered = deliver(session.out, everything, kit.manifest(), keep=_kept(brief))
    return replace(kit, delivered=delivered)


def _kept(brief: Brief) -> Keep:
    """Which files of earlier builds stay in the folder."""
    if brief.reprint:
        return "all"
    named = brief.session.pieces and not brief.session.asked.is_written("pieces")
    return "same" if named else "none"


@dataclass
class _Made:
    """The files so far, and as in Kit what became smaller and what is on the cards."""

    files: tuple[PrintFile, ...] = ()
    smaller: dict[str, int] = field(default_factory=dict)
    cards: dict[str, dict[str, dict[str, str]]] = field(default_factory=dict)


def _made(setting: Setting, brief: Brief, tell: Callable[[str], None]) -> _Made:
    """Every piece, those that tell of others after these.

    Raises KitError for all texts that do not fit, of all pieces.
    """
    made = _Made()
    wrong: list[Problem] = []
    for whole, again in drawings(brief, setting, lambda: [file.job for file in made.files]):
        if whole.piece.made_as != "pages" and not whole.piece.made_after:
            # Where cards were lost, it is only of these that we know what is in print.
            known = again if brief.reprint and brief.reprint.lost else whole
            made.cards[whole.name] = recorded(known.faces) if known else {}
        if again is None:
            continue
        tell(setting.labels.pieces[whole.name].title)
        try:
            _add(setting.piece(again), setting, made)
        except KitError as error:
            wrong += error.problems
    if wrong:
        raise KitError(wrong)
    return made


def _add(piece: SetPiece, setting: Setting, made: _Made) -> None:
    """Lay a typeset piece on sheets and pages, and add what came of it."""
    faces = piece.faces
    made.smaller |= {one.name: round(one.fit * 100) for one in faces.faces if one.fit < 1}
    if faces.deck:
        made.files += tuple(card_files(piece, faces.deck, setting))
    else:
        made.files += (page_file(piece, setting),)


def _mailed(files: Sequence[PrintFile]) -> dict[str, Beside]:
    return {
        name: Beside(file.job.piece, pdf) for file in files for name, pdf in file.mailed.items()
    }


def _pictures(files: Sequence[PrintFile], labels: Labels, printing: Printing) -> dict[str, Beside]:
    """The pictures asked for, by their paths in the output folder: of faces, and of files."""
    pictures: dict[str, Beside] = {}
    for file in files:
        piece = file.job.piece
        stem = file.job.file.removesuffix(".pdf")
        if printing.preview:
            folder = labels.preview_folder
            whole = contact_sheet(file.pdf, pairs=file.job.sides == 2)
            pictures[f"{folder}/{stem}.png"] = Beside(piece, whole)
            if file.fronts:
                cut = cut_sheet(file.pdf, file.fronts, file.backs)
                pictures[f"{folder}/{stem}-{labels.cut_file}.png"] = Beside(piece, cut)
        if printing.png and file.faces:
            shown = zip(file.faces, page_pictures(file.pdf, PNG_DPI), strict=True)
            for face, picture in shown:
                pictures[f"{labels.picture_folder}/{face.file}.png"] = Beside(piece, picture)
    return pictures
