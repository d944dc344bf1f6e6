"""Where a poster is glued of two sheets: its lines are set so that the join goes between them."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

# From and to, in mm down the poster.
Span = tuple[float, float]
Tried = TypeVar("Tried")

# In mm of a poster on A3, from the middle of its height: where two sheets of A4 or of Letter can be
# joined, whatever most printers leave white; and so far off every line a join is good.
_MIDDLE, _EITHER_WAY, CLEAR = 3.7, 6.6, 6.0
# As far off the letters of two lines of one text a join can be at most, in mm.
_WITHIN_TEXT = 2.0


def clearest(
    tries: Iterable[Tried], spans_of: Callable[[Tried], Iterable[Span]], height: float
) -> Tried:
    """The first try that leaves room for a join, or the one that leaves most.

    `spans_of` is where the lines stand then, on a poster so high. What is better by less than a
    tenth is no reason to go on; nor is anything where a join has to go between two lines of one
    text, which half a millimetre is enough for.
    """
    found: list[tuple[float, Tried]] = []
    for one in tries:
        found.append((min(clearance(spans_of(one), height), CLEAR), one))
        if found[-1][0] == CLEAR:
            break
    most = max(clear for clear, _ in found)
    enough = most if most > _WITHIN_TEXT else min(most, _WITHIN_TEXT / 4)
    return next(one for clear, one in found if clear >= enough * 0.9)


def clearance(spans: Iterable[Span], height: float) -> float:
    """How far off every line the parts of a poster can be joined, in mm; 0 through a line."""
    low = height / 2 + _MIDDLE - _EITHER_WAY
    best = 0.0
    for start, end in _gaps(spans, height):
        at = min(max((start + end) / 2, low), low + 2 * _EITHER_WAY)
        best = max(best, min(at - start, end - at))
    return best


def _gaps(spans: Iterable[Span], height: float) -> Iterator[Span]:
    """What lies between the spans, and before and behind them all."""
    reached = 0.0
    for start, end in sorted(spans):
        if start > reached:
            yield reached, start
        reached = max(reached, end)
    yield reached, height
