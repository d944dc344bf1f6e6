"""Where the parts of a poster meet: between its lines, as far as the sheets leave room for that."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import inf

from kit.core.rect import Rect
from kit.imposition.tiles import OVERLAP, Joins, Tiling

# So far off every letter a join is good, in mm: no better one is sought.
CLEAR = 5.0

# In mm: lengths that differ by no more are the same.
_NEAR = 1e-6

# From and to, in mm along one side of the poster.
Span = tuple[float, float]


def joins_between(tiling: Tiling, letters: Sequence[Rect]) -> Joins:
    """The joins of a poster with these letters, in mm of the finished poster.

    Each stands where it usually does, or moves to where it is clear of letters; where it can be
    nowhere clear, to where it goes through the fewest.
    """
    room, poster, usual = tiling.printable, tiling.poster, tiling.joins
    across = [(one.left, one.right) for one in letters]
    down = [(one.top, one.bottom) for one in letters]
    return Joins(
        tuple(_moved(usual.columns, room.width, poster.width, across)),
        tuple(_moved(usual.rows, room.height, poster.height, down)),
    )


def _moved(
    usual: Sequence[float], room: float, length: float, letters: Sequence[Span]
) -> Iterator[float]:
    """The joins along one side, each as near to the usual one as is good."""
    gaps = [*_gaps(letters)]
    reached = 0.0
    for number, at in enumerate(usual):
        # The sheets up to here reach as far, and those that follow reach back to here.
        high = min(reached + room, length)
        low = max(length - (len(usual) - number) * (room - OVERLAP), OVERLAP)
        # A poster that one sheet would hold has no such place.
        join = _best(at, (min(low, high), high), gaps, letters) if low <= high + _NEAR else at
        yield join
        reached = join - OVERLAP


def _best(usual: float, within: Span, gaps: list[Span], letters: Sequence[Span]) -> float:
    """The place that is as clear as is good, or else as can be; of such the nearest to the usual.

    How clear a place is counts in steps, so that no join moves far to gain next to nothing.
    """
    low, high = within
    found = []
    for start, end in gaps:
        good = (max(start + CLEAR, low), min(end - CLEAR, high))
        middle = (start + end) / 2
        at = _within(usual, good) if good[0] <= good[1] else _within(middle, within)
        clear = round(min(at - start, end - at, CLEAR), 1)
        found.append((-clear, abs(at - usual), at))
    best = min(found)[2]
    cut = any(start < best < end for start, end in letters)
    return _through_fewest(usual, within, letters) if cut else best


def _through_fewest(usual: float, within: Span, letters: Sequence[Span]) -> float:
    """The place that goes through the fewest letters; of such the nearest to the usual."""
    low, high = within
    edges = sorted({low, high, *(at for span in letters for at in span if low < at < high)})
    places = [_within(usual, within), *((one + other) / 2 for one, other in pairwise(edges))]

    def cost(place: float) -> tuple[int, float]:
        return sum(start < place < end for start, end in letters), abs(place - usual)

    return min(places, key=cost)


def _within(at: float, span: Span) -> float:
    return min(max(at, span[0]), span[1])


def _gaps(spans: Iterable[Span]) -> Iterator[Span]:
    """What lies between spans, and before and behind them all."""
    end = -inf
    for first, last in sorted(spans):
        if first > end:
            yield end, first
        end = max(end, last)
    yield end, inf
