"""The words that a kit is made of, and how they are drawn: pack, layouts, labels and pieces.

What was read before in this process is not parsed again while its files hold the same bytes.
"""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from kit.content.folder import names_below
from kit.content.models import Pack
from kit.content.packs import load_pack
from kit.core.errors import KitError
from kit.layout.labels import Labels, load_labels
from kit.layout.overrides import LayoutFolder, layouts_for
from kit.layout.pieces import Piece, load_pieces, piece_files
from kit.system.memory import ReadMemory

_packs, _labels = ReadMemory[Pack](8), ReadMemory[Labels](8)
_pieces = ReadMemory[dict[str, Piece]](2)


@dataclass(frozen=True)
class KitWords:
    """A pack, and the layouts, labels and pieces that it is drawn by."""

    pack: Pack
    layouts: LayoutFolder
    labels: Labels
    pieces: dict[str, Piece]


def kit_words(content: Path, *, allow_layouts: bool | None) -> KitWords:
    """The words in a pack's folder, with what they are drawn by.

    `allow_layouts` is as in layouts_for. Raises KitError with all that is wrong in either.
    """
    # Messages call its files as they were asked for, from wherever that was.
    called = content, content.absolute()
    pack = _packs.made(called, partial(load_pack, content), partial(_names_in, content))
    language = pack.cover.language
    layouts = layouts_for(content, language, allow=allow_layouts)
    folder = layouts.path
    # What is laid over each other lies in another folder each time.
    if layouts.held:
        return KitWords(pack, layouts, load_labels(folder, language), load_pieces(folder))
    labels = _labels.made((folder, language), partial(load_labels, folder, language), tuple)
    pieces = _pieces.made(folder, partial(load_pieces, folder), partial(piece_files, folder))
    return KitWords(pack, layouts, labels, pieces)


def _names_in(content: Path) -> tuple[str, ...] | None:
    """Everything in the folder of a pack; None where that cannot be told, or links are among it."""
    try:
        names = tuple(names_below(content))
        linked = any((content / name).is_symlink() for name in names)
    except (OSError, KitError):
        return None
    return None if linked else names
