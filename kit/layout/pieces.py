"""The pieces of a kit, such as value cards or posters, as each piece.yaml in layouts/ says."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from kit.content.models import Model
from kit.core.errors import KitError, Problem
from kit.core.sizes import Size
from kit.layout.labels import Labels
from kit.reading.validation import load
from kit.session.asked_names import Asked, hits_in
from kit.session.attendance import Attendance, Per
from kit.session.options import Destination
from kit.session.sources import NOWHERE, Sources
from kit.typed.names import Named

Millimetres = Annotated[float, Field(gt=0, le=1000)]
Points = Annotated[float, Field(gt=0, le=100)]
# What a piece becomes in a kit for a screen.
OnScreen = Literal["file", "pictures", "nothing"]


# The kinds of slides, each drawn by its template.
SLIDES = (
    "title",
    "run",
    "quality",
    "area",
    "value",
    "question",
    "dilemma",
    "discussion",
    "way",
)


class FaceSize(Model):
    """The trimmed face, its bleed, and how far its letters stay clear of the trim, in mm."""

    width: Millimetres
    height: Millimetres
    bleed: Annotated[float, Field(ge=0, le=10)]
    clear: Annotated[float, Field(ge=0, le=50)]

    @property
    def size(self) -> Size:
        """The trimmed face without its bleed."""
        return Size(self.width, self.height)


def bare_face(size: Size) -> FaceSize:
    """A face of this size that has no bleed, and whose letters may stand anywhere."""
    return FaceSize(width=size.width, height=size.height, bleed=0.0, clear=0.0)


class SmallestType(Model):
    """The smallest type that names and running text may be made for need, in pt on paper."""

    name: Points
    text: Points

    def drawn(self, scale: float) -> "SmallestType":
        """The sizes in a drawing that is printed `scale` times as large."""
        return SmallestType(name=self.name / scale, text=self.text / scale)


class Piece(Model):
    """One kind of printed thing.

    `made_as` says how its faces become paper. cards: a front and a back for each thing it repeats
    over, imposed on sheets of `paper` and cut out; with `sides` 1 it has no back. posters: one face
    a page, one side; those for A3 are made in other sizes where that is asked for. pages: text that
    flows over as many pages as it needs, on two sides. slides: one face a page, made for a screen
    alone, from what the kit's other pieces tell. `on_screen` is what a piece becomes in a kit for a
    screen: a file of its own, pictures of its faces where pictures are asked for (the slides tell
    what is on it), or nothing. `weight` is the paper to use in g/m², from and to. `per` says for
    whom one copy is printed, where nothing else is asked for. `made_for` is what must be known for
    it to be a part of every kit: nothing, something of the room, or how many tables there are;
    without these there is no sense in it. `order` is the piece's place among the others. `smallest`
    is how small its type may become where a face is too full, None where texts flow on over more
    pages.
    """

    order: int
    repeats_over: Literal[
        "values",
        "qualities",
        "dilemmas",
        "questions",
        "areas",
        "action-plan",
        "headings",
        "tables",
        "envelopes",
        "tally",
        "kit",
        "slides",
    ]
    made_as: Literal["cards", "posters", "pages", "slides"]
    on_screen: OnScreen = "file"
    made_for: Literal["all", "room", "tables"] = "all"
    face: FaceSize
    sides: Literal[1, 2] = 2
    paper: Literal["A4", "A3"]
    per: Per
    weight: tuple[int, int]
    smallest: SmallestType | None = None
    fillable: bool = False

    @property
    def tells_of_the_kit(self) -> bool:
        """Whether the piece is about the whole kit, and so is made after all others."""
        return self.repeats_over == "kit"

    @property
    def made_after(self) -> int:
        """Its rank in the order of making: pieces that tell of others are made after those."""
        return {"envelopes": 1, "kit": 2}.get(self.repeats_over, 0)

    @property
    def comes_in_decks(self) -> bool:
        """Whether its cards are a deck, of which there may be several; envelope labels are not."""
        return self.made_as == "cards" and self.repeats_over != "envelopes"

    @property
    def templates(self) -> tuple[str, ...]:
        """The templates in its folder that it is drawn with."""
        if self.made_as == "slides":
            return tuple(f"{kind}.html" for kind in SLIDES)
        if self.made_as != "cards":
            return (f"{self.made_as}.html",)
        return ("front.html", *(["back.html"] if self.sides == 2 else []), "blank.html")

    @property
    def is_wall_sized(self) -> bool:
        """Whether it is an A3 poster, which is made in the size that --posters asks for."""
        return self.made_as == "posters" and self.paper == "A3"

    def is_made_for(self, destination: Destination) -> bool:
        """Whether a kit for this destination may hold it."""
        if destination == "screen":
            return self.on_screen != "nothing"
        return self.made_as != "slides"

    def is_only_pictured(self, destination: Destination) -> bool:
        """Whether it becomes pictures and no PDF: on a screen, what is on it stands on slides."""
        return destination == "screen" and self.on_screen == "pictures"

    def suits(self, attendance: Attendance, destination: Destination = "office") -> bool:
        """Whether it is a part of a kit for these people where no pieces are chosen."""
        if not self.is_made_for(destination):
            return False
        if self.made_for == "tables":
            return attendance.tables is not None
        return self.made_for == "all" or attendance.is_known


class DrawnSize(Model):
    """Width and height in mm that a layout is drawn for; of a ruler also the `length` it shows."""

    width: Millimetres
    height: Millimetres
    length: float = 0.0

    @property
    def size(self) -> Size:
        """Width and height."""
        return Size(self.width, self.height)


class MarginFaces(Model):
    """margin.yaml: what stands outside the cards of a sheet, and on the sheets of a poster."""

    ruler: DrawnSize
    slug: DrawnSize
    part: DrawnSize
    glue: DrawnSize


class DeckLetterPlace(Model):
    """How large a deck's letter is on its cards, and how far from the lower right corner, in mm."""

    width: Millimetres
    height: Millimetres
    right: Millimetres
    bottom: Millimetres


