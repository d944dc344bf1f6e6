"""One file of the kit and how to print it, as data."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from kit.core.sizes import Size
from kit.imposition.grid import Grid
from kit.imposition.marks import Cut, cutting_order
from kit.session.attendance import Amount
from kit.session.options import Destination

if TYPE_CHECKING:
    from kit.imposition.place import FlipEdge
    from kit.imposition.tiles import Tiling

# What a file holds of its cards, where fronts and backs are apart.
Part = Literal["whole", "fronts", "backs"]


@dataclass(frozen=True)
class PrintJob:
    """One file and how to print it, once.

    `paper` is the name of its paper, or empty where it is not for an office printer; `weight` is in
    g/m². `amount` is how many of it are needed, and for whom; `copies` how often the file is
    printed for that, None where nobody said how many come. `size` is what it becomes when it is cut
    out, or glued together, in mm. `sheets` is how much paper it takes, none for backs that go onto
    the sheets of their fronts. `sides` is 1 or 2, `flip` the edge to turn the sheet about, None
    where it has one side. `cards` and `blanks` count cards, 0 for other pieces, of all `decks`
    together, which `letters` tell apart. `people` is for how many people by name the file holds a
    copy, 0 where it is for anyone. `rulers` is how many stand in the margin. `made_for` is whom the
    file is for.
    """

    piece: str
    title: str
    file: str
    paper: str
    weight: tuple[int, int]
    amount: Amount
    size: Size
    pages: int
    copies: int | None = None
    sheets: int = 0
    sides: int = 1
    flip: "FlipEdge | None" = None
    cards: int = 0
    blanks: int = 0
    letters: tuple[str, ...] = ()
    people: int = 0
    part: Part = "whole"
    grid: Grid | None = None
    tiling: "Tiling | None" = None
    rulers: int = 0
    made_for: Destination = "office"

    @property
    def decks(self) -> int:
        """How many decks of cards the file holds."""
        return len(self.letters) or 1

    @property
    def cuts(self) -> tuple[Cut, ...]:
        """The cuts of a sheet in their order; none for what is not cut."""
        return cutting_order(self.grid) if self.grid else ()

    @property
    def number(self) -> int | None:
        """How many of it are printed: decks, copies for people by name, or copies of the file.

        None where nobody said how many come.
        """
        return None if self.copies is None else self.copies * self.decks * (self.people or 1)

    @property
    def scale(self) -> int:
        """How large it is printed, in percent of what it was drawn for; 100 but for small posters.

        The file itself is always printed at 100 %.
        """
        return round(self.tiling.scale * 100) if self.tiling else 100

    def as_dict(self) -> dict[str, Any]:
        """The job for the manifest and for programs, in plain types."""
        return {
            "file": self.file,
            "piece": self.piece,
            "title": self.title,
            "part": self.part,
            "paper": self.paper,
            "weight": list(self.weight),
            "size": [round(self.size.width, 3), round(self.size.height, 3)],
            "pages": self.pages,
            "sheets": self.sheets,
            "copies": self.copies,
            "sides": self.sides,
            "flip": self.flip,
            "cards": self.cards,
            "blank_cards": self.blanks,
            "decks": self.decks,
            "cuts": len(self.cuts),
            "for": self.made_for,
        }
