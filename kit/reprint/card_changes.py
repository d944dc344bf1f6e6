"""What has changed since a kit was printed: cards to print and cards to take out, and why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kit.core.messages import Message
from kit.core.wording import enumerated
from kit.output.manifest import Manifest, PrintedCard
from kit.reprint.card_records import told_size

# Why a card has changed, by the parts of its record.
_WHY = {
    "text": Message("its text"),
    "motif": Message("its motif"),
    "colours": Message("its colours"),
    "logo": Message("the logo"),
    "layout": Message("its layout"),
}


@dataclass(frozen=True)
class Printed:
    """A card that is printed again, and why. `decks` are those that it is for, () for one deck."""

    id: str
    about: str
    why: str
    decks: tuple[str, ...] = ()


@dataclass(frozen=True)
class PieceChanges:
    """What has changed in one piece.

    `printed` are cards to print, `taken_out` names those to take away, each with the reason.
    `new_decks` are printed whole, and `old_decks` are no longer needed: "" is one without letters.
    """

    printed: tuple[Printed, ...] = ()
    taken_out: tuple[tuple[str, str], ...] = ()
    new_decks: tuple[str, ...] = ()
    old_decks: tuple[str, ...] = ()


def changes(
    name: str, now: Mapping[str, Mapping[str, Any]], decks: tuple[str, ...], before: Manifest
) -> PieceChanges:
    """What has changed in a piece: `now` are records of its cards, `decks` their letters.

    Without a record of the decks that were printed, they are taken to be the same.
    """
    was = before.cards.get(name, {})
    had = before.decks.get(name, decks)
    # Whoever now asks for no decks at all has cards without a letter, to replace those of each.
    new = tuple(deck for deck in decks if deck not in had) if was else ()
    if new and not had:
        every = tuple(Printed(id_, card["about"], "", decks) for id_, card in now.items())
        return PieceChanges(every, new_decks=decks, old_decks=("",))
    known = {card.digest for card in was.values()}
    printed = []
    for id_, card in now.items():
        why = _why(card, was.get(id_), known)
        if why or new:
            printed.append(Printed(id_, card["about"], why, decks if why else new))
    old = tuple(deck for deck in had if deck not in decks) if decks else ()
    return PieceChanges(tuple(printed), tuple(_taken_out(was, now)), new, old)


def _why(card: Mapping[str, Any], was: PrintedCard | None, known: set[str]) -> str:
    """Why a card has to be printed; empty where it has not."""
    if was is not None and _is_other_size(card, was):
        return Message("card format, was {size}", size=told_size(was.size))
    if card["digest"] in known:
        return ""
    return Message("new") if was is None else _differences(card["parts"], was.parts)


def _is_other_size(card: Mapping[str, Any], was: PrintedCard) -> bool:
    return bool(was.size) and card.get("size", was.size) != was.size


def _differences(now: Mapping[str, str], was: Mapping[str, str]) -> str:
    """Which parts differ, of those that were recorded."""
    differ = [why for part, why in _WHY.items() if was.get(part, now[part]) != now[part]]
    # Type is set around the words and pictures that there are: it changes along with them.
    if len(differ) > 1 and _WHY["layout"] in differ:
        differ.remove(_WHY["layout"])
    if was.get("number", now["number"]) != now["number"]:
        had = Message("its number, was {number}", number=was["number"])
        differ.insert(0, had if was["number"] else Message("its number, was none"))
    return enumerated(differ) if differ else Message("changed")


def _taken_out(
    was: Mapping[str, PrintedCard], now: Mapping[str, Mapping[str, Any]]
) -> Iterator[tuple[str, str]]:
    """The printed cards that are no longer right, each with the reason."""
    still = {card["digest"] for card in now.values()}
    for id_, card in was.items():
        new = now.get(id_)
        if card.digest in still and not (new and _is_other_size(new, card)):
            continue
        if new is None:
            yield card.about, Message("no longer in the kit")
        elif new["about"] == card.about:
            yield card.about, Message("replaced")
        else:
            yield card.about, Message("now {card}", card=new["about"])
