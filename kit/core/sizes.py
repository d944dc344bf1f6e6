"""Sizes of paper and cards, in millimetres."""

from dataclasses import dataclass

from kit.core.errors import KitError
from kit.core.messages import Message


@dataclass(frozen=True)
class Size:
    """Width and height in mm, as the thing lies in front of its reader."""

    width: float
    height: float

    @property
    def landscape(self) -> "Size":
        """The same paper with its long edge across."""
        return Size(max(self.width, self.height), min(self.width, self.height))

    @property
    def portrait(self) -> "Size":
        """The same paper with its long edge upright."""
        return Size(min(self.width, self.height), max(self.width, self.height))

    def __str__(self) -> str:
        """The size as a message, which languages write with their decimals."""
        return Message("{width:g} × {height:g} mm", width=self.width, height=self.height)


# What sheets are printed on, by the name that is printed: ISO 216 (A4, A3), ANSI Y14.1 in inches
# (Letter, Tabloid), ISO 217 (SRA3).
PAPERS = {
    "A4": Size(210.0, 297.0),
    "A3": Size(297.0, 420.0),
    "Letter": Size(215.9, 279.4),
    "Tabloid": Size(279.4, 431.8),
    "SRA3": Size(320.0, 450.0),
}

# Where paper is sold in inches, an office has none of A4 and A3, but these in their place.
IN_INCHES = {"A4": "Letter", "A3": "Tabloid"}

# What a poster may be printed as; A2 is ISO 216 as well. The small ones are sheets to glue.
POSTERS = {
    "A3": PAPERS["A3"],
    "A4": PAPERS["A4"],
    "A2": Size(420.0, 594.0),
    "Tabloid": PAPERS["Tabloid"],
    "Letter": PAPERS["Letter"],
}
IN_PARTS = ("A4", "Letter")

# Small cards. Poker and tarot are the trade's playing cards, business is the European visiting card
# (ISO 7810 is 0.6 mm wider), A7 and A6 are ISO 216. Standard is eight to a sheet of A4.
CARDS = {
    "standard": Size(68.0, 95.0),
    "poker": Size(63.0, 88.0),
    "tarot": Size(70.0, 120.0),
    "business": Size(85.0, 55.0),
    "A7": Size(74.0, 105.0),
    "A6": Size(105.0, 148.0),
}
LARGEST_CARD = max(CARDS, key=lambda name: CARDS[name].width * CARDS[name].height)

# Most lasers leave 4 mm at the edge unprinted, and others up to 6.7 mm (printer manuals); 8 mm is
# clear of all of them.
MARGIN = 8.0
UNPRINTED = 4.0

POINTS_PER_MM = 72.0 / 25.4


@dataclass(frozen=True)
class WhiteEdge:
    """What a printer leaves white at every edge of its paper, in mm.

    `told` is how wide somebody said that it is, None where nobody did. On an edge that was told
    stand no card, ruler or mark. Else cards keep clear of every printer's, and what it takes to
    measure and to cut of that of most; marks may reach into it.
    """

    told: float | None = None

    @property
    def cards(self) -> float:
        """How far cards keep off the paper's edge."""
        return MARGIN if self.told is None else self.told

    @property
    def rest(self) -> float:
        """How far off the edge rulers stand, and as much of each mark as it takes to cut by it."""
        return UNPRINTED if self.told is None else self.told

    @property
    def drawn(self) -> float:
        """How far off the edge all else of a mark ends."""
        return self.told or 0.0


# That of a printer of which nobody told.
ANY_EDGE = WhiteEdge()


def paper_named(size: Size) -> str:
    """The name of the paper that has this size in either orientation.

    Raises KitError where no known paper has it.
    """
    known = {**PAPERS, **POSTERS}
    for name, paper in known.items():
        if paper.portrait == size.portrait:
            return name
    told = Message("no paper is {size}: the papers are {papers}", size=str(size), papers=(*known,))
    raise KitError.of(told)
