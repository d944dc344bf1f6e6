"""The pipeline from wishes to finished files, a line a stage."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from kit import __version__
from kit.brief import Brief, brief_of
from kit.card_files import card_files
from kit.content import plain
from kit.delivery import Delivered, check_folder, deliver, digest
from kit.errors import KitError, Problem
from kit.labels import Labels
from kit.page_files import page_file
from kit.pieces import Piece
from kit.planning import setting_of
from kit.preflight import refuse_faults
from kit.preview import contact_sheet, cut_sheet, page_pictures
from kit.print_file import PrintFile
from kit.printing import Printing
from kit.session import Session
from kit.setting import Setting

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

    `smaller` are the faces that were made to fit, with the size of their type in percent. `notices`
    are what the user should know of the machine, `delivered` what became of the output folder.
    """

    brief: Brief
    files: tuple[PrintFile, ...]
    pictures: Mapping[str, Picture]
    smaller: Mapping[str, int]
    notices: tuple[str, ...]
    delivered: Delivered = field(default_factory=lambda: Delivered({}))

    def manifest(self) -> dict[str, Any]:
        """What is in the kit and what it was made from, in plain types."""
        selection = self.brief.selection
        cover = selection.pack.cover
        return {
            "kit": __version__,
            "pack": cover.id,
            "language": cover.language,
            "title": plain(cover.title),
            "areas": [area.area.id for area in selection.areas],
            "values": [
                {"number": one.number, "id": one.value.id, "name": plain(one.value.name)}
                for one in selection.values
            ],
            "printing": self.brief.session.printing.model_dump(mode="json", by_alias=True),
            "files": [
                *({**file.job.as_dict(), "sha256": digest(file.pdf)} for file in self.files),
                *(
                    {"file": name, "piece": picture.piece, "sha256": digest(picture.png)}
                    for name, picture in self.pictures.items()
                ),
            ],
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
    files, smaller = _made(setting, pieces, tell)
    refuse_faults((file.job.file, file.pdf, file.job.made_for) for file in files)
    pictures = _pictures(files, labels, printing)
    kit = Kit(brief, files, pictures, smaller, setting.notices)
    everything = {file.job.file: file.pdf for file in files}
    everything |= {name: picture.png for name, picture in pictures.items()}
    some = bool(session.pieces) and not session.asked.is_written("pieces")
    delivered = deliver(session.out, everything, kit.manifest(), keep_others=some)
    return replace(kit, delivered=delivered)


def _made(
    setting: Setting, pieces: Mapping[str, Piece], tell: Callable[[str], None]
) -> tuple[tuple[PrintFile, ...], dict[str, int]]:
    """The files of every piece; those that tell of the others come last. And what became smaller.

    Raises KitError for all texts that do not fit, of all pieces.
    """
    files: list[PrintFile] = []
    smaller: dict[str, int] = {}
    wrong: list[Problem] = []
    for name, piece in sorted(pieces.items(), key=lambda item: item[1].made_after):
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
