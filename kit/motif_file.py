"""A motif out of an SVG file: shapes alone, drawn in the colours and strokes of the layouts.

An SVG from a colleague or the net is data. What is taken over is the geometry of plain shapes; a
file that holds anything else that would be seen or could act is refused, told with its line.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat

from kit.whole_file import Hindrance, UnreadError, whole_file

# In bytes, elements, and elements in one another. Icons have some 2 kB and ten elements.
MOST_BYTES = 100_000
_MOST_SHAPES = 200
_MOST_DEEP = 12

_SVG = "http://www.w3.org/2000/svg"
_NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,2})?"
_NUMBERS = re.compile(rf"\s*(?:{_NUMBER}[\s,]*)*")
# Path data (SVG 1.1, 8.3) and transformations (7.6) are letters with numbers.
_PATH = re.compile(r"[MmZzLlHhVvCcSsQqTtAa0-9eE\s,.+-]*")
_TRANSFORM = re.compile(
    r"\s*(?:(?:matrix|translate|scale|rotate|skewX|skewY)\(" + _NUMBERS.pattern + r"\)[\s,]*)*"
)
_LENGTH = re.compile(_NUMBER)
# What each shape is drawn by, and how such a text is written.
_SHAPES: Mapping[str, tuple[str, ...]] = {
    "path": ("d",),
    "circle": ("cx", "cy", "r"),
    "ellipse": ("cx", "cy", "rx", "ry"),
    "rect": ("x", "y", "width", "height", "rx", "ry"),
    "line": ("x1", "y1", "x2", "y2"),
    "polyline": ("points",),
    "polygon": ("points",),
}
_WRITTEN = {"d": _PATH, "points": _NUMBERS, "transform": _TRANSFORM}
# These are passed over, with all that is in them: they are not seen. What stands in defs is seen
# where something points to it, which is refused; Inkscape writes one into its plain SVG too.
_UNSEEN = frozenset({"title", "desc", "metadata", "defs"})
_HINDRANCES: dict[Hindrance, str] = {
    "folder": "is a folder: name the file of an SVG in it",
    "missing": "is not there: check its name and its folder",
    "special": "is no file: name an SVG",
    "unreadable": "cannot be read: {reason}",
    "large": f"has more than {MOST_BYTES // 1000} kB: save it simpler, as a plain SVG",
}


class MotifError(Exception):
    """Raised with what is wrong with a file, and what to do about it; begins with a verb."""


@dataclass(frozen=True)
class Shape:
    """An element with its attributes, drawn as an area or as a line."""

    element: str
    attributes: tuple[tuple[str, str], ...]
    filled: bool


@dataclass(frozen=True)
class Motif:
    """Shapes in a box: its left and upper edge and its sides, in units of its own.

    `filled` is whether any shape is drawn as an area. `title` is what the file calls itself.
    """

    box: tuple[float, float, float, float]
    shapes: tuple[Shape, ...]
    title: str = ""

    @property
    def scale(self) -> float:
        """What lengths are multiplied by, so that the longer side is 100."""
        return 100 / max(self.box[2:])

    @property
    def moved(self) -> tuple[float, float]:
        """How far it is moved in its own units, so that it stands in the middle of a square."""
        left, top, width, height = self.box
        side = max(width, height)
        return (side - width) / 2 - left, (side - height) / 2 - top


def read_motif(path: Path) -> Motif:
    """The motif in a file. Raises MotifError where there is none that can be drawn safely."""
    try:
        data = whole_file(path, MOST_BYTES)
    except UnreadError as error:
        raise MotifError(_HINDRANCES[error.hindrance].format(reason=error.reason)) from error
    return motif_of(data)


def motif_of(data: bytes) -> Motif:
    """The motif in an SVG. Raises MotifError where it holds more than plain shapes."""
    reading = _Reading()
    try:
        reading.parser.Parse(data, True)
    except expat.ExpatError as error:
        raise MotifError(f"is no SVG, at line {error.lineno}: save it anew as SVG") from error
    if reading.box is None:
        raise MotifError("is no SVG: save it as one")
    if not reading.shapes:
        raise MotifError("holds no shape that can be drawn: draw it as paths, and save it anew")
    return Motif(reading.box, tuple(reading.shapes), " ".join("".join(reading.title).split())[:120])


class _Reading:
    """What has been read of a file so far."""

    def __init__(self) -> None:
        self.box: tuple[float, float, float, float] | None = None
        self.shapes: list[Shape] = []
        self.title: list[str] = []
        # Of each element around: its name, its transformations, and whether it fills its shapes.
        self._around: list[tuple[str, str, bool]] = []
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.ProcessingInstructionHandler = self._instruction
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._words

    def _refuse(self, what: str) -> MotifError:
        line = self.parser.CurrentLineNumber
        return MotifError(f"{what}, at line {line}, which is not taken: save it as a plain SVG")

    def _doctype(self, *_declared: object) -> None:
        # It may define entities, which grow without end or lead to other files.
        raise self._refuse("has a document type")

    def _instruction(self, *_told: object) -> None:
        raise self._refuse("has instructions for programs")

    def _words(self, words: str) -> None:
        if [name for name, _, _ in self._around] == ["svg", "title"]:
            self.title.append(words)

    def _end(self, _name: str) -> None:
        self._around.pop()

    def _start(self, full: str, given: dict[str, str]) -> None:
        space, _, name = full.rpartition(" ")
        if any(around in _UNSEEN for around, _, _ in self._around):
            self._around.append((name, "", False))
            return
        if len(self._around) >= _MOST_DEEP:
            raise self._refuse(f"has more than {_MOST_DEEP} elements in one another")
        if space not in ("", _SVG):
            # Of drawing programs, about themselves; what is in it is not seen either.
            self._around.append(("metadata", "", False))
            return
        moved, filled = self._around[-1][1:] if self._around else ("", True)
        drawn = {**given, **_styles(given.get("style", ""))}
        if any(key.lower().startswith("on") for key in given):
            raise self._refuse("has a script")
        if "url(" in "".join(given.values()).lower():
            raise self._refuse("has patterns or shades")
        moved = f"{moved} {self._checked('transform', given.get('transform', ''))}".strip()
        filled = drawn.get("fill", "" if filled else "none").strip() != "none"
        if name == "svg" and not self._around:
            self.box = self._box(given)
        elif name in _SHAPES:
            self._shape(name, given, moved, filled=filled)
        elif name not in {"g", *_UNSEEN}:
            raise self._refuse(f"has {name[:20]}")
        self._around.append((name, moved, filled))

    def _shape(self, name: str, given: dict[str, str], moved: str, *, filled: bool) -> None:
        if len(self.shapes) >= _MOST_SHAPES:
            raise self._refuse(f"has more than {_MOST_SHAPES} shapes")
        own = [(key, self._checked(key, given[key])) for key in _SHAPES[name] if key in given]
        place = [("transform", moved)] if moved else []
        self.shapes.append(Shape(name, (*own, *place), filled))

    def _checked(self, key: str, text: str) -> str:
        if not _WRITTEN.get(key, _LENGTH).fullmatch(text.strip()):
            raise self._refuse(f"has a {key} that is none")
        return " ".join(text.split())

    def _box(self, given: dict[str, str]) -> tuple[float, float, float, float]:
        """The box of the drawing; without one it begins at 0, and is as large as it says."""
        told = given.get("viewBox") or f"0 0 {given.get('width', '')} {given.get('height', '')}"
        numbers = re.findall(_NUMBER, told.replace("px", ""))
        if len(numbers) != 4 or not _NUMBERS.fullmatch(told.replace("px", "").strip()):
            raise self._refuse("does not say how large it is (viewBox)")
        left, top, width, height = (float(number) for number in numbers)
        if not all(map(math.isfinite, (left, top))) or not 0 < min(width, height) <= 1e5:
            raise self._refuse("is of no size")
        return left, top, width, height


def _styles(style: str) -> dict[str, str]:
    """The declarations of a style attribute."""
    pairs = (one.partition(":") for one in style.split(";") if ":" in one)
    return {name.strip(): value.strip() for name, _, value in pairs}
