"""Small faces beside the cards on a sheet: rulers, lines in the margin, the letters of decks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from kit.core.sizes import Size
from kit.layout.faces import Faces
from kit.layout.html import Layouts
from kit.layout.pieces import CardLooks, MarginFaces
from kit.session.attendance import first_letters
from kit.session.options import Flip
from kit.typesetting.queue import TypesettingQueue
from kit.typesetting.weasy import Typeset

# The faces that stand in the margin of a sheet of cards.
RULER, SLUG = "ruler", "slug"
# As many as the alphabet has are typeset together.
_BATCH = 26
# Typeset with any cards, a quarter of a second once: then as many decks cost but their imposition.
USUAL_LETTERS = first_letters(2 * _BATCH)


@dataclass(frozen=True)
class Scaled:
    """Small faces, and how many times as large they are written as they are drawn."""

    faces: Faces
    scale: float = 1.0


class MarginText:
    """Small faces, drawn and typeset once for all pieces that carry the same."""

    def __init__(
        self, layouts: Layouts, margin: MarginFaces, looks: CardLooks, queue: TypesettingQueue
    ) -> None:
        """`queue` is where they are typeset."""
        self._layouts = layouts
        self._margin = margin
        self._looks = looks
        self._queue = queue
        self._slugs: dict[Flip, Scaled] = {}
        self._letters: dict[tuple[tuple[str, ...], float], Scaled] = {}

    def begin(self, small: Scaled) -> None:
        """Begin to typeset small faces; `typeset` waits for them."""
        self._queue.begin_small(small.faces, small.scale)

    def typeset(self, small: Scaled) -> Typeset:
        """Typeset small faces, once. Raises KitError for one that does not fit."""
        return self._queue.small(small.faces, small.scale)

    @cached_property
    def ruler(self) -> Scaled:
        """The ruler in the margin: one face of that name."""
        ruler = self._margin.ruler
        words = {RULER: {"length": ruler.length}}
        return Scaled(self._layouts.small_faces("margin/ruler.html", ruler.size, words))

    def slugs(self, flip: Flip) -> Scaled:
        """The lines in the margin that name the sheets, of all pieces, whichever are made."""
        if flip not in self._slugs:
            labels = self._layouts.labels
            line, pieces = labels.slug[flip], labels.pieces.items()
            texts = {f"{SLUG}-{name}": line.format(title=own.title) for name, own in pieces}
            self._slugs[flip] = self.lines(SLUG, self._margin.slug.size, texts)
        return self._slugs[flip]

    def slug(self, name: str, flip: Flip) -> Typeset:
        """The line in the margin for one piece, typeset; its face is called SLUG."""
        slugs = self.typeset(self.slugs(flip))
        return replace(slugs, pages={SLUG: slugs.pages[f"{SLUG}-{name}"]})

    def lines(self, kind: str, size: Size, texts: Mapping[str, str]) -> Scaled:
        """Lines of text for the margin, by the ids of their faces."""
        words = {key: {"text": text} for key, text in texts.items()}
        return Scaled(self._layouts.small_faces(f"margin/{kind}.html", size, words))

    def letters(self, decks: Sequence[str], scale: float) -> tuple[Scaled, ...]:
        """A face for the letter of each of these decks, on cards of this scale: `deck-A`.

        Those of decks that follow each other from A on come by whole alphabets, so that they are
        there when another time there are more decks.
        """
        letters = first_letters(-(-len(decks) // _BATCH) * _BATCH)
        if tuple(decks) != letters[: len(decks)]:
            return (self._batch(tuple(decks), scale),)
        alphabets = range(0, len(letters), _BATCH)
        return tuple(self._batch(letters[at : at + _BATCH], scale) for at in alphabets)

    def _batch(self, letters: tuple[str, ...], scale: float) -> Scaled:
        # Of each piece it is asked again, and there may be hundreds of decks.
        if (key := (letters, scale)) not in self._letters:
            size = Size(self._looks.letter.width, self._looks.letter.height)
            words = {f"deck-{letter}": {"letter": letter} for letter in letters}
            faces = self._layouts.small_faces("deck-letter/letter.html", size, words)
            self._letters[key] = Scaled(faces, scale)
        return self._letters[key]
