"""A card on a page, to be shown as it will look cut."""

from dataclasses import dataclass

from kit.core.rect import Rect


@dataclass(frozen=True)
class CutOut:
    """A card on a page: its trim in mm from the page's upper left.

    Pages are counted from 0. The card lies turned clockwise by `turn` degrees, a multiple of 90.
    """

    page: int
    trim: Rect
    turn: int

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in mm of the card when it is held upright."""
        if self.turn % 180:
            return self.trim.height, self.trim.width
        return self.trim.width, self.trim.height
