"""What is written into a new session file: what was asked for, and what there is to choose."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from kit.authoring.new_session import Choices, Wish, amount_text
from kit.content.models import Pack, plain
from kit.layout.labels import Labels
from kit.layout.pieces import Piece, named_pieces
from kit.pipeline.request import Brief
from kit.session.selection import Selection, select

# What the session has tidied.
_TIDIED = frozenset({"title", "date", "team", "credit", "people", "tables", "column", "printer"})
_OF_SELECTION = frozenset({"areas", "values", "leave-out"})


def wishes_of(brief: Brief, pieces: Mapping[str, Piece], folder: Path) -> dict[str, Wish]:
    """What was asked for, keyed as in a session file that lies in `folder`.

    `pieces` are all there are. Areas, values and pieces are named by their ids.
    """
    session = brief.session
    asked = {key: wish for key, wish in session.asked.wishes.items() if key not in _OF_SELECTION}
    told = {
        key: _written(getattr(session, key) if key in _TIDIED else wish, folder)
        for key, wish in asked.items()
    }
    if _OF_SELECTION & session.asked.wishes.keys():
        told |= chosen(brief.selection)
    if session.pieces:
        names = named_pieces(pieces, brief.labels, session.pieces)
        amounts = {name: brief.amounts.get(name, pieces[name].per) for name in names}
        told["pieces"] = {name: amount_text(amount) for name, amount in amounts.items()}
    return {key: wish for key, wish in told.items() if wish not in ("", None)}


def _written(wish: Any, folder: Path) -> Any:
    if isinstance(wish, Path):
        return _beside(wish, folder)
    return " ".join(wish.split()) if isinstance(wish, str) else wish


def _beside(path: Path, folder: Path) -> str:
    """A path as it is told from a folder; one from the root stays so."""
    if path.is_absolute():
        return path.as_posix()
    told = Path(os.path.relpath(path.absolute(), folder.resolve())).as_posix()
    # At the beginning of a path in a session file, ~ is the user's home.
    return f"./{told}" if told.startswith("~") else told


def chosen(selection: Selection) -> dict[str, Wish]:
    """What to ask for to have this selection: whole areas by their ids, and values beside them.

    An area of which most is chosen stands there as a whole, with what of it is left out.
    """
    areas: list[str] = []
    values: list[str] = []
    left_out: list[str] = []
    for one in selection.areas:
        own = [chosen.value.id for chosen in one.values]
        others = [value.id for value in one.area.values if value.id not in own]
        if len(others) < len(own):
            areas.append(one.area.id)
            left_out += others
        else:
            values += own
    told = {"areas": areas, "values": values, "leave-out": left_out}
    return {key: tuple(ids) for key, ids in told.items() if ids}


def choices_of(
    pack: Pack, pieces: Mapping[str, Piece], labels: Labels, printers: Sequence[str]
) -> Choices:
    """What there is to choose from."""
    return Choices(
        title=plain(pack.cover.title),
        areas={one.area.id: f"{one.number}  {plain(one.area.title)}" for one in select(pack).areas},
        pieces={name: (labels.pieces[name].title, one.per) for name, one in pieces.items()},
        printers=printers,
    )
