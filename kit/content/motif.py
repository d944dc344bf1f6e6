"""A motif that a pack brings: shapes in a square, drawn in the colours of the layouts."""

from dataclasses import dataclass

# The side of the square in which motifs are drawn.
SIDE = 100.0


class MotifError(Exception):
    """Raised with what is wrong with a file, and what to do about it; begins with a verb."""


@dataclass(frozen=True)
class Shape:
    """The data of a path in the square, drawn as an area, as a line, or as both.

    `even_odd` is whether the area has holes where the path surrounds a point twice.
    """

    path: str
    filled: bool
    lined: bool
    even_odd: bool = False


@dataclass(frozen=True)
class Motif:
    """Shapes in the square. `title` is what the file calls itself."""

    shapes: tuple[Shape, ...]
    title: str = ""
