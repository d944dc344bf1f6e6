"""Which cards are printed again: those that were lost, or that changed since they were printed."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from kit.core.errors import Problem
from kit.core.files import Hindrance, UnreadError, whole_file
from kit.layout.faces import Faces
from kit.layout.labels import Labels
from kit.layout.pieces import Piece
from kit.output.manifest import MOST_BYTES, Manifest, parsed
from kit.reprint.card_changes import PieceChanges, changes
from kit.reprint.card_records import recorded
from kit.reprint.lost_cards import Lost, cards_of, lost_cards
from kit.session.asked_names import Asked
from kit.session.attendance import Amount
from kit.session.model import Session
from kit.session.selection import Selection
from kit.typesetting.print_rules import deck_letters
from kit.typesetting.stages import DrawnPiece

_NAME_IT = "name the manifest.json of the kit that you printed"
_UNREAD: Mapping[Hindrance, str] = {
    "missing": f"there is no {{shown}}: {_NAME_IT}",
    "folder": "{shown} is a folder: name the manifest.json in it",
    "special": f"{{shown}} is no ordinary file: {_NAME_IT}",
    "unreadable": "{shown} cannot be read: {reason}",
    "large": f"{{shown}} is too large for a manifest: {_NAME_IT}",
}


@dataclass(frozen=True)
class Reprint:
    """What is printed again: the `lost` cards, or all that is not as it was `before`."""

    lost: Lost = field(default_factory=dict)
    before: Manifest | None = None

    def holds(self, piece: Piece) -> bool:
        """Whether faces of this piece may be printed again: what tells of the kit is not."""
        what = ("cards",) if self.before is None else ("cards", "posters")
        return piece.made_as in what and not piece.made_after

    def of(self, drawn: DrawnPiece, decks: tuple[str, ...]) -> Faces | None:
        """The faces of a piece that are printed again, or None where there are none.

        `decks` are the letters of its decks.
        """
        if self.before is None:
            again = {id_: only for (name, id_), only in self.lost.items() if name == drawn.name}
        else:
            printed = self.changes_in(drawn, decks).printed
            again = {one.id: frozenset(one.decks) for one in printed}
        return _only(drawn.faces, again, decks)

    def changes_in(self, drawn: DrawnPiece, decks: tuple[str, ...]) -> PieceChanges:
        """What has changed in a piece since it was printed."""
        return changes(drawn.name, record_of(drawn), decks, self.before or _NO_KIT)

    def gone(self, name: str) -> PieceChanges:
        """What has changed in a piece of which nothing is made any more."""
        return changes(name, {}, (), self.before or _NO_KIT)

    def records_of_lost(
        self, drawn: DrawnPiece, decks: tuple[str, ...]
    ) -> dict[str, dict[str, object]]:
        """Records of the lost cards: nobody knows what is on the others.

        Nor what is on the same card of decks that did not lose it.
        """
        lost = {id_: only for (name, id_), only in self.lost.items() if name == drawn.name}
        whole = {id_ for id_, only in lost.items() if only is None or only.issuperset(decks)}
        return {id_: card for id_, card in record_of(drawn).items() if id_ in whole}


_NO_KIT = Manifest(files=(), earlier=())


def record_of(drawn: DrawnPiece) -> dict[str, dict[str, object]]:
    """The cards or posters of a piece as they are kept in the manifest, by their ids."""
    return recorded(drawn.faces, drawn.format.printed if drawn.faces.deck else None)


def _only(
    faces: Faces, again: Mapping[str, frozenset[str] | None], decks: tuple[str, ...]
) -> Faces | None:
    """The faces of the subjects of these ids, each for the decks of these letters; None is all."""
    by_id = {face.id: face for face in faces.faces}
    if faces.deck is None:
        wanted = {face.id for face in faces.faces if face.subject in again}
        return faces.only(wanted) if wanted else None
    cards = tuple(card for card in faces.deck.cards if by_id[card.front].subject in again)
    if not cards:
        return None
    only_in = {card.front: again[by_id[card.front].subject] for card in cards}
    some = {id_: letters for id_, letters in only_in.items() if letters and decks}
    deck = replace(faces.deck, cards=cards, only_in=some)
    sides = {side for card in (*cards, deck.blank) for side in (card.front, card.back)}
    return replace(faces.only(sides), deck=deck)


def reprint_of(
    session: Session,
    selection: Selection,
    pieces: Mapping[str, Piece],
    labels: Labels,
    amounts: Mapping[str, Amount],
    problems: list[Problem],
) -> Reprint | None:
    """What the session asks to be printed again, None where everything is printed.

    `pieces` are those of the kit. What cannot be found is added to the problems.
    """
    if session.only_changed is not None:
        before = _before(session, session.only_changed, selection, problems)
        return Reprint(before=before or _NO_KIT)
    # Where no piece was found, that is what is wrong.
    if not session.only or not pieces:
        return None
    again = {name: one for name, one in pieces.items() if Reprint().holds(one)}
    attendance, printing = session.attendance, session.printing
    decks = {
        name: deck_letters(one, amounts.get(name, one.per), printing, attendance)
        for name, one in again.items()
    }
    cards = cards_of(selection, again, labels, attendance, decks, printing.destination)
    if not cards.named:
        titles = ", ".join(labels.pieces[name].title for name in pieces)
        text = f"{session.sources.called('only')} is for cards, and there are none in {titles}"
        problems.append(session.sources.problem("only", text))
        return None
    asked = Asked("only", "card", session.sources)
    return Reprint(lost_cards(session.only, cards, asked, problems))


def _before(
    session: Session, path: Path, selection: Selection, problems: list[Problem]
) -> Manifest | None:
    """The manifest of the kit that was printed, where it is one of the same pack."""
    pack = selection.pack.cover.id
    try:
        before = parsed(whole_file(path, MOST_BYTES))
    except UnreadError as error:
        text = error.in_words(_UNREAD, str(path))
    except ValueError:
        text = f"{path} is no manifest of a kit, or it is damaged: {_NAME_IT}"
    else:
        if before.pack and before.pack != pack:
            text = f"{path} is of a kit of the pack {before.pack}, not of {pack}: {_NAME_IT}"
        elif not any(before.cards.values()):
            text = f"{path} tells of no cards: {_NAME_IT}"
        else:
            return before
    problems.append(session.sources.problem("only-changed", text))
    return None
