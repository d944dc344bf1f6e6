"""The text of a session file: every key is explained, and has a # where it was not asked for."""

import os
import re
import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kit.content.models import Pack
from kit.core.messages import Message
from kit.core.spelling import plain
from kit.layout.labels import Labels
from kit.layout.pieces import Piece, named_pieces
from kit.pipeline.request import Request
from kit.reading.yaml_writing import Value, yaml_value
from kit.session.attendance import Amount
from kit.session.model import Session
from kit.session.option import PARTS, Option, in_group
from kit.session.options import OF_PRINTING, OPTIONS
from kit.session.selection import Selection, select

# One thing asked for, as it may stand behind its key; a mapping has a line for each of its own.
Wish = Value | Mapping[str, str]

_WIDTH = 88
_WIDTH_OF_HEAD = 98
_HEAD = (
    Message("A session for `kit`: who comes, to how many tables, and what to choose."),
    Message(
        "What stands behind a # is not read. Take the # away in front of a key to ask for it, and "
        "change what stands behind its colon."
    ),
    Message("Files are looked for beside this one."),
)
_KEPT = Message("You keep: {printers}")
# A figure stands without quotes, if it is not written with a comma.
_BARE_FIGURE = re.compile(r"\d{1,8}(?:\.\d{1,8})?")

_OF_SELECTION = frozenset({"areas", "values", "leave-out", "with-area"})


@dataclass(frozen=True)
class Choices:
    """What there is to choose from: what comments list, each id with what it is called.

    `areas` have their numbers before their titles; `pieces` have the amount that they are made in.
    """

    title: str
    areas: Mapping[str, str]
    pieces: Mapping[str, tuple[str, Amount]]
    printers: Sequence[str] = ()


def session_text(
    wishes: Mapping[str, Wish], choices: Choices, said: Callable[[str], str] = str
) -> str:
    """The text of a session file that asks for `wishes`, which have its keys.

    `said` says its comments in a language.

    Without wishes for areas and values all areas stand there, so no file is empty.
    """
    if not {"areas", "values"} & wishes.keys():
        wishes = {**wishes, "areas": tuple(choices.areas)}
    head = (line for one in _HEAD for line in _comment(said(one), _WIDTH_OF_HEAD))
    parts = [f"{line}\n" for line in head]
    for group in PARTS:
        parts.append(f"\n# ---- {said(group.in_file)} ----\n")
        for option in in_group(OPTIONS.values(), group):
            if not option.is_of_one_run:
                parts.append("\n" + "\n".join(_entry(option, wishes, choices, said)) + "\n")
    return "".join(parts)


def _comment(text: str, width: int = _WIDTH) -> list[str]:
    """The lines of a comment."""
    return textwrap.wrap(_seen(text), width, initial_indent="# ", subsequent_indent="# ")


def _entry(
    option: Option, wishes: Mapping[str, Wish], choices: Choices, said: Callable[[str], str]
) -> Iterator[str]:
    """The lines of one key: what it is for, what there is to choose from, and the wish itself."""
    key = option.key
    # The help of an option names others as they are typed.
    own = option.comment and said(option.comment)
    yield from _comment(own or said(option.help).replace("--", ""))
    if key == "areas":
        widest = max(map(len, choices.areas))
        yield from (f"#   {id_:<{widest}}  {_seen(t)}" for id_, t in choices.areas.items())
    if key == "printer" and choices.printers:
        yield f"# {said(_KEPT.with_values(printers=_seen(', '.join(choices.printers))))}"
    if key == "pieces":
        yield from _pieces(wishes.get(key), choices)
    elif (wish := wishes.get(key)) is not None and not isinstance(wish, Mapping):
        yield f"{key}: {_value(option, wish)}"
    else:
        yield f"#{key}: {said(_example(option, choices))}"


def _pieces(wish: Wish | None, choices: Choices) -> Iterator[str]:
    """A line for each piece there is, with a # before those that are not wished for."""
    amounts = wish if isinstance(wish, Mapping) else {}
    lines = {
        name: f"{name}: {amounts.get(name) or amount_text(amount)}"
        for name, (_, amount) in choices.pieces.items()
    }
    widest = max(map(len, lines.values())) + 2
    yield "pieces:" if amounts else "#pieces:"
    for name, line in lines.items():
        begin = "  " if name in amounts else "#  "
        yield f"{begin}{line:<{widest}}# {_seen(choices.pieces[name][0])}"


def amount_text(amount: Amount) -> str:
    """An amount as it is written behind a piece."""
    return str(amount) if isinstance(amount, int) else f"per {amount}"


