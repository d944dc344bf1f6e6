"""Lay out a text in its field (its size and lines), and draw it with PDF operators."""

from collections.abc import Iterator
from dataclasses import dataclass

from kit.forms.fonts import FIRST_DRAWN
from kit.forms.glyphs import NameType, drawn_letters

# The smallest size in points for texts of one line, of two and of three. Looked at on paper: 8 pt
# on two lines is read more easily than 7 on one. 5 is what the preflight passes.
SMALLEST = (8.0, 6.0, 5.0)
# And the largest, which most have: some larger than what is typed, since it heads the form.
LARGEST = 11.0
_STEP = 0.5
# In points, how far a name keeps off the border of its field. What is typed has some more room.
INSET = 5.0
# A line ends after one of these, unless it has an accent.
_BREAKS = (" ", "-", "\u2010")

# From one line to the next, of the type size.
LEADING = 1.2


@dataclass(frozen=True)
class LaidText:
    """The lines of a text and their size in points."""

    size: float
    lines: tuple[str, ...]


def laid_text(text: str, box: tuple[float, float], typeface: NameType) -> LaidText | None:
    """Lay out a text in a field of this width and height in points; None where it does not fit.

    It is set in LARGEST points, or else as large as it can be; a word is broken before it would
    take the smallest type. The typeface's tallest and deepest letters have room in each line.
    """
    width, height = box
    for within_words, most in ((False, len(SMALLEST) - 1), (True, len(SMALLEST))):
        for count, size in _sizes(height, typeface, most):
            room = (width - 2 * INSET) * 1000 / size
            lines = _broken(text, room, typeface, within_words=within_words)
            if lines and len(lines) <= count:
                return LaidText(size, tuple(lines))
    return None


def _sizes(height: float, typeface: NameType, most: int) -> Iterator[tuple[int, float]]:
    """How many lines there may be, up to `most`, and in what size, the best first."""
    line = (typeface.face.ascent - typeface.face.descent) / 1000
    for count, smallest in enumerate(SMALLEST[:most], 1):
        size = min(LARGEST, height / (count * line) // _STEP * _STEP)
        while size >= smallest:
            yield count, size
            size -= _STEP


def _broken(text: str, room: float, typeface: NameType, *, within_words: bool) -> list[str]:
    """The lines of a text, each at most `room` wide; none where a word is wider than that."""
    parts = list(_parts(text))
    if within_words:
        parts = [letter for part in parts for letter in _fitting_parts(part, room, typeface)]
    lines = [""]
    for part in parts:
        if typeface.width((lines[-1] + part).rstrip()) <= room:
            lines[-1] += part
        elif typeface.width(part.rstrip()) <= room:
            lines.append(part)
        else:
            return []
    return [line.rstrip() for line in lines if line]


def _parts(text: str) -> Iterator[str]:
    """A text in parts, each with the spaces and hyphens that a line may end after."""
    part, ended = "", False
    for letter in drawn_letters(text):
        if ended and letter not in _BREAKS:
            yield part
            part = ""
        part, ended = part + letter, letter in _BREAKS
    if part:
        yield part


def _fitting_parts(part: str, room: float, typeface: NameType) -> list[str]:
    """A word as it is, or its letters where it is wider than a line."""
    return [part] if typeface.width(part.rstrip()) <= room else list(drawn_letters(part))


def drawn_text(text: LaidText, height: float, colour: str, typeface: NameType) -> str:
    """The operators that draw a text in a field of this height in points, its corner at 0, 0.

    `colour` is the operator that sets it. The typeface is called F, with codes as drawn_font has
    them.
    """
    face, size = typeface.face, text.size
    # As readers do: what is tallest and what is deepest lie as far from the middle.
    first = height / 2 - (face.ascent + face.descent) / 2000 * size
    first += (len(text.lines) - 1) / 2 * LEADING * size
    begin = f"BT {colour} /F {size:g} Tf {LEADING * size:g} TL {INSET:g} {first:.3f} Td"
    # One piece for each line: pdfium takes an accent that it finds in a piece of its own for one
    # printed twice, if the letter before, no wider than the accent, has the same.
    lines = (f"<{_codes(line, typeface)}> Tj" for line in text.lines)
    return f"{begin}\n" + "\nT* ".join(lines) + "\nET"


def _codes(line: str, typeface: NameType) -> str:
    letters = drawn_letters(line)
    return "".join(f"{typeface.codes[letter] + FIRST_DRAWN:04x}" for letter in letters)
