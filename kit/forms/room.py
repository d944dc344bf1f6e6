"""How many letters a field has room for, whichever program sets what is typed into it."""

from kit.forms.fonts import CutFace

# In points, what readers leave free on either side of what is typed, and above and below it
# (measured in pdfium, poppler, pdf.js and pypdf; Acrobat leaves as much at the sides).
PADDING, ABOVE = 2.0, 1.0
# The smallest size that is to be typed in, in points: pdfium has 8, and then 6.
FLOOR = 8.0
# pdf.js sets as many lines as would stand so far apart, of the type size, to the nearest number.
_LINE_OF_PDFJS = 1.35
# The letter that all might be.
_WIDE = "W"


def letters_that_fit(box: tuple[float, float], size: float, typeface: CutFace) -> int:
    """How many letters a field of this width and height in points holds, typed in this size.

    They are counted as if each were a W, the widest capital of nb, nn and en. What is written in
    words takes some 0.6 of that, and so has room for what their wrapping leaves of each line.
    """
    width, height = box[0] - 2 * PADDING, box[1] - 2 * ABOVE
    line = (typeface.ascent - typeface.descent) / 1000
    lines = min(int(height / (line * FLOOR)), round(height / (_LINE_OF_PDFJS * size)))
    wide = typeface.widths[typeface.letters.index(_WIDE)] / 1000 * size
    return max(lines, 1) * max(int(width / wide), 1)
