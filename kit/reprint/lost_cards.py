"""Lost cards as they are asked for: 3.6 from every deck, or 3.6B and 3.6A+C from some of them."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kit.core.errors import Problem
from kit.core.spelling import as_typed
from kit.core.wording import enumerated
from kit.layout.labels import Labels
from kit.layout.pieces import Piece
from kit.layout.subjects import ValueSubject, subjects
from kit.session.asked_names import Asked, find
from kit.session.attendance import Attendance
from kit.session.options import Destination
from kit.session.selection import Selection
from kit.typed.names import Named, means_everything, range_in

# So many letters of decks are told one by one.
_MOST_LETTERS = 6

# A card by its piece and its id.
CardKey = tuple[str, str]
# Of each lost card the letters of the decks that lost it: None is all of them.
Lost = Mapping[CardKey, frozenset[str] | None]

_LETTERS = r"[A-Za-z]{1,2}\d{0,3}"
_SOME = rf"{_LETTERS}(?:\s*\+\s*{_LETTERS})*"
# What ends in a figure needs nothing between itself and a letter; a name does.
_WITH_DECKS = re.compile(rf"(?:(.*?\d)[\s-]*|(.+?)[\s-]+)({_SOME})")


@dataclass(frozen=True)
class Cards:
    """The cards that can be lost, and for each piece the letters of its decks, if they have any."""

    named: Sequence[Named[CardKey]]
    decks: Mapping[str, tuple[str, ...]]
    destination: Destination = "office"

    def all_are_known(self, letters: Sequence[str]) -> bool:
        """Whether each of the letters is that of a deck, whatever it is a deck of."""
        known = {letter for decks in self.decks.values() for letter in decks}
        return bool(letters) and known.issuperset(letters)

    def are_called(self, name: str) -> bool:
        """Whether a card is called so."""
        return any(one.spellings() & as_typed(name) for one in self.named)


def cards_of(
    selection: Selection,
    pieces: Mapping[str, Piece],
    labels: Labels,
    attendance: Attendance,
    decks: Mapping[str, tuple[str, ...]],
    destination: Destination,
) -> Cards:
    """The cards of these pieces; `decks` are the letters of each piece's."""
    named = [
        card
        for name, piece in pieces.items()
        if piece.made_as == "cards"
        for card in _named(name, piece, selection, labels, attendance)
    ]
    times = Counter(one.slug for one in named)
    told_apart = [
        replace(one, number=f"{labels.pieces[one.thing[0]].file}:{one.slug}")
        if times[one.slug] > 1 and one.number == one.slug
        else one
        for one in named
    ]
    return Cards(told_apart, decks, destination)


def _named(
    name: str, piece: Piece, selection: Selection, labels: Labels, attendance: Attendance
) -> Iterator[Named[CardKey]]:
    """Every card with its number, if it has one, and its id."""
    for subject in subjects(piece, selection, labels.pieces[name], attendance):
        number, title = subject.id, subject.about
        if isinstance(subject, ValueSubject):
            number, title = subject.value.number, subject.value.name
        yield Named((name, subject.id), number, subject.id, title)


def lost_cards(
    names: Sequence[str], cards: Cards, asked: Asked, problems: list[Problem]
) -> dict[CardKey, frozenset[str] | None]:
    """The cards asked for, each with the decks that lost it; None is all decks.

    What cannot be found is added to the problems.
    """
    lost: dict[CardKey, frozenset[str] | None] = {}
    last: list[CardKey] = []
    for number, name in enumerate(names):
        card, letters = _taken_apart(name, cards, follows=bool(last))
        things = last
        if card:
            # Problems are told of the name as it was typed, at its own place.
            things = find([card], cards.named, replace(asked, first=number), problems)
            last = things if letters else []
        wrong = _unclear_letters(card or name, letters, things, cards)
        if wrong:
            problems.append(asked.problem(number, name, f"{name}: {wrong}"))
            continue
        for thing in things:
            if not letters or lost.get(thing, frozenset()) is None:
                lost[thing] = None
            else:
                lost[thing] = frozenset(letters).union(lost.get(thing) or ())
    return lost


def _unclear_letters(
    card: str, letters: Sequence[str], things: Sequence[CardKey], cards: Cards
) -> str:
    """What is wrong with the letters behind a card, or behind several; empty where nothing is."""
    is_group = means_everything(card) or range_in(card)
    if letters and len(set(things)) > 1 and not is_group:
        return "put the letters of decks behind each card, such as 1.1B, 1.2B"
    wrong = (_unknown_letters(card, letters, thing, cards) for thing in things)
    return next(filter(None, wrong), "")


def _taken_apart(name: str, cards: Cards, *, follows: bool) -> tuple[str, tuple[str, ...]]:
    """The card that a name is of, and letters of decks, if it ends in some.

    Letters alone, as in `1.2A,C`, are of the card before them: then there is no card.
    """
    if cards.are_called(name):
        return name, ()
    if follows and re.fullmatch(_SOME, name):
        return "", _letters(name)
    apart = _WITH_DECKS.fullmatch(name)
    if not apart:
        return name, ()
    card, letters = apart[1] or apart[2], _letters(apart[3])
    if cards.are_called(card) or cards.all_are_known(letters):
        return card, letters
    return name, ()


def _letters(text: str) -> tuple[str, ...]:
    return tuple(letter.strip().upper() for letter in text.split("+"))


def _unknown_letters(card: str, letters: Sequence[str], thing: CardKey, cards: Cards) -> str:
    """What is wrong with the letters of decks, if anything is."""
    decks = cards.decks.get(thing[0], ())
    unknown = [letter for letter in letters if letter not in decks]
    if not unknown:
        return ""
    if cards.destination == "screen":
        return f"cards for the screen have no letter of a deck: write {card}"
    if not decks:
        return (
            f"there is one deck now, and its cards have no letter: write {card}, or ask for as "
            "many decks as the kit was printed with"
        )
    shown = enumerated(decks) if len(decks) <= _MOST_LETTERS else f"{decks[0]} to {decks[-1]}"
    return f"no deck has the letter {' or '.join(unknown)}: there are {shown}"