def _example(option: Option, choices: Choices) -> str:
    """What is shown behind a key that was not asked for: its default, or an example."""
    if option.key == "title":
        return yaml_value(choices.title)
    if option.key == "areas":
        return yaml_value(tuple(choices.areas))
    if option.key == "printer" and choices.printers:
        return yaml_value(choices.printers[0])
    own = option.default
    return option.example or (own.lower() if isinstance(own, str) else yaml_value(own))


def _value(option: Option, wish: Value) -> str:
    is_bare = option.is_figure and isinstance(wish, str) and _BARE_FIGURE.fullmatch(wish)
    return str(wish) if is_bare else yaml_value(wish)


def _seen(text: str) -> str:
    """A text for a comment: on one line, without what no YAML may hold."""
    return "".join(sign for sign in " ".join(text.split()) if sign.isprintable())


def wishes_of(request: Request, pieces: Mapping[str, Piece], folder: Path) -> dict[str, Wish]:
    """What was asked for, keyed as in a session file that lies in `folder`.

    `pieces` are all there are. Areas, values and pieces are named by their ids.
    """
    session = request.session
    wishes = {key: wish for key, wish in session.sources.wishes.items() if key not in _OF_SELECTION}
    told = {
        key: _file_value(_tidied(session, OPTIONS[key], wish), folder)
        for key, wish in wishes.items()
    }
    if _OF_SELECTION & session.sources.wishes.keys():
        told |= chosen(request.selection)
        if session.sources.wishes.get("with-area") is not None and "values" in told:
            told.setdefault("with-area", session.with_area)
    if session.pieces:
        names = named_pieces(pieces, request.labels, session.pieces)
        amounts = {name: request.amounts.get(name, pieces[name].per) for name in names}
        told["pieces"] = {name: amount_text(amount) for name, amount in amounts.items()}
    return {key: wish for key, wish in told.items() if wish not in ("", None)}


def _tidied(session: Session, option: Option, wish: Any) -> Any:
    """What the session made of one text, or else the wish as it was said."""
    if option.key == "participants" and session.names and not isinstance(wish, (list, tuple)):
        read = session.names_read
        # Names that were written out in place of a file.
        return session.names if read and not read.file else wish
    as_said = option.is_switch or option.is_repeated or option.names_file
    return wish if as_said or option.key in OF_PRINTING else getattr(session, option.name)


def _file_value(wish: Any, folder: Path) -> Any:
    if isinstance(wish, Path):
        return _beside(wish, folder)
    return " ".join(wish.split()) if isinstance(wish, str) else wish


def _beside(path: Path, folder: Path) -> str:
    """A path as it is told from a folder; one from the root stays so, unless it is in there."""
    if path.is_absolute() and not path.is_relative_to(folder.absolute()):
        return path.as_posix()
    told = Path(os.path.relpath(path.absolute(), folder.resolve())).as_posix()
    # At the beginning of a path in a session file, ~ is the user's home.
    return f"./{told}" if told.startswith("~") else told


def chosen(selection: Selection) -> dict[str, Wish]:
    """What to ask for to have this selection: whole areas by their ids, and values beside them.

    An area of which most is chosen stands there as a whole, with what of it is left out. So does
    every other that comes along, unless all do: then all that is asked for has its area.
    """
    areas: list[str] = []
    values: list[str] = []
    left_out: list[str] = []
    whole = {area.id: area.values for area in selection.pack.areas}
    all_along = selection.areas_along == selection.areas
    with_area = False
    for one in selection.areas:
        own = [chosen.id for chosen in one.values]
        others = [value.id for value in whole[one.id] if value.id not in own]
        few = len(others) >= len(own)
        if one.comes_along and not (few and all_along):
            areas.append(one.id)
            left_out += others
        else:
            values += own
            with_area = with_area or one.comes_along
    told = {"areas": areas, "values": values, "leave-out": left_out}
    listed: dict[str, Wish] = {key: tuple(ids) for key, ids in told.items() if ids}
    return {**listed, **({"with-area": True} if with_area else {})}


def choices_of(
    pack: Pack, pieces: Mapping[str, Piece], labels: Labels, printers: Sequence[str]
) -> Choices:
    """What there is to choose from."""
    return Choices(
        title=plain(pack.cover.title),
        areas={one.id: f"{one.number}  {plain(one.title)}" for one in select(pack).areas},
        pieces={
            name: (labels.pieces[name].title, one.per)
            for name, one in pieces.items()
            # Slides come along with whatever is shown on them.
            if one.made_as != "slides"
        },
        printers=printers,
    )
