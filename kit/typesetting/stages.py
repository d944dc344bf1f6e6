"""A piece on its way to paper: drawn as HTML, and typeset."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from kit.core.sizes import PAPERS
from kit.imposition.grid import Grid, best_grid
from kit.imposition.print_plan import Ending, GuidePlan
from kit.layout.faces import Faces
from kit.layout.formats import Format
from kit.layout.pieces import Piece
from kit.pdf.bookmarks import Bookmark
from kit.session.print_settings import Printing
from kit.typesetting.cached import TypesetRequest
from kit.typesetting.weasy import Typeset


@dataclass(frozen=True)
class OwnLength:
    """How a piece is drawn that tells of its own pages, which typesetting alone can find.

    `as_long` draws it as so many pages, with so many spare ones at its end, and its last part so.
    `first` is the number to try, 0 where it tells none. `room` is how high a page is between its
    margins, in mm.
    """

    first: int
    as_long: Callable[[int, int, Ending], Faces]
    room: float


@dataclass(frozen=True)
class DrawnPiece:
    """A piece as HTML: what its faces become on paper can be counted before they are typeset.

    `printing` is how this piece is printed, `plan` is what it may tell of the rest of the kit. With
    `fillable` its fields are those of a form, with `tagged` it is to be PDF/UA-1. `length` is there
    where it tells of its own pages; then its faces are as it is tried first. `known_pages` are
    those over which a text flows, where that is known without drawing it: then it has no faces.
    """

    name: str
    piece: Piece
    printing: Printing
    format: Format
    faces: Faces
    plan: GuidePlan
    fillable: bool = False
    tagged: bool = False
    length: OwnLength | None = None
    known_pages: int | None = None

    @cached_property
    def grid(self) -> Grid:
        """How a piece of cards lies on its sheets. KitError where not one card fits."""
        return best_grid(
            self.format.printed,
            PAPERS[self.printing.paper],
            self.printing.edge.cards,
            self.printing.gutter,
            folded=self.printing.flip == "fold",
        )

    @property
    def holds_names(self) -> bool:
        """Whether people are named in its HTML: the guide tells who sits where."""
        return any(one.names for one in self.plan.envelopes)

    def typeset_request(self, faces: Faces) -> TypesetRequest:
        """The request to typeset faces of this piece."""
        return TypesetRequest(
            faces.html,
            self.format.drawn.clear,
            scale=self.format.scale,
            flowing=self.piece.made_as == "pages",
            fillable=self.fillable,
            tagged=self.tagged,
            holds_names=self.holds_names,
        )


@dataclass(frozen=True)
class TypesetPiece(DrawnPiece):
    """A piece typeset: all together, or batch by batch."""

    batches: tuple[Typeset, ...] = ()

    @property
    def typeset(self) -> Typeset:
        """The piece where it was typeset as a whole, since a PDF has one order of reading."""
        (whole,) = self.batches
        return whole

    @property
    def picture_names(self) -> tuple[str, ...]:
        """What the pictures of its faces are called, in their order, without the ending."""
        return tuple(face.file for face in self.faces.faces)


def bookmarks(made: TypesetPiece) -> tuple[Bookmark, ...]:
    """The faces by their areas: an area opens at its first page, and has its fronts below it.

    Below a poster are the values that stand on it.
    """
    pages = made.typeset.pages
    groups: dict[str, list[Bookmark]] = {}
    first: dict[str, int] = {}
    for face in made.faces.faces:
        page = pages[face.id][0]
        first[face.group] = min(page, first.get(face.group, page))
        under = groups.setdefault(face.group, [])
        if face.about != face.group and face.kind not in ("back", "discussion"):
            under.append(Bookmark(face.about, page))
        under += [Bookmark(part, page) for part in face.parts]
    return tuple(Bookmark(group, first[group], tuple(under)) for group, under in groups.items())
