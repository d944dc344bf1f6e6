"""Sizes of paper and cards, in millimetres."""

from dataclasses import dataclass

from kit.errors import KitError


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


# ISO 216.
PAPERS = {"A4": Size(210.0, 297.0), "A3": Size(297.0, 420.0)}

# Printers leave 4 to 6.7 mm at the edge unprinted (printer manuals); 8 mm is clear of all of them.
MARGIN = 8.0

POINTS_PER_MM = 72.0 / 25.4


def paper_named(size: Size) -> str:
    """The name of the paper that has this size in either orientation.

    Raises KitError where no known paper has it.
    """
    for name, paper in PAPERS.items():
        if paper.portrait == size.portrait:
            return name
    known = ", ".join(PAPERS)
    raise KitError.of(f"no paper is {size.width:g} × {size.height:g} mm: the papers are {known}")
