"""SVG shapes as path data in one square, with their transforms applied."""

import math
import re
from collections.abc import Callable, Mapping
from xml.etree import ElementTree

from fontTools.misc.transform import Transform
from fontTools.pens.recordingPen import RecordingPen
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.svgLib.path import SVGPath

from kit.content.looks import SIDE

# How far from it a shape may reach: a horizon is part of a large circle.
_FURTHEST = 1000 * SIDE

# Possessive, so that no text, however contrived, makes the search go back and take long.
_NUMBER = r"(?>[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,2})?)"
_NUMBERS = re.compile(rf"\s*+(?:{_NUMBER}[\s,]*+)*+")
# Path data (SVG 1.1, 8.3) and transformations (7.6) are letters with numbers.
_DATA = re.compile(r"[MmZzLlHhVvCcSsQqTtAa0-9eE\s,.+-]*")
_LENGTH = re.compile(rf"({_NUMBER})(?:px)?")
_MOVE = re.compile(rf"\s*+([a-zA-Z]++)\s*+\(({_NUMBERS.pattern})\)[\s,]*+")
# The parser of fontTools takes no dot at the end of a number.
_LAST_DOT = re.compile(r"(?<=\d)\.(?!\d)")
_MOVES: Mapping[tuple[str, int], Callable[..., Transform]] = {
    ("matrix", 6): Transform,
    ("translate", 1): lambda x: Transform(1, 0, 0, 1, x, 0),
    ("translate", 2): lambda x, y: Transform(1, 0, 0, 1, x, y),
    ("scale", 1): lambda both: Transform(both, 0, 0, both, 0, 0),
    ("scale", 2): lambda x, y: Transform(x, 0, 0, y, 0, 0),
    ("rotate", 1): lambda angle: Transform().rotate(math.radians(angle)),
    ("rotate", 3): lambda angle, x, y: (
        Transform().translate(x, y).rotate(math.radians(angle)).translate(-x, -y)
    ),
    ("skewX", 1): lambda angle: Transform().skew(math.radians(angle), 0),
    ("skewY", 1): lambda angle: Transform().skew(0, math.radians(angle)),
}
# What each shape is drawn by, and what that is where it is not given (SVG 1.1, 9).
_SHAPES: Mapping[str, Mapping[str, str]] = {
    "path": {"d": ""},
    "circle": {"cx": "0", "cy": "0", "r": "0"},
    "ellipse": {"cx": "0", "cy": "0", "rx": "0", "ry": "0"},
    "rect": {"x": "0", "y": "0", "width": "0", "height": "0", "rx": "0", "ry": "0"},
    "line": {"x1": "0", "y1": "0", "x2": "0", "y2": "0"},
    "polyline": {"points": ""},
    "polygon": {"points": ""},
}
SHAPES = frozenset(_SHAPES)
_DRAWING = ("lineTo", "curveTo", "qCurveTo")


def numbers(text: str) -> list[float]:
    """The numbers of a list. Raises ValueError for anything else."""
    if not _NUMBERS.fullmatch(text):
        raise ValueError(text)
    return [float(one) for one in re.findall(_NUMBER, text)]


def moved(by: Transform, text: str) -> Transform:
    """A transform with a transform attribute applied inside it. Raises ValueError for a bad one."""
    end = 0
    while found := _MOVE.match(text, end):
        given = numbers(found[2])
        if (found[1], len(given)) not in _MOVES:
            raise ValueError(text)
        by = by.transform(_MOVES[found[1], len(given)](*given))
        end = found.end()
    if text[end:].strip() or not math.isfinite(sum(by)) or not by[0] * by[3] - by[1] * by[2]:
        raise ValueError(text)
    return by


def path_of(shape: str, given: Mapping[str, str], by: Transform) -> str:
    """The path data of a shape, empty where it lies outside the square.

    Raises ValueError, in which the first word is the attribute, for what is no such shape.
    """
    texts = {
        name: _attribute(name, given.get(name, usual)) for name, usual in _SHAPES[shape].items()
    }
    first = next(iter(texts))
    if not texts[first]:
        return ""
    if shape == "rect":
        texts |= _corners(*(float(texts[name]) for name in ("rx", "ry", "width", "height")))
    drawn = RecordingPen()
    svg = ElementTree.Element("svg")
    ElementTree.SubElement(svg, shape, texts)
    try:
        SVGPath.fromstring(ElementTree.tostring(svg), by).draw(drawn)
    except (ValueError, IndexError, ArithmeticError) as error:
        raise ValueError(f"{first} {error}") from error
    points = [point for _, points in drawn.value for point in points]
    if not all(abs(length) <= _FURTHEST for point in points for length in point):
        raise ValueError(f"{first} is far outside")
    if not any(how in _DRAWING for how, _ in drawn.value) or not _within(points):
        return ""
    pen = SVGPathPen(None, ntos=lambda length: f"{round(length, 3):g}")
    drawn.replay(pen)
    return str(pen.getCommands())


def _attribute(name: str, text: str) -> str:
    """The value of a shape's attribute, checked and on one line."""
    plain = " ".join(text.split())
    if name == "d":
        good = _DATA.fullmatch(plain)
        plain = _LAST_DOT.sub("", plain)
    elif name == "points":
        good = _NUMBERS.fullmatch(plain)
        plain = " ".join(re.findall(_NUMBER, plain))
    else:
        good = _LENGTH.fullmatch(plain)
        plain = good[1] if good else plain
        if name in ("r", "rx", "ry", "width", "height") and plain.startswith("-"):
            good = None
    if not good:
        raise ValueError(f"{name} {text}")
    return plain


def _corners(rx: float, ry: float, width: float, height: float) -> dict[str, str]:
    """How round the corners of a rectangle are (SVG 1.1, 9.2): where one is given, both are."""
    across, down = min(rx or ry, width / 2), min(ry or rx, height / 2)
    return {"rx": str(across), "ry": str(down)}


def _within(points: list[tuple[float, float]]) -> bool:
    """Whether a path through these points, or towards them, may be seen in the square."""
    across, down = zip(*points, strict=True)
    return all(min(one) <= SIDE and max(one) >= 0 for one in (across, down))
