"""How large a text is set in its field, and in how many lines, so that all of it is seen."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kit.forms.glyphs import NameType, drawn_letters

# The smallest size in points for texts of one line, of two and of three. Looked at on paper: 8 pt
# on two lines is read more easily than 7 on one. 5 is what the preflight passes.
SMALLEST = (8.0, 6.0, 5.0)
_STEP = 0.5
# In points, what readers leave free on either side of what is typed (measured in pdfium and
# poppler; Acrobat does so too).
PADDING = 2.0
# A line ends after a space or a hyphen.
_PARTS = re.compile(r"[^ \-\u2010]*[ \-\u2010]*")


@dataclass(frozen=True)
class SetText:
    """The lines of a text and their size in points."""

    size: float
    lines: tuple[str, ...]


def set_text(
    text: str, box: tuple[float, float], largest: float, typeface: NameType
) -> SetText | None:
    """A text in a field of this width and height in points; None where it cannot be set.

    It is set in `largest` points, or else as large as it can be; a word is broken before it would
    take the smallest type. Readers set lines anew once somebody types, and leave room for the
    typeface's tallest and deepest letters: all lines stay in the field then too.
    """
    width, height = box
    for within_words, most in ((False, len(SMALLEST) - 1), (True, len(SMALLEST))):
        for count, size in _sizes(height, largest, typeface, most):
            room = (width - 2 * PADDING) * 1000 / size
            lines = _broken(text, room, typeface, within_words=within_words)
            if lines and len(lines) <= count:
                return SetText(size, tuple(lines))
    return None


def _sizes(
    height: float, largest: float, typeface: NameType, most: int
) -> Iterator[tuple[int, float]]:
    """How many lines there may be, up to `most`, and in what size, the best first."""
    line = (typeface.face.ascent - typeface.face.descent) / 1000
    for count, smallest in enumerate(SMALLEST[:most], 1):
        size = min(largest, height / (count * line) // _STEP * _STEP)
        while size >= smallest:
            yield count, size
            size -= _STEP


def _broken(text: str, room: float, typeface: NameType, *, within_words: bool) -> list[str]:
    """The lines of a text, each at most `room` wide; none where a word is wider than that."""
    parts = list(filter(None, _PARTS.findall(text)))
    if within_words:
        parts = [letter for part in parts for letter in _pieces(part, room, typeface)]
    lines = [""]
    for part in parts:
        if typeface.width((lines[-1] + part).rstrip()) <= room:
            lines[-1] += part
        elif typeface.width(part.rstrip()) <= room:
            lines.append(part)
        else:
            return []
    return [line.rstrip() for line in lines if line]


def _pieces(part: str, room: float, typeface: NameType) -> list[str]:
    """A word as it is, or its letters where it is wider than a line."""
    return [part] if typeface.width(part.rstrip()) <= room else list(drawn_letters(part))
