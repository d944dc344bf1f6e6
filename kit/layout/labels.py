"""Labels: the words of the layouts themselves, by language, and a pack's changes to them."""

import datetime
import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from string import Formatter
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from kit.content.printable import unprintable
from kit.core.errors import KitError, Problem
from kit.core.messages import Message
from kit.core.paths import FONTS
from kit.core.wording import cut_short, either
from kit.reading.document import Document, Location
from kit.reading.validation import load

# Labels that become the names of files and folders, or parts of such.
_NAMES_FILES = re.compile(r"file|.*_file|.*_folder")
_FILE_NAME = re.compile(r"[^\W_](?:[\w -]{0,58}\w)?")
# The labels that a piece of the pack's own cannot do without.
_NEEDED_OF_NEW_PIECES = ("title", "file")
_NO_KEYS = Message("{key} must hold keys: change it")
# A place for a word that the layouts do not fill, where they fill others, and where they fill none.
_NO_SUCH_PLACE = Message(
    "{key} has a place {place} that is not filled; there is {places}: change it"
)
_NO_PLACE = Message("{key} has a place {place} that is not filled; there is none: change it")


class FileLabels(BaseModel):
    """Labels of something that becomes a file; `file` is its name without the ending."""

    model_config = ConfigDict(frozen=True, extra="allow")

    file: str


class PieceLabels(FileLabels):
    """Labels of a piece: its printed title, and the headings that cards are laid under, if any.

    Of slides they are also the `bookmarks` that no text of the pack heads, and the ends of the
    names of their pictures.
    """

    title: str
    headings: tuple[str, ...] = ()
    bookmarks: dict[str, str] = Field(default_factory=dict)


class Labels(BaseModel):
    """All labels of a language; those that only templates read are kept unchecked.

    `language` is that of the file's name, `decimal` its decimal sign, `date` how a day is written
    and `months` its months. `slug` names a sheet, for each way of turning it; `tiles` name the
    parts of a poster; `parts` end the names and titles of files of fronts and backs; `text` is for
    what is read without print. The rest are names of folders, or parts of names of files.
    """

    model_config = ConfigDict(frozen=True, extra="allow")

    language: str
    decimal: str
    date: str
    months: Annotated[tuple[str, ...], Field(min_length=12, max_length=12)]
    slug: dict[str, str]
    tiles: dict[str, str]
    parts: dict[str, str]
    back_file: str
    again_file: str
    individual_folder: str
    calibration_file: str
    cut_file: str
    preview_folder: str
    picture_folder: str
    text: FileLabels
    pieces: dict[str, PieceLabels]

    def day(self, date: datetime.date) -> str:
        """A day as the language writes it."""
        return self.date.format(day=date.day, month=self.months[date.month - 1], year=date.year)


def load_labels(layouts: Path, language: str) -> Labels:
    """Read the labels of a language from layouts/labels/.

    Raises KitError where the file is missing or lacks what a piece needs.
    """
    path = layouts / "labels" / f"{language}.yaml"
    if not path.exists():
        raise KitError.of(
            Message(
                "the layouts have no words in {language} yet: set language in pack.yaml to "
                "{others}",
                language=language,
                others=either(sorted(other.stem for other in path.parent.glob("*.yaml"))),
            )
        )
    return load(path, str(path), Labels)


def file_name(labels: Labels, piece: str) -> str:
    """The name of the PDF that holds a piece."""
    return f"{labels.pieces[piece].file}.pdf"


def labels_laid_over(
    known: Mapping[str, Any],
    path: Path,
    shown: str,
    own_pieces: Collection[str],
    left_out: Collection[str] = (),
) -> dict[str, Any]:
    """The layouts' labels, with those that a pack's file changes in their place.

    `own_pieces` are pieces that the pack brings: their labels are new. Those of pieces that are
    `left_out`, since nobody allowed its layouts, are looked at and not taken. Raises KitError with
    all that is wrong: a label that there is not, one of another kind, a place for a word that the
    layouts do not fill, a name that no file can have.
    """
    document = Document(path, shown, as_written=True)
    over = _LabelOverrides(document, own_pieces, left_out)
    laid = over.laid(known, document.data, ())
    laid_pieces = laid.get("pieces", {}) if isinstance(laid, dict) else {}
    problems = [*document.problems, *over.problems, *_shared_file_names(document, laid_pieces)]
    for text, at in document.texts():
        problems += [
            document.letter_problem(at, sign, told) for sign, told in unprintable(text, FONTS)
        ]
    if problems:
        raise KitError(problems)
    return dict(laid)


