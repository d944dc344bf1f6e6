"""The typeface that names are drawn in: its letters, how wide they are, where accents sit."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kit.core.errors import KitError
from kit.core.messages import Message
from kit.forms.fonts import FACE, CutFace, Offset, cut_face

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

# Kinds of lookups in GPOS: accents upon letters, accents upon accents (OpenType, GPOS).
_ON_LETTERS, _ON_ACCENTS = 4, 6
# Between two accents that the typeface tells nothing of; between others it leaves about as much.
_APART = 40


@dataclass(frozen=True)
class NameType:
    """The letters of some names, cut out of Source Sans 3.

    A letter with accents for which Unicode has no one sign is one letter of the face with them.
    Scripts that run from right to left, or whose letters change with their neighbours, are not in
    the typeface.
    """

    face: CutFace

    @cached_property
    def codes(self) -> Mapping[str, int]:
        """The places of the letters in the face, counted from 0."""
        return {letter: place for place, letter in enumerate(self.face.letters)}

    @cached_property
    def _widths(self) -> Mapping[str, int]:
        """The width of each letter, by its first character: accents take no width."""
        letters = zip(self.face.letters, self.face.widths, strict=True)
        return {letter[0]: width for letter, width in letters}

    def width(self, text: str) -> float:
        """How wide a text is, in thousandths of the type size."""
        return sum(self._widths[letter[0]] for letter in drawn_letters(text))


def as_written(text: str) -> str:
    """A text as the value of a field of one line: with single spaces, accents on their letters."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


def drawn_letters(text: str) -> Iterator[str]:
    """The letters of a text, each with all accents that Unicode has no one sign for."""
    letter = ""
    for sign in text:
        if letter and not unicodedata.combining(sign):
            yield letter
            letter = ""
        letter += sign
    if letter:
        yield letter


def name_type(fonts: Path, texts: Iterable[str]) -> NameType:
    """The typeface to draw these texts in, given as_written; `fonts` is the folder of typefaces.

    Raises KitError with all letters that the typeface lacks.
    """
    from fontTools.ttLib import TTFont  # not loaded where no names are drawn

    drawn = {letter for text in texts for letter in drawn_letters(as_written(text))}
    signs = sorted(set("".join(drawn)))
    accented = sorted(letter for letter in drawn if len(letter) > 1)
    with TTFont(fonts / FACE, lazy=True) as font:
        missing = [sign for sign in signs if ord(sign) not in font.getBestCmap()]
        if missing:
            told = ", ".join(f"{sign} (U+{ord(sign):04X})" for sign in missing)
            text = Message("the typeface of forms has no {letters}: write it another way")
            raise KitError.of(text.with_values(letters=told))
        places = _Places(font) if accented else None
        accents = {letter: places.of(letter) for letter in accented} if places else {}
    return NameType(cut_face(fonts, tuple(sorted(drawn)), accents))


class _Places:
    """Where accents sit upon letters, as the GPOS table of the typeface has it."""

    def __init__(self, font: "TTFont") -> None:
        self._font, self._names = font, font.getBestCmap()
        # Some 20 ms, though all but these lookups is left unread.
        lookups = font["GPOS"].table.LookupList.Lookup
        self._on = {
            kind: [
                table
                for lookup in lookups
                if lookup.LookupType == kind
                for table in lookup.SubTable
            ]
            for kind in (_ON_LETTERS, _ON_ACCENTS)
        }

    def of(self, letter: str) -> list[Offset]:
        """Where the accents of a letter sit that are signs of their own."""
        # The tables know letters without accents. What is on this one already takes its room.
        bare = unicodedata.normalize("NFD", letter[0])
        signs = [sign for sign in bare + letter[1:] if ord(sign) in self._names]
        base, *accents = (self._names[ord(sign)] for sign in signs)
        placed: list[tuple[str, Any, Offset]] = []
        for accent in accents:
            table, at = self._upon_letter(base, accent)
            # One that stands where another does stands upon that.
            for other, its_table, its_place in placed:
                if its_table is table:
                    across, up = self._upon_accent(other, accent)
                    at = (its_place[0] + across, its_place[1] + up)
            placed.append((accent, table, at))
        return [at for _, _, at in placed[1 - len(letter) :]]

    def _upon_letter(self, base: str, accent: str) -> tuple[Any, Offset]:
        """The table that knows both, and the place; above the middle where none does."""
        for table in self._on[_ON_LETTERS]:
            if accent in table.MarkCoverage.glyphs and base in table.BaseCoverage.glyphs:
                mark = table.MarkArray.MarkRecord[table.MarkCoverage.glyphs.index(accent)]
                letter = table.BaseArray.BaseRecord[table.BaseCoverage.glyphs.index(base)]
                anchor = letter.BaseAnchor[mark.Class]
                if anchor is not None:
                    return table, _between(anchor, mark.MarkAnchor)
        return None, (self._font["hmtx"][base][0] // 2, 0)

    def _upon_accent(self, lower: str, upper: str) -> Offset:
        """By how much one accent stands off another, further from the letter."""
        for table in self._on[_ON_ACCENTS]:
            if upper in table.Mark1Coverage.glyphs and lower in table.Mark2Coverage.glyphs:
                mark = table.Mark1Array.MarkRecord[table.Mark1Coverage.glyphs.index(upper)]
                under = table.Mark2Array.Mark2Record[table.Mark2Coverage.glyphs.index(lower)]
                anchor = under.Mark2Anchor[mark.Class]
                if anchor is not None:
                    return _between(anchor, mark.MarkAnchor)
        drawn = self._font["glyf"][lower]
        height = drawn.yMax - drawn.yMin + _APART
        return 0, height if drawn.yMin > 0 else -height


def _between(anchor: Any, mark: Any) -> Offset:
    """How far an accent moves for its anchor to lie on that of its letter."""
    return anchor.XCoordinate - mark.XCoordinate, anchor.YCoordinate - mark.YCoordinate
