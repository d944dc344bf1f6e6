"""The keywords of a session with the types that they take: `pytest --golden` writes this anew."""
# fmt: off

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal, TypedDict


class Keywords(TypedDict, total=False):
    """What a session takes, by keyword. None is as good as leaving one out."""

    content: Path | str | None
    allow_layouts: bool | None
    out: Path | str | None
    title: str | None
    date: datetime.date | str | None
    team: str | None
    credit: str | None
    logo: Path | str | None
    people: int | str | None
    tables: int | str | None
    participants: Path | str | Sequence[str | int] | None
    column: str | None
    sheet: str | None
    areas: str | Sequence[str | int] | None
    values: str | Sequence[str | int] | None
    leave_out: str | Sequence[str | int] | None
    with_area: bool | None
    pieces: str | Mapping[str, str | int | None] | Sequence[str] | None
    printer: str | None
    individual: bool | None
    only: str | Sequence[str | int] | None
    only_changed: Path | str | None
    paper: Literal["A4", "A3", "Letter", "Tabloid", "SRA3"] | None
    card: Literal["standard", "poker", "tarot", "business", "A7", "A6"] | None
    margin: float | str | None
    gutter: float | str | None
    flip: Literal["long", "short", "none", "fold"] | None
    separate_backs: bool | None
    order: Literal["stack", "rows"] | None
    decks: int | str | None
    marks: Literal["crop", "lines", "none"] | None
    marks_on: Literal["front", "both"] | None
    back_offset: str | Sequence[float] | None
    posters: Literal["A3", "A4", "A2", "Tabloid", "Letter"] | None
    full_size: bool | None
    destination: Literal["office", "print-shop", "screen"] | None
    icc: Path | str | None
    png: bool | None
    ink: Literal["normal", "saver", "grey"] | None
    preview: bool | None
