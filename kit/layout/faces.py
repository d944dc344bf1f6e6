"""Faces as HTML, before they are typeset, and which of them are the two sides of a card."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from markupsafe import Markup

from kit.core.errors import Origin
from kit.imposition.place import Card


@dataclass(frozen=True)
class DrawnWith:
    """What a face is drawn with that is not in its HTML: equal where it looks the same.

    `colours` are those of a pack, `pictures` digests of the pictures that it shows, `styles` the
    digest of all styles where a pack brings layouts.
    """

    colours: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()
    styles: str = ""

    def __str__(self) -> str:
        return " ".join((*self.colours, *self.pictures, self.styles))


@dataclass(frozen=True)
class Face:
    """One side of a card, one poster or one flowing text, as the HTML of an <article>.

    `kind` is the template it came from, `palette` its colours in tokens.css, `name` what messages
    call it. `group` and `about` are where a reader finds it: the area, if it belongs to one, and
    what it is about, `subject` the id of that; `parts` are the values that a poster lists. `file`
    is the name of its picture without the ending. `fit` is how large its type is, as a share of
    what the layout has, down to the smallest type of the piece; its short texts are
    `broken_here`, or else by the typesetter. `origins` are the texts of pack and session that stand
    on it, each with where it is written: a fault of the face names no other. `texts` are all that
    stand on it, as they were given to its template.
    """

    id: str
    name: str
    kind: str
    palette: str
    html: Markup
    group: str = ""
    about: str = ""
    subject: str = ""
    file: str = ""
    fit: float = 1.0
    broken_here: bool = True
    parts: tuple[str, ...] = ()
    beside: DrawnWith = DrawnWith()
    origins: Mapping[str, Origin] = field(default_factory=dict, compare=False, repr=False)
    texts: frozenset[str] = field(default=frozenset(), compare=False, repr=False)


@dataclass(frozen=True)
class Deck:
    """The cards of a piece in reading order, and the card for own words, as ids of their faces.

    `only_in` are, by the ids of fronts, the letters of the decks in which alone a card is made:
    all others are made in every deck.
    """

    cards: tuple[Card[str], ...]
    blank: Card[str]
    only_in: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def in_decks(self, letters: Sequence[str]) -> list[Card[str]]:
        """The cards of the decks of these letters, deck after deck, each with the letter of its."""
        if not letters:
            return list(self.cards)
        return [
            Card(card.front, card.back, letter)
            for letter in letters
            for card in self.cards
            if letter in self.only_in.get(card.front, letters)
        ]


@dataclass(frozen=True)
class Faces:
    """All faces of a piece in their order, and of cards which two belong together.

    `document` makes the HTML of some of its faces. `stock` are the faces that are typeset together,
    which may be more than these, whatever was chosen; without it, it is these.
    """

    faces: tuple[Face, ...]
    document: Callable[[Sequence[Face]], str]
    deck: Deck | None = None
    stock: tuple[tuple[Face, ...], ...] = ()

    @cached_property
    def batches(self) -> "tuple[Faces, ...]":
        """What is typeset together: of the stock those batches that hold one of these faces."""
        own = self.names
        return tuple(
            Faces(faces, self.document)
            for faces in self.stock or (self.faces,)
            if any(face.id in own for face in faces)
        )

    @cached_property
    def html(self) -> str:
        """The document that holds all of these faces."""
        return self.document(self.faces)

    @property
    def names(self) -> dict[str, str]:
        """What messages call each face, by its id."""
        return {face.id: face.name for face in self.faces}

    def only(self, ids: Collection[str]) -> "Faces":
        """The piece with the faces of these ids alone."""
        return replace(self, faces=tuple(face for face in self.faces if face.id in ids))

    def changed(self, others: Mapping[str, Face]) -> "Faces":
        """The piece with these faces, by their ids, in place of its own."""
        return replace(self, faces=tuple(others.get(face.id, face) for face in self.faces))
