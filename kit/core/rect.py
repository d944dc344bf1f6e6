"""Rectangles in mm. All of kit measures them from the upper left, as people read a page.

Only a PDF measures from the lower left and upwards. Its rectangles are turned where a PDF is read
(`Rect.of_pdf`) and where one is written (`kit.pdf.drawing.box`), so that nothing between the two
has to know which way up it counts.
"""

from collections.abc import Sequence
from typing import NamedTuple

# What no knife can do better: closer than this, two places are one. Files round their numbers.
SLACK = 0.05

# Edges as a PDF has them: left, bottom, right, top, y upwards.
PdfEdges = tuple[float, float, float, float]


class Rect(NamedTuple):
    """A rectangle in mm: its upper left corner, measured from the origin, its width and height.

    The origin is the upper left corner of the side, as it lies in front of its reader. What was
    read from a PDF keeps the PDF's origin, which is mostly the lower left corner of the page: above
    it `top` and `bottom` are negative. Rectangles of one page are only compared with each other, so
    that its height need not be known, and no digit is lost.
    """

    left: float
    top: float
    width: float
    height: float

    @classmethod
    def between(cls, left: float, top: float, right: float, bottom: float) -> "Rect":
        """The rectangle that has these edges."""
        return cls(left, top, right - left, bottom - top)

    @classmethod
    def of_pdf(cls, left: float, bottom: float, right: float, top: float) -> "Rect":
        """A rectangle of a PDF, already in mm, with y turned to count downwards."""
        return cls(left, -top, right - left, top - bottom)

    @property
    def pdf_edges(self) -> PdfEdges:
        """The edges of a rectangle that was read from a PDF, in mm, with y turned back."""
        return self.left, -self.bottom, self.right, -self.top

    @property
    def right(self) -> float:
        """The right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.top + self.height

    @property
    def centre(self) -> tuple[float, float]:
        """The middle of the rectangle, as x and y."""
        return self.left + self.width / 2, self.top + self.height / 2

    @property
    def area(self) -> float:
        """Width times height, in mm²."""
        return self.width * self.height

    @property
    def rounded(self) -> tuple[float, float]:
        """Width and height to the tenth of a mm, as people say them."""
        return round(self.width, 1), round(self.height, 1)

    def moved(self, right: float, down: float) -> "Rect":
        """A rectangle of the same size, further to the right and further down by so many mm."""
        return Rect(self.left + right, self.top + down, self.width, self.height)

    def grown(self, by: float) -> "Rect":
        """The rectangle with every edge moved outwards by so many mm; inwards where below 0."""
        return self.extended(by, by, by, by)

    def extended(self, left: float, top: float, right: float, bottom: float) -> "Rect":
        """The rectangle with each of its edges moved outwards by so many mm of its own."""
        return Rect(
            self.left - left,
            self.top - top,
            self.width + left + right,
            self.height + top + bottom,
        )

    def common(self, other: "Rect") -> "Rect":
        """The part that lies in both; where they lie apart, its width or height is negative."""
        return Rect.between(
            max(self.left, other.left),
            max(self.top, other.top),
            min(self.right, other.right),
            min(self.bottom, other.bottom),
        )

    def touches(self, other: "Rect") -> bool:
        """Whether the two overlap; sharing an edge is not enough."""
        common = self.common(other)
        return common.width > 0 and common.height > 0

    def margin_around(self, other: "Rect") -> float:
        """The least distance in mm from an edge of this one inwards to that edge of the other.

        It is negative where the other reaches beyond this one.
        """
        return min(
            other.left - self.left,
            other.top - self.top,
            self.right - other.right,
            self.bottom - other.bottom,
        )

    def holds(self, other: "Rect") -> bool:
        """Whether the other lies within this one, give or take SLACK mm."""
        return self.margin_around(other) >= -SLACK


def is_covered(rect: Rect, windows: Sequence[Rect]) -> bool:
    """Whether all of a rectangle is seen through the windows together, give or take SLACK mm."""
    if rect.width <= SLACK or rect.height <= SLACK:
        return True
    for number, window in enumerate(windows):
        if not rect.touches(window):
            continue
        seen, others = rect.common(window), windows[number + 1 :]
        rest = (
            Rect.between(rect.left, rect.top, seen.left, rect.bottom),
            Rect.between(seen.right, rect.top, rect.right, rect.bottom),
            Rect.between(seen.left, seen.bottom, seen.right, rect.bottom),
            Rect.between(seen.left, rect.top, seen.right, seen.top),
        )
        return all(is_covered(part, others) for part in rest)
    return False
