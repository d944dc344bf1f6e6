"""Faces as HTML, on their way to the typesetter, and how they make cards."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from markupsafe import Markup

from kit.core.errors import Origin
from kit.imposition.place import Card


@dataclass(frozen=True)
class Face:
    """One article: `kind` is the template it came from, `palette` its colours in tokens.css.

    `name` is what messages call it. `group` and `about` are where a reader finds it: the area, if
    it belongs to one, and what it is about, `subject` the id of that; `parts` are what a poster has
    below that. `file` is the stem of its picture. `fit` is how large its type is, as a share of
    what the layout has, down to the smallest type of the piece. `beside` is what it is drawn with
    that is not in its HTML, the same where that is the same. `origins` are the texts of the pack
    that its subject holds, each with where it is written: a fault of the face names no other.
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
    parts: tuple[str, ...] = ()
    beside: str = ""
    origins: Mapping[str, Origin] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True)
class Deck:
    """The ids of the faces of cards, in reading order, and of the card for own words."""

    cards: tuple[Card[str], ...]
    blank: Card[str]


@dataclass(frozen=True)
class Faces:
    """A whole piece: its articles in their order, and how they make cards, if they do.

    `document` makes the HTML of some of its faces. `stock` are the faces that are typeset together,
    which may be more than these, whatever was chosen; without it, it is these.
    """

    faces: tuple[Face, ...]
    document: Callable[[Sequence[Face]], str]
    deck: Deck | None = None
    stock: tuple[tuple[Face, ...], ...] = ()

    @cached_property
    def batches(self) -> "tuple[Faces, ...]":
        """What is typeset together. Of the stock, what holds one of these faces."""
        own = self.names
        return tuple(
            Faces(faces, self.document)
            for faces in self.stock or (self.faces,)
            if any(face.id in own for face in faces)
        )

    @cached_property
    def html(self) -> str:
        """The whole document."""
        return self.document(self.faces)

    @property
    def names(self) -> dict[str, str]:
        """The id of each article, and what messages call it."""
        return {face.id: face.name for face in self.faces}

    def only(self, ids: Collection[str]) -> "Faces":
        """The faces of these ids alone."""
        return replace(self, faces=tuple(face for face in self.faces if face.id in ids))

    def changed(self, others: Mapping[str, Face]) -> "Faces":
        """The same with some faces in the place of those of their ids."""
        return replace(self, faces=tuple(others.get(face.id, face) for face in self.faces))
