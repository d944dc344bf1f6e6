"""Placements and lines as PDF operators: here millimetres become points, and y is turned."""

from collections.abc import Sequence
from functools import lru_cache

from kit.core.rect import Rect
from kit.core.sizes import POINTS_PER_MM, Size
from kit.imposition.marks import Line
from kit.imposition.place import Placement, Turn

# Of marks, in points; and of the dashes that folds are marked with.
MARK_WIDTH = 0.25
DASHES = (4.0, 3.0)


def placed(placement: Placement[str], name: str, paper: Size) -> str:
    """The operators that clip, turn and draw the form `name`; its trim has its corner at 0, 0."""
    return f"{_opened(placement.trim, placement.turn, placement.clip, paper)} {name} Do Q"


# Cards lie alike on all sheets, of which there may be thousands.
@lru_cache(maxsize=1024)
def _opened(trim: Rect, turn: Turn, shown: Rect, paper: Size) -> str:
    """The operators that clip to `shown`, and turn and move to the trim."""
    # Where the lower left corner of the face comes to lie, and the turn about it.
    corner, turned = {
        0: ((trim.left, trim.bottom), (1, 0, 0, 1)),
        90: ((trim.left, trim.top), (0, -1, 1, 0)),
        180: ((trim.right, trim.top), (-1, 0, 0, -1)),
    }[turn]
    left, bottom, right, top = box(shown, paper)
    clip = _operation("re", left, bottom, right - left, top - bottom)
    move = _operation("cm", *turned, *_point(corner, paper))
    return f"q {clip} W n {move}"


def drawn_lines(lines: Sequence[Line], paper: Size) -> str:
    """The operators that draw the lines, in black: first the full ones, then the dashed."""
    drawn = []
    for dashed in (False, True):
        kind = [line for line in lines if line.dashed == dashed]
        if kind:
            dashes = " ".join(_operand(dash) for dash in DASHES) if dashed else ""
            drawn += [_operation("w", MARK_WIDTH), f"[{dashes}] 0 d"]
        for line in kind:
            drawn.append(_operation("m", *_point(line.start, paper)))
            drawn.append(_operation("l", *_point(line.end, paper)))
        drawn += ["S"] if kind else []
    return " ".join(["q 0 G", *drawn, "Q"]) if drawn else ""


def _operation(operator: str, *operands: float) -> str:
    return " ".join([*(_operand(operand) for operand in operands), operator])


def _operand(operand: float) -> str:
    # To a thousandth of a point, without trailing zeros, of which many sheets would be full.
    return f"{operand:.3f}".rstrip("0").rstrip(".")


def _point(at: tuple[float, float], paper: Size) -> list[float]:
    """A point in mm from the upper left as points from the lower left."""
    return [at[0] * POINTS_PER_MM, (paper.height - at[1]) * POINTS_PER_MM]


def box(rect: Rect, paper: Size) -> list[float]:
    """A rectangle as a PDF box: left, bottom, right, top in points."""
    low = _point((rect.left, rect.bottom), paper)
    return [*low, *_point((rect.right, rect.top), paper)]