class _LabelOverrides:
    """Lays a pack's labels over the layouts', and collects what is wrong with them."""

    def __init__(
        self, document: Document, own_pieces: Collection[str], left_out: Collection[str]
    ) -> None:
        self.problems: list[Problem] = []
        self._document = document
        self._own_pieces = own_pieces
        self._left_out = left_out

    def laid(self, known: Any, own: Any, at: Location) -> Any:
        """A label, or all below it, as the pack has it, or as it was where the pack has none."""
        if own is None:
            return known
        if isinstance(known, Mapping):
            return self._laid_keys(known, own, at)
        if isinstance(known, list):
            same = isinstance(own, list) and len(own) == len(known)
            if not same or not all(isinstance(one, str) for one in own):
                told = Message("{key} must be a list of {count} texts: change it")
                self._add_problem(at, told, count=len(known))
                return known
            return own
        if not isinstance(own, str):
            self._add_problem(at, Message("{key} must be text: change it"))
            return known
        if isinstance(known, str):
            self._check_placeholders(known, own, at)
        if _NAMES_FILES.fullmatch(str(at[-1])) or "parts" in at:
            self._check_file_name(own, at)
        return own

    def _check_placeholders(self, known: str, own: str, at: Location) -> None:
        places = _placeholders(known)
        if unknown := _placeholders(own) - places:
            told = _NO_SUCH_PLACE if places else _NO_PLACE
            shown = f"{{{min(unknown)}}}"
            self._add_problem(at, told, place=shown, places=tuple(sorted(places)))

    def _laid_keys(self, known: Mapping[str, Any], own: Any, at: Location) -> dict[str, Any]:
        made = dict(known)
        if not isinstance(own, dict):
            self._add_problem(at, _NO_KEYS)
            return made
        for key, value in own.items():
            here = (*at, key)
            if at == ("pieces",) and key in self._own_pieces and key not in known:
                made[key] = self._new_piece(value, here)
            elif at == ("pieces",) and key in self._left_out and key not in known:
                self._new_piece(value, here)
            elif key in known:
                made[key] = self.laid(known[key], value, here)
            else:
                text = Message(
                    "the layouts have no label {key}: look at how it is spelt there",
                    key=cut_short(key),
                )
                self.problems.append(self._document.problem(here, text, on_key=True))
        return made

    def _new_piece(self, value: Any, at: Location) -> dict[str, Any]:
        """The labels of a piece that the pack brings: any, but it needs a title and a file."""
        if not isinstance(value, dict):
            self._add_problem(at, _NO_KEYS)
            return {}
        for key in _NEEDED_OF_NEW_PIECES:
            if not isinstance(value.get(key), str):
                told = Message("{key} is missing, or no text: change it")
                self._add_problem((*at, key), told)
        if isinstance(value.get("file"), str):
            self._check_file_name(value["file"], (*at, "file"))
        return value

    def _check_file_name(self, name: str, at: Location) -> None:
        if not _FILE_NAME.fullmatch(name):
            told = Message(
                "{key} must be part of a file's name: letters, digits, hyphens and spaces: "
                "change it"
            )
            self._add_problem(at, told)

    def _add_problem(self, at: Location, told: Message, **values: Any) -> None:
        """Note a problem with a label, which messages call {key}."""
        key = ".".join(cut_short(str(part)) for part in at) or Message("the file")
        self.problems.append(self._document.problem(at, told.with_values(key=key, **values)))


def _placeholders(text: str) -> set[str]:
    """The placeholders of a label, such as `count` of {count}; "…" for a brace without its pair."""
    try:
        parts = list(Formatter().parse(text))
    except ValueError:
        return {"…"}
    return {
        name + (f"!{how}" if how else "") + (f":{spec}" if spec else "")
        for _, name, spec, how in parts
        if name is not None
    }


def _shared_file_names(document: Document, pieces: Mapping[str, Any]) -> Iterator[Problem]:
    """A problem for each piece whose PDF would have the name of another's."""
    taken: dict[str, str] = {}
    for name, labels in pieces.items():
        file = str(labels.get("file", "")).casefold() if isinstance(labels, Mapping) else ""
        if file and file in taken:
            text = Message(
                "{name} would have the file of {other}: give them two names",
                name=name,
                other=taken[file],
            )
            yield document.problem(("pieces", name, "file"), text)
        taken.setdefault(file, name)
