"""What each glyph of a bundled typeface stands for, read from the typeface."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

# Of OS/2, fsSelection.
_ITALIC = 1


@cache
def texts_of_glyphs(
    fonts: Path, family: str, weight: int, italic: bool
) -> Mapping[int, tuple[str, ...]]:
    """The texts that each glyph may stand for, by its number; none of a typeface that is not here.

    `fonts` is the folder of typefaces.
    """
    from fontTools.ttLib import TTFont  # not loaded where nobody asks

    for path in sorted(fonts.glob("*.ttf")):
        with TTFont(path, lazy=True) as face:
            families = {face["name"].getDebugName(number) for number in (1, 16)}
            style = face["OS/2"]
            of_style = style.usWeightClass == weight and bool(style.fsSelection & _ITALIC) == italic
            if family in families and of_style:
                return _texts_of_glyphs(face)
    return {}


def _texts_of_glyphs(face: Any) -> dict[int, tuple[str, ...]]:
    from fontTools.agl import toUnicode

    codes: dict[str, list[str]] = {}
    for code, glyph in sorted(face.getBestCmap().items()):
        codes.setdefault(glyph, []).append(chr(code))
    texts = {}
    for number, glyph in enumerate(face.getGlyphOrder()):
        # One that no letter has of itself tells by its name what it is: uni0301.c, f_t.
        named = toUnicode(glyph)
        texts[number] = tuple(codes.get(glyph, [named] if named else []))
    return texts
