"""The fonts of a form: one to type in, and one for names that are drawn."""

import io
import json
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from string import ascii_uppercase
from types import MappingProxyType
from typing import TYPE_CHECKING

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from kit.system.cache import Store
from kit.system.files import digest
from kit.system.keys import key_of

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont
    from uharfbuzz import Face

# Where the origin of an accent lies from that of its letter, in thousandths of the type size.
Offset = tuple[int, int]
FACE = "SourceSans3-Regular.ttf"
# A reader neither hints nor kerns what is typed.
_UNUSED = ("BASE", "GDEF", "GPOS", "GSUB", "STAT", "gasp", "prep")
# What the font to type in is called: without the tag of a cut typeface, so that readers type in it.
_TYPED = "WorkshopKitForm"

# The code of the first of a drawn face's letters; 0 is for those that a face lacks.
FIRST_DRAWN = 1
# Of a descriptor's flags (ISO 32000-1, table 123): it has letters of more than one script.
_SYMBOLIC = 4


@dataclass(frozen=True)
class CutFace:
    """Source Sans 3 cut down to some letters. All lengths are thousandths of the type size.

    `letters` are each one sign, or one with the accents that are drawn with it. `glyphs` are their
    numbers in the file, and `widths` their widths.
    """

    name: str
    file: bytes
    letters: Sequence[str]
    glyphs: tuple[int, ...]
    widths: tuple[int, ...]
    box: tuple[int, int, int, int]
    ascent: int
    descent: int
    cap_height: int


def form_type(fonts: Path, store: Store | None = None) -> CutFace:
    """The typeface to type in: all letters of Source Sans 3, each with a glyph of its own.

    The same each time. What writes it takes 100 ms to load: `store` has it from before.
    """
    if store is None:
        return _form_type_of(_form_type_bytes(fonts))
    key = key_of("form type", digest((fonts / FACE).read_bytes()))
    return _form_type_of(store.made(key, partial(_form_type_bytes, fonts)))


def _form_type_bytes(fonts: Path) -> bytes:
    """The form's typeface as bytes for the cache: a line of JSON, and the font file."""
    face = vars(cut_face(fonts)).copy()
    file: bytes = face.pop("file")
    return json.dumps(face).encode() + b"\n" + file


def _form_type_of(data: bytes) -> CutFace:
    line, _, file = data.partition(b"\n")
    face = json.loads(line)
    for name in ("glyphs", "widths", "box"):
        face[name] = tuple(face[name])
    return CutFace(**face, file=file)


def cut_face(
    fonts: Path,
    letters: Sequence[str] | None = None,
    accents: Mapping[str, Sequence[Offset]] = MappingProxyType({}),
) -> CutFace:
    """These letters, all signs of which it has, or all its own, cut out of Source Sans 3.

    The same each time. `accents` has the letters of several signs, each with where those after its
    first sit.
    """
    from fontTools.ttLib import TTFont
    from uharfbuzz import Blob, Face

    whole = Face(Blob((fonts / FACE).read_bytes()))
    letters = list(map(chr, sorted(whole.unicodes))) if letters is None else letters
    cut = io.BytesIO(_cut_down(whole, "".join(letters)))
    # The box around all its letters is that of the typeface, and takes long to reckon.
    some = len(letters) < len(whole.unicodes)
    with TTFont(cut, recalcBBoxes=some, recalcTimestamp=False, lazy=True) as font:
        heights = _heights(font)
        _draw_apart(font)
        called = _glyph_names(font)
        called |= {letter: _composed(font, letter, accents[letter]) for letter in accents}
        # Only what was read is reckoned anew.
        written, _ = io.BytesIO(), font["glyf"]
        font.save(written)
        head = font["head"]
        scaled = partial(_in_thousandths, head.unitsPerEm)
        left, bottom, right, top = scaled(head.xMin, head.yMin, head.xMax, head.yMax)
        ascent, descent, caps = scaled(*heights)
        return CutFace(
            name=Path(FACE).stem,
            file=written.getvalue(),
            letters=letters,
            glyphs=tuple(font.getGlyphID(called[letter]) for letter in letters),
            widths=scaled(*(font["hmtx"][called[letter]][0] for letter in letters)),
            box=(left, bottom, right, top),
            ascent=ascent,
            descent=descent,
            cap_height=caps,
        )


def _in_thousandths(size: int, *lengths: int) -> tuple[int, ...]:
    """Lengths in thousandths of the type size, which is so many units."""
    return tuple(round(length * 1000 / size) for length in lengths)


def _heights(font: "TTFont") -> tuple[int, int, int]:
    """How far above and below the baseline a line reaches, and the height of capitals.

    Readers set the lines of what is typed as far apart as the first two say. Above, that keeps
    accents off the border; below, `hhea` has room to spare, which fields would lack.
    """
    return font["hhea"].ascent, -font["OS/2"].usWinDescent, font["OS/2"].sCapHeight


def _cut_down(whole: "Face", signs: str) -> bytes:
    """The typeface with these letters alone.

    HarfBuzz cuts it in 1 ms, for which fontTools needs 150: it makes objects of all that is in it.
    """
    from uharfbuzz import SubsetFlags, SubsetInput, subset

    kept = SubsetInput()
    kept.unicode_set.update(map(ord, signs))
    kept.drop_table_tag_set.update(int.from_bytes(table.encode(), "big") for table in _UNUSED)
    kept.flags = SubsetFlags.NOTDEF_OUTLINE | SubsetFlags.NO_LAYOUT_CLOSURE
    file: bytes = subset(whole, kept).blob.data
    return file


