"""Rectangles as a PDF has them, in mm: from the lower left, y upwards."""

from collections.abc import Sequence
from typing import NamedTuple

# What no knife can do better: closer than this, two places are one. Files round their numbers.
SLACK = 0.05


class Box(NamedTuple):
    """A rectangle by its edges, in mm."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """From edge to edge; below 0 for what two boxes have in common that lie apart."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """As width, upwards."""
        return self.top - self.bottom

    @property
    def area(self) -> float:
        """Of what the box holds, in mm²; it means nothing where two boxes lie apart."""
        return self.width * self.height

    def room_round(self, other: "Box") -> float:
        """The least distance from an edge of this to that of another within; below 0 if beyond."""
        return min(
            other.left - self.left,
            other.bottom - self.bottom,
            self.right - other.right,
            self.top - other.top,
        )

    def holds(self, other: "Box") -> bool:
        """Whether the other lies within, to what can be told."""
        return self.room_round(other) >= -SLACK

    def touches(self, other: "Box") -> bool:
        """Whether the two have any of their insides in common."""
        common = self.common(other)
        return common.width > 0 and common.height > 0

    def common(self, other: "Box") -> "Box":
        """What lies in both; where they are apart, it is less than nothing wide or high."""
        return Box(
            max(self.left, other.left),
            max(self.bottom, other.bottom),
            min(self.right, other.right),
            min(self.top, other.top),
        )

    def grown(self, by: float) -> "Box":
        """The same with every edge moved outwards; inwards where it is below 0."""
        return Box(self.left - by, self.bottom - by, self.right + by, self.top + by)

    @property
    def rounded(self) -> tuple[float, float]:
        """Width and height to the tenth of a mm, as people say them."""
        return round(self.width, 1), round(self.height, 1)


def is_covered(box: Box, windows: Sequence[Box]) -> bool:
    """Whether all of a box is seen through the windows together, to what can be told."""
    if box.width <= SLACK or box.height <= SLACK:
        return True
    for number, window in enumerate(windows):
        if not box.touches(window):
            continue
        seen, others = box.common(window), windows[number + 1 :]
        rest = (
            Box(box.left, box.bottom, seen.left, box.top),
            Box(seen.right, box.bottom, box.right, box.top),
            Box(seen.left, box.bottom, seen.right, seen.bottom),
            Box(seen.left, seen.top, seen.right, box.top),
        )
        return all(is_covered(part, others) for part in rest)
    return False
