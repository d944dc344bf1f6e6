"""Lost cards as they are asked for: 3.6 from every deck, or 3.6B and 3.6A+C from some of them."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kit.core.errors import Problem
from kit.core.messages import Message
from kit.core.spelling import as_typed, plain
from kit.core.wording import either, enumerated, in_short, quoted_name
from kit.layout.labels import Labels
from kit.layout.pieces import Piece
from kit.layout.subjects import ValueSubject, subjects
from kit.session.asked_names import Asked, find
from kit.session.attendance import Attendance
from kit.session.selection import Selection
from kit.session.sources import Sources
from kit.typed.names import Named, named, named_together, names_in

# So many letters of decks are told one by one.
_MOST_LETTERS = 6

# A card by its piece and its id.
CardKey = tuple[str, str]
# Of each lost card the letters of the decks that lost it: None is all of them.
Lost = Mapping[CardKey, frozenset[str] | None]

_NUMBER = re.compile(r"\d+\.\d+")
_LETTERS = r"[A-Za-z]{1,2}\d{0,3}"
_SOME = rf"{_LETTERS}(?:\s*\+\s*{_LETTERS})*"
# One number with a decimal comma, or two; and letters of decks behind it.
_COMMA = re.compile(rf"(\d+),(\d+)\s*({_SOME}|)")
# A deck without a card.
_DECK_ALONE = re.compile(
    rf"(?:bord|table|deck|dekk|stokk|kortstokk|sett|konvolutt)s?\s*({_LETTERS})", re.IGNORECASE
)
# What ends in a figure needs nothing between itself and a letter; a name does.
_WITH_DECKS = re.compile(rf"(?:(.*?\d)[\s-]*|(.+?)[\s-]+)({_SOME})")


@dataclass(frozen=True)
class Cards:
    """The cards that can be lost, and for each piece the letters of its decks, if they have any.

    `beyond` are those that the pack has and the kit has not. `printed` are pieces of which it is
    known how many decks were printed.
    """

    named: Sequence[Named[CardKey]]
    decks: Mapping[str, tuple[str, ...]]
    beyond: Sequence[Named[CardKey]] = ()
    printed: Collection[str] = ()

    def all_are_known(self, letters: Sequence[str]) -> bool:
        """Whether each of the letters is that of a deck, whatever it is a deck of."""
        known = {letter for decks in self.decks.values() for letter in decks}
        return bool(letters) and known.issuperset(letters)

    def are_called(self, name: str) -> bool:
        """Whether a card is called so, be it in the kit or beyond."""
        return any(one.spellings & as_typed(name) for one in (*self.named, *self.beyond))

    def are_meant(self, name: str) -> bool:
        """Whether a name is that of cards, with or without letters of decks."""
        card, _ = _taken_apart(name, self, follows=False)
        return bool(_meant(card, self.named) or _meant(card, self.beyond))

    def only_beyond(self, name: str) -> Sequence[Named[CardKey]]:
        """The cards meant, where the kit has none of them."""
        return () if _meant(name, self.named) else _meant(name, self.beyond)


def _meant(name: str, cards: Sequence[Named[CardKey]]) -> Sequence[Named[CardKey]]:
    return named(name, cards) or named_together(name, cards)


def cards_of(
    selection: Selection,
    pieces: Mapping[str, Piece],
    labels: Labels,
    attendance: Attendance,
    decks: Mapping[str, tuple[str, ...]],
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
    return Cards(told_apart, decks)


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
    last: Sequence[CardKey] = ()
    for number, text in enumerate(names):
        if comma := _COMMA.fullmatch(text):
            hint, last = _with_comma(comma, cards, asked)
            if hint:
                problems.append(asked.problem(number, text, text, hint))
                continue
        some = tuple(names_in(text, cards.are_meant)) or (text,)
        if _leave_letters_unclear(some, cards):
            hint = Message("put the letters of decks behind each card, such as 1.1B, 1.2B")
            problems.append(asked.problem(number, text, text, hint))
            continue
        for name in some:
            card, letters = _taken_apart(name, cards, follows=bool(last))
            # Problems are told of the name as it was typed, at its own place.
            at = replace(asked, first=asked.first + number)
            found = _found(card, cards, at, problems) if card else last
            last = found if letters else ()
            _note_lost(lost, _in_decks(found, letters, cards), letters)
            if wrong := _unknown_letters(card or name, letters, found, cards, asked.sources):
                problems.append(asked.problem(number, text, name, wrong))
    return lost


def _leave_letters_unclear(names: Sequence[str], cards: Cards) -> bool:
    """Whether letters stand behind the last of several names, and none behind one before it."""
    *before, last = (_taken_apart(name, cards, follows=False) for name in names)
    return bool(last[1]) and any(not letters for _, letters in before)


def _note_lost(
    lost: dict[CardKey, frozenset[str] | None], found: Sequence[CardKey], letters: Sequence[str]
) -> None:
    """Add cards that these decks lost, or that all did, to those that were lost."""
    for card in found:
        before = lost.get(card, frozenset())
        lost[card] = None if before is None or not letters else before.union(letters)


def _found(card: str, cards: Cards, asked: Asked, problems: list[Problem]) -> list[CardKey]:
    """The cards of a name, which may be a range or all; what is wrong is added to the problems."""
    if beyond := cards.only_beyond(card):
        problems.append(asked.problem(0, card, card, _how_to_add(beyond, asked)))
        return []
    table = _DECK_ALONE.fullmatch(card)
    letter = (table[1] if table else card).upper()
    if (table or cards.all_are_known([letter])) and not cards.are_meant(card):
        hint = Message(
            'write "all {deck}" for all cards of deck {deck}, or 3.6{deck} for one of it',
            deck=letter,
        )
        problems.append(asked.unknown(0, card, card, hint))
        return []
    return find([card], cards.named, asked, problems)


def _how_to_add(beyond: Sequence[Named[CardKey]], asked: Asked) -> str:
    """What to do where cards are in the pack, and were not chosen for the kit."""
    sources = asked.sources
    numbers = [one.number for one in beyond if _NUMBER.fullmatch(one.number)]
    if len(numbers) < len(beyond) or len(beyond) > _MOST_LETTERS:
        titles = [quoted_name(plain(one.title)) for one in beyond]
        how = Message("choose their areas by {option}", option=sources.called("areas"))
        if len(beyond) == 1:
            how = Message("choose its area by {option}", option=sources.called("areas"))
    else:
        titles = [f"{one.number} {plain(one.title)}" for one in beyond]
        how = _how_to_add_values(numbers, sources)
    if "leave-out" in sources.wishes:
        called = sources.called("leave-out")
        how = Message("{how}, or take it away from {option}", how=how, option=called)
    if len(beyond) == 1:
        return Message("{card} is in the pack, but not in this kit: {how}", card=titles[0], how=how)
    told = enumerated(titles)
    if len(titles) > _MOST_LETTERS:
        told = in_short(titles, _MOST_LETTERS)
    return Message("{cards} are in the pack, but not in this kit: {how}", cards=told, how=how)


def _how_to_add_values(numbers: Sequence[str], sources: Sources) -> Message:
    """How to choose the values of these numbers as well."""
    called = sources.called("values")
    if sources.file and not called.startswith("--"):
        return Message(
            "add {numbers} to {key} in {file}",
            numbers=enumerated(numbers),
            key=called,
            file=sources.file.name,
        )
    options = " ".join(f"{called} {number}" for number in numbers)
    return Message("add {options}", options=options)


def _with_comma(comma: re.Match[str], cards: Cards, asked: Asked) -> tuple[str, Sequence[CardKey]]:
    """What to do with 1,2B, and the card that may be meant: 1.2 of deck B, or there are two cards.

    Nothing is to be done where it can only be two.
    """
    first, second, letters = comma[1], comma[2], comma[3]
    point = f"{first}.{second}"
    meant = [one for one in cards.named if one.number == point]
    if not (meant or letters):
        return "", ()
    about, written = plain(meant[0].title) if meant else Message("one card"), f"{point}{letters}"
    hint = Message("write {written}, with a point, if {card} is meant", written=written, card=about)
    if cards.are_called(first) and cards.are_called(second):
        called, last = asked.sources.called(asked.key), f"{second}{letters}"
        two = f"{called} {first} {called} {last}" if asked.is_option else f"[{first}, {last}]"
        hint = Message(
            "write {written}, with a point, if {card} is meant, or {two} if the cards {first} and "
            "{last} are",
            written=written,
            card=about,
            two=two,
            first=first,
            last=last,
        )
    return hint, [one.thing for one in meant]


def _taken_apart(name: str, cards: Cards, *, follows: bool) -> tuple[str, tuple[str, ...]]:
    """The card that a name is of, and letters of decks, if it ends in some.

    Letters alone, as in `1.2A,C`, are of the card before them: then there is no card.
    """
    if cards.are_called(name):
        return name, ()
    if follows and re.fullmatch(_SOME, name):
        return "", _letters(name)
    apart = _WITH_DECKS.fullmatch(name)
    if not apart or _DECK_ALONE.fullmatch(name):
        return name, ()
    card, letters = apart[1] or apart[2], _letters(apart[3])
    if _NUMBER.fullmatch(card) or cards.are_called(card) or cards.all_are_known(letters):
        return card, letters
    return name, ()


def _letters(text: str) -> tuple[str, ...]:
    return tuple(letter.strip().upper() for letter in text.split("+"))


def _in_decks(found: Sequence[CardKey], letters: Sequence[str], cards: Cards) -> Sequence[CardKey]:
    """Those of the cards found that have these letters: of many, some may be of one deck alone."""
    return [card for card in found if {*letters} <= {*cards.decks.get(card[0], ())}]


def _unknown_letters(
    card: str,
    letters: Sequence[str],
    found: Sequence[CardKey],
    cards: Cards,
    sources: Sources,
) -> str:
    """What is wrong with the letters of decks, if anything is."""
    if not (found and letters) or _in_decks(found, letters, cards):
        return ""
    decks = max((cards.decks.get(name, ()) for name, _ in found), key=len)
    if not decks:
        if all(name in cards.printed for name, _ in found):
            return Message(
                "one deck was printed, and its cards have no letter: write {card}", card=card
            )
        return Message(
            "there is one deck now, and its cards have no letter: write {card}, or ask for as many "
            "decks as the kit was printed with, by {tables} or {decks}",
            card=card,
            tables=sources.called("tables"),
            decks=sources.called("decks"),
        )
    unknown = [letter for letter in letters if letter not in decks]
    if {*"".join(unknown)} <= {*decks}:
        apart = [deck for letter in letters for deck in ([letter] if letter in decks else letter)]
        written = f"{card}{'+'.join(apart)}"
        return Message(
            "write {written} for the decks {decks}", written=written, decks=enumerated(apart)
        )
    shown = enumerated(decks)
    if len(decks) > _MOST_LETTERS:
        shown = Message("{first} to {last}", first=decks[0], last=decks[-1])
    return Message(
        "no deck has the letter {letters}: there are {decks}", letters=either(unknown), decks=shown
    )
