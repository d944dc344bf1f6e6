"""Which cards are printed again: those that were lost, or that changed since they were printed."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kit.core.errors import Problem
from kit.core.files import digest
from kit.layout.faces import Face, Faces
from kit.layout.labels import Labels
from kit.layout.pieces import Piece
from kit.layout.subjects import ValueSubject, subjects
from kit.session.attendance import Attendance
from kit.session.model import Session
from kit.session.selection import Asked, Named, Selection, find

# So many of the 64 signs of a digest are kept: they tell any two cards apart.
_SIGNS = 16

# For each piece, its cards by their ids: what each is about, and the digest of what is on it.
Record = Mapping[str, Mapping[str, Mapping[str, str]]]


@dataclass(frozen=True)
class Reprint:
    """What is printed again: the `lost` cards, by piece and id, or all that are not `known`.

    `known` are the digests of cards that were printed before.
    """

    lost: frozenset[tuple[str, str]] = frozenset()
    known: frozenset[str] | None = None

    def holds(self, piece: Piece) -> bool:
        """Whether faces of this piece may be printed again: what tells of the kit is not."""
        what = ("cards",) if self.known is None else ("cards", "posters")
        return piece.made_as in what and not piece.made_after

    def of(self, name: str, faces: Faces) -> Faces | None:
        """The faces of a piece that are printed again, or None where there are none."""
        record = recorded(faces)
        if self.known is None:
            again = {subject for piece, subject in self.lost if piece == name}
        else:
            again = {key for key, card in record.items() if card["digest"] not in self.known}
        return _only(faces, again) if again & record.keys() else None


def _only(faces: Faces, again: set[str]) -> Faces:
    by_id = {face.id: face for face in faces.faces}
    if faces.deck is None:
        return faces.only({face.id for face in faces.faces if face.subject in again})
    cards = tuple(card for card in faces.deck.cards if by_id[card.front].subject in again)
    deck = replace(faces.deck, cards=cards)
    sides = {side for card in (*cards, deck.blank) for side in (card.front, card.back)}
    return replace(faces.only(sides), deck=deck)


def recorded(faces: Faces) -> dict[str, dict[str, str]]:
    """The cards or posters of a piece as they are kept in the manifest, by their ids."""
    by_id = {face.id: face for face in faces.faces}
    if faces.deck is None:
        sides: Iterable[tuple[Face, ...]] = ((face,) for face in faces.faces)
    else:
        sides = ((by_id[card.front], by_id[card.back]) for card in faces.deck.cards)
    return {one[0].subject: {"about": one[0].about, "digest": _card_digest(one)} for one in sides}


def _card_digest(sides: tuple[Face, ...]) -> str:
    """What is the same for cards that have the same on them, whatever size they are made in."""
    drawn = "\n".join(f"{face.kind} {face.palette}\n{face.html}{face.beside}" for face in sides)
    return digest(drawn.encode())[:_SIGNS]


def reprint_of(
    session: Session,
    selection: Selection,
    pieces: Mapping[str, Piece],
    labels: Labels,
    problems: list[Problem],
) -> Reprint | None:
    """What the session asks to be printed again, None where everything is printed.

    What cannot be found is added to the problems.
    """
    if session.only_changed is not None:
        return Reprint(known=_known(session, session.only_changed, problems))
    if not session.only:
        return None
    cards = list(_cards(selection, pieces, labels, session.attendance))
    lost = find(session.only, cards, Asked("only", "card", session.sources), problems)
    return Reprint(lost=frozenset(lost))


def _cards(
    selection: Selection, pieces: Mapping[str, Piece], labels: Labels, attendance: Attendance
) -> Iterator[Named[tuple[str, str]]]:
    """Every card with its number, if it has one, and its id."""
    for name, piece in pieces.items():
        if piece.made_as == "cards" and not piece.made_after:
            for subject in subjects(piece, selection, labels.pieces[name], attendance):
                number, title = subject.id, subject.about
                if isinstance(subject, ValueSubject):
                    number, title = subject.value.number, subject.value.name
                yield Named((name, subject.id), number, subject.id, title)


def _known(session: Session, manifest: Path, problems: list[Problem]) -> frozenset[str]:
    """The digests of the cards in a manifest."""
    try:
        held: Any = json.loads(manifest.read_text(encoding="utf-8"))
        cards = held["cards"].values()
        return frozenset(card["digest"] for piece in cards for card in piece.values())
    except FileNotFoundError:
        text = f"there is no {manifest}: name the manifest.json of the kit that you printed"
    except IsADirectoryError:
        text = f"{manifest} is a folder: name the manifest.json in it"
    except OSError as error:
        text = f"{manifest} cannot be read: {error.strerror or error}"
    except (ValueError, KeyError, TypeError, AttributeError):
        text = f"{manifest} tells of no cards: name the manifest.json of the kit that you printed"
    problems.append(session.sources.problem("only-changed", text))
    return frozenset()
