"""Finished files and all that is known of them: of one piece, and of a whole kit."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kit.imposition.cut_out import CutOut
from kit.imposition.print_job import PrintJob


@dataclass(frozen=True)
class FinishedFile:
    """A finished PDF and how to print it.

    `pictures` are what the pictures of its pages are called, without the ending, where each page is
    a face of its own. `fronts` and `backs` are the cards of its first sheet, to show it as it will
    look cut. `mailed` are files beside it for one person each, by their paths in the output folder.
    """

    job: PrintJob
    pdf: bytes
    pictures: tuple[str, ...] = ()
    fronts: tuple[CutOut, ...] = ()
    backs: tuple[CutOut, ...] = ()
    mailed: Mapping[str, bytes] = field(default_factory=dict)


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
