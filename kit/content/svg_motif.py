"""Read a motif from an SVG file: its shapes alone; layouts give them colours and strokes.

An SVG from a colleague or the net is data. What is taken over is the geometry of plain shapes; a
file that holds anything else that would be seen or could act is refused, told with its line.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.parsers import expat

from fontTools.misc.transform import Transform
from tinycss2.color4 import Color, parse_color

from kit.content.looks import SIDE, Motif, MotifError, Shape
from kit.content.svg_paths import SHAPES, moved, numbers, path_of
from kit.core.messages import Message
from kit.system.files import Hindrance, UnreadError, whole_file

# In bytes, elements, and elements in one another. Icons have some 2 kB and ten elements.
MOST_BYTES = 100_000
_MOST_SHAPES = 200
_MOST_DEEP = 12

_SVG = "http://www.w3.org/2000/svg"
# The sides that a drawing may have, in units of its own; icons have 16 to 1000.
_SMALLEST, _LARGEST = 1e-3, 1e5
# These are passed over, with all that is in them: they are not seen. What stands in defs is seen
# where something points to it, which is refused; Inkscape writes one into its plain SVG too.
_UNSEEN = frozenset({"title", "desc", "metadata", "defs"})
# What an element hands down to those in it, and what it is where nothing is said.
_HANDED_DOWN: Mapping[str, str] = {
    "fill": "black",
    "fill-opacity": "1",
    "fill-rule": "nonzero",
    "stroke": "none",
    "stroke-opacity": "1",
    "visibility": "visible",
}
_NOTHING = frozenset({"0", "0.0", "0%"})
# Of 1, how much of each of its lights a colour has that is white on paper.
_WHITE = 0.98
_HINDRANCES: dict[Hindrance, str] = {
    "folder": Message("is a folder: name the file of an SVG in it"),
    "missing": Message("is not there: check its name and its folder"),
    "special": Message("is no file: name an SVG"),
    "unreadable": Message("cannot be read: {reason}"),
    "large": Message(
        "has more than {most} kB: save it simpler, as a plain SVG", most=MOST_BYTES // 1000
    ),
}
# What is told of what is not taken, with the line where it stands.
_DOCTYPE = Message(
    "has a document type, at line {line}, which is not taken: save it as a plain SVG"
)
_INSTRUCTION = Message(
    "has instructions for programs, at line {line}, which is not taken: save it as a plain SVG"
)
_DEEP = Message(
    "has more than {most} elements in one another, at line {line}, which is not taken: save it as "
    "a plain SVG"
)
_SCRIPT = Message("has a script, at line {line}, which is not taken: save it as a plain SVG")
_SHADES = Message(
    "has patterns or shades, at line {line}, which is not taken: save it as a plain SVG"
)
_TEXT = Message("has text, at line {line}, which is not taken: turn it into a path")
_ELEMENT = Message("has {element}, at line {line}, which is not taken: save it as a plain SVG")
_TRANSFORM = Message(
    "has a transform that is none, at line {line}, which is not taken: save it as a plain SVG"
)
_MANY = Message(
    "has more than {most} shapes, at line {line}, which is not taken: save it as a plain SVG"
)
_ATTRIBUTE = Message(
    "has a {attribute} that is none, at line {line}, which is not taken: save it as a plain SVG"
)
_WHITE_SHAPE = Message(
    "has a white shape, at line {line}, which would be drawn in the colour of the area: cut it out "
    "of what is below it"
)
_NO_BOX = Message(
    "does not say how large it is (viewBox), at line {line}, which is not taken: save it as a "
    "plain SVG"
)
_NO_SIZE = Message("is of no size, at line {line}, which is not taken: save it as a plain SVG")


@dataclass(frozen=True)
class _Element:
    """An SVG element that is being read, with the styles that its children inherit."""

    name: str
    by: Transform
    looks: Mapping[str, str]
    seen: bool = True


def read_motif(path: Path) -> Motif:
    """The motif in a file. Raises MotifError where there is none that can be drawn safely."""
    try:
        data = whole_file(path, MOST_BYTES)
    except UnreadError as error:
        raise MotifError(error.in_words(_HINDRANCES)) from error
    return motif_of(data)


def motif_of(data: bytes) -> Motif:
    """The motif in an SVG. Raises MotifError where it holds more than plain shapes."""
    reading = _Reading()
    try:
        reading.parser.Parse(data, True)
    except expat.ExpatError as error:
        no_xml = Message("is no SVG, at line {line}: save it anew as SVG", line=error.lineno)
        raise MotifError(no_xml) from error
    if not reading.is_svg:
        raise MotifError(Message("is no SVG: save it as one"))
    if not reading.shapes:
        raise MotifError(Message("holds no shape that is seen: draw it as paths, and save it anew"))
    return Motif(tuple(reading.shapes), " ".join("".join(reading.title).split())[:120])


class _Reading:
    """The reader of one SVG file, with what it has read so far."""

    def __init__(self) -> None:
        self.is_svg = False
        self.shapes: list[Shape] = []
        self.title: list[str] = []
        self._around: list[_Element] = []
        # As all files of a pack, whatever it calls itself: of some encodings expat knows nothing.
        self.parser = expat.ParserCreate("UTF-8", namespace_separator=" ")
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.ProcessingInstructionHandler = self._instruction
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._words

    def _refuse(self, told: Message, **values: Any) -> MotifError:
        return MotifError(told.with_values(line=self.parser.CurrentLineNumber, **values))

    def _doctype(self, *_declared: object) -> None:
        # It may define entities, which grow without end or lead to other files.
        raise self._refuse(_DOCTYPE)

    def _instruction(self, *_told: object) -> None:
        raise self._refuse(_INSTRUCTION)

    def _words(self, words: str) -> None:
        if [one.name for one in self._around] == ["svg", "title"]:
            self.title.append(words)

    def _end(self, _name: str) -> None:
        self._around.pop()

    def _start(self, full: str, given: dict[str, str]) -> None:
        space, _, name = full.rpartition(" ")
        around = self._around[-1] if self._around else _Element("", Transform(), _HANDED_DOWN)
        drawn = {**given, **_styles(given.get("style", ""))}
        # What drawing programs write about themselves is not seen either.
        if not around.seen or space not in ("", _SVG) or _is_hidden(name, drawn):
            self._around.append(_Element(name, around.by, around.looks, seen=False))
            return
        if len(self._around) >= _MOST_DEEP:
            raise self._refuse(_DEEP, most=_MOST_DEEP)
        if any(key.lower().startswith("on") for key in given):
            raise self._refuse(_SCRIPT)
        if "url(" in "".join(given.values()).lower():
            raise self._refuse(_SHADES)
        looks = {key: _plain(drawn.get(key, is_)) for key, is_ in around.looks.items()}
        by = around.by
        if name == "svg" and not self._around:
            self.is_svg = True
            by = self._box(given)
        elif name == "text":
            raise self._refuse(_TEXT)
        elif name not in {"g", *SHAPES}:
            raise self._refuse(_ELEMENT, element=name[:20])
        by = self._moved(by, given, drawn)
        if name in SHAPES:
            self._shape(name, given, by, looks)
        self._around.append(_Element(name, by, looks))

    def _moved(
        self, by: Transform, given: Mapping[str, str], drawn: Mapping[str, str]
    ) -> Transform:
        text = given.get("transform", "")
        try:
            if "transform-origin" in drawn or drawn.get("transform", "") != text:
                raise ValueError(text)
            return moved(by, text)
        except ValueError as error:
            raise self._refuse(_TRANSFORM) from error

    def _shape(
        self, name: str, given: Mapping[str, str], by: Transform, looks: Mapping[str, str]
    ) -> None:
        if len(self.shapes) >= _MOST_SHAPES:
            raise self._refuse(_MANY, most=_MOST_SHAPES)
        try:
            path = path_of(name, given, by)
        except ValueError as error:
            raise self._refuse(_ATTRIBUTE, attribute=str(error).split()[0]) from error
        # A line has no inside.
        parts = ("stroke",) if name == "line" else ("fill", "stroke")
        shown = {one for one in parts if _is_seen(looks, one)}
        if not path or looks["visibility"] != "visible" or not shown:
            return
        if any(_is_white(looks[one]) for one in shown):
            raise self._refuse(_WHITE_SHAPE)
        even_odd = looks["fill-rule"] == "evenodd"
        self.shapes.append(Shape(path, "fill" in shown, "stroke" in shown, even_odd))

    def _box(self, given: Mapping[str, str]) -> Transform:
        """The transform from the SVG's own viewBox into the middle of the square.

        Without a box it begins at 0, and is as large as it says.
        """
        told = given.get("viewBox") or f"0 0 {given.get('width', '')} {given.get('height', '')}"
        try:
            left, top, width, height = numbers(told.replace("px", "").strip())
        except ValueError as error:
            raise self._refuse(_NO_BOX) from error
        side = max(width, height)
        if min(width, height) < _SMALLEST or side > _LARGEST:
            raise self._refuse(_NO_SIZE)
        square = Transform().scale(SIDE / side)
        return square.translate((side - width) / 2 - left, (side - height) / 2 - top)


def _is_hidden(name: str, drawn: Mapping[str, str]) -> bool:
    return (
        name in _UNSEEN
        or _plain(drawn.get("display", "")) == "none"
        or _plain(drawn.get("opacity", "")) in _NOTHING
    )


def _is_seen(looks: Mapping[str, str], what: str) -> bool:
    """Whether a fill or stroke of this value is visible."""
    if looks[what] == "none" or looks[f"{what}-opacity"] in _NOTHING:
        return False
    colour = parse_color(looks[what])
    return not (isinstance(colour, Color) and colour.alpha == 0)


def _is_white(text: str) -> bool:
    colour = parse_color(text)
    if not isinstance(colour, Color) or colour.space not in ("srgb", "hsl", "hwb"):
        return False
    red, green, blue, _ = colour.to("srgb")
    return bool(min(red, green, blue) >= _WHITE)


def _plain(value: str) -> str:
    """A CSS value in small letters, without !important."""
    return value.partition("!")[0].lower().strip()


def _styles(style: str) -> dict[str, str]:
    """The declarations of a style attribute."""
    pairs = (one.partition(":") for one in style.split(";") if ":" in one)
    return {name.strip(): value.strip() for name, _, value in pairs}
