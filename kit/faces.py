"""Faces as HTML, on their way to the typesetter, and how they make cards."""

from dataclasses import dataclass

from markupsafe import Markup

from kit.imposition import Card


@dataclass(frozen=True)
class Face:
    """One article: `kind` is the template it came from, `palette` its colours in tokens.css.

    `name` is what messages call it. `group` and `about` are where a reader finds it: the area, if
    it belongs to one, and what it is about; `parts` are what a poster has below that. `file` is the
    stem of its picture.
    """

    id: str
    name: str
    kind: str
    palette: str
    html: Markup
    group: str = ""
    about: str = ""
    file: str = ""
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Deck:
    """The ids of the faces of cards, in reading order, and of the card for own words."""

    cards: tuple[Card[str], ...]
    blank: Card[str]


@dataclass(frozen=True)
class Faces:
    """A whole piece as HTML: its articles in their order, and how they make cards, if they do."""

    html: str
    faces: tuple[Face, ...]
    deck: Deck | None = None

    @property
    def names(self) -> dict[str, str]:
        """The id of each article, and what messages call it."""
        return {face.id: face.name for face in self.faces}
