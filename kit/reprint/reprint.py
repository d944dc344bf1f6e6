"""Which cards are printed again: those that were lost, or that changed since they were printed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from kit.core.errors import Problem
from kit.core.messages import Message
from kit.layout.faces import Faces
from kit.layout.labels import Labels
from kit.layout.pieces import Piece, load_card_looks
from kit.output.manifest import MOST_BYTES, Manifest, parsed
from kit.reprint.card_changes import PieceChanges, changes
from kit.reprint.card_records import recorded
from kit.reprint.kit_before import faults_of_another_kit, is_another
from kit.reprint.kit_there import AgainBeside, KitThere, kit_there, problem_of_pack
from kit.reprint.lost_cards import Cards, Lost, cards_of, lost_cards
from kit.session.asked_names import Asked
from kit.session.attendance import Amount
from kit.session.model import Session
from kit.session.precedence import OF_CHOICE
from kit.session.selection import Selection, select
from kit.system.files import Hindrance, UnreadError, whole_file
from kit.typesetting.print_rules import deck_letters
from kit.typesetting.stages import DrawnPiece

_NAME_IT = Message("name the manifest.json of the kit that you printed")
_UNREAD: Mapping[Hindrance, str] = {
    "missing": Message("there is no {shown}: name the manifest.json of the kit that you printed"),
    "folder": Message("{shown} is a folder: name the manifest.json in it"),
    "special": Message(
        "{shown} is no ordinary file: name the manifest.json of the kit that you printed"
    ),
    "unreadable": Message("{shown} cannot be read: {reason}"),
    "large": Message(
        "{shown} is too large for a manifest: name the manifest.json of the kit that you printed"
    ),
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


@dataclass(frozen=True)
class AskedAgain:
    """What a session may ask to be printed again: `pieces` are those of the kit.

    `amounts` are how many are wanted of them, `layouts` the folder of those that they are drawn by.
    They are laid `beside` the kit in the session's folder, or go nowhere.
    """

    session: Session
    selection: Selection
    pieces: Mapping[str, Piece]
    labels: Labels
    amounts: Mapping[str, Amount]
    layouts: Path
    beside: bool = True

    @cached_property
    def there(self) -> KitThere:
        """The kit that the cards are for."""
        return kit_there(self.session.out if self.beside else None)

    def reprint(self, problems: list[Problem]) -> Reprint | None:
        """What is printed again, None where everything is printed.

        What cannot be found, and what does not fit the kit that it is for, is added to the
        problems.
        """
        session = self.session
        # Where no piece was found, that is what is wrong.
        if session.only_changed is None and not (session.only and self.pieces):
            return None
        if session.printing.destination == "screen":
            key, called = "only" if session.only else "only-changed", session.sources.called
            screen = f"{called('for')} screen"
            text = Message(
                "{option} is for paper, not {screen}: take one of the two away",
                option=called(key),
                screen=screen,
            )
            problems.append(session.sources.problem(key, text))
            return None
        before = None
        if session.only_changed is not None:
            before = self._before(session.only_changed, problems)
            if before is None:
                return None
        if of_pack := problem_of_pack(session, self.selection, self.there):
            problems.append(of_pack)
            return None
        return Reprint(before=before) if before else self._lost(problems)

    def _lost(self, problems: list[Problem]) -> Reprint | None:
        session, sources = self.session, self.session.sources
        again = {name: one for name, one in self.pieces.items() if Reprint().holds(one)}
        decks = {
            name: deck_letters(
                one, self.amounts.get(name, one.per), session.printing, session.attendance
            )
            for name, one in again.items()
        }
        looks = load_card_looks(self.layouts)
        beside = AgainBeside(session, again, decks, self.labels, looks, self.there)
        # What is wrong with the options for printing is told first: they are others then.
        problems += [] if problems else beside.problems()
        # Where other decks are asked for than there are, the letters are those that there are.
        there = {name: letters for name, letters in beside.decks_there.items() if letters}
        cards = replace(self._cards(again, {**decks, **there}), printed=beside.decks_there)
        if not cards.named:
            text = Message(
                "{option} is for cards, and there are none in {pieces}",
                option=sources.called("only"),
                pieces=tuple(self.labels.pieces[name].title for name in self.pieces),
            )
            problems.append(sources.problem("only", text))
            return None
        return Reprint(lost_cards(session.only, cards, Asked("only", "card", sources), problems))

    def _cards(self, again: Mapping[str, Piece], decks: Mapping[str, tuple[str, ...]]) -> Cards:
        """The cards of the kit, and beside them those of the pack that it has not.

        Where nothing is said of what is chosen, the kit is what lies there.
        """
        session = self.session
        every = [
            cards_of(some, again, self.labels, session.attendance, decks)
            for some in (self.selection, select(self.selection.pack))
        ]
        known = {one.thing for one in every[0].named}
        values = self.there.values
        if session.sources.file is None and session.sources.wishes.keys().isdisjoint(OF_CHOICE):
            of_values = {name for name, one in again.items() if one.repeats_over == "values"}
            known -= {
                (name, id_)
                for name, id_ in known
                if values and name in of_values and id_ not in values
            }
        named = [one for one in every[0].named if one.thing in known]
        beyond = [one for one in every[1].named if one.thing not in known]
        return Cards(named, decks, beyond)

    def _before(self, path: Path, problems: list[Problem]) -> Manifest | None:
        """The manifest of the kit that was printed, where it is the same kit as is asked for."""
        try:
            before = parsed(whole_file(path, MOST_BYTES))
        except UnreadError as error:
            faults = [error.in_words(_UNREAD, str(path))]
        except ValueError:
            faults = [
                Message(
                    "{path} is no manifest of a kit, or it is damaged: {advice}",
                    path=str(path),
                    advice=_NAME_IT,
                )
            ]
        else:
            faults = list(self._faults_of(path, before))
            if not faults:
                return before
        problems += (self.session.sources.problem("only-changed", fault) for fault in faults)
        return None

    def _faults_of(self, path: Path, before: Manifest) -> Iterator[str]:
        cover, told = self.selection.pack.cover, {"path": str(path), "advice": _NAME_IT}
        if before.pack and before.pack != cover.id:
            text = Message("{path} is of a kit of the pack {was}, not of {now}: {advice}")
            yield text.with_values(was=before.pack, now=cover.id, **told)
        elif before.language and before.language != cover.language:
            text = Message("{path} is of a kit in {was}, not in {now}: {advice}")
            yield text.with_values(was=before.language, now=cover.language, **told)
        elif not any(before.cards.values()):
            yield Message("{path} tells of no cards: {advice}").with_values(**told)
        else:
            of_another = faults_of_another_kit(self.session, self.selection, path, before, _NAME_IT)
            faults = list(of_another)
            yield from faults
            if not faults and is_another(self.there.manifest, self.selection):
                folder, called = self.there.folder, self.session.sources.called("out")
                yield Message(
                    "{folder} holds a kit of other values: choose another with {option}",
                    folder=str(folder),
                    option=called,
                )