def _glyph_names(font: "TTFont") -> dict[str, str]:
    """The names of glyphs by their letters."""
    # A typeface without letters has no such table at all.
    return {chr(code): glyph for code, glyph in (font.getBestCmap() or {}).items()}


def _composed(font: "TTFont", letter: str, accents: Sequence[Offset]) -> str:
    """The name of a new glyph: a letter with its accents, as wide as it is without."""
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    called = _glyph_names(font)
    parts = [called[sign] for sign in letter]
    pen = TTGlyphPen(font.getGlyphSet())
    for part, at in zip(parts, ((0, 0), *accents), strict=True):
        pen.addComponent(part, (1, 0, 0, 1, *at))
    name, glyph = "_".join(parts), pen.glyph(componentFlags=0)
    font["glyf"][name] = glyph
    glyph.recalcBounds(font["glyf"])
    font["hmtx"][name] = font["hmtx"][parts[0]][0], glyph.xMin
    return name


def _draw_apart(font: "TTFont") -> None:
    """Give each letter a glyph of its own, so that a code means one letter alone."""
    taken: set[str] = set()
    for code, glyph in sorted((font.getBestCmap() or {}).items()):
        if glyph not in taken:
            taken.add(glyph)
            continue
        name = f"{glyph}.{code:04X}"
        font["glyf"][name] = deepcopy(font["glyf"][glyph])
        font["hmtx"][name] = font["hmtx"][glyph]
        for table in font["cmap"].tables:
            if code in table.cmap:
                table.cmap[code] = name


def typed_font(pdf: Pdf, face: CutFace) -> Object:
    """A font to be typed in, whose codes are the numbers of its glyphs.

    Two bytes a letter hold every script of the typeface. pdfium, poppler and pdf.js find the code
    of a letter by ToUnicode; pypdf reads the table of letters in the font file.
    """
    widths = dict(zip(face.glyphs, face.widths, strict=True))
    last = max(widths)
    coded = Dictionary(
        W=Array([0, Array([widths.get(glyph, 0) for glyph in range(last + 1)])]),
        CIDToGIDMap=Name.Identity,
    )
    letters = sorted(zip(face.glyphs, face.letters, strict=True))
    return _two_byte_font(pdf, face, Name(f"/{_TYPED}"), coded, letters)


def drawn_font(pdf: Pdf, face: CutFace) -> Object:
    """A font of two bytes a letter, whose codes count the letters of the face from FIRST_DRAWN.

    Each letter has a code of its own, even where two are drawn alike, so that all read as written;
    one with accents reads as all of its signs.
    """
    tag = sha256("\n".join(face.letters).encode()).digest()[:6]
    name = Name(f"/{''.join(ascii_uppercase[byte % 26] for byte in tag)}+{face.name}")
    glyphs = (*(0,) * FIRST_DRAWN, *face.glyphs)
    return _two_byte_font(
        pdf,
        face,
        name,
        Dictionary(
            W=Array([FIRST_DRAWN, Array(face.widths)]),
            CIDToGIDMap=pdf.make_stream(b"".join(glyph.to_bytes(2, "big") for glyph in glyphs)),
        ),
        enumerate(face.letters, FIRST_DRAWN),
    )


def _two_byte_font(
    pdf: Pdf, face: CutFace, name: Name, coded: Dictionary, letters: Iterable[tuple[int, str]]
) -> Object:
    """A font of two bytes a letter; `coded` has the widths and glyphs of its codes."""
    coded.Type, coded.Subtype, coded.BaseFont = Name.Font, Name.CIDFontType2, name
    coded.CIDSystemInfo = Dictionary(
        Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0
    )
    coded.FontDescriptor = _descriptor(pdf, face, name)
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=name,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(coded)]),
            ToUnicode=_to_unicode(pdf, letters),
        )
    )


def _descriptor(pdf: Pdf, face: CutFace, name: Name) -> Object:
    return pdf.make_indirect(
        Dictionary(
            Type=Name.FontDescriptor,
            FontName=name,
            Flags=_SYMBOLIC,
            FontBBox=Array(face.box),
            ItalicAngle=0,
            Ascent=face.ascent,
            Descent=face.descent,
            CapHeight=face.cap_height,
            StemV=0,  # unknown
            FontFile2=pdf.make_stream(face.file, Length1=len(face.file)),
        )
    )


def _to_unicode(pdf: Pdf, letters: Iterable[tuple[int, str]]) -> Object:
    """A CMap from codes of two bytes to letters, at most 100 a block as the format has it."""
    lines = [f"<{code:04x}> <{letter.encode('utf-16-be').hex()}>" for code, letter in letters]
    blocks = [lines[start : start + 100] for start in range(0, len(lines), 100)]
    cmap = "\n".join(
        [
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
            "1 begincodespacerange <0000> <ffff> endcodespacerange",
            *(
                line
                for block in blocks
                for line in (f"{len(block)} beginbfchar", *block, "endbfchar")
            ),
            "endcmap CMapName currentdict /CMap defineresource pop end end",
        ]
    )
    return pdf.make_stream(cmap.encode("ascii"))