class SmallestCards(Model):
    """The smallest cards that the layouts are drawn for; larger ones are drawn with more room."""

    small: DrawnSize
    wide: DrawnSize
    narrow: DrawnSize


class CardLooks(Model):
    """cards.yaml: what the layouts of all cards share. A face lower than `low` mm lies across."""

    smallest: SmallestCards
    low: Millimetres
    letter: DeckLetterPlace


def load_pieces(layouts: Path) -> dict[str, Piece]:
    """Read every piece.yaml: the pieces in order, by the names of their folders.

    Raises KitError with what is wrong in one.
    """
    pieces = {path.parent.name: load(path, str(path), Piece) for path in piece_files(layouts)}
    return dict(sorted(pieces.items(), key=lambda item: (item[1].order, item[0])))


def piece_files(layouts: Path) -> tuple[Path, ...]:
    """The piece.yaml of every piece."""
    return tuple(sorted(layouts.glob("*/piece.yaml")))


def load_margin_faces(layouts: Path) -> MarginFaces:
    """Read margin.yaml: the sizes of what stands in margins.

    Raises KitError with what is wrong in it.
    """
    path = layouts / "margin" / "margin.yaml"
    return load(path, str(path), MarginFaces)


def load_card_looks(layouts: Path) -> CardLooks:
    """Read cards.yaml: what all cards share. Raises KitError with what is wrong in it."""
    path = layouts / "cards.yaml"
    return load(path, str(path), CardLooks)


def named_pieces(
    pieces: Mapping[str, Piece], labels: Labels, names: Sequence[str], sources: Sources = NOWHERE
) -> tuple[str, ...]:
    """The pieces asked for by id, printed name or file, in that order, each once.

    KitError for unknown names.
    """
    return tuple(dict.fromkeys(name for _, name in pieces_at(pieces, labels, names, sources)))


def pieces_at(
    pieces: Mapping[str, Piece],
    labels: Labels,
    names: Sequence[str],
    sources: Sources = NOWHERE,
    *,
    in_file: bool = False,
) -> tuple[tuple[int, str], ...]:
    """The pieces as `named_pieces` has them, each with the place of the name that asked for it.

    The names are those of the file, `in_file`, whatever an option says.
    """
    known = [
        Named(name, name, name, words.title, f"{words.file}.pdf")
        for name, words in ((name, labels.pieces[name]) for name in pieces)
    ]
    problems: list[Problem] = []
    asked = Asked("pieces", "piece", sources, in_file=in_file)
    chosen = tuple((hit.place, hit.thing) for hit in hits_in(names, known, asked, problems))
    if problems:
        raise KitError(problems)
    return chosen
