"""The layouts' own words, one file a language in layouts/labels/."""

import datetime
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from kit.core.errors import KitError
from kit.reading.validation import load


class FileLabels(BaseModel):
    """The stem of a file's name, and words of its own."""

    model_config = ConfigDict(frozen=True, extra="allow")

    file: str


class PieceLabels(FileLabels):
    """What a piece is called in print as well, and the headings that cards are laid under."""

    title: str
    headings: tuple[str, ...] = ()


class Labels(BaseModel):
    """All labels of a language. What only templates read is kept as it stands.

    `language` is that of the file's name, `decimal` its decimal sign, `date` how a day is written
    and `months` its months. `slug` names a sheet, for
    each way of turning it; `tiles` name the parts of a poster; `parts` end the names of files of
    fronts and backs; `text` is for what is read without print. The rest are names of folders, or
    parts of names of files.
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
    """The labels of a language. KitError where the file is missing or lacks what a piece needs."""
    path = layouts / "labels" / f"{language}.yaml"
    if not path.exists():
        have = " or ".join(sorted(other.stem for other in path.parent.glob("*.yaml")))
        raise KitError.of(
            f"the layouts have no words in {language} yet: set language in pack.yaml to {have}"
        )
    return load(path, str(path), Labels)


def file_name(labels: Labels, piece: str) -> str:
    """The name of the PDF that holds a piece."""
    return f"{labels.pieces[piece].file}.pdf"
