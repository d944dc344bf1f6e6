"""A text in its field as the operators of a PDF: all of its letters, in their lines."""

from collections.abc import Iterator

from kit.forms.fonts import FIRST_DRAWN
from kit.forms.glyphs import NameType, drawn_letters
from kit.forms.name_layout import PADDING, SetText

# From one line to the next, of the type size.
LEADING = 1.2


def drawn_text(text: SetText, height: float, colour: str, typeface: NameType) -> str:
    """The operators that draw a text in a field of this height in points, its corner at 0, 0.

    `colour` is the operator that sets it. The typeface is called F, with codes as drawn_font has
    them.
    """
    face, size = typeface.face, text.size
    # As readers do: what is tallest and what is deepest lie as far from the middle.
    first = height / 2 - (face.ascent + face.descent) / 2000 * size
    first += (len(text.lines) - 1) / 2 * LEADING * size
    begin = f"BT {colour} /F {size:g} Tf {LEADING * size:g} TL {PADDING:g} {first:.3f} Td"
    lines = (" ".join(_shown(line, size, typeface)) for line in text.lines)
    return f"{begin}\n" + "\nT* ".join(lines) + "\nET"


def _shown(line: str, size: float, typeface: NameType) -> Iterator[str]:
    """The operators that show a line: runs of letters, and accents moved to where they sit."""
    run = ""
    for letter in drawn_letters(line):
        base, accents = letter[0], letter[1:]
        run += _code(base, typeface)
        end = typeface.face.widths[typeface.codes[base]]
        for accent, (across, up) in zip(accents, typeface.accents.get(letter, ()), strict=True):
            # Numbers between letters move to the left; an accent itself moves nothing.
            moved = f"[<{run}> {end - across}] TJ {up * size / 1000:g} Ts"
            yield f"{moved} [<{_code(accent, typeface)}> {across - end}] TJ 0 Ts"
            run = ""
    yield f"<{run}> Tj"


def _code(sign: str, typeface: NameType) -> str:
    return f"{typeface.codes[sign] + FIRST_DRAWN:04x}"
