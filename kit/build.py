"""The pipeline from wishes to finished files, a line a stage."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from kit import __version__
from kit.bundled import FONTS, LAYOUTS
from kit.card_files import card_files
from kit.colour_profile import read_profile
from kit.content import Pack, plain
from kit.delivery import Delivered, check_folder, deliver, digest
from kit.errors import KitError, Problem
from kit.labels import Labels, load_labels
from kit.packs import load_pack
from kit.page_files import page_file
from kit.pieces import Piece, load_pieces, named_pieces
from kit.preflight import refuse_faults
from kit.preview import contact_sheet, cut_sheet, page_pictures
from kit.print_file import PrintFile
from kit.printing import Printing
from kit.selection import Selection, select
from kit.session import Session
from kit.setting import Setting
from kit.subjects import subjects

# What online whiteboards show sharply when a card fills the screen.
PNG_DPI = 300


@dataclass(frozen=True)
class Picture:
    """A picture of a face or a file, and the piece that it shows."""

    piece: str
    png: bytes


@dataclass(frozen=True)
class Kit:
    """What a build made.

    `left_out` are the titles of pieces for which the chosen areas hold nothing, `smaller` the faces
    that were made to fit, with the size of their type in percent. `notices` are what the user
    should know of the machine, `delivered` what became of the output folder.
    """

    selection: Selection
    printing: Printing
    files: tuple[PrintFile, ...]
    pictures: Mapping[str, Picture]
    left_out: tuple[str, ...]
    smaller: Mapping[str, int]
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
            "printing": self.printing.model_dump(mode="json", by_alias=True),
            "files": [
                *({**file.job.as_dict(), "sha256": digest(file.pdf)} for file in self.files),
                *(
                    {"file": name, "piece": picture.piece, "sha256": digest(picture.png)}
                    for name, picture in self.pictures.items()
                ),
            ],
            "left_out": list(self.left_out),
            "smaller_type": dict(self.smaller),
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
    printing = session.printing
    profile = read_profile(printing.icc) if printing.icc else None
    setting = Setting(selection, labels, printing, profile, LAYOUTS, FONTS)
    check_folder(
        session.out, [file for name, piece in full.items() for file in setting.files(name, piece)]
    )
    files, smaller = _made(setting, full, tell)
    refuse_faults((file.job.file, file.pdf, file.job.made_for) for file in files)
    pictures = _pictures(files, labels, printing)
    kit = Kit(selection, printing, files, pictures, left_out, smaller, setting.notices)
    everything = {file.job.file: file.pdf for file in files}
    everything |= {name: picture.png for name, picture in pictures.items()}
    some = bool(session.pieces)
    delivered = deliver(session.out, everything, kit.manifest(), keep_others=some)
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


def _made(
    setting: Setting, pieces: Mapping[str, Piece], tell: Callable[[str], None]
) -> tuple[tuple[PrintFile, ...], dict[str, int]]:
    """The files of every piece; those that tell of the others come last. And what became smaller.

    Raises KitError for all texts that do not fit, of all pieces.
    """
    files: list[PrintFile] = []
    smaller: dict[str, int] = {}
    wrong: list[Problem] = []
    for name, piece in sorted(pieces.items(), key=lambda item: item[1].tells_of_the_kit):
        tell(setting.labels.pieces[name].title)
        plan = setting.plan([file.job for file in files])
        try:
            made = setting.piece(name, piece, plan)
        except KitError as error:
            wrong += error.problems
            continue
        if made is None:
            continue
        smaller |= {one.name: round(one.fit * 100) for one in made.faces.faces if one.fit < 1}
        if made.faces.deck:
            files += card_files(made, made.faces.deck, setting)
        else:
            files.append(page_file(made, setting))
    if wrong:
        raise KitError(wrong)
    return tuple(files), smaller


def _pictures(files: Sequence[PrintFile], labels: Labels, printing: Printing) -> dict[str, Picture]:
    """The pictures asked for, by their paths in the output folder: of faces, and of files."""
    pictures: dict[str, Picture] = {}
    for file in files:
        piece = file.job.piece
        stem = file.job.file.removesuffix(".pdf")
        if printing.preview:
            folder = labels.preview_folder
            whole = contact_sheet(file.pdf, pairs=file.job.sides == 2)
            pictures[f"{folder}/{stem}.png"] = Picture(piece, whole)
            if file.fronts:
                cut = cut_sheet(file.pdf, file.fronts, file.backs)
                pictures[f"{folder}/{stem}-{labels.cut_file}.png"] = Picture(piece, cut)
        if printing.png and file.faces:
            shown = zip(file.faces, page_pictures(file.pdf, PNG_DPI), strict=True)
            for face, picture in shown:
                pictures[f"{labels.picture_folder}/{face.file}.png"] = Picture(piece, picture)
    return pictures
