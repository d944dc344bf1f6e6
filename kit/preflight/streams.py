"""Follow the content stream of a page or a form: what it draws, where, and what of it is seen."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from pikepdf import Matrix, Object, Page, Rectangle, parse_content_stream

from kit.core.rect import Rect
from kit.core.sizes import POINTS_PER_MM

# What is seen of a page that has no size, or through clips that lie apart.
NOTHING = Rect(0, 0, 0, 0)
# What places forms and clips them. All other operators only draw.
_PLACING = "q Q cm re m W W* n f F f* S s B B* b b* Do"


@dataclass(frozen=True)
class Seen:
    """The state of drawing: the part of the page that is seen, in mm, and the current matrix."""

    matrix: Matrix
    clip: Rect

    def within(self, matrix: Matrix) -> "Seen":
        """The state in a space that lies in this one by a matrix of its own."""
        return Seen(matrix @ self.matrix, self.clip)

    def clipped(self, path: Sequence[Any]) -> "Seen":
        """The state clipped to a rectangle; a path of any other shape is taken not to clip."""
        if len(path) != 1 or path[0] is None:
            return self
        x, y, width, height = (float(one) for one in path[0])
        through = self.matrix.transform(Rectangle(x, y, x + width, y + height))
        return Seen(self.matrix, self.clip.common(_rect(through)))

    @property
    def scale(self) -> float:
        """How much larger than it is in its own space a thing is on the page."""
        area = self.matrix.a * self.matrix.d - self.matrix.b * self.matrix.c
        return sqrt(abs(area)) * POINTS_PER_MM

    def window(self) -> Rect:
        """The part that is seen, in mm of the space drawn in; NOTHING where clips lie apart."""
        if self.clip.width <= 0 or self.clip.height <= 0:
            return NOTHING
        back = self.matrix.inverse() @ _in_mm(1.0)
        return _rect(back.transform(Rectangle(*self.clip.pdf_edges)))


def drawn_names(content: Object | Page, seen: Seen) -> Iterator[tuple[str, Seen]]:
    """The names of the forms and images that a content stream draws, and how they are seen."""
    kept: list[Seen] = []
    path: list[Any] = []
    clips = False
    for step in parse_content_stream(content, _PLACING):
        operator, operands = str(step.operator), step.operands
        if operator == "q":
            kept.append(seen)
        elif operator == "Q":
            seen = kept.pop() if kept else seen
        elif operator == "cm":
            seen = seen.within(matrix_of(operands))
        elif operator in ("re", "m"):
            path.append(operands if operator == "re" else None)
        elif operator in ("W", "W*"):
            clips = True
        elif operator == "Do":
            yield str(operands[0]), seen
        else:  # the path is painted, and done with
            seen = seen.clipped(path) if clips else seen
            clips, path = False, []


def seen_whole(page: Rect, unit: float) -> Seen:
    """The state at the start of a page, given in mm, one unit of which is `unit` points."""
    return Seen(_in_mm(unit), page)


def matrix_of(figures: Any) -> Matrix:
    """Six figures as a matrix, or the one that changes nothing."""
    if figures is None or len(figures) != 6:
        return Matrix()
    return Matrix(*(float(figure) for figure in figures))


def _in_mm(unit: float) -> Matrix:
    """From units of so many points to mm."""
    return Matrix().scaled(unit / POINTS_PER_MM, unit / POINTS_PER_MM)


def _rect(rectangle: Rectangle) -> Rect:
    return Rect.of_pdf(rectangle.llx, rectangle.lly, rectangle.urx, rectangle.ury)
