"""The pieces of a kit become files: typeset, laid on sheets and checked, side by side."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial

from kit.brief import Brief
from kit.card_files import card_files
from kit.errors import KitError, Problem
from kit.page_files import page_file
from kit.planning import drawings
from kit.press_check import faults_found
from kit.print_file import PrintFile
from kit.progress import Progress
from kit.reprint import recorded
from kit.set_piece import DrawnPiece, SetPiece
from kit.setting import Setting
from kit.side_by_side import SideBySide
from kit.store import Store


@dataclass(frozen=True)
class Beside:
    """A file beside those to print, and the piece that it shows, or is of."""

    piece: str
    data: bytes


@dataclass
class Made:
    """The files, and as in Kit what is mailed, became smaller, and is on the cards."""

    files: tuple[PrintFile, ...] = ()
    mailed: dict[str, Beside] = field(default_factory=dict)
    smaller: dict[str, int] = field(default_factory=dict)
    cards: dict[str, dict[str, dict[str, str]]] = field(default_factory=dict)


@dataclass(frozen=True)
class Means:
    """What it is made with: processes, and what is kept of earlier builds."""

    side_by_side: SideBySide
    store: Store | None


def made_of(brief: Brief, setting: Setting, means: Means, progress: Progress) -> Made:
    """Every piece of the brief, those that tell of others after these.

    Raises KitError for all that does not fit, or has a fault, of all pieces.
    """
    made, wrong = Made(), list[Problem]()
    drawn = _drawn(brief, setting, made, progress)
    progress.galleys(setting.composing_room.reused, setting.composing_room.anew)
    progress.stage("Setting", len(drawn))
    begun = []
    for one in drawn:
        progress.step(setting.labels.pieces[one.name].title)
        try:
            piece = setting.piece(one)
            setting.fetch_furniture(piece)
        except KitError as error:
            wrong += error.problems
            continue
        faces = piece.faces.faces
        made.smaller |= {face.name: round(face.fit * 100) for face in faces if face.fit < 1}
        work = partial(_laid_out, piece, setting, means.store)
        means.side_by_side.begin(("laid out", piece.name), work)
        begun.append(piece.name)
    progress.stage("Imposing", len(begun))
    for name in begun:
        progress.step(setting.labels.pieces[name].title)
        try:
            files, faults = means.side_by_side.result(("laid out", name))
        except KitError as error:
            wrong += error.problems
            continue
        made.files += files
        wrong += faults
    wrong += _mailed(made, means, progress)
    if wrong:
        raise KitError(wrong)
    return made


def _drawn(brief: Brief, setting: Setting, made: Made, progress: Progress) -> list[DrawnPiece]:
    """What is to be made, drawn, and begun to be typeset; what is on the cards is noted."""
    drawn = []
    for one in drawings(brief, setting, progress, to_make=True):
        if one.whole.piece.made_as != "pages" and not one.whole.piece.made_after:
            # Where cards were lost, it is only of these that we know what is in print.
            known = one.made if brief.reprint and brief.reprint.lost else one.whole
            made.cards[one.whole.name] = recorded(known.faces) if known else {}
        drawn += [one.made] if one.made else []
    return drawn


def _laid_out(
    piece: SetPiece, setting: Setting, store: Store | None
) -> tuple[tuple[PrintFile, ...], list[Problem]]:
    """The files of a typeset piece, and what is wrong with them."""
    deck = piece.faces.deck
    files = tuple(card_files(piece, deck, setting)) if deck else (page_file(piece, setting),)
    checked = ((file.job.file, file.pdf, file.job.made_for) for file in files)
    return files, [fault for one in checked for fault in faults_found(*one, store)]


def _mailed(made: Made, means: Means, progress: Progress) -> Iterable[Problem]:
    """Add the files for one person each; what is wrong with them."""
    for file in made.files:
        made.mailed |= {name: Beside(file.job.piece, pdf) for name, pdf in file.mailed.items()}
    if not made.mailed:
        return
    progress.stage("Checking", len(made.mailed))
    for name, one in made.mailed.items():
        work = partial(faults_found, name, one.data, "screen", means.store)
        means.side_by_side.begin(("checked", name), work)
    for name in made.mailed:
        progress.step(name)
        yield from means.side_by_side.result(("checked", name))
