"""Which letters each glyph stands for, put right in a PDF of WeasyPrint's.

Where a letter is drawn as several glyphs, such as an o with a dot below and an accent upon it,
WeasyPrint 70 gives the whole to its last glyph and nothing to the others, and keeps that for each
other letter with that glyph. Copied out or read aloud, another word would come of it.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from kit.content.font_glyphs import texts_of_glyphs
from kit.typesetting.blocks import WITHOUT_DOTS

# Letters up to this one are drawn as one glyph each in the bundled typefaces, which a test holds.
_LAST_SIMPLE = 0x17F
# An entry of a CMap: the glyph, and its text in UTF-16.
_ENTRY = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]*)>")


def needs_glyph_texts(texts: Iterable[str]) -> bool:
    """Whether any of the letters may have been drawn as several glyphs."""
    return any(
        ord(letter) > _LAST_SIMPLE and unicodedata.category(letter)[0] in "LM"
        for text in texts
        for letter in text
    )


def put_glyph_texts_right(document: Any, pdf: Any, fonts: Path, letters: frozenset[str]) -> None:
    """Put right what the glyphs of a document of WeasyPrint's stand for, in its PDF as it is made.

    `fonts` is the folder of typefaces, `letters` are all that the document was written with.
    """
    with_texts = [one for one in pdf.objects if isinstance(one, dict) and "ToUnicode" in one]
    for font, written in zip(document.fonts.values(), with_texts, strict=True):
        if font.used_in_forms:
            continue
        glyphs = texts_of_glyphs(fonts, font.family, int(font.weight), bool(font.style))
        texts = dict(_mended(font.to_unicode, glyphs, letters))
        number = int(written["ToUnicode"].split()[0])
        stream = pdf.objects[number].stream
        stream[:] = [_ENTRY.sub(partial(_entry, texts), line) for line in stream]


def _entry(texts: Mapping[int, str], entry: re.Match[bytes]) -> bytes:
    glyph = int(entry[1], 16)
    if glyph not in texts:
        # The range of all glyphs, which looks like an entry.
        return entry[0]
    text = texts[glyph].encode("utf-16-be").hex()
    return b"<%b> <%b>" % (entry[1], text.encode())


def _mended(
    texts: Mapping[int, str], glyphs: Mapping[int, tuple[str, ...]], letters: frozenset[str]
) -> Iterator[tuple[int, str]]:
    """What each glyph stands for: as WeasyPrint has it where that can be, else as the face has."""
    for glyph, text in texts.items():
        known = glyphs.get(glyph, ())
        if known and _decomposed(text) not in map(_decomposed, known):
            text = known[0]
            # A letter without its dot, or one whose dot gave way to an accent.
            text = text if text in letters else WITHOUT_DOTS.get(text, text)
        yield glyph, text


def _decomposed(text: str) -> str:
    return unicodedata.normalize("NFKD", text)
